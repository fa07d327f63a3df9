"""The parts of a claim's sentence: formulas, actors, names and words, form by form."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from detente.errors import Place
from detente.scenario.chances import read_band, unit_number
from detente.scenario.document import Path
from detente.scenario.formula import Bare, Joined, Name, Word
from detente.scenario.model import Formula
from detente.scenario.problems import suggestion
from detente.scenario.quantities import one_line
from detente.scenario.reading import Reading
from detente.scenario.scope import Resolver, Variable


class Span(NamedTuple):
    """A run of words of a sentence: where it begins and ends."""

    start: int
    end: int


@dataclass
class Sentence:
    """One sentence while its parts are read."""

    reading: Reading
    text: str
    path: Path
    claims: Collection[str]
    variants: Collection[str]
    formulas: dict[str, Formula] = field(default_factory=dict)
    actors: list[str] = field(default_factory=list)
    names: list[str] = field(default_factory=list)
    words: dict[str, str] = field(default_factory=dict)
    failed: bool = False

    def cut(self, run: Span) -> tuple[str, int]:
        """Return the text of a run of words and where it begins."""
        return self.text[run.start : run.end], run.start

    def place(self, at: int) -> Place:
        """Return the place of a character of the sentence."""
        return self.reading.document.inside(self.path, at)

    def complain(self, code: str, at: int, given: str, expected: str, remedy: str) -> None:
        """Note a problem at an offset of the sentence."""
        self.failed = True
        self.reading.complain(code, self.place(at), given, expected, remedy)

    def formula(self, role: str, run: Span, worlds_only: bool = False) -> None:
        """Read a run of words as a formula."""
        text, start = self.cut(run)
        found = self.reading.understood(text, self.path, start=start)
        if found is None:
            self.failed = True
            return
        formula, size = found
        self.formulas[role] = formula
        strange = self.reading.scope.beyond_circumstances(size.variables)
        if worlds_only and strange:
            self.complain(
                "condition-over-options",
                start,
                f"The condition speaks of `{strange[0]}`",
                "What makes something likelier is a formula over circumstances.",
                "Name circumstances; for a condition on states write `every equilibrium where C has D`.",
            )

    def bare_names(self, run: Span) -> list[Name]:
        """Return the names that a run of words joins by `and`; of one name, that."""
        text, start = self.cut(run)
        tree = self.reading.tree(text, self.reading.places(self.path, start=start))
        parts = tree.parts if isinstance(tree, Joined) and tree.word == "and" else (tree,)
        names = [part.name for part in parts if isinstance(part, Bare)]
        if len(names) == len(parts):
            return [shifted(name, start) for name in names]
        if tree is None:
            self.failed = True
        else:
            self.complain(
                "claim-form",
                start,
                f"`{text}` is not a name",
                "A name is expected here.",
                "Write the name; a formula can have one under `situations`.",
            )
        return []

    def actor_in(self, run: Span) -> None:
        """Read a run of words as one actor."""
        names = self.bare_names(run)
        for name in names:
            self.actor(name)
        if len(names) > 1:
            self.complain(
                "claim-form",
                run.start,
                f"`{self.cut(run)[0]}` names several actors",
                "One actor is named here.",
                "Make a claim for each of them.",
            )

    def actor(self, name: Name) -> None:
        """Read a name as an actor."""
        known = self.reading.scope.actors
        ident = str(name)
        if ident not in known:
            self.complain(
                "unknown-actor",
                name.at,
                f"There is no actor `{ident}`",
                "An actor of this file is named here.",
                suggestion(ident, known),
            )
        elif ident in self.actors:
            self.twice(ident, name.at)
        self.actors.append(ident)

    def twice(self, ident: str, at: int) -> None:
        """Note a name that stands in a list twice."""
        self.complain(
            "duplicate-name", at, f"`{ident}` stands here twice", "Each is named once.", "Remove one of the two."
        )


def shifted(name: Name, by: int) -> Name:
    """Return the name as it stands in a text that begins `by` characters earlier."""
    actor = Word(name.actor.text, name.actor.at + by) if name.actor else None
    return Name(actor, Word(name.own.text, name.own.at + by))


Parts = list[Any]


def _has(sentence: Sentence, parts: Parts) -> None:
    quantifier, among, where, has = parts
    sentence.words.update(quantifier=str(quantifier), among=str(among))
    if where is not None:
        sentence.formula("where", where)
    sentence.formula("has", has)


def _can_improve(sentence: Sentence, parts: Parts) -> None:
    where, actor, to = parts
    sentence.formula("where", where)
    sentence.actor_in(actor)
    sentence.formula("to", to)


def _would_move(sentence: Sentence, parts: Parts) -> None:
    actor, negated, to = parts
    sentence.actor_in(actor)
    sentence.words["would"] = "no" if negated is not None else "yes"
    sentence.formula("to", to)


def _suits_everyone(sentence: Sentence, parts: Parts) -> None:
    quantifier, condition = parts
    sentence.words["quantifier"] = str(quantifier)
    sentence.formula("with", condition)


def _agree(sentence: Sentence, parts: Parts) -> None:
    group, modal, on = parts
    for name in sentence.bare_names(group):
        sentence.actor(name)
    if len(sentence.actors) < 2 and not sentence.failed:
        sentence.complain(
            "claim-form",
            group.start,
            f"Only `{sentence.actors[0]}` is named",
            "It takes two to agree: `A and B can agree on C`.",
            "Name the others, with `and` between them.",
        )
    sentence.words["can"] = "yes" if modal == "can" else "no"
    sentence.formula("on", on)


def _differ(sentence: Sentence, parts: Parts) -> None:
    among, variant, *things = parts
    sentence.words["among"] = "prospect" if among == "prospects" else "equilibrium"
    text, at = sentence.cut(variant)
    name = text.strip('"')
    if name not in sentence.variants:
        sentence.complain(
            "unknown-variant",
            at,
            f"There is no variant `{name}`",
            "A variant of this file is named after `from`.",
            suggestion(name, sentence.variants),
        )
    sentence.words["from"] = name
    for thing in things:
        for found in sentence.bare_names(thing):
            _thing(sentence, found)


def _thing(sentence: Sentence, name: Name) -> None:
    """Read an option, a circumstance, a situation or `state`."""
    reading = sentence.reading
    resolver = Resolver(reading.scope, reading.problems, None, sentence.place)
    target = resolver.target(name)
    sentence.failed = sentence.failed or resolver.failed
    if target is None:
        return
    ident = target.id if isinstance(target, Variable) else target
    if ident in sentence.names:
        sentence.twice(ident, name.at)
    sentence.names.append(ident)


def _likelier(sentence: Sentence, parts: Parts) -> None:
    what, when = parts
    text, at = sentence.cut(what)
    name = text.strip('"')
    scope = sentence.reading.scope
    if name in sentence.claims and name in scope.bare_names(None):
        sentence.complain(
            "ambiguous-name",
            at,
            f"`{name}` may mean the claim or what has the same name in formulas",
            "A name means one thing.",
            "Rename the claim.",
        )
    elif name in sentence.claims:
        sentence.names.append(name)
    else:
        sentence.formula("what", what)
    sentence.formula("when", when, worlds_only=True)


def _chance(sentence: Sentence, parts: Parts) -> None:
    of, verdict = parts
    sentence.formula("of", of)
    text, at = sentence.cut(verdict)
    said = one_line(text)
    for bound in ("at least", "at most"):
        if said.startswith(bound):
            number = said.removeprefix(bound).strip()
            if unit_number(sentence.reading, number, sentence.place(at)) is None:
                sentence.failed = True
            sentence.words[bound] = number
            return
    if read_band(sentence.reading, said, sentence.place(at)) is None:
        sentence.failed = True
    sentence.words["is"] = said


def _prefers(sentence: Sentence, parts: Parts) -> None:
    actor, first, second = parts
    sentence.actor_in(actor)
    sentence.formula("prefers", first)
    sentence.formula("to", second)


def _reachable(sentence: Sentence, parts: Parts) -> None:
    what, improving, alone = parts
    sentence.formula("what", what)
    sentence.words["by"] = "improvements" if improving is not None else "moves"
    if alone is not None:
        sentence.actor_in(alone)


READERS: dict[str, Callable[[Sentence, Parts], None]] = {
    "has": _has,
    "can improve": _can_improve,
    "would move": _would_move,
    "suits everyone": _suits_everyone,
    "agree": _agree,
    "differ": _differ,
    "likelier": _likelier,
    "chance": _chance,
    "prefers": _prefers,
    "reachable": _reachable,
}
