"""Rules of sharing: a contract for every rule, the nearest against a search, and the effect of the choice by hand."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from typing import Any

import numpy as np
import pytest

from detente.engine.stability import concepts
from detente.errors import ConflictError, QuestionError
from detente.prospects.forecast import Forecast, forecast
from detente.prospects.rests import Scene
from detente.prospects.sharing import Asked, find_rule, rules
from detente.prospects.worlds import worlds_of
from detente.scenario.reader import read
from tests.oracles.oracle import NoAnswer, State, Verdicts, status_quo_of
from tests.oracles.sketch import Sketch
from tests.prospects import by_hand
from tests.prospects.by_hand import World, scenes

CASES = 10
FIRM = concepts()["firm"]


def asked(text: str, variant: str | None, key: str) -> tuple[Asked, tuple[Scene, ...]]:
    scenario = read(text)
    worlds = worlds_of(scenario, variant)
    question = Asked(scenario, worlds, concepts()[key], variant, None)
    return question, scenes(scenario, worlds, concepts()[key], variant)


@pytest.mark.more
@pytest.mark.parametrize("rule", rules())
def test_every_rule_shares_all_of_a_world_among_its_prospects(rule: str) -> None:
    shared = several = 0
    for number, (seed, case) in enumerate(one for shape in by_hand.NAMES for one in by_hand.drawn(shape, CASES // 2)):
        try:
            question, found = asked(case.text, case.variant, ("firm", "seq", "nash")[number % 3])
        except (ConflictError, QuestionError):
            continue
        for scene in found:
            shares = rules()[rule].shares(scene, question)
            assert shares.shape == scene.prospects.shape, seed
            assert shares.dtype == np.float64
            assert (shares >= 0).all()
            assert not shares[~scene.prospects].any(), seed
            assert shares.sum(axis=1) == pytest.approx(scene.prospects.any(axis=1).astype(float)), seed
            shared += len(shares)
            several += int((scene.prospects.sum(axis=1) > 1).sum())
    assert shared > 10
    assert several > 0


def test_rules_are_found_by_their_names() -> None:
    assert next(iter(rules())) == "equal"
    assert {"equal", "shortest"} <= set(rules())
    for key, rule in rules().items():
        assert rule.key == key
        assert rule.title
        assert rule.assumes.endswith(".")
    assert find_rule(None) == find_rule("equal")


@pytest.mark.parametrize("shape", ["moody", "needs", "everything"])
def test_the_nearest_prospects_share_by_the_shortest_rule(shape: str) -> None:
    """The lengths of ways are looked for by hand, world by world."""
    told = 0
    for seed, case in by_hand.drawn(shape, CASES):
        try:
            question, found = asked(case.text, case.variant, "firm")
        except (ConflictError, QuestionError):
            continue
        for scene in found:
            shares = rules()["shortest"].shares(scene, question)
            for number, row in zip(scene.worlds.tolist(), shares, strict=True):
                try:
                    near = nearest(case.sketch, question.worlds[number])
                except NoAnswer:
                    continue
                given = {
                    tuple(
                        scene.states.values[name][column[place]] for name, column in scene.states.columns.items()
                    ): part
                    for place, part in enumerate(row.tolist())
                    if part
                }
                assert set(given) == near, seed
                assert all(part == pytest.approx(1 / len(near)) for part in given.values())
                told += 1
    assert told > 10


def nearest(sketch: Sketch, facts: World) -> set[State]:
    """Give the states at rest that are met first, going out from the status quo level by level."""
    here = replace(sketch, circumstances=tuple(replace(one, now=facts[one.name]) for one in sketch.circumstances))
    verdicts, start = Verdicts(here), status_quo_of(here)
    if start not in verdicts.actual.states:
        raise NoAnswer("no status quo")
    level, met = {start}, {start}
    while level:
        onward = {s: set().union(*(verdicts.undeterred("firm", who, s) for who in verdicts.names)) for s in level}
        if stays := {state for state, to in onward.items() if not to}:
            return stays
        level = set().union(*onward.values()) - met
        met |= level
    return set()


# ---------------------------------------------------------------- by hand

FORK = """
title: Fork
circumstances: {calm: {now: no, chance: 0.4}}
actors:
  A: {options: {x: {values: [start, near, step]}}, prefers: [{avoid: x = start}, {want: "x = step", if: calm}]}
  B: {options: {y: {values: [none, far, farther]}}, prefers: [{avoid: y = none, if: A.x = step}]}
"""


def told(sharing: str | None = None, text: str = FORK, **more: Any) -> Forecast:
    return forecast(read(text), concepts()["nash"], sharing=sharing, **more)


def test_the_choice_of_a_rule_by_hand() -> None:
    # Where it is calm (0.4: `now: no` has that chance, so calm has 0.6) A goes to step, then B to far or farther.
    # Elsewhere (0.4) A goes near at once, or to step and B on to far or farther: three prospects, the first nearer.
    equal, shortest = told(), told("shortest")
    assert (equal.rule.key, shortest.rule.key) == ("equal", "shortest")

    def chances(found: Forecast) -> dict[str, float]:
        return {f"{one.values['A.x']} {one.values['B.y']}": one.outcome.chance.middle for one in found.rests}

    third = 0.4 / 3
    assert chances(equal) == pytest.approx({"step far": 0.3 + third, "step farther": 0.3 + third, "near none": third})
    assert chances(shortest) == pytest.approx({"step far": 0.3, "step farther": 0.3, "near none": 0.4})
    # What does without a rule is the same.
    bounds = {one.outcome.name: (one.outcome.surely, one.outcome.possibly) for one in equal.rests}
    assert bounds == {one.outcome.name: (one.outcome.surely, one.outcome.possibly) for one in shortest.rests}
    for found in (equal, shortest):
        by_rule = {one.rule.key: [chance.middle for chance in one.rests] for one in found.sharing}
        assert by_rule["equal"] == pytest.approx([chances(equal)[_state(rest)] for rest in found.rests])
        assert by_rule["shortest"] == pytest.approx([chances(shortest)[_state(rest)] for rest in found.rests])


def _state(rest: Any) -> str:
    return f"{rest.values['A.x']} {rest.values['B.y']}"


def test_a_prospect_that_a_rule_leaves_nothing_is_told_all_the_same() -> None:
    text = FORK.replace("chance: 0.4", "chance: 1")
    found = told("shortest", text)
    assert {_state(one): one.outcome.chance.middle for one in found.rests} == {
        "near none": 1,
        "step far": 0,
        "step farther": 0,
    }
    assert all(one.outcome.possibly.middle == 1 for one in found.rests)
    assert all(one.outcome.surely.middle == 0 for one in found.rests)


def test_where_one_prospect_remains_nothing_is_shared() -> None:
    text = "title: t\nactors:\n  A: {options: {x: {}}, prefers: [want: x]}\n"
    assert told(text=text).sharing == ()


def test_shares_that_make_a_whole_make_it_exactly() -> None:
    # Six times a sixth is less than one as computers count, and a chance is a chance.
    options = ", ".join(f"o{number}: {{}}" for number in range(3))
    found = told(text=f"title: t\nactors:\n  A: {{options: {{{options}}}, prefers: [want: o0 or o1 or o2]}}\n")
    assert sum([1 / 7] * 7) != 1
    assert Fraction(found.somewhere.middle) == 1
    assert found.played.share(found.scenario.actors["A"].preferences.statements[0].meaning).tolist() == [1.0]  # type: ignore[union-attr]


def test_an_unknown_rule_is_refused() -> None:
    with pytest.raises(QuestionError) as caught:
        told("shortes")
    (problem,) = caught.value.problems
    assert (problem.code, problem.remedy) == ("unknown-sharing", "Did you mean `shortest`?")
    with pytest.raises(QuestionError) as caught:
        told("???")
    assert "equal" in caught.value.problems[0].expected
