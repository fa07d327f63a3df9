"""Random sketches by shape: each shape is there to exercise one part of the definitions."""

from dataclasses import dataclass, replace
from random import Random

from tests.oracles.oracle import State, feasible_states, world_of
from tests.oracles.sketch import (
    NO_YES,
    Actor,
    Circumstance,
    Formula,
    Option,
    Sketch,
    Statement,
    options_in_order,
    scales,
)

ACTORS = ("A", "B", "Gamma", "d-4", "E_5")
OPTIONS = ("x", "y2", "go-on", "z_1", "talk")
CIRCUMSTANCES = ("fog", "hush", "c-1", "mood")
SITUATIONS = ("calm", "s_1", "deal")
SCALES = (
    ("low", "mid", "high"),
    ("0", "1", "2"),
    ("none", "half way", "all"),
    ("keep", "cut"),
    ("no", "yes", "more"),
    ("a", "b", "c", "d"),
)


@dataclass(frozen=True)
class Recipe:
    """How to draw one shape of option form; pairs are (least, most), numbers below 1 are chances."""

    actors: tuple[int, int]
    options: tuple[int, int] = (1, 2)  # of each actor
    statements: tuple[int, int] = (3, 5)
    valued: float = 0.0  # an option has another scale than no and yes
    wider: float = 0.35  # a wish or a rule joins two conditions
    guarded: float = 0.35  # a wish carries `if` or `exactly when`
    reactive: float = 0.0  # an actor fears what others do, and answers what others do
    needs: float = 0.0
    lapses: float = 0.0
    one_way: float = 0.0
    rules: tuple[int, int] = (0, 0)
    lock: float = 0.0
    circumstances: tuple[int, int] = (0, 0)
    moods: float = 0.0  # a wish hangs on a circumstance
    drops: float = 0.0
    situations: tuple[int, int] = (0, 0)
    weighs: float = 0.0
    ranks: float = 0.0
    beliefs: float = 0.0
    worldly: bool = False  # circumstances may touch needs, rules and situations
    idle: float = 0.0  # an actor without options is there as well
    patterns: int = 32  # at most so many combinations of values
    states: tuple[int, int] = (4, 20)


RECIPES = {
    "two binary": Recipe((2, 2), (1, 2)),
    "two many-valued": Recipe((2, 2), (1, 2), valued=0.8, patterns=36),
    "three near-strict": Recipe((3, 3), (1, 2), statements=(5, 8), patterns=24),
    "three with ties": Recipe((3, 3), (1, 2), statements=(1, 2), patterns=24),
    "four": Recipe((4, 4), (1, 1), valued=0.2, patterns=24),
    "five": Recipe((5, 5), (1, 1), statements=(2, 5), idle=0.2),
    "bundles": Recipe((2, 3), (2, 3), statements=(4, 8), patterns=32),
    "reactions": Recipe((2, 4), (1, 2), valued=0.15, statements=(3, 6), reactive=1.0, patterns=24),
    "reactions in bundles": Recipe((2, 3), (1, 3), statements=(4, 8), reactive=1.0, patterns=32),
    "reactions to lapses": Recipe(
        (2, 3), (1, 2), statements=(3, 6), reactive=1.0, needs=0.2, lapses=0.3, situations=(0, 1), patterns=32
    ),
    "one-way": Recipe((2, 3), (1, 2), valued=0.5, one_way=0.6, patterns=36),
    "rules": Recipe((2, 4), (1, 3), valued=0.3, rules=(1, 3), situations=(0, 2), patterns=48),
    "needs": Recipe((2, 4), (1, 3), valued=0.3, needs=0.6, circumstances=(0, 1), worldly=True, patterns=48),
    "lapses": Recipe((2, 4), (1, 2), valued=0.3, lapses=0.5, situations=(1, 2), patterns=32),
    "needs and lapses": Recipe(
        (2, 4), (1, 3), valued=0.2, needs=0.4, lapses=0.3, one_way=0.2, situations=(1, 2), patterns=48
    ),
    "locks": Recipe((2, 3), (1, 3), valued=0.3, needs=0.25, lapses=0.15, lock=0.3, ranks=0.2, patterns=48),
    "weights": Recipe((2, 4), (1, 2), valued=0.2, statements=(3, 6), weighs=0.8, patterns=24),
    "rankings": Recipe((2, 4), (1, 2), valued=0.2, rules=(0, 1), ranks=0.85, needs=0.1, patterns=24),
    "drops": Recipe((2, 3), (1, 2), circumstances=(1, 2), moods=0.3, drops=0.8, patterns=24),
    "beliefs on wants": Recipe(
        (2, 4),
        (1, 2),
        valued=0.2,
        reactive=0.7,
        circumstances=(1, 3),
        moods=0.6,
        drops=0.4,
        ranks=0.1,
        beliefs=0.7,
        patterns=24,
    ),
    "beliefs on what is possible": Recipe(
        (2, 4),
        (1, 2),
        valued=0.2,
        reactive=0.8,
        needs=0.5,
        lapses=0.1,
        rules=(0, 2),
        circumstances=(1, 3),
        moods=0.4,
        situations=(0, 1),
        beliefs=0.7,
        worldly=True,
        patterns=36,
    ),
    "everything": Recipe(
        (2, 5),
        (1, 3),
        valued=0.3,
        reactive=0.6,
        needs=0.3,
        lapses=0.2,
        one_way=0.2,
        rules=(0, 2),
        lock=0.08,
        circumstances=(0, 3),
        moods=0.3,
        drops=0.3,
        situations=(0, 3),
        weighs=0.2,
        beliefs=0.4,
        worldly=True,
        idle=0.05,
        patterns=64,
        states=(2, 24),
    ),
}


@dataclass(frozen=True)
class Web:
    """How to draw one shape of graph form."""

    actors: tuple[int, int]
    states: tuple[int, int]
    density: float  # an actor has the arc from one state to another
    ties: float = 0.1  # a state stands level with the one before it in the ranking
    common: float = 0.0  # an arc of one actor is also another's
    wishes: float = 0.0  # an actor has statements about `state` and not a ranking


WEBS = {
    "graph of two": Web((2, 2), (3, 8), 0.3),
    "graph of several": Web((3, 5), (3, 7), 0.22),
    "graph with ties": Web((2, 4), (4, 9), 0.22, ties=0.5),
    "graph with common moves": Web((2, 4), (3, 7), 0.25, common=0.5),
    "graph with wishes": Web((2, 3), (3, 7), 0.3, wishes=0.8),
    "dense graph of two": Web((2, 2), (3, 5), 0.5, ties=0.2),
    "dense graph of three": Web((3, 3), (3, 5), 0.4, ties=0.2),
    "thin graph of three": Web((3, 4), (3, 5), 0.18),
}

SHAPES = (*RECIPES, *WEBS)


def draw(shape: str, luck: Random) -> Sketch:
    """Draw a sketch of a shape; a few per cent have no status quo, or one that is not feasible."""
    return draw_graph(WEBS[shape], luck) if shape in WEBS else draw_options(RECIPES[shape], luck)


# ---------------------------------------------------------------- graph form


def draw_graph(web: Web, luck: Random) -> Sketch:
    """Draw a graph form: random arcs, and a ranking or wishes for everybody."""
    count = luck.randint(*web.states)
    style = luck.choice(("{}", "s{}", "state-{}"))
    states = tuple(style.format(number) for number in range(1, count + 1))
    actors = tuple(draw_node_actor(web, name, states, luck) for name in ACTORS[: luck.randint(*web.actors)])
    if web.common:
        actors = share_arcs(actors, web.common, luck)
    start = None if luck.random() < 0.05 else luck.choice(states)
    return Sketch(actors=actors, states=states, start=start)


def draw_node_actor(web: Web, name: str, states: tuple[str, ...], luck: Random) -> Actor:
    """Draw one actor of a graph form."""
    arcs = tuple((s, t) for s in states for t in states if s != t and luck.random() < web.density)
    if luck.random() < web.wishes:
        wishes = tuple(Statement(draw_state_set(states, luck), avoid=luck.random() < 0.4) for _ in range(3))
        return Actor(name, arcs=arcs, statements=wishes)
    return Actor(name, arcs=arcs, ranking=draw_ranking(len(states), web.ties, luck))


def draw_state_set(states: tuple[str, ...], luck: Random) -> Formula:
    """Draw a condition on the pseudo-option `state`."""
    some = luck.sample(states, luck.randint(1, len(states) - 1))
    return ("is", "state", tuple(state for state in states if state in some))


def draw_ranking(count: int, ties: float, luck: Random) -> tuple[tuple[int, ...], ...]:
    """Draw an order of the numbers 1 to count, best first, some of them level."""
    numbers = luck.sample(range(1, count + 1), count)
    groups: list[tuple[int, ...]] = [(numbers[0],)]
    for number in numbers[1:]:
        if luck.random() < ties:
            groups[-1] += (number,)
        else:
            groups.append((number,))
    return tuple(groups)


def share_arcs(actors: tuple[Actor, ...], chance: float, luck: Random) -> tuple[Actor, ...]:
    """Give each actor some of its neighbour's arcs as well."""
    shared = []
    for actor, neighbour in zip(actors, actors[1:] + actors[:1], strict=True):
        taken = [arc for arc in neighbour.arcs if arc not in actor.arcs and luck.random() < chance]
        shared.append(replace(actor, arcs=actor.arcs + tuple(taken)))
    return tuple(shared)


# ---------------------------------------------------------------- option form


def draw_options(recipe: Recipe, luck: Random) -> Sketch:
    """Draw option forms until one has the size that was asked for."""
    while True:
        sketch = draw_frame(recipe, luck)
        if count_patterns(sketch) > recipe.patterns:
            continue
        sketch = draw_dependence(recipe, sketch, luck)
        base = feasible_states(world_of(sketch), locked=False)
        if not recipe.states[0] <= len(base) <= recipe.states[1]:
            continue
        sketch = draw_locks_and_start(recipe, sketch, base, luck)
        sketch = draw_wants(recipe, sketch, len(base), luck)
        return draw_beliefs(recipe, sketch, luck)


def draw_frame(recipe: Recipe, luck: Random) -> Sketch:
    """Draw who there is, what they can choose from, and the circumstances."""
    actors = []
    for name in ACTORS[: luck.randint(*recipe.actors)]:
        names = luck.sample(OPTIONS, luck.randint(*recipe.options))
        actors.append(Actor(name, tuple(Option(each, draw_scale(recipe.valued, luck)) for each in names)))
    if luck.random() < recipe.idle:
        actors[luck.randrange(len(actors))] = Actor(actors[0].name + "-idle")
    names = luck.sample(CIRCUMSTANCES, luck.randint(*recipe.circumstances))
    facts = [draw_circumstance(name, luck) for name in names]
    return Sketch(tuple(actors), tuple(facts))


def draw_scale(chance: float, luck: Random) -> tuple[str, ...]:
    """Draw the values of an option."""
    return luck.choice(SCALES) if luck.random() < chance else NO_YES


def draw_circumstance(name: str, luck: Random) -> Circumstance:
    """Draw a circumstance and its actual value."""
    values = draw_scale(0.4, luck)
    return Circumstance(name, values, luck.choice(values))


def count_patterns(sketch: Sketch) -> int:
    """Count the combinations of values."""
    count = 1
    for _, option in options_in_order(sketch):
        count *= len(option.values)
    return count


def draw_dependence(recipe: Recipe, sketch: Sketch, luck: Random) -> Sketch:
    """Draw situations, rules, needs, lapses and what cannot be taken back."""
    names = option_names(sketch)
    facts = fact_names(sketch) if recipe.worldly else []
    for name in SITUATIONS[: luck.randint(*recipe.situations)]:
        formula = draw_formula(sketch, names + facts, 0.6, luck)
        sketch = replace(sketch, situations=(*sketch.situations, (name, formula)))
    rules = []
    for _ in range(luck.randint(*recipe.rules)):
        # A rule joins conditions, so that it does not forbid half of the states.
        parts = [draw_formula(sketch, names, 0.1, luck), draw_formula(sketch, names, 0.3, luck)]
        if facts and luck.random() < 0.6:
            parts[1] = draw_atom(luck.choice(facts), scales(sketch), luck)
        rules.append(("and", *parts))
    sketch = replace(sketch, never=tuple(rules))
    actors = tuple(draw_dependent_actor(recipe, sketch, actor, facts, luck) for actor in sketch.actors)
    return replace(sketch, actors=actors)


def draw_dependent_actor(recipe: Recipe, sketch: Sketch, actor: Actor, facts: list[str], luck: Random) -> Actor:
    """Draw on what the options of one actor depend."""
    options = tuple(draw_dependent_option(recipe, sketch, actor, each, facts, luck) for each in actor.options)
    return replace(actor, options=options)


def draw_dependent_option(
    recipe: Recipe, sketch: Sketch, actor: Actor, option: Option, facts: list[str], luck: Random
) -> Option:
    """Draw on what one option depends: never on itself."""
    rest = [name for name in option_names(sketch) if name != f"{actor.name}.{option.name}"]
    watchable = rest + [name for name, _ in sketch.situations]
    needs = draw_need(sketch, rest + facts, luck) if rest and luck.random() < recipe.needs else None
    count = luck.choice((1, 1, 2)) if luck.random() < recipe.lapses else 0
    lapses = tuple(luck.sample(watchable, min(count, len(watchable))))
    irreversible: bool | tuple[str, ...] = False
    if luck.random() < recipe.one_way:
        some = luck.sample(option.values, luck.randint(1, len(option.values) - 1))
        irreversible = luck.choice((True, True, tuple(some)))
    return replace(option, needs=needs, lapses=lapses, irreversible=irreversible)


def draw_need(sketch: Sketch, names: list[str], luck: Random) -> Formula:
    """Draw a need: mostly that something else is taken, so that needs form chains."""
    facts = [name for name in names if name in fact_names(sketch)]
    if facts and luck.random() < 0.35:
        # An option that the facts alone forbid is never seen taken; one that they may excuse is.
        excuse = draw_atom(luck.choice(facts), scales(sketch), luck)
        return ("or", excuse, draw_atom(luck.choice(names), scales(sketch), luck))
    if luck.random() < 0.4:
        return draw_formula(sketch, names, 0.4, luck)
    name = luck.choice(names)
    return ("is", name, scales(sketch)[name][1:])


def draw_locks_and_start(recipe: Recipe, sketch: Sketch, base: list[State], luck: Random) -> Sketch:
    """Draw the status quo, and which options are held where."""
    start = luck.choice(base)
    if luck.random() < 0.04:  # any combination of values: it may be infeasible
        start = tuple(luck.choice(option.values) for _, option in options_in_order(sketch))
    held = start
    if luck.random() < 0.4:  # locked somewhere else than the base starts, mostly where that is feasible
        held = luck.choice(base)
    places = iter(zip(start, held, strict=True))
    actors = tuple(
        replace(
            actor,
            options=tuple(draw_place(recipe.lock, option, *next(places), luck) for option in actor.options),
        )
        for actor in sketch.actors
    )
    return replace(sketch, actors=actors, start_known=luck.random() >= 0.03)


def draw_place(chance: float, option: Option, start: str, held: str, luck: Random) -> Option:
    """Put an option at its start, and lock it now and then."""
    default = start == option.values[0] and luck.random() < 0.7
    lock = held if luck.random() < chance else None
    return replace(option, start=None if default else start, lock=lock)


def draw_wants(recipe: Recipe, sketch: Sketch, count: int, luck: Random) -> Sketch:
    """Draw what everybody wants."""
    # A ranking covers the states of the base world only; worldly beliefs may need others.
    ranks = 0.0 if recipe.worldly and recipe.beliefs else recipe.ranks
    actors = []
    for actor in sketch.actors:
        if luck.random() < ranks:
            actors.append(replace(actor, ranking=draw_ranking(count, luck.choice((0.0, 0.25, 0.5)), luck)))
        else:
            actors.append(draw_statements(recipe, sketch, actor, luck))
    return replace(sketch, actors=tuple(actors))


def draw_statements(recipe: Recipe, sketch: Sketch, actor: Actor, luck: Random) -> Actor:
    """Draw the wishes of one actor; at most one of them drops below a lesser one."""
    weighs = luck.random() < recipe.weighs
    count = luck.randint(*recipe.statements)
    if luck.random() < recipe.reactive:
        wishes = draw_reactive(sketch, actor, count, luck)
    else:
        wishes = [draw_statement(recipe, sketch, actor, luck) for _ in range(count)]
    wishes = [draw_mood(recipe, sketch, wish, luck) for wish in wishes]
    if weighs:
        wishes = [replace(wish, weight=draw_weight(luck)) for wish in wishes]
    elif sketch.circumstances and len(wishes) > 1 and luck.random() < recipe.drops:
        place = luck.randrange(len(wishes) - 1)
        condition = draw_formula(sketch, fact_names(sketch), 0.2, luck, situations=False)
        wishes[place] = replace(wishes[place], drops=(luck.randrange(place + 1, len(wishes)), condition))
    return replace(actor, statements=tuple(wishes), weighs=weighs)


def draw_weight(luck: Random) -> str:
    """Draw a decimal number; tenths add up to ties that floating point would miss."""
    return luck.choice(("0.1", "0.1", "0.2", "0.3", "0.4", "0.5", "0.6", "0.7", "1", "2.25"))


def draw_statement(recipe: Recipe, sketch: Sketch, actor: Actor, luck: Random) -> Statement:
    """Draw one wish about anything."""
    names = option_names(sketch)
    mine = [name for name in names if name.startswith(f"{actor.name}.")]
    about = mine if mine and luck.random() < 0.3 else names
    wish = Statement(draw_formula(sketch, about, recipe.wider, luck), avoid=luck.random() < 0.4)
    if luck.random() < recipe.guarded:
        condition = draw_formula(sketch, names, 0.15, luck)
        guarded = replace(wish, given=condition)
        return guarded if luck.random() < 0.5 else replace(wish, exactly=condition)
    return wish


def draw_reactive(sketch: Sketch, actor: Actor, count: int, luck: Random) -> list[Statement]:
    """Draw wishes that make threats: first what others might do, then answers to it, then own urges."""
    names = option_names(sketch)
    mine = [name for name in names if name.startswith(f"{actor.name}.")] or names
    rest = [name for name in names if name not in mine] or names
    known, wishes = scales(sketch), []
    for place in range(count):
        kind = luck.random() + 0.6 * place / count
        if kind < 0.55:
            wishes.append(Statement(draw_atom(luck.choice(rest), known, luck), avoid=luck.random() < 0.5))
        elif kind < 1.0:
            answered = draw_atom(luck.choice(rest), known, luck)
            own = draw_atom(luck.choice(mine), known, luck)
            wishes.append(Statement(own, avoid=luck.random() < 0.3, exactly=answered))
        else:
            wishes.append(Statement(draw_atom(luck.choice(mine), known, luck)))
    return wishes


def draw_mood(recipe: Recipe, sketch: Sketch, wish: Statement, luck: Random) -> Statement:
    """Let a wish hang on a circumstance now and then."""
    if not sketch.circumstances or luck.random() >= recipe.moods:
        return wish
    condition = draw_formula(sketch, fact_names(sketch), 0.1, luck, situations=False)
    if luck.random() < 0.6:
        return replace(wish, given=condition)
    if luck.random() < 0.5:
        return replace(wish, want=(luck.choice(("and", "or")), condition, wish.want))
    return replace(wish, exactly=condition)


def draw_beliefs(recipe: Recipe, sketch: Sketch, luck: Random) -> Sketch:
    """Draw who is wrong about what."""
    if not sketch.circumstances:
        return sketch
    beliefs = []
    for actor in sketch.actors:
        if luck.random() < recipe.beliefs:
            about = luck.sample(sketch.circumstances, luck.randint(1, len(sketch.circumstances)))
            beliefs.append((actor.name, tuple((each.name, draw_thought(each, luck)) for each in about)))
    return replace(sketch, beliefs=tuple(beliefs))


def draw_thought(circumstance: Circumstance, luck: Random) -> str:
    """Draw what somebody takes a circumstance to be: mostly wrong."""
    wrong = [value for value in circumstance.values if value != circumstance.now]
    return luck.choice(wrong) if luck.random() < 0.85 else circumstance.now


# ---------------------------------------------------------------- formulas


def fact_names(sketch: Sketch) -> list[str]:
    """List the circumstances."""
    return [each.name for each in sketch.circumstances]


def option_names(sketch: Sketch) -> list[str]:
    """List the full names of all options."""
    return [f"{owner}.{option.name}" for owner, option in options_in_order(sketch)]


def draw_formula(sketch: Sketch, names: list[str], wider: float, luck: Random, situations: bool = True) -> Formula:
    """Draw a condition over some names; with the chance `wider` it joins two smaller ones."""
    if luck.random() < wider:
        count = luck.choice((2, 2, 3))
        parts = [draw_formula(sketch, names, wider / 2, luck, situations) for _ in range(count)]
        return (luck.choice(("and", "or")), *parts)
    if luck.random() < 0.15:
        return ("not", draw_formula(sketch, names, wider / 2, luck, situations))
    if situations and sketch.situations and luck.random() < 0.2:
        return ("situation", luck.choice(sketch.situations)[0])
    return draw_atom(luck.choice(names), scales(sketch), luck)


def draw_atom(name: str, known: dict[str, tuple[str, ...]], luck: Random) -> Formula:
    """Draw one comparison that is neither always true nor always false."""
    values = known[name]
    if luck.random() < 0.02:
        return (luck.choice(("always", "never")),)
    if len(values) > 2 and luck.random() < 0.35:
        kind = luck.choice(("lt", "le", "gt", "ge"))
        inside = values[1:] if kind in ("lt", "ge") else values[:-1]
        return (kind, name, luck.choice(inside))
    some = luck.sample(values, luck.randint(1, len(values) - 1))
    return ("is", name, tuple(value for value in values if value in some))
