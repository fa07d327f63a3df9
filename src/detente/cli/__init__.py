"""The command line: one thin file a command, found by its file's name.

A command asks `detente.api` and returns what to print; everything is printed here. Exit codes: 0 all is well, 1 a
check failed, 2 wrong use, 130 interrupted. Heavy libraries load inside the commands, so that help answers at once.
"""

from __future__ import annotations

import importlib
import pkgutil
import sys
from collections.abc import Sequence
from typing import Annotated, Any, NoReturn

import typer
from typer.core import TyperGroup

from detente import __version__
from detente.cli._output import Output, failed, write
from detente.errors import DetenteError, Problem

WRONG_USE: type[Exception] = typer.BadParameter.__mro__[2]  # ClickException, wherever this typer keeps it


def main(arguments: Sequence[str] | None = None) -> NoReturn:
    """Run the command line and leave with its exit code."""
    sys.exit(run(sys.argv[1:] if arguments is None else list(arguments)))


def run(arguments: list[str]) -> int:
    """Run one command, print what it answers, and return its exit code."""
    as_json = "--json" in arguments
    try:
        try:
            return write(_asked(arguments or ["--help"]))
        except DetenteError as error:
            return write(failed(error.problems, as_json))
        except WRONG_USE as error:
            return write(failed((_wrong_use(error),), as_json))
    except (KeyboardInterrupt, typer.Abort):
        return 130


def _asked(arguments: list[str]) -> Output:
    answer = typer.main.get_command(app())(args=arguments, prog_name="detente", standalone_mode=False)
    return answer if isinstance(answer, Output) else Output((), code=answer or 0)


def _wrong_use(error: Any) -> Problem:
    asked = error.ctx.command_path if error.ctx else "detente"
    return Problem("wrong-use", error.format_message(), "", f"See `{asked} --help`.")


def app() -> typer.Typer:
    """Return the command line with every command found in this folder."""
    commands = typer.Typer(
        cls=_InOrder,
        help="Run an argument about a conflict: which outcomes hold, for whom, and why.",
        add_completion=False,
        rich_markup_mode=None,  # plain help answers at once
        pretty_exceptions_enable=False,
        context_settings={"help_option_names": ["-h", "--help"]},
        epilog="Begin with: detente analyse us-russia-2024",
    )
    commands.callback()(_options)
    for command in ORDER + [name for name in _found() if name not in ORDER]:
        module = importlib.import_module(f"{__name__}.{command}")
        found = getattr(module, command)
        if isinstance(found, typer.Typer):  # a command with commands of its own
            commands.add_typer(found, name=command, epilog=module.EXAMPLE)
        else:
            commands.command(name=command, epilog=module.EXAMPLE)(found)
    return commands


ORDER = [
    "cases",
    "show",
    "check",
    "analyse",
    "explain",
    "compare",
    "claims",
    "settle",
    "coalitions",
    "lint",
    "beliefs",
    "evolve",
    "leverage",
    "forecast",
    "report",
    "ledger",
    "workbench",
    "export",
    "schema",
]
"""Commands in the order of their use; others follow."""


class _InOrder(TyperGroup):
    """The commands in that order, whether or not they have commands of their own."""

    def list_commands(self, _ctx: Any) -> list[str]:
        """Return the names of the commands."""
        return [name for name in ORDER if name in self.commands] + [name for name in self.commands if name not in ORDER]


def _found() -> list[str]:
    return [name for _, name, _ in pkgutil.iter_modules(__path__) if not name.startswith("_")]


def _version(asked: bool) -> None:
    if asked:
        typer.echo(f"detente {__version__}")
        raise typer.Exit


def _options(
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Print the version and leave.")
    ] = False,
) -> None:
    """Take the options that come before a command."""
