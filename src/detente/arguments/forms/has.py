"""`every|no|some prospect|equilibrium [where C] has D`: what is so where play comes to rest, or where nobody leaves."""

from __future__ import annotations

from collections.abc import Hashable

import numpy as np

from detente.arguments.asked import Asked
from detente.arguments.finding import Finding, Witness, finding, nothing
from detente.arguments.forms import Form, Need
from detente.prospects.quantifier import quantified
from detente.scenario.model import Test


def judge(asked: Asked) -> Finding:
    """Return the finding; its witness is the first state that has it or lacks it, whichever decides."""
    members = asked.among(asked.here)
    spoken_of = members[asked.where("where")[members]]
    having = asked.where("has")[spoken_of]
    number, count = len(spoken_of), int(np.count_nonzero(having))
    quantifier = asked.test.words["quantifier"]
    holds, vacuous = map(bool, quantified(quantifier, number, count))
    if vacuous:
        return nothing(len(members))
    if not number:
        return finding(False, Witness("none", count=0, among=len(members)))
    # A state that has it shows `some`, and what is wrong with `no`; one that lacks it what is wrong with `every`.
    shown = (count > 0) if quantifier != "every" else holds
    state = int(spoken_of[np.argmax(having == shown)])
    return finding(holds, Witness("has" if shown else "lacks", state, count=count, among=number))


def turns_on(asked: Asked) -> Hashable:
    """Return the prospects or equilibria."""
    return asked.among(asked.here).tobytes()


def needs(test: Test) -> frozenset[Need]:
    """Return what must be known: equilibria need no status quo."""
    return frozenset(("start", "rests") if test.words["among"] == "prospect" else ("stable",))


FORM = Form(
    holds=(
        "All, none or some of the prospects (or equilibria) in which C is true have D; without `where`, all "
        "of them count."
    ),
    vacuous="`every` and `no`: there is no such prospect (or equilibrium). `some` fails then.",
    examples=(
        "every prospect has Lower.protest",
        "no equilibrium where rain = poor has Upper.gates = open",
        "some prospect has thirst",
    ),
    about=("has",),
    needs=needs,
    judge=judge,
    turns_on=turns_on,
)
