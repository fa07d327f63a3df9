"""Acceptances: what `detente lint` finds and the author lets stand, with the reason.

What may be found of is named as reports name it: claims, outcomes, statements (`Actor.name`), rules, options, variants
and so on.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from detente.scenario import schema
from detente.scenario.document import Path
from detente.scenario.model import Acceptance, Ranked, Scenario
from detente.scenario.problems import suggestion
from detente.scenario.reading import Reading

STORY = "story"
"""What the story of a scenario is called."""


def read_acceptances(
    reading: Reading, given: Sequence[schema.Acceptance | None], scenario: Scenario
) -> tuple[Acceptance, ...]:
    """Return the acceptances that are understood, in the order of the file.

    They are read last: where something else is wrong with the file, names may be missing that are in it, and none is
    called unknown.
    """
    sound, known = not reading.problems.found, tuple(dict.fromkeys(names_of(scenario)))
    made = []
    for index, part in enumerate(given):
        if part is None:
            continue
        path: Path = ("accept", index)
        if reading.standards is not None:
            reading.one_of(part.check, reading.standards, (*path, "check"), "unknown-standard", "check of `lint`")
        for number, name in enumerate(part.of):
            if sound and name not in known:
                _refuse_unknown(reading, name, known, (*path, "of", number))
        made.append(Acceptance(part.check, tuple(part.of), part.because, reading.at(path)))
    return tuple(made)


def _refuse_unknown(reading: Reading, name: str, known: Sequence[str], path: Path) -> None:
    reading.complain(
        "unknown-accepted",
        reading.at(path),
        f"Nothing of this file is called `{name}`",
        "The name of a claim, an outcome or a judgement is expected, as `detente lint` tells it.",
        suggestion(name, known),
    )


def names_of(scenario: Scenario) -> Iterator[str]:
    """Yield the names of all of which something can be found."""
    yield from (one.name for one in scenario.claims)
    yield from (one.name for one in scenario.outcomes)
    for actor in scenario.actors.values():
        if not isinstance(actor.preferences, Ranked):
            yield from (f"{actor.id}.{one.name}" for one in actor.preferences.statements)
    yield from (one.name for one in scenario.rules)
    yield from scenario.options
    yield from (*scenario.circumstances, *scenario.variants)
    yield from (one.name for one in scenario.signals)
    yield from (one.name for one in scenario.beliefs)
    yield from (one.name or one.what for one in scenario.not_modelled)
    yield STORY
