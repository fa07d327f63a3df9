"""What a scenario makes of its sources: for each numbered paragraph, what cites it, and what nothing cites."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from detente.scenario.model import Citation, NotModelled, Ranked, Scenario, Source

KINDS = (
    "own",
    "inferred",
    "reported",
    "doubted",
    "statement",
    "circumstance",
    "option",
    "rule",
    "belief",
    "signal",
    "variant",
    "outcome",
    "not modelled",
)
"""What can cite a paragraph: claims by their stance, the parts of the model, and what it leaves out."""

_NUMBERS = re.compile(r"(\d{1,9})(?:\s*[-–]\s*(\d{1,9}))?", re.ASCII)


@dataclass(frozen=True)
class Part:
    """A part of a scenario that may cite: its kind (one of `KINDS`), its name, and what it cites."""

    kind: str
    name: str
    cite: tuple[Citation, ...]


@dataclass(frozen=True)
class Passage:
    """A place of a source and what cites it: names by kind.

    `number` is that of a paragraph; None for a place of another kind, such as a table, and `place` is then as cited.
    """

    place: str
    number: int | None
    parts: dict[str, tuple[str, ...]]

    @property
    def covered(self) -> bool:
        """Return whether something other than what is left out cites the place."""
        return any(kind != "not modelled" for kind in self.parts)


@dataclass(frozen=True)
class Covered:
    """A source with its places in order; `whole` names what cites it without saying where."""

    source: Source
    passages: tuple[Passage, ...]
    whole: dict[str, tuple[str, ...]]

    @property
    def uncovered(self) -> tuple[int, ...]:
        """Return the paragraphs that nothing cites, not even what is left out."""
        return tuple(one.number for one in self.passages if one.number is not None and not one.parts)

    @property
    def left_out(self) -> tuple[int, ...]:
        """Return the paragraphs that only what is not modelled cites."""
        return tuple(one.number for one in self.passages if one.number is not None and one.parts and not one.covered)


@dataclass(frozen=True, eq=False)
class Coverage:
    """What `claims --source` answers: every source, what the scenario leaves out, and what cites nothing."""

    title: str
    sources: tuple[Covered, ...]
    not_modelled: tuple[NotModelled, ...]
    uncited: dict[str, tuple[str, ...]]
    scenario: Scenario = field(repr=False)


def coverage(scenario: Scenario) -> Coverage:
    """Return what cites each paragraph of each source."""
    parts = list(parts_of(scenario))
    return Coverage(
        scenario.title,
        tuple(_covered(source, parts) for source in scenario.sources.values()),
        scenario.not_modelled,
        _named(part for part in parts if not part.cite),
        scenario,
    )


def parts_of(scenario: Scenario) -> Iterator[Part]:
    """Return everything in a scenario that may cite a source."""
    yield from (Part(one.stance, one.name, one.grounds.cite) for one in scenario.claims)
    for actor in scenario.actors.values():
        if not isinstance(actor.preferences, Ranked):
            for statement in actor.preferences.statements:
                yield Part("statement", f"{actor.id}.{statement.name}", statement.grounds.cite)
    yield from (Part("circumstance", one.id, one.grounds.cite) for one in scenario.circumstances.values())
    yield from (Part("option", one.id, one.grounds.cite) for one in scenario.options.values())
    yield from (Part("rule", one.name, one.grounds.cite) for one in scenario.rules)
    yield from (Part("belief", f"{one.who}: {', '.join(one.thinks)}", one.grounds.cite) for one in scenario.beliefs)
    yield from (Part("signal", one.name, one.grounds.cite) for one in scenario.signals)
    yield from (
        Part("variant", one.id, one.grounds.cite)
        for one in scenario.variants.values()
        if one.set or one.start or one.lock or one.irreversible  # a name for the base case judges nothing
    )
    yield from (Part("outcome", one.name, one.grounds.cite) for one in scenario.outcomes if one.chance is not None)
    yield from (Part("not modelled", one.name or one.what, one.grounds.cite) for one in scenario.not_modelled)


def _covered(source: Source, parts: list[Part]) -> Covered:
    """Return a source with its places: all its paragraphs where they are counted, and what else is cited of it."""
    places: dict[tuple[int, str], list[Part]] = {
        (number, str(number)): [] for number in range(1, (source.paragraphs or 0) + 1)
    }
    whole = []
    for part in parts:
        for cited in part.cite:
            if cited.source == source.id and cited.locator is None:
                whole.append(part)
            elif cited.source == source.id and cited.locator is not None:
                for place in _places(source, cited.locator):
                    places.setdefault(place, []).append(part)
    passages = (Passage(place, number or None, _named(cite)) for (number, place), cite in _in_order(places))
    return Covered(source, tuple(passages), _named(whole))


def _places(source: Source, locator: str) -> list[tuple[int, str]]:
    """Return the places that a citation means: each paragraph of a range, or the locator as it is."""
    match = _NUMBERS.fullmatch(locator)
    if match is None or source.paragraphs is None:
        return [(0, locator)]
    return [(number, str(number)) for number in range(int(match[1]), int(match[2] or match[1]) + 1)]


def _in_order(places: dict[tuple[int, str], list[Part]]) -> list[tuple[tuple[int, str], list[Part]]]:
    """Return numbered paragraphs first, then other places in the order in which they are cited."""
    return sorted(places.items(), key=lambda item: item[0][0] or len(places) + 1)


def _named(parts: Iterator[Part] | list[Part]) -> dict[str, tuple[str, ...]]:
    """Return the names of parts by kind, kinds in order, each name once."""
    names: dict[str, dict[str, None]] = {}
    for part in parts:
        names.setdefault(part.kind, {})[part.name] = None
    return {kind: tuple(names[kind]) for kind in KINDS if kind in names}


__all__ = ["Coverage", "Covered", "Part", "Passage", "coverage"]
