"""Edits of signals: what could be seen, what that tells, and what has been seen."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field, StrictBool

from detente.scenario import schema
from detente.scenario.edits.edit import (
    Data,
    Edit,
    Few,
    Fields,
    Grounded,
    Name,
    Pairs,
    Place,
    Words,
    change,
    free,
    listing,
    made,
    named,
    names,
    one_or_few,
    order,
    pairs,
)
from detente.scenario.edits.part import add_item, item, items, remove_item

KEYS = order(schema.Signal)


class _Said(Grounded):
    """What can be said of a signal: for each value of a circumstance the chance of seeing it, and who saw it."""

    what: Words | None = None
    about: Name | None = None
    seen_if: Annotated[Pairs, Field(min_length=1)] | None = None
    by: Few | None = None

    @property
    def fields(self) -> Fields:
        """Return what is said, by key."""
        said: Fields = {
            "what": self.what,
            "about": self.about,
            "seen if": pairs(self.seen_if),
            "by": one_or_few(self.by),
        }
        return {**said, **self.grounds}


class Add(_Said):
    """There is one more signal, the last; it has been looked for and not seen yet unless that is said."""

    edit: Literal["signal.add"] = "signal.add"
    name: Name
    about: Name
    seen_if: Annotated[Pairs, Field(min_length=1)]
    seen: StrictBool = False

    def on(self, data: Data) -> None:
        """Change what the text holds."""
        free(self.name, names(items(data, "signals")), "a signal")
        said: Fields = {"name": self.name, **self.fields, "seen": None if self.seen else "no"}
        add_item(data, "signals", made(said, KEYS))


class Change(_Said):
    """A signal is another, or tells something else; its name stays, since other parts may use it."""

    edit: Literal["signal.change"] = "signal.change"
    place: Place

    def on(self, data: Data) -> None:
        """Change what the text holds."""
        change(item(data, "signals", self.place, "signals"), self.fields, KEYS)


class Seen(Edit):
    """A signal was seen or was not, on a day if that is known (empty: not known any more)."""

    edit: Literal["signal.seen"] = "signal.seen"
    signal: Name
    seen: StrictBool
    on_day: Words | None = None

    def on(self, data: Data) -> None:
        """Change what the text holds; a signal that says nothing of it counts as seen, and goes on saying nothing."""
        signal = named(listing(data.get("signals", []), "`signals`"), self.signal, "signal")
        seen = None if self.seen and "seen" not in signal else "yes" if self.seen else "no"
        change(signal, {"seen": seen, "on": self.on_day}, KEYS)


class Remove(Edit):
    """A signal goes; with the last one goes the heading."""

    takes_away = True
    edit: Literal["signal.remove"] = "signal.remove"
    place: Place

    def on(self, data: Data) -> None:
        """Change what the text holds."""
        remove_item(data, "signals", self.place, "signals")


EDITS: tuple[type[Edit], ...] = (Add, Change, Seen, Remove)
