"""Scores: by hand, against the oracle in fractions, and as proper scores must behave."""

from __future__ import annotations

import math
from fractions import Fraction

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from detente.prospects import score
from detente.prospects.score import Event, Settled
from tests.prospects import scores_oracle as oracle

CLOSE = 1e-12


# ------------------------------------------------------------ by hand


def test_brier_by_hand() -> None:
    """Yes with 0.7, and it came: (0.7 − 1)² = 0.09. Three outcomes 0.5, 0.3, 0.2, and the second came:
    (0.25 + 0.49 + 0.04) / 2 = 0.39."""
    assert score.brier(Settled((0.7, 0.3), 0)) == pytest.approx(0.09, abs=CLOSE)
    assert score.brier(Settled((0.5, 0.3, 0.2), 1)) == pytest.approx(0.39, abs=CLOSE)


def test_the_ends_of_the_scores() -> None:
    """What was certain and came costs nothing; what was certain and did not come costs most: (1 + 1) / 2 = 1."""
    sure, wrong = Settled((0.0, 1.0, 0.0), 1), Settled((1.0, 0.0, 0.0), 2)
    assert [score.brier(sure), score.logarithmic(sure)] == [0, 0]
    assert math.copysign(1, score.logarithmic(sure)) == 1
    assert score.brier(wrong) == 1
    assert score.logarithmic(wrong) == math.inf


def test_log_score_by_hand() -> None:
    """1/8 is three halvings of 1: 3 bits. A coin costs 1."""
    assert score.logarithmic(Settled((0.125, 0.875), 0)) == 3
    assert score.logarithmic(Settled((0.5, 0.5), 1)) == 1


def test_ranked_score_by_hand() -> None:
    """Chances 0.2, 0.5, 0.3 in an order. The first came: (0.2 − 1)² + (0.7 − 1)² = 0.64 + 0.09, half is 0.365.

    The last came: 0.2² + 0.7² = 0.04 + 0.49, half is 0.265. The middle one: 0.2² + (0.7 − 1)² = 0.13, half is 0.065.
    """
    found = [score.ranked(Settled((0.2, 0.5, 0.3), came, ordered=True)) for came in range(3)]
    assert found == pytest.approx([0.365, 0.065, 0.265], abs=CLOSE)


def test_a_near_miss_costs_less_where_there_is_an_order() -> None:
    near, far = (score.ranked(Settled((1.0, 0.0, 0.0), came, ordered=True)) for came in (1, 2))
    assert near == 0.5
    assert far == 1
    assert score.brier(Settled((1.0, 0.0, 0.0), 1)) == score.brier(Settled((1.0, 0.0, 0.0), 2))


def test_without_an_order_there_is_no_ranked_score() -> None:
    assert score.ranked(Settled((0.2, 0.5, 0.3), 0)) is None
    assert score.ranked(Settled((0.7, 0.3), 0)) == pytest.approx(0.09, abs=CLOSE)  # two are in order anyway


def test_skill_by_hand() -> None:
    """Against a coin (0.25) a score of 0.09 saves 0.16 of 0.25: 0.64."""
    assert score.skill(0.09, 0.25) == pytest.approx(0.64, abs=CLOSE)
    assert score.skill(0.25, 0.25) == 0
    assert score.skill(0.5, 0.25) == -1
    assert score.skill(0.1, 0.0) is None
    assert score.skill(0.1, math.inf) is None
    assert score.skill(math.inf, 1.0) == -math.inf


def test_wilson_by_hand() -> None:
    """8 of 10, z² = 3.8415: middle (0.8 + 0.19207) / 1.38415 = 0.71674; half 1.95996 · √(0.016 + 0.0096036) / 1.38415.

    √0.0256036 = 0.16001, times 1.95996 is 0.31362, divided by 1.38415 is 0.22658: from 0.490 to 0.943.
    """
    assert score.wilson(8, 10) == pytest.approx((0.49016, 0.94332), abs=2e-5)


def test_wilson_solves_its_equation() -> None:
    """At both ends the distance to the share is z standard errors of a chance there."""
    z = 1.959963984540054
    for count in (1, 2, 7, 40):
        for happened in range(count + 1):
            share, ends = happened / count, score.wilson(happened, count)
            assert 0 <= ends[0] <= share <= ends[1] <= 1
            for end in ends:
                assert (share - end) ** 2 == pytest.approx(z * z * end * (1 - end) / count, abs=1e-12)


def test_murphy_by_hand() -> None:
    """Five events: 0.2 four times, of which one came; 0.8 once, and it came.

    Score: (0.64 + 3 · 0.04 + 0.04) / 5 = 0.16. Overall 2 of 5 came: uncertainty 0.4 · 0.6 = 0.24.
    Reliability: (4 · (0.2 − 0.25)² + (0.8 − 1)²) / 5 = (0.01 + 0.04) / 5 = 0.01.
    Resolution: (4 · (0.25 − 0.4)² + (1 − 0.4)²) / 5 = (0.09 + 0.36) / 5 = 0.09. And 0.01 − 0.09 + 0.24 = 0.16.
    """
    given_ = [Event(0.2, True), *[Event(0.2, False)] * 3, Event(0.8, True)]
    found = score.decomposition(given_)
    told = (found.score, found.reliability, found.resolution, found.uncertainty, found.variance, found.covariance)
    assert told == pytest.approx((0.16, 0.01, 0.09, 0.24, 0, 0), abs=CLOSE)


def test_terms_within_bands_by_hand() -> None:
    """0.1 did not come and 0.3 came, in one band from 0 to 1: the mean chance is 0.2, half of them came.

    Score (0.01 + 0.49) / 2 = 0.25; reliability 0.3² = 0.09; resolution 0; uncertainty 0.25; variance 0.1² = 0.01;
    covariance 2 · (−0.1 · −0.5 + 0.1 · 0.5) / 2 = 0.1. And 0.09 − 0 + 0.25 + 0.01 − 0.1 = 0.25.
    """
    found = score.decomposition([Event(0.1, False), Event(0.3, True)], bands=1)
    told = (found.score, found.reliability, found.resolution, found.uncertainty, found.variance, found.covariance)
    assert told == pytest.approx((0.25, 0.09, 0, 0.25, 0.01, 0.1), abs=CLOSE)


def test_bands_hold_their_lower_end() -> None:
    """0.3 and 0.7 lie in the bands that begin there, 1 in the last one; what no event lies in is left out."""
    found = score.calibration([Event(0.3, True), Event(0.3, False), Event(0.7, True), Event(1.0, True)])
    assert [(one.low, one.high, one.count, one.happened) for one in found] == [
        (0.3, 0.4, 2, 1),
        (0.7, 0.8, 1, 1),
        (0.9, 1.0, 1, 1),
    ]
    assert [one.rate for one in found] == [0.5, 1, 1]
    assert [one.mean for one in found] == [0.3, 0.7, 1.0]
    assert (found[0].lowest, found[0].highest) == score.wilson(1, 2)
    assert score.calibration([]) == ()
    (tenth,) = score.calibration([Event(1 - 0.9, True)])  # 0.09999999999999998, from rounding
    assert tenth.low == 0.1


def test_two_outcomes_are_one_event() -> None:
    assert score.events(Settled((0.7, 0.3), 1)) == (Event(0.7, False),)
    assert score.events(Settled((0.5, 0.3, 0.2), 1)) == (Event(0.5, False), Event(0.3, True), Event(0.2, False))


# ------------------------------------------------------------ against the oracle

STEPS = 40


@st.composite
def forecasts(draw: st.DrawFn) -> oracle.Forecast:
    """A forecast whose chances are multiples of 1/40, zero among them, some of them at the ends of bands."""
    count = draw(st.integers(2, 5))
    cuts = sorted(draw(st.lists(st.integers(0, STEPS), min_size=count - 1, max_size=count - 1)))
    widths = [after - before for before, after in zip([0, *cuts], [*cuts, STEPS], strict=True)]
    return [Fraction(width, STEPS) for width in widths], draw(st.integers(0, count - 1))


LEDGERS = st.lists(forecasts(), min_size=1, max_size=10)


def settled(one: oracle.Forecast, ordered: bool = True) -> Settled:
    return Settled(tuple(float(chance) for chance in one[0]), one[1], ordered)


@given(LEDGERS)
def test_scores_are_those_of_the_oracle(ledger: list[oracle.Forecast]) -> None:
    for one in ledger:
        assert score.brier(settled(one)) == pytest.approx(float(oracle.brier(*one)), abs=CLOSE)
        assert score.ranked(settled(one)) == pytest.approx(float(oracle.ranked(*one)), abs=CLOSE)
        chance = one[0][one[1]]
        if chance:
            assert 2 ** -score.logarithmic(settled(one)) == pytest.approx(float(chance), abs=CLOSE)
        else:
            assert score.logarithmic(settled(one)) == math.inf


@given(LEDGERS, st.sampled_from([1, 4, 10, 20]))
def test_calibration_and_parts_are_those_of_the_oracle(ledger: list[oracle.Forecast], bands: int) -> None:
    given_ = [event for one in ledger for event in score.events(settled(one))]
    expected = oracle.events(ledger)
    groups = oracle.bands(expected, bands)
    assert [(event.chance, int(event.happened)) for event in given_] == [(float(p), o) for p, o in expected]
    found = score.calibration(given_, bands)
    assert [one.count for one in found] == [len(group) for group in groups]
    assert [one.happened for one in found] == [sum(came for _, came in group) for group in groups]
    assert [one.mean for one in found] == pytest.approx([float(sum(p for p, _ in g)) / len(g) for g in groups])
    for name, term in oracle.murphy(expected, groups).items():
        assert getattr(score.decomposition(given_, bands), name) == pytest.approx(float(term), abs=CLOSE), name


@given(LEDGERS, st.sampled_from([1, 3, 10]))
def test_the_parts_make_up_the_score(ledger: list[oracle.Forecast], bands: int) -> None:
    given_ = [event for one in ledger for event in score.events(settled(one))]
    found = score.decomposition(given_, bands)
    whole = found.reliability - found.resolution + found.uncertainty + found.variance - found.covariance
    assert whole == pytest.approx(found.score, abs=CLOSE)


@given(LEDGERS)
def test_chances_that_are_alike_within_bands_leave_nothing_within(ledger: list[oracle.Forecast]) -> None:
    """With forty bands every chance has a band of its own: reliability − resolution + uncertainty is the score."""
    given_ = [event for one in ledger for event in score.events(settled(one))]
    found = score.decomposition(given_, STEPS)
    assert (found.variance, found.covariance) == pytest.approx((0, 0), abs=CLOSE)
    assert found.reliability - found.resolution + found.uncertainty == pytest.approx(found.score, abs=CLOSE)


@given(st.lists(forecasts().filter(lambda one: len(one[0]) == 2), min_size=1, max_size=10))
def test_of_yes_and_no_the_mean_squared_error_is_the_brier_score(ledger: list[oracle.Forecast]) -> None:
    given_ = [event for one in ledger for event in score.events(settled(one))]
    mean = score.mean([score.brier(settled(one)) for one in ledger])
    assert score.decomposition(given_).score == pytest.approx(mean, abs=CLOSE)


# ------------------------------------------------------------ properties


@given(forecasts(), forecasts())
def test_scores_are_proper(truth: oracle.Forecast, other: oracle.Forecast) -> None:
    """Whoever states the true chances expects the least; strictly less than with any others."""
    assume(len(truth[0]) == len(other[0]) and truth[0] != other[0])
    for rule in (score.brier, score.logarithmic, score.ranked):
        honest, dishonest = (
            sum(float(p) * (rule(settled((stated, came))) or 0) for came, p in enumerate(truth[0]) if p)
            for stated in (truth[0], other[0])
        )
        assert honest < dishonest


@given(forecasts())
def test_the_order_of_outcomes_matters_to_the_ranked_score_alone(one: oracle.Forecast) -> None:
    chances, happened = one
    turned = (chances[::-1], len(chances) - 1 - happened)
    for rule in (score.brier, score.logarithmic, score.ranked):
        assert rule(settled(turned)) == pytest.approx(rule(settled(one)), abs=CLOSE)  # read from the other end
    swapped = ([chances[1], chances[0], *chances[2:]], {0: 1, 1: 0}.get(happened, happened))
    for rule in (score.brier, score.logarithmic):
        assert rule(settled(swapped)) == pytest.approx(rule(settled(one)), abs=CLOSE)


def test_one_infinite_score_makes_the_mean_infinite() -> None:
    assert score.mean([1.0, math.inf]) == math.inf
