"""Files that are written for the user: never over one that exists, unless told to."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from detente.errors import QuestionError, question


def write_new(file: Path, content: str | bytes | Iterable[str], force: bool = False) -> None:
    """Write text, its pieces, or bytes to a file.

    Raises QuestionError where the file exists (without `force`) or cannot be written.
    """
    try:
        with file.open("wb" if force else "xb") as out:
            pieces = [content] if isinstance(content, str | bytes) else content
            out.writelines(piece if isinstance(piece, bytes) else piece.encode() for piece in pieces)
    except FileExistsError:
        raise _taken(file, force) from None
    except (OSError, ValueError) as error:
        reason = error.strerror if isinstance(error, OSError) else str(error)
        raise question(
            "cannot-write",
            f"`{file}` cannot be written: {reason}",
            "Nothing was written.",
            "Give a file in a folder that exists and that you may write to.",
        ) from None


def refuse_taken(file: Path, force: bool = False) -> None:
    """Raise QuestionError where a file exists that is not to be written over, before there is anything to write."""
    if not force and file.exists():
        raise _taken(file, force)


def _taken(file: Path, force: bool) -> QuestionError:
    return question(
        "file-exists",
        f"`{file}` exists already",
        "Nothing was written.",
        "Give another name, or --force (force=True) to write over it." if force is False else "",
    )
