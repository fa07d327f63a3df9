"""The page of commands, from their own help."""

from __future__ import annotations

import typer

from detente.cli import app
from docs.made import ROOT, page, table
from docs.made.blocks import run_command, trimmed

INTRODUCTION = """\
Each command has `--help`, and each that answers something has `--json` ([JSON](json.md)). Where a scenario is asked
for, a file or a case of the [library](cases.md) may stand; a file beats a case of the same name."""

STATUS = [
    "0 | the command did what was asked; warnings do not count",
    "1 | `check` found errors, or, with `--strict`, warnings",
    "2 | wrong use: a file that is no scenario, or something asked for that is not there",
    "130 | interrupted",
]


def command_names() -> list[str]:
    """Return the commands of the program, in the order of its help."""
    return list(typer.main.get_command(app()).commands)  # type: ignore[attr-defined]


def commands_page() -> str:
    """Return the page of commands."""
    return page(
        "Commands",
        INTRODUCTION,
        _help(),
        *(f"## {name}\n\n{_help(name)}" for name in command_names()),
        "## Exit status",
        table("status | meaning", STATUS),
    )


def _help(*name: str) -> str:
    said = run_command(("detente", *name, "--help"), ROOT).lines
    return "```text\n" + "\n".join(trimmed(said)) + "\n```"
