"""The report: what it says against what was worked out by hand, and that every number has one origin."""

from __future__ import annotations

import hashlib
import json
import re
from dataclasses import replace
from datetime import datetime

import pytest

from detente import api
from detente.answers import report as answers
from detente.answers.report import report
from detente.errors import QuestionError, TooLargeError, question
from detente.prospects.bounds import Bounds
from detente.scenario.words import tables
from detente.views.objects.report import fingerprint
from detente.views.phrases import plain
from detente.views.report import parts
from detente.views.report.counts import counts
from detente.views.report.likelihood import span_of_words, word
from detente.views.report.sections import ORDER, change, sections
from detente.views.report.sections.bottom_line import sentences
from detente.views.tables import Table
from tests.views.reported import SUMMER, Parsed, at, page, scenario, summer

OPEN = SUMMER.replace("  dry: {now: yes, chance: 0.6 to 0.8,", "  dry: {now: yes,").replace(
    "  slow: {now: no, chance: 0.4 to 0.6,", "  slow: {now: no,"
)
OPEN = OPEN[: OPEN.index("signals:")] + OPEN[OPEN.index("variants:") :]
"""The summer without a doubt; what is not so cannot come."""


def said(text: str, **asked: object) -> list[str]:
    return [plain(one) for one in sentences(api.report(scenario(text), **asked))]  # type: ignore[arg-type]


# ---------------------------------------------------------------- by hand


def test_bottom_line_of_the_summer() -> None:
    """The arithmetic stands with the scenario: 0.65 lies in `likely` (0.55 to 0.80)."""
    first, second, third = (plain(one) for one in sentences(summer()))
    assert first == (
        "Of 2 places where play may come to rest the likeliest is the status quo itself: likely, at 65% (52 to 76%)."
    )
    assert second == (
        "The likeliest prospect hangs most on slow (100% if no, 30% if yes), and 2 of 2 choices are open (Upper.shut "
        "and Lower.protest)."
    )
    assert third == (
        "Of 2 claims 1 holds and 1 fails (shuts) in the world as it is; of 2 words of chance that can be compared "
        "1 fits."
    )


def test_numbers_of_the_summer_are_those_worked_out_by_hand() -> None:
    told = json.loads(summer().to_json())
    rests = [one["outcome"]["chance"] for one in told["forecast"]["rests"]]
    assert [(round(c["low"], 9), round(c["middle"], 9), round(c["high"], 9)) for c in rests] == [
        (0.52, 0.65, 0.76),
        (0.24, 0.35, 0.48),
    ]
    claims = [one["likely"]["holds"] for one in told["claims"]["claims"]]
    assert [round(c["middle"], 9) for c in claims] == [0.65, 0.35]  # the wells fell later
    assert told["counts"] == {
        "states": 4, "holding": 1, "prospects": 1, "cycles": 0, "rests": 2, "worlds": 4, "choices": 2, "open": 2,
        "claims": 2, "holds": 1, "fails": 1, "vacuous": 0, "unknown": 0, "words": 2, "fit": 1,
    }  # fmt: skip
    (signal,) = told["forecast"]["telling"]
    assert round(signal["comes"], 9) == 0.65


def test_claims_are_told_with_the_signal_that_would_tell_most_of_them() -> None:
    """If the wells fall the gates shut with 0.56 / 0.65 / 2 = 43%, else with 0.14 / 0.35 / 2 = 20%; open are the rest.

    H(0.35) - 0.65 H(0.4308) - 0.35 H(0.2) = 0.9341 - 0.6410 - 0.2527 = 0.0404 bits.
    """
    told = json.loads(summer().to_json())["drivers"]["of_claims"]
    assert list(told) == ["open", "shuts"]
    for name, given in (("open", (0.5692, 0.8)), ("shuts", (0.4308, 0.2))):
        (signal,) = told[name]
        assert signal["signal"] == "wells"
        assert signal["bits"] == pytest.approx(0.0404, abs=5e-5)
        assert signal["given"] == pytest.approx(given, abs=5e-5)
    section = change.section(summer())
    assert section is not None
    (table,) = [one for one in section.blocks if isinstance(one, Table) and one.title.endswith("claim by claim")]
    rows = [[plain(cell) if isinstance(cell, tuple) else cell for cell in row] for row in table.rows]
    assert rows == [["open", "wells", "0.04", "57%", "80%"], ["shuts", "wells", "0.04", "43%", "20%"]]


def test_a_day_counts_for_claims_as_for_prospects() -> None:
    """The wells fall: it is dry with 0.7 × 0.8 / (0.7 × 0.8 + 0.3 × 0.3) = 0.56 / 0.65, and both with half of that."""
    found = api.report(scenario(), rests=False)
    assert found.forecast is not None
    assert found.claims is not None
    (held, shut) = (one.judged.likely for one in found.claims.claims)
    assert held is not None
    assert shut is not None
    assert found.forecast.found.rests[0].outcome.chance.middle == pytest.approx(1 - 0.28 / 0.65)
    assert held.holds.middle == pytest.approx(1 - 0.28 / 0.65)
    assert shut.holds.middle == pytest.approx(0.28 / 0.65)


def test_without_chances_it_speaks_of_what_holds() -> None:
    first, second, third = said(OPEN)
    assert first == "The status quo holds under firm stability: nobody would leave it."
    assert second == (
        "Under firm stability 1 of 4 states holds, and the scenario doubts nothing that matters, so this is so "
        "without chances."
    )
    assert third == (
        "Of 2 claims 1 holds and 1 fails (shuts) in the world as it is; of 2 words of chance that can be compared "
        "none fits."
    )


def test_a_status_quo_that_is_left() -> None:
    """Dry and slow: Upper shuts its gates, and Lower protests."""
    assert said(OPEN.replace("slow: {now: no", "slow: {now: yes"))[0] == (
        "The status quo does not hold under firm stability: Upper would leave it, and play comes to rest with "
        "Upper.shut = yes and Lower.protest = yes, all else as in the status quo."
    )


def test_a_status_quo_that_is_unknown() -> None:
    told = said(OPEN.replace("circumstances:", "start: unknown\ncircumstances:"))
    assert told[:2] == [
        "The status quo is unknown, so nothing is said of where play comes to rest.",
        "Under firm stability 1 of 4 states holds, and no chances are told.",
    ]


def test_sentences_of_other_outcomes() -> None:
    one_outcome = SUMMER.replace("variants:", "outcomes: [thirst]\nvariants:")
    assert (
        said(one_outcome, as_of="2031-06-01", rests=False)[0]
        == "One outcome is asked about, thirst: unlikely, at 35% (24 to 48%)."
    )
    two = SUMMER.replace("variants:", "outcomes: [thirst, Lower.protest]\nvariants:")
    assert said(two, as_of="2031-06-01", rests=False)[0] == (
        "Of the outcomes asked about the likeliest is thirst: unlikely, at 35% (24 to 48%)."
    )


def test_what_becomes_of_claims_in_a_sentence() -> None:
    one = OPEN.replace("\n  - {name: shuts, says: the gates shut, test: every prospect has Upper.shut,", "\n  # {")
    assert said(one)[2] == (
        "The only claim holds in the world as it is; of 1 word of chance that can be compared none fits."
    )
    assert said(OPEN.replace("every prospect has Upper.shut", "no prospect has Lower.protest"))[2] == (
        "All 2 claims hold in the world as it is; of 2 words of chance that can be compared none fits."
    )
    doubted = OPEN.replace("says: the gates shut,", "says: the gates shut, stance: doubted,")
    assert said(doubted)[2].startswith("Of 2 claims 1 holds and 1 fails (shuts, only doubted) in the world as it is")
    none = OPEN[: OPEN.index("claims:")] + OPEN[OPEN.index("not modelled:") :]
    assert said(none)[2] == "The scenario makes no claims, so none is put to the test."


# ---------------------------------------------------------------- one origin


def test_every_number_of_the_page_is_in_the_json() -> None:
    told = json.loads(summer().to_json())
    numbers = Parsed(page()).named("data")
    assert len(numbers) > 60
    for one in numbers:
        found = at(told, one.attributes["data-at"])
        assert float(one.attributes["value"]) == found, one.attributes
        digits = re.search(r"\d+(?:\.\d+)?", one.text.replace(",", ""))
        assert digits is not None
        shown, scale = (
            float(digits[0]),
            100 if isinstance(found, float) and ".bits" not in one.attributes["data-at"] else 1,
        )
        assert one.text.startswith(("<", ">")) or abs(shown - scale * found) <= 0.5, one.attributes


def test_each_verb_is_asked_once(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []
    for name in ("run", "analyse", "forecast", "beliefs", "claims", "settle", "coverage", "overview"):
        real = getattr(answers, name)

        def counting(*given: object, _name: str = name, _real: object = real, **named: object) -> object:
            asked.append(_name)
            return _real(*given, **named)  # type: ignore[operator]

        monkeypatch.setattr(answers, name, counting)
    report(scenario())
    assert sorted(asked) == sorted(
        {"run", "analyse", "forecast", "beliefs", "claims", "settle", "coverage", "overview"}
    )


def test_answers_agree_with_those_of_the_verbs() -> None:
    given = scenario()
    found = summer()
    alone = api.forecast(given, as_of="2031-06-01")
    assert found.forecast is not None
    assert found.drivers is not None
    assert found.beliefs is not None
    assert [one.outcome for one in found.forecast.found.rests] == [one.outcome for one in alone.found.rests]
    driving = api.drivers(given, as_of="2031-06-01").found
    assert found.drivers.found.swings == driving.swings
    assert found.drivers.found.thresholds == driving.thresholds
    assert found.drivers.found.forecast is found.forecast.found
    assert found.beliefs.found.effects == api.beliefs(given, as_of="2031-06-01").found.effects
    assert found.analysis.held.equilibria == api.analyse(given).held.equilibria


def test_counts_without_forecast_and_claims() -> None:
    found = counts(api.report("chicken"))
    assert (found["states"], found["holding"], found["rests"], found["claims"]) == (4, 2, 0, 0)


# ---------------------------------------------------------------- the same again


def test_the_same_report_twice_but_for_the_time() -> None:
    first, second = (api.report(scenario(), rests=False) for _ in range(2))
    second = replace(second, made=datetime.fromisoformat("2001-02-03T04:05:06+00:00"))
    times = re.compile(r"<time\b.*?</time>")
    assert first.html() != second.html()
    assert times.sub("", first.html()) == times.sub("", second.html())
    assert fingerprint(first) == fingerprint(second)


def test_the_fingerprint_goes_with_what_is_said() -> None:
    first = api.report(scenario(), rests=False)
    assert fingerprint(first) != fingerprint(
        api.report(scenario(SUMMER.replace("0.6 to 0.8", "0.5 to 0.8")), rests=False)
    )
    assert re.fullmatch(r"[0-9a-f]{64}", fingerprint(first))
    assert fingerprint(first) in first.html()
    assert json.loads(first.to_json())["fingerprint"] == fingerprint(first)
    assert hashlib.sha256(SUMMER.encode()).hexdigest() in first.html()


# ---------------------------------------------------------------- parts that are not there


def test_sections_come_in_order_and_each_has_a_heading() -> None:
    keys = [one.key for one in sections(summer())]
    assert keys == [
        "bottom-line", "conflict", "holding", "paths", "prospects", "drivers", "beliefs", "claims", "settlements",
        "change", "assumptions", "sources", "not-modelled", "method", "provenance",
    ]  # fmt: skip
    assert len(keys) == len(ORDER)


def test_what_is_not_there_is_said_in_a_sentence() -> None:
    html = api.report("chicken").html()
    text = Parsed(html).named("main")[0].text
    for missing in (
        "How likely it is, and what drives it: the status quo of this scenario is unknown.",
        "Who sees it differently: no actor's belief is at work.",
        "Claims: the scenario makes none.",
        "Settlements: the status quo of this scenario is unknown.",
        "Not modelled: the scenario says of nothing that it is left out.",
    ):
        assert missing in text
    headings = [one.text for one in Parsed(html).named("h2")]
    assert not {"What drives it", "Claims, and what carries them", "How play gets there"} & set(headings)


def test_nothing_in_doubt_is_said_once() -> None:
    text = Parsed(api.report(scenario(OPEN)).html()).named("main")[0].text
    assert text.count("How likely it is, and what drives it: nothing that matters is in doubt.") == 1
    assert "Words of chance" not in text


def test_a_part_that_is_too_large_is_left_out(monkeypatch: pytest.MonkeyPatch) -> None:
    problem = question("too-many-worlds", "there are too many worlds", "", "").problems

    def refuse(*_: object, **__: object) -> None:
        raise TooLargeError(problem)

    monkeypatch.setattr(answers, "claims", refuse)
    monkeypatch.setattr("detente.prospects.drivers.drivers", refuse)
    found = report(scenario())
    assert found.claims is None
    assert [(one.part, [two.code for two in one.problems]) for one in found.left_out] == [
        ("drivers", ["too-many-worlds"]),
        ("claims", ["too-many-worlds"]),
    ]
    assert plain(sentences(found)[2]) == "The claims of the scenario could not be put to the test."


def test_drawn_worlds_say_so_and_drivers_tell_their_errors() -> None:
    found = api.report(scenario(), samples=200, seed=7, rests=False)
    assert found.left_out == ()
    assert found.provenance.seed == 7
    text = Parsed(found.html()).named("main")[0].text
    assert "256 worlds were drawn at random with seed 7, 4 of them different" in text  # a power of two
    assert re.search(r"What drives it Asked about is the likeliest prospect, [^:]+: [\d.]+% ± [\d.]+", text)


def test_mistakes_of_the_question_are_errors() -> None:
    for asked, code in (
        ({"variant": "wet"}, "unknown-variant"),
        ({"concept": "hope"}, "unknown-concept"),
        ({"as_of": "soon"}, "not-a-date"),
        ({"sharing": "mine"}, "unknown-sharing"),
        ({"outcomes": ["nothing like it"]}, "formula-syntax"),
    ):
        with pytest.raises(QuestionError) as error:
            api.report(scenario(), **asked)
        assert error.value.problems[0].code == code, asked


def test_beliefs_that_do_not_count_are_left_out() -> None:
    found = api.report(scenario(), beliefs=False, rests=False)
    assert found.beliefs is None
    assert "Beliefs of actors do not count" in found.html()


def test_a_variant_is_named_with_what_it_sets() -> None:
    found = api.report(scenario(), variant="quick", rests=False)
    head = Parsed(found.html()).named("header")[0].text
    assert head.endswith("Variant quick: the court is quick [slow = no]")
    assert plain(sentences(found)[0]) == (
        "The one place where play comes to rest is the status quo itself: certain, at 100%."
    )


# ---------------------------------------------------------------- words of chance


@pytest.mark.parametrize(
    ("chance", "told"),
    [
        (0.0, "impossible"), (0.004, "almost no chance"), (0.04, "almost no chance"), (0.05, "almost no chance"),
        (0.1, "very unlikely"), (0.3, "unlikely"), (0.5, "even chance"), (0.65, "likely"), (0.9, "very likely"),
        (0.97, "almost certain"), (0.999, "almost certain"), (1.0, "certain"),
    ],
)  # fmt: skip
def test_words_of_the_table(chance: float, told: str) -> None:
    """Bands of ICD 203: where two meet, the narrower one; beyond all of them, the nearest."""
    assert word(tables()["icd203"].bands, chance) == told


def test_words_at_both_ends() -> None:
    bands = tables()["icd203"].bands
    assert span_of_words(bands, Bounds(0.3, 0.1, 0.4)) == "very unlikely to unlikely"
    assert span_of_words(bands, Bounds(0.3, 0.25, 0.4)) == "unlikely"


def test_bounds_of_drawn_worlds_say_so() -> None:
    assert plain(parts.chance(Bounds(0.5467, 0.38, 0.74, exact=False, error=0.00123), "x")) == (
        "54.7% ± 0.2 (at least 38 to 74%)"
    )
    assert plain(parts.chance(Bounds(0.5, 0.38, 0.74, exact=False), "x")) == "50% (within 38 to 74%)"
    assert plain(parts.chance(Bounds(1.0, 1.0, 1.0), "x")) == "100%"
