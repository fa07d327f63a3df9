// Help: what a word of the text means, told where the pointer rests on it, and at the caret when F1 is pressed.
import { fill, h, say } from "./dom.js";
import { ABOVE, BEFORE, LINE } from "./measures.js";

const RESTS = 350; // ms for which the pointer stays before anything is told
const WORD = /[A-Za-z_][\w-]*(?:\.[A-Za-z_][\w-]*)*/g;

/** Tell what stands at places of a text area that fills `page`: `tells` gives paragraphs for a line and a column, both from 0.
 *
 * `wide` tells the width of a letter.
 */
export function helping(area, page, wide, tells) {
  const box = h("div", { class: "help small", role: "tooltip", hidden: true });
  page.append(box);
  let resting = 0;

  const close = () => { clearTimeout(resting); box.hidden = true; };
  const show = (line, column) => {
    const told = tells(line, column);
    if (!told.length) { close(); return false; }
    fill(box, told);
    box.hidden = false;
    const top = ABOVE + (line + 1) * LINE - area.scrollTop, left = BEFORE + column * wide() - area.scrollLeft;
    box.style.top = `${top + box.offsetHeight > page.clientHeight ? Math.max(0, top - LINE - box.offsetHeight) : top}px`;
    box.style.left = `${Math.max(0, Math.min(left, page.clientWidth - box.offsetWidth))}px`;
    return true;
  };

  area.addEventListener("mousemove", (event) => {
    clearTimeout(resting);
    const { left, top } = area.getBoundingClientRect();
    const line = Math.floor((event.clientY - top - ABOVE + area.scrollTop) / LINE), column = Math.floor((event.clientX - left - BEFORE + area.scrollLeft) / wide());
    resting = setTimeout(show, RESTS, line, column);
  });
  page.addEventListener("mouseleave", close); // not that of the area: help can be pointed at as well
  area.addEventListener("keydown", (event) => {
    if (event.key === "Escape") close();
    if (event.key !== "F1") return;
    event.preventDefault();
    const lines = area.value.slice(0, area.selectionStart).split("\n");
    say(show(lines.length - 1, lines.at(-1).length) ? box.innerText : "Nothing is known of this word.");
  });
  for (const what of ["input", "scroll", "blur", "mousedown"]) area.addEventListener(what, close);
  return { close };
}

/** Return what is known of the word at a place of a text: each time the word, what it belongs to, and what it says. */
export function meanings(text, line, column, keys, names) {
  const lines = text.split("\n");
  const found = lines[line] === undefined ? null : wordAt(lines[line], column, keys);
  if (!found) return [];
  const { word, begin, end } = found;
  const below = sectionOf(lines, line, begin);
  if (/^\s*:(\s|$)/.test(lines[line].slice(end))) {
    const own = keys.filter((one) => one.key === word && (below === null ? !one.part : one.within.includes(below)));
    if (own.length) return own.map(({ part, says }) => ({ word, of: part, says }));
  }
  return (names.get(word) ?? []).map(([of, says]) => ({ word, of, says }));
}

/** Return the word at a column of a line, some keys being several words. */
function wordAt(line, column, keys) {
  for (const { key } of keys) {
    if (!key.includes(" ")) continue;
    for (let begin = line.indexOf(key); begin >= 0; begin = line.indexOf(key, begin + 1)) {
      if (begin <= column && column <= begin + key.length) return { word: key, begin, end: begin + key.length };
    }
  }
  const found = [...line.matchAll(WORD)].find((one) => one.index <= column && column <= one.index + one[0].length);
  return found ? { word: found[0], begin: found.index, end: found.index + found[0].length } : null;
}

/** Return the file's own key below which a place stands; null where it is such a key itself. */
function sectionOf(lines, line, begin) {
  if (begin === 0) return null;
  for (let above = line; above >= 0; above -= 1) {
    const key = /^([A-Za-z_][\w ]*?)\s*:/.exec(lines[above]);
    if (key) return key[1];
  }
  return null;
}

/** Return what the names of a scenario stand for, by name; an option is known by its own name and behind its actor's. */
export function namesOf(written, concepts) {
  const names = new Map();
  const put = (name, of, says) => { if (name) names.set(name, [...(names.get(name) ?? []), [of, says || "Nothing is written of it."]]); };
  for (const [key, title] of Object.entries(concepts)) put(key, "concept of stability", title);
  for (const one of written?.actors ?? []) {
    put(one.id, "actor", [one.name === one.id ? "" : one.name, one.means].filter(Boolean).join(": "));
    for (const option of one.options) {
      const says = `${option.means ? `${option.means}. ` : ""}Values: ${option.values.join(", ")}; at the start ${option.start}.`;
      for (const name of [option.id, option.id.replace(`${one.id}.`, "")]) put(name, `option of ${one.id}`, says);
    }
  }
  for (const one of written?.circumstances ?? []) put(one.id, "circumstance", `${one.means ? `${one.means}. ` : ""}Values: ${one.values.join(", ")}; now ${one.now}.`);
  for (const one of written?.situations ?? []) put(one.name, "situation", `\`${one.text}\``);
  for (const one of written?.states ?? []) put(one.id, "state", one.means);
  for (const one of written?.never ?? []) put(one.name, "cannot happen", `\`${one.text}\``);
  for (const one of written?.outcomes ?? []) put(one.name, "outcome", `\`${one.text}\``);
  for (const one of written?.signals ?? []) put(one.name, "signal", one.what);
  for (const one of written?.claims ?? []) put(one.name, "claim", one.says);
  for (const one of written?.variants ?? []) put(one.id, "variant", one.says);
  for (const one of written?.sources ?? []) put(one.id, "source", [one.author, one.title, one.published].filter(Boolean).join(", "));
  return names;
}

/** Return a meaning as a paragraph; what stands between backticks is of the language. */
export function paragraph({ word, of, says }) {
  return h("p", {}, h("strong", {}, word), of ? h("span", { class: "quiet" }, ` (${of})`) : null, ": ",
    says.split("`").map((part, place) => (place % 2 ? h("code", {}, part) : part)));
}
