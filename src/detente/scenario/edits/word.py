"""Edits of words: the scenario's own words of chance, and what they stand for."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from detente.scenario.edits.edit import Data, Edit, Name, Words, at, listing
from detente.scenario.edits.part import add_entry, entries, remove_entry

Number = Annotated[Words, Field(min_length=1)]


class Add(Edit):
    """There is one more word of chance, the last."""

    edit: Literal["word.add"] = "word.add"
    word: Name
    low: Number
    high: Number

    def on(self, data: Data) -> None:
        """Change what the text holds."""
        add_entry(data, "words", self.word, "a word of chance", [self.low, self.high])


class Change(Edit):
    """A word of chance stands for something else."""

    edit: Literal["word.change"] = "word.change"
    word: Name
    low: Number | None = None
    high: Number | None = None

    def on(self, data: Data) -> None:
        """Change what the text holds."""
        ends = listing(entries(data, "words", self.word, "word of chance")[self.word], f"the word `{self.word}`")
        for place, end in enumerate((self.low, self.high), 1):
            if end is not None:
                ends[at(ends, place, "ends of the word")] = end


class Remove(Edit):
    """A word of chance goes; with the last one goes the heading."""

    takes_away = True
    edit: Literal["word.remove"] = "word.remove"
    word: Name

    def on(self, data: Data) -> None:
        """Change what the text holds."""
        remove_entry(data, "words", self.word, "word of chance")


EDITS: tuple[type[Edit], ...] = (Add, Change, Remove)
