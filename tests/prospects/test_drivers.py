"""What drives an outcome: by hand, against the definitions in exact fractions, against SALib, and what must hold."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from random import Random
from typing import Any

import numpy as np
import pytest
from SALib.analyze import sobol
from SALib.sample import sobol as sampling

from detente.engine.stability import concepts
from detente.prospects import drivers as module
from detente.prospects.drawn import Drawing
from detente.prospects.drivers import boxes as boxes_module
from detente.prospects.drivers import candidates, drivers
from detente.prospects.drivers.bands import reaches, seldom
from detente.prospects.drivers.boxes import Box, affordable, boxes
from detente.prospects.drivers.indices import indices
from detente.prospects.drivers.marginals import cost, marginals
from detente.prospects.drivers.parts import parts
from detente.prospects.drivers.subject import Subject
from detente.prospects.drivers.thresholds import Candidate, Threshold, Word, thresholds
from detente.prospects.forecast import Forecast, being, forecast
from detente.prospects.worlds import worlds_of
from detente.scenario.reader import read
from tests.prospects import networks
from tests.prospects.driving import Case
from tests.prospects.networks import Number

ACTORS = "actors:\n  A: {options: {x: {}}, prefers: [want: x]}\n"
MANY = 120
CLOSE = 1e-9


def column(subject_worlds: Any, number: Number) -> Any:
    return np.array([float(number(subject_worlds[place])) for place in range(len(subject_worlds))])


def drawn(seed: int, most: int = 4) -> Case | None:
    """Return a random network with a random outcome and evidence, None where what was seen has no chance."""
    random = Random(seed)
    circumstances = networks.random_circumstances(random, most)
    event = networks.random_number(random, circumstances, random.choice([(0, 4), (0, 1, 4), (0, 0, 0, 4)]))
    seen = networks.random_number(random, circumstances, random.choice([(4,), (4,), (1, 2), (0, 1)]))
    case = Case(circumstances, event, seen)
    return case if case.possible else None


def subject_of(case: Case) -> Subject:
    worlds = worlds_of(networks.scenario(case.circumstances))
    return Subject(worlds, column(worlds, case.event), column(worlds, case.seen))


def cases(count: int = MANY, most: int = 4) -> Iterator[tuple[Case, Subject]]:
    for seed in range(count):
        case = drawn(seed, most)
        if case is not None:
            yield case, subject_of(case)


# ---------------------------------------------------------------- by hand

TWO = (
    "circumstances:\n"
    "  dry: {now: yes, chance: 0.6 to 0.8, assumed: x}\n"
    "  court: {values: [slow, quick], now: quick, chance: 0.5, assumed: x}\n"
)


def by_hand() -> Subject:
    """Give the summer of the explanation: gates shut where it is dry and the court slow; it is dry with 0.7."""
    text = TWO.replace("court: {values: [slow, quick], now: quick, chance: 0.5", "slow: {now: no, chance: 0.4 to 0.6")
    worlds = worlds_of(read(f"title: t\n{text}{ACTORS}"))
    shut = worlds.having("dry", "yes") & worlds.having("slow", "yes")
    return Subject(worlds, shut.astype(np.float64), np.ones(len(worlds)))


def test_indices_by_hand() -> None:
    # P = 0.7 * 0.5 = 0.35, variance 0.35 * 0.65 = 0.2275. Given dry: 0.5, not dry: 0. Var of these: 0.7 * 0.15^2 +
    # 0.3 * 0.35^2 = 0.01575 + 0.03675 = 0.0525. Given slow 0.7, quick 0: 0.5 * 0.35^2 * 2 = 0.1225.
    # Unknown dry, slow known: 0.5 * 0.7 * 0.3 = 0.105. Unknown slow, dry known: 0.7 * 0.25 = 0.175.
    found = indices(by_hand())
    assert found.independent
    assert found.variance == pytest.approx(0.2275, abs=1e-15)
    assert [one.circumstance for one in found.each] == ["slow", "dry"]
    slow, dry = found.each
    assert (dry.first, dry.total) == pytest.approx((0.0525 / 0.2275, 0.105 / 0.2275))
    assert (slow.first, slow.total) == pytest.approx((0.1225 / 0.2275, 0.175 / 0.2275))
    (both,) = found.joint
    assert both.closed == pytest.approx(1)
    assert both.beyond == pytest.approx((0.2275 - 0.0525 - 0.1225) / 0.2275)


def test_indices_by_hand_where_one_circumstance_only_tells_of_another() -> None:
    # The outcome is `war`; `mood` has no part in it but war is likelier in a bad one: 0.8 against 0.2, even chances.
    # P(war) = 0.5, variance 0.25. Knowing the mood: 0.3^2 = 0.09, 36%. Once war is known nothing is left of the mood.
    worlds = worlds_of(
        read(
            "title: t\ncircumstances:\n"
            "  mood: {values: [good, bad], now: bad, chances: {good: 0.5, bad: 0.5}, assumed: x}\n"
            "  war: {now: no, chance: {mood = bad: 0.8, otherwise: 0.2}, assumed: x}\n" + ACTORS
        )
    )
    found = indices(Subject(worlds, worlds.having("war", "yes").astype(np.float64), np.ones(len(worlds))))
    assert not found.independent
    assert not found.joint
    by = {one.circumstance: one for one in found.each}
    assert (by["mood"].first, by["mood"].total) == pytest.approx((0.36, 0.0))
    # Given the mood war has variance 0.16 either way: 64%.
    assert (by["war"].first, by["war"].total) == pytest.approx((1.0, 0.64))


def test_bands_by_hand() -> None:
    # Dry with 0.6 to 0.8, slow at 0.5: 0.3 to 0.4. Slow with 0.4 to 0.6, dry at 0.7: 0.28 to 0.42.
    slow, dry = reaches(by_hand())
    assert (slow.circumstance, dry.circumstance) == ("slow", "dry")
    assert (slow.low, slow.high) == pytest.approx((0.28, 0.42))
    assert (dry.low, dry.high) == pytest.approx((0.3, 0.4))
    (end,) = dry.ends
    assert (end.case, end.values) == ("", ("no", "yes"))
    assert end.least == pytest.approx((0.4, 0.6))
    assert end.most == pytest.approx((0.2, 0.8))
    assert dry.range == pytest.approx(0.1)


def test_boxes_by_hand() -> None:
    # Shut is certain where dry and slow (0.35 of the chance, all of the outcome); nowhere else is it above 0.7.
    # It is out of the question where not dry (0.3 of 0.65 of the opposite) and where not slow (0.5 of 0.65).
    found = boxes(by_hand(), 0.8)
    assert found.likely == (Box((("dry", "yes"), ("slow", "yes")), 1.0, 1.0, pytest.approx(0.35)),)  # type: ignore[arg-type]
    quick, wet = found.unlikely
    assert (quick.conditions, quick.chance) == ((("slow", "no"),), 0.0)
    assert (quick.coverage, quick.mass) == pytest.approx((0.5 / 0.65, 0.5))
    assert (wet.conditions, wet.chance) == ((("dry", "no"),), 0.0)
    assert (wet.coverage, wet.mass) == pytest.approx((0.3 / 0.65, 0.3))
    assert (found.size, found.others) == (2, (0, 0))


def test_what_is_likely_anyway_needs_no_conditions() -> None:
    # At a threshold of 0.6 the opposite, 0.65, is likely in general; the outcome is where slow (0.7).
    found = boxes(by_hand(), 0.6)
    assert found.unlikely == (Box((), 1.0, pytest.approx(0.35), pytest.approx(1.0)),)  # type: ignore[arg-type]
    assert [one.conditions for one in found.likely] == [(("slow", "yes"),)]


def test_thresholds_by_hand() -> None:
    # Open has 0.65 and leads. Shut has 0.5 d with d the chance of a dry summer: at most 0.5, never ahead; it draws
    # level at d = 1. Shut is 0.7 s with s the chance of a slow court: ahead from s = 5/7. A word for 0.3 to 0.4 fits
    # from d = 0.6 to 0.8 and from s = 3/7 to 4/7.
    subject = by_hand()
    other, shut = Candidate("open", {}, 1 - subject.share), Candidate("shut", {}, subject.share)
    leads, *fits = thresholds(subject, [other, shut], [Word("fits", "claim", subject.share, 0.3, 0.4)])
    assert (leads.kind, leads.name, leads.circumstance, leads.value) == ("leads", "open", "slow", "yes")
    assert (leads.low, leads.high) == pytest.approx((0.0, 5 / 7))
    assert (leads.below, leads.above) == ("", "shut")
    assert (leads.chance, leads.band) == (0.5, (0.4, 0.6))
    assert leads.now
    assert not leads.within
    by = {one.circumstance: one for one in fits}
    assert (by["dry"].low, by["dry"].high) == pytest.approx((0.6, 0.8))
    assert (by["slow"].low, by["slow"].high) == pytest.approx((3 / 7, 4 / 7))
    assert all(one.kind == "fits" and one.within and one.now for one in fits)


def test_a_threshold_lies_within_the_bands_only_if_those_of_the_other_values_allow_it() -> None:
    # With t for none, plenty gets 3/8 and little 5/8 of 1 - t. Thirst is t + 5/16 (1 - t): as likely as not at 3/11,
    # within 0.1 to 0.3. But plenty would be 3/11 there, and is exactly 0.3; it may as well be 0.25 to 0.35.
    text = (
        "title: t\ncircumstances:\n  rain: {values: [plenty, little, none], now: none, "
        "chances: {plenty: PLENTY, little: 0.4 to 0.6, none: 0.1 to 0.3}, assumed: x}\n"
        "  slow: {now: yes, chance: 0.5, assumed: x}\n"
    )
    for plenty, within in (("0.3", False), ("0.25 to 0.35", True)):
        worlds = worlds_of(read(text.replace("PLENTY", plenty) + ACTORS))
        thirst = worlds.having("rain", "none") | (worlds.having("rain", "little") & worlds.having("slow", "yes"))
        share = thirst.astype(np.float64)
        found = thresholds(
            Subject(worlds, share, np.ones(len(worlds))),
            [Candidate("not", {}, 1 - share), Candidate("thirst", {}, share)],
            [],
        )
        (none,) = [one for one in found if one.value == "none"]
        assert (none.low, none.high) == pytest.approx((0.0, 3 / 11))
        assert none.within == within


def test_parts_by_hand() -> None:
    # 0.35 = 0.7 * 0.5 + 0.3 * 0 = 0.5 * 0.7 + 0.5 * 0.
    found = {(one.circumstance, one.value): (one.chance, one.given, one.both) for one in parts(by_hand())}
    assert found["dry", "yes"] == pytest.approx((0.7, 0.5, 0.35))
    assert found["dry", "no"] == pytest.approx((0.3, 0.0, 0.0))
    assert found["slow", "yes"] == pytest.approx((0.5, 0.7, 0.35))
    assert found["slow", "no"] == pytest.approx((0.5, 0.0, 0.0))


# ---------------------------------------------------------------- against the definitions


def test_indices_are_those_of_the_definitions() -> None:
    seen = [0, 0]
    for case, subject in cases():
        found = indices(subject)
        assert found.variance == pytest.approx(float(case.variance), abs=CLOSE)
        assert found.independent == case.independent
        if not case.variance:
            assert not found.each
            assert not found.joint
            assert subject.settled
            continue
        assert {one.circumstance for one in found.each} == set(case.names)
        for one in found.each:
            assert one.total is not None
            assert one.first == pytest.approx(float(case.closed([one.circumstance]) / case.variance), abs=CLOSE)
            assert one.total == pytest.approx(float(case.total(one.circumstance) / case.variance), abs=CLOSE)
        seen[case.independent] += len(case.names) > 1
        assert bool(found.joint) == (case.independent and len(case.names) > 1)
        for two in found.joint:
            closed, apart = case.closed(two.circumstances), [case.closed([one]) for one in two.circumstances]
            assert two.closed == pytest.approx(float(closed / case.variance), abs=CLOSE)
            assert two.beyond == pytest.approx(float((closed - sum(apart)) / case.variance), abs=CLOSE)
    assert min(seen) > 5  # both kinds were met


def test_boxes_are_those_of_all_conjunctions() -> None:
    met = 0
    for seed, (case, subject) in enumerate(cases()):
        threshold = Fraction([4, 3, 5][seed % 3], [5, 4, 5][seed % 3])
        most = len(case.doubted)
        found = boxes(subject, float(threshold))
        assert found.size == most
        for kind, listed in ((False, found.likely), (True, found.unlikely)):
            expected = case.boxes(threshold, most, kind)
            told = {tuple(sorted(one.conditions)): (one.coverage, one.chance, one.mass) for one in listed}
            assert len(told) == len(listed)
            assert told.keys() == expected.keys()
            for conditions, numbers in told.items():
                assert numbers == pytest.approx(tuple(map(float, expected[conditions])), abs=CLOSE)
            assert [one.coverage for one in listed] == sorted((one.coverage for one in listed), reverse=True)
            met += len(told)
    assert met > 100


def test_bands_are_those_of_all_corners() -> None:
    wide = 0
    for case, subject in cases():
        found = reaches(subject)
        assert [one.circumstance for one in sorted(found, key=lambda one: one.circumstance)] == sorted(case.names)
        for one in found:
            assert (one.low, one.high) == pytest.approx(tuple(map(float, case.reach(one.circumstance))), abs=CLOSE)
            wide += one.range > 0.01
            own = {case.told(row): row for row in case.rows_of(one.circumstance)}
            for chance, side in ((one.low, "least"), (one.high, "most")):
                moved = {own[end.case]: [Fraction(p) for p in getattr(end, side)] for end in one.ends}
                assert case.chance(moved) == pytest.approx(chance, abs=CLOSE)
        assert [one.range for one in found] == sorted((one.range for one in found), reverse=True)
    assert wide > 30


def test_parts_are_those_of_the_definitions() -> None:
    for case, subject in cases(80):
        found = parts(subject)
        assert len(found) == sum(len(one.values) for one in case.doubted)
        for one in found:
            mass, both = case.inside({one.circumstance: one.value})
            assert (one.chance, one.both) == pytest.approx((float(mass), float(both)), abs=CLOSE)
            assert (one.given is None) == (mass == 0)
            if one.given is not None:
                assert one.given == pytest.approx(float(both / mass), abs=CLOSE)


def outcomes(case: Case, random: Random) -> list[tuple[str, Number]]:
    """Divide the worlds among three outcomes; the likeliest first."""
    picked = {tuple(world.values()): random.choice("abc") for world in case.worlds}
    names = [one.id for one in case.circumstances]

    def number(outcome: str) -> Number:
        return lambda world: Fraction(picked[tuple(world[name] for name in names)] == outcome)

    found = [(outcome, number(outcome)) for outcome in "abc"]
    return sorted(found, key=lambda one: -(case.chance({}, one[1]) or 0))


def test_thresholds_are_where_the_definitions_turn() -> None:
    """Everywhere on a grid, and on both sides of each threshold, what is told is what exact fractions give."""
    turned = {"leads": 0, "fits": 0}
    for seed, (case, subject) in enumerate(cases(70, most=3)):
        random = Random(seed)
        named = outcomes(case, random)
        word = Word("fits", "claim", subject.share, *random.choice([(0.2, 0.55), (0.55, 0.8), (0.0, 0.45)]))
        candidates = [Candidate(name, {}, column(subject.worlds, number)) for name, number in named]
        found = {
            (one.kind, one.circumstance, one.case, one.value): one for one in thresholds(subject, candidates, [word])
        }
        for one in case.doubted:
            for row in case.rows_of(one.id):
                for value in range(len(one.values)) if len(one.values) > 2 else (1,):
                    if not 0 < case.middles[row][value] < 1:
                        assert not any(key[1:] == (one.id, case.told(row), one.values[value]) for key in found)
                        continue
                    spots = [Fraction(step, 8) for step in range(1, 8)]
                    for kind in ("leads", "fits"):
                        told = found.pop((kind, one.id, case.told(row), one.values[value]), None)
                        turned[kind] += told is not None
                        _agrees(case, row, value, spots, kind, told, named, word)
        assert not found
    assert min(turned.values()) > 15


def _agrees(
    case: Case, row: Any, value: int, spots: list[Fraction], kind: str, told: Threshold | None, named: Any, word: Word
) -> None:
    ends = [Fraction(end) for end in told.turns] if told else []
    if told is not None:
        allowed = [
            all(
                float(band.low) - CLOSE <= at <= float(band.high) + CLOSE
                for at, band in zip(case.moved(row, value, end), case.bands[row], strict=True)
            )
            for end in ends
        ]
        assert told.within == any(allowed)
    near = Fraction(1, 10**6)
    asked = spots + [end + side * near for end in ends for side in (-1, 1) if near < end < 1 - near]
    truths = []
    for spot in asked:
        events = [number for _, number in named] + [case.event]
        defined = case.chances({row: case.moved(row, value, spot)}, events)
        if defined is None or any(abs(spot - end) < near / 2 for end in ends):
            continue
        *chances, claim = defined
        leading = all(chances[0] >= other for other in chances[1:])
        low, high = Fraction(str(word.low)), Fraction(str(word.high))
        so = leading if kind == "leads" else low <= claim <= high
        truths.append(so)
        if told is not None:
            assert so == (told.low <= spot <= told.high), (kind, told, float(spot))
            if kind == "leads" and not so:
                ahead = told.below if spot < told.low else told.above
                close = spot >= told.low - near if spot < told.low else spot <= told.high + near
                best = max(chances)
                if close:
                    assert dict(zip([name for name, _ in named], chances, strict=True))[ahead] == best
    if told is None and kind == "leads":
        assert all(truths)
    if told is None and kind == "fits":
        assert len(set(truths)) <= 1


# ---------------------------------------------------------------- against a library


def test_indices_agree_with_a_library_where_inputs_are_independent_and_uniform() -> None:
    """SALib estimates by sampling numbers from 0 to 1; cut into equal parts they are independent, uniform values.

    With 2^14 base samples its estimates are within 0.03 of the exact indices.
    """
    random = Random(5)
    sizes = (2, 3, 4)
    text = "circumstances:\n"
    for place, size in enumerate(sizes):
        chances = ", ".join(f"v{n}: {SHARES[size]}" for n in range(size))
        values = ", ".join(f"v{n}" for n in range(size))
        text += f"  c{place}: {{values: [{values}], now: v0, chances: {{{chances}}}, assumed: x}}\n"
    worlds = worlds_of(read(f"title: t\n{text}{ACTORS}"))
    share = np.array([random.choice((0.0, 0.25, 1.0)) for _ in range(len(worlds))])
    uniform = [np.full(size, 1 / size) for size in sizes]
    assert all(np.allclose([float(p) for p in row.middle], uniform[place]) for place, row in enumerate(worlds.rows))
    found = indices(Subject(worlds, share, np.ones(len(worlds))))
    problem = {"num_vars": 3, "names": list(worlds.names), "bounds": [[0.0, 1.0]] * 3}
    drawn_ = sampling.sample(problem, 2**14, calc_second_order=True, seed=3)
    at = np.minimum((drawn_ * sizes).astype(int), np.array(sizes) - 1)
    theirs = sobol.analyze(problem, share.reshape(sizes)[tuple(at.T)], seed=3)
    by = {one.circumstance: one for one in found.each}
    for place, name in enumerate(worlds.names):
        assert by[name].first == pytest.approx(theirs["S1"][place], abs=0.03)
        assert by[name].total == pytest.approx(theirs["ST"][place], abs=0.03)
    for two in found.joint:
        a, b = (worlds.names.index(name) for name in two.circumstances)
        assert two.beyond == pytest.approx(theirs["S2"][a][b], abs=0.03)


SHARES = {2: "0.5", 3: "0.3 to 0.4", 4: "0.25"}


# ---------------------------------------------------------------- what must hold


def test_what_must_hold_of_indices() -> None:
    for _, subject in cases():
        found = indices(subject)
        totals = [one.total for one in found.each if one.total is not None]
        assert len(totals) == len(found.each)
        for one, total in zip(found.each, totals, strict=True):
            assert -CLOSE <= one.first <= 1 + CLOSE
            assert -CLOSE <= total <= 1 + CLOSE
            assert one.first <= total + CLOSE or not found.independent
        if found.independent and found.each:
            assert sum(one.first for one in found.each) <= 1 + CLOSE <= sum(totals) + 2 * CLOSE


def test_every_marginal_is_a_sum() -> None:
    numbers = np.random.default_rng(1).random((2, 2, 3, 4))
    found = marginals(numbers, 2)
    assert list(found) == [(), (0,), (1,), (2,), (0, 1), (0, 2), (1, 2)]
    for group, sums in found.items():
        others = tuple(1 + axis for axis in range(3) if axis not in group)
        np.testing.assert_allclose(sums, numbers.sum(axis=others))


def test_the_cost_grows_with_size_and_worlds() -> None:
    costs = [cost([2] * 12, most) for most in range(13)]
    assert costs == sorted(set(costs))
    assert cost([2] * 13, 3) > cost([2] * 12, 3)
    assert affordable([2, 3]) == 2
    assert affordable([]) == 0


def test_more_boxes_than_are_listed_are_counted(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(boxes_module, "LISTED", 1)
    found = boxes(by_hand(), 0.8)
    assert (len(found.likely), len(found.unlikely), found.others) == (1, 1, (0, 1))


def test_a_quarter_million_worlds_are_searched_in_seconds() -> None:
    text = "".join(f"  c{number}: {{now: no, chance: 0.5, assumed: x}}\n" for number in range(18))
    worlds = worlds_of(read(f"title: t\ncircumstances:\n{text}{ACTORS}"))
    share = (worlds.having("c3", "yes") & worlds.having("c9", "no") & worlds.having("c17", "yes")).astype(np.float64)
    found = boxes(Subject(worlds, share, np.ones(len(worlds))), 0.9)
    assert [one.conditions for one in found.likely] == [(("c3", "yes"), ("c9", "no"), ("c17", "yes"))]
    assert found.size >= 3


def test_one_world_is_settled() -> None:
    worlds = worlds_of(read(f"title: t\n{ACTORS}"))
    subject = Subject(worlds, np.array([1.0]), np.ones(1))
    assert subject.settled
    assert subject.chance == 1.0
    assert indices(subject).each == ()
    assert not any((reaches(subject), thresholds(subject, [], []), parts(subject)))
    assert boxes(subject, 0.8).likely == (Box((), 1.0, 1.0, 1.0),)


# ---------------------------------------------------------------- of a forecast

TWICE = """
title: t
circumstances: {wind: {now: yes, chance: 0.5, assumed: x}}
actors:
  A: {options: {x: {assumed: x}}, prefers: [{want: x, exactly when: wind, assumed: x}]}
  B: {options: {y: {values: [low, mid, high], assumed: x}}, prefers: [{want: y != low, exactly when: A.x, assumed: x}]}
"""


def forecast_of(text: str, drawing: Drawing | None = None) -> Forecast:
    return forecast(read(text), concepts()["firm"], drawing=drawing)


def test_candidates_get_what_the_forecast_gives_them() -> None:
    found = forecast_of(TWICE)
    running = candidates(found.played)
    assert [dict(one.values) for one in running] == [dict(one.values) for one in found.rests]
    for one, rest in zip(running, found.rests, strict=True):
        np.testing.assert_allclose(one.share, found.played.share(being(rest.values)))
        assert one.name == rest.outcome.name


def test_the_least_likely_candidates_are_left_out_where_worlds_are_many(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "MOST_NUMBERS", 4)
    assert [one.name for one in candidates(forecast_of(TWICE).played)] == [
        "A.x = no, B.y = low",
        "A.x = yes, B.y = high",
    ]


def test_what_is_settled_without_being_certain_is_settled() -> None:
    found = drivers(forecast_of(TWICE.replace("exactly when: wind", "exactly when: always")), "B.y = high")
    assert found.settled
    assert found.outcome.chance.middle == pytest.approx(0.5)
    assert not found.indices.each


# ---------------------------------------------------------------- of drawn worlds

FAR = 5
"""Standard errors within which estimates must lie; a thousand are looked at, and one in two million is farther off."""


def sampled(case: Case, seed: int, samples: int = 1 << 13) -> Subject:
    worlds = worlds_of(networks.scenario(case.circumstances), drawing=Drawing(samples, seed, always=True))
    return Subject(worlds, column(worlds, case.event), column(worlds, case.seen))


def pairs(count: int) -> Iterator[tuple[Subject, Subject]]:
    """Yield what is asked about with worlds drawn, and with the same worlds listed."""
    for seed in range(count):
        case = drawn(seed)
        if case is not None and any(one.chances for one in case.circumstances):
            yield sampled(case, seed), subject_of(case)


def test_estimates_lie_within_their_standard_errors() -> None:
    """Indices, parts, ends of bands and chances in boxes, each against the exact one."""
    met = dict.fromkeys(("first", "given", "low", "high", "box"), 0)

    def hold(kind: str, told: float, error: float | None, exact: float, least: float = 0.0) -> None:
        assert error is not None
        assert abs(told - exact) <= FAR * error + least + CLOSE, (kind, told, error, exact)
        assert error < 0.2
        met[kind] += 1

    for some, all_ in pairs(50):
        exact = {one.circumstance: one.first for one in indices(all_).each}
        told = indices(some)
        assert told.independent is None
        assert not told.joint
        for one in told.each:
            assert one.total is None
            # A part near 0 is estimated from above: luck explains a little of what has nothing to do with it.
            hold("first", one.first, one.error, exact.get(one.circumstance, 0.0), 20 / float(some.draws.sum()))
        given = {(one.circumstance, one.value): one.given for one in parts(all_)}
        for part in parts(some):
            if part.given is not None:
                hold("given", part.given, part.error, given[part.circumstance, part.value] or 0.0)
        ends = {one.circumstance: one for one in reaches(all_)}
        for reach in reaches(some):
            assert reach.errors is not None
            here = ends[reach.circumstance]
            place = some.worlds.names.index(reach.circumstance)
            own = [row for row in some.worlds.rows if row.circumstance == reach.circumstance]
            # Where values came up too seldom rows stay at their middles, so that the true ends may lie beyond.
            assert here.low - FAR * reach.errors[0] <= reach.low <= reach.high <= here.high + FAR * reach.errors[1]
            if len(own) == len([row for row in all_.worlds.rows if row.circumstance == reach.circumstance]) and not any(
                seldom(some, place, own)
            ):
                hold("low", reach.low, reach.errors[0], here.low)
                hold("high", reach.high, reach.errors[1], here.high)
        found = boxes(some, 0.8)
        for box in (*found.likely, *found.unlikely):
            there = np.ones(len(all_.worlds), dtype=np.bool_)
            for name, value in box.conditions:
                there &= all_.worlds.having(name, value)
            weight = all_.weight[there]
            hold("box", box.chance, box.error, float(weight @ all_.share[there] / weight.sum()))
            assert box.chance >= 0.8 if box in found.likely else box.chance <= 0.2 + CLOSE
    assert min(met.values()) > 40, met


def by_draws(samples: int, seed: int) -> Subject:
    """Give the summer of `by_hand` by draws."""
    text = TWO.replace("court: {values: [slow, quick], now: quick, chance: 0.5", "slow: {now: no, chance: 0.4 to 0.6")
    worlds = worlds_of(read(f"title: t\n{text}{ACTORS}"), drawing=Drawing(samples, seed, always=True))
    shut = worlds.having("dry", "yes") & worlds.having("slow", "yes")
    return Subject(worlds, shut.astype(np.float64), np.ones(len(worlds)))


def test_boxes_that_draws_tell_of_are_those_of_the_listed_worlds() -> None:
    found, exact = boxes(by_draws(1 << 12, 3), 0.8), boxes(by_hand(), 0.8)
    assert [one.conditions for one in found.likely] == [one.conditions for one in exact.likely]
    assert [one.conditions for one in found.unlikely] == [one.conditions for one in exact.unlikely]
    for one, true in zip((*found.likely, *found.unlikely), (*exact.likely, *exact.unlikely), strict=True):
        assert (one.coverage, one.mass) == pytest.approx((true.coverage, true.mass), abs=0.02)


def test_thresholds_of_drawn_worlds_lie_within_their_standard_errors() -> None:
    """Open leads while the court is slow with less than 5/7; a word for 0.3 to 0.4 fits where it does by hand."""
    subject = by_draws(1 << 12, 5)
    running = [Candidate("open", {}, 1 - subject.share), Candidate("shut", {}, subject.share)]
    found = thresholds(subject, running, [Word("fits", "claim", subject.share, 0.3, 0.4)])
    by = {(one.kind, one.circumstance): one for one in found}
    expected = {("leads", "slow"): (0.0, 5 / 7), ("fits", "dry"): (0.6, 0.8), ("fits", "slow"): (3 / 7, 4 / 7)}
    assert {(str(kind), name) for kind, name in by} == set(expected)
    for key, one in by.items():
        low, high = expected[key]
        assert one.errors is not None
        assert abs(one.low - low) <= FAR * one.errors[0] + CLOSE
        assert abs(one.high - high) <= FAR * one.errors[1] + CLOSE
        assert 0 < one.errors[1] < 0.02
        assert (one.errors[0] == 0) == (low == 0)


def test_what_luck_alone_shows_turns_nothing() -> None:
    """Three coins have nothing to do with the outcome, which a fourth decides; two outcomes are close."""
    text = "".join(f"  c{n}: {{now: yes, chance: 0.5, assumed: x}}\n" for n in range(3))
    text += "  d: {now: yes, chance: 0.52, assumed: x}\n"
    scenario = read(f"title: t\ncircumstances:\n{text}{ACTORS}")
    for seed in range(8):
        worlds = worlds_of(scenario, drawing=Drawing(1024, seed, always=True))
        share = worlds.having("d", "yes").astype(np.float64)
        subject = Subject(worlds, share, np.ones(len(worlds)))
        running = [Candidate("yes", {}, share), Candidate("no", {}, 1 - share)]
        assert {one.circumstance for one in thresholds(subject, running, [])} == {"d"}
        assert {box.conditions for box in boxes(subject, 0.8).likely} == {(("d", "yes"),)}


def test_a_case_that_came_up_too_seldom_stays_where_it_is() -> None:
    """A storm, one in two hundred, is not drawn often enough to say what a likelier one would do."""
    text = "  storm: {now: no, chance: 0.99 to 1, assumed: x}\n  calm: {now: no, chance: 0.5 to 0.7, assumed: x}\n"
    worlds = worlds_of(read(f"title: t\ncircumstances:\n{text}{ACTORS}"), drawing=Drawing(1 << 10, 1, always=True))
    share = (worlds.having("storm", "yes") | worlds.having("calm", "yes")).astype(np.float64)
    subject = Subject(worlds, share, np.ones(len(worlds)))
    by = {one.circumstance: one for one in reaches(subject)}
    assert by["storm"].range == 0
    assert by["calm"].range == pytest.approx(0.2, abs=0.01)
    (yes,) = [one for one in parts(subject) if (one.circumstance, one.value) == ("storm", "yes")]
    assert (yes.given, yes.error) == (None, None)


def test_what_is_settled_in_every_world_drawn_is_settled() -> None:
    worlds = worlds_of(read(f"title: t\n{TWO}{ACTORS}"), drawing=Drawing(64, always=True))
    subject = Subject(worlds, np.full(len(worlds), 0.5), np.ones(len(worlds)))
    assert subject.settled
    assert indices(subject).each == ()


def test_drivers_of_a_drawn_forecast_are_those_of_the_listed_one() -> None:
    exact, found = drivers(forecast_of(TWICE)), drivers(forecast_of(TWICE, Drawing(1 << 12, 2, always=True)))
    assert found.outcome.name == exact.outcome.name
    assert found.forecast.drawn is not None
    for one, true in zip(found.indices.each, exact.indices.each, strict=True):
        assert one.error is not None
        assert abs(one.first - true.first) <= FAR * one.error + 0.01


# ---------------------------------------------------------------- what is still to come

LETTER = """
title: t
circumstances:
  wind: {now: yes, chance: 0.5, assumed: x}
  moon: {now: yes, chance: 0.5, assumed: x}
actors:
  A: {options: {x: {assumed: x}}, prefers: [{want: x, exactly when: wind, assumed: x}]}
signals:
  - {name: vane, about: wind, seen if: {no: 0.2, yes: 0.8}, on: 2031-04-28, assumed: x}
  - {name: shine, about: moon, seen if: {no: 0.1, yes: 0.9}, on: 2031-04-28, assumed: x}
  - {name: past, about: moon, seen if: {no: 0.1, yes: 0.9}, on: 2031-01-01, assumed: x}
"""


def test_without_a_name_the_likeliest_prospect_is_asked_about() -> None:
    likelier = read(LETTER.replace("wind: {now: yes, chance: 0.5", "wind: {now: yes, chance: 0.7"))
    found = forecast(likelier, concepts()["firm"])
    asked, named = drivers(found), drivers(found, "A.x")
    assert (asked.rest and asked.rest.values, named.rest) == ({"A.x": "yes"}, None)
    assert (asked.outcome.chance, asked.indices) == (named.outcome.chance, named.indices)


def test_what_is_still_to_come_is_told_by_the_doubt_of_the_outcome_that_it_takes_away() -> None:
    """A moves with the wind, one half. The vane comes with 0.5; then it is 0.8, else 0.2: 1 bit less 0.7219 stays.

    H(0.8) = -0.8 log2 0.8 - 0.2 log2 0.2 = 0.2575 + 0.4644 = 0.7219. The moon has nothing to do with it.
    """
    found = drivers(forecast(read(LETTER), concepts()["firm"], as_of="2031-04-01"), "A.x")
    vane, shine = found.informing
    assert (vane.signal, vane.circumstance) == ("vane", "wind")
    assert vane.bits == pytest.approx(1 - 0.721928, abs=1e-6)
    assert (vane.comes, *vane.given) == pytest.approx((0.5, 0.8, 0.2))
    assert (shine.bits, shine.error) == (0.0, None)
    assert not drivers(forecast(read(LETTER), concepts()["firm"]), "A.x").informing
    drawn_ = drivers(forecast(read(LETTER), concepts()["firm"], as_of="2031-04-01", drawing=Drawing(1024, 1, True)))
    first = drawn_.informing[0]
    assert first.error is not None
    assert abs(first.bits - vane.bits) <= FAR * first.error + 0.001
