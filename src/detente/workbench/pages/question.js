// A question with its fields, asked when the reader wants it, and its answer in words.
import { address, at, awaited } from "./ask.js";
import { blocks, filled } from "./blocks.js";
import { fill, h } from "./dom.js";

/** Return a page of which every part but the first is folded; headings are what opens them. */
export function folded(page, open = () => false) {
  const parts = [[]];
  const told = closing(page.blocks);
  for (const block of page.blocks.slice(0, page.blocks.length - told.length)) {
    if (block.kind === "title") continue;
    if (block.kind === "heading") parts.push([]);
    else if (block.kind === "table" && block.title) parts.push([]);
    parts.at(-1).push(block);
  }
  const title = ([first]) => (first.kind === "heading" ? first.words.map((piece) => piece.text).join("") : first.title);
  return h("div", { class: "folded" }, parts.filter((one) => one.length).map((one, place) => (one.length + (one[0].kind === "table") > 1 && (one[0].kind === "heading" || one[0].title)
    ? h("details", { open: open(title(one), place) }, h("summary", {}, title(one)), blocks({ blocks: one[0].kind === "heading" ? one.slice(1) : [{ ...one[0], title: "" }, ...one.slice(1)] }))
    : blocks({ blocks: one }))), told.length ? h("div", { class: "small" }, blocks({ blocks: told })) : null);
}

/** Return what ends a page and is said of all of it: how it was worked out, and from what. */
function closing(all) {
  const quiet = (one) => one.kind === "paragraph" && one.words.every((piece) => piece.role === "quiet");
  return all.slice(all.findLastIndex((one) => !quiet(one)) + 1);
}

/** Return a field: `get()` is what was put in, null where it is left as it was. */
export function field(label, input, get = () => input.value.trim() || null) {
  return { place: h("label", {}, label, " ", input), get };
}

/** Return a field for a text. */
export function text(label, more = {}) {
  return field(label, h("input", { type: "text", maxLength: 2000, spellcheck: false, autocomplete: "off", ...more }));
}

/** Return a field that is on or off. */
export function tick(label, on = false) {
  const input = h("input", { type: "checkbox", checked: on });
  return { place: h("label", { class: "long" }, input, h("span", {}, label)), get: () => (input.checked ? true : null) };
}

/** Return a field with one of several values; `none` stands for not saying. */
export function pick(label, none, values, chosen = "") {
  const select = h("select", {}, none === null ? null : h("option", { value: "" }, none), values.map(([value, words]) => h("option", { value }, words)));
  if (chosen) select.value = chosen;
  return field(label, select, () => select.value || null);
}

/** Return the field for the last day whose signals count, as `as_of`; none where no signal has a day. */
export function asOf(view) {
  const days = [...new Set(view.written.signals.map((one) => one.on).filter(Boolean))].sort();
  return days.length ? { as_of: pick("Signals up to", "all", days.map((day) => [day, day])) } : {};
}

/** Return a field for a formula, with the situations of the scenario to choose from as one types. */
export function formula(label, view, more = {}) {
  const id = `known-${(formula.count = (formula.count ?? 0) + 1)}`;
  const known = view.written.situations.map((one) => h("option", { value: one.name }, one.text));
  const made = text(label, { class: "mono grow", list: id, placeholder: "a situation, or a formula", ...more });
  return { ...made, place: h("label", { class: "grow" }, made.place.childNodes[0], " ", made.place.querySelector("input"), h("datalist", { id }, known)) };
}

/** Return a field for what is asked about: a formula, with claims that have a chance of their own to choose from too. */
export function about(view, more = {}) {
  const made = formula("About", view, more);
  made.place.querySelector("datalist").append(...view.written.claims.filter((one) => one.weighed).map((one) => h("option", { value: `claim ${one.name}` }, one.says)));
  return made;
}

/**
 * Return a form that asks a verb. `fields` are by the name under which each is asked; `ready` says what is missing;
 * `show` lays the answer out, its words where nothing else is said.
 */
export function asking(view, { title, words, verb, label, doing, fields = {}, always = {}, ready = () => null, part = "/page", show = folded, now = false }) {
  const place = h("div", {});
  const button = h("button", { class: "main" }, label);
  const ask = async () => {
    const asked = { variant: view.variant, concept: view.concept, ...always };
    for (const [key, one] of Object.entries(fields)) asked[key] = one.get();
    const missing = ready(asked);
    if (missing) { fill(place, h("p", { class: "note warning", role: "alert" }, missing)); return; }
    if (button.ariaDisabled === "true") return;
    button.ariaDisabled = "true"; // the keyboard stays at it, which a button that is disabled would lose
    await filled(place, doing, async (tell) => show(await awaited(address(at(view.name, `/${verb}${part}`), asked), { signal: view.signal, tell })), view.go);
    button.ariaDisabled = "false";
  };
  const form = h("form", { class: "question", onsubmit: (event) => { event.preventDefault(); ask(); } },
    h("div", { class: "row" }, Object.values(fields).map((one) => one.place), now && !Object.keys(fields).length ? null : button));
  if (now) queueMicrotask(ask);
  return h("section", { class: "card asked", "aria-label": title }, h("h2", {}, title), words ? h("p", { class: "quiet small" }, words) : null, form, place);
}

/** Split a list that was typed. */
export function several(one) {
  return { ...one, get: () => (one.get() ?? "").split(",").map((word) => word.trim()).filter(Boolean) };
}
