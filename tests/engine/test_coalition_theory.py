"""What must hold of groups whatever the conflict, and what must not hold in general.

The numbers p53 to p60 and p89 to p91 are those of the theory's list of properties.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cache
from itertools import combinations
from random import Random

import numpy as np
import pytest

from detente.engine.board import Board
from detente.engine.coalition import counterpart, joint_concepts
from detente.engine.coalition.driver.parties import Group, Wish, parties
from detente.engine.coalition.driver.solve import JointSolver
from detente.engine.solve import Solver
from detente.engine.stability import concepts
from tests.properties.boards import closed, graph, moves_of, renamed

GAMES = 40
KEYS = tuple(joint_concepts())


def groups(within: range | Group, least: int = 1) -> list[Group]:
    return [group for size in range(least, len(within) + 1) for group in combinations(within, size)]


def drawn(seed: int, transitive: bool = False, actors: int | None = None) -> Board:
    """Return a random board of graph form, with ties and common moves among the moves."""
    luck = Random(seed)
    count, many = luck.randint(3, 6), actors or luck.randint(2, 4)
    every = [(a, b) for a in range(count) for b in range(count) if a != b]
    moves = [[pair for pair in every if luck.random() < 0.3] for _ in range(many)]
    kept = [closed(pairs) for pairs in moves] if transitive else moves
    return graph(count, kept, [luck.choices(range(5), k=count) for _ in range(many)])


@cache
def solved(seed: int, transitive: bool = False, wish: Wish = "strict") -> tuple[Board, JointSolver]:
    board = drawn(seed, transitive)
    return board, JointSolver(parties(board, wish))


def stable(solver: JointSolver, key: str, group: Group, state: int) -> bool:
    return solver.stable(joint_concepts()[key], group, state)


def everywhere(transitive: bool | None = None) -> Iterator[tuple[Board, JointSolver, Group, int]]:
    """Give every group and state of many boards."""
    for seed in range(GAMES):
        board, solver = solved(seed, bool(seed % 2) if transitive is None else transitive)
        for group in groups(board.actors):
            for state in range(board.count):
                yield board, solver, group, state


# ---------------------------------------------------------------- what holds


@pytest.mark.parametrize("key", ["cnash", "cgmr", "csmr"])
def test_a_group_of_one_stands_as_an_actor_does(key: str) -> None:
    """p53."""
    concept = joint_concepts()[key]
    for seed in range(GAMES):
        board, solver = solved(seed)
        alone = Solver(board).verdicts(concepts()[concept.alone]).stable
        for actor in board.actors:
            for state in range(board.count):
                assert solver.stable(concept, (actor,), state) == alone[actor, state], (seed, actor, state)


def test_what_is_sequentially_stable_for_an_actor_is_so_for_it_as_a_group_but_not_the_other_way_round() -> None:
    """p53, p54: those who answer may act together."""
    apart = 0
    for seed in range(GAMES):
        board, solver = solved(seed)
        alone = Solver(board).verdicts(concepts()["seq"]).stable
        for actor in board.actors:
            for state in range(board.count):
                joint = stable(solver, "cseq", (actor,), state)
                assert joint or not alone[actor, state], (seed, actor, state)
                apart += joint and not alone[actor, state]
    assert apart > 0


def test_two_actors_answer_alone_so_that_both_concepts_agree() -> None:
    for seed in range(GAMES):
        board = drawn(seed, actors=2)
        solver, alone = JointSolver(parties(board)), Solver(board).verdicts(concepts()["seq"]).stable
        for actor in board.actors:
            for state in range(board.count):
                assert stable(solver, "cseq", (actor,), state) == alone[actor, state], (seed, actor, state)


def test_declared_implications_hold_for_every_group_in_turns_whatever_the_moves() -> None:
    """p55, and since groups that follow each other share nobody, on any graph."""
    for _, solver, group, state in everywhere():
        for key, concept in joint_concepts().items():
            if stable(solver, key, group, state):
                assert all(stable(solver, other, group, state) for other in concept.implies), (key, group, state)


def test_what_is_not_declared_fails_somewhere() -> None:
    implies = {key: set(concept.implies) for key, concept in joint_concepts().items()}
    unseen = {(a, b) for a in KEYS for b in KEYS if a != b and b not in implies[a]}
    for _, solver, group, state in everywhere():
        unseen -= {(a, b) for a, b in unseen if stable(solver, a, group, state) and not stable(solver, b, group, state)}
    assert not unseen


def test_nobody_is_left_to_answer_everybody() -> None:
    """p57: for the grand coalition all concepts are one."""
    for board, solver, group, state in everywhere():
        if len(group) == len(board.actors):
            assert len({stable(solver, key, group, state) for key in KEYS}) == 1


def test_a_pareto_improvement_is_easier_to_have() -> None:
    """p91: what is stable against Pareto improvements is so against strict ones, under Nash; p90: not conversely."""
    apart = 0
    for seed in range(GAMES):
        board, strict = solved(seed)
        pareto = JointSolver(parties(board, "pareto"))
        for group in groups(board.actors):
            for state in range(board.count):
                ends, wider = strict.improvements(group, state), pareto.improvements(group, state)
                assert set(ends.tolist()) <= set(wider.tolist())
                assert len(group) > 1 or ends.tolist() == wider.tolist()
                apart += bool(len(wider)) and not len(ends)
    assert apart > 0


def test_answers_of_groups_lie_between_those_of_actors_and_all_moves() -> None:
    """p89: R+_K is in R++ of groups of K, and that in R_K; targets are tried one by one."""
    between = 0
    for seed in range(0, GAMES, 8):
        board, solver = solved(seed)
        reach, credible = solver.reach, solver.credible
        for group in groups(board.actors):
            for state in range(board.count):
                for to in range(board.count):
                    if to == state:
                        continue
                    target = np.arange(board.count) == to
                    begins = np.array([state])
                    joint = bool(credible.answered(group, begins, target)[0])
                    alone = JointSolver(parties(board), joint=False).credible.answered(group, begins, target)[0]
                    able = bool(reach.ends(group, state)[to])
                    assert alone <= joint <= able, (seed, group, state, to)
                    assert able <= reach.might_lead(group, target)[state]
                    between += alone < joint < able or (alone < joint) + (joint < able)
    assert between > 0


def test_reach_is_larger_for_larger_groups() -> None:
    for _, solver, group, state in everywhere():
        for member in group:
            fewer = tuple(one for one in group if one != member)
            assert (solver.reach.ends(fewer, state) <= solver.reach.ends(group, state)).all()


def test_names_do_not_matter() -> None:
    for seed in range(0, GAMES, 2):
        board, solver = solved(seed)
        luck = Random(seed)
        states, actors = luck.sample(range(board.count), board.count), luck.sample(board.actors, len(board.actors))
        other = JointSolver(parties(renamed(board, states, actors)))
        for group in groups(board.actors):
            called = tuple(sorted(actors[one] for one in group))
            for state in range(board.count):
                for key, concept in joint_concepts().items():
                    ends = {states[to] for to in solver.undeterred(concept, group, state).tolist()}
                    assert ends == set(other.undeterred(concept, called, states[state]).tolist()), (seed, key)


def test_a_common_scale_of_ranks_does_not_matter() -> None:
    for seed in range(0, GAMES, 4):
        board, solver = solved(seed)
        stretched = JointSolver(parties(graph(board.count, moves_of(board), (3 * board.ranks - 7).tolist())))
        for group in groups(board.actors):
            for state in range(board.count):
                for concept in joint_concepts().values():
                    assert solver.stable(concept, group, state) == stretched.stable(concept, group, state)


# ---------------------------------------------------------------- what does not hold


Claim = Callable[[JointSolver, str, Group, int], bool]


def members_imply_group(solver: JointSolver, key: str, group: Group, state: int) -> bool:
    """p58: stable for every member alone, so stable for the group."""
    return stable(solver, key, group, state) or not all(stable(solver, key, (one,), state) for one in group)


def group_implies_members(solver: JointSolver, key: str, group: Group, state: int) -> bool:
    """p59: stable for the group, so stable for every member alone."""
    return not stable(solver, key, group, state) or all(stable(solver, key, (one,), state) for one in group)


def smaller_imply_larger(solver: JointSolver, key: str, group: Group, state: int) -> bool:
    """p60: stable for all groups within a group, so stable for it."""
    parts = [part for part in groups(group) if part != group]
    return stable(solver, key, group, state) or not all(stable(solver, key, part, state) for part in parts)


@pytest.mark.parametrize("claim", [members_imply_group, group_implies_members, smaller_imply_larger])
@pytest.mark.parametrize("key", KEYS)
def test_groups_and_their_members_have_nothing_to_do_with_each_other(key: str, claim: Claim) -> None:
    assert not all(claim(solver, key, group, state) for _, solver, group, state in everywhere() if len(group) > 1)


def test_every_concept_for_an_actor_has_one_for_groups() -> None:
    assert {key: counterpart(key).key for key in concepts()} == {
        "nash": "cnash",
        "gmr": "cgmr",
        "smr": "csmr",
        "seq": "cseq",
        "sseq": "cseq",
        "firm": "cseq",
    }
