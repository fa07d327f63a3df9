"""Conflict to Board: feasible states, moves, ranks, and the boards that actors believe in."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from detente.conflict import Conflict, Ordered, Preference, Ranked, Weighed, infeasible
from detente.engine.board import Board, Ints, Moves, Values, View
from detente.engine.moves import graph_moves, option_moves
from detente.engine.preferences import ordered, ranked, weighed
from detente.engine.progress import Progress, silent
from detente.engine.states import feasible, index
from detente.engine.truth import Table
from detente.errors import ConflictError, Problem
from detente.scenario.expression import holds


def compile_board(conflict: Conflict, progress: Progress = silent) -> Board:
    """Return the board of a conflict, with the views of actors that hold beliefs.

    Raises ConflictError where no state is feasible, the start is not, or a ranking does not fit; TooLargeError
    where the states would not fit in memory.
    """
    progress("Listing states", 0.0)
    states = feasible(conflict)
    progress(f"Moves and standings of {states.length:,} states", 0.0)
    moves = _moves(conflict, states)
    ranks = _all_ranks(conflict, states)
    board = Board(
        values=_rows(states),
        owner=np.array([-1 if option.actor is None else option.actor for option in conflict.options]),
        moves=tuple(one for one, _ in moves),
        ranks=ranks,
        start=start_of(conflict, states),
        transitive=tuple(transitive for _, transitive in moves),
    )
    return _viewed(board, states, conflict)


def reranked(board: Board, conflict: Conflict) -> Board:
    """Return the board of a conflict whose states, moves and start are those of a board that was made before."""
    columns = {option.id: board.values[:, place] for place, option in enumerate(conflict.options)}
    states = Table(columns, {option.id: option.values for option in conflict.options}, board.count)
    return _viewed(replace(board, ranks=_all_ranks(conflict, states), views={}), states, conflict)


def validate(conflict: Conflict, states: Table) -> None:
    """Raise ConflictError where the start is not feasible or a ranking does not fit; `states` are the feasible ones."""
    start_of(conflict, states)
    for preference in conflict.preferences:
        if isinstance(preference, Ranked):
            standings(conflict, preference, states)


def _rows(states: Table) -> Values:
    if not states.columns:
        return np.zeros((states.length, 0), dtype=np.uint8)
    return np.stack(list(states.columns.values())).T  # by column, as they are made and asked for


def _moves(conflict: Conflict, states: Table) -> list[tuple[Moves, bool]]:
    if conflict.arcs is None:
        return option_moves(conflict, states)
    return [graph_moves(conflict, states, actor) for actor in range(len(conflict.actors))]


def _all_ranks(conflict: Conflict, states: Table) -> Ints:
    ranks = np.empty((len(conflict.preferences), states.length), dtype=np.int32)
    for actor, preference in enumerate(conflict.preferences):
        ranks[actor] = standings(conflict, preference, states)
    return ranks


def standings(conflict: Conflict, preference: Preference, states: Table) -> Ints:
    """Return an actor's ranks of the states: whole numbers from 0 on, without gaps, of 32 bits."""
    match preference:
        case Ordered():
            return ordered.ranks(preference, states)
        case Weighed():
            return weighed.ranks(preference, states)
        case Ranked():  # pragma: no branch - the kinds are these three
            return ranked.ranks(preference, _numbers(conflict, preference, states))


def _numbers(conflict: Conflict, preference: Ranked, states: Table) -> Ints:
    """Return the numbers by which a ranking calls the states; 0 for one that its counting does not have."""
    if conflict.arcs is not None:
        (listed,) = conflict.options
        ranked.unknown(preference, len(listed.values))
        return states.columns[listed.id].astype(np.int64) + 1
    base = feasible(conflict.numbered or conflict)
    ranked.unknown(preference, base.length)
    return index(base, list(base.columns)).find(states) + 1


def start_of(conflict: Conflict, states: Table) -> int:
    """Return the status quo's state, -1 where it is unknown; refuse one that is not feasible, with the reason."""
    if conflict.start is None:
        return -1
    at = {
        option.id: np.array([option.values.index(conflict.start[option.id])], dtype=states.columns[option.id].dtype)
        for option in conflict.options
    }
    found = int(index(states, list(states.columns)).find(Table(at, states.values, 1))[0])
    if found < 0:
        raise ConflictError((_bad_start(conflict, conflict.start),))
    return found


def _bad_start(conflict: Conflict, start: object) -> Problem:
    at = dict(start)  # type: ignore[call-overload]
    broken = [
        option.id for option in conflict.options if at[option.id] in option.values[1:] and not holds(option.needs, at)
    ]
    because = (
        f"{', '.join(broken)} stands there without what it needs"
        if broken
        else "a rule under `never` excludes it"
        if any(holds(rule, at) for rule in infeasible(conflict))
        else "a lock excludes it"
    )
    said = ", ".join(f"{name} = {value}" for name, value in at.items())
    return Problem(
        "start-infeasible",
        f"The status quo ({said}) is not feasible: {because}",
        "The start must be a state that the rules allow.",
        "Give the options concerned another `start`, also in the variant, or write `start: unknown`.",
    )


def _viewed(board: Board, states: Table, conflict: Conflict) -> Board:
    """Return the board with the views of actors that hold beliefs."""
    views = {actor: _view(board, states, conflict, view, actor) for actor, view in sorted(conflict.views.items())}
    return replace(board, views=views)


def _view(board: Board, states: Table, conflict: Conflict, believed: Conflict, actor: int) -> View:
    """Return the view of an actor; its own ranks are put on one scale over both boards."""
    if believed.structure == conflict.structure:
        same = [old == new for old, new in zip(conflict.preferences, believed.preferences, strict=True)]
        seen_ranks = [
            board.ranks[i] if same[i] else standings(believed, preference, states)
            for i, preference in enumerate(believed.preferences)
        ]
        seen = replace(board, ranks=np.array(seen_ranks), views={})
        return View(seen, np.arange(board.count), board.ranks[actor])
    seen_states, seen = _imagined(believed, actor)
    joint = standings(conflict, conflict.preferences[actor], _stacked(states, seen_states))
    ranks = seen.ranks.copy()
    ranks[actor] = joint[states.length :]
    at = index(seen_states, list(states.columns)).find(states)
    return View(replace(seen, ranks=ranks), at, joint[: states.length])


def _imagined(believed: Conflict, actor: int) -> tuple[Table, Board]:
    """Return the states and the board of a believed conflict; say whose belief it is where that cannot be."""
    try:
        return feasible(believed), compile_board(replace(believed, start=None))
    except ConflictError as error:
        whose = f"In the world that {believed.actors[actor]} believes in: "
        raise ConflictError(tuple(replace(p, given=whose + p.given) for p in error.problems)) from error


def _stacked(above: Table, below: Table) -> Table:
    columns = {name: np.concatenate((column, below.columns[name])) for name, column in above.columns.items()}
    return Table(columns, above.values, above.length + below.length)
