// A ranking of states, the best first: its levels moved as statements are, ties joined and split.
import { h, once } from "./dom.js";
import { movers, reorderable } from "./reorder.js";
import { adding } from "./write-part.js";

/** Return the levels of an actor's ranking. */
export function ranking(page, actor) {
  const levels = actor.levels;
  const called = (level) => (level.states.length === 1 ? `state ${level.states[0]}` : `states ${level.states.join(", ")}`);
  const names = (level) => ({ actor: actor.actor, place: level.place });
  const move = (from, to) => { if (page.writes) page.move(levels, from, to, { edit: "level.move", actor: actor.actor }, called); };
  /** Show levels as an edit makes them, at once: what is pressed next has to find them at their places. */
  const shown = (from, count, ...made) => {
    levels.splice(from, count, ...made);
    levels.forEach((one, index) => { one.place = index + 1; });
    page.draw();
  };
  const button = (level, what, told, focus, words, aria, ...then) => h("button", { type: "button", class: "plain", "data-focus": `level/${actor.actor}/${level.place}/${focus}`, "aria-label": aria, onclick: once(() => { page.change([{ ...what, ...names(level) }], told); shown(...then); }) }, words);
  const state = (level, name, place) => h("div", {}, h("strong", {}, name), " ", h("span", { class: "quiet small" }, meaning(page.forms, name)),
    page.writes && level.states.length > 1 ? button(level, { edit: "level.split", state: name }, `${name} stands alone, just below.`, `split/${name}`, "apart", `Let state ${name} stand alone, below the others`, place, 1, { ...level, states: level.states.filter((one) => one !== name) }, { ...level, states: [name] }) : null);
  const row = (level, place) => h("li", {},
    page.writes ? movers(called(level), place, levels.length, `level/${actor.actor}/${level.states.join(",")}`, move) : null,
    h("div", { class: "part" }, h("div", { class: "grow" }, level.states.map((name) => state(level, name, place))),
      page.writes ? h("span", { class: "together" },
        place ? button(level, { edit: "level.join" }, `${called(level)} now ties with what stood above.`, "join", "tie ↑", `Let ${called(level)} tie with the level above`, place - 1, 2, { ...level, states: [...levels[place - 1].states, ...level.states] }) : null,
        button(level, { edit: "level.remove" }, `${called(level)} is out of the ranking; Undo brings it back.`, "remove", "remove", `Take ${called(level)} out of the ranking`, place, 1)) : null));
  return [reorderable(h("ol", { class: "statements levels", "aria-label": `Ranking of ${actor.actor}` }, levels.map(row)), move),
    adding(page, "level", { actor: actor.actor })];
}

/** Return what a state stands for: its meaning, or the values of its options, without their actors where that is enough. */
function meaning(forms, name) {
  if (forms.graph) return forms.states.find((one) => one.state === name)?.means ?? "";
  const all = forms.actors.flatMap((one) => one.options.map((option) => option.option));
  const short = (option) => { const own = option.slice(option.indexOf(".") + 1); return all.filter((one) => one === own).length === 1 ? own : option; };
  return Object.entries(forms.numbered[Number(name) - 1] ?? {}).map(([option, value]) => `${short(option)} = ${value}`).join(", ");
}
