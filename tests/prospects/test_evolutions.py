"""Evolution over all worlds, and sharing by it: against exact walks, world by world; and one case by hand."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from fractions import Fraction
from typing import Any, cast

import numpy as np
import pytest

from detente.engine.compile import compile_board
from detente.engine.stability import concepts
from detente.errors import ConflictError, QuestionError
from detente.prospects import evolutions as over_worlds
from detente.prospects.chain import CHOICES, Choice, Process
from detente.prospects.evolutions import Spread, spread
from detente.prospects.minds import minds
from detente.prospects.readings import ANALYST, evidence, known_to
from detente.prospects.rests import boards
from detente.prospects.sharing import Asked, rules
from detente.prospects.worlds import worlds_of
from detente.scenario.model import Scenario
from detente.scenario.reader import read
from tests.oracles.oracle import NoAnswer, State, Verdicts, status_quo_of
from tests.oracles.sketch import Sketch
from tests.prospects import by_hand, walks
from tests.prospects.by_hand import APART, Odds, near, scenes

CASES = 15
KEYS = ("seq", "firm", "nash", "sseq")
Facts = Mapping[str, str]
Place = tuple[tuple[str, str], ...]


def walk(sketch: Sketch, facts: Facts, key: str, choice: Choice, weights: list[Fraction]) -> walks.Ends:
    """Work out where play ends in a world. Raises NoAnswer where it has no states, or not that status quo."""
    here = replace(sketch, circumstances=tuple(replace(one, now=facts[one.name]) for one in sketch.circumstances))
    verdicts = Verdicts(here)
    start = status_quo_of(here)
    if start not in verdicts.actual.states or not all(view.states for view in verdicts.views.values()):
        raise NoAnswer("no states, or no status quo among them")

    def able(actor: int, state: State) -> set[State]:
        who = verdicts.names[actor]
        if choice == "undeterred":
            return verdicts.undeterred(key, who, state)
        better = verdicts.actual.improvements(who, state)
        rank = {to: verdicts.actual.rank(who, to) for to in better}
        return better if choice == "improvements" else {to for to in better if rank[to] == max(rank.values())}

    return walks.ends(start, walks.turns(weights, able))


def walk_or_none(sketch: Sketch, facts: Facts, key: str, choice: Choice, weights: list[Fraction]) -> walks.Ends | None:
    """Work out the same, None where there is no such conflict."""
    try:
        return walk(sketch, facts, key, choice, weights)
    except NoAnswer:
        return None


def rests_of(found: walks.Ends) -> dict[State, Fraction]:
    return {state: chance for one, chance in found.chances.items() if len(one) == 1 for state in cast(Any, one)}


def asked_of(scenario: Scenario, key: str, variant: str | None = None, beliefs: bool | None = None) -> Asked:
    return Asked(scenario, worlds_of(scenario, variant), concepts()[key], variant, beliefs)


def spread_of(asked: Asked, process: Process, as_of: str | None = None) -> Spread:
    seen = evidence(asked.worlds, known_to(asked.scenario, ANALYST, as_of))
    return spread(asked, process, seen)


@pytest.mark.parametrize("shape", by_hand.NAMES)
def test_every_world_against_exact_walks(shape: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(over_worlds, "LIKELIEST", 10**6)
    compared = rounds = several = lacking = 0
    for number, (seed, case) in enumerate(by_hand.drawn(shape, CASES)):
        scenario, key, choice = read(case.text), KEYS[number % 4], CHOICES[number % 3]
        weights = [Fraction((number + k) % 3) for k in range(len(scenario.actors))] if number % 5 == 0 else None
        weights = weights if weights and any(weights) else [Fraction(1)] * len(scenario.actors)
        odds = Odds(scenario, case.fixed, None)
        ends = [walk_or_none(case.sketch, facts, key, choice, weights) for facts in odds.worlds]
        asked = asked_of(scenario, key, case.variant)
        process = Process(choice, tuple(map(float, weights)))
        apart = [one is None for one in ends]
        given = odds.supposing([not it for it in apart])
        if not given.possible:
            with pytest.raises((ConflictError, QuestionError)):
                spread_of(asked, process)
            continue
        found = spread_of(asked, process)
        assert near(found.impossible, odds.chance(apart)), seed
        assert bool(found.obstacle) == any(weight and it for weight, it in zip(odds.middle, apart, strict=True)), seed
        odds = given  # all else is given that there is a conflict
        by_world = [{} if one is None else rests_of(one) for one in ends]
        rested = odds.chance([sum(one.values(), Fraction(0)) for one in by_world])
        assert found.rested.middle == pytest.approx(float(rested.middle), abs=1e-9), seed
        assert found.round.middle == pytest.approx(1 - float(rested.middle), abs=1e-9), seed
        undecided = odds.chance([one is not None and len(one.chances) > 1 for one in ends])
        assert found.undecided.middle == pytest.approx(float(undecided.middle), abs=1e-9), seed
        expected: dict[State, float] = {}
        for state in {state for one in by_world for state in one}:
            chance = odds.chance([one.get(state, Fraction(0)) for one in by_world])
            if chance.middle > 0:
                expected[state] = float(chance.middle)
        assert {tuple(one.values.values()): one.chance.middle for one in found.rests} == pytest.approx(
            expected, abs=1e-9
        ), f"{seed}\n{case.text}"
        told = [round(one.chance.middle, 12) for one in found.rests]
        assert told == sorted(told, reverse=True)
        compared += 1
        rounds += found.round.middle > 0
        several += found.undecided.middle > 0
        lacking += 0 < found.impossible.middle < 1
    assert lacking > 0 or shape not in ("needs and lapses",)
    assert compared >= CASES // 3
    assert several > 0 or shape == APART
    assert rounds > 0 or shape != "graph"


@pytest.mark.parametrize("shape", ["everything", "graph"])
def test_shares_by_process_are_those_of_play_that_rests(shape: str) -> None:
    compared = 0
    for seed, case in by_hand.drawn(shape, 2 * CASES):
        scenario = read(case.text)
        asked = asked_of(scenario, "nash", case.variant)
        try:
            found = scenes(scenario, asked.worlds, asked.concept, case.variant)
        except (ConflictError, QuestionError):
            continue
        for scene in found:
            for told in (scene, scene.narrowed()):
                shares = rules()["process"].shares(told, asked)
                assert shares.shape == told.prospects.shape
                assert not shares[~told.prospects].any()
                assert shares.sum(axis=1) == pytest.approx(told.prospects.any(axis=1).astype(float), abs=1e-9)
                for row, number in enumerate(told.worlds.tolist()):
                    columns = np.flatnonzero(told.prospects[row])
                    if len(columns) < 2:
                        continue
                    facts = asked.worlds[number]
                    rests = rests_of(
                        walk(case.sketch, facts, "nash", "undeterred", [Fraction(1)] * len(scenario.actors))
                    )
                    whole = sum(rests.values(), Fraction(0))
                    for column in columns.tolist():
                        values = tuple(told.states.values[name][at[column]] for name, at in told.states.columns.items())
                        assert shares[row, column] == pytest.approx(float(rests[values] / whole), abs=1e-9), seed
                    compared += 1
    assert compared > 10


WEIR = """
title: A weir
analysis: {concept: nash}
circumstances:
  flood: {now: no, chance: 0.3 to 0.5, assumed: x}
  moon: {now: yes, chance: 0.5, assumed: x}
actors:
  Upper: {options: {open: {start: yes, assumed: x}}, prefers: [{want: open, exactly when: not Lower.open, assumed: x}]}
  Lower:
    options: {open: {start: yes, assumed: x}}
    prefers:
      - {name: dry, avoid: open, if: flood, assumed: x}
      - {name: turn, want: open, exactly when: not Upper.open, assumed: x}
"""


def test_a_weir_by_hand() -> None:
    # Both are open. Without a flood whoever moves first shuts, and the other then has no reason to: a half each. In a
    # flood Lower shuts whatever Upper does; if Upper is first, it opens again once Lower has shut. So in a flood only
    # Lower is shut. No flood has 0.3 to 0.5, so a flood 0.6 at the middle; Lower alone is shut with 0.6 + 0.4 / 2,
    # which is 0.8, from 0.5 + 0.5 / 2 = 0.75 to 0.7 + 0.3 / 2 = 0.85.
    scenario = read(WEIR)
    found = spread_of(asked_of(scenario, "nash"), Process("undeterred", (1.0, 1.0)))
    assert [dict(one.values) for one in found.rests] == [
        {"Upper.open": "yes", "Lower.open": "no"},
        {"Upper.open": "no", "Lower.open": "yes"},
    ]
    lower, upper = (one.chance for one in found.rests)
    assert (lower.middle, lower.low, lower.high) == pytest.approx((0.8, 0.75, 0.85))
    assert (upper.middle, upper.low, upper.high) == pytest.approx((0.2, 0.15, 0.25))
    assert (found.rested.middle, found.round.middle, found.others) == (1, 0, 0)
    assert (found.undecided.middle, found.undecided.low, found.undecided.high) == pytest.approx((0.4, 0.3, 0.5))
    # Lower is drawn three times as often: without a flood it shuts first with 3/4. 0.6 + 0.4 * 3/4 = 0.9.
    found = spread_of(asked_of(scenario, "nash"), Process("undeterred", (1.0, 3.0)))
    assert found.rests[0].chance.middle == pytest.approx(0.9)
    # Upper alone moves: it shuts in either case, and nobody opens.
    found = spread_of(asked_of(scenario, "nash"), Process("undeterred", (1.0, 0.0)))
    assert [(dict(one.values), round(one.chance.middle, 9)) for one in found.rests] == [
        ({"Upper.open": "no", "Lower.open": "yes"}, 1.0)
    ]


def test_a_world_without_a_conflict_is_set_apart_by_hand() -> None:
    # In a flood the upper gate cannot be open, as it is in the status quo: no conflict, with 0.5 to 0.7, at the middle
    # 0.6. Without one whoever moves first shuts its gate, a half each.
    scenario = read(WEIR + "never: [{when: flood and Upper.open, assumed: x}]\n")
    found = spread_of(asked_of(scenario, "nash"), Process("undeterred", (1.0, 1.0)))
    assert (found.impossible.middle, found.impossible.low, found.impossible.high) == pytest.approx((0.6, 0.5, 0.7))
    assert found.obstacle[0].given.startswith("Where flood = yes: ")
    assert [(one.chance.low, one.chance.middle, one.chance.high) for one in found.rests] == [(0.5, 0.5, 0.5)] * 2
    assert (found.rested.middle, found.undecided.middle) == (1, 1)
    same = spread_of(asked_of(scenario, "nash"), Process("improvements", (1.0, 1.0)))
    assert (same.impossible, same.rests) == (found.impossible, found.rests)


def test_where_no_world_makes_a_conflict_there_is_nothing_to_tell() -> None:
    scenario = read(WEIR + "never: [{when: Upper.open, assumed: x}]\n")
    with pytest.raises(ConflictError, match="is not feasible"):
        spread_of(asked_of(scenario, "nash"), Process("undeterred", (1.0, 1.0)))


LONG = """
title: A long way
circumstances: {wind: {now: yes, chance: 0.5}, fog: {now: no, chance: 0.5}}
actors:
  A: {options: {x: {}, far: {}, off: {}}, prefers: [{avoid: off}, {avoid: far}, {want: x, exactly when: wind}]}
  B: {options: {y: {}}, prefers: [{avoid: y}]}
"""
BELIEVED = LONG.replace("fog:", "gate: {now: yes}, fog:").replace("off: {}", "off: {needs: gate}")
BELIEVED += "beliefs: [{who: B, thinks: not gate}]\n"
RANKED = LONG.replace("prefers: [{avoid: y}]", f"ranking: [{', '.join(map(str, range(1, 17)))}]")


@pytest.mark.parametrize(
    ("text", "concept", "partly"),
    [
        (LONG, "firm", True),
        (LONG, None, False),
        (LONG, "gmr", False),
        (BELIEVED, "firm", False),
        (RANKED, "firm", False),
    ],
    ids=["firm", "no concept", "any replies", "beliefs on what is possible", "rankings"],
)
def test_only_what_play_hangs_on_is_looked_at(text: str, concept: str | None, partly: bool) -> None:
    """Whole boards where any moves reply, where somebody believes in other states, and where rankings number them."""
    scenario = read(text)
    worlds = worlds_of(scenario)
    lead = None if concept is None else concepts()[concept]
    every = list(boards(scenario, worlds, None, None, np.arange(len(worlds)), lead))
    assert sorted(np.concatenate([one.worlds for one in every]).tolist()) == list(range(len(worlds)))
    for one in every:
        count = compile_board(one.conflict).count
        assert (one.board.count < count) == partly
        assert len(one.place) == one.board.count
        assert one.place[one.board.start] == compile_board(one.conflict).start


def test_worlds_in_which_all_want_the_same_are_played_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """What fog adds to A's wants comes after what decides already; only so much is kept, and that changes nothing."""
    asked = asked_of(read(LONG.replace("when: wind}]", "when: wind}, {avoid: off, if: fog}]")), "firm")
    counted = by_hand.count_calls(monkeypatch, over_worlds, ("evolution",))
    found = []
    for kept, played in ((over_worlds.KEPT, 2), (0, 4)):
        monkeypatch.setattr(over_worlds, "KEPT", kept)
        counted["evolution"] = 0
        found.append(spread_of(asked, Process("improvements", (1.0, 1.0))))
        assert counted == {"evolution": played}
    assert found[0] == found[1]


READ = """
title: Engineers
circumstances: {aim: {values: [share, everything], now: share}}
actors:
  Upper:
    options: {keep: {}}
    prefers: [{want: keep, exactly when: Lower.help, if: aim = everything}, {avoid: keep}]
  Lower: {options: {help: {}}, prefers: [{avoid: Upper.keep}, {want: help}]}
beliefs: [{who: Lower, thinks: aim = everything, chance: 0.7}]
"""


def test_worlds_that_differ_only_in_what_somebody_reads_are_told_apart() -> None:
    """All want the same in both; Lower helps only where it does not take Upper to want everything."""
    mind = minds(read(READ), concepts()["firm"])
    worlds = worlds_of(mind.scenario, None, mind.priors)
    asked = Asked(mind.scenario, worlds, concepts()["firm"], None, True)
    helps: dict[str, list[list[int]]] = {}
    for alike, found in over_worlds.evolutions(asked, Process("undeterred", (1.0, 1.0)), np.arange(len(worlds))):
        helps |= {
            worlds[world]["aim (as Lower sees it)"]: alike.board.values[found.rests].tolist() for world in alike.worlds
        }
    assert helps == {"share": [[0, 1]], "everything": [[0, 0]]}


LOCKS = """
title: Two locks
circumstances: {wind: {now: yes, chance: 0.5}}
never: [{when: wind and A.x and not B.y}, {when: not wind and B.y and not A.x}]
actors:
  A: {options: {x: {}}, prefers: [{want: A.x and B.y}, {want: A.x or B.y}]}
  B: {options: {y: {}}, prefers: [{want: A.x and B.y}, {want: A.x or B.y}]}
"""


def test_worlds_in_which_the_same_is_wanted_and_others_can_move_are_told_apart() -> None:
    """With the wind only B can begin, without it only A; the states in between stand as high with both."""
    asked = asked_of(read(LOCKS), "nash")
    begins: dict[str, list[int]] = {}
    for alike, found in over_worlds.evolutions(asked, Process("undeterred", (1.0, 1.0)), np.arange(2)):
        (way,) = found.ways(2)
        begins |= {asked.worlds[world]["wind"]: [step.mover for step in way.path.steps] for world in alike.worlds}
    assert begins == {"yes": [1, 0], "no": [0, 1]}


def test_what_is_left_out_is_counted(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(over_worlds, "LIKELIEST", 1)
    found = spread_of(asked_of(read(WEIR), "nash"), Process("improvements", (1.0, 1.0)))
    assert (len(found.rests), found.others) == (1, 1)


def test_a_sharing_rule_says_what_it_assumes() -> None:
    rule = rules()["process"]
    assert rule.slow
    assert rule.assumes.endswith("does not count.")
