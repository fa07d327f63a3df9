"""The names of a scenario and what a formula means by them."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from functools import cached_property
from typing import Literal

from detente.errors import Place
from detente.scenario.expression import ALWAYS, NEVER, All, AnyOf, Expression, Is, Named, Not
from detente.scenario.formula import Bare, Comparison, Constant, Name, Negation, Tree, Word, names
from detente.scenario.problems import Problems, listed, suggestion

STATE = "state"  # the variable of graph form
RESERVED = ("and", "or", "not", "in", "always", "never", "otherwise", STATE)

MOST_EXPANDED = 10_000  # terms of a formula with its situations written out
DEEPEST = 200  # levels of not, and, or and situations: what walks an expression may recurse that deep

Kind = Literal["option", "circumstance", "state"]


@dataclass(frozen=True)
class Variable:
    """Something that has one of several values."""

    id: str
    kind: Kind
    values: tuple[str, ...]

    @cached_property
    def order(self) -> dict[str, int]:
        """Return the place of each value, from 0."""
        return {value: place for place, value in enumerate(self.values)}


@dataclass(frozen=True)
class Size:
    """How large an expression is with its situations written out, and which variables it speaks of."""

    terms: int
    depth: int
    variables: frozenset[str]


@dataclass
class Scope:
    """The names known in one file. A name with None is in the file, but what it stands for is not understood.

    What uses such a name is not understood either, and no further problem is told of it.
    """

    variables: dict[str, Variable | None] = field(default_factory=dict)
    situations: dict[str, Expression | None] = field(default_factory=dict)
    sizes: dict[str, Size] = field(default_factory=dict)
    actors: dict[str, list[str] | None] = field(default_factory=dict)  # actor -> short names of its options
    complete: bool = True  # False where a whole part of the file is not understood: then no name is called unknown

    def bare_names(self, actor: str | None) -> list[str]:
        """Return the names that may stand in a formula here."""
        own = (self.actors.get(actor) or []) if actor else []
        return [*own, *self.variables, *self.situations]

    def beyond_circumstances(self, names: Iterable[str]) -> list[str]:
        """Return the variables among these that are no circumstances, sorted."""
        found = ((name, self.variables.get(name)) for name in names)
        return sorted(name for name, variable in found if variable is None or variable.kind != "circumstance")

    def of_kind(self, kind: Kind) -> dict[str, Variable]:
        """Return the understood variables of one kind by id."""
        return {ident: v for ident, v in self.variables.items() if v is not None and v.kind == kind}


@dataclass
class Resolver:
    """Finds the meaning of one formula: its names in a scope, seen from an actor or from nobody."""

    scope: Scope
    problems: Problems
    actor: str | None
    place: Callable[[int], Place]
    failed: bool = False

    def resolve(self, tree: Tree) -> tuple[Size | None, Expression | None]:
        """Return size and meaning of the tree, None where a name is wrong (all wrong names have been noted)."""
        size = self.measure(tree)
        meaning = self.meaning(tree) if size is not None else None
        return (None, None) if self.failed else (size, meaning)

    def complain(self, code: str, at: int, given: str, expected: str, remedy: str) -> None:
        """Note a problem at an offset of the formula."""
        self.failed = True
        self.problems.add(code, self.place(at), given, expected, remedy)

    def measure(self, tree: Tree) -> Size | None:
        """Return the size of the tree with situations written out, None (and a problem) where it is too large."""
        terms, depth = tree.terms, tree.depth
        variables: set[str] = set()
        for name in names(tree):
            target = self.target(name, quiet=True)
            if isinstance(target, Variable):
                variables.add(target.id)
            elif isinstance(target, str) and target in self.scope.sizes:
                size = self.scope.sizes[target]
                terms, variables = terms + size.terms - 1, variables | size.variables
                depth = max(depth, tree.depth + size.depth)
        if terms <= MOST_EXPANDED and depth <= DEEPEST:
            return Size(terms, depth, frozenset(variables))
        what = f"{terms:,} terms" if terms > MOST_EXPANDED else f"{depth} levels of not, and, or"
        self.complain(
            "formula-too-large",
            0,
            f"With its situations written out the formula has {what}",
            f"At most {MOST_EXPANDED:,} terms and {DEEPEST} levels can be handled.",
            "Make the formula, or the situations that it uses, simpler.",
        )
        return None

    def meaning(self, tree: Tree) -> Expression:
        """Return the meaning of the tree; where a name is wrong, something that only stands in."""
        match tree:
            case Constant(truth):
                return ALWAYS if truth else NEVER
            case Bare(name):
                return self.bare(name)
            case Comparison(name, operator, values):
                return self.comparison(name, operator, values)
            case Negation(part):
                return Not(self.meaning(part))
            case _:
                word, meanings = tree.word, []
                for part in tree.parts:  # a loop, not a comprehension: one frame less at each level
                    meanings.append(self.meaning(part))  # noqa: PERF401
                return All(tuple(meanings)) if word == "and" else AnyOf(tuple(meanings))

    def bare(self, name: Name) -> Expression:
        """Return the meaning of a name that stands alone."""
        target = self.target(name)
        if target is None:
            return ALWAYS
        if isinstance(target, str):
            return Named(target, self.scope.situations[target] or ALWAYS)
        if set(target.values) != {"no", "yes"}:
            self.complain(
                "which-value",
                name.at,
                f"`{name}` stands alone, but its values are not no and yes",
                f"Its values are {listed(target.values)}.",
                f"Say which value is meant, such as `{name} = {target.values[-1]}`.",
            )
        return Is(target.id, ("yes",))

    def comparison(self, name: Name, operator: str, values: tuple[Word, ...]) -> Expression:
        """Return the meaning of a variable compared with values."""
        target = self.target(name)
        if target is None:
            return ALWAYS
        if isinstance(target, str):
            self.complain(
                "situation-compared",
                name.at,
                f"`{name}` is a situation and has no values",
                "A situation is true or false.",
                f"Write `{name}` or `not {name}`.",
            )
            return ALWAYS
        known = [self.value(target, value) for value in values]
        self.refuse_repeated(values)
        if not all(known):
            return ALWAYS
        return Is(target.id, chosen(target.values, operator, {value.text for value in values}))

    def refuse_repeated(self, values: tuple[Word, ...]) -> None:
        """Note values that stand in one list twice."""
        seen: set[str] = set()
        for value in values:
            if value.text in seen:
                self.complain(
                    "duplicate-value",
                    value.at,
                    f"The value `{value.text}` stands in the list twice",
                    "A list has each value once.",
                    "Remove one of the two.",
                )
            seen.add(value.text)

    def value(self, variable: Variable, value: Word) -> bool:
        """Return whether the variable has the value; note the problem where it has not."""
        if value.text in variable.order:
            return True
        self.complain(
            "unknown-value",
            value.at,
            f"`{value.text}` is no value of `{variable.id}`",
            f"Its values are {listed(variable.values)}.",
            suggestion(value.text, variable.values, "Write one of these."),
        )
        return False

    def target(self, name: Name, quiet: bool = False) -> Variable | str | None:
        """Return the variable, or the id of the situation, that a name means.

        None where there is none: the problem is noted, unless `quiet` or the name is broken.
        """
        scope, own = self.scope, name.own.text
        if name.actor is not None:
            if quiet or f"{name.actor.text}.{own}" in scope.variables:
                return self.found(f"{name.actor.text}.{own}")
            self.unknown_option(name.actor, name.own)
            return None
        short = f"{self.actor}.{own}" if self.actor else ""
        here = own in scope.variables or own in scope.situations
        if short in scope.variables:
            if here and not quiet:
                self.ambiguous(name, short)
            return self.found(own if here else short)
        if quiet or here:
            return self.found(own)
        self.unknown(name)
        return None

    def found(self, ident: str) -> Variable | str | None:
        """Return what an id of the file stands for; None (and no new problem) where that is not understood."""
        if self.scope.situations.get(ident) is not None:
            return ident
        variable = self.scope.variables.get(ident)
        if variable is None:
            self.failed = True
        return variable

    def ambiguous(self, name: Name, short: str) -> None:
        """Note a name that may mean an own option or something of the whole file."""
        kind = "situation" if name.own.text in self.scope.situations else "circumstance"
        self.complain(
            "ambiguous-name",
            name.at,
            f"`{name}` may mean the option `{short}` or the {kind} `{name}`",
            "A name means one thing.",
            f"Write `{short}`, or rename the {kind}.",
        )

    def unknown(self, name: Name) -> None:
        """Note a bare name that nothing has."""
        own, scope = name.own.text, self.scope
        self.failed = True
        if not scope.complete:
            return
        if own in scope.actors:
            options = scope.actors[own]
            example = f"such as `{own}.{options[0]}`" if options else "but this actor has none"
            given, remedy = f"`{own}` is an actor", f"Write one of its options, {example}."
        elif of := [f"{actor}.{own}" for actor, options in scope.actors.items() if own in (options or ())]:
            given = f"`{own}` is the name of an option, but not of the actor that speaks here"
            remedy = f"Write {listed(of, 'or')}."
        elif own in RESERVED:
            given = f"`{own}` stands where a name is expected"
            remedy = "`state` is for scenarios that list `states`." if own == STATE else "Write a name before it."
        else:
            given, remedy = f"There is no `{own}` in this file", suggestion(own, scope.bare_names(self.actor))
        self.complain(
            "unknown-name",
            name.at,
            given,
            "A formula names options, circumstances and situations.",
            remedy,
        )

    def unknown_option(self, actor: Word, own: Word) -> None:
        """Note `Actor.option` where there is no such actor or option."""
        scope = self.scope
        self.failed = True
        options = scope.actors.get(actor.text, ())
        if options is None or not scope.complete:
            return
        if actor.text not in scope.actors:
            self.complain(
                "unknown-actor",
                actor.at,
                f"There is no actor `{actor.text}`",
                "What stands before the dot is an actor.",
                suggestion(actor.text, scope.actors),
            )
            return
        self.complain(
            "unknown-option",
            own.at,
            f"`{actor.text}` has no option `{own.text}`",
            f"Its options are {listed(options)}." if options else "It has no options.",
            suggestion(own.text, options, "Write one of these." if options else "Name an option of another actor."),
        )


def chosen(values: tuple[str, ...], operator: str, named: set[str]) -> tuple[str, ...]:
    """Return the values, in their order, that a comparison with the named ones allows.

    >>> chosen(("low", "mid", "high"), "<=", {"mid"})
    ('low', 'mid')
    """
    if operator in ("=", "in"):
        return tuple(value for value in values if value in named)
    if operator in ("!=", "not in"):
        return tuple(value for value in values if value not in named)
    at = min(values.index(value) for value in named)
    return {"<": values[:at], "<=": values[: at + 1], ">": values[at + 1 :], ">=": values[at:]}[operator]
