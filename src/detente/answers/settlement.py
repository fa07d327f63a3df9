"""A settlement: what all would accept, whether it would hold, and the smallest plans for it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from detente.answers.acceptable import Acceptable, acceptable
from detente.answers.naming import find_state
from detente.answers.plans import LIMIT, Plans, plans
from detente.answers.proposal import Proposal, proposal
from detente.answers.run import Provenance, State, run
from detente.answers.settling import (
    MOST_CLAUSES,
    MOST_PLANS,
    STATUS_QUO,
    Fallback,
    allowed,
    count,
    fallbacks,
    group,
    weights,
)
from detente.conflict import STATE
from detente.engine.progress import Progress, silent
from detente.engine.stability import Concept
from detente.errors import question
from detente.scenario.asking import asked_formula
from detente.scenario.expression import ALWAYS
from detente.scenario.model import Scenario
from detente.settlement.bargain import Bargain
from detente.settlement.clauses import Clause, kinds


@dataclass(frozen=True, eq=False)
class Settlement:
    """What `settle` answers.

    `group` are the actors whose agreement is asked for (`everybody`: all of them), `fallbacks` what everybody can fall
    back to, `base` the state from which differences are told. `found` is what was asked for: plans for a situation, the
    judgement of a proposal, or what is acceptable at all. `everything` says whether all plans are told in full.
    """

    title: str
    variant: str | None
    world: Mapping[str, str]
    concept: Concept
    group: tuple[str, ...]
    everybody: bool
    fallbacks: tuple[Fallback, ...]
    base: State
    found: Plans | Proposal | Acceptable
    provenance: Provenance
    scenario: Scenario = field(repr=False)
    everything: bool = False


def settle(
    scenario: Scenario,
    target: str | None = None,
    state: int | str | None = None,
    members: Sequence[str] = (),
    against: str = STATUS_QUO,
    variant: str | None = None,
    concept: str | None = None,
    beliefs: bool | None = None,
    clauses: str | None = None,
    at_most: int | None = None,
    weigh: Sequence[str] | Mapping[str, float] = (),
    limit: int | None = None,
    worlds: bool = False,
    everything: bool = False,
    progress: Progress = silent,
) -> Settlement:
    """Return plans for a situation (`target`), what is to be said of a `state`, or which states are acceptable.

    Raises QuestionError where what is asked does not fit the scenario, or where there is too much to try; ConflictError
    and TooLargeError as `run` does.
    """
    if target is not None and state is not None:
        raise question(
            "plan-or-proposal",
            "both --for and --state are given",
            "Plans are made for a situation; a state is judged as it is.",
            "Leave one of the two out.",
        )
    here = run(scenario, variant, concept, beliefs, None, progress)
    asked = group(here, members)
    against_ = fallbacks(here, against)
    kinds_ = allowed(clauses)
    most = None if at_most is None else count("at-most", at_most, 0, MOST_CLAUSES)
    told = LIMIT if limit is None else count("limit", limit, 1, MOST_PLANS)
    base = against_[0].state if len(against_) == 1 else here.states[find_state(here, STATUS_QUO)]
    formula = None if target is None else asked_formula(scenario, target, "--for")
    bargain = Bargain(
        scenario,
        variant,
        here.lead,
        here.beliefs,
        asked,
        tuple(one.state.values for one in against_),
        base.values,
        ALWAYS if formula is None else formula.meaning,
    )
    weight = weights(weigh, _known(bargain))
    found: Plans | Proposal | Acceptable
    if formula is not None:
        found = plans(bargain, formula.text, kinds_, most, weight, told, worlds, everything, progress)
    elif state is not None:
        found = proposal(bargain, here.states[find_state(here, state)].values, worlds, everything, progress)
    else:
        found = acceptable(bargain, worlds, everything, progress)
    return Settlement(
        title=scenario.title,
        variant=variant,
        world=here.world,
        concept=here.lead,
        group=tuple(here.conflict.actors[actor] for actor in asked),
        everybody=len(asked) == len(here.conflict.actors),
        fallbacks=against_,
        base=base,
        found=found,
        provenance=here.provenance(),
        scenario=scenario,
        everything=everything,
    )


def _known(bargain: Bargain) -> list[Clause]:
    """Return every clause that a plan could have, what is set by name only."""
    names = (STATE,) if bargain.scenario.graph_form else tuple(bargain.scenario.options)
    others = (one for kind in kinds().values() for one in kind.clauses(bargain.terms, bargain.variant))
    return [*(Clause("set", name) for name in names), *others]


__all__ = ["Settlement", "settle"]
