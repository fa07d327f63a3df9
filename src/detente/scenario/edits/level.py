"""Edits of levels: the places of a ranking of states, the best first; states that tie share one."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from detente.errors import question
from detente.scenario.document import Plain
from detente.scenario.edits.actor import KEYS as ACTOR
from detente.scenario.edits.edit import (
    Data,
    Edit,
    Few,
    Name,
    Place,
    at,
    insert,
    listing,
    one_or_few,
    shapeless,
    unknown,
    within,
)


class _Level(Edit):
    """A level of an actor's ranking."""

    actor: Name

    def ranking(self, data: Data) -> list[Plain]:
        """Return the levels, a list made where the actor wants nothing yet."""
        owner = within(data, "actors", self.actor, "actor")
        if "prefers" in owner or "weighs" in owner:
            raise shapeless(f"what `{self.actor}` wants", "a ranking of states: it has statements")
        if "ranking" not in owner:
            insert(owner, "ranking", [], ACTOR)
        return listing(owner["ranking"], f"`ranking` of `{self.actor}`")

    def index(self, levels: list[Plain], place: int) -> int:
        """Return the index of a level by its place."""
        return at(levels, place, f"levels of `{self.actor}`")


class Add(_Level):
    """There is one more level, at a place (none: the last), with one state or several that tie."""

    edit: Literal["level.add"] = "level.add"
    states: Annotated[Few, Field(min_length=1)]
    place: Place | None = None

    def on(self, data: Data) -> None:
        """Change what the text holds."""
        levels = self.ranking(data)
        to = len(levels) if self.place in (None, len(levels) + 1) else self.index(levels, self.place or 1)
        levels.insert(to, one_or_few(self.states) or "")


class Move(_Level):
    """A level comes to another place; the others keep their order."""

    edit: Literal["level.move"] = "level.move"
    place: Place
    to: Place

    def on(self, data: Data) -> None:
        """Change what the text holds."""
        levels = self.ranking(data)
        before, after = self.index(levels, self.place), self.index(levels, self.to)
        levels.insert(after, levels.pop(before))


class Join(_Level):
    """The states of a level tie with those of the level above."""

    edit: Literal["level.join"] = "level.join"
    place: Place

    def on(self, data: Data) -> None:
        """Change what the text holds."""
        levels = self.ranking(data)
        index = self.index(levels, self.place)
        if not index:
            raise question(
                "edit-out-of-range",
                "there is no level above the first",
                "The states of a level are joined with those above.",
                "Join the second level with the first.",
            )
        levels[index - 1 : index + 1] = [[*_states(levels[index - 1]), *_states(levels[index])]]


class Split(_Level):
    """A state no longer ties with the others of its level: it stands alone, just below them."""

    edit: Literal["level.split"] = "level.split"
    place: Place
    state: Name

    def on(self, data: Data) -> None:
        """Change what the text holds."""
        levels = self.ranking(data)
        index = self.index(levels, self.place)
        states = _states(levels[index])
        if self.state not in states:
            raise unknown(f"there is no state `{self.state}` on level {self.place}", map(str, states))
        rest = [one for one in states if one != self.state]
        if rest:
            levels[index : index + 1] = [rest[0] if len(rest) == 1 else rest, self.state]


class Remove(_Level):
    """A level goes, with its states."""

    takes_away = True
    edit: Literal["level.remove"] = "level.remove"
    place: Place

    def on(self, data: Data) -> None:
        """Change what the text holds."""
        levels = self.ranking(data)
        del levels[self.index(levels, self.place)]


def _states(level: Plain) -> list[Plain]:
    return level if isinstance(level, list) else [level]


EDITS: tuple[type[Edit], ...] = (Add, Move, Join, Split, Remove)
