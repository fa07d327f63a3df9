"""What a file holds, or why that cannot be had."""

from __future__ import annotations

from pathlib import Path

from detente.errors import question
from detente.scenario.decoding import LARGEST
from detente.scenario.problems import suggestion


def contents(path: Path, what: str) -> bytes:
    """Return the bytes of a file, as far as any text may be long; `what` is called for: "a scenario", "an essay".

    Raises QuestionError where there is no such file or it cannot be read.
    """
    expected = f"The file of {what} is expected."
    usual = path / ("scenario.yaml" if what == "a scenario" else "essay.md")
    try:
        with path.open("rb") as stream:
            return stream.read(LARGEST + 1)
    except FileNotFoundError:
        folder = path.parent
        near = [each.name for each in folder.iterdir()] if folder.is_dir() else []
        raise question(
            "no-such-file",
            f"There is no file `{path}`",
            expected,
            suggestion(path.name, near, "Check the name and the folder.") if near else "Check the name and the folder.",
        ) from None
    except IsADirectoryError:
        raise question(
            "is-a-folder",
            f"`{path}` is a folder",
            expected,
            f"Name the file in it, such as `{usual}`.",
        ) from None
    except (OSError, ValueError) as error:
        raise question(
            "unreadable-file", f"`{path}` cannot be read ({error})", expected, "Check that the file may be read."
        ) from None
