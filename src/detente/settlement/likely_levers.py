"""Chances of who blocks what, and of what each lever changes: over all worlds, with bounds."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from detente.engine.progress import Progress, silent
from detente.errors import ConflictError
from detente.grounds.agreement import agreeable
from detente.grounds.cast import Cast, cast_of
from detente.grounds.ground import Facts, Ground, circumstances
from detente.grounds.together import solve
from detente.prospects.worlds import Bounds, Chances, impossible
from detente.scenario.expression import given
from detente.settlement.leverage import Lever, Levers, Pair, Question


@dataclass(frozen=True)
class Likely:
    """How likely an outcome is, over all worlds.

    `rests` is the chance that play comes to rest in it, each prospect of a world with an equal part (None: the status
    quo is unknown); `holds` that some state in it holds; `agreed` that a pair can agree on it. `possible` is the chance
    that it can come about at all.
    """

    rests: Bounds | None
    holds: Bounds
    possible: Bounds
    agreed: Mapping[Pair, Bounds]


@dataclass(frozen=True, eq=False)
class Likelihoods:
    """The chances of every outcome as the scenario is and, by lever, in each what-if.

    A lever has None where it makes no conflict in any world that has a chance. `cast` are the worlds as they are.
    """

    cast: Cast
    base: tuple[Likely, ...]
    pulled: Mapping[Lever, tuple[Likely, ...] | None]


def likelihoods(asked: Question, all_: Levers, progress: Progress = silent) -> Likelihoods:
    """Return how likely every outcome is, as the scenario is and with each lever.

    Raises ConflictError where the scenario as it is makes a conflict in no world, QuestionError where what was seen has
    no chance, TooLargeError for too many worlds.
    """
    known: dict[object, Chances] = {}
    progress("All worlds", 0.0)
    base = cast_of(all_.grounds, all_.base, asked.concept)
    here = _likely(asked, base, known)
    if here is None:
        raise impossible()
    pulled: dict[Lever, tuple[Likely, ...] | None] = {}
    for place, (lever, variant) in enumerate(all_.variants.items(), 1):
        progress(f"All worlds, with {lever.name} = {lever.value}", place / (len(all_.variants) + 1))
        try:
            pulled[lever] = _likely(asked, cast_of(all_.grounds, variant, asked.concept), known)
        except ConflictError:
            pulled[lever] = None
    return Likelihoods(base, here, pulled)


def chance(asked: Question, cast: Cast, place: int, event: Callable[[Ground, Facts], bool]) -> Bounds:
    """Return the chance of something about an outcome, given by place, that is so on a ground in a world."""
    found = np.zeros(len(cast.worlds))
    for members in cast.alike(_named(asked, [place])):
        facts = cast.worlds[int(members[0])]
        found[members] = event(cast.grounds[cast.which[members[0]]], facts)
    return _of(cast, found)


def _likely(asked: Question, cast: Cast, known: dict[object, Chances]) -> tuple[Likely, ...] | None:
    """Return how likely every outcome is; None where no world with a conflict has a chance."""
    if cast.odds.of(cast.which >= 0) is None:
        return None
    started = all(ground.start >= 0 for ground in cast.grounds)
    solve(cast.grounds, [asked.concept], rests=started, stable=True)
    named = _named(asked, range(len(asked.outcomes)))
    events = np.zeros((len(cast.worlds), len(asked.outcomes), 3 + len(asked.pairs)))
    for members in cast.alike(named):
        ground, facts = cast.grounds[cast.which[members[0]]], cast.worlds[int(members[0])]
        key = (ground, *(facts[name] for name in named))
        if key not in known:
            known[key] = _answers(asked, ground, facts)
        events[members] = known[key]
    return tuple(_told(asked, cast, events[:, place], started) for place in range(len(asked.outcomes)))


def _answers(asked: Question, ground: Ground, facts: Facts) -> Chances:
    """Return for each outcome (rows): the part of the prospects, whether it holds, is possible, each pair can agree."""
    concept, started = asked.concept, ground.start >= 0
    equilibria = ground.equilibria(concept)
    prospects = ground.rested(concept).prospects if started else equilibria[:0]
    agreed = [agreeable(ground, pair, concept) if started else equilibria[:0] for pair in asked.pairs]
    found = np.zeros((len(asked.outcomes), 3 + len(asked.pairs)))
    for row, outcome in zip(found, asked.outcomes, strict=True):
        inside = ground.layout.where(given(outcome, facts))
        row[0] = inside[prospects].mean() if len(prospects) else 0.0
        row[1:] = [inside[equilibria].any(), inside.any(), *(inside[states].any() for states in agreed)]
    return found


def _told(asked: Question, cast: Cast, events: Chances, started: bool) -> Likely:
    rests, holds, possible, *agreed = (_of(cast, events[:, place]) for place in range(events.shape[1]))
    return Likely(rests if started else None, holds, possible, dict(zip(asked.pairs, agreed, strict=True)))


def _of(cast: Cast, event: Chances) -> Bounds:
    found = cast.odds.of(event)
    if found is None:
        raise RuntimeError("chances are asked of worlds that have none")
    return found


def _named(asked: Question, places: Sequence[int]) -> tuple[str, ...]:
    """Return the circumstances of which some outcomes themselves speak."""
    return tuple(sorted(circumstances(asked.scenario, [asked.outcomes[place] for place in places])))
