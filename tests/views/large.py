"""Conflicts whose states cannot be listed, and small ones of the same kind, as texts of scenarios."""

from __future__ import annotations

from random import Random

GOODS = ("steel", "wheat", "wine", "cars", "cloth", "wood")
RING = ("North", "East", "South", "West", "Isle")


def tariffs(goods: int = 6, start: str = "") -> str:
    """Return five countries in a ring that answer each other's tariffs: 2^30 states with six goods.

    Worked out by hand: a country's wants on a good depend on one neighbour and on itself alone, and it can always
    give its own answer. So it can do no better exactly if it has a tariff on just what its neighbour has one on, and
    in a Nash equilibrium all have the same: 2^goods of them.
    """
    lines = ["title: Tariffs", *([start] if start else []), "actors:"]
    for place, country in enumerate(RING):
        rival = RING[place - 1]
        lines += [f"  {country}:", "    options:"]
        lines += [f"      {good}: {{means: a tariff, assumed: x}}" for good in GOODS[:goods]]
        lines += ["    prefers:", f"      - {{name: open, avoid: {rival}.steel, because: it hurts, assumed: x}}"]
        lines += [f"      - {{name: {g}, want: {g}, exactly when: {rival}.{g}, assumed: x}}" for g in GOODS[:goods]]
    return "\n".join(lines) + "\n"


def drawn(seed: int, most: int = 8) -> str:
    """Return a random scenario of few states: options of two or three values, rules, one-way options, weights."""
    luck = Random(seed)
    actors = [f"A{n}" for n in range(luck.choice((2, 2, 3)))]
    owned = {actor: [f"o{n}" for n in range(luck.randint(1, most // len(actors)))] for actor in actors}
    values = {f"{actor}.{one}": luck.choice((2, 2, 3)) for actor, own in owned.items() for one in own}

    def literal(value: bool | None = None) -> str:
        option = luck.choice(sorted(values))
        number = luck.randrange(values[option]) if value is None else luck.randrange(1, values[option])
        return f"{option} = v{number}"

    def options(actor: str) -> list[str]:
        return [
            f"      {one}: {{values: [{', '.join(f'v{n}' for n in range(values[f'{actor}.{one}']))}], assumed: x"
            + (", irreversible: yes}" if luck.random() < 0.2 else "}")
            for one in owned[actor]
        ]

    def wants(number: int, weight: str) -> str:
        aim = " and ".join(literal() for _ in range(luck.randint(1, 2)))
        return f"      - {{name: s{number}, {luck.choice(('want', 'avoid'))}: {aim}{weight}, assumed: x}}"

    lines = ["title: Drawn", "actors:"]
    for actor in actors:
        weighs = luck.random() < 0.3
        lines += [f"  {actor}:", "    options:", *options(actor), f"    {'weighs' if weighs else 'prefers'}:"]
        lines += [wants(n, f", weight: {luck.randint(1, 4)}" if weighs else "") for n in range(luck.randint(1, 5))]
    # The status quo has every option at its first value; each rule asks for another somewhere, and so allows it.
    rules = [
        f"  - {{name: r{n}, when: {literal()} and {literal(True)}, assumed: x}}" for n in range(luck.randint(0, 2))
    ]
    return "\n".join([*lines, *(["never:", *rules] if rules else [])]) + "\n"
