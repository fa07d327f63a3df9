// The text: an editor with marks at the lines, and completion.
import { awaited } from "./ask.js";
import { counted, problem, sentences } from "./blocks.js";
import { fill, h, say } from "./dom.js";
import { caret } from "./caret.js";
import { completing } from "./completing.js";
import { draftOf } from "./draft.js";
import { helping, meanings, namesOf, paragraph } from "./help.js";
import { ABOVE, letters, LINE } from "./measures.js";
import { newest } from "./newest.js";
import { saving, savesByKey } from "./saving.js";

/** Show the editor. */
export async function textTab(panel, view) {
  const draft = draftOf(view);
  await draft.edits;
  view.signal.throwIfAborted();
  const area = h("textarea", { spellcheck: false, autocapitalize: "off", autocomplete: "off", "aria-label": `Text of ${view.name}`, readOnly: !draft.writes, wrap: "off" });
  area.value = draft.text;
  const numbers = h("pre", { "aria-hidden": "true" });
  const flags = h("div", {});
  const gutter = h("div", { class: "gutter" }, numbers, flags);
  const stripes = h("div", {});
  const page = h("div", { class: "page-lines" }, stripes, area);
  const list = h("ul", { class: "problems", "aria-label": "Problems" });
  const count = h("span", { role: "status" }, "Not checked yet.");
  let problems = [];

  // ---------------------------------------------------------- lines and marks

  const place = () => {
    const lines = area.value.split("\n").length;
    if (Number(numbers.dataset.lines) !== lines) {
      numbers.dataset.lines = lines;
      numbers.textContent = Array.from({ length: lines }, (_, at_) => at_ + 1).join("\n");
    }
    numbers.style.transform = flags.style.transform = stripes.style.transform = `translateY(${-area.scrollTop}px)`;
  };
  const mark = () => {
    const worst = new Map();
    for (const one of problems) if (one.line && worst.get(one.line)?.severity !== "error") worst.set(one.line, one);
    fill(stripes, [...worst].map(([number, one]) => at_(h("div", { class: `stripe ${one.severity}` }), number)));
    fill(flags, [...worst].map(([number, one]) => at_(h("button", { type: "button", class: `flag ${one.severity}-word`, title: one.given, tabindex: "-1", "aria-label": `${one.severity} in line ${number}: ${one.given}`, onclick: () => go(number, one.column) }, one.severity === "error" ? "✗" : "⚠"), number)));
    fill(list, problems.map((one) => h("li", {}, problem(one, go))));
    counted(count, problems);
  };
  const at_ = (made, number) => { made.style.top = `${ABOVE + (number - 1) * LINE}px`; return made; };
  const go = (number, column = 1) => {
    const lines = area.value.split("\n");
    const begin = lines.slice(0, number - 1).reduce((sum, one) => sum + one.length + 1, 0);
    area.focus();
    area.setSelectionRange(begin + Math.max(0, (column ?? 1) - 1), begin + (lines[number - 1]?.length ?? 0));
    area.scrollTop = Math.max(0, (number - 6) * LINE);
    place();
  };

  // ---------------------------------------------------------- checks: of the newest text, one at a time

  const check = newest(async () => {
    try {
      const found = await awaited("/api/check", { method: "POST", body: { name: view.name, text: area.value }, signal: view.signal });
      problems = found.problems;
      mark();
    } catch (error) {
      if (error.name === "AbortError") return;
      count.textContent = `Not checked: ${error.message}`;
      count.className = "error-word";
    }
  });
  let checking = 0;
  const changed = () => {
    place();
    draft.put(area.value);
    saves.follow();
    clearTimeout(checking);
    checking = setTimeout(check, 350);
  };
  /** Put another text in, so that undo brings back what stood there. */
  const replace = (text) => {
    area.focus();
    area.select();
    if (!document.execCommand("insertText", false, text)) { area.value = text; }
    area.setSelectionRange(0, 0);
    area.scrollTop = 0;
    changed();
  };
  const saves = saving(draft, view, replace, () => area.focus());

  const wide = letters(page), names = namesOf(view.written, view.language.concepts);
  const completion = completing(area, page, caret(area, page, wide, view.language.keys.map((one) => one.key)));
  const help = helping(area, page, wide, (line, column) => [
    ...problems.filter((one) => one.line === line + 1).map((one) => h("p", { class: `${one.severity}-word` }, `${one.severity === "error" ? "✗" : "⚠"} ${sentences(one)}`)),
    ...meanings(area.value, line, column, view.language.keys, names).map(paragraph),
  ]);
  area.addEventListener("input", changed);
  area.addEventListener("scroll", place);
  savesByKey(panel, saves.save);
  view.signal.addEventListener("abort", () => {
    clearTimeout(checking);
    completion.close();
    help.close();
    draft.keep();
  });
  panel.addEventListener("keydown", (event) => {
    if (event.key === "F8" && problems.length) {
      event.preventDefault();
      const here = area.value.slice(0, area.selectionStart).split("\n").length;
      const next = problems.find((one) => one.line > here) ?? problems.find((one) => one.line);
      if (next) { go(next.line, next.column); say(next.given); }
    }
  });

  fill(panel,
    h("div", { class: "row" }, saves.button, saves.versions, count, saves.state), saves.closed, saves.told, saves.below,
    h("div", { class: "editor" },
      h("div", { class: "sheet" }, gutter, page),
      h("p", { class: "quiet small" }, "Ctrl+S saves, Ctrl+Space completes a word, F1 tells what it means (as does the pointer that rests on it), F8 goes to the next problem, Ctrl+Z undoes. Drafts are kept as you type."),
      list));
  place();
  saves.follow();
  if (view.line) go(view.line);
  check();
  await saves.offer();
}
