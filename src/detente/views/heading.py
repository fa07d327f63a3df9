"""The head of every page about a scenario: its title, its date, and the variant with what it sets."""

from __future__ import annotations

from detente.scenario.model import Scenario, Variant
from detente.views import wording
from detente.views.page import Block, Paragraph, Title
from detente.views.phrases import Mark, Phrase, joined, phrase


def title(scenario: Scenario, variant: str | None) -> tuple[Block, ...]:
    """Return the title and, for a variant, what it says and sets."""
    head = Title(wording.flat(scenario.title), f"as of {scenario.as_of}" if scenario.as_of else "")
    if variant is None:
        return (head,)
    one = scenario.variants[variant]
    says = f": {wording.flat(one.says)}" if one.says else ""
    return (head, Paragraph(phrase("Variant ", Mark(one.id, "strong"), says, _sets(one)), tight=True))


def _sets(variant: Variant) -> Phrase:
    sets = variant_settings(variant)
    return phrase(" [", sets, "]") if sets else ()


def variant_settings(variant: Variant) -> Phrase:
    """Return what a variant sets, in words: circumstances, start, locks, one-way options."""
    parts = [
        wording.settings(variant.set) if variant.set else (),
        phrase("starts with ", wording.settings(variant.start)) if variant.start else (),
        phrase("locked: ", wording.settings(variant.lock)) if variant.lock else (),
        phrase("irreversible: ", ", ".join(variant.irreversible)) if variant.irreversible else (),
    ]
    return joined((part for part in parts if part), "; ")
