"""Judgements changed, in words: `with temper = headstrong`, `without US.consult`."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from detente.grounds.changes import Change
from detente.views.phrases import Mark, Phrase, phrase

CHANGED: Mapping[str, Callable[[Change], Phrase]] = {
    "statement": lambda one: phrase("without ", Mark(one.name, "value")),
    "rule": lambda one: phrase("without the rule ", Mark(one.name, "value")),
    "need": lambda one: phrase("if ", Mark(one.name, "value"), " needed nothing"),
    "belief": lambda one: phrase("if it were not that ", Mark(one.name, "value")),
    "circumstance": lambda one: phrase("with ", Mark(f"{one.name} = {one.to}", "value")),
    "order": lambda one: phrase("with ", Mark(one.to, "value"), " before ", Mark(one.name, "value")),
}
"""What each kind of change is in words, in the order in which they are told."""
