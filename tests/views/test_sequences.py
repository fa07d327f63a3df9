"""Sequences that are made when they are looked at: like the tuples of what they hold, and no sooner than asked."""

import pickle
from collections import Counter
from itertools import pairwise
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from detente.answers import analysis
from detente.answers.analysis import _round
from detente.answers.run import run
from detente.answers.sequences import BLOCK, LONG, Lazy, Numbers
from tests.views.small import DAM, PENNIES, analysed, scenario

MASKS = st.lists(st.booleans(), max_size=40)


def both(mask: list[bool]) -> tuple[tuple[int, ...], list[Numbers]]:
    """Return the numbers of what is true as a tuple, and in both ways to keep them."""
    truths = np.array(mask, dtype=np.bool_)
    plain = tuple(place for place, one in enumerate(mask, 1) if one)
    return plain, [Numbers(truths), Numbers(np.flatnonzero(truths)), Numbers(np.flatnonzero(truths).astype(np.int32))]


@given(MASKS, st.slices(40))
def test_numbers_are_like_the_tuple_of_them(mask: list[bool], part: slice) -> None:
    plain, kept = both(mask)
    for numbers in kept:
        assert (len(numbers), bool(numbers), list(numbers)) == (len(plain), bool(plain), list(plain))
        assert numbers == plain
        assert plain == numbers
        assert numbers[part] == plain[part]
        assert list(reversed(numbers)) == list(reversed(plain))
        assert [number in numbers for number in range(-2, 45)] == [number in plain for number in range(-2, 45)]
        assert [numbers.count(number) for number in range(-2, 45)] == [plain.count(number) for number in range(-2, 45)]
        assert [numbers[place] for place in range(-len(plain), len(plain))] == [*plain, *plain]
        assert [numbers.index(number) for number in plain] == list(range(len(plain)))
        assert repr(numbers) == repr(plain)
        assert hash(numbers) == hash(plain)
        assert numbers.places.tolist() == [number - 1 for number in plain]
        assert numbers.by_state(len(mask)).tolist() == mask
        assert [number for block in numbers.blocks() for number in block.tolist()] == list(plain)
        assert {type(number) for number in numbers} <= {int}
        assert all(numbers == other for other in kept)


@given(MASKS, MASKS, st.lists(st.integers(0, 39), max_size=10))
def test_numbers_are_equal_only_to_the_same_numbers(one: list[bool], other: list[bool], places: list[int]) -> None:
    (plain, kept), (plain_other, kept_other) = both(one), both(other)
    assert {a == b for a in kept for b in (*kept_other, plain_other)} == {plain == plain_other}
    asked = np.array([place for place in places if place < len(one)], dtype=np.int64)
    for numbers in kept:
        assert numbers.has(asked).tolist() == [place + 1 in plain for place in asked.tolist()]


def test_numbers_are_not_equal_to_lists_and_hold_only_whole_numbers() -> None:
    for numbers in both([False, True, True])[1]:
        assert numbers != [2, 3]
        assert np.int64(2) in numbers
        others: list[object] = ["2", None, 2.5]
        assert not any(other in numbers for other in others)


@pytest.mark.parametrize(
    ("number", "start", "stop"), [(1, 0, None), (9, 0, None), (2, 1, None), (3, 0, 1), (0, 0, None)]
)
def test_index_of_what_is_not_there(number: int, start: int, stop: int | None) -> None:
    for numbers in both([False, True, True])[1]:
        with pytest.raises(ValueError, match=f"^{number} is not among them$"):
            numbers.index(number, start, stop)
        assert numbers.index(3, 1, 2) == numbers.index(3, -1) == 1
        with pytest.raises(IndexError):
            numbers[2]


def test_many_numbers_are_read_in_blocks_and_shown_in_short() -> None:
    mask = np.ones(2 * BLOCK + 7, dtype=np.bool_)
    mask[BLOCK] = False
    expected = tuple(number for number in range(1, len(mask) + 1) if number != BLOCK + 1)
    for numbers in (Numbers(mask), Numbers(np.flatnonzero(mask))):
        assert tuple(numbers) == expected
        assert repr(numbers) == f"(1, 2, 3, ..., {2 * BLOCK + 5}, {2 * BLOCK + 6}, {2 * BLOCK + 7})"
    assert repr(Numbers(mask[:LONG])) == repr(tuple(range(1, LONG + 1)))


class Squares(Lazy[int]):
    """Counts how often an item is made."""

    def __init__(self, count: int) -> None:
        self.count_, self.made = count, 0

    def __len__(self) -> int:
        return self.count_

    def _item(self, place: int) -> int:
        self.made += 1
        return place * place


def test_items_are_made_when_they_are_looked_at() -> None:
    squares = Squares(1_000_000)
    assert (len(squares), squares[-1], squares[2:4], squares.made) == (1_000_000, 999_998_000_001, (4, 9), 3)
    assert next(iter(squares)) == 0
    assert squares.made == 4
    assert repr(squares) == "(0, 1, 4, ..., 999994000009, 999996000004, 999998000001)"
    assert squares != (1, 2)
    assert Squares(3) == (0, 1, 4)
    assert Squares(3) == Squares(3)
    assert Squares(3) != (0, 1, 5)
    assert Squares(3) != [0, 1, 4]
    assert hash(Squares(3)) == hash((0, 1, 4))


# ------------------------------------------------------------ in an analysis


@pytest.fixture
def made(monkeypatch: pytest.MonkeyPatch) -> Counter[str]:
    """Count what is made with names and reasons."""
    counts: Counter[str] = Counter()
    for name in ("move", "stances", "_round"):
        one = getattr(analysis, name)

        def counting(*given: Any, of: Any = one, called: str = name) -> Any:
            counts[called] += 1
            return of(*given)

        monkeypatch.setattr(analysis, name, counting)
    return counts


def test_an_analysis_makes_no_move_that_nobody_looks_at(made: Counter[str]) -> None:
    found = analysed(DAM, "nash")
    prospects = found.held.prospects
    assert prospects is not None
    assert (len(prospects), prospects.places.tolist(), len(found.leaving), found.leaving.movers) == (
        1,
        [3],
        1,
        ("Upper",),
    )
    (prospect,) = prospects
    assert (prospect.state.number, len(prospect.path), prospect.path.legs) == (4, 2, [(0, 0, 1), (1, 1, 3)])
    assert made == {}
    assert [move.actor for move in prospect.path] == ["Upper", "Lower"]
    assert made == {"move": 2}
    assert list(found.keeping) == [4]
    assert made == {"move": 2}
    assert found.keeping[4] is found.keeping[4]
    assert made == {"move": 2, "stances": 1}
    with pytest.raises(KeyError):
        found.keeping[1]


def test_an_analysis_follows_no_cycle_that_nobody_looks_at(made: Counter[str]) -> None:
    cycles = analysed(PENNIES).held.cycles
    assert cycles is not None
    assert (len(cycles), cycles.sizes) == (1, [4])
    assert cycles[0].states == (1, 2, 3, 4)
    assert made == {}
    assert [(move.origin, move.to) for move in cycles[0].round] == [(1, 3), (3, 4), (4, 2), (2, 1)]
    assert made == {"_round": 1, "move": 4}


def test_parts_of_analyses_are_compared_by_what_they_hold() -> None:
    one, same, other = analysed(DAM, "nash"), analysed(DAM, "nash"), analysed(DAM, "nash", "no_threat")
    assert one.held.prospects == same.held.prospects
    assert one.held.prospects != other.held.prospects
    assert one.held.stable == {"Upper": (2, 4), "Lower": (1, 3, 4)}
    assert analysed(PENNIES).held.cycles == analysed(PENNIES).held.cycles
    kept = pickle.loads(pickle.dumps(one))
    assert (kept.held.prospects, kept.held.equilibria, kept.leaving) == (one.held.prospects, (4,), one.leaving)


# ------------------------------------------------------------ ways round


class Rows:
    """The moves of one actor as sets, answering as the engine's moves do."""

    def __init__(self, moves: dict[int, list[int]]) -> None:
        self.moves = moves

    def rows(self, states: Any) -> Any:
        pairs = [(row, to) for row, state in enumerate(states.tolist()) for to in sorted(self.moves.get(state, []))]
        return type("Arcs", (), {"origin": np.array([p[0] for p in pairs]), "to": np.array([p[1] for p in pairs])})


def shortest_round(movers: list[dict[int, list[int]]], begins: int) -> int:
    """Return the number of moves of a shortest way round, by trying one more each time."""
    at, count = {begins}, 0
    while True:
        at, count = {to for state in at for moves in movers for to in moves.get(state, [])}, count + 1
        if begins in at:
            return count


@given(st.integers(2, 7), st.integers(1, 3), st.data())
def test_way_round_is_a_shortest_one(count: int, actors: int, data: st.DataObject) -> None:
    arc = st.tuples(st.integers(0, actors - 1), st.integers(0, count - 1), st.integers(0, count - 1))
    some = data.draw(st.lists(arc.filter(lambda one: one[1] != one[2]), max_size=20))
    ring = [(state % actors, state, (state + 1) % count) for state in range(count)]  # so that a way leads back
    movers: list[dict[int, list[int]]] = [{} for _ in range(actors)]
    for actor, origin, to in {*some, *ring}:
        movers[actor].setdefault(origin, []).append(to)
    verdicts: Any = type("Verdicts", (), {"undeterred": tuple(Rows(moves) for moves in movers)})
    way = _round(verdicts, 0)
    assert len(way) == shortest_round(movers, 0)
    assert (way[0][1], way[-1][2]) == (0, 0)
    assert all(before[2] == after[1] for before, after in pairwise(way))
    assert all(to in movers[actor][origin] for actor, origin, to in way)


# ------------------------------------------------------------ states by their values

# Rules and needs leave holes, and one option has three values.
HOLES = """
title: Holes
actors:
  One:
    options: {a: {values: [low, mid, high], assumed: e}, b: {assumed: e}}
    prefers: [{want: a = mid, assumed: e}]
  Two:
    options: {c: {needs: One.a = high or One.b, assumed: e}, d: {assumed: e}}
    prefers: [{want: c, assumed: e}]
never: [{when: One.a = low and Two.d, assumed: e}]
"""


def test_states_are_found_by_their_values() -> None:
    states = run(scenario(HOLES)).states
    assert len(states) < 24
    assert [states.find(state.values) for state in states] == list(range(len(states)))
    known = [state.values for state in states]
    lacking = 0
    for a in ("low", "mid", "high"):
        for rest in range(8):
            values = {"One.a": a} | {
                name: ("no", "yes")[rest >> k & 1] for k, name in enumerate(("One.b", "Two.c", "Two.d"))
            }
            if values not in known:
                assert states.find(values) is None
                lacking += 1
    assert lacking == 24 - len(states)


@given(st.lists(st.integers(0, 12), max_size=13))
def test_values_are_counted_as_one_by_one(places: list[int]) -> None:
    states = run(scenario(HOLES)).states
    chosen = [place for place in places if place < len(states)]
    told = states.tally(np.array(chosen, dtype=np.int64))
    for option in ("One.a", "One.b", "Two.c", "Two.d"):
        assert told[option] == Counter(states[place].values[option] for place in chosen)
        order = [value for value in ("low", "mid", "high", "no", "yes") if value in told[option]]
        assert list(told[option]) == order
        assert [states.positions(option)[place] for place in range(len(states))] == [
            {"low": 0, "mid": 1, "high": 2, "no": 0, "yes": 1}[state.values[option]] for state in states
        ]
