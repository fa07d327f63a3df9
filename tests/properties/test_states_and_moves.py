"""From a conflict to states, moves and ranks: equal to what listing every combination gives."""

from __future__ import annotations

from dataclasses import replace
from itertools import combinations
from random import Random

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from detente.conflict import Conflict, Option, Ordered, Ranked
from detente.engine.board import Board
from detente.engine.compile import compile_board
from detente.engine.states import classes, feasible, index
from detente.engine.truth import Table, sure, true
from detente.errors import ConflictError, TooLargeError
from detente.scenario.expression import ALWAYS, NEVER, All, AnyOf, Expression, Is, Not
from tests.properties.boards import pairs_of, transitive
from tests.properties.conflicts import (
    At,
    conflicts,
    every_state,
    feasible_states,
    means,
    moved,
    some_expression,
    some_preference,
)
from tests.properties.test_preferences import standing


def rows(table: Table) -> list[At]:
    """Return a table's rows as states."""
    return [
        {name: table.values[name][int(column[row])] for name, column in table.columns.items()}
        for row in range(table.length)
    ]


def states_of(conflict: Conflict, board: Board) -> list[At]:
    """Return a board's states with the names of the conflict."""
    return [
        {option.id: option.values[value] for option, value in zip(conflict.options, row, strict=True)}
        for row in board.values.tolist()
    ]


# ---------------------------------------------------------------- states


@given(conflicts())
def test_the_feasible_states_are_those_of_the_list_of_all(conflict: Conflict) -> None:
    expected = feasible_states(conflict)
    if not expected:
        with pytest.raises(ConflictError):
            feasible(conflict)
        return
    table = feasible(conflict)
    assert rows(table) == expected
    assert list(table.columns) == [option.id for option in conflict.options]


@given(conflicts())
def test_what_is_said_to_be_sure_is(conflict: Conflict) -> None:
    """On some columns only: true whatever the others hold is told true, and nothing else ever is told wrongly."""
    assume(len(conflict.options) > 1)
    shown = [option.id for option in conflict.options[1:]]
    full = every_state(conflict)
    names = {option.id: option.values for option in conflict.options}
    columns = {name: np.array([names[name].index(at[name]) for at in full], dtype=np.uint8) for name in names}
    part = Table({name: columns[name] for name in shown}, names, len(full))
    for rule in conflict.never:
        truth = np.array([means(rule, at) for at in full])
        assert np.array_equal(true(rule, Table(columns, names, len(full))), truth)
        assert not (sure(rule, part, True) & ~truth).any()
        assert not (sure(rule, part, False) & truth).any()


@given(conflicts(most=3, rules=0, dependent=False, locks=False), st.integers(0, 100))
def test_more_states_than_allowed_are_refused(conflict: Conflict, spare: int) -> None:
    count = len(every_state(conflict))
    assert feasible(conflict, most=count + spare).length == count
    with pytest.raises(TooLargeError):
        feasible(conflict, most=count - 1)


@given(conflicts(most=4), st.data())
def test_an_index_finds_what_is_there_and_nothing_else(conflict: Conflict, data: st.DataObject) -> None:
    states = feasible_states(conflict)
    assume(states)
    table = feasible(conflict)
    names = data.draw(st.permutations(list(table.columns)))[: data.draw(st.integers(1, len(table.columns)))]
    full = every_state(conflict)
    asked = Table(
        {
            option.id: np.array([option.values.index(at[option.id]) for at in full], dtype=np.uint8)
            for option in conflict.options
        },
        table.values,
        len(full),
    )
    told = [tuple(at[name] for name in names) for at in states]
    expected = [told.index(key) if (key := tuple(at[name] for name in names)) in told else -1 for at in full]
    assert index(table, names).find(asked).tolist() == expected
    same, _ = classes(table, names)
    assert all((same[a] == same[b]) == (told[a] == told[b]) for a, b in combinations(range(len(states)), 2))
    assert set(same.tolist()) == set(range(len(set(told))))


def test_an_index_over_more_options_than_one_number_holds() -> None:
    # Ninety options of two values, in which only single bits differ: 2^90 does not fit, so groups are folded.
    count = 90
    names = [f"A.o{k}" for k in range(count)]
    grid = np.eye(count, dtype=np.uint8)
    table = Table({n: grid[:, k] for k, n in enumerate(names)}, dict.fromkeys(names, ("no", "yes")), count)
    found = index(table, names)
    assert len(found.groups) > 1
    assert found.find(table).tolist() == list(range(count))
    twice = np.roll(grid, 1, axis=1) | grid
    other = Table({n: twice[:, k] for k, n in enumerate(names)}, table.values, count)
    assert found.find(other).tolist() == [-1] * count
    assert classes(other, names)[0].tolist() != [0] * count


# ---------------------------------------------------------------- states, at size


def one_of_each(actors: int, choices: int, at_least_one: bool) -> Conflict:
    """Return a conflict of binary options that exclude each other within an actor."""
    options = tuple(Option(f"A{i}.o{k}", i, ("no", "yes")) for i in range(actors) for k in range(choices))
    taken = {option.id: Is(option.id, ("yes",)) for option in options}
    never: list[Expression] = []
    for i in range(actors):
        own = [taken[option.id] for option in options if option.actor == i]
        never += [All(pair) for pair in combinations(own, 2)]
        if at_least_one:
            never.append(All(tuple(Not(one) for one in own)))
    wants = tuple(Ordered(()) for _ in range(actors))
    return Conflict(tuple(f"A{i}" for i in range(actors)), options, tuple(never), wants, None)


def test_forty_eight_exclusive_options_in_six_groups() -> None:
    conflict = one_of_each(actors=6, choices=8, at_least_one=True)
    board = compile_board(conflict)  # 2^48 combinations, of which one in each group of eight is left
    assert board.count == 8**6 == 262_144
    assert (board.values.reshape(-1, 6, 8).sum(axis=2) == 1).all()
    assert [len(moves) for moves in board.moves] == [7 * 8**6] * 6
    assert board.transitive == (True,) * 6


def test_forty_exclusive_options_of_one_actor() -> None:
    conflict = one_of_each(actors=1, choices=40, at_least_one=False)
    board = compile_board(conflict)
    assert board.count == 41
    # First option fastest: none, then each alone, the first of the file first.
    assert np.array_equal(board.values, np.concatenate((np.zeros((1, 40)), np.eye(40))))
    assert len(board.moves[0]) == 41 * 40


def test_a_rule_about_nothing_that_is_always_true_leaves_no_state() -> None:
    conflict = replace(one_of_each(1, 2, at_least_one=False), never=(ALWAYS,))
    with pytest.raises(ConflictError):
        feasible(conflict)
    assert feasible(replace(conflict, never=(NEVER, AnyOf((NEVER,))))).length == 4


# ---------------------------------------------------------------- moves


@given(conflicts())
def test_moves_are_those_of_the_definition(conflict: Conflict) -> None:
    states = feasible_states(conflict)
    assume(states)
    board = compile_board(conflict)
    for actor in board.actors:
        expected = {
            (number, states.index(after)) for number, at in enumerate(states) for after in moved(conflict, actor, at)
        }
        assert pairs_of(board.moves[actor]) == expected
        assert board.transitive[actor] == transitive(frozenset(expected))


@given(conflicts(dependent=False))
def test_where_nothing_falls_away_moves_are_transitive_and_leave_the_others_alone(conflict: Conflict) -> None:
    assume(feasible_states(conflict))
    board = compile_board(conflict)
    assert board.transitive == (True,) * len(board.actors)
    for actor in board.actors:
        rest = board.owner != actor
        arcs = board.moves[actor].listed()
        assert np.array_equal(board.values[arcs.origin][:, rest], board.values[arcs.to][:, rest])
        assert transitive(pairs_of(arcs))


@given(st.integers(2, 6), st.integers(0, 1 << 20))
def test_graph_form_takes_its_moves_as_they_are(count: int, seed: int) -> None:
    luck = Random(seed)
    names = tuple(f"s{number}" for number in range(count))
    arcs = tuple(tuple((a, b) for a in names for b in names if a != b and luck.random() < 0.4) for _ in range(2))
    ranking = Ranked(tuple((number,) for number in luck.sample(range(1, count + 1), count)))
    listed = Option("state", None, names)
    conflict = Conflict(("A", "B"), (listed,), (), (ranking, ranking), {"state": names[-1]}, arcs)
    board = compile_board(conflict)
    place = {name: number for number, name in enumerate(names)}
    for actor in range(2):
        pairs = frozenset((place[a], place[b]) for a, b in arcs[actor])
        assert pairs_of(board.moves[actor]) == pairs
        assert board.transitive[actor] == transitive(pairs)
    assert board.start == count - 1
    order = sorted(range(count), key=lambda s: -int(board.ranks[0, s]))
    assert [(s + 1,) for s in order] == list(ranking.levels)


@pytest.mark.parametrize("count", [256, 257, 70_000])
def test_a_start_may_be_any_of_however_many_values(count: int) -> None:
    """States of graph form are values of one option, so there can be more than small integers count."""
    names = tuple(f"s{number}" for number in range(count))
    ranking = Ranked((tuple(range(1, count + 1)),))
    listed = Option("state", None, names)
    conflict = Conflict(("A",), (listed,), (), (ranking,), {"state": names[-1]}, (((names[0], names[-1]),),))
    board = compile_board(conflict)
    assert board.count == count
    assert board.start == count - 1
    assert pairs_of(board.moves[0]) == {(0, count - 1)}


def test_falling_by_hand() -> None:
    """One actor's step takes away what another's option needs, which takes away a third, in one move."""

    def conflict(**changes: object) -> Conflict:
        options = {
            "A.base": Option("A.base", 0, ("no", "yes")),
            "B.mid": Option("B.mid", 1, ("no", "yes"), needs=Is("A.base", ("yes",))),
            "C.top": Option("C.top", 2, ("no", "low", "high"), needs=Is("B.mid", ("yes",))),
        }
        for name, change in changes.items():
            key = name.replace("_", ".")
            options[key] = replace(options[key], **change)  # type: ignore[arg-type]
        return Conflict(("A", "B", "C"), tuple(options.values()), (), (Ordered(()),) * 3, None)

    def led(conflict: Conflict, actor: int, *state: str) -> list[tuple[str, ...]]:
        board = compile_board(conflict)
        names = [tuple(at.values()) for at in states_of(conflict, board)]
        return [names[to] for to in board.moves[actor].from_(names.index(state)).tolist()]

    plain = conflict()
    assert led(plain, 0, "yes", "yes", "high") == [("no", "no", "no")]
    assert led(plain, 1, "yes", "yes", "low") == [("yes", "no", "no")]
    assert led(plain, 0, "no", "no", "no") == [("yes", "no", "no")]
    # A locked option cannot fall, so the move that would make it fall is none.
    assert led(conflict(B_mid={"locked": "yes"}), 0, "yes", "yes", "no") == []
    # One that cannot be taken back by its owner falls all the same.
    assert led(conflict(C_top={"forward": True, "kept": ("high",)}), 0, "yes", "yes", "high") == [("no", "no", "no")]
    # What is watched: a change of the option makes what stood before lapse, but not what is newly chosen.
    watching = conflict(C_top={"needs": ALWAYS, "watches": ("A.base",)}, B_mid={"needs": ALWAYS})
    assert led(watching, 0, "no", "no", "high") == [("yes", "no", "no")]
    assert led(watching, 0, "yes", "yes", "low") == [("no", "yes", "no")]
    assert led(watching, 2, "yes", "yes", "no") == [("yes", "yes", "low"), ("yes", "yes", "high")]
    # A choice that would itself fall is no choice.
    own = conflict(A_base={"watches": ("C.top",)}, C_top={"actor": 0, "needs": ALWAYS}, B_mid={"needs": ALWAYS})
    assert led(own, 0, "yes", "no", "no") == [("no", "no", "no"), ("no", "no", "low"), ("no", "no", "high")]


def test_what_falls_in_one_round_falls_at_once() -> None:
    """The third lapses a round after what it watches has fallen, and in between the fourth lacks what it needs."""
    fourth = AnyOf((Is("B.x", ("yes",)), Not(Is("C.y", ("yes",)))))
    options = (
        Option("A.base", 0, ("no", "yes")),
        Option("B.x", 1, ("no", "yes"), needs=Is("A.base", ("yes",))),
        Option("C.y", 2, ("no", "yes"), watches=("B.x",)),
        Option("D.w", 3, ("no", "yes"), needs=fourth),
    )
    conflict = Conflict(("A", "B", "C", "D"), options, (), (Ordered(()),) * 4, None)
    board = compile_board(conflict)
    names = [tuple(at.values()) for at in states_of(conflict, board)]
    (to,) = board.moves[0].from_(names.index(("yes", "yes", "yes", "yes"))).tolist()
    assert names[to] == ("no", "no", "no", "no")


# ---------------------------------------------------------------- the board as a whole


@given(conflicts(most=4), st.integers(0, 1 << 20))
def test_the_board_has_the_states_the_owners_the_start_and_the_wants(conflict: Conflict, pick: int) -> None:
    states = feasible_states(conflict)
    assume(states)
    start = states[pick % len(states)]
    board = compile_board(replace(conflict, start=start))
    assert states_of(conflict, board) == states
    assert board.owner.tolist() == [option.actor for option in conflict.options]
    assert board.start == pick % len(states)
    assert compile_board(conflict).start == -1
    for actor, preference in enumerate(conflict.preferences):
        tuples = [standing(preference, at) for at in states]
        assert np.array_equal(board.ranks[actor], [sorted(set(tuples)).index(each) for each in tuples])


@given(conflicts(most=4))
def test_a_start_that_is_not_feasible_is_refused(conflict: Conflict) -> None:
    states = feasible_states(conflict)
    bad = [at for at in every_state(conflict) if at not in states]
    assume(states)
    assume(bad)
    with pytest.raises(ConflictError):
        compile_board(replace(conflict, start=bad[0]))


@given(conflicts(most=4), conflicts(most=4), st.integers(0, 1 << 20))
def test_a_view_has_the_world_believed_in_and_the_wants_that_are(
    conflict: Conflict, other: Conflict, seed: int
) -> None:
    """The believed conflict has other rules and others' wants; own standings compare across both."""
    luck = Random(seed)
    actor = luck.randrange(len(conflict.actors))
    wants = [some_preference(luck, conflict.options) for _ in conflict.actors]
    wants[actor] = conflict.preferences[actor]
    never = conflict.never if luck.random() < 0.3 else (All((some_expression(luck, conflict.options),) * 2),)
    options = (
        conflict.options
        if never == conflict.never
        else tuple(replace(option, needs=ALWAYS) if luck.random() < 0.5 else option for option in conflict.options)
    )
    believed = replace(conflict, never=never, preferences=tuple(wants), options=options)
    states, seen = feasible_states(conflict), feasible_states(believed)
    assume(states)
    assume(seen)
    board = compile_board(replace(conflict, views={actor: believed}))
    assert list(board.views) == [actor]
    view = board.views[actor]
    assert states_of(believed, view.board) == seen
    assert view.at.tolist() == [seen.index(at) if at in seen else -1 for at in states]
    for mover in board.actors:
        expected = {(n, seen.index(to)) for n, at in enumerate(seen) for to in moved(believed, mover, at)}
        assert pairs_of(view.board.moves[mover]) == expected
    for who, preference in enumerate(believed.preferences):
        tuples = [standing(preference, at) for at in seen]
        got = view.board.ranks[who].tolist()
        assert all((got[a] < got[b]) == (tuples[a] < tuples[b]) for a in range(len(seen)) for b in range(len(seen)))
    joint = [standing(conflict.preferences[actor], at) for at in states + seen]
    both = [*view.own.tolist(), *view.board.ranks[actor].tolist()]
    assert all((both[a] < both[b]) == (joint[a] < joint[b]) for a in range(len(both)) for b in range(len(both)))
