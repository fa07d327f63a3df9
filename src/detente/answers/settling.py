"""What is asked of a settlement, in the user's words: group, fallback, kinds of clauses, weights; QuestionErrors."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from detente.answers.naming import find_state
from detente.answers.run import Run, State, one_of
from detente.errors import QuestionError, question
from detente.settlement.clauses import Clause, kinds
from detente.settlement.plans import Weight, light

STATUS_QUO, PROSPECTS = "status-quo", "prospects"

MOST_PLANS = 200
"""Plans that are told."""

MOST_CLAUSES = 12
"""Clauses besides what is set that a plan may have."""


@dataclass(frozen=True)
class Fallback:
    """What everybody can fall back to: a state, and whether it is the status quo or a prospect."""

    state: State
    kind: str


def group(run: Run, given: Sequence[str]) -> tuple[int, ...]:
    """Return the actors whose agreement is asked for, by place; all of them where none are given.

    Raises QuestionError for names of nobody, and where what is given names none.
    """
    names = [name.strip() for text in given for name in text.split(",") if name.strip()]
    if given and not names:
        raise question(
            "empty-group",
            "the group whose agreement is asked for has no member",
            "It has one actor at least.",
            "Name actors, as in --with A,B, or leave it out to ask all of them.",
        )
    known = run.conflict.actors
    chosen = {one_of("actor", name, known) for name in names} or set(known)
    return tuple(place for place, actor in enumerate(known) if actor in chosen)


def fallbacks(run: Run, given: str) -> tuple[Fallback, ...]:
    """Return what is fallen back to: the status quo, the prospects, or a state as `find_state` finds it.

    Raises QuestionError where the status quo is unknown, where play comes to rest nowhere, and for no state.
    """
    if given in (PROSPECTS, STATUS_QUO) and run.board.start < 0:
        raise question(
            "unknown-status-quo",
            "the status quo of this scenario is unknown",
            "Gains and losses are measured against what all can fall back to.",
            "Name a state to fall back to with --against, or give the scenario a start.",
        )
    if given == PROSPECTS:
        play = run.play()
        rests = [] if play is None else sorted(play.rests.tolist())
        if not rests:
            raise question(
                "no-prospect",
                "play from the status quo comes to rest nowhere",
                "Without prospects there is nothing to fall back to.",
                "Say --against status-quo, or a state.",
            )
        return tuple(Fallback(run.states[place], PROSPECTS) for place in rests)
    if given == STATUS_QUO:
        return (Fallback(run.states[find_state(run, STATUS_QUO)], STATUS_QUO),)
    place = find_state(run, given)
    return (Fallback(run.states[place], STATUS_QUO if place == run.board.start else "state"),)


def allowed(given: str | None) -> tuple[str, ...]:
    """Return the kinds of clauses that plans may have: all of them where none are given."""
    if given is None:
        return tuple(kinds())
    names = [name.strip() for name in given.split(",") if name.strip()]
    if not names:
        raise question(
            "no-clauses",
            "no kind of clause is allowed",
            f"There are: {', '.join(kinds())}.",
            "Name some, as in --clauses set,guarantee, or leave it out to allow all.",
        )
    chosen = {one_of("clause", name, tuple(kinds())) for name in names}
    return tuple(kind for kind in kinds() if kind in chosen)


def count(what: str, given: int, least: int, most: int) -> int:
    """Return a number that was given by an option, or say what it may be."""
    if least <= given <= most:
        return given
    raise question(
        "count-out-of-range",
        f"--{what} is {given:,}",
        f"It is a whole number from {least} to {most:,}.",
        f"Say --{what} with such a number.",
    )


WRITTEN = re.compile(r"^\s*([a-z]+)(?:\s+([^=]+?))?\s*=\s*([0-9]+(?:\.[0-9]+)?)\s*$")
"""A weight as it is written: `guarantee = 2`, or `waive Russia.demands = 0.5`."""


def weights(given: Sequence[str] | Mapping[str, float], known: Collection[Clause]) -> Weight:
    """Return what clauses weigh: as given for them or for their kind, else 1, and 0 for what is set.

    Raises QuestionError for what gives no clause a weight, and for clauses that no plan could have.
    """
    texts = (
        [f"{name}={weight}" for name, weight in given.items()]
        if isinstance(given, Mapping)
        else [part for text in given for part in text.split(",") if part.strip()]
    )
    by_kind: dict[str, Fraction] = {}
    by_name: dict[tuple[str, str], Fraction] = {}
    for text in texts:
        kind, name, weight = _weight(text, known)
        if name is None:
            by_kind[kind] = weight
        else:
            by_name[kind, name] = weight

    def weigh(clause: Clause) -> Fraction:
        return by_name.get((clause.kind, clause.name), by_kind.get(clause.kind, light(clause)))

    return weigh


def _weight(text: str, known: Collection[Clause]) -> tuple[str, str | None, Fraction]:
    match = WRITTEN.match(text)
    if match is None:
        raise _no_weight(text)
    kind = one_of("clause", match[1], tuple(kinds()))
    names = sorted({one.name for one in known if one.kind == kind})
    name = match[2] and one_of("clause", match[2], names)
    return kind, name, Fraction(match[3])


def _no_weight(given: str) -> QuestionError:
    return question(
        "bad-clause-weight",
        f"`{given.strip()}` gives no clause a weight",
        "A weight is a number from 0 on, for a kind of clauses or for one of them.",
        "Write `guarantee=2`, or `waive Russia.demands=0.5`, with commas between.",
    )
