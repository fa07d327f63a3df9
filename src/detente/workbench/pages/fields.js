// Forms for the parts of a scenario: which fields each has, and the edit that says what was changed.
import { sentences } from "./blocks.js";
import { h } from "./dom.js";

const GROUNDS = [["because", "Because", "long"], ["assumed", "Assumed, where no source says it", "long"], ["cite", "Sources, with commas between", "list"]];
const KEYS = { condition: "if", exactly_when: "exactly when", on_day: "on" };

/** By kind, what it is called, the field that names a new one, and all others: each its name, its label and what it takes. */
export const KINDS = {
  title: { noun: "title", fields: [["title", "Title", "short"]] },
  actor: { noun: "actor", name: ["actor", "Short name, as formulas have it", "name"], fields: [["name", "Name in full", "short"], ["means", "Who it is", "long"]] },
  option: { noun: "option", name: ["option", "Short name, as formulas have it", "name"], fields: [["means", "What it is", "long"], ["values", "Values, with commas between (no and yes, if none)", "list"], ["start", "At the start (the first, if nothing)", "short"], ["needs", "Can be taken only where", "formula"], ...GROUNDS] },
  statement: { noun: "statement", name: ["name", "What reports call it, if anything", "optional"], fields: [["verb", "Wants or avoids", "verb"], ["text", "What", "formula"], ["condition", "Only where", "formula"], ["exactly_when", "Exactly when", "formula"], ["weight", "Weight", "short"], ...GROUNDS] },
  circumstance: { noun: "circumstance", name: ["circumstance", "Short name, as formulas have it", "name"], fields: [["values", "Values, with commas between (no and yes, if none)", "list"], ["now", "Now", "short"], ["means", "What it says of the world", "long"], ...GROUNDS] },
  rule: { noun: "rule", name: ["name", "What reports call it, if anything", "optional"], fields: [["when", "Cannot be", "formula"], ...GROUNDS] },
  situation: { noun: "situation", name: ["situation", "Short name, as formulas have it", "name"], fields: [["text", "Stands for", "formula"]] },
};

/** Return a form for a new part (`item` null) or one that is there.
 *
 * `opened.values` keeps what is typed while pages are drawn anew; `problems` are those of this part; `send` is told what was
 * changed, by field; `close` and `remove` close the form and take the part away.
 */
export function form(kind, item, { opened, problems, send, close, remove, without = [] }) {
  const { noun, name, fields } = KINDS[kind];
  const shown = [...(item || !name ? [] : [name]), ...fields].filter(([key]) => !without.includes(key));
  const id = `form-${opened.key.replaceAll(/[^\w-]/g, "-")}`;
  const left = new Set(problems);
  const parts = shown.map((field) => {
    const [key, label, takes] = field;
    const own = problems.filter((one) => item && one.line === item.lines[KEYS[key] ?? (kind === "statement" && key === "text" ? item.verb : key)] && alone(item, one.line));
    for (const one of own) left.delete(one);
    return labelled(`${id}-${key}`, label, takes, opened.values[key] ?? written(item?.[key]), own, (value) => { opened.values[key] = value; });
  });
  const submit = (event) => {
    event.preventDefault();
    const changed = {};
    for (const [key, , takes] of shown) {
      const before = written(item?.[key]), now = (opened.values[key] ?? before).trim();
      if (now !== before || (!item && takes === "verb")) changed[key] = takes === "list" ? now.split(",").map((one) => one.trim()).filter(Boolean) : now;
    }
    if (!item) for (const key of Object.keys(changed)) if (!changed[key].length) delete changed[key];
    if (item && !Object.keys(changed).length) return close();
    send(changed);
  };
  const keys = (event) => { if (event.key === "Escape") { event.preventDefault(); close(); } };
  return h("form", { class: "part-form", id, "aria-label": item ? `Change this ${noun}` : `New ${noun}`, onsubmit: submit, onkeydown: keys },
    parts, [...left].map((one) => h("p", { class: "error-word small" }, `✗ ${sentences(one)}`)),
    opened.refused ? h("p", { class: "error-word small", role: "alert" }, `✗ ${opened.refused}`) : null,
    h("div", { class: "row" }, h("button", { class: "main" }, item ? "Apply" : "Add"), h("button", { type: "button", onclick: close }, "Cancel"),
      remove ? h("button", { type: "button", onclick: remove }, `Remove this ${noun}`) : null));
}

/** Return whether a line holds one key of a part only, so that what is wrong with it is that key's fault. */
function alone(item, line) {
  return Object.values(item.lines).filter((one) => one === line).length === 1;
}

function written(value) {
  return Array.isArray(value) ? value.join(", ") : (value ?? "").trim();
}

function labelled(id, label, takes, value, problems, typed) {
  const wrong = problems.length ? { "aria-invalid": "true", "aria-describedby": `${id}-wrong` } : {};
  const options = { id, "data-focus": id, oninput: (event) => typed(event.target.value), required: takes === "name", spellcheck: takes === "long" || takes === "short", ...wrong };
  let input;
  if (takes === "verb") {
    input = h("select", { ...options, onchange: (event) => typed(event.target.value) }, ["want", "avoid"].map((one) => h("option", { value: one }, `${one}s`)));
    input.value = value || "want";
  } else {
    input = h(takes === "long" ? "textarea" : "input", { ...options, class: ["formula", "name", "list"].includes(takes) ? "mono" : null, ...(takes === "long" ? { rows: "2" } : { autocomplete: "off" }) });
    input.value = value;
  }
  return h("div", { class: "field" }, h("label", { for: id }, label), input,
    problems.length ? h("div", { class: "error-word small", id: `${id}-wrong` }, problems.map((one) => h("p", {}, `✗ ${sentences(one)}`))) : null);
}
