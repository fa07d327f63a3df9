"""Expressions: truth, what is left when some values are known, and which variables they speak of."""

from __future__ import annotations

from itertools import product

from hypothesis import given as draw
from hypothesis import strategies as st

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

VALUES = {"x": ("no", "yes"), "y": ("low", "mid", "high"), "z": ("no", "yes")}


def extend(parts: st.SearchStrategy[Expression]) -> st.SearchStrategy[Expression]:
    """Return expressions made of others."""
    several = st.lists(parts, max_size=3).map(tuple)
    return st.one_of(
        parts.map(Not), several.map(All), several.map(AnyOf), parts.map(lambda part: Named("some situation", part))
    )


atoms = st.sampled_from(sorted(VALUES)).flatmap(
    lambda name: st.lists(st.sampled_from(VALUES[name]), unique=True).map(lambda values: Is(name, tuple(values)))
)
expressions: st.SearchStrategy[Expression] = st.recursive(atoms, extend, max_leaves=8)
worlds = st.fixed_dictionaries({name: st.sampled_from(values) for name, values in VALUES.items()})
known = st.fixed_dictionaries({}, optional={name: st.sampled_from(values) for name, values in VALUES.items()})


def test_truth_by_hand() -> None:
    at = {"x": "yes", "y": "mid"}
    assert holds(Is("y", ("low", "mid")), at)
    assert not holds(Is("y", ()), at)
    assert holds(All((Is("x", ("yes",)), Not(Is("y", ("high",))))), at)
    assert not holds(AnyOf((Is("x", ("no",)), Named("s", Is("y", ("low",))))), at)
    assert holds(ALWAYS, {})
    assert not holds(NEVER, {})


@draw(expressions, known)
def test_what_is_left_agrees_with_the_whole(expression: Expression, facts: dict[str, str]) -> None:
    left = given(expression, facts)
    assert not variables(left) & set(facts)
    for values in product(*VALUES.values()):
        at = dict(zip(VALUES, values, strict=True)) | facts
        assert holds(left, at) == holds(expression, at)


@draw(expressions, worlds)
def test_a_whole_world_decides(expression: Expression, world: dict[str, str]) -> None:
    assert given(expression, world) == (ALWAYS if holds(expression, world) else NEVER)


def test_simplifying() -> None:
    x = Is("x", ("yes",))
    assert (negation(ALWAYS), negation(NEVER), negation(x)) == (NEVER, ALWAYS, Not(x))
    assert (conjunction((x, ALWAYS)), conjunction((x, NEVER)), conjunction(())) == (x, NEVER, ALWAYS)
    assert (disjunction((x, NEVER)), disjunction((x, ALWAYS)), disjunction(())) == (x, ALWAYS, NEVER)
    assert given(Named("s", All((x, Is("z", ("no",))))), {"z": "no"}) == Named("s", x)
    assert given(Named("s", x), {"x": "no"}) == NEVER


def test_variables() -> None:
    assert variables(Named("s", All((Is("x", ()), Not(AnyOf((Is("y", ()), NEVER))))))) == {"x", "y"}
    assert variables(ALWAYS) == frozenset()
