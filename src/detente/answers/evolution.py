"""The evolution of a scenario: play from the status quo with chances, which are assumptions about who moves when."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property, partial
from math import isfinite

import numpy as np

from detente.answers.analysis import Moves, path_legs
from detente.answers.run import Provenance, Run, State, one_of
from detente.answers.sequences import Lazy, Numbers
from detente.engine.board import Bools
from detente.engine.progress import Progress, silent
from detente.engine.stability import Concept
from detente.engine.verdicts import Verdicts
from detente.errors import QuestionError, question
from detente.prospects import evolution as prospects
from detente.prospects.chain import CHOICES, Choice, Process
from detente.prospects.evolutions import Spread, spread
from detente.prospects.likely import Way as LikelyWay
from detente.prospects.minds import minds
from detente.prospects.readings import ANALYST, evidence, known_to
from detente.prospects.sharing import Asked
from detente.prospects.worlds import worlds_of
from detente.scenario.model import Scenario

Movers = Mapping[str, float] | Sequence[str]
"""What actors weigh when a mover is drawn: by actor, or as texts such as `US=2`."""

APART = 1e12
"""How many times the least weight above 0 the greatest may be."""

MOST_WAYS = 1000
"""Ways of play that are told."""


@dataclass(frozen=True)
class Rest:
    """A state in which play comes to rest, and how likely; `waiting` would move, but have weight 0."""

    state: State
    chance: float
    waiting: tuple[str, ...]


class Rests(Lazy[Rest]):
    """Where play comes to rest, the likeliest first; `places` gives the states, counted from 0, `chances` theirs."""

    def __init__(self, run: Run, process: Process, found: prospects.Evolution) -> None:
        self._run, self._process = run, process
        self.places, self.chances = found.rests, found.chances

    def __len__(self) -> int:
        """Return how many there are."""
        return len(self.places)

    @cached_property
    def _waiting(self) -> Mapping[str, Bools]:
        """Return by actor of weight 0 in which of the states it has a move."""
        still = [actor for actor, weight in enumerate(self._process.weights) if weight == 0]
        rows = self._process.rows(self._run.board, _verdicts(self._run, self._process))
        return {self._run.conflict.actors[actor]: np.diff(rows[actor](self.places).first) > 0 for actor in still}

    def _item(self, place: int) -> Rest:
        waiting = tuple(actor for actor, able in self._waiting.items() if able[place])
        return Rest(self._run.states[int(self.places[place])], float(self.chances[place]), waiting)


@dataclass(frozen=True)
class Cycle:
    """States among which play goes round for ever once it is there, and the chance that it comes there."""

    states: Numbers
    chance: float


@dataclass(frozen=True)
class Way:
    """A way that play can take to where it rests or begins to go round, and its chance."""

    moves: Moves
    chance: float
    ends: int
    round: bool


@dataclass(frozen=True, eq=False)
class Evolution:
    """What `evolve` answers.

    `choice` says among which moves a mover chooses, `weights` what actors weigh when one is drawn. `reached` counts
    the states that play can reach. `moves` is the expected number of moves until play is at rest or goes round,
    `moves_to_rest` that of play that comes to rest (None where none does). `ways` are the likeliest ways. `spread` is
    where play leads over all worlds by the signals up to the day `as_of`, None where that was not asked.
    """

    title: str
    variant: str | None
    world: Mapping[str, str]
    concept: Concept
    choice: Choice
    weights: Mapping[str, float]
    status_quo: State
    reached: int
    rests: Rests
    cycles: tuple[Cycle, ...]
    rested: float
    moves: float
    moves_to_rest: float | None
    ways: tuple[Way, ...]
    as_of: str | None
    spread: Spread | None
    provenance: Provenance
    scenario: Scenario = field(repr=False)


def evolve(
    run: Run,
    choice: str = "undeterred",
    movers: Movers = (),
    ways: int = 5,
    worlds: bool = False,
    progress: Progress = silent,
    as_of: str | None = None,
) -> Evolution:
    """Return where play from the status quo leads as a random walk, and how likely.

    Over all worlds, `as_of` leaves out the signals that came after that day (`YYYY-MM-DD`).

    Raises QuestionError for an unknown choice of moves, an unknown actor, weights that say nothing, a day that is none
    or is given where worlds are not asked for, an unknown status quo, and play that goes on for too long to be told;
    TooLargeError where its moves would not fit in memory.
    """
    process = Process(find_choice(choice), weights(run, movers))
    if not 0 <= ways <= MOST_WAYS:
        raise question(
            "paths-out-of-range", f"{ways:,} paths are asked for", f"From 0 to {MOST_WAYS:,} are told.",
            "Say --paths with such a number.",
        )  # fmt: skip
    if as_of is not None and not worlds:
        raise question(
            "as-of-needs-worlds", f"the day {as_of} is given, but only one world is looked at",
            "Signals shift the chances of worlds; play in one world is the same on every day.",
            "Ask for all worlds too: --worlds.",
        )  # fmt: skip
    begins = _begins(run)
    verdicts = _verdicts(run, process)
    progress("Where play leads", 0.5)
    found = prospects.evolution(run.board, begins, process, verdicts)
    return Evolution(
        title=run.scenario.title,
        variant=run.variant,
        world=run.world,
        concept=run.lead,
        choice=process.choice,
        weights=dict(zip(run.conflict.actors, process.weights, strict=True)),
        status_quo=run.states[begins],
        reached=len(found.chain.states),
        rests=Rests(run, process, found),
        cycles=tuple(Cycle(Numbers(one.states), one.chance) for one in found.rounds),
        rested=found.rested,
        moves=found.moves,
        moves_to_rest=found.moves_to_rest,
        ways=tuple(_way(run, one, found) for one in found.ways(ways)),
        as_of=as_of,
        spread=_spread(run, process, as_of, progress) if worlds else None,
        provenance=run.provenance(),
        scenario=run.scenario,
    )


def find_choice(given: str) -> Choice:
    """Return the choice of moves of that name, or say which there are."""
    (found,) = (one for one in CHOICES if one == one_of("choice", given, CHOICES))
    return found


def weights(run: Run, movers: Movers) -> tuple[float, ...]:
    """Return what every actor weighs when a mover is drawn: as given, else 1."""
    given = movers.items() if isinstance(movers, Mapping) else [_split(text) for text in movers]
    told = [(one_of("actor", name, run.conflict.actors), _weight(name, weight)) for name, weight in given]
    twice = [name for place, (name, _) in enumerate(told) if name in dict(told[:place])]
    if twice:
        raise question("mover-twice", f"{twice[0]} is given two weights", "An actor has one weight.", "Leave one out.")
    found = dict.fromkeys(run.conflict.actors, 1.0) | dict(told)
    if not any(found.values()):
        raise question(
            "nobody-moves", "every actor has weight 0, so that nobody is drawn to move",
            "Some actor has a weight above 0.", "Leave out --mover for one of them; it then weighs 1.",
        )  # fmt: skip
    some = [weight for weight in found.values() if weight]
    if max(some) > APART * min(some):
        raise question(
            "weights-far-apart", f"weights from {min(some):g} to {max(some):g} are given",
            f"The greatest is at most {APART:,.0f} times the least.", "Give weight 0 to who never moves.",
        )  # fmt: skip
    return tuple(found.values())


def _split(text: str) -> tuple[str, str]:
    name, sign, weight = text.partition("=")
    if not sign:
        raise _no_weight(text)
    return name.strip(), weight.strip()


def _weight(name: str, given: object) -> float:
    try:
        weight = float(str(given))
    except ValueError:
        raise _no_weight(f"{name}={given}") from None
    if weight < 0 or not isfinite(weight):
        raise _no_weight(f"{name}={given}")
    return weight


def _no_weight(given: str) -> QuestionError:
    return question(
        "bad-weight",
        f"`{given}` gives no actor a weight",
        "A weight is a number from 0 on.",
        "Write the actor, an equals sign and a number, as in `US=2`.",
    )


def _begins(run: Run) -> int:
    if run.board.start >= 0:
        return run.board.start
    raise question(
        "unknown-status-quo",
        "the status quo of this scenario is unknown",
        "Evolution is play from the status quo.",
        "Give the scenario a start.",
    )


def _verdicts(run: Run, process: Process) -> Verdicts | None:
    return run.verdicts() if process.choice == "undeterred" else None


def _way(run: Run, given: LikelyWay, found: prospects.Evolution) -> Way:
    ends = given.path.ends
    rounds = any(ends in one.states for one in found.rounds)
    return Way(Moves(run, partial(path_legs, given.path)), given.chance, ends + 1, rounds)


def _spread(run: Run, process: Process, as_of: str | None, progress: Progress) -> Spread:
    mind = minds(run.scenario, run.lead, run.variant, run.beliefs, as_of)
    worlds = worlds_of(mind.scenario, run.variant, mind.priors)
    told = evidence(worlds, known_to(run.scenario, ANALYST, as_of)) * mind.evidence(worlds)
    return spread(Asked(mind.scenario, worlds, run.lead, run.variant, run.beliefs), process, told, progress)
