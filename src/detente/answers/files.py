"""Files that are written for the user: never over one that exists, unless told to."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from detente.errors import question


def write_new(file: Path, text: str | Iterable[str], force: bool = False) -> None:
    """Write text, or its pieces, to a file.

    Raises QuestionError where the file exists (without `force`) or cannot be written.
    """
    try:
        with file.open("w" if force else "x", encoding="utf-8", newline="") as out:
            out.writelines([text] if isinstance(text, str) else text)
    except FileExistsError:
        raise question(
            "file-exists",
            f"`{file}` exists already",
            "Nothing was written.",
            "Give another name, or --force (force=True) to write over it." if force is False else "",
        ) from None
    except (OSError, ValueError) as error:
        reason = error.strerror if isinstance(error, OSError) else str(error)
        raise question(
            "cannot-write",
            f"`{file}` cannot be written: {reason}",
            "Nothing was written.",
            "Give a file in a folder that exists and that you may write to.",
        ) from None
