"""Plans, their proofs of need, demands in conflict and orders of steps, on sketches drawn at random.

The oracle tries all plans on all states, with sets and loops. DETENTE_CONFLICTS says how many sketches are drawn.
"""

from __future__ import annotations

import os
from random import Random

from detente.engine.stability import concepts
from detente.scenario.asking import asked_formula
from detente.scenario.model import Ranked, Scenario
from detente.scenario.reader import read
from detente.settlement.acceptance import compared, frontier
from detente.settlement.bargain import Bargain, Fault
from detente.settlement.clauses import Clause
from detente.settlement.demands import Missed, demands
from detente.settlement.plans import Plan, plans
from detente.settlement.steps import Order, order
from tests.oracles.oracle import State, Verdicts
from tests.oracles.sketch import Formula, Pen, Sketch, formula_text, options_in_order, to_text
from tests.settlement import oracle_settlement as oracle
from tests.settlement.draw import draw_bargain

COUNT = max(8, int(os.environ.get("DETENTE_CONFLICTS", "40")) // 5)
KEYS = ("nash", "gmr", "smr", "seq", "sseq", "firm")


class Drawn:
    """A sketch, what is asked of it, and the same as the project takes it."""

    def __init__(self, seed: str) -> None:
        self.luck = Random(seed)
        self.sketch = draw_bargain(self.luck)
        self.target = _target(self.sketch, self.luck)
        self.concept = self.luck.choice(KEYS)
        names = [actor.name for actor in self.sketch.actors]
        group = tuple(name for name in names if self.luck.random() < 0.7) if self.luck.random() < 0.5 else None
        self.talks = oracle.Talks(self.sketch, self.target, self.concept, group or None)
        states = sorted(Verdicts(self.sketch).actual.states)
        if self.luck.random() < 0.3:
            self.talks = oracle.Talks(self.sketch, self.target, self.concept, group or None, self.luck.choice(states))
        self.text = to_text(self.sketch, self.luck)
        self.scenario = read(self.text)
        self.names = [f"{owner}.{option.name}" for owner, option in options_in_order(self.sketch)]
        written = formula_text(self.target, Pen(self.sketch, self.luck))
        base = self.values(self.talks.ground)
        members = tuple(names.index(name) for name in self.talks.members)
        self.bargain = Bargain(
            self.scenario, None, concepts()[self.concept], True, members, (base,), base,
            asked_formula(self.scenario, written, "--for").meaning,
        )  # fmt: skip

    def values(self, state: State) -> dict[str, str]:
        return dict(zip(self.names, state, strict=True))

    def state(self, place: int) -> State:
        named = self.bargain.at(self.bargain.terms).named(place)
        return tuple(named[name] for name in self.names)

    def clause(self, given: oracle.Clause) -> Clause:
        if given[0] == "waive":
            return Clause("waive", f"{given[1]}.{statement(self.scenario, given[1], given[2])}")
        return Clause(*given)

    def plan(self, given: oracle.Plan) -> Plan:
        state = self.values(oracle.agreed(self.talks, given))
        return Plan(tuple(sorted(map(self.clause, given))), state)


def statement(scenario: Scenario, actor: str, place: int) -> str:
    preferences = scenario.actors[actor].preferences
    assert not isinstance(preferences, Ranked)
    return preferences.statements[place].name


def _target(sketch: Sketch, luck: Random) -> Formula:
    """Draw what is asked for: one or two options at values, mostly not as at the start."""
    names = [(f"{owner}.{option.name}", option.values) for owner, option in options_in_order(sketch)]
    some = luck.sample(names, min(len(names), luck.randint(1, 2)))
    parts = tuple(("is", name, (luck.choice(values[1:] if luck.random() < 0.8 else values),)) for name, values in some)
    return parts[0] if len(parts) == 1 else (luck.choice(("and", "or")), *parts)


def test_minimal_plans_and_why_each_clause_is_needed() -> None:
    with_plans = 0
    for place in range(COUNT):
        drawn = Drawn(f"plans {place}")
        most = drawn.luck.choice((0, 1, 1, 2)) if len(oracle.extras(drawn.talks)) <= 9 else 1
        expected = oracle.minimal_plans(drawn.talks, most)
        found = plans(drawn.bargain, ["set", "guarantee", "make", "waive"], most)
        told = f"seed plans {place}\n{drawn.text}"
        assert {frozenset(one.clauses) for one in found.plans} == {
            frozenset(map(drawn.clause, plan)) for plan in expected
        }, told
        assert found.searched == most
        sizes = [(len(one.added), len(one.set)) for one in found.plans]
        assert sizes == sorted(sizes)
        for plan in expected:
            _faults_agree(drawn, plan, told)
        with_plans += bool(expected)
    assert with_plans * 4 >= COUNT - 4


def _faults_agree(drawn: Drawn, plan: oracle.Plan, told: str) -> None:
    """What is wrong with the plan, and with it without each clause, is what the oracle says."""
    mine = drawn.plan(plan)
    assert drawn.bargain.fault(mine.added, mine.target)[0] is None, told
    for clause, reasons in oracle.why_needed(drawn.talks, plan).items():
        less = mine.without(drawn.clause(clause), drawn.bargain.base)
        fault, _ = drawn.bargain.fault(less.added, less.target)
        assert fault is not None
        _is_first(drawn, fault, reasons, told)


def _is_first(drawn: Drawn, fault: Fault, reasons: set[oracle.Reason], told: str) -> None:
    kinds = {reason[0] for reason in reasons}
    actors = [actor.name for actor in drawn.sketch.actors]
    if fault.kind == "no conflict":
        assert {"infeasible", "fallback infeasible"} <= kinds, told
    elif "target" in kinds:
        assert fault.kind == "target", told
    elif "infeasible" in kinds:
        assert fault.kind == "infeasible", told
    elif "fallback infeasible" in kinds:
        assert fault.kind == "fallback", told
    else:
        kind = "loses" if "loses" in kinds else "leaves"
        assert fault.kind == kind, told
        assert {actors[actor] for actor in fault.actors} == {one[1] for one in reasons if one[0] == kind}, told


def test_any_set_of_clauses_is_judged_as_the_oracle_judges_it() -> None:
    for place in range(COUNT):
        drawn = Drawn(f"judged {place}")
        extras = oracle.extras(drawn.talks)
        for _ in range(6):
            added = drawn.luck.sample(extras, min(len(extras), drawn.luck.randint(0, 2)))
            made = [clause[1] for clause in added if clause[0] == "make"]
            if len(set(made)) < len(made):
                continue
            setting = drawn.luck.choice(sorted(oracle.settings(drawn.talks), key=sorted))
            plan = setting | frozenset(added)
            reasons = oracle.why_not(drawn.talks, plan)
            mine = drawn.plan(plan)
            fault, _ = drawn.bargain.fault(mine.added, mine.target)
            assert (fault is None) == (not reasons), drawn.text
            if fault is not None:
                _is_first(drawn, fault, reasons, drawn.text)


def test_acceptance_and_the_frontier() -> None:
    for place in range(COUNT):
        drawn = Drawn(f"accepted {place}")
        sitting = drawn.bargain.at(drawn.bargain.terms)
        names = [actor.name for actor in drawn.sketch.actors]
        for state in range(sitting.ground.states.length):
            to = drawn.state(state)
            for one in compared(sitting, state):
                said = oracle.attitude(drawn.sketch, names[one.actor], to, drawn.talks.ground)
                assert said == {"level": "is level"}.get(one.standing, one.standing), drawn.text
            suits = oracle.acceptable(drawn.sketch, drawn.talks.members, to, drawn.talks.ground)
            assert bool(sitting.suiting[state]) == suits
        on = frontier(sitting)
        assert on is not None
        assert {drawn.state(state) for state in on.tolist()} == oracle.frontier(drawn.sketch), drawn.text


def test_demands_in_conflict() -> None:
    conflicts = 0
    for place in range(COUNT):
        drawn = Drawn(f"demands {place}")
        expected = oracle.conflict_sets(drawn.talks, "needs")
        sitting = drawn.bargain.at(drawn.bargain.terms)
        found = demands(sitting, most=10_000)
        names = [actor.name for actor in drawn.sketch.actors]
        assert found.complete, drawn.text
        mine = set()
        for dispute in found.disputes:
            asked: set[oracle.Demand] = {("target",)}
            for missed in dispute.missed:
                one = missed.demand
                asked.add((one.kind, one.place if one.kind == "rule" else names[one.place]))
            mine.add(frozenset(asked))
            for missed in dispute.missed:
                _missed_is_right(drawn, dispute.missed, missed, names)
        assert mine == expected, drawn.text
        assert (found.met is None) == bool(expected), drawn.text
        conflicts += bool(expected)
    assert conflicts


def _missed_is_right(drawn: Drawn, every: tuple[Missed, ...], missed: Missed, names: list[str]) -> None:
    """The state shown meets the target and all demands of the conflict but the one."""
    verdicts = Verdicts(drawn.sketch)
    state = tuple(missed.values[name] for name in drawn.names)
    assert verdicts.actual.world.holds(drawn.target, state)
    for other in every:
        one = other.demand
        asked = (one.kind, one.place if one.kind == "rule" else names[one.place])
        assert oracle.meets(drawn.talks, verdicts, asked, state) == (other is not missed), drawn.text


def test_orders_of_steps() -> None:
    orders = 0
    for place in range(COUNT):
        drawn = Drawn(f"steps {place}")
        good = oracle.good_plans(drawn.talks, 1 if len(oracle.extras(drawn.talks)) <= 9 else 0)
        for given in sorted(good, key=lambda plan: sorted(map(str, plan)))[:8]:
            mine = drawn.plan(given)
            found = order(drawn.bargain.under(mine.added, mine.target), mine)
            assert isinstance(found, Order)
            expected = {
                tuple(drawn.clause(step) for step in way) for way in oracle.preferred_sequences(drawn.talks, given)
            }
            if not expected:
                assert found.found is None, drawn.text
                assert found.blocked is not None
                continue
            assert found.found is not None, drawn.text
            assert tuple(step.clause for step in found.found) in expected, drawn.text
            orders += bool(found.found)
    assert orders
