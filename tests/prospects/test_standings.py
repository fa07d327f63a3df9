"""Standings in many worlds at once: in the same order as those of each world by itself, and by hand."""

from __future__ import annotations

import numpy as np
import pytest

from detente.conflict import conflict_in
from detente.engine.board import Ints
from detente.engine.compile import compile_board
from detente.engine.ensemble import stacked
from detente.engine.truth import Table
from detente.errors import ConflictError
from detente.prospects.rests import InWorlds
from detente.prospects.standings import folded
from detente.prospects.worlds import worlds_of
from detente.scenario.model import Scenario
from detente.scenario.reader import read
from tests.prospects import by_hand


def levels(row: Ints) -> list[int]:
    """Return ranks without gaps that are in the same order."""
    return [sorted(set(row.tolist())).index(one) for one in row.tolist()]


def ranks(scenario: Scenario, variant: str | None = None) -> int:
    """Hold everybody's standings in all worlds against those of each world's own board; return how many were held."""
    worlds = worlds_of(scenario, variant)
    asked = InWorlds(scenario, worlds, variant, beliefs=False)
    held = 0
    for members in asked.alike(asked.shared):
        first = conflict_in(scenario, worlds[int(members[0])], variant, beliefs=False)
        board = compile_board(first)
        columns = {option.id: board.values[:, place] for place, option in enumerate(first.options)}
        states = Table(columns, {option.id: option.values for option in first.options}, board.count)
        found = stacked(asked._wants(first, members, states))
        for place, number in enumerate(members.tolist()):
            own = compile_board(conflict_in(scenario, worlds[number], variant, beliefs=False)).ranks
            for actor in range(len(own)):
                assert levels(found[place, actor]) == levels(own[actor])
                held += 1
    return held


@pytest.mark.more
@pytest.mark.parametrize("shape", by_hand.NAMES)
def test_standings_are_in_the_order_of_each_world_by_itself(shape: str) -> None:
    held = 0
    for _, case in by_hand.drawn(shape, 24):
        try:
            held += ranks(read(case.text), case.variant)
        except ConflictError:
            continue
    assert held > 40


def many(statements: int, weights: str = "") -> str:
    """Return a scenario whose only actor has so many statements, about one option each that comes up again."""
    lines = ["title: t", "circumstances: {c: {now: yes, chance: 0.5}, d: {now: yes, chance: 0.5}}", "actors:", "  A:"]
    lines.append(f"    options: {{{', '.join(f'o{n}: {{}}' for n in range(4))}}}")
    lines.append("    weighs:" if weights else "    prefers:")
    for n in range(statements):
        more = f", weight: {weights}" if weights else ""
        drops = ", drops: {below: s7, when: c}" if n == 2 and not weights else ""
        verb = "want" if n % 3 else "avoid"
        lines.append(f"      - {{name: s{n}, {verb}: o{n % 4}, if: {'d' if n % 2 else 'not c'}{more}{drops}}}")
    return "\n".join(lines) + "\n"


@pytest.mark.parametrize("statements", [8, 30, 31, 62, 63, 80])
def test_long_lists_keep_their_order(statements: int) -> None:
    assert ranks(read(many(statements))) == 4


@pytest.mark.parametrize("weight", ["1", "0.001", "-3.5", "100000000000", "4000000000000000000"])
def test_weights_of_any_size_keep_their_order(weight: str) -> None:
    assert ranks(read(many(9, weight))) == 4


def test_what_62_bits_do_not_hold_is_not_folded() -> None:
    def groups(names: frozenset[str]) -> list[tuple[Ints, dict[str, str]]]:
        raise AssertionError(names)

    for text in (many(63), many(2, "3000000000000000000")):
        actor = read(text).actors["A"]
        assert folded(actor.preferences, Table({}, {}, 1), 4, groups) is None


def test_standings_by_hand() -> None:
    """Two statements, the first one more important, of which one is dropped below the other where c holds."""
    text = (
        "title: t\ncircumstances: {c: {now: yes, chance: 0.5}}\nactors:\n  A:\n    options: {x: {}, y: {}}\n"
        "    prefers:\n      - {name: a, want: x, drops: {below: b, when: c}}\n      - {name: b, want: y}\n"
    )
    scenario = read(text)
    worlds = worlds_of(scenario)
    asked = InWorlds(scenario, worlds, None, beliefs=False)
    first = conflict_in(scenario, worlds[0], None, beliefs=False)
    at = np.array([[0, 0], [1, 0], [0, 1], [1, 1]], dtype=np.uint8)
    states = Table({"A.x": at[:, 0], "A.y": at[:, 1]}, {"A.x": ("no", "yes"), "A.y": ("no", "yes")}, 4)
    found = stacked(asked._wants(first, np.arange(2), states))
    assert [world["c"] for world in worlds] == ["no", "yes"]
    assert found[:, 0].tolist() == [[0, 2, 1, 3], [0, 1, 2, 3]]
