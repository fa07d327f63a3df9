"""Worlds that matter: what changes nothing is summed away, and nothing that is asked about changes by that."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import pytest

from detente.engine.stability import concepts
from detente.errors import ConflictError, Place, QuestionError, TooLargeError
from detente.prospects import worlds as module
from detente.prospects.bounds import Bounds
from detente.prospects.drawn import Drawing, Drawn
from detente.prospects.forecast import Forecast, forecast
from detente.prospects.worlds import depends_on, worlds_that_matter
from detente.scenario.expression import Is
from detente.scenario.model import Band, Case, Chance, Circumstance, Formula, Grounds, Scenario, Signal
from detente.scenario.reader import read
from tests.prospects import by_hand

ACTORS = "actors:\n  A: {options: {x: {}}, prefers: [{want: x, if: c}]}\n"

NETWORK = """\
  root: {now: yes, chance: 0.6}
  c: {now: yes, chance: {root: 0.7 to 0.8, otherwise: 0.2}}
  child: {now: yes, chance: {c: 0.9, otherwise: 0.3}}
  grandchild: {now: yes, chance: {child: 0.9, otherwise: 0.3}}
  cousin: {now: yes, chance: {root: 0.9, otherwise: 0.3}}
  loner: {now: yes, chance: 0.5}
  pair: {now: yes, chance: 0.5}
  other: {now: yes, chance: {pair: 0.9, otherwise: 0.1}}
"""


def made(more: str = "") -> Scenario:
    return read(f"title: t\ncircumstances:\n{NETWORK}{ACTORS}{more}")


def names(asked: set[str], signals: set[str] = frozenset(), few: int = 0, most: int = 0) -> set[str]:  # type: ignore[assignment]
    """Return the circumstances told apart where so few worlds are listed as they are, and so many at most."""
    patch = pytest.MonkeyPatch()
    patch.setattr(module, "FEW_WORLDS", few)
    try:
        patch.setattr(module, "MOST_WORLDS", max(most, 1))
        drawing = Drawing(16)  # the worlds that would be too many are drawn, of the same circumstances
        return set(worlds_that_matter(made(), None, asked, signals, drawing=drawing).names)
    finally:
        patch.undo()


EVERY = {"root", "c", "child", "grandchild", "cousin", "loner", "pair", "other"}
TIED = {"root", "c", "child", "grandchild", "cousin"}


def test_few_worlds_are_listed_as_they_are() -> None:
    assert names({"c"}, few=256) == EVERY
    assert names({"c"}, few=255, most=1000) == TIED


def test_where_worlds_are_more_what_is_not_tied_to_the_question_goes() -> None:
    assert names({"c"}, most=32) == TIED
    assert names({"c", "loner"}, most=64) == TIED | {"loner"}
    assert names({"other"}, most=4) == {"pair", "other"}


def test_where_they_are_still_too_many_what_only_follows_from_others_goes() -> None:
    assert names({"c"}, most=31) == {"root", "c"}
    assert names({"child"}) == {"root", "c", "child"}
    assert names({"loner"}) == {"loner"}


@pytest.mark.parametrize(
    ("signals", "left"),
    [
        ({"child"}, {"root", "c", "child"}),
        ({"grandchild"}, {"root", "c", "child", "grandchild"}),
        ({"cousin"}, {"root", "c", "cousin"}),
        ({"root"}, {"root", "c"}),
        ({"loner"}, {"root", "c"}),
        ({"other"}, {"root", "c"}),
        ({"other", "cousin"}, {"root", "c", "cousin"}),
    ],
)
def test_signals_bring_in_those_through_which_they_tell_of_the_question(signals: set[str], left: set[str]) -> None:
    assert names({"c"}, signals) == left


def test_a_signal_may_tell_through_what_another_signal_is_about() -> None:
    """Signals about `d` and `b`: `b` and `d` share the root `r`, and `a` is asked about, which `b` depends on."""
    text = (
        "title: t\ncircumstances:\n"
        "  d: {now: yes, chance: {r: 0.9, otherwise: 0.1}}\n  r: {now: yes, chance: 0.5}\n"
        "  a: {now: yes, chance: 0.5}\n  b: {now: yes, chance: {a and r: 0.9, otherwise: 0.1}}\n"
        + ACTORS.replace("if: c", "if: a")
    )
    patch = pytest.MonkeyPatch()
    patch.setattr(module, "FEW_WORLDS", 0)
    patch.setattr(module, "MOST_WORLDS", 1)
    try:
        for signals, left in (({"d", "b"}, {"a", "b", "r", "d"}), ({"d"}, {"a"}), ({"b"}, {"a", "b", "r"})):
            found = worlds_that_matter(read(text), None, {"a"}, signals, drawing=Drawing(16))
            assert set(found.names) == left
    finally:
        patch.undo()


# ---------------------------------------------------------------- the answers stay


def told(found: Forecast) -> dict[str, Bounds]:
    """Return all chances of a forecast by name."""
    every = {
        f"{one.name} {word}": getattr(one, word)
        for one in [
            *(one for values in found.options.values() for one in values),
            *found.situations,
            *(rest.outcome for rest in found.rests),
        ]
        for word in ("chance", "surely", "possibly")
    }
    claims = {f"{one.claim.name} {word}": getattr(one, word) for one in found.claims for word in ("holds", "vacuous")}
    return every | claims | {word: getattr(found, word) for word in ("somewhere", "several", "round")}


def besides(scenario: Scenario, variant: str | None, number: int) -> Scenario:
    """Return a scenario with two circumstances more: one alone, one that follows from another and may be heard of."""
    place, half = Place("besides", 1, 1), Chance((Case(None, Band(Fraction(1, 2), Fraction(1, 2))),), Place("", 1, 1))
    added = {"zero": Circumstance("zero", ("no", "yes"), "no", None, {"no": half, "yes": half}, Grounds(), place)}
    signals = list(scenario.signals)
    for doubted in list(depends_on(scenario, variant, {}))[:1]:
        when = Formula("", Is(doubted, scenario.circumstances[doubted].values[:1]), place)
        low, high = (
            Chance(
                (
                    Case(when, Band(Fraction(a, 10), Fraction(a, 10))),
                    Case(None, Band(Fraction(b, 10), Fraction(b, 10))),
                ),
                place,
            )
            for a, b in ((1, 7), (9, 3))
        )
        added["follows"] = Circumstance(
            "follows", ("no", "yes"), "no", None, {"no": low, "yes": high}, Grounds(), place
        )
        if number % 2:
            odds = {"no": Fraction(1, 5), "yes": Fraction(1, 2)}
            signals.append(Signal("late", None, "follows", odds, True, None, (), Grounds(), place))
    return replace(scenario, circumstances=dict(scenario.circumstances) | added, signals=tuple(signals))


@pytest.mark.parametrize("shape", by_hand.NAMES)
def test_every_chance_is_the_same_with_all_circumstances_and_with_those_that_matter(
    shape: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    less = compared = 0
    for number, (seed, case) in enumerate(by_hand.drawn(shape, 10)):
        scenario = besides(read(case.text), case.variant, number)
        try:
            every = forecast(scenario, concepts()["firm"], case.variant, as_of=case.as_of)
        except (ConflictError, QuestionError):
            continue
        for few, most in ((1, 1_000_000), (0, len(every.played.worlds) - 1)):
            monkeypatch.setattr(module, "FEW_WORLDS", few)
            monkeypatch.setattr(module, "MOST_WORLDS", most)
            try:
                some = forecast(scenario, concepts()["firm"], case.variant, as_of=case.as_of)
            except TooLargeError:
                some = every  # all of them matter
            monkeypatch.undo()
            less += some.worlds < every.worlds
            compared += 1
            assert set(some.aside).isdisjoint(some.played.worlds.names)
            expected, found = told(every), told(some)
            assert found.keys() == expected.keys()
            for name, one in found.items():
                numbers = (expected[name].middle, expected[name].low, expected[name].high)
                assert (one.middle, one.low, one.high) == pytest.approx(numbers, abs=1e-9), f"{seed} {name}"
            assert [one.after for one in some.readings] == [one.after for one in every.readings]
    assert compared >= 8
    assert less > compared / 2


def test_what_is_summed_away_is_told() -> None:
    text = "title: t\ncircumstances:\n" + "".join(f"  c{n}: {{now: yes, chance: 0.5}}\n" for n in range(40))
    found = forecast(read(text + ACTORS.replace("if: c", "if: c7 and c9")), concepts()["firm"])
    assert found.worlds == 4
    assert found.aside == tuple(f"c{n}" for n in range(40) if n not in (7, 9))
    assert found.drawn is None
    # x is wanted where both hold: it stays no elsewhere, and where it is no matter the start decides.
    assert found.options["A.x"][1].chance == Bounds(0.25, 0.25, 0.25)


FORTY = "title: t\ncircumstances:\n" + "".join(f"  c{n}: {{now: yes, chance: 0.9}}\n" for n in range(40))
ALL_FORTY = ACTORS.replace("if: c", "if: " + " and ".join(f"c{n}" for n in range(40)))


def test_more_than_a_million_worlds_that_matter_are_drawn_or_refused() -> None:
    """All of forty hold with 0.9 ** 40 = 1.48 %."""
    scenario = read(FORTY + ALL_FORTY)
    with pytest.raises(TooLargeError, match=r"40 doubted circumstances make 1,099,511,627,776 worlds"):
        forecast(scenario, concepts()["firm"])
    found = forecast(scenario, concepts()["firm"], drawing=Drawing(1 << 14, 2))
    assert found.drawn is not None
    assert (found.drawn.samples, found.drawn.seed, found.drawn.effective) == (1 << 14, 2, 1 << 14)
    assert isinstance(found.played.worlds, Drawn)
    chance = found.options["A.x"][1].chance
    assert chance.error is not None
    assert abs(chance.middle - 0.9**40) <= 4 * chance.error
    assert chance.error < 0.002


@pytest.mark.parametrize("shape", ["moody", "drops", "needs", "beliefs on wants", "everything"])
def test_drawn_forecasts_lie_within_four_standard_errors_of_exact_ones(shape: str) -> None:
    compared = 0
    for seed, case in by_hand.drawn(shape, 5 if shape != "everything" else 15):
        scenario = read(case.text)
        try:
            exact = told(forecast(scenario, concepts()["firm"], case.variant, as_of=case.as_of))
        except (ConflictError, QuestionError):
            continue
        found = told(
            forecast(
                scenario, concepts()["firm"], case.variant, as_of=case.as_of, drawing=Drawing(1 << 12, 11, always=True)
            )
        )
        for name, one in exact.items():
            if name in found and found[name].error is not None:
                assert abs(found[name].middle - one.middle) <= 4 * (found[name].error or 0), f"{seed} {name}"
                compared += 0 < one.middle < 1
    assert compared > 10


def test_readings_of_what_no_draw_has_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    """A signal that comes only where c holds, which it does in one world of a million."""
    text = (
        "title: t\ncircumstances:\n  c: {now: yes, chance: 0.000001}\n"
        + ACTORS
        + "signals:\n  - {name: s, about: c, seen if: {no: 0, yes: 1}}\n"
    )
    assert forecast(read(text), concepts()["firm"]).readings[1].after.middle == 1
    monkeypatch.setattr(module, "MOST_WORLDS", 1)
    with pytest.raises(QuestionError) as caught:
        forecast(read(text), concepts()["firm"], drawing=Drawing(16))
    assert [problem.code for problem in caught.value.problems] == ["evidence-not-drawn"]
