"""What the YAML parser says of a text that is no YAML, put into words a writer of scenarios can act on."""

from __future__ import annotations

import re
from typing import NamedTuple

from ruamel.yaml.error import MarkedYAMLError


class Explanation(NamedTuple):
    """The parts of a problem, and where it is (line and column from 1; 1, 1 where the parser does not say)."""

    code: str
    given: str
    expected: str
    remedy: str
    line: int
    column: int


_BEYOND = re.compile(r"\\U(?!000|0010)[0-9A-Fa-f]{8}")  # escapes beyond the last character

# What the parser says -> code, what is given, what is expected, what to do. The first match counts.
_KNOWN: tuple[tuple[str, str, str, str, str], ...] = (
    (
        "'\\t' that cannot start any token",
        "yaml-tab",
        "A tab stands here",
        "YAML takes spaces only at the start of a line.",
        "Replace the tab by spaces.",
    ),
    (
        "mapping values are not allowed",
        "yaml-colon",
        "A colon stands inside text",
        "`: ` separates a key from its value, once a line.",
        "Put the text in quotes, or check how far the line is indented.",
    ),
    (
        "could not find expected ':'",
        "yaml-no-colon",
        "A key stands here without a colon",
        "In a mapping each line is `key: value`.",
        "Add the colon, or indent the line to make it part of the text above.",
    ),
    (
        "while scanning a quoted scalar",
        "yaml-quote",
        "A quotation mark is opened and never closed",
        "Quoted text ends with the mark with which it began.",
        "Close the quote.",
    ),
    (
        "while scanning a double-quoted scalar",
        "yaml-escape",
        "A backslash in double quotes is followed by what makes no character",
        "In double quotes a backslash begins an escape such as \\n.",
        "Write the backslash twice, or use single quotes.",
    ),
    (
        "expected ',' or",
        "yaml-bracket",
        "A bracket is not closed, or a comma is missing",
        "Lists are `[a, b]` and short mappings `{a: b, c: d}`.",
        "Add the comma or the closing bracket; put text that holds , : [ ] { } in quotes.",
    ),
    (
        "found '<stream end>'",
        "yaml-bracket",
        "The file ends inside a bracket",
        "Lists are `[a, b]` and short mappings `{a: b, c: d}`.",
        "Add the closing bracket.",
    ),
    (
        "expected the node content",
        "yaml-value",
        "A sign of YAML stands where a value is expected",
        "A value is text, a list or a mapping; text does not begin with , ] } : - ?.",
        "Put the text in quotes, or remove the sign.",
    ),
    (
        "sequence entries are not allowed",
        "yaml-dash",
        "A dash stands where no list can begin",
        "The items of a list stand below their key, each on a line of its own.",
        "Begin a new line before the dash, or put the text in quotes.",
    ),
    (
        "scanning a block scalar",
        "yaml-block",
        "Text follows `|` or `>` on the same line",
        "After `|` or `>` the text begins on the next line.",
        "Begin a new line, or put text that begins with | or > in quotes.",
    ),
    (
        "expected <block end>",
        "yaml-indentation",
        "This line does not fit the lines above it",
        "Lines of one mapping or list begin in the same column.",
        "Check the indentation, and that the quotes and brackets above are closed.",
    ),
    (
        "expected '<document start>'",
        "yaml-indentation",
        "This line does not fit the lines above it",
        "Lines of one mapping or list begin in the same column.",
        "Check the indentation, and that the quotes and brackets above are closed.",
    ),
    (
        "that cannot start any token",
        "yaml-character",
        "Text cannot begin with this character",
        "Text that begins with @ ` or % needs quotes.",
        "Put the text in quotes.",
    ),
)


def explain(error: Exception, text: str) -> Explanation:
    """Return the words for what the YAML parser raised on a text."""
    line, column, opened = 1, 1, None
    said = "while scanning a double-quoted scalar"  # what is no error of YAML comes from an escape out of range
    if beyond := _BEYOND.search(text):
        line, column = text.count("\n", 0, beyond.start()) + 1, beyond.start() - text.rfind("\n", 0, beyond.start())
    if isinstance(error, MarkedYAMLError):
        said = " ".join(str(part) for part in (error.context, error.problem) if part)
        mark, opened = error.problem_mark, error.context_mark
        line, column = mark.line + 1, mark.column + 1
    for needle, code, given, expected, remedy in _KNOWN:
        if needle not in said:
            continue
        if opened and code == "yaml-quote":  # the parser noticed at the end of the file
            line, column = opened.line + 1, opened.column + 1
        since = f" (opened on line {opened.line + 1})" if opened and code == "yaml-bracket" else ""
        return Explanation(code, given + since, expected, remedy, line, column)
    return Explanation(
        "yaml-syntax",
        f"This is not YAML (the parser says: {said})",
        "A scenario is a YAML file: lines of `key: value`, indented by spaces.",
        "Check quotes, brackets, colons and indentation here and on the line above.",
        line,
        column,
    )
