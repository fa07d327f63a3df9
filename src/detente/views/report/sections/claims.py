"""The claims of the analysis: what becomes of each, how likely it is, and what carries it."""

from __future__ import annotations

from detente.answers.claims import Answered, Claims
from detente.answers.report import Report
from detente.arguments.hinges import Rests
from detente.arguments.judged import Judged
from detente.scenario.model import Scenario
from detente.views import wording
from detente.views.chances import SMALL
from detente.views.claims import SIGNS, notes, reasons, word
from detente.views.hinges import resting
from detente.views.page import Item, Listing
from detente.views.phrases import Mark, Phrase, phrase
from detente.views.report import parts
from detente.views.report.parts import Block, More, Section
from detente.views.tables import Cell, Table

SUPPORT = (
    "Carried: built in, if all that a verdict rests on cites what the claim cites itself; derived, if some of it comes "
    "from elsewhere; assumed, if something in it is assumed; over-determined, if no single change flips it."
)


def section(given: Report) -> Section | None:
    """Return the claims; None where there are none, or they could not be put to the test."""
    if given.claims is None:
        return None
    every = given.claims.claims
    told: list[Block] = [_table(every)]
    told += [_more(given.claims, one, number) for number, one in enumerate(every)]
    return Section("claims", "Claims, and what carries them", tuple(told))


def _table(every: tuple[Answered, ...]) -> Table:
    columns: list[tuple[str, list[Cell]]] = [
        ("claim", [_named(one.judged) for one in every]),
        ("verdict", [phrase(SIGNS[one.judged.verdict], f" {one.judged.verdict}") for one in every]),
        ("chance", [_chance(one.judged, number) for number, one in enumerate(every)]),
        ("author's word", [word(one.judged) for one in every]),
        ("carried", [_carried(one.rests) for one in every]),
    ]
    kept = [(name, cells) for name, cells in columns if any(cells)]
    rows = tuple(zip(*(cells for _, cells in kept), strict=True))
    carried = [(Mark(SUPPORT, "quiet"),)] if any(one.rests for one in every) else []
    return Table(
        "What becomes of each claim",
        tuple(name for name, _ in kept),
        rows,
        (*notes([one.judged for one in every]), *carried),
    )


def _named(judged: Judged) -> Phrase:
    name = judged.claim.name if judged.asserted else f"({judged.claim.name})"
    return phrase(Mark(name, "strong"), " ", wording.flat(judged.claim.says))


def _chance(judged: Judged, number: int) -> Phrase:
    if judged.likely is None:
        return ()
    star = "*" if judged.likely.impossible.high > SMALL else ""
    return phrase(parts.chance(judged.likely.holds, f"claims.claims.{number}.likely.holds"), star)


def _carried(rests: Rests | None) -> str:
    if rests is None or rests.idle:
        return ""
    return rests.support or "not tried"


def _more(found: Claims, one: Answered, number: int) -> More:
    """Return, folded, why a claim has its verdict and what that rests on."""
    shown = [item for block in reasons(found, _bare(one)) if isinstance(block, Listing) for item in block.items]
    shown += [Item(line) for line in (_rests(found.scenario, one.rests) if one.rests else ())]
    summary = phrase(SIGNS[one.judged.verdict], " ", Mark(one.judged.claim.name, "strong"), ": why")
    return More(f"claim-{number + 1}", summary, (Listing(tuple(shown)),))


def _bare(one: Answered) -> Answered:
    """Return a claim without what its verdict rests on, which is told apart here."""
    return Answered(one.judged, one.shown, one.why)


def _rests(scenario: Scenario, rests: Rests) -> tuple[Phrase, ...]:
    """Return what a verdict rests on, and what was not tried since it would take long."""
    if rests.support is None:
        return () if rests.idle else (("What carries it was not tried, since that takes long.",),)
    if rests.support == "over-determined" and rests.searched < 2:
        return ((f"None of the {rests.tried:,} changes of one judgement flips it; pairs were not tried.",),)
    return resting(scenario, rests)
