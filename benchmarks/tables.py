"""Tables, numbers and paragraphs as the page shows them."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Sequence

NOTHING = "–"
"""What stands in a table where nothing was measured."""


def section(title: str, *blocks: str) -> str:
    """Return a heading and what stands below it; paragraphs are laid out anew."""
    return "\n\n".join([f"## {title}", *(block if _laid(block) else filled(block) for block in blocks)])


def _laid(block: str) -> bool:
    return block.startswith(("|", "!", "- "))


def filled(text: str) -> str:
    """Return a paragraph in lines of the usual length."""
    return textwrap.fill(" ".join(text.split()), 118, break_long_words=False, break_on_hyphens=False)


def item(text: str) -> str:
    """Return an item of a list in lines of the usual length."""
    return textwrap.fill(" ".join(text.split()), 118, initial_indent="- ", subsequent_indent="  ",
                         break_long_words=False, break_on_hyphens=False)  # fmt: skip


def table(head: Sequence[str], rows: Iterable[Sequence[str]], words: int = 1) -> str:
    """Return a table; the first columns, so many, hold words and the others numbers."""
    rule = ["---"] * words + ["---:"] * (len(head) - words)
    lines = ["| " + " | ".join(head) + " |", "|" + "|".join(rule) + "|"]
    return "\n".join(lines + ["| " + " | ".join(row) + " |" for row in rows])


def cells(text: str) -> list[list[list[str]]]:
    """Return the tables of a page, each as rows of cells, the heading first.

    >>> cells(table(["a", "b"], [["x", "1"]]))
    [[['a', 'b'], ['x', '1']]]
    """
    tables: list[list[list[str]]] = []
    inside = False
    for line in text.splitlines():
        if not line.startswith("|"):
            inside = False
            continue
        if not inside:
            tables.append([])
            inside = True
        row = [cell.strip() for cell in line.strip("|").split("|")]
        if not all(cell and set(cell) <= set("-:") for cell in row):
            tables[-1].append(row)
    return tables


def duration(seconds: float | None) -> str:
    """Return a time with three figures in the unit that suits it.

    >>> duration(0.01234), duration(12.34), duration(4.5e-6)
    ('12.3 ms', '12.3 s', '4.50 µs')
    """
    if seconds is None:
        return NOTHING
    if seconds == float("inf"):
        return "no end"
    unit, size = next((one for one in (("s", 1.0), ("ms", 1e-3)) if seconds >= 0.9995 * one[1]), ("µs", 1e-6))
    amount = seconds / size
    return f"{amount:.{2 if amount < 9.995 else 1 if amount < 99.95 else 0}f} {unit}"


def passes(seconds: float, unit: float) -> str:
    """Return a time, and in brackets how many passes over the ranks it is."""
    return f"{duration(seconds)} ({seconds / unit:,.0f})"


def mebibytes(amount: float) -> str:
    """Return an amount of memory."""
    return f"{amount:,.0f}"


def number(count: int) -> str:
    """Return a count, a large one by its order.

    >>> number(1234), number(12 * 10**20)
    ('1,234', '1.2e+21')
    """
    return f"{count:,}" if count < 10**6 else f"{count:.1e}"


def power(states: int) -> str:
    """Return a number of states, as a power of two where it is one.

    >>> power(1024), power(1000)
    ('2^10', '1,000')
    """
    return f"2^{states.bit_length() - 1}" if states & (states - 1) == 0 else f"{states:,}"
