// Completion: a list of words under a field, one of which is taken in place of what was begun.
import { fill, h, say } from "./dom.js";

const MOST = 60;

/** Let a field complete words; the list is shown in `holder`.
 *
 * `asked` is told what stands before the caret, and returns how much of its end is to be completed, and the words it may become;
 * `put` sets the list at its place. With `typing` the list opens by itself, and nothing in it is chosen until an arrow says so.
 */
export function completing(field, holder, { id = "completions", asked, put = () => {}, typing = false }) {
  const list = h("ul", { class: "completions", role: "listbox", id, "aria-label": "Completions", hidden: true });
  holder.append(list);
  field.setAttribute("aria-autocomplete", "list");
  field.setAttribute("aria-controls", id);
  if (typing) { field.setAttribute("role", "combobox"); field.setAttribute("aria-expanded", "false"); }
  let words = [], chosen = 0, begin = 0, taking = false;

  const shown = (is) => { list.hidden = !is; if (typing) field.setAttribute("aria-expanded", String(is)); };
  const close = () => { shown(false); field.removeAttribute("aria-activedescendant"); };
  const open = (first) => {
    const [typed, all] = asked(field.value.slice(0, field.selectionStart));
    const were = list.hidden;
    begin = field.selectionStart - typed.length;
    words = completions(typed, all);
    chosen = first;
    if (!words.length) { close(); if (first === 0) say("Nothing to complete."); return; }
    show();
    if (first === 0 || were) say(`${words.length} completions, ${words[0]}`);
  };
  const show = () => {
    fill(list, words.map((one, place) => h("li", { role: "option", id: `${id}-${place}`, "aria-selected": String(place === chosen), onmousedown: (event) => { event.preventDefault(); chosen = place; take(); } }, one)));
    shown(true);
    put(list, begin);
    if (chosen < 0) { field.removeAttribute("aria-activedescendant"); return; }
    field.setAttribute("aria-activedescendant", `${id}-${chosen}`);
    list.children[chosen].scrollIntoView({ block: "nearest" });
  };
  const take = () => {
    taking = true;
    field.focus();
    field.setSelectionRange(begin, field.selectionEnd);
    if (!document.execCommand("insertText", false, words[chosen])) {
      field.setRangeText(words[chosen], begin, field.selectionEnd, "end");
      field.dispatchEvent(new Event("input", { bubbles: true }));
    }
    taking = false;
    close();
  };

  field.addEventListener("keydown", (event) => {
    if (field.readOnly) return;
    if (event.ctrlKey && event.code === "Space") { event.preventDefault(); open(0); return; }
    if (list.hidden) {
      if (typing && event.key === "ArrowDown" && !event.altKey) { event.preventDefault(); open(0); }
      return;
    }
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      const by = event.key === "ArrowDown" ? 1 : -1;
      chosen = chosen < 0 && by < 0 ? words.length - 1 : (chosen + by + words.length) % words.length;
      show();
    } else if (chosen >= 0 && (event.key === "Enter" || event.key === "Tab")) { event.preventDefault(); take(); }
    else if (event.key === "Escape") { event.preventDefault(); event.stopPropagation(); close(); }
    else if (event.key.length > 1 && event.key !== "Backspace" && event.key !== "Shift") close();
  });
  field.addEventListener("input", () => {
    if (taking || (list.hidden && !typing)) return;
    if (asked(field.value.slice(0, field.selectionStart))[0]) open(typing ? -1 : 0); else close();
  });
  field.addEventListener("blur", close);
  field.addEventListener("scroll", close);
  return { close };
}

/** Return what a beginning may become: names that begin so, or whose part behind the point does. */
export function completions(typed, all) {
  const begun = typed.toLowerCase();
  const fits = (one) => one !== typed && (one.toLowerCase().startsWith(begun) || one.toLowerCase().includes(`.${begun}`));
  return [...new Set(all)].filter(fits).sort((a, b) => a.localeCompare(b)).slice(0, MOST);
}
