// A table of many rows, of which only those in sight are there; rows come page by page.
import { fill, h } from "./dom.js";

const ROW = 31; // pixels: 30 and a line
const PAGE = 100;
const TALLEST = 8_000_000; // browsers cannot lay out what is taller

/**
 * Show rows. `columns` are {key, label, sort}; `load(offset, limit)` returns {total, rows}; `cells(row)` returns the
 * cells of a row; `choose(row)` is told which is opened; `order(key)` which column is to sort.
 */
export class LongTable {
  constructor({ label, columns, load, cells, choose, order, fail }) {
    Object.assign(this, { columns, load, cells, choose, order, fail });
    this.head = h("tr", {});
    this.body = h("tbody", {});
    this.table = h("table", { "aria-label": label, role: "grid" }, h("thead", {}, this.head), this.body);
    this.place = h("div", { class: "states" }, this.table);
    this.place.addEventListener("scroll", () => this.draw());
    this.table.addEventListener("keydown", (event) => this.key(event));
    // A heading that is only half in sight is not brought there by the browser itself.
    this.head.addEventListener("focusin", (event) => event.target.scrollIntoView({ block: "nearest", inline: "nearest" }));
    this.chosen = null;
    this.reset();
    this.watch = new ResizeObserver(() => this.draw());
    this.watch.observe(this.place);
  }

  /** Forget all rows: something else is asked for. */
  reset() {
    this.pages = new Map();
    this.total = null;
    this.focus = 0;
    this.turn = (this.turn ?? 0) + 1;
    this.place.scrollTop = 0;
  }

  /** Show column heads; `sort` and `up` say what sorts now. */
  heads(sort, up) {
    fill(this.head, this.columns.map((one) => h("th", { scope: "col", "aria-sort": one.sort === sort && sort ? (up ? "ascending" : "descending") : null },
      one.sort ? h("button", { type: "button", onclick: () => this.order(one.sort) }, one.label, one.sort === sort ? (up ? " ▲" : " ▼") : "") : h("span", {}, one.label))));
  }

  /** Load what is in sight and show it. */
  async show() {
    await this.fetch(0);
    this.draw(true);
  }

  async fetch(page) {
    if (this.pages.has(page)) return;
    this.pages.set(page, null);
    const turn = this.turn;
    try {
      const found = await this.load(page * PAGE, PAGE);
      if (turn !== this.turn) return;
      this.pages.set(page, found.rows);
      this.total = found.total;
      this.table.setAttribute("aria-rowcount", String(found.total + 1));
      this.draw(true);
    } catch (error) {
      if (turn !== this.turn) return;
      this.pages.delete(page);
      if (this.total === null) fill(this.body); // what stands there is of an earlier question
      this.fail(error);
    }
  }

  /** Rows that are in sight at once. */
  get sight() { return Math.ceil(this.place.clientHeight / ROW) + 1; }

  /** Pixels from one row to the next as one scrolls: less than a row where all of them would be too tall. */
  get step() { return this.total * ROW <= TALLEST ? ROW : (TALLEST - this.place.clientHeight) / (this.total - this.sight); }

  row(number) { return this.pages.get(Math.floor(number / PAGE))?.[number % PAGE] ?? null; }

  /** Put the rows in sight into the table, with gaps above and below. */
  draw(anew = false) {
    if (this.total === null) return;
    const top = Math.max(0, Math.min(this.total - this.sight, Math.floor(this.place.scrollTop / this.step)));
    const first = Math.max(0, top - 8), last = Math.min(this.total, first + this.sight + 16);
    for (let page = Math.floor(first / PAGE); page <= Math.floor(Math.max(first, last - 1) / PAGE); page += 1) this.fetch(page);
    if (!anew && this.first === first && this.last === last) return;
    this.first = first;
    this.last = last;
    const held = this.body.contains(document.activeElement);
    const rows = [];
    for (let number = first; number < last; number += 1) rows.push(this.line(number));
    const whole = Math.min(this.total * ROW, TALLEST);
    const above = Math.max(0, top * this.step - (top - first) * ROW);
    fill(this.body, gap(above, this.columns.length), rows, gap(Math.max(0, whole - above - rows.length * ROW), this.columns.length));
    if (!this.total) fill(this.body, h("tr", {}, h("td", { colSpan: this.columns.length, class: "quiet" }, "No state is like that.")));
    if (held) this.body.querySelector(`[data-row="${this.focus}"]`)?.focus({ preventScroll: true });
  }

  line(number) {
    const row = this.row(number);
    if (!row) return h("tr", { "data-row": number, tabindex: number === this.focus ? "0" : "-1", "aria-rowindex": String(number + 2) }, h("td", { colSpan: this.columns.length, class: "quiet" }, "…"));
    const take = () => { this.focus = number; this.chosen = row.id; this.choose(row); this.draw(true); };
    return h("tr", { "data-row": number, tabindex: number === this.focus ? "0" : "-1", "aria-rowindex": String(number + 2), "aria-selected": String(row.id === this.chosen), onclick: take }, this.cells(row));
  }

  key(event) {
    const at = event.target.closest("tr[data-row]");
    if (!at) return;
    const sight = Math.max(1, Math.floor(this.place.clientHeight / ROW) - 2);
    const to = { ArrowDown: this.focus + 1, ArrowUp: this.focus - 1, PageDown: this.focus + sight, PageUp: this.focus - sight, Home: 0, End: this.total - 1 }[event.key];
    if (event.key === "Enter" || event.key === " ") { event.preventDefault(); at.click(); return; }
    if (to === undefined) return;
    event.preventDefault();
    this.go(Math.max(0, Math.min(this.total - 1, to)));
  }

  /** Bring a row into sight and give it the focus. */
  go(number) {
    this.focus = number;
    const top = number * this.step;
    const head = 36;
    if (top < this.place.scrollTop || this.step < ROW) this.place.scrollTop = top;
    else if (top + ROW + head > this.place.scrollTop + this.place.clientHeight) this.place.scrollTop = top + ROW + head - this.place.clientHeight;
    this.draw(true);
    this.body.querySelector(`[data-row="${number}"]`)?.focus({ preventScroll: true });
  }

  close() { this.watch.disconnect(); this.turn += 1; }
}

function gap(height, columns) {
  const cell = h("td", { colSpan: columns });
  cell.style.height = `${height}px`;
  return h("tr", { class: "gap", "aria-hidden": "true" }, cell);
}
