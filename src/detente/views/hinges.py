"""What the verdict on a claim rests on, in sentences and as a table of claims."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from detente.answers.claims import Answered
from detente.arguments.finding import Verdict
from detente.arguments.hinges import Hinge, Rests
from detente.grounds.changes import Change
from detente.scenario.model import Scenario
from detente.views import wording
from detente.views.changed import CHANGED
from detente.views.phrases import Mark, Phrase, counted, joined, phrase
from detente.views.tables import Cell, Table

BECOMES: Mapping[Verdict, str] = {"holds": "It holds ", "fails": "It fails ", "vacuous": "It says nothing "}

MOST_PAIRS = 8
"""Pairs of changes that a page tells of one claim."""

MOST_CHANGES = 4
"""Changes that a row of the table tells."""


def resting(scenario: Scenario, rests: Rests) -> tuple[Phrase, ...]:
    """Return what a verdict rests on, in sentences: what carries it, and what flips it."""
    if rests.support is None:
        return () if rests.idle else (("What carries it takes long to try; `--thorough` tries it.",),)
    lines = [phrase("What carries it: ", Mark(rests.support, "strong"), ". ", *_carried(rests))]
    if rests.support == "over-determined":
        lines += [_flipped(scenario, one.verdict, one.changes, " and ") for one in rests.hinges[:MOST_PAIRS]]
        if len(rests.hinges) > MOST_PAIRS:
            lines.append((f"And {counted(len(rests.hinges) - MOST_PAIRS, 'more pair')}.",))
    else:
        lines += [_flipped(scenario, verdict, some, " or ") for verdict, some in _by_verdict(rests.hinges)]
    if rests.spoilt:
        lines.append((f"With {rests.spoilt:,} of {counted(rests.tried, 'change')} there is nothing left to judge.",))
    return tuple(lines)


def _carried(rests: Rests) -> Phrase:
    """Return why a verdict is said to be carried so."""
    match rests.support:
        case "built in":
            return ("All that it rests on cites a place that the claim cites itself.",)
        case "derived":
            return ("Some of what it rests on comes from places that the claim does not cite.",)
        case "assumed":
            names = wording.words([Mark(name, "value") for _, name in rests.assumed])
            return phrase("It rests on ", names, ", where something is assumed.")
    alone = f"None of {counted(rests.tried, 'change')} flips it alone"
    if rests.searched < 2:
        return (f"{alone}. Pairs take long to try; `--thorough` tries them.",)
    return (f"{alone}; {_pairs(rests)}." if rests.hinges else f"{alone}, and no pair does.",)


def _pairs(rests: Rests) -> str:
    return f"{counted(len(rests.hinges), 'pair')} {'does' if len(rests.hinges) == 1 else 'do'}"


def _by_verdict(hinges: Sequence[Hinge]) -> list[tuple[Verdict, list[Change]]]:
    verdicts = dict.fromkeys(one.verdict for one in hinges)
    return [(key, [change for one in hinges if one.verdict == key for change in one.changes]) for key in verdicts]


def _flipped(scenario: Scenario, verdict: Verdict, changes: Iterable[Change], last: str) -> Phrase:
    """Return what changes make of a verdict, as in: It fails without A (¶3) or with b = no (¶2)."""
    told = [phrase(CHANGED[one.kind](one), Mark(_grounds(scenario, one), "quiet")) for one in _in_order(changes)]
    return phrase(BECOMES[verdict], wording.words(told, last=last), ".")


def _in_order(changes: Iterable[Change]) -> list[Change]:
    return sorted(changes, key=lambda one: list(CHANGED).index(one.kind))


def _grounds(scenario: Scenario, change: Change) -> str:
    """Return where what is changed comes from; nothing for an order, which no source gives."""
    if change.kind == "order":
        return ""
    (grounds,) = change.touches.values()
    notes = [wording.cited(scenario, grounds.cite), "assumed" if grounds.assumed is not None else ""]
    return f" ({'; '.join(filter(None, notes))})" if any(notes) else ""


# ------------------------------------------------------------ all claims


def rests_table(every: Sequence[Answered]) -> Table:
    """Return a row for each claim: what carries its verdict, and what flips it."""
    rows = tuple(_row(one.rests) for one in every if one.rests is not None)
    notes = [
        "Each change is made alone, pairs only where no single one flips a verdict; `--why NAME` tells them all.",
        "built in: all that it rests on cites what the claim cites; derived: some comes from elsewhere.",
        "assumed: in some, something is assumed; over-determined: no single change flips it.",
    ]
    if any(one.rests and one.rests.support is None and not one.rests.idle for one in every):
        notes.append("not tried: it takes long; `--thorough` tries it, and pairs of changes.")
    elif any(one.rests and one.rests.searched == 1 for one in every):
        notes.append("Pairs take long to try; `--thorough` tries them.")
    columns = ("claim", "", "what carries it", "flipped")
    return Table("What the claims rest on", columns, rows, tuple((Mark(note, "quiet"),) for note in notes))


def _row(rests: Rests) -> tuple[Cell, ...]:
    carried = rests.support or ("" if rests.idle else "not tried")
    return (rests.claim.name, rests.verdict, carried, _short(rests))


def _short(rests: Rests) -> Phrase:
    """Return the first of what flips a verdict, in short."""
    if rests.support == "over-determined":
        pairs = "pairs not tried" if rests.searched < 2 else "by no pair"
        return (f"by {counted(len(rests.hinges), 'pair')}" if rests.hinges else pairs,)
    changes = _in_order(one for hinge in rests.hinges for one in hinge.changes)
    told = joined([CHANGED[one.kind](one) for one in changes[:MOST_CHANGES]])
    more = len(changes) - MOST_CHANGES
    return phrase(told, f" and {more:,} more" if more > 0 else "")
