"""The parts of a text as forms show them: as they are written, each with its place."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from detente.views.objects.parts.base import Told


class Spotted(Told):
    """A part of a text: its first and last line, and the line of each of its keys."""

    line: int
    last: int
    lines: dict[str, int]


class Cited(Spotted):
    """A part with its assumption and citations."""

    assumed: str | None
    cite: list[str]


class Grounded(Cited):
    """A part with its reason besides."""

    because: str | None


class AboutForm(Spotted):
    """What holds for the whole scenario; its lines are apart, and so its first and last are 0."""

    story: str | None
    as_of: str | None
    start: str | None
    concept: str | None
    beliefs: str | None
    words: str | None


# ------------------------------------------------------------ actors


class OptionForm(Grounded):
    """An option as it is written; `irreversible` is `yes` alone, or the values that cannot be left."""

    option: str
    means: str | None
    values: list[str]
    start: str | None
    needs: str | None
    lapses_when: str | None
    irreversible: list[str]


class MoveForm(Spotted):
    """A move in graph form; `place` counts from 1."""

    place: int
    origin: str
    to: str


class StatementForm(Grounded):
    """A statement as it is written; `place` counts from 1."""

    place: int
    name: str | None
    verb: Literal["want", "avoid"]
    text: str
    condition: str | None
    exactly_when: str | None
    drops_below: str | None
    drops_when: str | None
    weight: str | None


class LevelForm(Spotted):
    """A level of a ranking: states that tie; `place` counts from 1."""

    place: int
    states: list[str]


class ActorForm(Spotted):
    """An actor as it is written; `how` is the key under which it says what it wants, null where it does not."""

    actor: str
    name: str | None
    means: str | None
    options: list[OptionForm]
    moves: list[MoveForm]
    how: Literal["prefers", "weighs", "ranking"] | None
    statements: list[StatementForm]
    levels: list[LevelForm]


class StateForm(Spotted):
    """A state in graph form; where only names are listed it has no meaning."""

    state: str
    means: str | None


# ------------------------------------------------------------ circumstances


class Likely(Told):
    """A chance as it is written, and what kind it is; bounds are null for what is no chance."""

    kind: Literal["number", "range", "word", "other"]
    text: str
    low: float | None
    high: float | None


class CaseForm(Spotted):
    """A line of a table of chances; `place` counts from 1."""

    place: int
    when: str
    chance: Likely


class Doubt(Told):
    """The chance of a value: one of the kinds of `Likely`, or a table of cases, whose bounds are null."""

    kind: Literal["number", "range", "word", "table", "other"]
    text: str
    low: float | None
    high: float | None
    cases: list[CaseForm]


class CircumstanceForm(Grounded):
    """A circumstance as it is written: with a chance for what is now, one for each value, or none."""

    circumstance: str
    values: list[str]
    now: str
    means: str | None
    chance: Doubt | None
    chances: dict[str, Doubt] | None


class BeliefForm(Grounded):
    """A belief as it is written: in words, or from circumstances to values, or to chances of each value."""

    place: int
    who: str
    thinks: str | dict[str, str | dict[str, str]]
    chance: str | None


class SignalForm(Grounded):
    """A signal as it is written."""

    place: int
    signal: str | None
    what: str | None
    about: str
    seen_if: dict[str, str]
    seen: bool
    on_day: str | None
    by: list[str]


class ChanceWord(Told):
    """A word of the scale in use, with what it stands for; bounds are null where that cannot be read."""

    word: str
    low: float | None
    high: float | None


class WordForm(Spotted):
    """A word of chance of the scenario's own, as it is written."""

    word: str
    low: str
    high: str


# ------------------------------------------------------------ all else


class RuleForm(Grounded):
    """A rule as it is written; `place` counts from 1."""

    place: int
    name: str | None
    when: str


class SituationForm(Spotted):
    """A situation as it is written."""

    situation: str
    text: str


class OutcomeForm(Grounded):
    """An outcome as it is written; `place` counts from 1."""

    place: int
    name: str | None
    when: str
    chance: str | None


class VariantForm(Cited):
    """A variant as it is written; `start` is the name of a state in graph form."""

    variant: str
    says: str | None
    set: dict[str, str]
    start: str | dict[str, str] | None
    lock: dict[str, str]
    irreversible: list[str]


class ClaimForm(Cited):
    """A claim as it is written; `place` counts from 1, `variant` is the one in which it is claimed."""

    place: int
    name: str
    says: str
    test: str
    variant: str | None
    under: str | None
    hedge: str | None
    stance: str | None


class SourceForm(Spotted):
    """A source as it is written."""

    source: str
    author: str | None
    title: str | None
    published: str | None
    pages: str | None
    paragraphs: str | None
    grade: str | None
    note: str | None


class OmissionForm(Cited):
    """Something that is left out, as it is written; `place` counts from 1."""

    place: int
    name: str | None
    what: str
    why: str | None


class AcceptanceForm(Spotted):
    """Something that may stand, as it is written; `place` counts from 1."""

    place: int
    check: str
    of: list[str]
    because: str


class Forms(Told):
    """The parts of a text as forms show them; what does not fit the form of a scenario is left out."""

    title: str
    line: int
    about: AboutForm
    sources: list[SourceForm]
    own_words: list[WordForm]
    states: list[StateForm]
    actors: list[ActorForm]
    circumstances: list[CircumstanceForm]
    situations: list[SituationForm]
    never: list[RuleForm]
    beliefs: list[BeliefForm]
    signals: list[SignalForm]
    outcomes: list[OutcomeForm]
    variants: list[VariantForm]
    claims: list[ClaimForm]
    acceptances: list[AcceptanceForm]
    omissions: list[OmissionForm]
    words: list[ChanceWord]
    graph: bool = Field(description="whether the states are listed by name instead of made of options")
    numbered: list[dict[str, str]] = Field(
        description="the states by number, from 1, with the values of their options, where an actor ranks them; "
        "none where the text has errors, or too many states"
    )
