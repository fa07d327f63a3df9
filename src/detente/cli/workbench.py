"""detente workbench: a page in the browser on a folder of scenarios."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import Annotated

import typer

from detente.cli._output import Output, write
from detente.errors import question

EXAMPLE = "Example: detente workbench cases --no-browser"


def workbench(
    folder: Annotated[
        Path,
        typer.Argument(metavar="FOLDER", readable=False, help="The folder of scenarios; without it, this one."),
    ] = Path(),
    host: Annotated[
        str,
        typer.Option("--host", metavar="HOST", help="Where to listen; elsewhere than on this machine needs accounts."),
    ] = "127.0.0.1",
    port: Annotated[
        int, typer.Option("--port", metavar="N", min=0, max=65_535, help="The port; 0 for any that is free.")
    ] = 8765,
    address: Annotated[
        str | None,
        typer.Option("--address", metavar="ADDRESS", help="The web address by which others reach it."),
    ] = None,
    browser: Annotated[bool, typer.Option("--browser/--no-browser", help="Whether to open the browser.")] = True,
    desk: Annotated[
        str | None,
        typer.Option(
            "--desk",
            metavar="PATH|URL",
            help="Where versions, drafts, answers and accounts are kept: a file of SQLite or the URL of a PostgreSQL "
            "database; without it, DETENTE_DESK, or detente-workbench.sqlite in the folder.",
        ),
    ] = None,
    add_account: Annotated[
        str | None,
        typer.Option(
            "--add-account", metavar="NAME", help="Add an account, or change it, and leave; asks for the password."
        ),
    ] = None,
    role: Annotated[
        str, typer.Option("--role", metavar="ROLE", help="With --add-account: read, write or admin.")
    ] = "write",
) -> Output:
    """Open pages in the browser on a folder of scenarios.

    Read, write and ask; nothing leaves this machine. Ends with Ctrl-C.
    """
    try:
        from detente.workbench.opening import Address, opened
        from detente.workbench.serve import serve
    except ImportError:
        raise question(
            "workbench-missing",
            "what serves the pages of the workbench is not installed",
            "The workbench comes with the extra `workbench`.",
            "Install it: pip install 'detente[workbench]'.",
        ) from None

    where = Address(host, port, address)
    here = opened(folder, where.secure, desk_at=desk or os.environ.get("DETENTE_DESK") or None)
    try:
        if add_account is not None:
            here.accounts.add(add_account, role, _password())
            return Output(f"Account {add_account} ({role}) is kept in {here.desk.name}.\n")
        serve(here, where, lambda at: _told(at.page, folder), browser and where.loopback)
        return Output("The workbench has ended.\n")
    finally:
        here.jobs.close()
        here.desk.close()


def _told(page: str, folder: Path) -> None:
    write(Output(f"The workbench on {folder.absolute()} is at {page}\nCtrl-C ends it.\n"))


def _password() -> str:
    """Return a password typed twice on a terminal, or the first line of what is piped in."""
    if sys.stdin.isatty():
        typed: str = typer.prompt("Password", hide_input=True, confirmation_prompt=True)
        return typed
    return sys.stdin.readline().rstrip("\r\n")
