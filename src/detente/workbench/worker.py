"""A worker: a process that answers one question at a time, and that can be ended at any moment."""

from __future__ import annotations

import multiprocessing
import os
import signal
import sys
import time
import traceback
from collections.abc import Callable
from multiprocessing.connection import Connection
from typing import Any

from detente.errors import DetenteError
from detente.workbench.complaints import complain, failed, mistake
from detente.workbench.limits import Limits
from detente.workbench.questions import Question

PULSE = 0.05
"""Seconds between two looks at whether a job was cancelled or takes too much."""

OFTEN = 0.1
"""Seconds between two words of a worker about its progress."""

LOADED = ["detente.workbench.bench", "detente.workbench.objects.written", "detente.workbench.objects.states"]
"""What workers need for the first questions. Where processes can be forked it is loaded once, in a process from which
they come, so that a worker is there at once, also in place of one that was ended."""

Tell = Callable[[str, float], None]


class Cancelled(Exception):
    """Somebody has cancelled the job."""


class Worker:
    """A process that answers questions, started when it is first asked and again after it was ended."""

    def __init__(self, limits: Limits) -> None:
        """Take the limits of a job."""
        self._limits = limits
        self._process: Any = None
        self._pipe: Connection | None = None

    def ask(self, question: Question, tell: Tell, cancelled: Callable[[], bool]) -> bytes:
        """Return the answer to a question.

        Raises DetenteError for what cannot be answered and where it takes more than it may, Cancelled where it was
        cancelled; the process is ended then.
        """
        pipe = self._started()
        try:
            pipe.send((question.verb, question.name, question.text, dict(question.asked), question.form))
            return self._answer(pipe, tell, cancelled)
        except (EOFError, OSError):
            self.stop()
            raise complain(
                "worker-died",
                "the process that worked on it has ended",
                "It may have used more memory than this machine has.",
                "Ask again, or ask for less.",
            ) from None

    def _answer(self, pipe: Connection, tell: Tell, cancelled: Callable[[], bool]) -> bytes:
        began = time.monotonic()
        while True:
            if pipe.poll(PULSE):
                kind, content = pipe.recv()
                if kind == "told":
                    tell(*content)
                elif kind == "answer":
                    answer: bytes = content
                    return answer
                else:
                    raise failed(content)
            if cancelled():
                self.stop()
                raise Cancelled
            self._within_limits(time.monotonic() - began)

    def _within_limits(self, seconds: float) -> None:
        """End the process where it takes too long or too much memory."""
        if seconds > self._limits.seconds:
            self.stop()
            raise complain(
                "took-too-long",
                f"it took more than {self._limits.seconds:,.0f} seconds",
                "So much time is given to one question.",
                "Ask for less, or use `detente` on the command line.",
            )
        used = self._memory()
        if used > self._limits.memory:
            self.stop()
            raise complain(
                "took-too-much-memory",
                f"it took {used / 1e9:,.1f} GB of memory",
                f"One question may take {self._limits.memory / 1e9:,.1f} GB.",
                "Ask for less, or use `detente` on the command line.",
            )

    def _memory(self) -> int:
        import psutil

        try:
            return int(psutil.Process(self._process.pid).memory_info().rss)
        except psutil.Error:
            return 0  # it has just ended; the pipe will say so

    def start(self) -> None:
        """Start the process, so that it is there when it is asked."""
        self._started()

    def _started(self) -> Connection:
        if self._process is None or not self._process.is_alive() or self._pipe is None:
            self.stop()
            new = _processes()
            self._pipe, other = new.Pipe()
            self._process = new.Process(target=_work, args=(other, self._limits), daemon=True)
            self._process.start()
            other.close()
        return self._pipe

    def stop(self) -> None:
        """End the process."""
        if self._process is not None:
            self._process.kill()
            self._process.join()
            self._process.close()
            self._process = None
        if self._pipe is not None:
            self._pipe.close()
            self._pipe = None


def _processes() -> Any:
    """Return what makes processes that have nothing of this one, whose threads hold locks."""
    if "forkserver" not in multiprocessing.get_all_start_methods():
        return multiprocessing.get_context("spawn")
    made = multiprocessing.get_context("forkserver")
    made.set_forkserver_preload(LOADED)
    return made


def _work(pipe: Connection, limits: Limits) -> None:  # pragma: no cover - runs in a process of its own
    """Answer questions until nobody asks any more."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # who is to end this process will end it
    from detente.workbench.bench import Bench

    os.environ.setdefault("DETENTE_MEMORY", str(limits.memory))  # too large a model is refused before it is begun
    bench = Bench(limits.answer)
    while True:
        try:
            verb, name, text, asked, form = pipe.recv()
        except (EOFError, OSError):
            return
        _let_go(bench, limits)
        try:
            pipe.send(("answer", bench.answer(Question(verb, name, text, asked, form), _teller(pipe))))
        except DetenteError as error:
            pipe.send(("problems", error.problems))
        except MemoryError:
            bench.forget()
            short = complain("took-too-much-memory", "there is not enough memory for it", "", "Ask for less.")
            pipe.send(("problems", short.problems))
        except OSError:
            return  # nobody is there to hear it
        except Exception as error:  # noqa: BLE001 - a mistake of our own must not end the workbench
            traceback.print_exc(file=sys.stderr)
            pipe.send(("problems", mistake(error).problems))


def _teller(pipe: Connection) -> Tell:  # pragma: no cover - runs in a process of its own
    told = 0.0

    def tell(doing: str, part: float) -> None:
        nonlocal told
        now = time.monotonic()
        if now - told > OFTEN:
            told = now
            pipe.send(("told", (doing, float(part))))

    return tell


def _let_go(bench: Any, limits: Limits) -> None:  # pragma: no cover - runs in a process of its own
    """Forget what was found before where it fills much of the memory that a question may take."""
    import psutil

    if psutil.Process().memory_info().rss > limits.memory / 2:
        bench.forget()
