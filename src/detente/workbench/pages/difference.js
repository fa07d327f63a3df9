// What differs between two texts: in the conflict's own words, and line by line, with signs as well as colours.
import { h } from "./dom.js";

const SIGNS = { same: " ", gone: "−", new: "+", skipped: "⋯" };

/** Return a difference: sentences first, then the lines as a table. */
export function differenceView({ changes, lines }) {
  if (!lines.length) return h("p", { class: "quiet" }, "Nothing differs.");
  return h("div", {}, changesView(changes),
    h("div", { class: "difference", tabindex: "0", role: "group", "aria-label": "Difference" }, h("table", {}, h("tbody", {}, lines.map((one) =>
      h("tr", { class: one.kind }, h("td", { class: "n" }, one.before ?? ""), h("td", { class: "n" }, one.after ?? ""), h("td", {}, SIGNS[one.kind], h("span", { class: "hidden" }, { gone: " taken away ", new: " added " }[one.kind] ?? "")), h("td", {}, one.text)))))));
}

/** Return what differs in the conflict's own words. */
export function changesView(changes) {
  if (!changes) return h("p", { class: "quiet" }, "In words this cannot be told: one of the texts is no YAML, or very long.");
  if (!changes.length) return h("p", { class: "quiet" }, "Only comments, spacing or quotation marks differ; the conflict is the same.");
  return h("ul", { class: "changes" }, changes.map((one) => h("li", {}, one)));
}
