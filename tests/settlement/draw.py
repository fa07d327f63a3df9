"""Random games and small random sketches for the readings of this folder; everything follows from the seed given.

draw_game(shape, luck)      a Game of one of SHAPES
draw_bargain(luck)          a Sketch on which plans can be made: few options, all kinds of clauses
outcome(game, luck)         a set of states to be asked about, neither empty nor all
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import product
from random import Random

from tests.oracles.draw import Recipe, draw_options
from tests.oracles.oracle import NoAnswer, answer
from tests.oracles.sketch import Sketch
from tests.settlement.oracle_coalitions import Game, game_of

Pairs = list[tuple[int, int]]


@dataclass(frozen=True)
class Shape:
    """How to draw games of one shape; pairs are (least, most)."""

    actors: tuple[int, int]
    states: tuple[int, int]
    options: bool = False  # a product of everybody's options, with transitive moves
    density: float = 0.3  # graph form: an actor has the arc from one state to another
    ties: float = 0.0  # a state stands level with the one before it
    closed: bool = False  # graph form: moves are made transitive
    common: float = 0.0  # graph form: an arc of one actor is also another's


SHAPES = {
    "options of two": Shape((2, 2), (4, 12), options=True),
    "options of three": Shape((3, 3), (4, 16), options=True),
    "options with ties": Shape((2, 4), (4, 16), options=True, ties=0.5),
    "options of four or five": Shape((4, 5), (8, 20), options=True, ties=0.2),
    "graph of two": Shape((2, 2), (2, 8), density=0.35, ties=0.2),
    "graph of three": Shape((3, 3), (3, 7), density=0.3, ties=0.2),
    "graph of several": Shape((3, 5), (3, 6), density=0.22, ties=0.1),
    "thin graph": Shape((3, 4), (4, 9), density=0.14),
    "graph with ties": Shape((2, 4), (3, 8), density=0.25, ties=0.6),
    "graph with common moves": Shape((2, 4), (3, 6), density=0.25, common=0.5, ties=0.2),
    "transitive graph": Shape((2, 4), (3, 8), density=0.16, ties=0.3, closed=True),
}

TRANSITIVE = tuple(name for name, shape in SHAPES.items() if shape.options or shape.closed)
INTRANSITIVE = tuple(name for name in SHAPES if name not in TRANSITIVE)
SMALL = ("options of two", "graph of two", "graph of three", "transitive graph")


def draw_game(shape: str, luck: Random) -> Game:
    """Draw a game of a shape."""
    recipe = SHAPES[shape]
    actors = luck.randint(*recipe.actors)
    count, moves = _option_moves(recipe, actors, luck) if recipe.options else _graph_moves(recipe, actors, luck)
    return game_of(count, moves, [draw_ranks(count, recipe.ties, luck) for _ in range(actors)])


def pairs_of(game: Game) -> list[Pairs]:
    """Give the moves of a game as pairs (from, to), one list for each actor."""
    return [[(here, to) for here in game.states for to in sorted(moves[here])] for moves in game.moves]


def draw_ranks(count: int, ties: float, luck: Random) -> list[int]:
    """Draw the ranks of one actor, some states level; gaps between ranks mean nothing."""
    order = luck.sample(range(count), count)
    ranks, here = [0] * count, luck.randint(-3, 3)
    for state in order:
        ranks[state] = here
        if luck.random() >= ties:
            here += luck.choice((1, 1, 1, 5))
    return ranks


def _option_moves(recipe: Shape, actors: int, luck: Random) -> tuple[int, list[Pairs]]:
    """Draw a product of options, of which some combinations are not feasible and some options one-way."""
    while True:
        sizes = [luck.choice((2, 2, 2, 3)) for _ in range(actors)]
        owner = list(range(actors))
        if luck.random() < 0.4:
            sizes.append(2)
            owner.append(luck.randrange(actors))
        one_way = [luck.random() < 0.15 for _ in sizes]
        loss = luck.choice((0.0, 0.0, 0.2, 0.4))
        rows = [row for row in product(*(range(size) for size in sizes)) if luck.random() >= loss]
        if recipe.states[0] <= len(rows) <= recipe.states[1]:
            break
    return len(rows), [_jumps(rows, owner, actor, one_way) for actor in range(actors)]


def _jumps(rows: list[tuple[int, ...]], owner: list[int], actor: int, one_way: list[bool]) -> Pairs:
    """Give the moves of one actor: any change of its own options that goes back on no one-way option."""
    found = []
    for a, here in enumerate(rows):
        for b, there in enumerate(rows):
            changed = [k for k, (old, new) in enumerate(zip(here, there, strict=True)) if old != new]
            if not changed or any(owner[k] != actor for k in changed):
                continue
            if all(not one_way[k] or there[k] > here[k] for k in changed):
                found.append((a, b))
    return found


def _graph_moves(recipe: Shape, actors: int, luck: Random) -> tuple[int, list[Pairs]]:
    """Draw arcs one by one."""
    count = luck.randint(*recipe.states)
    every = [(a, b) for a in range(count) for b in range(count) if a != b]
    moves = [[pair for pair in every if luck.random() < recipe.density] for _ in range(actors)]
    for actor in range(actors):
        lent = [pair for pair in moves[actor - 1] if luck.random() < recipe.common]
        moves[actor] = sorted(set(moves[actor]) | set(lent))
    return count, [_closed(pairs) if recipe.closed else pairs for pairs in moves]


def _closed(pairs: Pairs) -> Pairs:
    """Give all that chains of the arcs lead to, as arcs."""
    found = set(pairs)
    while more := {(a, d) for a, b in found for c, d in found if b == c and a != d} - found:
        found |= more
    return sorted(found)


def outcome(game: Game, luck: Random) -> frozenset[int]:
    """Draw a set of states, neither empty nor (where there are two or more) all of them."""
    size = luck.randint(1, max(1, game.count - 1))
    return frozenset(luck.sample(range(game.count), size))


# ---------------------------------------------------------------- sketches

BARGAINS = (
    Recipe((2, 2), (1, 2), statements=(2, 4), patterns=8, states=(3, 8)),
    Recipe((2, 3), (1, 2), statements=(2, 4), circumstances=(1, 1), moods=0.5, patterns=12, states=(4, 12)),
    Recipe((2, 3), (1, 1), statements=(2, 3), valued=0.4, one_way=0.3, patterns=12, states=(4, 12)),
    Recipe((2, 3), (1, 2), statements=(2, 3), needs=0.3, lapses=0.2, situations=(1, 1), patterns=12, states=(4, 10)),
    Recipe((2, 3), (1, 2), statements=(2, 4), rules=(1, 1), circumstances=(1, 1), worldly=True, patterns=12),
    Recipe((2, 2), (1, 2), statements=(2, 3), weighs=0.5, reactive=0.5, patterns=8, states=(3, 8)),
)


def draw_bargain(luck: Random) -> Sketch:
    """Draw a small conflict with a known and feasible status quo, without locks and beliefs."""
    while True:
        sketch = replace(draw_options(luck.choice(BARGAINS), luck), start_known=True)
        try:
            answer(sketch)
        except NoAnswer:
            continue
        return sketch
