"""The readings of this folder held against what the theory proves, on random games; seeds are the names of shapes.

The number of games of each shape is `DETENTE_CONFLICTS` by 400.
"""

import os
from collections.abc import Iterator
from dataclasses import replace
from itertools import permutations
from random import Random

import pytest

from tests.oracles.draw import draw_formula, option_names
from tests.settlement import oracle_blocking as blocking
from tests.settlement import oracle_coalitions as coalitions
from tests.settlement import oracle_inverse as inverse
from tests.settlement import oracle_settlement as settlement
from tests.settlement.draw import SHAPES, SMALL, TRANSITIVE, draw_bargain, draw_game, draw_ranks, outcome
from tests.settlement.oracle_coalitions import COALITIONAL, INDIVIDUAL, Game, groups

GAMES = max(6, int(os.environ.get("DETENTE_CONFLICTS", "20000")) // 400)
VARIANTS = ("strict", "pareto")


def drawn(shape: str, what: str, share: int = 1) -> Iterator[tuple[Game, Random]]:
    luck = Random(f"{what} {shape}")
    for _ in range(max(3, GAMES // share)):
        yield draw_game(shape, luck), luck


def a_case(game: Game, luck: Random) -> tuple[int, frozenset[int]]:
    """Draw a state and a group."""
    return luck.randrange(game.count), luck.choice(list(groups(game.actors)))


# ---------------------------------------------------------------- coalitions


@pytest.mark.parametrize("shape", SHAPES)
def test_one_actor_is_a_coalition(shape: str) -> None:
    # p53: CNash, CGMR, CSMR of one are Nash, GMR, SMR, on any graph, and SEQ implies CSEQ. Of two actors CSEQ is SEQ.
    for game, luck in drawn(shape, "one actor"):
        i, s = luck.randrange(len(game.moves)), luck.randrange(game.count)
        for variant in VARIANTS:
            for concept in ("nash", "gmr", "smr"):
                alone = coalitions.individually_stable(game, concept, i, s)
                assert coalitions.coalition_stable(game, concept, {i}, s, variant) == alone
            sequential = coalitions.individually_stable(game, "seq", i, s)
            joint = coalitions.cseq(game, {i}, s, variant)
            assert joint or not sequential
            if len(game.moves) == 2:
                assert joint == sequential


@pytest.mark.parametrize("shape", SHAPES)
def test_which_stability_implies_which(shape: str) -> None:
    # p55 on every graph, since groups that follow each other do not overlap; p11 for the individual concepts.
    for game, luck in drawn(shape, "implies"):
        s, group = a_case(game, luck)
        for variant in VARIANTS:
            verdict = {c: coalitions.coalition_stable(game, c, group, s, variant) for c in COALITIONAL}
            assert verdict["csmr"] or not verdict["cnash"]
            assert verdict["cseq"] or not verdict["cnash"]
            assert verdict["cgmr"] or not (verdict["csmr"] or verdict["cseq"])
        # p91: stable against Pareto improvements, stable against strict ones.
        assert coalitions.cnash(game, group, s) or not coalitions.cnash(game, group, s, "pareto")
        one = {c: coalitions.individually_stable(game, c, min(group), s) for c in INDIVIDUAL}
        assert one["sseq"] or not one["nash"]
        assert (one["seq"] and one["smr"]) or not one["sseq"]
        assert one["gmr"] or not (one["seq"] or one["smr"])


@pytest.mark.parametrize("shape", TRANSITIVE)
def test_overlap_does_no_harm_where_moves_are_transitive(shape: str) -> None:
    # p55 in the older reading, and p89: R+_K is part of R++ of the groups of K, and that of R_K.
    for game, luck in drawn(shape, "overlap"):
        s, group = a_case(game, luck)
        assert coalitions.cgmr(game, group, s) or not coalitions.cseq(game, group, s, overlap=True)
        narrow = coalitions.joint_reach(game, group, s)
        wide = coalitions.joint_reach(game, group, s, overlap=True)
        assert coalitions.credible_reach(game, group, s) <= narrow <= wide <= coalitions.reach(game, group, s)


@pytest.mark.parametrize("shape", SHAPES)
def test_reach_of_groups(shape: str) -> None:
    for game, luck in drawn(shape, "reach"):
        s, group = a_case(game, luck)
        found = coalitions.reach(game, group, s)
        assert s not in found
        assert all(coalitions.reach(game, less, s) <= found for less in groups(group))
        assert coalitions.credible_reach(game, group, s) <= coalitions.joint_reach(game, group, s) <= found
        if shape in TRANSITIVE:
            # p03: nothing but plain reachability.
            reached, edge = set[int](), {s}
            while edge:
                edge = {to for here in edge for i in group for to in game.moves[i][here]} - reached
                reached |= edge
            assert found == reached - {s}


@pytest.mark.parametrize("shape", SHAPES)
def test_everybody_together(shape: str) -> None:
    # p57: where nobody is left to answer, all four are the same.
    for game, luck in drawn(shape, "everybody"):
        s, _ = a_case(game, luck)
        for variant in VARIANTS:
            verdicts = {coalitions.coalition_stable(game, c, game.actors, s, variant) for c in COALITIONAL}
            assert len(verdicts) == 1


@pytest.mark.parametrize("shape", SHAPES)
def test_partition_of_ones_and_partition_of_all(shape: str) -> None:
    for game, _ in drawn(shape, "partition", 2):
        ones = [{i} for i in game.actors]
        for concept in ("nash", "gmr", "smr", "seq", "sseq"):
            assert coalitions.partition_equilibria(game, concept, ones) == coalitions.equilibria(game, concept)
        together = {s for s in game.states if coalitions.cnash(game, game.actors, s)}
        assert coalitions.partition_equilibria(game, "gmr", [game.actors]) == together


@pytest.mark.parametrize("shape", SHAPES)
def test_two_blocks_are_a_coalition_and_the_rest(shape: str) -> None:
    # Against one block the replies are R_{N-H}: the same as the coalition concepts, but for sequential ones.
    for game, luck in drawn(shape, "blocks"):
        s, group = a_case(game, luck)
        rest = coalitions.outside(game, group)
        blocks = [group, rest] if rest else [group]
        for concept in ("nash", "gmr", "smr"):
            expected = coalitions.coalition_stable(game, concept, group, s)
            assert coalitions.block_stable(game, concept, blocks, group, s) == expected


@pytest.mark.parametrize("shape", TRANSITIVE)
def test_someone_always_finds_rest(shape: str) -> None:
    # p38: where moves are transitive there is a sequential equilibrium, hence a metarational one.
    for game, _ in drawn(shape, "existence", 2):
        assert coalitions.equilibria(game, "seq")
        assert coalitions.equilibria(game, "gmr")


@pytest.mark.parametrize("shape", SHAPES)
def test_vulnerable_jumps_and_forms(shape: str) -> None:
    for game, luck in drawn(shape, "vulnerable", 2):
        s, group = a_case(game, luck)
        for concept in ("nash", "gmr", "smr", "seq"):
            rest = coalitions.equilibria(game, concept)
            jumps = coalitions.jumps(game, concept, group, s)
            if len(group) > 1 and s in rest:
                assert (group in coalitions.vulnerable_to(game, concept, s)) == bool(
                    coalitions.improvements(game, group, s)
                )
                assert jumps == coalitions.forms(game, concept, group, s)
            else:
                assert not jumps
            assert coalitions.forms(game, concept, group, s) == coalitions.improvements(game, group, s) & rest
            # Stable for every group includes every group of one; CSEQ of one is weaker than SEQ.
            if concept != "seq":
                assert coalitions.forms_jointly(game, concept, group, s) <= coalitions.forms(game, concept, group, s)


@pytest.mark.parametrize("shape", SHAPES)
def test_names_and_units_do_not_matter(shape: str) -> None:
    # p19, p20: another unit of rank, other numbers for actors and states.
    for game, luck in drawn(shape, "names", 2):
        s, group = a_case(game, luck)
        states, actors = (luck.sample(range(n), n) for n in (game.count, len(game.moves)))
        moves: list[list[tuple[int, int]]] = [[] for _ in actors]
        ranks = [[0] * game.count for _ in actors]
        for i in game.actors:
            moves[actors[i]] = [(states[a], states[b]) for a in game.states for b in game.moves[i][a]]
            for a in game.states:
                ranks[actors[i]][states[a]] = 3 * game.ranks[i][a] + 7
        other = coalitions.game_of(game.count, moves, ranks)
        for variant in VARIANTS:
            for concept in COALITIONAL:
                there = {states[t] for t in coalitions.unsanctioned(game, concept, group, s, variant)}
                renamed = frozenset(actors[i] for i in group)
                assert coalitions.unsanctioned(other, concept, renamed, states[s], variant) == there


# ---------------------------------------------------------------- inverse


@pytest.mark.parametrize("shape", SMALL)
def test_rankings_two_ways(shape: str) -> None:
    for game, luck in drawn(shape, "rankings"):
        if game.count > 5:
            continue
        i, s = luck.randrange(len(game.moves)), luck.randrange(game.count)
        for concept in INDIVIDUAL:
            assert inverse.rankings(game, i, s, concept) == inverse.rankings_by_sets(game, i, s, concept)


@pytest.mark.parametrize("shape", SMALL)
def test_conditions_say_when_a_state_is_stable(shape: str) -> None:
    for game, luck in drawn(shape, "conditions", 2):
        i, s = luck.randrange(len(game.moves)), luck.randrange(game.count)
        for concept in INDIVIDUAL:
            found = inverse.conditions(game, i, s, concept)
            assert found
            for _ in range(6):
                ranks = draw_ranks(game.count, luck.choice((0.0, 0.5)), luck)
                assert inverse.met(found, ranks, s) == inverse.stable_under(game, i, s, concept, ranks)
            for held in found:
                # Just what the condition leaves open is not enough any more with one state less in it.
                worst = frozenset(game.states) - {s} - held
                assert not any(inverse.stable_with(game, i, s, concept, worst | {t}) for t in held)


@pytest.mark.parametrize("shape", SHAPES)
def test_raising_a_state_keeps_it_stable(shape: str) -> None:
    # p23; p82: on top for everybody it is stable for everybody; p24: what others want matters to seq and sseq alone.
    for game, luck in drawn(shape, "raised"):
        s, _ = a_case(game, luck)
        i = luck.randrange(len(game.moves))
        ranks = list(game.ranks[i])
        ranks[s] += luck.randint(1, 3)
        for concept in INDIVIDUAL:
            if coalitions.individually_stable(game, concept, i, s):
                assert inverse.stable_under(game, i, s, concept, ranks)
        top = replace(game, ranks=tuple(tuple(99 if t == s else r for t, r in enumerate(row)) for row in game.ranks))
        assert s in coalitions.equilibria(top, "nash")
        others = tuple(row if j == i else tuple(draw_ranks(game.count, 0.2, luck)) for j, row in enumerate(game.ranks))
        for concept in ("nash", "gmr", "smr"):
            same = coalitions.individually_stable(replace(game, ranks=others), concept, i, s)
            assert same == coalitions.individually_stable(game, concept, i, s)


@pytest.mark.parametrize("shape", ["graph of two", "options of two"])
def test_nearest_rankings_and_profiles(shape: str) -> None:
    for game, luck in drawn(shape, "nearest", 4):
        if game.count > 4:
            continue
        s = luck.randrange(game.count)
        for concept in INDIVIDUAL:
            apart = [inverse.nearest_rankings(game, i, s, concept) for i in game.actors]
            for (cost, found), i in zip(apart, game.actors, strict=True):
                assert found
                assert (cost == 0) == coalitions.individually_stable(game, concept, i, s)
            if game.count > 3:
                continue
            cost, profiles = inverse.nearest_profiles(game, s, concept)
            assert profiles
            assert (cost == 0) == (s in coalitions.equilibria(game, concept))
            if concept in ("nash", "gmr", "smr"):
                # The problem falls apart by actor.
                assert cost == sum(least for least, _ in apart if least is not None)


def test_orders_of_statements() -> None:
    luck = Random("statements")
    for _ in range(GAMES):
        game = draw_game(luck.choice(SMALL), luck)
        i, s = luck.randrange(len(game.moves)), luck.randrange(game.count)
        wishes = tuple(tuple(luck.random() < 0.5 for _ in game.states) for _ in range(luck.randint(1, 3)))
        told = inverse.with_ranks(game, i, inverse.ranks_from(wishes, game.count))
        for concept in INDIVIDUAL:
            cost, found = inverse.nearest_orders(told, wishes, i, s, concept)
            assert (cost == 0) == coalitions.individually_stable(told, concept, i, s)
            assert (cost is None) == (not found)
            for order in found:
                ranks = inverse.ranks_from([wishes[k] for k in order], game.count)
                assert inverse.stable_under(game, i, s, concept, ranks)
    # Kendall: no more than all pairs, and that only the other way round.
    assert max((inverse.kendall(order), order) for order in permutations(range(4))) == (6, (3, 2, 1, 0))


def test_orders_of_statements_on_sketches() -> None:
    # Through the game and through the sketch: the same answer (a Game knows neither firm nor beliefs).
    luck = Random("sketches")
    for _ in range(max(3, GAMES // 4)):
        sketch = draw_bargain(luck)
        able = [actor.name for actor in sketch.actors if actor.ranking is None and not actor.weighs]
        if not able:
            continue
        who, game = luck.choice(able), blocking.game_of_sketch(sketch)
        s = luck.randrange(game.count)
        i = [actor.name for actor in sketch.actors].index(who)
        state = blocking.frame_of(sketch).states[s]
        for concept in INDIVIDUAL:
            through_game = inverse.nearest_orders(game, inverse.wishes_of(sketch, who), i, s, concept)
            assert inverse.sketch_orders(sketch, who, state, concept) == through_game


# ---------------------------------------------------------------- blocking


def test_who_can_prevent_is_monotone() -> None:
    luck = Random("prevent")
    for _ in range(GAMES):
        sketch = draw_bargain(luck)
        frame = blocking.frame_of(sketch)
        asked = frozenset(luck.sample(range(len(frame.states)), luck.randint(1, len(frame.states))))
        found = blocking.preventing_groups(frame, asked)
        assert all(more in found for group in found for more in groups(range(frame.actors)) if group < more)
        # Everybody together can choose any state there is.
        assert (frozenset(range(frame.actors)) in found) == (len(asked) < len(frame.states))
        # Pivotal by the definition for monotone cases: nobody blocks without it.
        pivotal = {i for i in range(frame.actors) if found and all(i in group for group in found)}
        assert blocking.pivotal(found, frame.actors) == pivotal


@pytest.mark.parametrize("shape", SHAPES)
def test_who_would_undo(shape: str) -> None:
    for game, luck in drawn(shape, "undo", 10):
        asked = outcome(game, luck)
        for concept in ("nash", "gmr", "smr", "seq"):
            rest = coalitions.equilibria(game, concept)
            found = blocking.undoing_groups(game, concept, asked)
            if held := asked & rest:
                # Nobody undoes an equilibrium alone, and everybody who undoes the outcome undoes each one of them.
                assert all(len(group) > 1 for group in found)
                each = (blocking.undoing_groups(game, concept, {s}, held=rest) for s in held)
                assert found == set.intersection(*each)
            if len(asked) == 1:
                assert bool(found) != coalitions.universally_stable(game, concept, min(asked))


# ---------------------------------------------------------------- settlements


def test_plans_and_demands() -> None:
    luck = Random("plans")
    for _ in range(max(3, GAMES // 5)):
        sketch = draw_bargain(luck)
        concept = luck.choice(("nash", "gmr", "smr", "seq", "sseq", "firm"))
        talks = settlement.Talks(sketch, draw_formula(sketch, option_names(sketch), 0.3, luck), concept)
        plans = settlement.minimal_plans(talks, 1)
        for plan in plans:
            assert settlement.good(talks, plan)
            assert all(settlement.why_needed(talks, plan).values())
            assert not any(other < plan for other in plans)
            # Played to its end, a plan leads where it is to lead.
            assert settlement.preferred_sequences(talks, plan) <= settlement.sequences(talks, plan)
        # Words alone do not do it just where the demands, all together, are met by no state.
        words = [plan for plan in plans if all(clause[0] == "set" for clause in plan)]
        sets = settlement.conflict_sets(talks)
        assert bool(sets) != bool(words)
        for found in sets:
            for demand in found - {("target",)}:
                assert settlement.meeting(talks, found - {demand})


@pytest.mark.parametrize("shape", SHAPES)
def test_frontier(shape: str) -> None:
    for game, _ in drawn(shape, "frontier"):
        found = settlement.game_frontier(game)
        assert found
        # Who is not on it is beaten by somebody who is.
        for s in set(game.states) - found:
            assert any(coalitions.better(game, game.actors, t, s, "pareto") for t in found)
