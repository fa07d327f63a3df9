// The versions of a text: when and by whom it was saved, and what differs.
import { address, ask, at } from "./ask.js";
import { wrong } from "./blocks.js";
import { fill, h, moment } from "./dom.js";
import { differenceView } from "./difference.js";

/** Show the versions in a place; `replace` puts a text into the editor. */
export async function historyView(place, view, replace, writes) {
  const shown = h("div", {});
  const close = h("button", { type: "button", onclick: () => fill(place) }, "Close versions");
  try {
    const { versions, total } = (await ask(at(view.name, "/versions"))).data;
    const compare = async (number) => fill(shown, h("h3", {}, `From version ${number} to what the file says now`), differenceView((await ask(address(at(view.name, "/difference"), { before: number }))).data.lines));
    const back = async (number) => { replace((await ask(at(view.name, `/versions/${number}`))).data.text.replaceAll("\r\n", "\n")); fill(place); };
    const tried = (work) => async () => { try { await work(); } catch (error) { fill(shown, wrong(error)); } };
    fill(place, h("section", { class: "card", "aria-label": "Versions" }, h("div", { class: "row" }, h("h2", {}, "Versions"), close),
      total ? h("div", { class: "wide" }, h("table", {},
        h("thead", {}, h("tr", {}, ["Version", "Saved", "By", "Look and take"].map((one) => h("th", { scope: "col" }, one)))),
        h("tbody", {}, versions.map((one) => h("tr", {}, h("th", { scope: "row" }, one.number), h("td", {}, moment(one.saved)), h("td", {}, one.who), h("td", {}, h("div", { class: "row" },
          h("button", { type: "button", onclick: tried(() => compare(one.number)) }, "What differs now", h("span", { class: "hidden" }, ` from version ${one.number}`)),
          writes ? h("button", { type: "button", onclick: tried(() => back(one.number)) }, "Put into the editor", h("span", { class: "hidden" }, ` version ${one.number}`)) : null)))))))
        : h("p", {}, "It has not been saved here yet. From then on every saved text is kept."), shown));
  } catch (error) { fill(place, wrong(error), close); }
  close.focus();
}
