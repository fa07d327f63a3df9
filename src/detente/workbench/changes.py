"""What differs between two texts of a scenario, in the conflict's own words.

Only what is written is compared, so that a text with errors can be told of as well, as long as it is YAML.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence

from detente.scenario.document import Plain
from detente.scenario.quantities import one_line

MOST = 200
"""Sentences that are told."""

LONGEST = 160
"""Characters of a value that are told."""

NOUNS = {
    "sources": "source",
    "words": "word of chance",
    "circumstances": "circumstance",
    "situations": "situation",
    "variants": "variant",
    "never": "rule",
    "beliefs": "belief",
    "signals": "signal",
    "outcomes": "outcome",
    "claims": "claim",
    "accept": "acceptance",
    "not modelled": "part that is not modelled",
}
"""What the entries of each part of a file are called."""

MANY = {"word of chance": "words of chance", "part that is not modelled": "parts that are not modelled"}
"""What several are called where that is not the noun with an s."""

WANTS = ("prefers", "weighs")
"""Keys under which an actor has statements."""

Entries = Mapping[str, Plain]
Pairs = Sequence[tuple[int, int]]


def changes(before: Entries, after: Entries) -> list[str]:
    """Return what differs between two files as sentences; none where only the way of writing does.

    >>> old = {"actors": {"Ann": {"prefers": [{"want": "peace"}, {"avoid": "war"}]}}}
    >>> new = {"actors": {"Ann": {"prefers": [{"avoid": "war"}, {"want": "peace"}]}}}
    >>> changes(old, new)
    ['Ann now puts “avoid war” above “want peace”: 1st instead of 2nd.']
    """
    told = list(_changes(before, after))
    left = len(told) - MOST
    return told if left <= 0 else [*told[:MOST], f"And {left:,} more change{'s' if left > 1 else ''}."]


def _changes(before: Entries, after: Entries) -> Iterator[str]:
    for key in _keys(before, after):
        old, new = before.get(key), after.get(key)
        if key == "actors":
            yield from _actors(_entries(old), _entries(new))
        elif key in NOUNS:
            yield from _parts(NOUNS[key], _entries(old), _entries(new))
        elif isinstance(old, dict) or isinstance(new, dict):
            yield from _fields(f"`{key}`", _entries(old), _entries(new))
        else:
            yield from _field(f"`{key}`", old, new)


def _keys(before: Entries, after: Entries) -> list[str]:
    return list(dict.fromkeys((*after, *before)))


def _parts(noun: str, before: Entries, after: Entries) -> Iterator[str]:
    """Tell what differs among entries that have names."""
    for name in _keys(before, after):
        if name not in before:
            yield f"There is a new {noun} {name}{_gist(after[name])}."
        elif name not in after:
            yield f"The {noun} {name} is gone{_gist(before[name])}."
        else:
            yield from _entry(f"The {noun} {name}", before[name], after[name])
    yield from _order(MANY.get(noun, f"{noun}s"), before, after)


def _entry(what: str, before: Plain, after: Plain) -> Iterator[str]:
    if isinstance(before, dict) and isinstance(after, dict):
        yield from _fields(what, before, after)
    elif _text(before, None) != _text(after, None):
        yield f"{what} now stands for {_text(after)} (before: {_text(before)})."


def _fields(what: str, before: Entries, after: Entries) -> Iterator[str]:
    for key in _keys(before, after):
        yield from _field(f"{what}: `{key}`", before.get(key), after.get(key))


def _field(what: str, before: Plain | None, after: Plain | None) -> Iterator[str]:
    if before is None and after is not None:
        yield f"{what} is new: {_text(after)}."
    elif after is None and before is not None:
        yield f"{what} is gone (before: {_text(before)})."
    elif before is not None and after is not None and _text(before, None) != _text(after, None):
        yield f"{what} is now {_text(after)} (before: {_text(before)})."


def _order(what: str, before: Entries, after: Entries) -> Iterator[str]:
    common = [name for name in after if name in before]
    if common != [name for name in before if name in after]:
        yield f"The {what} stand in another order: {_shortened(', '.join(common))}."


# ------------------------------------------------------------ actors


def _actors(before: Entries, after: Entries) -> Iterator[str]:
    for name in _keys(before, after):
        if name not in before:
            yield f"There is a new actor {name}."
        elif name not in after:
            yield f"The actor {name} is gone."
        else:
            yield from _actor(name, _entries(before[name]), _entries(after[name]))
    yield from _order("actors", before, after)


def _actor(name: str, before: Entries, after: Entries) -> Iterator[str]:
    for key in _keys(before, after):
        old, new = before.get(key), after.get(key)
        if key == "options":
            yield from _options(name, _entries(old), _entries(new))
        elif key in WANTS and isinstance(old, list) and isinstance(new, list):
            yield from _statements(name, old, new)
        else:
            yield from _field(f"{name}: `{key}`", old, new)


def _options(actor: str, before: Entries, after: Entries) -> Iterator[str]:
    for name in _keys(before, after):
        if name not in before:
            yield f"{actor} can now set {name}{_gist(after[name])}."
        elif name not in after:
            yield f"{actor} can no longer set {name}{_gist(before[name])}."
        else:
            yield from _fields(f"{actor}.{name}", _entries(before[name]), _entries(after[name]))
    yield from _order(f"options of {actor}", before, after)


def _statements(actor: str, before: Sequence[Plain], after: Sequence[Plain]) -> Iterator[str]:
    pairs = _paired([_key(one) for one in before], [_key(one) for one in after])
    came = {new: old for old, new in pairs}
    stay = {new: old for old, new in _staying(pairs)}
    for old in sorted(set(range(len(before))) - set(came.values())):
        yield f"{actor} no longer has {_label(before[old])}, its {_nth(old)} statement{_gist(before[old])}."
    for new, one in enumerate(after):
        if new not in came:
            yield f"{actor} has a new statement {_label(one)}, its {_nth(new)}{_gist(one)}."
            continue
        if new not in stay:
            where = _moved(after, came[new], new, stay)
            rank = "" if new == came[new] else f": {_nth(new)} instead of {_nth(came[new])}"
            yield f"{actor} now puts {_label(one)} {where}{rank}."
        yield from _entry(f"{actor}, {_label(one)}", before[came[new]], one)


def _moved(after: Sequence[Plain], old: int, new: int, stay: Mapping[int, int]) -> str:
    """Tell where a statement stands that has moved: above what it has overtaken, or below what has overtaken it."""
    below = next((place for place in range(new + 1, len(after)) if place in stay), None)
    if below is not None and stay[below] < old:
        return f"above {_label(after[below])}"
    above = next(place for place in range(new - 1, -1, -1) if place in stay)
    return f"below {_label(after[above])}"


def _paired(before: Sequence[str], after: Sequence[str]) -> list[tuple[int, int]]:
    """Return which statements of two lists are the same, by their keys, in the order of the second list."""
    waiting: dict[str, list[int]] = {}
    for place in reversed(range(len(before))):
        waiting.setdefault(before[place], []).append(place)
    return [(waiting[key].pop(), place) for place, key in enumerate(after) if waiting.get(key)]


def _staying(pairs: Pairs) -> Pairs:
    """Return as many pairs as can be said to have kept their order; of equal choices what came first stays."""
    tails: list[int] = []
    ends: list[int] = []
    came: dict[int, int | None] = {}
    for place, (old, _) in enumerate(pairs):
        at = bisect_left(tails, old)
        tails[at : at + 1], ends[at : at + 1] = [old], [place]
        came[place] = ends[at - 1] if at else None
    kept = []
    last = ends[-1] if ends else None
    while last is not None:
        kept.append(pairs[last])
        last = came[last]
    return kept[::-1]


# ------------------------------------------------------------ names and values


def _entries(given: Plain | None) -> dict[str, Plain]:
    """Return a part of a file by name: a mapping as it is, a list by the names of its items."""
    if isinstance(given, dict):
        return given
    found: dict[str, Plain] = {}
    for item in given if isinstance(given, list) else ():
        name = _name(item)
        while name in found:
            name += "’"
        found[name] = item
    return found


def _name(item: Plain) -> str:
    """Return what an item of a list is called: by its name, or by what it says first."""
    if not isinstance(item, dict):
        return f"“{_text(item)}”"
    if "name" in item:
        return _text(item["name"])
    said = [_text(item[key]) for key in ("who", "thinks", "check", "of", "when", "what") if key in item]
    return f"“{_shortened(': '.join(said)) or _text(item)}”"


def _key(statement: Plain) -> str:
    """Return by what a statement is known in both texts: its name, or what it wants or avoids."""
    if isinstance(statement, dict) and "name" in statement:
        return f"name {_text(statement['name'])}"
    return _label(statement)


def _label(statement: Plain) -> str:
    if not isinstance(statement, dict):
        return f"“{_text(statement)}”"
    if "name" in statement:
        return _text(statement["name"])
    said = " ".join(f"{key} {_text(statement[key])}" for key in ("want", "avoid") if key in statement)
    return f"“{_shortened(said)}”"


def _nth(place: int) -> str:
    """Return which one something is, counted from the first."""
    number = place + 1
    ending = "th" if number % 100 in (11, 12, 13) else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number}{ending}"


def _gist(given: Plain) -> str:
    """Return what an entry says, in brackets."""
    if not isinstance(given, dict):
        return f" ({_text(given)})"
    told = [f"{key} {_text(given[key])}" for key in ("want", "avoid", "when", "values", "now", "says") if key in given]
    if not told and "means" in given:
        told = [_text(given["means"])]
    return f" ({_shortened('; '.join(told))})" if told else ""


def _text(value: Plain, most: int | None = LONGEST) -> str:
    if isinstance(value, dict):
        text = ", ".join(f"{key}: {_inside(part, most, dict)}" for key, part in value.items())
    elif isinstance(value, list):
        text = ", ".join(_inside(part, most, list) for part in value)
    else:
        text = one_line(value)
    return (_shortened(text, most) if most else text) or "nothing"


def _inside(value: Plain, most: int | None, around: type) -> str:
    """Return what a value inside one of its own kind holds: several together in brackets, as the ties of a ranking."""
    text = _text(value, most)
    if not isinstance(value, around) or len(value) < 2:
        return text
    return f"[{text}]" if around is list else f"{{{text}}}"


def _shortened(text: str, most: int = LONGEST) -> str:
    return text if len(text) <= most else f"{text[: most - 2].rstrip()} …"


__all__ = ["changes"]
