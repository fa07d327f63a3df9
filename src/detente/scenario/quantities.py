"""Numbers, chances and dates as they are written, read exactly."""

from __future__ import annotations

import re
from datetime import date
from fractions import Fraction

_NUMBER = re.compile(r"[+-]?(\d{1,30}(\.\d{1,30})?|\.\d{1,30})", re.ASCII)
_RANGE = re.compile(r"(\S+)\s+to\s+(\S+)")
_DATE = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)


def number(text: str) -> Fraction | None:
    """Return the exact value of a decimal number, None where the text is none.

    >>> number("0.05")
    Fraction(1, 20)
    """
    return Fraction(text) if _NUMBER.fullmatch(text) else None


def numbers_of_range(text: str) -> tuple[str, str] | None:
    """Return the two ends of `LOW to HIGH` as written, None where the text is no range of numbers."""
    match = _RANGE.fullmatch(text)
    if match is None or not any(map(number, match.groups("x"))):
        return None
    return match[1], match[2]


def is_date(text: str) -> bool:
    """Return whether the text is a day of the calendar, written YYYY-MM-DD."""
    if not _DATE.fullmatch(text):
        return False
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True


def one_line(text: str) -> str:
    """Return the text with every run of spaces and line breaks as one space."""
    return " ".join(text.split())
