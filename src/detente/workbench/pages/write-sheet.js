// The parts of a text as forms show them: actors with what they can set and want, circumstances, and all else that is written.
import { chips } from "./blocks.js";
import { h } from "./dom.js";
import { spoken } from "./names.js";
import { movers, reorderable } from "./reorder.js";
import { casesOf, chanceOf } from "./write-chance.js";
import { adding, part, why } from "./write-part.js";
import { ranking } from "./write-ranking.js";

const code = (text) => h("code", {}, text);
const quiet = (text) => (text ? h("div", { class: "quiet small" }, text) : null);

/** Return all parts. */
export function sheet(page) {
  const { forms } = page;
  const parts = [...forms.actors.flatMap((one) => [...one.options, ...one.statements, ...one.moves, ...one.levels]), ...forms.circumstances, ...forms.never, ...forms.situations, ...forms.states, ...forms.beliefs, ...forms.signals, ...forms.outcomes, ...forms.variants, ...forms.claims, ...forms.sources, ...forms.own_words, ...forms.acceptances, ...forms.omissions];
  page.on = (line) => parts.filter((one) => line >= one.line && line <= one.last).length;
  const { listed, placed } = lists(page);
  const sections = [
    section("Actors", "What each can set, and what it wants, the most important first.", [h("div", { class: "actors" }, forms.actors.map((one) => actor(page, one))), adding(page, "actor", {})]),
    forms.graph ? listed("States", "What may be so; actors have moves between them.", "state", forms.states, (one) => [h("strong", {}, one.state), quiet(one.means)], (one) => ((one ?? forms.states[0])?.means === null ? ["means"] : [])) : null,
    section("Circumstances", "What nobody here controls, and how sure one is of it.", [forms.circumstances.map((one) => circumstance(page, one)), adding(page, "circumstance", {})]),
    forms.graph && !forms.never.length ? null : placed("What cannot happen", "", "rule", forms.never, (one) => one.name ?? `rule ${one.place}`, (one) => [one.name ? h("strong", {}, one.name, " ") : null, code(one.when), why(one)]),
    listed("Situations", "Names for what may be so.", "situation", forms.situations, (one) => [h("strong", {}, one.situation), " ", code(one.text)]),
    placed("Beliefs", "What somebody takes to be so, whether it is or not.", "belief", forms.beliefs, (one) => `belief ${one.place}, of ${one.who}`, belief),
    placed("Signals", "What has been observed, or could be.", "signal", forms.signals, (one) => one.signal ?? `signal ${one.place}`, (one) => signal(page, one)),
    outcomes(page),
    listed("Variants", "Other worlds to compare with.", "variant", forms.variants, variant),
    placed("Claims", "What the analysis claims, put to the test.", "claim", forms.claims, (one) => one.name, claim),
    listed("Sources", "The texts that are cited.", "source", forms.sources, (one) => [h("strong", {}, one.source), " ", [one.author, one.title, one.published, one.pages].filter(Boolean).join(", "), one.grade ? ` (${one.grade})` : "", quiet(one.note)]),
    listed("Words of chance", "The scenario’s own, besides those of its table.", "word", forms.own_words, (one) => [h("strong", {}, one.word), ` ${one.low} to ${one.high}`]),
    placed("What is left out", "", "omission", forms.omissions, (one) => one.name ?? `omission ${one.place}`, (one) => [one.name ? h("strong", {}, one.name, " ") : null, one.what, quiet(one.why), why(one)]),
    placed("What may stand", "Found by the standards, and accepted.", "acceptance", forms.acceptances, (one) => `acceptance ${one.place}`, (one) => [code(one.check), ` of ${one.of.join(", ")}`, why(one)]),
  ].filter(Boolean);
  const full = sections.filter((one) => one.tagName === "SECTION"), rest = sections.filter((one) => one.tagName !== "SECTION");
  if (page.writes) full.push(section("What else can be written", "Of these there are none yet.", h("div", { class: "row" }, rest)));
  return [
    part(page, "title", "title", { title: forms.title, line: forms.line, last: forms.line, lines: { title: forms.line } }, {}, h("strong", {}, forms.title), "the title"),
    part(page, "about", "about", forms.about, {}, about(forms.about), "the description", { without: forms.graph ? [] : ["start"] }),
    contents(full),
    full,
  ];
}

function section(title, words, content) {
  return h("section", { "aria-label": title, tabindex: "-1" }, h("h2", {}, title), words ? h("p", { class: "quiet small" }, words) : null, content);
}

/** Return buttons that lead to the sections, which are many. */
function contents(sections) {
  const go = (one) => { one.focus({ preventScroll: true }); one.scrollIntoView(); };
  return h("nav", { class: "row small contents", "aria-label": "Parts" }, sections.map((one) => h("button", { type: "button", class: "plain", "data-focus": `contents/${one.getAttribute("aria-label")}`, onclick: () => go(one) }, one.getAttribute("aria-label"))));
}

/** Return what makes sections of parts: `listed` of those known by a name, `placed` of those known by their place.
 *
 * Of parts of which there are none, only what adds one is returned. `without` is told a part, or nothing for a new one.
 */
function lists(page) {
  const made = (title, words, kind, items, which, called, body, without = () => []) => {
    const add = adding(page, kind, {}, { without: without(null) });
    const row = (one) => part(page, kind, `${kind}/${Object.values(which(one))}`, one, which(one), body(one), called(one), { without: without(one) });
    return items.length ? section(title, words, [items.map(row), add]) : add;
  };
  return {
    listed: (title, words, kind, items, ...more) => made(title, words, kind, items, (one) => ({ [kind]: one[kind] }), (one) => one[kind], ...more),
    placed: (title, words, kind, items, ...more) => made(title, words, kind, items, (one) => ({ place: one.place }), ...more),
  };
}

function about(one) {
  const settings = [one.as_of ? `as of ${one.as_of}` : null, one.start ? `start ${one.start}` : null, one.concept ? `concept ${one.concept}` : null, one.beliefs ? `beliefs ${one.beliefs}` : null, one.words ? `words ${one.words}` : null].filter(Boolean);
  return [one.story ? h("div", { class: "story" }, one.story.trim()) : quiet("No story yet."), quiet(settings.join(", "))];
}

// ------------------------------------------------------------ actors

function actor(page, one) {
  const names = { actor: one.actor };
  return h("section", { class: "card", "aria-label": one.actor },
    part(page, "actor", `actor/${one.actor}`, one, names, [h("h3", {}, one.name ?? one.actor), one.name ? h("span", { class: "mono quiet small" }, one.actor) : null, quiet(one.means)], one.actor),
    page.forms.graph ? moves(page, one) : [h("h4", {}, "Can set"),
      one.options.map((option) => part(page, "option", `option/${one.actor}/${option.option}`, option, { ...names, option: option.option }, described(option), `${one.actor}.${option.option}`)),
      adding(page, "option", names)],
    wants(page, one));
}

function moves(page, one) {
  return [h("h4", {}, "Can move"),
    one.moves.map((move) => part(page, "move", `move/${one.actor}/${move.place}`, move, { actor: one.actor, place: move.place }, [h("strong", {}, move.origin), " → ", h("strong", {}, move.to)], `${move.origin} to ${move.to}, of ${one.actor}`)),
    adding(page, "move", { actor: one.actor })];
}

function wants(page, one) {
  if (one.how === "ranking") return [h("h4", {}, "Ranks, the best first"), ranking(page, one)];
  const weighed = one.how === "weighs";
  const statements = one.statements, called = (each) => each.name ?? `${each.verb} ${each.text}`;
  const without = weighed ? ["drops_below", "drops_when"] : one.how ? ["weight"] : [];
  const move = (from, to) => { if (page.writes) page.move(statements, from, to, { edit: "statement.move", actor: one.actor }, called); };
  const row = (each, place) => {
    const key = `statement/${one.actor}/${called(each)}`;
    return h("li", {}, page.writes ? movers(called(each), place, statements.length, key, move) : null,
      part(page, "statement", key, each, { actor: one.actor, place: each.place }, statement(each), called(each), { without }));
  };
  return [h("h4", {}, weighed ? "Wants, each with its weight" : "Wants, most important first"),
    reorderable(h("ol", { class: "statements" }, statements.map(row)), move),
    h("div", { class: "row" }, adding(page, "statement", { actor: one.actor }, { without }), one.how ? null : adding(page, "level", { actor: one.actor }, { words: "Rank states" }))];
}

function described(option) {
  return [h("strong", {}, option.option),
    chips(option.values, option.start ?? option.values[0]), quiet(option.means),
    option.needs ? h("div", { class: "small" }, "needs ", code(option.needs)) : null,
    option.lapses_when ? h("div", { class: "small" }, "lapses when ", code(option.lapses_when)) : null,
    option.irreversible.length ? quiet(`irreversible: ${option.irreversible.join(", ")}`) : null, why(option)];
}

function statement(one) {
  return [one.name ? h("span", { class: "quiet small" }, one.name, " ") : null, h("strong", {}, `${one.verb}s`), " ", code(one.text),
    one.condition ? [" if ", code(one.condition)] : null, one.exactly_when ? [" exactly when ", code(one.exactly_when)] : null,
    one.weight ? ` (weight ${one.weight})` : null, one.drops_below ? quiet(`drops below ${one.drops_below} when ${one.drops_when}`) : null, why(one)];
}

// ------------------------------------------------------------ all else

function circumstance(page, one) {
  const body = [h("strong", {}, one.circumstance), ` is ${one.now} now `, h("span", { class: "quiet small" }, `(of ${one.values.join(", ")})`), quiet(one.means), why(one)];
  return h("div", { class: "card" }, part(page, "circumstance", `circumstance/${one.circumstance}`, one, { circumstance: one.circumstance }, body, one.circumstance, { inside: casesOf(one) }),
    chanceOf(page, one));
}

function belief(one) {
  const thinks = typeof one.thinks === "string" ? one.thinks : spoken(one.thinks);
  return [h("strong", {}, one.who), " takes it that ", code(thinks), one.chance ? ` (${one.chance})` : null, why(one)];
}

function signal(page, one) {
  const words = [h("strong", {}, one.signal ?? "a signal without a name"), one.what ? `: ${one.what}` : "", quiet(`about ${one.about}, seen if ${spoken(one.seen_if)}${one.by.length ? `, by ${one.by.join(", ")}` : ""}`), why(one)];
  if (!one.signal || !page.writes) return [h("span", {}, one.seen ? "● seen: " : "○ not seen: "), words];
  const tell = (said = {}) => page.change([{ edit: "signal.seen", signal: one.signal, seen: seen.checked, ...said }], `${one.signal}: ${seen.checked ? "seen" : "not seen"}.`);
  const seen = h("input", { type: "checkbox", checked: one.seen, "data-focus": `signal/${one.signal}/seen`, onchange: () => tell() });
  const day = h("input", { value: one.on_day ?? "", placeholder: "YYYY-MM-DD", size: 11, "data-focus": `signal/${one.signal}/day`, "aria-label": `Day on which ${one.signal} was seen`, onchange: () => tell({ on_day: day.value }) });
  return h("div", { class: "row signal" }, h("label", { class: "wrap" }, seen, h("span", {}, "seen: ", words)), h("label", {}, "on ", day));
}

function outcomes(page) {
  const items = page.forms.outcomes, called = (one) => one.name ?? one.when;
  const move = (from, to) => { if (page.writes) page.move(items, from, to, { edit: "outcome.move" }, called); };
  const row = (one, place) => {
    const key = `outcome/${called(one)}`;
    const body = [one.name ? h("strong", {}, one.name, " ") : null, code(one.when), one.chance ? ` (your own chance: ${one.chance})` : null, why(one)];
    return h("li", {}, page.writes ? movers(called(one), place, items.length, key, move) : null, part(page, "outcome", key, one, { place: one.place }, body, called(one)));
  };
  const add = adding(page, "outcome", {});
  return items.length ? section("Outcomes", "Of what a forecast gives the chances; where several hold, the first counts.", [reorderable(h("ol", { class: "statements" }, items.map(row)), move), add]) : add;
}

function variant(one) {
  const start = typeof one.start === "string" ? one.start : one.start ? spoken(one.start) : "";
  const told = [["set", spoken(one.set)], ["start", start], ["lock", spoken(one.lock)], ["irreversible", one.irreversible.join(", ")]].filter(([, text]) => text);
  return [h("strong", {}, one.variant), one.says ? `: ${one.says}` : "", told.map(([key, text]) => h("div", { class: "small" }, `${key} `, code(text))), why(one)];
}

function claim(one) {
  const told = [one.variant ? `in ${one.variant}` : null, one.under ? `under ${one.under}` : null, one.hedge, one.stance].filter(Boolean).join(", ");
  return [h("strong", {}, one.name), `: ${one.says}`, h("div", { class: "small" }, code(one.test)), quiet(told), why(one)];
}
