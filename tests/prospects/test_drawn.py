"""Drawn worlds: against loops over all worlds and corners in exact fractions, over many seeds, and by hand."""

from __future__ import annotations

from fractions import Fraction
from random import Random

import numpy as np
import pytest

from detente.errors import QuestionError
from detente.prospects import search as searching
from detente.prospects.drawn import MOST_DRAWS, SCRAMBLINGS, Drawing, Drawn
from detente.prospects.swings import FEWEST
from detente.prospects.worlds import worlds_of
from detente.scenario.model import Circumstance, Scenario
from detente.scenario.reader import read
from tests.prospects import networks as brute
from tests.prospects.networks import Number

ACTORS = "actors:\n  A: {options: {x: {}}, prefers: [want: x]}\n"


def made(circumstances: str, more: str = "") -> Scenario:
    return read(f"title: t\ncircumstances:\n{circumstances}{ACTORS}{more}")


def drawn(scenario: Scenario, samples: int = 1024, seed: int = 0) -> Drawn:
    found = worlds_of(scenario, drawing=Drawing(samples, seed, always=True))
    assert isinstance(found, Drawn)
    return found


def column(worlds: Drawn, number: Number) -> np.ndarray[tuple[int, ...], np.dtype[np.float64]]:
    return np.array([float(number(worlds[n])) for n in range(len(worlds))])


def networks(count: int) -> list[tuple[int, list[Circumstance], Number, Number]]:
    """Return random networks with a random event and random evidence that can be, each with its seed."""
    found: list[tuple[int, list[Circumstance], Number, Number]] = []
    seed = 0
    while len(found) < count:
        seed += 1
        random = Random(seed)
        circumstances = brute.random_circumstances(random)
        event = brute.random_number(random, circumstances, random.choice([(0, 4), (0, 1, 4), (0, 0, 0, 4)]))
        seen = brute.random_number(random, circumstances, random.choice([(4,), (1, 2), (1, 3, 4)]))
        if any(one.chances for one in circumstances) and brute.bounds(circumstances, event, seen) is not None:
            found.append((seed, circumstances, event, seen))
    return found


# ---------------------------------------------------------------- against loops


@pytest.mark.parametrize(("seed", "circumstances", "event", "seen"), networks(60))
def test_chances_lie_within_four_standard_errors_of_the_true_ones(
    seed: int, circumstances: list[Circumstance], event: Number, seen: Number
) -> None:
    worlds = drawn(brute.scenario(circumstances), 1 << 12, seed)
    expected = brute.bounds(circumstances, event, seen)
    assert expected is not None
    middle, low, high = map(float, expected)
    found = worlds.chance(column(worlds, event), column(worlds, seen))
    assert found.error is not None
    assert not found.exact
    assert abs(found.middle - middle) <= 4 * found.error
    assert found.error < 0.02
    assert worlds.at_middle(column(worlds, event), column(worlds, seen)) == found.middle
    # A search finds points within the bands only: what it tells is in the true bounds, but for the luck of the draws.
    assert low - 0.05 <= found.low <= found.middle <= found.high <= high + 0.05


def test_a_search_comes_close_to_the_true_bounds() -> None:
    """Of the width that bands leave open, most is found in nearly every network."""
    parts = []
    for seed, circumstances, event, seen in networks(60):
        expected = brute.bounds(circumstances, event, seen)
        assert expected is not None
        _, low, high = map(float, expected)
        if high - low > 0.1:
            worlds = drawn(brute.scenario(circumstances), 1 << 12, seed)
            found = worlds.chance(column(worlds, event), column(worlds, seen))
            parts.append((found.high - found.low) / (high - low))
    assert len(parts) > 10
    assert np.median(parts) > 0.95
    assert min(parts) > 0.5


def uncertain(count: int) -> list[tuple[list[Circumstance], Number, float]]:
    """Return networks of several circumstances with an event that is neither likely nor unlikely, and its chance."""
    found = []
    for _, circumstances, event, _ in networks(60):
        expected = brute.bounds(circumstances, event, lambda world: Fraction(1))
        assert expected is not None
        if 0.1 < expected[0] < 0.9 and sum(one.chances is not None for one in circumstances) > 2:
            found.append((circumstances, event, float(expected[0])))
    assert len(found) >= count
    return found[:count]


@pytest.mark.parametrize(("circumstances", "event", "true"), uncertain(4))
def test_estimates_are_without_bias_and_their_errors_are_right(
    circumstances: list[Circumstance], event: Number, true: float
) -> None:
    """Over 120 seeds: the mean is the true chance, and the spread is what the standard errors say."""
    found = []
    for number in range(120):
        worlds = drawn(brute.scenario(circumstances), 256, number)
        happens = column(worlds, event)
        found.append(worlds._estimate(happens, np.ones(len(worlds))))
    middles, errors = np.array(found).T
    spread = middles.std(ddof=1)
    assert abs(middles.mean() - true) < 4 * spread / np.sqrt(len(middles))
    assert 0.7 < np.sqrt((errors**2).mean()) / max(spread, 1 / 256) < 1.4
    assert (np.abs(middles - true) <= 2 * errors).mean() > 0.85


def test_weighted_estimates_come_right_as_draws_grow() -> None:
    """A ratio of sums has a bias that goes with one over the number of draws; the mean over seeds shows none."""
    scenario = made("  c: {now: yes, chance: 0.3}\n  d: {now: yes, chance: {c: 0.9, otherwise: 0.2}}\n")
    # Seen with 0.8 under d, else 0.1. P(c | seen) = .3 (.9 .8 + .1 .1) / (that + .7 (.2 .8 + .8 .1)) = .219 / .387.
    found = []
    for seed in range(100):
        worlds = drawn(scenario, 1024, seed)
        evidence = np.where(worlds.having("d", "yes"), 0.8, 0.1)
        found.append(worlds.at_middle(worlds.having("c", "yes"), evidence))
    true = 0.3 * (0.9 * 0.8 + 0.1 * 0.1) / (0.3 * 0.73 + 0.7 * (0.2 * 0.8 + 0.8 * 0.1))
    assert true == pytest.approx(0.219 / 0.387)
    assert np.mean(found) == pytest.approx(true, abs=4 * float(np.std(found)) / 10)


def test_sobol_points_are_more_even_than_independent_ones() -> None:
    """Independent draws would spread by sqrt(p (1 - p) / n); these spread by far less for few circumstances."""
    scenario = made("  c: {now: yes, chance: 0.3}\n  d: {now: yes, chance: 0.6}\n")
    worlds = drawn(scenario, 4096, 5)
    found = worlds.chance(worlds.having("c", "yes") & worlds.having("d", "yes"))
    assert found.error is not None
    assert found.error < 0.25 * np.sqrt(0.18 * 0.82 / 4096)
    assert abs(found.middle - 0.18) <= 4 * found.error


@pytest.mark.parametrize(("seed", "circumstances", "event", "seen"), networks(25))
def test_swings_lie_within_four_standard_errors_of_the_true_ones(
    seed: int, circumstances: list[Circumstance], event: Number, seen: Number
) -> None:
    scenario = brute.scenario(circumstances)
    worlds, every = drawn(scenario, 1 << 12, seed), worlds_of(scenario)
    happens, likely = (np.array([float(number(world)) for world in every]) for number in (event, seen))
    for together in (1, 2):
        exact = {one.circumstances: one for one in every.swing(happens, likely, together)}
        told = worlds.swing(column(worlds, event), column(worlds, seen), together)
        assert {one.circumstances for one in told} == exact.keys()
        for one in told:
            true = exact[one.circumstances]
            assert (true.errors, true.error) == ((), 0)
            assert one.given == true.given
            for chance, error, other in zip(one.chances, one.errors, true.chances, strict=True):
                if chance is None:
                    assert error is None
                else:
                    assert other is not None
                    assert error is not None
                    assert abs(chance - other) <= 4 * error
            assert abs(one.range - true.range) <= 4 * one.error or None in one.chances


@pytest.mark.parametrize(("seed", "circumstances", "event", "seen"), networks(10))
def test_draws_weighed_anew_give_the_chances_elsewhere_in_the_bands(
    seed: int, circumstances: list[Circumstance], event: Number, seen: Number
) -> None:
    worlds = drawn(brute.scenario(circumstances), 1 << 14, seed)
    assert worlds.chances([row.middle for row in worlds.rows]).tolist() == worlds.middle.tolist()
    chosen = [(row.corners or (row.middle,))[-1] for row in worlds.rows]
    keys = {(row.circumstance, row.bands): point for row, point in zip(worlds.rows, chosen, strict=True)}
    # A row of a case that cannot come up was met by no draw.
    spare = {key: brute.middle_of(bands) for key, bands in brute.rows(circumstances).items()}
    rows = {key: list(keys.get((key[0], tuple(bands)), spare[key])) for key, bands in brute.rows(circumstances).items()}
    every = brute.every_world(circumstances)
    true = sum((brute.chance_of(circumstances, rows, world) * event(world) for world in every), Fraction(0))
    weights = worlds.chances(chosen)
    assert float(weights.sum()) == pytest.approx(1, abs=0.2)
    assert float(weights @ column(worlds, event)) == pytest.approx(float(true), abs=0.1)


# ---------------------------------------------------------------- by hand


def test_a_value_without_a_chance_is_never_drawn() -> None:
    worlds = drawn(
        made(
            "  c: {values: [a, b, d], now: a, chances: {a: 0, b: 1, d: 0}}\n"
            "  e: {values: [a, b, d], now: a, chances: {a: 0.5, b: 0.5, d: 0}}\n"
            "  f: {now: yes, chance: 1}\n"
        )
    )
    assert {tuple(world.values()) for world in worlds} == {("b", "a", "yes"), ("b", "b", "yes")}
    assert worlds.middle.tolist() == [0.5, 0.5]


def test_the_same_seed_gives_the_same_worlds_and_another_seed_others() -> None:
    scenario = made("".join(f"  c{n}: {{now: yes, chance: 0.5}}\n" for n in range(20)))
    one, again, other = drawn(scenario, 64, 7), drawn(scenario, 64, 7), drawn(scenario, 64, 8)
    assert np.array_equal(one.at[one.drawn], again.at[again.drawn])
    assert not np.array_equal(one.at[one.drawn], other.at[other.drawn])


def test_each_world_is_there_once_and_counts_as_often_as_it_was_drawn() -> None:
    worlds = drawn(made("  c: {now: yes, chance: 0.25}\n"), 4096)
    assert [world["c"] for world in worlds] == ["no", "yes"]
    assert worlds.middle.sum() == 1
    assert worlds.middle[1] == pytest.approx(0.25, abs=0.001)
    assert len(worlds.drawn) == 4096


@pytest.mark.parametrize(
    ("asked", "count"), [(1, 16), (16, 16), (17, 32), (1000, 1024), (1024, 1024), (1025, 2048), (MOST_DRAWS, 1 << 22)]
)
def test_draws_fill_every_scrambling_with_a_power_of_two(asked: int, count: int) -> None:
    assert Drawing(asked).count == count


@pytest.mark.parametrize(("samples", "seed"), [(0, 0), (-5, 0), (MOST_DRAWS + 1, 0), (16, -1)])
def test_numbers_of_draws_that_are_none_are_refused(samples: int, seed: int) -> None:
    with pytest.raises(QuestionError, match="draws with seed") as caught:
        drawn(made("  c: {now: yes, chance: 0.25}\n"), samples, seed)
    assert [one.code for one in caught.value.problems] == ["bad-samples"]


def test_what_never_came_up_keeps_an_error() -> None:
    worlds = drawn(made("  c: {now: yes, chance: 0.5}\n"), 256)
    for event in (np.zeros(2), np.ones(2)):
        found = worlds.chance(event)
        assert (found.middle, found.low, found.high) == (event[0],) * 3
        assert found.error == 1 / 256


def test_how_many_draws_the_evidence_leaves() -> None:
    """Half the draws with weight 1, half with 0.5: (1 + 0.5)^2 / (2 (1 + 0.25)) = 0.9 of them."""
    worlds = drawn(made("  c: {now: yes, chance: 0.5}\n"), 1024)
    assert worlds.effective() == 1024
    assert worlds.effective(np.array([1.0, 0.5])) == pytest.approx(0.9 * 1024)
    assert worlds.effective(np.array([0.0, 7.0])) == pytest.approx(512)
    assert worlds.effective(np.zeros(2)) == 0


def test_evidence_that_no_draw_has_is_a_mistake_that_is_told() -> None:
    worlds = drawn(made("  c: {now: yes, chance: 0.000001}\n  d: {now: yes, chance: 0.5}\n"), 64)
    assert not worlds.having("c", "yes").any()
    for ask in (worlds.chance, worlds.at_middle, worlds.swing):
        with pytest.raises(QuestionError, match="None of the 64 worlds drawn") as caught:
            ask(np.ones(len(worlds)), worlds.having("c", "yes"))
        assert [problem.code for problem in caught.value.problems] == ["evidence-not-drawn"]


def test_what_came_up_seldom_is_not_told_of() -> None:
    """Of 1024 draws about ten have c: too few to say what happens then."""
    worlds = drawn(made("  c: {now: yes, chance: 0.01}\n  d: {now: yes, chance: 0.5}\n"), 1024)
    assert worlds.middle[worlds.having("c", "yes")].sum() * 1024 < FEWEST
    swings = {one.circumstances: one for one in worlds.swing(worlds.having("d", "yes"))}
    often, seldom = swings["c",].chances
    assert often == pytest.approx(0.5, abs=0.01)
    assert seldom is None
    assert swings["c",].range == 0
    assert swings["d",].chances == (0, 1)
    assert swings["d",].error > 0
    nothing = drawn(made("  c: {now: yes, chance: 0.5}\n"), 16).swing(np.array([0.0, 1.0]))
    assert [(one.chances, one.errors, one.range, one.error) for one in nothing] == [((None,) * 2, (None,) * 2, 0, 0)]


def test_draws_exclude_no_circumstance_but_of_what_is_certain() -> None:
    worlds = drawn(made("  c: {now: yes, chance: 0.5}\n  d: {now: yes, chance: 0.5}\n"), 256)
    assert worlds.mattering(worlds.having("c", "yes")) == ("c", "d")
    assert worlds.mattering(np.ones(len(worlds))) == ()


def test_the_same_question_is_searched_once(monkeypatch: pytest.MonkeyPatch) -> None:
    worlds = drawn(made("  c: {now: yes, chance: 0.2 to 0.4}\n"), 256)
    first = worlds.chance(worlds.having("c", "yes"))
    monkeypatch.setattr(searching.Search, "best", None)
    assert worlds.chance(worlds.having("c", "yes")) == first


# ---------------------------------------------------------------- the search


def test_bounds_of_a_chance_that_depends_on_another() -> None:
    """c from 0.5 to 0.9 and d from 0.2 to 0.4 happen together: 0.5 * 0.2 to 0.9 * 0.4."""
    worlds = drawn(made("  c: {now: yes, chance: 0.5 to 0.9}\n  d: {now: yes, chance: 0.2 to 0.4}\n"), 1 << 14)
    found = worlds.chance(worlds.having("c", "yes") & worlds.having("d", "yes"))
    assert (found.low, found.middle, found.high) == pytest.approx((0.1, 0.21, 0.36), abs=0.005)


def test_a_band_that_leaves_everything_open_is_searched_to_its_ends() -> None:
    worlds = drawn(made("  c: {now: yes, chance: 0 to 1}\n  d: {now: yes, chance: 0.5}\n"), 4096)
    found = worlds.chance(worlds.having("c", "yes"))
    assert (found.low, found.high) == (0, 1)


def test_a_search_leaves_enough_draws_to_tell() -> None:
    """Thirty bands that leave everything open: at the corner of all, no draw would be left."""
    text = "".join(f"  c{n}: {{now: yes, chance: 0 to 1}}\n" for n in range(30))
    worlds = drawn(made(text), 4096)
    every = np.prod([worlds.having(f"c{n}", "yes") for n in range(30)], axis=0)
    most = sum(worlds.having(f"c{n}", "yes").astype(np.float64) for n in range(30)) / 30
    assert worlds.chance(every).high < 0.01
    found = worlds.chance(np.asarray(most))
    assert 0.5 < found.high < 0.7
    assert 0.3 < found.low < 0.5


def test_bands_with_too_many_corners_stay_at_their_middles() -> None:
    chances = ", ".join(f"v{n}: 0 to 0.2" for n in range(12))
    values = ", ".join(f"v{n}" for n in range(12))
    worlds = drawn(made(f"  c: {{values: [{values}], now: v0, chances: {{{chances}}}}}\n"), 1024)
    found = worlds.chance(worlds.having("c", "v0"))
    assert found.high - found.low < 0.001 + 4 * (found.error or 0)


def test_a_search_ends_after_so_many_steps(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(searching, "STEPS", 1)
    monkeypatch.setattr(searching, "WORTH", 0.999)
    text = "  c: {now: yes, chance: 0.5 to 0.9}\n  d: {now: yes, chance: 0.2 to 0.4}\n"
    worlds = drawn(made(text), 1 << 14)
    # In one step only one of the two goes to its end: c * 0.3 at most, or 0.7 * d.
    found = worlds.chance(worlds.having("c", "yes") & worlds.having("d", "yes"))
    assert found.high == pytest.approx(max(0.9 * 0.3, 0.7 * 0.4), abs=0.01)


def test_halves_of_the_scramblings_choose_and_tell() -> None:
    worlds = drawn(made("  c: {now: yes, chance: 0.2 to 0.4}\n"), 256)
    assert SCRAMBLINGS % 2 == 0
    assert worlds._searched.times.sum() == worlds._other_half.sum() == 128
