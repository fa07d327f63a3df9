// What is written of a scenario and not saved: one text, on which the editor and the forms work alike. It stays while this
// page stays open, whatever is shown, and the server keeps it besides.
import { ask, at } from "./ask.js";
import { newest } from "./newest.js";

const SOON = 1200; // ms after which the server is told
const BEACON = 60000; // bytes that a browser still sends while a page goes, less some for what stands round them

const drafts = new Map();

/** Return the draft of the scenario that is shown: what is being written, or else what its file says. */
export function draftOf(view) {
  let draft = drafts.get(view.name);
  if (!draft) drafts.set(view.name, (draft = new Draft(view.name)));
  if (!draft.changed) draft.began(view.file.data.text, view.file.data.sha256);
  draft.writes = view.about.writable && view.about.role !== "read";
  return draft;
}

class Draft {
  constructor(name) {
    this.name = name;
    this.past = [];
    this.future = [];
    this.opened = null; // the form that is open, with what is typed into it
    this.edits = Promise.resolve(); // those under way: whoever shows the text waits for them
    this.hearers = new Set(); // of how keeping it went: the tab that is shown, and perhaps one that is just being left
    this.older = undefined; // what the server has kept of another time, until the reader says what becomes of it
    this.soon = 0;
    this.keep = newest(() => this.sent());
  }

  get changed() { return this.text !== this.saved; }

  /** Begin from a saved text. */
  began(text, sha256) {
    if (plain(text) !== this.text) [this.past, this.future] = [[], []];
    this.crlf = text.includes("\r\n"); // a text area knows one kind of line end only
    this.saved = this.text = this.formed = plain(text);
    this.seen = sha256;
  }

  /** Return a text as the file has its line ends. */
  out(text = this.text) { return this.crlf ? text.replaceAll("\n", "\r\n") : text; }

  /** Tell how keeping it went. */
  told(text) { for (const one of this.hearers) one(text); }

  /** Take what is written now. */
  put(text) {
    this.text = text;
    clearTimeout(this.soon);
    this.soon = setTimeout(this.keep, SOON);
  }

  // ---------------------------------------------------------- steps that forms take, and back

  /** Let what was typed in the editor meanwhile be one step. */
  settle() {
    if (this.formed !== this.text) { this.past.push(this.formed); this.future = []; }
    this.formed = this.text;
  }

  step(text) {
    if (plain(text) === this.text) return;
    this.put(plain(text));
    this.settle();
  }

  undo() { return this.back(this.past, this.future); }
  redo() { return this.back(this.future, this.past); }

  back(from, to) {
    if (!from.length) return false;
    to.push(this.text);
    this.put(from.pop());
    this.formed = this.text;
    return true;
  }

  // ---------------------------------------------------------- the server

  async sent() {
    if (!this.writes || !this.changed) return;
    try {
      if (await this.kept()) return this.told("Not saved, and not kept either: say first what becomes of the older draft.");
      const text = this.text;
      await ask(at(this.name, "/draft"), { method: "PUT", body: { base: this.seen, text: this.out(text) } });
      if (text === this.text) this.told("Not saved; kept as a draft.");
    } catch (error) { this.told(`Not saved, and no draft is kept: ${error.message}`); }
  }

  /** Save; `over` is the digest of a text that somebody else has saved and that is to be replaced. */
  async save(over = null) {
    const text = this.text;
    clearTimeout(this.soon);
    await this.keep.settled(); // a draft under way must not come after what is saved
    const answer = await ask(at(this.name), { method: "PUT", body: { text: this.out(text) }, headers: { "if-match": `"${over ?? this.seen}"` } });
    this.saved = text;
    this.seen = answer.data.sha256;
    if (this.changed) this.keep();
  }

  /** Return what the server has kept of another time, if that is not what the file says; nothing is kept over it. */
  async kept(signal) {
    if (!this.writes || this.older || (this.changed && this.older === null)) return this.older ?? null;
    const { draft } = (await ask(at(this.name, "/draft"), { signal })).data;
    this.older = draft && plain(draft.text) !== this.saved ? draft : null;
    return this.older;
  }

  /** The reader has said what becomes of the older draft: what is written now is kept from here on. */
  chosen() {
    this.older = null;
    if (this.changed) this.keep();
  }

  async forget() {
    await ask(at(this.name, "/draft"), { method: "DELETE" }).catch(() => {});
    this.chosen();
  }

  /** Tell the server at once, since the page goes. */
  leave() {
    clearTimeout(this.soon);
    const body = { base: this.seen, text: this.out() };
    if (this.older === null && this.writes && this.changed && new Blob([JSON.stringify(body)]).size < BEACON) ask(at(this.name, "/draft"), { method: "PUT", body, keepalive: true }).catch(() => {});
    else this.keep();
  }
}

function plain(text) {
  return text.replaceAll("\r\n", "\n");
}

// What cannot be kept, since an older draft waits to be chosen or not, is not left without a question.
addEventListener("beforeunload", (event) => {
  if ([...drafts.values()].some((one) => one.older && one.changed)) event.preventDefault();
});
addEventListener("pagehide", () => { for (const one of drafts.values()) one.leave(); });
