// Outcomes: the table of states, and why a state holds or not.
import { address, at, awaited } from "./ask.js";
import { blocks, filled, working, wrong } from "./blocks.js";
import { choice, fill, h, say } from "./dom.js";
import { graphView } from "./graph.js";
import { mapView } from "./map.js";
import { whyView } from "./play.js";
import { asking, folded, text } from "./question.js";
import { LongTable } from "./table.js";
import { treeView } from "./tree.js";

/** Show the outcomes. */
export async function outcomesTab(panel, view) {
  const chosen = { variant: view.variant, concept: view.concept };
  const wanted = { where: "", held: "", by: "", prospects: false, sort: "id", order: "up" };
  const told = h("div", {});
  const count = h("span", { role: "status" });
  const side = h("div", { class: "side", tabindex: "-1", "aria-label": "Why", role: "region" });
  const load = (offset, limit, tell) => awaited(address(at(view.name, "/states"), { ...chosen, ...wanted, offset, limit }), { signal: view.signal, tell });

  const analysis = h("div", {});
  const summary = h("details", { class: "card", ontoggle: () => { if (summary.open && !analysis.childElementCount) filled(analysis, "Analysing", async (tell) => blocks(await awaited(address(at(view.name, "/analyse/page"), chosen), { signal: view.signal, tell }))); } }, h("summary", {}, "The analysis in words"), analysis);
  const bar = working("Finding what holds");
  fill(panel, summary, bar.place);

  let first;
  try {
    first = await load(0, 100, bar.tell);
  } catch (error) {
    if (error.name === "AbortError") return;
    fill(panel, wrong(error), summary);
    if (error.code === "too-many-states" || error.code === "too-many-moves") { summary.open = true; panel.append(unlisted(view)); }
    return;
  }
  const start = first.status_quo;
  const options = Object.keys(first.options);
  const concepts = first.concepts.map((key) => [key, view.language.concepts[key] ?? key]);
  const actors = first.actors.map((key) => [key, key]);
  const begins = (view.written.actors.flatMap((one) => one.options)).reduce((all, one) => ({ ...all, [one.id]: one.start }), {});

  const columns = [
    { label: "State", sort: "id" },
    { label: `Who stays (${first.concept})`, sort: "stays" },
    { label: "Nobody leaves under", sort: null },
    ...options.map((key) => ({ label: key, sort: key })),
  ];
  const cells = (row) => [
    h("th", { scope: "row" }, row.id, row.id === start ? " start" : "", row.prospect ? " ● prospect" : ""),
    h("td", {}, stayers(row.stays, first.actors)),
    h("td", {}, row.holds.length ? h("span", { class: "holds" }, "● ", row.holds.length === concepts.length ? "all" : row.holds.join(", ")) : h("span", { class: "quiet" }, "○ none")),
    row.values.map((value, place) => h("td", { class: begins[options[place]] !== undefined && begins[options[place]] !== value ? "changed" : null }, value)),
  ].flat();

  let pending = first;
  const table = new LongTable({
    label: "States", columns, cells,
    load: async (offset, limit) => {
      const found = pending && offset === 0 ? pending : await load(offset, limit);
      pending = null;
      fill(told);
      count.textContent = `${found.total.toLocaleString()} of ${found.feasible.toLocaleString()} states`;
      return found;
    },
    choose: (row) => why(row.id),
    order: (key) => { Object.assign(wanted, { sort: key, order: wanted.sort === key && wanted.order === "up" ? "down" : "up" }); anew(); },
    fail: (error) => {
      const what = wrong(error);
      if (!what) return;
      fill(told, what);
      if (table.total === null) count.textContent = "";
    },
  });
  const anew = () => { table.heads(wanted.sort, wanted.order === "up"); table.reset(); return table.show(); };
  const set = (key) => (value) => { wanted[key] = value ?? ""; anew(); };
  const formula = h("input", { class: "grow mono", "aria-label": "Where: filter by a formula", placeholder: options[0] ? `such as ${options[0]} = ${first.options[options[0]].at(-1)}` : "a formula", maxLength: 2000, spellcheck: false });
  const filter = (event) => { event.preventDefault(); set("where")(formula.value); };
  const prospects = h("input", { type: "checkbox", onchange: () => { wanted.prospects = prospects.checked; anew(); } });

  let unasked = true; // the reasons of the start stand there unasked: nothing is to be moved for them
  const why = (state) => {
    say(`State ${state}`);
    const graph = h("div", {}), play = h("div", {}), told = h("div", {});
    const full = h("details", { ontoggle: () => { if (full.open && !told.childElementCount) filled(told, "Finding why", async (tell) => folded(await awaited(address(at(view.name, "/explain/page"), { ...chosen, state }), { signal: view.signal, tell }), () => true)); } }, h("summary", {}, "All reasons in words"), told);
    const rest = h("div", { hidden: true }, full, graph); // of a state that is not there, one error says all
    fill(side, h("h2", {}, `State ${state}${state === start ? " (start)" : ""}`), play, rest);
    if (matchMedia("(max-width: 60rem)").matches && !unasked) side.scrollIntoView({ block: "start" });
    unasked = false;
    filled(play, "Finding why", async (tell) => {
      const found = await awaited(address(at(view.name, "/why"), { ...chosen, state }), { signal: view.signal, tell });
      rest.hidden = false;
      return whyView(found, why);
    });
    filled(graph, "Drawing moves", async (tell) => graphView(await awaited(address(at(view.name, "/graph"), { ...chosen, state }), { signal: view.signal, tell }), why));
  };

  const rows = h("div", {},
    h("form", { class: "row", onsubmit: filter }, h("label", { class: "grow" }, "Where ", formula), h("button", {}, "Filter"),
      h("button", { type: "button", onclick: () => { formula.value = ""; set("where")(""); } }, "Clear")),
    h("div", { class: "row" },
      choice("Stable under ", "any", concepts, null, set("held")),
      choice("for ", "everybody", actors, null, set("by")),
      first.prospects === null ? null : h("label", {}, prospects, `prospects only (${first.prospects.toLocaleString()}): where play comes to rest`),
      choice("Sort by what is best for ", "–", actors, null, (actor) => { Object.assign(wanted, actor ? { sort: `rank:${actor}`, order: "down" } : { sort: "id", order: "up" }); anew(); }), count),
    told, h("p", { class: "quiet small" }, "Values that differ from the start are bold. Choose a row, or press Enter on it, to read why."), table.place);
  const map = h("div", { hidden: true }), tree = h("div", { hidden: true });
  let drawn = null;
  view.signal.addEventListener("abort", () => { table.close(); drawn?.close(); });
  const looks = { table: ["Table of states", rows, () => table.draw(true)], map: ["Map of moves", map, () => { drawn ??= mapView(map, view, why, first); }], tree: ["Ways of play", tree, () => { if (!tree.childElementCount) treeView(tree, view, why); }] };
  const look = (key) => { for (const [other, [, place]] of Object.entries(looks)) place.hidden = other !== key; looks[key][2](); };
  const choose = Object.entries(looks).map(([key, [label]]) => h("label", {}, h("input", { type: "radio", name: "look", value: key, checked: key === "table", onchange: () => look(key) }), label));

  fill(panel, summary, h("fieldset", { class: "looks row" }, h("legend", { class: "hidden" }, "Look at outcomes as"), choose), h("div", { class: "split" }, h("div", {}, rows, map, tree), side));
  await anew();
  if (view.state || start) { const state = Number(view.state) || start; table.chosen = state; table.draw(true); why(state); }
  else fill(side, h("p", { class: "quiet" }, "Choose a state to read why it holds or not."));
}

/** Return who stays in a state: of many, those who do not. */
function stayers(stays, actors) {
  if (stays.length === actors.length) return h("span", { class: "holds" }, "● all");
  if (!stays.length) return "nobody";
  const leave = actors.filter((one) => !stays.includes(one));
  return leave.length < stays.length ? `all but ${leave.join(", ")}` : stays.join(", ");
}

/** Return what can be asked where states are too many to be listed: why one of them holds or not. */
function unlisted(view) {
  return asking(view, {
    title: "Why a state holds", verb: "explain", label: "Find why", doing: "Finding why",
    words: "States without numbers are named by what differs from the start.",
    fields: { state: text("State", { placeholder: "the start, or US.aid=cut, …", class: "mono grow" }) },
    show: (page) => folded(page, () => true),
  });
}
