"""The symbolic engine on conflicts worked out by hand, at scale, and at its limits."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import replace
from itertools import product

import pytest

from detente.conflict import Conflict, Goal, Option, Ordered, Ranked, Weighed
from detente.engine.stability import concepts
from detente.engine.symbolic import diagrams, reach
from detente.engine.symbolic.analysis import Symbolic
from detente.engine.symbolic.judge import Certificate, Step, Temptation
from detente.engine.symbolic.verify import verify
from detente.errors import ConflictError, QuestionError, TooLargeError
from detente.scenario.expression import All, AnyOf, Expression, Is, Not
from tests.symbolic.random_conflicts import binary

NASH, GMR, SMR, SEQ, SSEQ, FIRM = (concepts()[key] for key in ("nash", "gmr", "smr", "seq", "sseq", "firm"))
YES = ("yes",)


def is_(name: str) -> Expression:
    return Is(name, YES)


def ordered(*goals: Expression) -> Ordered:
    return Ordered(tuple(Goal(str(n), goal) for n, goal in enumerate(goals)))


def dilemmas(pairs: int) -> Conflict:
    """Return a prisoner's dilemma for each pair of actors, all played at once: option `yes` is to defect.

    An actor wants the other one to cooperate, above all, and to defect itself.
    """
    actors = tuple(f"P{k}" for k in range(2 * pairs))
    options = tuple(Option(f"d{k}", k, ("no", "yes")) for k in range(2 * pairs))
    wants = tuple(ordered(Not(is_(f"d{k ^ 1}")), is_(f"d{k}")) for k in range(2 * pairs))
    return Conflict(actors, options, (), wants, dict.fromkeys((o.id for o in options), "no"))


@pytest.mark.parametrize("pairs", [1, 2, 12])
def test_dilemmas_all_at_once(pairs: int) -> None:
    """Each pair holds at mutual defection; with replies also at mutual cooperation, which defection would answer."""
    symbolic = Symbolic(dilemmas(pairs))
    assert symbolic.feasible_count() == 4**pairs
    assert symbolic.count(symbolic.equilibria(NASH)) == 1
    assert symbolic.states(symbolic.equilibria(NASH), 2) == [dict.fromkeys((f"d{k}" for k in range(2 * pairs)), "yes")]
    for concept in (GMR, SMR, SEQ, SSEQ):
        assert symbolic.count(symbolic.equilibria(concept)) == 2**pairs
    assert symbolic.start(NASH) == (False,) * 2 * pairs
    assert symbolic.start(SEQ) == (True,) * 2 * pairs


def test_the_reason_of_cooperation() -> None:
    conflict = dilemmas(1)
    reason = Symbolic(conflict).certificate(SEQ, 0, {"d0": "no", "d1": "no"})
    assert reason == Certificate("seq", 0, (0, 0), True, (Temptation((1, 0), "punished", (Step(1, (1, 1)),)),))
    alone = Symbolic(conflict).certificate(NASH, 0, {"d0": "no", "d1": "no"})
    assert alone == Certificate("nash", 0, (0, 0), False, (Temptation((1, 0), "unpunished"),))


def test_credible_replies_are_fewer() -> None:
    """A could be punished by B, but B would rather not: stable by GMR, not by SEQ."""
    options = (Option("a", 0, ("no", "yes")), Option("b", 1, ("no", "yes")))
    conflict = Conflict(("A", "B"), options, (), (ordered(Not(is_("b")), is_("a")), ordered(Not(is_("b")))), None)
    symbolic = Symbolic(conflict)
    at = {"a": "no", "b": "no"}
    assert [symbolic.holds(concept, 0, at) for concept in (NASH, GMR, SMR, SEQ, SSEQ)] == [
        False,
        True,
        True,
        False,
        False,
    ]
    believing = replace(
        conflict, views={0: replace(conflict, preferences=(conflict.preferences[0], ordered(is_("b"))))}
    )
    assert Symbolic(believing).holds(SEQ, 0, at)


def test_a_reply_that_can_be_answered_does_not_last() -> None:
    """B can threaten, but A then has an answer as good as what it moved for: GMR, not SMR."""
    options = (Option("a", 0, ("low", "mid", "high")), Option("b", 1, ("no", "yes")))
    best = AnyOf((All((Is("a", ("mid",)), Not(is_("b")))), All((Is("a", ("high",)), is_("b")))))
    conflict = Conflict(("A", "B"), options, (), (ordered(best), ordered(is_("b"))), None)
    symbolic = Symbolic(conflict)
    at = {"a": "low", "b": "no"}
    assert [symbolic.holds(concept, 0, at) for concept in (GMR, SMR, SEQ, SSEQ)] == [True, False, True, False]
    assert [symbolic.contains(symbolic.stable(c, 0), at) for c in (GMR, SMR, SEQ, SSEQ)] == [True, False, True, False]


def test_one_way_options_and_values_that_stay() -> None:
    """A wants its option low, but it only goes up; B's value once `spent` stays."""
    options = (
        Option("a", 0, ("low", "mid", "high"), forward=True),
        Option("b", 1, ("ready", "spent"), kept=("spent",)),
    )
    wants = (ordered(Is("a", ("low",)), Is("a", ("mid",))), ordered(Is("b", ("ready",))))
    symbolic = Symbolic(Conflict(("A", "B"), options, (), wants, None))
    assert symbolic.count(symbolic.stable(NASH, 0)) == 6
    assert symbolic.count(symbolic.stable(NASH, 1)) == 6
    bound = (replace(options[0], forward=False), replace(options[1], kept=()))
    freed = Symbolic(Conflict(("A", "B"), bound, (), wants, None))
    assert freed.count(freed.stable(NASH, 0)) == 2
    assert freed.count(freed.stable(NASH, 1)) == 3


def test_weights_beyond_64_bits_are_exact() -> None:
    options = tuple(Option(f"o{k}", k % 2, ("no", "yes")) for k in range(4))
    huge = 1 << 70
    wants = Weighed((Goal("x", is_("o0"), huge), Goal("y", is_("o2"), -huge), Goal("z", is_("o2"), 1)))
    symbolic = Symbolic(Conflict(("A", "B"), options, (), (wants, ordered()), None))
    assert symbolic.states(symbolic.stable(NASH, 0), 9) == [
        {"o0": "yes", "o1": o1, "o2": "no", "o3": o3} for o3, o1 in product(("no", "yes"), repeat=2)
    ]


def test_states_come_in_numbered_order_and_no_more_than_asked() -> None:
    conflict = replace(binary(100, 10, 3, seed=1), never=())
    symbolic = Symbolic(conflict)
    assert symbolic.feasible_count() == 1 << 100
    first = symbolic.states(symbolic.feasible(), 5)
    assert [[at[f"o{k}"] for k in range(3)] for at in first] == [
        ["no", "no", "no"],
        ["yes", "no", "no"],
        ["no", "yes", "no"],
        ["yes", "yes", "no"],
        ["no", "no", "yes"],
    ]
    assert symbolic.states(symbolic.feasible() & ~symbolic.feasible(), 5) == []
    assert symbolic.count(~symbolic.feasible()) == 0


@pytest.mark.parametrize(("statements", "seed"), [(5, 3), (5, 5)])
def test_forty_options(statements: int, seed: int) -> None:
    """At 2^40 combinations: inclusions, certificates at listed states, and single judgements against sets."""
    conflict = binary(40, 5, statements, seed)
    symbolic = Symbolic(conflict)
    sets = {key: symbolic.equilibria(concept) for key, concept in concepts().items()}
    counts = {key: symbolic.count(found) for key, found in sets.items()}
    assert 0 < counts["nash"] < counts["sseq"] <= counts["seq"] <= counts["gmr"] < symbolic.feasible_count()
    for key, concept in concepts().items():
        assert symbolic.count(sets["nash"] & ~sets[key]) == 0
        for state in symbolic.states(sets[key] & ~sets["nash"], 1) + symbolic.states(sets["gmr"] & ~sets[key], 1):
            for actor in (0, 3):
                stable = symbolic.contains(symbolic.stable(concept, actor), state)
                reason = symbolic.certificate(concept, actor, state)
                assert reason.stable == stable == symbolic.holds(concept, actor, state)
                assert verify(conflict, concept, reason, most=0).wrong == ()


def test_both_ways_to_credible_replies_agree() -> None:
    """Beyond what can be listed: class by class, and from the least values of all states at once."""
    symbolic = Symbolic(binary(40, 5, 6, seed=4))
    for concept in (SEQ, SSEQ):
        at_once = [symbolic._by_values(concept, actor) for actor in range(5)]
        assert [symbolic.stable(concept, actor) for actor in range(5)] == at_once
        assert all(0 < symbolic.count(states) < symbolic.feasible_count() for states in at_once)


def test_what_was_found_for_one_concept_does_not_change_another() -> None:
    """SSEQ alone, and after SEQ, whose open moves it takes over; single states are judged without either."""
    conflict = binary(40, 5, 6, seed=4)
    alone, after = Symbolic(conflict), Symbolic(conflict)
    least = after.equilibria(SEQ)
    found = after.equilibria(SSEQ)
    assert alone.count(alone.equilibria(SSEQ)) == after.count(found)
    assert 0 < after.count(found) <= after.count(least)
    others = after.states(after.equilibria(SMR) & ~found, 2)
    assert len(others) == 2
    for state in others:
        assert not all(after.holds(SSEQ, actor, state) for actor in range(5))


def test_orders_that_are_looked_for_decide_nothing_but_the_time(monkeypatch: pytest.MonkeyPatch) -> None:
    """Looked for before each search only, or again at every look."""
    conflict = binary(40, 5, 6, seed=4)
    looked: list[float] = []
    counts: list[int] = []
    settle = diagrams.Diagrams.settle
    share = 0.0

    def counted(self: diagrams.Diagrams) -> None:
        looked.append(share)
        settle(self)

    monkeypatch.setattr(diagrams.Diagrams, "settle", counted)
    monkeypatch.setattr(diagrams, "WORTH_ORDERING", 0)
    for share in (1e-9, 1e9):
        monkeypatch.setattr(diagrams, "ORDERING", share)
        symbolic = Symbolic(conflict)
        counts.append(symbolic.count(symbolic.equilibria(SEQ)))
    assert counts[0] == counts[1] > 0
    assert looked.count(1e9) > looked.count(1e-9) == 5


def test_what_no_reply_changes_is_its_own_least_value() -> None:
    """A's own choice comes first in what it wants; B gives b up, and C then gives c up."""
    a, b, c = (is_(name) for name in "abc")
    options = tuple(Option(name, place, ("no", "yes")) for place, name in enumerate("abc"))
    wants = (ordered(a, b, c), ordered(Not(b)), ordered(AnyOf((Not(c), b))))
    symbolic = Symbolic(Conflict(("A", "B", "C"), options, (), wants, None))
    nowhere = symbolic._diagrams.false
    terms = symbolic._terms(SEQ, 0)
    least = reach.least(symbolic._space, terms.replies or [], terms.value)
    assert least == (symbolic._space.truth(a), nowhere, nowhere)


def test_security_levels() -> None:
    """With all states feasible and every move free, GMR asks for the maximin and SMR for the minimax.

    Levels of standing are listed as sets by the truths of the statements, without the engine's comparisons.
    """
    conflict = binary(24, 3, 9, seed=3, rules=0)
    symbolic = Symbolic(conflict)
    space, some = symbolic._space, symbolic._diagrams.some
    nothing = symbolic._diagrams.false
    for actor in range(3):
        wants = conflict.preferences[actor]
        assert isinstance(wants, Ordered)
        levels = [symbolic.feasible()]
        for goal in wants.goals:
            there = space.truth(goal.meaning)
            levels = [part for level in levels for part in (level & there, level & ~there) if part != nothing]
        at_least = [levels[0]]
        for level in levels[1:]:
            at_least.append(at_least[-1] | level)
        others = [name for i in range(3) if i != actor for name in space.own(i)]
        maximin = next(reached for reached in at_least if ~some(others, ~reached) != nothing)
        minimax = next(reached for reached in at_least if ~some(space.own(actor), reached) == nothing)
        assert symbolic.stable(GMR, actor) == maximin
        assert symbolic.stable(SMR, actor) == minimax
        assert 0 < symbolic.count(maximin) < symbolic.feasible_count()


# ---------------------------------------------------------------- refusals


PLAIN = dilemmas(1)


def refused(conflict: Conflict) -> list[str]:
    with pytest.raises(QuestionError) as error:
        Symbolic(conflict)
    assert all(problem.given and problem.expected and problem.remedy for problem in error.value.problems)
    return [problem.code for problem in error.value.problems]


def test_what_is_not_served_is_refused() -> None:
    needy = replace(PLAIN.options[0], needs=is_("d1"))
    watching = replace(PLAIN.options[0], watches=("d1",))
    about = replace(PLAIN.options[0], watches=(Not(is_("d0")),))
    for option in (needy, watching, about):
        assert refused(replace(PLAIN, options=(option, PLAIN.options[1]))) == ["symbolic-dependants"]
    assert refused(replace(PLAIN, preferences=(Ranked(((1,), (2,))), ordered()))) == ["symbolic-rankings"]
    graph = Conflict(("A",), (Option("state", None, ("x", "y")),), (), (Ranked(((1,), (2,))),), None, arcs=((),))
    assert refused(graph) == ["symbolic-graph-form"]
    wider = replace(PLAIN, never=(is_("d0"),))
    other_wants = replace(PLAIN, preferences=(ordered(), PLAIN.preferences[1]))
    ranked = replace(PLAIN, preferences=(PLAIN.preferences[0], Ranked(((1, 2, 3, 4),))))
    for view in (wider, other_wants, ranked):
        assert refused(replace(PLAIN, views={0: view})) == ["symbolic-beliefs"]


def test_needs_that_never_change_or_are_the_actors_own_are_served() -> None:
    options = (
        Option("a", 0, ("no", "yes"), needs=is_("b")),
        Option("b", 0, ("no", "yes"), needs=is_("c")),
        Option("c", 1, ("no", "yes"), locked="yes", watches=("c",)),
    )
    symbolic = Symbolic(Conflict(("A", "B"), options, (), (ordered(is_("a")), ordered()), None))
    assert symbolic.feasible_count() == 3
    assert symbolic.states(symbolic.equilibria(NASH), 9) == [{"a": "yes", "b": "yes", "c": "yes"}]


def test_no_state_and_an_impossible_start_are_refused() -> None:
    for conflict, code in (
        (replace(PLAIN, never=(is_("d0"), Not(is_("d0")))), "no-feasible-state"),
        (replace(PLAIN, never=(Not(is_("d0")),)), "start-infeasible"),
    ):
        with pytest.raises(ConflictError) as error:
            Symbolic(conflict)
        assert [problem.code for problem in error.value.problems] == [code]


@pytest.mark.parametrize("state", [{"d0": "no"}, {"d0": "no", "d1": "maybe"}, {"d0": "no", "d1": "no"}])
def test_what_is_no_state_is_refused(state: dict[str, str]) -> None:
    symbolic = Symbolic(replace(PLAIN, never=(Not(is_("d0")),), start=None))
    with pytest.raises(QuestionError, match="no feasible state"):
        symbolic.holds(NASH, 0, state)


def test_time_is_limited_and_what_is_known_is_said() -> None:
    conflict = binary(40, 5, 12, seed=2)
    symbolic = Symbolic(conflict)
    nash, gmr = symbolic.count(symbolic.equilibria(NASH)), symbolic.count(symbolic.equilibria(GMR))
    symbolic._diagrams._seconds = 0.05
    with pytest.raises(TooLargeError) as error:
        symbolic.equilibria(SEQ)
    assert [problem.code for problem in error.value.problems] == ["symbolic-time"]
    bounds = symbolic.bounds(SEQ)
    low, high = symbolic.count(bounds.least), symbolic.count(bounds.most)
    assert low == nash
    assert nash < high <= gmr
    assert f"between {low:,} and {high:,} equilibria" in str(error.value)
    assert symbolic.count(symbolic.bounds(FIRM).most) == symbolic.feasible_count()


def test_memory_is_limited() -> None:
    symbolic = Symbolic(binary(40, 5, 12, seed=2))
    symbolic.equilibria(GMR)
    symbolic._diagrams._memory = 2 << 20
    with pytest.raises(TooLargeError) as error:
        symbolic.equilibria(SEQ)
    assert [problem.code for problem in error.value.problems] == ["symbolic-memory"]
    assert "more than 2 MiB; there are between" in str(error.value)


@pytest.mark.parametrize("failure", [ValueError("`DdNode *node` is `NULL` pointer."), MemoryError()])
def test_an_operation_that_runs_out_of_memory_is_told_like_any_other(failure: Exception) -> None:
    def fail() -> None:
        raise failure

    with pytest.raises(TooLargeError, match="MiB"):
        Symbolic(PLAIN)._diagrams.ask(fail)


def test_other_failures_are_not_hidden() -> None:
    def fail() -> None:
        raise ValueError("something else")

    with pytest.raises(ValueError, match="something else"):
        Symbolic(PLAIN)._diagrams.ask(fail)


def test_a_watcher_sees_the_work_and_can_end_it() -> None:
    seen: list[str] = []
    Symbolic(dilemmas(3), watch=seen.append).equilibria(SEQ)
    assert {"the best own answers", "the improvements", "what replies can bring about"} <= set(seen)

    class EnoughError(Exception):
        pass

    def stop(stage: str) -> None:
        raise EnoughError(stage)

    with pytest.raises(EnoughError):
        Symbolic(dilemmas(3), watch=stop).equilibria(NASH)


def test_a_reason_with_too_many_temptations_is_refused() -> None:
    options = tuple(Option(f"o{k}", 0, ("no", "yes")) for k in range(13))
    wants = ordered(AnyOf(tuple(is_(o.id) for o in options)))
    symbolic = Symbolic(Conflict(("A",), options, (), (wants,), None))
    at = dict.fromkeys((o.id for o in options), "no")
    assert not symbolic.holds(NASH, 0, at)
    with pytest.raises(TooLargeError, match="8,191"):
        symbolic.certificate(NASH, 0, at)
    assert len(symbolic.certificate(FIRM, 0, at).temptations) == 13


def test_the_library_loads_only_when_it_is_needed() -> None:
    code = "import sys, detente.engine.symbolic.analysis; sys.exit('dd' in sys.modules or 'numba' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_diagrams_go_before_their_manager() -> None:
    """An engine in a cycle of references is collected without a complaint by the library."""
    code = """
import gc
from detente.conflict import Conflict, Option, Ordered
from detente.engine.symbolic import analysis
from detente.engine.symbolic.analysis import Symbolic
kept = []
for _ in range(20):
    symbolic = Symbolic(Conflict(('A',), (Option('a', 0, ('x', 'y', 'z')),), (), (Ordered(()),), None))
    around = [symbolic.feasible(), symbolic]
    around.append(around)
    del around, symbolic
gc.collect()
"""
    done = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True)
    assert done.stderr == ""


def test_without_the_library_the_remedy_is_said() -> None:
    with pytest.raises(QuestionError, match=r"detente\[symbolic\]"):
        Symbolic(PLAIN, library="dd.that_is_not_there")


# ---------------------------------------------------------------- certificates that are wrong


def test_wrong_certificates_are_noticed() -> None:
    conflict = dilemmas(1)
    good = Symbolic(conflict).certificate(SEQ, 0, {"d0": "no", "d1": "no"})
    assert verify(conflict, SEQ, good) == verify(conflict, SEQ, good).__class__((), ())
    (temptation,) = good.temptations
    bad = {
        "another concept": replace(good, concept="gmr"),
        "or state": replace(good, state=(0, 2)),
        "no actor": replace(good, actor=2),
        "those that exist": replace(good, temptations=()),
        "does not follow": replace(good, stable=False),
        "hurts after all": replace(good, stable=False, temptations=(Temptation((1, 0), "unpunished"),)),
        "do not hurt": replace(good, temptations=(replace(temptation, replies=()),)),
        "twice running": replace(good, temptations=(replace(temptation, replies=(Step(1, (1, 1)), Step(1, (1, 0)))),)),
        "cannot or would not": replace(good, temptations=(replace(temptation, replies=(Step(0, (1, 1)),)),)),
        "reply with the move from (1, 0) to (0, 1)": replace(
            good, temptations=(replace(temptation, replies=(Step(1, (0, 1)),)),)
        ),
        "not as bad": replace(good, stable=False, temptations=(replace(temptation, fate="uncaused"),)),
    }
    for words, certificate in bad.items():
        assert words in "; ".join(verify(conflict, SEQ, certificate).wrong), words
    unpunished = replace(good, stable=False, temptations=(Temptation((1, 0), "unpunished"),))
    assert verify(conflict, SEQ, unpunished, most=0).unchecked


def test_nobody_replies_twice_running() -> None:
    """Lean replies by B lead to harm only in two steps, which a third actor's move between them makes legal."""
    a, p, q = is_("a"), is_("p"), is_("q")
    names = ("a", "p", "q", "c")
    options = tuple(Option(name, max(0, k - (k > 1)), ("no", "yes")) for k, name in enumerate(names))
    wants = (
        ordered(Not(All((p, q))), a),
        ordered(All((a, q)), All((a, AnyOf((p, q))))),
        ordered(is_("c")),
    )
    conflict = Conflict(("A", "B", "C"), options, (), wants, None)
    at = dict.fromkeys(names, "no")
    idle, eager = Symbolic(replace(conflict, preferences=(*wants[:2], ordered()))), Symbolic(conflict)
    assert not idle.holds(FIRM, 0, at)
    assert not idle.contains(idle.stable(FIRM, 0), at)
    assert eager.holds(FIRM, 0, at)
    assert eager.contains(eager.stable(FIRM, 0), at)
    (temptation,) = eager.certificate(FIRM, 0, at).temptations
    assert [step.mover for step in temptation.replies] == [1, 2, 1]
    assert verify(conflict, FIRM, eager.certificate(FIRM, 0, at)).wrong == ()


def test_replies_that_come_anyway_do_not_deter() -> None:
    """B attacks whatever A does: A's move draws a hurting reply, but it was not caused."""
    options = (Option("a", 0, ("no", "yes")), Option("b", 1, ("no", "yes")))
    conflict = Conflict(("A", "B"), options, (), (ordered(Not(is_("b")), is_("a")), ordered(is_("b"))), None)
    symbolic = Symbolic(conflict)
    at = {"a": "no", "b": "no"}
    assert symbolic.holds(SSEQ, 0, at)
    reason = symbolic.certificate(FIRM, 0, at)
    assert reason == Certificate(
        "firm",
        0,
        (0, 0),
        False,
        (Temptation((1, 0), "uncaused", (Step(1, (1, 1)),), (Step(1, (0, 1)),)),),
    )
    assert verify(conflict, FIRM, reason).wrong == ()
    lie = replace(reason, stable=True, temptations=(replace(reason.temptations[0], fate="punished"),))
    assert "staying put is not safer" in "; ".join(verify(conflict, FIRM, lie).wrong)


def test_a_reply_that_leaves_things_as_they_were_cannot_be_denied() -> None:
    """A would have its way as long as B does not stop it; once B has, A is no better off than before."""
    a, b = is_("a"), is_("b")
    options = (Option("a", 0, ("no", "yes")), Option("b", 1, ("no", "yes")))
    wants = (ordered(All((a, Not(b)))), ordered(AnyOf((Not(a), b))))
    conflict = Conflict(("A", "B"), options, (), wants, None)
    reason = Symbolic(conflict).certificate(SEQ, 0, {"a": "no", "b": "no"})
    assert reason.stable
    assert [(one.to, one.fate) for one in reason.temptations] == [((1, 0), "punished")]
    assert verify(conflict, SEQ, reason).wrong == ()
    lie = replace(reason, stable=False, temptations=(Temptation((1, 0), "unpunished"),))
    assert verify(conflict, SEQ, lie).wrong == ("a reply to the move to (1, 0) hurts after all",)
