"""Tables of chance words: what each word means, by the published tables; choosing, overriding, and mistakes."""

from __future__ import annotations

import re
from fractions import Fraction
from pathlib import Path

import pytest

from detente.errors import ScenarioError
from detente.scenario.model import Band
from detente.scenario.reader import read
from detente.scenario.schema import json_schema
from detente.scenario.words import FIRST, tables

ROOT = Path(__file__).parents[2]

PUBLISHED = {
    # ICD 203 (2015), D.6.e.(2): words and percentages.
    "icd203": "almost no chance 1 5, very unlikely 5 20, unlikely 20 45, even chance 45 55, likely 55 80, "
    "very likely 80 95, almost certain 95 99",
    # The yardstick: up to 5; 10 to 20; 25 to 35; 40 to less than 50; 55 to 75; 80 to 90; from 95.
    "uk": "remote chance 0 5, highly unlikely 10 20, unlikely 25 35, realistic possibility 40 50, likely 55 75, "
    "probable 55 75, highly likely 80 90, almost certain 95 100",
}


def made(analysis: str, chance: str, words: str = "") -> str:
    return (
        f"title: t\n{analysis}{words}circumstances:\n  c: {{now: yes, chance: {chance}}}\n"
        "actors:\n  A: {options: {x: {}}, prefers: [want: x]}\n"
    )


def problems(text: str) -> list[tuple[str, int]]:
    with pytest.raises(ScenarioError) as caught:
        read(text)
    return [(one.code, one.place.line) for one in caught.value.problems if one.place]


@pytest.mark.parametrize("key", list(tables()))
def test_words_mean_what_was_published(key: str) -> None:
    rows = [re.fullmatch(r"(.+) (\d+) (\d+)", row) for row in PUBLISHED[key].split(", ")]
    expected = {
        row[1]: Band(Fraction(int(row[2]), 100), Fraction(int(row[3]), 100), row[1]) for row in rows if row is not None
    }
    assert tables()[key].bands == expected
    scenario = read(made(f"analysis: {{words: {key}}}\n", "almost certain"))
    assert dict(scenario.words) == expected
    assert scenario.settings.words == key


@pytest.mark.parametrize("key", list(tables()))
def test_a_table_cites_a_known_reference_and_stands_in_the_language_reference(key: str) -> None:
    table = tables()[key]
    assert table.key == key
    known = re.findall(r"^@\w+\{([^,\s]+),", (ROOT / "docs" / "references.bib").read_text(encoding="utf-8"), re.M)
    assert table.cites
    assert set(table.cites) <= set(known)
    page = (ROOT / "docs" / "reference" / "language.md").read_text(encoding="utf-8")
    section = page.partition(f"| word of `{key}` |")[2].partition("\n\n")[0]
    shown: dict[str, tuple[int, int]] = {}
    for words, low, high in re.findall(r"^\| ([^|]+) \| ([\d.]+) to ([\d.]+) \|$", section, re.M):
        for word in words.split(", "):
            shown[word] = round(100 * float(low)), round(100 * float(high))
    assert shown == dict(table.percent)


def test_the_usual_table_counts_where_none_is_chosen() -> None:
    scenario = read(made("", "likely"))
    assert (scenario.settings.words, FIRST) == ("icd203", "icd203")
    assert dict(scenario.words) == tables()["icd203"].bands


def test_one_word_stands_for_other_chances_in_another_table() -> None:
    chances = {}
    for key in tables():
        told = read(made(f"analysis: {{words: {key}}}\n", "likely")).circumstances["c"].chances
        assert told is not None
        chances[key] = (told["yes"].cases[0].band.low, told["yes"].cases[0].band.high)
    assert chances == {
        "icd203": (Fraction(55, 100), Fraction(80, 100)),
        "uk": (Fraction(55, 100), Fraction(75, 100)),
    }


def test_words_of_another_table_are_not_known() -> None:
    assert problems(made("analysis: {words: uk}\n", "very likely")) == [("unknown-chance", 4)]
    assert problems(made("", "realistic possibility")) == [("unknown-chance", 3)]


def test_own_words_stand_beside_those_of_the_table_and_override_them() -> None:
    own = "words: {may: [0.05, 0.95], likely: [0.6, 0.7]}\n"
    words = read(made("analysis: {words: uk}\n", "may", own)).words
    assert (words["may"].low, words["likely"].low) == (Fraction(1, 20), Fraction(3, 5))
    assert words["highly likely"] == Band(Fraction(4, 5), Fraction(9, 10), "highly likely")


def test_a_table_that_is_none_is_told_once_with_those_that_are() -> None:
    """A word that some table has is no mistake of its own then; one that no table has is."""
    text = made("analysis: {words: ukk}\n", "highly likely")
    assert problems(text) == [("unknown-words", 2)]
    with pytest.raises(ScenarioError, match=r"`ukk` is no table of chance words.*icd203.*uk.*Did you mean `uk`\?"):
        read(text)
    assert problems(made("analysis: {words: ukk}\n", "maybe")) == [("unknown-words", 2), ("unknown-chance", 4)]


def test_editors_know_the_tables() -> None:
    chosen = json_schema()["$defs"]["Analysis"]["properties"]["words"]
    assert chosen["enum"] == list(tables())
