"""Small conflicts with variants, doubts and claims of every form, drawn at random and written as text."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from fractions import Fraction
from math import prod
from random import Random
from typing import Any

from tests.arguments.oracle import Case, Chance, Row, Said, WhatIf
from tests.oracles import draw
from tests.oracles.draw import RECIPES, WEBS, Recipe
from tests.oracles.sketch import (
    WHY,
    Formula,
    Pen,
    Sketch,
    actor_part,
    belief_part,
    formula_text,
    graph_form,
    lines,
    name_text,
    options_in_order,
    states_part,
)

MOST_WORLDS = 12
SHAPES: dict[str, Recipe] = {
    "reactions": replace(RECIPES["reactions"], circumstances=(0, 1), moods=0.3, situations=(0, 1), patterns=18),
    "bundles": replace(RECIPES["bundles"], circumstances=(0, 1), moods=0.3, patterns=24),
    "needs and lapses": replace(
        RECIPES["needs and lapses"], circumstances=(1, 2), worldly=True, moods=0.3, rules=(0, 1), patterns=24
    ),
    "one-way": replace(RECIPES["one-way"], patterns=18),
    "weights": replace(RECIPES["weights"], circumstances=(1, 2), moods=0.4, patterns=18),
    "rankings": replace(RECIPES["rankings"], patterns=18),
    "drops": replace(RECIPES["drops"], patterns=18),
    "beliefs on wants": replace(RECIPES["beliefs on wants"], circumstances=(1, 2), patterns=18),
    "beliefs on what is possible": replace(
        RECIPES["beliefs on what is possible"], needs=0.8, circumstances=(1, 2), beliefs=0.9, patterns=18
    ),
}
GRAPHS = ("graph of several", "graph with wishes", "dense graph of three")
NAMES = (*SHAPES, *GRAPHS)
HEDGES = ("likely", "unlikely", "almost certain", "even chance")


def case(shape: str, luck: Random) -> Case:
    """Draw a case with few worlds."""
    while True:
        sketch = draw.draw_graph(WEBS[shape], luck) if shape in WEBS else draw.draw_options(SHAPES[shape], luck)
        sketch = unlocked(sketch)
        if prod(len(one.values) for one in sketch.circumstances) <= MOST_WORLDS:
            break
    variants = {f"other_{number}": draw_what_if(sketch, luck) for number in (1, 2)}
    doubts = draw_doubts(sketch, luck)
    found = Case(sketch, variants, doubts, draw_claims(sketch, tuple(variants), luck))
    return replace(found, text=written(found, luck))


def unlocked(sketch: Sketch) -> Sketch:
    actors = [replace(a, options=tuple(replace(o, lock=None) for o in a.options)) for a in sketch.actors]
    return replace(sketch, actors=tuple(actors))


def draw_what_if(sketch: Sketch, luck: Random) -> WhatIf:
    """Draw a variant; in graph form it may start elsewhere, in option form options may start elsewhere or be held."""
    sets = {one.name: luck.choice(one.values) for one in sketch.circumstances if luck.random() < 0.5}
    if graph_form(sketch):
        return WhatIf(sets, {"state": luck.choice(sketch.states)} if luck.random() < 0.5 else {})
    options = {f"{owner}.{option.name}": option for owner, option in options_in_order(sketch)}
    locks = {name: luck.choice(one.values) for name, one in options.items() if luck.random() < 0.15}
    starts = {
        name: luck.choice(one.values) for name, one in options.items() if name not in locks and luck.random() < 0.25
    }
    one_way = [name for name, one in options.items() if name not in locks and not one.irreversible]
    chosen = tuple(name for name in one_way if luck.random() < 0.15)
    return WhatIf(sets, starts, locks, chosen)


def draw_doubts(sketch: Sketch, luck: Random) -> dict[str, tuple[Row, ...]]:
    """Doubt most circumstances; some chances hang on the circumstance before."""
    found: dict[str, tuple[Row, ...]] = {}
    before: str | None = None
    scales = {one.name: one.values for one in sketch.circumstances}
    for one in sketch.circumstances:
        if luck.random() < 0.8:
            if before is not None and luck.random() < 0.5:
                values = tuple(luck.sample(scales[before], luck.randint(1, len(scales[before]) - 1)))
                ordered = tuple(value for value in scales[before] if value in values)
                when: Formula = ("is", before, ordered)
                found[one.name] = (Row(when, draw_bands(one.values, luck)), Row(None, draw_bands(one.values, luck)))
            else:
                found[one.name] = (Row(None, draw_bands(one.values, luck)),)
            before = one.name
    return found


def draw_bands(values: tuple[str, ...], luck: Random) -> dict[str, Chance]:
    """Draw bands whose middles add up to 1; one of two values may have no chance."""
    if len(values) == 2:
        low, high = sorted(Fraction(luck.choice((0, 10, 25, 40, 50, 60, 80, 100)), 100) for _ in range(2))
        return {values[0]: (low, high), values[1]: (1 - high, 1 - low)}
    cuts = sorted(luck.sample(range(5, 100, 5), len(values) - 1))
    parts = [Fraction(b - a, 100) for a, b in zip([0, *cuts], [*cuts, 100], strict=True)]
    return {value: (part, part) for value, part in zip(values, parts, strict=True)}


# ---------------------------------------------------------------- claims


def draw_claims(sketch: Sketch, variants: tuple[str, ...], luck: Random) -> tuple[Said, ...]:
    """Draw a claim of every form, and several of the commonest."""
    forms = [*DRAWERS, "has", "has", "would move", "agree"]
    actors = [actor.name for actor in sketch.actors]
    found = []
    for number, form in enumerate(forms):
        if (form == "agree" and len(actors) < 2) or (form == "likelier" and not sketch.circumstances):
            continue
        variant = luck.choice((None, None, *variants))
        parts = DRAWERS[form](sketch, variants, luck)
        found.append(Said(f"claim_{number}", form, parts, variant, luck.choice((None, *HEDGES))))
    return tuple(found)


def anything(sketch: Sketch, luck: Random) -> Formula:
    names = ["state"] if graph_form(sketch) else draw.option_names(sketch)
    return draw.draw_formula(sketch, names + draw.fact_names(sketch) * (luck.random() < 0.3), 0.3, luck)


def choices(sketch: Sketch, luck: Random) -> Formula:
    return draw.draw_formula(sketch, ["state"] if graph_form(sketch) else draw.option_names(sketch), 0.3, luck)


def somebody(sketch: Sketch, luck: Random) -> str:
    return luck.choice(sketch.actors).name


def draw_has(sketch: Sketch, variants: tuple[str, ...], luck: Random) -> dict[str, Any]:
    parts = {
        "quantifier": luck.choice(("every", "no", "some")),
        "among": luck.choice(("prospect", "equilibrium")),
        "has": anything(sketch, luck),
    }
    return parts | ({"where": anything(sketch, luck)} if luck.random() < 0.5 else {})


def draw_can_improve(sketch: Sketch, variants: tuple[str, ...], luck: Random) -> dict[str, Any]:
    return {"where": anything(sketch, luck), "actor": somebody(sketch, luck), "to": choices(sketch, luck)}


def draw_would_move(sketch: Sketch, variants: tuple[str, ...], luck: Random) -> dict[str, Any]:
    return {"actor": somebody(sketch, luck), "would": luck.random() < 0.5, "to": choices(sketch, luck)}


def draw_suits_everyone(sketch: Sketch, variants: tuple[str, ...], luck: Random) -> dict[str, Any]:
    return {"quantifier": luck.choice(("no", "some")), "with": anything(sketch, luck)}


def draw_agree(sketch: Sketch, variants: tuple[str, ...], luck: Random) -> dict[str, Any]:
    group = tuple(actor.name for actor in luck.sample(sketch.actors, luck.randint(2, min(3, len(sketch.actors)))))
    return {"actors": group, "can": luck.random() < 0.5, "on": choices(sketch, luck)}


def draw_differ(sketch: Sketch, variants: tuple[str, ...], luck: Random) -> dict[str, Any]:
    names = ["state"] if graph_form(sketch) else draw.option_names(sketch)
    names = names + draw.fact_names(sketch) + [name for name, _ in sketch.situations]
    some = tuple(luck.sample(names, min(len(names), luck.randint(1, 2))))
    return {"among": luck.choice(("prospect", "equilibrium")), "from": luck.choice(variants), "names": some}


def draw_likelier(sketch: Sketch, variants: tuple[str, ...], luck: Random) -> dict[str, Any]:
    one = luck.choice(sketch.circumstances)
    return {"what": anything(sketch, luck), "when": ("is", one.name, (luck.choice(one.values),))}


def draw_chance(sketch: Sketch, variants: tuple[str, ...], luck: Random) -> dict[str, Any]:
    number = Fraction(luck.choice((0, 20, 35, 50, 80, 100)), 100)
    said, low, high = luck.choice(
        (
            (f"at least {float(number)}", number, Fraction(1)),
            (f"at most {float(number)}", Fraction(0), number),
            ("likely", Fraction(55, 100), Fraction(80, 100)),
            ("0.2 to 0.6", Fraction(20, 100), Fraction(60, 100)),
        )
    )
    return {"of": anything(sketch, luck), "said": said, "low": low, "high": high}


def draw_prefers(sketch: Sketch, variants: tuple[str, ...], luck: Random) -> dict[str, Any]:
    return {"actor": somebody(sketch, luck), "prefers": choices(sketch, luck), "to": choices(sketch, luck)}


def draw_reachable(sketch: Sketch, variants: tuple[str, ...], luck: Random) -> dict[str, Any]:
    parts = {"what": choices(sketch, luck), "improving": luck.random() < 0.5}
    return parts | ({"actor": somebody(sketch, luck)} if luck.random() < 0.5 else {})


DRAWERS = {
    "has": draw_has,
    "can improve": draw_can_improve,
    "would move": draw_would_move,
    "suits everyone": draw_suits_everyone,
    "agree": draw_agree,
    "differ": draw_differ,
    "likelier": draw_likelier,
    "chance": draw_chance,
    "prefers": draw_prefers,
    "reachable": draw_reachable,
}


# ---------------------------------------------------------------- as text


def sentence(said: Said, pen: Pen) -> str:
    """Write the test of a claim."""
    p = said.parts

    def f(role: str) -> str:
        return formula_text(p[role], pen)

    def who(name: str) -> str:
        return name_text(name, pen)

    match said.form:
        case "has":
            where = f" where {f('where')}" if "where" in p else ""
            return f"{p['quantifier']} {p['among']}{where} has {f('has')}"
        case "can improve":
            return f"where {f('where')}, {who(p['actor'])} can improve to {f('to')}"
        case "would move":
            return f"at the start {who(p['actor'])} would {'' if p['would'] else 'not '}move to {f('to')}"
        case "suits everyone":
            return f"{p['quantifier']} state with {f('with')} suits everyone"
        case "agree":
            return f"{' and '.join(map(who, p['actors']))} {'can' if p['can'] else 'cannot'} agree on {f('on')}"
        case "differ":
            many = {"prospect": "prospects", "equilibrium": "equilibria"}[p["among"]]
            return f"{many} differ from {p['from']} on {', '.join(p['names'])}"
        case "likelier":
            return f"{f('what')} is likelier when {f('when')}"
        case "chance":
            return f"the chance of {f('of')} is {p['said']}"
        case "prefers":
            return f"{who(p['actor'])} prefers {f('prefers')} to {f('to')}"
    by = " by improvements" if p["improving"] else ""
    alone = f" by {who(p['actor'])} alone" if "actor" in p else ""
    return f"{f('what')} is reachable{by}{alone}"


def written(case: Case, luck: Random) -> str:
    """Write a case as a scenario."""
    sketch, pen = case.sketch, Pen(case.sketch, luck)
    page: dict[str, Any] = {"title": "Drawn with claims"}
    if graph_form(sketch):
        page["start"] = "unknown" if sketch.start is None else sketch.start
        page["states"] = states_part(sketch, luck)
    elif not sketch.start_known:
        page["start"] = "unknown"
    page["circumstances"] = {
        one.name: {"values": list(one.values), "now": one.now, "assumed": WHY}
        | (chance_part(one.values, one.now, case.doubts[one.name], pen) if one.name in case.doubts else {})
        for one in sketch.circumstances
    }
    page["situations"] = {name: formula_text(formula, pen) for name, formula in sketch.situations}
    page["actors"] = {actor.name: actor_part(sketch, actor, luck) for actor in sketch.actors}
    page["never"] = [{"when": formula_text(rule, pen), "assumed": WHY} for rule in sketch.never]
    page["beliefs"] = [belief_part(who, thinks, pen) for who, thinks in sketch.beliefs]
    page["variants"] = {name: what_if_part(one) for name, one in case.variants.items()}
    page["claims"] = [claim_part(one, pen) for one in case.claims]
    return "\n".join(lines({key: part for key, part in page.items() if part}, luck)) + "\n"


def chance_part(values: tuple[str, ...], now: str, rows: tuple[Row, ...], pen: Pen) -> dict[str, Any]:
    def table(value: str) -> Any:
        told = {
            "otherwise" if one.when is None else f"'{formula_text(one.when, pen)}'": band_text(one.bands[value])
            for one in rows
        }
        return next(iter(told.values())) if len(rows) == 1 else told

    if len(values) == 2:
        return {"chance": table(now)}
    return {"chances": {value: table(value) for value in values}}


def band_text(band: Chance) -> str:
    low, high = (str(float(end)) for end in band)
    return low if low == high else f"{low} to {high}"


def what_if_part(one: WhatIf) -> dict[str, Any]:
    parts: Mapping[str, Any] = {
        "set": dict(one.sets),
        "start": one.starts.get("state") or dict(one.starts),
        "lock": dict(one.locks),
        "irreversible": list(one.one_way),
    }
    return {key: part for key, part in parts.items() if part} | {"assumed": WHY}


def claim_part(said: Said, pen: Pen) -> dict[str, Any]:
    part = {"name": said.name, "says": "this", "test": sentence(said, pen), "assumed": WHY}
    more = {"in": said.variant, "hedge": said.hedge}
    return part | {key: value for key, value in more.items() if value is not None}
