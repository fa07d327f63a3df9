// Writing by forms: the parts of the text as it is written now, each with what changes it. Every change is an edit that the
// server makes in the text, so that comments and all else stay; the editor shows the same text.
import { ask, at, awaited } from "./ask.js";
import { counted, problem, sentences, wrong } from "./blocks.js";
import { fill, h, say } from "./dom.js";
import { draftOf } from "./draft.js";
import { bottomLine, flipsView } from "./flips.js";
import { newest } from "./newest.js";
import { saving, savesByKey } from "./saving.js";
import { sheet } from "./write-sheet.js";

/** What somebody is choosing or setting: forms are not drawn anew under it. */
const AT_HAND = ':is([role="combobox"][aria-expanded="true"], select:open, input[type="range"]:active)';
const CHECK_AFTER = 900, FLIPS_AFTER = 300, DRAW_AFTER = 200, READY_AFTER = 1500; // ms without another change

/** Show the forms. */
export async function writeTab(panel, view) {
  const draft = draftOf(view);
  await draft.edits;
  view.signal.throwIfAborted();
  draft.settle();
  const place = h("div", { class: "write" }, h("p", { class: "quiet" }, "Reading the text …")), told = h("div", {});
  const flips = h("div", {}), finding = h("p", { class: "quiet", hidden: true }, "Finding what flips …"), beside = h("section", { "aria-label": "What flips", tabindex: "-1" }), list = h("ul", { class: "problems", "aria-label": "Problems" });
  const wrongs = h("section", { "aria-label": "What is wrong", hidden: true }, h("h2", {}, "What is wrong"), list);
  const count = h("span", { role: "status" }, "Not checked yet.");
  const brief = h("button", { type: "button", class: "brief", hidden: true, onclick: () => { beside.focus(); beside.scrollIntoView(); } }); // where there is no room beside the forms
  const undo = h("button", { type: "button", onclick: () => back("undo") }, "Undo");
  const redo = h("button", { type: "button", onclick: () => back("redo") }, "Redo");
  const page = { forms: null, problems: null, writes: draft.writes, view };
  Object.defineProperty(page, "opened", { get: () => draft.opened, set: (form) => { draft.opened = form; } }); // it outlives this tab
  let pending = 0, checking = 0, asking = 0, drawing = 0;

  // ---------------------------------------------------------- what is shown

  const draw = () => {
    const { dataset: { focus } = {}, selectionStart, selectionEnd } = document.activeElement ?? {};
    undo.disabled = !draft.past.length;
    redo.disabled = !draft.future.length;
    saves.follow();
    if (!page.problems) return; // it is not read yet
    clearTimeout(drawing);
    if (place.querySelector(AT_HAND)) { drawing = setTimeout(draw, DRAW_AFTER); return; }
    fill(list, page.problems.map((one) => h("li", {}, problem(one, view.go))));
    wrongs.hidden = !page.problems.length;
    counted(count, page.problems);
    if (page.forms) fill(place, sheet(page));
    else fill(place, h("p", {}, "This text cannot be shown as forms yet. It can be mended under ", h("a", { href: view.link("text") }, "Text"), "."));
    refocus(focus, selectionStart, selectionEnd);
  };
  /** Draw what is only told of the parts that are shown, once nothing there is pressed or dragged. */
  const retell = () => {
    clearTimeout(drawing);
    if (place.querySelector(":active, .dragged")) drawing = setTimeout(retell, DRAW_AFTER);
    else draw();
  };
  /** Bring the focus back to what had it; where that cannot have it any more, to what stands beside it. */
  const refocus = (key, from, to) => {
    if (!key) return;
    const made = [...place.querySelectorAll("[data-focus]")];
    const found = made.find((one) => one.dataset.focus === key);
    const around = key.slice(0, key.lastIndexOf("/"));
    const near = () => made.find((one) => one.dataset.focus === around) ?? made.find((one) => !one.disabled && around && one.dataset.focus.startsWith(`${around}/`));
    (found && !found.disabled ? found : near())?.focus();
    if (found && typeof from === "number") found.setSelectionRange(from, to);
  };

  // ---------------------------------------------------------- edits, one after another

  const request = (edits, signal) => awaited("/api/edit", { method: "POST", body: { name: view.name, text: draft.out(), edits }, signal });
  const take = (found) => {
    draft.step(found.text);
    if (pending || view.signal.aborted) return; // what is shown is ahead of this answer, or something else
    page.forms = found.forms;
    page.problems = found.problems;
    later();
    draw();
  };
  /** Make edits in the draft; `words` are said once they are made. The form that they come from is open until then. */
  const change = (edits, words, form = null) => {
    if (form?.sent) return; // pressing twice sends once
    if (form) form.sent = true;
    pending += 1;
    fill(told);
    inTurn(async () => {
      let found = null, error = null;
      try { found = await request(edits); } catch (why) { error = why; } // to the end, even if another tab is shown
      pending -= 1;
      if (form) form.sent = false;
      const open = form && page.opened === form;
      if (found) {
        if (open) page.opened = null;
        take(found);
        if (words) say(words);
        return;
      }
      if (open) form.refused = refusal(error);
      else fill(told, wrong(error, view.go));
      if (view.signal.aborted) say(`Not changed: ${refusal(error)}`);
      else if (!pending) await anew();
    });
  };
  /** Do some work after all edits that are under way. */
  const inTurn = (work) => { draft.edits = draft.edits.then(work).catch((error) => { fill(told, wrong(error)); }); };
  /** Read the draft as it is. */
  const anew = async () => {
    try {
      take(await request([], view.signal));
    } catch (error) { const what = wrong(error, view.go); if (what) fill(told, what); }
  };
  const back = (way) => {
    inTurn(async () => {
      if (!draft[way]()) return;
      page.opened = null;
      await anew();
      say(way === "undo" ? "Undone." : "Done again.");
    });
  };
  Object.assign(page, { change, draw, move: (...what) => move(page, ...what) });

  // ---------------------------------------------------------- what follows from the draft

  const check = newest(async () => {
    try {
      const text = draft.text;
      const found = await awaited("/api/check", { method: "POST", body: { name: view.name, text: draft.out() }, signal: view.signal });
      if (text !== draft.text) return;
      page.problems = found.problems;
      retell();
    } catch (error) { if (error.name !== "AbortError") count.textContent = `Not checked: ${error.message}`; }
  });
  const asked = () => awaited(at(view.name, "/flips"), { method: "POST", body: { text: draft.out(), variant: view.variant, concept: view.concept }, signal: view.signal });
  const follow = newest(async () => {
    brief.hidden = true;
    if (!draft.changed) return fill(flips, h("p", { class: "quiet" }, "The draft says what is saved. Move a statement, or change something else, and what flips is told here."));
    if (page.problems?.some((one) => one.severity === "error")) return fill(flips, h("p", { class: "quiet" }, "With errors in it, the draft cannot be set beside what is saved."));
    if (flips.firstElementChild?.matches("p")) fill(flips); // that nothing is changed, or that there are errors, is not so any more
    finding.hidden = false;
    flips.setAttribute("aria-busy", "true");
    try {
      const found = await asked();
      fill(flips, flipsView(found, view.language.concepts));
      brief.textContent = bottomLine(found);
      brief.hidden = false;
      say(bottomLine(found));
    } catch (error) { const what = wrong(error, view.go); if (what) fill(flips, what); }
    finding.hidden = true;
    flips.removeAttribute("aria-busy");
  });
  const later = () => {
    clearTimeout(checking);
    clearTimeout(asking);
    checking = setTimeout(check, CHECK_AFTER);
    asking = setTimeout(follow, FLIPS_AFTER);
  };

  const replace = (text) => { page.opened = null; draft.step(text); inTurn(anew); };
  const saves = saving(draft, view, replace, () => place.querySelector("button")?.focus(), follow);
  savesByKey(panel, saves.save);
  view.signal.addEventListener("abort", () => { clearTimeout(checking); clearTimeout(asking); clearTimeout(drawing); draft.keep(); });
  panel.addEventListener("keydown", (event) => {
    const typing = event.target.matches("textarea, input:not([type=range], [type=checkbox])");
    if (typing || !(event.ctrlKey || event.metaKey)) return;
    const key = event.key.toLowerCase();
    if (key === "z" || key === "y") { event.preventDefault(); back(key === "y" || event.shiftKey ? "redo" : "undo"); }
  });
  fill(panel, h("div", { class: "row" }, saves.button, saves.versions, undo, redo, count, saves.state), saves.closed, saves.told, told, saves.below,
    h("div", { class: "split" }, h("div", {}, place, brief),
      h("div", { class: "side" }, fill(beside, h("h2", {}, "What flips"), h("p", { class: "quiet small" }, "The draft beside what is saved, in the variant and under the concept that are chosen."), finding, flips), wrongs)));
  draw();
  await anew();
  await saves.offer();
  // What is saved is judged while the reader looks, so that the first change need not wait for it.
  await new Promise((ready) => setTimeout(ready, READY_AFTER));
  if (!draft.changed && !view.signal.aborted) asked().catch(() => {});
}

/** Move one of some items at once where they are shown, and then in the text; `edit` says which list it is. */
function move(page, items, from, to, edit, called) {
  const places = items.map((one) => one.place);
  const [moved] = items.splice(from, 1);
  items.splice(to, 0, moved);
  items.forEach((one, index) => { one.place = places[index]; });
  page.draw();
  const beside = to < from ? ["above", items[to + 1]] : ["below", items[to - 1]];
  page.change([{ ...edit, place: places[from], to: places[to] }], `${called(moved)} is now number ${to + 1} of ${items.length}, ${beside[0]} ${called(beside[1])}.`);
}

/** Return in one sentence why an edit was refused. */
function refusal(error) {
  return error.problems ? sentences(error.problems[0]) : error.message;
}
