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
    engine: str = Field(description="what searched: plain, fast or symbolic")
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


class Judged(_Model):
    """One actor's verdict on a state where states are not listed; null where a limit was reached first."""

    actor: str
    stable: bool | None
    better: int | None = Field(description="how many better moves it has; null where they are too many to be looked at")
    undeterred: int | None = Field(description="how many of these nothing deters it from")
    considered: list[Considered] = Field(description="the better moves that are told")
    elsewhere: dict[str, bool | None]


class Equilibrium(_Model):
    """A state that nobody would leave, and by concept whether it holds there too; null where that was not found."""

    values: dict[str, str]
    holds: dict[str, bool | None]


class Extent(_Model):
    """How many states one concept says nobody would leave: from least to most, the same number where it is known."""

    least: int
    most: int
    first: list[Equilibrium] = Field(description="the first few of them")
    stopped: Problem | None = Field(description="what kept the count from being finished")


class Unlisted(_Model):
    """What `detente analyse --json` prints where the states are not listed, but counted."""

    command: Literal["analyse"] = "analyse"
    scenario: str
    variant: str | None
    world: dict[str, str]
    actors: list[str]
    options: list[Option]
    states: None = None
    feasible: int = Field(description="how many states there are, which can be more than a float counts exactly")
    start: dict[str, str] | None = Field(description="the status quo; null where it is unknown")
    concepts: dict[str, Extent]
    stances: list[Judged] = Field(description="each actor's verdict on the status quo under the leading concept")
    too_large: list[Problem] = Field(description="why the states were not listed; empty where that was asked for")
    provenance: Provenance


class Reasons(_Model):
    """What `detente explain --json` prints where the states are not listed."""

    command: Literal["explain"] = "explain"
    scenario: str
    variant: str | None
    concept: str
    values: dict[str, str] = Field(description="the state asked about")
    from_status_quo: list[Change] | None
    equilibrium: bool | None = Field(description="null where that was not found")
    stances: list[Judged]
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


class Bounded(_Model):
    """A chance at the middles of all bands, and its least and greatest value within them."""

    middle: float
    low: float
    high: float
    exact: bool = Field(description="false where there were too many choices to try; the true bounds lie within")


class Outcome(_Model):
    """Something that may be so where play comes to rest.

    A world with several prospects is shared in equal parts; any other sharing stays between `surely` and `possibly`.
    """

    name: str
    chance: Bounded
    surely: Bounded = Field(description="that all prospects of a world have it")
    possibly: Bounded = Field(description="that some prospect of a world has it")


class Rest(_Model):
    """A state in which play comes to rest in some worlds."""

    values: dict[str, str]
    outcome: Outcome


class Swing(_Model):
    """How the chance of the likeliest prospect goes with one circumstance, or with two together."""

    circumstances: list[str]
    given: list[list[str]]
    chances: list[float | None] = Field(description="for each combination of values; null where that has no chance")


class Hedged(_Model):
    """A claim about prospects as a forecast, beside the word that its author used."""

    claim: str
    says: str
    hedge: str | None
    band: tuple[float, float] | None = Field(description="what the word stands for")
    holds: Bounded
    vacuous: Bounded = Field(description="the chance that the claim speaks of nothing")
    fits: Literal["fits", "below", "above"] | None


class Weight(_Model):
    """What one signal does to the odds of a value, in bits; null where it decides."""

    signal: str
    bits: float | None
    without: float = Field(description="the chance had the observer not heard of the signal")


class Reading(_Model):
    """What an observer (null: the analyst) takes a chance to be before and after the signals."""

    observer: str | None
    circumstance: str
    value: str
    before: Bounded
    after: Bounded
    weights: list[Weight]


class Telling(_Model):
    """What a signal still to come would tell, in bits, and the chance that it comes."""

    signal: str
    circumstance: str
    bits: float
    comes: float


class Forecast(_Model):
    """What `detente forecast --json` prints."""

    command: Literal["forecast"] = "forecast"
    scenario: str
    variant: str | None
    as_of: str | None
    worlds: int
    mattering: list[str] = Field(description="the circumstances on which the likeliest prospect depends")
    signals: list[str]
    somewhere: Bounded = Field(description="the chance that play can come to rest at all")
    several: Bounded = Field(description="the chance that more than one prospect remains")
    round: Bounded = Field(description="the chance that play may also go round for ever")
    rests: list[Rest]
    others: int = Field(description="how many less likely prospects there are")
    options: dict[str, list[Outcome]]
    situations: list[Outcome]
    swings: list[Swing]
    pairs: list[Swing]
    claims: list[Hedged]
    readings: list[Reading]
    telling: list[Telling]
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
    "analyse": Analysis | Unlisted,
    "cases": Cases | OneCase | Copied,
    "check": Checked,
    "compare": Comparison,
    "error": Failure,
    "explain": Explanation | Reasons,
    "export": Export | Written,
    "forecast": Forecast,
    "show": Overview,
}
"""What each command prints; `error` is what any of them prints instead where something is wrong."""


def json_schema(command: str) -> dict[str, Any]:
    """Return the JSON Schema of what a command prints."""
    return TypeAdapter(ENVELOPES[command]).json_schema(mode="serialization")
