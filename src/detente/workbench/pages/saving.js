// What saves a draft, for the editor and the forms alike: the button, the state in words, versions, an older draft, and what
// somebody else has saved meanwhile.
import { ask, at } from "./ask.js";
import { wrong } from "./blocks.js";
import { fill, h, moment, say } from "./dom.js";
import { differenceView } from "./difference.js";
import { historyView } from "./history.js";

/**
 * Return the parts that save a draft; `replace` puts another text in, `back` brings the reader back to the text, `done`
 * is told that it was tried.
 */
export function saving(draft, view, replace, back, done = () => {}) {
  const state = h("span", { role: "status", class: "quiet" });
  const told = h("div", {}), below = h("div", {});
  const button = h("button", { type: "button", class: "main", disabled: true, onclick: () => save() }, "Save");
  const versions = h("button", { type: "button", onclick: () => historyView(below, view, replace, draft.writes) }, "Versions");
  const follow = () => {
    button.disabled = !draft.writes || !draft.changed;
    state.textContent = draft.changed ? "Not saved." : "";
  };
  const hears = (text) => { if (draft.changed) state.textContent = text; };
  draft.hearers.add(hears);
  view.signal.addEventListener("abort", () => draft.hearers.delete(hears));

  let under = null; // a save under way: pressing twice saves once
  const save = (over = null) => { under ??= saved(over).catch((error) => { fill(told, wrong(error)); }).finally(() => { under = null; }); return under; };
  const saved = async (over) => {
    if (!draft.writes) return;
    await draft.edits;
    try {
      if (await draft.kept()) return await offer(true); // saving ends all drafts
      fill(told);
      await draft.save(over);
      follow();
      if (!draft.changed) state.textContent = "Saved.";
      say("Saved.");
      fill(below);
    } catch (error) {
      if (error.code === "changed-meanwhile") return meet(error);
      fill(told, wrong(error));
    }
    done();
  };
  /** Show what somebody else has saved meanwhile, and let the reader choose. */
  const meet = async (error) => {
    draft.keep();
    const theirs = (await ask(at(view.name))).data;
    const found = (await ask(at(view.name, "/difference"), { method: "POST", body: { text: draft.out() } })).data;
    const { text: both } = (await ask(at(view.name, "/merge"), { method: "POST", body: { base: draft.seen, text: draft.out() } })).data;
    const join = () => { replace(both.replaceAll("\r\n", "\n")); [draft.saved, draft.seen] = [theirs.text.replaceAll("\r\n", "\n"), theirs.sha256]; follow(); fill(told); };
    const take = () => { replace(theirs.text.replaceAll("\r\n", "\n")); draft.began(theirs.text, theirs.sha256); follow(); fill(told); };
    fill(told, wrong(error), h("p", {}, "What is written here differs from what the file says now (− is the file, + is yours):"), differenceView(found),
      h("div", { class: "row" }, both === null ? null : h("button", { type: "button", onclick: join }, "Put both together"), h("button", { type: "button", onclick: () => save(theirs.sha256) }, "Save mine over it"), h("button", { type: "button", onclick: take }, "Take theirs"), h("button", { type: "button", onclick: () => { fill(told); back(); } }, "Go on editing")));
    told.querySelector("button").focus();
  };
  /** Offer a draft that the server has kept from another time; `lead` brings the reader to it. */
  const offer = async (lead = false) => {
    try {
      const kept = await draft.kept(view.signal);
      if (!kept) return;
      const old = kept.base !== draft.seen ? " The file was changed since." : "";
      const go = () => {
        const typed = draft.changed;
        if (kept.base) draft.seen = kept.base;
        replace(kept.text.replaceAll("\r\n", "\n"));
        draft.chosen();
        fill(told);
        if (typed) say("The draft stands here. Undo brings back what was typed before.");
      };
      const drop = () => { draft.forget(); fill(told); back(); };
      fill(told, h("div", { class: "note warning" }, h("p", {}, `There is a draft of ${moment(kept.saved)} that was not saved.${old} What is written now is neither kept nor saved before you choose.`),
        h("div", { class: "row" }, h("button", { type: "button", onclick: go }, "Go on with the draft"), h("button", { type: "button", onclick: drop }, "Throw it away"))));
      if (lead) told.querySelector("button").focus();
    } catch (error) { const what = wrong(error); if (what) fill(told, what); }
  };
  const closed = draft.writes ? null : h("p", { class: "note warning" }, "This text can be read and tried, but not saved: ", view.about.writable ? "your role is to read." : "the folder may not be written to.");
  return { button, versions, state, told, below, closed, follow, save, offer };
}

/** Let Ctrl+S save. */
export function savesByKey(panel, save) {
  panel.addEventListener("keydown", (event) => {
    if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "s") { event.preventDefault(); save(); }
  });
}
