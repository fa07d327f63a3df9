"""What a scenario makes of its sources, compared with a count from the plain file, and the page that tells it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import pytest
from ruamel.yaml import YAML

from detente import api
from detente.answers.coverage import KINDS, coverage
from detente.answers.library import case_files
from detente.cli import run
from detente.scenario.reader import read
from detente.views.coverage import WORDS
from detente.views.objects.parts.coverage import Coverage
from detente.views.page import text

FILES = case_files()


def cited(entry: Any, sources: list[str]) -> Iterator[tuple[str, str | None]]:
    """Yield source and place of each citation of an entry of the plain file."""
    given = entry.get("cite", [])
    for one in map(str, given if isinstance(given, list) else [given]):
        if one in sources:
            yield one, None
        elif ":" in one:
            source, _, place = one.partition(":")
            yield source.strip(), place.strip()
        else:
            yield sources[0], one


def entries(case: Any) -> Iterator[tuple[str, str, Any]]:
    """Yield kind, name and content of everything in the plain file that may cite."""
    for one in case.get("claims", []):
        yield one.get("stance", "own"), one["name"], one
    for actor, body in case["actors"].items():
        for place, one in enumerate(body.get("prefers", body.get("weighs", [])), 1):
            yield "statement", f"{actor}.{one.get('name', place)}", one
        for name, one in body.get("options", {}).items():
            yield "option", f"{actor}.{name}", one
    for name, one in case.get("circumstances", {}).items():
        yield "circumstance", name, one
    for section, kind in (("never", "rule"), ("signals", "signal")):
        for place, one in enumerate(case.get(section, []), 1):
            yield kind, one.get("name", str(place)), one
    for one in case.get("beliefs", []):
        yield "belief", f"{one['who']}: {one['thinks'].partition(' = ')[0]}", one
    for name, one in case.get("variants", {}).items():
        if one:
            yield "variant", name, one
    for one in case.get("not modelled", []):
        yield "not modelled", one.get("name", one["what"]), one


@pytest.mark.parametrize("key", FILES)
def test_what_covers_each_paragraph_is_what_cites_it(key: str) -> None:
    case = YAML(typ="safe", pure=True).load(FILES[key])
    found = coverage(read(FILES[key].read_bytes(), key))
    sources = list(case["sources"])
    expected: dict[tuple[str, str | None], set[tuple[str, str]]] = {}
    for kind, name, entry in entries(case):
        for source, place in cited(entry, sources):
            counted = "paragraphs" in case["sources"][source] and place is not None
            first, _, last = str(place).partition("-")
            numbers = range(int(first), int(last or first) + 1) if counted and first.isdigit() else [place]
            for number in numbers:
                expected.setdefault((source, None if number is None else str(number)), set()).add((kind, name))
    actual: dict[tuple[str, str | None], set[tuple[str, str]]] = {}
    for one in found.sources:
        for passage in one.passages:
            names = {(kind, name) for kind, named in passage.parts.items() for name in named}
            actual |= {(one.source.id, passage.place): names} if names else {}
        whole = {(kind, name) for kind, named in one.whole.items() for name in named}
        actual |= {(one.source.id, None): whole} if whole else {}
    assert actual == expected


def test_the_flagship_covers_its_source() -> None:
    (source,) = coverage(read(FILES["diplomacy/us-russia-2024"].read_bytes())).sources
    assert [one.number for one in source.passages] == list(range(1, 11))
    assert not source.uncovered
    assert not source.left_out
    assert all("own" in one.parts for one in source.passages)
    assert source.passages[0].parts["doubted"] == ("reset",)


WELL = """
title: The well
sources:
  diary: {author: A, title: The diary, paragraphs: 9, grade: read}
  map: {title: The map}
actors:
  Ann:
    options: {dig: {cite: "diary:2-3"}, rest: {cite: [map, "diary:3"]}}
    prefers: [{name: water, want: dig, assumed: x}]
  Bob:
    options: {wait: {cite: "map: sheet 2"}}
    prefers: [{want: wait, cite: "diary:9"}]
claims:
  - {name: a, says: so, test: no prospect has Ann.dig, stance: reported, cite: "diary:1"}
not modelled:
  - {name: moon, what: the moon, why: too far, cite: "diary:5"}
  - {what: the sun, assumed: x}
"""


def test_what_nothing_cites_is_listed() -> None:
    diary, chart = coverage(read(WELL)).sources
    assert diary.uncovered == (4, 6, 7, 8)
    assert diary.left_out == (5,)
    assert [one.parts for one in diary.passages][:3] == [
        {"reported": ("a",)}, {"option": ("Ann.dig",)}, {"option": ("Ann.dig", "Ann.rest")},
    ]  # fmt: skip
    assert chart.whole == {"option": ("Ann.rest",)}
    assert [(one.place, one.number, one.covered) for one in chart.passages] == [("sheet 2", None, True)]
    assert not chart.uncovered
    assert not chart.left_out


def test_the_page() -> None:
    told = text(api.coverage(read(WELL)).page())
    assert "6 of 9" not in told
    assert "4 of 9 paragraphs covered; only left out: 5; not covered: 4, 6–8." in told
    assert "4 | not covered | \n5 | not modelled | moon\n6–8 | not covered | \n9 | wants | Bob." in told
    assert "1 | claims reported | a\n" in told
    assert "Its paragraphs are not counted, so what is not covered cannot be told." in told
    assert "place | by | names\nsheet 2 | options | Bob.wait\ncited as a whole\n  options: Ann.rest" in told
    assert "moon: the moon (diary ¶5)\n  too far\nthe sun\n" in told
    assert "What cites no source\nwants: Ann.water\nnot modelled: the sun" in told


def test_a_scenario_without_sources() -> None:
    bare = "title: T\nactors:\n  A: {options: {x: {}}, prefers: [want: x]}\n"
    assert "This scenario names no sources.\nWhat cites no source\n" in text(api.coverage(read(bare)).page())


def test_a_source_of_many_paragraphs() -> None:
    found = api.coverage(read(WELL.replace("paragraphs: 9,", "paragraphs: 99999,")))
    assert len(found.sources[0].uncovered) == 99999 - 5
    assert "10–99999 | not covered" in text(found.page())


def test_every_kind_has_words() -> None:
    assert tuple(WORDS) == KINDS


def test_json(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["claims", "us-russia-2024", "--source", "--json"]) == 0
    found = Coverage.model_validate(json.loads(capsys.readouterr().out))
    assert found.sources[0].uncovered == []
    assert found.sources[0].passages[0].parts["doubted"] == ["reset"]
    assert [one.name for one in found.not_modelled][:2] == ["transactional", "two_years_of_war"]
    assert found.uncited["rule"] == ["exclusive_terms", "terms_are_talks"]
    table = api.coverage("us-russia-2024").table()
    assert table.columns == ("source", "place", *KINDS)
    assert table.rows[0][:3] == ("xiao", "1", "cold_is_possible, europe_decides")
