// The folder: its scenarios, and cases of the library to begin with.
import { address, ask, at } from "./ask.js";
import { wrong } from "./blocks.js";
import { fill, h, moment, turn, wide } from "./dom.js";

const SOME = 200;

const NEW = `title: A new conflict
actors:
  Anna:
    options:
      yield: {}
    prefers:
      - avoid: yield
`;

const SLASH = { given: "A name with a slash cannot be that of a scenario", expected: "Scenarios are files of this very folder", remedy: "Give it another name", severity: "error" };

/** Show the folder. */
export async function folderPage(main, { about, signal }) {
  const found = (await ask(address("/api/scenarios", { limit: SOME }), { signal })).data;
  const rows = h("tbody", {}, found.scenarios.map(row));
  const writes = about.writable && about.role !== "read";
  const more = h("button", { type: "button", hidden: found.total <= found.scenarios.length }, "Show more");
  const told = h("div", {});
  more.addEventListener("click", async () => {
    try {
      const next = (await ask(address("/api/scenarios", { limit: SOME, offset: rows.children.length }), { signal })).data;
      rows.append(...next.scenarios.map(row));
      more.hidden = !next.scenarios.length || rows.children.length >= next.total;
      fill(told);
    } catch (error) { fill(told, wrong(error)); }
  });
  turn(main,
    h("h1", {}, about.folder || "Scenarios"),
    about.notices.map((text) => h("p", { class: "note warning" }, text)),
    found.total ? wide("Table of scenarios", h("table", { class: "full stacked" },
      h("caption", {}, `${found.total.toLocaleString()} ${found.total === 1 ? "scenario" : "scenarios"}`),
      h("thead", {}, h("tr", {}, ["Title", "File", "Changed"].map((one) => h("th", { scope: "col" }, one)))), rows))
      : h("p", {}, "There is no scenario in this folder yet."),
    more, told, writes ? await beginning(signal) : null);
}

function row(one) {
  return h("tr", {},
    h("th", { scope: "row" }, h("a", { href: `#/s/${encodeURIComponent(one.name)}/conflict` }, one.title || one.name)),
    h("td", { class: "mono" }, one.name), h("td", { class: "together" }, moment(one.changed)));
}

/** Return what begins a new scenario: a name, or a case of the library. */
async function beginning(signal) {
  const told = h("div", {});
  const name = h("input", { placeholder: "my-conflict.yaml", required: true, maxLength: 195 }); // with .yaml, as long as names may be
  const open = (file, tab) => { location.hash = `#/s/${encodeURIComponent(file)}/${tab}`; };
  const make = async (event) => {
    event.preventDefault();
    const typed = name.value.trim(), file = /\.ya?ml$/i.test(typed) ? typed : `${typed}.yaml`;
    if (file.includes("/")) { fill(told, wrong({ problems: [SLASH] })); return; } // an address would lead elsewhere
    try {
      await ask(at(file), { method: "PUT", body: { text: NEW }, headers: { "if-none-match": "*" } });
      open(file, "text");
    } catch (error) { fill(told, wrong(error)); }
  };
  const cases = (await ask("/api/cases", { signal })).data.cases;
  const chosen = h("select", {}, cases.map((one) => h("option", { value: one.name }, one.title)));
  const copy = async (event) => {
    event.preventDefault();
    try {
      open((await ask("/api/scenarios", { method: "POST", body: { case: chosen.value } })).data.name, "conflict");
    } catch (error) { fill(told, wrong(error)); }
  };
  return h("section", { "aria-labelledby": "begin" },
    h("h2", { id: "begin" }, "Begin"),
    h("form", { class: "row", onsubmit: make }, h("label", {}, "File name", name), h("button", {}, "Write a new scenario")),
    h("form", { class: "row", onsubmit: copy }, h("label", {}, "Case of the library", chosen), h("button", {}, "Copy this case here")), told);
}
