"""The library of cases as the objects that `--json` prints."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from pydantic import Field

from detente.answers import library
from detente.scenario import model
from detente.views.objects.parts.base import Told


class Source(Told):
    """A source of a case and how far it can be trusted."""

    id: str
    author: str | None
    title: str | None
    published: str | None
    pages: str | None
    grade: str | None
    note: str | None


class Case(Told):
    """One case of the library."""

    key: str
    slug: str
    title: str
    story: str | None
    as_of: str | None
    sources: list[Source]
    actors: dict[str, str]
    options: int
    states: int = Field(description="listed states; 0 where states are made of options")
    file: str
    essay: str | None = Field(description="the file of the text with claims that run, where the case has one")


class OneCase(Told):
    """What `detente cases CASE --json` prints."""

    command: Literal["cases"] = "cases"
    case: Case


class Copied(Told):
    """What `detente cases CASE --copy FOLDER --json` prints: where the copy is."""

    command: Literal["cases"] = "cases"
    case: str
    file: str


class Cases(Told):
    """What `detente cases --json` prints."""

    command: Literal["cases"] = "cases"
    cases: list[Case]


def listed(found: Sequence[library.Case]) -> Cases:
    """Return the case library as its JSON object."""
    return Cases(cases=[_case(case) for case in found])


def described(found: library.Case) -> OneCase:
    """Return one case as its JSON object."""
    return OneCase(case=_case(found))


def copied(found: library.Copied) -> Copied:
    """Return where a case was copied to as its JSON object."""
    return Copied(case=found.key, file=str(found.file))


def _case(given: library.Case) -> Case:
    return Case(
        key=given.key,
        slug=given.slug,
        title=given.title,
        story=given.story,
        as_of=given.as_of,
        sources=[_source(source) for source in given.sources],
        actors=dict(given.actors),
        options=given.options,
        states=given.states,
        file=str(given.file),
        essay=None if given.essay is None else str(given.essay),
    )


def _source(given: model.Source) -> Source:
    return Source(
        id=given.id,
        author=given.author,
        title=given.title,
        published=given.published,
        pages=given.pages,
        grade=given.grade,
        note=given.note,
    )


ENVELOPE = Cases | OneCase | Copied
