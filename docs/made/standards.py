"""The pages of the standards of the trade, from their registry, each with an example and what is said of it."""

from __future__ import annotations

import tempfile
import textwrap
from pathlib import Path

from detente.arguments.standards import Standard, standards
from detente.arguments.standards.tradecraft import ICD203
from docs.made import capital, page, table
from docs.made.blocks import RIVER, Block, embedded, read_page, run_command, trimmed
from docs.made.outputs import lasting

INTRODUCTION = """\
What `detente lint` looks for: where an argument falls short of the standards of the trade. A warning is something to
mend, or to accept with a reason under [`accept`](../language.md#accept); a note is worth a look. How to go about it is
told in [Check your tradecraft](../../how-to/check-your-tradecraft.md), where the standards come from in
[Standards](../../explanation/standards.md).

A check is one file in `src/detente/arguments/standards/`, named like its code."""

FILE = "example.yaml"


def standards_page() -> str:
    """Return the list of the checks."""
    rows = [f"[{code}]({code}.md) | {one.finds} | {one.severity}" for code, one in standards().items()]
    return page("Standards", INTRODUCTION, table("check | finds | severity", rows))


def standard_page(code: str) -> str:
    """Return the page of one check."""
    one = standards()[code]
    return page(
        code,
        f"{one.finds} ({capital(one.severity)}.)",
        _filled(one.means),
        "## Why it matters",
        _filled(one.why),
        _filled(_from(one)),
        "## An example",
        "A part of the river scenario in the [language reference](../language.md):",
        f"<!-- {FILE} -->\n```yaml fragment\n{one.example}```",
        f"```console\n$ detente lint {FILE} --only {code}\n{_told(code, one)}\n```",
        "## What to do",
        _filled(one.remedy),
    )


def _filled(text: str) -> str:
    return textwrap.fill(text, 120, break_on_hyphens=False)


def _from(one: Standard) -> str:
    asked = " and ".join(f"to {ICD203[number]} ({number})" for number in one.icd203)
    told = f"Intelligence Community Directive 203 asks {asked}."
    yardstick = " The probability yardstick of the United Kingdom is there for the same end."
    return told + (yardstick if "phia-yardstick" in one.cites else "")


def _told(code: str, one: Standard) -> str:
    """Return what the program says of the example, without how long it took."""
    base = read_page(RIVER).base
    if base is None:
        raise LookupError("the language reference has no scenario")
    with tempfile.TemporaryDirectory() as folder:
        text = embedded(Block(1, "yaml", ("fragment",), one.example), base)
        (Path(folder) / FILE).write_text(text, encoding="utf-8")
        said = run_command(("detente", "lint", FILE, "--only", code), Path(folder)).lines
    return "\n".join(lasting(trimmed(said)))
