"""YAML text becomes plain data: mappings, lists and text, with the place of every key and value.

Only the events of the YAML parser are used. Every scalar stays text (`no` is the word no), nothing is resolved,
expanded or built by tag, and nothing recurses, so that a hostile file costs no more than its length.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.error import YAMLError
from ruamel.yaml.events import (
    AliasEvent,
    CollectionEndEvent,
    DocumentStartEvent,
    NodeEvent,
    ScalarEvent,
    SequenceStartEvent,
)

from detente.errors import Place
from detente.scenario.decoding import MARK
from detente.scenario.document import Document, Path, Plain, Spot
from detente.scenario.problems import Problems
from detente.scenario.yaml_mistakes import explain

DEEPEST = 40  # levels of nesting; a real scenario has about seven


def compose(text: str, file: str, problems: Problems) -> Document:
    """Return the plain data of a YAML text; what is wrong with it as YAML is noted in `problems`.

    The text is free of control characters (see `decoding`). After a syntax error the document holds what stands
    before it.
    """
    builder = _Builder(file, text, problems)
    try:
        for event in YAML(typ="safe", pure=True).parse(builder.text):
            builder.take(event)
        builder.whole = True
    except _Stop:
        pass
    except (YAMLError, ValueError, OverflowError) as error:
        found = explain(error, builder.text)
        place = Place(file, found.line, found.column)
        problems.add(found.code, place, found.given, found.expected, found.remedy)
    return builder.document()


class _Stop(Exception):
    """Nothing further in the text can be understood."""


@dataclass
class _Open:
    """A collection whose end has not been met; a silent one is read over, since it may not stand there."""

    path: Path
    into: dict[str, Plain] | list[Plain]
    silent: bool
    key: str | None = None
    skip: bool = False  # the next value belongs to a refused key

    @property
    def wants_key(self) -> bool:
        return isinstance(self.into, dict) and self.key is None


@dataclass
class _Builder:
    """Turns events into data; `roots` holds the one value of the document, once it is met."""

    file: str
    source: str
    problems: Problems
    keys: dict[Path, Spot] = field(default_factory=dict)
    values: dict[Path, Spot] = field(default_factory=dict)
    flow: set[Path] = field(default_factory=set)
    empty: set[Path] = field(default_factory=set)
    stack: list[_Open] = field(default_factory=list)
    roots: list[Plain] = field(default_factory=list)
    documents: int = 0
    whole: bool = False

    def __post_init__(self) -> None:
        self.text = self.source.removeprefix(MARK)

    def complain(self, code: str, event: Any, given: str, expected: str, remedy: str) -> None:
        mark = event.start_mark
        self.problems.add(code, Place(self.file, mark.line + 1, mark.column + 1), given, expected, remedy)

    def take(self, event: Any) -> None:
        """Put one event of the parser into the data."""
        if isinstance(event, ScalarEvent):
            self.scalar(event)
        elif isinstance(event, NodeEvent):
            self.refuse_extras(event)
            top = self.stack[-1] if self.stack else None
            if top is not None and top.wants_key:
                self.refuse_complex_key(event)
            elif isinstance(event, AliasEvent):
                path, silent = self.store("")
                self.note(path, event, silent)
                self.empty.add(path)
            else:
                self.open(event)
        elif isinstance(event, CollectionEndEvent):
            self.close(event)
        elif isinstance(event, DocumentStartEvent):
            self.begin(event)

    def begin(self, event: Any) -> None:
        self.documents += 1
        if event.version or event.tags:
            self.complain(
                "directive",
                event,
                "A line that begins with % gives orders to the YAML parser",
                "A scenario needs none.",
                "Remove the line.",
            )
        if self.documents > 1:
            self.complain(
                "several-documents",
                event,
                "A second YAML document begins here",
                "A file holds one scenario.",
                "Remove the line `---`, or put what follows into a file of its own.",
            )
            raise _Stop

    def refuse_extras(self, event: Any) -> None:
        """Refuse what YAML has and a scenario does not need: aliases, anchors and tags."""
        if isinstance(event, AliasEvent):
            self.complain(
                "alias",
                event,
                f"`*{event.anchor}` stands for a value written elsewhere",
                "Every value is written out where it counts.",
                "Write the value itself; put text that begins with * in quotes.",
            )
            return
        if event.anchor is not None:
            self.complain(
                "anchor",
                event,
                f"`&{event.anchor}` names a value for use elsewhere",
                "Every value is written out where it counts.",
                "Remove the anchor; put text that begins with & in quotes.",
            )
        if event.tag is not None:
            self.complain(
                "tag",
                event,
                f"`{event.tag}` gives a value a type",
                "Every value of a scenario is read as text.",
                "Remove the tag; put text that begins with ! in quotes.",
            )

    def refuse_complex_key(self, event: Any) -> None:
        if not isinstance(event, AliasEvent):
            self.complain(
                "complex-key",
                event,
                "A list or a mapping stands where a key belongs",
                "A key is text.",
                "Put the key in quotes, or check the brackets.",
            )
        raise _Stop

    def scalar(self, event: Any) -> None:
        self.refuse_extras(event)
        top = self.stack[-1] if self.stack else None
        if top is not None and top.wants_key:
            self.begin_entry(top, event)
            return
        path, silent = self.store(event.value)
        self.note(path, event, silent, self.shift(event))
        blank = not event.value.strip() or (event.style is None and event.value == "~")
        if path and not silent and blank and event.style not in ("'", '"'):
            self.refuse_blank(path)

    def refuse_blank(self, path: Path) -> None:
        self.empty.add(path)
        where = f"after `{path[-1][:80]}:`" if isinstance(path[-1], str) else "after the dash"
        spot = self.keys.get(path, self.values[path])  # the parser puts a blank value on the next line
        self.problems.add(
            "empty-value",
            Place(self.file, spot.line, spot.column),
            f"Nothing is written {where}",
            "Every key has a value and every dash an item.",
            "Write the value, or remove the line; an entry with nothing to say is written `{}`."
            if path[:-1] not in self.flow
            else "Inside { } and [ ] text that holds a comma goes in quotes.",
        )

    def begin_entry(self, top: _Open, event: Any) -> None:
        key = top.key = event.value
        path = (*top.path, key)
        if event.style is None and key == "<<":
            top.skip = True
            self.complain(
                "merge-key",
                event,
                "`<<` merges another mapping into this one",
                "Every value is written out where it counts.",
                "Write the entries themselves.",
            )
        elif key in top.into:
            top.skip = True
            first = self.keys.get(path)
            self.complain(
                "duplicate-key",
                event,
                f"The key `{key[:80]}` stands here again" + (f"; it is on line {first.line} too" if first else ""),
                "A mapping has each key once.",
                "Remove or rename one of the two.",
            )
        elif not top.silent:
            self.keys[path] = self.spot(event, self.shift(event))

    def shift(self, event: Any) -> int | None:
        raw = self.text[event.start_mark.index : event.end_mark.index]
        if raw == event.value:
            return 0
        return 1 if event.style in ("'", '"') and raw[1:-1] == event.value else None

    def spot(self, event: Any, shift: int | None) -> Spot:
        mark = event.start_mark
        style = getattr(event, "style", None)
        return Spot(mark.line + 1, mark.column + 1, mark.index, event.end_mark.index, shift, style)

    def store(self, value: Plain) -> tuple[Path, bool]:
        """Put a value where it belongs; return its path and whether it is read over."""
        if not self.stack:
            self.roots.append(value)
            return (), False
        top = self.stack[-1]
        if isinstance(top.into, list):
            top.into.append(value)
            return (*top.path, len(top.into) - 1), top.silent
        key, silent = top.key or "", top.silent or top.skip
        if not top.skip:
            top.into[key] = value
        top.key, top.skip = None, False
        return (*top.path, key), silent

    def note(self, path: Path, event: Any, silent: bool, shift: int | None = None) -> None:
        if not silent:
            self.values[path] = self.spot(event, shift)

    def open(self, event: Any) -> None:
        if len(self.stack) >= DEEPEST:
            self.complain(
                "too-deep",
                event,
                f"Lists and mappings are nested more than {DEEPEST} levels deep here",
                "A scenario needs about seven levels.",
                "Check the brackets and the indentation.",
            )
            raise _Stop
        into: dict[str, Plain] | list[Plain] = [] if isinstance(event, SequenceStartEvent) else {}
        path, silent = self.store(into)
        self.note(path, event, silent)
        self.stack.append(_Open(path, into, silent))
        if event.flow_style and not silent:
            self.flow.add(path)

    def close(self, event: Any) -> None:
        done = self.stack.pop()
        if not done.silent:
            self.values[done.path] = self.values[done.path]._replace(end=event.end_mark.index)

    def document(self) -> Document:
        """Return the document; where the text is no mapping, say so."""
        data = self.roots[0] if self.roots else ""
        flow, empty = frozenset(self.flow), frozenset(self.empty)
        if isinstance(data, dict):
            return Document(self.file, self.source, self.text, data, self.keys, self.values, flow, empty, self.whole)
        if not self.problems.found:
            self.refuse_root(data)
        return Document(self.file, self.source, self.text)

    def refuse_root(self, data: Plain) -> None:
        blank = isinstance(data, str) and not data.strip()
        what = "The file is empty" if blank else "The file is a list" if isinstance(data, list) else "The file is text"
        self.problems.add(
            "empty-file" if blank else "not-a-mapping",
            Place(self.file, 1, 1),
            what,
            "A scenario is a mapping that begins with `title:` and has `actors:`.",
            "Write at least a title and actors, or begin with a copy of a case from the library.",
        )
