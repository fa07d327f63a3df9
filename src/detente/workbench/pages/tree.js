// The evolution tree: the likeliest ways of play from the status quo, as a picture and as a list.
import { address, at, awaited } from "./ask.js";
import { filled, words } from "./blocks.js";
import { fill, h, percent, s, short, wide } from "./dom.js";
import { folded, pick } from "./question.js";

const ROOM = 170, BELOW = 8; // beside the last state, and below the lowest, for their words

/** Show where play leads; `choose` is told a state to be looked at. */
export function treeView(place, view, choose) {
  const moves = pick("Moves", null, [["undeterred", "that nothing deters"], ["improvements", "all improvements"], ["best", "the best improvements"]]);
  const paths = pick("Ways", null, [["5", "5"], ["8", "8"], ["12", "12"], ["30", "30"]], "8");
  const told = h("div", {});
  const show = () => filled(told, "Playing from the status quo", async (tell) => {
    const found = await awaited(address(at(view.name, "/tree"), { variant: view.variant, concept: view.concept, moves: moves.get(), paths: paths.get() }), { signal: view.signal, tell });
    return drawn(found, choose);
  });
  for (const one of [moves, paths]) one.place.querySelector("select").addEventListener("change", show);
  fill(place, h("p", { class: "quiet small" }, "Play as a random walk: at each state somebody who has such a move is drawn, and makes one of them. The chances assume who moves when; they follow from no concept."), h("div", { class: "row" }, moves.place, paths.place), told);
  show();
}

function drawn(found, choose) {
  const at_ = Object.fromEntries(found.places.map((one) => [one.key, one]));
  const thick = (share) => Math.max(1.5, 16 * share);
  const sign = (one) => (one.round ? s("rect", { x: one.x - 6, y: one.y - 6, width: 12, height: 12 }) : s("circle", { cx: one.x, cy: one.y, r: 6, class: one.rests ? "rests" : null }));
  return h("div", {},
    h("p", {}, `${found.ways.length} ${found.ways.length === 1 ? "way" : "ways"}, together ${percent(found.told)} of all; play comes to rest with ${percent(found.rested)}.`),
    h("div", { class: "picture", tabindex: "0", role: "group", "aria-label": "Tree of the likeliest ways; the list below says the same" },
      s("svg", { class: "tree", width: found.width + ROOM, height: found.height + BELOW, viewBox: `0 0 ${found.width + ROOM} ${found.height + BELOW}`, "aria-hidden": "true" },
        found.places.filter((one) => one.before !== null).map((one) => {
          const from = at_[one.before];
          return [s("path", { class: "way", "stroke-width": thick(one.share), d: `M${from.x} ${from.y} C${from.x + 50} ${from.y} ${from.x + 30} ${one.y} ${from.x + 90} ${one.y} L${one.x} ${one.y}` }), s("text", { x: (from.x + 90 + one.x) / 2, y: one.y - thick(one.share) / 2 - 4, "text-anchor": "middle" }, said(one.move))];
        }),
        found.places.map((one) => s("g", { class: "spot", onclick: () => choose(one.state) }, sign(one), one.rests || one.round ? s("text", { x: one.x + 12, y: one.y + 4 }, `${one.state}: ${percent(one.share, 1)}${one.round ? ", goes round" : ""}`) : one.before === null ? s("text", { x: one.x, y: one.y + 22, "text-anchor": "middle" }, `${one.state} start`) : null)))),
    h("p", { class: "quiet small" }, "Full circle: at rest. Square: goes round for ever. The wider a line, the likelier."),
    wide("The likeliest ways of play", h("table", { class: "full" },
      h("caption", {}, "The likeliest ways"),
      h("thead", {}, h("tr", {}, ["Chance", "Ends in", "Way"].map((one) => h("th", { scope: "col" }, one)))),
      h("tbody", {}, [...found.ways].sort((a, b) => b.chance - a.chance).map((one) => h("tr", {},
        h("th", { scope: "row" }, percent(one.chance, 1)),
        h("td", {}, h("button", { type: "button", class: "plain", onclick: () => choose(one.ends), "aria-label": `State ${one.ends}` }, one.ends), one.round ? " goes round" : " rests"),
        h("td", {}, one.steps.length ? h("ol", { class: "steps" }, one.steps.map((step) => h("li", {}, words(step)))) : "nobody moves")))))),
    h("details", { class: "card" }, h("summary", {}, "Play in words"), folded(found.page, () => true)));
}

/** Return words on one line, short enough for a line of the picture. */
function said(phrase) {
  return short(phrase.map((one) => one.text).join(""), 24);
}
