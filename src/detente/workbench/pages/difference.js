// What differs between two texts, line by line, with signs as well as colours.
import { h } from "./dom.js";

const SIGNS = { same: " ", gone: "−", new: "+", skipped: "⋯" };

/** Return lines of a difference as a table. */
export function differenceView(lines) {
  if (!lines.length) return h("p", { class: "quiet" }, "Nothing differs.");
  return h("div", { class: "difference", tabindex: "0", role: "group", "aria-label": "Difference" }, h("table", {}, h("tbody", {}, lines.map((one) =>
    h("tr", { class: one.kind }, h("td", { class: "n" }, one.before ?? ""), h("td", { class: "n" }, one.after ?? ""), h("td", {}, SIGNS[one.kind], h("span", { class: "hidden" }, { gone: " taken away ", new: " added " }[one.kind] ?? "")), h("td", {}, one.text))))));
}
