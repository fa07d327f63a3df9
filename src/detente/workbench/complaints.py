"""What the workbench refuses, with the HTTP status of each refusal."""

from __future__ import annotations

from collections.abc import Sequence

from detente.errors import Problem, WorkbenchError

STATUS = {
    "foreign-host": 400,
    "login-needed": 401,
    "wrong-login": 401,
    "foreign-origin": 403,
    "role-too-low": 403,
    "no-such-scenario": 404,
    "no-such-version": 404,
    "no-such-job": 404,
    "no-such-copy": 404,
    "no-such-passage": 404,
    "unknown-case": 404,
    "changed-meanwhile": 412,
    "body-too-large": 413,
    "bad-request": 422,
    "bad-scenario-name": 422,
    "not-text": 422,
    "match-needed": 428,
    "too-many-logins": 429,
    "too-many-jobs": 503,
    "too-many-listeners": 503,
    "worker-died": 500,
    "worker-failed": 500,
    "folder-unwritable": 403,
    "folder-unreadable": 403,
    "desk-locked": 503,
    "desk-unreachable": 503,
    "desk-read-only": 500,
    "desk-damaged": 500,
    "desk-failed": 500,
    "not-a-desk": 500,
    "newer-desk": 500,
    "desk-full": 507,
    "disk-full": 507,
}
"""The status by code; whatever else does not fit the scenario as it is now is a conflict with it: 409."""


def complain(code: str, given: str, expected: str, remedy: str) -> WorkbenchError:
    """Return the error about one thing that the workbench refuses, ready to raise."""
    return WorkbenchError((Problem(code, given, expected, remedy),))


def status(problems: Sequence[Problem]) -> int:
    """Return the HTTP status for what went wrong."""
    return STATUS.get(problems[0].code, 409)


def failed(problems: Sequence[Problem]) -> WorkbenchError:
    """Return the error that a job failed with, ready to raise."""
    return WorkbenchError(tuple(problems))


def mistake(error: Exception) -> WorkbenchError:
    """Return what is told where a mistake of this program keeps a question from being answered."""
    return complain(
        "worker-failed",
        f"a mistake in this program kept the question from being answered ({type(error).__name__})",
        "Nothing is lost.",
        "Please report it, with what stands in the terminal in which the workbench was started.",
    )
