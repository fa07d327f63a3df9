"""Texts: what a scenario or an essay says in words, sentence by sentence, and the words of some kinds in it."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from functools import cache

from detente.errors import Place
from detente.scenario.acceptances import STORY
from detente.scenario.model import Grounds, Ranked, Scenario
from detente.scenario.words import tables

SOFT = (
    "may",
    "might",
    "could",
    "perhaps",
    "possibly",
    "possible",
    "conceivably",
    "presumably",
    "doubt",
    "doubtful",
    "chance",
    "chances",
    "odds",
    "risk",
    "risks",
    "seems",
    "appears",
    "tends",
)
"""Words that say of something that it need not be so, besides words of chance."""

JUDGING = (
    "we judge",
    "we assess",
    "we think",
    "we believe",
    "we assume",
    "we infer",
    "we expect",
    "i judge",
    "i think",
    "i believe",
    "i assume",
    "i expect",
    "in our view",
    "in my view",
    "our reading",
    "our reading of",
    "assumed",
    "assuming",
    "assumption",
    "inferred",
    "inference",
    "reportedly",
    "reports",
    "reported",
    "according to",
    "said to",
    "is thought",
    "are thought",
    "is believed",
    "are believed",
    "is expected",
    "are expected",
    "claims",
    "holds that",
    "argues",
    "writes",
    "suggests",
    "rests on",
)
"""Words that mark something as judged, assumed, inferred or reported."""

# A sentence ends with a sign and a space, where no small letter follows; not after an initial or `e.g.`.
_END = re.compile(r"(?<!\b[A-Z])(?<!\be\.g)(?<!\bi\.e)[.!?]+[\"'”’)\]]*\s+(?![a-z])")


@dataclass(frozen=True)
class Sentence:
    """A sentence, what it belongs to (names), and where that stands."""

    text: str
    of: tuple[str, ...]
    place: Place


@dataclass(frozen=True)
class Paragraph:
    """Some text, what it belongs to, and where it begins."""

    text: str
    of: tuple[str, ...]
    place: Place

    @property
    def sentences(self) -> Iterator[Sentence]:
        """Return its sentences."""
        return (Sentence(one, self.of, self.place) for one in sentences(self.text))


def sentences(text: str) -> list[str]:
    """Return the sentences of a text.

    >>> sentences("It is so, e.g. here. Is it? U. S. Grant knew.")
    ['It is so, e.g. here.', 'Is it?', 'U. S. Grant knew.']
    """
    found, begin = [], 0
    for end in _END.finditer(text):
        found.append(text[begin : end.end()].strip())
        begin = end.end()
    return [*found, text[begin:].strip()] if text[begin:].strip() else found


def sentences_of(scenario: Scenario) -> Iterator[Sentence]:
    """Yield every sentence that a scenario has for readers."""
    for text, name, place in _texts(scenario):
        if text is not None:
            yield from Paragraph(text, (name,), place).sentences


def _texts(scenario: Scenario) -> Iterator[tuple[str | None, str, Place]]:
    yield scenario.story, STORY, Place(scenario.origin.file, 1, 1)
    for circumstance in scenario.circumstances.values():
        yield circumstance.means, circumstance.id, circumstance.place
    for option in scenario.options.values():
        yield option.means, option.id, option.place
    for signal in scenario.signals:
        yield signal.what, signal.name, signal.place
    for variant in scenario.variants.values():
        yield variant.says, variant.id, variant.place
    for claim in scenario.claims:
        yield claim.says, claim.name, claim.place
    for one in scenario.not_modelled:
        yield from ((text, one.name or one.what, one.place) for text in (one.what, one.why))
    for name, grounds, place in _grounded(scenario):
        yield from ((text, name, place) for text in (grounds.because, grounds.assumed))


def _grounded(scenario: Scenario) -> Iterator[tuple[str, Grounds, Place]]:
    for actor in scenario.actors.values():
        if not isinstance(actor.preferences, Ranked):
            yield from ((f"{actor.id}.{one.name}", one.grounds, one.place) for one in actor.preferences.statements)
    yield from ((one.id, one.grounds, one.place) for one in scenario.circumstances.values())
    yield from ((one.id, one.grounds, one.place) for one in scenario.options.values())
    yield from ((one.id, one.grounds, one.place) for one in scenario.variants.values())
    for some in (scenario.rules, scenario.beliefs, scenario.signals, scenario.claims, scenario.outcomes):
        yield from ((one.name, one.grounds, one.place) for one in some)
    yield from ((one.name or one.what, one.grounds, one.place) for one in scenario.not_modelled)


# ------------------------------------------------------------ words of a kind


def chance_words(scenario: Scenario) -> tuple[str, ...]:
    """Return the words by which texts say how likely something is: those of every table, and of the scenario."""
    every = [word for table in tables().values() for word in (*table.percent, *table.alike)]
    return tuple(dict.fromkeys([*every, *scenario.words]))


def confidence_words() -> tuple[str, ...]:
    """Return the phrases by which texts say how good the grounds of a judgement are."""
    return tuple(dict.fromkeys(phrase for table in tables().values() for phrase in table.confidence))


def word_in(text: str, words: Collection[str]) -> str | None:
    """Return the first of some words that stands in a text, as it stands there; None where none does.

    >>> word_in("It is Very likely so.", ("likely", "very likely"))
    'Very likely'
    """
    found = _pattern(tuple(words)).search(text)
    return None if found is None else " ".join(found[0].split())


@cache
def _pattern(words: tuple[str, ...]) -> re.Pattern[str]:
    longest_first = sorted(words, key=lambda word: -len(word))
    either = "|".join(r"\s+".join(map(re.escape, word.split())) for word in longest_first)
    return re.compile(rf"(?<!\w)(?:{either})(?!\w)", re.IGNORECASE)
