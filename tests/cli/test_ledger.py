"""`detente ledger` from publication to score, with numbers worked out by hand; and what it refuses."""

from __future__ import annotations

import json
import shlex
import sys
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from detente import api
from detente.answers import ledger as answers
from detente.cli import run
from detente.errors import DetenteError, LedgerError
from detente.views.objects import json_schema
from tests.store.made import NOON

GATE = """
title: The gate
circumstances:
  dry: {now: yes, chance: 0.6 to 0.8, assumed: an example}
situations: {closed: Upper.gate != open, dry_and_open: dry and Upper.gate = open}
actors:
  Upper:
    options: {gate: {values: [open, half, shut], assumed: an example}}
    prefers:
      - {name: water, want: gate = shut, if: dry, assumed: an example}
      - {name: trade, want: gate = open, assumed: an example}
variants: {half_open: {says: it starts half open, start: {Upper.gate: half}}}
"""
"""Upper shuts the gate where it is dry, which is so with 0.7 (0.6 to 0.8), and else leaves it open."""

PENNIES = """
title: Pennies
actors:
  Even: {options: {head: {assumed: x}}, prefers: [{want: head, exactly when: Odd.head, assumed: x}]}
  Odd: {options: {head: {assumed: x}}, prefers: [{avoid: head, exactly when: Even.head, assumed: x}]}
"""

RULE = ("--question", "Will it be shut?", "--rule", "yes if it is", "--source", "the log", "--horizon", "2999-12-31")
CLASS = ("--reference-class", "dry summers")

Call = Callable[..., Any]


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "100")
    monkeypatch.delenv("DETENTE_LEDGER", raising=False)
    (tmp_path / "gate.yaml").write_text(GATE, encoding="utf-8")
    (tmp_path / "pennies.yaml").write_text(PENNIES, encoding="utf-8")
    return tmp_path


@pytest.fixture
def ledger(capsys: pytest.CaptureFixture[str]) -> Call:
    """Run `detente ledger ...` and return what it prints; with --json, the object."""

    def call(*arguments: str, code: int = 0) -> Any:
        assert run(["ledger", *arguments]) == code
        caught = capsys.readouterr()
        if "--json" not in arguments:
            return caught.out + caught.err
        assert not caught.err
        found = json.loads(caught.out)
        jsonschema.validate(found, json_schema("ledger" if code == 0 else "error"))
        return found if code == 0 else [problem["code"] for problem in found["error"]["problems"]]

    return call


def outcomes(found: Any) -> list[tuple[Any, ...]]:
    return [
        (one["name"], *(pytest.approx(one[name], abs=1e-12) for name in ("chance", "low", "high")))
        for one in found["forecast"]["outcomes"]
    ]


def test_yes_or_no(ledger: Call) -> None:
    found = ledger("publish", "gate.yaml", "--outcome", "closed", *RULE, "--base-rate", "3, 7", *CLASS, "--json")
    assert outcomes(found) == [("yes", 0.7, 0.6, 0.8), ("no", 0.3, 0.2, 0.4)]
    one = found["forecast"]
    assert [outcome["baselines"] for outcome in one["outcomes"]] == [
        {"uniform": 0.5, "base rate": 0.3, "status quo": 0.0},
        {"uniform": 0.5, "base rate": 0.7, "status quo": 1.0},
    ]
    assert [outcome["base_count"] for outcome in one["outcomes"]] == [3, 7]
    assert (one["number"], one["about"], one["verdict"], one["due"]) == (1, "closed", "open", False)
    assert all(outcome["exact"] and outcome["error"] is None for outcome in one["outcomes"])
    origin = one["origin"]
    assert (origin["file"], origin["concept"], origin["sharing"]) == ("gate.yaml", "firm", "equal")
    assert origin["sha256"] == api.load("gate.yaml").origin.sha256
    assert (origin["seed"], origin["samples"]) == (None, None)


def test_all_values_of_an_option_leave_nothing(ledger: Call) -> None:
    values = [part for value in ("open", "half", "shut") for part in ("--outcome", f"Upper.gate = {value}")]
    found = ledger("publish", "gate.yaml", *values, *RULE, "--ordered", "--json")
    names = [("Upper.gate = open", 0.3, 0.2, 0.4), ("Upper.gate = half", 0, 0, 0), ("Upper.gate = shut", 0.7, 0.6, 0.8)]
    assert outcomes(found) == names
    assert [one["baselines"]["status quo"] for one in found["forecast"]["outcomes"]] == [1, 0, 0]
    assert found["forecast"]["ordered"]


def test_what_several_leave_is_an_outcome_too(ledger: Call) -> None:
    """Even where the forecast gives it no chance: the world may do what the model excludes."""
    some = ("--outcome", "Upper.gate = shut", "--outcome", "Upper.gate = half")
    found = ledger("publish", "gate.yaml", *some, *RULE, "--json")
    assert outcomes(found) == [
        ("Upper.gate = shut", 0.7, 0.6, 0.8),
        ("Upper.gate = half", 0, 0, 0),
        ("none of these", 0.3, 0.2, 0.4),
    ]
    assert [one["baselines"]["status quo"] for one in found["forecast"]["outcomes"]] == [0, 0, 1]
    assert ledger("publish", "gate.yaml", *some, *RULE, "--ordered", "--json", code=2) == ["order-with-gaps"]
    both = ledger("publish", "gate.yaml", "--outcome", "closed", "--outcome", "Upper.gate = open", *RULE, "--json")
    assert [one[0] for one in outcomes(both)] == ["closed", "Upper.gate = open", "none of these"]
    assert [one["chance"] for one in both["forecast"]["outcomes"]][2] == 0


def test_where_play_rests_nowhere_nothing_comes(ledger: Call) -> None:
    found = ledger("publish", "pennies.yaml", "--outcome", "Even.head", *RULE, "--json")
    assert outcomes(found) == [("yes", 0, 0, 0), ("no", 1, 1, 1)]
    values = ("--outcome", "Even.head = no", "--outcome", "Even.head = yes")
    found = ledger("publish", "pennies.yaml", *values, *RULE, "--json")
    assert outcomes(found)[2] == ("none of these", 1, 1, 1)


def test_the_status_quo_is_that_of_the_variant(ledger: Call) -> None:
    """A situation may speak of circumstances: it is dry at the start."""
    half = ledger("publish", "gate.yaml", "--outcome", "closed", "--variant", "half_open", *RULE, "--json")
    assert [one["baselines"]["status quo"] for one in half["forecast"]["outcomes"]] == [1, 0]
    dry = ledger("publish", "gate.yaml", "--outcome", "dry_and_open", *RULE, "--json")
    assert outcomes(dry) == [("yes", 0, 0, 0), ("no", 1, 1, 1)]
    assert [one["baselines"]["status quo"] for one in dry["forecast"]["outcomes"]] == [1, 0]
    assert half["forecast"]["origin"]["variant"] == "half_open"


def test_drawn_worlds_say_so(ledger: Call) -> None:
    drawn = ("--samples", "64", "--seed", "5", "--outcome", "closed")
    found = ledger("publish", "gate.yaml", *drawn, *RULE, "--json")
    yes, no = found["forecast"]["outcomes"]
    assert yes["chance"] + no["chance"] == pytest.approx(1, abs=1e-12)
    assert yes["error"] is not None
    assert not yes["exact"]
    origin = found["forecast"]["origin"]
    assert (origin["seed"], origin["samples"]) == (5, 64)
    assert "64 worlds drawn, seed 5" in " ".join(ledger("show", "1").split())


def test_from_publication_to_score(ledger: Call) -> None:
    """Three times yes with 0.7: it came twice, and once it did not.

    Brier: (0.09 + 0.09 + 0.49) / 3 = 0.2233. Uniform: 0.25. Status quo, which says no: (1 + 1 + 0) / 3 = 0.6667. The
    base rate 3 of 10: (0.49 + 0.49 + 0.09) / 3 = 0.3567. Log: (2 · 0.5146 + 1.7370) / 3 = 0.9220; uniform: 1; status
    quo: infinite. Reliability: (0.7 - 2/3)² = 0.0011; resolution: 0; uncertainty: 2/9 = 0.2222; together 0.2233.
    """
    for _ in range(5):
        ledger("publish", "gate.yaml", "--outcome", "closed", *RULE, "--base-rate", "3 7", *CLASS)
    ledger("resolve", "1", "yes", "--evidence", "the log")
    ledger("resolve", "2", "no", "--evidence", "the log")
    ledger("resolve", "3", "no", "--evidence", "the log")
    ledger("correct", "3", "yes", "--evidence", "the log", "--reason", "read upside down")
    ledger("resolve", "4", "void", "--evidence", "the log is lost")
    found = ledger("score", "--json")
    assert [found[name] for name in ("settled", "open", "due", "void", "events")] == [3, 1, 0, 1, 3]
    brier, log, ranked = (found["scored"][name] for name in ("brier", "log", "ranked"))
    assert brier["mean"] == pytest.approx(0.67 / 3)
    assert ranked == brier
    assert log["mean"] == pytest.approx(0.922037, abs=1e-6)
    assert [one["baseline"] for one in brier["skills"]] == ["uniform", "base rate", "status quo"]
    assert [one["reference"] for one in brier["skills"]] == pytest.approx([0.25, 1.07 / 3, 2 / 3])
    assert [one["skill"] for one in brier["skills"]] == pytest.approx([1 - 0.67 / 0.75, 1 - 0.67 / 1.07, 1 - 0.67 / 2])
    assert [one["reference"] for one in log["skills"]][2] == "infinite"
    assert [one["skill"] for one in log["skills"]][2] is None
    parts = found["parts"]
    assert [
        parts[name] for name in ("score", "reliability", "resolution", "uncertainty", "variance", "covariance")
    ] == (pytest.approx([0.67 / 3, 1 / 900, 0, 2 / 9, 0, 0], abs=1e-12))
    (only,) = found["calibration"]
    assert (only["low"], only["high"], only["count"], only["happened"]) == (0.7, 0.8, 3, 2)
    assert [one["verdict"] for one in found["forecasts"]] == ["yes", "no", "yes"]
    page = " ".join(ledger("score").split())
    for words in (
        "3 settled forecasts; 1 open, 1 void.",
        "Better than the baseline uniform (Brier 0.223 against 0.250).",
        "3 events are few",
        "0.223 = the Brier score = reliability 0.001 − resolution 0.000 + uncertainty 0.222.",
    ):
        assert words in page, words


def test_a_zero_chance_that_happened_is_told(ledger: Call) -> None:
    ledger("publish", "gate.yaml", "--outcome", "Upper.gate = half", *RULE)
    ledger("resolve", "1", "yes", "--evidence", "the log")
    found = ledger("score", "--json")
    assert found["scored"]["log"]["mean"] == "infinite"
    assert found["scored"]["log"]["skills"][0]["skill"] == "minus infinite"
    page = ledger("score")
    assert "infinite" in page
    assert "minus infinite" in page
    assert "Worse than the baseline uniform" in page


def test_words_of_the_pages(ledger: Call) -> None:
    told = ledger("publish", "gate.yaml", "--outcome", "closed", *RULE, "--base-rate", "3,7", *CLASS)
    for words in (
        "Forecast 1",
        "Will it be shut?",
        "yes 70.0% 60 to 80% 50.0% 30.0% 0%",
        "dry summers, n = 10",
        "Settled by: yes if it is",
        "Looked up in: the log",
        "Last day: 2999-12-31",
        "ledger resolve 1",
    ):
        assert words in " ".join(told.split()), words
    assert "Will it be shut?  yes 70%  open" in ledger("list")
    ledger("resolve", "1", "yes", "--evidence", "page 3 of the log")
    said = ledger("correct", "1", "open", "--evidence", "page 4", "--reason", "page 3 is of last year")
    for words in (
        "It is open",
        "1. yes, settled on",
        "2. Correction: open",
        "Evidence: page 3 of the log",
        "Reason: page 3",
    ):
        assert words in said, words
    assert "It is void" in ledger("correct", "1", "void", "--evidence", "e", "--reason", "r")
    assert "It came out: no." in ledger("correct", "1", "no", "--evidence", "e", "--reason", "r")
    assert "no ● it happened" in ledger("show", "1")


def test_a_ledger_that_is_not_there(ledger: Call, folder: Path) -> None:
    assert "nothing in it yet" in ledger("list")
    assert "0 settled forecasts" in ledger("score")
    assert ledger("list", "--ledger", "other.sqlite", "--json", code=2) == ["no-ledger"]
    assert ledger("show", "1", "--json", code=2) == ["no-ledger"]
    assert ledger("resolve", "1", "yes", "--evidence", "e", "--json", code=2) == ["no-ledger"]
    assert not list(folder.glob("*.sqlite"))


def test_what_is_given_that_there_is_a_conflict_is_not_published(ledger: Call, folder: Path) -> None:
    """In a wet summer, which has 0.3, the gate cannot be half open; what is told given that it can is no forecast."""
    text = GATE + "never: [{when: Upper.gate = half and not dry, assumed: an example}]\n"
    (folder / "never.yaml").write_text(text, encoding="utf-8")
    ledger("publish", "never.yaml", "--outcome", "closed", *RULE)
    half = ("never.yaml", "--outcome", "closed", "--variant", "half_open", *RULE)
    assert api.forecast("never.yaml", variant="half_open").found.impossible.middle == pytest.approx(0.3)
    assert ledger("publish", *half, "--json", code=2) == ["start-infeasible"]
    assert len(ledger("list", "--json")["forecasts"]) == 1


def test_the_environment_names_a_ledger(ledger: Call, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DETENTE_LEDGER", "shared.sqlite")
    assert ledger("list", "--json", code=2) == ["no-ledger"]
    ledger("publish", "gate.yaml", "--outcome", "closed", *RULE)
    assert [path.name for path in folder.glob("*.sqlite")] == ["shared.sqlite"]
    ledger("publish", "gate.yaml", "--outcome", "closed", *RULE, "--ledger", "own.sqlite")
    assert ledger("list", "--json")["ledger"] == "shared.sqlite"
    assert len(ledger("list", "--ledger", "own.sqlite", "--json")["forecasts"]) == 1


BAD = {
    "no outcome": (("gate.yaml", *RULE), ["no-outcome"]),
    "unknown outcome": (("gate.yaml", "--outcome", "shutt", *RULE), ["unknown-name"]),
    "twice": (("gate.yaml", "--outcome", "closed", "--outcome", "closed", *RULE), ["outcome-twice"]),
    "no such day": (("gate.yaml", "--outcome", "closed", *RULE[:-1], "2999-02-30"), ["not-a-date"]),
    "no day": (("gate.yaml", "--outcome", "closed", *RULE[:-1], "soon"), ["not-a-date"]),
    "a day that is over": (("gate.yaml", "--outcome", "closed", *RULE[:-1], "2020-01-01"), ["horizon-past"]),
    "blank": (("gate.yaml", "--outcome", "closed", *RULE, "--rule", " "), ["blank-text"]),
    "no counts": (("gate.yaml", "--outcome", "closed", *RULE, "--base-rate", "a few", *CLASS), ["base-rate"]),
    "empty counts": (("gate.yaml", "--outcome", "closed", *RULE, "--base-rate", ",", *CLASS), ["base-rate"]),
    "too few counts": (("gate.yaml", "--outcome", "closed", *RULE, "--base-rate", "3", *CLASS), ["base-rate"]),
    "no class": (("gate.yaml", "--outcome", "closed", *RULE, "--base-rate", "3,7"), ["base-rate"]),
    "class alone": (("gate.yaml", "--outcome", "closed", *RULE, *CLASS), ["base-rate"]),
    "no rule": (("gate.yaml", "--outcome", "closed", *RULE[:2], *RULE[4:]), ["wrong-use"]),
}  # fmt: skip


@pytest.mark.parametrize("what", BAD)
def test_what_cannot_be_published(ledger: Call, folder: Path, what: str) -> None:
    asked, codes = BAD[what]
    assert ledger("publish", *asked, "--json", code=2) == codes
    if "horizon" not in codes[0]:
        assert not list(folder.glob("*.sqlite")) or codes[0] in ("blank-text", "base-rate")


def test_wrong_days(ledger: Call) -> None:
    ledger("publish", "gate.yaml", "--outcome", "closed", *RULE)
    said = ("1", "yes", "--evidence", "e")
    assert ledger("resolve", *said, "--date", "yesterday", "--json", code=2) == ["not-a-date"]
    assert ledger("resolve", *said, "--date", "1999-01-01", "--json", code=2) == ["settled-when"]
    assert ledger("resolve", *said, "--json")["forecast"]["verdict"] == "yes"
    fixed = ("1", "no", "--evidence", "e", "--reason", "r", "--date", "2999-01-01")
    assert ledger("correct", *fixed, "--json", code=2) == ["settled-when"]


@pytest.mark.parametrize("asked", [(), ("publish",), ("resolve", "1"), ("show", "one"), ("lost",)])
def test_wrong_use(ledger: Call, asked: tuple[str, ...]) -> None:
    told = ledger(*asked, code=2)
    assert "[wrong-use]" in told
    assert "detente ledger" in told


def test_what_is_due(ledger: Call, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(answers, "_now", lambda: NOON)
    for last in ("2030-06-01", "2030-06-01", "2031-01-01"):
        ledger("publish", "gate.yaml", "--outcome", "closed", *RULE[:-1], last)
    monkeypatch.setattr(answers, "_now", lambda: NOON + timedelta(30))
    assert [one["due"] for one in ledger("list", "--json")["forecasts"]] == [True, True, False]
    assert "2 forecasts whose last day is over wait for a verdict" in ledger("list")
    assert "and its last day is over" in ledger("show", "1")
    assert "The last day of 2 of the open ones is over" in ledger("score")
    ledger("resolve", "1", "no", "--evidence", "e")
    assert "1 forecast whose last day is over waits for a verdict" in ledger("list")


def test_days_may_be_given_as_days() -> None:
    day = NOON.date().replace(year=2999)
    found = api.ledger_publish("gate.yaml", "q", "r", day, "s", ["closed"])
    assert found.entry.forecast.horizon == day
    with pytest.raises(LedgerError):
        api.ledger_resolve(1, "yes", "e", day)


def test_the_outcomes_of_the_scenario_are_asked_about_where_none_is_named(folder: Path) -> None:
    text = GATE + "outcomes:\n  - {name: shut, when: Upper.gate = shut}\n"
    (folder / "named.yaml").write_text(text, encoding="utf-8")
    found = api.ledger_publish("named.yaml", "q", "r", "2999-12-31", "s")
    assert found.entry.forecast.about == "shut"
    assert found.entry.forecast.names == ("yes", "no")


def test_without_the_extra(monkeypatch: pytest.MonkeyPatch, ledger: Call) -> None:
    for name in [name for name in sys.modules if name.startswith("detente.store.") and name != "detente.store.entry"]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setitem(sys.modules, "sqlalchemy", None)
    assert ledger("show", "1", "--json", code=2) == ["store-missing"]


def test_answers_show_themselves(ledger: Call) -> None:
    ledger("publish", "gate.yaml", "--outcome", "closed", *RULE)
    shown, listed, scored = api.ledger_show(1), api.ledger_list(), api.ledger_score()
    assert shown.to_frame().shape == (2, 5)
    assert listed.to_frame().shape == (1, 6)
    assert scored.to_frame().shape == (0, 3)
    ledger("resolve", "1", "yes", "--evidence", "e")
    assert api.ledger_score().to_frame().shape == (3, 5)
    for one in (shown, listed, scored):
        assert one._repr_html_().startswith("<div>")


@pytest.mark.parametrize("key", ["calibration", "over-time"])
def test_pictures(ledger: Call, folder: Path, key: str) -> None:
    asked = ("score", "--picture", key, "--plot")
    ledger(*asked, "empty.svg")
    assert "Nothing is settled yet." in (folder / "empty.svg").read_text(encoding="utf-8")
    ledger("publish", "gate.yaml", "--outcome", "closed", *RULE)
    ledger("resolve", "1", "yes", "--evidence", "e")
    ledger(*asked, "one.png")
    assert (folder / "one.png").read_bytes().startswith(b"\x89PNG")
    assert ledger(*asked, "one.png", "--json", code=2) == ["file-exists"]
    ledger(*asked, "one.svg")
    told = (folder / "one.svg").read_text(encoding="utf-8")
    assert {"calibration": "(1 of 1; interval 21 to 100%)", "over-time": "these forecasts 0.090 after 1"}[key] in told
    assert ledger("score", "--picture", "bars", "--plot", "x.svg", "--json", code=2) == ["unknown-picture"]


def test_errors_are_of_the_tree() -> None:
    assert issubclass(LedgerError, DetenteError)


def test_the_examples_of_the_help_run(ledger: Call) -> None:
    """In the order of the help: what is published is then shown, resolved, corrected and scored."""
    for name in ("publish", "list", "show", "resolve", "correct", "score"):
        told = " ".join(ledger(name, "--help").split())
        words = shlex.split(told.rpartition("Example: ")[2])
        assert words[:3] == ["detente", "ledger", name]
        assert ledger(*words[2:]).strip()
