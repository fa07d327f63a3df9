// Beliefs: each actor's own game, what each expects, whom the outcome surprises, what beliefs change.
import { fill, h } from "./dom.js";
import { asking, asOf, folded } from "./question.js";

/** Show what each actor takes to be so, and what comes of it. */
export function beliefsTab(panel, view) {
  fill(panel,
    view.written.beliefs.length ? null : h("p", { class: "quiet" }, "Nobody is said to believe anything else than what is so: all see one and the same conflict."),
    asking(view, {
      title: "The conflict as each sees it", verb: "beliefs", label: "Work it out again", doing: "Playing each actor’s own game", fields: asOf(view), now: true,
      words: "What each takes to be so, where each expects play to come to rest, whom the outcome surprises, and what comes with these beliefs and without them.",
      show: (page) => folded(page, () => true),
    }));
}
