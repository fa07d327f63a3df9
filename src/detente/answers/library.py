"""The case library: what each case is about, where its file is, and how far its sources can be trusted."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

import detente.cases
from detente.scenario.model import Scenario, Source

FILE = "scenario.yaml"


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


def case_files() -> dict[str, Path]:
    """Return the scenario file of every case by key, sorted; nothing is read."""
    return {f"{path.parent.parent.name}/{path.parent.name}": path for path in sorted(_room().glob(f"*/*/{FILE}"))}


def case_file(name: str) -> Path | None:
    """Return the scenario file of the case with that slug or key, None where there is none."""
    files = case_files()
    return files.get(name) or next((path for key, path in files.items() if key.split("/")[1] == name), None)


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
