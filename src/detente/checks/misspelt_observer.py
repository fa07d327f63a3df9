"""A believer or witness that is no actor, with a name like an actor's: what it believes or saw moves nobody.

Anybody may hold a belief or see a signal; an observer that is no actor is asked for its forecast only.
"""

from __future__ import annotations

from collections.abc import Iterator
from difflib import get_close_matches

from detente.checks.subject import Subject
from detente.errors import Place, Problem
from detente.scenario.model import Scenario

NEAR = 0.8
"""How alike names are, from 0 to 1, to be taken for each other."""


def find(subject: Subject) -> Iterator[Problem]:
    """Yield observers whose names are almost those of actors."""
    actors = {actor.lower(): actor for actor in subject.scenario.actors}
    for who, place in _observers(subject.scenario):
        near = get_close_matches(who.lower(), actors, 1, NEAR)
        if near and who not in subject.scenario.actors:
            yield Problem(
                "misspelt-observer",
                f"`{who}` is no actor, and is called almost like `{actors[near[0]]}`",
                "What an observer that is no actor believes or has seen changes no verdict.",
                f"Write `{actors[near[0]]}`, or give the observer a name that cannot be taken for it.",
                place,
                "warning",
            )


def _observers(scenario: Scenario) -> Iterator[tuple[str, Place]]:
    yield from ((belief.who, belief.place) for belief in scenario.beliefs)
    yield from ((who, signal.place) for signal in scenario.signals for who in signal.by)
