// Drivers: what swings an outcome, drawn as a tornado with a table beside it; boxes, thresholds and pairs in words.
import { words } from "./blocks.js";
import { between, bounded, fill, h, percent, s, tells, wide } from "./dom.js";
import { about, asking, asOf, folded, text } from "./question.js";

const LEFT = 150, WIDE = 520, ROW = 40, TOP = 26, RIGHT = 20; // pixels; names and values that are longer have more
const LETTER = 7.5;

/** Show what drives the likeliest prospect, or what is asked about. */
export function driversTab(panel, view) {
  fill(panel,
    asking(view, {
      title: "What drives it", verb: "tornado", part: "", label: "Ask", doing: "Finding what drives it", now: true,
      words: "A situation, an outcome, a formula or a claim; without one, the state in which play most likely comes to rest.",
      fields: {
        about: about(view, { placeholder: "the likeliest prospect" }), likely: text("Likely from", { placeholder: "0.8, or a word", size: 10 }),
        ...asOf(view),
      },
      show: (found) => h("div", {}, tornado(found), h("p", {}, h("a", { href: view.link("what-if") }, "Move these doubts yourself under What if.")), folded(found.page, (title, place) => place < 3)),
    }));
}

/** Return the picture, and the table that says the same. */
function tornado(found) {
  const now = found.chance.middle;
  const named = ["The chance ", words(found.name), ": ", h("strong", {}, bounded(found.chance)), "."];
  if (!found.blades.length) return h("div", {}, h("p", {}, named), h("p", {}, "Nothing swings it: it is as likely whatever is so."));
  const high = TOP + ROW * found.blades.length + 24;
  const longest = (texts) => LETTER * Math.max(...texts.map((text) => text.length)) + 16;
  const left = Math.max(LEFT, longest(found.blades.map((one) => one.circumstance)));
  const x = (chance) => left + chance * WIDE;
  const across = Math.max(left + WIDE + RIGHT, ...found.blades.map((one) => x(ends(one)[1].chance) + longest([ends(one)[1].value])));
  return h("figure", { class: "tornado" },
    h("figcaption", {}, h("p", {}, named), h("p", { class: "quiet small" }, "Wide, light: where it would be if the value were known. Narrow, dark: over the band of the circumstance’s own chance. Upright line: as it stands.")),
    h("div", { class: "picture", tabindex: "0", role: "group", "aria-label": "Tornado; the table below says the same" },
      s("svg", { width: across, height: high, viewBox: `0 0 ${across} ${high}`, "aria-hidden": "true" },
        [0, 0.25, 0.5, 0.75, 1].map((tick) => [s("line", { class: "grid", x1: x(tick), x2: x(tick), y1: TOP - 4, y2: high - 22 }), s("text", { class: "axis", x: x(tick), y: high - 6, "text-anchor": "middle" }, percent(tick))]),
        found.blades.map((one, place) => blade(one, TOP + ROW * place, x)),
        s("line", { class: "now", x1: x(now), x2: x(now), y1: TOP - 8, y2: high - 20 }),
        s("text", { class: "axis", x: x(now), y: TOP - 11, "text-anchor": "middle" }, `now ${percent(now)}`))),
    wide("What swings it", h("table", {},
      h("thead", {}, h("tr", {}, ["Circumstance", "If its value were known", "Over its band"].map((one) => h("th", { scope: "col" }, one)))),
      h("tbody", {}, found.blades.map((one) => h("tr", {}, h("th", { scope: "row", title: one.means }, one.circumstance),
        h("td", {}, one.ends.map((end) => `${end.value} ${percent(end.chance)}`).join(", ")), h("td", { class: "together" }, between({ ...one, exact: one.error === null }))))))),
    found.idle.length ? h("p", { class: "quiet small" }, `Without effect: ${found.idle.join(", ")}.`) : null);
}

/** Return the values at both ends of a blade, each with the chance that comes with it. */
function ends(one) {
  return [one.ends[0] ?? { value: "", chance: one.low }, one.ends.at(-1) ?? { value: "", chance: one.high }];
}

function blade(one, y, x) {
  const [low, high] = ends(one), left = x(0);
  const below = x(low.chance) - left < LETTER * low.value.length + 8; // there is no room beside it
  return s("g", {},
    s("text", { class: "name", x: left - 8, y: y + 21, "text-anchor": "end" }, one.circumstance),
    s("rect", { class: "known", x: x(low.chance), y: y + 4, width: Math.max(1, x(high.chance) - x(low.chance)), height: 24 }),
    tells(one.high - one.low, one.error) ? s("rect", { class: "own", x: x(one.low), y: y + 11, width: Math.max(1, x(one.high) - x(one.low)), height: 10 }) : null,
    s("text", { class: "end", x: x(low.chance) + (below ? 4 : -4), y: y + (below ? 38 : 21), "text-anchor": below ? "start" : "end" }, low.value),
    s("text", { class: "end", x: x(high.chance) + 4, y: y + 21 }, high.value));
}
