"""Absorption: where a random walk ends, how likely, and after how many moves.

A walk ends in a *closed class*, a set of states that lead to each other and to no others: one state without moves, or
a cycle. One system of linear equations gives how often each other state is visited before that: with Q the chances of
moves among these states, the visits v satisfy v = e + Q'v, where e is 1 at the start. A class is then entered with the
chance that moves lead from visited states into it, and the visits add up to the expected number of moves.

What a solver leaves over is a measure of the error: whatever mass is missing in the equations is missing, or too much,
in the classes altogether. Answers for which it is above `SURE` are refused.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np

from detente.engine.board import Bools, Ints
from detente.errors import QuestionError, question
from detente.prospects.chain import Chain, Chances

Matrix = Any
"""A sparse matrix of scipy's."""

SURE = 1e-9
"""How far chances may be from true, all taken together."""

DIRECT = 2000
"""States that are visited on the way up to which equations are solved directly."""

ROUNDS = 400
"""Rounds of the method for more states, before its answer is looked at."""


@dataclass(frozen=True, eq=False)
class Absorption:
    """Where a chain ends.

    `part[p]` is the class of the state at place p; `closed[k]` says whether class k is never left, `share[k]` is the
    chance that the walk ends there (0 for classes that are left). `visits[p]` is the expected number of moves from
    place p before the walk is in a closed class; `moves` is their sum. `moves_to_rest` is the expected number of moves
    of walks that come to rest, None where none does.
    """

    part: Ints
    closed: Bools
    share: Chances
    visits: Chances
    moves: float
    moves_to_rest: float | None


def absorption(chain: Chain) -> Absorption:
    """Return where a chain ends; raises QuestionError where its chances cannot be told to within `SURE`."""
    from scipy.sparse import csr_array
    from scipy.sparse.csgraph import connected_components

    count, origin = len(chain.states), chain.origin
    moves = csr_array((chain.chance, chain.to, chain.first), shape=(count, count), copy=True)
    moves.sum_duplicates()  # the search for classes never ends where two actors make the same move
    classes, part = connected_components(moves, directed=True, connection="strong")
    closed = np.ones(classes, dtype=np.bool_)
    closed[part[origin[part[origin] != part[chain.to]]]] = False
    way = np.flatnonzero(~closed[part])
    if closed[part[0]]:
        sure = np.where(np.arange(classes) == part[0], 1.0, 0.0)
        return Absorption(part, closed, sure, np.zeros(count), 0.0, 0.0 if len(moves.indices) == 0 else None)
    # Classes come in an order in which moves lead one way, so that the equations are nearly triangular.
    way = way[np.argsort(part[way], kind="stable")]
    among = moves[way][:, way]
    visits = np.zeros(count)
    visits[way] = _solved(among.T.tocsc(), np.where(way == 0, 1.0, 0.0))
    share = _sums(part[chain.to], visits[origin] * chain.chance, classes) * closed
    return Absorption(
        part, closed, share, visits, float(visits.sum()), _to_rest(chain, closed[part], visits, among, way)
    )


def _to_rest(chain: Chain, ended: Bools, visits: Chances, among: Matrix, way: Ints) -> float | None:
    """Return the expected number of moves of walks that come to rest, None where none does.

    It weighs each visited state with the chance that play comes to rest from there.
    """
    rests = np.diff(chain.first) == 0
    if not rests.any():
        return None
    if (rests == ended).all():
        return float(visits.sum())
    rest = _solved(among.tocsc(), _sums(chain.origin, chain.chance * rests[chain.to], len(ended))[way])
    return float(visits[way] @ rest / rest[np.flatnonzero(way == 0)[0]])


def _sums(of: Ints, amounts: Chances, count: int) -> Chances:
    """Return the sums of amounts by what they are of, a number below `count`."""
    return np.bincount(of, amounts, count).astype(np.float64, copy=False)


# ------------------------------------------------------------ equations


def _solved(chances: Matrix, begin: Chances) -> Chances:
    """Return the x with x = begin + chances x; raises QuestionError where it cannot be told."""
    from scipy.sparse import eye_array

    system = (eye_array(len(begin), format="csc") - chances).tocsc()
    found = _direct(system, begin) if len(begin) <= DIRECT else _round_by_round(system, begin)
    missing = float(np.abs(begin - system @ found).sum()) + float(np.abs(found).sum()) * np.finfo(np.float64).eps
    if not missing <= SURE:
        raise _unsettled()
    return found


def _direct(system: Matrix, begin: Chances) -> Chances:
    from scipy.sparse.linalg import splu

    try:
        factors = splu(system)
    except RuntimeError:  # exactly singular: what leads out is lost in rounding
        raise _unsettled() from None
    found: Chances = factors.solve(begin)
    better: Chances = found + factors.solve(begin - system @ found)
    return better


def _round_by_round(system: Matrix, begin: Chances) -> Chances:
    """Return the solution by a method that needs little memory, which the triangle of the equations leads on."""
    from scipy.sparse.linalg import LinearOperator, bicgstab

    back = _triangle(system)
    leading = LinearOperator(system.shape, matvec=back, dtype=np.float64)
    found = back(begin)
    for _ in range(3):  # begins again where rounding has led it astray
        missing = begin - system @ found
        if np.abs(missing).sum() <= SURE / 4:
            break
        more, _ = bicgstab(system, missing, rtol=1e-13, atol=0.0, maxiter=ROUNDS, M=leading)
        better = found + more
        found = better if np.abs(begin - system @ better).sum() < np.abs(missing).sum() else found + back(missing)
    return found


def _triangle(system: Matrix) -> Callable[[Chances], Chances]:
    """Return what solves the greater triangle of the equations."""
    from scipy.sparse import tril, triu
    from scipy.sparse.linalg import splu

    lower, upper = tril(system, format="csc"), triu(system, format="csc")
    greater = lower if lower.nnz >= upper.nnz else upper
    factors = splu(greater, permc_spec="NATURAL", diag_pivot_thresh=0.0)
    solve: Callable[[Chances], Chances] = factors.solve
    return solve


def _unsettled() -> QuestionError:
    return question(
        "play-unsettled",
        f"play goes on for so long that its chances cannot be told to within {SURE:g}",
        "Play that settles within millions of moves can be followed.",
        "Give movers weights that are closer together, or let them choose among other moves.",
    )
