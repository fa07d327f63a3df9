"""Edits of signals: what has been seen."""

from __future__ import annotations

from typing import Literal

from detente.scenario import schema
from detente.scenario.edits.edit import Data, Edit, Name, Words, change, listing, named, order


class Seen(Edit):
    """A signal was seen or was not, on a day if that is known (empty: not known any more)."""

    edit: Literal["signal.seen"] = "signal.seen"
    signal: Name
    seen: bool
    on_day: Words | None = None

    def on(self, data: Data) -> None:
        """Change what the text holds; a signal that says nothing of it counts as seen, and goes on saying nothing."""
        signal = named(listing(data.get("signals", []), "`signals`"), self.signal, "signal")
        seen = None if self.seen and "seen" not in signal else "yes" if self.seen else "no"
        change(signal, {"seen": seen, "on": self.on_day}, order(schema.Signal))


EDITS: tuple[type[Edit], ...] = (Seen,)
