"""What groups do at once, the usual reading in option form, held to the oracles by sets and loops.

A sketch is drawn and read by the real reader. What its groups can set at once is told from the oracle's own parts of
a move (what may change, what falls away, what is feasible); that, added to what they bring about in turns, takes the
place of the reach of groups in the oracle of coalitions. The shapes are those in which the two may differ: where
states are infeasible or something falls away. The number of sketches a run is `DETENTE_COALITIONS` (default 220),
shared evenly by them.
"""

from __future__ import annotations

import os
from collections.abc import Iterable
from itertools import product
from random import Random

import pytest

from detente.answers.run import run
from detente.engine.coalition import joint_concepts
from detente.engine.coalition.driver.at_once import setting
from detente.engine.coalition.driver.parties import Wish, parties
from detente.engine.coalition.driver.solve import JointSolver
from detente.scenario.reader import read
from tests.oracles.draw import draw
from tests.oracles.oracle import NoAnswer, State, Verdicts, World, answer, fall_away, may_go
from tests.oracles.sketch import Sketch, options_in_order, to_text, variant_of
from tests.settlement import oracle_coalitions as oracle
from tests.settlement.oracle_blocking import game_of_sketch
from tests.settlement.oracle_coalitions import Game

pytestmark = pytest.mark.more

SHAPES = ("rules", "needs", "lapses", "needs and lapses", "reactions to lapses", "locks")
EACH = max(1, -(-int(os.environ.get("DETENTE_COALITIONS", "220")) // len(SHAPES)))
WISHES: tuple[Wish, ...] = ("strict", "pareto")
STATES = 2
"""States of each sketch that are compared, drawn at random."""

OFTEN = ("needs", "needs and lapses")
"""Shapes in which groups can often do at once what they cannot do in turns."""

in_turns = oracle.reach


def set_at_once(world: World, names: set[str], state: State) -> set[State]:
    """Return what follows where some actors choose anew on all their options in one move."""
    options = options_in_order(world.sketch)
    own = [place for place, (owner, _) in enumerate(options) if owner in names]
    found = set()
    for strategy in product(*(options[place][1].values for place in own)):
        after = list(state)
        for place, value in zip(own, strategy, strict=True):
            after[place] = value
        result = fall_away(world, state, tuple(after))
        allowed = all(
            may_go(options[place][1], state[place], value) for place, value in zip(own, strategy, strict=True)
        )
        if allowed and all(result[place] == value for place, value in zip(own, strategy, strict=True)):
            found.add(result)
    return found - {state}


class Reach:
    """What groups bring about, in turns and at once; `more` counts where that is more than in turns."""

    def __init__(self, sketch: Sketch) -> None:
        self.sketch, self.conflict, self.more = sketch, Verdicts(sketch).actual, 0
        self.number = {state: place for place, state in enumerate(self.conflict.states)}
        self.known: dict[tuple[frozenset[int], int], set[int]] = {}

    def __call__(self, game: Game, group: Iterable[int], state: int) -> set[int]:
        members = frozenset(group)
        if (members, state) not in self.known:
            turns = in_turns(game, members, state)
            names = {self.sketch.actors[place].name for place in members if len(members) > 1}
            once = set_at_once(self.conflict.world, names, self.conflict.states[state])
            both = (turns | {self.number[one] for one in once if one in self.number}) - {state}
            self.more += len(both) > len(turns)
            self.known[members, state] = both
        return self.known[members, state]


@pytest.mark.parametrize("shape", SHAPES)
def test_every_verdict_on_groups_that_act_at_once(shape: str, monkeypatch: pytest.MonkeyPatch) -> None:
    compared = more = 0
    for number in range(EACH):
        seed = f"at once {shape} {number}"
        luck = Random(seed)
        sketch = draw(shape, luck)
        try:
            answer(sketch)
        except NoAnswer:
            continue
        solved = run(read(to_text(sketch, Random(seed))), variant_of(sketch))
        game = game_of_sketch(sketch)
        both = Reach(sketch)
        monkeypatch.setattr(oracle, "reach", both)
        for wish in WISHES:
            solver = JointSolver(parties(solved.board, wish), setting(solved.conflict, solved.board))
            for state in luck.sample(range(game.count), min(STATES, game.count)):
                for group in (tuple(sorted(one)) for one in oracle.groups(game.actors)):
                    told = (seed, wish, group, state)
                    assert set(solver.improvements(group, state).tolist()) == oracle.improvements(
                        game, group, state, wish
                    ), told
                    for concept in joint_concepts().values():
                        free = set(solver.undeterred(concept, group, state).tolist())
                        assert free == oracle.unsanctioned(game, concept.key, group, state, wish), (concept.key, *told)
                        compared += 1
        more += both.more
    assert compared >= 8 * EACH
    assert more or shape not in OFTEN
