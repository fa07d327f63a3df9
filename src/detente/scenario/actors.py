"""Actors in either form: with options, or with moves between listed states."""

from __future__ import annotations

from detente.scenario import schema
from detente.scenario.document import Path
from detente.scenario.model import Actor, GraphState, Option
from detente.scenario.options import read_option
from detente.scenario.preferences import read_preferences, state_name
from detente.scenario.reading import Reading
from detente.scenario.scope import STATE


def read_states(reading: Reading, file: schema.File) -> tuple[GraphState, ...]:
    """Return the states of graph form, none in option form; their names are in scope already."""
    variable = reading.scope.variables.get(STATE)
    if variable is None:
        return ()
    means = file.states if isinstance(file.states, dict) else {}
    return tuple(GraphState(name, means.get(name)) for name in variable.values)


def read_start(reading: Reading, text: str | None) -> tuple[str | None, bool]:
    """Return the status quo of graph form, and whether there is none."""
    graph = STATE in reading.scope.variables
    if text == "unknown" or (text is None and graph):
        return None, True
    if text is None:
        return None, False
    if graph:
        return state_name(reading, text, ("start",)), False
    reading.complain(
        "start-in-option-form",
        reading.at(("start",)),
        f"`start: {text}` stands at the top of a file with options",
        "With options the status quo is what their `start` says (the first value unless given).",
        "Give the options a `start`, or write `start: unknown` if there is no status quo.",
    )
    return None, False


def read_actors(reading: Reading, file: schema.File) -> dict[str, Actor]:
    """Return the actors by id."""
    if not file.actors and reading.document.data.get("actors") == {}:
        reading.complain(
            "no-actors",
            reading.key(("actors",)),
            "There are no actors",
            "A conflict has at least one actor.",
            "Write who chooses, and what each can do and wants.",
        )
    return {ident: _actor(reading, ident, part) for ident, part in file.actors.items()}


def _actor(reading: Reading, ident: str, part: schema.Actor) -> Actor:
    path: Path = ("actors", ident)
    graph = STATE in reading.scope.variables
    _refuse_wrong_form(reading, ident, set(reading.keys_at(path)), graph)
    options = _options(reading, ident, part) if not graph else ()
    return Actor(
        id=ident,
        name=part.name or ident,
        means=part.means,
        options=options,
        preferences=read_preferences(reading, ident, part),
        moves=_moves(reading, part, path) if graph else None,
        place=reading.key(path),
    )


def _refuse_wrong_form(reading: Reading, ident: str, keys: set[str], graph: bool) -> None:
    path: Path = ("actors", ident)
    own, other = ("moves", "options") if graph else ("options", "moves")
    if other in keys:
        reading.complain(
            "mixed-forms",
            reading.key((*path, other)),
            f"`{ident}` has `{other}`, but the file " + ("lists" if graph else "does not list") + " `states`",
            "A file has either `states` and `moves`, or `options`.",
            "Give the actor `moves`, or remove `states`." if graph else "Give the actor `options`, or list `states`.",
        )
    elif own not in keys:
        empty = "moves: []" if graph else "options: {}"
        reading.complain(
            "actor-without-moves" if graph else "actor-without-options",
            reading.key(path),
            f"`{ident}` is an actor without {own}",
            f"An actor has {own}; one that has none says so.",
            f"Add `{own}:`, or write `{empty}`.",
        )


def _options(reading: Reading, ident: str, part: schema.Actor) -> tuple[Option, ...]:
    found = (read_option(reading, ident, name, option) for name, option in (part.options or {}).items())
    return tuple(option for option in found if option is not None)


def _moves(reading: Reading, part: schema.Actor, path: Path) -> tuple[tuple[str, str], ...]:
    made: dict[tuple[str, str], None] = {}
    for index, pair in enumerate(part.moves or ()):
        here = (*path, "moves", index)
        if len(pair) != 2:
            reading.complain(
                "move-not-a-pair",
                reading.at(here),
                f"This move names {len(pair)} " + ("state" if len(pair) == 1 else "states"),
                "A move is a pair [from, to].",
                "Write two states, such as `[1, 2]`.",
            )
            continue
        a, b = (state_name(reading, text, (*here, i)) for i, text in enumerate(pair))
        if a is None or b is None:
            continue
        if a == b or (a, b) in made:
            reading.complain(
                "move-to-itself" if a == b else "duplicate-move",
                reading.at(here),
                f"A move goes from `{a}` to `{b}`" if a == b else f"The move from `{a}` to `{b}` stands here again",
                "A move leads to another state." if a == b else "A list has each move once.",
                "Remove it.",
            )
            continue
        made[a, b] = None
    return tuple(made)
