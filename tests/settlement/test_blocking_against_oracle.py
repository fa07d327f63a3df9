"""Who blocks, and what options change, held to the oracle's answers on random games and sketches.

The number of games a run is `DETENTE_CONFLICTS`, shared out; one sketch is drawn for every two games.
"""

from __future__ import annotations

import os
from functools import partial
from random import Random

import numpy as np
import pytest

from detente.conflict import world
from detente.engine.board import Board, Bools, Values
from detente.engine.coalition import counterpart
from detente.engine.coalition.driver.parties import parties
from detente.engine.coalition.driver.solve import JointSolver
from detente.engine.solve import Solver
from detente.engine.stability import concepts
from detente.errors import ConflictError
from detente.grounds.agreement import reached
from detente.grounds.ground import Ground
from detente.scenario.asking import asked_formula
from detente.scenario.expression import Expression, given
from detente.scenario.model import Scenario
from detente.scenario.reader import read
from detente.settlement.blocking import Blocking, blocking, power
from detente.settlement.leverage import Lever, Question, levers, pictured
from detente.settlement.undoing import undoing
from tests.oracles.draw import draw_formula, option_names
from tests.oracles.oracle import Verdicts, status_quo_of
from tests.oracles.sketch import Formula, Pen, Sketch, formula_text, options_in_order, to_text
from tests.properties.boards import made
from tests.settlement import oracle_blocking as oracle
from tests.settlement.draw import SHAPES, draw_bargain, draw_game, outcome
from tests.settlement.oracle_coalitions import COUNTERPART, Game, unsanctioned

GAMES = max(1, int(os.environ.get("DETENTE_CONFLICTS", "264")) // len(SHAPES))
SKETCHES = GAMES * len(SHAPES) // 8

SETTLED = ("nash", "gmr", "smr", "seq", "sseq")


def board_of(game: Game) -> Board:
    """Return the board of a game; to whom options belong does not matter to it."""
    pairs = [frozenset((s, t) for s, ends in table.items() for t in ends) for table in game.moves]
    return made(np.arange(game.count)[:, None], (-1,), pairs, game.ranks)


def told(found: Blocking) -> tuple[set[frozenset[int]], set[int], tuple[int, ...]]:
    return {frozenset(group) for group in found.minimal}, set(found.pivotal), found.decisive


def expected(groups: set[frozenset[int]], actors: int) -> tuple[set[frozenset[int]], set[int], tuple[int, ...]]:
    return oracle.minimal(groups), oracle.pivotal(groups, actors), oracle.swings(groups, actors)


@pytest.mark.parametrize("shape", SHAPES)
def test_who_would_undo_an_outcome(shape: str) -> None:
    luck = Random(f"undo {shape}")
    for number in range(GAMES):
        game = draw_game(shape, luck)
        board, asked = board_of(game), outcome(game, luck)
        inside = np.isin(np.arange(game.count), list(asked))
        for key in (SETTLED[number % 5], SETTLED[(number + 2) % 5]):
            held = np.flatnonzero(Solver(board).verdicts(concepts()[key]).stable.all(axis=0))
            improves = partial(JointSolver(parties(board)).undeterred, counterpart(key))
            there = undoing(board, inside, held, improves)
            found = blocking(len(game.ranks), there.blocks)
            groups = oracle.undoing_groups(game, key, asked)
            assert told(found) == expected(groups, len(game.ranks)), (shape, number, key)
            for group in found.minimal:
                for jump in there.leaving(group):
                    assert jump.to in unsanctioned(game, COUNTERPART[key], group, jump.state)
                    assert jump.out == (jump.to not in asked)


def bargain(luck: Random) -> tuple[Sketch, Scenario, Formula, Bools, Ground]:
    """Draw a sketch, and an outcome that some of its states have; read the sketch's text."""
    while True:
        sketch = draw_bargain(luck)
        formula = draw_formula(sketch, option_names(sketch), 0.5, luck)
        scenario = read(to_text(sketch, luck).encode(), "sketch", concepts())
        ground = levers(scenario).grounds.at(None)
        inside = ground.layout.where(meaning(scenario, sketch, formula, luck))
        if inside.any():
            return sketch, scenario, formula, inside, ground


def meaning(scenario: Scenario, sketch: Sketch, formula: Formula, luck: Random) -> Expression:
    return given(asked_formula(scenario, formula_text(formula, Pen(sketch, luck)), "test").meaning, world(scenario))


def test_who_can_prevent_an_outcome() -> None:
    luck = Random("prevent")
    for number in range(SKETCHES):
        sketch, scenario, _, inside, ground = bargain(luck)
        frame, asked = oracle.frame_of(sketch), np.flatnonzero(inside).tolist()
        there = power(ground.board, inside)
        found = blocking(frame.actors, there.blocks, growing=True)
        assert told(found) == expected(oracle.preventing_groups(frame, asked), frame.actors), number
        own = list(scenario.options.values())
        for group in found.minimal:
            choice = {option: own[option].values[value] for option, value in there.choice(group).items()}
            with_it = [s for s, state in enumerate(frame.states) if all(state[k] == v for k, v in choice.items())]
            assert with_it
            assert not set(with_it) & set(asked)
            assert {frame.owner[option] for option in choice} <= set(group)


def test_what_options_change() -> None:
    luck, alike, pairs_met = Random("leverage"), 0, 0
    for number in range(SKETCHES):
        sketch, scenario, formula, _, _ = bargain(luck)
        key = list(concepts())[number % len(concepts())]
        names = list(scenario.actors)
        pairs = tuple((a, b) for a in range(len(names)) for b in range(a + 1, len(names)))
        asked = asked_formula(scenario, formula_text(formula, Pen(sketch, luck)), "test").meaning
        question = Question(scenario, (asked,), pairs, concepts()[key])
        option = luck.choice([f"{owner}.{each.name}" for owner, each in options_in_order(sketch)])
        pulls = levers(scenario)
        tried = {lever.value: variant for lever, variant in pulls.variants.items() if lever.name == option}
        without = next(lever for lever in pulls.variants if lever.name == option and lever.without)
        assert without == Lever("option", option, oracle.start_value(sketch, option), without=True)
        answers = oracle.leverage(sketch, option, key, formula)
        assert set(answers) == {None, *tried}
        for value, told_ in answers.items():
            variant = None if value is None else tried[value]
            if told_ is None:
                with pytest.raises(ConflictError):
                    pulls.grounds.at(variant)
                continue
            ground = pulls.grounds.at(variant)
            found = pictured(question, ground, world(pulls.grounds.scenario, variant))
            assert named(scenario, found.prospects) == told_.prospects, number
            assert named(scenario, found.equilibria) == told_.equilibria, number
            held = sketch if value is None else oracle.held_at(sketch, option, value)
            for pair in pairs:
                who = (names[pair[0]], names[pair[1]])
                pairs_met += 1
                if go_together(scenario, held, who, ground, pair):
                    alike += 1
                    assert (pair in found.fares[0].agreed) == (who in told_.agreeing), (number, who)
    assert alike > pairs_met / 2


def named(scenario: Scenario, rows: Values | None) -> frozenset[tuple[str, ...]]:
    """Return rows of values by name."""
    assert rows is not None
    own = [option.values for option in scenario.options.values()]
    return frozenset(tuple(values[at] for values, at in zip(own, row, strict=True)) for row in rows.tolist())


def go_together(scenario: Scenario, held: Sketch, who: tuple[str, str], ground: Ground, pair: tuple[int, int]) -> bool:
    """Tell whether two actors can go to the same states at once, as agreements take it, and in turns, as the oracle."""
    start = status_quo_of(held)
    assert start is not None
    in_turns = Verdicts(held).actual.reach("any", frozenset(who), start) - {start}
    return named(scenario, ground.layout.board.values[reached(ground, pair)]) == in_turns
