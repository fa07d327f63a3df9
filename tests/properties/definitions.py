"""The definitions of reach and of the concepts on a board, with sets and loops: the theory word for word.

Nothing of the engine is used but the board's data. Everything is worked out anew at each call, so only small
boards are for this.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np

from detente.engine.board import Board, Bools, Ints

CLASSICAL = ("nash", "gmr", "smr", "seq", "sseq")
ALL = (*CLASSICAL, "firm")
REPLIES = {"gmr": "moves", "smr": "moves", "seq": "improvements", "sseq": "improvements", "firm": "lean"}


def steps(board: Board, kind: str, actor: int, state: int) -> set[int]:
    """Return where one step of an actor leads: any move, an improvement, or a lean one."""
    able = set(board.moves[actor].from_(state).tolist())
    if kind == "moves":
        return able
    rank = board.ranks[actor]
    better = {t for t in able if rank[t] > rank[state]}
    if kind == "improvements":
        return better
    return {t for t in better if not any(is_part(board, actor, state, u, t) and rank[u] >= rank[t] for u in able)}


def is_part(board: Board, actor: int, state: int, less: int, more: int) -> bool:
    """Return whether one move makes some, but not all, of the changes of own options that another makes."""
    own = [k for k, owner in enumerate(board.owner.tolist()) if owner == actor]
    made = [
        {(k, board.values[t, k]) for k in own if board.values[t, k] != board.values[state, k]} for t in (less, more)
    ]
    return bool(own) and made[0] < made[1]


def legal(board: Board, kind: str, movers: Iterable[int], state: int) -> set[int]:
    """Return what legal sequences reach: by induction on the sets of last movers."""
    return set(last_movers(board, kind, movers, state))


def last_movers(board: Board, kind: str, movers: Iterable[int], state: int) -> dict[int, set[int]]:
    """Return, for each state that legal sequences reach, who can have moved last."""
    group = list(movers)
    last: dict[int, set[int]] = {}
    for j in group:
        for t in steps(board, kind, j, state):
            last.setdefault(t, set()).add(j)
    grown = True
    while grown:
        grown = False
        for t in list(last):
            for j in group:
                if last[t] == {j}:
                    continue
                for u in steps(board, kind, j, t):
                    if j not in last.setdefault(u, set()):
                        last[u].add(j)
                        grown = True
    return last


def closure(board: Board, kind: str, movers: Iterable[int], state: int) -> set[int]:
    """Return what chains of the movers' steps reach, whoever makes them, by one step or more."""
    group = list(movers)
    found: set[int] = set()
    edge = {state}
    while edge:
        edge = {t for s in edge for j in group for t in steps(board, kind, j, s)} - found
        found |= edge
    return found


def once_each(board: Board, kind: str, movers: Iterable[int], state: int) -> set[int]:
    """Return what sequences reach in which every mover moves at most once."""
    found: set[int] = set()
    waiting = [(state, frozenset(movers))]
    seen = set(waiting)
    while waiting:
        here, left = waiting.pop()
        after = {(t, left - {j}) for j in left for t in steps(board, kind, j, here)} - seen
        found |= {t for t, _ in after}
        seen |= after
        waiting += after
    return found


@dataclass(frozen=True)
class Reading:
    """How the definitions are read; the defaults are the theory's."""

    reach: str = "legal"  # or "closure", or "once each"
    escapes: str = "moves"  # or "improvements"
    start: bool = True  # whether the state in which replies begin counts where they come back to it


THEORY = Reading()


def others(board: Board, actor: int) -> list[int]:
    """Return everybody else."""
    return [j for j in board.actors if j != actor]


def undeterred(board: Board, key: str, actor: int, state: int, reading: Reading = THEORY) -> set[int]:
    """Return the tempting moves that nothing deters."""
    if key == "firm":
        return {t for t in steps(board, "lean", actor, state) if not _bitten(board, actor, state, t)}
    tempting = steps(board, "improvements", actor, state)
    return {t for t in tempting if key == "nash" or not _sanctioned(board, key, actor, state, t, reading)}


def stable(board: Board, key: str, actor: int, state: int, reading: Reading = THEORY) -> bool:
    """Return whether a state is stable for an actor."""
    return not undeterred(board, key, actor, state, reading)


def verdicts(board: Board, key: str, reading: Reading = THEORY) -> Bools:
    """Return the verdict for every actor and state."""
    return np.array([[stable(board, key, i, s, reading) for s in range(board.count)] for i in board.actors])


def _sanctioned(board: Board, key: str, actor: int, state: int, to: int, reading: Reading) -> bool:
    ground, rank, begins, own = outlook(board, key, actor, to)
    reached = {"legal": legal, "closure": closure, "once each": once_each}[reading.reach](
        ground, REPLIES[key], others(ground, actor), begins
    )
    bound = own[state]
    for reply in reached - (set() if reading.start else {begins}):
        if rank[reply] > bound:
            continue
        escapes = steps(ground, reading.escapes, actor, reply) if key in ("smr", "sseq") else set()
        if all(rank[escape] <= bound for escape in escapes):
            return True
    return False


def _bitten(board: Board, actor: int, state: int, to: int) -> bool:
    """Return whether lean reactions undo a move and would not have come without it."""
    after, before = _worst(board, actor, to), _worst(board, actor, state)
    own = outlook(board, "firm", actor, state)[3]
    return bool(after <= own[state] and after < before)


def _worst(board: Board, actor: int, state: int) -> int:
    ground, rank, begins, _ = outlook(board, "firm", actor, state)
    ends = {begins} | legal(ground, "lean", others(ground, actor), begins)
    return min(max(int(rank[t]) for t in {end} | steps(ground, "moves", actor, end)) for end in ends)


def outlook(board: Board, key: str, actor: int, state: int) -> tuple[Board, Ints, int, Ints]:
    """Return where an actor expects play to go on, its ranks there, the state there, and its own ranks here."""
    view = board.views.get(actor) if key in ("seq", "sseq", "firm") else None
    if view is None:
        return board, board.ranks[actor], state, board.ranks[actor]
    if view.at[state] < 0:
        return board, view.own, state, view.own
    return view.board, view.board.ranks[actor], int(view.at[state]), view.own
