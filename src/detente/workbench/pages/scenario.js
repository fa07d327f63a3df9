// One scenario, by tabs.
import { ask, at, awaited } from "./ask.js";
import { wrong } from "./blocks.js";
import { choice, fill, h, turn } from "./dom.js";
import { beliefsTab } from "./beliefs.js";
import { claimsTab } from "./claims.js";
import { conflictTab } from "./conflict.js";
import { driversTab } from "./drivers.js";
import { outcomesTab } from "./outcomes.js";
import { reportTab } from "./report.js";
import { settlementsTab } from "./settlements.js";
import { signalsTab } from "./signals.js";
import { textTab } from "./text.js";
import { whatIfTab } from "./whatif.js";
import { writeTab } from "./write.js";

const TABS = {
  conflict: ["Conflict", conflictTab],
  text: ["Text", textTab],
  write: ["Write", writeTab],
  outcomes: ["Outcomes", outcomesTab],
  "what-if": ["What if", whatIfTab],
  drivers: ["Drivers", driversTab],
  signals: ["Signals", signalsTab],
  beliefs: ["Beliefs", beliefsTab],
  claims: ["Claims", claimsTab],
  settlements: ["Settlements", settlementsTab],
  report: ["Report", reportTab],
};

let language = null; // the words of the language, asked for once

/** Show a scenario. */
export async function scenarioPage(main, { about, parts, asked, signal }) {
  const [name, wanted] = parts;
  const key = TABS[wanted] ? wanted : "conflict";
  const view = { name, about, key, variant: asked.get("variant"), concept: asked.get("concept"), state: asked.get("state"), line: Number(asked.get("line")) || null, signal, written: null, unread: null };
  // The file itself first: whether there is one is another question than whether it can be understood.
  view.file = await ask(at(name), { signal });
  view.language = language ??= (await ask("/api/language", { signal })).data;
  try {
    view.written = await awaited(at(name, "/written"), { signal });
  } catch (error) {
    if (error.name === "AbortError") throw error;
    view.unread = error;
  }
  view.link = (tab, more = {}) => link(view, tab, more);
  view.go = (line) => { location.hash = link(view, "text", { line }); };

  const panel = h("section", { id: "panel", role: "tabpanel", tabindex: "-1", "aria-labelledby": `tab-${key}` });
  document.title = `${view.written?.title ?? name} – Détente`;
  turn(main, h("h1", {}, view.written?.title ?? name), h("div", { class: "row quiet small" }, view.written ? h("span", { class: "mono" }, name) : null, view.written?.as_of ? `as of ${view.written.as_of}` : null),
    tabs(view), key === "text" || !view.written ? null : settings(view), panel);
  if (view.unread && !["text", "write"].includes(key)) {
    fill(panel, h("p", {}, "This scenario cannot be read yet. The text can be mended under ", h("a", { href: view.link("text") }, "Text"), "."), wrong(view.unread, view.go));
    return;
  }
  await TABS[key][1](panel, view);
}

/** Return the address of a tab with what is chosen. */
function link(view, tab, more = {}) {
  const query = new URLSearchParams();
  for (const [key, value] of Object.entries({ variant: view.variant, concept: view.concept, ...more })) if (value) query.set(key, value);
  const text = query.toString();
  return `#/s/${encodeURIComponent(view.name)}/${tab}${text ? `?${text}` : ""}`;
}

/** Return the tabs; arrows go from one to the next. */
function tabs(view) {
  const made = Object.entries(TABS).map(([key, [label]]) =>
    h("button", { role: "tab", id: `tab-${key}`, type: "button", "aria-selected": String(key === view.key), "aria-controls": "panel", tabindex: key === view.key ? "0" : "-1", onclick: () => { location.hash = view.link(key); } }, label));
  const step = (event) => {
    const by = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    const to = by ? made[(made.indexOf(document.activeElement) + by + made.length) % made.length] : { Home: made[0], End: made.at(-1) }[event.key];
    if (!to) return;
    event.preventDefault();
    to.focus();
  };
  const list = h("div", { class: "tabs", role: "tablist", "aria-label": "Scenario", onkeydown: step }, made);
  const shown = list.querySelector('[aria-selected="true"]');
  // Not by scrollIntoView: Tab would begin at what that shows.
  queueMicrotask(() => { list.scrollLeft = shown.offsetLeft - list.offsetLeft - (list.clientWidth - shown.offsetWidth) / 2; });
  return list;
}

/** Return what is chosen for all tabs: the variant, and the concept that leads. */
function settings(view) {
  const go = (more) => { location.hash = link({ ...view, ...more }, view.key); };
  const variants = view.written.variants.map((one) => [one.id, one.id]);
  const concepts = Object.entries(view.language.concepts);
  const says = view.written.variants.find((one) => one.id === view.variant)?.says;
  return h("div", { class: "row" },
    variants.length ? choice("Variant ", "as written", variants, view.variant, (variant) => go({ variant, state: null }), "variant") : null,
    choice("Concept ", `as written (${view.written.concept})`, concepts, view.concept, (concept) => go({ concept }), "concept"),
    says ? h("span", { class: "quiet" }, says) : null);
}
