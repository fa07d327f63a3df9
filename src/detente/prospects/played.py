"""What play comes to, in all worlds together: ready to be asked how likely something is where it comes to rest."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from detente.engine.board import Bools
from detente.prospects.bounds import DIGITS
from detente.prospects.rests import Scene
from detente.prospects.sharing import Asked, Rule, Shares
from detente.prospects.worlds import Bounds, Chances, Worlds
from detente.scenario.expression import Expression


@dataclass(frozen=True)
class Outcome:
    """Something that may be so where play comes to rest, by name, with its chance.

    `chance` shares each world among its prospects by a rule; `surely` and `possibly` bound what any sharing gives.
    """

    name: str
    chance: Bounds
    surely: Bounds
    possibly: Bounds


class Played:
    """Where play comes to rest in every world, and how each world is shared among its prospects.

    `possible` says in which worlds there is such a conflict: those of some scene. All chances are given that there is.
    `number` counts each world's prospects, `restless` says where play may also go round for ever; `evidence` is how
    likely the signals are in each world, `seen` the same where there is a conflict and else 0, `rule` the rule of
    sharing.
    """

    def __init__(self, asked: Asked, scenes: tuple[Scene, ...], evidence: Chances, rule: Rule) -> None:
        """Work out the shares of scenes, and what else is asked again and again."""
        self.asked, self.scenes, self.evidence, self.rule = asked, scenes, evidence, rule
        self.worlds: Worlds = asked.worlds
        self.facts = [self.worlds[number] for number in range(len(self.worlds))]
        self.shares: list[Shares] = [rule.shares(scene, asked) for scene in self.scenes]
        self.number = np.zeros(len(self.worlds), dtype=np.int64)
        self.restless = np.zeros(len(self.worlds), dtype=np.bool_)
        self.possible = np.zeros(len(self.worlds), dtype=np.bool_)
        for scene in self.scenes:
            self.possible[scene.worlds] = True
            self.number[scene.worlds] = scene.prospects.sum(axis=1)
            self.restless[scene.worlds] = scene.restless
        self.seen: Chances = evidence * self.possible

    def shared_by(self, rule: Rule) -> Played:
        """Return the same with worlds shared by another rule."""
        return self if rule == self.rule else Played(self.asked, self.scenes, self.evidence, rule)

    def among(self, expression: Expression) -> NDArray[np.int64]:
        """Return in each world how many of its prospects an expression is true in."""
        return self._told(expression)[0]

    def share(self, expression: Expression) -> Chances:
        """Return in each world what part of it the prospects get in which an expression is true; 0 where none is."""
        return self._told(expression)[1]

    def outcome(self, name: str, expression: Expression) -> Outcome:
        """Return how likely it is that an expression is true where play comes to rest."""
        count, part = self._told(expression)
        surely, possibly = self.chance((self.number > 0) & (count == self.number)), self.chance(count > 0)
        return Outcome(name, self.chance(part), surely, possibly)

    def _told(self, expression: Expression) -> tuple[NDArray[np.int64], Chances]:
        """Return in each world how many prospects an expression is true in, and what part of the world they get."""
        part = np.zeros(len(self.worlds))
        count = np.zeros(len(self.worlds), dtype=np.int64)
        for scene, shares in zip(self.scenes, self.shares, strict=True):
            true_in = scene.having(expression, [self.facts[number] for number in scene.worlds.tolist()])
            there = scene.prospects & true_in
            count[scene.worlds] = there.sum(axis=1)
            part[scene.worlds] = np.minimum((shares * there).sum(axis=1), 1.0)
        part[(count == self.number) & (count > 0)] = 1.0  # parts that make a whole may miss it by a rounding
        return count, part

    def chance(self, event: NDArray[Any]) -> Bounds:
        """Return the chance of an event by world, as the analyst sees it after the signals."""
        return self.worlds.chance(event, self.seen)

    def impossible(self, possible: Bools) -> Bounds:
        """Return the chance of the worlds in which something is not possible, among them those without a conflict."""
        return self.worlds.chance(~(possible & self.possible), self.evidence)

    def rests(self) -> list[Mapping[str, str]]:
        """Return every state in which play can come to rest in a world that has a chance, the likeliest first."""
        weight = self.worlds.middle * self.seen
        found: dict[tuple[str, ...], float] = {}
        for scene, shares in zip(self.scenes, self.shares, strict=True):
            here = weight[scene.worlds]
            likely, can_be = here @ shares, (scene.prospects & (here > 0)[:, None]).any(axis=0)
            for place in np.flatnonzero(can_be).tolist():
                values = tuple(
                    scene.states.values[name][column[place]] for name, column in scene.states.columns.items()
                )
                found[values] = found.get(values, 0.0) + float(likely[place])
        names = list(self.scenes[0].states.columns)
        order = sorted(found, key=lambda one: (-round(found[one], DIGITS), one))
        return [dict(zip(names, one, strict=True)) for one in order]
