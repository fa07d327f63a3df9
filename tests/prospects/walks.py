"""Random walks from their definition, in exact fractions: turns, closed classes, equations solved by elimination.

A turn draws a mover by weight and lets it make one of its moves, or stay put where it has none. Everything here counts
turns, those that change nothing among them; the program counts moves only.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import TypeVar

S = TypeVar("S", bound=Hashable)

Turn = tuple[int, S, Fraction]
"""Who is drawn, the state after its turn, and the chance of that."""

Turns = Callable[[S], list[Turn[S]]]

ZERO, ONE = Fraction(0), Fraction(1)


@dataclass(frozen=True)
class Ends:
    """Where a walk ends, each closed class with its chance, and the mean numbers of moves."""

    chances: Mapping[frozenset[Hashable], Fraction]
    moves: Fraction
    moves_to_rest: Fraction | None


def turns(weights: Sequence[Fraction], able: Callable[[int, S], Iterable[S]]) -> Turns[S]:
    """Give the turns of a process: who moves is drawn by weight, and then one of its moves, all alike."""

    def of(state: S) -> list[Turn[S]]:
        found: list[Turn[S]] = []
        for who, weight in enumerate(weights):
            if weight == 0:
                continue
            ends = list(able(who, state)) or [state]
            found += [(who, end, weight / sum(weights) / len(ends)) for end in ends]
        return found

    return of


def ends(start: S, of: Turns[S]) -> Ends:
    """Work out where a walk from the start ends."""
    ahead = {state: _reach(state, of) for state in _reach(start, of)}
    closed = {state for state in ahead if all(state in ahead[other] for other in ahead[state])}
    classes = {frozenset(ahead[state]) for state in closed}
    on_way = sorted((state for state in ahead if state not in closed), key=repr)
    chances: dict[frozenset[Hashable], Fraction] = {}
    for one in classes:
        inside = dict.fromkeys(one, ONE)
        chances[one] = _mean(start, on_way, of, inside, lambda state: ZERO)
    moves = _mean(start, on_way, of, {}, lambda state: sum((p for _, to, p in of(state) if to != state), ZERO))
    return Ends(chances, moves, _to_rest(start, on_way, of, classes))


def _to_rest(start: S, on_way: Sequence[S], of: Turns[S], classes: set[frozenset[S]]) -> Fraction | None:
    """Work out the mean number of moves of walks that come to rest: of the walk as it is where one knows that it will.

    Then a turn has the chance that it had, times that of coming to rest after it, over that of coming to rest before.
    """
    rests = {next(iter(one)): ONE for one in classes if len(one) == 1}
    if not rests:
        return None
    rest = {state: _mean(state, on_way, of, rests, lambda _: ZERO) for state in on_way} | rests
    if start in rests:
        return ZERO

    def knowing(state: S) -> list[Turn[S]]:
        return [(who, to, p * rest[to] / rest[state]) for who, to, p in of(state) if rest.get(to)]

    hopeful = [state for state in on_way if rest[state]]
    return _mean(start, hopeful, knowing, {}, lambda s: sum((p for _, to, p in knowing(s) if to != s), ZERO))


def _reach(start: S, of: Turns[S]) -> set[S]:
    found, asked = {start}, [start]
    while asked:
        fresh = {to for _, to, p in of(asked.pop()) if p} - found
        found |= fresh
        asked += fresh
    return found


def _mean(
    start: S, on_way: Sequence[S], of: Turns[S], known: Mapping[S, Fraction], gain: Callable[[S], Fraction]
) -> Fraction:
    """Solve x(s) = gain(s) + sum of p(s, t) x(t), where x is known, or 0, in the states that are not on the way."""
    if start not in on_way:
        return known.get(start, ZERO)
    place = {state: number for number, state in enumerate(on_way)}
    rows = []
    for state in on_way:
        row = [ONE if other == state else ZERO for other in on_way] + [gain(state)]
        for _, to, p in of(state):
            if to in place:
                row[place[to]] -= p
            else:
                row[-1] += p * known.get(to, ZERO)
        rows.append(row)
    return _eliminated(rows)[place[start]]


def _eliminated(rows: list[list[Fraction]]) -> list[Fraction]:
    """Solve equations whose last column is the right side."""
    for k in range(len(rows)):
        pivot = next(r for r in range(k, len(rows)) if rows[r][k])
        rows[k], rows[pivot] = rows[pivot], rows[k]
        rows[k] = [x / rows[k][k] for x in rows[k]]
        for r in range(len(rows)):
            if r != k and rows[r][k]:
                rows[r] = [x - rows[r][k] * y for x, y in zip(rows[r], rows[k], strict=True)]
    return [row[-1] for row in rows]


def likeliest(start: S, of: Turns[S], most: int, patience: int = 20_000) -> list[Fraction] | None:
    """Give the chances of the likeliest walks, turns without a move left out; None where they are too many to be tried.

    All walks are followed as long as their chance is above a limit, which is lowered until there are enough.
    """
    ahead = {state: _reach(state, of) for state in _reach(start, of)}
    ended = {state for state in ahead if all(state in ahead[other] for other in ahead[state])}
    if start in ended:
        return [ONE]
    limit = Fraction(1, 2)
    while limit > Fraction(1, 10**9):
        found: list[Fraction] = []
        waiting, steps = [(start, ONE)], 0
        cut = False
        while waiting:
            state, chance = waiting.pop()
            steps += 1
            if steps > patience:
                return None
            if state in ended:
                found.append(chance)
                continue
            moving = [(to, p) for _, to, p in of(state) if to != state]
            total = sum((p for _, p in moving), ZERO)
            for to, p in moving:
                if chance * p / total >= limit:
                    waiting.append((to, chance * p / total))
                else:
                    cut = True
        if len(found) >= most or not cut:
            return sorted(found, reverse=True)[:most]
        limit /= 4
    return None
