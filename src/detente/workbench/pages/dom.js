// Elements are made of names, properties and texts; no text is ever read as HTML.

/** Return an element: `on…` are listeners, `class` and `aria-…` attributes, the rest properties or attributes. */
export function h(name, props = {}, ...children) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(props ?? {})) {
    if (value === null || value === undefined || value === false) continue;
    if (key.startsWith("on")) made.addEventListener(key.slice(2), value);
    else if (key in made && typeof value !== "string") made[key] = value;
    else made.setAttribute(key, value === true ? "" : value);
  }
  add(made, children);
  return made;
}

/** Return an element of SVG. */
export function s(name, props = {}, ...children) {
  const made = document.createElementNS("http://www.w3.org/2000/svg", name);
  for (const [key, value] of Object.entries(props)) {
    if (key.startsWith("on")) made.addEventListener(key.slice(2), value);
    else if (value !== null && value !== undefined) made.setAttribute(key, value);
  }
  add(made, children);
  return made;
}

function add(parent, children) {
  for (const child of children.flat(Infinity)) {
    if (child !== null && child !== undefined && child !== false) parent.append(child);
  }
}

/** Put children in place of all that an element holds. */
export function fill(parent, ...children) {
  parent.replaceChildren();
  add(parent, children);
  return parent;
}

/** Put a page in place of another: the keyboard stays at what is there again, by its id, or else begins at the page. */
export function turn(main, ...children) {
  const held = document.activeElement, lost = main.contains(held);
  fill(main, children);
  if (lost) ((held.id && document.getElementById(held.id)) || main).focus();
}

/** Return a text, its end left out where it has more letters than there is room for. */
export function short(text, most) {
  const letters = [...text];
  return letters.length > most ? `${letters.slice(0, most - 1).join("")}…` : text;
}

/** Return a place for what may be wider than the screen: it is scrolled, by keyboard as well. */
export function wide(label, ...content) {
  return h("div", { class: "wide", tabindex: "0", role: "group", "aria-label": label }, content);
}

/** Return a listener that hears one click only of several quick ones: what stands under the pointer may be another by then. */
export function once(act) {
  return (event) => { if (event.detail < 2) act(event); };
}

/** Say something to readers of the screen. */
export function say(text) {
  document.getElementById("live").textContent = text;
}

const ROUNDED = [0, 1].map((digits) => new Intl.NumberFormat("en-GB", { minimumFractionDigits: digits, maximumFractionDigits: digits, roundingMode: "halfEven" }));

/** Return a chance as a percentage, as the words of answers have it: 55%; what is not quite sure never looks sure. */
export function percent(chance, digits = 0) {
  if (chance <= 0 || chance >= 1 - 1e-12) return chance <= 0 ? "0%" : "100%";
  if (chance <= 0.005 || chance >= 0.995) return chance < 0.5 ? "< 1%" : "> 99%";
  return `${ROUNDED[digits].format((chance * 100).toFixed(20))}%`; // all digits: which side of a tie it is hangs on them
}

/** Return two chances as the ends of a range: 38 to 74%. */
export function span({ low, high }) {
  return `${percent(low).slice(0, -1)} to ${percent(high)}`;
}

/** Return whether a number is told apart from nothing: it is not small, nor may it be luck of draws, given its standard error. */
export function tells(number, error) {
  return number >= 0.0005 + 3 * (error ?? 0);
}

/** Return the bounds of a chance: 38 to 74%; nothing where there is no doubt, or where they may be luck. */
export function between({ low, high, exact, error }) {
  return tells(high - low, error) ? `${exact ? "" : error === null ? "within " : "at least "}${span({ low, high })}` : "";
}

/** Return a chance with its bounds, and its standard error where worlds were drawn: 55% (38 to 74%). */
export function bounded(chance) {
  const { middle, error } = chance, around = between(chance);
  const near = error === null ? percent(middle) : `${percent(middle, 1)} ± ${(Math.ceil(1000 * error - 1e-9) / 10).toFixed(1)}`;
  return around ? `${near} (${around})` : near;
}

/** Return a moment as the reader's machine writes it. */
export function moment(text) {
  return new Date(text).toLocaleString(undefined, { dateStyle: "medium", timeStyle: "short" });
}

/** Return a selector of one of several values, the first standing for none; one with an `id` keeps the keyboard. */
export function choice(label, none, values, chosen, change, id = null) {
  const options = [h("option", { value: "" }, none), ...values.map(([value, text]) => h("option", { value }, text))];
  const select = h("select", { id, onchange: () => change(select.value || null) }, options);
  select.value = chosen ?? "";
  return h("label", {}, label, select);
}
