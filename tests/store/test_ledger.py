"""The ledger keeps what it is given, on both databases; what it is not to be given it refuses."""

from __future__ import annotations

import math
from dataclasses import replace
from datetime import date, timedelta, timezone
from pathlib import Path
from typing import Any

import pytest

from detente.errors import LedgerError
from detente.store import rules
from detente.store.entry import Forecast, Outcome, Resolution
from detente.store.ledger import Ledger, open_ledger
from tests.store.made import NOON, TODAY, binary, later, several


def codes(error: pytest.ExceptionInfo[LedgerError]) -> list[str]:
    return [problem.code for problem in error.value.problems]


@pytest.fixture
def ledger(where: str) -> Any:
    with open_ledger(where, create=True) as book:
        yield book


def test_what_goes_in_comes_out(ledger: Ledger) -> None:
    """Every field, every bit of the chances; and the moment, in whatever zone it was given."""
    third = several(1 / 3, 1 / 3, 1 - 2 / 3, ordered=True)
    tokyo = NOON.astimezone(timezone(timedelta(hours=9)))
    first, second = ledger.publish(binary(0.1), NOON), ledger.publish(third, tokyo)
    assert (first.forecast, second.forecast) == (binary(0.1), third)
    assert first.published == second.published == NOON
    assert second.published.tzinfo is not None
    assert second.published.utcoffset() == timedelta(0)
    assert (first.id, second.id) == (1, 2)
    assert ledger.entries() == (first, second)
    assert ledger.entry(2) == second
    assert (first.verdict, first.happened) == ("open", None)


def test_a_ledger_lasts(where: str) -> None:
    with open_ledger(where, create=True) as book:
        book.publish(binary(), NOON)
    with open_ledger(where) as book:
        told = book.resolve(1, "no", "it read 2.4 m", None, later(40))
    with open_ledger(where, create=True) as book:
        assert book.entries() == (told,)


def test_resolve_and_correct(ledger: Ledger) -> None:
    ledger.publish(binary(), NOON)
    ledger.publish(binary(), NOON)
    said = ledger.resolve(2, "yes", "it read 1.9 m", date(2030, 6, 1), later(40))
    assert (said.verdict, said.happened) == ("yes", 0)
    for number, verdict in enumerate(("no", "void", "open", "no"), 2):
        said = ledger.correct(2, verdict, "the log again", "the gauge was broken", None, later(40 + number))
        assert (said.verdict, len(said.resolutions)) == (verdict, number)
        assert said.happened == (1 if verdict == "no" else None)
    kept = ledger.entry(2).resolutions
    assert [one.verdict for one in kept] == ["yes", "no", "void", "open", "no"]
    assert [one.number for one in kept] == [1, 2, 3, 4, 5]
    assert [one.settled for one in kept] == [date(2030, 6, 1), *(later(days).date() for days in (42, 43, 44, 45))]
    assert [one.recorded for one in kept] == [later(40), *(later(days) for days in (42, 43, 44, 45))]
    assert [one.reason for one in kept] == [None, *["the gauge was broken"] * 4]
    assert ledger.entry(1).resolutions == ()


def test_values_name_outcomes(ledger: Ledger) -> None:
    """`Upper.gate = v1` may be called `v1`."""
    ledger.publish(several(0.5, 0.25, 0.25), NOON)
    assert ledger.resolve(1, "v1", "seen", None, NOON).verdict == "Upper.gate = v1"
    assert ledger.correct(1, "Upper.gate = v2", "seen", "misread", None, NOON).happened == 2


def test_a_value_that_two_outcomes_share_names_none(ledger: Ledger) -> None:
    shared = several(0.5, 0.5)
    outcomes = tuple(
        replace(one, name=f"{actor}.gate = shut") for actor, one in zip("AB", shared.outcomes, strict=True)
    )
    ledger.publish(replace(shared, outcomes=outcomes), NOON)
    with pytest.raises(LedgerError) as error:
        ledger.resolve(1, "shut", "seen", None, NOON)
    assert codes(error) == ["unknown-verdict"]
    assert ledger.resolve(1, "B.gate = shut", "seen", None, NOON).happened == 1


def test_nothing_is_resolved_twice(ledger: Ledger) -> None:
    ledger.publish(binary(), NOON)
    first = ledger.resolve(1, "yes", "seen", None, NOON)
    with pytest.raises(LedgerError, match="append a correction") as error:
        ledger.resolve(1, "no", "seen", None, NOON)
    assert codes(error) == ["already-resolved"]
    assert ledger.entry(1) == first


def test_somebody_else_may_be_faster(where: str, ledger: Ledger, monkeypatch: pytest.MonkeyPatch) -> None:
    """Between the look at a forecast and the verdict on it, another process gives one."""
    ledger.publish(binary(), NOON)
    ready = rules.resolution

    def slow(*given: Any) -> Resolution:
        monkeypatch.setattr(rules, "resolution", ready)
        with open_ledger(where) as other:
            other.resolve(1, "no", "seen first", None, NOON)
        return ready(*given)

    monkeypatch.setattr(rules, "resolution", slow)
    with pytest.raises(LedgerError, match=": no") as error:
        ledger.resolve(1, "yes", "seen later", None, NOON)
    assert codes(error) == ["already-resolved"]
    (only,) = ledger.entry(1).resolutions
    assert only.evidence == "seen first"


def test_what_was_never_said_cannot_be_corrected(ledger: Ledger) -> None:
    ledger.publish(binary(), NOON)
    with pytest.raises(LedgerError) as error:
        ledger.correct(1, "no", "seen", "wrong", None, NOON)
    assert codes(error) == ["nothing-to-correct"]


@pytest.mark.parametrize("number", [0, -1, 2, 2**31, 10**30])
def test_unknown_forecasts(ledger: Ledger, number: int) -> None:
    ledger.publish(binary(), NOON)
    with pytest.raises(LedgerError) as asked:
        ledger.entry(number)
    with pytest.raises(LedgerError) as resolved:
        ledger.resolve(number, "yes", "seen", None, NOON)
    with pytest.raises(LedgerError) as corrected:
        ledger.correct(number, "yes", "seen", "wrong", None, NOON)
    assert codes(asked) == codes(resolved) == codes(corrected) == ["unknown-forecast"]


@pytest.mark.parametrize("verdict", ["maybe", "open", "", "YES", "no "])
def test_unknown_verdicts(ledger: Ledger, verdict: str) -> None:
    ledger.publish(binary(), NOON)
    with pytest.raises(LedgerError, match="yes, no, void") as error:
        ledger.resolve(1, verdict, "seen", None, NOON)
    assert codes(error) == ["unknown-verdict"]
    assert ledger.entry(1).resolutions == ()


def test_settled_from_publication_to_today(ledger: Ledger) -> None:
    ledger.publish(binary(), NOON)
    for day in (TODAY - timedelta(1), TODAY + timedelta(11)):
        with pytest.raises(LedgerError) as error:
            ledger.resolve(1, "yes", "seen", day, later(10))
        assert codes(error) == ["settled-when"]
    assert ledger.resolve(1, "yes", "seen", TODAY, later(10)).resolutions[0].settled == TODAY


def test_the_day_is_that_of_whoever_asks(ledger: Ledger) -> None:
    """At noon in Greenwich it is tomorrow in Kiritimati."""
    there = NOON.astimezone(timezone(timedelta(hours=14)))
    assert there.date() == TODAY + timedelta(1)
    ledger.publish(binary(horizon=there.date()), there)
    assert ledger.resolve(1, "yes", "seen", there.date(), there).verdict == "yes"


@pytest.mark.parametrize("blank", ["", "  \n"])
def test_evidence_and_reasons_are_words(ledger: Ledger, blank: str) -> None:
    ledger.publish(binary(), NOON)
    with pytest.raises(LedgerError) as error:
        ledger.resolve(1, "yes", blank, None, NOON)
    assert codes(error) == ["blank-text"]
    ledger.resolve(1, "yes", "seen", None, NOON)
    with pytest.raises(LedgerError) as error:
        ledger.correct(1, "no", "seen", blank, None, NOON)
    assert codes(error) == ["blank-text"]
    assert len(ledger.entry(1).resolutions) == 1


# ------------------------------------------------------------ what is no forecast


def with_outcomes(*changes: dict[str, Any]) -> Forecast:
    one = binary(0.7)
    return replace(one, outcomes=tuple(replace(old, **new) for old, new in zip(one.outcomes, changes, strict=True)))


YES, NO = binary(0.7).outcomes
BAD: dict[str, tuple[Forecast, list[str]]] = {
    "no question": (binary(question=" "), ["blank-text"]),
    "no rule": (binary(rule=""), ["blank-text"]),
    "no source": (binary(source="\t"), ["blank-text"]),
    "no reference class": (binary(reference=" "), ["blank-text", "base-rate"]),
    "text that cannot be kept": (binary(rule="yes\0no", source="\udc80"), ["text-not-kept", "text-not-kept"]),
    "a horizon in the past": (binary(horizon=TODAY - timedelta(1)), ["horizon-past"]),
    "all at once": (binary(question="", horizon=date(1999, 1, 1)), ["blank-text", "horizon-past"]),
    "too little": (with_outcomes({"chance": 0.6}, {}), ["chances-not-one"]),
    "too much": (with_outcomes({}, {"chance": 0.31}), ["chances-not-one"]),
    "no number": (with_outcomes({"chance": math.nan}, {}), ["chance-outside-bounds", "chances-not-one"]),
    "above its bounds": (with_outcomes({"high": 0.69}, {}), ["chance-outside-bounds"]),
    "below its bounds": (with_outcomes({}, {"low": 0.31}), ["chance-outside-bounds"]),
    "below nought": (with_outcomes({"low": -0.1}, {}), ["chance-outside-bounds"]),
    "above one": (with_outcomes({"high": 1.1}, {}), ["chance-outside-bounds"]),
    "one outcome": (several(1.0, horizon=TODAY), ["one-outcome", "chances-not-one"]),
    "two alike": (with_outcomes({}, {"name": "yes"}), ["outcome-name"]),
    "called void": (with_outcomes({}, {"name": "void"}), ["outcome-name"]),
    "called open": (with_outcomes({"name": "open"}, {}), ["outcome-name"]),
    "called nothing": (with_outcomes({"name": " "}, {}), ["outcome-name"]),
    "uniform of something else": (with_outcomes({"uniform": 0.4}, {}), ["chances-not-one"]),
    "no status quo of one": (with_outcomes({"status_quo": None}, {}), ["chances-not-one"]),
    "a count missing": (with_outcomes({"base_count": None}, {}), ["base-rate"]),
    "a count below nought": (with_outcomes({"base_count": -1}, {}), ["base-rate"]),
    "more cases than there are": (with_outcomes({"base_count": 10**30}, {}), ["base-rate"]),
    "a baseline above one": (with_outcomes({"status_quo": 2.0}, {"status_quo": -1.0}), ["chances-not-one"]),
    "no cases": (with_outcomes({"base_count": 0}, {"base_count": 0}), ["base-rate"]),
    "counts of nothing": (replace(binary(), reference=None), ["base-rate"]),
    "nothing counted": (with_outcomes({"base_count": None}, {"base_count": None}), ["base-rate"]),
}


@pytest.mark.parametrize("what", BAD)
def test_what_cannot_be_judged(what: str) -> None:
    given, expected = BAD[what]
    with pytest.raises(LedgerError) as error:
        rules.publishable(given, NOON)
    assert codes(error) == expected


def test_what_cannot_be_judged_is_not_published(ledger: Ledger) -> None:
    for given, expected in BAD.values():
        with pytest.raises(LedgerError) as error:
            ledger.publish(given, NOON)
        assert codes(error) == expected
    assert ledger.entries() == ()


def test_a_horizon_today_is_not_over(ledger: Ledger) -> None:
    entry = ledger.publish(binary(horizon=TODAY), NOON)
    assert not entry.due(TODAY)
    assert entry.due(TODAY + timedelta(1))
    assert not ledger.resolve(1, "void", "no log", None, NOON).due(TODAY + timedelta(1))


def test_baselines() -> None:
    assert binary().baselines == {"uniform": (0.5, 0.5), "base rate": (0.3, 0.7), "status quo": (1, 0)}
    assert several(0.2, 0.8).baselines == {"uniform": (0.5, 0.5), "status quo": (0, 1)}
    bare = tuple(Outcome(one.name, one.chance, 0, 1, True, 0.5) for one in (YES, NO))
    assert replace(binary(), outcomes=bare, reference=None).baselines == {"uniform": (0.5, 0.5)}


def test_there_is_no_ledger_before_something_is_published(where: str, tmp_path: Path) -> None:
    with pytest.raises(LedgerError) as error, open_ledger(where):
        raise AssertionError
    assert codes(error) == ["no-ledger"]
    assert not list(tmp_path.iterdir())
