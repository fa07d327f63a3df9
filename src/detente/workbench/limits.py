"""Limits: what one request, one job and one folder may take."""

from __future__ import annotations

from dataclasses import dataclass

from detente.scenario.decoding import LARGEST


@dataclass(frozen=True)
class Limits:
    """How much of everything the workbench takes on.

    `file` and `body` are bytes of a scenario and of a request, `files` scenarios of a folder that are listed. `seconds`
    and `memory` (bytes) are what a job may take, `reading` seconds for one that only reads a text, `answer` bytes of
    what it answers. `workers` judge long questions side by side, `waiting` jobs may wait for them, `finished` are
    remembered; `listeners` may be told of them as they go on. `attempts` are logins that may fail within `lockout`
    seconds, `hours` how long a login lasts.
    """

    file: int = LARGEST
    body: int = 3 * LARGEST
    seconds: float = 600.0
    reading: float = 60.0
    memory: int = 4_000_000_000
    answer: int = 64_000_000
    workers: int = 2
    waiting: int = 32
    finished: int = 64
    listeners: int = 200
    files: int = 2_000
    attempts: int = 5
    lockout: float = 300.0
    hours: float = 12.0
