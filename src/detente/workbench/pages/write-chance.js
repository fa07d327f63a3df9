// How likely a circumstance is: set by a slider, or by a word of the scale that the scenario uses.
import { h, percent, span } from "./dom.js";

const BELOW = "none";

/** Return what sets the chance of a circumstance; `send` is told the edit's `chance` or `chances`. */
export function chanceOf(one, words, writes, send) {
  const tables = [one.chance, ...Object.values(one.chances ?? {})].some((given) => given?.kind === "table" || given?.kind === "other");
  if (tables) return h("p", { class: "small quiet" }, "Its chance hangs on other circumstances, or is no chance as it stands; change it in the text: ", [one.chance, ...Object.values(one.chances ?? {})].filter(Boolean).map((given) => given.text).join("; "));
  if (!one.chances) return setter(one.circumstance, one.now, one.chance, words, writes, (chance) => send({ chance }));
  const texts = Object.fromEntries(Object.entries(one.chances).map(([value, given]) => [value, given.text]));
  return Object.entries(one.chances).map(([value, given]) => setter(one.circumstance, value, given, words, writes, (chance) => send({ chances: { ...texts, [value]: chance } }), false));
}

function setter(name, value, given, words, writes, send, alone = true) {
  const middle = given ? Math.round(((given.low + given.high) / 2) * 100) : 100;
  const told = (whole) => (given ? (given.kind === "word" ? `${given.text}, ` : "") + (given.high > given.low ? span(given) : percent(given.low)) : whole === 100 ? "not doubted" : "");
  const figure = h("span", { class: "small" }, told(middle));
  const range = h("input", { type: "range", min: "0", max: "100", step: "1", disabled: !writes, "data-focus": `chance/${name}/${value}`, "aria-label": `Chance of ${name} = ${value}, in per cent`, "aria-valuetext": told(middle),
    oninput: () => { figure.textContent = percent(Number(range.value) / 100); range.setAttribute("aria-valuetext", `${range.value} per cent`); }, onchange: () => send(String(Number(range.value) / 100)) });
  range.value = middle;
  const known = words.some((each) => each.word === given?.text);
  const select = h("select", { disabled: !writes, "data-focus": `word/${name}/${value}`, "aria-label": `Chance of ${name} = ${value}, by a word`, onchange: () => send(select.value === BELOW ? "" : select.value) },
    given && !known ? h("option", { value: given.text }, `as a ${given.kind}`) : null,
    alone ? h("option", { value: BELOW }, "not doubted") : null, // one of several chances cannot be left out by itself
    words.map((each) => h("option", { value: each.word }, each.low === null ? each.word : `${each.word} (${span(each)})`)));
  select.value = given ? given.text : BELOW;
  return h("div", { class: "chance" }, h("span", {}, value), range, figure, select);
}
