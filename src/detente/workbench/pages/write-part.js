// A part as it reads, and its form in its place.
import { h, say } from "./dom.js";
import { form, KINDS } from "./fields.js";

/** Return a part as it reads, with a button that opens its form in its place; `names` say in an edit which it is. */
export function part(page, kind, key, item, names, body, called, { without = [], removes = kind !== "title" && kind !== "about", inside = [] } = {}) {
  const problems = problemsOf(page, kind, item, inside);
  if (page.opened?.key === key) {
    const send = (said) => page.change([{ edit: `${kind}.change`, ...names, ...said }], `Changed ${called}.`, page.opened);
    const remove = removes ? () => { page.opened = null; page.change([{ edit: `${kind}.remove`, ...names }], `${called} is removed; Undo brings it back.`); } : null;
    return form(kind, item, { opened: page.opened, problems: problems.filter((one) => one.severity === "error"), send, remove, without, known: known(page, names), refuse: (why) => refused(page, why), close: () => shut(page, key) });
  }
  return h("div", { class: "part" }, h("div", { class: "grow" }, body, problems.map((one) => h("p", { class: one.severity === "error" ? "error-word small" : "warning-word small" }, `${one.severity === "error" ? "✗" : "⚠"} ${one.given}`))),
    page.writes ? h("button", { type: "button", class: "plain", "data-focus": `${key}/edit`, onclick: () => open(page, key) }, "Change", h("span", { class: "hidden" }, ` ${called}`)) : null);
}

/** Return what is wrong with a part, without what is wrong with the parts `inside`. */
function problemsOf(page, kind, item, inside) {
  if (kind === "about") return page.problems.filter((one) => Object.values(item.lines).includes(one.line));
  // Of what stands on a line with other parts nobody can tell here whose fault it is: it is told of the whole text.
  const own = kind === "actor" || kind === "title" ? 0 : 1;
  const within = (one, line) => line >= one.line && line <= one.last;
  return page.problems.filter((one) => within(item, one.line) && page.on(one.line) === own && !inside.some((each) => within(each, one.line)));
}

/** Return the button that opens a form for a new part, `words` on it. */
export function adding(page, kind, names, { without = [], words = null, beside = names.actor ? ` of ${names.actor}` : "" } = {}) {
  if (!page.writes) return null;
  const key = `new/${kind}/${Object.values(names).join("/")}/`;
  const noun = KINDS[kind].noun;
  if (page.opened?.key !== key) return h("button", { type: "button", class: "adding", "data-focus": `${key}edit`, onclick: () => open(page, key) }, words ?? `Add ${/^[aeiou]/.test(noun) ? "an" : "a"} ${noun}`, beside ? h("span", { class: "hidden" }, beside) : null);
  const send = (said) => page.change([{ edit: `${kind}.add`, ...names, ...said }], "Added.", page.opened);
  return form(kind, null, { opened: page.opened, problems: [], send, without, known: known(page, names), refuse: (why) => refused(page, why), close: () => shut(page, key) });
}

function known(page, names) {
  return { forms: page.forms, concepts: page.view.language.concepts, actor: names.actor ?? null };
}

function open(page, key) {
  page.opened = { key, values: {}, refused: null };
  page.draw();
  document.querySelector(".part-form :is(input, select, textarea, button)")?.focus();
}

function refused(page, why) {
  page.opened.refused = why;
  page.draw();
}

function shut(page, key) {
  page.opened = null;
  page.draw();
  const name = key.endsWith("/") ? `${key}edit` : `${key}/edit`;
  [...document.querySelectorAll("[data-focus]")].find((one) => one.dataset.focus === name)?.focus();
  say("Closed.");
}

/** Return the reasons of a part in one line. */
export function why(one) {
  const parts = [one.because, one.cite?.length ? `source ${one.cite.join(", ")}` : null, one.assumed ? `assumed: ${one.assumed}` : null].filter(Boolean);
  return parts.length ? h("div", { class: "quiet small" }, parts.join("; ")) : null;
}
