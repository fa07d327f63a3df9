"""What is wrong, as `application/problem+json`."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from starlette.responses import Response

from detente.errors import Problem
from detente.workbench.complaints import status

KIND = "application/problem+json"


def refusal(problems: Sequence[Problem], code: int | None = None, headers: Mapping[str, str] | None = None) -> Response:
    """Return what is answered where something is wrong; `code` is the HTTP status (None: by the first problem)."""
    from detente.views.objects.parts.problem import pack_problem  # what need not be loaded before pages are served
    from detente.workbench.objects.kept import Refusal

    first = problems[0]
    told = Refusal(
        type=f"urn:detente:problem:{first.code}",
        title=first.given,
        status=code or status(problems),
        detail="\n".join(str(one) for one in problems[:20]),
        problems=[pack_problem(one) for one in problems],
    )
    content = told.model_dump_json().encode("utf-8", "replace")
    return Response(content, told.status, dict(headers or {}), media_type=KIND)


def told(*codes: int) -> dict[int | str, dict[str, Any]]:
    """Return for the description of the API what refusals an endpoint may answer with."""
    always = (400, 401, 403, 404, 405, 409, 413, 422, 500, 503)
    schema = {"schema": {"$ref": "#/components/schemas/Refusal"}}
    return {code: {"description": DESCRIBED[code], "content": {KIND: schema}} for code in sorted({*always, *codes})}


DESCRIBED = {
    400: "the request is not for this workbench, or cannot be read",
    401: "nobody is logged in",
    403: "not allowed",
    404: "there is no such thing",
    405: "this cannot be done at this address",
    409: "it does not fit the scenario as it is now, or what was done before",
    412: "it was changed meanwhile",
    413: "too large",
    422: "what was given is not of the form that is described here",
    428: "say which version was seen, with If-Match",
    429: "too many logins failed",
    500: "what keeps things failed",
    503: "too much to do",
    507: "the disk is full",
}
"""What each status means here."""
