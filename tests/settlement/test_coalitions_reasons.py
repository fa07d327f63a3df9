"""What is said of groups beside the verdict: the concepts' cards, who is to spare, the order of reasons, false ones."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pytest

from detente.engine import coalition
from detente.engine.board import Board
from detente.engine.coalition import ORDER, joint_concepts
from detente.engine.coalition.driver.parties import Group, parties
from detente.engine.coalition.driver.partition import blocks
from detente.engine.coalition.driver.reasons import JointCertificate, JointTemptation, Leap, joint_certificate
from detente.engine.coalition.driver.solve import JointSolver
from detente.engine.coalition.driver.verify import verify_joint
from detente.engine.paths import Step
from detente.engine.stability import concepts
from tests.properties.boards import graph

CONCEPTS = joint_concepts()
ROOT = Path(__file__).parents[2]
A, B, C, D, E = range(5)


def test_every_file_is_a_concept_under_its_name() -> None:
    files = {path.stem for path in Path(str(coalition.__file__)).parent.glob("*.py")} - {"__init__"}
    assert files == set(CONCEPTS)
    assert all(concept.key == key for key, concept in CONCEPTS.items())


def test_joint_concepts_come_in_the_order_of_their_counterparts() -> None:
    """As Nash, GMR, SMR and SEQ do: each is the counterpart of one of them, and only of that one."""
    assert tuple(CONCEPTS) == ORDER == ("cnash", "cgmr", "csmr", "cseq")
    alone = [concept.alone for concept in CONCEPTS.values()]
    assert alone == [key for key in concepts() if key in alone] == ["nash", "gmr", "smr", "seq"]


@pytest.mark.parametrize("key", CONCEPTS)
def test_a_joint_concept_says_what_it_is(key: str) -> None:
    concept = CONCEPTS[key]
    known = re.findall(r"^@\w+\{([^,\s]+),", (ROOT / "docs" / "references.bib").read_text(encoding="utf-8"), re.M)
    assert concept.title
    assert concept.question.endswith("?")
    assert concept.cites
    assert set(concept.cites) <= set(known)


# ---------------------------------------------------------------- who is to spare


@pytest.mark.parametrize(
    ("way", "enough"), [({A: (0, 1)}, (A,)), ({C: (0, 1)}, (C,)), ({A: (0, 2), C: (2, 1)}, (A, C))]
)
def test_all_members_who_are_not_needed_are_spared(way: dict[int, tuple[int, int]], enough: Group) -> None:
    """Four actors bring 1 about from 0; one of them could do so alone, or two through 2."""
    board = graph(3, [[way[actor]] if actor in way else [] for actor in range(4)], [[0, 1, 0]] * 4)
    assert JointSolver(parties(board)).reach.enough((A, B, C, D), 0, 1) == enough


# ---------------------------------------------------------------- answers


def free(board: Board) -> list[int]:
    """Return the improvements of A from 0 that nothing deters under coalition sequential stability."""
    return [int(to) for to in JointSolver(parties(board)).undeterred(CONCEPTS["cseq"], (A,), 0)]


def test_who_has_led_to_a_state_decides_who_can_go_on_whichever_improvement_is_answered() -> None:
    """A goes from 0 to 1 or 2 and likes 4 less. C and D together go from 3 to 4 (through 5).

    C goes from 1 to 3 and may not move again, so nobody gets to 4. B goes from 2 to 3, and C and D go on: not all three
    together, for B likes 4 less than 2.
    """
    moves = [[(0, 1), (0, 2)], [(2, 3)], [(1, 3), (3, 5)], [(5, 4)]]
    ranks = [[1, 2, 2, 2, 0, 2], [0, 0, 1, 2, 0, 0], [0, 1, 0, 2, 3, 0], [0, 0, 0, 0, 1, 0]]
    assert free(graph(6, moves, ranks)) == [1]


def test_a_state_is_looked_at_again_when_fewer_have_led_to_it() -> None:
    """A goes from 0 to 1 and likes 4 less. B and D together go from 3 to 4 (through 5).

    B and C together go from 1 to 3 (through 6), but then B may not go on. E goes from 1 to 2 and C from there to 3:
    then B may. It takes these three steps: D likes 4 less than 1 and 2, and E likes 3 no more than 1.
    """
    moves = [[(0, 1)], [(1, 6), (3, 5)], [(6, 3), (2, 3)], [(5, 4)], [(1, 2)]]
    ranks = [
        [1, 2, 2, 2, 0, 2, 2],
        [0, 1, 1, 2, 3, 0, 0],
        [0, 0, 0, 1, 0, 0, 0],
        [0, 5, 5, 0, 1, 0, 0],
        [0, 0, 1, 0, 0, 0, 0],
    ]
    board = graph(7, moves, ranks)
    assert free(board) == []
    (it,) = certified(board, "cseq", (A,)).temptations
    assert [(reply.group, reply.to) for reply in it.replies] == [((E,), 2), ((C,), 3), ((B, D), 4)]


def test_a_block_that_comes_round_to_where_it_began_has_not_moved() -> None:
    """A goes from 0 to 1, B to 2 and to 3, which A likes less than 0. C goes from 2 to 4, D back.

    B may not go from 2 to 3 after its own move to 2. That C and D can come round to 2 lets it go on as long as they
    are two, for D has moved last; as a block they have stayed where they were, and only 4 is left to them.
    """
    moves = [[(0, 1)], [(1, 2), (2, 3)], [(2, 4)], [(4, 2)]]
    own = parties(graph(5, moves, [[1, 2, 2, 0, 2], *[[0] * 5] * 3]))
    joined = blocks(own, [(A,), (B,), (C, D)])
    assert joined.undeterred(CONCEPTS["cgmr"], (0,), 0).tolist() == [1]
    assert JointSolver(own).stable(CONCEPTS["cgmr"], (A,), 0)


# ---------------------------------------------------------------- reasons


def answerable() -> Board:
    """Return a board on which A goes from 0 to 1 or 2, both better for it, and B from 1 to 3, worse for A than 0.

    B likes 1 more than 3: it could answer, but would not.
    """
    return graph(4, [[(0, 1), (0, 2)], [(1, 3)]], [[1, 2, 2, 0], [0, 2, 0, 1]])


def certified(board: Board, key: str, group: Group) -> JointCertificate:
    return joint_certificate(JointSolver(parties(board)), CONCEPTS[key], group, 0)


def wrong(board: Board, given: JointCertificate) -> list[str]:
    return verify_joint(parties(board), CONCEPTS[given.concept], given)


def test_what_nothing_deters_comes_first() -> None:
    given = certified(answerable(), "cgmr", (A,))
    assert [(one.leap.to, one.fate) for one in given.temptations] == [(2, "unpunished"), (1, "punished")]
    assert [one.leap.to for one in certified(answerable(), "cseq", (A,)).temptations] == [1, 2]


def test_an_answer_by_which_nobody_gains_is_none_where_it_must_be_credible() -> None:
    """B's way from 1 to 3 answers A's move under CGMR; under CSEQ it does not, since B likes 1 more."""
    board = answerable()
    answered = certified(board, "cgmr", (A,)).temptations[1]
    assert answered.replies == (Leap((B,), 3, (Step(B, 3),)),)
    genuine = certified(board, "cseq", (A,))
    forged = replace(genuine, temptations=(answered, genuine.temptations[1]))
    assert wrong(board, genuine) == []
    assert wrong(board, forged) == ["(1,) does not gain by going from 1 to 3"]


def test_a_way_in_which_a_member_moves_twice_running_is_none() -> None:
    """A goes from 0 to 1; from there both A and B can go to 2, which both prefer to 0."""
    board = graph(3, [[(0, 1), (1, 2)], [(1, 2)]], [[0, 0, 1], [0, 0, 1]])
    genuine = certified(board, "cnash", (A, B))
    (it,) = genuine.temptations
    assert it == JointTemptation(Leap((A, B), 2, (Step(A, 1), Step(B, 2))), "unpunished")
    assert wrong(board, genuine) == []
    forged = replace(it, leap=replace(it.leap, steps=(Step(A, 1), Step(A, 2))))
    assert wrong(board, replace(genuine, temptations=(forged,))) == ["0 may not go from 1 to 2"]


def test_answers_in_which_groups_that_follow_each_other_share_a_member_are_none() -> None:
    """A goes from 0 to 1. B and C together go on to 2 (through 4), C and D from there to 3 (through 5).

    B and C prefer 2 to 1, C and D prefer 3 to 2, and A likes 3 less than 0; but C would act twice running.
    """
    moves = [[(0, 1)], [(1, 4)], [(4, 2), (2, 5)], [(5, 3)]]
    board = graph(6, moves, [[1, 2, 2, 0, 2, 2], [9, 0, 1, 0, 0, 0], [9, 0, 1, 2, 0, 0], [9, 0, 0, 2, 0, 0]])
    genuine = certified(board, "cseq", (A,))
    (it,) = genuine.temptations
    assert it.fate == "unpunished"
    answers = (Leap((B, C), 2, (Step(B, 4), Step(C, 2))), Leap((C, D), 3, (Step(C, 5), Step(D, 3))))
    forged = replace(genuine, stable=True, temptations=(replace(it, fate="punished", replies=answers),))
    assert wrong(board, genuine) == []
    assert wrong(board, forged)[0] == "(2, 3) may not answer at 2"
