"""Which preferences would hold a state: everything by going through all orders there are.

The functions; a `Game` is that of `oracle_coalitions`, the concept c one of "nash", "gmr", "smr", "seq", "sseq":

    rankings(game, i, s, c)             how many strict orders of all states make s stable for actor i
    rankings_by_sets(game, i, s, c)     the same number, from the sets of states above s (a second way)
    conditions(game, i, s, c)           the sets L of states, least by inclusion, such that s is stable for i
                                        as soon as i prefers none of L to s: a disjunction of conjunctions
    met(conditions, ranks, s)           whether a ranking meets one of the conjunctions
    nearest_rankings(game, i, s, c, kind)       (least number of changed pairs, the rankings that reach it)
    nearest_profiles(game, s, c, kind)          the same for all actors at once: s stable for everybody
    nearest_orders(game, wishes, i, s, c)       (least Kendall distance, the orders of statements that reach it)
    nearest_order_profiles(game, wishes, s, c)  the same for all actors at once
    sketch_orders(sketch, who, state, c)        nearest_orders for a sketch, also for "firm" and with beliefs
    sketch_order_profiles(sketch, state, c)     nearest_order_profiles for a sketch; all its preferences ordered
    wishes_of(sketch, who)              truth of the statements, in the order in which they count: rows over states
    ranks_from(rows)                    the ranking that an order of statements gives

A distance of None goes with an empty set: no order of that kind holds the state. `kind` is "weak" or "strict".

Where the text leaves a choice, this is what was chosen:

1. All orders of all feasible states, whether some statements could express them or not; the other actors' ranks stay
   as they are. Actor i's own ranking does not matter for what the others do in reply, so under each of these
   concepts s is stable or not by the set U = {t: i prefers t to s} alone; `stable_with` checks nothing else.
   (Under "firm" and in mixed games this need not be so.)
2. Pairs: the number of unordered pairs {p, q} of states whose relation (above, level, below) is another one than
   before. A weak ranking is written with ranks 0, 1, 2, ... without gaps, so that each one appears once. With
   kind "strict" a pair that was level counts as changed, whichever way it goes.
3. Conditions: "i does not prefer a to s" and "i likes s at least as much as a" say the same of a ranking, so every
   condition is a set of such states a. Raising a state above s never helps s, so the least sets are the one
   shortest disjunction: no conjunction in it can lose a state, none is superfluous. The empty set alone means
   "always"; no set at all cannot be (with nothing above s, s is stable).
4. Order of statements: what is permuted is the list in the order in which it counts in the world as it is, after
   `drops` has acted, and the drops are then left out. (Permuting the list as it is written, and letting the drops act
   on each permutation, would be another question.) Statements are told apart by their place, also where two say the
   same. Only ordered preferences are permuted, no weights and no rankings.
5. All actors at once: the least total of all actors' distances; the profiles that reach it are all given. For nash,
   gmr and smr it is the sum of each actor's own least distance; for seq and sseq it need not be, since a change of
   one actor's wants changes what it would do in reply to the others.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import combinations, permutations, product
from math import factorial
from typing import Any

from tests.oracles.oracle import Verdicts, order_of, truth
from tests.oracles.sketch import Sketch
from tests.settlement.oracle_coalitions import Game, individually_stable, is_equilibrium

Ranks = tuple[int, ...]
Rows = tuple[tuple[bool, ...], ...]


def with_ranks(game: Game, actor: int, ranks: Iterable[int]) -> Game:
    """Give the game with another ranking of one actor."""
    every = list(game.ranks)
    every[actor] = tuple(ranks)
    return replace(game, ranks=tuple(every))


def stable_under(game: Game, actor: int, state: int, concept: str, ranks: Iterable[int]) -> bool:
    """Tell whether a state would be stable for an actor with another ranking."""
    return individually_stable(with_ranks(game, actor, ranks), concept, actor, state)


# ---------------------------------------------------------------- all orders


def strict_orders(count: int) -> Iterator[Ranks]:
    """Give all rankings without ties."""
    yield from permutations(range(count))


def weak_orders(count: int) -> Iterator[Ranks]:
    """Give all rankings with or without ties, each written once."""
    for ranks in product(range(count), repeat=count):
        if set(ranks) == set(range(max(ranks) + 1)):
            yield ranks


def orders(count: int, kind: str) -> Iterator[Ranks]:
    """Give all rankings of a kind."""
    return {"strict": strict_orders, "weak": weak_orders}[kind](count)


# ---------------------------------------------------------------- how many


def rankings(game: Game, actor: int, state: int, concept: str) -> int:
    """Count the strict orders under which a state is stable for an actor."""
    return sum(stable_under(game, actor, state, concept, ranks) for ranks in strict_orders(game.count))


def stable_with(game: Game, actor: int, state: int, concept: str, above: Iterable[int]) -> bool:
    """Tell whether a state is stable for an actor that prefers these states to it, and no others."""
    preferred = set(above)
    return stable_under(game, actor, state, concept, (int(t in preferred) for t in game.states))


def sets_above(game: Game, state: int) -> Iterator[frozenset[int]]:
    """Give every set of states that an actor could prefer to a state."""
    rest = [t for t in game.states if t != state]
    for size in range(len(rest) + 1):
        for above in combinations(rest, size):
            yield frozenset(above)


def rankings_by_sets(game: Game, actor: int, state: int, concept: str) -> int:
    """Count the same orders by the states above: each set U of u states has u! (m - 1 - u)! orders."""
    return sum(
        factorial(len(above)) * factorial(game.count - 1 - len(above))
        for above in sets_above(game, state)
        if stable_with(game, actor, state, concept, above)
    )


# ---------------------------------------------------------------- conditions


def conditions(game: Game, actor: int, state: int, concept: str) -> set[frozenset[int]]:
    """Give the least sets of states such that stability follows where the actor prefers none of them to this one."""
    everything = frozenset(game.states) - {state}
    enough = [
        everything - above
        for above in sets_above(game, state)
        # All that is not in the set is above: the worst case that the condition leaves open.
        if stable_with(game, actor, state, concept, above)
    ]
    return {held for held in enough if not any(less < held for less in enough)}


def met(found: Iterable[frozenset[int]], ranks: Sequence[int], state: int) -> bool:
    """Tell whether a ranking meets one of the conditions."""
    return any(all(ranks[t] <= ranks[state] for t in held) for held in found)


# ---------------------------------------------------------------- pairs of states


def relation(ranks: Sequence[int], p: int, q: int) -> int:
    """Give 1, 0 or -1 where p stands above, level with or below q."""
    return (ranks[p] > ranks[q]) - (ranks[p] < ranks[q])


def pairs_changed(old: Sequence[int], new: Sequence[int]) -> int:
    """Count the pairs of states that stand otherwise to each other."""
    return sum(relation(old, p, q) != relation(new, p, q) for p, q in combinations(range(len(old)), 2))


def nearest_rankings(
    game: Game, actor: int, state: int, concept: str, kind: str = "weak"
) -> tuple[int | None, set[Ranks]]:
    """Give the least number of changed pairs that makes a state stable for an actor, and all rankings with it."""
    return least(
        (pairs_changed(game.ranks[actor], ranks), ranks)
        for ranks in orders(game.count, kind)
        if stable_under(game, actor, state, concept, ranks)
    )


def nearest_profiles(
    game: Game, state: int, concept: str, kind: str = "weak"
) -> tuple[int | None, set[tuple[Ranks, ...]]]:
    """Give the least number of changed pairs of all actors together that makes a state stable for everybody."""
    found = []
    for profile in product(list(orders(game.count, kind)), repeat=len(game.ranks)):
        if is_equilibrium(replace(game, ranks=profile), concept, state):
            cost = sum(pairs_changed(old, new) for old, new in zip(game.ranks, profile, strict=True))
            found.append((cost, profile))
    return least(found)


def least(found: Iterable[tuple[int, Any]]) -> tuple[int | None, set[Any]]:
    """Give the least cost and all that have it."""
    every = list(found)
    if not every:
        return None, set()
    lowest = min(cost for cost, _ in every)
    return lowest, {each for cost, each in every if cost == lowest}


# ---------------------------------------------------------------- order of statements


def kendall(order: Sequence[int]) -> int:
    """Count the pairs of statements that stand the other way round than at first (0, 1, 2, ...)."""
    return sum(order[a] > order[b] for a, b in combinations(range(len(order)), 2))


def ranks_from(rows: Sequence[Sequence[bool]], count: int) -> Ranks:
    """Give the ranking of an order of statements: the first in which two states differ decides."""
    columns = [tuple(row[s] for row in rows) for s in range(count)]
    levels = sorted(set(columns))
    return tuple(levels.index(column) for column in columns)


def nearest_orders(
    game: Game, wishes: Rows, actor: int, state: int, concept: str
) -> tuple[int | None, set[tuple[int, ...]]]:
    """Give the least Kendall distance of an order of statements that makes a state stable, and all such orders.

    `wishes[k][s]` tells whether the actor's k-th statement is true at s; an order lists places in `wishes`.
    """
    return least(
        (kendall(order), order)
        for order in permutations(range(len(wishes)))
        if stable_under(game, actor, state, concept, ranks_from([wishes[k] for k in order], game.count))
    )


def nearest_order_profiles(
    game: Game, wishes: Sequence[Rows], state: int, concept: str
) -> tuple[int | None, set[tuple[tuple[int, ...], ...]]]:
    """Give the least total distance of orders of all actors' statements that make a state stable for everybody."""
    found = []
    for profile in product(*(list(permutations(range(len(rows)))) for rows in wishes)):
        ranks = tuple(
            ranks_from([rows[k] for k in order], game.count) for rows, order in zip(wishes, profile, strict=True)
        )
        if is_equilibrium(replace(game, ranks=ranks), concept, state):
            found.append((sum(kendall(order) for order in profile), profile))
    return least(found)


# ---------------------------------------------------------------- sketches


def wishes_of(sketch: Sketch, who: str) -> Rows:
    """Give the truth of an actor's statements at all feasible states, in the order in which they count."""
    conflict = Verdicts(sketch).actual
    order = order_of(conflict.world, conflict.actors[who])
    return tuple(tuple(truth(conflict.world, each, state) for state in conflict.states) for each in order)


def reordered(sketch: Sketch, who: str, order: Iterable[int]) -> Sketch:
    """Give the sketch with the statements of an actor in another order, drops taken as they are."""
    conflict = Verdicts(sketch).actual
    counted = [replace(each, drops=None) for each in order_of(conflict.world, conflict.actors[who])]
    placed = tuple(counted[k] for k in order)
    actors = tuple(replace(actor, statements=placed) if actor.name == who else actor for actor in sketch.actors)
    return replace(sketch, actors=actors)


def sketch_orders(
    sketch: Sketch, who: str, state: tuple[str, ...], concept: str
) -> tuple[int | None, set[tuple[int, ...]]]:
    """Give the least Kendall distance of an order of one actor's statements that makes a state stable for it.

    Unlike the functions above it knows all concepts of the language, and beliefs.
    """
    count = next(len(actor.statements) for actor in sketch.actors if actor.name == who)
    return least(
        (kendall(order), order)
        for order in permutations(range(count))
        if not Verdicts(reordered(sketch, who, order)).undeterred(concept, who, state)
    )


def sketch_order_profiles(
    sketch: Sketch, state: tuple[str, ...], concept: str
) -> tuple[int | None, set[tuple[tuple[int, ...], ...]]]:
    """Give the least total distance of orders of all actors' statements that make a state an equilibrium."""
    found = []
    for profile in product(*(list(permutations(range(len(actor.statements)))) for actor in sketch.actors)):
        other = sketch
        for actor, order in zip(sketch.actors, profile, strict=True):
            other = reordered(other, actor.name, order)
        verdicts = Verdicts(other)
        if not any(verdicts.undeterred(concept, who, state) for who in verdicts.names):
            found.append((sum(kendall(order) for order in profile), profile))
    return least(found)
