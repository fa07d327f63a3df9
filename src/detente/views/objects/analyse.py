"""An analysis as the object that `--json` prints."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

from pydantic import Field

from detente.answers import analysis, unlisted
from detente.views.objects.parts.base import Told
from detente.views.objects.parts.moves import Move, pack_move
from detente.views.objects.parts.problem import Problem, pack_problem
from detente.views.objects.parts.provenance import Provenance, pack_provenance
from detente.views.objects.parts.rests import Cycle, Path, pack_cycles, pack_paths
from detente.views.objects.parts.stances import Judged, pack_judged
from detente.views.objects.parts.states import Option, State, pack_options
from detente.views.objects.parts.text import named_text, numbers_text, object_text, states_text


class Verdicts(Told):
    """What one concept says."""

    stable: dict[str, list[int]] = Field(description="for each actor, the states that it would not leave")
    equilibria: list[int] = Field(description="the states that nobody would leave")


class Analysis(Told):
    """What `detente analyse --json` prints."""

    command: Literal["analyse"] = "analyse"
    scenario: str
    variant: str | None
    world: dict[str, str]
    actors: list[str]
    options: list[Option]
    states: list[State]
    status_quo: int | None
    concepts: dict[str, Verdicts]
    prospects: list[int] | None = Field(description="under the leading concept; null where the status quo is unknown")
    paths: list[Path]
    cycles: list[Cycle]
    leaving: list[Move] = Field(description="the moves by which the status quo would be left")
    provenance: Provenance


class Equilibrium(Told):
    """A state that nobody would leave, and by concept whether it holds there too; null where that was not found."""

    values: dict[str, str]
    holds: dict[str, bool | None]


class Extent(Told):
    """How many states one concept says nobody would leave: from least to most, the same number where it is known."""

    least: int
    most: int
    first: list[Equilibrium] = Field(description="the first few of them")
    stopped: Problem | None = Field(description="what kept the count from being finished")


class Unlisted(Told):
    """What `detente analyse --json` prints where the states are not listed, but counted."""

    command: Literal["analyse"] = "analyse"
    scenario: str
    variant: str | None
    world: dict[str, str]
    actors: list[str]
    options: list[Option]
    states: None = None
    feasible: int = Field(description="how many states there are, which can be more than a float counts exactly")
    start: dict[str, str] | None = Field(description="the status quo; null where it is unknown")
    concepts: dict[str, Extent]
    stances: list[Judged] = Field(description="each actor's verdict on the status quo under the leading concept")
    too_large: list[Problem] = Field(description="why the states were not listed; empty where that was asked for")
    provenance: Provenance


def analysed(found: analysis.Analysis) -> Iterator[str]:
    """Return the text of an analysis as its JSON object, piece by piece."""
    rest = Analysis(
        scenario=found.title,
        variant=found.variant,
        world=dict(found.world),
        actors=list(found.actors),
        options=pack_options(found),
        states=[],
        status_quo=None if found.status_quo is None else found.status_quo.number,
        concepts={},
        prospects=None,
        paths=[],
        cycles=[],
        leaving=[pack_move(move) for move in found.leaving],
        provenance=pack_provenance(found.provenance),
    )
    prospects = found.held.prospects
    long = {
        "states": states_text(found.states),
        "concepts": named_text((key, _verdicts(held)) for key, held in found.concepts.items()),
        "prospects": ["null"] if prospects is None else numbers_text(prospects.places + 1),
        "paths": pack_paths(found),
        "cycles": pack_cycles(found),
    }
    return object_text(rest, long)


def counted(found: unlisted.Unlisted) -> Unlisted:
    """Return an analysis whose states are not listed as its JSON object."""
    return Unlisted(
        scenario=found.title,
        variant=found.variant,
        world=dict(found.world),
        actors=list(found.actors),
        options=pack_options(found),
        feasible=found.feasible,
        start=None if found.status_quo is None else dict(found.status_quo),
        concepts={key: _extent(extent) for key, extent in found.concepts.items()},
        stances=[pack_judged(stance) for stance in found.stances],
        too_large=[pack_problem(problem) for problem in found.too_large],
        provenance=pack_provenance(found.provenance),
    )


def _verdicts(given: analysis.Held) -> Iterator[str]:
    stable = named_text((actor, numbers_text(states)) for actor, states in given.stable.items())
    return object_text(
        Verdicts(stable={}, equilibria=[]), {"stable": stable, "equilibria": numbers_text(given.equilibria)}
    )


def _extent(given: unlisted.Extent) -> Extent:
    return Extent(
        least=given.least,
        most=given.most,
        first=[Equilibrium(values=dict(one.values), holds=dict(one.holds)) for one in given.first],
        stopped=None if given.stopped is None else pack_problem(given.stopped),
    )


ENVELOPE = Analysis | Unlisted
