"""Bytes become text that YAML may hold: UTF-8, not too long, without characters that cannot be seen."""

from __future__ import annotations

import re

from detente.errors import Place
from detente.scenario.problems import Problems

LARGEST = 2_000_000  # bytes; the longest case of the library has about 30,000

MARK = "\ufeff"  # the byte order mark that some editors put before the text
# What YAML calls printable, less the line breaks that editors do not count and marks inside a text.
_HIDDEN = re.compile("[^\t\n\r\x20-\x7e\xa0-\u2027\u202a-\ud7ff\ue000-\ufefe\uff00-\ufffd\U00010000-\U0010ffff]")


def decode(data: str | bytes, file: str, problems: Problems, what: str = "A scenario") -> str | None:
    """Return the text of a file, or None where `problems` says why there is none; `what` is what it should be."""
    size = len(data) if isinstance(data, bytes) else len(data.encode("utf-8", "surrogatepass"))
    if size > LARGEST:
        problems.add(
            "file-too-large",
            Place(file, 1, 1),
            f"The file has more than {LARGEST:,} bytes",
            f"{what} is far smaller: the longest of the library has about 30,000.",
            "Check that this is the right file; split a long analysis into several scenarios.",
        )
        return None
    text = _text(data, file, problems, what) if isinstance(data, bytes) else data
    if text is None:
        return None
    shown = text.removeprefix(MARK)
    hidden = list(_HIDDEN.finditer(shown))
    for match in hidden:
        problems.add(
            "hidden-character",
            _place(file, shown[: match.start()]),
            f"A character that cannot be seen stands here (U+{ord(match.group()):04X})",
            f"{what} holds letters, digits, signs, spaces and line breaks.",
            "Delete the character; in double quotes it can be written as an escape.",
        )
    return None if hidden else text


def _text(data: bytes, file: str, problems: Problems, what: str) -> str | None:
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        before = data[: error.start].decode("utf-8").removeprefix(MARK)
        wide = data[:2] in (b"\xff\xfe", b"\xfe\xff")
        problems.add(
            "not-utf-8",
            _place(file, before),
            f"Byte {error.start + 1} of the file (0x{data[error.start]:02X}) is not UTF-8",
            f"{what} is saved as UTF-8" + ("; this file looks like UTF-16." if wide else "."),
            "Save the file again with the encoding UTF-8.",
        )
        return None


def _place(file: str, before: str) -> Place:
    lines = re.split("\r\n|\r|\n", before)
    return Place(file, len(lines), len(lines[-1]) + 1)
