// Completion: keys of the language, and names that the text itself has.
import { fill, h, say } from "./dom.js";
import { ABOVE, LINE } from "./measures.js";

const MOST = 60;
const NAME = /[A-Za-z_][A-Za-z0-9_]*(?:\.[A-Za-z_][A-Za-z0-9_]*)?/g;

/** Let a text area complete words; the list is shown in `page`. */
export function completing(area, page, keys) {
  const list = h("ul", { class: "completions", role: "listbox", id: "completions", "aria-label": "Completions", hidden: true });
  const measure = h("span", { class: "measure", "aria-hidden": "true" }, "0".repeat(100));
  page.append(list, measure);
  area.setAttribute("aria-autocomplete", "list");
  area.setAttribute("aria-controls", "completions");
  let words = [], chosen = 0, begin = 0;

  const close = () => { list.hidden = true; area.removeAttribute("aria-activedescendant"); };
  const word = () => /[A-Za-z_][\w.]*$/.exec(area.value.slice(0, area.selectionStart))?.[0] ?? "";
  const open = () => {
    const typed = word();
    begin = area.selectionStart - typed.length;
    const there = new Set(area.value.match(NAME) ?? []);
    there.delete(typed);
    const all = [...new Set([...there, ...keys])].filter((one) => one.toLowerCase().startsWith(typed.toLowerCase()) && one !== typed);
    words = all.sort((a, b) => a.localeCompare(b)).slice(0, MOST);
    chosen = 0;
    if (!words.length) { close(); say("Nothing to complete."); return; }
    show();
    say(`${words.length} completions, ${words[0]}`);
  };
  const show = () => {
    fill(list, words.map((one, place) => h("li", { role: "option", id: `completion-${place}`, "aria-selected": String(place === chosen), onmousedown: (event) => { event.preventDefault(); chosen = place; take(); } }, one)));
    const before = area.value.slice(0, begin);
    const row = before.split("\n").length, column = begin - before.lastIndexOf("\n") - 1;
    list.hidden = false;
    const top = ABOVE + row * LINE - area.scrollTop;
    list.style.top = `${top + list.offsetHeight > page.clientHeight ? Math.max(0, top - LINE - list.offsetHeight) : top}px`;
    list.style.left = `${Math.max(0, Math.min(column * measure.offsetWidth / 100 - area.scrollLeft, page.clientWidth - list.offsetWidth))}px`;
    area.setAttribute("aria-activedescendant", `completion-${chosen}`);
    list.children[chosen].scrollIntoView({ block: "nearest" });
  };
  const take = () => {
    area.setSelectionRange(begin, area.selectionEnd);
    if (!document.execCommand("insertText", false, words[chosen])) area.setRangeText(words[chosen], begin, area.selectionEnd, "end");
    close();
    area.focus();
  };

  area.addEventListener("keydown", (event) => {
    if (event.ctrlKey && event.code === "Space") { event.preventDefault(); if (!area.readOnly) open(); return; }
    if (list.hidden) return;
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      chosen = (chosen + (event.key === "ArrowDown" ? 1 : -1) + words.length) % words.length;
      show();
    } else if (event.key === "Enter" || event.key === "Tab") { event.preventDefault(); take(); }
    else if (event.key === "Escape") { event.preventDefault(); event.stopPropagation(); close(); }
    else if (event.key.length > 1 && event.key !== "Backspace" && event.key !== "Shift") close();
  });
  area.addEventListener("input", () => { if (!list.hidden) (word() ? open() : close()); });
  area.addEventListener("blur", close);
  area.addEventListener("scroll", close);
  return { close };
}
