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
    exact: bool = Field(
        description="false where there were too many choices to try; the true bounds lie within, or beyond where "
        "worlds were drawn"
    )
    error: float | None = Field(description="the standard error of the middle; null where no worlds were drawn")


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
    chances: list[float | None] = Field(
        description="for each combination of values; null where that has no chance, or came up too seldom to tell"
    )
    errors: list[float | None] = Field(description="their standard errors; empty where no worlds were drawn")


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


class Weighed(_Model):
    """An outcome of which one comes, counted where it is the first to hold; `holds`: wherever it holds at all."""

    name: str
    chance: Bounded
    surely: Bounded
    possibly: Bounded
    holds: Bounded | None = Field(description="null for what is left over")


class Overlap(_Model):
    """Two outcomes that hold together, which is counted for the first."""

    first: str
    other: str
    chance: Bounded


class OwnChance(_Model):
    """What the author gives an outcome (null: anything else), and what it is corrected to so that all add up to 1."""

    outcome: str | None
    low: float
    high: float
    word: str | None
    claim: str | None = Field(description="the claim whose word it is, if it is one's")
    corrected: float


class Own(_Model):
    """The author's own chances of the outcomes."""

    total: float = Field(description="what their middles add up to")
    within: bool = Field(description="whether the corrected ones lie within their bands")
    chances: list[OwnChance]


class Division(_Model):
    """All that play may come to, divided among the outcomes asked about; the chances add up to 1."""

    outcomes: list[Weighed]
    nothing: Weighed = Field(description="play rests where none of the outcomes holds")
    nowhere: Weighed = Field(description="play rests nowhere")
    overlaps: list[Overlap]
    own: Own | None
    unchecked: bool = Field(description="the author gives chances, and the outcomes do not exclude each other")


class Shared(_Model):
    """What one rule of sharing gives to each of `rests`, and to each of the outcomes."""

    rule: str
    rests: list[Bounded]
    outcomes: list[Bounded]


class Mind(_Model):
    """A reading of a circumstance that is drawn for an actor; `name` is what the worlds call it."""

    actor: str
    circumstance: str
    name: str


class Draws(_Model):
    """How worlds were drawn; `worlds` counts those that came up."""

    samples: int
    seed: int
    effective: float = Field(description="how many draws of equal weight tell as much, after the signals")


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
    rule: str = Field(description="the rule by which worlds are shared among several prospects")
    sharing: list[Shared] = Field(description="what each rule gives; empty where no world has several prospects")
    division: Division | None = Field(description="the outcomes named; null where there are none")
    minds: list[Mind] = Field(description="what is drawn for actors that doubt what they believe")
    aside: list[str] = Field(description="circumstances that change nothing asked about and were summed away")
    drawn: Draws | None = Field(description="how worlds were drawn; null where all were looked at")
    provenance: Provenance


class Index(_Model):
    """The parts of the variance that go if one circumstance is known (`first`), or stay if all others are (`total`)."""

    circumstance: str
    first: float
    total: float


class JointIndex(_Model):
    """The part of the variance that goes if two independent circumstances are known."""

    circumstances: tuple[str, str]
    closed: float
    beyond: float = Field(description="what that is more than the first-order indices of the two")


class Indices(_Model):
    """How much of the doubt about the outcome each circumstance accounts for."""

    variance: float = Field(description="of the outcome's chance over the worlds")
    independent: bool = Field(description="whether the circumstances are, after the signals")
    each: list[Index] = Field(description="empty where nothing drives the outcome")
    joint: list[JointIndex] = Field(description="pairs; empty where circumstances are not independent")


class Ends(_Model):
    """Where a circumstance's chances lie, in one case, while the outcome is least and most likely."""

    case: str = Field(description="where they count, in the file's words; empty: always")
    values: list[str]
    least: list[float]
    most: list[float]


class Reach(_Model):
    """The least and greatest chance of the outcome over the bands of one circumstance."""

    circumstance: str
    low: float
    high: float
    ends: list[Ends]


class Box(_Model):
    """Conditions under which the outcome is likely, or unlikely."""

    conditions: list[tuple[str, str]] = Field(description="circumstance and value; none: in general")
    coverage: float = Field(description="the part of the outcome's chance, or of that against it, that lies there")
    chance: float = Field(description="of the outcome, given the conditions")
    mass: float = Field(description="the chance of the conditions")


class Boxes(_Model):
    """What would have to be true for the outcome to be likely, or unlikely."""

    threshold: float = Field(description="the chance from which it is likely; from 1 less this it is unlikely")
    size: int = Field(description="how many conditions all combinations were tried of")
    likely: list[Box]
    unlikely: list[Box]
    others: tuple[int, int] = Field(description="how many more there are of each kind")


class Threshold(_Model):
    """Where something would turn, if the chance of one value were moved and all others were not."""

    kind: Literal["leads", "fits", "likely"] = Field(
        description="that a prospect leads, that the word of a claim fits, that the outcome is likely"
    )
    name: str = Field(description="the prospect, claim or outcome")
    circumstance: str
    case: str = Field(description="where the chance counts, in the file's words; empty: always")
    value: str
    chance: float = Field(description="as it stands")
    band: tuple[float, float]
    low: float = Field(description="from here on it is so")
    high: float = Field(description="up to here it is so")
    below: str = Field(description="the prospect that leads below; empty where none does")
    above: str
    now: bool = Field(description="whether it is so as things stand")
    within: bool = Field(description="whether it turns at chances, of all values, that lie within their bands")


class Part(_Model):
    """What one value of a circumstance contributes to the chance of an outcome."""

    circumstance: str
    value: str
    chance: float = Field(description="of the value, after the signals")
    given: float | None = Field(description="the outcome's chance given the value; null where that has no chance")
    both: float = Field(description="the two multiplied; for each circumstance these add up to the outcome's chance")


class Drivers(_Model):
    """What `detente forecast --drivers --json` prints."""

    command: Literal["forecast"] = "forecast"
    scenario: str
    variant: str | None
    as_of: str | None
    worlds: int
    outcome: Outcome = Field(description="what is asked about")
    rest: dict[str, str] | None = Field(description="the likeliest prospect, where that is asked about")
    settled: bool = Field(description="whether it is as likely in every world, so that nothing drives it")
    likely: str = Field(description="what was asked to count as likely")
    indices: Indices
    swings: list[Swing]
    pairs: list[Swing]
    reaches: list[Reach]
    boxes: Boxes
    thresholds: list[Threshold]
    parts: dict[str, list[Part]] = Field(description="by outcome")
    prospects: dict[str, dict[str, str]] = Field(description="the prospects that thresholds name, by name")
    provenance: Provenance


class StatedOutcome(_Model):
    """An outcome of a forecast in the ledger, its chance with bounds, and what the baselines say of it."""

    name: str
    chance: float
    low: float
    high: float
    exact: bool = Field(description="false where the bounds may be too wide or too narrow")
    error: float | None = Field(description="standard error; null where no worlds were drawn")
    baselines: dict[str, float] = Field(description="by baseline: uniform, base rate, status quo")
    base_count: int | None = Field(description="how many cases of the reference class came out so")


class Origin(_Model):
    """What a forecast was made with, so that it can be had again."""

    version: str
    file: str
    sha256: str
    concept: str
    beliefs: bool
    sharing: str
    variant: str | None
    as_of: str | None
    seed: int | None
    samples: int | None = Field(description="how many worlds were drawn; null where all were looked at")


class Resolution(_Model):
    """What was said about how a forecast came out; a number above 1 corrects those before."""

    number: int
    recorded: str = Field(description="when it was written down, universal time")
    verdict: str
    evidence: str
    settled: str = Field(description="the day on which it was so")
    reason: str | None = Field(description="why it corrects")


class LedgerEntry(_Model):
    """A forecast as it was published, and what was said about how it came out."""

    number: int
    published: str = Field(description="universal time")
    question: str
    about: str = Field(description="what of the scenario was asked")
    rule: str = Field(description="how the question is to be settled")
    horizon: str = Field(description="the last day that counts")
    source: str = Field(description="what it is settled by")
    ordered: bool
    reference: str | None = Field(description="the reference class of the base rate")
    outcomes: list[StatedOutcome]
    verdict: str = Field(description="an outcome, void or open")
    due: bool = Field(description="whether the last day is over and it is open")
    resolutions: list[Resolution]
    origin: Origin


class Filed(_Model):
    """What `detente ledger publish`, `show`, `resolve` and `correct` print: one forecast."""

    command: Literal["ledger"] = "ledger"
    ledger: str
    forecast: LedgerEntry


class Listed(_Model):
    """What `detente ledger list` prints."""

    command: Literal["ledger"] = "ledger"
    ledger: str
    forecasts: list[LedgerEntry]


Score = float | Literal["infinite", "minus infinite"]
"""A score; the log score of what had no chance is infinite."""


class Skill(_Model):
    """How much better the forecasts that have a baseline are; null where that gives no proportion."""

    baseline: str
    count: int
    mean: Score
    reference: Score = Field(description="the mean score of the baseline")
    skill: Score | None


class Scored(_Model):
    """The mean of one score over the forecasts that have it."""

    count: int
    mean: Score
    skills: list[Skill]


class Marked(_Model):
    """A settled forecast with its scores; the ranked one is null for outcomes without an order."""

    number: int
    verdict: str
    scores: dict[str, Score | None]


class Bin(_Model):
    """The events that were given a chance from `low` to `high`, and Wilson's interval (95%) of their share."""

    low: float
    high: float
    count: int
    mean: float
    happened: int
    share: float
    lowest: float
    highest: float


class Parts(_Model):
    """What the mean squared error is made of.

    It is reliability - resolution + uncertainty + variance - covariance; the last two are within bands.
    """

    score: float
    reliability: float
    resolution: float
    uncertainty: float
    variance: float
    covariance: float


class LedgerScores(_Model):
    """What `detente ledger score` prints; scores are by name: brier, log (bits), ranked."""

    command: Literal["ledger"] = "ledger"
    ledger: str
    settled: int
    open: int
    due: int = Field(description="how many of the open ones have their last day behind them")
    void: int
    scored: dict[str, Scored]
    events: int = Field(description="of two outcomes one, else each outcome")
    calibration: list[Bin]
    parts: Parts | None
    forecasts: list[Marked]


class Ended(_Model):
    """A state in which play comes to rest, and how likely."""

    state: State
    chance: float
    waiting: list[str] = Field(description="who would move from there, but has weight 0")


class Rounds(_Model):
    """States among which play goes round for ever once it is there, and the chance that it comes there."""

    states: list[int]
    chance: float


class Course(_Model):
    """A way that play can take to where it rests or begins to go round."""

    chance: float
    ends: int
    round: bool = Field(description="whether it ends in a cycle")
    moves: list[Move]


class EndedSomewhere(_Model):
    """A state in which play comes to rest in some worlds."""

    values: dict[str, str]
    chance: Bounded


class Spread(_Model):
    """Where play leads over all worlds, by their chances."""

    worlds: int
    rests: list[EndedSomewhere]
    others: int = Field(description="how many less likely ends there are")
    rested: Bounded = Field(description="the chance that play comes to rest")
    round: Bounded = Field(description="the chance that it goes round for ever")
    undecided: Bounded = Field(description="the chance of worlds in which more than one end is possible")


class SeenGame(_Model):
    """The conflict as some actors see it; outcomes are ids of states of the actual conflict."""

    actors: list[str]
    thinks: dict[str, str] = Field(description="circumstances that they take to be other than they are")
    equilibria: list[int]
    prospects: list[int]
    imagined: int = Field(description="how many more equilibria lie in states that cannot be")
    restless: bool = Field(description="whether play may go round for ever in their eyes")


class Surprise(_Model):
    """An outcome that surprises an actor; `leavers` are those that it takes to leave the state."""

    actor: str
    state: int
    standing: Literal["unstable", "impossible"]
    leavers: list[str]


class Effect(_Model):
    """The chance of an outcome with beliefs and without, and the difference."""

    values: dict[str, str]
    with_beliefs: Bounded
    without: Bounded
    difference: Bounded


class Altered(_Model):
    """The chance that beliefs change where play comes to rest: those of one actor alone, or of all (null)."""

    actor: str | None
    chance: Bounded


class Beliefs(_Model):
    """What `detente beliefs --json` prints."""

    command: Literal["beliefs"] = "beliefs"
    scenario: str
    variant: str | None
    as_of: str | None
    status_quo: int | None
    states: list[State] = Field(description="the states that other parts name")
    games: list[SeenGame]
    equilibria: list[int] = Field(description="of the hypergame: stable for each in its own eyes")
    prospects: list[int]
    plain_equilibria: list[int] = Field(description="where everybody sees the world as it is")
    plain_prospects: list[int]
    surprises: list[Surprise]
    worlds: int
    effects: list[Effect]
    changed: list[Altered]
    obstacle: str | None = Field(description="why effects over all worlds cannot be told, if they cannot")
    minds: list[Mind]
    provenance: Provenance


class Evolution(_Model):
    """What `detente evolve --json` prints; its chances are assumptions about who moves when."""

    command: Literal["evolve"] = "evolve"
    scenario: str
    variant: str | None
    world: dict[str, str]
    choice: Literal["undeterred", "improvements", "best"] = Field(description="among which moves a mover chooses")
    weights: dict[str, float] = Field(description="what each actor weighs when a mover is drawn")
    status_quo: int
    reached: int = Field(description="how many states play can reach")
    rests: list[Ended] = Field(description="the likeliest first")
    cycles: list[Rounds]
    rested: float = Field(description="the chance that play comes to rest")
    moves: float = Field(description="the expected number of moves until play is at rest or goes round")
    moves_to_rest: float | None = Field(description="the same of play that comes to rest; null where none does")
    paths: list[Course] = Field(description="the likeliest ways")
    spread: Spread | None = Field(description="null where worlds were not asked for")
    provenance: Provenance


class Witness(_Model):
    """What shows a verdict on a claim: a state, a move, a path, two states, values or chances, as its kind says."""

    kind: str
    state: State | None
    other: State | None = Field(description="the state that it leads to, or is compared with")
    actors: list[str] = Field(description="who moves, objects or would undo it")
    count: int | None = Field(description="how many are as the claim says")
    among: int | None = Field(description="of how many that it speaks of")
    moves: list[Move] = Field(description="from the state to the other, or from the status quo to the state")
    reasons: list[Reason | None] = Field(description="what decides for each of the actors; null for a tie or a ranking")
    considered: list[Considered] = Field(description="moves with what becomes of them; told where --why asks for it")
    here: list[list[str]] = Field(description="values found in the claim's own variant only, or in both if the same")
    there: list[list[str]] = Field(description="values found in the other variant only")
    chances: list[Bounded]
    missing: str = Field(description="what is not there, for a verdict that is unknown")


class Likely(_Model):
    """How likely a claim is to hold, over all worlds in which its variant is a conflict."""

    holds: Bounded
    vacuous: Bounded
    impossible: Bounded = Field(description="the chance that the variant is no conflict")
    worlds: int
    mattering: list[str] = Field(description="the circumstances on which it depends whether the claim holds")


class Changed(_Model):
    """A judgement left out or set otherwise, or two statements of an actor exchanged."""

    kind: str = Field(description="statement, rule, need or belief left out; circumstance set otherwise; order")
    name: str
    to: str = Field(description="the value a circumstance is set to, or the statement exchanged with; else empty")


class Hinge(_Model):
    """Changes that together flip the verdict on a claim, none of which can be left out."""

    changes: list[Changed]
    verdict: Literal["holds", "fails", "vacuous"] = Field(description="what the verdict becomes")


class Rests(_Model):
    """What the verdict on a claim rests on."""

    support: Literal["built in", "derived", "assumed", "over-determined"] | None = Field(
        description="null where nothing was tried: it takes long, or the claim is unknown or decided by locks"
    )
    hinges: list[Hinge] = Field(description="the smallest sets of changes that flip the verdict")
    searched: int = Field(description="the size up to which every set has been tried, 0 to 2")
    tried: int = Field(description="single changes that were tried")
    spoilt: int = Field(description="those of them that leave nothing to judge")
    assumed: list[str] = Field(description="judgements that it rests on in which something is assumed")


class Claim(_Model):
    """A claim with its verdict in the world as it is now, under each concept, and over all worlds."""

    name: str
    says: str
    test: str
    form: str
    stance: Literal["own", "reported", "doubted", "inferred"]
    cite: list[str] = Field(description="source and place, as source:place")
    file: str
    line: int
    variant: str | None
    concept: str
    verdict: Literal["holds", "fails", "vacuous", "unknown"]
    witness: Witness
    concepts: dict[str, Literal["holds", "fails", "vacuous", "unknown"]] = Field(
        description="by concept; empty where none matters, and for a claim about chances only its own unless --why asks"
    )
    alone: bool = Field(description="whether it holds under its own concept and no other")
    likely: Likely | None = Field(description="null where nothing is doubted, or the claim is about chances itself")
    unweighed: str = Field(description="why its chance is not known; empty where it is, or where it has none")
    hedge: str | None
    band: tuple[float, float] | None = Field(description="what the author's word stands for")
    fits: Literal["fits", "below", "above"] | None = Field(description="how the chance compares with the word")
    rests: Rests | None = Field(description="null where neither --why nor --rests asks for it")


class Claims(_Model):
    """What `detente claims --json` prints."""

    command: Literal["claims"] = "claims"
    scenario: str
    variant: str | None = Field(description="where claims are judged that name no variant")
    failed: list[str] = Field(description="the claims of the analysis' own that fail")
    claims: list[Claim]
    provenance: Provenance


class ClaimBlock(_Model):
    """A claim block of an essay."""

    line: int
    claim: str = Field(description="the name of the claim that it puts to the test")
    says: str | None = Field(description="the paragraph that it follows")
    standing: Literal["pass", "fail", "fragile", "vacuous", "unknown"]
    weak: list[Literal["concept", "chance"]] = Field(
        description="what a fragile claim hangs by: a concept that alone carries it, a chance that may be too small"
    )


class Essay(_Model):
    """What `detente claims ESSAY --json` prints."""

    command: Literal["claims"] = "claims"
    essay: str = Field(description="the file")
    essay_sha256: str = Field(description="SHA-256 of the essay's text")
    title: str | None
    scenario: str
    variant: str | None = Field(description="where claims are judged that name no variant")
    failed: list[str] = Field(description="the claims of the essay's own that fail")
    blocks: list[ClaimBlock] = Field(description="in the order of the text")
    claims: list[Claim] = Field(description="those that blocks put to the test, each once")
    provenance: Provenance


class Passage(_Model):
    """A place of a source with the names of what cites it, by kind."""

    place: str
    number: int | None = Field(description="of a paragraph, where they are counted")
    covered: bool = Field(description="whether something other than what is not modelled cites it")
    parts: dict[str, list[str]] = Field(
        description="claims by stance (own, inferred, reported, doubted), parts of the model, and `not modelled`"
    )


class CoveredSource(_Model):
    """A source with what cites each of its places."""

    id: str
    title: str | None
    paragraphs: int | None = Field(description="how many there are; null where they are not counted")
    uncovered: list[int] = Field(description="paragraphs that nothing cites")
    left_out: list[int] = Field(description="paragraphs that only what is not modelled cites")
    passages: list[Passage]
    whole: dict[str, list[str]] = Field(description="what cites it without saying where, by kind")


class LeftOut(_Model):
    """A part of the analysis that the scenario leaves out."""

    name: str | None
    what: str
    why: str | None
    cite: list[str] = Field(description="source and place, as source:place")


class Coverage(_Model):
    """What `detente claims SCENARIO --source --json` prints."""

    command: Literal["claims"] = "claims"
    scenario: str
    sources: list[CoveredSource]
    not_modelled: list[LeftOut]
    uncited: dict[str, list[str]] = Field(description="what cites no source, by kind")
    file: str
    sha256: str


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
    status_quo: State | None = Field(description="none where it is unknown or the states are not listed")
    start: dict[str, str] | None = Field(description="the values of the status quo")
    circumstances: list[Circumstance]
    prefers: dict[str, list[Statement]] = Field(description="by actor, most important first; without rankings")
    rankings: dict[str, list[list[str]]] = Field(description="by actor, best first, ties together")
    never: list[Statement]
    variants: dict[str, str | None]
    too_large: list[Problem] = Field(description="why the states are not listed; empty where they are")


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
    essay: str | None = Field(description="the file of the text with claims that run, where the case has one")


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
    "beliefs": Beliefs,
    "cases": Cases | OneCase | Copied,
    "check": Checked,
    "claims": Claims | Essay | Coverage,
    "compare": Comparison,
    "error": Failure,
    "evolve": Evolution,
    "explain": Explanation | Reasons,
    "export": Export | Written,
    "forecast": Forecast | Drivers,
    "ledger": Filed | Listed | LedgerScores,
    "show": Overview,
}
"""What each command prints; `error` is what any of them prints instead where something is wrong."""


def json_schema(command: str) -> dict[str, Any]:
    """Return the JSON Schema of what a command prints."""
    return TypeAdapter(ENVELOPES[command]).json_schema(mode="serialization")
