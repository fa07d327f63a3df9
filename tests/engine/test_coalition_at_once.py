"""What groups do at once, held to the language's meaning with loops; and all that rests on it, checked one by one."""

from __future__ import annotations

from itertools import combinations, product
from random import Random

import numpy as np
import pytest
from hypothesis import given, settings

from detente.answers.run import run
from detente.conflict import Conflict
from detente.engine.board import Board
from detente.engine.coalition import joint_concepts
from detente.engine.coalition.driver import at_once
from detente.engine.coalition.driver.at_once import Setting, setting
from detente.engine.coalition.driver.parties import Group, parties
from detente.engine.coalition.driver.partition import blocks
from detente.engine.coalition.driver.reach import Reach
from detente.engine.coalition.driver.reasons import joint_certificate
from detente.engine.coalition.driver.solve import JointSolver
from detente.engine.coalition.driver.verify import verify_joint
from detente.engine.compile import compile_board
from detente.errors import ConflictError
from detente.scenario.reader import read
from tests.properties.conflicts import At, conflicts, fallen, feasible_states, is_feasible


def set_together(conflict: Conflict, group: Group, at: At) -> list[At]:
    """Return where a group can go at once: every choice of values of all its options, as the language defines moves."""
    own = [option for option in conflict.options if option.actor in group]
    found = []
    for row in product(*(option.values for option in own)):
        choice = {option.id: value for option, value in zip(own, row, strict=True)}
        bound = any(
            at[o.id] != choice[o.id]
            and (o.locked is not None or at[o.id] in o.kept or (o.forward and _back(o.values, at[o.id], choice[o.id])))
            for o in own
        )
        after = fallen(conflict, at, at | choice)
        kept = all(after[name] == value for name, value in choice.items())
        if not bound and kept and is_feasible(conflict, after) and after != at:
            found.append(after)
    return found


def _back(values: tuple[str, ...], before: str, after: str) -> bool:
    return values.index(after) < values.index(before)


def every_group(conflict: Conflict) -> list[Group]:
    actors = range(len(conflict.actors))
    return [group for size in actors for group in combinations(actors, size + 1)]


@settings(max_examples=40)
@given(conflicts(most=4))
def test_settings_are_those_of_the_language(conflict: Conflict) -> None:
    try:
        board = compile_board(conflict)
    except ConflictError:
        return
    states, own = feasible_states(conflict), setting(conflict, board)
    luck = Random(board.count)
    for group in every_group(conflict):
        leads = {s: {states.index(to) for to in set_together(conflict, group, at)} for s, at in enumerate(states)}
        targets = np.array([luck.random() < 0.3 for _ in states])
        every = np.arange(board.count)
        led, reach = own.leading(group, every, targets), Reach(parties(board), own)
        goes = {s: np.flatnonzero(reach.ends(group, s)) for s in every.tolist()}
        some = every[targets]
        near = set(np.flatnonzero(reach.near(group, some)).tolist())
        assert near - set(some.tolist()) == {to for s in some.tolist() for to in goes[s].tolist()} - set(some.tolist())
        for state in range(board.count):
            assert set(own.ends(group, state).tolist()) == leads[state]
            hit = any(targets[to] for to in leads[state])
            assert led[state] >= hit
            assert led[state] == hit or targets[state]  # to where it is already: that is not asked about
            assert own.might_lead(group, targets)[state] >= hit
            assert own.might_lead(group, targets)[state] >= reach.leads(group, np.array([state]), targets)
            assert len(group) < 2 or leads[state] - {state} <= set(goes[state].tolist())


@settings(max_examples=40)
@given(conflicts(most=4, dependent=False))
def test_without_dependants_what_is_done_in_turns_can_be_done_at_once(conflict: Conflict) -> None:
    try:
        board = compile_board(conflict)
    except ConflictError:
        return
    both, turns = Reach(parties(board), setting(conflict, board)), Reach(parties(board))
    for group in every_group(conflict):
        for state in range(board.count):
            once = np.zeros(board.count, dtype=np.bool_)
            once[setting(conflict, board).ends(group, state)] = True
            assert (turns.ends(group, state) <= once).all()
            assert np.array_equal(both.ends(group, state), once)


@settings(max_examples=40)
@given(conflicts(most=4, rules=2))
def test_every_certificate_holds_where_groups_may_act_at_once(conflict: Conflict) -> None:
    try:
        board = compile_board(conflict)
    except ConflictError:
        return
    own, once = parties(board), setting(conflict, board)
    solver = JointSolver(own, once)
    for state in Random(0).sample(range(board.count), min(3, board.count)):
        for group in every_group(conflict):
            for concept in joint_concepts().values():
                assert verify_joint(own, concept, joint_certificate(solver, concept, group, state), once) == []


def gates() -> tuple[Board, Setting]:
    """Return two gates that must not differ: neither owner can turn its own alone, together they can turn both."""
    found = run(read(GATES))
    return found.board, setting(found.conflict, found.board)


GATES = """
title: Two gates
actors:
  Up: {options: {gate: {values: [open, shut], start: open, assumed: x}}, prefers: [{want: gate = shut, assumed: x}]}
  Low: {options: {gate: {values: [open, shut], start: open, assumed: x}}, prefers: [{want: gate = shut, assumed: x}]}
never: [{when: Up.gate = open and Low.gate = shut, assumed: x}, {when: Up.gate = shut and Low.gate = open, assumed: x}]
"""


def test_a_rule_between_two_states_stands_in_the_way_of_turns_only() -> None:
    """States: 0 both open, 1 both shut. In turns neither can begin, at once they get from 0 to 1, which both want."""
    board, once = gates()
    nash = joint_concepts()["cnash"]
    assert board.count == 2
    assert JointSolver(parties(board)).stable(nash, (0, 1), 0)
    solver = JointSolver(parties(board), once)
    assert solver.undeterred(nash, (0, 1), 0).tolist() == [1]
    assert joint_certificate(solver, nash, (0, 1), 0).temptations[0].leap.steps == ()
    joined = blocks(parties(board), [(0, 1)], once)
    assert joined.undeterred(nash, (0,), 0).tolist() == [1]
    assert blocks(parties(board), [(0, 1)]).stable(nash, (0,), 0)


GUEST = """
  Guest: {options: {come: {assumed: x}}, prefers: [{avoid: Up.gate = shut, assumed: x}, {want: come, assumed: x}]}
never:"""


@pytest.mark.parametrize("come", ["{assumed: x}", "{irreversible: yes, assumed: x}"])
@pytest.mark.parametrize("key", ["cgmr", "csmr"])
def test_an_answer_at_once_is_found_where_the_group_may_answer_in_its_turn(key: str, come: str) -> None:
    """States: 0 open, 1 shut, 2 open with a guest, 3 shut with a guest; the guest ranks them 2 0 3 1.

    It goes from 0 to 2, and the owners can shut both gates at once, which leaves it with 3 or 1, or with 3 if it cannot
    go again. In turns they cannot.
    """
    found = run(read(GATES.replace("\nnever:", GUEST).replace("come: {assumed: x}", f"come: {come}")))
    own, concept = parties(found.board), joint_concepts()[key]
    assert own.ranks[2].tolist() == [2, 0, 3, 1]
    assert JointSolver(own, setting(found.conflict, found.board)).stable(concept, (2,), 0)
    assert JointSolver(own).undeterred(concept, (2,), 0).tolist() == [2]


PLANT = """
title: A plant and a tax
actors:
  Plant: {options: {work: {start: yes, assumed: x}}, prefers: [{avoid: work, assumed: x}]}
  Town: {options: {tax: {needs: Plant.work, start: yes, assumed: x}}, prefers: [{want: tax, assumed: x}]}
"""


def test_what_falls_away_might_lead_to_a_target_too() -> None:
    """States: 0 no work, 1 work, 2 work and tax. Shutting the plant takes the town's tax away, so 2 leads to 0."""
    found = run(read(PLANT))
    once = setting(found.conflict, found.board)
    assert found.board.values.tolist() == [[0, 0], [1, 0], [1, 1]]
    nothing = np.array([True, False, False])
    assert once.might_lead((0,), nothing).tolist() == [True, True, True]
    assert once.might_lead((1,), nothing).tolist() == [True, False, False]  # the town cannot shut the plant


def test_many_settings_are_looked_at_piece_by_piece(monkeypatch: pytest.MonkeyPatch) -> None:
    board, once = gates()
    whole = once.leading((0, 1), np.array([0, 1, 0]), np.array([False, True]))
    monkeypatch.setattr(at_once, "CHUNK", 2)
    assert once.leading((0, 1), np.array([0, 1, 0]), np.array([False, True])).tolist() == whole.tolist()
    assert whole.tolist()[0] is True
    assert not once.leading((0, 1), np.array([0]), np.zeros(board.count, dtype=np.bool_)).any()
