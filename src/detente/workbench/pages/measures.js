// Measures of the editor, in pixels, as the style sheet has them.

import { h } from "./dom.js";

/** The height of a line, and the room above the first and before each. */
export const LINE = 20;
export const ABOVE = 6;
export const BEFORE = 9.6;

/** Return what tells the width of a letter in an editor that fills `page`. */
export function letters(page) {
  const measure = h("span", { class: "measure", "aria-hidden": "true" }, "0".repeat(100));
  page.append(measure);
  return () => measure.offsetWidth / 100;
}
