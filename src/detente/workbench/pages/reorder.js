// Lists whose items are put in order: dragged by their handle, or moved by their buttons and by Alt with an arrow key.
import { h, once } from "./dom.js";

const EDGE = 40, SPEED = 8; // pixels from the edges of the window at which it follows a dragged item, and how far at a time

/** Return what an item needs to be moved: a handle to drag, and two buttons; `called` names it. */
export function movers(called, place, count, focus, move) {
  const button = (by, sign, where) => h("button", { type: "button", class: "mover", disabled: place + by < 0 || place + by >= count, "data-focus": `${focus}/${where}`, "aria-label": `Move ${called} ${where}`, onclick: once(() => move(place, place + by)) }, sign);
  return h("span", { class: "movers" }, h("span", { class: "handle", "aria-hidden": "true", title: "Drag" }, "⠿"), button(-1, "↑", "up"), button(1, "↓", "down"));
}

/** Let the items of a list be moved; `move` is told places counted from 0. */
export function reorderable(list, move) {
  const items = () => [...list.children];
  let drag = null;
  const clear = () => { for (const one of items()) one.classList.remove("dragged", "drop-above", "drop-below"); };
  const stop = () => { clear(); drag = null; removeEventListener("keydown", escape); };
  const escape = (event) => { if (event.key === "Escape") stop(); };
  const target = (y) => items().filter((one, place) => place !== drag.from && y > one.getBoundingClientRect().top + one.offsetHeight / 2).length;
  const mark = () => {
    drag.to = target(drag.y);
    const all = items();
    clear();
    all[drag.from].classList.add("dragged");
    if (drag.to !== drag.from) all[drag.to].classList.add(drag.to < drag.from ? "drop-above" : "drop-below");
  };
  /** Bring into sight what lies beyond the window, as long as the pointer stays at its edge. */
  const follow = () => {
    if (drag?.y === undefined) return;
    const by = drag.y < EDGE ? -SPEED : drag.y > innerHeight - EDGE ? SPEED : 0;
    if (!by) { drag.follows = false; return; }
    scrollBy(0, by);
    mark();
    requestAnimationFrame(follow);
  };
  list.addEventListener("pointerdown", (event) => {
    const handle = event.target.closest(".handle");
    const item = handle?.closest("li");
    if (!item || item.parentElement !== list || event.button) return;
    event.preventDefault();
    handle.setPointerCapture(event.pointerId);
    drag = { from: items().indexOf(item), to: items().indexOf(item) };
    item.classList.add("dragged");
    addEventListener("keydown", escape); // the keyboard may be anywhere
  });
  list.addEventListener("pointermove", (event) => {
    if (!drag) return;
    drag.y = event.clientY;
    mark();
    if (!drag.follows) { drag.follows = true; requestAnimationFrame(follow); }
  });
  list.addEventListener("pointerup", () => {
    const done = drag;
    stop();
    if (done && done.to !== done.from) move(done.from, done.to);
  });
  list.addEventListener("pointercancel", stop);
  list.addEventListener("keydown", (event) => {
    const by = event.altKey && !event.target.matches("select, input, textarea") ? { ArrowUp: -1, ArrowDown: 1 }[event.key] : null;
    const item = event.target.closest("li");
    if (!by || item?.parentElement !== list) return;
    event.preventDefault();
    const from = items().indexOf(item);
    if (from + by >= 0 && from + by < list.children.length) move(from, from + by);
  });
  return list;
}
