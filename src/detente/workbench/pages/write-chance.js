// How likely a circumstance is: set by a slider, or by a word of the scale that the scenario uses; where it hangs on others, line
// by line of its table.
import { h, percent, span } from "./dom.js";
import { movers, reorderable } from "./reorder.js";
import { adding, part } from "./write-part.js";

const BELOW = "none", REST = "otherwise";

/** Return what sets the chance of a circumstance. */
export function chanceOf(page, one) {
  const name = one.circumstance;
  const send = (said) => page.change([{ edit: "circumstance.change", circumstance: name, ...said }], `The chance of ${name} is changed.`);
  if (!one.chances) {
    if (!one.chance && one.values.length > 2) return page.writes ? h("button", { type: "button", "data-focus": `each/${name}`, onclick: () => send({ chances: even(one.values) }) }, "Give each value a chance", h("span", { class: "hidden" }, ` of ${name}`)) : null;
    return doubt(page, one, null, one.chance, (chance) => send({ chance }));
  }
  // All are sent: one that was set a moment ago has to be among them as it was set.
  const set = (given) => (chance) => { Object.assign(given, { kind: "other", text: chance }); send({ chances: texts(one.chances) }); };
  return Object.entries(one.chances).map(([value, given]) => doubt(page, one, value, given, set(given)));
}

/** Return the tables of a circumstance's chances whose lines stand apart, so that what is wrong can be told at each. */
export function casesOf(one) {
  const cases = [one.chance, ...Object.values(one.chances ?? {})].flatMap((given) => given?.cases ?? []);
  return cases.filter((each) => each.line !== one.line && cases.filter((other) => other.line === each.line).length === 1);
}

/** Return the chances of all values as an edit says them. */
function texts(chances) {
  return Object.fromEntries(Object.entries(chances).map(([value, given]) => [value, given.kind === "table" ? Object.fromEntries(given.cases.map((each) => [each.when, each.chance.text])) : given.text]));
}

/** Return equal chances in whole per cent that add up to 1, the first with what is left over. */
export function even(values) {
  const each = Math.floor(100 / values.length);
  return Object.fromEntries(values.map((value, place) => [value, String((place ? each : 100 - each * (values.length - 1)) / 100)]));
}

/** Return one chance, or its table; `value` is null where the chance is that of what is now. */
function doubt(page, one, value, given, send) {
  const names = { circumstance: one.circumstance, ...(value === null ? {} : { value }) };
  const about = `${one.circumstance} = ${value ?? one.now}`, words = page.forms.words;
  const add = (text) => adding(page, "case", names, { words: text, beside: ` of ${about}` });
  if (given?.kind !== "table") {
    return [setter(about, value ?? one.now, given, words, page.writes, send, value === null), h("div", { class: "row" }, add("Let it hang on others"))];
  }
  const cases = given.cases, last = cases.at(-1)?.when.trim() === REST ? cases.length - 1 : cases.length;
  const apart = casesOf(one);
  const move = (from, to) => { if (page.writes && from < last && to < last) page.move(cases, from, to, { edit: "case.move", ...names }, (each) => each.when); };
  const line = (each, place) => {
    const key = `case/${one.circumstance}/${value ?? ""}/${each.when}`;
    const change = (chance) => page.change([{ edit: "case.change", ...names, place: each.place, chance }], `The chance of ${about} where ${each.when} is changed.`);
    const body = each.when.trim() === REST ? h("strong", {}, REST) : ["where ", h("code", {}, each.when)];
    const item = { ...each, chance: each.chance.text };
    return h("li", {}, page.writes ? place < last ? movers(each.when, place, last, key, move) : h("span", { class: "movers" }) : null,
      h("div", {}, part(page, "case", key, apart.includes(each) ? item : { ...item, line: 0, last: 0 }, { ...names, place: each.place }, body, `${each.when}, of ${about}`),
        setter(`${about} where ${each.when}`, value ?? one.now, each.chance, words, page.writes, change, false)));
  };
  const flat = cases.length === 1 && page.writes ? h("button", { type: "button", "data-focus": `flat/${about}`, onclick: () => send(cases[0].chance.text) }, "Let it hang on nothing", h("span", { class: "hidden" }, ` of ${about}`)) : null;
  return [h("p", { class: "small" }, `The chance of ${value ?? one.now} hangs on others:`),
    reorderable(h("ol", { class: "statements", "aria-label": `Cases of ${about}` }, cases.map(line)), move),
    h("div", { class: "row" }, add("Add a case"), flat)];
}

function setter(about, value, given, words, writes, send, alone = true) {
  const known = given && given.low !== null; // else it is no chance as it stands
  const middle = known ? Math.round(((given.low + given.high) / 2) * 100) : given ? 50 : 100;
  const told = (whole) => (known ? (given.kind === "word" ? `${given.text}, ` : "") + (given.high > given.low ? span(given) : percent(given.low)) : given ? `“${given.text}” is no chance` : whole === 100 ? "not doubted" : "");
  const figure = h("span", { class: "small" }, told(middle));
  const range = h("input", { type: "range", min: "0", max: "100", step: "1", disabled: !writes, "data-focus": `chance/${about}`, "aria-label": `Chance of ${about}, in per cent`, "aria-valuetext": told(middle),
    oninput: () => { figure.textContent = percent(Number(range.value) / 100); range.setAttribute("aria-valuetext", `${range.value} per cent`); }, onchange: () => send(String(Number(range.value) / 100)) });
  range.value = middle;
  const listed = words.some((each) => each.word === given?.text);
  const select = h("select", { disabled: !writes, "data-focus": `word/${about}`, "aria-label": `Chance of ${about}, by a word`, onchange: () => send(select.value === BELOW ? "" : select.value) },
    given && !listed ? h("option", { value: given.text }, given.kind === "other" ? given.text : `as a ${given.kind}`) : null,
    alone ? h("option", { value: BELOW }, "not doubted") : null, // one of several chances cannot be left out by itself
    words.map((each) => h("option", { value: each.word }, each.low === null ? each.word : `${each.word} (${span(each)})`)));
  select.value = given ? given.text : BELOW;
  return h("div", { class: "chance" }, h("span", {}, value), range, figure, select);
}
