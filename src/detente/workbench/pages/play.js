// Why a state holds, for whom, with the moves that decide it to be played step by step.
import { words } from "./blocks.js";
import { fill, h, say, wide } from "./dom.js";

const FATES = { punished: ["●", "holds", "deterred"], unpunished: ["○", "fails", "nothing deters it"], uncaused: ["○", "fails", "comes anyway"] };
const KINDS = { move: "moves", reply: "replies", answer: "answers", anyway: "comes without the move" };

/** Return who stays and why, each move with a button that plays it; `choose` is told a state to be looked at. */
export function whyView(found, choose) {
  const stage = h("div", { class: "stage", tabindex: "-1", role: "region", "aria-label": "The play" });
  const open = (button, play, actor) => { button.closest(".stance").append(stage); playing(stage, found, play, actor, choose, button); stage.focus(); stage.scrollIntoView({ block: "nearest" }); };
  return h("div", {},
    h("p", {}, words(found.words)),
    found.stances.map((one) => h("div", { class: "stance" }, h("p", {}, words(one.words)),
      one.plays.length ? h("ul", { class: "plays" }, one.plays.map((play) => h("li", {}, button(play, (event) => open(event.currentTarget, play, one.actor))))) : null,
      one.left_out ? h("p", { class: "quiet small" }, `and ${one.left_out} more moves`) : null)),
    stage, concepts(found));
}

/** Return who stays under which concept. */
function concepts(found) {
  const keys = [found.concept, ...Object.keys(found.stances[0]?.elsewhere ?? {})];
  const stays = (one, key) => (key === found.concept ? one.stable : one.elsewhere[key]);
  const sign = (yes) => h("span", { class: yes ? "holds" : "fails" }, yes ? "●" : "○", h("span", { class: "hidden" }, yes ? " stays" : " would leave"));
  return h("details", {}, h("summary", {}, "Who stays under which concept"),
    wide("Who stays under which concept", h("table", {},
      h("thead", {}, h("tr", {}, h("th", { scope: "col" }, "Actor"), keys.map((key) => h("th", { scope: "col" }, key)))),
      h("tbody", {}, found.stances.map((one) => h("tr", {}, h("th", { scope: "row" }, one.actor), keys.map((key) => h("td", {}, sign(stays(one, key))))))))),
    h("p", { class: "quiet small" }, "● stays, ○ would leave"));
}

function button(play, open) {
  const [sign, kind, what] = FATES[play.fate];
  return h("button", { type: "button", class: "plain play", onclick: open }, "▸ ", words(play.name), " ", h("span", { class: kind }, `${sign} ${what}`));
}

/** Play a move on the stage: Next and Back, also by the arrows; Escape leaves it. */
function playing(stage, found, play, actor, choose, opener) {
  // What would come anyway begins again where the move began.
  const scenes = [{ kind: "start", values: found.values, state: found.state, changes: [] }];
  play.steps.forEach((step, place) => {
    if (step.kind === "anyway" && play.steps[place - 1]?.kind !== "anyway") scenes.push({ kind: "again", values: found.values, state: found.state, changes: [] });
    scenes.push(step);
  });
  let at = 0;
  const head = h("h3", {}), body = h("div", {});
  const step = (by) => { at = Math.max(0, Math.min(scenes.length - 1, at + by)); show(); };
  const back = h("button", { type: "button", onclick: () => step(-1) }, "◂ Back"), next = h("button", { type: "button", class: "main", onclick: () => step(1) }, "Next ▸");
  const show = () => {
    const now = scenes[at], last = at === scenes.length - 1;
    head.textContent = `Step ${at} of ${scenes.length - 1}`;
    back.disabled = at === 0;
    next.disabled = last;
    fill(body, told(now, actor), now.believed ? h("p", { class: "small quiet" }, `As ${actor} sees the world.`) : null, state(now, choose, found.state),
      last ? h("div", { class: "note" }, h("strong", {}, "What becomes of it"), play.becomes.map((line) => h("p", {}, words(line)))) : null);
    say(`${head.textContent}. ${body.querySelector("p")?.textContent ?? ""}`);
    if (last && document.activeElement === document.body) back.focus();
  };
  stage.onkeydown = (event) => {
    if (event.key === "Escape") { fill(stage); opener.focus(); return; }
    const by = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (by) { event.preventDefault(); step(by); }
  };
  fill(stage, h("div", { class: "row" }, head, back, next, h("span", { class: "quiet small" }, "← and → step as well, Escape ends")), h("p", { class: "small" }, words(play.name)), body);
  show();
}

function told(now, actor) {
  if (now.kind === "start") return h("p", {}, "The state as it stands, before anybody moves.");
  if (now.kind === "again") return h("p", {}, `Now without that move: ${actor} stays, and yet`);
  return h("p", {}, h("span", { class: "chip" }, KINDS[now.kind]), " ", words(now.words));
}

/** Return the state after a step, what changed marked in words as well. */
function state(now, choose, home) {
  const changed = Object.fromEntries(now.changes.map((one) => [one.option, one]));
  return wide("The state after this step", h("table", { class: "scene" },
    h("caption", {}, now.state === null ? "A state that is only believed possible" : ["State ", now.state === home ? `${now.state} (the one asked about)` : h("button", { type: "button", class: "plain", onclick: () => choose(now.state) }, String(now.state))]),
    h("tbody", {}, Object.entries(now.values).map(([option, value]) => {
      const one = changed[option];
      return h("tr", { class: one ? "moved" : null }, h("th", { scope: "row" }, option), h("td", {}, one ? [h("s", {}, one.before), " → ", h("strong", {}, value), one.fell_away ? h("span", { class: "small quiet" }, " falls away") : null] : value));
    }))));
}
