"""The inverse question on conflicts worked out by hand, on written scenarios drawn at random, and at its limits."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from itertools import permutations
from random import Random
from typing import Any

import numpy as np
import pytest

from detente.answers import inverse as answers
from detente.answers.inverse import ForActor, ForConcept, Inverse
from detente.answers.run import Run, run
from detente.answers.wanting import Reordered, Reranked, steps
from detente.engine.stability import concepts
from detente.errors import ConflictError, DetenteError, QuestionError, TooLargeError
from detente.prospects.worlds import Bounds, worlds_of
from detente.scenario.model import Ordered, Scenario
from detente.scenario.reader import read
from detente.settlement.inverse import conditions, orders, rankings
from detente.settlement.inverse.conditions import Condition, Requirement, condition
from detente.settlement.inverse.joint_changes import joint
from detente.settlement.inverse.orders import Orders
from detente.settlement.inverse.pairs import comparisons, raised
from detente.settlement.inverse.sets import above, bits, members
from detente.settlement.inverse.ways import ByOrder, ByPairs, Change, Fixed, Nearest
from tests.arguments.drawn import case
from tests.oracles import draw
from tests.oracles.oracle import NoAnswer, answer
from tests.oracles.sketch import Sketch, to_text
from tests.settlement import oracle_inverse as oracle
from tests.settlement.draw import draw_game
from tests.settlement.test_inverse_against_oracle import board_of
from tests.views.small import DAM, scenario

# States: 1 neither, 2 yield, 3 attack, 4 both; North moves 1-2 and 3-4, South 1-3 and 2-4, both ways.
# North, `demands` first: 1 (both true) > 3 (demands) > 2 (truce) > 4. South: 2 (both) > 3 = 4 (land) > 1 (peace).
# At 2 South stays: its only move, to 4, is worse. North gains by going to 1; South would answer with 3, which North
# prefers to 2 as well, so that nothing deters it. With `truce` above `demands` North ranks 1 > 2 > 3 > 4: South's
# answer hurts, and from 3 North can only go to 4, which is worse still.
BORDER = """
title: The border
actors:
  North:
    options: {yield: {}}
    prefers:
      - {name: demands, avoid: yield, assumed: an example}
      - {name: truce, avoid: South.attack, assumed: an example}
  South:
    options: {attack: {}}
    prefers:
      - {name: land, want: North.yield or attack, assumed: an example}
      - {name: peace, avoid: attack, assumed: an example}
"""


def asked(text: str, state: int | str, *keys: str, actors: Sequence[str] = (), beliefs: bool | None = None) -> Inverse:
    return answers.inverse(run(read(text), None, None, beliefs), state, keys, actors)


def of(found: Inverse, concept: str, actor: str) -> ForActor:
    (one,) = [one for one in found.concepts if one.concept.key == concept]
    return next(who for who in one.actors if who.actor == actor)


def under(found: Inverse, concept: str) -> ForConcept:
    return next(one for one in found.concepts if one.concept.key == concept)


# ------------------------------------------------------------ by hand


@pytest.mark.parametrize(
    ("concept", "ways", "count"),
    [
        # Of {1} nothing above 2: half of 24.
        ("nash", ((1,),), 12),
        # 1 or 3 not above 2: all but those with both above, a third.
        ("gmr", ((1,), (3,)), 16),
        # 1 not above: 12; or 1 above and neither 3 nor 4: 1 > 2 > 3, 4 in two ways.
        ("smr", ((1,), (3, 4)), 14),
        ("seq", ((1,), (3,)), 16),
        ("sseq", ((1,), (3, 4)), 14),
    ],
)
def test_conditions_and_rankings_by_hand(concept: str, ways: tuple[tuple[int, ...], ...], count: int) -> None:
    north = of(asked(BORDER, 2, concept), concept, "North")
    assert not north.stable
    assert north.ways == ways
    assert north.rankings is not None
    assert (north.rankings.count, north.rankings.total) == (count, 24)


def test_another_order_of_statements_by_hand() -> None:
    found = asked(BORDER, 2)
    for concept in ("gmr", "smr", "seq"):
        north = of(found, concept, "North").orders
        assert north is not None
        assert (north.distance, north.count, north.all_pairs) == (1, 1, 1)
        (nearest,) = north.nearest
        assert nearest.order == ("truce", "demands")
        assert [(one.statement, one.above) for one in nearest.steps] == [("truce", "demands")]
        (cure,) = nearest.cures
        assert (cure.to, cure.instead) == (1, (3, 4) if concept == "smr" else (3,))
        assert [(state, why.statement) for state, why in cure.reasons] == [(3, "truce")]
    nash = of(found, "nash", "North").orders
    assert nash is not None
    assert (nash.distance, nash.nearest, nash.tried) == (None, (), None)  # 1 is best under both orders


def test_another_ranking_by_hand() -> None:
    """To 1's level 2 rises past 3: two pairs. To 3's level, one."""
    found = asked(BORDER, 2)
    assert of(found, "nash", "North").ranking == Reranked("North", 2, (1,), (3,), ())
    for concept in ("gmr", "smr", "seq"):
        assert of(found, concept, "North").ranking == Reranked("North", 1, (3,), (), ())
    assert of(found, "nash", "South").ranking == Reranked("South", 0, (), (), ())
    assert of(found, "nash", "North").comparisons == (1,)
    assert of(found, "nash", "South").comparisons == ()


def test_what_else_changes_by_hand() -> None:
    """Before, only 3 holds under SEQ: from 1 South leaves for 3, from 2 and 4 North goes. With 1 > 2 > 3 > 4, 2 too.

    With 2 level with 3 in North's ranking, nothing else changes either: 4 is still worst, 3 best at hand.
    Under Nash 2 rises to the level of 1: North then has no reason to leave it for 1, and 3 still holds.
    """
    found = asked(BORDER, 2, "seq", "nash")
    seq = under(found, "seq")
    assert not seq.equilibrium
    assert seq.by_order is not None
    assert seq.by_pairs is not None
    assert (seq.by_order.pairs, seq.by_order.least, seq.by_order.gained, seq.by_order.lost) == (1, 1, (), ())
    assert [type(part) for part in seq.by_order.parts] == [Reordered]
    assert (seq.by_pairs.pairs, seq.by_pairs.least) == (1, 1)
    nash = under(found, "nash")
    assert nash.by_order is not None
    assert (nash.by_order.pairs, nash.by_order.least, nash.by_order.parts) == (None, None, ())


def test_what_comes_to_hold_and_ceases_to() -> None:
    """For 1 to hold under Nash, South must not prefer 3 to it: its statements the other way round do.

    Then South ranks 2 > 1 > 4 = 3 by truth: 2 (T, T), 1 (peace only), 3 and 4 (land only): so 1 holds, for North
    has its best there; and 3 does no more, for South would leave it for 1.
    """
    one = under(asked(BORDER, 1, "nash"), "nash").by_order
    assert one is not None
    assert [part.actor for part in one.parts] == ["South"]
    assert (one.pairs, one.gained, one.lost) == (1, (), (3,))


SYRIA = {
    # concept: Syria's rankings of 720 that keep state 2 stable, and Iraq's by the conditions below
    "nash": (240, ((1, 3),), 360, ((5,),)),
    "gmr": (384, ((1, 3), (1, 6), (3, 4), (4, 6)), 540, ((4,), (5,), (6,))),
    "smr": (300, ((1, 3), (4, 5, 6)), 456, ((5,), (1, 4), (3, 6))),
    "seq": (384, ((1, 3), (1, 6), (3, 4), (4, 6)), 540, ((4,), (5,), (6,))),
}


@pytest.mark.parametrize("concept", SYRIA)
def test_syria_and_iraq(concept: str) -> None:
    """The six-state case in which other programs count otherwise: ties, several improvements, answers that return.

    Nash: Syria prefers neither 1 nor 3 to 2: of three states 2 comes first in a third. GMR: Iraq answers 1 with 4, and
    3 with 6: 720 less those with 1 and 4, or 3 and 6, above 2: 2 * 720 / 3 - 720 / 5 (all four above: one in five).
    """
    by_hand = {"nash": 720 // 3, "gmr": 720 - (2 * 720 // 3 - 720 // 5)}
    from detente import api

    found = api.inverse("syria-iraq-1975", 2, concepts=[concept])
    syria, iraq = of(found, concept, "Syria"), of(found, concept, "Iraq")
    assert syria.rankings is not None
    assert iraq.rankings is not None
    assert (syria.rankings.count, syria.ways, iraq.rankings.count, iraq.ways) == SYRIA[concept]
    assert by_hand.get(concept, syria.rankings.count) == syria.rankings.count
    assert syria.rankings.total == 720


def test_a_state_that_nobody_can_leave_holds_whatever_is_wanted() -> None:
    south = of(asked(BORDER + "variants: {}\n", 2, "nash", actors=["South"]), "nash", "South")
    assert south.needs
    fixed = BORDER.replace("options: {attack: {}}", "options: {attack: {irreversible: yes}}")
    stuck = of(asked(fixed, 4, "gmr"), "gmr", "South")
    assert (stuck.needs, stuck.ways) == ((), ((),))
    assert stuck.rankings is not None
    assert stuck.rankings.share == 1


def test_an_answer_that_leads_back_spoils_a_move() -> None:
    """On a graph the others can undo a move: level with the state is no better than it."""
    ring = """
title: A ring
states: [a, b]
start: a
actors:
  Mover: {moves: [[a, b]], ranking: [b, a]}
  Undoer: {moves: [[b, a]], prefers: []}
"""
    found = asked(ring, "a", "nash", "gmr", "smr", "seq")
    assert of(found, "gmr", "Mover").needs == ()
    # The own answer leads to b again, so it does not hurt for good.
    assert of(found, "smr", "Mover").ways == ((2,),)
    # The undoer has no improvement: it wants nothing.
    assert of(found, "seq", "Mover").ways == ((2,),)
    assert under(found, "nash").by_order is not None
    assert of(found, "nash", "Mover").orders is None
    seq = under(found, "seq")
    assert seq.by_pairs is not None
    # One pair: b no more above a for the mover, or a above b for the one who undoes.
    assert (seq.by_pairs.pairs, seq.by_pairs.least) == (1, 1)
    assert seq.by_order is not None
    assert (seq.by_order.pairs, seq.by_order.least) == (None, None)


def test_pairs_that_change_elsewhere_are_told_one_by_one() -> None:
    """What is cheapest under SEQ may be to make somebody else's answer credible."""
    # Mover at a gains by b, twice better off; Helper can go from b to c, which the mover likes less than a, but
    # ranks c just below b. Raising a past d and e to b costs the mover three pairs; Helper needs one.
    chain = """
title: A chain
states: [a, b, c, d, e]
start: a
actors:
  Mover: {moves: [[a, b]], ranking: [b, d, e, a, c]}
  Helper: {moves: [[b, c]], ranking: [b, c, a, d, e]}
"""
    found = under(asked(chain, "a", "seq"), "seq").by_pairs
    assert found is not None
    assert (found.pairs, found.least) == (1, 1)
    assert found.parts == (Reranked("Helper", 1, (), (), ((2, 3, -1),)),)


# ------------------------------------------------------------ chances

# Where North is weak, nothing but `truce` tells states apart for it: its move from 2 to 1 is none that it wants.
WEAK = """
title: The border
circumstances: {weak: {now: no, chance: 0.6 to 0.8, assumed: x}}
""" + BORDER.partition("border\n")[2].replace("demands, avoid: yield,", "demands, avoid: yield, if: not weak,")


def test_how_likely_it_is_that_it_holds() -> None:
    found = answers.inverse(run(read(WEAK)), 2, ("nash", "gmr"), worlds=True)
    assert found.worlds == 2
    for concept in ("nash", "gmr"):
        north, south = of(found, concept, "North"), of(found, concept, "South")
        assert ends(north.likely) == ends(under(found, concept).likely) == pytest.approx((0.3, 0.2, 0.4))
        assert ends(south.likely) == (1, 1, 1)
        assert south.orders is not None
        assert south.orders.likely is None  # it stays as things are
    nash, gmr = (of(found, concept, "North").orders for concept in ("nash", "gmr"))
    assert nash is not None
    assert nash.likely is None  # no order does
    assert gmr is not None
    assert ends(gmr.likely) == (1, 1, 1)  # `truce` first does in both worlds
    together = under(found, "gmr").by_order
    assert together is not None
    assert ends(together.likely) == (1, 1, 1)
    by_pairs = under(found, "gmr").by_pairs
    assert by_pairs is not None
    assert by_pairs.likely is None  # a ranking is one of the states of this world


def test_another_order_is_the_order_in_every_world() -> None:
    """Now North is weak, and `truce` drops below `demands`. Put first again, it would drop no more anywhere."""
    text = BORDER.replace(
        "title: The border", "title: The border\ncircumstances: {weak: {now: yes, chance: 0.6 to 0.8, assumed: x}}"
    )
    demands, truce = (line for line in text.splitlines() if "name: demands" in line or "name: truce" in line)
    dropping = truce.replace("South.attack,", "South.attack, drops: {below: demands, when: weak},")
    text = text.replace(f"{demands}\n{truce}", f"{dropping}\n{demands}")
    north = of(answers.inverse(run(read(text)), 2, ("gmr",), worlds=True), "gmr", "North")
    assert not north.stable
    assert ends(north.likely) == pytest.approx((0.3, 0.2, 0.4))
    assert north.orders is not None
    assert [one.order for one in north.orders.nearest] == [("truce", "demands")]
    assert ends(north.orders.likely) == (1, 1, 1)


def test_a_state_that_is_not_feasible_in_a_world_does_not_hold_there() -> None:
    text = WEAK + "never: [{when: weak and North.yield, assumed: x}]\n"
    found = answers.inverse(run(read(text)), 2, ("nash",), worlds=True)
    assert ends(under(found, "nash").likely) == (0, 0, 0)
    assert ends(of(found, "nash", "South").likely) == pytest.approx((0.7, 0.6, 0.8))


def test_without_doubts_there_are_no_chances() -> None:
    found = answers.inverse(run(read(BORDER)), 2, ("gmr",), worlds=True)
    assert found.worlds is None
    assert under(found, "gmr").likely is None
    assert answers.inverse(run(read(WEAK)), 2, ("gmr",)).worlds is None  # nor where they are not asked for


@pytest.mark.parametrize("shape", ["drops", "needs and lapses", "beliefs on wants", "beliefs on what is possible"])
def test_chances_are_those_of_the_worlds_in_which_it_is_stable(shape: str) -> None:
    """Each world is written as the one that is, and the state judged there by itself; in the new order, too."""
    for place in range(4):
        given = replace(read(case(shape, Random(f"chances {shape} {place}")).text), signals=())
        first = run(given)
        state = Random(place).randrange(first.board.count)
        found = answers.inverse(first, state + 1, ("gmr",), worlds=True)
        for actor, who in enumerate(found.concepts[0].actors):
            if who.likely is not None:
                assert who.likely.middle == pytest.approx(chance_by_hand(given, found, actor)), place
            if who.orders is not None and who.orders.likely is not None:
                again = with_order(given, who.actor, who.orders.nearest[0].order)
                assert who.orders.likely.middle == pytest.approx(chance_by_hand(again, found, actor)), place


def chance_by_hand(given: Scenario, found: Inverse, actor: int) -> float:
    """Return the weight of the worlds in which a state is stable for an actor, of those that make a conflict."""
    worlds, stable, possible = worlds_of(given), 0.0, 0.0
    for facts, weight in zip(worlds, worlds.middle.tolist(), strict=True):
        sure = {name: replace(one, now=facts[name], chances=None) for name, one in given.circumstances.items()}
        try:
            there = run(replace(given, circumstances=sure))
        except ConflictError:
            continue
        possible += weight
        place = there.states.find(found.state.values)
        if place is not None:
            stable += weight * bool(there.verdicts(concepts()["gmr"]).stable[actor, place])
    return stable / possible


def ends(chance: Bounds | None) -> tuple[float, float, float]:
    assert chance is not None
    return chance.middle, chance.low, chance.high


# ------------------------------------------------------------ written scenarios


def with_order(given: Scenario, actor: str, names: Sequence[str]) -> Scenario:
    """Return a scenario with an actor's statements in another order, drops gone."""
    one = given.actors[actor]
    assert isinstance(one.preferences, Ordered)
    by_name = {statement.name: replace(statement, drops=None) for statement in one.preferences.statements}
    changed = replace(one, preferences=Ordered(tuple(by_name[name] for name in names)))
    return replace(given, actors={**given.actors, actor: changed})


def sketches(shape: str, count: int) -> list[tuple[Sketch, Scenario]]:
    found: list[tuple[Sketch, Scenario]] = []
    place = 0
    while len(found) < count:
        luck = Random(f"inverse {shape} {place}")
        place += 1
        sketch = draw.draw_options(draw.RECIPES[shape], luck)
        try:
            answer(sketch)
        except NoAnswer:
            continue
        found.append((sketch, read(to_text(sketch))))
    return found


@pytest.mark.parametrize("shape", ["two binary", "drops", "one-way", "needs and lapses", "weights", "rankings"])
def test_orders_change_verdicts_as_they_say(shape: str) -> None:
    """The list written in the new order, read and judged again, has the state stable; the joint one, an equilibrium."""
    for sketch, given in sketches(shape, 1):
        first = run(given, beliefs=False)
        state = Random(repr(sketch)).randrange(first.board.count)
        found = answers.inverse(first, state + 1, ("smr", "seq"))
        for one in found.concepts:
            for place, who in enumerate(one.actors):
                assert who.stable == bool(first.verdicts(one.concept).stable[place, state])
                for near in who.orders.nearest if who.orders else ():
                    assert len(near.order) == len(set(near.order))
                    assert after_steps(near, given) == near.order
                    again = run(with_order(given, who.actor, near.order), beliefs=False)
                    assert again.verdicts(one.concept).stable[place, state]
            if one.by_order is not None and one.by_order.pairs is not None:
                check_together(first, given, one, state)


def check_together(first: Run, given: Scenario, one: ForConcept, state: int) -> None:
    changed = given
    assert one.by_order is not None
    for part in one.by_order.parts:
        assert isinstance(part, Reordered)
        changed = with_order(changed, part.actor, part.order)
    before = set(first.verdicts(one.concept).equilibria.tolist()) - {state}
    after = set(run(changed, beliefs=False).verdicts(one.concept).equilibria.tolist())
    assert state in after
    assert one.by_order.gained == tuple(s + 1 for s in sorted(after - before - {state}))
    assert one.by_order.lost == tuple(s + 1 for s in sorted(before - after))


def after_steps(near: Reordered, given: Scenario) -> tuple[str, ...]:
    """Return the list of statements, as it counts now, after the steps are made."""
    wants = run(given, beliefs=False).conflict
    names = [goal.name for goal in wants.preferences[wants.actors.index(near.actor)].goals]  # type: ignore[union-attr]
    for step in near.steps:
        names.remove(step.statement)
        names.insert(len(names) if step.above is None else names.index(step.above), step.statement)
    return tuple(names)


@pytest.mark.parametrize("shape", ["two binary", "drops"])
def test_orders_are_those_of_the_sketch(shape: str) -> None:
    """Drops have acted before the list is put in another order: as the oracle reads the sketch."""
    for sketch, given in sketches(shape, 2):
        first = run(given, beliefs=False)
        state = Random(repr(sketch)).randrange(first.board.count)
        values = tuple(first.states[state].values[option.id] for option in first.conflict.options)
        who = sketch.actors[0].name
        for concept in ("nash", "seq"):
            found = of(answers.inverse(first, state + 1, (concept,), (who,)), concept, who).orders
            if found is not None:
                least, nearest = oracle.sketch_orders(sketch, who, values, concept)
                assert found.distance == least
                assert found.count == len(nearest)


def test_steps_lead_to_the_order() -> None:
    luck = Random("steps")
    for _ in range(200):
        order = tuple(luck.sample(range(7), luck.randint(0, 7)))
        order = tuple(sorted(order).index(one) for one in order)
        names = list(range(len(order)))
        for statement, next_one in steps(order):
            names.remove(statement)
            names.insert(len(names) if next_one is None else names.index(next_one), statement)
        assert tuple(names) == order


# ------------------------------------------------------------ limits


def made(*ways: tuple[tuple[int, ...], ...], state: int = 0) -> Condition:
    """Return a condition of some requirements, each with its ways as states."""
    found = tuple(Requirement(each[0][0], tuple(bits(way) for way in each)) for each in ways)
    return Condition(concepts()["gmr"], 0, state, found)


def test_too_many_ways_are_not_written_out() -> None:
    given = made(((1,), (2,)), ((3,), (4,)))
    assert [members(one) for one in given.primes() or ()] == [(1, 3), (2, 3), (1, 4), (2, 4)]
    assert given.primes(most=3) is None
    wide = made(*(tuple((2 * pair + side,) for side in (1, 2)) for pair in range(12)))
    assert wide.primes(most=1 << 13) is None  # 2,048 are compared at most


def test_rankings_that_are_not_counted(monkeypatch: pytest.MonkeyPatch) -> None:
    given = made(((1,), (2, 3)), ((3,), (1, 4)))
    found = rankings.rankings(given, 5)
    assert found is not None
    # Not counted through parts: of 24 orders of the others and 0 at each place, by hand below.
    assert found.share == Fraction(met(given, 5), 120)
    monkeypatch.setattr(rankings, "MOST_CASES", 1)
    assert rankings.rankings(given, 5) is None
    monkeypatch.setattr(rankings, "MOST_NAMED", 3)
    assert rankings.rankings(given, 5) is None


def test_rankings_where_one_state_alone_can_spoil_all() -> None:
    """State 1 must not be above 0, whatever else: then {1, 2} or {3} is free where 2 or 3 is not above."""
    given = made(((1,),), ((1, 2), (3,)))
    found = rankings.rankings(given, 4)
    assert found is not None
    assert found.count == met(given, 4) == 12 - 2  # 1 below 0: 12; with 2 and 3 above 0 besides: 2


def test_rankings_where_ways_share_a_state() -> None:
    """1, or 2 and 4, or 3 and 4 not above 0: not met where 1 and 4 are above, or 1, 2 and 3 are and 4 is not."""
    given = made(((1,), (2, 4), (3, 4)))
    found = rankings.rankings(given, 5)
    assert found is not None
    # 1 and 4 above 0: a third of 120. 1, 2, 3 above 0 and 4 below: 3! orders.
    assert found.count == met(given, 5) == 120 - 40 - 6


def met(given: Condition, states: int) -> int:
    """Count the rankings that meet a condition by going through them."""
    return sum(
        given.met(bits(state for state in range(states) if order[state] > order[given.state]))
        for order in permutations(range(states))
    )


def test_a_search_for_orders_that_is_given_up() -> None:
    """What is found before is nearest all the same; what is not found may be there."""
    luck = Random("given up")
    partly = 0
    for _ in range(40):
        truths = [np.array([luck.random() < 0.5 for _ in range(6)]) for _ in range(5)]
        given = made(((1,), (2, 3)), ((4,), (5,)))
        whole = orders.orders(given, truths)
        assert whole.complete
        for most in range(1, 25):
            found: Orders = orders.orders(given, truths, most)
            if found.complete:
                assert found == whole
            elif found.distance is not None:
                partly += 1
                assert (found.distance, found.tried) == (whole.distance, whole.tried)
                assert set(found.nearest) <= set(whole.nearest)
                assert found.count <= whole.count
            else:
                assert found.tried is not None
                assert whole.distance is None or found.tried <= whole.distance
    assert partly > 10


def test_nearest_orders_of_longer_lists() -> None:
    """No order at a smaller distance does; those that are listed do."""
    luck, found = Random(1), 0
    for _ in range(300):
        truths = [np.array([luck.random() < 0.5 for _ in range(6)]) for _ in range(luck.randint(4, 7))]
        given = made(((1,), (2, 3)), ((4,), (5,)))
        nearest = orders.orders(given, truths)
        for order in nearest.nearest:
            assert orders.distance(order) == nearest.distance
            assert holds(given, truths, order)
        for less in range(nearest.distance or 0):
            assert not any(holds(given, truths, order) for order in orders.at_distance(len(truths), less))
        found += bool(nearest.distance)
    assert found > 50


def holds(given: Condition, truths: Sequence[Any], order: tuple[int, ...]) -> bool:
    return given.met(above(orders.ranked(truths, order, len(truths[0])), given.state))


def test_only_some_of_many_orders_are_listed() -> None:
    """Three times a statement must pass another one and two between them: these go before or after, in 3 ways each."""
    truths = []
    for state in (1, 2, 3):
        better = np.arange(4) == state
        truths += [better, np.ones(4, dtype=np.bool_), np.ones(4, dtype=np.bool_), ~better]
    found = orders.orders(made(((1,),), ((2,),), ((3,),)), truths)
    assert (found.distance, found.count) == (9, 27)
    assert len(set(found.nearest)) == orders.MOST_LISTED
    assert all(orders.distance(order) == 9 for order in found.nearest)


def test_no_statements_no_orders() -> None:
    found = orders.orders(made(((1,),)), [])
    assert (found.distance, found.nearest) == (0, ((),))  # nothing is above anything
    assert (list(orders.at_distance(0, 0)), list(orders.at_distance(0, 1))) == ([()], [])


def test_a_joint_search_that_is_given_up() -> None:
    """Then the smallest joint change lies between what is told."""
    concept, gaps = concepts()["seq"], 0
    for place in range(60):
        luck = Random(f"gap {place}")
        game = draw_game("graph of three", luck)
        board, state = board_of(game), luck.randrange(game.count)
        ways = [ByPairs(rank) for rank in board.ranks]
        found = joint(board, concept, state, ways, work=1)
        assert found.pairs is not None
        assert found.least is not None
        assert found.least <= found.pairs
        if found.pairs != found.least:
            gaps += 1
            told: list[float] = []
            sure = joint(board, concept, state, ways, progress=lambda _, part, told=told: told.append(part))  # type: ignore[misc]
            if sure.pairs == sure.least:
                assert sure.pairs is not None
                assert found.least <= sure.pairs <= found.pairs
                assert told
    assert gaps >= 3


@dataclass(frozen=True, eq=False)
class Stubborn(ByPairs):
    """Says that it has no way but to stay as it is."""

    def nearest(self, given: Condition) -> Nearest:
        """Return nothing under Nash stability, no change else."""
        return Nearest(None if given.concept.replies == "none" else Change(0, self.rank), 0)


def test_guesses_are_checked() -> None:
    """Two actors whose guesses are wrong: the search finds what works all the same."""
    board = run(read(BORDER)).board
    found = joint(board, concepts()["seq"], 1, [Stubborn(rank) for rank in board.ranks])
    assert (found.pairs, found.least) == (1, 1)
    given_up = joint(board, concepts()["seq"], 1, [Stubborn(rank) for rank in board.ranks], work=1)
    assert (given_up.pairs, given_up.least) == (None, 0)


def test_wants_that_stay_as_they_are() -> None:
    given = made(((1,),))
    kept = Fixed(np.array([0, 1]))
    assert (kept.nearest(given).change, kept.nearest(given).least) == (None, None)
    assert [change.pairs for change in kept.at_distance(0)] == [0]
    assert list(kept.at_distance(1)) == []
    level = Fixed(np.array([1, 1])).nearest(given)
    assert level.change is not None
    assert level.least == 0


def test_nothing_is_to_be_changed_where_all_is_well() -> None:
    given, rank = made(((1,),)), np.array([1, 0])
    assert comparisons(given, rank) == 0
    assert raised(given, rank).pairs == 0
    assert ByOrder([np.array([True, False])], rank).nearest(given).least == 0


BELIEVING = """
title: A belief
circumstances: {storm: {now: no, assumed: an example}}
actors:
  North: {options: {sail: {}}, prefers: [{want: sail, if: not storm, assumed: an example}]}
  South: {options: {fish: {}}, prefers: [{want: fish, if: not storm, assumed: an example}]}
beliefs: [{who: South, thinks: storm = yes, assumed: an example}]
"""


def test_what_is_not_answered(monkeypatch: pytest.MonkeyPatch) -> None:
    assert problem(lambda: asked(BORDER, 2, "firm")) == "inverse-concept"
    assert problem(lambda: asked(BELIEVING, 1, "seq")) == "inverse-beliefs"
    assert problem(lambda: asked(BORDER, 2, "nosh")) == "unknown-concept"
    assert problem(lambda: asked(BORDER, 2, actors=["Nort"])) == "unknown-actor"
    assert problem(lambda: asked(BORDER, 9)) == "unknown-state"
    with pytest.raises(QuestionError):
        asked(BORDER, 2, "firm")
    assert asked(BELIEVING, 1, "seq", beliefs=False).concepts
    monkeypatch.setattr(conditions, "MOST_STATES", 3)
    assert problem(lambda: asked(BORDER, 2)) == "inverse-too-large"
    with pytest.raises(TooLargeError):
        asked(BORDER, 2)


def problem(work: Any) -> str:
    with pytest.raises(DetenteError) as caught:
        work()
    return caught.value.problems[0].code


def test_usual_concepts_leave_out_what_beliefs_touch() -> None:
    assert [one.concept.key for one in asked(BORDER, 2).concepts] == ["nash", "gmr", "smr", "seq"]
    found = asked(BELIEVING, 1)
    assert [one.concept.key for one in found.concepts] == ["nash", "gmr", "smr"]
    assert [one.key for one in found.left_out] == ["seq"]


def test_only_some_actors_are_asked_about() -> None:
    found = asked(BORDER, 2, "nash", actors=["South"]).concepts[0]
    assert [who.actor for who in found.actors] == ["South"]
    assert (found.by_order, found.by_pairs) == (None, None)


def test_conditions_need_no_wants_of_the_actor_itself() -> None:
    one = run(scenario(DAM))
    given = condition(one.board, concepts()["seq"], 0, 0)
    other = replace(one.board, ranks=one.board.ranks * np.array([[-1], [1]], dtype=np.int32))
    assert condition(other, concepts()["seq"], 0, 0) == given
