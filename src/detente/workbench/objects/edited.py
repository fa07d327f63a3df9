"""Edits as they are sent, and a text after them: with what is wrong with it, and its parts as forms show them."""

from __future__ import annotations

import functools
import operator
from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Annotated, Any, Literal

from pydantic import Field, TypeAdapter

from detente.scenario import schema
from detente.scenario.document import Document, Path
from detente.scenario.edits import Edit, kinds
from detente.scenario.problems import EnoughProblems, Problems
from detente.scenario.quantities import number, one_line
from detente.scenario.shape import fit
from detente.scenario.words import FIRST, tables
from detente.views.objects.parts.base import Told
from detente.views.objects.parts.problem import Problem
from detente.workbench.objects.kept import Given

if TYPE_CHECKING:
    AnyEdit = Edit
else:
    AnyEdit = Annotated[functools.reduce(operator.or_, kinds().values()), Field(discriminator="edit")]

Edits = Annotated[list[AnyEdit], Field(max_length=200, description="made one after another, all of them or none")]

READER: TypeAdapter[list[Edit]] = TypeAdapter(Edits)
"""What reads edits from plain data."""


class NewEdits(Given):
    """Edits of a scenario that is saved with them."""

    edits: Edits = Field(min_length=1)


class EditedText(Given):
    """Edits of a text that need not be saved, as the scenario of a name; without any, its forms are told."""

    name: str = Field(max_length=200)
    text: str
    edits: Edits = Field(default_factory=list)
    wait: float = Field(10.0, ge=0, le=20.0, strict=True, description="seconds to wait for the answer itself")


class Spotted(Told):
    """A part of a text: its first and last line, and the line of each of its keys."""

    line: int
    last: int
    lines: dict[str, int]


class Grounded(Spotted):
    """A part with its reason, assumption and citations."""

    because: str | None
    assumed: str | None
    cite: list[str]


class OptionForm(Grounded):
    """An option as it is written; `more` are keys that forms do not change."""

    option: str
    means: str | None
    values: list[str]
    start: str | None
    needs: str | None
    more: dict[str, str]


class StatementForm(Grounded):
    """A statement as it is written; `place` counts from 1."""

    place: int
    name: str | None
    verb: Literal["want", "avoid"]
    text: str
    condition: str | None
    exactly_when: str | None
    drops: str | None
    weight: str | None


class ActorForm(Spotted):
    """An actor as it is written; `how` is the key under which it says what it wants, null where it does not."""

    actor: str
    name: str | None
    means: str | None
    options: list[OptionForm]
    how: Literal["prefers", "weighs", "ranking"] | None
    statements: list[StatementForm]


class Doubt(Told):
    """A chance as it is written, and what kind it is; bounds are null for a table and for what is no chance."""

    kind: Literal["number", "range", "word", "table", "other"]
    text: str
    low: float | None
    high: float | None


class CircumstanceForm(Grounded):
    """A circumstance as it is written: with a chance for what is now, one for each value, or none."""

    circumstance: str
    values: list[str]
    now: str
    means: str | None
    chance: Doubt | None
    chances: dict[str, Doubt] | None


class RuleForm(Grounded):
    """A rule as it is written; `place` counts from 1."""

    place: int
    name: str | None
    when: str


class SituationForm(Spotted):
    """A situation as it is written."""

    situation: str
    text: str


class SignalForm(Grounded):
    """A signal as it is written."""

    signal: str | None
    what: str | None
    about: str
    seen: bool
    on_day: str | None


class ChanceWord(Told):
    """A word of the scale in use, with what it stands for; bounds are null where that cannot be read."""

    word: str
    low: float | None
    high: float | None


class Forms(Told):
    """The parts of a text as forms show them; what does not fit the form of a scenario is left out."""

    title: str
    line: int
    actors: list[ActorForm]
    circumstances: list[CircumstanceForm]
    situations: list[SituationForm]
    never: list[RuleForm]
    signals: list[SignalForm]
    words: list[ChanceWord]
    graph: bool = Field(description="whether the states are listed by name instead of made of options")


class Edited(Told):
    """A text after edits, what keeps it from being read, and its forms; these are null where it is no YAML.

    What is merely odd takes longer to find, and is told by `check`.
    """

    text: str
    problems: list[Problem]
    forms: Forms | None


# ------------------------------------------------------------ packing


def pack_forms(document: Document) -> Forms | None:
    """Return the parts of a text as forms show them, None where hardly anything of it is a scenario."""
    try:
        return _Packer(document).forms()
    except EnoughProblems:
        return None


class _Packer:
    """What packs the parts of one text; it knows where its lines begin."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self.begins = [0, *(at + 1 for at, sign in enumerate(document.text) if sign == "\n")]
        self.file = fit(document, Problems())
        self.words = _words(self.file)

    def forms(self) -> Forms:
        file = self.file
        return Forms(
            title=file.title,
            line=self.document.at(("title",)).line,
            actors=[self.actor(name, one) for name, one in file.actors.items()],
            circumstances=[self.circumstance(name, one) for name, one in (file.circumstances or {}).items()],
            situations=[
                SituationForm(situation=name, text=one_line(text), **self.spot(("situations", name)))
                for name, text in (file.situations or {}).items()
            ],
            never=[
                RuleForm(place=at + 1, name=one.name, when=one_line(one.when), **self.grounds(one, ("never", at)))
                for at, one in _there(file.never)
            ],
            signals=[self.signal(at, one) for at, one in _there(file.signals)],
            words=[ChanceWord(word=word, low=low, high=high) for word, (low, high) in self.words.items()],
            graph=file.states is not None,
        )

    def line_of(self, offset: int) -> int:
        return bisect_right(self.begins, offset)

    def spot(self, path: Path) -> dict[str, Any]:
        """Return where a part stands."""
        document = self.document
        last = document.values[path]
        entry: Any = document.data_at(path)
        keys = list(entry) if isinstance(entry, dict) else []
        end = last.start + len(document.text[last.start : last.end].rstrip())
        lines = {key: document.key((*path, key)).line for key in keys}
        return {"line": document.key(path).line, "last": self.line_of(max(end - 1, last.start)), "lines": lines}

    def grounds(self, given: schema.Judgement, path: Path) -> dict[str, Any]:
        """Return where a judgement stands, and why."""
        return self.spot(path) | {"because": given.because, "assumed": given.assumed, "cite": list(given.cite or [])}

    def actor(self, name: str, given: schema.Actor) -> ActorForm:
        path: Path = ("actors", name)
        written = [("prefers", given.prefers), ("weighs", given.weighs), ("ranking", given.ranking)]
        how: Any = next((key for key, value in written if value is not None), None)
        options = given.options or {}
        statements = [] if how in (None, "ranking") else dict(written)[how]
        return ActorForm(
            actor=name,
            name=given.name,
            means=given.means,
            options=[self.option((*path, "options", key), one) for key, one in options.items()],
            how=how,
            statements=[
                self.statement((*path, how, at), at, one)
                for at, one in _there(statements)
                if one.want is not None or one.avoid is not None
            ],
            **self.spot(path),
        )

    def option(self, path: Path, given: schema.Option) -> OptionForm:
        more = {"lapses when": given.lapses_when, "irreversible": given.irreversible}
        return OptionForm(
            option=str(path[-1]),
            means=given.means,
            values=given.values or ["no", "yes"],
            start=given.start,
            needs=given.needs,
            more={key: value if isinstance(value, str) else ", ".join(value) for key, value in more.items() if value},
            **self.grounds(given, path),
        )

    def statement(self, path: Path, at: int, given: schema.Statement) -> StatementForm:
        drops = given.drops
        return StatementForm(
            place=at + 1,
            name=given.name,
            verb="avoid" if given.avoid is not None else "want",
            text=one_line(given.avoid or given.want or ""),
            condition=given.condition,
            exactly_when=given.exactly_when,
            drops=None if drops is None else f"below {drops.below} when {drops.when}",
            weight=given.weight,
            **self.grounds(given, path),
        )

    def circumstance(self, name: str, given: schema.Circumstance) -> CircumstanceForm:
        chances = given.chances
        return CircumstanceForm(
            circumstance=name,
            values=given.values or ["no", "yes"],
            now=given.now,
            means=given.means,
            chance=None if given.chance is None else self.doubt(given.chance),
            chances=None if chances is None else {value: self.doubt(one) for value, one in chances.items()},
            **self.grounds(given, ("circumstances", name)),
        )

    def doubt(self, given: str | Mapping[str, str]) -> Doubt:
        """Return a chance with what kind it is."""
        if not isinstance(given, str):
            return Doubt(kind="table", text="; ".join(f"{key}: {value}" for key, value in given.items()), **_NO_BOUNDS)
        word = one_line(given)
        if word in self.words:
            low, high = self.words[word]
            return Doubt(kind="word", text=word, low=low, high=high)
        ends = [number(one.strip()) for one in word.split(" to ")]
        if None in ends or len(ends) > 2:
            return Doubt(kind="other", text=word, **_NO_BOUNDS)
        bounds = [float(one) for one in ends if one is not None]
        return Doubt(kind="number" if len(bounds) == 1 else "range", text=word, low=bounds[0], high=bounds[-1])

    def signal(self, at: int, given: schema.Signal) -> SignalForm:
        return SignalForm(
            signal=given.name,
            what=given.what,
            about=given.about,
            seen=given.seen != "no",
            on_day=given.on,
            **self.grounds(given, ("signals", at)),
        )


_NO_BOUNDS: dict[str, None] = {"low": None, "high": None}


def _there(given: Sequence[Any] | None) -> Iterator[tuple[int, Any]]:
    """Return the items of a list that could be read, each with its index in the file."""
    return ((at, one) for at, one in enumerate(given or ()) if one is not None)


def _words(file: schema.File) -> dict[str, tuple[float | None, float | None]]:
    """Return the words of chance that a file may use: those of its table, and its own."""
    known = tables()
    chosen = file.analysis.words if file.analysis is not None else None
    table = known.get(chosen or FIRST, known[FIRST])
    found: dict[str, tuple[float | None, float | None]] = {
        word: (float(band.low), float(band.high)) for word, band in table.bands.items()
    }
    for word, ends in (file.words or {}).items():
        numbers = [number(one) for one in ends]
        low, high = numbers if len(numbers) == 2 else (None, None)
        found[word] = (None if low is None else float(low), None if high is None else float(high))
    return found
