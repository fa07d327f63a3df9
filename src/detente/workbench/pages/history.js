// The versions of a text: when and by whom each was saved, what it changed in the conflict's own words, and what differs now.
import { address, ask, at } from "./ask.js";
import { wrong } from "./blocks.js";
import { fill, h, moment, wide } from "./dom.js";
import { changesView, differenceView } from "./difference.js";

/** Show the versions in a place; `replace` puts a text into the editor. */
export async function historyView(place, view, replace, writes) {
  const shown = h("div", {}), opener = document.activeElement;
  const end = () => { const held = place.contains(document.activeElement); fill(place); if (held) opener.focus(); };
  const close = h("button", { type: "button", onclick: end }, "Close versions");
  const between = async (before, after) => (await ask(address(at(view.name, "/difference"), { before, after }), { signal: view.signal })).data;
  try {
    const { versions, total } = (await ask(at(view.name, "/versions"), { signal: view.signal })).data;
    const compare = async (number) => fill(shown, h("h3", {}, `From version ${number} to what the file says now`), differenceView(await between(number, 0)));
    const back = async (number) => { replace((await ask(at(view.name, `/versions/${number}`), { signal: view.signal })).data.text.replaceAll("\r\n", "\n")); end(); };
    const tried = (work) => async () => { try { await work(); } catch (error) { fill(shown, wrong(error)); } };
    const changed = versions.map((one) => h("td", {}, one.number > 1 ? h("span", { class: "quiet" }, "…") : h("span", { class: "quiet" }, "as it was found or begun")));
    fill(place, h("section", { class: "card", "aria-label": "Versions", onkeydown: (event) => { if (event.key === "Escape") end(); } }, h("div", { class: "row" }, h("h2", {}, "Versions"), close),
      total ? wide("Table of versions", h("table", { class: "full stacked versions" },
        h("thead", {}, h("tr", {}, ["Version", "Saved", "By", "What it changed", "Look and take"].map((one) => h("th", { scope: "col" }, one)))),
        h("tbody", {}, versions.map((one, row) => h("tr", {}, h("th", { scope: "row", "data-head": "Version" }, one.number), h("td", {}, moment(one.saved)), h("td", { "data-head": "By" }, one.who), changed[row], h("td", {}, h("div", { class: "row" },
          h("button", { type: "button", onclick: tried(() => compare(one.number)) }, "What differs now", h("span", { class: "hidden" }, ` from version ${one.number}`)),
          writes ? h("button", { type: "button", onclick: tried(() => back(one.number)) }, "Put into the editor", h("span", { class: "hidden" }, ` version ${one.number}`)) : null)))))))
        : h("p", {}, "It has not been saved here yet. From then on every saved text is kept."), shown));
    close.focus();
    for (const [row, one] of versions.entries()) { // one after another: each may have to be worked out
      if (one.number < 2) continue;
      if (!place.contains(close)) return;
      fill(changed[row], changesView((await between(one.number - 1, one.number)).changes));
    }
  } catch (error) {
    const told = wrong(error);
    if (told) fill(shown.isConnected ? shown : place, told, shown.isConnected ? null : close);
  }
}
