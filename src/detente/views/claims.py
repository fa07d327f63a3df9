"""The page of claims: what the model says of each, under which concepts, how likely that is, and what shows it."""

from __future__ import annotations

from collections.abc import Sequence

from detente.answers.claims import Answered, Claims
from detente.arguments.finding import Verdict
from detente.arguments.judged import Judged
from detente.engine.stability import concepts
from detente.prospects.worlds import Bounds
from detente.views import wording
from detente.views.across import across_table
from detente.views.chances import span, told
from detente.views.heading import title
from detente.views.hinges import resting, rests_table
from detente.views.page import Block, Heading, Item, Listing, Page, Paragraph
from detente.views.phrases import FAILS, HOLDS, Mark, Phrase, counted, phrase
from detente.views.tables import Cell, Table
from detente.views.witnesses import showing

SIGNS: dict[Verdict, Mark] = {
    "holds": HOLDS,
    "fails": FAILS,
    "vacuous": Mark("–", "warning"),
    "unknown": Mark("?", "warning"),
}

SMALL = 0.0005
"""Chances that differ from certainty by less are told as certain."""


def claims_page(found: Claims) -> Page:
    """Return the claims as a page: the bottom line, the table, where concepts disagree, and the reasons asked for."""
    if not found.claims:
        return (*title(found.scenario, found.variant), Paragraph(("This scenario makes no claims.",)))
    return (
        *title(found.scenario, found.variant),
        Paragraph(bottom_line(found)),
        _overview(found),
        *_disagreements(found),
        *((across_table(found),) if found.across else ()),
        *((rests_table(found.claims),) if found.rests else ()),
        *(block for one in found.claims if one.why for block in reasons(found, one)),
        Paragraph(method(found)),
        Paragraph(wording.origin(found.provenance), tight=True),
    )


def claims_table(found: Claims) -> Table:
    """Return the claims as data: a row for each, with its verdict under each concept and its chance."""
    keys = list(concepts())
    columns = ("claim", "verdict", *keys, "chance", "low", "high", "hedge", "fits")
    return Table("Claims", columns, tuple(_datum(one.judged, keys) for one in found.claims))


def _datum(judged: Judged, keys: Sequence[str]) -> tuple[Cell, ...]:
    holds = judged.likely.holds if judged.likely else None
    numbers = (None, None, None) if holds is None else (holds.middle, holds.low, holds.high)
    under = (judged.concepts.get(key) for key in keys)
    return (judged.claim.name, judged.verdict, *under, *numbers, judged.claim.hedge, judged.fits)


# ------------------------------------------------------------ the bottom line


def bottom_line(found: Claims) -> Phrase:
    """Return how many claims hold and which do not."""
    parts: list[str] = []
    for verdict, verb in (("holds", "hold"), ("fails", "fail"), ("vacuous", "speak of nothing"), ("unknown", "")):
        names = [one.judged.claim.name for one in found.claims if one.judged.verdict == verdict]
        if not names:
            continue
        said = {"vacuous": "speaks of nothing", "unknown": ""}.get(verdict, verdict) if len(names) == 1 else verb
        some = f"{len(names)} {said}" if verdict != "unknown" else f"{len(names)} cannot be judged"
        parts.append(some if verdict == "holds" else f"{some} ({', '.join(names)})")
    return phrase(f"{counted(len(found.claims), 'claim')}: ", Mark(", ".join(parts), "strong"), ".")


def _overview(found: Claims) -> Table:
    """Return a row for each claim; columns in which nothing would stand are left out."""
    every = [one.judged for one in found.claims]
    columns: list[tuple[str, list[Cell]]] = [
        ("claim", [one.claim.name if one.asserted else f"({one.claim.name})" for one in every]),
        ("", [phrase(SIGNS[one.verdict], f" {one.verdict}") for one in every]),
        ("chance", [chance(one) for one in every]),
        ("the author's word", [word(one) for one in every]),
    ]
    kept = [(name, cells) for name, cells in columns if any(cells)]
    rows = tuple(zip(*(cells for _, cells in kept), strict=True))
    return Table("", tuple(name for name, _ in kept), rows, tuple(notes(every)))


def notes(every: Sequence[Judged]) -> list[Phrase]:
    """Return what the columns of a table of claims mean."""
    found = []
    if any(one.likely for one in every):
        found.append("Chance: over all worlds, with bounds; the verdict is about the world as it is now.")
    if any(one.likely and one.likely.impossible.high > SMALL for one in every):
        found.append("* given that the variant is possible, which it is not in every world.")
    if not all(one.asserted for one in every):
        found.append("Claims in brackets are reported or doubted by the analysis, not its own.")
    return [(Mark(note, "quiet"),) for note in found]


def chance(judged: Judged) -> str:
    """Return the chance that a claim holds, with its bounds; nothing where there is none."""
    if judged.likely is None:
        return ""
    star = "*" if judged.likely.impossible.high > SMALL else ""
    return f"{told(judged.likely.holds)}{star}"


def word(judged: Judged) -> Phrase:
    """Return a claim's word of chance, and whether it fits."""
    if judged.claim.hedge is None:
        return ()
    fit = {
        "fits": ", which fits",
        "below": ", which is too much",
        "above": ", which is too little",
        None: ", which cannot be compared" if judged.verdict == "holds" else "",
    }[judged.fits]
    return phrase(judged.claim.hedge, Mark(fit, "plain" if judged.fits in ("fits", None) else "warning"))


# ------------------------------------------------------------ concepts side by side


def _disagreements(found: Claims) -> tuple[Block, ...]:
    """Return a row for each claim that is not the same under every concept."""
    keys = list(concepts())
    every = [one.judged for one in found.claims if len(one.judged.concepts) > 1]
    apart = [one for one in every if len(set(one.concepts.values())) > 1]
    if not apart:
        return ()
    rows = tuple((_named(one), *((SIGNS[one.concepts[key]],) for key in keys)) for one in apart)
    notes: list[Phrase] = []
    if any(one.alone for one in apart):
        notes.append((Mark("! no other concept carries it.", "warning"),))
    if len(apart) < len(every):
        notes.append((Mark("All others come out the same under every concept that matters to them.", "quiet"),))
    columns = ("claim", *(wording.concept_word(key) for key in keys))
    return (Table("Where concepts disagree", columns, rows, tuple(notes)),)


def _named(judged: Judged) -> Phrase:
    return phrase(judged.claim.name, Mark(" !", "warning") if judged.alone else None)


# ------------------------------------------------------------ reasons


def reasons(found: Claims, one: Answered) -> tuple[Block, ...]:
    """Return why a claim has its verdict."""
    judged, claim = one.judged, one.judged.claim
    scope = [f"in {judged.variant}"] if judged.variant else []
    scope += [f"under {wording.concept_name(judged.concept)}"] if judged.concepts else []
    cited = wording.cited(found.scenario, claim.grounds.cite)
    lines = [
        phrase(Mark(wording.flat(claim.says), "plain"), Mark(f" ({cited})" if cited else "", "quiet")),
        phrase("Test: ", Mark(claim.test.text, "value"), f", {', '.join(scope)}." if scope else "."),
        phrase(SIGNS[judged.verdict], f" {_verdict(judged)} ", *showing(found.scenario, one)),
        *_considered(found, one),
        *_likely(judged),
        *_side_by_side(judged),
        *(resting(found.scenario, one.rests) if one.rests else ()),
    ]
    return (Heading((claim.name,)), Listing(tuple(Item(line) for line in lines if line)))


def _verdict(judged: Judged) -> str:
    return {
        "holds": "It holds.",
        "fails": "It fails.",
        "vacuous": "It says nothing.",
        "unknown": "It cannot be judged.",
    }[judged.verdict]


def _considered(found: Claims, one: Answered) -> tuple[Phrase, ...]:
    """Return what becomes of the moves that matter."""
    lines: list[Phrase] = []
    for given in one.shown.considered:
        after = phrase(wording.act(given.move, "could"), ": ", wording.gain(found.scenario, given.move), ".")
        fate = wording.fate(found.scenario, one.judged.concept, given)
        lines.append(phrase(after, *(phrase(" ", line) for line in fate)))
    return tuple(lines)


def _likely(judged: Judged) -> tuple[Phrase, ...]:
    if judged.unweighed:
        return (phrase("Its chance is not known: ", judged.unweighed, "."),)
    if judged.likely is None:
        return ()
    likely = judged.likely
    lines = [
        _everywhere(likely.holds)
        or phrase("The chance that it holds is ", Mark(told(likely.holds, 1), "strong"), _hangs(likely.mattering))
    ]
    if likely.vacuous.high > SMALL:
        lines.append(phrase("It speaks of nothing with a chance of ", told(likely.vacuous), "."))
    if likely.impossible.high > SMALL:
        lines.append(phrase("All this where the variant is possible; it is not with ", told(likely.impossible), "."))
    if judged.band is not None and judged.fits is not None:
        lines.append(_fit(judged))
    return tuple(lines)


def _everywhere(holds: Bounds) -> Phrase:
    """Return a chance in words where there is no doubt, else nothing."""
    if holds.low >= 1 - SMALL:
        return ("It holds in every world.",)
    return ("It holds in no world.",) if holds.high <= SMALL else ()


def _hangs(mattering: Sequence[str]) -> Phrase:
    return phrase("; it hangs on ", wording.words(mattering), ".") if mattering else (".",)


def _fit(judged: Judged) -> Phrase:
    if judged.band is None or judged.likely is None or judged.fits is None:
        return ()
    band = span(float(judged.band.low), float(judged.band.high))
    holds = judged.likely.holds
    apart = holds.high < float(judged.band.low) or holds.low > float(judged.band.high)
    fit = {
        "fits": "the number fits it",
        "below": "the model has it less likely",
        "above": "the model has it likelier",
    }[judged.fits]
    within = "" if judged.fits == "fits" or apart else ", though the bounds reach it"
    return phrase("The author's word is ", Mark(judged.claim.hedge or "", "value"), f" ({band}): {fit}{within}.")


def _side_by_side(judged: Judged) -> tuple[Phrase, ...]:
    if len(judged.concepts) < 2:
        return ()
    by = phrase(
        *(
            phrase(f"{', ' if place else ''}{wording.concept_word(key)} ", SIGNS[verdict])
            for place, (key, verdict) in enumerate(judged.concepts.items())
        )
    )
    alone = " No other concept carries it." if judged.alone else ""
    return (phrase("Under each concept: ", by, ".", Mark(alone, "warning") if alone else None),)


def method(found: Claims) -> Phrase:
    """Return by what claims were judged, and how to ask for more."""
    lead = wording.concept_name(concepts()[found.provenance.concept])
    parts = [
        f"judged under {lead} where a claim names no concept",
        f"signals up to {found.as_of}" if found.as_of else "",
        f"worlds shared among their prospects {found.rule.title}" if found.shares else "",
        "`--why NAME` says why",
    ]
    return (Mark(" · ".join(part for part in parts if part), "quiet"),)
