"""Scenes: where play comes to rest in every world, against the oracle, world by world; and what cannot be judged."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from random import Random
from typing import Any

import numpy as np
import pytest

from detente.engine.ensemble import nearby
from detente.engine.stability import concepts
from detente.errors import ConflictError, QuestionError
from detente.prospects import rests
from detente.prospects.rests import Scene
from detente.prospects.worlds import worlds_of
from detente.scenario.expression import Is
from detente.scenario.model import Scenario
from detente.scenario.reader import read
from tests.oracles.oracle import NoAnswer, holds
from tests.prospects import by_hand
from tests.prospects.by_hand import APART, Case, Played, scenes

pytestmark = pytest.mark.more

CASES = 24
"""Scenarios of each shape; twice as many where worlds are judged one by one."""

KEYS = ("seq", "firm", "sseq", "nash", "smr", "gmr")
FIRM = concepts()["firm"]

State = tuple[tuple[str, str], ...]


@pytest.fixture
def ways(monkeypatch: pytest.MonkeyPatch) -> dict[str, int]:
    """Count how often worlds are judged together, by the states met or on the whole board, and how often one by one."""
    return by_hand.count_calls(monkeypatch, rests, ("rests_nearby", "ensemble", "Solver"))


def found(
    scenario: Scenario, variant: str | None = None, key: str = "firm", beliefs: bool | None = None
) -> dict[State, tuple[set[State], bool]]:
    """Return by world the prospects and whether play may go round; every world must be told once."""
    worlds = worlds_of(scenario, variant)
    told: dict[State, tuple[set[State], bool]] = {}
    for scene in scenes(scenario, worlds, concepts()[key], variant, beliefs):
        states = listed(scene)
        for number, prospects, restless in zip(scene.worlds.tolist(), scene.prospects, scene.restless, strict=True):
            facts = state(worlds[number])
            assert facts not in told
            told[facts] = ({states[place] for place in np.flatnonzero(prospects)}, bool(restless))
    assert len(told) == len(worlds)
    return told


def listed(scene: Scene) -> list[State]:
    return [
        state({name: scene.states.values[name][column[place]] for name, column in scene.states.columns.items()})
        for place in range(scene.states.length)
    ]


def state(values: Mapping[str, str]) -> State:
    return tuple(sorted(values.items()))


# ---------------------------------------------------------------- against the oracle


@pytest.mark.parametrize("shape", by_hand.NAMES)
def test_prospects_of_every_world_are_those_of_the_oracle(
    shape: str, ways: dict[str, int], monkeypatch: pytest.MonkeyPatch
) -> None:
    """They are whether states are looked at as they are met, or all of the board."""
    compared = rounds = worlds = 0
    count = 2 * CASES if shape == APART else CASES
    for number, (seed, case) in enumerate(by_hand.drawn(shape, count)):
        scenario, key = read(case.text), KEYS[number % len(KEYS)]
        beliefs = (True, None, False)[number // len(KEYS) % 3]
        expected = _expected(case, scenario, key, beliefs)
        if expected is None:
            with pytest.raises((ConflictError, QuestionError)):
                found(scenario, case.variant, key, beliefs)
            continue
        for most in (nearby.MOST, -1):
            with monkeypatch.context() as patch:
                patch.setattr(nearby, "MOST", most)
                assert found(scenario, case.variant, key, beliefs) == expected, f"{seed}, {key}, {most}\n{case.text}"
        compared += 1
        worlds += len(expected)
        rounds += sum(restless for _, restless in expected.values())
    assert compared >= count // 2
    assert worlds > 2 * compared
    assert ways["rests_nearby"] > ways["ensemble"] > ways["rests_nearby"] // 2 > 0
    if shape == APART:
        assert ways["Solver"] > 20
    if shape == "graph":
        assert rounds > 3


def _expected(
    case: Case, scenario: Scenario, key: str, beliefs: bool | None
) -> dict[State, tuple[set[State], bool]] | None:
    sketch = by_hand.without_beliefs(case.sketch) if beliefs is False else case.sketch
    expected = {}
    for facts in by_hand.every_world(scenario, case.fixed):
        try:
            one = by_hand.played(sketch, facts, key)
        except NoAnswer:
            return None
        expected[state(facts)] = ({_state_of(at, facts) for at in one.rests}, one.goes_round)
    return expected


def _state_of(at: Mapping[str, str], facts: Mapping[str, str]) -> State:
    return state({name: value for name, value in at.items() if name not in facts})


@pytest.mark.parametrize("shape", ["everything", "graph"])
def test_a_formula_is_true_where_the_oracle_says_so(shape: str) -> None:
    truths = []
    for seed, case in by_hand.drawn(shape, 2 * CASES):
        scenario = read(case.text)
        if _expected(case, scenario, "nash", None) is None:
            continue
        worlds = worlds_of(scenario, case.variant)
        for scene in scenes(scenario, worlds, concepts()["nash"], case.variant):
            facts = [worlds[number] for number in scene.worlds.tolist()]
            for said, claim in zip(case.claims, scenario.claims, strict=True):
                truth = scene.having(claim.test.formulas["has"].meaning, facts)
                expected = [[holds(said.has, one | dict(at), case.terms) for at in listed(scene)] for one in facts]
                assert truth.tolist() == expected, f"{seed}\n{case.text}"
                truths += [one for row in expected for one in row]
    assert 0.2 < sum(truths) / len(truths) < 0.8
    assert len(truths) > 500


# ---------------------------------------------------------------- by hand

WEATHER = """
title: Weather
circumstances:
  fog: {now: no, chance: 0.75}
  rain: {now: no, chance: 0.5}
  noise: {now: no, chance: 0.5}
actors:
  A: {options: {x: {needs: not fog}}, prefers: [{name: go, want: x, if: not rain}, {name: stay, avoid: x}]}
  B: {options: {y: {}}, prefers: [{want: B.y, exactly when: A.x}]}
"""

BOTH, NEITHER = (("A.x", "yes"), ("B.y", "yes")), (("A.x", "no"), ("B.y", "no"))


def ends(scenario: Scenario, **more: Any) -> dict[str, State]:
    """Return the one prospect of each world, by the first letters of what is so there."""
    told = found(scenario, **more)
    assert all(len(prospects) == 1 and not restless for prospects, restless in told.values())
    names = {facts: " ".join(name for name, value in facts if value == "yes") for facts in told}
    return {names[facts]: next(iter(prospects)) for facts, (prospects, _) in told.items()}


def test_worlds_by_hand(ways: dict[str, int]) -> None:
    # A goes where it can (no fog) and wants to (no rain); B goes along.
    expected = {
        "": BOTH, "fog": NEITHER, "rain": NEITHER, "noise": BOTH,
        "fog rain": NEITHER, "fog noise": NEITHER, "noise rain": NEITHER, "fog noise rain": NEITHER,
    }  # fmt: skip
    assert ends(read(WEATHER)) == expected
    # Two boards: with fog and without.
    assert ways == {"rests_nearby": 2, "ensemble": 0, "Solver": 0}


def test_what_lapses_in_some_worlds_only() -> None:
    text = """
title: Guard
circumstances: {fog: {now: no, chance: 0.5}}
situations: {shown: A.x and not fog}
actors:
  A: {options: {x: {}}, prefers: [{want: x}]}
  B: {options: {y: {start: yes, lapses when: shown changes}}, prefers: []}
"""
    # B's guard falls where A is seen to go.
    assert ends(read(text)) == {"": (("A.x", "yes"), ("B.y", "no")), "fog": BOTH}


def test_who_believes_in_other_moves_is_judged_world_by_world(ways: dict[str, int]) -> None:
    believing = WEATHER + "beliefs:\n  - {who: B, thinks: fog}\n"
    told = found(read(believing))
    assert len(told) == 8
    # Where there is fog B is right, and worlds are judged together; else one by one, but not apart for the noise,
    # of which nothing speaks: with rain and without.
    assert ways == {"rests_nearby": 1, "ensemble": 0, "Solver": 2}
    assert found(read(believing), beliefs=False) == found(read(WEATHER))
    assert ways == {"rests_nearby": 1 + 2 + 2, "ensemble": 0, "Solver": 2}
    off = found(read(believing + "analysis: {beliefs: off}\n"))
    assert ways == {"rests_nearby": 1 + 2 + 2 + 2, "ensemble": 0, "Solver": 2}
    assert off == found(read(WEATHER))


def test_a_belief_counts_beside_all_else_that_is_so(ways: dict[str, int]) -> None:
    text = """
title: Shy of what may not be possible
circumstances: {fog: {now: no, chance: 0.5}, rain: {now: no, chance: 0.5}}
actors:
  A: {options: {x: {}}, prefers: [{avoid: B.y}, {want: x}]}
  B: {options: {y: {needs: fog and rain}}, prefers: [{want: y, exactly when: A.x}]}
"""
    dared, shied = (("A.x", "yes"), ("B.y", "no")), (("A.x", "no"), ("B.y", "no"))
    assert ends(read(text)) == {"": dared, "fog": dared, "rain": dared, "fog rain": shied}
    # Who takes it to be foggy fears B where it rains, which it sees.
    believing = read(text + "beliefs: [{who: A, thinks: fog}]\n")
    ways.update(rests_nearby=0, Solver=0)
    assert ends(believing) == {"": dared, "fog": dared, "rain": shied, "fog rain": shied}
    assert ways == {"rests_nearby": 3, "ensemble": 0, "Solver": 1}


def test_play_that_goes_round_is_told_of_worlds_judged_one_by_one(ways: dict[str, int]) -> None:
    text = """
title: Round
circumstances: {still: {now: no, chance: 0.5}, fog: {now: no, chance: 0.5}}
actors:
  A: {options: {x: {}}, prefers: [{want: A.x, exactly when: B.y}]}
  B: {options: {y: {}}, prefers: [{want: B.y, exactly when: not A.x, if: not still}]}
  C: {options: {z: {needs: fog}}, prefers: []}
beliefs: [{who: C, thinks: fog}]
"""
    told = {facts: restless for facts, (_, restless) in found(read(text), key="nash").items()}
    assert told == {(("fog", fog), ("still", still)): still == "no" for fog in ("no", "yes") for still in ("no", "yes")}
    assert ways == {"rests_nearby": 1, "ensemble": 0, "Solver": 2}


def test_a_belief_about_wants_keeps_worlds_together(ways: dict[str, int]) -> None:
    text = """
title: Shy
circumstances: {harsh: {now: no, chance: 0.5}}
actors:
  A:
    options: {x: {}}
    prefers: [{avoid: B.y}, {want: x}]
  B:
    options: {y: {}}
    prefers: [{name: mood, want: y, exactly when: A.x, if: harsh}, {name: calm, avoid: y}]
"""
    dared, shied = (("A.x", "yes"), ("B.y", "no")), (("A.x", "no"), ("B.y", "no"))
    # A dares where B is not harsh; where it is, A foresees what comes of it.
    assert ends(read(text)) == {"": dared, "harsh": shied}
    # Whoever takes B for harsh shies everywhere; who takes B for mild dares and is met by what it did not expect.
    harsh, mild = (f"{text}beliefs: [{{who: A, thinks: {what}}}]\n" for what in ("harsh", "not harsh"))
    assert ends(read(harsh)) == {"": shied, "harsh": shied}
    assert ends(read(mild)) == {"": dared, "harsh": BOTH}
    assert ways["Solver"] == 0
    assert (ways["rests_nearby"], ways["ensemble"]) == (3, 0)


def test_all_that_an_actor_thinks_is_thought_together_and_observers_count_for_nothing() -> None:
    text = """
title: Two doubts
circumstances: {harsh: {now: no, chance: 0.5}, awake: {now: no, chance: 0.5}}
actors:
  A:
    options: {x: {}}
    prefers: [{avoid: B.y}, {want: x}]
  B:
    options: {y: {}}
    prefers: [{name: mood, want: y, exactly when: A.x, if: harsh and awake}, {name: calm, avoid: y}]
"""
    dared, shied = (("A.x", "yes"), ("B.y", "no")), (("A.x", "no"), ("B.y", "no"))
    plain = ends(read(text))
    assert plain == {"": dared, "harsh": dared, "awake": dared, "awake harsh": shied}
    observed = text + "beliefs: [{who: the press, thinks: harsh and awake}, {who: A, thinks: harsh}]\n"
    assert ends(read(observed)) == {"": dared, "harsh": dared, "awake": shied, "awake harsh": shied}
    # A takes B for harsh and awake, in whichever order it says so.
    for first, second in (("harsh", "awake"), ("awake", "harsh")):
        both = text + f"beliefs: [{{who: A, thinks: {first}}}, {{who: A, thinks: {second}}}]\n"
        assert set(ends(read(both)).values()) == {shied}


def test_worlds_are_judged_in_pieces_that_change_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    whole = {seed: found(read(case.text), case.variant) for seed, case in _answered("moody")}
    assert [len(scene.worlds) for scene in scenes(read(WEATHER), worlds_of(read(WEATHER)), FIRM)] == [4, 4]
    # Nothing speaks of the noise there; where something does, whatever it is, all worlds are judged by themselves.
    weather = read(WEATHER.replace("{name: stay, avoid: x}", "{name: stay, avoid: x, if: noise or not noise}"))
    # Room for the ranks of four states, two actors and three worlds; with fog there are two states and room for six.
    monkeypatch.setattr(rests, "PIECE", 3 * 4 * 4 * 2)
    pieces = scenes(weather, worlds_of(weather), FIRM)
    assert [len(scene.worlds) for scene in pieces] == [3, 1, 4]
    monkeypatch.setattr(rests, "PIECE", 1)
    assert [len(scene.worlds) for scene in scenes(weather, worlds_of(weather), FIRM)] == [1] * 8
    assert [len(scene.worlds) for scene in scenes(read(WEATHER), worlds_of(read(WEATHER)), FIRM)] == [2] * 4
    assert {seed: found(read(case.text), case.variant) for seed, case in _answered("moody")} == whole


def _answered(shape: str) -> Iterator[tuple[str, Case]]:
    for seed, case in by_hand.drawn(shape, 8):
        if _expected(case, read(case.text), "nash", None) is not None:
            yield seed, case


def test_rankings_number_the_states_as_written_in_every_world(ways: dict[str, int]) -> None:
    text = """
title: Ranked
circumstances: {flood: {now: no, chance: 0.9}}
actors:
  A: {options: {x: {}}, ranking: [4, 2, 1, 3]}
  B: {options: {y: {}}, ranking: [3, [4, 1], 2]}
never: [{when: flood and A.x and not B.y}]
"""
    # As written 1 to 4 are neither, x, y, both. A wants x, most of all with y; B sets y once x is set, if not without.
    # In the flood x alone cannot be; what is left is numbered as before: nothing moves A from neither, but B goes to 3.
    both, only_y = (("A.x", "yes"), ("B.y", "yes")), (("A.x", "no"), ("B.y", "yes"))
    nash = found(read(text), key="nash")
    assert nash[(("flood", "no"),)] == ({both}, False)
    assert nash[(("flood", "yes"),)] == ({both}, False)
    assert only_y not in nash[(("flood", "yes"),)][0]
    assert ways == {"rests_nearby": 2, "ensemble": 0, "Solver": 0}


# ---------------------------------------------------------------- what cannot be judged


def test_an_unknown_status_quo_is_refused() -> None:
    for text in (WEATHER, WEATHER + "beliefs:\n  - {who: B, thinks: fog}\n"):
        with pytest.raises(QuestionError) as caught:
            found(read(text + "start: unknown\n"))
        assert [problem.code for problem in caught.value.problems] == ["unknown-status-quo"]


@pytest.mark.parametrize("belief", ["", "beliefs: [{who: B, thinks: storm}]\n"])
def test_a_world_without_the_status_quo_is_named(belief: str) -> None:
    text = """
title: Bridge
circumstances:
  storm: {now: no, chance: 0.9}
  rich: {now: no, chance: 0.9}
  flood: {now: no, chance: 0.9}
actors:
  A: {options: {x: {needs: not storm or B.y, start: yes}}, prefers: [{want: x, if: rich}]}
  B: {options: {y: {}}, prefers: [{avoid: y}]}
never: [{when: flood and B.y}]
"""
    with pytest.raises(ConflictError) as caught:
        found(read(text + belief))
    (problem,) = caught.value.problems
    assert problem.code == "start-infeasible"
    # Only what decides about states is named.
    assert problem.given.startswith("Where storm = yes and flood = no: The status quo (A.x = yes, B.y = no)")
    # A variant settles it.
    dry = text + belief + "variants: {dry: {set: {storm: no}}, wet: {set: {storm: yes}}}\n"
    assert len(found(read(dry), "dry")) == 4
    with pytest.raises(ConflictError) as caught:
        found(read(dry), "wet")
    assert caught.value.problems[0].given.startswith("Where flood = no: The status quo")


def test_without_doubts_about_states_no_world_is_named() -> None:
    text = "title: t\nactors: {A: {options: {x: {}}, prefers: [want: x]}}\nnever: [{when: always}]\n"
    with pytest.raises(ConflictError) as caught:
        found(read(text))
    assert not caught.value.problems[0].given.startswith("Where")


def test_a_believed_world_without_states_is_named() -> None:
    text = """
title: t
circumstances: {end: {now: no}, mood: {now: no, chance: 0.5}}
actors: {A: {options: {x: {}}, prefers: [want: x]}, B: {options: {y: {}}, prefers: [want: y]}}
never: [{when: end or mood and A.x}]
beliefs: [{who: B, thinks: end}]
"""
    with pytest.raises(ConflictError) as caught:
        found(read(text))
    assert caught.value.problems[0].given.startswith("Where mood = no: In the world that B believes in: ")


def test_what_a_formula_does_not_speak_of_does_not_matter() -> None:
    scenario = read(WEATHER)
    worlds = worlds_of(scenario)
    (first, _) = scenes(scenario, worlds, FIRM)
    facts = [worlds[number] for number in first.worlds.tolist()]
    truth = first.having(Is("rain", ("yes",)), facts)
    assert truth.shape == (4, first.states.length)
    assert truth.tolist() == [[one["rain"] == "yes"] * first.states.length for one in facts]
    assert {one["rain"] for one in facts} == {"no", "yes"}


def test_sketches_come_to_rest_and_go_round() -> None:
    count = dict.fromkeys(("rests", "round"), 0)
    luck = Random(1)
    for _ in range(60):
        case = by_hand.case("graph", luck)
        try:
            one: Played = by_hand.played(case.sketch, by_hand.every_world(read(case.text), {})[0], "nash")
        except NoAnswer:
            continue
        count["rests"] += bool(one.rests)
        count["round"] += one.goes_round
    assert min(count.values()) > 5
