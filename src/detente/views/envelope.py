"""What `--json` prints: one object a command, described by these models; the JSON Schemas are made from them.

Every object begins with `command`. What goes wrong is told as `{"error": {"problems": [...]}}` instead. State ids
are whole numbers from 1.
"""

from __future__ import annotations

from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field, TypeAdapter


class _Model(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Problem(_Model):
    """One thing that is wrong (error) or odd (warning), where it stands, and what to do about it."""

    code: str
    severity: Literal["error", "warning"]
    given: str
    expected: str
    remedy: str
    file: str | None
    line: int | None
    column: int | None


class Problems(_Model):
    """All that went wrong."""

    problems: list[Problem]


class Failure(_Model):
    """Printed in place of an answer."""

    error: Problems


class Provenance(_Model):
    """Where an answer comes from, so that it can be had again."""

    version: str
    file: str
    sha256: str = Field(description="SHA-256 of the scenario's text")
    concept: str = Field(description="the leading concept")
    beliefs: bool = Field(description="whether actors judge replies in the world that they believe in")
    reach: str = Field(description="how sequences of replies were searched: closure or legal")
    seed: int | None = Field(description="null where nothing was drawn")
    seconds: float = Field(description="wall time")


class Option(_Model):
    """An option, its owner (null for the listed states of graph form) and its values in order."""

    id: str
    actor: str | None
    values: list[str]


class State(_Model):
    """A feasible state: its id and the value of every option."""

    id: int
    values: dict[str, str]


class Change(_Model):
    """An option that differs between two states; it fell away where its owner did not choose it."""

    option: str
    before: str
    after: str
    fell_away: bool


class Reason(_Model):
    """The statement that decides between two states, and why the file makes it."""

    actor: str
    statement: str
    verb: str
    text: str
    holds: bool = Field(description="whether it is true in the second state, and so was not in the first")
    because: str | None
    cite: list[str] = Field(description="source and place, as source:place")
    assumed: str | None


class Move(_Model):
    """A move; an id is null for a state that exists only in an actor's belief."""

    actor: str
    origin: int | None
    to: int | None
    changes: list[Change]
    reason: Reason | None


class Verdicts(_Model):
    """What one concept says."""

    stable: dict[str, list[int]] = Field(description="for each actor, the states that it would not leave")
    equilibria: list[int] = Field(description="the states that nobody would leave")


class Considered(_Model):
    """A tempting move and what becomes of it."""

    move: Move
    fate: Literal["punished", "unpunished", "uncaused"]
    replies: list[Move]
    answer: Move | None
    loss: Reason | None
    believed: bool
    anyway: list[Move]


class Stance(_Model):
    """One actor's verdict on the state, with every move that it considers; `elsewhere` is by concept."""

    actor: str
    stable: bool
    considered: list[Considered]
    elsewhere: dict[str, bool]


class Path(_Model):
    """A prospect, a shortest path to it from the status quo, and what keeps play there."""

    state: int
    moves: list[Move]
    keeping: list[Stance] = Field(description="each actor's stance there; told for the nearest prospects only")


class Cycle(_Model):
    """States that play can fall into and never leaves; a shortest path into it, and a shortest way round."""

    states: list[int]
    path: list[Move]
    round: list[Move]


class Analysis(_Model):
    """What `detente analyse --json` prints."""

    command: Literal["analyse"] = "analyse"
    scenario: str
    variant: str | None
    world: dict[str, str]
    actors: list[str]
    options: list[Option]
    states: list[State]
    status_quo: int | None
    concepts: dict[str, Verdicts]
    prospects: list[int] | None = Field(description="under the leading concept; null where the status quo is unknown")
    paths: list[Path]
    cycles: list[Cycle]
    leaving: list[Move] = Field(description="the moves by which the status quo would be left")
    provenance: Provenance


class Explanation(_Model):
    """What `detente explain --json` prints."""

    command: Literal["explain"] = "explain"
    scenario: str
    variant: str | None
    concept: str
    state: State
    from_status_quo: list[Change] | None
    equilibrium: bool
    stances: list[Stance]
    provenance: Provenance


class Compared(_Model):
    """One variant of a comparison; null names the scenario as written."""

    variant: str | None
    says: str | None
    changed: dict[str, str]
    states: int = Field(description="how many states are feasible")
    equilibria: list[int]
    prospects: list[State] | None
    outcome: dict[str, list[str]] = Field(description="for each option, its values in the prospects")
    paths: list[Path]
    cycles: list[Cycle]


class Comparison(_Model):
    """What `detente compare --json` prints."""

    command: Literal["compare"] = "compare"
    scenario: str
    concept: str
    variants: list[Compared]
    differing: list[str] = Field(description="the options in which the prospects differ")
    provenance: Provenance


class Chance(_Model):
    """One line of a chance: its bounds, the word used, and the condition (null: always or otherwise)."""

    low: float
    high: float
    word: str | None
    when: str | None


class Circumstance(_Model):
    """A circumstance in the world asked about, with the chance of each value where it is in doubt."""

    id: str
    values: list[str]
    now: str
    means: str | None
    chances: dict[str, list[Chance]] | None


class Actor(_Model):
    """An actor and how many moves it has over all states."""

    id: str
    name: str
    moves: int


class ShownOption(Option):
    """An option, with its meaning and its value at the start."""

    means: str | None
    start: str


class Statement(_Model):
    """A line of an actor's preferences in the file's own words."""

    name: str
    text: str


class Overview(_Model):
    """What `detente show --json` prints."""

    command: Literal["show"] = "show"
    scenario: str
    story: str | None
    as_of: str | None
    variant: str | None
    world: dict[str, str]
    actors: list[Actor]
    options: list[ShownOption]
    combinations: int
    feasible: int
    status_quo: State | None
    circumstances: list[Circumstance]
    prefers: dict[str, list[Statement]] = Field(description="by actor, most important first; without rankings")
    rankings: dict[str, list[list[str]]] = Field(description="by actor, best first, ties together")
    never: list[Statement]
    variants: dict[str, str | None]


class Checked(_Model):
    """What `detente check --json` prints."""

    command: Literal["check"] = "check"
    file: str
    scenario: str | None = Field(description="null where the file cannot be read as a scenario")
    ok: bool = Field(description="whether there is no error")
    problems: list[Problem]


class Source(_Model):
    """A source of a case and how far it can be trusted."""

    id: str
    author: str | None
    title: str | None
    published: str | None
    pages: str | None
    grade: str | None
    note: str | None


class Case(_Model):
    """One case of the library."""

    key: str
    slug: str
    title: str
    story: str | None
    as_of: str | None
    sources: list[Source]
    actors: dict[str, str]
    options: int
    states: int = Field(description="listed states; 0 where states are made of options")
    file: str


class OneCase(_Model):
    """What `detente cases CASE --json` prints."""

    command: Literal["cases"] = "cases"
    case: Case


class Copied(_Model):
    """What `detente cases CASE --copy FOLDER --json` prints: where the copy is."""

    command: Literal["cases"] = "cases"
    case: str
    file: str


class Cases(_Model):
    """What `detente cases --json` prints."""

    command: Literal["cases"] = "cases"
    cases: list[Case]


class Export(_Model):
    """What `detente export --format json` writes: one row a state; verdicts are true and false."""

    command: Literal["export"] = "export"
    scenario: str
    variant: str | None
    columns: list[str]
    rows: list[list[str | int | float | bool | None]]
    provenance: Provenance


class Written(_Model):
    """What `detente export --to FILE --json` prints: where the table was written."""

    command: Literal["export"] = "export"
    scenario: str
    file: str
    format: str
    states: int


ENVELOPES: dict[str, Any] = {
    "analyse": Analysis,
    "cases": Cases | OneCase | Copied,
    "check": Checked,
    "compare": Comparison,
    "error": Failure,
    "explain": Explanation,
    "export": Export | Written,
    "show": Overview,
}
"""What each command prints; `error` is what any of them prints instead where something is wrong."""


def json_schema(command: str) -> dict[str, Any]:
    """Return the JSON Schema of what a command prints."""
    return TypeAdapter(ENVELOPES[command]).json_schema(mode="serialization")
