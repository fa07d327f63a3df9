"""The parts of a text are found and packed for forms, with the lines on which they stand."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from detente.conflict import conflict
from detente.engine.states import feasible
from detente.errors import DetenteError
from detente.scenario import schema
from detente.scenario.document import Document, Path
from detente.scenario.model import Ranked, Scenario
from detente.scenario.problems import EnoughProblems, Problems
from detente.scenario.quantities import number, one_line
from detente.scenario.shape import fit
from detente.scenario.words import FIRST, tables
from detente.workbench.objects import forms

MOST_NUMBERED = 500
"""States by number that forms tell; nobody ranks more by hand."""


def pack_forms(document: Document, scenario: Scenario | None = None) -> forms.Forms | None:
    """Return the parts of a text as forms show them, None where hardly anything of it is a scenario.

    `scenario` is what the text says, None where it has errors.
    """
    try:
        return _Packer(document).packed(_numbered(scenario))
    except EnoughProblems:
        return None


def _numbered(scenario: Scenario | None) -> list[dict[str, str]]:
    """Return the states of option form by number, if somebody ranks them and they are few enough."""
    if scenario is None or scenario.graph_form:
        return []
    if not any(isinstance(one.preferences, Ranked) for one in scenario.actors.values()):
        return []
    try:
        states = feasible(conflict(scenario), MOST_NUMBERED)
    except DetenteError:
        return []
    columns = {name: [states.values[name][place] for place in column] for name, column in states.columns.items()}
    return [{name: column[row] for name, column in columns.items()} for row in range(states.length)]


class _Packer:
    """What packs the parts of one text; it knows where its lines begin."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self.begins = [0, *(at + 1 for at, sign in enumerate(document.text) if sign == "\n")]
        self.file = fit(document, Problems())
        self.words = _words(self.file)

    def packed(self, numbered: list[dict[str, str]]) -> forms.Forms:
        file = self.file
        return forms.Forms(
            title=file.title,
            line=self.document.at(("title",)).line,
            about=self.about(),
            sources=self.named("sources", file.sources, self.source),
            own_words=self.named("words", file.words, self.word),
            states=[self.state(at, name) for at, name in enumerate(file.states or ())],
            actors=self.named("actors", file.actors, self.actor),
            circumstances=self.named("circumstances", file.circumstances, self.circumstance),
            situations=self.named("situations", file.situations, self.situation),
            never=self.listed("never", file.never, self.rule),
            beliefs=self.listed("beliefs", file.beliefs, self.belief),
            signals=self.listed("signals", file.signals, self.signal),
            outcomes=self.listed("outcomes", file.outcomes, self.outcome),
            variants=self.named("variants", file.variants, self.variant),
            claims=self.listed("claims", file.claims, self.claim),
            acceptances=self.listed("accept", file.accept, self.acceptance),
            omissions=self.listed("not modelled", file.not_modelled, self.omission),
            words=[forms.ChanceWord(word=word, low=low, high=high) for word, (low, high) in self.words.items()],
            graph=file.states is not None,
            numbered=numbered,
        )

    def named(self, part: str, given: Mapping[str, Any] | None, pack: Callable[[Path, Any], Any]) -> list[Any]:
        """Return the entries of a mapping, packed."""
        return [pack((part, name), one) for name, one in (given or {}).items()]

    def listed(self, part: str, given: Sequence[Any] | None, pack: Callable[[Path, Any], Any]) -> list[Any]:
        """Return the items of a list, packed."""
        return [pack((part, at), one) for at, one in _there(given)]

    # -------------------------------------------------------- where things stand

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

    def place(self, path: Path) -> dict[str, Any]:
        """Return where an item of a list stands, and at which place, from 1."""
        return self.spot(path) | {"place": int(path[-1]) + 1}

    # -------------------------------------------------------- the whole, sources, words

    def about(self) -> forms.AboutForm:
        file, analysis = self.file, self.file.analysis or schema.Analysis.model_construct()
        paths: list[Path] = [
            ("story",),
            ("as_of",),
            ("start",),
            *(("analysis", key) for key in ("concept", "beliefs", "words")),
        ]
        lines = {str(path[-1]): self.document.key(path).line for path in paths if path in self.document.values}
        return forms.AboutForm(
            story=file.story, as_of=file.as_of, start=file.start,
            concept=analysis.concept, beliefs=analysis.beliefs, words=analysis.words,
            line=0, last=0, lines=lines,
        )  # fmt: skip

    def source(self, path: Path, given: schema.Source) -> forms.SourceForm:
        return forms.SourceForm(source=str(path[-1]), **given.model_dump(), **self.spot(path))

    def word(self, path: Path, given: list[str]) -> forms.WordForm:
        low, high = [*given, "", ""][:2]
        return forms.WordForm(word=str(path[-1]), low=low, high=high, **self.spot(path))

    # -------------------------------------------------------- actors

    def state(self, at: int, name: str) -> forms.StateForm:
        states = self.file.states
        means = states[name] if isinstance(states, dict) else None
        path: Path = ("states", at if means is None else name)
        return forms.StateForm(state=name, means=means, **self.spot(path))

    def actor(self, path: Path, given: schema.Actor) -> forms.ActorForm:
        written = [("prefers", given.prefers), ("weighs", given.weighs), ("ranking", given.ranking)]
        how: Any = next((key for key, value in written if value is not None), None)
        statements = [] if how in (None, "ranking") else dict(written)[how]
        return forms.ActorForm(
            actor=str(path[-1]),
            name=given.name,
            means=given.means,
            options=[self.option((*path, "options", key), one) for key, one in (given.options or {}).items()],
            moves=[
                forms.MoveForm(origin=one[0], to=one[1], **self.place((*path, "moves", at)))
                for at, one in enumerate(given.moves or ())
                if len(one) == 2
            ],
            how=how,
            statements=[
                self.statement((*path, how, at), one)
                for at, one in _there(statements)
                if one.want is not None or one.avoid is not None
            ],
            levels=[
                forms.LevelForm(states=one, **self.place((*path, "ranking", at)))
                for at, one in enumerate((given.ranking or ()) if how == "ranking" else ())
            ],
            **self.spot(path),
        )

    def option(self, path: Path, given: schema.Option) -> forms.OptionForm:
        held = given.irreversible or []
        return forms.OptionForm(
            option=str(path[-1]),
            means=given.means,
            values=given.values or ["no", "yes"],
            start=given.start,
            needs=given.needs,
            lapses_when=given.lapses_when,
            irreversible=[] if held == "no" else [held] if isinstance(held, str) else held,
            **_grounds(given),
            **self.spot(path),
        )

    def statement(self, path: Path, given: schema.Statement) -> forms.StatementForm:
        drops = given.drops
        return forms.StatementForm(
            name=given.name,
            verb="avoid" if given.avoid is not None else "want",
            text=one_line(given.avoid or given.want or ""),
            condition=given.condition,
            exactly_when=given.exactly_when,
            drops_below=None if drops is None else drops.below,
            drops_when=None if drops is None else drops.when,
            weight=given.weight,
            **_grounds(given),
            **self.place(path),
        )

    # -------------------------------------------------------- circumstances

    def circumstance(self, path: Path, given: schema.Circumstance) -> forms.CircumstanceForm:
        each = given.chances
        return forms.CircumstanceForm(
            circumstance=str(path[-1]),
            values=given.values or ["no", "yes"],
            now=given.now,
            means=given.means,
            chance=None if given.chance is None else self.doubt((*path, "chance"), given.chance),
            chances=None
            if each is None
            else {value: self.doubt((*path, "chances", value), one) for value, one in each.items()},
            **_grounds(given),
            **self.spot(path),
        )

    def doubt(self, path: Path, given: str | Mapping[str, str]) -> forms.Doubt:
        """Return a chance with what kind it is, or its cases."""
        if isinstance(given, str):
            return forms.Doubt(cases=[], **self.likely(given).model_dump())
        cases = [
            forms.CaseForm(place=place, when=when, chance=self.likely(chance), **self.spot((*path, when)))
            for place, (when, chance) in enumerate(given.items(), 1)
        ]
        text = "; ".join(f"{key}: {value}" for key, value in given.items())
        return forms.Doubt(kind="table", text=text, low=None, high=None, cases=cases)

    def likely(self, given: str) -> forms.Likely:
        """Return a chance that hangs on nothing, with what kind it is."""
        word = one_line(given)
        if word in self.words:
            low, high = self.words[word]
            return forms.Likely(kind="word", text=word, low=low, high=high)
        ends = [number(one.strip()) for one in word.split(" to ")]
        if None in ends or len(ends) > 2:
            return forms.Likely(kind="other", text=word, low=None, high=None)
        bounds = [float(one) for one in ends if one is not None]
        return forms.Likely(kind="number" if len(bounds) == 1 else "range", text=word, low=bounds[0], high=bounds[-1])

    def belief(self, path: Path, given: schema.Belief) -> forms.BeliefForm:
        thinks = one_line(given.thinks) if isinstance(given.thinks, str) else given.thinks
        return forms.BeliefForm(
            who=given.who, thinks=thinks, chance=given.chance, **_grounds(given), **self.place(path)
        )

    def signal(self, path: Path, given: schema.Signal) -> forms.SignalForm:
        return forms.SignalForm(
            signal=given.name,
            what=given.what,
            about=given.about,
            seen_if=given.seen_if,
            seen=given.seen != "no",
            on_day=given.on,
            by=list(given.by or []),
            **_grounds(given),
            **self.place(path),
        )

    # -------------------------------------------------------- all else

    def situation(self, path: Path, given: str) -> forms.SituationForm:
        return forms.SituationForm(situation=str(path[-1]), text=one_line(given), **self.spot(path))

    def rule(self, path: Path, given: schema.Rule) -> forms.RuleForm:
        return forms.RuleForm(name=given.name, when=one_line(given.when), **_grounds(given), **self.place(path))

    def outcome(self, path: Path, given: schema.Outcome) -> forms.OutcomeForm:
        return forms.OutcomeForm(
            name=given.name, when=one_line(given.when), chance=given.chance, **_grounds(given), **self.place(path)
        )

    def variant(self, path: Path, given: schema.Variant) -> forms.VariantForm:
        return forms.VariantForm(
            variant=str(path[-1]),
            says=given.says,
            set=given.set or {},
            start=given.start,
            lock=given.lock or {},
            irreversible=list(given.irreversible or []),
            **_cited(given),
            **self.spot(path),
        )

    def claim(self, path: Path, given: schema.Claim) -> forms.ClaimForm:
        return forms.ClaimForm(
            name=given.name,
            says=given.says,
            test=one_line(given.test),
            variant=given.variant,
            under=given.under,
            hedge=given.hedge,
            stance=given.stance,
            **_cited(given),
            **self.place(path),
        )

    def omission(self, path: Path, given: schema.NotModelled) -> forms.OmissionForm:
        return forms.OmissionForm(name=given.name, what=given.what, why=given.why, **_cited(given), **self.place(path))

    def acceptance(self, path: Path, given: schema.Acceptance) -> forms.AcceptanceForm:
        return forms.AcceptanceForm(check=given.check, of=list(given.of), because=given.because, **self.place(path))


def _cited(given: schema.Grounded) -> dict[str, Any]:
    """Return what a part cites and assumes."""
    return {"assumed": given.assumed, "cite": list(given.cite or [])}


def _grounds(given: schema.Judgement) -> dict[str, Any]:
    """Return why a part stands."""
    return _cited(given) | {"because": given.because}


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
