"""How the answer of a job is sent: as JSON, or as a file to be kept."""

from __future__ import annotations

from pathlib import PurePath
from urllib.parse import quote

from fastapi import Response

from detente.workbench.jobs import Job

FILES = {"html": "text/html; charset=utf-8", "pdf": "application/pdf"}
"""The forms of an answer that are files, with what they are."""


def sent(job: Job) -> Response:
    """Return the answer of a job that is over; raises what kept it from being answered.

    A file is to be kept, not shown: it is a page of its own, and not one of the workbench.
    """
    kind = FILES.get(job.question.form)
    if kind is None:
        return Response(job.answer(), media_type="application/json")
    name = f"{PurePath(job.question.name).stem}-{job.question.verb}.{job.question.form}"
    headers = {"content-disposition": f"attachment; filename*=UTF-8''{quote(name)}"}
    return Response(job.answer(), media_type=kind, headers=headers)
