"""Blocking, leverage, plans, demands in conflict and sequences, held against sketches worked out on paper."""

from dataclasses import replace
from typing import Any

import pytest

from tests.oracles.oracle import Verdicts
from tests.oracles.sketch import Actor, Circumstance, Formula, Option, Sketch, Statement
from tests.settlement import oracle_blocking as blocking
from tests.settlement import oracle_inverse as inverse
from tests.settlement import oracle_settlement as settlement
from tests.settlement.oracle_coalitions import game_of
from tests.settlement.oracle_settlement import Talks

YES, NO = ("yes",), ("no",)


def yes(name: str) -> Formula:
    return ("is", name, YES)


def no(name: str) -> Formula:
    return ("is", name, NO)


def want(*formulas: Formula) -> tuple[Statement, ...]:
    return tuple(Statement(formula) for formula in formulas)


def groups(*members: str) -> set[frozenset[int]]:
    return {frozenset(int(letter) for letter in each) for each in members}


def arms_race(*rules: Formula) -> Sketch:
    """Both armed at the start; each wants first that the other has no arms, then to have them itself."""
    return Sketch(
        (
            Actor("A", (Option("arm", start="yes"),), statements=want(no("B.arm"), yes("A.arm"))),
            Actor("B", (Option("arm", start="yes"),), statements=want(no("A.arm"), yes("B.arm"))),
        ),
        never=rules,
    )


PEACE: Formula = ("and", no("A.arm"), no("B.arm"))
SET_A, SET_B = ("set", "A.arm", "no"), ("set", "B.arm", "no")
KEEP_A, KEEP_B = ("guarantee", "A.arm"), ("guarantee", "B.arm")
WAIVE_A, WAIVE_B = ("waive", "A", 1), ("waive", "B", 1)


# ---------------------------------------------------------------- blocking


def square() -> blocking.Frame:
    """Two actors with one option each, and a third with none."""
    return blocking.Frame(3, (0, 1), (("no", "no"), ("yes", "no"), ("no", "yes"), ("yes", "yes")))


def test_who_can_prevent() -> None:
    frame = square()
    # Both yes: each alone keeps it away by no. The third actor has nothing to choose.
    found = blocking.preventing_groups(frame, {3})
    assert found == groups("0", "1", "01", "02", "12", "012")
    assert blocking.preventing_choices(frame, {0}, {3}) == {("no",)}
    assert blocking.minimal(found) == groups("0", "1")
    assert blocking.pivotal(found, 3) == set()
    # Actor 0 turns {}, {2} into blocking groups, but not {1} and {1, 2}, which block already.
    assert blocking.swings(found, 3) == (2, 2, 0)
    # The two agree or disagree: neither alone can keep {both no, both yes} away.
    found = blocking.preventing_groups(frame, {0, 3})
    assert found == groups("01", "012")
    assert blocking.preventing_choices(frame, {0, 1}, {0, 3}) == {("no", "yes"), ("yes", "no")}
    assert blocking.pivotal(found, 3) == {0, 1}
    assert blocking.swings(found, 3) == (2, 2, 0)
    # Actor 0 says yes: only it can help it.
    found = blocking.preventing_groups(frame, {1, 3})
    assert blocking.minimal(found) == groups("0")
    assert blocking.swings(found, 3) == (4, 0, 0)
    # Everything: nobody can prevent it.
    assert blocking.preventing_groups(frame, {0, 1, 2, 3}) == set()
    assert blocking.pivotal(set(), 3) == set()
    with pytest.raises(ValueError, match="without states"):
        blocking.can_prevent(frame, {0}, set())


def test_a_choice_that_no_state_has_prevents_nothing() -> None:
    # Without (no, no): together they cannot choose it; the outcome {yes no, no yes, yes yes} is all there is.
    frame = blocking.Frame(2, (0, 1), (("yes", "no"), ("no", "yes"), ("yes", "yes")))
    assert not blocking.can_prevent(frame, {0, 1}, {0, 1, 2})
    # Actor 0 by no leaves one state, (no, yes).
    assert blocking.preventing_choices(frame, {0}, {0, 2}) == {("no",)}


def test_who_would_undo() -> None:
    # The arms race as a game: hh = 0, sh = 1, hs = 2, ss = 3 (the dilemma of test_oracles_by_hand).
    game = blocking.game_of_sketch(arms_race())
    assert game.ranks == ((2, 3, 0, 1), (2, 0, 3, 1))
    # ss is the only Nash equilibrium; both together undo it, neither alone.
    assert blocking.undoing_groups(game, "nash", {3}) == groups("01")
    # In {hh, ss} only ss is an equilibrium under nash, and hh does not count; under seq both are, and nobody undoes hh.
    assert blocking.undoing_groups(game, "nash", {0, 3}) == groups("01")
    assert blocking.undoing_groups(game, "seq", {0, 3}) == set()
    # {hh} holds no Nash equilibrium, so hh itself is looked at: either actor leaves it, both together do not.
    assert blocking.undoing_groups(game, "nash", {0}) == groups("0", "1")
    # Both would go from ss to hh: that is no way out of {hh, ss}.
    assert not blocking.would_undo(game, "nash", {0, 1}, {0, 3}, leaving=True)
    assert blocking.would_undo(game, "nash", {0, 1}, {3}, leaving=True)
    # Equilibria given from outside: if hh were the one that counts, each alone would undo it.
    assert blocking.undoing_groups(game, "nash", {0, 3}, held={0}) == groups("0", "1")
    assert not blocking.would_undo(game, "nash", set(), {3})


def test_undoing_is_not_monotone() -> None:
    # Actor 0 leaves 0 for 1 and gains; actor 1 loses by it, so the two together do not.
    game = game_of(2, [[(0, 1)], []], [[0, 1], [1, 0]])
    found = blocking.undoing_groups(game, "seq", {0})
    assert found == groups("0")
    assert blocking.pivotal(found, 2) == {0}
    assert blocking.swings(found, 2) == (1, 0)


def test_leverage() -> None:
    sketch = arms_race()
    found = blocking.leverage(sketch, "A.arm", "nash", PEACE)
    assert blocking.start_value(sketch, "A.arm") == "yes"
    both, alone = ("yes", "yes"), ("no", "yes")
    # As it is: ss. Both gain by peace and there is no third who could leave: the two can agree on it.
    assert found[None] == blocking.Standing(frozenset({both}), frozenset({both}), frozenset({("A", "B")}))
    # A armed for good: B stays armed too, and peace cannot be had. A without arms: B has them.
    assert found["yes"] == blocking.Standing(frozenset({both}), frozenset({both}), frozenset())
    assert found["no"] == blocking.Standing(frozenset({alone}), frozenset({alone}), frozenset())


def test_a_third_may_leave_what_two_agree_on() -> None:
    # C would rather march where A and B have no arms. Then the two cannot agree on peace, in which it is to stay.
    third = Actor("C", (Option("march"),), statements=(Statement(yes("C.march"), exactly=PEACE),))
    sketch = replace(arms_race(), actors=(*arms_race().actors, third))
    calm = ("and", PEACE, no("C.march"))
    assert not blocking.can_agree(sketch, ("A", "B"), "nash", calm)
    assert blocking.can_agree(arms_race(), ("A", "B"), "nash", PEACE)


def test_frames_of_sketches() -> None:
    sketch = arms_race(("and", no("A.arm"), yes("B.arm")))
    assert blocking.frame_of(sketch) == blocking.Frame(2, (0, 1), (("no", "no"), ("yes", "no"), ("yes", "yes")))
    assert blocking.where(sketch, no("B.arm")) == {0, 1}
    graph = Sketch((Actor("A", arcs=(("p", "q"),), ranking=((1,), (2,))),), states=("p", "q"))
    assert blocking.preventing_groups(blocking.frame_of(graph), {0}) == set()


# ---------------------------------------------------------------- plans


def test_words_alone_do_for_those_who_look_ahead() -> None:
    talks = Talks(arms_race(), PEACE, "seq")
    assert settlement.minimal_plans(talks, 1) == [frozenset({SET_A, SET_B})]
    # Without A's part, B loses: first of all it wants that A has no arms... which both states lack; then arms.
    assert settlement.why_needed(talks, frozenset({SET_A, SET_B})) == {
        SET_A: {("target",), ("loses", "B", 1), ("leaves", "B", ("yes", "yes"))},
        SET_B: {("target",), ("loses", "A", 1), ("leaves", "A", ("yes", "yes"))},
    }


def test_what_must_be_added_for_those_who_do_not() -> None:
    talks = Talks(arms_race(), PEACE, "nash")
    # At peace each would arm. For each of the two, a guarantee or the waiver of its wish for arms keeps it.
    assert settlement.why_not(talks, frozenset({SET_A, SET_B})) == {
        ("leaves", "A", ("yes", "no")),
        ("leaves", "B", ("no", "yes")),
    }
    assert settlement.minimal_plans(talks, 1) == []
    expected = {frozenset({SET_A, SET_B, one, two}) for one in (KEEP_A, WAIVE_A) for two in (KEEP_B, WAIVE_B)}
    found = settlement.minimal_plans(talks, 2)
    assert set(found) == expected
    assert {settlement.weight(plan) for plan in found} == {2}
    # Guarantees that cost little come first.
    cheap = settlement.minimal_plans(talks, 2, {"guarantee": 0.5, WAIVE_B: 0.25})
    assert cheap[0] == frozenset({SET_A, SET_B, KEEP_A, WAIVE_B})
    # A plan with one clause too many is good and not minimal.
    more = frozenset({SET_A, SET_B, KEEP_A, KEEP_B, WAIVE_A})
    assert settlement.good(talks, more)
    assert settlement.why_needed(talks, more)[WAIVE_A] == set()
    # Only some kinds of clauses.
    only = replace(talks, kinds=("waive",))
    assert settlement.minimal_plans(only, 2) == [frozenset({SET_A, SET_B, WAIVE_A, WAIVE_B})]


def test_to_waive_the_wish_that_gains_makes_the_bargain_a_loss() -> None:
    # Without "no arms of B" A has only lost its own.
    talks = Talks(arms_race(), PEACE, "seq")
    assert ("loses", "A", 1) in settlement.why_not(talks, frozenset({SET_A, SET_B, ("waive", "A", 0)}))
    # Outside the group nobody is asked. But A would leave, whoever is asked.
    asked = replace(talks, group=("B",))
    assert settlement.why_not(asked, frozenset({SET_A, SET_B, ("waive", "A", 0)})) == {
        ("leaves", "A", ("yes", "no")),
    }


def test_the_status_quo_may_do() -> None:
    talks = Talks(arms_race(), yes("A.arm"), "nash")
    assert settlement.minimal_plans(talks, 2)[0] == frozenset()
    assert settlement.minimal_plans(talks, 2) == [frozenset()]


def test_another_fallback() -> None:
    # Against peace, war loses for both (the wish that decides is the first).
    talks = Talks(arms_race(), yes("A.arm"), "nash", fallback=("no", "no"))
    plan = frozenset({("set", "A.arm", "yes"), ("set", "B.arm", "yes")})
    assert settlement.why_not(talks, plan) == {("loses", "A", 0), ("loses", "B", 0)}
    assert settlement.minimal_plans(replace(talks, group=()), 0) == [plan]


def test_a_guarantee_names_the_option_and_keeps_what_is_agreed() -> None:
    talks = Talks(arms_race(), PEACE, "nash")
    # With its own part left out, A's guarantee keeps A armed: A would not leave anyhow, B does.
    assert settlement.why_not(talks, frozenset({SET_B, KEEP_A, KEEP_B})) == {("target",), ("loses", "B", 1)}
    verdicts = settlement.changed(talks, {SET_A, SET_B, KEEP_A})
    assert verdicts.actual.moves["A"][("no", "no")] == set()
    assert verdicts.actual.moves["A"][("yes", "no")] == {("no", "no")}
    assert settlement.changed(talks, {KEEP_A}).actual.moves["A"][("yes", "no")] == set()


def test_a_guarantee_is_the_one_way_option_of_the_language() -> None:
    # At "some" the option is stuck; from "none" and "all" every way is open, and so is the other option everywhere.
    lane = Option("lane", ("none", "some", "all"))
    sketch = Sketch((Actor("A", (lane, Option("z")), statements=want(yes("A.z"))),))
    kept = settlement.changed(Talks(sketch, ("always",)), {("set", "A.lane", "some"), ("guarantee", "A.lane")})
    moves = kept.actual.moves["A"]
    assert moves[("some", "no")] == {("some", "yes")}
    assert len(moves[("none", "no")]) == len(moves[("all", "yes")]) == 5
    written = replace(sketch.actors[0], options=(replace(lane, irreversible=("some",)), Option("z")))
    assert Verdicts(replace(sketch, actors=(written,))).actual.moves["A"] == moves


def test_circumstances_can_be_made() -> None:
    # A builds only where money is there; it has no wish to stop. The need makes it infeasible without.
    actor = Actor("A", (Option("build", needs=yes("money")),), statements=want(yes("A.build")))
    sketch = Sketch((actor,), (Circumstance("money"),))
    talks = Talks(sketch, yes("A.build"), "nash")
    build, pay = ("set", "A.build", "yes"), ("make", "money", "yes")
    assert settlement.minimal_plans(talks, 2) == [frozenset({build, pay})]
    assert settlement.why_needed(talks, frozenset({build, pay})) == {
        build: {("target",), ("leaves", "A", ("yes",))},
        pay: {("infeasible",)},
    }


def test_a_made_circumstance_may_take_the_fallback_away() -> None:
    sketch = Sketch(
        (Actor("A", (Option("go"),), statements=want(yes("A.go"))),),
        (Circumstance("flood"),),
        never=(("and", yes("flood"), no("A.go")),),
    )
    talks = Talks(sketch, yes("A.go"))
    plan = frozenset({("set", "A.go", "yes"), ("make", "flood", "yes")})
    assert settlement.why_not(talks, plan) == {("fallback infeasible",)}


def test_what_falls_away_is_not_kept_by_a_guarantee() -> None:
    # B signs while A offers; A's withdrawal makes the signature fall, guaranteed or not.
    sketch = Sketch(
        (
            Actor("A", (Option("offer", start="yes"),), statements=want(no("A.offer"))),
            Actor("B", (Option("sign", start="yes", needs=yes("A.offer")),), statements=want(no("B.sign"))),
        )
    )
    moves = settlement.changed(Talks(sketch, ("always",)), {("guarantee", "B.sign")}).actual.moves
    assert moves["B"][("yes", "yes")] == set()
    assert moves["A"][("yes", "yes")] == {("no", "no")}


def test_acceptance_on_a_sketch() -> None:
    sketch = arms_race()
    assert settlement.attitude(sketch, "A", ("no", "no"), ("yes", "yes")) == "gains"
    assert settlement.attitude(sketch, "A", ("no", "yes"), ("yes", "yes")) == "loses"
    assert settlement.acceptable(sketch, ("A", "B"), ("yes", "yes"), ("yes", "yes"))
    assert settlement.frontier(sketch) == {("no", "no"), ("yes", "no"), ("no", "yes")}
    assert settlement.holds(sketch, "nash", ("yes", "yes"))
    assert not settlement.holds(sketch, "nash", ("no", "no"))


def test_statements_of_a_sketch_reordered() -> None:
    # Where having arms comes second, nothing helps peace under nash: the other's arms do not depend on the own ones.
    sketch = arms_race()
    assert inverse.sketch_orders(sketch, "A", ("no", "no"), "nash") == (None, set())
    # War is held already. A alone armed: B must not mind, and it does in either order.
    assert inverse.sketch_order_profiles(sketch, ("yes", "yes"), "nash") == (0, {((0, 1), (0, 1))})
    assert inverse.sketch_order_profiles(sketch, ("yes", "no"), "nash") == (None, set())
    # With a wish for peace at the end of A's list, it must pass the wish for arms; the same for B: two pairs.
    peaceful = replace(
        sketch, actors=tuple(replace(each, statements=(*each.statements, Statement(PEACE))) for each in sketch.actors)
    )
    assert inverse.sketch_orders(peaceful, "A", ("no", "no"), "nash") == (1, {(0, 2, 1)})
    found = inverse.sketch_order_profiles(peaceful, ("no", "no"), "nash")
    assert found == (2, {((0, 2, 1), (0, 2, 1))})


# ---------------------------------------------------------------- demands in conflict


def demand_sets(*sets: set[Any]) -> set[frozenset[Any]]:
    return {frozenset({("target",), *each}) for each in sets}


def test_demands_in_conflict() -> None:
    talks = Talks(arms_race(), PEACE, "nash")
    # Peace is one state, there both gain, and neither stays.
    assert settlement.conflict_sets(talks) == demand_sets({("stays", "A")}, {("stays", "B")})
    assert all(settlement.needs_target(talks, each) for each in settlement.conflict_sets(talks))
    # Under seq there is a settlement, hence no conflict.
    assert settlement.conflict_sets(replace(talks, concept="seq")) == set()
    # Only A disarms: A loses (it stays armed if it can), B gains. B stays; A does not, and it does not suit A.
    lone = replace(talks, target=("and", no("A.arm"), yes("B.arm")))
    assert settlement.conflict_sets(lone) == demand_sets({("stays", "A")}, {("suits", "A")})
    assert settlement.conflict_sets(replace(lone, group=("B",))) == demand_sets({("stays", "A")})


def test_rules_are_demands() -> None:
    talks = Talks(arms_race(PEACE), PEACE, "nash")
    found = settlement.conflict_sets(talks)
    assert found == demand_sets({("rule", 0)}, {("stays", "A")}, {("stays", "B")})
    # "Stays" speaks of the conflict as it is, in which peace is no state at all.
    assert settlement.meeting(talks, {("target",)}) == {("no", "no")}
    assert settlement.meeting(talks, {("rule", 0)}) == {("yes", "no"), ("no", "yes"), ("yes", "yes")}


def test_needs_and_the_two_universes() -> None:
    # The target needs money, which is not there; the rule has nothing to do with it.
    build = Actor("A", (Option("build", needs=yes("money")), Option("z")), statements=want(no("A.z")))
    talks = Talks(Sketch((build,), (Circumstance("money"),), never=(yes("A.z"),)), yes("A.build"))
    rule, stays = {("rule", 0)}, {("stays", "A")}
    assert settlement.conflict_sets(talks) == demand_sets(rule, stays)
    assert settlement.conflict_sets(talks, "needs") == demand_sets(set())


def test_a_target_that_is_not_to_blame() -> None:
    # Matching pennies: at each state one of the two goes. No state keeps both, whatever the target.
    same: Formula = ("or", ("and", yes("A.x"), yes("B.y")), ("and", no("A.x"), no("B.y")))
    sketch = Sketch(
        (
            Actor("A", (Option("x"),), statements=want(same)),
            Actor("B", (Option("y"),), statements=want(("not", same))),
        )
    )
    talks = Talks(sketch, ("always",), group=())
    found = settlement.conflict_sets(talks)
    assert found == demand_sets({("stays", "A"), ("stays", "B")})
    assert not any(settlement.needs_target(talks, each) for each in found)


# ---------------------------------------------------------------- sequences


def test_nobody_may_do_better_by_stopping() -> None:
    talks = Talks(arms_race(), PEACE, "nash")
    # With guarantees: whoever waits sees the other without arms and itself armed, its best. No order works.
    assert settlement.sequences(talks, frozenset({SET_A, SET_B, KEEP_A, KEEP_B})) == set()
    # B's wish for arms waived: B does not care about its own arms, so A may begin; if B begins, A waits.
    plan = frozenset({SET_A, SET_B, KEEP_A, WAIVE_B})
    assert settlement.sequences(talks, plan) == {(SET_A, SET_B)}
    both = settlement.sequences(talks, frozenset({SET_A, SET_B, WAIVE_A, WAIVE_B}))
    assert both == {(SET_A, SET_B), (SET_B, SET_A)}
    assert settlement.sequences(talks, frozenset()) == {()}


def content(*options: Option, name: str) -> Actor:
    return Actor(name, options, statements=want(("always",)))


def test_what_cannot_be_taken_back_comes_last() -> None:
    sketch = Sketch((content(Option("build", irreversible=True), name="A"), content(Option("pay"), name="B")))
    talks = Talks(sketch, ("always",))
    build, pay = ("set", "A.build", "yes"), ("set", "B.pay", "yes")
    plan = frozenset({build, pay})
    # A would stand there with its dam, and B could take its money back.
    assert settlement.sequences(talks, plan) == {(pay, build)}
    # B's payment guaranteed: either may come first, and neither can be taken back.
    firm = plan | {("guarantee", "B.pay")}
    assert settlement.sequences(talks, firm) == {(pay, build), (build, pay)}
    assert settlement.preferred_sequences(talks, firm) == {(pay, build), (build, pay)}
    # The dam guaranteed as well: A is bound by its word, but the order with the dam last is still preferred.
    sure = plan | {("guarantee", "A.build")}
    assert settlement.sequences(talks, sure) == {(pay, build), (build, pay)}
    assert settlement.preferred_sequences(talks, sure) == {(pay, build)}
    # A's own steps may come in any order.
    own = Sketch((content(Option("build", irreversible=True), Option("pay"), name="A"),))
    steps = frozenset({build, ("set", "A.pay", "yes")})
    assert len(settlement.sequences(Talks(own, ("always",)), steps)) == 2


def test_steps_that_depend_on_each_other() -> None:
    # The signature needs the offer, and lapses where the offer changes: the offer comes first.
    sign = Option("sign", needs=yes("A.offer"), lapses=("A.offer",))
    sketch = Sketch((content(Option("offer"), name="A"), content(sign, name="B")))
    offer, signed = ("set", "A.offer", "yes"), ("set", "B.sign", "yes")
    talks = Talks(sketch, ("always",))
    assert settlement.sequences(talks, frozenset({offer, signed})) == {(offer, signed)}
    # Without the need, signing first is a move, but the signature has gone when the offer comes.
    free = Sketch((content(Option("offer"), name="A"), content(Option("sign", lapses=("A.offer",)), name="B")))
    assert settlement.sequences(Talks(free, ("always",)), frozenset({offer, signed})) == {(offer, signed)}


def test_every_state_on_the_way_is_feasible() -> None:
    sketch = Sketch(
        (content(Option("x"), name="A"), content(Option("y"), name="B")), never=(("and", yes("A.x"), no("B.y")),)
    )
    x, y = ("set", "A.x", "yes"), ("set", "B.y", "yes")
    assert settlement.sequences(Talks(sketch, ("always",)), frozenset({x, y})) == {(y, x)}
