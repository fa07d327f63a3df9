// The text: an editor with marks at the lines, completion, drafts, versions, and what two editors of one text see.
import { ask, at, awaited } from "./ask.js";
import { problem, wrong } from "./blocks.js";
import { fill, h, moment, say } from "./dom.js";
import { completing } from "./completing.js";
import { differenceView } from "./difference.js";
import { historyView } from "./history.js";
import { ABOVE, LINE } from "./measures.js";

/** Show the editor. */
export async function textTab(panel, view) {
  const writes = view.about.writable && view.about.role !== "read";
  const crlf = view.file.data.text.includes("\r\n"); // a text area knows one kind of line end only
  const out = (text) => (crlf ? text.replaceAll("\n", "\r\n") : text);
  const plain = (text) => text.replaceAll("\r\n", "\n");
  let saved = plain(view.file.data.text);
  let seen = view.file.data.sha256;

  const area = h("textarea", { spellcheck: false, autocapitalize: "off", autocomplete: "off", "aria-label": `Text of ${view.name}`, readOnly: !writes, wrap: "off" });
  area.value = saved;
  const numbers = h("pre", { "aria-hidden": "true" });
  const flags = h("div", {});
  const gutter = h("div", { class: "gutter" }, numbers, flags);
  const stripes = h("div", {});
  const page = h("div", { class: "page-lines" }, stripes, area);
  const list = h("ul", { class: "problems", "aria-label": "Problems" });
  const count = h("span", { role: "status" }, "Not checked yet.");
  const state = h("span", { role: "status", class: "quiet" });
  const told = h("div", {});
  const save = h("button", { type: "button", class: "main", disabled: true, onclick: () => saving() }, "Save");
  const below = h("div", {});
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
    const errors = problems.filter((one) => one.severity === "error").length;
    const warnings = problems.length - errors;
    count.textContent = problems.length ? `${errors ? `✗ ${errors} ${errors === 1 ? "error" : "errors"}` : "● no errors"}${warnings ? `, ⚠ ${warnings} ${warnings === 1 ? "warning" : "warnings"}` : ""}` : "● No errors, no warnings.";
    count.className = errors ? "error-word" : warnings ? "warning-word" : "holds";
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

  // ---------------------------------------------------------- checks and drafts: the newest text, one at a time

  const newest = (work) => {
    let busy = null, again = false;
    const run = async () => {
      if (busy) { again = true; return busy; }
      busy = work();
      try { await busy; } finally { busy = null; }
      if (again) { again = false; run(); }
    };
    run.settled = async () => { again = false; await busy; };
    return run;
  };
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
  const keep = newest(async () => {
    if (!writes || area.value === saved) return;
    try {
      await ask(at(view.name, "/draft"), { method: "PUT", body: { base: seen, text: out(area.value) } });
      state.textContent = "Not saved; kept as a draft.";
    } catch (error) { state.textContent = `Not saved, and no draft is kept: ${error.message}`; }
  });
  let checking = 0, keeping = 0;
  const changed = () => {
    place();
    save.disabled = !writes || area.value === saved;
    state.textContent = area.value === saved ? "" : "Not saved.";
    clearTimeout(checking);
    checking = setTimeout(check, 350);
    clearTimeout(keeping);
    keeping = setTimeout(keep, 1200);
  };

  // ---------------------------------------------------------- saving

  const saving = async (over = null) => {
    if (!writes) return;
    fill(told);
    const text = area.value;
    clearTimeout(keeping);
    await keep.settled(); // a draft under way must not come after what is saved
    try {
      const answer = await ask(at(view.name), { method: "PUT", body: { text: out(text) }, headers: { "if-match": `"${over ?? seen}"` } });
      saved = text;
      seen = answer.data.sha256;
      clearTimeout(keeping);
      if (area.value !== saved) keep();
      changed();
      state.textContent = "Saved.";
      say("Saved.");
      fill(below);
    } catch (error) {
      if (error.code === "changed-meanwhile") return meet(error);
      fill(told, wrong(error));
    }
  };
  /** Show what somebody else has saved meanwhile, and let the reader choose. */
  const meet = async (error) => {
    keep();
    const theirs = (await ask(at(view.name))).data;
    const lines = (await ask(at(view.name, "/difference"), { method: "POST", body: { text: out(area.value) } })).data.lines;
    const take = () => { replace(plain(theirs.text)); saved = plain(theirs.text); seen = theirs.sha256; changed(); fill(told); };
    fill(told, wrong(error), h("p", {}, "Below, − is what the file says now, + what stands in your text."), differenceView(lines),
      h("div", { class: "row" }, h("button", { type: "button", onclick: () => saving(theirs.sha256) }, "Save mine over it"), h("button", { type: "button", onclick: take }, "Take theirs"), h("button", { type: "button", onclick: () => { fill(told); area.focus(); } }, "Go on editing")));
    told.querySelector("button").focus();
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
  const history = () => historyView(below, view, replace, writes);

  const completion = completing(area, page, view.about.keys);
  area.addEventListener("input", changed);
  area.addEventListener("scroll", place);
  panel.addEventListener("keydown", (event) => {
    if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "s") { event.preventDefault(); saving(); }
    if (event.key === "F8" && problems.length) {
      event.preventDefault();
      const here = area.value.slice(0, area.selectionStart).split("\n").length;
      const next = problems.find((one) => one.line > here) ?? problems.find((one) => one.line);
      if (next) { go(next.line, next.column); say(next.given); }
    }
  });

  fill(panel,
    h("div", { class: "row" }, save, h("button", { type: "button", onclick: history }, "Versions"), count, state),
    writes ? null : h("p", { class: "note warning" }, "This text can be read and tried, but not saved: ", view.about.writable ? "your role is to read." : "the folder may not be written to."),
    told, below,
    h("div", { class: "editor" },
      h("div", { class: "sheet" }, gutter, page),
      h("p", { class: "quiet small" }, "Ctrl+S saves, Ctrl+Space completes a word, F8 goes to the next problem, Ctrl+Z undoes. Drafts are kept as you type."),
      list));
  place();
  if (view.line) go(view.line);
  check();

  if (writes) {
    try {
      const { draft } = (await ask(at(view.name, "/draft"), { signal: view.signal })).data;
      if (draft && plain(draft.text) !== saved) offer(draft);
    } catch (error) { const what = wrong(error); if (what) fill(told, what); }
  }
  function offer(draft) {
    const old = draft.base !== seen ? " The file was changed since." : "";
    const drop = () => { ask(at(view.name, "/draft"), { method: "DELETE" }).catch(() => {}); fill(told); area.focus(); };
    fill(told, h("div", { class: "note warning" }, h("p", {}, `There is a draft of ${moment(draft.saved)} that was not saved.${old}`),
      h("div", { class: "row" }, h("button", { type: "button", onclick: () => { replace(plain(draft.text)); if (draft.base) seen = draft.base; fill(told); } }, "Go on with the draft"), h("button", { type: "button", onclick: drop }, "Throw it away"))));
  }
  return () => {
    clearTimeout(checking);
    clearTimeout(keeping);
    completion.close();
    if (writes && area.value !== saved && area.value.length < 60000) ask(at(view.name, "/draft"), { method: "PUT", body: { base: seen, text: out(area.value) }, keepalive: true }).catch(() => {});
    else keep();
  };
}
