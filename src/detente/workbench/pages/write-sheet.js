// The parts of a text as forms show them: actors with options and statements, circumstances, rules, situations, signals.
import { chips } from "./blocks.js";
import { h, say } from "./dom.js";
import { form, KINDS } from "./fields.js";
import { movers, reorderable } from "./reorder.js";
import { chanceOf } from "./write-chance.js";

/** Return all parts. */
export function sheet(page) {
  const { forms } = page;
  const parts = [...forms.actors.flatMap((one) => [...one.options, ...one.statements]), ...forms.circumstances, ...forms.never, ...forms.situations];
  page.on = (line) => parts.filter((one) => line >= one.line && line <= one.last).length;
  const title = part(page, "title", "title", { title: forms.title, line: forms.line, last: forms.line, lines: { title: forms.line } }, {}, h("strong", {}, forms.title), "the title");
  return [
    title,
    section("Actors", "What each can set, and what it wants, the most important first.", h("div", { class: "actors" }, forms.actors.map((one) => actor(page, one))), adding(page, "actor", {})),
    section("Circumstances", "What nobody here controls, and how sure one is of it.", forms.circumstances.map((one) => circumstance(page, one)), adding(page, "circumstance", {})),
    section("What cannot happen", "", forms.never.map((one) => part(page, "rule", `rule/${one.place}`, one, { place: one.place }, [one.name ? h("strong", {}, one.name, " ") : null, h("code", {}, one.when), why(one)], one.name ?? `rule ${one.place}`)), adding(page, "rule", {})),
    section("Situations", "Names for what may be so.", forms.situations.map((one) => part(page, "situation", `situation/${one.situation}`, one, { situation: one.situation }, [h("strong", {}, one.situation), " ", h("code", {}, one.text)], one.situation)), adding(page, "situation", {})),
    forms.signals.length ? section("Signals", "What has been observed, or could be.", forms.signals.map((one) => signal(page, one))) : null,
  ];
}

function section(title, words, ...content) {
  return h("section", { "aria-label": title }, h("h2", {}, title), words ? h("p", { class: "quiet small" }, words) : null, content);
}

function actor(page, one) {
  const statements = one.statements;
  const weighed = one.how === "weighs";
  return h("section", { class: "card", "aria-label": one.actor },
    part(page, "actor", `actor/${one.actor}`, one, { actor: one.actor }, [h("h3", {}, one.name ?? one.actor), one.name ? h("span", { class: "mono quiet small" }, one.actor) : null, one.means ? h("div", { class: "quiet small" }, one.means) : null], one.actor),
    h("h4", {}, "Can set"),
    one.options.map((option) => part(page, "option", `option/${one.actor}/${option.option}`, option, { actor: one.actor, option: option.option }, described(option), `${one.actor}.${option.option}`)),
    page.forms.graph ? h("p", { class: "quiet small" }, "States are listed by name; its moves are changed in the text.") : adding(page, "option", { actor: one.actor }),
    h("h4", {}, weighed ? "Wants, each with its weight" : "Wants, most important first"),
    one.how === "ranking" ? h("p", { class: "quiet small" }, "It ranks states; that is changed in the text.") : [
      reorderable(h("ol", { class: "statements" }, statements.map((each, place) => statement(page, one, each, place))), (from, to) => { if (page.writes) page.move(one, from, to); }),
      adding(page, "statement", { actor: one.actor }, weighed ? [] : ["weight"])]);
}

function described(option) {
  return [h("strong", {}, option.option),
    chips(option.values, option.start ?? option.values[0]),
    option.means ? h("div", { class: "quiet small" }, option.means) : null,
    option.needs ? h("div", { class: "small" }, "needs ", h("code", {}, option.needs)) : null,
    Object.entries(option.more).map(([key, value]) => h("div", { class: "small quiet" }, `${key}: ${value}`)), why(option)];
}

function statement(page, actor, one, place) {
  const called = one.name ?? `${one.verb} ${one.text}`;
  const key = `statement/${actor.actor}/${called}`;
  const body = [one.name ? h("span", { class: "quiet small" }, one.name, " ") : null, h("strong", {}, `${one.verb}s`), " ", h("code", {}, one.text),
    one.condition ? [" if ", h("code", {}, one.condition)] : null, one.exactly_when ? [" exactly when ", h("code", {}, one.exactly_when)] : null,
    one.weight ? ` (weight ${one.weight})` : null, one.drops ? h("div", { class: "quiet small" }, `drops ${one.drops}`) : null, why(one)];
  return h("li", {}, page.writes ? movers(called, place, actor.statements.length, key, (from, to) => page.move(actor, from, to)) : null,
    part(page, "statement", key, one, { actor: actor.actor, place: one.place }, body, called, actor.how === "weighs" ? [] : ["weight"]));
}

function circumstance(page, one) {
  const body = [h("strong", {}, one.circumstance), ` is ${one.now} now `, h("span", { class: "quiet small" }, `(of ${one.values.join(", ")})`), one.means ? h("div", { class: "quiet small" }, one.means) : null, why(one)];
  const send = (said) => page.change([{ edit: "circumstance.change", circumstance: one.circumstance, ...said }], `The chance of ${one.circumstance} is changed.`);
  return h("div", { class: "card" }, part(page, "circumstance", `circumstance/${one.circumstance}`, one, { circumstance: one.circumstance }, body, one.circumstance),
    chanceOf(one, page.forms.words, page.writes, send));
}

function signal(page, one) {
  const words = [one.signal ?? "a signal without a name", one.what ? `: ${one.what}` : "", ` (about ${one.about})`];
  if (!one.signal || !page.writes) return h("p", {}, one.seen ? "● seen: " : "○ not seen: ", words);
  const tell = (said) => page.change([{ edit: "signal.seen", signal: one.signal, seen: one.seen, ...said }], `${one.signal}: ${said.seen ?? one.seen ? "seen" : "not seen"}.`);
  const seen = h("input", { type: "checkbox", checked: one.seen, "data-focus": `signal/${one.signal}/seen`, onchange: () => tell({ seen: seen.checked }) });
  const day = h("input", { value: one.on_day ?? "", placeholder: "YYYY-MM-DD", size: 11, "data-focus": `signal/${one.signal}/day`, "aria-label": `Day on which ${one.signal} was seen`, onchange: () => tell({ on_day: day.value }) });
  return h("div", { class: "row signal" }, h("label", { class: "wrap" }, seen, h("span", {}, "seen: ", words)), h("label", {}, "on ", day));
}

// ------------------------------------------------------------ a part, and its form

/** Return a part as it reads, with a button that opens its form in its place; `names` say in an edit which it is. */
function part(page, kind, key, item, names, body, called, without = []) {
  // Of what stands on a line with other parts nobody can tell here whose fault it is: it is told of the whole text.
  const own = kind === "actor" || kind === "title" ? 0 : 1;
  const problems = page.problems.filter((one) => one.line >= item.line && one.line <= item.last && page.on(one.line) === own);
  if (page.opened?.key === key) {
    const send = (said) => { page.opened.sent = true; page.change([{ edit: `${kind}.change`, ...names, ...said }], `Changed ${called}.`); };
    const remove = kind === "title" ? null : () => { page.opened = null; page.change([{ edit: `${kind}.remove`, ...names }], `${called} is removed; Undo brings it back.`); };
    return form(kind, item, { opened: page.opened, problems: problems.filter((one) => one.severity === "error"), send, remove, without, close: () => shut(page, key) });
  }
  return h("div", { class: "part" }, h("div", { class: "grow" }, body, problems.map((one) => h("p", { class: one.severity === "error" ? "error-word small" : "warning-word small" }, `${one.severity === "error" ? "✗" : "⚠"} ${one.given}`))),
    page.writes ? h("button", { type: "button", class: "plain", "data-focus": `${key}/edit`, onclick: () => open(page, key) }, "Change", h("span", { class: "hidden" }, ` ${called}`)) : null);
}

/** Return the button that opens a form for a new part. */
function adding(page, kind, names, without = []) {
  if (!page.writes) return null;
  const key = `new/${kind}/${Object.values(names).join("/")}/`;
  if (page.opened?.key !== key) return h("button", { type: "button", class: "adding", "data-focus": `${key}edit`, onclick: () => open(page, key) }, `Add ${/^[aeiou]/.test(kind) ? "an" : "a"} ${KINDS[kind].noun}`, names.actor ? h("span", { class: "hidden" }, ` of ${names.actor}`) : null);
  const send = (said) => { page.opened.sent = true; page.change([{ edit: `${kind}.add`, ...names, ...said }], "Added."); };
  return form(kind, null, { opened: page.opened, problems: [], send, without, close: () => shut(page, key) });
}

function open(page, key) {
  page.opened = { key, values: {}, sent: false, refused: null };
  page.draw();
  document.querySelector(".part-form :is(input, select, textarea)")?.focus();
}

function shut(page, key) {
  page.opened = null;
  page.draw();
  const name = key.endsWith("/") ? `${key}edit` : `${key}/edit`;
  [...document.querySelectorAll("[data-focus]")].find((one) => one.dataset.focus === name)?.focus();
  say("Closed.");
}

/** Return the reasons of a part in one line. */
function why(one) {
  const parts = [one.because, one.cite?.length ? `source ${one.cite.join(", ")}` : null, one.assumed ? `assumed: ${one.assumed}` : null].filter(Boolean);
  return parts.length ? h("div", { class: "quiet small" }, parts.join("; ")) : null;
}
