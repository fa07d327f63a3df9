"""Outcomes: what may be so where play comes to rest, named so that a forecast gives its chance."""

from __future__ import annotations

from collections.abc import Sequence

from detente.scenario import schema
from detente.scenario.chances import read_band
from detente.scenario.document import Path
from detente.scenario.grounds import read_grounds
from detente.scenario.model import Outcome
from detente.scenario.preferences import refuse_repeated
from detente.scenario.quantities import one_line
from detente.scenario.reading import Reading


def read_outcomes(reading: Reading, given: Sequence[schema.Outcome | None]) -> tuple[Outcome, ...]:
    """Return the outcomes that are understood, in the order of the file."""
    names = [one_line(part.name or part.when) if part else None for part in given]
    refuse_repeated(reading, names, ("outcomes",), "outcome")
    made = []
    for index, part in enumerate(given):
        if part is None:
            continue
        path: Path = ("outcomes", index)
        # An outcome may be written as nothing but its formula; then that is all that stands at its path.
        own = (*path, "when") in reading.document.values
        grounds = read_grounds(reading, part, path)
        when = reading.formula(part.when, (*path, "when") if own else path)
        chance = read_band(reading, part.chance, reading.at((*path, "chance"))) if part.chance is not None else None
        if when is not None:
            made.append(Outcome(names[index] or "", when, chance, grounds, reading.at(path)))
    return tuple(made)
