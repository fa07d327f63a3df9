"""`A prefers C to D`: all else being equal.

Compared are states that agree in every option of which neither C nor D speaks, one with C and without D, the other with
D and without C [vonwright1963]. To ask that any state with C, whatever else is so there, be better than any with D
would ask too much of nearly every preference; where states are listed, nothing else can be equal, and it is asked.
"""

from __future__ import annotations

from collections.abc import Hashable

import numpy as np

from detente.arguments.asked import Asked
from detente.arguments.finding import Finding, Kind, Witness, finding, nothing
from detente.arguments.forms import Form, always
from detente.engine.board import Bools, Ints
from detente.engine.states import classes
from detente.scenario.expression import variables


def judge(asked: Asked) -> Finding:
    """Return the finding; its witness is a pair of states: one that is as claimed, or one that is not."""
    ground = asked.ground
    (actor,) = asked.actors
    rank = ground.rank(actor)
    first, second = asked.where("prefers"), asked.where("to")
    spoken_of = frozenset().union(*(variables(asked.test.formulas[role].meaning) for role in ("prefers", "to")))
    group, _ = classes(ground.states, [name for name in ground.states.columns if name not in spoken_of])
    worst = _extreme(rank, group, first & ~second, np.argmin)
    best = _extreme(rank, group, second & ~first, np.argmax)
    shared = sorted(worst.keys() & best.keys())
    if not shared:
        return nothing()
    wrong = [one for one in shared if rank[worst[one]] <= rank[best[one]]]
    shown = (wrong or shared)[0]
    kind: Kind = "dispreferred" if wrong else "preferred"
    pair = (worst[shown], best[shown])
    return finding(not wrong, Witness(kind, *pair, (actor,), len(shared) - len(wrong), len(shared)))


def _extreme(rank: Ints, group: Ints, which: Bools, pick: object) -> dict[int, int]:
    """Return by group the state of those marked that stands lowest (np.argmin) or highest (np.argmax)."""
    states = np.flatnonzero(which)
    order = states[np.lexsort((states, rank[states] if pick is np.argmin else -rank[states], group[states]))]
    kept = np.concatenate(([True], np.diff(group[order]) != 0))[: len(order)]
    return dict(zip(group[order[kept]].tolist(), order[kept].tolist(), strict=True))


def turns_on(asked: Asked) -> Hashable:
    """Return what the actor wants."""
    return asked.ground.wants[asked.actors[0]].number


FORM = Form(
    holds=(
        "Of any two states that are alike in all options of which neither C nor D speaks, A prefers the one "
        "with C and not D to the one with D and not C."
    ),
    vacuous="There are no two such states.",
    examples=("Lower prefers Upper.gates = open to Upper.gates = shut",),
    about=("prefers", "to"),
    needs=always(),
    judge=judge,
    turns_on=turns_on,
)
