"""Endpoints of questions: what the verbs of `detente.api` answer about a scenario of the folder."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Mapping
from importlib import import_module
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Query, Response
from pydantic import Field, StrictBool, StrictFloat

from detente.views.objects.check import Checked
from detente.workbench.bearings import Bearings, Here, Reader
from detente.workbench.jobs import Job
from detente.workbench.objects import kept
from detente.workbench.objects.graph import Graph
from detente.workbench.objects.pages import Blocks
from detente.workbench.objects.states import StatesPage
from detente.workbench.objects.whatif import WhatIf
from detente.workbench.objects.written import Written
from detente.workbench.questions import Question
from detente.workbench.refusals import told
from detente.workbench.routes.given import Name
from detente.workbench.routes.jobs import pack_job

routes = APIRouter(prefix="/api", tags=["answers"])

MOST_WAIT = 20.0
"""Seconds for which an endpoint may wait for an answer before it tells of the job instead."""

Text = Annotated[str | None, Field(max_length=200)]
Formula = Annotated[str, Field(max_length=2_000)]


class Asked(kept.Given):
    """The variant, the leading concept, whether beliefs count; how long to wait."""

    variant: Text = None
    concept: Text = None
    beliefs: bool | None = None
    wait: float = Field(10.0, ge=0, le=MOST_WAIT, description="seconds to wait for the answer itself")


class AskedNothing(kept.Given):
    """How long to wait."""

    wait: float = Field(10.0, ge=0, le=MOST_WAIT, description="seconds to wait for the answer itself")


class AskedVariant(AskedNothing):
    """A variant."""

    variant: Text = None


class AskedState(Asked):
    """Which state, and whose reasons."""

    state: Annotated[str, Field(max_length=2_000)] = "start"
    actor: Text = None


class AskedVariants(AskedNothing):
    """Which variants; none: all of them."""

    variants: list[Annotated[str, Field(max_length=200)]] = Field([], max_length=50)
    concept: Text = None
    beliefs: bool | None = None


class AskedForecast(Asked):
    """Which signals count, how worlds are shared, and what is told apart."""

    as_of: Text = None
    sharing: Text = None
    outcomes: list[Formula] = Field([], max_length=20)
    samples: int | None = Field(None, ge=1, le=1_000_000)
    seed: int | None = Field(None, ge=0, le=2**31)


class AskedDrivers(Asked):
    """Of what, and from when it counts as likely."""

    about: Formula | None = None
    likely: Text = None
    as_of: Text = None
    sharing: Text = None
    outcomes: list[Formula] = Field([], max_length=20)


class AskedBeliefs(AskedVariant):
    """Which signals count."""

    concept: Text = None
    as_of: Text = None


class AskedEvolve(Asked):
    """Which moves are made, and how many ways are told."""

    moves: Text = None
    paths: int | None = Field(None, ge=0, le=100)
    worlds: bool | None = None


class AskedClaims(Asked):
    """Of which claims the reasons are told in full; whether all are asked what they rest on."""

    why: list[Annotated[str, Field(max_length=200)]] = Field([], max_length=50)
    rests: bool | None = None


class AskedStates(Asked):
    """Which rows of the table of states, in which order."""

    where: Formula = ""
    held: Annotated[str, Field(max_length=50)] = ""
    by: Annotated[str, Field(max_length=200)] = ""
    prospects: bool = False
    sort: Annotated[str, Field(max_length=200)] = "id"
    order: Literal["up", "down"] = "up"
    offset: int = Field(0, ge=0, le=2**31)
    limit: int = Field(100, ge=1, le=500)


class AskedWhatIf(Asked):
    """Chances that are put in, by circumstance for each value."""

    as_of: Text = None
    sharing: Text = None
    chances: dict[str, dict[str, StrictFloat]] = Field({}, max_length=200)
    beliefs: StrictBool | None = None
    wait: float = Field(10.0, ge=0, le=MOST_WAIT, strict=True, description="seconds to wait for the answer itself")


class AskedText(kept.Given):
    """A text to be checked as the scenario of a name."""

    name: str = Field(max_length=200)
    text: str


VERBS: Mapping[str, type[kept.Given]] = {
    "show": AskedVariant,
    "analyse": Asked,
    "explain": AskedState,
    "compare": AskedVariants,
    "claims": AskedClaims,
    "coverage": AskedNothing,
    "beliefs": AskedBeliefs,
    "evolve": AskedEvolve,
    "forecast": AskedForecast,
    "drivers": AskedDrivers,
}
"""The verbs that are asked of a scenario, with what they may be asked besides."""

ENVELOPES = {"coverage": "claims", "drivers": "forecast"}
"""Verbs whose objects stand in the file of another command."""

WAITING: dict[int | str, dict[str, Any]] = {202: {"model": kept.Job, "description": "it is being worked on"}}


def _add(verb: str, asked: type[kept.Given]) -> None:
    """Add the two endpoints of a verb: its object, and its page of words."""
    envelope: Any = import_module(f"detente.views.objects.{ENVELOPES.get(verb, verb)}").ENVELOPE
    for form, model in (("object", envelope), ("page", Blocks)):
        path = f"/scenarios/{{name}}/{verb}" + ("/page" if form == "page" else "")
        routes.add_api_route(
            path,
            _endpoint(verb, asked, form),
            response_model=model,
            responses=WAITING | told(),
            name=f"{verb} {form}",
            description=f"Answer `{verb}` as {'the object that `--json` prints' if form == 'object' else 'words'}.",
        )


def _endpoint(verb: str, asked: type[kept.Given], form: str) -> Callable[..., Response]:
    def endpoint(name: str, here: Bearings, _who: Any, given: Any) -> Response:
        return _answered(here, verb, name, given, form)

    kind = inspect.Parameter.POSITIONAL_OR_KEYWORD
    told_by: dict[str, Any] = {"name": Name, "here": Here, "_who": Reader, "given": Annotated[asked, Query()]}
    parameters = [inspect.Parameter(one, kind, annotation=what) for one, what in told_by.items()]
    endpoint.__signature__ = inspect.Signature(parameters, return_annotation=Response)  # type: ignore[attr-defined]
    return endpoint


def _answered(here: Bearings, verb: str, name: str, given: kept.Given, form: str = "object") -> Response:
    """Return the answer to a question about a scenario of the folder, or its job where that takes longer.

    What is empty is not asked for.
    """
    asked = given.model_dump(exclude={"wait"}, exclude_none=True)
    given_only = {key: value for key, value in asked.items() if value not in ("", [])}
    question = Question(verb, name, here.folder.read(name).content, given_only, form)
    return _told(here.jobs.ask(question), getattr(given, "wait", MOST_WAIT))


def _told(job: Job, wait: float) -> Response:
    job.over.wait(wait)
    if not job.over.is_set():
        headers = {"location": f"/api/jobs/{job.id}"}
        return Response(pack_job(job).model_dump_json(), 202, headers, media_type="application/json")
    return Response(job.answer(), media_type="application/json")


for _verb, _model in VERBS.items():
    _add(_verb, _model)


@routes.get("/scenarios/{name}/written", response_model=Written, responses=WAITING | told())
def written(name: Name, here: Here, _who: Reader, given: Annotated[AskedNothing, Query()]) -> Response:
    """Return a scenario as it is written: who can do what, who wants what and why."""
    return _answered(here, "written", name, given)


@routes.get("/scenarios/{name}/states", response_model=StatesPage, responses=WAITING | told())
def states(name: Name, here: Here, _who: Reader, given: Annotated[AskedStates, Query()]) -> Response:
    """Return some rows of the table of states."""
    return _answered(here, "states", name, given)


@routes.get("/scenarios/{name}/graph", response_model=Graph, responses=WAITING | told())
def graph(name: Name, here: Here, _who: Reader, given: Annotated[AskedState, Query()]) -> Response:
    """Return the graph of moves around a state."""
    return _answered(here, "graph", name, given)


@routes.post("/scenarios/{name}/what-if", response_model=WhatIf, responses=WAITING | told())
def what_if(name: Name, here: Here, _who: Reader, given: AskedWhatIf) -> Response:
    """Return what becomes of every chance where doubts are taken otherwise."""
    return _answered(here, "what-if", name, given)


@routes.get("/scenarios/{name}/check", response_model=Checked, responses=WAITING | told())
def check(name: Name, here: Here, _who: Reader, given: Annotated[AskedNothing, Query()]) -> Response:
    """Return what is wrong or odd in a scenario."""
    return _answered(here, "check", name, given)


@routes.post("/check", response_model=Checked, responses=WAITING | told())
def check_text(given: AskedText, here: Here, _who: Reader) -> Response:
    """Return what is wrong or odd in a text that need not be saved."""
    text = given.text.encode("utf-8", "replace")
    return _told(here.jobs.ask(Question("check", given.name, text, {})), MOST_WAIT)
