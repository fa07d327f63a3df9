"""Forecasts: every number against loops over worlds and corners, the flagship by hand, and bad input."""

from __future__ import annotations

import os
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from fractions import Fraction
from importlib.resources import files
from itertools import pairwise
from random import Random
from typing import Any

import pytest

from detente.conflict import conflict_in
from detente.engine.compile import compile_board
from detente.engine.compiled import available
from detente.engine.plain import Plain
from detente.engine.solve import Solver
from detente.engine.stability import concepts
from detente.errors import ConflictError, QuestionError
from detente.prospects import forecast as module
from detente.prospects import rests
from detente.prospects.forecast import Forecast, Hedged, forecast
from detente.prospects.played import Outcome
from detente.prospects.readings import ANALYST, readings, telling
from detente.prospects.worlds import Bounds, Drawing, Swing
from detente.scenario.expression import All, Is
from detente.scenario.expression import holds as true_at
from detente.scenario.model import Scenario
from detente.scenario.reader import read
from tests.oracles.oracle import Terms, holds
from tests.oracles.sketch import Formula
from tests.prospects import by_hand
from tests.prospects.by_hand import APART, Case, Expected, Odds, Played, Truth, possibly, share, surely

CASES = 30
"""Scenarios of each shape; twice as many where worlds are judged one by one."""

KEYS = ("firm", "seq", "nash")
FIRM = concepts()["firm"]
NEAR = 1e-9


# ---------------------------------------------------------------- against loops


@pytest.mark.more
@pytest.mark.parametrize("shape", by_hand.NAMES)
def test_every_number_of_a_forecast(shape: str, monkeypatch: pytest.MonkeyPatch) -> None:
    ways = by_hand.count_calls(monkeypatch, rests, ("rests_nearby", "Solver"))
    met: Counter[str] = Counter()
    count = 2 * CASES if shape == APART else CASES
    for number, (seed, case) in enumerate(by_hand.drawn(shape, count)):
        key = KEYS[number % len(KEYS)]
        beliefs = False if number % 4 == 3 else None
        met += _agree(case, key, beliefs, f"{seed}, {key}\n{case.text}")
    assert met["compared"] >= count // 2
    # The same would be found of numbers that are all 0 and 1.
    assert all(met[name] > 2 for name in ("between", "wide", "several", "claims", "swings")), met
    assert ways["rests_nearby"] > 0
    assert ways["Solver"] > 10 or shape != APART
    assert met["set apart"] > 2 or shape not in ("needs and lapses", APART)


def _agree(case: Case, key: str, beliefs: bool | None, told: str) -> Counter[str]:
    scenario = read(case.text)
    odds = Odds(scenario, case.fixed, case.as_of)

    def asked() -> Forecast:
        return forecast(scenario, concepts()[key], case.variant, beliefs, case.as_of)

    if not odds.possible:
        _refused(asked, QuestionError, "impossible-evidence")
        return Counter(("impossible",))
    sketch = by_hand.without_beliefs(case.sketch) if beliefs is False else case.sketch
    played, marks = by_hand.played_everywhere(sketch, odds.worlds, key)
    given = odds.supposing(marks)
    if not given.possible:
        with pytest.raises((ConflictError, QuestionError)):
            asked()
        return Counter(("no answer",))
    found = asked()
    apart = [not it for it in marks]
    assert near(found.impossible, odds.chance(apart)), told
    assert bool(found.obstacle) == any(weight and it for weight, it in zip(odds.middle, apart, strict=True)), told
    met = _Compared(case, scenario, given, played, found, told).all()
    return met + Counter({"set apart": 0 < found.impossible.middle < 1})


class _Compared:
    """A forecast beside what it should be."""

    def __init__(
        self, case: Case, scenario: Scenario, odds: Odds, played: list[Played], found: Forecast, told: str
    ) -> None:
        self.case, self.scenario, self.odds, self.played = case, scenario, odds, played
        self.found, self.told = found, told
        self.met: Counter[str] = Counter(("compared",))

    def all(self) -> Counter[str]:
        found, played = self.found, self.played
        assert found.worlds == len(self.odds.worlds)
        self.same(found.somewhere, [bool(one.rests) for one in played])
        self.same(found.several, [len(one.rests) > 1 for one in played])
        self.same(found.round, [one.goes_round for one in played])
        self.met["several"] += any(len(one.rests) > 1 for one in played)
        self.met["round"] += any(one.goes_round for one in played)
        self.options()
        self.situations()
        leading = self.rests()
        self.swings(leading)
        self.claims()
        as_of = self.case.as_of
        told = [one.name for one in self.scenario.signals if not (as_of and one.on and one.on > as_of)]
        assert list(found.signals) == told
        assert found.readings == readings(self.scenario, self.case.variant, as_of)
        assert found.telling == telling(self.scenario, ANALYST, self.case.variant, as_of)
        return self.met

    def same(self, bounds: Bounds, event: Sequence[Fraction | bool]) -> None:
        expected = self.odds.chance(event)
        assert near(bounds, expected), f"{bounds} is not {expected}\n{self.told}"
        self.met["between"] += 0 < expected.middle < 1
        if expected.low is not None and expected.high is not None:
            self.met["wide"] += expected.low < expected.middle - Fraction(1, 100)

    def outcome(self, outcome: Outcome, truth: Truth) -> None:
        self.same(outcome.chance, [share(one, truth) for one in self.played])
        self.same(outcome.surely, [surely(one, truth) for one in self.played])
        self.same(outcome.possibly, [possibly(one, truth) for one in self.played])

    def options(self) -> None:
        assert list(self.found.options) == list(self.scenario.options)
        for name, outcomes in self.found.options.items():
            values = self.scenario.options[name].values
            assert [one.name for one in outcomes] == [f"{name} = {value}" for value in values]
            for outcome, value in zip(outcomes, values, strict=True):
                self.outcome(outcome, _being({name: value}))

    def situations(self) -> None:
        assert [one.name for one in self.found.situations] == [name for name, _ in self.case.sketch.situations]
        for outcome, (_, formula) in zip(self.found.situations, self.case.sketch.situations, strict=True):
            self.outcome(outcome, _meant(formula, self.case.terms))

    def rests(self) -> list[Fraction]:
        """Compare the likeliest prospects; return the share of the first in each world."""
        chances: dict[tuple[tuple[str, str], ...], Fraction] = {}
        for weight, one in zip(self.odds.middle, self.played, strict=True):
            for at in one.rests:
                state = tuple((name, value) for name, value in at.items() if name not in self.scenario.circumstances)
                chances[state] = chances.get(state, Fraction(0)) + weight / len(one.rests)
        # Written down by falling chance, and by value where that is the same.
        ordered = sorted((state for state in chances if chances[state]), key=lambda one: (-chances[one], _values(one)))
        told = [tuple(rest.values.items()) for rest in self.found.rests]
        assert told == ordered[: module.LIKELIEST], self.told
        assert self.found.others == len(ordered) - len(told), self.told
        for rest in self.found.rests:
            assert rest.outcome.name == ", ".join(f"{name} = {value}" for name, value in rest.values.items())
            self.outcome(rest.outcome, _being(rest.values))
        if not self.found.rests:
            return [Fraction(0)] * len(self.played)
        return [share(one, _being(self.found.rests[0].values)) for one in self.played]

    def swings(self, leading: list[Fraction]) -> None:
        names = {one.id for one in self.odds.open}
        assert set(self.found.mattering) == self.odds.mattering(leading), self.told
        assert sorted(swing.circumstances for swing in self.found.swings) == sorted((name,) for name in names)
        pairs = [frozenset(swing.circumstances) for swing in self.found.pairs]
        assert len(pairs) == len(set(pairs)) == len(names) * (len(names) - 1) // 2
        for swings in (self.found.swings, self.found.pairs):
            ranges = [swing.range for swing in swings]
            assert all(one >= other - NEAR for one, other in pairwise(ranges))
            for swing in swings:
                self.swing(swing, leading)

    def swing(self, swing: Swing, leading: list[Fraction]) -> None:
        each = [self.scenario.circumstances[name].values for name in swing.circumstances]
        assert len(swing.given) == len(set(swing.given)) == len(each[0]) * (len(each[1]) if each[1:] else 1)
        for given, chance in zip(swing.given, swing.chances, strict=True):
            expected = self.odds.given(leading, swing.circumstances, given)
            assert (chance is None) == (expected is None), self.told
            if chance is not None and expected is not None:
                assert chance == pytest.approx(float(expected), abs=NEAR), self.told
        self.met["swings"] += swing.range > 0.01

    def claims(self) -> None:
        said = [one for one in self.case.claims if one.applies(self.case.variant, self.found.concept.key)]
        assert [one.claim.name for one in self.found.claims] == [one.name for one in said]
        for hedged, one in zip(self.found.claims, said, strict=True):
            verdicts = [one.verdict(each, self.case.terms) for each in self.played]
            self.same(hedged.holds, [verdict == "true" for verdict in verdicts])
            self.same(hedged.vacuous, [verdict == "vacuous" for verdict in verdicts])
            self.met["claims"] += 0 < verdicts.count("true") < len(verdicts)
            self.met["vacuous"] += "vacuous" in verdicts
            self.fits(hedged, one.hedge)

    def fits(self, hedged: Hedged, hedge: str | None) -> None:
        if hedge is None:
            assert hedged.band is None
            assert hedged.fits is None
            return
        assert hedged.band == self.scenario.words[hedge]
        middle = Fraction(hedged.holds.middle).limit_denominator(10**9)
        below, above = middle < hedged.band.low, middle > hedged.band.high
        assert hedged.fits == ("below" if below else "above" if above else "fits"), self.told


def near(bounds: Bounds, expected: Expected) -> bool:
    """Tell whether bounds are what they should be, as far as that is known."""
    pairs = [(bounds.middle, float(expected.middle)), (bounds.low, expected.low), (bounds.high, expected.high)]
    known = [(one, other) for one, other in pairs if other is not None]
    assert 0 <= bounds.low <= bounds.middle <= bounds.high <= 1 + NEAR
    return bounds.exact and all(abs(one - other) <= NEAR for one, other in known)


def _values(state: tuple[tuple[str, str], ...]) -> tuple[str, ...]:
    return tuple(value for _, value in state)


def _being(values: Mapping[str, str]) -> Truth:
    return lambda at: all(at[name] == value for name, value in values.items())


def _meant(formula: Formula, terms: Terms) -> Truth:
    return lambda at: holds(formula, at, terms)


def _refused(asked: Any, kind: type[Exception], code: str) -> list[str]:
    """Return the words of the error that is expected."""
    with pytest.raises(kind) as caught:
        asked()
    problems = caught.value.problems  # type: ignore[attr-defined]
    assert [problem.code for problem in problems] == [code]
    return [problem.given for problem in problems]


def exactly(chance: float) -> Bounds:
    """Return a chance on which nothing has a bearing that is left open."""
    near_it: Any = pytest.approx(chance)
    return Bounds(near_it, near_it, near_it)


# ---------------------------------------------------------------- the flagship

FLAGSHIP = read((files("detente.cases") / "diplomacy" / "us-russia-2024" / "scenario.yaml").read_text("utf-8"))

HEAVY = {"low": 0.95, "middle": 0.97, "high": 0.99}
LIKELY, UNLIKELY = {"low": 0.55, "middle": 0.675, "high": 0.80}, {"low": 0.20, "middle": 0.325, "high": 0.45}
VERY_LIKELY = {"low": 0.80, "middle": 0.875, "high": 0.95}
READY_IF_SAID, UNREADY_IF_SAID = 0.9, 0.4


def ready(prior: float) -> float:
    """Return how likely Europe is ready, once Berlin, Paris and London have said so."""
    return prior * READY_IF_SAID / (prior * READY_IF_SAID + (1 - prior) * UNREADY_IF_SAID)


def consults(end: str) -> float:
    """Return the chance that the president is prudent, patience is worn and Europe is ready."""
    heavy = HEAVY[end]
    prudent = heavy * LIKELY[end] + (1 - heavy) * UNLIKELY[end]
    return prudent * VERY_LIKELY[end] * ready(VERY_LIKELY[end])


@pytest.fixture(scope="module")
def flagship() -> Forecast:
    if not available() or "NUMBA_DISABLE_JIT" in os.environ:
        pytest.skip("a thousand worlds take minutes where kernels are not compiled")
    return forecast(FLAGSHIP, FIRM)


def test_the_flagship_by_hand(flagship: Forecast) -> None:
    assert consults("middle") == pytest.approx(
        (0.97 * 0.675 + 0.03 * 0.325) * 0.875 * (0.875 * 0.9 / (0.875 * 0.9 + 0.125 * 0.4))
    )
    assert consults("middle") == pytest.approx(0.5467248)
    # The least: heavy pressures make for prudence, and there the lower the chance of both the better.
    assert consults("low") == pytest.approx((0.95 * 0.55 + 0.05 * 0.2) * 0.8 * (0.72 / 0.8))
    assert consults("high") == pytest.approx((0.99 * 0.8 + 0.01 * 0.45) * 0.95 * (0.855 / 0.875))
    consulting = {one.name: one for one in flagship.options["US.europe"]}["US.europe = consult"]
    for outcome in (consulting.chance, consulting.surely, consulting.possibly, flagship.several):
        assert (outcome.middle, outcome.low, outcome.high) == pytest.approx([*map(consults, ("middle", "low", "high"))])
    # Ten doubts of two values each, and what Moscow takes American aims to be.
    assert flagship.worlds == 2**10 * 2
    assert [(mind.actor, mind.circumstance) for mind in flagship.minds] == [("Russia", "us_aim")]
    assert flagship.somewhere == exactly(1)
    assert flagship.round == Bounds(0, 0, 0)


def test_claims_of_the_flagship_against_their_words(flagship: Forecast) -> None:
    claims = {one.claim.name: one for one in flagship.claims}
    for name in ("consult", "no_fatal_mistake"):
        # Just below "likely", which begins with 0.55.
        assert claims[name].holds.middle == pytest.approx(consults("middle"))
        assert claims[name].holds.high == pytest.approx(consults("high"))
        assert claims[name].band == FLAGSHIP.words["likely"]
        assert claims[name].fits == "below"
    assert claims["belief_confirmed"].holds.middle == pytest.approx(1)
    assert claims["belief_confirmed"].band is None
    assert claims["belief_confirmed"].fits is None
    assert claims["distance"].fits == claims["cold_is_possible"].fits == "above"
    assert all(one.vacuous == Bounds(0, 0, 0) for one in flagship.claims)
    # What is said of equilibria, of other variants or in other forms is no part of it.
    assert {"no_imposed_deal", "first_term", "flexible", "backfire"} & claims.keys() == set()
    situations = {one.name: one for one in flagship.situations}
    assert situations["containment"].surely.low == pytest.approx(1)
    assert situations["agreement"].possibly == Bounds(0, 0, 0)


def test_what_the_flagship_hangs_on(flagship: Forecast) -> None:
    assert flagship.swings[0].circumstances == ("temper",)
    assert set(flagship.mattering) == {"pressures", "temper", "patience", "europe_ready"}
    # Where he is headstrong he presses; then Europe answers where it is ready and its patience is worn.
    assert flagship.rests[0].values["US.europe"] == "coerce"
    assert flagship.rests[0].values["Europe.counter"] == "yes"
    assert dict(zip(flagship.swings[0].given, flagship.swings[0].chances, strict=True)) == {
        ("prudent",): 0,
        ("headstrong",): pytest.approx(0.875 * ready(0.875)),
    }
    assert flagship.pairs[0].chances[-1] == pytest.approx(ready(0.875))  # headstrong, and patience worn
    assert flagship.pairs[0].circumstances in {("patience", "temper"), ("temper", "patience")}


def test_worlds_of_the_flagship_one_by_one() -> None:
    """Washington consults exactly where the president is prudent, patience is worn and Europe is ready."""
    luck = Random(2024)
    condition = {"temper": "prudent", "patience": "worn", "europe_ready": "yes"}
    values = {name: one.values for name, one in FLAGSHIP.circumstances.items()}
    containment = FLAGSHIP.situations["containment"].formula.meaning
    seen = set()
    for number in range(8):
        facts = {name: luck.choice(some) for name, some in values.items()}
        for place, (name, value) in enumerate(condition.items()):
            other = next(one for one in values[name] if one != value)
            facts[name] = value if number >> place & 1 else other
        conflict = conflict_in(FLAGSHIP, facts)
        board = compile_board(conflict)
        play = Solver(board, Plain()).play(FIRM, board.start)
        states = [
            {one.id: one.values[value] for one, value in zip(conflict.options, row, strict=True)}
            for row in board.values[play.rests].tolist()
        ]
        met = all(facts[name] == value for name, value in condition.items())
        assert {state["US.europe"] for state in states} == {"consult" if met else "coerce"}, facts
        assert len(states) == (2 if met else 1)
        assert all(true_at(containment, facts | state) for state in states)
        seen.add(met)
    assert seen == {True, False}


# ---------------------------------------------------------------- small ones by hand

FOGGY = """
title: Fog
circumstances:
  fog: {now: yes, chance: 0.8}
  wind: {now: no, values: [no, some, storm], chances: {no: 0.5, some: 0.3 to 0.5, storm: 0 to 0.2}}
signals:
  - {name: early, about: fog, seen if: {no: 0.5, yes: 0.25}, on: 2030-01-01}
  - {name: late, about: fog, seen if: {no: 0.5, yes: 1}, on: 2030-02-02}
actors:
  A: {options: {x: {}}, prefers: [{want: x, exactly when: fog}]}
  B: {options: {y: {}, z: {}}, prefers: [{want: y or z}]}
variants:
  clear: {set: {fog: no}}
  same: {}
claims:
  - {name: fit, says: c, test: every prospect has A.x, hedge: likely}
  - {name: other, says: c, test: every prospect has not A.x, hedge: almost certain, in: clear}
  - {name: seq_only, says: c, test: some prospect has A.x, under: seq}
  - {name: of_equilibria, says: c, test: every equilibrium has A.x}
  - {name: of_moves, says: c, test: at the start A would move to A.x}
"""


def told(text: str = FOGGY, key: str = "firm", **more: Any) -> Forecast:
    return forecast(read(text), concepts()[key], **more)


def test_prospects_share_a_world_in_equal_parts() -> None:
    found = told(as_of="2029-12-31")
    # B may rest at y or at z (setting both would not be lean), so that a world with fog has two prospects.
    assert [dict(rest.values) for rest in found.rests] == [
        {"A.x": "yes", "B.y": "no", "B.z": "yes"},
        {"A.x": "yes", "B.y": "yes", "B.z": "no"},
        {"A.x": "no", "B.y": "no", "B.z": "yes"},
        {"A.x": "no", "B.y": "yes", "B.z": "no"},
    ]
    first = found.rests[0].outcome
    assert first.name == "A.x = yes, B.y = no, B.z = yes"
    assert (first.chance, first.surely, first.possibly) == (exactly(0.4), exactly(0), exactly(0.8))
    assert found.rests[2].outcome.chance == exactly(0.1)
    assert found.others == 0
    assert (found.somewhere, found.several, found.round) == (exactly(1), exactly(1), exactly(0))
    taken = found.options["B.y"][1]
    assert (taken.chance, taken.surely, taken.possibly) == (exactly(0.5), exactly(0), exactly(1))
    assert found.mattering == ("fog",)
    fog, wind = found.swings
    assert (fog.circumstances, fog.chances) == (("fog",), (0, 0.5))
    # The wind changes nothing; its chance lies where the bands let it, in whatever order circumstances stand.
    assert wind.chances == pytest.approx([0.4, 0.4, 0.4])
    assert [pair.circumstances for pair in found.pairs] == [("fog", "wind")]


def test_signals_count_up_to_a_day() -> None:
    chances = {
        None: 0.8 * 0.25 * 1 / (0.8 * 0.25 * 1 + 0.2 * 0.5 * 0.5),
        "2030-02-02": 0.8 * 0.25 * 1 / (0.8 * 0.25 * 1 + 0.2 * 0.5 * 0.5),
        "2030-02-01": 0.8 * 0.25 / (0.8 * 0.25 + 0.2 * 0.5),
        "2029-12-31": 0.8,
    }
    for day, chance in chances.items():
        found = told(as_of=day)
        assert found.options["A.x"][1].chance == exactly(chance)
        assert found.as_of == day
    assert told().signals == ("early", "late")
    between = told(as_of="2030-02-01")
    assert between.signals == ("early",)
    # What is still to come is told by how much it would tell: it comes with 2/3 · 1 + 1/3 · 0.5.
    assert [one.signal for one in between.telling] == ["late"]
    assert between.telling[0].comes == pytest.approx(2 / 3 + 1 / 6)
    assert told().telling == ()
    # A variant that settles the fog leaves nothing to be told of it.
    assert told(variant="clear", as_of="2030-02-01").telling[0].bits == 0
    assert _refused(lambda: told(as_of="soon"), QuestionError, "not-a-date") == ["`soon` is no date"]


def test_a_chance_at_the_end_of_a_band_lies_in_it() -> None:
    # As a binary fraction 0.8 is a little more than 4/5, and 0.55 a little more than 11/20.
    for chance, hedge, fits in [
        ("0.8", "likely", "fits"), ("0.8", "very likely", "fits"), ("0.8", "even chance", "above"),
        ("0.55", "likely", "fits"), ("0.549999", "likely", "below"), ("0.800001", "likely", "above"),
        ("0.95", "almost certain", "fits"), ("0.949999", "almost certain", "below"), ("1", "almost certain", "above"),
    ]:  # fmt: skip
        text = FOGGY.replace("chance: 0.8", f"chance: {chance}").replace("hedge: likely", f"hedge: {hedge}")
        (claim,) = told(text, as_of="2029-12-31").claims
        assert (claim.claim.name, claim.fits) == ("fit", fits), (chance, hedge)


def test_claims_speak_of_a_variant_and_a_concept() -> None:
    assert [one.claim.name for one in told().claims] == ["fit"]
    assert [one.claim.name for one in told(key="seq").claims] == ["fit", "seq_only"]
    (other,) = told(variant="clear").claims
    assert (other.claim.name, other.holds, other.fits) == ("other", exactly(1), "above")
    assert told(variant="same").claims == ()
    without = FOGGY[: FOGGY.index("claims:")]
    assert told(without).claims == ()
    assert told(without).rests == told().rests


EVER = """
title: Ever
circumstances: {{still: {{now: no, chance: 0.25}}}}
actors:
  A: {{options: {{x: {{}}}}, prefers: [{{want: A.x, exactly when: B.y}}]}}
  B: {{options: {{y: {{}}}}, prefers: [{{want: B.y, exactly when: not A.x, if: not still}}]}}
claims:
  - {{name: every, says: c, test: every prospect has A.x or not A.x}}
  - {{name: none, says: c, test: no prospect has A.x and not A.x}}
  - {{name: some, says: c, test: some prospect has A.x or not A.x}}
  - {{name: where, says: c, test: every prospect where A.x has not A.x}}
  - {{name: nowhere, says: c, test: no prospect where not A.x has A.x}}
{more}
"""


def test_claims_that_speak_of_nothing_are_vacuous_and_never_true() -> None:
    # A copies B, and B shuns A unless it keeps still: with 3/4 ... the chance is that of `still = yes`.
    found = told(EVER.format(more=""), key="nash")
    still, moving = 0.75, 0.25
    assert (found.somewhere, found.round) == (exactly(still), exactly(moving))
    claims = {one.claim.name: (one.holds, one.vacuous) for one in found.claims}
    for name in ("every", "none", "nowhere"):
        assert claims[name] == (exactly(still), exactly(moving)), name
    # Nothing at all can be said of prospects with A.x: play rests where nobody has moved.
    assert claims["where"] == (exactly(0), exactly(1))
    assert claims["some"] == (exactly(still), exactly(0))


def test_where_play_never_rests_nothing_leads() -> None:
    found = told(EVER.format(more="variants: {moving: {set: {still: no}}}"), key="nash", variant="moving")
    assert (found.worlds, found.rests, found.others) == (1, (), 0)
    assert (found.somewhere, found.several, found.round) == (exactly(0), exactly(0), exactly(1))
    assert all(one.possibly == exactly(0) for options in found.options.values() for one in options)
    assert (found.mattering, found.swings, found.pairs) == ((), (), ())
    doubted = told(EVER.format(more="").replace("0.25", "1"), key="nash")
    # Here it is certain, though doubted: nothing that has a chance leads, and no swing is told where nothing can be.
    assert (doubted.worlds, doubted.rests, doubted.others) == (2, (), 0)
    assert [swing.chances for swing in doubted.swings] == [(0, None)]


def test_one_world_has_chances_of_0_and_1() -> None:
    found = told(FOGGY.replace(", chance: 0.8", "").replace("chances:", "means: x} #"), key="nash")
    assert (found.worlds, found.mattering, found.swings, found.pairs) == (1, (), (), ())
    assert [one.chance for one in found.options["A.x"]] == [exactly(0), exactly(1)]
    (claim,) = found.claims
    assert (claim.holds, claim.vacuous, claim.fits) == (exactly(1), exactly(0), "above")


def test_many_prospects_are_told_in_part() -> None:
    options = ", ".join(f"o{number}: {{}}" for number in range(3))
    found = told(f"title: t\nactors:\n  A: {{options: {{{options}}}, prefers: [want: o0 or o1 or o2]}}\n", key="nash")
    assert (len(found.rests), found.others) == (module.LIKELIEST, 1)
    assert sum(rest.outcome.chance.middle for rest in found.rests) == pytest.approx(6 / 7)


def test_a_doubt_that_nothing_speaks_of_changes_nothing() -> None:
    calm = FOGGY[: FOGGY.index("  wind")] + FOGGY[FOGGY.index("signals") :]
    with_wind, without = told(), told(calm)
    assert (with_wind.worlds, without.worlds) == (6, 2)
    assert without.pairs == ()
    for one, other in zip(with_wind.rests, without.rests, strict=True):
        assert one.values == other.values
        assert one.outcome.chance.middle == pytest.approx(other.outcome.chance.middle)
        assert (one.outcome.chance.low, one.outcome.chance.high) == pytest.approx(
            (other.outcome.chance.low, other.outcome.chance.high)
        )
    assert with_wind.mattering == without.mattering == ("fog",)
    assert with_wind.swings[-1].range == pytest.approx(0)


def test_a_variant_settles_a_doubt() -> None:
    clear = told(variant="clear")
    assert (clear.worlds, clear.variant, clear.mattering) == (3, "clear", ())
    assert [swing.circumstances for swing in clear.swings] == [("wind",)]
    assert clear.options["A.x"][0].chance == exactly(1)


def test_beliefs_count_where_they_are_to() -> None:
    text = """
title: Shy
circumstances: {harsh: {now: no, chance: 0.75}}
actors:
  A: {options: {x: {}}, prefers: [{avoid: B.y}, {want: x}]}
  B: {options: {y: {}}, prefers: [{want: y, exactly when: A.x, if: harsh}, {avoid: y}]}
beliefs: [{who: A, thinks: harsh}]
"""

    def dares(more: str = "", beliefs: bool | None = None) -> float:
        return told(text + more, beliefs=beliefs).options["A.x"][1].chance.middle

    # A dares where it sees that B is not harsh; taking B for harsh it never does.
    off = "analysis: {beliefs: off}\n"
    assert [dares(), dares(beliefs=True), dares(off, beliefs=True)] == [0, 0, 0]
    assert [dares(beliefs=False), dares(off), dares(off, beliefs=False)] == pytest.approx([0.75] * 3)


def test_states_only_some_worlds_have_are_told_together() -> None:
    text = """
title: Bridge
circumstances: {bridge: {now: yes, chance: 0.7}}
situations: {crossed: A.x and bridge, dry: not bridge}
actors:
  A: {options: {x: {needs: bridge}}, prefers: [want: x]}
"""
    found = told(text)
    assert [(rest.values["A.x"], rest.outcome.chance) for rest in found.rests] == [
        ("yes", exactly(0.7)),
        ("no", exactly(0.3)),
    ]
    crossed, dry = found.situations
    assert (crossed.name, crossed.chance, crossed.surely) == ("crossed", exactly(0.7), exactly(0.7))
    assert (dry.name, dry.chance) == ("dry", exactly(0.3))


def test_equal_chances_are_told_in_the_order_of_values() -> None:
    # 0.1 + 0.2 is more than 0.3 by a rounding; it must not decide which of two prospects leads.
    text = """
title: Tie
circumstances:
  c: {values: [a, b, d, e], now: a, chances: {a: 0.1, b: 0.2, d: 0.3, e: 0.4}}
actors:
  A: {options: {x: {values: [none, z, y]}}, prefers: [{want: x = z, if: "c in [a, b]"}, {want: x = y, if: c = d}]}
"""
    assert 0.1 + 0.2 > 0.3
    text = text.replace("{want: x = z", "{avoid: x = none, if: c != e}, {want: x = z")
    found = told(text, key="nash")
    assert [rest.values["A.x"] for rest in found.rests] == ["none", "y", "z"]
    assert found.rests[1].outcome.chance.middle == pytest.approx(found.rests[2].outcome.chance.middle)
    swapped = told(text.replace("x = z", "x = w").replace("x = y", "x = z").replace("x = w", "x = y"), key="nash")
    assert [rest.values["A.x"] for rest in swapped.rests] == ["none", "y", "z"]


# ---------------------------------------------------------------- bad input


def test_bad_input_is_refused() -> None:
    assert _refused(lambda: told(FOGGY + "start: unknown\n"), QuestionError, "unknown-status-quo") == [
        "the status quo of this scenario is unknown"
    ]
    assert _refused(lambda: told(variant="cleer"), QuestionError, "unknown-variant") == [
        "`cleer` is no variant of this scenario"
    ]
    gone = FOGGY.replace("{x: {}}", "{x: {needs: fog, start: yes}}")
    (given,) = _refused(lambda: told(gone, variant="clear"), ConflictError, "start-infeasible")
    assert given.startswith("The status quo (A.x = yes, B.y = no, B.z = no) is not feasible")
    nothing = FOGGY + "never: [{when: wind = storm or wind != storm}]\n"
    (given,) = _refused(lambda: told(nothing), ConflictError, "no-feasible-state")
    assert given.startswith("Where wind = ")


def test_a_world_without_a_conflict_is_set_apart_and_told() -> None:
    """There is no conflict in a storm, which has 0 to 0.2 and at the middle 0.1; the fog is as likely as it was.

    Without the storm there is no wind with 0.5 of 0.9. The least chance of that: with wind 0.5 and a storm 0, 0.5; the
    most: with a storm 0.2, 0.5 of 0.8.
    """
    found = told(FOGGY + "never: [{when: wind = storm}]\nsituations: {calm: wind = no}\n", as_of="2029-12-31")
    assert (found.impossible.low, found.impossible.middle, found.impossible.high) == pytest.approx((0.0, 0.1, 0.2))
    assert found.obstacle[0].given.startswith("Where wind = storm: No state is feasible")
    (calm,) = found.situations
    assert (calm.chance.low, calm.chance.middle, calm.chance.high) == pytest.approx((0.5, 5 / 9, 0.625))
    assert found.options["A.x"][1].chance == exactly(0.8)
    by = {one.circumstances[0]: one for one in found.swings}
    assert by["wind"].chances[2] is None


def test_what_has_no_chance_may_make_no_conflict() -> None:
    calm = FOGGY.replace("some: 0.3 to 0.5, storm: 0 to 0.2", "some: 0.5, storm: 0") + "never: [{when: wind = storm}]\n"
    found = told(calm)
    assert (found.impossible, found.obstacle) == (exactly(0), ())
    assert found.options["A.x"][1].chance == told().options["A.x"][1].chance


def test_evidence_that_cannot_be_is_refused_by_its_name() -> None:
    never = FOGGY.replace("yes: 0.25}", "yes: 0}").replace("chance: 0.8", "chance: 1")
    (given,) = _refused(lambda: told(never), QuestionError, "impossible-evidence")
    assert "`early` was seen" in given
    # Without that signal there is nothing wrong.
    assert told(never, as_of="2029-12-31").options["A.x"][1].chance == exactly(1)
    # Each by itself can be, both together cannot.
    together = FOGGY.replace("{no: 0.5, yes: 0.25}", "{no: 0, yes: 0.5}").replace(
        "{no: 0.5, yes: 1}", "{no: 1, yes: 0}"
    )
    (given,) = _refused(lambda: told(together), QuestionError, "impossible-evidence")
    assert given.endswith("after `early`")
    assert told(together, as_of="2030-02-01").options["A.x"][1].chance == exactly(1)


def test_progress_is_told() -> None:
    heard: list[tuple[str, float]] = []
    told(progress=lambda what, part: heard.append((what, part)))
    # How many worlds a second depends on the machine; all else is the same everywhere.
    assert [(re.sub(r"\d[\d,]* a second", "N a second", what), part) for what, part in heard] == [
        ("Where play comes to rest", 0.0),
        ("Where play comes to rest: 2 of 2 worlds, N a second", 1.0),
        ("Chances and bounds", 1.0),
    ]


def test_a_state_is_named_by_all_its_values() -> None:
    found = told()
    first = found.rests[0]
    expression = All(tuple(Is(name, (value,)) for name, value in first.values.items()))
    assert true_at(expression, dict(first.values))
    assert list(first.values) == ["A.x", "B.y", "B.z"]


def test_draws_none_of_which_fits_what_was_seen_are_too_few() -> None:
    text = """
title: t
circumstances: {a: {now: yes, chance: 0.000001, assumed: x}}
actors: {A: {options: {x: {assumed: x}}, prefers: [{want: x, exactly when: a, assumed: x}]}}
signals: [{name: s, about: a, seen if: {no: 0, yes: 1}, seen: yes, assumed: x}]
"""
    with pytest.raises(QuestionError, match="None of the 16 worlds drawn"):
        forecast(read(text), concepts()["firm"], drawing=Drawing(2, 0, always=True))
