"""Expressions: what they mean, and that putting in what is known changes nothing of it."""

from __future__ import annotations

from random import Random

from hypothesis import given as for_all
from hypothesis import strategies as st

from detente.conflict import Option
from detente.scenario.expression import (
    ALWAYS,
    NEVER,
    All,
    AnyOf,
    Expression,
    Is,
    Named,
    Not,
    conjunction,
    disjunction,
    given,
    holds,
    negation,
    variables,
)
from tests.properties.conflicts import At, means, some_expression

OPTIONS = tuple(Option(f"A.o{k}", 0, ("no", "some", "all")) for k in range(4))
SEEDS = st.integers(0, 1 << 30)


def drawn(seed: int) -> tuple[Expression, At, Random]:
    """Return an expression, a state, and the luck that is left."""
    luck = Random(seed)
    return some_expression(luck, OPTIONS, depth=3), {o.id: luck.choice(o.values) for o in OPTIONS}, luck


def parts(expression: Expression) -> list[Expression]:
    """Return an expression and all within."""
    match expression:
        case Not(part):
            inner = [part]
        case Named(_, meaning):
            inner = [meaning]
        case All(several) | AnyOf(several):
            inner = list(several)
        case Is():
            inner = []
    return [expression, *(each for part in inner for each in parts(part))]


@for_all(SEEDS)
def test_what_holds_is_what_is_meant(seed: int) -> None:
    expression, at, _ = drawn(seed)
    assert holds(expression, at) == means(expression, at)


@for_all(SEEDS)
def test_putting_in_what_is_known_keeps_the_meaning(seed: int) -> None:
    expression, at, luck = drawn(seed)
    known = {name: value for name, value in at.items() if luck.random() < 0.5}
    left = given(expression, known)
    assert holds(left, at) == holds(expression, at)
    assert not variables(left) & set(known)
    assert variables(left) <= variables(expression)


@for_all(SEEDS)
def test_what_is_decided_becomes_a_constant_and_no_constant_is_left_inside(seed: int) -> None:
    expression, at, luck = drawn(seed)
    whole = given(expression, at)
    assert whole == (ALWAYS if means(expression, at) else NEVER)
    known = {name: value for name, value in at.items() if luck.random() < 0.5}
    left = given(expression, known)
    assert not any(each in (ALWAYS, NEVER) for each in parts(left)[1:])


@for_all(SEEDS)
def test_the_variables_are_those_it_speaks_of(seed: int) -> None:
    expression, _, _ = drawn(seed)
    assert variables(expression) == {each.variable for each in parts(expression) if isinstance(each, Is)}


def test_constants_fold() -> None:
    one, two = Is("A.o0", ("no",)), Is("A.o1", ("all",))
    assert negation(ALWAYS) == NEVER
    assert negation(NEVER) == ALWAYS
    assert negation(one) == Not(one)
    assert conjunction((one, ALWAYS)) == one
    assert conjunction((one, NEVER)) == NEVER
    assert conjunction((one, two)) == All((one, two))
    assert conjunction((ALWAYS, ALWAYS)) == ALWAYS
    assert disjunction((one, NEVER)) == one
    assert disjunction((one, ALWAYS)) == ALWAYS
    assert disjunction((one, two)) == AnyOf((one, two))
    assert disjunction((NEVER, NEVER)) == NEVER
    assert given(Named("calm", one), {"A.o1": "no"}) == Named("calm", one)
    assert given(Named("calm", one), {"A.o0": "no"}) == ALWAYS
    assert given(Named("calm", one), {"A.o0": "all"}) == NEVER
    assert holds(ALWAYS, {})
    assert not holds(NEVER, {})
