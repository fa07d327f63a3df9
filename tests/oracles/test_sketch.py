"""The text of a sketch says what the sketch says: a plain reading of it gives the same answers.

The reader here is a third one, written from the description of the language for what `to_text` can write,
so that a difference between the engine and the oracle is never the fault of the text.
"""

import re
from dataclasses import dataclass
from random import Random
from typing import Any

import pytest
from ruamel.yaml import YAML

from tests.oracles.draw import SHAPES, draw
from tests.oracles.oracle import Answer, NoAnswer, answer
from tests.oracles.sketch import (
    NO_YES,
    Actor,
    Circumstance,
    Formula,
    Option,
    Pen,
    Sketch,
    Statement,
    formula_text,
    to_text,
    variant_of,
)

TOKEN = re.compile(r'"[^"]*"|[\w.-]+|<=|>=|!=|[=<>()\[\],]')
SIGNS = {"<": "lt", "<=": "le", ">": "gt", ">=": "ge"}


@dataclass
class Reading:
    """A formula being read: its tokens, and what its names can mean."""

    tokens: list[str]
    outside: set[str]  # circumstances
    situations: set[str]
    owner: str | None = None

    def take(self) -> str:
        return self.tokens.pop(0)

    def next(self) -> str:
        return self.tokens[0] if self.tokens else ""

    def any_of(self) -> Formula:
        parts = [self.all_of()]
        while self.next() == "or":
            self.take()
            parts.append(self.all_of())
        return parts[0] if len(parts) == 1 else ("or", *parts)

    def all_of(self) -> Formula:
        parts = [self.one()]
        while self.next() == "and":
            self.take()
            parts.append(self.one())
        return parts[0] if len(parts) == 1 else ("and", *parts)

    def one(self) -> Formula:
        token = self.take()
        if token == "not":
            return ("not", self.one())
        if token == "(":
            inner = self.any_of()
            assert self.take() == ")"
            return inner
        if token in ("always", "never"):
            return (token,)
        if token in self.situations:
            return ("situation", token)
        return self.comparison(self.full(token))

    def full(self, name: str) -> str:
        if "." in name or name == "state" or name in self.outside or self.owner is None:
            return name
        return f"{self.owner}.{name}"

    def comparison(self, name: str) -> Formula:
        sign = self.next()
        if sign in SIGNS:
            self.take()
            return (SIGNS[sign], name, self.value())
        if sign in ("=", "!="):
            self.take()
            equal = ("is", name, (self.value(),))
            return equal if sign == "=" else ("not", equal)
        if sign == "in":
            self.take()
            return ("is", name, self.values())
        if sign == "not":
            assert [self.take(), self.take()] == ["not", "in"]
            return ("not", ("is", name, self.values()))
        return ("is", name, ("yes",))

    def value(self) -> str:
        return self.take().strip('"')

    def values(self) -> tuple[str, ...]:
        assert self.take() == "["
        found = [self.value()]
        while self.take() == ",":
            found.append(self.value())
        return tuple(found)


def read_formula(text: str, page: dict[str, Any], owner: str | None = None) -> Formula:
    assert not TOKEN.sub("", text).strip()
    outside, situations = set(page.get("circumstances", {})), set(page.get("situations", {}))
    reading = Reading(TOKEN.findall(text), outside, situations, owner)
    formula = reading.any_of()
    assert not reading.tokens
    return formula


def read_back(text: str) -> Sketch:
    page = YAML(typ="base", pure=True).load(text)
    states = tuple(page.get("states", ()))
    locks = page.get("variants", {}).get("held", {}).get("lock", {})
    start = page.get("start")
    return Sketch(
        actors=tuple(read_actor(name, part, page, states, locks) for name, part in page["actors"].items()),
        circumstances=tuple(
            Circumstance(name, tuple(part.get("values", NO_YES)), part["now"])
            for name, part in page.get("circumstances", {}).items()
        ),
        situations=tuple((name, read_formula(f, page)) for name, f in page.get("situations", {}).items()),
        never=tuple(read_formula(rule["when"], page) for rule in page.get("never", [])),
        beliefs=tuple((each["who"], read_thought(each["thinks"])) for each in page.get("beliefs", [])),
        states=states,
        start=None if start == "unknown" else start,
        start_known=bool(states) or start != "unknown",
    )


def read_thought(text: str) -> tuple[tuple[str, str], ...]:
    pairs = [part.split(" = ") for part in text.split(" and ")]
    return tuple((name, value.strip('"')) for name, value in pairs)


def read_actor(
    name: str, part: dict[str, Any], page: dict[str, Any], states: tuple[str, ...], locks: dict[str, str]
) -> Actor:
    ranking = part.get("ranking")
    if ranking is not None:
        groups = [group if isinstance(group, list) else [group] for group in ranking]
        ranking = tuple(tuple(states.index(s) + 1 if states else int(s) for s in group) for group in groups)
    wishes = part.get("weighs") or part.get("prefers") or []
    names = [wish.get("name") for wish in wishes]
    return Actor(
        name,
        tuple(
            read_option(key, inner, page, name, locks.get(f"{name}.{key}"))
            for key, inner in part.get("options", {}).items()
        ),
        tuple((come, to) for come, to in part.get("moves", [])),
        tuple(read_statement(wish, names, page, name) for wish in wishes),
        weighs="weighs" in part,
        ranking=ranking,
    )


def read_option(key: str, part: dict[str, Any], page: dict[str, Any], owner: str, lock: str | None) -> Option:
    one_way = part.get("irreversible", "no")
    watched = part.get("lapses when", "").removesuffix(" changes")
    return Option(
        key,
        tuple(part.get("values", NO_YES)),
        part.get("start"),
        read_formula(part["needs"], page, owner) if "needs" in part else None,
        tuple(watched.split(", ")) if watched else (),
        tuple(one_way) if isinstance(one_way, list) else one_way == "yes",
        lock,
    )


def read_statement(wish: dict[str, Any], names: list[str | None], page: dict[str, Any], owner: str) -> Statement:
    def part(key: str) -> Formula | None:
        return read_formula(wish[key], page, owner) if key in wish else None

    want, avoid, drops = part("want"), part("avoid"), wish.get("drops")
    assert (want is None) != (avoid is None)
    return Statement(
        want or avoid or (),
        avoid is not None,
        part("if"),
        part("exactly when"),
        drops and (names.index(drops["below"]), read_formula(drops["when"], page, owner)),
        wish.get("weight"),
    )


def answer_or_none(sketch: Sketch) -> Answer | None:
    try:
        return answer(sketch)
    except NoAnswer:
        return None


@pytest.mark.parametrize("shape", SHAPES)
def test_text_read_back_gives_the_same_answer(shape: str) -> None:
    luck = Random(f"text {shape}")
    for _ in range(40):
        sketch = draw(shape, luck)
        text = to_text(sketch, Random(luck.random()))
        assert answer_or_none(read_back(text)) == answer_or_none(sketch), text


def test_text_follows_from_the_data() -> None:
    sketch = draw("everything", Random(5))
    assert to_text(sketch) == to_text(sketch)
    assert to_text(sketch, Random(1)) != to_text(sketch, Random(2))


def test_every_spelling_turns_up() -> None:
    luck = Random(3)
    pages = [to_text(draw(shape, luck)) for shape in SHAPES for _ in range(20)]
    everything = "\n".join(pages)
    for piece in (" = ", " != ", " in [", " not in [", " < ", " <= ", " > ", " >= ", '"half way"', "not (", "))"):
        assert piece in everything, piece
    for piece in ("always", "exactly when: ", "avoid: ", "lapses when: ", "irreversible: yes", "irreversible: ["):
        assert piece in everything, piece
    for piece in ("drops: ", "weight: ", "start: unknown", "lock: ", "thinks: ", "moves: []", "options: {}"):
        assert piece in everything, piece


def test_parentheses_keep_the_meaning() -> None:
    sketch = Sketch((Actor("A", (Option("x"), Option("y"), Option("z"))),))
    x, y, z = (("is", f"A.{name}", ("yes",)) for name in "xyz")
    formula = ("and", ("or", x, y), ("not", ("and", y, z)))
    texts = {formula_text(formula, Pen(sketch, Random(seed))) for seed in range(300)}
    assert "(A.x or A.y) and not (A.y and A.z)" in texts
    assert all("or A.y and" not in text for text in texts)


def test_a_short_name_never_means_a_circumstance() -> None:
    sketch = Sketch((Actor("A", (Option("talk"), Option("x"))),), (Circumstance("talk"),))
    pens = [Pen(sketch, Random(seed), "A") for seed in range(200)]
    assert all("A.talk" in formula_text(("is", "A.talk", ("yes",)), pen) for pen in pens)
    assert {formula_text(("is", "A.x", ("yes",)), pen) for pen in pens} >= {"x", "A.x", "x = yes", "x != no"}
    assert all(formula_text(("situation", "x"), pen).strip("()") == "x" for pen in pens)


def test_locks_become_a_variant() -> None:
    free = Sketch((Actor("A", (Option("x"),), statements=(Statement(("always",)),)),))
    held = Sketch((Actor("A", (Option("x", lock="yes"),), statements=(Statement(("always",)),)),))
    assert variant_of(free) is None
    assert variant_of(held) == "held"
    assert "variants" not in to_text(free)
    assert read_back(to_text(held)) == held
