"""Scenarios of the folder, their versions and drafts, jobs, accounts and refusals, as objects."""

from __future__ import annotations

from datetime import datetime
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

from detente.views.objects.parts.base import Told
from detente.views.objects.parts.problem import Problem


class Given(BaseModel):
    """What is sent to the workbench: nothing beside what is named."""

    model_config = ConfigDict(extra="forbid")


class Refusal(Told):
    """What is told in place of an answer where something is wrong, as `application/problem+json`."""

    type: str
    title: str
    status: int
    detail: str
    problems: list[Problem]


class About(Told):
    """What this workbench is: its version, its folder, and who asks."""

    version: str
    folder: str
    writable: bool = Field(description="whether scenarios can be saved in the folder")
    notices: list[str] = Field(description="what does not work as usual, and why")
    login: bool = Field(description="whether one must log in")
    account: str | None = Field(description="who is logged in; null where nobody is")
    role: Literal["read", "write", "admin"] | None
    prints: bool = Field(description="whether reports can be had as PDF: a browser is installed that prints them")


class Key(Told):
    """A key of the scenario language in a part that has it; the file's own keys are in no part."""

    key: str
    part: str
    within: list[str] = Field(description="the keys of the file below which such parts stand")
    says: str = Field(description="what the key is for")


class Language(Told):
    """The words of the scenario language and of questions, for completion, help and choices."""

    keys: list[Key]
    concepts: dict[str, str] = Field(description="the concepts of stability, by key with their titles")
    sharing: list[str] = Field(description="the rules by which a world is shared among several prospects")


class Listed(Told):
    """A scenario of the folder."""

    name: str
    title: str = Field(description="as far as it can be told at a glance; empty where it cannot")
    size: int
    changed: datetime


class Scenarios(Told):
    """Some of the scenarios of the folder, by name."""

    total: int
    offset: int
    scenarios: list[Listed]


class Text(Told):
    """What a scenario says; its ETag is the SHA-256 of its file."""

    name: str
    text: str
    sha256: str


class NewText(Given):
    """A text to be saved."""

    text: str


class Merged(Told):
    """What two have made of one text, put together.

    It is null where both have changed the same lines, and where the text from which one began was never kept here.
    """

    text: str | None
    sha256: str = Field(description="the SHA-256 of what the file says now, which the text may replace")


class NewScenario(Given):
    """A case of the library to be copied into the folder."""

    case: str = Field(max_length=200)


class Version(Told):
    """A saved version of a scenario."""

    number: int
    saved: datetime
    who: str
    sha256: str


class Versions(Told):
    """Some of the saved versions of a scenario, the newest first."""

    total: int
    offset: int
    versions: list[Version]


class Line(Told):
    """A line of a difference; `skipped` stands for lines that are left out."""

    kind: Literal["same", "gone", "new", "skipped"]
    before: int | None
    after: int | None
    text: str


class Difference(Told):
    """What differs between two versions of a scenario; 0 is what its file says now."""

    before: int
    after: int
    changes: list[str] | None = Field(
        description="in the conflict's own words; null where one of the texts is no YAML, or it would take long"
    )
    lines: list[Line]


class Paragraph(Told):
    """A paragraph of the reader's own copy of a source."""

    source: str
    number: int
    text: str
    file: str = Field(description="the file of the folder that it is from")
    total: int = Field(description="how many paragraphs the copy has")


class Draft(Told):
    """A text that was written and not saved."""

    base: str = Field(description="the SHA-256 of the saved text that it began from")
    saved: datetime
    text: str


class OwnDraft(Told):
    """The draft that whoever asks has; null where there is none."""

    draft: Draft | None


class NewDraft(Given):
    """A text to be kept without being saved."""

    base: str = Field(pattern="^([0-9a-f]{64})?$")
    text: str


class Job(Told):
    """A question that is being worked on, or was."""

    id: str
    verb: str
    scenario: str
    variant: str | None
    who: str = Field(description="who asked first; empty where that is not known")
    since: datetime = Field(description="when it was first asked")
    state: Literal["waiting", "running", "done", "failed", "cancelled", "interrupted"]
    doing: str
    part: float = Field(description="how much of it is done, from 0 to 1")
    seconds: float = Field(description="how long it has been worked on")
    left: float | None = Field(description="how many seconds it may still take; null where that is not known")
    problems: list[Problem]


class Jobs(Told):
    """Some of the jobs that are remembered, the newest first."""

    total: int
    offset: int
    jobs: list[Job]


class Event(Told):
    """Who did what, and when."""

    number: int
    at: datetime
    who: str
    did: str
    about: str


class Events(Told):
    """Some of what was done, the newest first."""

    total: int
    offset: int
    events: list[Event]


class Login(Given):
    """A name with its password."""

    name: str = Field(max_length=100)
    password: str = Field(max_length=1000)


class Case(Told):
    """A case of the library."""

    name: str
    title: str


class Cases(Told):
    """The cases of the library."""

    cases: list[Case]
