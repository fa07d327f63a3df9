"""The case library as data: files, names, grades and cross-references.

These tests read the YAML alone. What the engine makes of the cases is tested elsewhere.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from ruamel.yaml import YAML

LIBRARY = Path(__file__).parents[2] / "src" / "detente" / "cases"
FOLDERS = sorted(
    folder
    for kind in LIBRARY.iterdir()
    if kind.is_dir() and kind.name != "__pycache__"
    for folder in kind.iterdir()
    if folder.is_dir() and folder.name != "__pycache__"
)
FLAGSHIP = LIBRARY / "diplomacy" / "us-russia-2024"

CONCEPTS = {"nash", "gmr", "smr", "seq", "sseq", "firm"}
ROW_GRADES = {"published", "recalled", "computed"}
SOURCE_GRADES = {"read", "partial", "recalled"}
VERDICTS = {"holds", "fails", "vacuous"}
ROW_FIELDS = {"concept", "equilibria", "grade", "source", "definition"}
ROW_EXTRAS = {"variant", "stable", "visible", "prospects", "note"}
EXPECTED_KEYS = {"labels", "rows", "claims", "facts", "later"}
FACT_FIELDS = {
    "state_count": {"states"},
    "only_improvement": {"from", "actor", "to"},
    "improvement_path": {"states", "movers"},
    "no_single_move": {"from", "to"},
    "reachable_not_by_improvements": {"from", "to"},
    "posterior": {"who", "circumstance", "value", "before", "after"},
    "would_move": {"beliefs", "actor", "to", "answer"},
    "group_improvement": {"members", "from", "to"},
    "as_one_player": {"groups", "equilibria", "visible"},
    "state_is_equilibrium": {"state", "without_coalition", "with_coalition", "members"},
    "coalition_nash": {"coalitions", "equilibria"},
    "inverse": {"target", "vary", "rankings", "counts", "counts_correct", "conditions"},
}
FACT_EXTRAS = {"kind", "grade", "source", "variant", "note"}

every_case = pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)


@cache
def read(path: Path) -> Any:
    """Read one YAML file (version 1.2, so that yes and no stay words)."""
    return YAML(typ="safe", pure=True).load(path)


def scenario(folder: Path) -> Any:
    """Read the scenario of a case."""
    return read(folder / "scenario.yaml")


def expected(folder: Path) -> Any:
    """Read the expected results of a case."""
    return read(folder / "expected.yaml")


def name_of(entry: dict[str, Any]) -> str | None:
    """Return what an entry of a list goes by: its name, or whose belief it is."""
    name = entry.get("name", entry.get("who"))
    return None if name is None else str(name)


def find(tree: Any, path: str) -> Any:
    """Follow a dotted path through mappings by key, through lists by name.

    >>> find({"claims": [{"name": "axis", "cite": 10}]}, "claims.axis.cite")
    10
    """
    for step in path.split("."):
        if isinstance(tree, list):
            tree = {name_of(entry): entry for entry in tree}
        tree = tree[step]
    return tree


def judgements(case: Any) -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield the place and the content of everything in a scenario that needs a reason."""
    for section in ("circumstances", "variants"):
        for key, entry in case.get(section, {}).items():
            yield f"{section}.{key}", entry
    for section in ("never", "beliefs", "signals", "claims", "not modelled"):
        for number, entry in enumerate(case.get(section, []), start=1):
            yield f"{section}.{name_of(entry) or number}", entry
    for actor, body in case["actors"].items():
        for key, entry in body.get("options", {}).items():
            yield f"actors.{actor}.options.{key}", entry
        for number, entry in enumerate(body.get("prefers", body.get("weighs", [])), start=1):
            yield f"actors.{actor}.prefers.{entry.get('name', number)}", entry


def citations(entry: dict[str, Any]) -> list[str]:
    """Return the citations of a judgement, each as text."""
    cited = entry.get("cite", [])
    return [str(one) for one in (cited if isinstance(cited, list) else [cited])]


def test_the_library_is_there() -> None:
    """An empty library would let every other test here pass unseen."""
    assert len(FOLDERS) >= 10
    assert FLAGSHIP in FOLDERS


def test_slugs_are_unique_and_plain() -> None:
    """A case is asked for by its slug alone."""
    slugs = [folder.name for folder in FOLDERS]
    assert len(set(slugs)) == len(slugs)
    for slug in slugs:
        assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", slug), slug


@every_case
def test_each_case_has_both_files(folder: Path) -> None:
    """A scenario without expected results is no case of the library."""
    assert (folder / "scenario.yaml").is_file()
    assert (folder / "expected.yaml").is_file()


@every_case
def test_each_scenario_tells_its_story_and_names_its_sources(folder: Path) -> None:
    """Readers learn what the case is about and how far its data can be trusted."""
    case = scenario(folder)
    assert case["title"]
    assert len(re.findall(r"[.?!](?:\s|$)", case["story"])) >= 2
    assert case["sources"]
    for key, source in case["sources"].items():
        assert source["grade"] in SOURCE_GRADES, key
        assert source["author"], key
        assert source["title"], key


@every_case
def test_each_judgement_is_cited_or_assumed(folder: Path) -> None:
    """Only a variant that names the base may stay empty."""
    for place, entry in judgements(scenario(folder)):
        if place.startswith("variants.") and not entry:
            continue
        assert "cite" in entry or "assumed" in entry, place


@every_case
def test_citations_lead_to_a_source(folder: Path) -> None:
    """A citation names a source, or is a locator in the only one, within its paragraphs."""
    case = scenario(folder)
    sources = case["sources"]
    for place, entry in judgements(case):
        for cited in citations(entry):
            key, colon, locator = cited.partition(":")
            if not colon:
                key, locator = (cited, "") if cited in sources else (next(iter(sources)), cited)
                assert not locator or len(sources) == 1, (place, cited)
            assert key in sources, (place, cited)
            paragraphs = sources[key].get("paragraphs")
            if paragraphs and locator:
                numbers = [int(number) for number in locator.split("-")]
                assert all(1 <= number <= int(paragraphs) for number in numbers), (place, cited)


@every_case
def test_names_are_not_used_twice(folder: Path) -> None:
    """Reports refer to entries by name, so a name stands for one entry."""
    places = [place for place, _ in judgements(scenario(folder))]
    assert len(set(places)) == len(places)


@every_case
def test_expected_has_known_sections(folder: Path) -> None:
    """A misspelt section would silently go untested."""
    assert set(expected(folder)) <= EXPECTED_KEYS
    assert expected(folder)["rows"]


@every_case
def test_rows_are_well_formed(folder: Path) -> None:
    """Each row says what holds, under which definition, and how that is known."""
    variants = scenario(folder).get("variants", {})
    for row in expected(folder)["rows"]:
        assert set(row) >= ROW_FIELDS, row
        assert set(row) <= ROW_FIELDS | ROW_EXTRAS, row
        assert row["grade"] in ROW_GRADES, row
        assert row["concept"] in CONCEPTS, row
        assert row["source"], row
        assert row["definition"], row
        assert row.get("variant") is None or row["variant"] in variants, row
        assert row["equilibria"] == sorted(set(row["equilibria"])), row
        assert all(isinstance(state, int) and state >= 1 for state in row["equilibria"]), row
        assert set(row["equilibria"]) <= set(row.get("visible", row["equilibria"])), row
        assert set(row.get("prospects", [])) <= set(row["equilibria"]), row


@every_case
def test_equilibria_are_the_states_stable_for_all(folder: Path) -> None:
    """Where a row lists the stable states of every actor, their common part is its equilibria."""
    actors = set(scenario(folder)["actors"])
    for row in expected(folder)["rows"]:
        if "stable" not in row:
            continue
        assert set(row["stable"]) <= actors, row
        common = set.intersection(*(set(states) for states in row["stable"].values()))
        assert set(row["equilibria"]) <= common, row
        if set(row["stable"]) == actors and "visible" not in row:
            assert set(row["equilibria"]) == common, row


@every_case
def test_rows_on_one_question_agree(folder: Path) -> None:
    """Published, recalled and computed rows differ in how they are known, not in what they say."""
    answers: dict[tuple[str | None, str], dict[str, Any]] = {}
    for row in expected(folder)["rows"]:
        first = answers.setdefault((row.get("variant"), row["concept"]), row)
        seen = set(first.get("visible", first["equilibria"] + row["equilibria"]))
        seen &= set(row.get("visible", seen))
        assert set(first["equilibria"]) & seen == set(row["equilibria"]) & seen, (first, row)


@every_case
def test_nothing_recalled_is_called_published(folder: Path) -> None:
    """A published result needs data that were read, all of them."""
    grades = {source["grade"] for source in scenario(folder)["sources"].values()}
    results = expected(folder)
    for result in results["rows"] + results.get("facts", []):
        assert result["grade"] != "published" or grades == {"read"}, result


@every_case
def test_facts_are_of_a_known_kind(folder: Path) -> None:
    """Each fact can be checked by a program, without reading its words."""
    case = scenario(folder)
    for fact in expected(folder).get("facts", []):
        fields = FACT_FIELDS[fact["kind"]]
        assert set(fact) >= fields | {"grade", "source"}, fact
        assert set(fact) <= fields | FACT_EXTRAS, fact
        assert fact["grade"] in ROW_GRADES, fact
        assert fact.get("variant") is None or fact["variant"] in case["variants"], fact
        named = set(fact.get("movers", [])) | ({fact["actor"]} if "actor" in fact else set())
        assert named <= set(case["actors"]), fact
        if fact["kind"] == "improvement_path":
            assert len(fact["states"]) == len(fact["movers"]) + 1, fact


@every_case
def test_later_results_say_how_they_are_known(folder: Path) -> None:
    """Data kept for later features carry a kind, a grade and a source as well."""
    for result in expected(folder).get("later", []):
        assert result["kind"], result
        assert result["grade"] in ROW_GRADES, result
        assert result["source"], result


@every_case
def test_labels_are_one_to_one(folder: Path) -> None:
    """A label of the literature belongs to one state."""
    labels = expected(folder).get("labels", {})
    assert list(labels) == list(range(1, len(labels) + 1))
    assert len(set(labels.values())) == len(labels)


@every_case
def test_verdicts_are_on_claims_of_the_scenario(folder: Path) -> None:
    """Where verdicts are expected, they are expected of every claim."""
    verdicts = expected(folder).get("claims", [])
    for verdict in verdicts:
        assert set(verdict) == {"claim", "verdict", "grade", "source"}, verdict
        assert verdict["verdict"] in VERDICTS, verdict
        assert verdict["grade"] in ROW_GRADES, verdict
    if verdicts:
        claims = [claim["name"] for claim in scenario(folder)["claims"]]
        assert [verdict["claim"] for verdict in verdicts] == claims


def test_every_mechanism_of_the_flagship_has_a_place() -> None:
    """Each numbered mechanism of the source is expressed, or named as left out."""
    mechanisms = read(FLAGSHIP / "mechanisms.yaml")
    assert list(mechanisms) == list(range(1, 42))
    for number, places in mechanisms.items():
        assert places, number
        assert len(set(places)) == len(places), number


def test_the_places_of_mechanisms_exist() -> None:
    """A renamed entry must be renamed in the table of mechanisms too."""
    case = scenario(FLAGSHIP)
    for number, places in read(FLAGSHIP / "mechanisms.yaml").items():
        for place in places:
            try:
                find(case, place)
            except (KeyError, TypeError):
                pytest.fail(f"mechanism {number}: nothing at {place}")


def test_every_claim_and_omission_of_the_flagship_answers_a_mechanism() -> None:
    """What the flagship claims or leaves out comes from its source, so some mechanism points to it."""
    places = {place for listed in read(FLAGSHIP / "mechanisms.yaml").values() for place in listed}
    case = scenario(FLAGSHIP)
    for section in ("claims", "signals", "not modelled"):
        for entry in case[section]:
            assert f"{section}.{entry['name']}" in places, entry["name"]
