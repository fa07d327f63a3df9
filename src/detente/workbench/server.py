"""The process that serves, by a name that tells later whether it still runs."""

from __future__ import annotations

import functools
import os
import platform
from datetime import UTC, datetime

import psutil

from detente.store.desk_rows import Underway

SILENT = 30.0
"""Seconds without a sign of life after which a process of another machine is taken for dead."""


@functools.cache
def own_name() -> str:
    """Return the machine, the number of the process, and when it began, since numbers are given out again."""
    return _named(psutil.Process(os.getpid()))


def _named(process: psutil.Process) -> str:
    return f"{process.pid} {process.create_time()} {platform.node()}"


def lives(job: Underway) -> bool:
    """Return whether the process runs that works on a question: known on this machine, elsewhere told by its signs.

    Where the clock of this machine was set, a process seems to have begun at another time; then its signs tell, too.
    """
    if runs(job.server):
        return True
    number, _, rest = job.server.partition(" ")
    gone = rest.partition(" ")[2] == platform.node() and not (number.isdecimal() and psutil.pid_exists(int(number)))
    return not gone and job.seen is not None and abs((datetime.now(UTC) - job.seen).total_seconds()) < SILENT


def runs(name: str) -> bool:
    """Return whether a process of this machine still runs; of other machines nothing is known, so that it does not."""
    number, _, rest = name.partition(" ")
    if rest.partition(" ")[2] != platform.node() or not number.isdecimal():
        return False
    try:
        return _named(psutil.Process(int(number))) == name
    except psutil.Error:
        return False
