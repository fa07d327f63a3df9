"""Assumptions: what no source says, and which claims rest on it."""

from __future__ import annotations

from detente.answers.report import Report
from detente.views import wording
from detente.views.page import Paragraph
from detente.views.phrases import Mark, counted, phrase
from detente.views.report.parts import Block, Section
from detente.views.tables import Table


def section(given: Report) -> Section | None:
    """Return the assumptions; None where the scenario makes none openly."""
    if not given.assumptions:
        return None
    rests: dict[str, list[str]] = {}
    for one in given.claims.claims if given.claims else ():
        for _, name in one.rests.assumed if one.rests else ():
            rests.setdefault(name, []).append(one.judged.claim.name)
    rows = tuple(
        (
            phrase(f"{one.kind} ", Mark(one.name, "strong")),
            wording.flat(one.says),
            wording.flat(one.assumed),
            ", ".join(rests.get(one.name, ())),
        )
        for one in given.assumptions
    )
    columns = ("judgement", "what it says", "what is assumed", "claims that rest on it")
    kept = [place for place in range(4) if any(row[place] for row in rows)]
    table = Table(
        "What is assumed", tuple(columns[k] for k in kept), tuple(tuple(row[k] for k in kept) for row in rows)
    )
    said = f"{counted(len(given.assumptions), 'judgement')} of the scenario are assumed, wholly or in part."
    blocks: tuple[Block, ...] = (
        Paragraph((said.replace("1 judgement of the scenario are", "1 judgement of the scenario is"),)),
        table,
    )
    return Section("assumptions", "Assumptions", blocks)
