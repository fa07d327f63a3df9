"""Jobs: questions that are worked on in the background, each once, whoever asks."""

from __future__ import annotations

import itertools
import logging
import queue
import re
import threading
import time
from collections import OrderedDict
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import replace
from datetime import UTC, datetime

from detente.errors import DetenteError, WorkbenchError
from detente.store.desk import Desk
from detente.store.desk_rows import Underway
from detente.workbench.complaints import complain, mistake
from detente.workbench.job import Job, State, answered, interrupted
from detente.workbench.limits import Limits
from detente.workbench.questions import Question, lane
from detente.workbench.server import own_name, runs
from detente.workbench.worker import Cancelled, Worker

LOG = logging.getLogger(__name__)

SERVING = ("waiting", "running", "done")
"""States of a job that serves whoever asks the same."""

FINGERPRINT = re.compile("[0-9a-f]{32}")

MOST_HELD = 256_000_000
"""Bytes of answers that are held in memory."""


class Jobs:
    """All jobs: those that wait, those that are worked on, and the last that are over."""

    def __init__(self, desk: Desk, limits: Limits) -> None:
        """Take where answers are kept, and what was under way when the workbench ended; workers start when needed."""
        self._desk, self._limits = desk, limits
        self._lock = threading.Lock()
        self._jobs: OrderedDict[str, Job] = OrderedDict()
        self._queues: dict[str, queue.SimpleQueue[Job | None]] = {}
        self._threads: list[threading.Thread] = []
        self._changes = itertools.count(1)
        self.ending = False
        self.listeners = 0
        self._remember()

    # ------------------------------------------------------------ what was asked before

    def _remember(self) -> None:
        """Take over from the desk what was answered, and what was under way in a process that has ended."""
        most = self._limits.finished
        left = [one for one in self._desk.jobs() if not runs(one.server)]
        old = [answered(one.question, one.made, one.seconds, None) for one in self._desk.answers(most)]
        old += [interrupted(one) for one in left[-most:]]
        for job in sorted((job for job in old if job is not None), key=lambda job: job.since):
            self._jobs[job.id] = job

    def ask(self, question: Question, who: str = "") -> Job:
        """Return the job of a question: one that is under way, one whose answer is known, or a new one for `who`.

        Raises WorkbenchError where too many are waiting.
        """
        long = lane(question.verb) == "long"
        with self._lock:
            if (known := self._serving(question)) is not None:
                return known
        kept = self._desk.answer(question.fingerprint) if long else None
        job = Job(question, who)
        with self._lock:
            if (known := self._serving(question)) is not None:
                return known
            if kept is not None:
                job.state, job.part, job.content = "done", 1.0, kept.content
                job.began, job.ended, job.since = 0.0, kept.seconds, kept.made
                job.over.set()
            else:
                self._refuse_too_many()
            self._jobs[job.id] = job
            self._jobs.move_to_end(job.id)
            self._changed(job)
            self._forget()
            waiting = self._queue(lane(question.verb))
        if kept is None:
            if long:
                self._keep_begun(job)
            waiting.put(job)
        return job

    def _serving(self, question: Question) -> Job | None:
        """Return the job that serves whoever asks a question, if there is one."""
        known = self._jobs.get(question.fingerprint)
        return None if known is None or known.state not in SERVING or _lacking(known) else known

    def again(self, key: str, who: str) -> Job:
        """Ask once more what was cancelled, interrupted or failed, and return its job."""
        return self.ask(self.find(key).question, who)

    def _keep_begun(self, job: Job) -> None:
        """Keep that a long question is under way, so that it can be told if the process ends; if not, so be it."""
        given = job.question
        with suppress(WorkbenchError):
            self._desk.begin_job(Underway(job.id, given.about, given.text, job.who, job.since, own_name()))

    def warm(self) -> None:
        """Start the workers of questions that are answered at once, so that the first one need not wait for that."""
        with self._lock:
            for name in ("text", "ready"):
                self._queue(name)

    def find(self, key: str) -> Job:
        """Return a job, with its answer if there is one; raises WorkbenchError where none of that name is known."""
        with self._lock:
            found = self._jobs.get(key)
        if found is None or _lacking(found):
            kept = self._desk.answer(key) if FINGERPRINT.fullmatch(key) else None
            found = None if kept is None else answered(kept.question, kept.made, kept.seconds, kept.content)
        if found is None:
            raise complain(
                "no-such-job", f"there is no job `{key[:64]}`", "", "Ask again; answers that took long are kept."
            )
        return found

    # ------------------------------------------------------------ what everybody sees

    def listed(self) -> Sequence[Job]:
        """Return the long jobs that are remembered, the newest first."""
        with self._lock:
            return [job for job in reversed(self._jobs.values()) if lane(job.question.verb) == "long"]

    def changed(self, since: int) -> Sequence[Job]:
        """Return the long jobs of which there is something new since a change, the oldest news first."""
        return sorted((job for job in self.listed() if job.change > since), key=lambda job: job.change)

    def _changed(self, job: Job) -> None:
        job.change = next(self._changes)

    # ------------------------------------------------------------ the end of jobs

    def cancel(self, key: str) -> Job:
        """Stop a job for everybody who waits for it, or forget one that was interrupted; what is done stays."""
        job = self.find(key)
        with self._lock:
            job.cancelled = True
            if job.state in ("waiting", "interrupted"):
                self._end(job, "cancelled")
        if job.over.wait(5):
            self._keep_ended(job)
        return job

    def close(self) -> None:
        """End all workers; jobs that are not over are cancelled, and told as interrupted when it opens again."""
        with self._lock:
            self.ending = True
            for job in self._jobs.values():
                job.cancelled = True
            for name, waiting in self._queues.items():
                for _ in range(self._count(name)):
                    waiting.put(None)
        for thread in self._threads:
            thread.join(10)

    def _refuse_too_many(self) -> None:
        waiting = sum(job.state == "waiting" for job in self._jobs.values())
        if self.ending or waiting >= self._limits.waiting:
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

    def _keep_ended(self, job: Job) -> None:
        """Keep that a long question is under way no longer, unless it is the whole workbench that ends."""
        if lane(job.question.verb) == "long" and not self.ending:
            with suppress(WorkbenchError):
                self._desk.end_job(job.id)

    # ------------------------------------------------------------ the work

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
        seconds = min(self._limits.seconds, self._limits.reading) if name in ("text", "edit") else self._limits.seconds
        worker = Worker(replace(self._limits, seconds=seconds))
        worker.start()
        try:
            while (job := waiting.get()) is not None:
                if self._begun(job):
                    self._work_on(job, worker)
                else:
                    self._keep_ended(job)
        finally:
            worker.stop()

    def _begun(self, job: Job) -> bool:
        """Let a job run unless it was cancelled while it waited; return whether it runs."""
        with self._lock:
            if job.state == "waiting" and job.cancelled:
                self._end(job, "cancelled")
            if job.state != "waiting":
                return False
            job.state, job.began = "running", time.monotonic()
            self._changed(job)
            return True

    def _work_on(self, job: Job, worker: Worker) -> None:
        def tell(doing: str, part: float) -> None:
            job.doing, job.part = doing, min(1.0, max(job.part, part))
            self._changed(job)

        try:
            content = worker.ask(job.question, tell, lambda: job.cancelled)
            self._keep(job, content)
            with self._lock:
                job.content, job.part = content, 1.0
                self._end(job, "done")
        except Cancelled:
            with self._lock:
                self._end(job, "cancelled")
            self._keep_ended(job)
        except DetenteError as error:
            self._fail(job, error)
        except Exception as error:  # the lane must go on, whatever becomes of one job
            LOG.exception("a job failed by a mistake of our own")
            self._fail(job, mistake(error))

    def _fail(self, job: Job, error: DetenteError) -> None:
        with self._lock:
            job.problems = error.problems
            self._end(job, "failed")
        self._keep_ended(job)

    def _keep(self, job: Job, content: bytes) -> None:
        """Keep the answer to a long question; that it cannot be kept does not spoil it."""
        if lane(job.question.verb) == "long":
            with suppress(WorkbenchError):
                self._desk.keep_answer(job.id, job.question.about, job.seconds, content, datetime.now(UTC))

    def _end(self, job: Job, state: State) -> None:
        job.state, job.ended = state, time.monotonic()
        self._changed(job)
        job.over.set()


def _lacking(job: Job) -> bool:
    """Return whether the answer of a job that is done lies on the desk alone."""
    return job.state == "done" and job.content is None


__all__ = ["Job", "Jobs"]
