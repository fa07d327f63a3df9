"""What a command prints, and the one place where it is printed."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from typing import IO, TYPE_CHECKING

from detente.errors import Problem, question

if TYPE_CHECKING:
    from detente.views.notebook import Shown
    from detente.views.page import Page

LONGEST = 2_000_000  # bytes of a file that are read again to show a line of it


@dataclass(frozen=True)
class Output:
    """A page, or text, whole or in pieces, that is printed as it is (JSON, CSV); `wrong`: on the error stream."""

    content: Page | str | Iterator[str]
    code: int = 0
    wrong: bool = False


def answer(as_json: bool, page: Callable[[], Page], json: Callable[[], Iterator[str]], code: int = 0) -> Output:
    """Return an answer as a page or as JSON; only the one asked for is made."""
    if not as_json:
        return Output(page(), code)
    return Output(chain(json(), "\n"), code)


def check_picture(verb: str, plot: Path | None, kind: str | None, force: bool) -> None:
    """Raise QuestionError, before any work is done, where a picture is asked for that cannot be drawn."""
    from detente.answers.files import refuse_taken
    from detente.views.plots import chosen

    if plot is not None:
        chosen(verb, plot, kind)
        refuse_taken(plot, force)
    elif kind is not None or force:
        raise question(
            "needs-plot",
            f"{'--picture' if kind is not None else '--force'} is given without --plot",
            "It says something about the file of a picture.",
            "Add --plot FILE.",
        )


def drawn(found: Shown, plot: Path | None, kind: str | None, force: bool, as_json: bool) -> Output:
    """Return an answer, after its picture was written where one is asked for."""
    if plot is None:
        return answer(as_json, found.page, found.json_parts)
    from detente import api
    from detente.views.plots import written

    file = api.picture(found, plot, kind, force=force)
    return answer(as_json, lambda: (*found.page(), written(file)), found.json_parts)


def failed(problems: Sequence[Problem], as_json: bool) -> Output:
    """Return what went wrong: JSON on the output stream, or sentences on the error stream."""
    if as_json:
        from detente.views.objects.error import failure

        return Output(failure(problems).model_dump_json() + "\n", 2)
    from detente.views.checking import problems_listing

    return Output((problems_listing(problems, texts(problems)),), 2, wrong=True)


def texts(problems: Sequence[Problem]) -> dict[str, str]:
    """Return the texts of the files that problems speak of, as far as they can be read again."""
    names = {problem.place.file for problem in problems if problem.place}
    return {name: text for name in names if (text := _text(Path(name))) is not None}


def _text(file: Path) -> str | None:
    try:
        if not file.is_file() or file.stat().st_size > LONGEST:
            return None
        return file.read_text(encoding="utf-8-sig", errors="replace")
    except (OSError, ValueError):
        return None


def write(output: Output) -> int:
    """Print, and return the exit code; a reader that has gone away is no error."""
    stream = sys.stderr if output.wrong else sys.stdout
    try:
        _print(output.content, stream)
        stream.flush()
    except BrokenPipeError:
        # What is left in the buffer must go somewhere when the interpreter shuts down.
        os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())
    return output.code


def _print(content: Page | str | Iterator[str], stream: IO[str]) -> None:
    if not isinstance(content, tuple):
        stream.writelines([content] if isinstance(content, str) else content)
        return
    if content:
        from detente.views.terminal import console, show

        show(content, console(stream))
