"""One actor's verdict on a state that has no number, with the moves that it rests on."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from detente.answers.explanation import Considered
from detente.answers.moves import Move, changes, deciding
from detente.answers.search import Search
from detente.conflict import Conflict, Preference, Ranked, Weighed
from detente.engine.stability import Concept, concepts
from detente.engine.symbolic.judge import Certificate, Step, Temptation
from detente.errors import TooLargeError
from detente.scenario.expression import holds

MOST = 512  # better moves of an actor that are looked at one by one


@dataclass(frozen=True)
class Judged:
    """One actor's verdict on a state, with better moves that it considers.

    `stable` and the verdicts `elsewhere`, under other concepts by key, are None where a limit was reached first.
    `better` counts its better moves and `undeterred` those that nothing deters it from; both are None where these
    are too many to be looked at one by one. `considered` are the better moves that are told, undeterred ones first,
    then by how much they change.
    """

    actor: str
    stable: bool | None
    better: int | None
    undeterred: int | None
    considered: tuple[Considered, ...]
    elsewhere: Mapping[str, bool | None]


def judged_alone(given: Search, concept: Concept, actor: int, values: Mapping[str, str]) -> bool | None:
    """Return whether a state is stable for an actor, None where a limit is reached first."""
    try:
        return given.symbolic.holds(concept, actor, values)
    except TooLargeError:
        return None


class Verdict:
    """The verdict on one state for one actor under the leading concept, with its certificate where that is short."""

    def __init__(self, given: Search, actor: int, values: Mapping[str, str]) -> None:
        """Find it; where the certificate would be long, or a limit is reached, the verdict alone."""
        self.given, self.actor, self.values = given, actor, values
        self.certificate: Certificate | None = None
        name = given.conflict.actors[actor]
        given.tell.begin(f"Reasons of {name}")
        try:
            self.certificate = given.symbolic.certificate(given.lead, actor, values, MOST)
        except TooLargeError:
            given.tell.begin(f"Verdict of {name}")
            self.stable = judged_alone(given, given.lead, actor, values)
        else:
            self.stable = self.certificate.stable

    def judged(self, most: int, elsewhere: Mapping[str, bool | None]) -> Judged:
        """Return the verdict with at most so many moves, beside those under the other concepts."""
        name = self.given.conflict.actors[self.actor]
        if self.certificate is None:
            return Judged(name, self.stable, None, None, (), elsewhere)
        tempting = sorted(self.certificate.temptations, key=self._weight)
        free = sum(one.fate != "punished" for one in tempting)
        told = tuple(self._considered(one) for one in tempting[:most])
        return Judged(name, self.stable, len(tempting), free, told, elsewhere)

    def _weight(self, it: Temptation) -> tuple[bool, int]:
        """Return what to tell first by: moves that nothing deters, and small ones."""
        after = self.given.symbolic.named(it.to)
        return it.fate == "punished", sum(after[name] != value for name, value in self.values.items())

    def _considered(self, it: Temptation) -> Considered:
        scene = self._believed
        actual = self.given.conflict
        move = self._move(actual, self.actor, self.values, self.given.symbolic.named(it.to))
        if it.fate == "unpunished":
            return Considered(move, it.fate, (), None, None, scene is not actual, ())
        replies, end = self._follow(move.values, it.replies)
        answer = self._answer(end) if self.given.lead.hurts != "at once" else None
        last = end if answer is None else answer.values
        loss = deciding(self.given.scenario, actual, self.actor, self.values, last)
        anyway, _ = self._follow(self.values, it.anyway)
        return Considered(move, it.fate, replies, answer, loss, scene is not actual, anyway)

    @property
    def _believed(self) -> Conflict:
        """Return the conflict in whose world the actor judges replies."""
        actual = self.given.conflict
        return actual.views.get(self.actor, actual) if self.given.lead.credible else actual

    def _move(self, scene: Conflict, mover: int, before: Mapping[str, str], after: Mapping[str, str]) -> Move:
        why = deciding(self.given.scenario, scene, mover, before, after)
        return Move(scene.actors[mover], None, None, changes(scene, mover, before, after), why, after)

    def _follow(self, begins: Mapping[str, str], steps: tuple[Step, ...]) -> tuple[tuple[Move, ...], Mapping[str, str]]:
        found, at = [], begins
        for step in steps:
            to = self.given.symbolic.named(step.to)
            found.append(self._move(self._believed, step.mover, at, to))
            at = to
        return tuple(found), at

    def _answer(self, at: Mapping[str, str]) -> Move | None:
        """Return the actor's best answer at a state, None where it does best to stay or could better itself too often.

        A reply that hurts even after the best answer hurts before it, so nothing false is said without the answer.
        """
        symbolic = self.given.symbolic
        try:
            better = symbolic.certificate(concepts()["nash"], self.actor, at, MOST)
        except TooLargeError:
            return None
        wants = self.given.conflict.preferences[self.actor]
        ends = [symbolic.named(one.to) for one in better.temptations]
        if not ends:
            return None
        return self._move(self.given.conflict, self.actor, at, max(ends, key=lambda one: _standing(wants, one)))


def _standing(wants: Preference, values: Mapping[str, str]) -> tuple[int, ...]:
    """Return how well a state stands with an actor: more is better, the first number most important."""
    if isinstance(wants, Ranked):
        raise TypeError("rankings number states, and these have no numbers")
    truths = [holds(goal.meaning, values) for goal in wants.goals]
    if isinstance(wants, Weighed):
        return (sum(goal.weight for goal, true in zip(wants.goals, truths, strict=True) if true),)
    return tuple(map(int, truths))
