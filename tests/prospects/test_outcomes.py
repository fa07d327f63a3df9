"""Outcomes by name: divisions against loops over worlds, overlaps and the author's own chances by hand, bad input."""

from __future__ import annotations

from collections import Counter
from fractions import Fraction
from random import Random
from typing import Any

import pytest

from detente.engine.stability import concepts
from detente.errors import ConflictError, QuestionError
from detente.prospects.bounds import Bounds
from detente.prospects.forecast import forecast
from detente.prospects.outcomes import Division, asked_about
from detente.scenario.reader import read
from tests.oracles import draw
from tests.oracles.oracle import NoAnswer, holds
from tests.oracles.sketch import Pen, formula_text
from tests.prospects import by_hand
from tests.prospects.by_hand import Case, Odds, Played, Truth, near

CASES = 12
Formulas = list[Any]

# ---------------------------------------------------------------- against loops


@pytest.mark.parametrize("shape", by_hand.NAMES)
def test_divisions_count_each_prospect_once(shape: str) -> None:
    met: Counter[str] = Counter()
    for number, (seed, case) in enumerate(by_hand.drawn(shape, CASES)):
        key = ("firm", "seq", "nash")[number % 3]
        luck = Random(f"outcomes {seed}")
        names = ["state"] if case.sketch.states else draw.option_names(case.sketch)
        everything = names + draw.fact_names(case.sketch)
        formulas = [draw.draw_formula(case.sketch, everything, 0.3, luck) for _ in range(luck.randint(1, 4))]
        texts = list(dict.fromkeys(formula_text(one, Pen(case.sketch, luck)) for one in formulas))
        scenario, odds = read(case.text), Odds(read(case.text), case.fixed, case.as_of)
        if not odds.possible or len(texts) < len(formulas):
            continue
        try:
            played = [by_hand.played(case.sketch, facts, key) for facts in odds.worlds]
        except NoAnswer:
            continue
        try:
            found = forecast(scenario, concepts()[key], case.variant, None, case.as_of, outcomes=texts)
        except (ConflictError, QuestionError):
            continue
        assert found.division is not None
        met += agree(found.division, case, formulas, odds, played, f"{seed}, {key}, {texts}\n{case.text}")
    assert met["compared"] > CASES // 3, met
    assert met["overlaps"] > 0, met


def agree(found: Division, case: Case, formulas: Formulas, odds: Odds, played: list[Played], told: str) -> Counter[str]:
    met: Counter[str] = Counter(("compared",))

    def counts_for(at: by_hand.At) -> int:
        """Give the place of the first formula that holds, or how many there are."""
        return next((n for n, one in enumerate(formulas) if holds(one, at, case.terms)), len(formulas))

    def same(bounds: Bounds, truth: Truth) -> None:
        assert near(bounds, odds.chance([by_hand.share(one, truth) for one in played])), told

    for place, one in enumerate([*found.outcomes, found.nothing]):

        def truth(at: by_hand.At, place: int = place) -> bool:
            return counts_for(at) == place

        same(one.chance, truth)
        assert near(one.surely, odds.chance([by_hand.surely(each, truth) for each in played])), told
        assert near(one.possibly, odds.chance([by_hand.possibly(each, truth) for each in played])), told
        if place < len(formulas):
            assert one.holds is not None
            same(one.holds, lambda at, place=place: holds(formulas[place], at, case.terms))  # type: ignore[misc]
    assert near(found.nowhere.chance, odds.chance([not one.rests for one in played])), told
    total = sum(one.chance.middle for one in (*found.outcomes, found.nothing, found.nowhere))
    assert total == pytest.approx(1, abs=1e-12), told
    names = [one.name for one in found.outcomes]
    overlaps = {(one.first, one.other): one.chance for one in found.overlaps}
    for first in range(len(formulas)):
        for other in range(first + 1, len(formulas)):

            def both(at: by_hand.At, first: int = first, other: int = other) -> bool:
                return counts_for(at) == first and holds(formulas[other], at, case.terms)

            chance = overlaps.pop((names[first], names[other]), Bounds(0, 0, 0))
            same(chance, both)
            met["overlaps"] += chance.middle > 0
    assert not overlaps
    return met


# ---------------------------------------------------------------- by hand

RIVER = """
title: River
circumstances:
  dry: {now: yes, chance: 0.6 to 0.8}
  rich: {now: no, chance: 0.5}
situations: {shut: Upper.gates, talk: Lower.talk}
actors:
  Upper: {options: {gates: {}}, prefers: [{want: gates, exactly when: dry}]}
  Lower: {options: {talk: {}}, prefers: [{want: Lower.talk, exactly when: rich}]}
"""


def division(more: str = "", outcomes: tuple[str, ...] = (), text: str = RIVER, **words: Any) -> Division:
    found = forecast(read(text + more), concepts()["nash"], outcomes=outcomes, **words).division
    assert found is not None
    return found


def chances(found: Division) -> dict[str, float]:
    return {one.name: round(one.chance.middle, 12) for one in (*found.outcomes, found.nothing, found.nowhere)}


def test_an_outcome_counts_where_it_is_the_first_to_hold() -> None:
    # Gates are shut with 0.7; they talk with 0.5, whatever the gates: both in 0.35.
    found = division(outcomes=("shut", "talk"))
    assert chances(found) == {"shut": 0.7, "talk": 0.15, "none of these": 0.15, "no rest": 0}
    (overlap,) = found.overlaps
    assert (overlap.first, overlap.other) == ("shut", "talk")
    assert (overlap.chance.middle, overlap.chance.low, overlap.chance.high) == pytest.approx((0.35, 0.3, 0.4))
    assert [one.holds.middle for one in found.outcomes if one.holds] == pytest.approx([0.7, 0.5])
    other = division(outcomes=("talk", "shut"))
    assert chances(other) == {"talk": 0.5, "shut": 0.35, "none of these": 0.15, "no rest": 0}
    assert other.overlaps[0].first == "talk"


def test_of_three_that_hold_together_the_first_takes_all() -> None:
    found = division(outcomes=("shut", "talk", "shut and talk"))
    pairs = {(one.first, one.other): round(one.chance.middle, 12) for one in found.overlaps}
    assert pairs == {("shut", "talk"): 0.35, ("shut", "shut and talk"): 0.35}
    assert chances(found)["shut and talk"] == 0


def test_outcomes_are_those_of_the_file_unless_others_are_asked_for() -> None:
    more = "outcomes: [talk, {name: closed, when: Upper.gates and not talk, assumed: x}]\n"
    assert list(chances(division(more))) == ["talk", "closed", "none of these", "no rest"]
    assert chances(division(more))["closed"] == 0.35
    # A name of the file may be asked for, beside formulas.
    assert list(chances(division(more, ("closed", "not shut"))))[:2] == ["closed", "not shut"]
    scenario = read(RIVER)
    assert asked_about(scenario, ()) == ()
    assert forecast(scenario, concepts()["nash"]).division is None


def test_where_play_goes_round_nothing_is_left_to_count() -> None:
    text = """
title: Round
circumstances: {still: {now: no, chance: 0.25}}
actors:
  A: {options: {x: {}}, prefers: [{want: A.x, exactly when: B.y}]}
  B: {options: {y: {}}, prefers: [{want: B.y, exactly when: not A.x, if: not still}]}
"""
    found = division(text=text, outcomes=("A.x", "not A.x"))
    assert chances(found) == {"A.x": 0, "not A.x": 0.75, "none of these": 0, "no rest": 0.25}


def test_the_authors_own_chances_are_corrected_openly() -> None:
    own = "outcomes: [{when: shut, chance: 0.8, assumed: x}, {name: open, when: not shut, chance: 0.4, assumed: x}]\n"
    found = division(own).own
    assert found is not None
    # 0.8 + 0.4 = 1.2, and one of them comes: a tenth off each.
    assert (found.names, found.chances.total, found.adds_up) == (("shut", "open"), Fraction(6, 5), False)
    assert found.chances.corrected == (Fraction(7, 10), Fraction(3, 10))
    assert not found.chances.within
    words = own.replace("0.8", "0.6 to 1").replace("0.4", "0.2 to 0.6")
    banded = division(words).own
    assert banded is not None
    assert (banded.chances.within, banded.chances.corrected) == (True, (Fraction(7, 10), Fraction(3, 10)))
    fine = division(own.replace("0.4", "0.2")).own
    assert fine is not None
    assert fine.adds_up


def test_what_the_outcomes_leave_is_put_in_for_the_rest() -> None:
    own = "outcomes: [{when: shut and talk, chance: 0.3}, {name: quiet, when: shut and not talk, chance: 0.5}]\n"
    found = division(own).own
    assert found is not None
    # Neither comes where the gates stay open: 0.2 is left for that, and all adds up.
    assert found.names == ("shut and talk", "quiet", None)
    assert found.chances.corrected == (Fraction(3, 10), Fraction(1, 2), Fraction(1, 5))
    assert found.adds_up
    # Too much leaves nothing for it, and nothing is given back: 0.6 + 0.6 are corrected to a half each.
    over = division(own.replace("0.3", "0.6").replace("0.5", "0.6")).own
    assert over is not None
    assert over.chances.corrected == (Fraction(1, 2), Fraction(1, 2), Fraction(0))


def test_outcomes_that_overlap_need_not_add_up() -> None:
    found = division("outcomes: [{when: shut, chance: 0.8}, {when: talk, chance: 0.8}]\n")
    assert (found.own, found.unchecked) == (None, True)
    none = division("outcomes: [shut, talk]\n")
    assert (none.own, none.unchecked) == (None, False)
    some = division("outcomes: [{when: shut, chance: 0.8}, {name: open, when: not shut}]\n")
    assert (some.own, some.unchecked) == (None, False)


CLAIMS = """
claims:
  - {name: gates, says: c, test: every prospect has shut, hedge: likely}
  - {name: no_open, says: c, test: no prospect has not Upper.gates, hedge: likely}
  - {name: talks, says: c, test: some prospect has talk, hedge: likely}
  - {name: flat, says: c, test: every prospect has talk}
  - {name: where, says: c, test: every prospect where dry has talk, hedge: likely}
  - {name: kinds, says: c, test: every equilibrium has talk, hedge: likely}
  - {name: later, says: c, test: every prospect has talk, hedge: likely, in: other}
variants: {other: {set: {dry: no}}}
"""


def test_the_words_of_claims_are_the_authors_chances() -> None:
    # `likely` is 0.55 to 0.8 that all are shut, and the same that none stays open: of openness 0.2 to 0.45.
    scenario = read(RIVER + CLAIMS)
    shut, open_, talk = asked_about(scenario, ("Upper.gates", "not Upper.gates", "talk"))
    assert shut.by == "gates"
    assert shut.own == scenario.words["likely"]
    assert open_.by == "no_open"
    assert open_.own is not None
    assert (open_.own.low, open_.own.high) == (Fraction(1, 5), Fraction(9, 20))
    # That some prospect has it, flat words, conditions, equilibria and other variants say nothing of the kind.
    assert (talk.own, talk.by) == (None, None)
    (later,) = asked_about(scenario, ("talk",), "other")
    assert later.by == "later"
    found = division(CLAIMS, ("Upper.gates", "not Upper.gates")).own
    assert found is not None
    assert (found.by, found.adds_up) == (("gates", "no_open"), True)
    own = asked_about(read(RIVER + CLAIMS + "outcomes: [{when: shut, chance: 0.9, assumed: x}]\n"), ())
    assert (own[0].by, own[0].own and own[0].own.low) == (None, Fraction(9, 10))


# ---------------------------------------------------------------- bad input


@pytest.mark.parametrize(
    ("asked", "code", "word"),
    [
        (("shutt",), "unknown-name", "shutt"),
        (("Upper.gate",), "unknown-option", "gate"),
        (("Upper.gates = ajar",), "unknown-value", "ajar"),
        (("shut and",), "formula-syntax", ""),
        (("",), "formula-syntax", ""),
        (("shut", "talk", " shut"), "outcome-twice", "shut"),
    ],
)
def test_outcomes_that_cannot_be_asked_about(asked: tuple[str, ...], code: str, word: str) -> None:
    with pytest.raises(QuestionError) as caught:
        division(outcomes=asked)
    (problem,) = caught.value.problems
    assert problem.code == code
    assert word in problem.given


def test_outcomes_that_can_never_come_are_told_with_nothing() -> None:
    found = division(outcomes=("shut and not shut", "never"))
    assert chances(found) == {"shut and not shut": 0, "never": 0, "none of these": 1, "no rest": 0}
    assert all(one.possibly == Bounds(0, 0, 0) for one in found.outcomes)
