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
    "1 | `check` found errors, or, with `--strict`, warnings; a claim of the analysis' own fails under `claims`",
    "1 | `lint --strict` found warnings that are not accepted",
    "2 | wrong use: a file that is no scenario, or something asked for that is not there",
    "130 | interrupted",
]


def command_names() -> list[str]:
    """Return the commands of the program, in the order of its help."""
    commands: list[str] = typer.main.get_command(app()).list_commands(None)  # type: ignore[attr-defined]
    return commands


def names_below(command: str) -> list[str]:
    """Return the commands of a command; none where it has none."""
    found = typer.main.get_command(app()).commands[command]  # type: ignore[attr-defined]
    return list(getattr(found, "commands", ()))


def commands_page() -> str:
    """Return the list of commands."""
    return page(
        "Commands",
        INTRODUCTION,
        _help(),
        "## Each command",
        table("command | what it does", [_line(name) for name in command_names()]),
        "## Exit status",
        table("status | meaning", STATUS),
    )


def _line(command: str) -> str:
    does = typer.main.get_command(app()).commands[command].help or ""  # type: ignore[attr-defined]
    first = does.strip().partition("\n")[0]
    return f'<a id="{command}"></a>[{command}](commands/{command}.md) | {first}'


def command_page(command: str) -> str:
    """Return the page of one command, with those below it."""
    below = (f"## {command} {name}\n\n{_help(command, name)}" for name in names_below(command))
    return page(command, _help(command), *below)


def _help(*name: str) -> str:
    said = run_command(("detente", *name, "--help"), ROOT).lines
    return "```text\n" + "\n".join(trimmed(said)) + "\n```"
