"""A job: a question that is worked on in the background, or was."""

from __future__ import annotations

import threading
import time
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Literal

from detente.errors import Problem, WorkbenchError
from detente.store.desk_rows import Underway
from detente.workbench.complaints import complain
from detente.workbench.questions import Question

State = Literal["waiting", "running", "done", "failed", "cancelled", "interrupted"]

SURE = 0.03
"""How much of the work must be done before the time left is told."""


@dataclass(eq=False)
class Job:
    """A question that is being worked on, or was; `id` is its fingerprint. Times are by the monotonic clock.

    `who` asked first, at `since`. `change` grows with all that is told anew of any job. `noted` says whether the desk
    knows that it is under way, `elsewhere` whether another workbench works on it.
    """

    question: Question = field(repr=False)
    who: str = ""
    since: datetime = field(default_factory=lambda: datetime.now(UTC))
    state: State = "waiting"
    doing: str = ""
    part: float = 0.0
    began: float | None = None
    ended: float | None = None
    content: bytes | None = field(default=None, repr=False)
    problems: tuple[Problem, ...] = ()
    over: threading.Event = field(default_factory=threading.Event, repr=False)
    cancelled: bool = False
    change: int = 0
    noted: bool = False
    elsewhere: bool = False

    @property
    def id(self) -> str:
        """Return what the job is called."""
        return self.question.fingerprint

    @property
    def seconds(self) -> float:
        """Return how long it has been worked on."""
        if self.began is None:
            return 0.0
        return (self.ended if self.ended is not None else time.monotonic()) - self.began

    @property
    def left(self) -> float | None:
        """Return how many seconds it may still take, None where that is not known."""
        if self.state != "running" or self.part < SURE:
            return None
        return max(0.0, self.seconds * (1 - self.part) / self.part)

    def answer(self) -> bytes:
        """Return the answer of a job that is over; raises what kept it from being answered."""
        if self.content is not None:
            return self.content
        if self.state == "cancelled":
            raise complain("job-cancelled", "the job was cancelled", "It has no answer.", "Ask again.")
        if self.state == "interrupted":
            given = "the workbench ended before the job was done"
            if self.elsewhere:
                given = "the job ended without an answer at another workbench on this folder"
            raise complain("job-interrupted", given, "It has no answer.", "Ask again.")
        raise WorkbenchError(self.problems)

    def underway(self, server: str) -> Underway:
        """Return what the desk keeps of a job on which a process works, as it is now."""
        return Underway(
            fingerprint=self.id,
            question=self.question.about,
            text=self.question.text,
            who=self.who,
            since=self.since,
            server=server,
            state=self.state,
            doing=self.doing,
            part=self.part,
            seconds=self.seconds,
            seen=datetime.now(UTC),
        )

    def hear(self, told: Underway) -> bool:
        """Take over who asked another workbench, when, and how far it is; return whether that is new."""
        before = self.since, self.state, self.doing, self.part
        self.who, self.since = told.who, told.since
        self.state = "running" if told.state == "running" else "waiting"
        self.doing, self.part = told.doing, told.part
        self.began = time.monotonic() - told.seconds if self.state == "running" else None
        return before != (self.since, self.state, self.doing, self.part)


def answered(about: str, made: datetime, seconds: float, content: bytes | None) -> Job | None:
    """Return the job of an answer that was kept; the text that it was asked of is not at hand."""
    question = Question.told(about, None)
    if question is None:
        return None
    job = Job(question, since=made, state="done", part=1.0, began=0.0, ended=seconds, content=content)
    job.over.set()
    return job


def interrupted(left: Underway) -> Job | None:
    """Return the job of a question that was under way when its process ended."""
    job = elsewhere(left)
    if job is not None:
        job.state, job.elsewhere = "interrupted", False
        job.over.set()
    return job


def elsewhere(told: Underway) -> Job | None:
    """Return the job of a question on which another workbench works."""
    question = Question.told(told.question, told.text)
    return None if question is None else Job(question, told.who, told.since, elsewhere=True)
