"""A cluster of workers, reached through the scheduler of Dask.

The scheduler gives a piece to another worker where one is lost. Pieces are sent as the places of values; what they
have in common is sent once and kept by the scheduler, so that new workers get it too. A worker with another version of
the program is refused, since it might answer something else.
"""

from __future__ import annotations

import pickle
from collections.abc import Iterator, Mapping
from concurrent.futures import CancelledError, Future
from threading import Thread
from typing import TYPE_CHECKING, Any

from detente import __version__
from detente.engine.board import Values
from detente.errors import QuestionError, question

if TYPE_CHECKING:
    from detente.prospects.pieces import Task

PATIENCE = 30
"""Seconds to wait for the scheduler, and for its first worker."""


class Cluster:
    """Works out pieces on the workers of a scheduler."""

    def __init__(self, address: str) -> None:
        """Take the scheduler's address, such as `10.0.0.5:8786`; it is not called yet."""
        self.address = address

    def __call__(self, task: Task, pieces: Mapping[int, Values]) -> Iterator[tuple[int, bytes]]:
        """Yield pieces by number with what they came to, as they are finished.

        Raises QuestionError where the extra is not installed, the scheduler does not answer or is lost, it has no
        workers, or a worker has another version of the program.
        """
        if not pieces:
            return
        distributed = _library()
        with self._client(distributed) as client:
            # Kept by the scheduler as a call that can be repeated: a worker that is lost takes nothing with it.
            common = client.submit(pickle.loads, pickle.dumps(task), pure=False)
            waiting = {
                client.submit(judged, common, at, __version__, pure=False): number for number, at in pieces.items()
            }
            try:
                for future in distributed.as_completed(list(waiting), loop=client.loop):
                    yield waiting[future], future.result()
            except (CancelledError, OSError, distributed.KilledWorker) as error:
                raise self._lost(error) from error
            finally:
                client.cancel(list(waiting))

    def _client(self, distributed: Any) -> Any:
        """Return a connection to the scheduler, with at least one worker."""
        try:
            client = self._answered(distributed)
        except (OSError, ValueError, TypeError) as error:
            raise question(
                "no-cluster",
                f"No scheduler answers at `{self.address}` ({_reason(error)})",
                "The address of a running Dask scheduler is expected, such as `10.0.0.5:8786`.",
                "Start one with `dask scheduler`, or leave --cluster out.",
            ) from error
        try:
            client.wait_for_workers(1, timeout=PATIENCE)
        except TimeoutError as error:
            client.close()
            raise question(
                "no-workers",
                f"The scheduler at `{self.address}` has no workers",
                "At least one worker is expected.",
                f"Start one with `dask worker {self.address}`.",
            ) from error
        return client

    def _answered(self, distributed: Any) -> Any:
        """Return a connection to the scheduler; raise TimeoutError where something takes the call and says nothing."""
        answer: Future[Any] = Future()

        def call() -> None:
            try:
                answer.set_result(distributed.Client(self.address, timeout=PATIENCE, set_as_default=False))
            except Exception as error:  # noqa: BLE001 - raised again by whoever waits for the answer
                answer.set_exception(error)

        Thread(target=call, daemon=True).start()
        return answer.result(timeout=2 * PATIENCE)

    def _lost(self, error: Exception) -> QuestionError:
        return question(
            "cluster-lost",
            f"The cluster at `{self.address}` is lost ({_reason(error)})",
            "A scheduler and workers that last until the work is done are expected.",
            "Start it again; with `--resume FILE` what is done is kept.",
        )


def judged(task: Task, at: Values, version: str) -> bytes:
    """Return what a piece comes to, on a worker; `version` is that of the program that asks."""
    if version != __version__:
        raise question(
            "other-version",
            f"A worker has version {__version__} of the program",
            f"It has the version of the one who asks: {version}.",
            "Install the same version on all workers.",
        )
    return task.judge(at)


def _reason(error: Exception) -> str:
    return str(error).partition("\n")[0] or type(error).__name__


def _library() -> Any:
    try:
        import distributed
    except ImportError:
        raise question(
            "cluster-missing",
            "The package `distributed` is not installed",
            "Work on a cluster needs it.",
            "Install it with `pip install 'detente[cluster]'`, or leave --cluster out.",
        ) from None
    return distributed
