"""Sources, and the citations and assumptions on which judgements rest."""

from __future__ import annotations

import re
from collections.abc import Mapping

from detente.scenario import schema
from detente.scenario.document import Path
from detente.scenario.model import Citation, Grounds, Source
from detente.scenario.problems import listed, nearest, suggestion
from detente.scenario.reading import Reading

_COUNTED = re.compile(r"(\d{1,9})(?:\s*[-–]\s*(\d{1,9}))?", re.ASCII)


def read_sources(reading: Reading, given: Mapping[str, schema.Source]) -> dict[str, Source]:
    """Return the sources of the file by key."""
    return {key: _source(reading, key, part) for key, part in given.items()}


def _source(reading: Reading, key: str, part: schema.Source) -> Source:
    path: Path = ("sources", key)
    if ":" in key or _COUNTED.fullmatch(key) or key != key.strip() or not key:
        reading.complain(
            "bad-name",
            reading.key(path),
            f"`{key}` cannot be the key of a source",
            "A key of a source is not a number and has no colon, since `cite: 3` and `cite: key:3` are citations.",
            "Choose a short name, such as the author's.",
        )
    grade = part.grade and reading.one_of(part.grade, schema.GRADES, (*path, "grade"), "unknown-grade", "grade")
    paragraphs = None
    if part.paragraphs is not None:
        if re.fullmatch(r"[1-9]\d{0,4}", part.paragraphs, re.ASCII):
            paragraphs = int(part.paragraphs)
        else:
            reading.complain(
                "not-a-count",
                reading.at((*path, "paragraphs")),
                f"`{part.paragraphs}` is no number of paragraphs",
                "Paragraphs are counted 1, 2, 3, up to 99,999.",
                "Write how many there are, such as `paragraphs: 10`.",
            )
    return Source(
        id=key,
        author=part.author,
        title=part.title,
        published=part.published,
        pages=part.pages,
        paragraphs=paragraphs,
        grade=grade,  # type: ignore[arg-type]
        note=part.note,
        place=reading.key(path),
    )


def read_grounds(reading: Reading, part: schema.Grounded, path: Path) -> Grounds:
    """Return why a judgement stands."""
    cited = []
    for number, text in enumerate(part.cite or ()):
        one = _citation(reading, text, (*path, "cite", number))
        if one is not None:
            cited.append(one)
    return Grounds(tuple(cited), part.assumed, getattr(part, "because", None))


def _citation(reading: Reading, text: str, path: Path) -> Citation | None:
    if not reading.sources_known:
        return None
    sources = reading.sources
    key, colon, locator = (part.strip() for part in text.partition(":"))
    if key in sources:
        return _located(reading, sources[key], locator, path) if locator else Citation(key)
    if colon or (not any(map(str.isdigit, key)) and nearest(key, sources)):
        _unknown(reading, key, path)
        return None
    if len(sources) == 1:
        return _located(reading, next(iter(sources.values())), key, path)
    reading.complain(
        "which-source",
        reading.at(path),
        f"`{text}` does not say which source is cited",
        f"There are {len(sources)} sources: {listed(sources)}." if sources else "The file has no sources.",
        f"Write `{next(iter(sources))}:{text}`, say." if sources else "Add `sources:` with the text that is cited.",
    )
    return None


def _unknown(reading: Reading, key: str, path: Path) -> None:
    reading.complain(
        "unknown-source",
        reading.at(path),
        f"There is no source `{key}`",
        "A citation names a key under `sources`.",
        suggestion(key, reading.sources) if reading.sources else "Add it under `sources:`.",
    )


def _located(reading: Reading, source: Source, locator: str, path: Path) -> Citation | None:
    match = _COUNTED.fullmatch(locator)
    if match is not None and source.paragraphs is not None:
        first, last = int(match[1]), int(match[2] or match[1])
        if not 1 <= first <= last <= source.paragraphs:
            reading.complain(
                "no-such-paragraph",
                reading.at(path),
                f"`{locator}` is no paragraph of `{source.id}`",
                f"Its paragraphs are counted from 1 to {source.paragraphs}.",
                "Correct the number, or `paragraphs` under `sources`.",
            )
            return None
    return Citation(source.id, locator)
