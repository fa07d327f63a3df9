"""Claims as written and in every variant, as a table: where each holds, where it fails, and where it says nothing."""

from __future__ import annotations

from detente.answers.claims import Claims
from detente.arguments.across import Across
from detente.arguments.finding import Verdict
from detente.views import wording
from detente.views.phrases import FAILS, HOLDS, Mark, Phrase, phrase
from detente.views.tables import Cell, Table

WRITTEN = "as written"
"""What the scenario without a variant is called."""


MIXED = Mark("◐", "warning")


def across_table(found: Claims) -> Table:
    """Return a row for each claim that names no variant; where most hold or fail, the others are named."""
    rows = tuple(_row(name, verdicts) for name, verdicts in found.across.items())
    note = "Each in the world as it is now there; claims that name a variant, and those about chances, are left out."
    return Table("As written and in every variant", ("claim", "holds", "otherwise"), rows, ((Mark(note, "quiet"),),))


def _row(name: str, verdicts: Across) -> tuple[Cell, ...]:
    where: dict[Verdict, list[str]] = {"holds": [], "fails": [], "vacuous": [], "unknown": []}
    for variant, verdict in verdicts.items():
        where[verdict].append(variant or WRITTEN)
    holds, fails = where["holds"], where["fails"]
    sign = MIXED if holds and fails else HOLDS if holds else FAILS
    exceptions = _told("fails", fails) if len(fails) <= len(holds) else _told("holds only", holds)
    parts = [exceptions, _told("says nothing", where["vacuous"]), _told("cannot be judged", where["unknown"])]
    told = wording.words([one for one in parts if one], "; ")
    return (name, phrase(sign, f" {len(holds)} of {len(verdicts)}"), told)


def _told(verb: str, names: list[str]) -> Phrase:
    if not names:
        return ()
    written, others = names[:1] == [WRITTEN], [Mark(one, "strong") for one in names if one != WRITTEN]
    place = phrase("in ", wording.words(others)) if others else ()
    return phrase(f"{verb} ", WRITTEN if written else (), " and " if written and others else (), place)


__all__ = ["across_table"]
