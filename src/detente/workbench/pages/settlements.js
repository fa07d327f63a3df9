// Settlements: plans for a situation, one state judged, what suits all; coalitions; leverage.
import { fill, h } from "./dom.js";
import { asking, folded, formula, pick, several, text, tick } from "./question.js";

const CLAUSES = [["set,guarantee,make,waive", "all kinds"], ["set", "options set, and nothing else"], ["set,make", "options set, circumstances changed"], ["set,guarantee", "options set, guarantees given"], ["set,waive", "options set, demands waived"]];

/** Show what can be asked about agreeing. */
export function settlementsTab(panel, view) {
  const actors = view.written.actors.map((one) => one.id);
  const [option] = view.written.actors.flatMap((one) => one.options);
  const such = option ? `${option.id}=${option.values.at(-1)}, …` : `state=${view.written.states.at(-1)?.id}`;
  const whose = () => several(text("Whose agreement", { size: 24, placeholder: `everybody, or ${actors.slice(0, 2).join(", ")}` }));
  const against = () => pick("Compared with", "the status quo", [["prospects", "where play comes to rest"]]);
  const worlds = () => tick("how likely, over all worlds");
  fill(panel,
    h("p", {}, "What would all accept, would it hold, and what does it take? Each question is worked out when you ask it; long ones go on in the background."),
    asking(view, {
      title: "Plans for a situation", verb: "settle", label: "Find plans", doing: "Looking for plans",
      words: "The smallest sets of clauses after which a situation suits everybody and holds: by party, why each is needed, the order of steps, what undoes it, and which demands exclude each other where nothing does.",
      fields: {
        target: formula("For", view, { required: true }),
        clauses: pick("Clauses", null, CLAUSES, "set,make"),
        at_most: pick("At most", null, [["0", "nothing besides what is set"], ["1", "1 clause besides"], ["2", "2 clauses besides"], ["3", "3 clauses besides"]], "1"),
        members: whose(), against: against(), worlds: worlds(), everything: tick("each plan in full"),
      },
      ready: ({ target }) => (target ? null : "Name the situation for which plans are wanted."),
      show: (page) => folded(page, (title, place) => place < 3 || /side by side|exclude each other/.test(title)),
    }),
    asking(view, {
      title: "One state as a settlement", verb: "settle", label: "Judge it", doing: "Judging it",
      words: "Who gains and who loses, whether it would hold, and what would undo it.",
      fields: { state: text("State", { size: 34, placeholder: `a number, or ${such}`, class: "mono", required: true }), members: whose(), against: against(), worlds: worlds() },
      ready: ({ state }) => (state ? null : "Name a state by its number, or by what differs from the start."),
    }),
    asking(view, {
      title: "What would suit everybody", verb: "settle", label: "See what is acceptable", doing: "Comparing all states",
      words: "Every state that is better for somebody and worse for nobody whose agreement is asked for.",
      fields: { members: whose(), against: against(), worlds: worlds() },
    }),
    asking(view, {
      title: "What would have to be wanted", verb: "inverse", label: "Turn it round", doing: "Turning the question round",
      words: "For a state to hold: for each actor the exact condition, and the nearest order of its statements that meets it.",
      fields: { state: text("State", { placeholder: "the start", class: "mono" }), actors: several(text("For whom", { placeholder: "everybody" })) },
    }),
    asking(view, {
      title: "Coalitions", verb: "coalitions", label: "Look at all groups", doing: "Looking at all groups",
      words: "Which groups would leave a state together, where they would go, and what holds against all of them.",
      fields: { state: text("State", { size: 26, placeholder: "status quo and prospects", class: "mono" }), partition: text("Fixed blocks", { placeholder: `${actors.slice(0, 2).join("+")}` }), pareto: tick("also where a member merely does not lose"), worlds: worlds() },
    }),
    asking(view, {
      title: "Leverage", verb: "leverage", label: "See who can prevent it", doing: "Pulling every lever",
      words: "Who can keep an outcome from holding, alone or together, and what each option and circumstance changes.",
      fields: { outcomes: formula("Outcome", view, { placeholder: "all that the scenario names" }), between: text("Agreed between", { placeholder: actors.slice(0, 2).join(",") }), worlds: worlds() },
    }));
}
