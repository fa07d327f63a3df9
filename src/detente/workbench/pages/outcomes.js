// Outcomes: the table of states, and why a state holds or not.
import { address, at, awaited } from "./ask.js";
import { blocks, filled, working, wrong } from "./blocks.js";
import { choice, fill, h, say } from "./dom.js";
import { graphView } from "./graph.js";
import { LongTable } from "./table.js";

/** Return a page without its title, which stands above already. */
function untitled(page) {
  return { blocks: page.blocks.filter((one) => one.kind !== "title") };
}

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
    if (error.code === "too-many-states" || error.code === "too-many-moves") summary.open = true;
    return;
  }
  const start = first.status_quo;
  const options = Object.keys(first.options);
  const concepts = first.concepts.map((key) => [key, view.about.concepts[key] ?? key]);
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
    h("td", {}, row.stays.length === first.actors.length ? h("span", { class: "holds" }, "● all") : row.stays.join(", ") || "nobody"),
    h("td", {}, row.holds.length ? h("span", { class: "holds" }, "● ", row.holds.join(", ")) : h("span", { class: "quiet" }, "○ none")),
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
    fail: (error) => { const what = wrong(error); if (what) fill(told, what); },
  });
  const anew = () => { table.heads(wanted.sort, wanted.order === "up"); table.reset(); return table.show(); };
  const set = (key) => (value) => { wanted[key] = value ?? ""; anew(); };
  const formula = h("input", { class: "grow mono", "aria-label": "Filter by a formula", placeholder: options[0] ? `such as ${options[0]} = ${first.options[options[0]].at(-1)}` : "a formula", maxLength: 2000, spellcheck: false });
  const filter = (event) => { event.preventDefault(); set("where")(formula.value); };
  const prospects = h("input", { type: "checkbox", onchange: () => { wanted.prospects = prospects.checked; anew(); } });

  const why = (state) => {
    say(`State ${state}`);
    const graph = h("div", {}), text = h("div", {});
    fill(side, h("h2", {}, `State ${state}${state === start ? " (start)" : ""}`), text, graph);
    filled(text, "Finding why", async (tell) => blocks(untitled(await awaited(address(at(view.name, "/explain/page"), { ...chosen, state }), { signal: view.signal, tell }))));
    filled(graph, "Drawing moves", async (tell) => graphView(await awaited(address(at(view.name, "/graph"), { ...chosen, state }), { signal: view.signal, tell }), why));
  };

  fill(panel, summary,
    h("form", { class: "row", onsubmit: filter }, h("label", { class: "grow" }, "Where ", formula), h("button", {}, "Filter"),
      h("button", { type: "button", onclick: () => { formula.value = ""; set("where")(""); } }, "Clear")),
    h("div", { class: "row" },
      choice("Stable under ", "any", concepts, null, set("held")),
      choice("for ", "everybody", actors, null, set("by")),
      first.prospects === null ? null : h("label", {}, prospects, `prospects only (${first.prospects.toLocaleString()})`),
      choice("Sort by what is best for ", "–", actors, null, (actor) => { Object.assign(wanted, actor ? { sort: `rank:${actor}`, order: "down" } : { sort: "id", order: "up" }); anew(); }), count),
    told, h("p", { class: "quiet small" }, "Values that differ from the start are bold. Choose a row, or press Enter on it, to read why."),
    h("div", { class: "split" }, table.place, side));
  await anew();
  if (view.state || start) { const state = Number(view.state) || start; table.chosen = state; table.draw(true); why(state); }
  else fill(side, h("p", { class: "quiet" }, "Choose a state to read why it holds or not."));
  return () => table.close();
}
