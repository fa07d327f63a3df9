"""Evolutions: where a process leads from the status quo in every world, and how likely that is in all together.

Where nothing but chance is asked and only one prospect remains in a world, play comes to it whoever moves when: such
worlds need no chain.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Mapping
from dataclasses import dataclass

import numpy as np

from detente.engine.board import Board, Bools, Ints
from detente.engine.choice import choose
from detente.engine.progress import Progress, silent
from detente.engine.solve import Solver
from detente.errors import Problem
from detente.prospects.bounds import DIGITS, Bounds
from detente.prospects.chain import Chances, Process
from detente.prospects.evolution import Evolution, evolution
from detente.prospects.rests import Alike, InWorlds, Scene, boards, lacking
from detente.prospects.sharing import Asked

LIKELIEST = 12
"""Resting places that are told one by one."""

KEPT = 1 << 18
"""States of all boards together up to which it is kept where a process leads on them."""

Place = tuple[str, ...]
"""The value of every option, in the order of the options."""


@dataclass(frozen=True)
class Resting:
    """A state in which play comes to rest in some worlds: the value of every option, and the chance of it."""

    values: Mapping[str, str]
    chance: Bounds


@dataclass(frozen=True)
class Spread:
    """Where a process leads over all worlds.

    `rests` are the likeliest resting places, `others` counts further ones; `rested` is the chance that play comes to
    rest, `round` that it goes round for ever. `undecided` is the chance of the worlds in which more than one end is
    possible, so that it matters who moves when. `impossible` is the chance that there is no such conflict, `obstacle`
    says why in one of these worlds (nothing where none has a chance); all other chances are given that there is one.
    """

    worlds: int
    impossible: Bounds
    obstacle: tuple[Problem, ...]
    rests: tuple[Resting, ...]
    others: int
    rested: Bounds
    round: Bounds
    undecided: Bounds


@dataclass(frozen=True, eq=False)
class _End:
    """Where play ends in some worlds: the places where it comes to rest with their chances; the rest goes round.

    `several` says whether more than one end is possible, a place of rest or a cycle.
    """

    worlds: Ints
    places: Mapping[Place, float]
    several: bool


def evolutions(
    asked: Asked, process: Process, among: Ints, progress: Progress = silent
) -> Iterator[tuple[Alike, Evolution]]:
    """Yield where a process leads in some worlds, in groups of those in which it leads the same way."""
    done, engine, moves = 0, None, None
    known: dict[Hashable, Evolution] = {}
    concept = asked.concept if process.choice == "undeterred" else None
    for alike in boards(asked.scenario, asked.worlds, asked.variant, asked.beliefs, among, concept):
        progress("Play in every world", done / len(among))
        board = alike.board
        if board.moves is not moves:  # an engine keeps what it has found out about moves
            engine, moves, known = choose(board), board.moves, {}
        key = _wanted(board)
        found = known.get(key)
        if found is None:
            verdicts = Solver(board, engine).verdicts(concept) if concept is not None else None
            found = evolution(board, board.start, process, verdicts)
            if (len(known) + 1) * board.count <= KEPT:
                known[key] = found
        yield alike, found
        done += len(alike.worlds)


def _wanted(board: Board) -> Hashable:
    """Return what tells apart boards of worlds that share states and moves, those that anybody believes in too.

    That is what is wanted, as it is and as actors see it.
    """
    seen = ((actor, view.board.ranks.tobytes(), view.own.tobytes()) for actor, view in board.views.items())
    return board.ranks.tobytes(), *seen


def spread(asked: Asked, process: Process, evidence: Chances, progress: Progress = silent) -> Spread:
    """Return where a process leads over all worlds; `evidence` is how likely the signals are in each.

    Raises ConflictError where no world that has a chance makes such a conflict, QuestionError where the status quo is
    unknown, and what `detente.prospects.evolution.evolution` raises.
    """
    count = len(asked.worlds)
    given = InWorlds(asked.scenario, asked.worlds, asked.variant, asked.beliefs)
    possible = given.with_conflict()
    obstacle, seen = lacking(asked.worlds, evidence, possible, given.obstacle), evidence * possible
    weight = asked.worlds.middle * seen
    found: dict[Place, list[tuple[Ints, float]]] = {}
    rested, several = np.zeros(count), np.zeros(count, dtype=np.bool_)
    for end in _ends(asked, given, process, possible, progress):
        rested[end.worlds] = min(sum(end.places.values()), 1.0)
        several[end.worlds] = end.several
        for place, chance in end.places.items():
            found.setdefault(place, []).append((end.worlds, chance))
    likely = {place: sum(float(weight[one].sum()) * chance for one, chance in in_) for place, in_ in found.items()}
    order = sorted((one for one in likely if likely[one] > 0), key=lambda one: (-round(likely[one], DIGITS), one))
    return Spread(
        count,
        asked.worlds.chance(~possible, evidence),
        obstacle,
        tuple(_resting(asked, place, found[place], seen) for place in order[:LIKELIEST]),
        max(len(order) - LIKELIEST, 0),
        asked.worlds.chance(rested, seen),
        asked.worlds.chance(1 - rested, seen),
        asked.worlds.chance(several, seen),
    )


def _resting(asked: Asked, place: Place, parts: list[tuple[Ints, float]], seen: Chances) -> Resting:
    chance = np.zeros(len(asked.worlds))
    for worlds, part in parts:
        chance[worlds] = min(part, 1.0)
    names = ["state"] if asked.scenario.graph_form else list(asked.scenario.options)
    return Resting(dict(zip(names, place, strict=True)), asked.worlds.chance(chance, seen))


def _ends(asked: Asked, given: InWorlds, process: Process, possible: Bools, progress: Progress) -> Iterator[_End]:
    """Yield where play ends, each possible world once."""
    left = possible.copy()
    if process.choice == "undeterred" and all(process.weights):
        for members in given.alike(given.shared, np.flatnonzero(possible)):
            progress("Where play comes to rest", 1 - left.sum() / possible.sum())
            for scene in given.scenes(members, asked.concept):
                for end in _only(scene.narrowed()):
                    left[end.worlds] = False
                    yield end
    among = np.flatnonzero(left)
    for alike, found in evolutions(asked, process, among, progress) if among.size else ():
        met, options = alike.board.values[found.rests], alike.conflict.options
        values = [[option.values[v] for v in met[:, k]] for k, option in enumerate(options)]
        places = list(zip(*values, strict=True))
        several = len(places) + len(found.rounds) > 1
        yield _End(alike.worlds, dict(zip(places, found.chances.tolist(), strict=True)), several)


def _only(scene: Scene) -> Iterator[_End]:
    """Yield the worlds of a scene in which play can come to a single end, a state at rest."""
    sure = ~scene.restless & (scene.prospects.sum(axis=1) == 1)
    for place in range(scene.states.length):
        worlds = scene.worlds[sure & scene.prospects[:, place]]
        if worlds.size:
            values = tuple(scene.states.values[name][column[place]] for name, column in scene.states.columns.items())
            yield _End(worlds, {values: 1.0}, several=False)
