"""Essays: a Markdown text whose claim blocks put to the test what it says of a scenario.

A block names a claim of the scenario, or gives one of its own: a sentence, or the keys of a claim as under `claims:`
in a scenario.

    ```claim backfire
    ```

    ```claim cold
    every prospect has US.russia = contain
    ```

    ```claim cold_without_congress
    test: every prospect has US.russia = contain
    in: divided_congress
    hedge: likely
    ```

An essay is read in two steps, since the scenario that it is about is read in between.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from hashlib import sha256

from detente.errors import Place, Problem, ScenarioError
from detente.scenario.asking import names_of
from detente.scenario.claims import read_claims
from detente.scenario.decoding import decode
from detente.scenario.document import Document, Path, Plain, Spot
from detente.scenario.markdown import WORD, Fence, Lines, Markdown, read_markdown
from detente.scenario.model import Claim, Origin, Scenario
from detente.scenario.nodes import compose
from detente.scenario.problems import EnoughProblems, Problems, nearest, suggestion
from detente.scenario.quantities import one_line
from detente.scenario.reading import Reading
from detente.scenario.shape import fit

_KEYS = re.compile(r"\s*[A-Za-z][A-Za-z _]*:(\s|$)")  # a mapping begins so, and no sentence does


@dataclass(frozen=True)
class Outline:
    """An essay before its scenario is known: which one it names, and where, and the rest as it is written."""

    scenario: str
    place: Place
    markdown: Markdown
    origin: Origin
    problems: Problems = field(repr=False)


@dataclass(frozen=True)
class Passage:
    """A claim block: the claim that it puts to the test, the paragraph that it follows, and where each stands."""

    claim: Claim
    says: str | None
    place: Place
    after: Place | None = None


@dataclass(frozen=True)
class Essay:
    """An essay with its claims read; `scenario` is the one that it is about, with the essay's own claims as well.

    `own` names these; `paragraphs` are all its paragraphs, with where each begins.
    """

    title: str | None
    passages: tuple[Passage, ...]
    scenario: Scenario = field(repr=False)
    origin: Origin
    own: tuple[str, ...] = ()
    paragraphs: tuple[tuple[str, Place], ...] = ()


def read_outline(data: str | bytes, file: str) -> Outline:
    r"""Return an essay as far as it can be read without its scenario.

    Raises ScenarioError, with every problem and its place, where it is no text or does not name a scenario.

    >>> essay = "---\nscenario: chicken\n---\nNobody gives way.\n\n```claim\nno prospect has always\n```\n"
    >>> outline = read_outline(essay, "essay.md")
    >>> outline.scenario, str(outline.place), outline.markdown.fences[0].says
    ('chicken', 'essay.md:2:11', 'Nobody gives way.')
    """
    problems = Problems()
    try:
        text = decode(data, file, problems, "An essay")
        if text is not None:
            markdown = read_markdown(text, file, problems)
            bound = _bound(markdown.front, file, problems)
            if bound is not None:
                origin = Origin(file, text, sha256(text.encode()).hexdigest())
                return Outline(*bound, markdown, origin, problems)
    except EnoughProblems:
        pass
    raise problems.error()


def _bound(front: Lines | None, file: str, problems: Problems) -> tuple[str, Place] | None:
    """Return which scenario an essay names, and where."""
    document = _composed(front, file, problems) if front is not None and _KEYS.search(front.text) else None
    named = document.data.get("scenario") if document is not None else None
    if isinstance(named, str) and named.strip() and document is not None:
        return named.strip(), document.at(("scenario",))
    untold = not any(one.code == "open-front-matter" for one in problems.found)
    if untold and (document is None or document.whole):
        near = nearest("scenario", document.data) if document is not None else None
        problems.add(
            "essay-without-scenario",
            document.key((near,)) if document is not None and near else Place(file, 1, 1),
            "The essay does not say which scenario it is about",
            "It begins with a line `---`, a line `scenario: NAME`, and a line `---`.",
            f"Write `scenario:` for `{near}:`." if near and near != "scenario" else "Add these lines.",
        )
    return None


def read_essay(outline: Outline, scenario: Scenario, concepts: Collection[str] | None = None) -> Essay:
    """Return an essay with its claims, given the scenario that it is about; `concepts` is as for `read`.

    Raises ScenarioError, with every problem and its place.
    """
    problems, fences = outline.problems, outline.markdown.fences
    own: tuple[Claim, ...] = ()
    found: list[Passage] = []
    try:
        if not fences and not problems.found:
            _refuse_none(outline)
        filled = [fence for fence in fences if fence.lines.text.strip()]
        document = _document(outline, scenario, filled)
        _refuse_taken(scenario, filled, problems)
        reading = Reading(document, problems, names_of(scenario), concepts, scenario.sources, words=scenario.words)
        own = read_claims(reading, fit(document, problems).claims or (), scenario.claims)
        found = _passages(fences, {claim.name: claim for claim in (*scenario.claims, *own)}, filled, problems)
    except EnoughProblems:
        pass
    if problems.found:
        raise ScenarioError(tuple(_about_scenario(one) for one in problems.error().problems))
    whole = replace(scenario, claims=(*scenario.claims, *own))
    named, paragraphs = tuple(claim.name for claim in own), tuple(outline.markdown.paragraphs)
    return Essay(outline.markdown.title, tuple(found), whole, outline.origin, named, paragraphs)


def _refuse_none(outline: Outline) -> None:
    outline.problems.add(
        "no-claim-blocks",
        Place(outline.origin.file, 1, 1),
        "The essay puts nothing to the test",
        f"A claim block begins with a line of three back quotes and the word `{WORD}`.",
        "Add one with the name of a claim of the scenario, or with a sentence of its own.",
    )


def _called(fence: Fence) -> str:
    """Return what the claim of a block is called: by its name, or else by its line."""
    return fence.name or f"line {fence.place.line}"


# ------------------------------------------------------------ the blocks as the claims of a scenario


def _document(outline: Outline, scenario: Scenario, fences: Sequence[Fence]) -> Document:
    """Return the claims that blocks give as a scenario would give them, each at its place in the essay."""
    file, text = outline.origin.file, outline.origin.text
    claims: list[Plain] = []
    data: dict[str, Plain] = {"title": "an essay", "actors": {}, "claims": claims}
    data["variants"] = {name: {} for name in scenario.variants}
    keys: dict[Path, Spot] = {}
    values: dict[Path, Spot] = {}
    for fence in fences:
        part = _block(fence, file, outline.problems)
        if not part.whole:
            continue  # what is wrong with it as YAML has been told
        path: Path = ("claims", len(claims))
        here = Spot(fence.place.line, fence.place.column, 0, 0)
        keys |= {path: here} | {(*path, *end): spot for end, spot in part.keys.items()}
        values |= {path: here} | {(*path, *end): spot for end, spot in part.values.items()}
        if "name" in part.data:
            outline.problems.add(
                "name-in-block",
                Place(file, *keys[*path, "name"][:2]),
                "`name` stands in a claim block",
                f"The name of its claim stands behind the word `{WORD}`.",
                "Put it there.",
            )
        says = fence.says or one_line(fence.lines.text)
        claims.append({"says": says} | part.data | {"name": _called(fence)})
        values[*path, "name"] = here
        values.setdefault((*path, "says"), here)
    return Document(file, text, text, data, keys, values, whole=True)


def _block(fence: Fence, file: str, problems: Problems) -> Document:
    """Return what a block says as keys and values, with their spots in the essay."""
    lines = fence.lines
    if _KEYS.match(lines.text):
        return _composed(lines, file, problems)
    lead = len(lines.text) - len(lines.text.lstrip())
    row = lines.text.count("\n", 0, lead)
    begins = lead - (lines.text.rfind("\n", 0, lead) + 1)
    sentence = lines.text.strip()
    line, column = lines.spot(row + 1, begins + 1)
    spot = Spot(line, column, 0, 0, None if "\n" in sentence else 0)
    return Document(file, sentence, sentence, {"test": sentence}, {}, {("test",): spot}, whole=True)


def _composed(lines: Lines, file: str, problems: Problems) -> Document:
    """Return lines of YAML as plain data with places in the file that they are part of."""
    inner = Problems()
    try:
        found = compose(lines.text, file, inner)
    finally:
        for one in inner.found:
            place = one.place or Place(file, 1, 1)
            there = Place(file, *lines.spot(place.line, place.column))
            problems.add(one.code, there, one.given, one.expected, one.remedy)

    return replace(found, keys=_moved(found.keys, lines), values=_moved(found.values, lines))


def _moved(spots: Mapping[Path, Spot], lines: Lines) -> dict[Path, Spot]:
    found = {}
    for path, spot in spots.items():
        line, column = lines.spot(spot.line, spot.column)
        found[path] = spot._replace(line=line, column=column)
    return found


# ------------------------------------------------------------ what blocks put to the test


def _refuse_taken(scenario: Scenario, filled: Sequence[Fence], problems: Problems) -> None:
    """Note claims of an essay that are called like one of its scenario."""
    taken = {claim.name: claim.place for claim in scenario.claims}
    for fence in filled:
        name = _called(fence)
        if name in taken:
            problems.add(
                "duplicate-name",
                fence.place,
                f"`{name}` is a claim of the scenario too ({taken[name]})",
                "A name means one claim.",
                "Leave the block empty to put that one to the test, or choose another name.",
            )


def _passages(
    fences: Sequence[Fence], claims: Mapping[str, Claim], filled: Sequence[Fence], problems: Problems
) -> list[Passage]:
    """Return what each block puts to the test; blocks that name no claim are told."""
    own = {_called(fence) for fence in filled}
    found = []
    for fence in fences:
        name = _called(fence)
        if name in claims:
            found.append(Passage(claims[name], fence.says, fence.place, fence.after))
        elif name in own:
            pass  # what is wrong with it has been told
        elif not fence.name:
            problems.add(
                "empty-claim-block",
                fence.place,
                "The claim block is empty and has no name",
                "It names a claim of the scenario, or holds a sentence that can be tested.",
                f"Write a name behind `{WORD}`, or a sentence into the block.",
            )
        else:
            problems.add(
                "unknown-claim",
                fence.place,
                f"There is no claim `{name}`",
                "An empty block names a claim of the scenario.",
                suggestion(name, claims),
            )
    return found


def _about_scenario(problem: Problem) -> Problem:
    """Return a problem of an essay so that names are looked for where they are: in its scenario."""
    said = (problem.expected, problem.remedy, problem.given)
    expected, remedy, given = (one.replace("this file", "the scenario") for one in said)
    return replace(problem, expected=expected, remedy=remedy, given=given)
