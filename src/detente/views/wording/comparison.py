"""The comparison of variants."""

from __future__ import annotations

from typing import TYPE_CHECKING

from detente.views.phrases import Mark, Phrase, joined, phrase
from detente.views.wording.names import words

if TYPE_CHECKING:
    from detente.answers.comparison import Compared, Comparison


def variant_name(given: Compared) -> str:
    """Return what a variant is called in a comparison."""
    return given.variant or "as written"


def alike(found: Comparison) -> Phrase:
    """Return in one sentence which variants come out alike."""
    groups: dict[tuple[object, ...], list[Compared]] = {}
    for one in found.variants:
        groups.setdefault(tuple(one.outcome.values()), []).append(one)
    count = len(found.variants)
    if len(groups) == 1:
        return (f"All {count} variants come to rest alike.",) if count > 1 else ()
    together = [
        words([Mark(variant_name(one), "strong") for one in group]) for group in groups.values() if len(group) > 1
    ]
    rest = phrase("; ", joined(together, "; "), " come to rest alike") if together else ()
    return phrase(f"{count} variants, {len(groups)} outcomes", rest, ".")
