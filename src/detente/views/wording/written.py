"""What is written: statements, rankings, beliefs, circumstances and their chances, as the file has them."""

from __future__ import annotations

from collections.abc import Mapping

from detente.answers.moves import spoken
from detente.scenario.model import Band, Belief, Chance, Circumstance, Grade, Ranked, Scenario, Statement
from detente.views.phrases import Mark, Phrase, counted, joined, phrase
from detente.views.wording.moves import setting
from detente.views.wording.names import flat, words
from detente.views.wording.reasons import because

GRADES: Mapping[Grade | None, str] = {
    "read": "checked against the source",
    "partial": "partly checked against the source",
    "recalled": "from memory, not a published result",
    None: "not graded",
}
"""How far a source can be trusted, in words."""


def beginning(story: str, most: int) -> str:
    """Return the beginning of a story, cut at the end of a sentence if there is one.

    >>> beginning("One. Two is longer. Three.", 20)
    'One. Two is longer.'
    """
    if len(story) <= most:
        return story
    cut = story[:most].rfind(". ")
    return story[: cut + 1] if cut > 0 else story[:most].rsplit(" ", 1)[0] + " …"


def statement(given: Statement) -> Phrase:
    """Return a statement as it is written: weight, verb, aim, conditions, and what it drops below."""
    weight = f"{float(given.weight):g} × " if given.weight is not None else ""
    drops = f" (drops below {given.drops.below} when {given.drops.when.text})" if given.drops else ""
    return phrase(weight, f"{given.verb} ", Mark(spoken(given), "value"), drops)


def ranking(given: Ranked) -> str:
    """Return a ranking, best first, ties in brackets: `3 > (1, 2) > 4`."""
    levels = [", ".join(level) if len(level) == 1 else f"({', '.join(level)})" for level in given.levels]
    return " > ".join(levels)


def belief(scenario: Scenario, given: Belief) -> Phrase:
    """Return what somebody believes: `Russia: us_aim = contain (almost certain)`."""
    sure = f" ({chance_band(given.chance)})" if given.chance else ""
    why = because(scenario, given.grounds.because, given.grounds.cite, given.grounds.assumed)
    held = joined(_thought(given, name, value) for name, value in given.thinks.items())
    return phrase(Mark(given.who, "actor"), ": ", held, sure, why)


def _thought(given: Belief, name: str, value: str) -> Phrase:
    """Return what one circumstance is taken to be: `rain = poor`, or `rain = poor (likely) or good (unlikely)`."""
    if name not in given.chances:
        return setting(name, value)
    bands = sorted(given.chances[name].items(), key=lambda item: item[0] != value)
    held = [phrase(Mark(one, "value"), f" ({chance_band(band)})") for one, band in bands]
    return phrase(f"{name} = ", joined(held, ", ", " or "))


def circumstance(given: Circumstance, now: str) -> Phrase:
    """Return a circumstance as it is, how sure that is, and what it means."""
    others = [value for value in given.values if value != now]
    contrast = f", not {' or '.join(others)}" if set(given.values) != {"no", "yes"} else ""
    sure = chance_word(given.chances[now]) if given.chances else "not in doubt"
    means = f": {flat(given.means)}" if given.means else ""
    return phrase(Mark(given.id, "strong"), " = ", Mark(now, "value"), contrast, f" ({sure})", means)


def apart(scenario: Scenario) -> Phrase:
    """Return what else the file holds."""
    rest = [
        counted(len(scenario.signals), "signal") if scenario.signals else "",
        counted(len(scenario.claims), "claim") if scenario.claims else "",
        counted(len(scenario.not_modelled), "part") + " of the analysis that are not modelled"
        if scenario.not_modelled
        else "",
    ]
    known = [one for one in rest if one]
    return phrase("The file also holds ", words(known), ".") if known else ()


def chance_word(given: Chance) -> str:
    """Return a chance in words, case by case where it depends on other circumstances."""
    if len(given.cases) == 1 and given.cases[0].when is None:
        return chance_band(given.cases[0].band)
    return "; ".join(
        f"{chance_band(one.band)} {f'if {one.when.text}' if one.when else 'otherwise'}" for one in given.cases
    )


def chance_band(given: Band) -> str:
    """Return a chance by its word, or by its bounds where it has none."""
    return given.word or _bounds(given)


def _bounds(given: Band) -> str:
    low, high = float(given.low), float(given.high)
    return f"{low:.2f}" if low == high else f"{low:.2f}–{high:.2f}"


def bands(scenario: Scenario) -> str:
    """Return what the chance words of a scenario's circumstances mean: `likely 0.55–0.80`."""
    found = {
        case.band.word: case.band
        for one in scenario.circumstances.values()
        for given in (one.chances or {}).values()
        for case in given.cases
        if case.band.word
    }
    known = sorted(found.items(), key=lambda item: item[1].low, reverse=True)
    return ", ".join(f"{word} {_bounds(band)}" for word, band in known)
