// Forms for the parts of a scenario: which fields each has, and the edit that says what was changed.
import { sentences } from "./blocks.js";
import { completing } from "./completing.js";
import { h } from "./dom.js";
import { inFormula, inList, inPairs, options, parsed, spoken, variables, whole } from "./names.js";

const CITED = [["assumed", "Assumed, where no source says it", "long"], ["cite", "Sources, with commas between", "list", "sources"]];
const GROUNDS = [["because", "Because", "long"], ...CITED];
const NAMED = ["name", "What reports call it, if anything", "optional"];
const KEY = "Short name, as formulas have it";
/** Keys of the file that the fields of forms have other names for. */
const KEYS = { condition: "if", exactly_when: "exactly when", drops_below: "drops", drops_when: "drops", lapses_when: "lapses when", on_day: "on", seen_if: "seen if", variant: "in" };
const STANCES = [["", "own, if nothing is said"], ["own", "own"], ["reported", "reported"], ["doubted", "doubted"], ["inferred", "inferred"]];
const GRADES = [["", "not said"], ["read", "read"], ["partial", "read in part"], ["recalled", "recalled from memory"]];
const ON = [["", "on, if nothing is said"], ["on", "on"], ["off", "off"]];

/** By kind, what it is called, the field that names a new one, and all others: each its name, its label, what it takes, and
 * what completes it or may be chosen. */
export const KINDS = {
  title: { noun: "title", fields: [["title", "Title", "short"]] },
  about: { noun: "description", fields: [["story", "Story, for somebody who knows nothing of it", "long"], ["as_of", "As of (YYYY-MM-DD)", "short"], ["start", "At the start (in graph form, a state)", "short", "states"], ["concept", "Concept of stability that leads (firm, if nothing)", "short", "concepts"], ["beliefs", "Beliefs of actors count", "one", ON], ["words", "Table of words of chance (icd203, if nothing)", "short"]] },
  actor: { noun: "actor", name: ["actor", KEY, "name"], fields: [["name", "Name in full", "short"], ["means", "Who it is", "long"]] },
  option: { noun: "option", name: ["option", KEY, "name"], fields: [["means", "What it is", "long"], ["values", "Values, with commas between (no and yes, if none)", "list"], ["start", "At the start (the first, if nothing)", "short", "values"], ["needs", "Can be taken only where", "formula"], ["lapses_when", "Falls away when, such as Ben.leave changes", "formula"], ["irreversible", "Values that cannot be left, or yes for forward only", "list", "values"], ...GROUNDS] },
  state: { noun: "state", name: ["state", "Name", "name"], fields: [["means", "What it means", "long"]] },
  move: { noun: "move", fields: [["origin", "From the state", "name", "states"], ["to", "To the state", "name", "states"]] },
  statement: { noun: "statement", name: NAMED, fields: [["verb", "Wants or avoids", "one", [["want", "wants"], ["avoid", "avoids"]]], ["text", "What", "formula"], ["condition", "Only where", "formula"], ["exactly_when", "Exactly when", "formula"], ["drops_below", "In some worlds it drops below the statement", "short", "statements"], ["drops_when", "That is where", "formula"], ["weight", "Weight", "short"], ...GROUNDS] },
  level: { noun: "level", fields: [["states", "States that tie there, with commas between", "list", "states"]] },
  circumstance: { noun: "circumstance", name: ["circumstance", KEY, "name"], fields: [["values", "Values, with commas between (no and yes, if none)", "list"], ["now", "Now", "short", "values"], ["means", "What it says of the world", "long"], ...GROUNDS] },
  case: { noun: "case", fields: [["when", "Where (a formula over other circumstances; otherwise covers the rest)", "formula", "cases"], ["chance", "Its chance there: a word, a number, or 0.5 to 0.7", "chance"]] },
  rule: { noun: "rule", name: NAMED, fields: [["when", "Cannot be", "formula"], ...GROUNDS] },
  situation: { noun: "situation", name: ["situation", KEY, "name"], fields: [["text", "Stands for", "formula"]] },
  belief: { noun: "belief", fields: [["who", "Who", "name", "actors"], ["thinks", "Takes to be so, as circumstance = value, or = {value: chance, other: chance}", "thought"], ["chance", "How sure they are (certain, if nothing)", "chance"], ...GROUNDS] },
  signal: { noun: "signal", name: ["name", "Short name", "name"], fields: [["what", "What could be seen", "long"], ["about", "The circumstance on which it bears", "name", "circumstances"], ["seen_if", "The chance of seeing it under each value, as yes = 0.9, no = 0.1", "pairs", "odds"], ["by", "Who saw it, with commas between (everybody, if none)", "list", "actors"], ...GROUNDS] },
  outcome: { noun: "outcome", name: NAMED, fields: [["when", "Is so where", "formula"], ["chance", "Your own chance of it, if you have one", "chance"], ...GROUNDS] },
  variant: { noun: "variant", name: ["variant", "Short name", "name"], fields: [["says", "What is different, in words", "long"], ["set", "Circumstances, as circumstance = value", "pairs", "circumstances"], ["start", "At the start, as Actor.option = value (in graph form, a state)", "start", "options"], ["lock", "Held, out of the actors’ hands, as Actor.option = value", "pairs", "options"], ["irreversible", "Options that only go forward, with commas between", "list", "options"], ...CITED] },
  claim: { noun: "claim", name: ["name", "Short name", "name"], fields: [["says", "The claim in words", "long"], ["test", "The test, as every prospect has …", "formula", "test"], ["variant", "In the variant (as written, if nothing)", "short", "variants"], ["under", "Under the concept (the leading one, if nothing)", "short", "concepts"], ["hedge", "Word of chance with which it is claimed", "short", "words"], ["stance", "Whose claim it is", "one", STANCES], ...CITED] },
  source: { noun: "source", name: ["source", "Short name, as citations have it", "name"], fields: [["author", "Author", "short"], ["title", "Title", "short"], ["published", "Published", "short"], ["pages", "Pages", "short"], ["paragraphs", "How many paragraphs it has", "short"], ["grade", "How far it was checked", "one", GRADES], ["note", "Note", "long"]] },
  word: { noun: "word of chance", name: ["word", "Word", "name"], fields: [["low", "From", "short"], ["high", "To", "short"]] },
  omission: { noun: "part that is left out", name: NAMED, fields: [["what", "What is left out", "long"], ["why", "Why", "long"], ...CITED] },
  acceptance: { noun: "acceptance", fields: [["check", "The check that finds it, by its code", "name"], ["of", "Of what it is found, with commas between", "list", "judged"], ["because", "Why it may stand", "long"]] },
};

/** Fields without which there is no such part. */
const NEEDED = new Set(["title.title", "circumstance.now", "statement.text", "rule.when", "situation.text", "case.when", "case.chance", "level.states", "belief.thinks", "signal.seen_if", "outcome.when", "claim.says", "claim.test", "word.low", "word.high", "omission.what", "acceptance.of", "acceptance.because"]);

const TESTS = "every no some prospect prospects equilibrium equilibria has where can improve to at the start would move not state with suits everyone and agree on cannot differ from is likelier when chance of least most prefers reachable by improvements alone".split(" ");

/** What completes fields: each is told the scenario's forms, the actor that a part belongs to, and the values typed beside it. */
const COMPLETE = {
  formula: ({ forms, actor }) => inFormula(forms, actor),
  test: ({ forms }) => inFormula(forms, null, [...TESTS, ...forms.actors.map((one) => one.actor), ...forms.variants.map((one) => one.variant)]),
  cases: ({ forms }) => inFormula({ ...forms, actors: [], situations: [], graph: false }, null, ["otherwise"]),
  thought: ({ forms }) => inFormula({ ...forms, actors: [], situations: [], graph: false }),
  chance: ({ forms }) => whole(forms.words.map((one) => one.word)),
  words: ({ forms }) => whole(forms.words.map((one) => one.word)),
  concepts: ({ concepts }) => whole(Object.keys(concepts)),
  variants: ({ forms }) => whole(forms.variants.map((one) => one.variant)),
  statements: ({ forms, actor }) => whole(forms.actors.find((one) => one.actor === actor)?.statements.map((one) => one.name).filter(Boolean) ?? []),
  actors: ({ forms }) => inList(forms.actors.map((one) => one.actor)),
  states: ({ forms }) => inList(forms.graph ? forms.states.map((one) => one.state) : forms.numbered.map((_, place) => String(place + 1))),
  sources: ({ forms }) => inList(forms.sources.map((one) => one.source)),
  judged: ({ forms }) => inList([...forms.claims, ...forms.outcomes, ...forms.never].map((one) => one.name).filter(Boolean)),
  values: ({ typed }) => inList(typed("values").split(",").map((one) => one.trim()).filter(Boolean).concat(typed("values").trim() ? [] : ["no", "yes"])),
  circumstances: ({ forms }, takes) => (takes === "pairs" ? inPairs(variables({ ...forms, actors: [], graph: false })) : whole(forms.circumstances.map((one) => one.circumstance))),
  options: ({ forms }, takes) => (takes === "list" ? inList([...options(forms).keys()]) : forms.graph ? whole(forms.states.map((one) => one.state)) : inPairs(options(forms))),
  odds: ({ forms, typed }) => inPairs(new Map((forms.circumstances.find((one) => one.circumstance === typed("about").trim())?.values ?? []).map((value) => [value, []]))),
};

/** What fields hold that are not just texts: how it is typed, and what is sent of it, null where it is not written so. */
const READ = {
  list: (text) => text.split(",").map((one) => one.trim()).filter(Boolean),
  pairs: (text) => parsed(text),
  start: (text) => (text.includes("=") ? parsed(text) : text),
};

/** Return a form for a new part (`item` null) or one that is there.
 *
 * `opened.values` keeps what is typed while pages are drawn anew; `problems` are those of this part; `send` is told what was
 * changed, by field; `close` and `remove` close the form and take the part away; `known` is what completes its fields.
 */
export function form(kind, item, { opened, problems, send, close, remove, refuse, known, without = [] }) {
  const { noun, name, fields } = KINDS[kind];
  const shown = [...(item || !name ? [] : [name]), ...fields].filter(([key]) => !without.includes(key));
  const id = `form-${opened.key.replaceAll(/[^\w-]/g, "-")}`;
  const focus = (what) => `${opened.key.replace(/\/$/, "")}/edit/${what}`; // below that of the button which opens the form
  const left = new Set(problems);
  const typed = (key) => opened.values[key] ?? written(item?.[key]);
  const parts = shown.map((field) => {
    const [key, label, takes, more] = field;
    const own = problems.filter((one) => item && one.line === item.lines[KEYS[key] ?? (kind === "statement" && key === "text" ? item.verb : key)] && alone(item, one.line));
    for (const one of own) left.delete(one);
    const complete = COMPLETE[typeof more === "string" ? more : takes]?.bind(null, { ...known, typed }, takes);
    const needed = takes === "name" || NEEDED.has(`${kind}.${key}`);
    return labelled(`${id}-${key}`, focus(key), label, takes, needed, Array.isArray(more) ? more : [], typed(key), own, (value) => { opened.values[key] = value; }, complete);
  });
  const submit = (event) => {
    event.preventDefault();
    const changed = {};
    for (const [key, label, takes, more] of shown) {
      const before = written(item?.[key]), now = typed(key).trim();
      if (now === before && (item || takes !== "one")) continue;
      const text = takes === "one" && !now ? more[0][0] : now; // what a list of choices shows first is chosen
      const mapped = takes === "thought" && (text.includes("{") || typeof (item?.[key] ?? "") === "object");
      changed[key] = mapped ? parsed(text, true) : (READ[takes] ?? ((one) => one))(text);
      if (changed[key] === null) return refuse(`${label}: “${text}” is not of the form name = value, with commas between.`);
    }
    if (!item) for (const key of Object.keys(changed)) if (!Object.keys(changed[key]).length) delete changed[key];
    if (item && !Object.keys(changed).length) return close();
    send(changed);
  };
  const keys = (event) => { if (event.key === "Escape") { event.preventDefault(); close(); } };
  return h("form", { class: "part-form", id, "aria-label": item ? `Change this ${noun}` : `New ${noun}`, onsubmit: submit, onkeydown: keys },
    parts, [...left].map((one) => h("p", { class: "error-word small" }, `✗ ${sentences(one)}`)),
    opened.refused ? h("p", { class: "error-word small", role: "alert" }, `✗ ${opened.refused}`) : null,
    h("div", { class: "row" }, item && !shown.length ? null : h("button", { class: "main", "data-focus": focus("send") }, item ? "Apply" : "Add"), h("button", { type: "button", "data-focus": focus("close"), onclick: close }, "Cancel"),
      remove ? h("button", { type: "button", "data-focus": focus("remove"), onclick: remove }, `Remove this ${noun}`) : null));
}

/** Return whether a line holds one key of a part only, so that what is wrong with it is that key's fault. */
function alone(item, line) {
  return Object.values(item.lines).filter((one) => one === line).length === 1;
}

function written(value) {
  return Array.isArray(value) ? value.join(", ") : value && typeof value === "object" ? spoken(value) : (value ?? "").trim();
}

function labelled(id, focus, label, takes, required, choices, value, problems, typed, complete) {
  const wrong = problems.length ? { "aria-invalid": "true", "aria-describedby": `${id}-wrong` } : {};
  const props = { id, "data-focus": focus, oninput: (event) => typed(event.target.value), required, spellcheck: takes === "long" || takes === "short", ...wrong };
  let input;
  if (takes === "one") {
    input = h("select", { ...props, onchange: (event) => typed(event.target.value) }, choices.map(([one, text]) => h("option", { value: one }, text)));
    input.value = value || choices[0][0];
  } else {
    input = h(takes === "long" ? "textarea" : "input", { ...props, class: ["long", "short", "chance"].includes(takes) ? null : "mono", ...(takes === "long" ? { rows: "2" } : { autocomplete: "off" }) });
    input.value = takes === "long" ? value : value.replaceAll("\n", " "); // what has one line only would join the words
  }
  const holder = h("div", { class: "field" }, h("label", { for: id }, label), input,
    problems.length ? h("div", { class: "error-word small", id: `${id}-wrong` }, problems.map((one) => h("p", {}, `✗ ${sentences(one)}`))) : null);
  if (complete) completing(input, holder, { id: `${id}-list`, asked: (before) => complete()(before), put: inSight, typing: true });
  return holder;
}

/** Put a list below its field, or above it where the window ends. */
function inSight(list) {
  list.classList.remove("above");
  list.classList.toggle("above", list.getBoundingClientRect().bottom > innerHeight);
}
