"""Worlds and bounds: against loops over worlds and corners in exact fractions, and by hand."""

from __future__ import annotations

from itertools import combinations, pairwise, product
from random import Random
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from detente.api import load
from detente.errors import QuestionError, TooLargeError
from detente.prospects import bounds as module
from detente.prospects import rows as rows_module
from detente.prospects.worlds import Row, Worlds, middle, worlds_of
from detente.scenario.expression import Is, Not
from detente.scenario.model import Circumstance, Scenario
from detente.scenario.reader import read
from tests.prospects import networks as brute
from tests.prospects.networks import Number

ACTORS = "actors:\n  A: {options: {x: {}}, prefers: [want: x]}\n"


Column = NDArray[Any]
Case = tuple[list[Circumstance], Number, Number]


def made(circumstances: str, more: str = "") -> Scenario:
    return read(f"title: t\ncircumstances:\n{circumstances}{ACTORS}{more}")


def column(worlds: Worlds, number: Number) -> Column:
    return np.array([float(number(worlds[n])) for n in range(len(worlds))])


@st.composite
def cases(draw: st.DrawFn) -> tuple[list[Circumstance], Number, Number]:
    """Return a random network with a random event and random evidence in it."""
    random = Random(draw(st.integers(0, 2**32)))
    circumstances = brute.random_circumstances(random)
    event = brute.random_number(random, circumstances, random.choice([(0, 4), (0, 1, 4), (0, 0, 0, 4)]))
    seen = brute.random_number(random, circumstances, random.choice([(4,), (1, 2), (0, 1), (0, 0, 0, 0, 3)]))
    return circumstances, event, seen


def few(most: int, again: int, open_: int = rows_module.MOST_OPEN) -> pytest.MonkeyPatch:
    """Allow so many choices side by side, and so many again and again, and rows with so many open bands."""
    patch = pytest.MonkeyPatch()
    patch.setattr(module, "MOST_CHOICES", most)
    patch.setattr(module, "MOST_CHOICES_AGAIN", again)
    patch.setattr(rows_module, "MOST_OPEN", open_)
    return patch


# ---------------------------------------------------------------- against loops


@settings(max_examples=100)
@given(cases())
def test_chances_and_bounds_are_those_of_all_worlds_and_all_corners(case: Case) -> None:
    circumstances, event, seen = case
    worlds = worlds_of(brute.scenario(circumstances))
    expected = brute.bounds(circumstances, event, seen)
    if expected is None:
        for ask in (worlds.chance, worlds.at_middle, worlds.swing):
            with pytest.raises(QuestionError, match="no chance in any world"):
                ask(column(worlds, event), column(worlds, seen))
        return
    found = worlds.chance(column(worlds, event), column(worlds, seen))
    assert (found.middle, found.low, found.high) == pytest.approx(tuple(map(float, expected)), abs=1e-12)
    assert found.exact
    assert found.low <= found.middle <= found.high
    assert worlds.at_middle(column(worlds, event), column(worlds, seen)) == found.middle


@settings(max_examples=60)
@given(cases(), st.sampled_from([0, 1, 4, 16]), st.sampled_from([0, 2, 10]))
def test_where_choices_are_too_many_the_bounds_enclose_the_true_ones(case: Case, again: int, open_: int) -> None:
    circumstances, event, seen = case
    worlds = worlds_of(brute.scenario(circumstances))
    expected = brute.bounds(circumstances, event, seen)
    if expected is None:
        return
    asked = column(worlds, event), column(worlds, seen)
    patch = few(0, again, open_)
    try:
        found = worlds_of(brute.scenario(circumstances)).chance(*asked)
    finally:
        patch.undo()
    middle, low, high = map(float, expected)
    assert found.middle == pytest.approx(middle, abs=1e-12)
    assert -1e-12 <= found.low <= low + 1e-12
    assert high - 1e-12 <= found.high <= 1 + 1e-12
    assert found.exact == (not worlds.mattering(asked[0]) and not worlds.mattering(asked[1] / asked[1].max()))


@settings(max_examples=100)
@given(cases())
def test_worlds_have_the_chances_that_the_tables_give_them(case: Case) -> None:
    circumstances = case[0]
    worlds = worlds_of(brute.scenario(circumstances))
    middles = {row: brute.middle_of(bands) for row, bands in brute.rows(circumstances).items()}
    chances = {tuple(world.items()): brute.chance_of(circumstances, middles, world) for world in worlds}
    assert sum(chances.values()) == 1
    assert len(worlds) == len(brute.every_world(circumstances)) == len(chances)
    assert worlds.middle.tolist() == pytest.approx([float(chance) for chance in chances.values()], abs=1e-12)
    assert {(row.circumstance, row.bands) for row in worlds.rows} == {
        (name, tuple(bands)) for (name, _), bands in brute.rows(circumstances).items()
    }
    never = [world for world, chance in zip(worlds, worlds.middle.tolist(), strict=True) if chance == 0]
    for points in product(*(row.corners or () for row in worlds.rows)):
        assert all(worlds.chances(points)[n] == 0 for n, world in enumerate(worlds) if world in never)


@settings(max_examples=100)
@given(cases())
def test_what_does_not_matter_changes_nothing(case: Case) -> None:
    circumstances, event, _ = case
    worlds = worlds_of(brute.scenario(circumstances))
    happens = column(worlds, event)
    found = worlds.chance(happens)
    named = worlds.mattering(happens)
    for row in worlds.rows:
        for corner in row.corners or ():
            middles = [corner if other is row else other.middle for other in worlds.rows]
            moved = float(worlds.chances(middles) @ happens)
            assert row.circumstance in named or moved == pytest.approx(found.middle, abs=1e-12)
            assert found.low - 1e-12 <= moved <= found.high + 1e-12


@settings(max_examples=100)
@given(cases(), st.integers(1, 2))
def test_swings_are_the_chances_given_values(case: Case, together: int) -> None:
    circumstances, event, seen = case
    worlds = worlds_of(brute.scenario(circumstances))
    if brute.bounds(circumstances, event, seen) is None:
        return
    found = worlds.swing(column(worlds, event), column(worlds, seen), together)
    assert sorted(map(sorted, (one.circumstances for one in found))) == sorted(
        map(sorted, combinations([one.id for one in circumstances if one.chances], together))
    )
    ranges = [one.range for one in found]
    assert all(wider >= other - 1e-11 for wider, other in pairwise(ranges))
    middles = {row: brute.middle_of(bands) for row, bands in brute.rows(circumstances).items()}
    for swing in found:
        for values, chance in zip(swing.given, swing.chances, strict=True):
            these = [w for w in worlds if tuple(w[name] for name in swing.circumstances) == values]
            likely = [brute.chance_of(circumstances, middles, world) * seen(world) for world in these]
            if sum(likely) == 0:
                assert chance is None
            else:
                happens = sum(part * event(world) for part, world in zip(likely, these, strict=True))
                assert chance == pytest.approx(float(happens / sum(likely)), abs=1e-12)


@given(st.integers(0, 2**32))
def test_no_point_within_the_bands_is_beyond_the_corners(seed: int) -> None:
    random = Random(seed)
    bands = [brute.random_band(random, point) for point in brute.random_point(random, random.randint(2, 5))]
    row = Row("x", "", tuple(bands), middle(bands))
    assert row.corners is not None
    assert sorted(map(list, row.corners)) == sorted(brute.corners(bands))
    assert row.middle == tuple(brute.middle_of(bands))
    weights = [random.randint(-9, 9) for _ in bands]
    # Fill what is left where it weighs most: the greatest sum that bands allow.
    point, left = [band.low for band in bands], 1 - sum(band.low for band in bands)
    for place in sorted(range(len(bands)), key=lambda place: -weights[place]):
        more = min(left, bands[place].high - bands[place].low)
        point[place] += more
        left -= more
    sums = [sum(w * at for w, at in zip(weights, corner, strict=True)) for corner in [*row.corners, row.middle]]
    assert max(sums) == sum(w * at for w, at in zip(weights, point, strict=True))


# ---------------------------------------------------------------- by hand


def test_bounds_of_a_chance_that_depends_on_another() -> None:
    """P(prudent) = h * p + (1 - h) * q: h from 0.95 to 0.99, p from 0.55 to 0.8, q from 0.2 to 0.45."""
    worlds = worlds_of(load("us-russia-2024"))
    found = worlds.chance(worlds.having("temper", "prudent"))
    assert found.middle == pytest.approx(0.97 * 0.675 + 0.03 * 0.325)
    assert found.low == pytest.approx(0.95 * 0.55 + 0.05 * 0.2)  # 0.5325
    assert found.high == pytest.approx(0.99 * 0.8 + 0.01 * 0.45)  # 0.7965
    assert found.exact
    assert worlds.mattering(worlds.having("temper", "prudent")) == ("pressures", "temper")


def test_bounds_given_what_depends_on_the_event() -> None:
    """P(heavy | prudent) = h p / (h p + (1 - h) q), least at the low ends of h and p and the high end of q."""
    worlds = worlds_of(load("us-russia-2024"))
    found = worlds.chance(worlds.having("pressures", "heavy"), worlds.having("temper", "prudent"))
    assert found.middle == pytest.approx(0.97 * 0.675 / (0.97 * 0.675 + 0.03 * 0.325))
    assert found.low == pytest.approx(0.95 * 0.55 / (0.95 * 0.55 + 0.05 * 0.45))  # 0.5225 / 0.545
    assert found.high == pytest.approx(0.99 * 0.8 / (0.99 * 0.8 + 0.01 * 0.2))  # 0.792 / 0.794


def test_an_event_shared_among_several_happens_in_part() -> None:
    worlds = worlds_of(made("  c: {now: yes, chance: 0.2 to 0.6}\n"))
    found = worlds.chance(np.where(worlds.having("c", "yes"), 0.5, 0.25))
    assert (found.low, found.middle, found.high) == pytest.approx((0.3, 0.35, 0.4))


THREE = """\
  fair: {values: [poor, fair, good], now: fair, chances: {poor: 0.1 to 0.5, fair: 0.2 to 0.9, good: 0 to 0.3}}
"""


def test_bounds_of_a_circumstance_with_three_values() -> None:
    """Fair is at most 0.9, with poor at 0.1; at least 0.2, with poor and good at their most. Poor or good: the rest."""
    worlds = worlds_of(made(THREE))
    # The middles 0.3, 0.55, 0.15 add up to 1.
    fair, other = worlds.chance(worlds.having("fair", "fair")), worlds.chance(~worlds.having("fair", "fair"))
    assert (fair.low, fair.middle, fair.high) == pytest.approx((0.2, 0.55, 0.9))
    assert (other.low, other.middle, other.high) == pytest.approx((0.1, 0.45, 0.8))
    good = worlds.chance(worlds.having("fair", "good"), ~worlds.having("fair", "poor"))
    assert (good.low, good.middle, good.high) == pytest.approx((0, 0.15 / 0.7, 0.3 / 0.5))


def test_the_certain_is_certain_to_the_last_digit() -> None:
    worlds = worlds_of(made("  c: {now: yes, chance: 1}\n  d: {now: no}\n  e: {now: yes, chance: 0.1 to 0.3}\n"))
    for always in (worlds.having("c", "yes"), worlds.having("d", "no"), np.ones(len(worlds))):
        found, not_so = worlds.chance(always), worlds.chance(always == 0)
        assert (found.low, found.middle, found.high, found.exact) == (1, 1, 1, True)
        assert (not_so.low, not_so.middle, not_so.high) == (0, 0, 0)
    given = worlds.chance(worlds.having("e", "yes"), worlds.having("e", "yes"))
    assert (given.low, given.middle, given.high) == (1, 1, 1)


def test_where_bands_reach_evidence_without_chance_the_rest_decides() -> None:
    """Seen only if c: the chance of c given that is 1 however small c's chance is, and unknown where it is 0."""
    worlds = worlds_of(made("  c: {now: yes, chance: 0 to 0.5}\n"))
    found = worlds.chance(worlds.having("c", "yes"), worlds.having("c", "yes"))
    assert (found.low, found.middle, found.high) == (1, 1, 1)


MANY = ", ".join(f"v{n}: 0 to 0.2" for n in range(12))


def test_bounds_of_a_circumstance_with_many_open_values() -> None:
    """Any five values can have everything; three have at most 0.6 and at least nothing."""
    values = ", ".join(f"v{n}" for n in range(12))
    worlds = worlds_of(
        made(f"  c: {{values: [{values}], now: v0, chances: {{{MANY}}}}}\n  d: {{now: yes, chance: 0.5}}\n")
    )
    assert worlds.rows[0].corners is None
    first = worlds.having("c", "v0") | worlds.having("c", "v1") | worlds.having("c", "v2")
    found = worlds.chance(first)
    assert (found.low, found.middle, found.high, found.exact) == pytest.approx((0, 0.25, 0.6, False))
    # Given one of four values: three of them may have it all, or all but 0.2 of at least 0.2.
    among = worlds.chance(first & worlds.having("d", "yes"), first | worlds.having("c", "v3"))
    assert (among.low, among.middle, among.high) == pytest.approx((0, 0.375, 0.5))


def test_taking_the_best_in_every_world_is_exact_where_the_best_is_the_same() -> None:
    """Both of two independent ones happen: 0.5 * 0.2 to 0.9 * 0.4."""
    scenario = made("  c: {now: yes, chance: 0.5 to 0.9}\n  d: {now: yes, chance: 0.2 to 0.4}\n")
    worlds = worlds_of(scenario)
    both = worlds.having("c", "yes") & worlds.having("d", "yes")
    exact = worlds.chance(both)
    patch = few(0, 0)
    try:
        found, seen = worlds.chance(both), worlds.chance(both, worlds.having("c", "yes") | worlds.having("d", "yes"))
    finally:
        patch.undo()
    assert (exact.low, exact.middle, exact.high) == pytest.approx((0.1, 0.21, 0.36))
    assert (found.low, found.middle, found.high) == pytest.approx((0.1, 0.21, 0.36))
    assert (exact.exact, found.exact) == (True, False)
    # Given one of them the true bounds are 1/6 and 0.36 / 0.94. Here d may be 0.2 with c and 0.4 without it, or
    # the other way round, so that it comes to 0.1 / (0.5 + 0.5 * 0.4) and 0.36 / (0.9 + 0.1 * 0.2).
    assert (seen.low, seen.high) == pytest.approx((0.1 / 0.7, 0.36 / 0.92))


def test_choices_are_kept_as_long_as_they_fit_beside_the_worlds_that_remain() -> None:
    """Two corners of d, in the two worlds of c, are four numbers at the same time."""
    worlds = worlds_of(made("  c: {now: yes, chance: 0.5}\n  d: {now: yes, chance: 0.2 to 0.4}\n"))
    for most, exact in ((4, True), (3, False)):
        patch = few(most, most)
        try:
            assert worlds.chance(worlds.having("c", "yes") & worlds.having("d", "yes")).exact is exact
        finally:
            patch.undo()


def test_bounds_that_are_too_wide_say_so() -> None:
    """One of two happens, not both: c + d - 2cd, with c from 0 to 1 and d even, is a half wherever c lies."""
    scenario = made("  d: {now: yes, chance: 0.5}\n  c: {now: yes, chance: 0 to 1}\n")
    worlds = worlds_of(scenario)
    one = worlds.having("c", "yes") ^ worlds.having("d", "yes")
    patch = few(0, 0)
    try:
        found = worlds.chance(one)
    finally:
        patch.undo()
    exact = worlds.chance(one)
    assert (exact.low, exact.middle, exact.high, exact.exact) == (0.5, 0.5, 0.5, True)
    assert (found.low, found.middle, found.high, found.exact) == (0, 0.5, 1, False)


def test_swings_by_hand() -> None:
    """Both of c (0.5) and d (0.2) happen: given c or not 0.2 and 0, given d or not 0.5 and 0; e changes nothing."""
    worlds = worlds_of(
        made("".join(f"  {n}: {{now: yes, chance: {p}}}\n" for n, p in zip("ecd", (1, 0.5, 0.2), strict=True)))
    )
    both = worlds.having("c", "yes") & worlds.having("d", "yes")
    assert worlds.mattering(both) == ("c", "d")
    found = worlds.swing(both)
    assert [one.circumstances for one in found] == [("d",), ("c",), ("e",)]
    assert [one.given for one in found] == [(("no",), ("yes",))] * 3
    assert [one.chances for one in found] == [(0, 0.5), (0, 0.2), (None, pytest.approx(0.1))]
    assert [one.range for one in found] == [0.5, 0.2, 0]
    pairs = worlds.swing(both, together=2)
    assert [one.circumstances for one in pairs] == [("c", "d"), ("e", "d"), ("e", "c")]
    assert pairs[0].given == (("no", "no"), ("no", "yes"), ("yes", "no"), ("yes", "yes"))
    assert pairs[0].chances == (0, 0, 0, 1)
    assert pairs[1].chances == (None, None, 0, 0.5)


# ---------------------------------------------------------------- what is doubted

DEPENDENT = """\
  storm: {now: no, chance: {season = wet: 0.6, otherwise: 0.1 to 0.3}}
  season: {values: [dry, wet], now: dry, chance: 0.7}
  moon: {values: [new, full], now: full}
  crop:
    values: [lost, poor, rich]
    now: rich
    chances:
      lost: {storm and season = wet: 0.5, otherwise: 0 to 0.2}
      poor: 0.1 to 0.4
      rich: {moon = new: 0.4, moon = full and not storm: 0.5 to 0.9, otherwise: 0 to 0.5}
"""
VARIANTS = "variants:\n  rains: {set: {season: wet}}\n  dark: {set: {moon: new}}\n  ruin: {set: {storm: yes}}\n"


def test_what_each_row_says_and_when_it_counts() -> None:
    worlds = worlds_of(made(DEPENDENT, VARIANTS))
    assert worlds.names == ("season", "storm", "crop")
    assert worlds.facts == {"moon": "full"}
    assert len(worlds) == 12
    assert worlds[0] == {"moon": "full", "season": "dry", "storm": "no", "crop": "lost"}
    assert worlds[11] == {"moon": "full", "season": "wet", "storm": "yes", "crop": "rich"}
    assert [(row.circumstance, row.case) for row in worlds.rows] == [
        ("season", ""),
        ("storm", "season = wet"),
        ("storm", "otherwise"),
        ("crop", "storm and season = wet; otherwise"),
        ("crop", "otherwise; moon = full and not storm"),
        ("crop", "otherwise"),
    ]
    assert worlds.where(Not(Is("crop", ("rich",)))).tolist() == [True, True, False] * 4
    assert worlds.where(Is("moon", ("new",))).tolist() == [False] * 12
    assert worlds.having("moon", "full").all()
    with pytest.raises(ValueError, match=r"no circumstances of these worlds: A\.x"):
        worlds.where(Is("A.x", ("yes",)))


def test_what_a_variant_sets_is_not_doubted() -> None:
    scenario = made(DEPENDENT, VARIANTS)
    rains = worlds_of(scenario, "rains")
    assert (rains.names, rains.facts) == (("storm", "crop"), {"season": "wet", "moon": "full"})
    stormy = rains.chance(rains.having("storm", "yes"))
    assert (stormy.low, stormy.high) == pytest.approx((0.4, 0.4))  # the file gives `no` its chance: 0.6
    # A circumstance that is set says nothing of those on which its chances would depend.
    ruin = worlds_of(scenario, "ruin")
    assert ruin.names == ("season", "crop")
    assert ruin.chance(ruin.having("season", "wet")).middle == pytest.approx(0.3)
    # What is set may be a fact otherwise, and decide a case.
    dark = worlds_of(scenario, "dark")
    assert dark.facts == {"moon": "new"}
    assert dark.chance(dark.having("crop", "rich")).high == pytest.approx(0.4)
    with pytest.raises(QuestionError, match="no variant"):
        worlds_of(scenario, "drought")


def test_worlds_of_some_circumstances_and_what_they_depend_on() -> None:
    scenario = made(DEPENDENT)
    some = worlds_of(scenario, about=["storm", "moon"])
    assert (some.names, some.facts) == (("season", "storm"), {"moon": "full"})
    every = worlds_of(scenario)
    stormy = Is("storm", ("yes",))
    assert some.chance(some.where(stormy)) == every.chance(every.where(stormy))


def test_a_scenario_without_doubts_has_one_world() -> None:
    worlds = worlds_of(made("  moon: {values: [new, full], now: full}\n"))
    assert (len(worlds), worlds[0], worlds.middle.tolist()) == (1, {"moon": "full"}, [1])
    found = worlds.chance(worlds.having("moon", "new"))
    assert (found.low, found.middle, found.high) == (0, 0, 0)
    assert worlds.swing(worlds.having("moon", "new")) == ()


def test_more_values_than_fit_into_a_byte() -> None:
    values = [f"v{n}" for n in range(300)]
    chances = ", ".join(f"{value}: {1 if value == 'v299' else 0}" for value in values)
    worlds = worlds_of(made(f"  c: {{values: [{', '.join(values)}], now: v0, chances: {{{chances}}}}}\n"))
    assert worlds[299] == {"c": "v299"}
    assert worlds.chance(worlds.having("c", "v299")).middle == 1
    assert worlds.chance(worlds.having("c", "v43")).middle == 0  # 299 less 256


def test_too_many_worlds_are_refused_before_they_are_listed() -> None:
    circumstances = "".join(f"  c{n}: {{now: yes, chance: likely}}\n" for n in range(20))
    with pytest.raises(TooLargeError) as caught:
        worlds_of(made(circumstances, "variants:\n  less: {set: {c0: yes}}\n"))
    (problem,) = caught.value.problems
    assert problem.code == "too-many-worlds"
    assert problem.given == "20 doubted circumstances make 1,048,576 worlds"
    worlds = worlds_of(made(circumstances, "variants:\n  less: {set: {c0: yes}}\n"), "less")
    assert len(worlds) == 1 << 19
    assert float(worlds.middle.sum()) == pytest.approx(1)


def test_evidence_without_a_chance_is_a_mistake_that_is_told() -> None:
    worlds = worlds_of(made("  c: {now: yes, chance: 1}\n"))
    for ask in (worlds.chance, worlds.at_middle, worlds.swing):
        with pytest.raises(QuestionError) as caught:
            ask(np.ones(2), worlds.having("c", "no"))
        assert [problem.code for problem in caught.value.problems] == ["impossible-evidence"]


@pytest.mark.parametrize(
    ("event", "evidence"),
    [
        (np.ones(3), None),
        (np.ones(2), np.ones(3)),
        (np.array([0, 1.5]), None),
        (np.array([-0.1, 1]), None),
        (np.array([np.nan, 1]), None),
        (np.ones(2), np.array([-1, 1])),
        (np.ones(2), np.array([np.inf, 1])),
    ],
)
def test_events_and_evidence_that_are_none_are_refused(event: Column, evidence: Column | None) -> None:
    with pytest.raises(ValueError, match=r"worlds, but|from 0 to 1"):
        worlds_of(made("  c: {now: yes, chance: likely}\n")).chance(event, evidence)
