"""Tables of chance words: one small file each, found by its name.

A table says which chances a word stands for. A file chooses one by its key (`analysis: {words: uk}`) and may add words
of its own, or override words of the table, under `words`.
"""

from __future__ import annotations

import functools
import importlib
import pkgutil
from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from detente.scenario.model import Band


@dataclass(frozen=True)
class Words:
    """Words of chance and what they stand for.

    Attributes
    ----------
    key : the word in files and in the documentation; the file's name.
    title : the table's name in prose.
    percent : by word the lowest and the highest chance meant, in whole percents, the least likely word first.
    cites : keys in `docs/references.bib`.
    alike : other words for a chance that texts have, such as adverbs; they are looked for, and stand for no numbers.
    confidence : phrases that say how good the grounds of a judgement are, which is another thing than its chance.
    """

    key: str
    title: str
    percent: Mapping[str, tuple[int, int]]
    cites: tuple[str, ...]
    alike: tuple[str, ...] = ()
    confidence: tuple[str, ...] = ()

    @property
    def bands(self) -> dict[str, Band]:
        """Return the band of every word, exact.

        >>> band = tables()["uk"].bands["unlikely"]
        >>> str(band.low), str(band.high)
        ('1/4', '7/20')
        """
        return {word: Band(Fraction(low, 100), Fraction(high, 100), word) for word, (low, high) in self.percent.items()}


FIRST = "icd203"
"""The table that counts where a file chooses none."""


@functools.cache
def tables() -> Mapping[str, Words]:
    """Return every table by key, first the one that counts unless another is chosen.

    >>> list(tables())
    ['icd203', 'uk']
    """
    found = {name: _table(name) for _, name, _ in pkgutil.iter_modules(__path__)}
    return dict(sorted(found.items(), key=lambda item: (item[0] != FIRST, item[0])))


def every_word() -> dict[str, Band]:
    """Return the words of all tables, so that nothing more is said of them where a file's choice is a mistake."""
    return {word: band for table in reversed(list(tables().values())) for word, band in table.bands.items()}


def _table(name: str) -> Words:
    words: Words = importlib.import_module(f"{__name__}.{name}").WORDS
    return words
