"""Endpoints of questions: what the verbs of `detente.api` answer about a scenario of the folder."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Mapping
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Query, Response
from pydantic import BeforeValidator, Field, StrictBool, StrictFloat, StrictInt

from detente.store.desk_rows import Account
from detente.workbench.bearings import Bearings
from detente.workbench.jobs import Job
from detente.workbench.objects import kept
from detente.workbench.questions import Among, Question
from detente.workbench.refusals import told
from detente.workbench.routes.given import Name
from detente.workbench.routes.jobs import pack_job
from detente.workbench.routes.sent import FILES, sent
from detente.workbench.routes.who import Here, Reader

MOST_WAIT = 20.0
"""Seconds for which an endpoint may wait for an answer before it tells of the job instead."""

Text = Annotated[str | None, Field(max_length=200)]
Formula = Annotated[str, Field(max_length=2_000)]
Some = list[Annotated[str, Field(max_length=200)]]


def _whole(given: object) -> object:
    """Take 3.0 for 3, as JSON does; a text or a truth value stays what it is, which is no number."""
    return int(given) if isinstance(given, float) and given.is_integer() else given


Place = Annotated[StrictInt, Field(ge=1, le=10_000), BeforeValidator(_whole)]


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
    """Which signals count, and how worlds are drawn."""

    concept: Text = None
    as_of: Text = None
    samples: int | None = Field(None, ge=1, le=1_000_000)
    seed: int | None = Field(None, ge=0, le=2**31)


class AskedEvolve(Asked):
    """Which moves are made, who weighs what, and how many ways are told."""

    moves: Text = None
    movers: Some = Field([], max_length=50)
    paths: int | None = Field(None, ge=0, le=100)
    worlds: bool | None = None
    as_of: Text = None


class AskedClaims(Asked):
    """Of which claims the reasons are told in full; whether all are asked what they rest on, however long it takes.

    `only` names the claims that are judged at all, beside those of `why`; all if there is none.
    """

    why: Some = Field([], max_length=50)
    only: Some = Field([], max_length=50)
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
    without: list[Place] = Field([], max_length=50)
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

DRAWN: Mapping[str, tuple[type[AskedNothing], str]] = {
    "check": (AskedNothing, "Return what is wrong or odd in a scenario."),
    "written": (AskedNothing, "Return a scenario as it is written: who can do what, who wants what and why."),
    "states": (AskedStates, "Return some rows of the table of states."),
    "graph": (AskedState, "Return the graph of moves around a state."),
    "why": (AskedState, "Return why a state holds or not, as moves that can be played step by step."),
    "map": (AskedMap, "Return states, or groups of them, at their places, with the moves between them."),
    "tree": (AskedEvolve, "Return the likeliest ways of play from the status quo as a tree."),
    "tornado": (AskedDrivers, "Return what swings an outcome, to be drawn, with all that `drivers` says."),
    "signals": (AskedNothing, "Return the signals by day, and how far each speaks for which value."),
}
"""What pages are drawn of besides, with what may be asked, and what that is."""

WAITING: dict[int | str, dict[str, Any]] = {202: {"model": kept.Job, "description": "it is being worked on"}}

WITH_FILES = WAITING | told() | {200: {"content": {kind.partition(";")[0]: {} for kind in FILES.values()}}}


def routes(objects: Mapping[str, Any]) -> APIRouter:
    """Return the endpoints; `objects` are those that answer, by verb, where the endpoints are to be described."""
    router = APIRouter(prefix="/api", tags=["answers"])

    def add(path: str, endpoint: Callable[..., Response], verb: str, **more: Any) -> None:
        more.setdefault("responses", WAITING | told())
        router.add_api_route(path, endpoint, response_model=objects.get(verb), **more)

    for verb, asked in VERBS.items():
        path = f"/scenarios/{{name}}/{verb}"
        said = f"Answer `{verb}` as the object that `--json` prints."
        add(path, _endpoint(verb, asked, "object"), verb, name=f"{verb} object", description=said)
        said = f"Answer `{verb}` as words."
        add(f"{path}/page", _endpoint(verb, asked, "page"), "page", name=f"{verb} page", description=said)
    for verb, (asked, said) in DRAWN.items():
        add(f"/scenarios/{{name}}/{verb}", _endpoint(verb, asked, "object"), verb, name=verb, description=said)
    add("/scenarios/{name}/report/{form}", report_file, "file", response_class=Response, responses=WITH_FILES)
    add("/scenarios/{name}/what-if", what_if, "what-if", methods=["POST"])
    add("/check", check_text, "check", methods=["POST"])
    return router


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


def report_file(
    name: Name, form: Literal["html", "pdf"], here: Here, who: Reader, given: Annotated[AskedReport, Query()]
) -> Response:
    """Return a report as a file: HTML, or PDF where a browser is installed that prints it."""
    return _answered(here, "report", name, given, who, form)


def what_if(name: Name, here: Here, who: Reader, given: AskedWhatIf) -> Response:
    """Return what becomes of every chance where doubts are taken otherwise."""
    return _answered(here, "what-if", name, given, who)


def check_text(given: AskedText, here: Here, _who: Reader) -> Response:
    """Return what is wrong or odd in a text that need not be saved."""
    text = given.text.encode("utf-8", "replace")
    return answer_to(here.jobs.ask(Question("check", given.name, text, {})), MOST_WAIT)
