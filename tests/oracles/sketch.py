"""A small conflict as plain frozen data, and its text in the scenario language.

Nothing here knows the classes of the project: a sketch is what both readings of
the definitions start from. The oracle takes it as it is, the real reader gets `to_text` of it.

Formulas are nested tuples:

    ("always",)  ("never",)                 constants
    ("is", name, (v, w, ...))               the name has one of these values
    ("lt", name, v)  "le"  "gt"  "ge"       in the order of the name's values
    ("situation", name)                     the situation holds
    ("not", f)  ("and", f, g, ...)  ("or", f, g, ...)

A name is `Actor.option`, a circumstance, or `state` (graph form).
"""

from dataclasses import dataclass
from random import Random
from typing import Any

Formula = tuple[Any, ...]

NO_YES = ("no", "yes")
WHY = "drawn at random"
VARIANT = "held"  # the variant that carries the locks, where a sketch has any


@dataclass(frozen=True)
class Option:
    """One choice of an actor; `values[0]` is the one that counts as not taken."""

    name: str
    values: tuple[str, ...] = NO_YES
    start: str | None = None  # None: the first value
    needs: Formula | None = None
    lapses: tuple[str, ...] = ()  # full option names or situations that are watched
    irreversible: bool | tuple[str, ...] = False
    lock: str | None = None


@dataclass(frozen=True)
class Statement:
    """One wish; `drops` is (index of the statement it drops below, condition)."""

    want: Formula
    avoid: bool = False
    given: Formula | None = None
    exactly: Formula | None = None
    drops: tuple[int, Formula] | None = None
    weight: str | None = None


@dataclass(frozen=True)
class Actor:
    """An actor with options (option form) or arcs (graph form), and what it wants.

    `ranking` lists state numbers, best first, ties together. Where it is None the
    statements count: as ordered wishes, or by weight where `weighs` is set.
    """

    name: str
    options: tuple[Option, ...] = ()
    arcs: tuple[tuple[str, str], ...] = ()
    statements: tuple[Statement, ...] = ()
    weighs: bool = False
    ranking: tuple[tuple[int, ...], ...] | None = None


@dataclass(frozen=True)
class Circumstance:
    """A fact in nobody's hands, with its actual value."""

    name: str
    values: tuple[str, ...] = NO_YES
    now: str = "no"


@dataclass(frozen=True)
class Sketch:
    """A whole conflict; `states` is empty in option form.

    `start` is the status quo in graph form (None: unknown). In option form the
    options carry their starts, and `start_known` may take the status quo away.
    """

    actors: tuple[Actor, ...]
    circumstances: tuple[Circumstance, ...] = ()
    situations: tuple[tuple[str, Formula], ...] = ()
    never: tuple[Formula, ...] = ()
    beliefs: tuple[tuple[str, tuple[tuple[str, str], ...]], ...] = ()
    states: tuple[str, ...] = ()
    start: str | None = None
    start_known: bool = True


def graph_form(sketch: Sketch) -> bool:
    """Tell whether the sketch lists its states."""
    return bool(sketch.states)


def options_in_order(sketch: Sketch) -> list[tuple[str, Option]]:
    """Give (owner, option) in the order of the file."""
    return [(actor.name, option) for actor in sketch.actors for option in actor.options]


def scales(sketch: Sketch) -> dict[str, tuple[str, ...]]:
    """Give the values, in order, of every name that a formula can compare."""
    found = {f"{owner}.{option.name}": option.values for owner, option in options_in_order(sketch)}
    found.update({circumstance.name: circumstance.values for circumstance in sketch.circumstances})
    if graph_form(sketch):
        found["state"] = sketch.states
    return found


def variant_of(sketch: Sketch) -> str | None:
    """Name the variant in which the text is to be read (None: the base)."""
    return VARIANT if any(option.lock is not None for _, option in options_in_order(sketch)) else None


# ---------------------------------------------------------------- formulas as text


@dataclass(frozen=True)
class Pen:
    """Who writes (for short names), in which sketch, and with what luck."""

    sketch: Sketch
    luck: Random
    owner: str | None = None


LOOSE, AND, TIGHT = 0, 1, 2  # how tightly the place of a formula binds: or < and < not


def formula_text(formula: Formula, pen: Pen, place: int = LOOSE) -> str:
    """Spell a formula; the same formula comes out in many ways."""
    text, strength = spell(formula, pen)
    if strength < place or pen.luck.random() < 0.08:
        return f"({text})"
    return text


def spell(formula: Formula, pen: Pen) -> tuple[str, int]:
    """Spell without outer parentheses; also say how tightly the outcome binds."""
    kind = formula[0]
    if kind in ("always", "never"):
        return kind, TIGHT
    if kind == "situation":
        return formula[1], TIGHT
    if kind == "is":
        return spell_is(formula[1], formula[2], pen)
    if kind in SIGNS:
        return spell_order(kind, formula[1], formula[2], pen)
    if kind == "not":
        return spell_not(formula[1], pen)
    place = AND if kind == "and" else LOOSE
    # A part of the same kind may stand bare (a and b and c), so the place is no tighter.
    return f" {kind} ".join(formula_text(part, pen, place) for part in formula[1:]), place


SIGNS = {"lt": "<", "le": "<=", "gt": ">", "ge": ">="}
OPPOSITE = {"lt": "ge", "le": "gt", "gt": "le", "ge": "lt"}


def spell_order(kind: str, name: str, value: str, pen: Pen) -> tuple[str, int]:
    """Spell a comparison in the order of the values, now and then by its opposite."""
    short = name_text(name, pen)
    if pen.luck.random() < 0.2:
        return f"not {short} {SIGNS[OPPOSITE[kind]]} {value_text(value, pen)}", TIGHT
    return f"{short} {SIGNS[kind]} {value_text(value, pen)}", TIGHT


def spell_is(name: str, wanted: tuple[str, ...], pen: Pen) -> tuple[str, int]:
    """Spell that a name has one of some values."""
    short, values = name_text(name, pen), scales(pen.sketch)[name]
    rest = tuple(value for value in values if value not in wanted)
    ways = [(f"{short} in {list_text(wanted, pen)}", TIGHT)]
    if rest:
        ways.append((f"{short} not in {list_text(rest, pen)}", TIGHT))
    if len(rest) == 1:
        ways.append((f"{short} != {value_text(rest[0], pen)}", TIGHT))
    if len(wanted) > 1:
        ways.append((" or ".join(f"{short} = {value_text(value, pen)}" for value in wanted), LOOSE))
    else:
        ways += [(f"{short} = {value_text(wanted[0], pen)}", TIGHT)] * 4
    if values == NO_YES and len(wanted) == 1:
        ways += [(short if wanted == ("yes",) else f"not {short}", TIGHT)] * 4
    if name != "state" and rest and wanted == values[: len(wanted)]:
        ways.append((f"{short} <= {value_text(wanted[-1], pen)}", TIGHT))
        ways.append((f"{short} < {value_text(rest[0], pen)}", TIGHT))
    return pen.luck.choice(ways)


def spell_not(inner: Formula, pen: Pen) -> tuple[str, int]:
    """Spell a denial, sometimes inside the comparison."""
    if inner[0] == "is" and pen.luck.random() < 0.6:
        short, wanted = name_text(inner[1], pen), inner[2]
        if len(wanted) == 1 and pen.luck.random() < 0.6:
            return f"{short} != {value_text(wanted[0], pen)}", TIGHT
        return f"{short} not in {list_text(wanted, pen)}", TIGHT
    return f"not {formula_text(inner, pen, TIGHT)}", TIGHT


def name_text(name: str, pen: Pen) -> str:
    """Drop the actor of an own option where the short name means nothing else."""
    owner, _, short = name.partition(".")
    outside = {circumstance.name for circumstance in pen.sketch.circumstances}
    outside |= {situation for situation, _ in pen.sketch.situations}
    if short and owner == pen.owner and short not in outside and pen.luck.random() < 0.5:
        return short
    return name


def value_text(value: str, pen: Pen) -> str:
    """Quote what is not a plain word, and a plain word now and then."""
    plain = all(letter.isalnum() or letter in "_-" for letter in value)
    return value if plain and pen.luck.random() < 0.93 else f'"{value}"'


def list_text(values: tuple[str, ...], pen: Pen) -> str:
    """Spell a list of values; its order carries nothing."""
    shuffled = list(values)
    pen.luck.shuffle(shuffled)
    return f"[{', '.join(value_text(value, pen) for value in shuffled)}]"


# ---------------------------------------------------------------- the whole as text


def to_text(sketch: Sketch, luck: Random | None = None) -> str:
    """Render a sketch as a scenario; without `luck` the spelling follows from the data.

    Locks become a variant, see `variant_of`.
    """
    luck = luck or Random(repr(sketch))
    return "\n".join(lines(to_data(sketch, luck), luck)) + "\n"


def to_data(sketch: Sketch, luck: Random) -> dict[str, Any]:
    """Return what a scenario says about a sketch, before it is spelt as YAML."""
    pen = Pen(sketch, luck)
    page: dict[str, Any] = {"title": "A sketch"}
    if graph_form(sketch):
        page["start"] = "unknown" if sketch.start is None else sketch.start
        page["states"] = states_part(sketch, luck)
    elif not sketch.start_known:
        page["start"] = "unknown"
    page["circumstances"] = {each.name: circumstance_part(each, luck) for each in sketch.circumstances}
    page["situations"] = {name: formula_text(formula, pen) for name, formula in sketch.situations}
    page["actors"] = {actor.name: actor_part(sketch, actor, luck) for actor in sketch.actors}
    page["never"] = [{"when": formula_text(rule, pen), "assumed": WHY} for rule in sketch.never]
    page["beliefs"] = [belief_part(who, thinks, pen) for who, thinks in sketch.beliefs]
    if variant_of(sketch):
        page["variants"] = {VARIANT: locks_part(sketch)}
    return {key: part for key, part in page.items() if part}


def states_part(sketch: Sketch, luck: Random) -> Any:
    """Write the states as a list, or with a meaning each."""
    if luck.random() < 0.5:
        return list(sketch.states)
    return {name: f"the state called {name}" for name in sketch.states}


def circumstance_part(circumstance: Circumstance, luck: Random) -> dict[str, Any]:
    """Write one circumstance."""
    part: dict[str, Any] = {}
    if circumstance.values != NO_YES or luck.random() < 0.3:
        part["values"] = list(circumstance.values)
    return {**part, "now": circumstance.now, "assumed": WHY}


def actor_part(sketch: Sketch, actor: Actor, luck: Random) -> dict[str, Any]:
    """Write one actor: what it can do, then what it wants."""
    pen = Pen(sketch, luck, actor.name)
    part: dict[str, Any] = {}
    if graph_form(sketch):
        part["moves"] = [list(arc) for arc in actor.arcs]
    else:
        part["options"] = {option.name: option_part(option, pen) for option in actor.options}
    if actor.ranking is not None:
        part["ranking"] = [ranking_group(sketch, group, luck) for group in actor.ranking]
    else:
        part["weighs" if actor.weighs else "prefers"] = statement_parts(actor, pen)
    return part


def ranking_group(sketch: Sketch, group: tuple[int, ...], luck: Random) -> Any:
    """Write one level of a ranking; a level of one may stand without brackets."""
    names = [sketch.states[number - 1] if graph_form(sketch) else str(number) for number in group]
    return names[0] if len(names) == 1 and luck.random() < 0.7 else names


def option_part(option: Option, pen: Pen) -> dict[str, Any]:
    """Write one option."""
    part: dict[str, Any] = {}
    if option.values != NO_YES or pen.luck.random() < 0.2:
        part["values"] = list(option.values)
    if option.start is not None:
        part["start"] = option.start
    if option.needs is not None:
        part["needs"] = formula_text(option.needs, pen)
    if option.lapses:
        part["lapses when"] = f"{', '.join(option.lapses)} changes"
    if isinstance(option.irreversible, tuple):
        part["irreversible"] = list(option.irreversible)
    elif option.irreversible:
        part["irreversible"] = "yes"
    return {**part, "assumed": WHY}


def statement_parts(actor: Actor, pen: Pen) -> list[dict[str, Any]]:
    """Write the wishes; one that another drops below must have a name."""
    below = {each.drops[0] for each in actor.statements if each.drops is not None}
    parts = []
    for index, each in enumerate(actor.statements):
        part: dict[str, Any] = {}
        if index in below or pen.luck.random() < 0.3:
            part["name"] = f"wish_{index + 1}"
        part["avoid" if each.avoid else "want"] = formula_text(each.want, pen)
        if each.given is not None:
            part["if"] = formula_text(each.given, pen)
        if each.exactly is not None:
            part["exactly when"] = formula_text(each.exactly, pen)
        if each.drops is not None:
            condition = formula_text(each.drops[1], pen)
            part["drops"] = {"below": f"wish_{each.drops[0] + 1}", "when": condition}
        if each.weight is not None:
            part["weight"] = each.weight
        parts.append({**part, "assumed": WHY})
    return parts


def belief_part(who: str, thinks: tuple[tuple[str, str], ...], pen: Pen) -> dict[str, Any]:
    """Write what one actor takes the circumstances to be."""
    text = " and ".join(f"{name} = {value_text(value, pen)}" for name, value in thinks)
    return {"who": who, "thinks": text, "assumed": WHY}


def locks_part(sketch: Sketch) -> dict[str, Any]:
    """Write the variant that holds the locked options."""
    locks = {
        f"{owner}.{option.name}": option.lock for owner, option in options_in_order(sketch) if option.lock is not None
    }
    return {"says": "some options are held in place", "lock": locks, "assumed": WHY}


# ---------------------------------------------------------------- plain data as YAML


def lines(data: dict[str, Any], luck: Random, depth: int = 0) -> list[str]:
    """Lay out a mapping as YAML lines, one level of it per two spaces."""
    out, pad = [], "  " * depth
    for key, part in data.items():
        if isinstance(part, str):
            out.append(f"{pad}{key}: {scalar(part, luck)}")
        elif not part or (small(part) and luck.random() < 0.7):
            out.append(f"{pad}{key}: {flow(part)}")
        elif isinstance(part, dict):
            out += [f"{pad}{key}:", *lines(part, luck, depth + 1)]
        else:
            out += [f"{pad}{key}:", *items(part, luck, depth + 1)]
    return out


def items(parts: list[Any], luck: Random, depth: int) -> list[str]:
    """Lay out a list, one item under a dash each."""
    out, pad = [], "  " * depth
    for part in parts:
        if isinstance(part, dict):
            first, *rest = lines(part, luck, depth + 1)
            out += [f"{pad}- {first.lstrip()}", *rest]
        else:
            out.append(f"{pad}- {scalar(part, luck) if isinstance(part, str) else flow(part)}")
    return out


def small(part: Any) -> bool:
    """Tell whether a part is short enough to stand in one line."""
    inner = list(part.values()) if isinstance(part, dict) else part
    return all(isinstance(each, str) or (isinstance(each, list) and small(each)) for each in inner)


def flow(part: Any) -> str:
    """Lay out a part in one line."""
    if isinstance(part, str):
        return f"'{part}'" if set(part) & set(',[]{}:#"&*!|>%@`') else part
    if isinstance(part, dict):
        return "{" + ", ".join(f"{key}: {flow(inner)}" for key, inner in part.items()) + "}"
    return f"[{', '.join(flow(each) for each in part)}]"


def scalar(text: str, luck: Random) -> str:
    """Lay out one text after a colon or a dash, in quotes where it must be or may be."""
    return f"'{text}'" if text[0] in '"[{&*!|>%@`#' or luck.random() < 0.1 else text
