"""Provenance: what the report was made from and by, so that it can be had again."""

from __future__ import annotations

from detente.answers.report import Report
from detente.views import wording
from detente.views.objects.report import fingerprint
from detente.views.phrases import Mark, phrase
from detente.views.report.parts import Section
from detente.views.tables import Cell, Table


def section(given: Report) -> Section:
    """Return where the report comes from."""
    found = given.provenance
    rows: list[tuple[Cell, ...]] = [
        ("program", f"Détente {found.version}"),
        ("scenario", found.file),
        ("SHA-256 of the scenario", phrase(Mark(found.sha256, "value"))),
        ("fingerprint of the results", phrase(Mark(fingerprint(given), "value"))),
        ("variant", given.variant or "as written"),
        ("concept", wording.concept_word(found.concept)),
        ("beliefs", "on" if found.beliefs else "off"),
        ("seed", str(found.seed) if found.seed is not None else "none: nothing was drawn"),
        ("engine", f"{found.engine}; replies {'as legal sequences' if found.reach == 'legal' else 'by closure'}"),
    ]
    note = phrase(
        Mark(
            "The fingerprint is that of all numbers and verdicts here: a report with the same one says the same.",
            "quiet",
        )
    )
    return Section(
        "provenance", "Provenance", (Table("Where this comes from", ("what", "which"), tuple(rows), (note,)),)
    )
