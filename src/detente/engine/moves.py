"""Moves: what each actor can change alone, and what falls away with it.

A move sets its actor's options to another strategy; then dependants of other actors fall away; the result must be
feasible and must still have the strategy chosen. Where nothing depends on an actor's options, its moves stay among
the states that share the others' strategies. Where that is so for everybody, and the states fill enough of the
product of strategies, moves are not listed at all but read off a grid.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from math import prod

import numpy as np

from detente.conflict import Conflict, Option
from detente.engine.board import Arcs, Blocks, Bools, Grid, Ints, Moves, arcs
from detente.engine.budget import afford, analysing, analysing_listed
from detente.engine.states import Index, classes, index
from detente.engine.truth import Table, true
from detente.errors import Problem, TooLargeError
from detente.scenario.expression import ALWAYS, Expression, variables

MOST_MOVES = 1 << 27
"""Moves of one actor that are listed, the impossible ones counted (about 134 million)."""

MOST_STRATEGIES = 1 << 12
"""Strategies of one actor: each is weighed against each other one, and against all parts of the way there."""


@dataclass(frozen=True, eq=False)
class Strategies:
    """The choices of one actor that occur in feasible states: row c of `choices` holds its options' values.

    `of[s]` is the choice made in state s; `allowed[c, d]` says that the actor may go from c to d.
    """

    options: tuple[Option, ...]
    choices: Table
    of: Ints
    allowed: Bools


HOLES = 8
"""A grid may have so many times more cells than states; with more holes, listed moves are fewer and quicker."""


def option_moves(conflict: Conflict, states: Table) -> list[tuple[Moves, bool]]:
    """Return each actor's moves in option form, and whether two running always come to one (or back)."""
    actors = range(len(conflict.actors))
    own = [strategies(conflict, states, actor) for actor in actors]
    sizes = [one.choices.length for one in own]
    cells = prod(sizes)
    told = f"{states.length:,} states of {len(conflict.actors)} actors"
    if cells > HOLES * states.length or any(_has_dependants(conflict, actor) for actor in actors):
        for actor in actors:
            count = states.length * sizes[actor]
            _refuse_too_many(f"{conflict.actors[actor]} has up to {count:,} moves", count, MOST_MOVES)
        moves = states.length * sum(sizes)
        afford(analysing_listed(states.length, len(conflict.options), len(sizes), moves), told)
        return [_listed(conflict, states, actor, own[actor]) for actor in actors]
    afford(analysing(states.length, len(conflict.options), sizes, cells), told)
    laid = grid(own, states)
    return [(Blocks(laid, actor), True) for actor in actors]


def grid(own: Sequence[Strategies], states: Table) -> Grid:
    """Return the states laid out by everybody's strategies."""
    cell = np.zeros(states.length, dtype=np.int32)
    stride = 1
    for one in own:
        cell += one.of.astype(np.int32) * np.int32(stride)
        stride *= one.choices.length
    state = np.full(stride, -1, dtype=np.int32)
    state[cell] = np.arange(states.length, dtype=np.int32)
    return Grid(tuple(one.choices.length for one in own), cell, state, tuple(one.allowed for one in own))


def _listed(conflict: Conflict, states: Table, actor: int, mine: Strategies) -> tuple[Moves, bool]:
    target = _falling(conflict, states, mine) if _has_dependants(conflict, actor) else _free(states, mine)
    # Without dependants the actor's reach stays in its block, where two moves running come to one.
    transitive = not _has_dependants(conflict, actor) or _comes_to_one(target, mine)
    first = np.concatenate(([0], np.cumsum((target >= 0).sum(axis=1))))
    target[target < 0] = states.length  # to the end of its row
    target.sort(axis=1)
    return Arcs(first, target[target < states.length]), transitive


def _refuse_too_many(given: str, count: int, most: int) -> None:
    if count > most:
        remedy = "Add rules under `never` that exclude what the actor cannot do at once, or lock options in a variant."
        raise TooLargeError((Problem("too-many-moves", given, f"At most {most:,} are weighed.", remedy),))


def graph_moves(conflict: Conflict, states: Table, actor: int) -> tuple[Arcs, bool]:
    """Return the moves of one actor in graph form, between feasible states, and whether they are transitive."""
    (listed,) = conflict.options
    number = {listed.values[value]: s for s, value in enumerate(states.columns[listed.id])}
    pairs = sorted({(number[a], number[b]) for a, b in (conflict.arcs or ())[actor] if a in number and b in number})
    origin = np.array([a for a, _ in pairs], dtype=np.int64)
    to = np.array([b for _, b in pairs], dtype=np.int64)
    after: dict[int, set[int]] = {}
    for a, b in pairs:
        after.setdefault(a, set()).add(b)
    transitive = all(after.get(b, set()) <= after[a] | {a} for a, b in pairs)
    return arcs(origin, to, states.length), transitive


def joint_moves(conflict: Conflict, states: Table, members: Collection[int], state: int) -> Ints:
    """Return the states that some actors reach from a state in option form by setting their options together.

    All their options are set at once, each within its own bounds; dependants of others fall away, and the end must be
    feasible with the strategies chosen. States come ascending.
    """
    picked = joint_choices(conflict, states, members)
    known = index(states, list(states.columns))
    ends = set_together(conflict, states, known, members, np.full(len(picked), state), picked)
    return np.unique(ends[(ends >= 0) & (ends != state)])


def joint_choices(conflict: Conflict, states: Table, members: Collection[int]) -> Ints:
    """Return an example, a state, for each way in which some actors' options are set in feasible states."""
    names = [option.id for option in conflict.options if option.actor in members]
    return classes(states, names)[1] if names else np.zeros(0, dtype=np.int64)


def set_together(
    conflict: Conflict, states: Table, known: Index, members: Collection[int], origin: Ints, picked: Ints
) -> Ints:
    """Return where some actors go from each of some states by setting their options as in other states; -1 for no move.

    `picked` holds for each state of `origin` the state as in which their options are set; `known` finds states by all
    of their values.
    """
    mine = tuple(option for option in conflict.options if option.actor in members)
    names = [option.id for option in mine]
    chosen, here = _rows(states, picked), _rows(states, origin)
    may = np.ones(len(origin), dtype=np.bool_)
    for option in mine:
        before, then = here.columns[option.id], chosen.columns[option.id]
        may &= (before <= then) if option.forward else True
        stuck = np.array([value in option.kept for value in option.values])[before]
        may &= ~stuck | (before == then)
    after = Table(
        {name: (chosen if name in names else here).columns[name].copy() for name in states.columns},
        states.values,
        len(origin),
    )
    _fall(conflict.options, here, after)
    for name in names:
        may &= after.columns[name] == chosen.columns[name]
    return np.where(may, known.find(after), -1)


def touched(conflict: Conflict, members: Collection[int]) -> frozenset[str]:
    """Return the options that moves of some actors may change: their own, and what depends on these, if far away."""
    found = {option.id for option in conflict.options if option.actor in members}
    while more := {option.id for option in conflict.options if _depends_on(option) & found} - found:
        found |= more
    return frozenset(found)


def strategies(conflict: Conflict, states: Table, actor: int) -> Strategies:
    """Return the choices of an actor that occur in feasible states, and which it may pass between."""
    mine = tuple(option for option in conflict.options if option.actor == actor)
    names = [option.id for option in mine]
    of, first = classes(states, list(reversed(names)))  # first option fastest, as states are numbered
    given = f"{conflict.actors[actor]} has {len(first):,} strategies to choose from"
    _refuse_too_many(given, len(first), MOST_STRATEGIES)
    choices = Table({name: states.columns[name][first] for name in names}, states.values, len(first))
    allowed = ~np.eye(len(first), dtype=np.bool_)
    for option in mine:
        held = choices.columns[option.id]
        if option.forward:
            allowed &= held[:, None] <= held[None, :]
        stuck = np.array([value in option.kept for value in option.values])[held]
        allowed &= ~stuck[:, None] | (held[:, None] == held[None, :])
    return Strategies(mine, choices, of, allowed)


def _free(states: Table, mine: Strategies) -> Ints:
    """Return target[s, c], the state in which the actor has choice c and all others stay; -1 for none."""
    own = {option.id for option in mine.options}
    block, first = classes(states, [name for name in states.columns if name not in own])
    place = np.full((len(first), mine.choices.length), -1, dtype=np.int32)
    place[block, mine.of] = np.arange(states.length)
    return np.where(mine.allowed[mine.of], place[block], -1)


def _falling(conflict: Conflict, states: Table, mine: Strategies) -> Ints:
    """Return target[s, c] as `_free` does, where dependants fall away with the move."""
    known = index(states, list(states.columns))
    target = np.full((states.length, mine.choices.length), -1, dtype=np.int32)
    for choice in range(mine.choices.length):
        may = np.flatnonzero(mine.allowed[mine.of, choice])
        before = _rows(states, may)
        picked = {option.id: mine.choices.columns[option.id][choice] for option in mine.options}
        after = Table(
            {
                name: np.full(len(may), picked[name], dtype=column.dtype) if name in picked else column.copy()
                for name, column in before.columns.items()
            },
            states.values,
            len(may),
        )
        _fall(conflict.options, before, after)
        stands = np.ones(len(may), dtype=np.bool_)
        for name, value in picked.items():
            stands &= after.columns[name] == value
        target[may, choice] = np.where(stands, known.find(after), -1)
    return target


def _rows(table: Table, rows: Ints) -> Table:
    return Table({name: column[rows] for name, column in table.columns.items()}, table.values, len(rows))


def _fall(options: tuple[Option, ...], before: Table, after: Table) -> None:
    """Let dependants fall away in `after`, in rounds until nothing changes; `before` is where the move began."""
    changes = [(option, _lapse(option, before)) for option in options if option.watches]
    needy = [option for option in options if option.needs != ALWAYS]
    while True:
        falls = [(option, (after.columns[option.id] != 0) & ~true(option.needs, after)) for option in needy]
        falls += [(option, _stands(option, before, after) & lapses(after)) for option, lapses in changes]
        for option, which in falls:
            after.columns[option.id][which] = 0
        if not any(which.any() for _, which in falls):
            return


def _stands(option: Option, before: Table, after: Table) -> Bools:
    """Return where the option was taken before the move and still has the same value."""
    stood = before.columns[option.id]
    still: Bools = (stood != 0) & (after.columns[option.id] == stood)
    return still


def _lapse(option: Option, before: Table) -> Callable[[Table], Bools]:
    """Return the test of whether something that the option watches has changed since `before`."""
    stood = [_reading(watch, before) for watch in option.watches]

    def changed(after: Table) -> Bools:
        result = np.zeros(after.length, dtype=np.bool_)
        for watch, old in zip(option.watches, stood, strict=True):
            result |= _reading(watch, after) != old
        return result

    return changed


def _reading(watch: str | Expression, table: Table) -> Ints | Bools:
    return table.columns[watch].astype(np.int64) if isinstance(watch, str) else true(watch, table)


def _has_dependants(conflict: Conflict, actor: int) -> bool:
    """Return whether an option of somebody else may fall away with this actor's moves, through others too.

    An own option that needs or watches what changes counts as well: a choice that would itself fall is no move.
    """
    moving = {option.id for option in conflict.options if option.actor == actor}
    return any(_depends_on(option) & moving for option in conflict.options)


def _depends_on(option: Option) -> frozenset[str]:
    watched = (frozenset((w,)) if isinstance(w, str) else variables(w) for w in option.watches)
    return variables(option.needs).union(*watched)


def _comes_to_one(target: Ints, mine: Strategies) -> bool:
    """Return whether moving to c and then to d always leads where moving to d at once does, or back.

    `target[s, c]` is -1 for no move; chains through c are followed for all states at once.
    """
    here = np.arange(len(target))[:, None]
    for choice in range(mine.choices.length):
        via = target[:, choice]
        moved = np.flatnonzero(via >= 0)
        then = target[via[moved]]
        fine = (then < 0) | (then == here[moved]) | (then == target[moved])
        if not fine.all():
            return False
    return True
