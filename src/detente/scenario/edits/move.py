"""Edits of moves between states that are listed by name: what actors can do, in graph form."""

from __future__ import annotations

from typing import Literal

from detente.scenario.document import Plain
from detente.scenario.edits.actor import KEYS as ACTOR
from detente.scenario.edits.edit import Data, Edit, Name, Place, at, free, insert, listing, shapeless, within


class _Move(Edit):
    """A move of an actor."""

    actor: Name

    def moves(self, data: Data) -> list[Plain]:
        """Return the moves of the actor, a list made where there is none."""
        owner = within(data, "actors", self.actor, "actor")
        if "options" in owner:
            raise shapeless(f"what `{self.actor}` can do", "a list of moves: it has options")
        if "moves" not in owner:
            insert(owner, "moves", [], ACTOR)
        return listing(owner["moves"], f"`moves` of `{self.actor}`")

    def index(self, moves: list[Plain], place: int) -> int:
        """Return the index of a move by its place."""
        return at(moves, place, f"moves of `{self.actor}`")

    def refuse_twice(self, move: list[Plain], others: list[Plain]) -> None:
        """Refuse a move that the actor has."""
        free(_arrow(move), map(_arrow, others), f"a move of `{self.actor}`")


class Add(_Move):
    """An actor has one more move, the last."""

    edit: Literal["move.add"] = "move.add"
    origin: Name
    to: Name

    def on(self, data: Data) -> None:
        """Change what the text holds."""
        moves = self.moves(data)
        new: list[Plain] = [self.origin, self.to]
        self.refuse_twice(new, moves)
        moves.append(new)


class Change(_Move):
    """A move begins or ends in another state."""

    edit: Literal["move.change"] = "move.change"
    place: Place
    origin: Name | None = None
    to: Name | None = None

    def on(self, data: Data) -> None:
        """Change what the text holds."""
        moves = self.moves(data)
        index = self.index(moves, self.place)
        move = listing(moves[index], f"move {self.place} of `{self.actor}`")
        if len(move) != 2:
            raise shapeless(f"move {self.place} of `{self.actor}`", "a pair of states")
        new: list[Plain] = [self.origin or move[0], self.to or move[1]]
        self.refuse_twice(new, moves[:index] + moves[index + 1 :])
        moves[index] = new


class Remove(_Move):
    """A move goes."""

    takes_away = True
    edit: Literal["move.remove"] = "move.remove"
    place: Place

    def on(self, data: Data) -> None:
        """Change what the text holds."""
        moves = self.moves(data)
        del moves[self.index(moves, self.place)]


def _arrow(move: Plain) -> str:
    """Return a move as it is spoken of."""
    return " → ".join(map(str, move)) if isinstance(move, list) else str(move)


EDITS: tuple[type[Edit], ...] = (Add, Change, Remove)
