"""Conflicting claims and chances, held against their definitions: all sets gone through, and sums done by fractions."""

from __future__ import annotations

import os
from collections.abc import Sequence
from fractions import Fraction
from itertools import combinations

import numpy as np
import pytest

from detente.arguments import conflicting
from detente.arguments.claims import Argument
from detente.arguments.conflicting import MOST_TOGETHER, conflicts, incompatible
from detente.arguments.met import met
from detente.engine.stability import concepts
from detente.scenario.model import Band
from detente.scenario.reader import read
from tests.arguments.river import claimed, river

DRAWN = int(os.environ.get("DETENTE_CONFLICTS", "60"))


# ------------------------------------------------------------ claims


def smallest(met: np.ndarray, most: int) -> list[tuple[int, ...]]:
    """Return by definition every set of claims that no world meets, though each smaller part is met in some."""
    claims = [c for c in range(len(met)) if met[c].any()]
    found: list[tuple[int, ...]] = []
    for size in range(2, most + 1):
        for some in combinations(claims, size):
            if not met[list(some)].all(axis=0).any() and not any(set(one) <= set(some) for one in found):
                found.append(some)
    return found


@pytest.mark.parametrize("seed", range(DRAWN))
def test_sets_are_those_of_the_definition(seed: int) -> None:
    draw = np.random.default_rng(seed)
    table = draw.random((draw.integers(1, 9), draw.integers(1, 12))) < draw.uniform(0.3, 0.9)
    found = conflicts(table)
    assert list(found.sets) == smallest(table, MOST_TOGETHER)
    somewhere = table[table.any(axis=1)]
    assert found.together is bool(len(somewhere) == 0 or somewhere.all(axis=0).any())
    assert found.searched == MOST_TOGETHER


def test_where_sets_are_too_many_only_small_ones_are_told(monkeypatch: pytest.MonkeyPatch) -> None:
    table = ~np.eye(6, dtype=bool)  # each world fails one claim: only all six conflict
    assert conflicts(table).sets == ()
    assert not conflicts(table).together
    pair = np.vstack([table, [[True, False, False, False, False, False]]])  # met where the first fails only
    assert conflicts(pair).sets == ((0, 6),)
    # With 0 comes 1 or 6, then 2 or 6, and so on: 4 sets up to two claims, 6 up to three, 8 up to four.
    monkeypatch.setattr(conflicting, "MOST_TRIED", 6)
    assert conflicts(pair).sets == ((0, 6),)
    assert conflicts(pair).searched == 3
    monkeypatch.setattr(conflicting, "MOST_TRIED", 3)
    assert (conflicts(pair).sets, conflicts(pair).searched) == ((), 1)


# ------------------------------------------------------------ chances


def possible(events: Sequence[Sequence[Fraction]], bands: Sequence[Band]) -> bool:
    """Return whether some chances of worlds put all events into their bands: by leaving out one world after another.

    Rows say that numbers times the worlds' chances are at least something (Fourier and Motzkin).
    """
    worlds = len(events[0])
    rows = [([Fraction(int(one == w)) for one in range(worlds)], Fraction(0)) for w in range(worlds)]
    whole = [Fraction(1)] * worlds
    rows += [(whole, Fraction(1)), ([-one for one in whole], Fraction(-1))]
    for event, band in zip(events, bands, strict=True):
        rows += [(list(event), band.low), ([-part for part in event], -band.high)]
    for world in range(worlds):
        below = [(row, least) for row, least in rows if row[world] > 0]
        above = [(row, least) for row, least in rows if row[world] < 0]
        rows = [(row, least) for row, least in rows if row[world] == 0]
        for one, first in below:
            for other, second in above:
                scale = -other[world] / one[world]
                rows.append(([a * scale + b for a, b in zip(one, other, strict=True)], first * scale + second))
    return all(least <= 0 for _, least in rows)


@pytest.mark.more
@pytest.mark.parametrize("seed", range(DRAWN))
def test_chances_are_incompatible_as_by_fractions(seed: int) -> None:
    draw = np.random.default_rng(seed)
    count, worlds = int(draw.integers(2, 5)), int(draw.integers(2, 5))
    parts = [[Fraction(int(draw.integers(0, 3)), 2) for _ in range(worlds)] for _ in range(count)]
    ends = [sorted(int(end) for end in draw.integers(0, 11, 2)) for _ in range(count)]
    bands = [Band(Fraction(low, 10), Fraction(high, 10)) for low, high in ends]
    found = incompatible(np.array(parts, dtype=float), bands)

    def can(some: Sequence[int]) -> bool:
        return possible([parts[e] for e in some], [bands[e] for e in some])

    alone = [e for e in range(count) if can([e])]
    assert (found == ()) is (not alone or can(alone))
    if found:
        assert not can(found)
        assert all(can([e for e in found if e != left_out]) for left_out in found)
        smaller = [some for size in range(2, len(found)) for some in combinations(alone, size)]
        assert all(can(some) for some in smaller)


def test_sets_of_more_than_three_chances_are_made_small() -> None:
    """Of five seasons one comes, so that not all can have a quarter; the sixth chance fits anything."""
    quarter, any_ = Band(Fraction(1, 4), Fraction(1)), Band(Fraction(0), Fraction(1))
    events = np.vstack([np.ones((1, 5)), np.eye(5)])
    assert incompatible(events, [any_, *[quarter] * 5]) == (1, 2, 3, 4, 5)
    assert incompatible(events, [any_, *[Band(Fraction(1, 5), Fraction(1))] * 5]) == ()
    assert incompatible(np.zeros((1, 1)), [quarter]) == ()  # alone it cannot be: passed over


# ------------------------------------------------------------ in which worlds claims are met

DOUBTED = """
circumstances:
  rain: {values: [poor, fair, good], now: fair, chances: {poor: 0.3, fair: {wind: 0.5, otherwise: 0.4}, good: 0 to 0.5}}
  wind: {now: yes, chance: 0.6}
variants:
  dry: {set: {rain: poor}, cite: 2}
  calm: {set: {wind: no}, start: {Upper.gates: half}, cite: 2}
  none: {lock: {Upper.gates: shut}, set: {rain: fair}, cite: 2}
never:
  - {when: Upper.gates = shut and wind, assumed: an example}
"""
CLAIMS = (
    "test: every prospect has Upper.gates = half",
    "test: every prospect has Upper.gates = open, in: dry",
    "test: some equilibrium has Upper.gates = shut, in: calm",
    "test: no equilibrium has wind",
    'test: "prospects differ from dry on Upper.gates, rain"',
    'test: "where thirst, Lower can improve to Lower.protest"',
    "test: every prospect has rain != poor, in: none",  # where there is wind it is no conflict
)


def test_claims_are_met_where_the_world_put_in_by_hand_meets_them() -> None:
    """Each world is made the one that there is, without doubts; what a variant sets stays set."""
    text = river(DOUBTED, claimed(*CLAIMS))
    scenario = read(text)
    argument = Argument(scenario, concepts()["firm"])
    decided, table = met(argument, scenario.claims)
    assert decided == scenario.claims
    expected = []
    for rain in ("poor", "fair", "good"):
        for wind in ("no", "yes"):
            sure = f"circumstances: {{rain: {{now: {rain}}}, wind: {{now: {wind}}}}}"
            plain = read(
                river(
                    DOUBTED.replace(
                        ", chances: {poor: 0.3, fair: {wind: 0.5, otherwise: 0.4}, good: 0 to 0.5}", ""
                    ).replace(", chance: 0.6", ""),
                    sure,
                    claimed(*CLAIMS),
                )
            )
            there = Argument(plain, concepts()["firm"])
            expected.append(tuple(there.judge(claim).verdict == "holds" for claim in plain.claims))
    assert sorted(map(tuple, table.T.tolist())) == sorted(expected)
    assert 0 < table.mean() < 1
