"""The text that goes with the flagship case: what it says in claims of its own, worked out by hand (see `by_hand`)."""

from __future__ import annotations

import json
import re
from functools import cache
from itertools import product

import pytest

from detente import api
from detente.answers.library import case, case_files, essay_file
from detente.scenario.reader import read_file
from detente.views import notebook
from detente.views.page import text
from tests.arguments.by_hand import NOW, World
from tests.arguments.test_flagship import changed, suiting

FILE = case_files()["diplomacy/us-russia-2024"]
TEXT = essay_file(FILE)


@cache
def found() -> notebook.Essay:
    return api.essay("us-russia-2024")


def standings() -> dict[str, str]:
    return {one.passage.claim.name: one.standing for one in found().blocks}


def test_nothing_that_the_text_says_fails() -> None:
    assert not found().failed()
    assert {name for name, standing in standings().items() if standing == "fail"} == {"thaw", "steadier"}
    assert {name for name, standing in standings().items() if standing == "fragile"} == {"consults", "no_plan_for_all"}
    assert not {"vacuous", "unknown"} & set(standings().values())


def test_where_play_comes_to_rest() -> None:
    prospects = World(NOW).prospects()
    assert prospects
    assert all(s["Russia.arm"] == "yes" and s["Russia.truce"] == "no" for s in prospects)
    assert not any(s["US.russia"] == "dialogue" for s in prospects)


def test_which_readings_let_a_plan_suit_all() -> None:
    """Each circumstance is changed alone: two of the changes let an agreement suit everyone, and no other does."""
    values = {"patience": ("worn", "long"), "temper": ("prudent", "headstrong"), "congress": ("united", "divided")}
    values |= {"us_aim": ("bargain", "contain"), "russian_price": ("security", "aid_cut")}
    values |= {"europe_nerve": ("high", "low"), "ukraine_resolve": ("firm", "exhausted")}
    values |= dict.fromkeys(("europe_ready", "terms_compatible"), ("yes", "no"))
    assert set(values) == set(NOW)
    other = {name: next(value for value in both if value != NOW[name]) for name, both in values.items()}
    assert {name for name in NOW if suiting(changed(**{name: other[name]}))} == {"terms_compatible", "russian_price"}
    assert standings()["a_plan_for_all"] == standings()["a_plan_for_less_aid"] == "pass"


def test_congress_leaves_the_american_line_as_it_is() -> None:
    def lines(facts: dict[str, str]) -> set[tuple[str, ...]]:
        options = ("US.europe", "US.aid", "US.plan", "US.russia")
        return {tuple(s[option] for option in options) for s in World(facts).prospects()}

    assert lines(dict(NOW)) == lines(changed(congress="divided"))


def test_the_chance_that_europe_is_consulted() -> None:
    """He does where he is prudent, Europe prepared and its patience worn, and nowhere else.

    Heavy pressures: 0.97 (0.95 to 0.99). Prudent: 0.675 (0.55 to 0.8) where they are heavy, else 0.325 (0.2 to 0.45).
    Patience worn: 0.875 (0.8 to 0.95). Europe ready: the same, after statements with odds of 9 to 4.
    """
    for ready, patience, temper in product(("yes", "no"), ("worn", "long"), ("prudent", "headstrong")):
        prospects = World(changed(europe_ready=ready, patience=patience, temper=temper)).prospects()
        consults = {s["US.europe"] == "consult" for s in prospects}
        assert consults == {(ready, patience, temper) == ("yes", "worn", "prudent")}

    def chance(heavy: float, prudent: float, otherwise: float, worn: float, ready: float) -> float:
        told = ready * 0.9 / (ready * 0.9 + (1 - ready) * 0.4)
        return (heavy * prudent + (1 - heavy) * otherwise) * worn * told

    middle = chance(0.97, 0.675, 0.325, 0.875, 0.875)
    low, high = chance(0.95, 0.55, 0.2, 0.8, 0.8), chance(0.99, 0.8, 0.45, 0.95, 0.95)
    block = next(one for one in found().blocks if one.passage.claim.name == "consults")
    (given,) = block.answered.judged.finding.witness.chances
    assert (given.middle, given.low, given.high) == pytest.approx((middle, low, high), abs=1e-9)
    assert 0.54 < middle < 0.56
    assert 0.37 < low < 0.54
    assert 0.56 < high < 0.75


def test_every_number_of_the_text_stands_in_a_claim_below_it() -> None:
    assert TEXT is not None
    below = TEXT.read_text(encoding="utf-8").partition("---\n\n")[2]
    prose = re.sub(r"^```claim.*?^```$", "", below, flags=re.MULTILINE | re.DOTALL)
    numbers = set(re.findall(r"\d+", prose.replace("us-russia-2024", "")))
    assert numbers >= {"37", "75"}
    for one in found().blocks:
        said = re.findall(r"\d+", (one.passage.says or "").replace("us-russia-2024", ""))
        tested = {number.removeprefix("0.") for number in re.findall(r"[\d.]+", one.passage.claim.test.text)}
        numbers -= {number for number in said if number in tested}
    assert not numbers


def test_the_text_is_found_by_its_case() -> None:
    one = case("diplomacy/us-russia-2024", read_file(FILE), FILE)
    assert one.essay == TEXT == FILE.with_name("essay.md")
    chicken = case_files()["games/chicken"]
    assert case("games/chicken", read_file(chicken), chicken).essay is None


def test_the_page_of_the_case_says_how_to_run_it() -> None:
    assert "detente claims us-russia-2024 --essay runs its claims." in text(api.case("us-russia-2024").page())
    assert "Essay:" not in text(api.case("chicken").page())
    told = api.case("us-russia-2024").to_json()
    assert json.loads(told)["case"]["essay"] == str(TEXT)
    assert json.loads(api.case("chicken").to_json())["case"]["essay"] is None
