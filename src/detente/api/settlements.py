"""Verbs on settlements: plans, groups, leverage, and the inverse question."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from detente.api.engines import listing, solved
from detente.api.given import load, several

if TYPE_CHECKING:
    from detente.api.given import Given
    from detente.engine.coalition.driver.parties import Wish
    from detente.engine.progress import Progress
    from detente.views import notebook


def settle(
    scenario: Given,
    target: str | None = None,
    state: int | str | None = None,
    members: Sequence[str] = (),
    against: str = "status-quo",
    variant: str | None = None,
    concept: str | None = None,
    beliefs: bool | None = None,
    clauses: str | None = None,
    at_most: int | None = None,
    weights: Sequence[str] | Mapping[str, float] = (),
    limit: int | None = None,
    progress: Progress | None = None,
    *,
    worlds: bool = False,
    everything: bool = False,
) -> notebook.Settlement:
    """Return what all would accept and would hold: plans for a situation, one state judged, or what is acceptable.

    `target` is a situation or formula for which the smallest plans are looked for, `state` a state to be judged
    instead; with neither, the acceptable states are told. `members` are those whose agreement is asked for (none:
    everybody), `against` what all can fall back to: `status-quo`, `prospects`, or a state. `clauses` names the kinds of
    clauses that plans may have (`set,guarantee,make,waive`), `at_most` how many besides what is set, `weights` what
    they weigh, `limit` how many plans are told. With `worlds`, chances over all worlds are told as well, with
    `everything` every plan in full. The rest is as for `analyse`.

    >>> found = settle("us-russia-2024", "just_peace", clauses="set,make", at_most=1, limit=1).found
    >>> [(one.clause.kind, one.clause.name, one.clause.value) for one in found.plans[0].terms if one.party is None]
    [('make', 'terms_compatible', 'yes')]
    """
    from detente.answers import settlement as answers
    from detente.engine.progress import silent
    from detente.views import notebook

    loaded, tell = load(scenario), progress or silent
    found = listing(
        lambda: answers.settle(
            loaded, target, state, members, against, variant, concept, beliefs, clauses, at_most, weights, limit,
            worlds, everything, tell,
        )
    )  # fmt: skip
    return notebook.showing(found, notebook.Settlement)


def coalitions(
    scenario: Given,
    variant: str | None = None,
    concept: str | None = None,
    beliefs: bool | None = None,
    state: int | str | None = None,
    pareto: bool = False,
    joint: str | None = None,
    partition: str | None = None,
    progress: Progress | None = None,
    *,
    worlds: bool = False,
) -> notebook.Coalitions:
    """Return which groups of actors would leave a state together, where they would go, and what holds against all.

    Every group is looked at. Told are the status quo, the prospects and what else nobody alone would leave, or one
    `state`, given as for `explain`. `concept` leads: one for single actors, or its counterpart for groups (`cnash`,
    `cgmr`, `csmr`, `cseq`). A group wants what each member prefers; with `pareto`, what no member likes less and some
    member prefers. `joint` says how members act: in `turns`, or also at `once` (None: that where there are options).
    `partition`, such as `US+Europe,Russia`, sets fixed blocks beside it; with `worlds`, it is told how likely all that
    is over all worlds. The rest is as for `analyse`.

    Raises TooLargeError where the groups, or the states, are too many.

    >>> found = coalitions("elmira-9-state", state=5)
    >>> [(one.group, one.best.deed.to) for one in found.stands[0].tempted]
    [(('MoE', 'Uniroyal'), 8)]
    """
    from detente.answers import coalitions as answers
    from detente.engine.progress import silent
    from detente.views import notebook

    loaded = load(scenario)
    lead, group = answers.find_concepts(concept or loaded.settings.concept)

    def found() -> answers.Coalitions:
        run = solved(loaded, variant, lead.key, beliefs, None, progress)
        wish: Wish = "pareto" if pareto else "strict"
        return answers.coalitions(run, group, state, wish, joint, partition, worlds, progress or silent)

    return notebook.showing(listing(found), notebook.Coalitions)


def leverage(
    scenario: Given,
    outcomes: str | Sequence[str] = (),
    variant: str | None = None,
    concept: str | None = None,
    beliefs: bool | None = None,
    between: str | Sequence[str] = (),
    progress: Progress | None = None,
    *,
    worlds: bool = False,
) -> notebook.Leverage:
    """Return who can keep outcomes from holding, alone or together, and what each option and circumstance changes.

    `outcomes` are names of outcomes or situations, formulas, or numbers of states (none: those that the scenario
    names). `between` names actors who may agree on them, as in `US,Russia` (none: every two). With `worlds`, it is told
    as well how likely each answer is. The rest is as for `analyse`.

    >>> found = leverage("us-russia-2024", "Russia.truce", between="US,Russia")
    >>> [one.group for one in found.outcomes[0].power.ways]
    [('Russia',)]
    >>> found.outcomes[0].agreed[0].kind
    'undone'
    """
    from detente.answers import leverage as answers
    from detente.engine.progress import silent
    from detente.views import notebook

    asked, who = several(outcomes), several(between)
    loaded, tell = load(scenario), progress or silent
    answers.refuse_crowd(loaded)
    found = listing(lambda: answers.leverage(loaded, asked, variant, concept, beliefs, who, tell, worlds=worlds))
    return notebook.showing(found, notebook.Leverage)


def inverse(
    scenario: Given,
    state: int | str = "start",
    variant: str | None = None,
    concepts: Sequence[str] | None = None,
    actors: Sequence[str] | None = None,
    beliefs: bool | None = None,
    progress: Progress | None = None,
    *,
    worlds: bool = False,
) -> notebook.Inverse:
    """Return what would have to be wanted for a state to be stable, for each actor, and to hold for all.

    For each concept and actor: the exact condition, the nearest order of statements and the nearest ranking of states
    that meet it, how many rankings do, and the smallest joint change. `state` is as for `explain`. `concepts` are
    among `nash`, `gmr`, `smr`, `seq` and `sseq` (None: the first four, as far as beliefs allow), `actors` those asked
    about (None: all). With `worlds`, it is told as well how likely the state is to hold over all worlds, as things are
    and with the nearest orders. The rest is as for `analyse`.

    Raises QuestionError for other concepts, and where replies would be expected in a world that is believed in.

    >>> found = inverse("syria-iraq-1975", 2, concepts=["nash"], actors=["Syria"])
    >>> found.concepts[0].actors[0].ways
    ((1, 3),)
    """
    from detente.answers import inverse as answers
    from detente.engine.progress import silent
    from detente.views import notebook

    tell = progress or silent
    found = listing(
        lambda: answers.inverse(
            solved(scenario, variant, None, beliefs, None, tell), state, concepts, actors, tell, worlds
        )
    )
    return notebook.showing(found, notebook.Inverse)
