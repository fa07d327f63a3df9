"""Jobs: questions that are worked on in the background, each once, whoever asks.

Several workbenches on one desk tell each other by it how far their long jobs are.
"""

from __future__ import annotations

import itertools
import logging
import queue
import re
import threading
import time
from collections import OrderedDict
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from detente.errors import DetenteError, WorkbenchError
from detente.store.desk import Desk
from detente.store.desk_rows import Underway
from detente.workbench.complaints import complain, mistake
from detente.workbench.job import Job, State, answered, elsewhere, interrupted
from detente.workbench.limits import Limits
from detente.workbench.questions import Question, lane
from detente.workbench.server import lives, own_name
from detente.workbench.worker import Cancelled, Worker

LOG = logging.getLogger(__name__)

SERVING = ("waiting", "running", "done")
"""States of a job that serves whoever asks the same."""

FINGERPRINT = re.compile("[0-9a-f]{32}")

BEAT = 2.0
"""Seconds between two looks at what other workbenches on the desk work on."""

MOST_HELD = 256_000_000
"""Bytes of answers that are held in memory."""


class Jobs:
    """All jobs: those that wait, those that are worked on, and the last that are over."""

    def __init__(self, desk: Desk, limits: Limits, server: str | None = None) -> None:
        """Take where answers are kept, and what was under way when the workbench ended; workers start when needed.

        `server` is how other workbenches know this one (None: by its process).
        """
        self._desk, self._limits, self._server = desk, limits, server or own_name()
        self._lock = threading.Lock()
        self._jobs: OrderedDict[str, Job] = OrderedDict()
        self._queues: dict[str, queue.SimpleQueue[Job | None]] = {}
        self._threads: list[threading.Thread] = []
        self._changes = itertools.count(1)
        self._watching, self._closed = False, threading.Event()
        self.ending = False
        self.listeners = 0
        self._remember()

    # ------------------------------------------------------------ what was asked before

    def _remember(self) -> None:
        """Take over from the desk what was answered, and what was under way in a process that has ended."""
        most = self._limits.finished
        left = [one for one in self._desk.jobs() if not lives(one)]
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
            self._add(job)
            waiting = self._queue(lane(question.verb))
        if kept is None and self._here(job):
            waiting.put(job)
        return job

    def _add(self, job: Job) -> None:
        """Put a job among those that are remembered, as the newest."""
        self._jobs[job.id] = job
        self._jobs.move_to_end(job.id)
        self._changed(job)
        self._forget()

    def _serving(self, question: Question) -> Job | None:
        """Return the job that serves whoever asks a question, if there is one."""
        known = self._jobs.get(question.fingerprint)
        return None if known is None or known.state not in SERVING or _lacking(known) else known

    def again(self, key: str, who: str) -> Job:
        """Ask once more what was cancelled, interrupted or failed, and return its job."""
        return self.ask(self.find(key).question, who)

    def _here(self, job: Job) -> bool:
        """Return whether a job is to be worked on here: unless another workbench does so already.

        That a long one is under way is kept, so that it can be told if the process ends; if it cannot be, so be it.
        """
        if lane(job.question.verb) != "long":
            return True
        self.watch()
        with suppress(WorkbenchError):
            other = self._desk.begin_job(job.underway(self._server), lives)
            job.noted = other is None
            if other is not None:
                with self._lock:
                    job.elsewhere = True
                    self._hear(other)
        return not job.elsewhere

    def warm(self) -> None:
        """Start the workers of questions that are answered at once, so that the first one need not wait for that."""
        self.watch()
        with self._lock:
            for name in () if self.ending else ("text", "ready"):
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

    # ------------------------------------------------------------ what other workbenches work on

    def watch(self) -> None:
        """Look again and again at what other workbenches on the desk work on, from now on."""
        with self._lock:
            if not self._watching and not self._closed.is_set():
                self._watching = True
                self._thread("watch", self._watch)

    def _watch(self) -> None:
        while not self._closed.wait(BEAT):
            with suppress(WorkbenchError):  # a desk that fails for a while is asked again
                self.look()

    def look(self) -> None:
        """Tell other workbenches how far the jobs of this one are, and hear how far theirs are.

        Whoever takes a job off the desk ends it: its process sees so here. Another's that is there no longer is over.
        """
        with self._lock:
            under_way = [job for job in self._jobs.values() if not job.over.is_set()]
            own, others = [job for job in under_way if job.noted], [job for job in under_way if job.elsewhere]
        ended = self._desk.tell_jobs([job.underway(self._server) for job in own]) if own else set()
        told = {one.fingerprint: one for one in self._desk.jobs() if one.server != self._server}
        with self._lock:
            for one in told.values():
                self._hear(one)
        for job in own:
            if job.id in ended:
                self._stop(job)
        for job in others:
            if job.id not in told:
                self._see_end(job)

    def _hear(self, told: Underway) -> None:
        """Take over what another workbench tells of a job."""
        job, alive = self._jobs.get(told.fingerprint), lives(told)
        if alive and (job is None or (job.over.is_set() and job.state != "done")):
            job = elsewhere(told)
            if job is not None:
                self._add(job)
        if job is None or not job.elsewhere or job.over.is_set():
            return
        if not alive:
            job.elsewhere = False
            self._end(job, "interrupted")
        elif job.hear(told):
            self._changed(job)

    def _see_end(self, job: Job) -> None:
        """End a job on which another workbench works no longer: with its answer, if there is one."""
        kept = self._desk.answer(job.id)
        with self._lock:
            if job.over.is_set():
                return
            if kept is None:
                self._end(job, "interrupted")
            else:
                job.content, job.part, job.began = kept.content, 1.0, time.monotonic() - kept.seconds
                self._end(job, "done")

    # ------------------------------------------------------------ the end of jobs

    def cancel(self, key: str) -> Job:
        """Stop a job for everybody who waits for it, or forget one that was interrupted; what is done stays."""
        job = self.find(key)
        self._stop(job)
        if job.over.wait(5):
            self._keep_ended(job)
        return job

    def _stop(self, job: Job) -> None:
        with self._lock:
            job.cancelled = True
            if job.state in ("waiting", "interrupted") or (job.elsewhere and not job.over.is_set()):
                self._end(job, "cancelled")

    def close(self) -> None:
        """End all workers; jobs that are not over are cancelled, and told as interrupted when it opens again."""
        self._closed.set()
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
        waiting = sum(job.state == "waiting" and not job.elsewhere for job in self._jobs.values())
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
        """Keep that a long question is under way no longer, unless the whole workbench ends."""
        if lane(job.question.verb) == "long" and not self.ending:
            with suppress(WorkbenchError):
                self._desk.end_job(job.id, job.since)

    # ------------------------------------------------------------ the work

    def _count(self, name: str) -> int:
        return self._limits.workers if name == "long" else 1

    def _queue(self, name: str) -> queue.SimpleQueue[Job | None]:
        """Return the queue of a lane, with threads that work on it."""
        if name not in self._queues:
            self._queues[name] = queue.SimpleQueue()
            for _ in range(self._count(name)):
                self._thread(f"{name} jobs", self._work, name, self._queues[name])
        return self._queues[name]

    def _thread(self, name: str, target: Callable[..., None], *given: Any) -> None:
        thread = threading.Thread(target=target, args=given, daemon=True, name=name)
        self._threads.append(thread)
        thread.start()

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
