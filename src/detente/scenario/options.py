"""Options: what an actor can set, what it needs, when it lapses, what cannot be undone."""

from __future__ import annotations

import re

from detente.scenario import schema
from detente.scenario.document import Path
from detente.scenario.formula import Bare
from detente.scenario.grounds import read_grounds
from detente.scenario.model import Option, Watch
from detente.scenario.problems import listed
from detente.scenario.reading import Reading
from detente.scenario.scope import Resolver, Variable

_CHANGES = re.compile(r"(.*?)\s+changes?\s*", re.DOTALL)


def read_option(reading: Reading, actor: str, name: str, part: schema.Option) -> Option | None:
    """Return one option, None (and problems) where its values are not understood; those are in scope already."""
    path: Path = ("actors", actor, "options", name)
    ident = f"{actor}.{name}"
    needs = reading.formula(part.needs, (*path, "needs"), actor) if part.needs is not None else None
    watches = _watches(reading, actor, ident, part.lapses_when, (*path, "lapses when"))
    grounds = read_grounds(reading, part, path)
    variable = reading.scope.variables.get(ident)
    if variable is None:
        return None
    values = variable.values
    if part.start is not None and part.start not in values:
        reading.wrong_value(ident, part.start, values, (*path, "start"))
    forward, kept = _irreversible(reading, variable, part.irreversible, (*path, "irreversible"))
    return Option(
        id=ident,
        actor=actor,
        name=name,
        values=values,
        start=part.start or values[0],
        means=part.means,
        needs=needs,
        watches=watches,
        forward=forward,
        kept=kept,
        grounds=grounds,
        place=reading.key(path),
    )


def _irreversible(
    reading: Reading, option: Variable, given: str | list[str] | None, path: Path
) -> tuple[bool, tuple[str, ...]]:
    if given in (None, "no"):
        return False, ()
    if given == "yes":
        return True, ()
    if isinstance(given, str):
        inside = given in option.values
        reading.complain(
            "bad-irreversible",
            reading.at(path),
            f"`{given}` is neither yes nor no",
            "`irreversible` is yes, no, or a list of values that cannot be left.",
            f"Write `[{given}]`." if inside else "Write `yes`, or list values in brackets.",
        )
        return False, ()
    seen: set[str] = set()
    for number, value in enumerate(given or ()):
        if value not in option.order:
            reading.wrong_value(option.id, value, option.values, (*path, number))
        elif value in seen:
            reading.complain(
                "duplicate-value",
                reading.at((*path, number)),
                f"The value `{value}` stands in the list twice",
                "A list has each value once.",
                "Remove one of the two.",
            )
        seen.add(value)
    return False, tuple(given or ())


def _watches(reading: Reading, actor: str, ident: str, text: str | None, path: Path) -> tuple[Watch, ...]:
    """Return what `NAME, NAME changes` names."""
    if text is None:
        return ()
    match = _CHANGES.fullmatch(text)
    if match is None:
        reading.complain(
            "bad-lapses-when",
            reading.at(path),
            f"`{text}` does not say what changes",
            "`lapses when` names options or situations: `US.plan changes`, or `US.plan, help changes`.",
            "Write the names, then `changes`.",
        )
        return ()
    watches = []
    at = 0
    for piece in match[1].split(","):
        begin = at + len(piece) - len(piece.lstrip())
        watch = _watch(reading, actor, ident, piece.lstrip(), path, begin)
        at += len(piece) + 1
        if watch is not None and watch in watches:
            reading.complain(
                "duplicate-value",
                reading.document.inside(path, begin),
                f"`{watch.name}` stands in the list twice",
                "A list has each name once.",
                "Remove one of the two.",
            )
        elif watch is not None:
            watches.append(watch)
    return tuple(watches)


def _watch(reading: Reading, actor: str, ident: str, piece: str, path: Path, at: int) -> Watch | None:
    place = reading.places(path, start=at)
    tree = reading.tree(piece, place)
    if tree is None:
        return None
    resolver = Resolver(reading.scope, reading.problems, actor, place)
    if not isinstance(tree, Bare):
        resolver.complain(
            "bad-lapses-when",
            0,
            f"`{piece.strip()}` is not a name",
            "`lapses when` names options or situations, with commas between them.",
            "Give the formula a name under `situations`, and write that.",
        )
        return None
    target = resolver.target(tree.name)
    if isinstance(target, str):
        return Watch(target, situation=reading.scope.situations[target])
    if target is None:
        return None
    if target.kind != "option" or target.id == ident:
        resolver.complain(
            "bad-lapses-when",
            tree.name.at,
            f"`{tree.name}` is "
            + ("the option itself" if target.id == ident else f"a {target.kind} and does not change here"),
            "An option lapses when another option or a situation changes.",
            f"Name one of {listed(other for other in reading.scope.of_kind('option') if other != ident)}.",
        )
        return None
    return Watch(target.id, option=target.id)
