"""Twelve actors, 4,095 groups: judged right, within a number of steps, and openly unknown where that is not enough."""

from __future__ import annotations

import json
from functools import cache
from random import Random

import jsonschema
import pytest

from detente import api
from detente.answers import coalitions as answers
from detente.answers.run import Run, run
from detente.engine.coalition import joint_concepts
from detente.engine.coalition.driver.at_once import Setting, setting
from detente.engine.coalition.driver.parties import Wish, parties
from detente.engine.coalition.driver.reasons import joint_certificate
from detente.engine.coalition.driver.solve import JointSolver
from detente.engine.coalition.driver.verify import verify_joint
from detente.scenario.reader import read
from detente.views import notebook
from detente.views.objects import json_schema
from detente.views.page import text

NAMES = [f"A{number}" for number in range(1, 13)]


def scenario(seed: int, actors: int = 12) -> str:
    """Draw actors with one option and six to ten ordered statements each."""
    luck, names = Random(seed), NAMES[:actors]
    told = []
    for name in names:
        wants = []
        for _ in range(luck.randint(6, 10)):
            parts = [f"{luck.choice(('', 'not '))}{other}.act" for other in luck.sample(names, luck.randint(1, 3))]
            wish, link = luck.choice(("want", "avoid")), luck.choice((" and ", " or "))
            wants.append(f"{{{wish}: {link.join(parts)}, assumed: x}}")
        options = f"{{act: {{start: {luck.choice(('yes', 'no'))}, assumed: x}}}}"
        told.append(f"  {name}: {{options: {options}, prefers: [{', '.join(wants)}]}}\n")
    return f"title: Twelve\nanalysis: {{concept: seq}}\nactors:\n{''.join(told)}"


class Plain(Setting):
    """The same settings, without the shortcut for conflicts in which no option hangs on another."""

    free = anywhere = False


@cache
def solved(seed: int, actors: int = 12) -> Run:
    return run(read(scenario(seed, actors)))


@cache
def whole() -> notebook.Coalitions:
    return api.coalitions(read(scenario(0)), beliefs=False)


def short(monkeypatch: pytest.MonkeyPatch, steps: int) -> notebook.Coalitions:
    """Return the same answer where fewer steps may be looked at."""
    whole()  # before the number is changed, since it is kept
    monkeypatch.setattr(answers, "MOST_STEPS", steps)
    return api.coalitions(read(scenario(0)), beliefs=False)


@pytest.mark.parametrize("wish", ["strict", "pareto"])
def test_shortcuts_change_nothing(wish: Wish) -> None:
    """Groups, their improvements and their fates are those found by following everybody's moves."""
    found = 0
    for seed in range(2):
        one, own = solved(seed, 6), parties(solved(seed, 6).board, wish)
        quick = JointSolver(own, setting(one.conflict, one.board))
        slow = JointSolver(own, Plain(one.conflict, setting(one.conflict, one.board).states))
        for state in Random(seed).sample(range(one.board.count), 3):
            told = [(group, ends.tolist()) for group, ends in quick.tempted(state)]
            assert told == [(group, ends.tolist()) for group, ends in slow.tempted(state)]
            assert sorted(quick.credible.least(state)) == sorted(slow.credible.least(state))
            for group, _ in told:
                for concept in joint_concepts().values():
                    free = quick.undeterred(concept, group, state).tolist()
                    assert free == slow.undeterred(concept, group, state).tolist(), (seed, state, group, concept.key)
                    found += 1
    assert found > 40


def test_all_groups_of_twelve_are_judged_and_their_reasons_hold() -> None:
    found = whole()
    assert found.groups == 4095
    assert all(not any(stand.unjudged.values()) for stand in found.stands)
    one = solved(0)
    own, once = parties(one.board), setting(one.conflict, one.board)
    solver, luck = JointSolver(own, once), Random(0)
    for stand in found.stands:
        place = stand.state.number - 1
        tempted = [group for group, _ in solver.tempted(place)]
        for group in luck.sample(tempted, min(1, len(tempted))):
            names = tuple(NAMES[actor] for actor in group)
            for key in ("cnash", "cgmr"):
                certificate = joint_certificate(solver, joint_concepts()[key], group, place)
                assert certificate.stable == (names not in stand.leaving[key])
                assert verify_joint(own, joint_concepts()[key], certificate, once) == []


@pytest.mark.parametrize("steps", [0, 40])
def test_what_is_found_in_few_steps_is_never_wrong(monkeypatch: pytest.MonkeyPatch, steps: int) -> None:
    """Groups that leave do so in the whole answer; how many are missing is counted; what is complete is the same."""
    few = short(monkeypatch, steps)
    for stand, full in zip(few.stands, whole().stands, strict=True):
        for key in joint_concepts():
            own, all_ = set(stand.leaving[key]), set(full.leaving[key])
            assert own <= all_
            assert len(all_ - own) <= stand.unjudged[key]
            assert stand.unjudged[key] or own == all_
            assert stand.withstands(key) in (full.withstands(key), None)
        assert {one.group for one in stand.tempted} <= {one.group for one in full.tempted}
        counts = {one.group: (one.improvements, one.undeterred) for one in full.tempted}
        assert all(counts[one.group] == (one.improvements, one.undeterred) for one in stand.tempted)
    assert any(stand.unjudged["cseq"] for stand in few.stands)


def test_unknown_is_printed_openly(monkeypatch: pytest.MonkeyPatch) -> None:
    few = short(monkeypatch, 0)
    said = " ".join(text(few.page()).split())
    holding = [stand for stand in few.stands if stand.alone["seq"]]
    assert holding
    assert all(stand.withstands("cseq") is None for stand in few.stands)
    assert "is unknown under coalition sequential stability: the search was given up" in said
    assert "Which coalitions could form at the status quo is unknown" in said
    assert "no group" not in said.replace("no group would leave, ○", "")
    assert "? unknown, + perhaps more" in said
    object_ = json.loads(few.to_json())
    jsonschema.validate(object_, json_schema("coalitions"))
    assert [one["unjudged"]["cseq"] for one in object_["stands"]] == [stand.unjudged["cseq"] for stand in few.stands]
    assert few.table().rows[0][-1] == "?"


def test_one_state_is_searched_for_longer(monkeypatch: pytest.MonkeyPatch) -> None:
    first = whole().stands[0]
    assert short(monkeypatch, 8000).stands[0].unjudged["cseq"]  # enough for one state, not for each of four
    (asked,) = api.coalitions(read(scenario(0)), state=first.state.number, beliefs=False).stands
    assert asked.leaving == first.leaving
    assert not any(asked.unjudged.values())
