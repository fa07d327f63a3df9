"""Random conflicts in option form, and what their rules mean, read from the language's definition with loops."""

from __future__ import annotations

from dataclasses import replace
from itertools import product
from random import Random

from hypothesis import strategies as st

from detente.conflict import Conflict, Goal, Option, Ordered, Preference, Weighed
from detente.scenario.expression import ALWAYS, NEVER, All, AnyOf, Expression, Is, Named, Not

At = dict[str, str]
"""A state: the value of every option."""

WORDS = ("no", "some", "much", "all")


# ---------------------------------------------------------------- meaning


def means(expression: Expression, at: At) -> bool:
    """Return whether an expression is true at a state."""
    if isinstance(expression, Is):
        return any(at[expression.variable] == value for value in expression.values)
    if isinstance(expression, Not):
        return not means(expression.part, at)
    if isinstance(expression, Named):
        return means(expression.meaning, at)
    truths = [means(part, at) for part in expression.parts]
    return False not in truths if isinstance(expression, All) else True in truths


def every_state(conflict: Conflict) -> list[At]:
    """Return all combinations of values, the first option fastest."""
    names = [option.id for option in conflict.options]
    lists = [option.values for option in conflict.options]
    return [dict(zip(names, reversed(row), strict=True)) for row in product(*reversed(lists))]


def is_feasible(conflict: Conflict, at: At) -> bool:
    """Return whether no rule, no need and no lock speaks against a state."""
    return (
        not any(means(rule, at) for rule in conflict.never)
        and all(at[o.id] == o.values[0] or means(o.needs, at) for o in conflict.options)
        and all(o.locked in (None, at[o.id]) for o in conflict.options)
    )


def feasible_states(conflict: Conflict) -> list[At]:
    """Return the feasible states in numbered order."""
    return [at for at in every_state(conflict) if is_feasible(conflict, at)]


def moved(conflict: Conflict, actor: int, at: At) -> list[At]:
    """Return the states to which one move of an actor leads."""
    own = [option for option in conflict.options if option.actor == actor]
    found = []
    for row in product(*(option.values for option in own)):
        choice = {option.id: value for option, value in zip(own, row, strict=True)}
        if all(at[name] == value for name, value in choice.items()):
            continue
        if not all(_may(option, at[option.id], choice[option.id]) for option in own):
            continue
        after = fallen(conflict, at, at | choice)
        if is_feasible(conflict, after) and all(after[name] == value for name, value in choice.items()):
            found.append(after)
    return found


def _may(option: Option, old: str, new: str) -> bool:
    if old == new:
        return True
    if option.locked is not None or old in option.kept:
        return False
    return not option.forward or option.values.index(new) > option.values.index(old)


def fallen(conflict: Conflict, before: At, after: At) -> At:
    """Return what is left when everything has fallen that depends on what is gone or has changed."""
    while True:
        falls = set()
        for option in conflict.options:
            if after[option.id] == option.values[0]:
                continue
            watched = any(_read(watch, before) != _read(watch, after) for watch in option.watches)
            if not means(option.needs, after) or (watched and after[option.id] == before[option.id]):
                falls.add(option.id)
        if not falls:
            return after
        after = {o.id: o.values[0] if o.id in falls else after[o.id] for o in conflict.options}


def _read(watch: str | Expression, at: At) -> str | bool:
    return at[watch] if isinstance(watch, str) else means(watch, at)


# ---------------------------------------------------------------- at random


def some_expression(luck: Random, options: tuple[Option, ...], depth: int = 2) -> Expression:
    """Draw an expression over the options."""
    kind = luck.random()
    if depth == 0 or kind < 0.45:
        option = luck.choice(options)
        some = luck.sample(option.values, luck.randint(1, len(option.values) - 1))
        return Is(option.id, tuple(some))
    if kind < 0.6:
        return Not(some_expression(luck, options, depth - 1))
    if kind < 0.7:
        return Named(f"situation_{luck.randint(1, 9)}", some_expression(luck, options, depth - 1))
    if kind < 0.73:
        return luck.choice((ALWAYS, NEVER))
    parts = tuple(some_expression(luck, options, depth - 1) for _ in range(luck.randint(1, 3)))
    return All(parts) if luck.random() < 0.5 else AnyOf(parts)


def some_preference(luck: Random, options: tuple[Option, ...]) -> Preference:
    """Draw statements, ordered or weighed; negative weights and weights that cancel are among them."""
    goals = tuple(
        Goal(f"goal {number}", some_expression(luck, options), luck.randint(-3, 5))
        for number in range(luck.randint(0, 5))
    )
    return Ordered(goals) if luck.random() < 0.5 else Weighed(goals)


@st.composite
def conflicts(
    draw: st.DrawFn, most: int = 5, rules: int = 3, dependent: bool = True, one_way: bool = True, locks: bool = True
) -> Conflict:
    """Draw a conflict; `dependent` lets options need and watch others."""
    actors, count = draw(st.integers(1, 3)), draw(st.integers(1, most))
    luck = Random(draw(st.integers(0, 1 << 20)))
    options = tuple(
        Option(f"A{actor}.o{number}", actor, WORDS[: luck.choice((2, 2, 2, 3, 4))])
        for number, actor in enumerate(luck.randrange(actors) for _ in range(count))
    )
    never = tuple(
        All((some_expression(luck, options), some_expression(luck, options))) for _ in range(luck.randint(0, rules))
    )
    bound = tuple(_bound(luck, option, options, dependent, one_way, locks) for option in options)
    wants = tuple(some_preference(luck, options) for _ in range(actors))
    return Conflict(tuple(f"A{actor}" for actor in range(actors)), bound, never, wants, None)


def _bound(
    luck: Random, option: Option, options: tuple[Option, ...], dependent: bool, one_way: bool, locks: bool
) -> Option:
    if dependent and luck.random() < 0.35:
        option = replace(option, needs=some_expression(luck, options))
    if dependent and luck.random() < 0.3:
        watches = (luck.choice(options).id, some_expression(luck, options))
        option = replace(option, watches=watches[: luck.randint(1, 2)] if luck.random() < 0.5 else watches[1:])
    if one_way and luck.random() < 0.3:
        option = replace(option, forward=True)
    if one_way and luck.random() < 0.2:
        option = replace(option, kept=tuple(luck.sample(option.values, luck.randint(1, len(option.values) - 1))))
    if locks and luck.random() < 0.1:
        option = replace(option, locked=luck.choice(option.values))
    return option
