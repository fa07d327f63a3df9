// What if: sliders on doubts, and every chance with its bounds following them; variants side by side.
import { address, at, awaited } from "./ask.js";
import { blocks, filled, seconds, working, wrong } from "./blocks.js";
import { bounded, fill, h, percent, say, tells } from "./dom.js";
import { newest } from "./newest.js";

/** Show the sliders and the bars. */
export async function whatIfTab(panel, view) {
  const bar = working("Weighing all worlds");
  const ask_ = (asked, tell) => awaited(at(view.name, "/what-if"), { method: "POST", body: { ...asked, variant: view.variant, concept: view.concept }, signal: view.signal, tell });
  fill(panel, bar.place);
  let found;
  try {
    found = await ask_({}, bar.tell);
  } catch (error) {
    const told = wrong(error);
    if (told) fill(panel, told, variants(view));
    return;
  }
  const given = {}; // by circumstance, what the reader has put in
  const settings = {}, without = new Set(); // settled circumstances that are set otherwise, beliefs that are put aside
  const told = h("div", {}), supposed = h("div", {}, setApart(found));
  const time = h("span", { class: "quiet small", role: "status" });
  const places = found.bars.map(() => null);

  const follow = newest(async (again) => {
    const began = performance.now();
    try {
      const next = await ask_({ chances: given, settings, without: [...without] }, (job) => { time.textContent = `${job.doing || "Playing it out anew"} (${seconds(job.seconds)})`; });
      next.bars.forEach((one, place) => places[place](one));
      fill(supposed, setApart(next));
      fill(told);
      time.textContent = `${next.worlds.toLocaleString()} worlds weighed in ${Math.round(performance.now() - began)} ms`;
      if (!again()) say(summary(next));
    } catch (error) {
      const what = wrong(error);
      if (what) fill(told, what);
    }
  });

  const doubts = found.doubts.map((one) => doubt(one, given, follow));
  const switches = [...found.settled.map((one) => setting(one, settings, follow)), ...found.beliefs.map((one) => belief(one, without, follow))];
  const reset = () => {
    for (const all of [given, settings]) for (const key of Object.keys(all)) delete all[key];
    without.clear();
    [...doubts, ...switches].forEach((one) => one.reset());
    follow();
  };
  fill(panel,
    h("div", { class: "whatif" },
      h("section", { class: "doubts", "aria-label": "Doubts" },
        h("div", { class: "row" }, h("h2", {}, doubts.length ? `Doubts (${doubts.length})` : "Doubts"), doubts.length + switches.length ? h("button", { type: "button", onclick: reset }, "All as written") : null),
        found.doubts.length ? h("p", { class: "quiet small" }, "How likely each circumstance is, before what signals tell. A slider takes the place of all that the file says of it.") : h("p", {}, "Nothing is doubted in this scenario. A circumstance with a chance has a slider here; ", h("a", { href: view.link("write") }, "add one under Write"), "."),
        doubts.map((one) => one.place),
        switches.length ? [h("h2", {}, `Switches (${switches.length})`), h("p", { class: "quiet small" }, "What is not in doubt as written, and what actors believe. The first time that one is switched, play is worked out anew."), switches.map((one) => one.place)] : null),
      h("section", { "aria-label": "Chances" },
        h("div", { class: "row" }, h("h2", {}, "Where play comes to rest"), time), told, supposed,
        h("p", { class: "small" }, h("a", { href: view.link("drivers") }, "What drives the likeliest one: the tornado")),
        h("p", { class: "quiet small" }, "The thick line is the chance, the pale band its bounds; once something is moved, an upright mark stands where the chance was as written. The numbers say the same."),
        bars(found, places))),
    variants(view));
}

function summary(found) {
  const best = found.bars.filter((one) => one.kind === "option").sort((a, b) => Math.abs(b.asked.middle - b.written.middle) - Math.abs(a.asked.middle - a.written.middle))[0];
  return best ? `${best.of} = ${best.name}: ${percent(best.asked.middle)}` : "";
}

/** Return what all chances are given, where in some world there is no such conflict. */
export function setApart(found) {
  if (!tells(found.impossible.high, 0)) return null;
  return h("p", { class: "quiet" }, `All this where the ${found.variant ? "variant" : "conflict"} is possible; it is not with ${bounded(found.impossible)}. ${found.obstacle ?? ""}`);
}

/** Return chances of which one has been set: the others share what is left as they did before, in equal parts from nothing. */
export function shared(chances, value, chance) {
  const others = Object.keys(chances).filter((other) => other !== value);
  const before = others.reduce((sum, other) => sum + chances[other], 0);
  const part = (other) => (before > 1e-9 ? chances[other] / before : 1 / others.length);
  return Object.fromEntries(Object.keys(chances).map((one) => [one, one === value ? chance : part(one) * (1 - chance)]));
}

/** Return the slider, or sliders, of a circumstance. */
function doubt(one, given, follow) {
  const values = Object.keys(one.written);
  const shown = values.length === 2 ? [one.now] : values;
  const current = { ...one.written };
  const slides = {};
  const changed = h("span", { class: "small warning-word", hidden: true }, "changed");
  const set = (value, chance) => {
    Object.assign(current, shared(current, value, chance));
    given[one.circumstance] = { ...current };
    changed.hidden = false;
    show();
    follow();
  };
  const show = () => {
    for (const value of shown) {
      const whole = Math.round(current[value] * 100);
      slides[value].range.value = whole;
      slides[value].range.setAttribute("aria-valuetext", `${whole} per cent ${value}`);
      if (document.activeElement !== slides[value].number) slides[value].number.value = whole;
    }
  };
  const rows = shown.map((value) => {
    const label = `Chance of ${one.circumstance} = ${value}, in per cent`;
    const range = h("input", { type: "range", min: "0", max: "100", step: "1", "aria-label": label, oninput: () => set(value, Number(range.value) / 100) });
    const number = h("input", { type: "number", min: "0", max: "100", step: "1", "aria-label": `${label}, as a number`, onchange: () => set(value, Math.min(1, Math.max(0, (Number(number.value) || 0) / 100))), onblur: () => show() });
    slides[value] = { range, number };
    return h("div", { class: "slide" }, h("span", {}, value), range, h("span", { class: "together" }, number, "%"));
  });
  const sure = h("div", { class: "row small" }, "surely ", values.map((value) => h("button", { type: "button", class: "plain", "aria-label": `${one.circumstance} is surely ${value}`, onclick: () => set(value, 1) }, value)));
  const back = h("button", { type: "button", class: "plain small", "aria-label": `${one.circumstance} as written`, onclick: () => { reset(); delete given[one.circumstance]; follow(); } }, "as written");
  const reset = () => { Object.assign(current, one.written); changed.hidden = true; show(); };
  const place = h("div", { class: "doubt" }, h("div", { class: "head" }, h("strong", {}, one.circumstance), changed), one.means ? h("div", { class: "small quiet" }, one.means) : null, rows, h("div", { class: "row small" }, sure, back));
  reset();
  return { place, reset };
}

/** Return the switch of a circumstance that is settled as written. */
function setting(one, settings, follow) {
  const select = h("select", { "aria-label": `${one.circumstance} is` }, one.values.map((value) => h("option", { value }, value === one.written ? `${value} (as written)` : value)));
  const changed = h("span", { class: "small warning-word", hidden: true }, "changed");
  const show = () => { changed.hidden = select.value === one.written; };
  select.addEventListener("change", () => {
    if (select.value === one.written) delete settings[one.circumstance];
    else settings[one.circumstance] = select.value;
    show();
    follow();
  });
  const reset = () => { select.value = one.written; show(); };
  reset();
  return { place: h("div", { class: "doubt" }, h("div", { class: "head" }, h("label", {}, h("strong", {}, one.circumstance), " ", select), changed), one.means ? h("div", { class: "small quiet" }, one.means) : null), reset };
}

/** Return the switch that puts a belief aside. */
function belief(one, without, follow) {
  const thinks = Object.entries(one.thinks).map(([name, value]) => `${name} = ${value}`).join(", ");
  const box = h("input", { type: "checkbox", checked: true, onchange: () => { if (box.checked) without.delete(one.number); else without.add(one.number); show(); follow(); } });
  const changed = h("span", { class: "small warning-word", hidden: true }, "put aside");
  const show = () => { changed.hidden = box.checked; };
  return { place: h("div", { class: "doubt" }, h("div", { class: "head" }, h("label", { class: "long" }, box, " ", h("strong", {}, one.who), " believes that ", h("code", {}, thinks)), changed)), reset: () => { box.checked = true; show(); } };
}

/** Return all bars by what they are about; `places` is filled with what renews each. */
export function bars(found, places) {
  const groups = new Map();
  found.bars.forEach((one, place) => {
    const title = one.kind === "option" ? one.of : { situation: "Situations", outcome: "Outcomes", prospect: "Likeliest prospects", claim: "Claims about prospects" }[one.kind];
    if (!groups.has(title)) groups.set(title, []);
    groups.get(title).push([one, place]);
  });
  const group = ([title, members]) => {
    const alike = members[0][0].kind === "prospect" ? common(members.map(([one]) => one.name)) : [];
    return h("div", { class: `bar-group bars-${members[0][0].kind}` }, h("h3", {}, title), alike.length ? h("p", { class: "quiet small" }, `In all of them ${alike.join(", ")}.`) : null, members.map(([one, place]) => {
      const made = barOf(alike.length ? { ...one, name: parts(one.name).filter((part) => !alike.includes(part)).join(", ") } : one);
      places[place] = made.renew;
      return made.place;
    }));
  };
  const all = [...groups];
  const [wide, narrow] = [all.filter(([, members]) => members[0][0].kind === "prospect"), all.filter(([, members]) => members[0][0].kind !== "prospect")];
  return [h("div", { class: "bars" }, narrow.map(group)), wide.map(group)];
}

const parts = (name) => name.split(/, (?=[\w.]+ = )/); // the names of states in graph form may have commas

/** Return what several states have in common, of their names; nothing of one alone. */
export function common(names) {
  if (names.length < 2) return [];
  return parts(names[0]).filter((part) => names.every((name) => parts(name).includes(part)));
}

/** Return a name that is broken after an underscore, if at all. */
function broken(name) {
  return name.split(/(?<=_)/).flatMap((part, place) => (place ? [h("wbr"), part] : [part]));
}

function barOf(first) {
  const band = h("div", { class: "band" }), line = h("div", { class: "fill" }), was = h("div", { class: "was" }), figure = h("span", { class: "figure" });
  const place = h("div", { class: "bar" }, h("span", { class: "name", title: first.kind === "claim" ? first.of : first.name }, broken(first.name)), h("div", { class: "track", "aria-hidden": "true" }, band, line, was), figure);
  const renew = ({ asked, written }) => {
    band.style.left = `${asked.low * 100}%`;
    band.style.width = `${(asked.high - asked.low) * 100}%`;
    line.style.width = `${asked.middle * 100}%`;
    was.hidden = Math.abs(asked.middle - written.middle) < 0.0005;
    was.style.left = `calc(${written.middle * 100}% - ${written.middle * 2}px)`;
    figure.textContent = bounded(asked);
  };
  renew(first);
  return { place, renew };
}

/** Return what sets variants side by side, when it is asked for. */
function variants(view) {
  if (!view.written.variants.length) return null;
  const place = h("div", {});
  const show = () => filled(place, "Setting variants side by side", async (tell) => blocks(await awaited(address(at(view.name, "/compare/page"), { concept: view.concept }), { signal: view.signal, tell })));
  return h("section", { "aria-label": "Variants" }, h("h2", {}, "Variants"), h("button", { type: "button", onclick: show }, "Set all variants side by side"), place);
}
