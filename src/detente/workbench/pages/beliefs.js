// Beliefs: each actor's own game, what each expects, whom the outcome surprises, what beliefs change.
import { fill, h } from "./dom.js";
import { asking, asOf, folded } from "./question.js";

/** Show what each actor takes to be so, and what comes of it. */
export function beliefsTab(panel, view) {
  const { actors, beliefs } = view.written;
  if (!beliefs.some((belief) => actors.some((one) => one.id === belief.who))) {
    fill(panel, h("p", {}, "No actor is said to believe anything else than what is so: all see one and the same conflict. ", h("a", { href: view.link("text") }, "Write a belief in the text"), " (beliefs: who, thinks) to see what each expects then."));
    return;
  }
  fill(panel,
    asking(view, {
      title: "The conflict as each sees it", verb: "beliefs", label: "Work it out again", doing: "Playing each actor’s own game", fields: asOf(view), now: true,
      words: "What each takes to be so, where each expects play to come to rest, whom the outcome surprises, and what comes with these beliefs and without them.",
      show: (page) => folded(page, () => true),
    }));
}
