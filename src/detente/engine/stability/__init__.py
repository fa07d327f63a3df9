"""Stability concepts: one small file each, found by its name.

A concept asks one question, *does every tempting move meet a reply that hurts?*, and says what tempts, which
replies count, what counts as hurt, and whether the reply must be caused by the move. The shared driver
(`detente.engine.solve`) answers it, so verdict and reason cannot disagree.
"""

from __future__ import annotations

import functools
import importlib
import pkgutil
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True)
class Concept:
    """What makes a state stable for an actor.

    Attributes
    ----------
    key : the word on the command line, in addresses and in the documentation; the file's name.
    title : the name in prose.
    question : what the concept asks of an actor, in one sentence.
    tempts : which own moves are considered: all improvements, or only the lean ones (no part does as well).
    replies : which moves of the others count as replies: none, all, their improvements, their lean improvements.
    hurts : whether a reply hurts where it leaves the actor no better off "at once", or only if that is still so
        "after the own answer" to it.
    caused : whether a reply counts only if staying put would have been safer.
    implies : keys of the concepts that this one implies, for any conflict without beliefs.
    cites : keys in `docs/references.bib`; empty for a concept of our own.
    """

    key: str
    title: str
    question: str
    tempts: Literal["improvements", "lean"]
    replies: Literal["none", "moves", "improvements", "lean"]
    hurts: Literal["at once", "after the own answer"]
    caused: bool = False
    implies: tuple[str, ...] = ()
    cites: tuple[str, ...] = ()

    @property
    def credible(self) -> bool:
        """Return whether replies must be in the repliers' interest, so that beliefs about it matter."""
        return self.replies in ("improvements", "lean")


ORDER = ("nash", "gmr", "smr", "seq", "sseq", "firm")


@functools.cache
def concepts() -> Mapping[str, Concept]:
    """Return every concept by key, the classical ones first, in the order in which tables show them."""
    found = {name: _concept(name) for _, name, _ in pkgutil.iter_modules(__path__)}
    place = {key: number for number, key in enumerate(ORDER)}
    return dict(sorted(found.items(), key=lambda item: (place.get(item[0], len(ORDER)), item[0])))


def _concept(name: str) -> Concept:
    concept: Concept = importlib.import_module(f"{__name__}.{name}").CONCEPT
    return concept
