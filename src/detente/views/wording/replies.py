"""Replies: what others would or could do."""

from __future__ import annotations

from typing import TYPE_CHECKING

from detente.engine.stability import Concept
from detente.views.phrases import Phrase, joined
from detente.views.wording.moves import act

if TYPE_CHECKING:
    from detente.answers.explanation import Considered


def reply_verb(concept: Concept) -> str:
    """Return what others do in reply: they would where a reply must pay them, and else they could."""
    return "would" if concept.credible else "could"


def replied(given: Considered, verb: str) -> Phrase:
    """Return the replies in words, one after another."""
    return joined((act(one, verb) for one in given.replies), ", and then ")
