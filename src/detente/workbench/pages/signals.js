// Signals on a time line, and what was known when: the forecast as of a day, replayed.
import { address, at, awaited } from "./ask.js";
import { blocks, filled, working, wrong } from "./blocks.js";
import { bounded, fill, h, percent, say, tells, wide } from "./dom.js";
import { about, asking } from "./question.js";
import { bars, setApart } from "./whatif.js";

/** Show the signals by day, and the forecast as of the day that is chosen. */
export async function signalsTab(panel, view) {
  const bar = working("Reading the signals");
  fill(panel, bar.place);
  let line;
  try {
    line = await awaited(at(view.name, "/signals"), { signal: view.signal, tell: bar.tell });
  } catch (error) {
    const told = wrong(error);
    if (told) fill(panel, told);
    return;
  }
  if (!line.signals.length) { fill(panel, h("p", {}, "This scenario names no signals: nothing that was, or could be, observed.")); return; }
  // Before the first day only what has no day is known.
  const stops = line.days.length ? [before(line.days[0]), ...line.days] : [];
  const named = (place) => (place === 0 ? `before ${line.days[0]}` : stops[place]);
  const told = h("section", { "aria-label": "The forecast as of that day" });
  const table = h("tbody", {});
  const label = h("strong", {}), range = h("input", { type: "range", id: "as-of", min: "0", max: String(stops.length - 1), step: "1" });
  let turn = 0;
  const show = async (place) => {
    const day = stops[place] ?? null;
    label.textContent = day ? named(place) : "all signals";
    range.setAttribute("aria-valuetext", label.textContent);
    fill(table, line.signals.map((one) => row(one, day, view)));
    buttons.forEach((one, number) => one.setAttribute("aria-pressed", String(number === place)));
    const mine = ++turn;
    const wait = working("The forecast as of that day");
    fill(told, wait.place);
    try {
      const found = await awaited(address(at(view.name, "/forecast"), { variant: view.variant, concept: view.concept, as_of: day }), { signal: view.signal, tell: wait.tell });
      if (mine === turn) { fill(told, forecast(found, label.textContent), inWords(view, day), found.telling.length ? toCome(view, day) : null); say(`As of ${label.textContent}`); }
    } catch (error) {
      const what = wrong(error);
      if (what && mine === turn) fill(told, what);
    }
  };
  const buttons = stops.map((day, place) => h("button", { type: "button", class: "stop", "aria-pressed": "false", onclick: () => { range.value = place; show(place); } },
    h("span", {}, named(place)), h("span", { class: "quiet small" }, place ? counted(line.signals.filter((one) => one.on === day).length) : "what has no day")));
  let waiting = 0;
  range.addEventListener("input", () => { label.textContent = named(Number(range.value)); clearTimeout(waiting); waiting = setTimeout(() => show(Number(range.value)), 200); });
  fill(panel,
    h("p", {}, "What was observed, or could be, and how far it speaks for one value or the other. Odds of 1 to 1 teach nothing."),
    stops.length ? h("section", { class: "card", "aria-label": "Time line" },
      h("div", { class: "row" }, h("label", { for: "as-of" }, "As of ", label), range),
      h("div", { class: "line", role: "group", "aria-label": "Days" }, buttons)) : h("p", { class: "quiet" }, "No signal has a day: all count on every day."),
    wide("Table of signals", h("table", { class: "full stacked" },
      h("thead", {}, h("tr", {}, ["Day", "Signal", "Seen", "Who knows", "Speaks for", "Odds"].map((one) => h("th", { scope: "col" }, one)))), table)),
    told);
  if (stops.length) range.value = stops.length - 1;
  await show(stops.length - 1);
}

function counted(number) { return `${number} ${number === 1 ? "signal" : "signals"}`; }

/** Return the day before. */
function before(day) {
  const date = new Date(`${day}T00:00:00Z`);
  date.setUTCDate(date.getUTCDate() - 1);
  return date.toISOString().slice(0, 10);
}

function row(one, day, view) {
  const later = day !== null && one.on !== null && one.on > day;
  const odds = Object.entries(one.seen_if).map(([value, chance]) => `${value} ${percent(one.seen ? chance : 1 - chance)}`).join(", ");
  return h("tr", { class: later ? "quiet later" : null },
    h("td", { class: "together" }, one.on ?? "no day"),
    h("th", { scope: "row" }, one.name, " ", h("a", { class: "small together", href: view.link("text", { line: one.line }), "aria-label": `line ${one.line} of the text` }, `line ${one.line}`), one.what ? h("div", { class: "small plain" }, one.what) : null, one.because ? h("div", { class: "small quiet plain" }, one.because) : null),
    h("td", { class: "together" }, later ? "◌ still to come" : one.seen ? "● seen" : "○ looked for, not seen"),
    h("td", { "data-head": "Who knows" }, one.by.length ? one.by.join(", ") : "everybody"),
    h("td", { "data-head": "Speaks for" }, !one.speaks_for.length ? h("span", { class: "quiet" }, "nothing") : [`${one.about} = ${one.speaks_for.join(" or ")}`, h("div", { class: "small" }, one.strength)]),
    h("td", { "data-head": "Odds" }, one.ratio === null ? "decides" : `${times(one.ratio)} to 1`, h("div", { class: "small quiet" }, odds)));
}

/** Return what the forecast of a day says: each shift by the signals, and the bars. */
function forecast(found, day) {
  const moved = grown(found.readings.filter((one) => one.weights.some((weight) => weight.bits !== 0)));
  const shown = Object.entries(found.options).flatMap(([of, values]) => values.map((one) => ({ kind: "option", of, name: one.name.slice(of.length + 3), asked: one.chance, written: one.chance })));
  const situations = found.situations.map((one) => ({ kind: "situation", of: "", name: one.name, asked: one.chance, written: one.chance }));
  return [
    h("h2", {}, `What was known: ${day}`),
    moved.length ? wide("What the signals did", h("table", {},
      h("caption", {}, "What the signals did"),
      h("thead", {}, h("tr", {}, ["Who", "Takes it that", "Before", "After", "By which signals"].map((one) => h("th", { scope: "col" }, one)))),
      h("tbody", {}, moved.map((one) => h("tr", {}, h("td", {}, one.observer ?? "the analyst"), h("th", { scope: "row" }, `${one.circumstance} = ${one.value}`),
        h("td", {}, percent(one.before.middle)), h("td", { class: "together" }, h("strong", {}, bounded(one.after))),
        h("td", {}, one.weights.filter((weight) => weight.bits !== 0).map((weight) => h("div", {}, `${weight.signal}: ${odds(weight.bits)}; without it ${percent(weight.without)}`)))))))) : h("p", { class: "quiet" }, "No signal has moved anybody by then."),
    found.telling.length ? h("p", {}, `Most telling of what was still to come: ${found.telling[0].signal}, about ${found.telling[0].circumstance} (${Math.round(found.telling[0].bits * 100) / 100} bits).`) : null,
    h("h3", {}, "Where play comes to rest"),
    setApart(found),
    bars({ bars: [...shown, ...situations] }, []),
  ];
}

/** Return the readings, of two values only the one that grew. */
function grown(readings) {
  const alike = (one, other) => one.observer === other.observer && one.circumstance === other.circumstance;
  return readings.filter((one) => readings.filter((other) => alike(one, other)).length !== 2 || one.after.middle > one.before.middle || (one.after.middle === one.before.middle && readings.find((other) => alike(one, other)) === one));
}

/** Return the forecast in words, which is asked for when it is opened. */
function inWords(view, day) {
  const place = h("div", {});
  const asked = { variant: view.variant, concept: view.concept, as_of: day };
  const open = () => { if (made.open && !place.childElementCount) filled(place, "The forecast in words", async (tell) => blocks(await awaited(address(at(view.name, "/forecast/page"), asked), { signal: view.signal, tell }))); };
  const made = h("details", { class: "card", ontoggle: open }, h("summary", {}, "The forecast in words"), place);
  return made;
}

/** Return the question what each signal after a day would tell of something, such as a claim. */
function toCome(view, day) {
  return asking(view, {
    title: "What is still to come", verb: "drivers", part: "", label: "Ask", doing: "Finding what signals would tell", always: { as_of: day },
    words: "How much doubt each signal after that day would take away on average: of a situation, an outcome, a formula or a claim; without one, of the likeliest prospect.",
    fields: { about: about(view, { placeholder: "the likeliest prospect" }) },
    show: (found) => h("div", {}, h("p", {}, found.claim ? `That the claim ${found.claim.name} holds: ` : `${found.outcome.name}: `, h("strong", {}, bounded(found.outcome.chance)), "."), informing(found.informing)),
  });
}

/** Return what signals would tell of what is asked about; those that tell nothing of it are named below. */
function informing(signals) {
  const telling = signals.filter((one) => tells(one.bits, one.error)), idle = signals.filter((one) => !telling.includes(one));
  return [
    telling.length ? wide("What signals to come would tell of it", h("table", {},
      h("thead", {}, h("tr", {}, ["Signal", "About", "Bits", "Comes with", "Its chance then", "And if not"].map((one) => h("th", { scope: "col" }, one)))),
      h("tbody", {}, telling.map((one) => h("tr", {}, h("th", { scope: "row" }, one.signal), h("td", {}, one.circumstance), h("td", {}, one.bits.toFixed(3)), h("td", {}, percent(one.comes)),
        one.given.map((chance) => h("td", {}, chance === null ? "cannot be" : percent(chance)))))))) : null,
    idle.length ? h("p", { class: "quiet small" }, `Nothing of it would tell: ${idle.map((one) => one.signal).join(", ")}.`) : null,
  ];
}

/** Return a shift in bits as odds in words. */
export function odds(bits) {
  if (bits === null) return "decides it";
  return `odds ${bits > 0 ? "×" : "÷"} ${times(2 ** Math.abs(bits))}`;
}

/** Return a ratio to one place, as read from odds and from bits alike: 2.25 is 2.3, and so is what is nearly that. */
function times(ratio) { return Math.round(Number(ratio.toPrecision(9)) * 10) / 10; }
