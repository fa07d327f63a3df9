// How the editor completes: by names that the text itself has and keys of the language, in a list at the caret.
import { ABOVE, BEFORE, LINE } from "./measures.js";

const NAME = /[A-Za-z_][A-Za-z0-9_]*(?:\.[A-Za-z_][A-Za-z0-9_]*)?/g;

/** Return what completes the words of a text area that fills `page`, and puts the list there; `wide` tells the width of a letter. */
export function caret(area, page, wide, keys) {
  return {
    asked: (before) => {
      const typed = /[A-Za-z_][\w.]*$/.exec(before)?.[0] ?? "";
      const there = new Set(area.value.match(NAME) ?? []);
      there.delete(typed);
      return [typed, [...there, ...keys]];
    },
    put: (list, begin) => {
      const before = area.value.slice(0, begin);
      const row = before.split("\n").length, column = begin - before.lastIndexOf("\n") - 1;
      const top = ABOVE + row * LINE - area.scrollTop;
      list.style.top = `${top + list.offsetHeight > page.clientHeight ? Math.max(0, top - LINE - list.offsetHeight) : top}px`;
      list.style.left = `${Math.max(0, Math.min(BEFORE + column * wide() - area.scrollLeft, page.clientWidth - list.offsetWidth))}px`;
    },
  };
}
