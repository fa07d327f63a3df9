"""Truth of the world in plain data: the meaning of a formula once its names are resolved.

An expression speaks of variables: options (`Europe.troops`), circumstances (`temper`) and, in graph form, the
variable `state`. Values are text. Nothing here knows how a formula is spelled (see `formula`) or stored in
arrays (see the engine).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class Is:
    """True where the variable has one of the values."""

    variable: str
    values: tuple[str, ...]


@dataclass(frozen=True)
class Not:
    """True where the part is false."""

    part: Expression


@dataclass(frozen=True)
class All:
    """True where every part is true; of no parts, always."""

    parts: tuple[Expression, ...]


@dataclass(frozen=True)
class AnyOf:
    """True where some part is true; of no parts, never."""

    parts: tuple[Expression, ...]


@dataclass(frozen=True)
class Named:
    """A situation: a name for another expression."""

    name: str
    meaning: Expression


Expression = Is | Not | All | AnyOf | Named

ALWAYS = All(())
NEVER = AnyOf(())


def holds(expression: Expression, at: Mapping[str, str]) -> bool:
    """Return whether the expression is true where the variables have the values in `at`.

    >>> holds(Not(Is("US.aid", ("cut",))), {"US.aid": "keep"})
    True
    """
    match expression:
        case Is(variable, values):
            return at[variable] in values
        case Not(part):
            return not holds(part, at)
        case All(parts):
            return all(holds(part, at) for part in parts)
        case AnyOf(parts):
            return any(holds(part, at) for part in parts)
        case Named(_, meaning):  # pragma: no branch
            return holds(meaning, at)


def given(expression: Expression, known: Mapping[str, str]) -> Expression:
    """Return the expression with the known variables replaced by their values, and simplified.

    What is decided by the known values becomes ALWAYS or NEVER; situations keep their names while something of
    them is left.

    >>> given(All((Is("temper", ("prudent",)), Is("US.aid", ("cut",)))), {"temper": "prudent"})
    Is(variable='US.aid', values=('cut',))
    """
    match expression:
        case Is(variable, values):
            if variable in known:
                return ALWAYS if known[variable] in values else NEVER
            return expression
        case Not(part):
            return negation(given(part, known))
        case All(parts):
            return conjunction(tuple(given(part, known) for part in parts))
        case AnyOf(parts):
            return disjunction(tuple(given(part, known) for part in parts))
        case Named(name, meaning):  # pragma: no branch
            inner = given(meaning, known)
            return inner if inner in (ALWAYS, NEVER) else Named(name, inner)


def negation(part: Expression) -> Expression:
    """Return not `part`, simplified where `part` is a constant."""
    if part == ALWAYS:
        return NEVER
    return ALWAYS if part == NEVER else Not(part)


def conjunction(parts: tuple[Expression, ...]) -> Expression:
    """Return the conjunction, without the parts that are always true, NEVER if one is never true."""
    if NEVER in parts:
        return NEVER
    kept = tuple(part for part in parts if part != ALWAYS)
    return kept[0] if len(kept) == 1 else All(kept)


def disjunction(parts: tuple[Expression, ...]) -> Expression:
    """Return the disjunction, without the parts that are never true, ALWAYS if one is always true."""
    if ALWAYS in parts:
        return ALWAYS
    kept = tuple(part for part in parts if part != NEVER)
    return kept[0] if len(kept) == 1 else AnyOf(kept)


def variables(expression: Expression) -> frozenset[str]:
    """Return the variables that the expression speaks of, through situations too."""
    match expression:
        case Is(variable, _):
            return frozenset((variable,))
        case Not(part):
            return variables(part)
        case All(parts) | AnyOf(parts):
            return frozenset().union(*(variables(part) for part in parts))
        case Named(_, meaning):  # pragma: no branch
            return variables(meaning)
