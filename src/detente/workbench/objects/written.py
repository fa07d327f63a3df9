"""What is written in a scenario, as an object to be read: who can do what, who wants what and why, and from where."""

from __future__ import annotations

from typing import Literal

from detente.answers.moves import spoken
from detente.arguments.forms import forms
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
    """An option of an actor; `forward` says that its actor cannot take it back, `kept` which values it cannot leave."""

    id: str
    name: str
    values: list[str]
    start: str
    means: str | None
    needs: str | None
    lapses_when: list[str]
    forward: bool
    kept: list[str]
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
    """An actor with its options and what it wants: statements or a `ranking`; `moves` are there in graph form."""

    id: str
    name: str
    means: str | None
    line: int
    options: list[WrittenOption]
    statements: list[WrittenStatement]
    ranking: list[list[str]] | None
    moves: list[tuple[str, str]] | None


class WrittenState(Told):
    """A state of graph form."""

    id: str
    means: str | None


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


class WrittenSituation(Told):
    """A name for a situation, and the formula that it stands for."""

    name: str
    text: str
    line: int


class WrittenRule(Told):
    """A formula with its name and its reasons: what cannot happen, or an outcome that is asked about."""

    name: str
    text: str
    grounds: Reasons


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


class WrittenClaim(Told):
    """A claim of the analysis; `weighed` says whether worlds decide it, so that it has a chance of its own."""

    name: str
    says: str
    weighed: bool


class WrittenVariant(Told):
    """A named what-if."""

    id: str
    says: str | None
    line: int


class LeftOut(Told):
    """What the scenario leaves out, and why."""

    name: str | None
    what: str
    why: str | None
    grounds: Reasons


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
    """A scenario as it is written; `states` and `start` are those of graph form."""

    title: str
    story: str | None
    as_of: str | None
    concept: str
    states: list[WrittenState]
    start: str | None
    actors: list[WrittenActor]
    circumstances: list[WrittenCircumstance]
    situations: list[WrittenSituation]
    never: list[WrittenRule]
    beliefs: list[WrittenBelief]
    signals: list[WrittenSignal]
    outcomes: list[WrittenRule]
    claims: list[WrittenClaim]
    variants: list[WrittenVariant]
    not_modelled: list[LeftOut]
    sources: list[WrittenSource]


def pack_written(given: model.Scenario) -> Written:
    """Return a scenario as its object."""
    return Written(
        title=given.title,
        story=given.story,
        as_of=given.as_of,
        concept=given.settings.concept,
        states=[WrittenState(id=one.id, means=one.means) for one in given.states],
        start=given.start,
        actors=[_actor(one) for one in given.actors.values()],
        circumstances=[_circumstance(one) for one in given.circumstances.values()],
        situations=[
            WrittenSituation(name=s.id, text=s.formula.text, line=s.place.line) for s in given.situations.values()
        ],
        never=[_rule(one) for one in given.rules],
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
        outcomes=[_rule(one) for one in given.outcomes],
        claims=[
            WrittenClaim(name=one.name, says=one.says, weighed=forms()[one.test.form].weigh is None)
            for one in given.claims
        ],
        variants=[WrittenVariant(id=v.id, says=v.says, line=v.place.line) for v in given.variants.values()],
        not_modelled=[
            LeftOut(name=one.name, what=one.what, why=one.why, grounds=_reasons(one.grounds, one.place.line))
            for one in given.not_modelled
        ],
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
                needs=None if one.needs is None else one.needs.text,
                lapses_when=[watch.name for watch in one.watches],
                forward=one.forward,
                kept=list(one.kept),
                grounds=_reasons(one.grounds, one.place.line),
            )
            for one in given.options
        ],
        statements=[] if isinstance(preferences, model.Ranked) else [_statement(one) for one in preferences.statements],
        ranking=[list(level) for level in preferences.levels] if isinstance(preferences, model.Ranked) else None,
        moves=None if given.moves is None else list(given.moves),
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


def _rule(given: model.Rule | model.Outcome) -> WrittenRule:
    return WrittenRule(name=given.name, text=given.when.text, grounds=_reasons(given.grounds, given.place.line))


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
