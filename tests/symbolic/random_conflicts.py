"""Random conflicts of the kinds that the symbolic engine serves."""

from __future__ import annotations

from dataclasses import replace
from random import Random

from detente.conflict import Conflict, Goal, Option, Ordered, Preference, Weighed
from detente.scenario.expression import All, AnyOf, Expression, Is, Named, Not
from tests.properties.conflicts import feasible_states, some_expression, some_preference


def random_conflict(seed: int, most_states: int = 512) -> Conflict:
    """Return a conflict with a feasible state: options of 2 to 4 values, rules, one-way options, locks, ties."""
    luck = Random(seed)
    while True:
        found = _drawn(luck, most_states)
        if feasible_states(found):
            return found


def _drawn(luck: Random, most_states: int) -> Conflict:
    actors = luck.choice((1, 2, 2, 3, 3, 4, 5))
    options: list[Option] = []
    size = 1
    one_way = luck.random() < 0.5
    while size < most_states and len(options) < 9:
        values = luck.choice((2, 2, 2, 3, 4))
        size *= values
        if size > most_states:
            break
        owner = luck.randrange(actors)
        option = Option(f"A{owner}.o{len(options)}", owner, ("no", "some", "much", "all")[:values])
        if one_way and luck.random() < 0.4:
            option = replace(option, forward=True)
        if one_way and luck.random() < 0.3:
            option = replace(option, kept=(luck.choice(option.values),))
        if luck.random() < 0.08:
            option = replace(option, locked=luck.choice(option.values))
        options.append(option)
    made = tuple(options)
    made = tuple(_needing(luck, option, made) for option in made)
    rules = luck.choice((0, 0, 1, 2, 4))
    never = tuple(All((some_expression(luck, made), some_expression(luck, made))) for _ in range(rules))
    wants = tuple(_preference(luck, made) for _ in range(actors))
    return Conflict(tuple(f"A{i}" for i in range(actors)), made, never, wants, None)


def _needing(luck: Random, option: Option, options: tuple[Option, ...]) -> Option:
    own = tuple(other for other in options if other.actor == option.actor and other != option)
    if own and luck.random() < 0.15:
        return replace(option, needs=some_expression(luck, own, depth=1))
    return option


def _preference(luck: Random, options: tuple[Option, ...]) -> Preference:
    if luck.random() < 0.15:
        return some_preference(luck, options)
    goals = tuple(Goal(str(n), _entangled(luck, options), luck.randint(-3, 5)) for n in range(luck.randint(3, 9)))
    return Ordered(goals) if luck.random() < 0.7 else Weighed(goals)


def _entangled(luck: Random, options: tuple[Option, ...]) -> Expression:
    """Draw a statement that tends to set actors against each other: this here exactly if that there."""
    one, other = (Is(option.id, (luck.choice(option.values),)) for option in luck.choices(options, k=2))
    match luck.randrange(4):
        case 0:
            return one
        case 1:
            return All((one, Not(other)))
        case 2:
            return AnyOf((All((one, other)), All((Not(one), Not(other)))))
        case _:
            return some_expression(luck, options)


def with_beliefs(conflict: Conflict, seed: int) -> Conflict:
    """Return the conflict in which every other actor errs about what the others want."""
    luck = Random(seed)
    views = {}
    for actor in range(0, len(conflict.actors), 2):
        wants = tuple(
            own if i == actor or luck.random() < 0.3 else _preference(luck, conflict.options)
            for i, own in enumerate(conflict.preferences)
        )
        views[actor] = replace(conflict, preferences=wants)
    return replace(conflict, views=views)


def binary(options: int, actors: int, statements: int, seed: int, rules: int = 6, span: int = 3) -> Conflict:
    """Return a conflict of yes-or-no options dealt evenly, with statements over 1 to `span` options."""
    luck = Random(f"{options} {actors} {statements} {seed}")

    def literal() -> Expression:
        one = Is(f"o{luck.randrange(options)}", ("yes",))
        return one if luck.random() < 0.5 else Not(one)

    def goal(number: int) -> Goal:
        parts = tuple(literal() for _ in range(luck.randint(1, span)))
        return Goal(str(number), parts[0] if len(parts) == 1 else Named("met", All(parts)))

    return Conflict(
        actors=tuple(f"a{i}" for i in range(actors)),
        options=tuple(Option(f"o{k}", k * actors // options, ("no", "yes")) for k in range(options)),
        never=tuple(All((literal(), literal(), literal())) for _ in range(rules)),
        preferences=tuple(Ordered(tuple(goal(n) for n in range(statements))) for _ in range(actors)),
        start=None,
    )
