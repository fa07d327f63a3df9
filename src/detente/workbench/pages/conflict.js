// The conflict to be read: actors as columns, statements in order with reason and source.
import { chips } from "./blocks.js";
import { citing } from "./cited.js";
import { fill, h, percent, span, wide } from "./dom.js";

/** Show what is written. */
export function conflictTab(panel, view) {
  const it = view.written;
  const { place, side, cite } = citing(view);
  view.cite = cite;
  fill(panel, place);
  fill(place, h("div", {},
    it.story ? h("p", { class: "story" }, it.story.trim()) : null,
    it.states.length ? part("States", "All that can happen; the moves between them are the actors’.", table(["State", "Meaning"], it.states.map((one) => [chips([one.id], it.start), one.means]))) : null,
    h("p", { class: "quiet small" }, "Who can do what, and wants what: ▸ marks the start. A line leads to the text, a citation to its paragraph."),
    h("div", { class: "actors" }, it.actors.map((one) => actor(one, view))),
    it.circumstances.length ? part("Circumstances", "What nobody here controls, and how sure one is of it.", table(["Circumstance", "Now", "Chance", "Meaning"], it.circumstances.map((one) => circumstance(one, view)))) : null,
    it.beliefs.length ? part("Beliefs", "What is taken to be so, whether it is or not.", table(["Who", "Takes to be", "Why"], it.beliefs.map((one) => [one.who, Object.entries(one.thinks).map(([key, value]) => `${key} = ${value}`).join(", "), grounds(one.grounds, view)]))) : null,
    it.signals.length ? part("Signals", "What has been observed, or could be.", table(["Signal", "About", "Seen", "Why"], it.signals.map((one) => [[one.name, one.what ? `: ${one.what}` : ""], one.about, h("span", { class: "together" }, one.seen ? `● seen${one.on ? ` on ${one.on}` : ""}` : "○ not seen"), grounds(one.grounds, view)]))) : null,
    it.situations.length ? part("Situations", "Names for what may be so.", table(["Name", "Stands for"], it.situations.map((one) => [[one.name, " ", line(one.line, view)], h("code", {}, one.text)]))) : null,
    it.never.length ? part("What cannot happen", "States in which this is so are left out.", table(["Name", "Never", "Why"], it.never.map((one) => rule(one, view)))) : null,
    it.outcomes.length ? part("Outcomes", "What a forecast gives the chance of.", table(["Name", "Where play comes to rest with", "Why"], it.outcomes.map((one) => rule(one, view)))) : null,
    it.not_modelled.length ? part("Not modelled", "What the scenario leaves out, and why.", table(["What", "Why"], it.not_modelled.map((one) => [one.what, [one.why ? h("div", {}, one.why) : null, grounds(one.grounds, view)]]))) : null,
    it.sources.length ? part("Sources", "", h("ul", {}, it.sources.map((one) => h("li", { id: `source-${one.id}` }, h("strong", {}, one.id), ": ", [one.author, one.title, one.published, one.pages].filter(Boolean).join(", "), one.grade ? h("span", { class: "quiet" }, ` (${one.grade})`) : null, one.note ? h("div", { class: "quiet" }, one.note) : null)))) : null), side);
}

function part(title, words, content) {
  return h("section", { "aria-label": title }, h("h2", {}, title), words ? h("p", { class: "quiet" }, words) : null, content);
}

function table(columns, rows) {
  return wide(`Table: ${columns[0]}`, h("table", { class: "full stacked" },
    h("thead", {}, h("tr", {}, columns.map((one) => h("th", { scope: "col" }, one)))),
    h("tbody", {}, rows.map((row) => h("tr", {}, row.map((cell, place) => h(place ? "td" : "th", place ? { "data-head": columns[place] } : { scope: "row" }, cell)))))));
}

/** Return a formula with its name and its reasons as a row. */
function rule(one, view) {
  return [[one.name, " ", line(one.grounds.line, view)], h("code", {}, one.text), grounds(one.grounds, view, false)];
}

/** Return what limits an option: what it needs, when it falls away, what cannot be taken back. */
function limits(option) {
  return [
    option.needs ? ["needs ", h("code", {}, option.needs)] : null,
    option.lapses_when.length ? `falls away when ${option.lapses_when.join(" or ")} changes` : null,
    option.forward ? "cannot be taken back" : option.kept.length ? `cannot leave ${option.kept.join(" or ")}` : null,
  ].filter(Boolean).map((one) => h("div", { class: "small" }, one));
}

function actor(one, view) {
  const ranked = one.ranking;
  return h("section", { class: "card", "aria-label": one.name },
    h("h2", {}, one.name), one.means ? h("p", { class: "quiet" }, one.means) : null,
    one.options.length ? h("h3", {}, "Can set") : null,
    one.options.map((option) => h("div", { class: "option" },
      h("div", {}, h("strong", {}, option.name), " ", line(option.grounds.line, view)),
      chips(option.values, option.start),
      option.means ? h("div", { class: "quiet small" }, option.means) : null, limits(option),
      grounds(option.grounds, view, false))),
    one.moves?.length ? [h("h3", {}, "Can move"), h("ul", {}, one.moves.map(([from, to]) => h("li", {}, `${from} → ${to}`)))] : null,
    ranked ? [h("h3", {}, "Ranks, best first"), h("ol", {}, ranked.map((level) => h("li", {}, level.join(", "))))]
      : one.statements.length ? [h("h3", {}, "Wants, most important first"), h("ol", { class: "statements" }, one.statements.map((statement) => h("li", {},
        h("strong", {}, `${statement.verb}s`), " ", h("code", {}, statement.text),
        statement.weight ? ` (weight ${statement.weight})` : null, " ", line(statement.grounds.line, view),
        statement.drops ? h("div", { class: "quiet small" }, `drops ${statement.drops}`) : null,
        grounds(statement.grounds, view, false))))] : null);
}

/** Return why something is written: its reason, source and assumption. */
function grounds(given, view, withLine = true) {
  const parts = [];
  if (given.because) parts.push(given.because);
  if (given.cite.length) parts.push([h("span", { class: "quiet" }, "source "), view.cite(given.cite)]);
  if (given.assumed) parts.push([h("span", { class: "warning-word" }, "assumed: "), given.assumed]);
  if (withLine) parts.push(line(given.line, view));
  return parts.length ? h("div", { class: "small" }, parts.flatMap((one, place) => (place ? ["; ", one] : [one]))) : null;
}

function line(number, view) {
  return h("a", { class: "small quiet together", href: view.link("text", { line: number }), "aria-label": `line ${number} of the text` }, `line ${number}`);
}

/** Return a line of a chance: where it counts, and how likely it makes the value. */
function chance(value, one, several) {
  const much = one.high > one.low ? span(one) : percent(one.low);
  return h("div", {}, value, one.when ? [" if ", h("code", {}, one.when)] : several ? " otherwise" : "", ": ", one.word ? `${one.word} (${much})` : much);
}

function circumstance(one, view) {
  const chances = one.chances ? Object.entries(one.chances).filter(([value]) => value === one.now || one.values.length > 2) : [];
  return [[one.id, " ", line(one.grounds.line, view)], one.now,
    chances.length ? chances.map(([value, lines]) => lines.map((each) => chance(value, each, lines.length > 1))) : h("span", { class: "quiet" }, "not doubted"),
    [one.means ? h("div", {}, one.means) : null, grounds(one.grounds, view, false)]];
}
