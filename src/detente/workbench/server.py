"""The process that serves, by a name that tells later whether it still runs."""

from __future__ import annotations

import functools
import os
import platform

import psutil


@functools.cache
def own_name() -> str:
    """Return the machine, the number of the process, and when it began, since numbers are given out again."""
    return _named(psutil.Process(os.getpid()))


def _named(process: psutil.Process) -> str:
    return f"{process.pid} {process.create_time()} {platform.node()}"


def runs(name: str) -> bool:
    """Return whether a process of this machine still runs; of other machines nothing is known, so that it does not."""
    number, _, rest = name.partition(" ")
    if rest.partition(" ")[2] != platform.node() or not number.isdecimal():
        return False
    try:
        return _named(psutil.Process(int(number))) == name
    except psutil.Error:
        return False
