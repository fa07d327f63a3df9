"""Choice: which engine suits a board, or the one that is asked for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from detente.engine.board import Blocks, Board, Moves
from detente.engine.compiled import available
from detente.engine.plain import Plain
from detente.errors import question

if TYPE_CHECKING:
    from detente.engine.solve import Engine

ENGINES = ("plain", "fast", "symbolic")
"""The engines by name; `symbolic` lists no states and answers for itself (`detente.engine.symbolic`)."""

SMALL = 1 << 19
"""Moves up to which the plain engine answers before compiled code has been loaded."""


def choose(board: Board) -> Engine:
    """Return the plain engine for small boards and where nothing can be compiled, else the fast one."""
    if sum(_about(moves) for moves in board.moves) <= SMALL or not available():
        return Plain()
    return _fast()


def named(key: str) -> Engine:
    """Return the engine that lists states of that name; raises QuestionError where there is none, or not here."""
    if key == "plain":
        return Plain()
    if key != "fast":
        given = f"`{key}` is no engine that lists states"
        raise question("unknown-engine", given, f"The engines are: {', '.join(ENGINES)}.", "")
    if not available():
        raise question(
            "engine-missing",
            "the fast engine needs numba, which is not installed",
            "The plain engine needs nothing more.",
            "Install it with: pip install 'detente[fast]'",
        )
    return _fast()


def _fast() -> Engine:
    """Return the fast engine; its kernels are loaded, and compiled where no earlier process has done it."""
    from detente.engine.fast import Fast

    return Fast()


def _about(moves: Moves) -> int:
    """Return about how many moves there are, without counting."""
    return len(moves.grid.cell) * (moves.grid.sizes[moves.actor] - 1) if isinstance(moves, Blocks) else len(moves)
