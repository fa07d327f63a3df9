"""The case library: what each case is about, where its file is, and how far its sources can be trusted."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import overload

import detente.cases
from detente.scenario.model import Scenario, Source

FILE = "scenario.yaml"
ESSAY = "essay.md"
"""The text that a case may have beside its scenario, with claims that run."""


@dataclass(frozen=True)
class Case:
    """One case of the library.

    `key` is `<kind>/<slug>`; the slug alone names the case wherever a scenario is asked for. `actors` gives names
    by id; `options` counts the options, `states` the listed states of graph form (0 in option form).
    """

    key: str
    title: str
    story: str | None
    as_of: str | None
    sources: tuple[Source, ...]
    actors: Mapping[str, str]
    options: int
    states: int
    file: Path
    scenario: Scenario = field(repr=False)

    @property
    def kind(self) -> str:
        """Return the folder that the case stands in."""
        return self.key.split("/")[0]

    @property
    def slug(self) -> str:
        """Return the short name of the case."""
        return self.key.split("/")[1]

    @property
    def essay(self) -> Path | None:
        """Return the file of the text that goes with the case, None where there is none."""
        return essay_file(self.file)


def essay_file(scenario: Path) -> Path | None:
    """Return the text that goes with the scenario of a case, None where there is none."""
    file = scenario.with_name(ESSAY)
    return file if file.is_file() else None


def case_files() -> dict[str, Path]:
    """Return the scenario file of every case by key, sorted; nothing is read."""
    return {f"{path.parent.parent.name}/{path.parent.name}": path for path in sorted(_room().glob(f"*/*/{FILE}"))}


def case_key(name: str) -> str | None:
    """Return the key of the case with that slug or key, None where there is none."""
    return next((key for key in case_files() if name in (key, key.split("/")[1])), None)


def case(key: str, scenario: Scenario, file: Path) -> Case:
    """Return what a case is about, from its scenario."""
    return Case(
        key=key,
        title=scenario.title,
        story=scenario.story,
        as_of=scenario.as_of,
        sources=tuple(scenario.sources.values()),
        actors={actor.id: actor.name for actor in scenario.actors.values()},
        options=len(scenario.options),
        states=len(scenario.states),
        file=file,
        scenario=scenario,
    )


def _room() -> Path:
    return Path(detente.cases.__path__[0])


@dataclass(frozen=True)
class Library(Sequence[Case]):
    """All cases, sorted by key."""

    cases: tuple[Case, ...]

    def __len__(self) -> int:
        """Return how many cases there are."""
        return len(self.cases)

    @overload
    def __getitem__(self, place: int) -> Case: ...
    @overload
    def __getitem__(self, place: slice) -> tuple[Case, ...]: ...
    def __getitem__(self, place: int | slice) -> Case | tuple[Case, ...]:
        """Return the case at a place, or several."""
        return self.cases[place]


@dataclass(frozen=True)
class Copied:
    """A case whose scenario was copied to a file."""

    key: str
    file: Path
