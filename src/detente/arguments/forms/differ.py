"""`prospects|equilibria differ from VARIANT on X, Y`: two what-ifs come to different things."""

from __future__ import annotations

from collections.abc import Hashable

from detente.arguments.asked import Asked, Spot
from detente.arguments.finding import Finding, Kind, Witness, finding, nothing
from detente.arguments.forms import Form, Need
from detente.scenario.expression import variables
from detente.scenario.model import Test


def judge(asked: Asked) -> Finding:
    """Return the finding; its witness holds the values that only one of the two variants has."""
    here, there = (_values(asked, spot) for spot in (asked.here, _other(asked)))
    if not here and not there:
        return nothing()
    shared, only_here, only_there = here & there, sorted(here - there), sorted(there - here)
    kind: Kind = "differs" if only_here or only_there else "same"
    common = tuple(sorted(shared)) if kind == "same" else tuple(only_here)
    return finding(kind == "differs", Witness(kind, here=common, there=tuple(only_there), count=len(shared)))


def _other(asked: Asked) -> Spot:
    if asked.there is None:
        raise TypeError("a comparison needs the other variant")
    return asked.there


def _values(asked: Asked, spot: Spot) -> set[tuple[str, ...]]:
    """Return the values that the names have together, in each prospect or equilibrium."""
    members = asked.among(spot)
    columns = [_column(asked, spot, name, members.tolist()) for name in asked.test.names]
    return set(zip(*columns, strict=True))


def _column(asked: Asked, spot: Spot, name: str, members: list[int]) -> list[str]:
    states = spot.ground.states
    if name in states.columns:
        column, values = states.columns[name], states.values[name]
        return [values[column[state]] for state in members]
    if name in asked.scenario.circumstances:
        return [spot.facts[name]] * len(members)
    truth = spot.where(asked.scenario.situations[name].formula.meaning)
    return ["yes" if truth[state] else "no" for state in members]


def turns_on(asked: Asked) -> Hashable:
    """Return the prospects or equilibria of both, and the layout of the other."""
    other = _other(asked)
    named = [asked.scenario.situations[name] for name in asked.test.names if name in asked.scenario.situations]
    spoken_of = {*asked.test.names, *(name for one in named for name in variables(one.formula.meaning))}
    facts = tuple(
        (spot.facts[name]) for spot in (asked.here, other) for name in sorted(spoken_of) if name in spot.facts
    )
    return asked.among(asked.here).tobytes(), other.ground.layout.number, asked.among(other).tobytes(), facts


def needs(test: Test) -> frozenset[Need]:
    """Return what must be known: equilibria need no status quo."""
    return frozenset(("start", "rests") if test.words["among"] == "prospect" else ("stable",))


FORM = Form(
    holds=(
        "In some prospect (or equilibrium) of one of the two variants, X, Y, ... together have values that "
        "they have in none of the other."
    ),
    vacuous="Neither variant has any prospect (or equilibrium).",
    examples=(
        "prospects differ from drought on Lower.protest",
        "equilibria differ from drought on Upper.gates, thirst",
    ),
    about=(),
    needs=needs,
    judge=judge,
    turns_on=turns_on,
)
