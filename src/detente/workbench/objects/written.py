"""What is written in a scenario, as an object to be read: who can do what, who wants what and why, and from where."""

from __future__ import annotations

from typing import Literal

from detente.answers.moves import spoken
from detente.scenario import model
from detente.views.objects.parts.base import Told
from detente.views.objects.parts.moves import pack_citation


class Reasons(Told):
    """Why something is written: the reason given, what it cites, what it assumes; and the line on which it stands."""

    because: str | None
    cite: list[str]
    assumed: str | None
    line: int


class WrittenOption(Told):
    """An option of an actor."""

    id: str
    name: str
    values: list[str]
    start: str
    means: str | None
    grounds: Reasons


class WrittenStatement(Told):
    """A statement of an actor's preferences, in the file's own words; `weight` is there in weighed lists only."""

    name: str
    verb: str
    text: str
    weight: str | None
    drops: str | None
    grounds: Reasons


class WrittenActor(Told):
    """An actor with its options and preferences; `ranking` is there where it ranks states instead."""

    id: str
    name: str
    means: str | None
    line: int
    options: list[WrittenOption]
    statements: list[WrittenStatement]
    ranking: list[list[str]] | None


class ChanceLine(Told):
    """The chance of a value where a condition holds (empty: always, or otherwise)."""

    when: str
    low: float
    high: float
    word: str | None


class WrittenCircumstance(Told):
    """A circumstance; `chances` is null where it is not doubted."""

    id: str
    values: list[str]
    now: str
    means: str | None
    chances: dict[str, list[ChanceLine]] | None
    grounds: Reasons


class Rule(Told):
    """What cannot happen, or what a name for a situation stands for."""

    name: str
    text: str
    line: int


class WrittenBelief(Told):
    """What somebody takes circumstances to be."""

    who: str
    thinks: dict[str, str]
    grounds: Reasons


class WrittenSignal(Told):
    """Something that could be observed."""

    name: str
    what: str | None
    about: str
    seen: bool
    on: str | None
    grounds: Reasons


class WrittenVariant(Told):
    """A named what-if."""

    id: str
    says: str | None
    line: int


class WrittenSource(Told):
    """A text that is cited."""

    id: str
    author: str | None
    title: str | None
    published: str | None
    pages: str | None
    paragraphs: int | None
    grade: Literal["read", "partial", "recalled"] | None
    note: str | None


class Written(Told):
    """A scenario as it is written."""

    title: str
    story: str | None
    as_of: str | None
    concept: str
    actors: list[WrittenActor]
    circumstances: list[WrittenCircumstance]
    situations: list[Rule]
    never: list[Rule]
    beliefs: list[WrittenBelief]
    signals: list[WrittenSignal]
    variants: list[WrittenVariant]
    sources: list[WrittenSource]


def pack_written(given: model.Scenario) -> Written:
    """Return a scenario as its object."""
    return Written(
        title=given.title,
        story=given.story,
        as_of=given.as_of,
        concept=given.settings.concept,
        actors=[_actor(one) for one in given.actors.values()],
        circumstances=[_circumstance(one) for one in given.circumstances.values()],
        situations=[Rule(name=s.id, text=s.formula.text, line=s.place.line) for s in given.situations.values()],
        never=[Rule(name=one.name, text=one.when.text, line=one.place.line) for one in given.rules],
        beliefs=[
            WrittenBelief(who=one.who, thinks=dict(one.thinks), grounds=_reasons(one.grounds, one.place.line))
            for one in given.beliefs
        ],
        signals=[
            WrittenSignal(
                name=s.name,
                what=s.what,
                about=s.about,
                seen=s.seen,
                on=s.on,
                grounds=_reasons(s.grounds, s.place.line),
            )
            for s in given.signals
        ],
        variants=[WrittenVariant(id=v.id, says=v.says, line=v.place.line) for v in given.variants.values()],
        sources=[
            WrittenSource(
                id=s.id,
                author=s.author,
                title=s.title,
                published=s.published,
                pages=s.pages,
                paragraphs=s.paragraphs,
                grade=s.grade,
                note=s.note,
            )
            for s in given.sources.values()
        ],
    )


def _actor(given: model.Actor) -> WrittenActor:
    preferences = given.preferences
    return WrittenActor(
        id=given.id,
        name=given.name,
        means=given.means,
        line=given.place.line,
        options=[
            WrittenOption(
                id=one.id,
                name=one.name,
                values=list(one.values),
                start=one.start,
                means=one.means,
                grounds=_reasons(one.grounds, one.place.line),
            )
            for one in given.options
        ],
        statements=[] if isinstance(preferences, model.Ranked) else [_statement(one) for one in preferences.statements],
        ranking=[list(level) for level in preferences.levels] if isinstance(preferences, model.Ranked) else None,
    )


def _statement(given: model.Statement) -> WrittenStatement:
    drops = given.drops
    return WrittenStatement(
        name=given.name,
        verb=given.verb,
        text=spoken(given),
        weight=None if given.weight is None else str(given.weight),
        drops=None if drops is None else f"below {drops.below} if {drops.when.text}",
        grounds=_reasons(given.grounds, given.place.line),
    )


def _circumstance(given: model.Circumstance) -> WrittenCircumstance:
    chances = given.chances
    return WrittenCircumstance(
        id=given.id,
        values=list(given.values),
        now=given.now,
        means=given.means,
        chances=None if chances is None else {value: _lines(chance) for value, chance in chances.items()},
        grounds=_reasons(given.grounds, given.place.line),
    )


def _lines(given: model.Chance) -> list[ChanceLine]:
    return [
        ChanceLine(
            when="" if case.when is None else case.when.text,
            low=float(case.band.low),
            high=float(case.band.high),
            word=case.band.word,
        )
        for case in given.cases
    ]


def _reasons(given: model.Grounds, line: int) -> Reasons:
    cited = [pack_citation(one) for one in given.cite]
    return Reasons(because=given.because, cite=cited, assumed=given.assumed, line=line)
