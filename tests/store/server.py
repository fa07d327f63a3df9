"""A PostgreSQL server of the tests' own: in a temporary folder, on the loopback, as a user without rights."""

from __future__ import annotations

import contextlib
import os
import pwd
import secrets
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psycopg

NOBODY = "nobody"
"""Who the server runs as where the tests run as root, which it refuses to be."""

WHERE = Path("/usr/lib/postgresql")
"""Where Debian keeps the programs of each version."""


@dataclass(frozen=True)
class Server:
    """A server that runs: its port, and the password of the user `keeper`."""

    port: int
    password: str

    def url(self, database: str, password: str | None = None) -> str:
        """Return the URL of one of its databases."""
        return f"postgresql://keeper:{password or self.password}@127.0.0.1:{self.port}/{database}"

    def new_database(self) -> str:
        """Make a new, empty database and return its URL."""
        name = f"ledger_{secrets.token_hex(4)}"
        with psycopg.connect(self.url("postgres"), autocommit=True) as connection:
            connection.execute(f"CREATE DATABASE {name}".encode())
        return self.url(name)


def programs() -> Path | None:
    """Return the folder with the server's programs; None where there is none."""
    found = shutil.which("initdb")
    if found:
        return Path(found).parent
    newest = sorted(WHERE.glob("*/bin/initdb"), key=lambda path: int(path.parents[1].name))
    return newest[-1].parent if newest else None


@contextlib.contextmanager
def server(where: Path) -> Iterator[Server]:
    """Start a server for a block, with an empty folder of its own, and stop it."""
    password = secrets.token_hex(8)
    with tempfile.TemporaryDirectory(prefix="detente-pg-", ignore_cleanup_errors=True) as name:
        folder = Path(name)
        secret = folder / "password"
        secret.write_text(password, encoding="utf-8")
        user = _user(folder, secret)
        data, port = folder / "data", _free_port()
        _run([where / "initdb", "-D", data, "-U", "keeper", "-A", "scram-sha-256", f"--pwfile={secret}",
              "--no-sync", "--no-locale", "-E", "UTF8"], user)  # fmt: skip
        settings = f"-p {port} -c listen_addresses=127.0.0.1 -c unix_socket_directories= -c fsync=off"
        control = [where / "pg_ctl", "-D", data, "-w", "-l", folder / "log"]
        _run([*control, "-o", settings, "start"], user)
        try:
            yield Server(port, password)
        finally:
            _run([*control, "-m", "immediate", "stop"], user)


def _user(*files: Path) -> dict[str, Any]:
    """Return how to run programs as a user without rights, who is given these files."""
    if os.geteuid() != 0:
        return {}
    one = pwd.getpwnam(NOBODY)
    for file in files:
        os.chown(file, one.pw_uid, one.pw_gid)
    return {"user": one.pw_uid, "group": one.pw_gid, "extra_groups": []}


def _run(command: list[Any], user: dict[str, Any]) -> None:
    subprocess.run(
        [str(part) for part in command],
        check=True,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        cwd="/",
        env={"PATH": os.environ["PATH"], "LC_ALL": "C"},
        timeout=120,
        **user,
    )


def _free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        port: int = one.getsockname()[1]
        return port
