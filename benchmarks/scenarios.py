"""Generated scenarios, as texts in the language, so that reading and compiling can be measured too."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations

from benchmarks.boards import shares

Literal = tuple[int, bool]
"""An option by its number, and whether it is taken."""


@dataclass(frozen=True)
class Binary:
    """A scenario of binary options, as data: what its text says.

    `own[i]` are the options of actor i; each rule excludes the states where all its literals hold; `wants[i]` are
    the statements of actor i, each a conjunction; `taken` are the options taken at the start.
    """

    own: tuple[tuple[int, ...], ...]
    rules: tuple[tuple[Literal, ...], ...]
    wants: tuple[tuple[tuple[Literal, ...], ...], ...]
    taken: frozenset[int] = frozenset()

    def text(self) -> str:
        """Return the scenario in the language."""
        name = {k: f"a{i}.o{k}" for i, own in enumerate(self.own) for k in own}

        def said(literals: tuple[Literal, ...]) -> str:
            return " and ".join(name[k] if taken else f"not {name[k]}" for k, taken in literals)

        lines = ["title: Generated", "actors:"]
        for i, own in enumerate(self.own):
            lines += [f"  a{i}:", "    options:"]
            lines += [f"      o{k}: {{{'start: yes' if k in self.taken else ''}}}" for k in own]
            lines += ["    prefers:", *(f"      - want: {said(one)}" for one in self.wants[i])]
        lines += ["never:", *(f"  - when: {said(rule)}" for rule in self.rules)] if self.rules else []
        return "\n".join(lines) + "\n"


def binary(options: int, actors: int, statements: int = 15, rules: int = 4, seed: int = 1) -> Binary:
    """Return binary options dealt out evenly, random statements, and rules of three literals.

    Rules exclude by turns some choice of one actor alone and some choice of several together; all have an option
    that is taken, so the start, where none is, is feasible.
    """
    luck = random.Random(f"binary {options} {actors} {statements} {rules} {seed}")
    bounds = [sum(shares(options, actors)[:i]) for i in range(actors + 1)]
    own = tuple(tuple(range(bounds[i], bounds[i + 1])) for i in range(actors))

    def rule(number: int) -> tuple[Literal, ...]:
        among: Sequence[int] = range(options) if number % 2 else own[number // 2 % actors]
        first, *rest = luck.sample(among, min(3, len(among)))
        return ((first, True), *((k, luck.random() < 0.5) for k in rest))

    def want() -> tuple[Literal, ...]:
        return tuple((k, luck.random() < 0.5) for k in luck.sample(range(options), luck.randint(1, 3)))

    return Binary(
        own,
        tuple(rule(number) for number in range(rules)),
        tuple(tuple(want() for _ in range(statements)) for _ in range(actors)),
    )


def exclusive(actors: int = 6, strategies: int = 8, statements: int = 8, seed: int = 1) -> Binary:
    """Return actors that each take exactly one of several options: `strategies ** actors` states are feasible."""
    luck = random.Random(f"exclusive {actors} {strategies} {statements} {seed}")
    own = tuple(tuple(range(i * strategies, (i + 1) * strategies)) for i in range(actors))
    rules: list[tuple[Literal, ...]] = []
    for options in own:
        rules += [((one, True), (other, True)) for one, other in combinations(options, 2)]
        rules.append(tuple((one, False) for one in options))

    def want() -> tuple[Literal, ...]:
        among = [luck.choice(options) for options in luck.sample(own, min(2, actors))]
        return tuple((k, luck.random() < 0.5) for k in among[: luck.randint(1, 2)])

    wants = tuple(tuple(want() for _ in range(statements)) for _ in range(actors))
    return Binary(own, tuple(rules), wants, frozenset(options[0] for options in own))


def many_valued(sizes: Sequence[Sequence[int]], statements: int = 12, seed: int = 1) -> str:
    """Return a text in which option k of actor i has `sizes[i][k]` values; every combination is feasible."""
    luck = random.Random(f"many {sizes} {statements} {seed}")
    options = [(f"a{i}.o{k}", size) for i, own in enumerate(sizes) for k, size in enumerate(own)]
    lines = ["title: Many values", "actors:"]
    for i, own in enumerate(sizes):
        lines += [f"  a{i}:", "    options:"]
        lines += [f"      o{k}: {{values: [{', '.join(f'v{v}' for v in range(size))}]}}" for k, size in enumerate(own)]
        lines.append("    prefers:")
        for _ in range(statements):
            said = [
                f"{name} {luck.choice(['=', '<=', '>='])} v{luck.randrange(size)}"
                for name, size in luck.sample(options, min(luck.randint(1, 2), len(options)))
            ]
            lines.append(f"      - want: {' and '.join(said)}")
    return "\n".join(lines) + "\n"


def dependants(actors: int, plain: int, statements: int = 8, seed: int = 1) -> str:
    """Return a text in which each actor's signature needs the next one's plan and lapses when that changes.

    Each actor has a `plan` of three values, a `sign` and so many plain options: of the nine combinations of a plan
    and the signature under it, one has no plan and no signature, and two plans may be signed or not, so that there
    are `(5 * 2 ** plain) ** actors` states.
    """
    luck = random.Random(f"dependants {actors} {plain} {statements} {seed}")
    lines = ["title: Plans and signatures", "actors:"]
    said = [f"a{i}.{what}" for i in range(actors) for what in ("sign", *(f"o{k}" for k in range(plain)))]
    said += [f"a{i}.plan = {plan}" for i in range(actors) for plan in ("none", "short", "long")]
    for i in range(actors):
        after = f"a{(i + 1) % actors}.plan"
        lines += [f"  a{i}:", "    options:", "      plan: {values: [none, short, long]}"]
        lines.append(f"      sign: {{needs: {after} != none, lapses when: {after} changes}}")
        lines += [f"      o{k}: {{}}" for k in range(plain)]
        lines.append("    prefers:")
        for _ in range(statements):
            both = luck.sample(said, luck.randint(1, 2))
            lines.append(f"      - {luck.choice(['want', 'avoid'])}: {' and '.join(both)}")
    return "\n".join(lines) + "\n"
