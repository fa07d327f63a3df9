"""The explanation of one state: why it holds or not, for each actor, with the moves that decide it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Literal

from detente.answers.moves import Change, Move, Reason, changes, deciding
from detente.answers.naming import find_state
from detente.answers.run import Provenance, Run, State, States
from detente.conflict import Conflict
from detente.engine.certificate import Certificate, Temptation, certificate
from detente.engine.paths import Step
from detente.engine.stability import Concept, concepts
from detente.scenario.model import Scenario


@dataclass(frozen=True)
class Considered:
    """A move that an actor considers, and what becomes of it.

    `fate`: "punished" (by `replies`, after which `loss` is what the actor has lost against staying), "unpunished",
    or "uncaused" (`anyway` shows what comes without the move). `answer` is the actor's own best answer at the end
    of the replies, where the concept grants it one. `believed` says that the replies are those that the actor
    expects in the world it believes in.
    """

    move: Move
    fate: Literal["punished", "unpunished", "uncaused"]
    replies: tuple[Move, ...]
    answer: Move | None
    loss: Reason | None
    believed: bool
    anyway: tuple[Move, ...]


@dataclass(frozen=True)
class Stance:
    """One actor's verdict on a state under the concept asked about, with every move that it considers.

    `elsewhere` is its verdict under the other concepts, by key.
    """

    actor: str
    stable: bool
    considered: tuple[Considered, ...]
    elsewhere: Mapping[str, bool]


@dataclass(frozen=True, eq=False)
class Explanation:
    """What `explain` answers: the state, its differences from the status quo, and each actor's stance.

    `equilibrium` says whether the state is stable for all actors, whichever are explained.
    """

    title: str
    variant: str | None
    concept: Concept
    state: State
    from_status_quo: tuple[Change, ...] | None
    equilibrium: bool
    stances: tuple[Stance, ...]
    certificates: tuple[Certificate, ...] = field(repr=False)
    provenance: Provenance
    scenario: Scenario = field(repr=False)


def explain(run: Run, state: int | str, actor: str | None = None) -> Explanation:
    """Return why a state (see `find_state`) holds or not, for one actor or for all, under the leading concept."""
    place = find_state(run, state)
    asked = list(run.board.actors) if actor is None else [run.actor(actor)]
    found = [certificate(run.solver, run.lead, one, place) for one in asked]
    here = run.states[place]
    start = run.board.start
    return Explanation(
        title=run.scenario.title,
        variant=run.variant,
        concept=run.lead,
        state=here,
        from_status_quo=None if start < 0 else changes(run.conflict, None, run.states[start].values, here.values),
        equilibrium=bool(run.verdicts().stable[:, place].all()),
        stances=tuple(_stance(run, one, concepts().values()) for one in found),
        certificates=tuple(found),
        provenance=run.provenance(),
        scenario=run.scenario,
    )


def stances(run: Run, place: int, others: Iterable[Concept]) -> tuple[Stance, ...]:
    """Return every actor's verdict on a state (by place, from 0) under the leading concept, with its reasons.

    `others` are the concepts that stand beside it.
    """
    found = (certificate(run.solver, run.lead, actor, place) for actor in run.board.actors)
    return tuple(_stance(run, one, others) for one in found)


def _stance(run: Run, given: Certificate, others: Iterable[Concept]) -> Stance:
    elsewhere = {
        concept.key: bool(run.verdicts(concept).stable[given.actor, given.state])
        for concept in others
        if concept is not run.lead
    }
    found = tuple(considered(run, given, temptation) for temptation in given.temptations)
    return Stance(run.conflict.actors[given.actor], given.stable, found, elsewhere)


def considered(run: Run, given: Certificate, it: Temptation) -> Considered:
    """Return a tempting move by names, with what becomes of it."""
    actual = _Scene(run, given.actor, viewed=False)
    move = actual.move(given.actor, run.states[given.state], run.states[it.to])
    scene = _Scene(run, given.actor, it.viewed)
    replies, end = scene.follow(it.replies, it.begins) if it.begins >= 0 else ((), None)
    answer = scene.answer(end) if end is not None and run.lead.hurts != "at once" else None
    home = _Scene(run, given.actor, it.anyway_viewed)
    anyway = home.follow(it.anyway, it.anyway_begins)[0] if it.anyway_begins >= 0 else ()
    loss = None
    if end is not None:
        last = answer.values if answer else scene.states[end].values
        loss = deciding(run.scenario, run.conflict, given.actor, run.states[given.state].values, last)
    return Considered(move, it.fate, replies, answer, loss, it.viewed and _differs(run, given.actor), anyway)


def _differs(run: Run, actor: int) -> bool:
    return actor in run.board.views


class _Scene:
    """The conflict in which an actor plays replies through in its mind: the actual one, or its view."""

    def __init__(self, run: Run, actor: int, viewed: bool) -> None:
        self.run, self.actor, self.viewed = run, actor, viewed
        self.conflict: Conflict = run.conflict.views[actor] if viewed else run.conflict
        self.board = run.board.views[actor].board if viewed else run.board
        self.states = States(self.conflict, self.board)

    def move(self, mover: int, before: State, after: State) -> Move:
        return Move(
            self.conflict.actors[mover],
            self._number(before),
            self._number(after),
            changes(self.conflict, mover, before.values, after.values),
            deciding(self.run.scenario, self.conflict, mover, before.values, after.values),
            after.values,
        )

    def follow(self, steps: tuple[Step, ...], begins: int) -> tuple[tuple[Move, ...], int]:
        found, at = [], begins
        for step in steps:
            found.append(self.move(step.mover, self.states[at], self.states[step.to]))
            at = step.to
        return tuple(found), at

    def answer(self, at: int) -> Move | None:
        """Return the actor's best answer at a state, None where it does best to stay."""
        rank = self.board.ranks[self.actor]
        best = max(
            [at, *self.board.moves[self.actor].from_(at).tolist()],
            key=lambda state: (rank[state], state == at),
        )
        return None if best == at else self.move(self.actor, self.states[at], self.states[best])

    def _number(self, state: State) -> int | None:
        """Return the actual number of a state of the scene; None for one that is only believed possible."""
        if not self.viewed:
            return state.number
        place = self.run.states.find(state.values)
        return None if place is None else place + 1
