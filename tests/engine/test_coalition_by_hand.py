"""Coalitions worked out by hand, certificates that lie, limits, and twelve actors."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise
from random import Random

import numpy as np
import pytest

from detente import api
from detente.answers.run import run
from detente.engine.board import Board
from detente.engine.coalition import joint_concepts
from detente.engine.coalition.driver import partition
from detente.engine.coalition.driver.at_once import setting
from detente.engine.coalition.driver.parties import Group, Wish, parties
from detente.engine.coalition.driver.partition import blocks
from detente.engine.coalition.driver.reasons import (
    JointCertificate,
    JointTemptation,
    Leap,
    joint_certificate,
    temptation,
)
from detente.engine.coalition.driver.solve import JointSolver
from detente.engine.coalition.driver.verify import verify_joint
from detente.engine.paths import Step
from detente.errors import TooLargeError
from detente.scenario.reader import read
from tests.properties.boards import graph
from tests.settlement import oracle_coalitions as oracle

CONCEPTS = joint_concepts()
MOE, UNIROYAL, LOCAL = 0, 1, 2


def all_free(solver: JointSolver, state: int, key: str) -> dict[Group, list[int]]:
    """Return the groups that would leave a state, and where to."""
    found = {group: solver.undeterred(CONCEPTS[key], group, state).tolist() for group, _ in solver.tempted(state)}
    return {group: ends for group, ends in found.items() if ends}


# ---------------------------------------------------------------- Elmira


@pytest.mark.parametrize("key", CONCEPTS)
@pytest.mark.parametrize("wish", ["strict", "pareto"])
def test_in_elmira_the_ministry_and_the_firm_jump_from_5_to_8(key: str, wish: Wish) -> None:
    """The known jump, and the only one from 5.

    MoE ranks 7 3 4 8 5 1 2 6 9, Uniroyal 1 4 8 5 9 3 7 2 6: both rank 8 above 5. MoE moves 5 to 6, Uniroyal 6 to 8.
    From 8 the local governments can only go to 4, where MoE (3rd) and Uniroyal (2nd) are better off than in 5, so
    nothing hurts. Of the others: MoE alone could go to 6 only, which it likes less; Uniroyal to 7 and 9, both worse.
    """
    solver = JointSolver(parties(run(api.load("elmira-9-state")).board, wish))
    assert all_free(solver, 4, key) == {(MOE, UNIROYAL): [7]}
    assert temptation(solver, CONCEPTS[key], (MOE, UNIROYAL), 4, 7) == JointTemptation(
        Leap((MOE, UNIROYAL), 7, (Step(MOE, 5), Step(UNIROYAL, 7))), "unpunished"
    )
    assert all_free(solver, 7, key) == {}  # nothing that two of them prefer can be brought about from 8
    assert all_free(solver, 8, key) == {}  # and from 9 nobody can move


@pytest.mark.parametrize("key", CONCEPTS)
def test_with_twelve_states_it_is_the_jump_from_7_to_10(key: str) -> None:
    solver = JointSolver(parties(run(api.load("elmira-12-state")).board))
    found = {state + 1: all_free(solver, state, key) for state in (4, 5, 6, 9, 10, 11)}
    assert found == {5: {}, 6: {}, 7: {(MOE, UNIROYAL): [9]}, 10: {}, 11: {}, 12: {}}


def test_prisoners_leave_their_equilibrium_together_and_nobody_is_left_to_answer() -> None:
    """States: 1 both talk, 4 both are silent; both prefer 4 to 1."""
    solver = JointSolver(parties(run(api.load("prisoners-dilemma")).board))
    for key in CONCEPTS:
        assert all_free(solver, 0, key) == {(0, 1): [3]}


# ---------------------------------------------------------------- one board for each way to answer


def chain() -> Board:
    """Return a board on which A and B go from 0 to 1 together (A by 4, B on), C and D answer by 5 to 2.

    Ranks: 1 is better than 0 for A and B, 2 worse for A. C and D both prefer 2 to 1, but what lies between (5) both
    like less than 1. From 2, A can go on to 3, which only A prefers to 0.
    """
    moves = [[(0, 4), (2, 3)], [(4, 1)], [(1, 5)], [(5, 2)]]
    ranks = [[1, 2, 0, 3, 0, 2], [1, 2, 2, 0, 0, 2], [1, 1, 2, 1, 0, 0], [1, 1, 2, 1, 0, 0]]
    return graph(6, moves, ranks)


def test_others_answer_together_where_none_of_them_would_alone() -> None:
    solver = JointSolver(parties(chain()))
    assert all_free(solver, 0, "cnash") == {(0, 1): [1]}
    for key in ("cgmr", "csmr", "cseq"):  # from 2 no way leads A and B both to what they prefer: 3 is worse for B
        assert all_free(solver, 0, key) == {}
    it = temptation(solver, CONCEPTS["cseq"], (0, 1), 0, 1)
    assert it == JointTemptation(
        Leap((0, 1), 1, (Step(0, 4), Step(1, 1))), "punished", (Leap((2, 3), 2, (Step(2, 5), Step(3, 2))),)
    )
    assert not JointSolver(parties(chain()), joint=False).credible.answered((2, 3), np.array([1]), np.arange(6) == 2)[0]


def test_a_joint_way_out_makes_an_answer_harmless() -> None:
    board = chain()
    board.ranks[1, 3] = 3  # now A and B both prefer 3 to 0, and A gets there from 2
    solver = JointSolver(parties(board))
    assert all_free(solver, 0, "csmr") == {(0, 1): [1]}
    assert all_free(solver, 0, "cgmr") == {}


def test_groups_that_follow_each_other_share_nobody() -> None:
    """B and C go from 1 to 2 together, then only C and D could go on: C would take part twice running.

    Were it allowed, A's move to 1 would be answered at 3. D alone cannot move on from 2, nor B from there.
    """
    moves = [[(0, 1)], [(1, 4)], [(4, 2), (2, 5)], [(5, 3)]]
    ranks = [[1, 2, 2, 0, 2, 2], [9, 0, 1, 0, 0, 0], [9, 0, 1, 2, 0, 0], [9, 0, 0, 2, 0, 0]]
    board = graph(6, moves, ranks)
    solver = JointSolver(parties(board))
    assert solver.improvements((1, 2), 1).tolist() == [2]
    assert solver.improvements((2, 3), 2).tolist() == [3]
    assert all_free(solver, 0, "cseq") == {(0,): [1]}


# ---------------------------------------------------------------- partitions


def test_blocks_act_as_one() -> None:
    """A and B as a block leave 0 for 1; C and D as a block answer with 2, apart they do not."""
    concept = CONCEPTS["cseq"]
    joined = blocks(parties(chain()), [(0, 1), (2, 3)])
    apart = blocks(parties(chain()), [(0, 1), (2,), (3,)])
    assert joined.stable(concept, (0,), 0)
    assert apart.undeterred(concept, (0,), 0).tolist() == [1]


def test_blocks_join_nobody() -> None:
    """A and B both prefer 1 to 0; as blocks of their own they cannot get there."""
    apart = blocks(parties(chain()), [(0,), (1,), (2, 3)])
    assert dict(apart.tempted(0)) == {}
    assert dict(JointSolver(parties(chain())).tempted(0)).keys() >= {(0, 1)}


def test_a_block_with_too_many_moves_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(partition, "MOST_ARCS", 1)
    told: list[str] = []
    with pytest.raises(TooLargeError, match="2 moves from the first 1 of 6 states"):
        blocks(parties(chain()), [(0, 1), (2,), (3,)], progress=lambda doing, _: told.append(doing))
    assert told == ["What blocks of the partition can bring about"]


# ---------------------------------------------------------------- limits, and twelve actors


def twelve() -> Board:
    """Return a board of twelve actors who want about the same."""
    luck = Random(3)
    every = [(a, b) for a in range(16) for b in range(16) if a != b]
    moves = [[pair for pair in every if luck.random() < 0.06] for _ in range(12)]
    return graph(16, moves, [[2 * s + luck.randrange(9) for s in range(16)] for _ in range(12)])


def test_twelve_actors_are_right_and_told_of() -> None:
    """4,095 groups, of which some are compared; the oracle takes its time over answers of many."""
    board, told, luck = twelve(), list[int](), Random(0)
    solver = JointSolver(parties(board), tell=lambda: told.append(solver.credible.steps))
    game = oracle.game_of(16, [_pairs(board, actor) for actor in board.actors], board.ranks.tolist())
    found = {group: set(ends.tolist()) for group, ends in solver.tempted(0)}
    assert len(found) > 1000
    assert solver.credible.steps > len(found) // 16  # most groups can do what smaller ones can, and are not searched
    assert all(0 < after - before <= 64 for before, after in pairwise((*told, solver.credible.steps)))
    every = [tuple(sorted(group)) for group in oracle.groups(game.actors)]
    for group in luck.sample(every, 100):
        assert found.get(group, set()) == oracle.improvements(game, group, 0), group
    for group in luck.sample([group for group in found if len(group) > 8], 6):
        for key, concept in CONCEPTS.items():
            free = set(solver.undeterred(concept, group, 0).tolist())
            assert free == oracle.unsanctioned(game, key, group, 0), (group, key)


def _pairs(board: Board, actor: int) -> list[tuple[int, int]]:
    arcs = board.moves[actor].listed()
    return list(zip(arcs.origin.tolist(), arcs.to.tolist(), strict=True))


def test_an_endless_search_is_given_up_with_the_number() -> None:
    solver = JointSolver(parties(twelve()))
    solver.allow(10)
    with pytest.raises(TooLargeError, match="10 steps of what groups would do") as caught:
        solver.tempted(0)
    assert caught.value.problems[0].code == "too-many-coalitions"


def test_work_can_be_stopped() -> None:
    def stop() -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        list(JointSolver(parties(chain()), tell=stop).tempted(0))


# ---------------------------------------------------------------- certificates that lie


def forgeries(genuine: JointCertificate) -> Iterator[tuple[str, JointCertificate]]:
    """Give false certificates made from one with a single, answered temptation."""
    (it,) = genuine.temptations
    (reply,) = it.replies
    yield "another concept", replace(genuine, concept="cnash")
    yield "another wish", replace(genuine, wish="pareto")
    yield "no group", replace(genuine, group=())
    yield "nobody", replace(genuine, group=(0, 9))
    yield "no state", replace(genuine, state=6)
    yield "no state", replace(genuine, state=-1)
    yield "another group", replace(genuine, group=(0, 1, 2))
    yield "left out", replace(genuine, temptations=(), stable=True)
    yield "made up", replace(genuine, temptations=(it, replace(it, leap=replace(it.leap, to=3))))
    yield "verdict turned", replace(genuine, stable=False)
    for name, false in (
        ("no answer", replace(it, replies=())),
        ("called unpunished", replace(it, fate="unpunished", replies=())),
        ("others' way", replace(it, leap=replace(it.leap, group=(0, 1, 2)))),
        ("way cut", replace(it, leap=replace(it.leap, steps=it.leap.steps[:1]))),
        ("way at once", replace(it, leap=replace(it.leap, steps=()))),
        ("illegal way", replace(it, leap=replace(it.leap, steps=(Step(0, 4), Step(0, 1))))),
        ("no such move", replace(it, leap=replace(it.leap, steps=(Step(0, 1),)))),
        ("mover outside", replace(it, leap=replace(it.leap, steps=(Step(2, 5), Step(3, 1))))),
        ("answer by the group", replace(it, replies=(replace(reply, group=(0, 3)),))),
        ("answer that does not hurt", replace(it, replies=(Leap(reply.group, 5, (Step(2, 5),)),))),
        ("answer twice running", replace(it, replies=(reply, reply))),
        ("answer cut", replace(it, replies=(replace(reply, steps=reply.steps[:1]),))),
    ):
        yield name, replace(genuine, temptations=(false,), stable=false.fate == "punished")


@pytest.mark.parametrize("key", ["cgmr", "csmr", "cseq"])
def test_no_forgery_passes(key: str) -> None:
    own = parties(chain())
    genuine = joint_certificate(JointSolver(own), CONCEPTS[key], (0, 1), 0)
    assert verify_joint(own, CONCEPTS[key], genuine) == []
    for name, forged in forgeries(genuine):
        assert verify_joint(own, CONCEPTS[key], forged), name


def test_an_unanswered_temptation_is_not_called_answered() -> None:
    own = parties(chain())
    genuine = joint_certificate(JointSolver(own), CONCEPTS["cnash"], (0, 1), 0)
    (it,) = genuine.temptations
    answered = replace(it, fate="punished", replies=(Leap((2, 3), 2, (Step(2, 5), Step(3, 2))),))
    assert verify_joint(own, CONCEPTS["cnash"], replace(genuine, stable=True, temptations=(answered,)))
    assert verify_joint(own, CONCEPTS["cnash"], genuine) == []


def test_an_answer_of_blocks_is_one_block_at_a_time() -> None:
    solver = blocks(parties(chain()), [(0, 1), (2,), (3,)])
    genuine = joint_certificate(solver, CONCEPTS["cgmr"], (0,), 0)
    assert verify_joint(solver.parties, CONCEPTS["cgmr"], genuine, joint=False) == []
    forged = replace(genuine, concept="cseq")
    assert verify_joint(solver.parties, CONCEPTS["cseq"], forged, joint=False)


def test_who_is_needed_goes_along_with_whoever_gains() -> None:
    """Anna can open the gate and does not care; Ben wants it open, and Cleo wants to sing.

    Where nobody may lose and somebody must gain, the gate is opened by Anna with Ben, never by her alone.
    """
    text = """
title: A gate
actors:
  Anna: {options: {open: {}}, prefers: []}
  Ben: {options: {}, prefers: [{want: Anna.open}]}
  Cleo: {options: {sing: {}}, prefers: [{want: sing}]}
"""
    asked = run(read(text))
    states = {tuple(row): number for number, row in enumerate(asked.board.values.tolist())}
    expected = {((0, 1), states[1, 0]), ((2,), states[0, 1]), ((0, 2), states[1, 1])}
    for at_once in (None, setting(asked.conflict, asked.board)):
        solver = JointSolver(parties(asked.board, "pareto"), at_once)
        assert set(solver.credible.least(states[0, 0])) == expected
