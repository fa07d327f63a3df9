"""What all edits have in common: what they are, and how they find and change what is written."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Iterable, Mapping, Sequence
from typing import Annotated, Any, ClassVar

from pydantic import BaseModel, ConfigDict, Field

from detente.errors import QuestionError, question
from detente.scenario import schema
from detente.scenario.document import Plain

Data = dict[str, Plain]
Fields = Mapping[str, Plain | None]
"""New values by key: None leaves what is there, an empty one takes it away."""

Name = Annotated[str, Field(min_length=1, max_length=200)]
Place = Annotated[int, Field(strict=True, ge=1, le=10_000, description="counted from 1")]
Formula = Annotated[str, Field(max_length=2_000)]
Words = Annotated[str, Field(max_length=20_000)]
Few = Annotated[list[Name], Field(max_length=200)]
Pairs = Annotated[dict[Name, Words], Field(max_length=200)]


def _names_itself(described: dict[str, Any]) -> None:
    """Tell in the description of an edit that whoever sends one says which kind it is."""
    described["required"] = ["edit", *described.get("required", [])]


class Edit(BaseModel):
    """One thing that is to be otherwise in a text; `edit` says which kind it is.

    `takes_away` says that the comments of what goes may go with it.
    """

    model_config = ConfigDict(extra="forbid", frozen=True, json_schema_extra=_names_itself)

    takes_away: ClassVar[bool] = False
    edit: str

    @abstractmethod
    def on(self, data: Data) -> None:
        """Change what the text holds; raises QuestionError where that does not fit it."""


class Cited(Edit):
    """An edit of something that has sources and assumptions."""

    assumed: Words | None = None
    cite: Few | None = None

    @property
    def grounds(self) -> Fields:
        """Return why it stands, by key."""
        return {"assumed": self.assumed, "cite": one_or_few(self.cite)}


class Grounded(Cited):
    """An edit of something that has a reason besides."""

    because: Words | None = None

    @property
    def grounds(self) -> Fields:
        """Return why it stands, by key."""
        return {"because": self.because, **super().grounds}


def one_or_few(given: list[str] | None) -> Plain | None:
    """Return texts as they are written: one as text, several as a list."""
    return None if given is None else "" if not given else given[0] if len(given) == 1 else list(given)


def few(given: list[str] | None) -> Plain | None:
    """Return texts that are always written as a list."""
    return None if given is None else list(given)


def pairs(given: Mapping[str, str] | None) -> Plain | None:
    """Return texts by name as they are written."""
    return None if given is None else dict(given)


def order(part: type[BaseModel]) -> list[str]:
    """Return the keys of a part of a scenario in the order in which they are written: its own, then its grounds."""
    fields = [(name, field.alias or name) for name, field in part.model_fields.items()]
    common = ["because", "assumed", "cite"]
    return [*(key for name, key in fields if name not in common), *common]


def change(within: Data, given: Fields, keys: Sequence[str]) -> None:
    """Put new values into a mapping, new keys at their place in the order."""
    for key, value in given.items():
        if value is None or _alike(value, within.get(key)):
            continue
        if value in ("", [], {}):
            within.pop(key, None)
        elif key in within:
            within[key] = value
        else:
            insert(within, key, value, keys)


def _alike(value: Plain, there: Plain | None) -> bool:
    """Return whether a value says what stands there already, however that is written."""
    if isinstance(value, str) and isinstance(there, str):
        return value.strip() == there.strip()
    return there in (value, [value])


def insert(within: Data, key: str, value: Plain, keys: Sequence[str]) -> None:
    """Put a key that is not there at its place in the order."""
    later = set(keys[keys.index(key) + 1 :]) if key in keys else set()
    entries = list(within.items())
    place = next((at for at, (other, _) in enumerate(entries) if other in later), len(entries))
    entries.insert(place, (key, value))
    within.clear()
    within.update(entries)


def made(given: Fields, keys: Sequence[str]) -> Data:
    """Return a new mapping with the values that are given."""
    new: Data = {}
    change(new, given, keys)
    return new


# ------------------------------------------------------------ finding what is written


def section(data: Data, name: str, empty: Plain) -> Plain:
    """Return a part of the file, made where there is none."""
    if name not in data:
        insert(data, name, empty, [field.alias or key for key, field in schema.File.model_fields.items()])
    return data[name]


def mapping(value: Plain, what: str) -> Data:
    """Return a value that is to be a mapping."""
    if not isinstance(value, dict):
        raise shapeless(what, "a mapping")
    return value


def listing(value: Plain, what: str) -> list[Plain]:
    """Return a value that is to be a list."""
    if not isinstance(value, list):
        raise shapeless(what, "a list")
    return value


def within(data: Data, key: str, name: str, what: str) -> Data:
    """Return the entry of a name in a part of the file."""
    entries = mapping(data.get(key, {}), f"`{key}`")
    if name not in entries:
        raise unknown(f"there is no {what} `{name}`", entries)
    return mapping(entries[name], f"the {what} `{name}`")


def at(items: Sequence[object], place: int, what: str) -> int:
    """Return the index of a place that a list has."""
    if place > len(items):
        raise question(
            "edit-out-of-range",
            f"there is no place {place} among the {what}",
            f"There {'is' if len(items) == 1 else 'are'} {len(items)}." if items else "There are none.",
            "Look again at what is written now.",
        )
    return place - 1


def named(items: Iterable[Plain], name: str, what: str) -> Data:
    """Return the item of a list that has a name."""
    entries = {str(one["name"]): one for one in items if isinstance(one, dict) and isinstance(one.get("name"), str)}
    if name not in entries:
        raise unknown(f"there is no {what} `{name}`", entries)
    return entries[name]


def free(name: str, taken: Iterable[str], what: str) -> None:
    """Refuse a name that is taken."""
    if name in taken:
        raise question("edit-taken", f"there is {what} `{name}` already", "A name means one thing.", "Take another.")


def names(items: Iterable[Plain]) -> list[str]:
    """Return the names of the items of a list."""
    return [str(one["name"]) for one in items if isinstance(one, dict) and "name" in one]


def unknown(given: str, known: Iterable[str]) -> QuestionError:
    """Return the refusal of an edit of something that is not there."""
    there = ", ".join(f"`{one}`" for one in list(known)[:20])
    return question(
        "edit-unknown", given, f"There are {there}." if there else "There are none.", "Look again at what is written."
    )


def shapeless(what: str, expected: str) -> QuestionError:
    """Return the refusal of an edit of something that is not written as edits know it."""
    return question(
        "edit-shape", f"{what} is not {expected}", "This edit has no place there.", "Make this change in the text."
    )
