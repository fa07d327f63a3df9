"""Judge: the verdict on one given state, and its reason, by following replies forward from that state only.

Tempting moves of one actor differ in its own options alone, which no reply changes: all are followed at once, and
what becomes of each is read off where the actor's choice is the one that the move made.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from detente.engine.stability import Concept
from detente.engine.symbolic.diagrams import Diagram
from detente.engine.symbolic.reach import START, Link, Sets, labels
from detente.engine.symbolic.space import Space, State
from detente.engine.symbolic.standings import Vector, at_most, least_of
from detente.errors import Problem, TooLargeError


@dataclass(frozen=True)
class Step:
    """One move of a sequence: who moves, and the state that it leads to."""

    mover: int
    to: State


@dataclass(frozen=True)
class Temptation:
    """A tempting move and what becomes of it, as in `detente.engine.certificate`, with states as positions of values.

    `fate` is "punished" (by `replies`, a legal sequence that begins at `to`), "unpunished" (no sequence hurts), or
    "uncaused" (`replies` hurts, but `anyway`, a sequence from the state itself, brings as bad without the move).
    """

    to: State
    fate: Literal["punished", "unpunished", "uncaused"]
    replies: tuple[Step, ...] = ()
    anyway: tuple[Step, ...] = ()


@dataclass(frozen=True)
class Certificate:
    """Why a state is, or is not, stable for an actor under a concept."""

    concept: str
    actor: int
    state: State
    stable: bool
    temptations: tuple[Temptation, ...]


@dataclass(frozen=True)
class Terms:
    """What a concept comes to for one actor: its tempting moves, the replies, and both scales.

    `replies` is None where no reply counts. A reply hurts if `value` where it ends is at most `wants` of the state.
    """

    concept: Concept
    actor: int
    tempting: Link
    replies: list[Link] | None
    value: Vector
    wants: Vector


def deterred(space: Space, terms: Terms, state: State) -> bool:
    """Return whether every tempting move from a state is deterred."""
    return bool(_Case(space, terms, state).open == space.diagrams.false)


def certificate(space: Space, terms: Terms, state: State, most: int) -> Certificate:
    """Return the reason of one verdict; all tempting moves are listed, those that nothing deters first.

    Raises TooLargeError where more than `most` moves tempt.
    """
    case = _Case(space, terms, state)
    count = space.count(case.ends)
    if count > most:
        raise _too_many(count, most)
    undeterred = [case.temptation(to, deterred=False) for to in space.listed(case.open)]
    answered = [case.temptation(to, deterred=True) for to in space.listed(case.ends & ~case.open)]
    return Certificate(terms.concept.key, terms.actor, state, not undeterred, (*undeterred, *answered))


class _Case:
    """One state before its judge: where it is tempted to go, how far replies were followed, and what stays open."""

    def __init__(self, space: Space, terms: Terms, state: State) -> None:
        self.space, self.terms = space, terms
        nothing = space.diagrams.false
        here = space.single(state)
        self.ends = space.after(terms.actor, terms.tempting.relation, here)
        standing = least_of(space, here, terms.wants)
        self.hurting = at_most(space, terms.value, standing)
        self.layers: list[Sets] = []
        self.at_home: list[Sets] = []
        if terms.replies is None:
            self.open = self.ends
            return
        if not terms.concept.caused:
            self.layers = _layers(space, terms.replies, self.ends, lambda found: self._unmet(found) == nothing)
            self.open = self._unmet(_union(space, self.layers))
            return
        self.layers = _layers(space, terms.replies, self.ends, _never)
        self.at_home = _layers(space, terms.replies, here, _never)
        safe = least_of(space, _union(space, self.at_home), terms.value)
        self.punishing = self.hurting & at_most(space, terms.value, safe, tie=False)
        self.open = self.ends & ~self._chosen(_union(space, self.layers) & self.punishing)

    def _unmet(self, found: Diagram) -> Diagram:
        return self.ends & ~self._chosen(found & self.hurting)

    def _chosen(self, states: Diagram) -> Diagram:
        """Return the sets of all states in which the actor chooses as in one of those given."""
        space = self.space
        others = [name for actor in space.actors if actor != self.terms.actor for name in space.own(actor)]
        return space.diagrams.some(others, states)

    def temptation(self, to: State, deterred: bool) -> Temptation:
        """Return what becomes of one tempting move."""
        space = self.space
        slice_ = space.choice(self.terms.actor, to)
        if deterred:
            bad = self.punishing if self.terms.concept.caused else self.hurting
            return Temptation(to, "punished", self._sequence(self.layers, slice_, bad))
        reached = _union(space, self.layers) & slice_
        if reached & self.hurting == space.diagrams.false:
            return Temptation(to, "unpunished")
        worst = at_most(space, self.terms.value, least_of(space, reached, self.terms.value))
        everywhere = space.diagrams.true
        return Temptation(
            to,
            "uncaused",
            self._sequence(self.layers, slice_, self.hurting),
            self._sequence(self.at_home, everywhere, worst),
        )

    def _sequence(self, layers: list[Sets], slice_: Diagram, bad: Diagram) -> tuple[Step, ...]:
        """Return a shortest legal sequence to a bad state, within the states that share the actor's choice."""
        space, nothing = self.space, self.space.diagrams.false
        depth, label, ends = next(
            (depth, label, states & slice_ & bad)
            for depth, layer in enumerate(layers)
            for label, states in sorted(layer.items())
            if states & slice_ & bad != nothing
        )
        state = next(space.listed(ends))
        steps: list[Step] = []
        while depth:
            depth -= 1
            here = space.single(state)
            link, origins = next(
                (link, origins)
                for link in self.terms.replies or ()
                if link.to == label
                and (origins := layers[depth].get(link.origin, nothing) & space.before(link.mover, link.relation, here))
                != nothing
            )
            steps.append(Step(link.mover, state))
            state, label = next(space.listed(origins)), link.origin
        return tuple(reversed(steps))


def _layers(space: Space, replies: list[Link], begin: Diagram, enough: Callable[[Diagram], bool]) -> list[Sets]:
    """Return, by number of replies, the states first reached with each label; stop early where that is enough."""
    nothing = space.diagrams.false
    found: Sets = dict.fromkeys(labels(replies), nothing) | {START: begin}
    layers: list[Sets] = [{START: begin}]
    together = begin
    while not enough(together):
        new = dict.fromkeys(found, nothing)
        for link in replies:
            origin = layers[-1].get(link.origin, nothing)
            if origin != nothing:
                space.diagrams.tick("what replies reach from the state")
                new[link.to] |= space.after(link.mover, link.relation, origin) & ~found[link.to]
        if all(states == nothing for states in new.values()):
            break
        layers.append(new)
        for label, states in new.items():
            found[label] |= states
            together |= states
    return layers


def _union(space: Space, layers: list[Sets]) -> Diagram:
    result = space.diagrams.false
    for layer in layers:
        for states in layer.values():
            result |= states
    return result


def _never(_: Diagram) -> bool:
    return False


def _too_many(count: int, most: int) -> TooLargeError:
    return TooLargeError(
        (
            Problem(
                "symbolic-temptations",
                f"The state has {count:,} tempting moves",
                f"A reason lists at most {most:,}.",
                "Ask for the verdict alone, or allow more.",
            ),
        )
    )
