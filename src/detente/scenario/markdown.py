"""A Markdown text as its front matter, its title and its claim blocks, each with its place in the file."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cache

from markdown_it import MarkdownIt
from markdown_it.token import Token

from detente.errors import Place
from detente.scenario.decoding import MARK
from detente.scenario.problems import Problems
from detente.scenario.quantities import one_line

WORD = "claim"
"""The word behind the three back quotes that makes a block of code a claim."""

_BREAK = re.compile("\r\n|\r|\n")  # what ends a line, for Markdown as for editors


@dataclass(frozen=True)
class Lines:
    """Lines of a file that are read apart from the rest: the number of the first, and where each begins in the file.

    `before` counts, line by line, the characters that stand before the text: a block may be set in.
    """

    text: str
    first: int
    before: tuple[int, ...]

    def spot(self, line: int, column: int) -> tuple[int, int]:
        """Return line and column in the file of a place in the text; all are counted from 1."""
        before = self.before[line - 1] if line <= len(self.before) else 0
        return self.first + line - 1, before + column


@dataclass(frozen=True)
class Fence:
    """A claim block: the name behind the word `claim` (or nothing), its lines, and the sentences before it.

    `place` is that of the name, or else of the block; `says` the paragraph that the block follows, and `after` where
    that begins.
    """

    name: str
    place: Place
    lines: Lines
    says: str | None
    after: Place | None


@dataclass
class Markdown:
    """What a Markdown text is made of, as far as it matters here; paragraphs with where each begins."""

    front: Lines | None = None
    title: str | None = None
    fences: list[Fence] = field(default_factory=list)
    paragraphs: list[tuple[str, Place]] = field(default_factory=list)


def read_markdown(text: str, file: str, problems: Problems) -> Markdown:
    """Return the parts of a text; blocks that are not what they seem to be are noted in `problems`."""
    lines = _BREAK.split(text.removeprefix(MARK))
    end = _front_ends(lines, file, problems)
    found = Markdown(Lines("\n".join(lines[1:end]), 2, ()) if end else None)
    # What stands before keeps its lines, so that those behind it keep their numbers.
    begin = end + 1 if end else 0
    tokens = MarkdownIt("commonmark").disable("inline").parse("\n".join([""] * begin + lines[begin:]))
    heading = False
    says: tuple[str, Place] | None = None
    for token in tokens:
        if token.type == "inline" and heading:
            found.title, says = found.title or _plain(token.content), None
        elif token.type == "inline":
            says = _plain(token.content), Place(file, (token.map or (0, 0))[0] + 1, 1)
            found.paragraphs.append(says)
        elif token.type == "fence":
            fence = _fence(token, lines, file, says, problems)
            found.fences += [fence] if fence else []
        heading = token.type == "heading_open"
    return found


def _front_ends(lines: Sequence[str], file: str, problems: Problems) -> int:
    """Return the line, counted from 0, that ends the front matter; 0 where there is none."""
    if lines[0].rstrip() != "---":
        return 0
    for number, line in enumerate(lines[1:], 1):
        if line.rstrip() in ("---", "..."):
            return number
    problems.add(
        "open-front-matter",
        Place(file, 1, 1),
        "The front matter is not closed",
        "The lines that say which scenario an essay is about stand between two lines `---`.",
        "Add the second one.",
    )
    return 0


def _plain(text: str) -> str:
    r"""Return the words of a paragraph without its marks.

    >>> _plain("A *cold*\npeace with `US`")
    'A cold peace with US'
    """
    parts = _words().parseInline(text)[0].children or []
    return one_line("".join(" " if part.type.endswith("break") else part.content for part in parts))


@cache
def _words() -> MarkdownIt:
    return MarkdownIt("commonmark")


def _fence(
    token: Token, lines: Sequence[str], file: str, says: tuple[str, Place] | None, problems: Problems
) -> Fence | None:
    """Return a claim block, None for any other block of code."""
    first, end = token.map or (0, 0)
    word, name = [*token.info.split(maxsplit=1), "", ""][:2]
    at = lines[first].find(token.markup) + 1
    place = Place(file, first + 1, at)
    if word != WORD:
        if word.lower().rstrip("s") == WORD:
            problems.add(
                "claim-word",
                place,
                f"`{word}` is not the word that makes a block a claim",
                f"The word is `{WORD}`.",
                "Write it so.",
            )
        return None
    written = token.content.split("\n")[:-1]
    if len(written) == end - first - 1:
        problems.add(
            "open-claim-block",
            place,
            "The claim block is not closed",
            "A block ends with a line of the signs that it begins with.",
            "Add that line.",
        )
        return None
    if name:
        behind = lines[first].find(WORD, at) + len(WORD)
        place = Place(file, first + 1, behind + len(lines[first][behind:]) - len(lines[first][behind:].lstrip()) + 1)
    before = tuple(max(len(lines[first + 1 + row]) - len(line), 0) for row, line in enumerate(written))
    text, after = says or ("", None)
    return Fence(one_line(name), place, Lines(token.content, first + 2, before), text or None, after)
