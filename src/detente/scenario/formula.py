"""The syntax of formulas: text becomes a tree of names, values and connectives, not yet resolved.

See `formula.lark` for the grammar, `scope` for the meaning of names.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import Any, Literal, NamedTuple

from lark import Lark, Token, Transformer, UnexpectedInput, v_args

from detente.scenario.formula_mistakes import explain, too_long

MOST_TERMS = 1000  # of one formula as written
MOST_PARENTHESES = 100  # levels

_TERMS = re.compile(r"\b(?:and|or)\b|,")
_QUOTED = re.compile(r'"[^"\n]*"')


class Word(NamedTuple):
    """A name or a value as written, and the offset at which it stands."""

    text: str
    at: int


@dataclass(frozen=True, slots=True)
class Name:
    """A name, with the actor before the dot if there is one."""

    actor: Word | None
    own: Word

    @property
    def at(self) -> int:
        """Return the offset at which the name begins."""
        return (self.actor or self.own).at

    def __str__(self) -> str:
        """Return the name without quotes."""
        return f"{self.actor.text}.{self.own.text}" if self.actor else self.own.text


@dataclass(frozen=True, slots=True)
class Constant:
    """`always` or `never`."""

    truth: bool
    depth: int = 1
    terms: int = 1


@dataclass(frozen=True, slots=True)
class Bare:
    """A name that stands alone: a situation, or a no/yes variable."""

    name: Name
    depth: int = 1
    terms: int = 1


@dataclass(frozen=True, slots=True)
class Comparison:
    """A variable and values: `=`, `!=`, `<`, `<=`, `>`, `>=`, `in` or `not in`."""

    name: Name
    operator: str
    values: tuple[Word, ...]
    depth: int = 1
    terms: int = 1


@dataclass(frozen=True, slots=True)
class Negation:
    """Not the part."""

    part: Tree
    depth: int
    terms: int


@dataclass(frozen=True, slots=True)
class Joined:
    """All parts (`and`) or some part (`or`)."""

    word: Literal["and", "or"]
    parts: tuple[Tree, ...]
    depth: int
    terms: int


Tree = Constant | Bare | Comparison | Negation | Joined


def parse(text: str) -> Tree:
    """Return the tree of a formula; raise Mistake, with an offset in the text, where it is none.

    >>> parse("not a or b").word
    'or'
    """
    _check_size(text)
    try:
        tree: Tree = _parser().parse(text)  # type: ignore[assignment]
    except UnexpectedInput as error:
        raise explain(text, error) from None
    return tree


def names(tree: Tree) -> list[Name]:
    """Return the names in a tree, in the order in which they stand."""
    found: list[Name] = []
    waiting: list[Tree] = [tree]
    while waiting:
        match waiting.pop():
            case Bare(name) | Comparison(name):
                found.append(name)
            case Negation(part):
                waiting.append(part)
            case Joined(_, parts):
                waiting.extend(reversed(parts))
    return found


def _check_size(text: str) -> None:
    """Refuse what would take long to parse or to walk."""
    terms = len(_TERMS.findall(text)) + 1
    if terms > MOST_TERMS:
        raise too_long(f"The formula has about {terms:,} terms", f"A formula has at most {MOST_TERMS:,} terms.")
    if text.count("(") <= MOST_PARENTHESES:
        return
    level = 0
    for match in re.finditer(r"[()]", _QUOTED.sub(lambda quoted: " " * len(quoted[0]), text)):
        level += 1 if match[0] == "(" else -1
        if level > MOST_PARENTHESES:
            raise too_long(
                f"Parentheses are nested more than {MOST_PARENTHESES} levels deep here",
                f"A formula has at most {MOST_PARENTHESES} levels.",
                match.start(),
            )


@cache
def _parser() -> Lark:
    return Lark.open(
        "formula.lark",
        rel_to=__file__,
        parser="lalr",
        lexer="basic",
        transformer=_Builder(),
        maybe_placeholders=False,
    )


def _word(token: Token) -> Word:
    at = token.start_pos or 0
    return Word(token[1:-1], at) if token.type == "QUOTED" else Word(str(token), at)


@v_args(inline=True)
class _Builder(Transformer[Any, Any]):
    """Builds the tree from below while the text is parsed, so that nothing recurses."""

    def always(self, _: Token) -> Tree:
        return Constant(True)

    def never(self, _: Token) -> Tree:
        return Constant(False)

    def name(self, *parts: Token) -> Name:
        actor = _word(parts[0]) if len(parts) > 1 else None
        return Name(actor, _word(parts[-1]))

    def bare(self, name: Name) -> Tree:
        return Bare(name)

    def compare(self, name: Name, operator: Token, value: Token) -> Tree:
        return Comparison(name, str(operator), (_word(value),))

    def among(self, name: Name, *values: Token) -> Tree:
        return Comparison(name, "in", tuple(_word(v) for v in values), terms=len(values))

    def not_among(self, name: Name, *values: Token) -> Tree:
        return Comparison(name, "not in", tuple(_word(v) for v in values), terms=len(values))

    def no(self, part: Tree) -> Tree:
        if isinstance(part, Negation):
            return part.part
        return Negation(part, part.depth + 1, part.terms)

    def both(self, *parts: Tree) -> Tree:
        return _joined("and", parts)

    def either(self, *parts: Tree) -> Tree:
        return _joined("or", parts)


def _joined(word: Literal["and", "or"], parts: tuple[Tree, ...]) -> Tree:
    return Joined(word, parts, 1 + max(part.depth for part in parts), sum(part.terms for part in parts))
