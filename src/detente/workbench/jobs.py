"""Jobs: questions that are worked on in the background, each once, whoever asks."""

from __future__ import annotations

import logging
import queue
import threading
import time
from collections import OrderedDict
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from typing import Literal

from detente.errors import DetenteError, Problem, WorkbenchError
from detente.store.desk import Desk
from detente.workbench.complaints import complain, mistake
from detente.workbench.limits import Limits
from detente.workbench.questions import Question, lane
from detente.workbench.worker import Cancelled, Worker

LOG = logging.getLogger(__name__)

State = Literal["waiting", "running", "done", "failed", "cancelled"]

MOST_HELD = 256_000_000
"""Bytes of answers that are held in memory."""

SURE = 0.03
"""How much of the work must be done before the time left is told."""


@dataclass(eq=False)
class Job:
    """A question that is being worked on, or was; `id` is its fingerprint. Times are by the monotonic clock."""

    question: Question = field(repr=False)
    state: State = "waiting"
    doing: str = ""
    part: float = 0.0
    began: float | None = None
    ended: float | None = None
    content: bytes | None = field(default=None, repr=False)
    problems: tuple[Problem, ...] = ()
    over: threading.Event = field(default_factory=threading.Event, repr=False)
    cancelled: bool = False

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
        raise WorkbenchError(self.problems)


class Jobs:
    """All jobs: those that wait, those that are worked on, and the last that are over."""

    def __init__(self, desk: Desk, limits: Limits) -> None:
        """Take where answers are kept; workers start when they are first needed."""
        self._desk, self._limits = desk, limits
        self._lock = threading.Lock()
        self._jobs: OrderedDict[str, Job] = OrderedDict()
        self._queues: dict[str, queue.SimpleQueue[Job | None]] = {}
        self._threads: list[threading.Thread] = []
        self._workers: list[Worker] = []
        self._closed = False

    def ask(self, question: Question) -> Job:
        """Return the job of a question: one that is under way, one whose answer is known, or a new one.

        Raises WorkbenchError where too many are waiting.
        """
        with self._lock:
            known = self._jobs.get(question.fingerprint)
            if known is not None and known.state in ("waiting", "running", "done"):
                return known
        kept = self._desk.answer(question.fingerprint) if lane(question.verb) == "long" else None
        with self._lock:
            known = self._jobs.get(question.fingerprint)
            if known is not None and known.state in ("waiting", "running", "done"):
                return known
            job = Job(question)
            if kept is not None:
                job.state, job.part, job.content = "done", 1.0, kept.content
                job.began, job.ended = 0.0, kept.seconds
                job.over.set()
            else:
                self._refuse_too_many()
            self._jobs[job.id] = job
            self._jobs.move_to_end(job.id)
            self._forget()
            if kept is None:
                self._queue(lane(question.verb)).put(job)
        return job

    def warm(self) -> None:
        """Start the workers of questions that are answered at once, so that the first one need not wait for that."""
        with self._lock:
            for name in ("text", "ready"):
                self._queue(name)

    def find(self, key: str) -> Job:
        """Return a job; raises WorkbenchError where none of that name is remembered."""
        with self._lock:
            found = self._jobs.get(key)
        if found is None:
            raise complain(
                "no-such-job", f"there is no job `{key[:64]}`", "", "Ask again; answers that took long are kept."
            )
        return found

    def listed(self) -> Sequence[Job]:
        """Return the long jobs that are remembered, the newest first."""
        with self._lock:
            return [job for job in reversed(self._jobs.values()) if lane(job.question.verb) == "long"]

    def cancel(self, key: str) -> Job:
        """Stop a job for everybody who waits for it; one that is over stays as it is."""
        job = self.find(key)
        with self._lock:
            job.cancelled = True
            if job.state == "waiting":
                self._end(job, "cancelled")
        job.over.wait(5)
        return job

    def close(self) -> None:
        """End all workers; jobs that are not over are cancelled."""
        with self._lock:
            self._closed = True
            for job in self._jobs.values():
                job.cancelled = True
            for name, waiting in self._queues.items():
                for _ in range(self._count(name)):
                    waiting.put(None)
        for thread in self._threads:
            thread.join(10)

    def _refuse_too_many(self) -> None:
        waiting = sum(job.state == "waiting" for job in self._jobs.values())
        if self._closed or waiting >= self._limits.waiting:
            raise complain(
                "too-many-jobs",
                f"{waiting} questions are waiting already",
                "",
                "Wait until some are answered, or cancel some.",
            )

    def _forget(self) -> None:
        over = [key for key, job in self._jobs.items() if job.over.is_set()]
        size = sum(len(job.content or b"") for job in self._jobs.values())
        for left, key in zip(range(len(over), 0, -1), over, strict=True):
            if left > self._limits.finished or (size > MOST_HELD and left > 1):
                size -= len(self._jobs.pop(key).content or b"")

    def _count(self, name: str) -> int:
        return self._limits.workers if name == "long" else 1

    def _queue(self, name: str) -> queue.SimpleQueue[Job | None]:
        """Return the queue of a lane, with threads that work on it."""
        if name not in self._queues:
            self._queues[name] = queue.SimpleQueue()
            for _ in range(self._count(name)):
                thread = threading.Thread(
                    target=self._work, args=(name, self._queues[name]), daemon=True, name=f"{name} jobs"
                )
                self._threads.append(thread)
                thread.start()
        return self._queues[name]

    def _work(self, name: str, waiting: queue.SimpleQueue[Job | None]) -> None:
        seconds = min(self._limits.seconds, self._limits.reading) if name == "text" else self._limits.seconds
        worker = Worker(replace(self._limits, seconds=seconds))
        worker.start()
        try:
            while (job := waiting.get()) is not None:
                with self._lock:
                    if job.state != "waiting":
                        continue
                    if job.cancelled:
                        self._end(job, "cancelled")
                        continue
                    job.state, job.began = "running", time.monotonic()
                self._work_on(job, worker)
        finally:
            worker.stop()

    def _work_on(self, job: Job, worker: Worker) -> None:
        def tell(doing: str, part: float) -> None:
            job.doing, job.part = doing, min(1.0, max(job.part, part))

        try:
            content = worker.ask(job.question, tell, lambda: job.cancelled)
            self._keep(job, content)
            with self._lock:
                job.content, job.part = content, 1.0
                self._end(job, "done")
        except Cancelled:
            with self._lock:
                self._end(job, "cancelled")
        except DetenteError as error:
            self._fail(job, error)
        except Exception as error:  # the lane must go on, whatever becomes of one job
            LOG.exception("a job failed by a mistake of our own")
            self._fail(job, mistake(error))

    def _fail(self, job: Job, error: DetenteError) -> None:
        with self._lock:
            job.problems = error.problems
            self._end(job, "failed")

    def _keep(self, job: Job, content: bytes) -> None:
        """Keep the answer to a long question; that it cannot be kept does not spoil it."""
        if lane(job.question.verb) == "long":
            try:
                self._desk.keep_answer(job.id, job.question.about, job.seconds, content, datetime.now(UTC))
            except WorkbenchError:
                return

    def _end(self, job: Job, state: State) -> None:
        job.state, job.ended = state, time.monotonic()
        job.over.set()
