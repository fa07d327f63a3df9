"""The bottom line: where play leads and how likely that is, what it hangs on, and what becomes of the claims."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from detente.answers.report import Report
from detente.conflict import STATE
from detente.prospects.bounds import Bounds
from detente.prospects.forecast import Forecast
from detente.prospects.played import Outcome
from detente.views import wording
from detente.views.chances import SMALL
from detente.views.forecast import shows, supposing
from detente.views.page import Item, Listing
from detente.views.phrases import Mark, Phrase, joined, phrase
from detente.views.report import parts
from detente.views.report.counts import VERDICTS, counts
from detente.views.report.likelihood import word
from detente.views.report.parts import Section

FEW = 6
"""Names that a sentence tells."""


def section(given: Report) -> Section:
    """Return the bottom line."""
    return Section("bottom-line", "Bottom line", (Listing(tuple(Item(one) for one in sentences(given))),))


def sentences(given: Report) -> tuple[Phrase, Phrase, Phrase]:
    """Return the bottom line in three sentences."""
    if given.forecast is not None and given.doubted:
        found = given.forecast.found
        return (phrase(_likeliest(given, found), _supposing(found)), _hangs(found), _claims(given))
    return (_resting(given), _holding(given), _claims(given))


def place(given: Report, values: Mapping[str, str]) -> Phrase:
    """Return a state by what differs from the status quo: `the status quo, but with US.aid = cut`."""
    if given.scenario.graph_form:
        return _listed(given, values)
    changed = _changed(given, values)
    return phrase("the status quo", ", but with " if changed else "", wording.words(changed))


def _is(given: Report, values: Mapping[str, str]) -> Phrase:
    """Return what a place is: `has US.aid = cut, all else as in the status quo`."""
    if given.scenario.graph_form:
        return phrase("is ", _listed(given, values))
    changed = _changed(given, values)
    if not changed:
        return ("is the status quo itself",)
    return phrase("has ", wording.words(changed), ", all else as in the status quo")


def _ending(given: Report, values: Mapping[str, str]) -> Phrase:
    """Return how play comes to rest outside the status quo: `with US.aid = cut, all else as in the status quo`."""
    if given.scenario.graph_form:
        return phrase("in ", _listed(given, values))
    return phrase("with ", wording.words(_changed(given, values)), ", all else as in the status quo")


def _changed(given: Report, values: Mapping[str, str]) -> list[Phrase]:
    start = given.overview.start or {}
    return [wording.setting(name, value) for name, value in values.items() if start.get(name) != value]


def _listed(given: Report, values: Mapping[str, str]) -> Phrase:
    """Return a listed state by its number and name."""
    names = [state.id for state in given.scenario.states]
    return wording.state_name(given.scenario, names.index(values[STATE]) + 1)


# ------------------------------------------------------------ where there are chances


def _likeliest(given: Report, found: Forecast) -> Phrase:
    """Return the likeliest outcome of those asked about, else the likeliest prospect, with its chance."""
    if found.division is not None and found.division.outcomes:
        outcomes = found.division.outcomes
        best = max(range(len(outcomes)), key=lambda one: outcomes[one].chance.middle)
        at = f"forecast.division.outcomes.{best}.chance"
        name = Mark(outcomes[best].name, "strong")
        several = len(outcomes) > 1
        before = "Of the outcomes asked about the likeliest is " if several else "One outcome is asked about, "
        return phrase(before, name, ": ", _so_likely(given, outcomes[best].chance, at), ".")
    if not found.rests:
        return ("In no world that has a chance does play come to rest: it goes round for ever.",)
    many, chance = len(found.rests) + found.others, found.rests[0].outcome.chance
    head = (
        phrase("Of ", parts.count(many, "counts.rests"), " places where play may come to rest the likeliest ")
        if many > 1
        else "The one place where play comes to rest "
    )
    where = _is(given, found.rests[0].values)
    return phrase(head, where, ": ", _so_likely(given, chance, "forecast.rests.0.outcome.chance"), ".")


def _supposing(found: Forecast) -> Phrase:
    """Return what that is given, where some world has no such conflict."""
    if found.impossible.high <= SMALL:
        return ()
    return phrase(" ", supposing(found.variant, parts.chance(found.impossible, "forecast.impossible")))


def _so_likely(given: Report, chance: Bounds, at: str) -> Phrase:
    """Return a chance in the scenario's words and in numbers: `unlikely, at 28% (15 to 43%)`."""
    return phrase(Mark(word(given.scenario.words, chance.middle), "strong"), ", at ", parts.chance(chance, at))


def _hangs(found: Forecast) -> Phrase:
    """Return what the likeliest prospect hangs on, and which choices are open."""
    if not found.rests:
        return ("Wherever it stands, somebody would move on.",)
    return phrase(_swung(found), ", and ", _open(found), ".")


def _swung(found: Forecast) -> Phrase:
    if not found.swings or not shows(found.swings[0]):
        return ("No single circumstance moves the likeliest prospect",)
    swing = found.swings[0]
    ends = [
        phrase(parts.share(chance, f"forecast.swings.0.chances.{at}"), f" if {value}")
        for at, ((value,), chance) in enumerate(zip(swing.given, swing.chances, strict=True))
        if chance is not None
    ]
    return phrase(
        "The likeliest prospect hangs most on ", Mark(swing.circumstances[0], "strong"), " (", joined(ends), ")"
    )


def _open(found: Forecast) -> Phrase:
    names = [name for name, values in found.options.items() if undecided(values)]
    if not names:
        return ("every choice comes out the same wherever play comes to rest",)
    told = [*names[:FEW], *([f"{len(names) - FEW} more"] if len(names) > FEW else [])]
    are = "is" if len(names) == 1 else "are"
    of = phrase(parts.count(len(names), "counts.open"), " of ", parts.count(len(found.options), "counts.choices"))
    return phrase(of, f" choices {are} open (", wording.words(told), ")")


def undecided(values: Sequence[Outcome]) -> bool:
    """Return whether more than one value of an option may come."""
    return sum(one.possibly.high > SMALL for one in values) > 1


# ------------------------------------------------------------ where there are none


def _resting(given: Report) -> Phrase:
    """Return whether the status quo holds, and where play comes to rest."""
    found = given.analysis
    held, start = found.held, found.status_quo
    name = wording.concept_name(held.concept)
    if start is None or held.prospects is None:
        return ("The status quo is unknown, so nothing is said of where play comes to rest.",)
    if start.number in held.equilibria:
        return (f"The status quo holds under {name}: nobody would leave it.",)
    leave = phrase("The status quo does not hold under ", name, ": ", wording.actors_named(found.leaving.movers))
    first = held.prospects[0] if held.prospects else None
    if first is None:
        return phrase(leave, " would leave it, and play goes round for ever without coming to rest.")
    where = _ending(given, first.state.values)
    if len(held.prospects) == 1:
        ends = phrase(" would leave it, and play comes to rest ", where)
    else:
        many = parts.count(len(held.prospects), "counts.prospects")
        ends = phrase(" would leave it, and play comes to rest in one of ", many, " states, the nearest ", where)
    return phrase(leave, ends, ", or goes round for ever." if held.cycles else ".")


def _holding(given: Report) -> Phrase:
    """Return how many states hold, and that no chances are told."""
    found = given.analysis
    number = len(found.held.equilibria)
    states = phrase(
        parts.count(number, "counts.holding"), " of ", parts.count(len(found.states), "counts.states"), " states "
    )
    verb = "holds" if number == 1 else "hold"
    doubt = (
        "the scenario doubts nothing that matters, so this is so without chances"
        if given.forecast is not None
        else "no chances are told"
    )
    return phrase(f"Under {wording.concept_name(found.held.concept)} ", states, verb, f", and {doubt}.")


# ------------------------------------------------------------ claims


def _claims(given: Report) -> Phrase:
    """Return what becomes of the claims."""
    if given.claims is None:
        if given.scenario.claims:
            return ("The claims of the scenario could not be put to the test.",)
        return ("The scenario makes no claims, so none is put to the test.",)
    found, many = counts(given), len(given.claims.claims)
    alone = next((verdict for verdict in VERDICTS if found[verdict] == many), None)
    number = parts.count(many, "counts.claims")
    head = phrase("Of ", number, " claims ")
    told = [
        phrase(
            parts.count(found[verdict], f"counts.{verdict}"),
            f" {_verb(verdict, found[verdict])}",
            _named(given, verdict),
        )
        for verdict in VERDICTS
        if found[verdict]
    ]
    if alone is not None:
        head = phrase("All ", number, " claims ") if many > 1 else phrase("The only claim ")
        told = [(_verb(alone, many),)]
    fit = _fitting(found) if found["words"] else ()
    return phrase(head, wording.words(told), " in the world as it is", fit, ".")


def _fitting(found: Mapping[str, int]) -> Phrase:
    """Return how many of the author's words of chance fit."""
    fit = parts.count(found["fit"], "counts.fit")
    fitting = phrase(fit, " fits" if found["fit"] == 1 else " fit")
    if not found["fit"]:
        fitting = phrase(parts.Number("none", "plain", 0, "counts.fit"), " fits")
    words = phrase(parts.count(found["words"], "counts.words"), " word", "s" if found["words"] > 1 else "")
    return phrase("; of ", words, " of chance that can be compared ", fitting)


def _verb(verdict: str, number: int) -> str:
    one = {"holds": "holds", "fails": "fails", "vacuous": "speaks of nothing", "unknown": "cannot be judged"}
    many = {"holds": "hold", "fails": "fail", "vacuous": "speak of nothing", "unknown": "cannot be judged"}
    return (one if number == 1 else many)[verdict]


def _named(given: Report, verdict: str) -> str:
    """Return in brackets which claims do not hold; of those that the analysis only reports or doubts, that it does."""
    if verdict == "holds" or given.claims is None:
        return ""
    claims = [one.judged for one in given.claims.claims if one.judged.verdict == verdict]
    names = [one.claim.name + ("" if one.asserted else f", only {one.claim.stance}") for one in claims]
    more = [f"{len(names) - FEW} more"] if len(names) > FEW else []
    return f" ({'; '.join([*names[:FEW], *more])})"
