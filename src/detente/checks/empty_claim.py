"""A claim on an empty set: it speaks of prospects, equilibria or states, and there are none of those it means."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from detente.checks.subject import Subject
from detente.conflict import world
from detente.engine.board import Ints
from detente.engine.paths import play
from detente.engine.stability import concepts
from detente.engine.truth import true
from detente.errors import Problem
from detente.scenario.expression import given
from detente.scenario.model import Claim, Formula

ALL = "every state"


def find(subject: Subject) -> Iterator[Problem]:
    """Yield claims about every or no member of a set that is empty; they hold of nothing, so they say nothing."""
    for claim in subject.scenario.claims:
        among, where = spoken_of(claim)
        members = _members(subject, claim, among)
        if members is None or (where is not None and _some(subject, claim, members, where)):
            continue
        if where is not None or len(members) == 0:
            kind = "state" if among == ALL else among
            limit = f" where {where.text}" if where else ""
            yield Problem(
                "empty-claim",
                f"Claim `{claim.name}` speaks of every {kind}{limit}, and there is none",
                "A claim should speak of something.",
                "Look at the prospects and equilibria with `detente analyse`, or ask for `some`.",
                claim.test.place,
                "warning",
            )


def spoken_of(claim: Claim) -> tuple[str | None, Formula | None]:
    """Return what a claim speaks of: "prospect", "equilibrium" or every state, and the condition that limits it.

    The first is None for claims that speak of no set, or only of some member of it.
    """
    test = claim.test
    if test.form == "has" and test.words["quantifier"] != "some":
        return test.words["among"], test.formulas.get("where")
    if test.form == "can improve":
        return ALL, test.formulas["where"]
    if test.form == "suits everyone" and test.words["quantifier"] == "no":
        return ALL, test.formulas["with"]
    return None, None


def _members(subject: Subject, claim: Claim, among: str | None) -> Ints | None:
    """Return the states that a claim speaks of; None where it speaks of no set or its variant is no conflict."""
    solver = subject.solver(claim.variant) if among else None
    if solver is None:
        return None
    if among == ALL:
        return np.arange(solver.board.count)
    verdicts = solver.verdicts(concepts()[claim.concept or subject.scenario.settings.concept])
    if among == "equilibrium":
        return verdicts.equilibria
    if solver.board.start < 0:
        return None
    return np.array([path.ends for path in play(verdicts, solver.board.start).prospects], dtype=np.int64)


def _some(subject: Subject, claim: Claim, members: Ints, where: Formula) -> bool:
    states = subject.listed(subject.conflicts[claim.variant])
    facts = world(subject.scenario, claim.variant)
    return bool(true(given(where.meaning, facts), states)[members].any())
