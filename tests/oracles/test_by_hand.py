"""Small examples worked out on paper: what falls away, what is lean, what was caused, what is believed.

States are numbered with the first option fastest and its first value first, so that with options
x, y (no, yes) the states 00, 10, 01, 11 are 1, 2, 3, 4.
"""

from dataclasses import replace

import pytest

from tests.oracles.oracle import Conflict, NoAnswer, Verdicts, answer, feasible_states, world_of
from tests.oracles.sketch import Actor, Circumstance, Formula, Option, Sketch, Statement

YES, NO = ("yes",), ("no",)


def yes(name: str) -> Formula:
    return ("is", name, YES)


def no(name: str) -> Formula:
    return ("is", name, NO)


def want(*formulas: Formula) -> tuple[Statement, ...]:
    return tuple(Statement(formula) for formula in formulas)


INDIFFERENT = want(("always",))


def actor(name: str, *options: Option, wants: tuple[Statement, ...] = INDIFFERENT) -> Actor:
    return Actor(name, options, statements=wants)


def moves(sketch: Sketch, who: str) -> dict[int, set[int]]:
    """Give the states that an actor reaches from each state."""
    found = answer(sketch)
    table: dict[int, set[int]] = {number: set() for number in range(1, len(found.states) + 1)}
    for come, to in found.moves[who]:
        table[come].add(to)
    return table


# ---------------------------------------------------------------- states


def test_first_option_runs_fastest() -> None:
    sketch = Sketch(
        (actor("A", Option("x", ("low", "mid", "high"))), actor("B", Option("y"))),
        never=(("and", ("ge", "A.x", "mid"), ("lt", "A.x", "high"), yes("B.y")),),
    )
    found = answer(sketch)
    # Low, mid and high without y, then low and high with it: mid with y is forbidden.
    assert [(s["A.x"], s["B.y"]) for s in found.states] == [
        ("low", "no"),
        ("mid", "no"),
        ("high", "no"),
        ("low", "yes"),
        ("high", "yes"),
    ]
    assert found.status_quo == 1


def test_start_and_lock_set_the_status_quo() -> None:
    started = Sketch((actor("A", Option("x", start="yes")), actor("B", Option("y"))))
    assert answer(started).status_quo == 2
    # B.y is out of B's hands at yes: two states are left, and play starts in the second (x = yes).
    locked = Sketch((actor("A", Option("x", start="yes")), actor("B", Option("y", lock="yes"))))
    found = answer(locked)
    assert len(found.states) == 2
    assert found.status_quo == 2
    assert found.moves == {"A": {(1, 2), (2, 1)}, "B": set()}


def test_rankings_number_the_states_before_locks() -> None:
    # Base states 00, 10, 01, 11 = 1..4; with y locked at yes 3 and 4 are left, and A likes 3 better.
    ranked = Actor("A", (Option("x"),), ranking=((3,), (1,), (2,), (4,)))
    found = answer(Sketch((ranked, actor("B", Option("y", lock="yes")))))
    assert found.undeterred["nash"]["A"] == {(2, 1)}


def test_no_answer() -> None:
    one = actor("A", Option("x", start="yes"))
    with pytest.raises(NoAnswer, match="no state is feasible"):
        answer(Sketch((one,), never=(("always",),)))
    with pytest.raises(NoAnswer, match="the status quo is not feasible"):
        answer(Sketch((one,), never=(yes("A.x"),)))
    # With no status quo asked for there is an answer, without prospects.
    found = answer(Sketch((one,), never=(yes("A.x"),), start_known=False))
    assert found.status_quo is None
    assert found.prospects["nash"] == set()
    assert found.equilibria["nash"] == {1}


# ---------------------------------------------------------------- moves

PLAN = Option("plan", ("none", "ours", "theirs"))
PLAN_SET: Formula = ("is", "A.plan", ("ours", "theirs"))
# States: none-no 1, ours-no 2, theirs-no 3, ours-yes 4, theirs-yes 5 (none-yes lacks its need).


def test_need_falls_away() -> None:
    sketch = Sketch((actor("A", PLAN), actor("B", Option("accept", needs=PLAN_SET))))
    # Withdrawing the plan takes the acceptance along; changing it does not.
    assert moves(sketch, "A") == {1: {2, 3}, 2: {1, 3}, 3: {1, 2}, 4: {1, 5}, 5: {1, 4}}
    # B cannot accept where there is no plan.
    assert moves(sketch, "B") == {1: set(), 2: {4}, 3: {5}, 4: {2}, 5: {3}}


def test_lapse() -> None:
    accept = Option("accept", needs=PLAN_SET, lapses=("A.plan",))
    sketch = Sketch((actor("A", PLAN), actor("B", accept)))
    # Any change of the plan now takes the acceptance along.
    assert moves(sketch, "A") == {1: {2, 3}, 2: {1, 3}, 3: {1, 2}, 4: {1, 3}, 5: {1, 2}}
    assert moves(sketch, "B") == {1: set(), 2: {4}, 3: {5}, 4: {2}, 5: {3}}


def test_lapse_watches_a_situation() -> None:
    # Only the change between some plan and none counts.
    accept = Option("accept", lapses=("on_table",))
    sketch = Sketch((actor("A", PLAN), actor("B", accept)), situations=(("on_table", PLAN_SET),))
    # All six states: 1, 2, 3 without acceptance, 4, 5, 6 with it.
    assert moves(sketch, "A") == {1: {2, 3}, 2: {1, 3}, 3: {1, 2}, 4: {2, 3}, 5: {1, 6}, 6: {1, 5}}


def test_chain_of_needs() -> None:
    # 000, 100, 110, 111 are 1 to 4: each option needs the one before it.
    sketch = Sketch(
        (
            actor("A", Option("x")),
            actor("B", Option("y", needs=yes("A.x"))),
            actor("C", Option("z", needs=yes("B.y"))),
        )
    )
    assert moves(sketch, "A") == {1: {2}, 2: {1}, 3: {1}, 4: {1}}
    assert moves(sketch, "B") == {1: set(), 2: {3}, 3: {2}, 4: {2}}
    assert moves(sketch, "C") == {1: set(), 2: set(), 3: {4}, 4: {3}}


def test_lapse_after_a_fall() -> None:
    # A drops x, so y falls, and the fall of y is a change that makes z lapse.
    # 000, 100, 110, 001, 101, 111 are 1 to 6 (01. lacks its need).
    sketch = Sketch(
        (
            actor("A", Option("x")),
            actor("B", Option("y", needs=yes("A.x"))),
            actor("C", Option("z", lapses=("B.y",))),
        )
    )
    assert moves(sketch, "A") == {1: {2}, 2: {1}, 3: {1}, 4: {5}, 5: {4}, 6: {1}}
    # B's own change makes z lapse too: 101 to 110, and 111 to 100.
    assert moves(sketch, "B") == {1: set(), 2: {3}, 3: {2}, 4: set(), 5: {3}, 6: {2}}


def test_all_that_must_fall_falls_at_once() -> None:
    # y and z stand with x only if the other does not. When A takes x, both lack their need at once,
    # so both fall; letting one fall first would have saved the other.
    sketch = Sketch(
        (
            actor("A", Option("x")),
            actor("B", Option("y", needs=("or", no("A.x"), no("C.z")))),
            actor("C", Option("z", needs=("or", no("A.x"), no("B.y")))),
        )
    )
    # 000, 100, 010, 110, 001, 101, 011 are 1 to 7 (111 lacks its needs).
    assert moves(sketch, "A") == {1: {2}, 2: {1}, 3: {4}, 4: {3}, 5: {6}, 6: {5}, 7: {2}}


def test_own_new_choice_may_not_fall() -> None:
    # x lapses when y changes, and both are A's. From 10 (2) A cannot go to 11 (4), because the old x would
    # lapse; from 00 (1) it can, because there x is newly taken. From 11 it cannot go to 10 (y changes), nor
    # from 01 (3) is 10 ruled out, where x is new.
    sketch = Sketch((actor("A", Option("x", lapses=("A.y",)), Option("y")),))
    assert moves(sketch, "A") == {1: {2, 3, 4}, 2: {1, 3}, 3: {1, 2, 4}, 4: {1, 3}}


def test_another_taken_value_does_not_lapse() -> None:
    # A changes level and topic together: the level is not the old one, so it stands.
    sketch = Sketch((actor("A", Option("level", ("0", "1", "2"), lapses=("A.topic",)), Option("topic")),))
    # (0,no) 1, (1,no) 2, (2,no) 3, (0,yes) 4, (1,yes) 5, (2,yes) 6. From 2 only 5 is out.
    assert moves(sketch, "A")[2] == {1, 3, 4, 6}


def test_locked_option_cannot_fall() -> None:
    accept = Option("accept", needs=PLAN_SET, lock="yes")
    sketch = Sketch((actor("A", replace(PLAN, start="ours")), actor("B", accept)))
    # Left are ours-yes 1 and theirs-yes 2. Withdrawing the plan would make the acceptance fall: blocked.
    assert moves(sketch, "A") == {1: {2}, 2: {1}}
    lapsing = replace(accept, lapses=("A.plan",))
    sketch = Sketch((actor("A", replace(PLAN, start="ours")), actor("B", lapsing)))
    assert moves(sketch, "A") == {1: set(), 2: set()}


def test_falling_undoes_what_its_owner_cannot() -> None:
    # 00, 10, 11 are 1 to 3: troops need an invitation, and cannot be called back by B.
    troops = Option("troops", needs=yes("A.invite"), irreversible=True)
    sketch = Sketch((actor("A", Option("invite")), actor("B", troops)))
    assert moves(sketch, "B") == {1: set(), 2: {3}, 3: set()}
    assert moves(sketch, "A") == {1: {2}, 2: {1}, 3: {1}}


@pytest.mark.parametrize(
    ("irreversible", "expected"),
    [
        (False, {1: {2, 3}, 2: {1, 3}, 3: {1, 2}}),
        (True, {1: {2, 3}, 2: {3}, 3: set()}),  # only forward
        (("mid",), {1: {2, 3}, 2: set(), 3: {1, 2}}),  # mid cannot be left
        (("low", "high"), {1: set(), 2: {1, 3}, 3: set()}),
    ],
)
def test_irreversible(irreversible: bool | tuple[str, ...], expected: dict[int, set[int]]) -> None:
    level = Option("x", ("low", "mid", "high"), irreversible=irreversible)
    assert moves(Sketch((actor("A", level),)), "A") == expected


def test_rule_blocks() -> None:
    # A rule does not make anything fall: A may not take x while y stands.
    sketch = Sketch((actor("A", Option("x")), actor("B", Option("y"))), never=(("and", yes("A.x"), yes("B.y")),))
    # 00, 10, 01 are 1 to 3.
    assert moves(sketch, "A") == {1: {2}, 2: {1}, 3: set()}


# ---------------------------------------------------------------- standings


def improvements(sketch: Sketch, who: str) -> set[tuple[int, int]]:
    return answer(sketch).undeterred["nash"][who]


def test_statements_are_lexicographic() -> None:
    # First x, then not y: from best to worst 10, 11, 00, 01 (2, 4, 1, 3).
    wants = want(yes("A.x"), no("A.y"))
    found = improvements(Sketch((actor("A", Option("x"), Option("y"), wants=wants),)), "A")
    assert found == {(3, 1), (3, 4), (3, 2), (1, 4), (1, 2), (4, 2)}


def test_if_avoid_and_exactly_when() -> None:
    # States 00, 10, 01, 11; B has no say.
    def nash(statement: Statement) -> set[tuple[int, int]]:
        return improvements(Sketch((actor("A", Option("x"), Option("y"), wants=(statement,)),)), "A")

    # want x if y: false only at 01 (3).
    assert nash(Statement(yes("A.x"), given=yes("A.y"))) == {(3, 1), (3, 2), (3, 4)}
    # avoid x if y: false only at 11 (4).
    assert nash(Statement(yes("A.x"), avoid=True, given=yes("A.y"))) == {(4, 1), (4, 2), (4, 3)}
    # want x exactly when y: true at 00 and 11.
    both = {(2, 1), (2, 4), (3, 1), (3, 4)}
    assert nash(Statement(yes("A.x"), exactly=yes("A.y"))) == both
    # avoid x exactly when y: true at 10 and 01.
    assert nash(Statement(yes("A.x"), avoid=True, exactly=yes("A.y"))) == {(to, come) for come, to in both}
    # `if` comes before `exactly when`: want x exactly when y, if x: false only at 10 (2).
    assert nash(Statement(yes("A.x"), exactly=yes("A.y"), given=yes("A.x"))) == {(2, 1), (2, 3), (2, 4)}


def test_weights_are_exact() -> None:
    # a is worth 0.3 and b 0.1 + 0.2, which is the same; floating point would say more.
    def worth(value: str, weight: str) -> Statement:
        return Statement(("is", "A.x", (value,)), weight=weight)

    wishes = (worth("a", "0.3"), worth("b", "0.1"), worth("b", "0.2"))
    one = Actor("A", (Option("x", ("a", "b", "c")),), statements=wishes, weighs=True)
    assert improvements(Sketch((one,)), "A") == {(3, 1), (3, 2)}


@pytest.mark.parametrize(("mood", "order"), [("high", "123"), ("low", "213")])
def test_drops_to_directly_below(mood: str, order: str) -> None:
    # Three values, one wish for each, so the order of the values is that of the wishes.
    wishes = tuple(Statement(("is", "A.x", (value,))) for value in "123")
    wishes = (replace(wishes[0], drops=(1, ("is", "mood", ("low",)))), *wishes[1:])
    sketch = Sketch(
        (actor("A", Option("x", ("1", "2", "3")), wants=wishes),),
        (Circumstance("mood", ("low", "high"), mood),),
    )
    place = {int(value): order.index(value) for value in "123"}
    better = {(come, to) for come in place for to in place if place[to] < place[come]}
    assert improvements(sketch, "A") == better


def test_ranking_with_ties() -> None:
    one = Actor("A", arcs=(("p", "q"), ("q", "p"), ("q", "r"), ("r", "p")), ranking=((3,), (1, 2)))
    found = answer(Sketch((one,), states=("p", "q", "r")))
    assert found.states == [{"state": "p"}, {"state": "q"}, {"state": "r"}]
    assert found.undeterred["nash"]["A"] == {(2, 3)}


# ---------------------------------------------------------------- lean and firm


def lean(sketch: Sketch, who: str, *state: str) -> set[tuple[str, ...]]:
    return Conflict(world_of(sketch)).lean(who, state)


def test_lean() -> None:
    pair = (Option("x"), Option("y"))
    # x, then not y: 11 improves on 00, but its part 10 does better.
    assert lean(Sketch((actor("A", *pair, wants=want(yes("A.x"), no("A.y"))),)), "A", "no", "no") == {("yes", "no")}
    # x alone: the part 10 does as well as 11, which is enough.
    assert lean(Sketch((actor("A", *pair, wants=want(yes("A.x"))),)), "A", "no", "no") == {("yes", "no")}
    # x and y together: no part does as well.
    both = Sketch((actor("A", *pair, wants=want(("and", yes("A.x"), yes("A.y")))),))
    assert lean(both, "A", "no", "no") == {("yes", "yes")}
    # x, then y: 10 improves; so does 11, and it does better than its parts.
    assert lean(Sketch((actor("A", *pair, wants=want(yes("A.x"), yes("A.y"))),)), "A", "no", "no") == {
        ("yes", "no"),
        ("yes", "yes"),
        ("no", "yes"),
    }


def test_another_value_is_no_part() -> None:
    # 1 is no part of 2: both change the same option to different values.
    level = Option("x", ("0", "1", "2"))
    sketch = Sketch((actor("A", level, wants=want(("is", "A.x", ("1", "2")))),))
    assert lean(sketch, "A", "0") == {("1",), ("2",)}


def test_lean_looks_at_own_options_only() -> None:
    # A's x makes B's y fall. Taking x is 10 from 01; taking x and w is 1.1 from there: x is a part of it.
    sketch = Sketch(
        (
            actor("A", Option("x"), Option("w"), wants=want(yes("A.x"))),
            actor("B", Option("y", needs=no("A.x"))),
        )
    )
    assert lean(sketch, "A", "no", "no", "yes") == {("yes", "no", "no")}


PEACE_THEN_X = want(no("B.y"), yes("A.x"))  # A: 10 (2) is best, then 00 (1), then 11 (4), then 01 (3)


def test_firm_needs_a_cause() -> None:
    # B wants y anyway. At 00, A takes x, B takes y: 11 is worse than 00, and A cannot better it (01 is worse
    # still), so 00 is SSEQ. But staying put is no safer: there B takes y too, and A's best reply is 11 again.
    anyway = Sketch((actor("A", Option("x"), wants=PEACE_THEN_X), actor("B", Option("y"), wants=want(yes("B.y")))))
    stable = answer(anyway).stable
    assert 1 in stable["seq"]["A"]
    assert 1 in stable["sseq"]["A"]
    assert 1 not in stable["firm"]["A"]
    # Now B takes y only in answer to x: at 00 B leaves things alone, so the reaction was caused by x.
    answered = (Statement(yes("B.y"), exactly=yes("A.x")),)
    caused = Sketch((actor("A", Option("x"), wants=PEACE_THEN_X), actor("B", Option("y"), wants=answered)))
    assert 1 in answer(caused).stable["firm"]["A"]
    assert 1 not in answer(caused).stable["nash"]["A"]


def test_firm_looks_past_the_own_best_reply() -> None:
    # B answers x with y, which A likes least - but then A can take z, which needs y, and which it likes best
    # of all. So 000 is SEQ stable, but neither SSEQ nor firm: the reaction does not bite after A's reply.
    wants = (
        Statement(("and", yes("A.z"), yes("B.y"))),
        Statement(no("B.y")),
        Statement(yes("A.x")),
        Statement(no("A.z")),
    )
    sketch = Sketch(
        (
            actor("A", Option("x"), Option("z", needs=yes("B.y")), wants=wants),
            actor("B", Option("y"), wants=(Statement(yes("B.y"), exactly=yes("A.x")),)),
        )
    )
    stable = answer(sketch).stable
    assert 1 in stable["seq"]["A"]
    assert 1 not in stable["sseq"]["A"]
    assert 1 not in stable["firm"]["A"]


def test_firm_overlooks_bundles() -> None:
    # A: no z, then x, then no y. B answers x alone with z. The bundle 11 escapes, so 00 is not SEQ;
    # but the bundle is not lean, because its part 10 would do better, and 10 is answered.
    wants = want(no("B.z"), yes("A.x"), no("A.y"))
    answered = (Statement(yes("B.z"), exactly=("and", yes("A.x"), no("A.y"))),)
    sketch = Sketch((actor("A", Option("x"), Option("y"), wants=wants), actor("B", Option("z"), wants=answered)))
    stable = answer(sketch).stable
    assert 1 not in stable["seq"]["A"]
    assert 1 in stable["firm"]["A"]


def test_firm_reactions_are_lean() -> None:
    # B is moved by x to take p; it would gain as much from p together with q. Only q hurts A, and q has no
    # point of its own: B's bundle sanctions under SEQ (and SSEQ) but is not lean.
    wants = want(no("B.q"), yes("A.x"))
    answered = (Statement(yes("B.p"), exactly=yes("A.x")),)
    sketch = Sketch((actor("A", Option("x"), wants=wants), actor("B", Option("p"), Option("q"), wants=answered)))
    stable = answer(sketch).stable
    assert 1 in stable["sseq"]["A"]
    assert 1 not in stable["firm"]["A"]


# ---------------------------------------------------------------- beliefs

ANGRY: Formula = ("is", "mood", ("angry",))
CALM: Formula = ("is", "mood", ("calm",))
MOOD = (Circumstance("mood", ("calm", "angry"), "calm"),)
THINKS_ANGRY = (("A", (("mood", "angry"),)),)
A_X = actor("A", Option("x"), wants=PEACE_THEN_X)
ANSWERS = Statement(yes("B.y"), exactly=yes("A.x"))


def stable_at_start(sketch: Sketch) -> dict[str, bool]:
    found = answer(sketch)
    return {concept: 1 in by_actor["A"] for concept, by_actor in found.stable.items()}


def test_belief_about_another_one_s_wants() -> None:
    # B answers x only if angry; otherwise it avoids y. A thinks it is angry, so A sees a credible answer.
    wants = (replace(ANSWERS, given=ANGRY), Statement(no("B.y")))
    sketch = Sketch((A_X, actor("B", Option("y"), wants=wants)), MOOD)
    foresight = {"seq": True, "sseq": True, "firm": True}
    plain = {"nash": False, "gmr": True, "smr": True}
    assert stable_at_start(sketch) == {**plain, "seq": False, "sseq": False, "firm": False}
    assert stable_at_start(replace(sketch, beliefs=THINKS_ANGRY)) == {**plain, **foresight}


def test_own_wants_are_known() -> None:
    # A wants x if calm, and it is calm, whatever A takes the mood to be; nobody else matters.
    wants = (Statement(yes("A.x"), given=CALM),)
    sketch = Sketch((actor("A", Option("x"), wants=wants), actor("B", Option("y"))), MOOD, beliefs=THINKS_ANGRY)
    # B is indifferent, and its moves leave A better off than at 00: nothing sanctions.
    assert not any(stable_at_start(sketch).values())


def test_belief_about_what_another_one_can_do() -> None:
    # B can take y only if angry, so in truth there are two states, 00 and 10, and nothing stops A.
    # A believes in four states and in B's answer. Nash, GMR and SMR do not listen to beliefs.
    punisher = actor("B", Option("y", needs=ANGRY), wants=(ANSWERS,))
    sketch = Sketch((A_X, punisher), MOOD)
    assert len(answer(sketch).states) == 2
    assert not any(stable_at_start(sketch).values())
    # SEQ without GMR: the inclusion fails when beliefs touch what is possible.
    assert stable_at_start(replace(sketch, beliefs=THINKS_ANGRY)) == {
        "nash": False,
        "gmr": False,
        "smr": False,
        "seq": True,
        "sseq": True,
        "firm": True,
    }


def test_belief_refuted_by_the_move() -> None:
    # A thinks that nobody can take x when the mood is angry, as it believes it is. Once A has taken x all the
    # same, the belief is refuted, and A reckons with the actual B, who answers.
    sketch = Sketch(
        (A_X, actor("B", Option("y"), wants=(ANSWERS,))),
        MOOD,
        never=(("and", yes("A.x"), ANGRY),),
        beliefs=THINKS_ANGRY,
    )
    assert stable_at_start(sketch) == {
        "nash": False,
        "gmr": True,
        "smr": True,
        "seq": True,
        "sseq": True,
        "firm": True,
    }


def test_belief_refuted_where_one_stands() -> None:
    # In the mood that A believes in, x must be taken: 00 itself refutes A. B answers x only if angry.
    # worst(10) is that of the view: B takes y, and A cannot undo x there, so 11. worst(00) is that of the
    # actual conflict: B stays, A can still take x, so 10. The reaction bites and was caused.
    wants = (replace(ANSWERS, given=ANGRY), Statement(no("B.y")))
    sketch = Sketch(
        (A_X, actor("B", Option("y"), wants=wants)),
        MOOD,
        never=(("and", no("A.x"), ANGRY),),
        beliefs=THINKS_ANGRY,
    )
    verdicts = Verdicts(sketch)
    assert verdicts.worst("A", ("yes", "no")) == (False, True)
    assert verdicts.worst("A", ("no", "no")) == (True, True)
    assert stable_at_start(sketch)["firm"]
    assert not stable_at_start(replace(sketch, beliefs=()))["firm"]


def test_counter_moves_are_those_of_the_view() -> None:
    # A believes that x cannot be taken back once y is there (a rule of the angry mood). A wants: no y unless
    # x is gone as well, then x. From 11 the escape to 01 is worth more than 00 - in truth, not in the view.
    wants = (Statement(("and", no("A.x"), yes("B.y"))), Statement(no("B.y")), Statement(yes("A.x")))
    sketch = Sketch(
        (actor("A", Option("x"), wants=wants), actor("B", Option("y"), wants=(ANSWERS,))),
        MOOD,
        never=(("and", ANGRY, no("A.x"), yes("B.y")),),
    )
    assert not stable_at_start(sketch)["sseq"]
    believing = stable_at_start(replace(sketch, beliefs=THINKS_ANGRY))
    assert believing["sseq"]
    assert not believing["smr"]  # SMR does not listen


def test_others_beliefs_do_not_matter_to_the_actor() -> None:
    # What B believes changes B's verdicts, not what A expects of B.
    wants = (replace(ANSWERS, given=ANGRY), Statement(no("B.y")))
    sketch = Sketch((A_X, actor("B", Option("y"), wants=wants)), MOOD, beliefs=(("B", (("mood", "angry"),)),))
    assert not stable_at_start(sketch)["seq"]


# ---------------------------------------------------------------- where play leads


def walk(arcs_of: dict[str, list[tuple[str, str]]], ranks: dict[str, list[int]], start: str) -> Sketch:
    actors = tuple(
        Actor(who, arcs=tuple(arcs_of[who]), ranking=tuple((number,) for number in ranks[who])) for who in arcs_of
    )
    return Sketch(actors, states=("1", "2", "3", "4"), start=start)


def test_prospects_and_closed_cycles() -> None:
    # Improvements: A 1>2 and 3>1, B 2>3: round for ever. 4 is at rest, but only B leads there, from 3.
    arcs_of = {"A": [("1", "2"), ("3", "1")], "B": [("2", "3")]}
    ranks = {"A": [4, 2, 1, 3], "B": [4, 3, 2, 1]}
    found = answer(walk(arcs_of, ranks, "1"))
    assert found.cycles["nash"] == {frozenset({1, 2, 3})}
    assert found.prospects["nash"] == set()
    assert found.equilibria["nash"] == {4}
    # With a way out the cycle is no longer closed, and 4 is a prospect.
    found = answer(walk({**arcs_of, "B": [("2", "3"), ("3", "4")]}, ranks, "1"))
    assert found.cycles["nash"] == set()
    assert found.prospects["nash"] == {4}
    # From 4 there is nowhere to go: it is its own prospect.
    assert answer(walk(arcs_of, ranks, "4")).prospects["nash"] == {4}


def test_one_actor_may_move_again_on_the_way() -> None:
    # Prospects ask for plain reachability: A goes 1>2 and then 2>3 itself.
    arcs_of: dict[str, list[tuple[str, str]]] = {"A": [("1", "2"), ("2", "3")], "B": []}
    found = answer(walk(arcs_of, {"A": [3, 2, 1, 4], "B": [1, 2, 3, 4]}, "1"))
    assert found.prospects["nash"] == {3}


def test_base_states_ignore_locks() -> None:
    sketch = Sketch((actor("A", Option("x", lock="yes")),))
    assert feasible_states(world_of(sketch)) == [("yes",)]
    assert feasible_states(world_of(sketch), locked=False) == [("no",), ("yes",)]
