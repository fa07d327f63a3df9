"""Edits of what holds for the whole scenario: its story, its day, its start, and how it is analysed."""

from __future__ import annotations

from typing import Literal

from detente.scenario import schema
from detente.scenario.edits.edit import Data, Edit, Words, change, insert, mapping, order

FILE, ANALYSIS = order(schema.File), order(schema.Analysis)


class Change(Edit):
    """Something that holds for the whole scenario is otherwise; empty, it is as if nothing were said."""

    edit: Literal["about.change"] = "about.change"
    story: Words | None = None
    as_of: Words | None = None
    start: Words | None = None
    concept: Words | None = None
    beliefs: Words | None = None
    words: Words | None = None

    def on(self, data: Data) -> None:
        """Change what the text holds; an analysis of which nothing is said any more goes."""
        change(data, {"story": self.story, "as_of": self.as_of, "start": self.start}, FILE)
        said = {"concept": self.concept, "beliefs": self.beliefs, "words": self.words}
        if all(value is None for value in said.values()):
            return
        analysis = dict(mapping(data.get("analysis", {}), "`analysis`"))
        change(analysis, said, ANALYSIS)
        if not analysis:
            data.pop("analysis", None)
        elif "analysis" in data:
            data["analysis"] = analysis
        else:
            insert(data, "analysis", analysis, FILE)


EDITS: tuple[type[Edit], ...] = (Change,)
