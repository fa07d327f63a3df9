"""The readings of this folder held against small examples worked out on paper.

The dilemma: two actors, each of which holds back (h) or strikes (s). States, first letter actor 0:
hh = 0, sh = 1, hs = 2, ss = 3. Each likes best to strike alone, then hh, then ss, then to be struck alone.
"""

import pytest

from tests.settlement import oracle_coalitions as coalitions
from tests.settlement import oracle_inverse as inverse
from tests.settlement.oracle_coalitions import COALITIONAL, INDIVIDUAL, Game, game_of
from tests.settlement.oracle_settlement import game_acceptable, game_attitude, game_frontier

HH, SH, HS, SS = range(4)
BOTH = frozenset({0, 1})


def dilemma() -> Game:
    moves = [[(HH, SH), (SH, HH), (HS, SS), (SS, HS)], [(HH, HS), (HS, HH), (SH, SS), (SS, SH)]]
    #                        hh sh hs ss
    return game_of(4, moves, [[2, 3, 0, 1], [2, 0, 3, 1]])


# ---------------------------------------------------------------- legal sequences


def test_nobody_moves_twice_running() -> None:
    # Actor 0 goes 0 -> 1 -> 2, actor 1 goes 1 -> 3. Alone, 0 takes one step; with 1 it cannot go on from 1 itself.
    game = game_of(4, [[(0, 1), (1, 2)], [(1, 3)]], [[0] * 4, [0] * 4])
    assert coalitions.reach(game, {0}, 0) == {1}
    assert coalitions.reach(game, {0, 1}, 0) == {1, 3}
    assert coalitions.reach(game, {1}, 0) == set()


def test_the_start_is_dropped_and_yet_a_way_on() -> None:
    # 0 -> 1 by actor 0, back by actor 1, and then actor 0 again: 2 is reached through the start.
    game = game_of(3, [[(0, 1), (0, 2)], [(1, 0)]], [[0] * 3, [0] * 3])
    assert coalitions.reach(game, {0, 1}, 0) == {1, 2}
    # From 1: actor 1 to 0, then actor 0 to 2 (or back to 1, which is dropped).
    assert coalitions.reach(game, {0, 1}, 1) == {0, 2}


# ---------------------------------------------------------------- witnesses of the theory, section 11


def test_legal_is_not_closure() -> None:
    # R0: 2->1; R1: 0->2, 1->0. Actor 0 gains by 2->1. The reply 1->0 is as good for 0 as 1; going on to 2, which is
    # no better than 2, would need two moves of actor 1 running.
    game = game_of(3, [[(2, 1)], [(0, 2), (1, 0)]], [[1, 1, 0], [0, 0, 0]])
    assert not coalitions.individually_stable(game, "gmr", 0, 2)
    assert not coalitions.cgmr(game, {0}, 2)


def test_coming_back_is_a_sanction() -> None:
    # At 0 actor 1 gains by 0->1; actor 0 can only go back to 0, which is not better than 0.
    game = game_of(2, [[(1, 0)], [(0, 1)]], [[0, 1], [0, 1]])
    assert not coalitions.individually_stable(game, "nash", 1, 0)
    assert coalitions.individually_stable(game, "gmr", 1, 0)
    assert coalitions.cgmr(game, {1}, 0)
    # Going back is worse for actor 0 (1 to 0), so it is no credible reply.
    assert not coalitions.individually_stable(game, "seq", 1, 0)
    assert not coalitions.cseq(game, {1}, 0)
    # Actor 1 would only leave again from 0 to 1, so it can escape.
    assert not coalitions.csmr(game, {1}, 0)


def test_no_symmetric_equilibrium() -> None:
    # R0: 2->0; R1: 0->2, 1->2. At 0 actor 1 gains (1 to 2), 0 can answer 2->0, and 1 escapes back. At 1 actor 1 gains
    # (0 to 2), the answer is 0, which is better than 1 for it. At 2 actor 0 gains (0 to 1), 1 answers 0->2, 0 escapes.
    game = game_of(3, [[(2, 0)], [(0, 2), (1, 2)]], [[1, 2, 0], [1, 0, 2]])
    assert coalitions.equilibria(game, "smr") == set()
    assert coalitions.equilibria(game, "gmr") == {0, 2}


def test_sequential_and_symmetric_but_not_both_at_once() -> None:
    game = game_of(3, [[(1, 0), (1, 2)], [(2, 1)]], [[0, 1, 2], [0, 2, 1]])
    # Actor 1 gains by 2->1 (1 to 2). Actor 0 can answer 1->0 (worse for it, 0 < 1: not credible; 0 < 1 for actor 1,
    # and no escape) or 1->2 (credible; back at 2, level, but actor 1 escapes to 1).
    verdicts = {c: coalitions.individually_stable(game, c, 1, 2) for c in INDIVIDUAL}
    assert verdicts == {"nash": False, "gmr": True, "smr": True, "seq": True, "sseq": False}


def test_no_metarational_equilibrium() -> None:
    moves = [[(0, 2), (0, 3), (1, 0), (2, 4), (3, 1), (3, 4)], [(0, 2), (0, 4), (2, 4), (3, 0), (4, 1), (4, 3)]]
    game = game_of(5, moves, [[2, 1, 3, 0, 4], [4, 3, 0, 1, 2]])
    assert coalitions.equilibria(game, "gmr") == set()


# ---------------------------------------------------------------- coalitions


def test_the_dilemma_of_two() -> None:
    game = dilemma()
    assert coalitions.equilibria(game, "nash") == {SS}
    # hh: the gain hh -> sh is answered by ss (1 < 2), credibly (0 to 1 for the other), and there is no escape (0).
    for concept in ("gmr", "smr", "seq", "sseq"):
        assert coalitions.equilibria(game, concept) == {HH, SS}, concept
    # Together they reach everything; only hh is better than ss for both. Nobody is left who could answer.
    assert coalitions.improvements(game, BOTH, SS) == {HH}
    assert all(coalitions.improvements(game, BOTH, state) == set() for state in (HH, SH, HS))
    assert not any(coalitions.coalition_stable(game, concept, BOTH, SS) for concept in COALITIONAL)
    # Nobody alone leaves ss; both of them do. hh is left by each alone without foresight.
    assert coalitions.coalition_equilibria(game, "cnash") == set()
    for concept in ("cgmr", "csmr", "cseq"):
        assert coalitions.coalition_equilibria(game, concept) == {HH}, concept
    assert not coalitions.stable_for_all_groups_of(game, "cseq", 0, SS)
    assert coalitions.stable_for_all_groups_of(game, "cseq", 0, HH)


def test_what_becomes_of_the_dilemma() -> None:
    game = dilemma()
    assert coalitions.vulnerable_to(game, "nash", SS) == {BOTH}
    # hh is no equilibrium for those without foresight, so it is no jump, and a coalition there would not stay.
    assert coalitions.jumps(game, "nash", BOTH, SS) == set()
    assert coalitions.forms(game, "nash", BOTH, SS) == set()
    for concept in ("gmr", "smr", "seq"):
        assert coalitions.vulnerable_to(game, concept, SS) == {BOTH}
        assert coalitions.vulnerable_to(game, concept, HH) == set()
        assert coalitions.jumps(game, concept, BOTH, SS) == {HH}
        assert coalitions.forms(game, concept, BOTH, SS) == {HH}
        assert coalitions.forms_jointly(game, concept, BOTH, SS) == {HH}
    # sh is no equilibrium: it is not called vulnerable, whoever could leave it. And one actor is no coalition.
    assert coalitions.vulnerable_to(game, "seq", SH) == set()
    assert coalitions.jumps(game, "seq", BOTH, SH) == set()
    assert coalitions.jumps(game, "seq", {0}, SS) == set()


def test_strict_and_pareto() -> None:
    # Actor 0 alone can go to 1, which it likes; actor 1 does not care.
    game = game_of(2, [[(0, 1)], []], [[0, 1], [5, 5]])
    assert coalitions.improvements(game, BOTH, 0) == set()
    assert coalitions.improvements(game, BOTH, 0, "pareto") == {1}
    assert coalitions.not_better(game, BOTH, 0) == {0, 1}
    assert coalitions.not_better(game, BOTH, 0, "pareto") == {0}
    # Nothing is gained where all is level.
    level = game_of(2, [[(0, 1)], []], [[1, 1], [5, 5]])
    assert coalitions.cnash(level, BOTH, 0, "pareto")
    # One gains and one loses: better in neither way.
    torn = game_of(2, [[(0, 1)], []], [[0, 1], [5, 4]])
    assert coalitions.cnash(torn, BOTH, 0, "pareto")
    assert coalitions.not_better(torn, BOTH, 0, "pareto") == {0, 1}


def joint_sanction() -> Game:
    # Everybody says no or yes; 0 = nobody, 1 = actor 0 alone, 2 = 0 and 1, 3 = 0 and 2, 4 = all. Others are infeasible.
    moves = [[(0, 1), (1, 0)], [(1, 2), (2, 1), (3, 4), (4, 3)], [(1, 3), (3, 1), (2, 4), (4, 2)]]
    # Actors 1 and 2 dislike to be alone with actor 0, and like all together; actor 0 hates it.
    return game_of(5, moves, [[1, 2, 3, 3, 0], [1, 1, 0, 1, 2], [1, 1, 1, 0, 2]])


def test_others_may_answer_together() -> None:
    # Actor 0 gains by 0 -> 1. From 1 actor 1 would go to 2 (1 to 0: no), actor 2 to 3 (1 to 0: no): no single
    # improvement, so nothing keeps actor 0. Together they go to 4 (1 to 2 for both), where actor 0 has 0.
    game = joint_sanction()
    assert coalitions.credible_reach(game, {1, 2}, 1) == set()
    assert coalitions.joint_reach(game, {1, 2}, 1) == {4}
    assert not coalitions.individually_stable(game, "seq", 0, 0)
    assert coalitions.cseq(game, {0}, 0)
    assert coalitions.sanctions(game, "cseq", frozenset({0}), 0, 1) == {4}


def test_groups_that_overlap() -> None:
    # Actor 0 gains by 0 -> 1. There actor 1 goes to 2 (0 to 1); from 2 the group {1, 2} would go 2 -> 3 (actor 1),
    # 3 -> 4 (actor 2), which is better for both (1 to 2, 0 to 1). But actor 1 would then move twice running.
    game = game_of(5, [[(0, 1)], [(1, 2), (2, 3)], [(3, 4)]], [[1, 2, 2, 2, 0], [5, 0, 1, 0, 2], [0, 0, 0, 0, 1]])
    assert coalitions.reach(game, {1, 2}, 1) == {2}
    assert coalitions.joint_reach(game, {1, 2}, 1) == {2}
    assert coalitions.joint_reach(game, {1, 2}, 1, overlap=True) == {2, 4}
    assert not coalitions.cgmr(game, {0}, 0)
    assert not coalitions.cseq(game, {0}, 0)
    assert coalitions.cseq(game, {0}, 0, overlap=True)
    # No other group has an improvement at 0: actor 1 likes it best, and actor 2 gains nothing at 1.
    assert not coalitions.universally_stable(game, "cseq", 0)
    assert coalitions.universally_stable(game, "cseq", 0, overlap=True)


def test_escape_of_a_group() -> None:
    # Actors 0 and 1 go 0 -> 1 -> 2 together and gain. Actor 2 can answer 2 -> 3, worse for both; but from there the
    # two can go 3 -> 4 -> 2 and are better off again: a sanction that they escape from only together.
    moves = [[(0, 1), (3, 4)], [(1, 2), (4, 2)], [(2, 3)]]
    game = game_of(5, moves, [[1, 0, 2, 0, 0], [1, 0, 2, 0, 0], [0] * 5])
    assert coalitions.improvements(game, BOTH, 0) == {2}
    assert coalitions.cgmr(game, BOTH, 0)
    assert not coalitions.csmr(game, BOTH, 0)
    # Where actor 1 has no way from 4, there is no escape.
    tied = game_of(5, [[(0, 1), (3, 4)], [(1, 2)], [(2, 3)]], game.ranks)
    assert coalitions.csmr(tied, BOTH, 0)


def test_escape_in_the_pareto_way() -> None:
    # Actor 0 goes 0 -> 1, better for it and level for actor 1. Actor 2 answers 1 -> 2, worse for actor 0; actor 0
    # escapes 2 -> 3, as good as 1 again. Strictly there is no improvement to begin with, and no escape to 3.
    game = game_of(4, [[(0, 1), (2, 3)], [], [(1, 2)]], [[1, 2, 0, 2], [0, 0, 0, 0], [0, 0, 0, 0]])
    assert coalitions.cnash(game, BOTH, 0)
    assert coalitions.cgmr(game, BOTH, 0, "pareto")
    assert not coalitions.csmr(game, BOTH, 0, "pareto")


def test_members_and_groups_are_no_measure_of_each_other() -> None:
    game = dilemma()
    # ss: every member is content, the group is not. hh: the group is content, no member is.
    assert all(coalitions.individually_stable(game, "nash", i, SS) for i in BOTH)
    assert not coalitions.cnash(game, BOTH, SS)
    assert coalitions.cnash(game, BOTH, HH)
    assert not any(coalitions.individually_stable(game, "nash", i, HH) for i in BOTH)
    # With foresight: actor 0 goes to 1, nobody can answer, and actor 1 would not go with it.
    lone = game_of(2, [[(0, 1)], []], [[0, 1], [1, 0]])
    assert not any(coalitions.individually_stable(lone, c, 0, 0) for c in INDIVIDUAL)
    assert all(coalitions.coalition_stable(lone, c, BOTH, 0) for c in COALITIONAL)


def test_partitions() -> None:
    assert list(coalitions.partitions([])) == [()]
    assert [len(list(coalitions.partitions(range(n)))) for n in range(1, 6)] == [1, 2, 5, 15, 52]  # Bell numbers
    game = dilemma()
    single, whole = [{0}, {1}], [BOTH]
    assert coalitions.partition_equilibria(game, "nash", single) == {SS}
    assert coalitions.partition_equilibria(game, "seq", single) == {HH, SS}
    # One block for all: only hh > ss for both, so all but ss hold.
    for concept in ("nash", "gmr", "smr", "seq"):
        assert coalitions.partition_equilibria(game, concept, whole) == {HH, SH, HS}


def test_blocks_that_answer_each_other() -> None:
    # Block {0, 1} goes 0 -> 1 -> 2 and gains; block {2} answers 2 -> 3, worse for actor 0 alone: "some member not
    # better" is enough for a sanction. From 3 the block cannot go on.
    game = game_of(4, [[(0, 1)], [(1, 2)], [(2, 3)]], [[1, 0, 2, 0], [1, 0, 2, 3], [0, 0, 0, 1]])
    blocks = [{0, 1}, {2}]
    assert not coalitions.block_stable(game, "nash", blocks, {0, 1}, 0)
    for concept in ("gmr", "smr", "seq", "sseq"):
        assert coalitions.block_stable(game, concept, blocks, {0, 1}, 0)
    assert not coalitions.block_stable(game, "seq", blocks, {2}, 2)


# ---------------------------------------------------------------- acceptance


def test_acceptance_and_frontier() -> None:
    game = dilemma()
    assert [game_attitude(game, 0, to, SS) for to in game.states] == ["gains", "gains", "loses", "is level"]
    assert game_acceptable(game, BOTH, HH, SS)
    assert game_acceptable(game, BOTH, SS, SS)  # ties suit
    assert not game_acceptable(game, BOTH, SH, SS)
    assert game_acceptable(game, {0}, SH, SS)
    assert game_frontier(game) == {HH, SH, HS}
    # Two states alike in everything do not exclude each other.
    assert game_frontier(game_of(3, [[], []], [[1, 1, 1], [1, 1, 0]])) == {0, 1}


# ---------------------------------------------------------------- inverse


def test_rankings_of_the_dilemma() -> None:
    # hh for actor 0; its move goes to sh, the other answers ss, from where 0 can go on to hs. 24 orders.
    game = dilemma()
    found = {c: inverse.rankings(game, 0, HH, c) for c in INDIVIDUAL}
    # nash: hh above sh, half of them. gmr: not so only where hh is the least of hh, sh, ss: a third of 24 away.
    # smr: besides the 12, sh above hh and both ss and hs below: sh, hh first, two orders. The other's answer is an
    # improvement for it (0 to 1), so seq is gmr, and sseq is smr.
    assert found == {"nash": 12, "gmr": 16, "smr": 14, "seq": 16, "sseq": 14}
    assert all(inverse.rankings_by_sets(game, 0, HH, c) == number for c, number in found.items())
    # If the other would rather be struck than strike back, nothing is credible.
    meek = inverse.with_ranks(game, 1, [2, 1, 3, 0])
    assert inverse.rankings(meek, 0, HH, "seq") == 12
    assert inverse.rankings(meek, 0, HH, "gmr") == 16


def test_conditions_of_the_dilemma() -> None:
    game = dilemma()
    assert inverse.conditions(game, 0, HH, "nash") == {frozenset({SH})}
    assert inverse.conditions(game, 0, HH, "gmr") == {frozenset({SH}), frozenset({SS})}
    assert inverse.conditions(game, 0, HH, "smr") == {frozenset({SH}), frozenset({SS, HS})}
    still = game_of(2, [[], [(0, 1)]], [[0, 1], [0, 1]])
    assert inverse.conditions(still, 0, 0, "nash") == {frozenset()}
    assert inverse.met({frozenset({SH})}, (2, 2, 0, 1), HH)
    assert not inverse.met({frozenset({SH})}, (2, 3, 0, 1), HH)


def test_nearest_rankings_of_the_dilemma() -> None:
    # Actor 0: sh > hh > ss > hs. One pair has to change: level with sh, or above it.
    game = dilemma()
    assert inverse.nearest_rankings(game, 0, HH, "nash") == (1, {(2, 2, 0, 1), (3, 2, 0, 1)})
    assert inverse.nearest_rankings(game, 0, HH, "nash", "strict") == (1, {(3, 2, 0, 1)})
    assert inverse.nearest_rankings(game, 0, HH, "gmr") == (0, {(2, 3, 0, 1)})
    # Both actors: one pair each.
    cost, profiles = inverse.nearest_profiles(game, HH, "nash", "strict")
    assert (cost, profiles) == (2, {((3, 2, 0, 1), (3, 0, 2, 1))})
    # A pair that was level counts where it is told apart.
    assert inverse.pairs_changed((1, 1, 0), (2, 1, 0)) == 1
    assert inverse.pairs_changed((2, 1, 0), (0, 1, 2)) == 3


def test_weak_orders() -> None:
    assert [len(list(inverse.weak_orders(n))) for n in range(1, 6)] == [1, 3, 13, 75, 541]  # Fubini numbers
    assert set(inverse.weak_orders(2)) == {(0, 0), (0, 1), (1, 0)}


def test_orders_of_statements_in_the_dilemma() -> None:
    # Actor 0 wants first that the other holds back (hh, sh), then to strike (sh, ss), then hh itself.
    game = dilemma()
    wishes = ((True, True, False, False), (False, True, False, True), (True, False, False, False))
    assert inverse.ranks_from(wishes, 4) == (2, 3, 0, 1)
    # hh above sh needs the third before the second: one pair. (Third first of all: two.)
    assert inverse.nearest_orders(game, wishes, 0, HH, "nash") == (1, {(0, 2, 1)})
    assert inverse.kendall((2, 0, 1)) == 2
    # Without the third nothing helps.
    assert inverse.nearest_orders(game, wishes[:2], 0, HH, "nash") == (None, set())
    other = ((True, False, True, False), (False, False, True, True), (True, False, False, False))
    found = inverse.nearest_order_profiles(game, (wishes, other), HH, "nash")
    assert found == (2, {((0, 2, 1), (0, 2, 1))})
    assert inverse.nearest_order_profiles(game, (wishes, other), HH, "seq") == (0, {((0, 1, 2), (0, 1, 2))})


def syria_iraq() -> Game:
    """Syria releases water or escalates (not both), Iraq attacks: states 000, 100, 010, 001, 101, 011 (here from 0)."""
    rows = [(0, 0, 0), (1, 0, 0), (0, 1, 0), (0, 0, 1), (1, 0, 1), (0, 1, 1)]
    pairs = [(a, b) for a in range(6) for b in range(6) if a != b]
    syria = [(a, b) for a, b in pairs if rows[a][2] == rows[b][2]]
    iraq = [(a, b) for a, b in pairs if rows[a][:2] == rows[b][:2]]
    # Best first, by number from 1: Syria 1 3 6 2 4 5, Iraq 2 4 6 1 5 3.
    return game_of(6, [syria, iraq], [[6, 3, 5, 2, 1, 4], [3, 6, 1, 5, 2, 4]])


@pytest.mark.parametrize(("concept", "number"), [("nash", 240), ("gmr", 384), ("smr", 300), ("seq", 384)])
def test_rankings_that_keep_syria_at_state_2(concept: str, number: int) -> None:
    # Syria leaves 2 for 1 or 3; Iraq answers 1 -> 4 and 3 -> 6, both improvements; Syria goes on within 4, 5, 6.
    # nash: 2 above 1 and 3: 720 / 3 = 240.
    # gmr, seq: neither 1 and 4 nor 3 and 6 are both above 2. Of these four, k above 2 has chance 1/5 for each k; fine
    # for k = 0 and 1, for 4 of the 6 pairs where k = 2, never beyond: 720 (1 + 1 + 2/3) / 5 = 384.
    # smr: 1 and 3 below (1/3), or 4, 5, 6 below (1/4), both (1/6): 720 (1/3 + 1/4 - 1/6) = 300.
    game = syria_iraq()
    assert inverse.rankings(game, 0, 1, concept) == number
    assert inverse.rankings_by_sets(game, 0, 1, concept) == number
    # State 2 is fine for Iraq as it is: it is Iraq's best.
    assert coalitions.individually_stable(game, concept, 1, 1)
