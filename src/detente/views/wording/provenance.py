"""Provenance: the last line of an answer."""

from __future__ import annotations

from typing import TYPE_CHECKING

from detente.views.phrases import Mark, Phrase, counted
from detente.views.wording.names import concept_word

if TYPE_CHECKING:
    from detente.answers.run import Provenance


def provenance(given: Provenance, states: int | None = None) -> Phrase:
    """Return the last line: program, file, concept, how replies were searched, time."""
    parts = [
        f"Détente {given.version}",
        f"{given.file} (sha256 {given.sha256[:12]})",
        f"{concept_word(given.concept)}, beliefs {'on' if given.beliefs else 'off'}",
        counted(states, "state") if states is not None else "",
        "replies as legal sequences" if given.reach == "legal" else "replies by closure",
        f"{given.engine} engine",
        f"{given.seconds:.2f} s",
    ]
    return (Mark(" · ".join(part for part in parts if part), "quiet"),)


def origin(given: Provenance) -> Phrase:
    """Return where an answer comes from that lists no states: program, file, concept, time."""
    parts = [
        f"Détente {given.version}",
        f"{given.file} (sha256 {given.sha256[:12]})",
        f"{concept_word(given.concept)}, beliefs {'on' if given.beliefs else 'off'}",
        f"{given.seconds:.2f} s",
    ]
    return (Mark(" · ".join(parts), "quiet"),)
