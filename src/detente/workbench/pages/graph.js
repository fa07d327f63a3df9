// The graph of moves around a state: a picture, and a table of the same beside it.
import { h, s, short, wide } from "./dom.js";

const KINDS = { free: "nothing deters it", deterred: "deterred", pointless: "comes anyway", reply: "reply" };
const WIDE = 96, HIGH = 30;
const LETTERS = 14; // that fit into a box, and between two; the table has all of them

/** Return the graph; `choose` is told which state is to be looked at. */
export function graphView(graph, choose) {
  if (!graph.arcs.length) return h("p", { class: "quiet" }, "Nobody considers a move here.");
  const at = Object.fromEntries(graph.nodes.map((one) => [one.key, one]));
  const name = (key) => at[key].state ?? "a believed state";
  const open = (node) => (node.state && !node.start ? () => choose(node.state) : null);
  return h("section", { "aria-label": "Moves" },
    h("h3", {}, "Moves that are considered"),
    h("div", { class: "graph", tabindex: "0", role: "group", "aria-label": "Picture of the moves; the table below says the same" },
      s("svg", { width: graph.width, height: graph.height, viewBox: `0 0 ${graph.width} ${graph.height}`, "aria-hidden": "true" },
        s("defs", {}, s("marker", { id: "tip", viewBox: "0 0 8 8", refX: 7, refY: 4, markerWidth: 7, markerHeight: 7, markerUnits: "userSpaceOnUse", orient: "auto" }, s("path", { d: "M0 0 L8 4 L0 8 z", fill: "currentColor" }))),
        graph.arcs.map((one) => arc(one, at)),
        graph.nodes.map((one) => s("g", { class: `node${one.start ? " start" : ""}`, transform: `translate(${one.x - WIDE / 2} ${one.y - HIGH / 2})`, onclick: open(one) ?? (() => {}) },
          s("rect", { width: WIDE, height: HIGH, rx: 5 }), s("text", { x: WIDE / 2, y: HIGH / 2 + 4, "text-anchor": "middle" }, short(one.label, LETTERS)))))),
    wide("Moves as a table", h("table", { class: "full" },
      h("thead", {}, h("tr", {}, ["Who", "From", "To", "By", "What becomes of it"].map((one) => h("th", { scope: "col" }, one)))),
      h("tbody", {}, graph.arcs.map((one) => h("tr", {}, h("th", { scope: "row" }, one.actor), h("td", {}, name(one.origin)),
        h("td", {}, at[one.to].state ? h("button", { class: "plain", type: "button", onclick: () => choose(at[one.to].state), "aria-label": `State ${at[one.to].state}` }, at[one.to].state) : name(one.to)),
        h("td", { class: "mono" }, one.changes), h("td", { class: one.kind === "free" ? "fails" : null }, KINDS[one.kind])))))),
    graph.left_out ? h("p", { class: "quiet" }, `${graph.left_out} more moves are not drawn.`) : null);
}

function arc(one, at) {
  const from = at[one.origin], to = at[one.to];
  const forward = to.x > from.x;
  const x1 = from.x + (forward ? WIDE / 2 : 0), y1 = from.y + (forward ? 0 : HIGH / 2);
  const x2 = to.x - (forward ? WIDE / 2 : 0), y2 = to.y - (forward ? 0 : -HIGH / 2);
  const bend = forward ? 40 : 0, sag = forward ? 0 : 40;
  const middle = { x: (x1 + x2) / 2, y: (y1 + y2) / 2 + sag * 0.75 - 5 };
  return s("g", {},
    s("path", { class: `arc ${one.kind}`, d: `M${x1} ${y1} C${x1 + bend} ${y1 + sag} ${x2 - bend} ${y2 + sag} ${x2} ${y2}`, "marker-end": "url(#tip)" }),
    s("text", { x: middle.x, y: middle.y, "text-anchor": "middle" }, short(one.actor, LETTERS)));
}
