"""Endpoints of questions: what the verbs of `detente.api` answer about a scenario of the folder."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Mapping
from importlib import import_module
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Query, Response
from pydantic import Field, StrictBool, StrictFloat, StrictInt

from detente.store.desk_rows import Account
from detente.views.objects.check import Checked
from detente.workbench.bearings import Bearings, Here, Reader
from detente.workbench.jobs import Job
from detente.workbench.objects import kept
from detente.workbench.objects.graph import Graph
from detente.workbench.objects.map import Among, Map
from detente.workbench.objects.pages import Blocks
from detente.workbench.objects.signals import TimeLine
from detente.workbench.objects.states import StatesPage
from detente.workbench.objects.tornado import Tornado
from detente.workbench.objects.tree import Tree
from detente.workbench.objects.whatif import WhatIf
from detente.workbench.objects.why import Why
from detente.workbench.objects.written import Written
from detente.workbench.questions import Question
from detente.workbench.refusals import told
from detente.workbench.routes.given import Name
from detente.workbench.routes.jobs import pack_job
from detente.workbench.routes.sent import FILES, sent

routes = APIRouter(prefix="/api", tags=["answers"])

MOST_WAIT = 20.0
"""Seconds for which an endpoint may wait for an answer before it tells of the job instead."""

Text = Annotated[str | None, Field(max_length=200)]
Formula = Annotated[str, Field(max_length=2_000)]
Some = list[Annotated[str, Field(max_length=200)]]


class AskedNothing(kept.Given):
    """How long to wait."""

    wait: float = Field(10.0, ge=0, le=MOST_WAIT, description="seconds to wait for the answer itself")


class Asked(AskedNothing):
    """The variant, the leading concept, whether beliefs count."""

    variant: Text = None
    concept: Text = None
    beliefs: bool | None = None


class AskedVariant(AskedNothing):
    """A variant."""

    variant: Text = None


class AskedState(Asked):
    """Which state, and whose reasons."""

    state: Annotated[str, Field(max_length=2_000)] = "start"
    actor: Text = None


class AskedVariants(AskedNothing):
    """Which variants; none: all of them."""

    variants: Some = Field([], max_length=50)
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
    samples: int | None = Field(None, ge=1, le=1_000_000)
    seed: int | None = Field(None, ge=0, le=2**31)


class AskedBeliefs(AskedVariant):
    """Which signals count."""

    concept: Text = None
    as_of: Text = None


class AskedEvolve(Asked):
    """Which moves are made, who weighs what, and how many ways are told."""

    moves: Text = None
    movers: Some = Field([], max_length=50)
    paths: int | None = Field(None, ge=0, le=100)
    worlds: bool | None = None
    as_of: Text = None


class AskedClaims(Asked):
    """Of which claims the reasons are told in full; whether all are asked what they rest on, however long it takes."""

    why: Some = Field([], max_length=50)
    rests: bool | None = None
    thorough: bool | None = None
    across: bool | None = None
    as_of: Text = None
    sharing: Text = None


class AskedSettle(Asked):
    """For what plans are wanted, or which state is judged; whose agreement is asked for, and against what."""

    target: Formula = ""
    state: Formula = ""
    members: Some = Field([], max_length=50)
    against: Formula = ""
    clauses: Text = None
    at_most: int | None = Field(None, ge=0, le=10)
    weights: Some = Field([], max_length=50)
    limit: int | None = Field(None, ge=1, le=100)
    worlds: bool | None = None
    everything: bool | None = None


class AskedInverse(AskedVariant):
    """Which state shall hold, under which concepts, for whom."""

    state: Formula = ""
    concepts: Some = Field([], max_length=10)
    actors: Some = Field([], max_length=50)
    beliefs: bool | None = None
    worlds: bool | None = None


class AskedCoalitions(Asked):
    """Which state, what a group wants, and how its members act."""

    state: Formula = ""
    pareto: bool | None = None
    joint: Text = None
    partition: Text = None
    worlds: bool | None = None


class AskedLeverage(Asked):
    """Over which outcomes, and between whom they may be agreed on."""

    outcomes: list[Formula] = Field([], max_length=20)
    between: Some = Field([], max_length=50)
    worlds: bool | None = None


class AskedLint(AskedNothing):
    """Which checks, and by which words of chance."""

    only: Some = Field([], max_length=50)
    words: Text = None


class AskedReport(AskedForecast):
    """Whether claims are told with what they rest on."""

    rests: bool | None = None


class AskedMap(Asked):
    """Which states are drawn, by which options they are put together, and which of the moves between them."""

    around: Formula = ""
    steps: int = Field(1, ge=1, le=3)
    by: Some = Field([], max_length=20)
    moves: Among = "improvements"


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
    """Chances that are put in, by circumstance for each value; what is set otherwise; which beliefs do not count.

    `settings` are of circumstances that are not in doubt, `without` the places of beliefs in the file, from 1.
    """

    as_of: Text = None
    sharing: Text = None
    chances: dict[str, dict[str, StrictFloat]] = Field({}, max_length=200)
    settings: dict[str, Annotated[str, Field(max_length=200)]] = Field({}, max_length=20)
    without: list[Annotated[StrictInt, Field(ge=1, le=10_000)]] = Field([], max_length=50)
    beliefs: StrictBool | None = None
    wait: float = Field(10.0, ge=0, le=MOST_WAIT, strict=True, description="seconds to wait for the answer itself")


class AskedText(kept.Given):
    """A text to be checked as the scenario of a name."""

    name: str = Field(max_length=200)
    text: str


VERBS: Mapping[str, type[AskedNothing]] = {
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
    "settle": AskedSettle,
    "inverse": AskedInverse,
    "coalitions": AskedCoalitions,
    "leverage": AskedLeverage,
    "lint": AskedLint,
    "report": AskedReport,
}
"""The verbs that are asked of a scenario, with what they may be asked besides."""

ENVELOPES = {"coverage": "claims", "drivers": "forecast", "inverse": "settle"}
"""Verbs whose objects stand in the file of another command."""

DRAWN: Mapping[str, tuple[type[AskedNothing], Any, str]] = {
    "check": (AskedNothing, Checked, "Return what is wrong or odd in a scenario."),
    "written": (AskedNothing, Written, "Return a scenario as it is written: who can do what, who wants what and why."),
    "states": (AskedStates, StatesPage, "Return some rows of the table of states."),
    "graph": (AskedState, Graph, "Return the graph of moves around a state."),
    "why": (AskedState, Why, "Return why a state holds or not, as moves that can be played step by step."),
    "map": (AskedMap, Map, "Return states, or groups of them, at their places, with the moves between them."),
    "tree": (AskedEvolve, Tree, "Return the likeliest ways of play from the status quo as a tree."),
    "tornado": (AskedDrivers, Tornado, "Return what swings an outcome, to be drawn, with all that `drivers` says."),
    "signals": (AskedNothing, TimeLine, "Return the signals by day, and how far each speaks for which value."),
}
"""What pages are drawn of besides, with what may be asked, the object that answers, and what that is."""

WAITING: dict[int | str, dict[str, Any]] = {202: {"model": kept.Job, "description": "it is being worked on"}}


def _add(path: str, name: str, endpoint: Callable[..., Response], model: Any, description: str) -> None:
    told_by = WAITING | told()
    routes.add_api_route(path, endpoint, response_model=model, responses=told_by, name=name, description=description)


def _add_verb(verb: str, asked: type[AskedNothing]) -> None:
    """Add the two endpoints of a verb: its object, and its page of words."""
    envelope: Any = import_module(f"detente.views.objects.{ENVELOPES.get(verb, verb)}").ENVELOPE
    path = f"/scenarios/{{name}}/{verb}"
    said = f"Answer `{verb}` as the object that `--json` prints."
    _add(path, f"{verb} object", _endpoint(verb, asked, "object"), envelope, said)
    _add(f"{path}/page", f"{verb} page", _endpoint(verb, asked, "page"), Blocks, f"Answer `{verb}` as words.")


def _endpoint(verb: str, asked: type[AskedNothing], form: str) -> Callable[..., Response]:
    def endpoint(name: str, here: Bearings, who: Account, given: AskedNothing) -> Response:
        return _answered(here, verb, name, given, who, form)

    kind = inspect.Parameter.POSITIONAL_OR_KEYWORD
    told_by: dict[str, Any] = {"name": Name, "here": Here, "who": Reader, "given": Annotated[asked, Query()]}
    parameters = [inspect.Parameter(one, kind, annotation=what) for one, what in told_by.items()]
    endpoint.__signature__ = inspect.Signature(parameters, return_annotation=Response)  # type: ignore[attr-defined]
    return endpoint


def _answered(
    here: Bearings, verb: str, name: str, given: AskedNothing, who: Account, form: str = "object"
) -> Response:
    """Return the answer to a question about a scenario of the folder, or its job where that takes longer.

    What is empty is not asked for.
    """
    asked = given.model_dump(exclude={"wait"}, exclude_none=True)
    given_only = {key: value for key, value in asked.items() if value not in ("", [])}
    question = Question(verb, name, here.folder.read(name).content, given_only, form)
    return answer_to(here.jobs.ask(question, who.name), given.wait)


def answer_to(job: Job, wait: float) -> Response:
    """Return the answer of a job, or the job itself where the answer takes longer than may be waited."""
    job.over.wait(wait)
    if not job.over.is_set():
        headers = {"location": f"/api/jobs/{job.id}"}
        return Response(pack_job(job).model_dump_json(), 202, headers, media_type="application/json")
    return sent(job)


for _verb, _asked in VERBS.items():
    _add_verb(_verb, _asked)

for _verb, (_asked, _model, _said) in DRAWN.items():
    _add(f"/scenarios/{{name}}/{_verb}", _verb, _endpoint(_verb, _asked, "object"), _model, _said)


@routes.get(
    "/scenarios/{name}/report/{form}",
    response_class=Response,
    responses=WAITING | told() | {200: {"content": {kind.partition(";")[0]: {} for kind in FILES.values()}}},
)
def report_file(
    name: Name, form: Literal["html", "pdf"], here: Here, who: Reader, given: Annotated[AskedReport, Query()]
) -> Response:
    """Return a report as a file: HTML, or PDF where a browser is installed that prints it."""
    return _answered(here, "report", name, given, who, form)


@routes.post("/scenarios/{name}/what-if", response_model=WhatIf, responses=WAITING | told())
def what_if(name: Name, here: Here, who: Reader, given: AskedWhatIf) -> Response:
    """Return what becomes of every chance where doubts are taken otherwise."""
    return _answered(here, "what-if", name, given, who)


@routes.post("/check", response_model=Checked, responses=WAITING | told())
def check_text(given: AskedText, here: Here, _who: Reader) -> Response:
    """Return what is wrong or odd in a text that need not be saved."""
    text = given.text.encode("utf-8", "replace")
    return answer_to(here.jobs.ask(Question("check", given.name, text, {})), MOST_WAIT)
