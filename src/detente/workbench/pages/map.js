// The map of moves: states, or groups of them, on a canvas; colour and shape say what holds, bold what improves.
import { address, at, awaited } from "./ask.js";
import { filled } from "./blocks.js";
import { fill, h, say, short } from "./dom.js";

const STEP = 34, ROOM = 40, BUTTONS = 44, SMALL = 1.5; // pixels of a step, round the map, under its buttons, and within which a pointer has not moved
const MOST = 2500; // states that are drawn one by one
const KINDS = { prospect: "play comes to rest here", holds: "everybody stays", passing: "somebody leaves" };

/** Show the map; `choose` is told a state to be looked at. Returns what is to be done when it is left. */
export function mapView(place, view, choose, first) {
  // Where states are too many to be drawn, those near the start say more than groups of them do.
  const many = first.feasible > MOST && first.status_quo;
  const wanted = { around: many ? String(first.status_quo) : "", steps: many ? 2 : 1, by: [], moves: "improvements" };
  const told = h("div", {});
  let drawing = null, turn = 0;
  const show = () => filled(told, "Drawing the map", async (tell) => {
    const mine = ++turn;
    const found = await awaited(address(at(view.name, "/map"), { variant: view.variant, concept: view.concept, ...wanted }), { signal: view.signal, tell });
    if (mine !== turn) return null; // another map has been asked for meanwhile
    drawing?.close();
    drawing = new Drawing(found, (spot) => open(found, spot));
    return [legend(found), drawing.place, chosen];
  });
  const chosen = h("div", { class: "chosen", role: "status" });
  const open = (found, spot) => {
    const one = found.spots[spot];
    const out = found.arcs.filter(([from]) => from === spot), into = found.arcs.filter(([, to]) => to === spot);
    fill(chosen, h("div", { class: "row" }, h("strong", {}, one.size > 1 ? one.label : `State ${one.label}`), h("span", {}, [one.start ? "▸ start" : null, KINDS[one.kind], one.size > 1 ? `${one.size.toLocaleString()} states, in ${one.holding.toLocaleString()} everybody stays` : `${one.stays} of ${found.actors.length} stay`, `${out.length} moves out, ${into.length} in`].filter(Boolean).join(" · ")),
      one.size === 1 ? h("button", { type: "button", onclick: () => choose(one.state) }, "Why") : h("button", { type: "button", onclick: () => around(one.state) }, "Look inside, around its first state"),
      one.size === 1 ? h("button", { type: "button", onclick: () => around(one.state) }, "Only what is near it") : null));
    say(`${one.size > 1 ? one.label : `State ${one.label}`}: ${KINDS[one.kind]}, ${out.length} moves out`);
  };
  const field = h("input", { type: "text", size: 16, class: "mono", placeholder: "all states", "aria-label": "Around which state", maxLength: 2000, value: wanted.around });
  const around = (state) => { wanted.around = String(state ?? ""); field.value = wanted.around; show(); };
  const select = (label, values, key) => { const made = h("select", { onchange: () => { wanted[key] = made.value; show(); } }, values.map(([value, text]) => h("option", { value }, text))); made.value = String(wanted[key]); return h("label", {}, label, made); };
  const boxes = Object.keys(first.options).map((name) => h("label", {}, h("input", { type: "checkbox", value: name, onchange: (event) => { wanted.by = event.target.checked ? [...wanted.by, name] : wanted.by.filter((one) => one !== name); wanted.around = field.value = ""; show(); } }), name));
  fill(place,
    h("div", { class: "row" }, select("Moves ", [["improvements", "improvements"], ["undeterred", "that nothing deters"], ["moves", "all"]], "moves"),
      h("form", { class: "row", onsubmit: (event) => { event.preventDefault(); around(field.value.trim()); } }, h("label", {}, "Around ", field), h("button", {}, "Show")),
      select("up to ", [["1", "1 move"], ["2", "2 moves"], ["3", "3 moves"]], "steps"),
      h("button", { type: "button", onclick: () => around("") }, "All states")),
    h("details", {}, h("summary", {}, "Put states together by"), h("div", { class: "row" }, boxes)),
    told);
  show();
  return { around, close: () => drawing?.close() };
}

function legend(found) {
  const what = found.by.length ? `${found.spots.length.toLocaleString()} groups of ${found.states.toLocaleString()} states, put together by ${found.by.join(", ")}` : found.around ? `${found.spots.length.toLocaleString()} of ${found.states.toLocaleString()} states: what moves from state ${found.around} lead to` : `All ${found.states.toLocaleString()} states`;
  const axes = [found.across.length ? `from left to right ${found.across.join(", ")}` : null, found.down.length ? `from top to bottom ${found.down.join(", ")}` : null].filter(Boolean).join("; ");
  return h("div", { class: "small" }, h("p", {}, `${what}${axes ? `; ${axes}` : ""}. ${found.arcs.length.toLocaleString()} moves${found.left_out ? `, ${found.left_out.toLocaleString()} more are not drawn` : ""}.`),
    h("p", { class: "quiet" }, "◆ play comes to rest · ■ everybody stays · ○ somebody leaves · ▸ and ring: start. Bold line: an improvement; boldest: one that nothing deters. Arrows go from state to state, Enter opens one, + and − zoom, drag moves the map. The table of states says the same."));
}

/** Write a word on the map; lines behind it leave it legible. */
function write(pen, text, x, y, colours) {
  Object.assign(pen, { font: "11px system-ui, sans-serif", textAlign: "center", strokeStyle: colours.raised, lineWidth: 3, lineJoin: "round", fillStyle: colours.ink });
  pen.strokeText(text, x, y);
  pen.fillText(text, x, y);
}

/** The canvas: it draws what is in sight, and no more often than the screen shows it. */
class Drawing {
  constructor(found, open) {
    Object.assign(this, { found, open, chosen: null, waiting: 0 });
    this.canvas = h("canvas", { tabindex: "0", role: "application", "aria-label": `Map of ${found.spots.length} states with ${found.arcs.length} moves; use the arrows to go from one to the next` });
    this.zoom = (by) => { this.scaled(by, this.wide / 2, this.high / 2); };
    const button = (label, words, act) => h("button", { type: "button", "aria-label": words, title: words, onclick: act }, label);
    this.place = h("div", { class: "map" }, this.canvas, h("div", { class: "zoom" }, button("+", "Zoom in", () => this.zoom(1.4)), button("−", "Zoom out", () => this.zoom(1 / 1.4)), button("⤢", "Show all", () => this.fit())));
    this.largest = Math.max(...found.spots.map((one) => one.size));
    this.around = found.spots.map(() => []);
    found.arcs.forEach(([from, to], place) => { this.around[from].push(place); this.around[to].push(place); });
    this.canvas.addEventListener("pointerdown", (event) => this.down(event));
    this.canvas.addEventListener("wheel", (event) => { event.preventDefault(); this.scaled(Math.exp(-event.deltaY / 400), event.offsetX, event.offsetY); }, { passive: false });
    this.canvas.addEventListener("keydown", (event) => this.key(event));
    this.whole = true; // all of it is in sight, until the reader moves it
    this.watch = new ResizeObserver(() => { this.sized(); if (this.whole) this.fit(); });
    this.watch.observe(this.place);
    this.theme = new MutationObserver(() => { this.colours = null; this.later(); });
    this.theme.observe(document.documentElement, { attributes: true, attributeFilter: ["data-theme"] });
  }

  close() { this.watch.disconnect(); this.theme.disconnect(); cancelAnimationFrame(this.waiting); clearTimeout(this.resting); }

  sized() {
    this.drawn = null;
    const sharp = devicePixelRatio || 1;
    this.wide = this.place.clientWidth;
    this.high = this.place.clientHeight;
    this.canvas.width = Math.round(this.wide * sharp);
    this.canvas.height = Math.round(this.high * sharp);
    this.later();
  }

  /** Show the whole map. */
  fit() {
    const xs = this.found.spots.map((one) => one.x), ys = this.found.spots.map((one) => one.y);
    const width = Math.max(...xs) * STEP + 2 * ROOM, height = Math.max(...ys) * STEP + 2 * ROOM;
    const beside = this.wide - BUTTONS;
    this.scale = Math.max(0.02, Math.min(2, beside / width, this.high / height)); // what is hidden has no size
    this.left = (beside - width * this.scale) / 2;
    this.whole = true;
    this.top = (this.high - height * this.scale) / 2;
    this.later();
  }

  scaled(by, x, y) {
    const next = Math.max(0.02, Math.min(6, this.scale * by));
    this.left = x - ((x - this.left) * next) / this.scale;
    this.top = y - ((y - this.top) * next) / this.scale;
    this.scale = next;
    this.whole = false;
    this.later(true);
  }

  at(one) { return [this.left + (ROOM + one.x * STEP) * this.scale, this.top + (ROOM + one.y * STEP) * this.scale]; }

  /** Draw when the screen is shown next; while the map is moved, what was drawn is moved, and drawn anew when it rests. */
  later(moving = false) {
    cancelAnimationFrame(this.waiting);
    clearTimeout(this.resting);
    if (moving && this.drawn) this.resting = setTimeout(() => this.later(), 140);
    this.waiting = requestAnimationFrame(() => (moving && this.drawn ? this.move() : this.draw()));
  }

  move() {
    const { left, top, scale, image } = this.drawn, by = this.scale / scale, pen = this.canvas.getContext("2d");
    pen.setTransform(1, 0, 0, 1, 0, 0);
    pen.clearRect(0, 0, this.canvas.width, this.canvas.height);
    const sharp = devicePixelRatio || 1;
    pen.drawImage(image, (this.left - left * by) * sharp, (this.top - top * by) * sharp, image.width * by, image.height * by);
  }

  keep() {
    const image = this.drawn?.image ?? document.createElement("canvas");
    image.width = this.canvas.width;
    image.height = this.canvas.height;
    if (image.width && image.height) image.getContext("2d").drawImage(this.canvas, 0, 0);
    this.drawn = { left: this.left, top: this.top, scale: this.scale, image };
  }

  palette() {
    if (!this.colours) {
      const style = getComputedStyle(document.documentElement);
      this.colours = Object.fromEntries(["ground", "ink", "quiet", "line", "strong-line", "holds", "fails", "accent", "bar", "raised"].map((name) => [name, style.getPropertyValue(`--${name}`).trim()]));
    }
    return this.colours;
  }

  draw() {
    const pen = this.canvas.getContext("2d"), colours = this.palette(), sharp = devicePixelRatio || 1;
    pen.setTransform(sharp, 0, 0, sharp, 0, 0);
    pen.clearRect(0, 0, this.wide, this.high);
    const points = this.found.spots.map((one) => this.at(one));
    const near = this.chosen === null ? null : new Set(this.around[this.chosen]);
    // Weak moves first; each strength in one stroke, which is what makes thousands of them quick.
    for (const strength of [0, 1, 2]) this.lines(pen, points, (arc, place) => arc[3] === strength && !near?.has(place), [colours.line, colours["strong-line"], colours.fails][strength], [0.6, 1.4, 2.2][strength], near ? 0.2 : this.found.arcs.length > 400 ? 0.4 : 0.9);
    if (near) {
      for (const strength of [0, 1, 2]) this.lines(pen, points, (arc, place) => arc[3] === strength && near.has(place), [colours["strong-line"], colours.bar, colours.fails][strength], [1, 2, 3][strength], 1);
      this.tips(pen, points, near, colours);
    }
    this.found.spots.forEach((one, place) => this.spot(pen, one, points[place], colours, place));
    this.keep();
  }

  lines(pen, points, which, colour, width, alpha) {
    pen.beginPath();
    this.found.arcs.forEach((arc, place) => {
      if (!which(arc, place)) return;
      const [x1, y1] = points[arc[0]], [x2, y2] = points[arc[1]];
      if ((x1 < 0 && x2 < 0) || (y1 < 0 && y2 < 0) || (x1 > this.wide && x2 > this.wide) || (y1 > this.high && y2 > this.high)) return;
      pen.moveTo(x1, y1);
      pen.quadraticCurveTo((x1 + x2) / 2 + (y2 - y1) * 0.12, (y1 + y2) / 2 - (x2 - x1) * 0.12, x2, y2);
    });
    Object.assign(pen, { strokeStyle: colour, lineWidth: width, globalAlpha: alpha });
    pen.stroke();
    pen.globalAlpha = 1;
  }

  /** Draw where the moves of the chosen state lead: a tip on each, and who moves. */
  tips(pen, points, near, colours) {
    for (const place of near) {
      const [from, to, actor] = this.found.arcs[place];
      const [x1, y1] = points[from], [x2, y2] = points[to];
      const bent = { x: (x1 + x2) / 2 + (y2 - y1) * 0.12, y: (y1 + y2) / 2 - (x2 - x1) * 0.12 };
      const turn = Math.atan2(y2 - bent.y, x2 - bent.x), back = this.size() + 1;
      const x = x2 - Math.cos(turn) * back, y = y2 - Math.sin(turn) * back;
      pen.fillStyle = colours.ink;
      pen.beginPath();
      pen.moveTo(x, y);
      pen.lineTo(x - 8 * Math.cos(turn - 0.4), y - 8 * Math.sin(turn - 0.4));
      pen.lineTo(x - 8 * Math.cos(turn + 0.4), y - 8 * Math.sin(turn + 0.4));
      pen.fill();
      if (near.size <= 24) write(pen, short(this.found.actors[actor], 18), (x1 + x2 + 2 * bent.x) / 4, (y1 + y2 + 2 * bent.y) / 4 - 3, colours);
    }
  }

  size() { return Math.max(2.5, Math.min(12, 9 * this.scale)); }

  spot(pen, one, [x, y], colours, place) {
    if (x < -20 || y < -20 || x > this.wide + 20 || y > this.high + 20) return;
    const r = this.size() * (this.found.by.length ? 0.6 + 0.8 * Math.sqrt(one.size / this.largest) : 1);
    pen.beginPath();
    if (one.kind === "prospect") { pen.moveTo(x, y - r * 1.3); pen.lineTo(x + r * 1.3, y); pen.lineTo(x, y + r * 1.3); pen.lineTo(x - r * 1.3, y); pen.closePath(); }
    else if (one.kind === "holds") pen.rect(x - r * 0.85, y - r * 0.85, r * 1.7, r * 1.7);
    else pen.arc(x, y, r * 0.8, 0, 7);
    pen.fillStyle = one.kind === "prospect" ? colours.holds : one.kind === "holds" ? colours.bar : colours.raised;
    pen.fill();
    Object.assign(pen, { strokeStyle: colours.ink, lineWidth: place === this.chosen ? 3 : 1 });
    pen.stroke();
    if (one.start || place === this.chosen) { pen.beginPath(); pen.arc(x, y, r * 1.75, 0, 7); Object.assign(pen, { strokeStyle: one.start ? colours.accent : colours.ink, lineWidth: one.start ? 3 : 1.5 }); pen.stroke(); }
    const label = this.found.by.length ? one.label.replaceAll(/[^,]* = /g, "") : one.label; // of a group, its values
    if (one.start || place === this.chosen || STEP * this.scale > (this.found.by.length ? 50 * this.found.by.length : 30)) write(pen, one.start ? `▸ ${label}` : label, x, y + r * 1.75 + 12, colours);
  }

  down(event) {
    this.canvas.setPointerCapture(event.pointerId);
    const begin = { x: event.clientX, y: event.clientY, left: this.left, top: this.top }, end = new AbortController();
    let moved = false;
    const move = (next) => {
      moved ||= Math.hypot(next.clientX - begin.x, next.clientY - begin.y) > SMALL * 2;
      if (!moved) return;
      this.whole = false;
      this.left = begin.left + next.clientX - begin.x;
      this.top = begin.top + next.clientY - begin.y;
      this.later(true);
    };
    const up = (last) => {
      end.abort();
      if (moved || last.type === "pointercancel") return;
      const box = this.canvas.getBoundingClientRect();
      this.take(this.nearest(last.clientX - box.left, last.clientY - box.top));
    };
    for (const [kind, act] of [["pointermove", move], ["pointerup", up], ["pointercancel", up]]) this.canvas.addEventListener(kind, act, { signal: end.signal });
  }

  nearest(x, y) {
    let best = null, least = 24 ** 2;
    this.found.spots.forEach((one, place) => {
      const [a, b] = this.at(one), far = (a - x) ** 2 + (b - y) ** 2;
      if (far < least) { least = far; best = place; }
    });
    return best;
  }

  take(place) {
    this.chosen = place;
    this.later();
    if (place !== null) this.open(place);
  }

  key(event) {
    const way = { ArrowRight: [1, 0], ArrowLeft: [-1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] }[event.key];
    if (event.key === "+" || event.key === "=") this.zoom(1.4);
    else if (event.key === "-") this.zoom(1 / 1.4);
    else if (event.key === "0") this.fit();
    else if (event.key === "Escape") this.take(null);
    else if (event.key === "Enter" && this.chosen !== null) this.place.parentElement.querySelector(".chosen button")?.click();
    else if (way) this.go(way);
    else return;
    event.preventDefault();
  }

  /** Go from the chosen spot to the next one in a direction. */
  go([dx, dy]) {
    const spots = this.found.spots;
    const from = this.chosen ?? Math.max(0, spots.findIndex((one) => one.start));
    if (this.chosen === null) return this.take(from);
    let best = null, least = Infinity;
    spots.forEach((one, place) => {
      const along = (one.x - spots[from].x) * dx + (one.y - spots[from].y) * dy;
      const aside = Math.abs((one.x - spots[from].x) * dy) + Math.abs((one.y - spots[from].y) * dx);
      if (along > 1e-6 && along + 3 * aside < least) { least = along + 3 * aside; best = place; }
    });
    if (best === null) return;
    this.take(best);
    const [x, y] = this.at(spots[best]);
    if (x < 30 || y < 30 || x > this.wide - 30 || y > this.high - 30) { this.left += this.wide / 2 - x; this.top += this.high / 2 - y; }
  }
}
