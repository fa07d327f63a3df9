// What flips between the saved text and the draft: states that hold or hold no more, and claims, in words.
import { verdict } from "./blocks.js";
import { changesView } from "./difference.js";
import { h } from "./dom.js";

/** Return what flips; `titles` are those of the concepts by key. */
export function flipsView(found, titles) {
  const rests = rested(found);
  return h("div", {}, changesView(found.changes),
    h("p", {}, h("strong", {}, bottomLine(found))),
    found.concepts ? null : h("p", { class: "quiet" }, "The options are not the same as in the saved text, so that its states cannot be set beside these; claims can."),
    found.claims.length ? h("section", { "aria-label": "Claims that flip" }, h("h3", {}, "Claims"), h("ul", {}, found.claims.map(claim))) : null,
    rests ? h("section", { "aria-label": "Where play comes to rest" }, h("h3", {}, `Where play comes to rest (${found.concept})`), turned(rests, "Play can come to rest in", "Play no longer comes to rest in")) : null,
    turning(found).sort(([one], [other]) => (other === found.concept) - (one === found.concept)).map(([key, one]) => h("details", { open: key === found.concept }, h("summary", {}, `${titles[key] ?? key}: ${count(one)}`), turned(one, "Nobody leaves any more", "Somebody now leaves"))));
}

/** Return the bottom line, which is said to readers of the screen as well. */
export function bottomLine(found) {
  const concepts = turning(found), rests = rested(found), parts = [];
  if (found.claims.length) parts.push(`${found.claims.length} of ${found.judged} claims ${found.claims.length === 1 ? "has" : "have"} another verdict`);
  if (rests) parts.push(`play comes to rest ${rests.more && rests.fewer ? "elsewhere" : rests.more ? "in more states" : "in fewer states"}`);
  if (concepts.length) parts.push(`under ${concepts.length} of ${Object.keys(found.concepts).length} concepts other states hold`);
  const text = parts.join("; ");
  if (text) return `${text[0].toUpperCase()}${text.slice(1)}.`;
  return found.concepts ? `Nothing flips: the same states hold under every concept, and ${found.judged > 1 ? `all ${found.judged} claims keep their verdicts` : found.judged ? "the claim keeps its verdict" : "there are no claims"}.` : "No claim flips.";
}

const turns = (one) => one.more || one.fewer;

/** Return the concepts under which other states hold. */
function turning(found) { return Object.entries(found.concepts ?? {}).filter(([, one]) => turns(one)); }

/** Return where else play comes to rest; null where it does not. */
function rested({ prospects }) { return prospects && turns(prospects) ? prospects : null; }

function count({ more, fewer }) {
  return [more ? `${more.toLocaleString()} more ${more === 1 ? "state holds" : "states hold"}` : "", fewer ? `${fewer.toLocaleString()} ${fewer === 1 ? "holds" : "hold"} no more` : ""].filter(Boolean).join(", ");
}

function turned(one, gains, loses) {
  const list = (title, kind, sign, states, all) => (all ? [h("p", { class: kind }, `${sign} ${title}`),
    h("ul", {}, states.map((state) => h("li", {}, `state ${state.number}: `, h("span", { class: "mono small" }, departs(state)))), all > states.length ? h("li", { class: "quiet" }, `and ${(all - states.length).toLocaleString()} more`) : null)] : null);
  return [list(gains, "holds", "●", one.gained, one.more), list(loses, "fails", "○", one.lost, one.fewer)];
}

function departs({ departs: options }) {
  return Object.entries(options).map(([option, value]) => `${option} = ${value}`).join(", ") || "the status quo";
}

function claim(one) {
  const judged = (word) => (word ? verdict(word) : h("span", { class: "quiet" }, "not there"));
  return h("li", {}, judged(one.before), " → ", judged(one.after), ": ", one.says, h("span", { class: "quiet small" }, ` (${one.name}${one.reworded ? ", and its test is another" : ""})`));
}
