"""Pieces: where play comes to rest in many worlds, worked out piece by piece, here or elsewhere, and kept.

Worlds that agree on all that the conflict speaks of are one task, and tasks are cut into pieces of a fixed number of
them. What a piece comes to hangs on nothing but its worlds, and pieces are put together in their order: the answer is
the same to the last bit whoever works them out, in what order, and however often the work was broken off.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass
from hashlib import sha256
from io import BytesIO
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from detente import __version__
from detente.conflict import conflict_in
from detente.engine.board import Ints, Values
from detente.engine.progress import Progress, silent
from detente.engine.stability import Concept, concepts
from detente.engine.threads import cores
from detente.engine.truth import Table
from detente.prospects.cluster import Cluster
from detente.prospects.journal import Journal
from detente.prospects.rests import InWorlds, Scene
from detente.prospects.worlds import Worlds
from detente.scenario.model import Scenario

SIZE = 1024
"""Worlds that differ for the conflict, in one piece."""

Piece = Sequence[Ints]
"""Worlds by number, those together that agree on all that the conflict speaks of."""

Worked = Iterator[tuple[int, bytes]]
"""Pieces by number with what they came to, in any order."""


@dataclass(frozen=True)
class Work:
    """Where worlds are judged, and where what is done is kept.

    `cluster` is the address of a scheduler (None: this process), `resume` a file that keeps finished pieces (None:
    nothing is kept).
    """

    cluster: str | None = None
    resume: Path | None = None


@dataclass(frozen=True, eq=False)
class Task:
    """What all pieces have in common; it can be sent to another process."""

    scenario: Scenario
    names: tuple[str, ...]
    values: tuple[tuple[str, ...], ...]
    facts: Mapping[str, str]
    concept: str
    variant: str | None
    beliefs: bool | None

    def judge(self, at: Values, workers: int = 1) -> bytes:
        """Return where play comes to rest in some worlds, given by the places of their values, as bytes.

        Worlds in which there is no such conflict are left out.
        """
        asked = self.asked(at)
        lead = concepts()[self.concept]
        found = [scene for members in asked.alike(asked.shared) for scene in asked.possible(members, lead, workers)]
        return _packed(found)

    def asked(self, at: Values) -> InWorlds:
        """Return the scenario in some worlds."""
        nothing = np.zeros(at.shape, dtype=np.int32)
        worlds = Worlds(self.names, self.values, self.facts, at, (), nothing)
        return InWorlds(self.scenario, worlds, self.variant, self.beliefs)

    def scenes(self, packed: bytes, at: Values) -> Iterator[Scene]:
        """Yield the scenes that were packed; their worlds are numbered as in `at`."""
        asked = self.asked(at)
        with np.load(BytesIO(packed), allow_pickle=False) as arrays:
            for number in range(int(arrays["count"])):
                yield self._scene({name: arrays[f"{name}_{number}"] for name in PARTS}, asked)

    def _scene(self, part: Mapping[str, NDArray[Any]], asked: InWorlds) -> Scene:
        worlds, length = part["worlds"], part["length"]
        believing = self.beliefs if part["views"] else False
        conflict = conflict_in(self.scenario, asked.worlds[int(worlds[0])], self.variant, believing)
        columns = {option.id: column for option, column in zip(conflict.options, part["columns"], strict=True)}
        states = Table(columns, {option.id: option.values for option in conflict.options}, length.shape[1])
        prospects = np.unpackbits(part["prospects"], axis=1, count=length.shape[1]).astype(np.bool_)
        return Scene(worlds, conflict, states, prospects, part["restless"], length, part["place"])


PARTS = ("worlds", "views", "columns", "prospects", "restless", "length", "place")
"""What is kept of a scene; the conflict follows from its worlds."""


def played_out(
    scenario: Scenario,
    worlds: Worlds,
    concept: Concept,
    variant: str | None = None,
    beliefs: bool | None = None,
    progress: Progress = silent,
    work: Work | None = None,
) -> tuple[Scene, ...]:
    """Return where play comes to rest in every world under a concept, by scenes, worked out as `work` says.

    Worlds in which there is no such conflict are in none of the scenes. Raises QuestionError where the status quo is
    unknown, where the cluster cannot be reached or is lost, and where the file that keeps pieces is of another question
    or no such file; and what compiling raises, but for ConflictError.
    """
    work = work or Work()
    task = Task(scenario, worlds.names, worlds.values, worlds.facts, concept.key, variant, beliefs)
    pieces = list(cut(InWorlds(scenario, worlds, variant, beliefs)))
    at = [worlds.at[np.array([group[0] for group in piece])] for piece in pieces]
    with _journal(work, task, worlds) as journal:
        done = dict(journal.kept(len(pieces)))
        left = [number for number in range(len(pieces)) if number not in done]
        tell = _Telling(progress, [len(piece) for piece in pieces], left)
        for number, packed in _workers(work)(task, {number: at[number] for number in left}):
            journal.keep(number, packed)
            done[number] = packed
            tell.done(number)
    return tuple(
        scene.standing_for([pieces[number][world] for world in scene.worlds.tolist()])
        for number in range(len(pieces))
        for scene in task.scenes(done[number], at[number])
    )


def cut(asked: InWorlds) -> Iterator[Piece]:
    """Yield all worlds in pieces; worlds that share states and moves follow each other."""
    piece: list[Ints] = []
    for members in asked.alike(asked.shared):
        for group in sorted(asked.alike(asked.everything, members), key=lambda one: int(one[0])):
            piece.append(group)
            if len(piece) == SIZE:
                yield piece
                piece = []
    if piece:
        yield piece


def _workers(work: Work) -> Callable[[Task, Mapping[int, Values]], Worked]:
    return _here if work.cluster is None else Cluster(work.cluster)


def _here(task: Task, pieces: Mapping[int, Values]) -> Worked:
    """Work out pieces in this process, with as many threads as there are cores."""
    workers = cores()
    return ((number, task.judge(at, workers)) for number, at in pieces.items())


def _journal(work: Work, task: Task, worlds: Worlds) -> AbstractContextManager[Journal]:
    if work.resume is None:
        return nullcontext(Journal(None))
    every = sha256(repr((worlds.names, worlds.values, sorted(worlds.facts.items()), SIZE)).encode())
    every.update(np.ascontiguousarray(worlds.at).tobytes())
    believing = task.scenario.settings.beliefs if task.beliefs is None else task.beliefs
    question = {
        "program": __version__,
        "scenario": task.scenario.origin.sha256,
        "variant": task.variant or "",
        "concept": task.concept,
        "beliefs": "on" if believing else "off",
        "worlds": every.hexdigest(),
    }
    return Journal.open(work.resume, question)


class _Telling:
    """How far the work is, in worlds, and how fast it goes."""

    def __init__(self, progress: Progress, sizes: Sequence[int], left: Sequence[int]) -> None:
        self.progress, self.sizes, self.all = progress, sizes, sum(sizes)
        self.before = self.now = self.all - sum(sizes[number] for number in left)
        self.began = time.monotonic()
        progress("Where play comes to rest", self.now / self.all)

    def done(self, number: int) -> None:
        """Tell that a piece is done."""
        self.now += self.sizes[number]
        rate = (self.now - self.before) / max(time.monotonic() - self.began, 1e-3)
        doing = f"Where play comes to rest: {self.now:,} of {self.all:,} worlds, {rate:,.0f} a second"
        self.progress(doing, self.now / self.all)


def _packed(scenes: Sequence[Scene]) -> bytes:
    arrays: dict[str, NDArray[Any]] = {"count": np.array(len(scenes))}
    for number, one in enumerate(scenes):
        columns = list(one.states.columns.values())
        parts = {
            "worlds": one.worlds,
            "views": np.array(bool(one.conflict.views)),
            "columns": np.stack(columns) if columns else np.zeros((0, one.states.length), dtype=np.uint8),
            "prospects": np.packbits(one.prospects, axis=1),
            "restless": one.restless,
            "length": one.length,
            "place": one.place,
        }
        arrays |= {f"{name}_{number}": part for name, part in parts.items()}
    stream = BytesIO()
    np.savez(stream, allow_pickle=False, **arrays)
    return stream.getvalue()
