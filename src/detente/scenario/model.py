"""The Scenario: a written conflict with its names resolved and its places kept.

Everything is text, tuples and mappings; there are no arrays and no doubts taken away yet. `Scenario` is made by
`detente.scenario.reader` and used by `detente.conflict`, which puts it into one world.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Literal

from detente.errors import Place
from detente.scenario.expression import Expression

Stance = Literal["own", "reported", "doubted", "inferred"]
Grade = Literal["read", "partial", "recalled"]


@dataclass(frozen=True)
class Formula:
    """A formula as written, what it means, and where it stands."""

    text: str
    meaning: Expression
    place: Place


@dataclass(frozen=True)
class Citation:
    """A place in a source: `source` is its key, `locator` a paragraph number, page, table, or nothing."""

    source: str
    locator: str | None = None


@dataclass(frozen=True)
class Grounds:
    """Why a judgement stands: citations, an assumption in words, and the reason given.

    `assumed` is None where nothing is assumed; `because` and `means` of a judgement are for readers.
    """

    cite: tuple[Citation, ...] = ()
    assumed: str | None = None
    because: str | None = None

    @property
    def missing(self) -> bool:
        """Return whether the judgement has neither a citation nor an assumption."""
        return not self.cite and self.assumed is None


@dataclass(frozen=True)
class Source:
    """A text that judgements cite; `paragraphs` counts them where they are numbered."""

    id: str
    author: str | None = None
    title: str | None = None
    published: str | None = None
    pages: str | None = None
    paragraphs: int | None = None
    grade: Grade | None = None
    note: str | None = None
    place: Place | None = None


@dataclass(frozen=True)
class Band:
    """A chance with bounds, low <= high, exact; `word` is the chance word it came from, if one was used."""

    low: Fraction
    high: Fraction
    word: str | None = None


@dataclass(frozen=True)
class Case:
    """One line of a table of chances: where `when` holds (None: otherwise), the chance is `band`."""

    when: Formula | None
    band: Band


@dataclass(frozen=True)
class Chance:
    """A chance that may depend on other circumstances: the cases exclude each other and cover everything."""

    cases: tuple[Case, ...]
    place: Place


@dataclass(frozen=True)
class Circumstance:
    """A fact of the world that nobody in the model controls.

    `chances` gives each value its chance (for two values derived from the chance of `now`); None where the
    scenario does not doubt it.
    """

    id: str
    values: tuple[str, ...]
    now: str
    means: str | None
    chances: Mapping[str, Chance] | None
    grounds: Grounds
    place: Place


@dataclass(frozen=True)
class Situation:
    """A name for a formula over options and circumstances."""

    id: str
    formula: Formula
    place: Place


@dataclass(frozen=True)
class Watch:
    """A name in `lapses when ... changes`: an option (its value) or a situation (its truth)."""

    name: str
    option: str | None = None
    situation: Expression | None = None


@dataclass(frozen=True)
class Option:
    """What an actor can set; `id` is `Actor.name`.

    `forward` says that its actor may only move it forward in the order of its values; `kept` are the values that
    its actor cannot leave.
    """

    id: str
    actor: str
    name: str
    values: tuple[str, ...]
    start: str
    means: str | None
    needs: Formula | None
    watches: tuple[Watch, ...]
    forward: bool
    kept: tuple[str, ...]
    grounds: Grounds
    place: Place


@dataclass(frozen=True)
class Drop:
    """In worlds where `when` holds, a statement moves to directly below the one named."""

    below: str
    when: Formula


@dataclass(frozen=True)
class Statement:
    """One line of an actor's preferences.

    True where `condition` fails, or else where `aim` (negated for `avoid`) agrees with `exactly_when` (if any).
    `meaning` is that truth as one expression. `weight` is set in weighed lists only, `drops` in ordered ones.
    """

    name: str
    verb: Literal["want", "avoid"]
    aim: Formula
    condition: Formula | None
    exactly_when: Formula | None
    meaning: Expression
    drops: Drop | None
    weight: Fraction | None
    grounds: Grounds
    place: Place


@dataclass(frozen=True)
class Ordered:
    """Preferences as statements, the most important first; each outweighs all below it."""

    statements: tuple[Statement, ...]


@dataclass(frozen=True)
class Weighed:
    """Preferences as statements with weights; a state's standing is the sum of the weights of the true ones."""

    statements: tuple[Statement, ...]


@dataclass(frozen=True)
class Ranked:
    """Preferences as a ranking of states, best first, ties together; states by number (from 1) or name."""

    levels: tuple[tuple[str, ...], ...]
    place: Place


Preferences = Ordered | Weighed | Ranked


@dataclass(frozen=True)
class Actor:
    """A party that chooses. `moves` holds the arcs of graph form as pairs of state names, else None."""

    id: str
    name: str
    means: str | None
    options: tuple[Option, ...]
    preferences: Preferences
    moves: tuple[tuple[str, str], ...] | None
    place: Place


@dataclass(frozen=True)
class GraphState:
    """A named state of graph form."""

    id: str
    means: str | None = None


@dataclass(frozen=True)
class Rule:
    """States where the formula holds are not feasible."""

    name: str
    when: Formula
    grounds: Grounds
    place: Place


@dataclass(frozen=True)
class Belief:
    """What somebody takes circumstances to be; `actor` is the actor's id, None for an observer.

    `thinks` names the value that each circumstance is taken to have: the likeliest where `chances` has a chance for
    each value. `chance` is that of all the values that `thinks` names. In `drawn` a circumstance may have another
    whose value stands for what is thought of it: so it is made for forecasts (`detente.prospects.minds`).
    """

    who: str
    actor: str | None
    thinks: Mapping[str, str]
    chance: Band | None
    grounds: Grounds
    place: Place
    chances: Mapping[str, Mapping[str, Band]] = field(default_factory=dict)
    drawn: Mapping[str, str] = field(default_factory=dict)

    @property
    def name(self) -> str:
        """Return what it is called where judgements are named: who thinks what."""
        return f"{self.who} thinks {', '.join(f'{name} = {value}' for name, value in self.thinks.items())}"


@dataclass(frozen=True)
class Signal:
    """Something that could be observed, with its odds under each value of a circumstance."""

    name: str
    what: str | None
    about: str
    seen_if: Mapping[str, Fraction]
    seen: bool
    on: str | None
    by: tuple[str, ...]
    grounds: Grounds
    place: Place


@dataclass(frozen=True)
class Outcome:
    """Something that may be so where play comes to rest, of which a forecast is to give the chance.

    `chance` is the author's own, None where it gives none.
    """

    name: str
    when: Formula
    chance: Band | None
    grounds: Grounds
    place: Place


@dataclass(frozen=True)
class Variant:
    """A named what-if: circumstances set, another start, options locked or made irreversible."""

    id: str
    says: str | None
    set: Mapping[str, str]
    start: Mapping[str, str]
    lock: Mapping[str, str]
    irreversible: tuple[str, ...]
    grounds: Grounds
    place: Place


@dataclass(frozen=True)
class Acceptance:
    """What `detente lint` finds and the author lets stand: the code of the check, of what it is found, and why."""

    check: str
    of: tuple[str, ...]
    because: str
    place: Place


@dataclass(frozen=True)
class NotModelled:
    """A part of the analysis that the scenario leaves out, with the reason."""

    name: str | None
    what: str
    why: str | None
    grounds: Grounds
    place: Place


@dataclass(frozen=True)
class Settings:
    """Which concept leads, whether actors judge reactions in the worlds they believe in, whose chance words count."""

    concept: str = "firm"
    beliefs: bool = True
    words: str = "icd203"


@dataclass(frozen=True)
class Origin:
    """Where a scenario was read from: file name, its text, and the text's SHA-256."""

    file: str
    text: str = field(repr=False)
    sha256: str


@dataclass(frozen=True)
class Claim:
    """A sentence of the analysis with its test, parsed (`test`), kept for the features that run it."""

    name: str
    says: str
    test: Test
    variant: str | None
    concept: str | None
    hedge: str | None
    stance: Stance
    grounds: Grounds
    place: Place


@dataclass(frozen=True)
class Test:
    """The parsed sentence of a claim: its form, its text, and its parts by role.

    `formulas` holds the conditions by role (`has`, `where`, ...), `actors`, `names` and `words` what the form
    names besides. The forms are described in `detente.scenario.claim`.
    """

    __test__ = False  # not a pytest class

    form: str
    text: str
    formulas: Mapping[str, Formula]
    actors: tuple[str, ...]
    names: tuple[str, ...]
    words: Mapping[str, str]
    place: Place


@dataclass(frozen=True)
class Scenario:
    """A written conflict: one file, its names resolved, its places kept."""

    title: str
    story: str | None
    as_of: str | None
    sources: Mapping[str, Source]
    settings: Settings
    words: Mapping[str, Band]
    circumstances: Mapping[str, Circumstance]
    situations: Mapping[str, Situation]
    states: tuple[GraphState, ...]
    start: str | None
    start_unknown: bool
    actors: Mapping[str, Actor]
    rules: tuple[Rule, ...]
    beliefs: tuple[Belief, ...]
    signals: tuple[Signal, ...]
    variants: Mapping[str, Variant]
    claims: tuple[Claim, ...]
    not_modelled: tuple[NotModelled, ...]
    origin: Origin
    outcomes: tuple[Outcome, ...] = ()
    accepted: tuple[Acceptance, ...] = ()

    @property
    def graph_form(self) -> bool:
        """Return whether the states are listed by name instead of made of options."""
        return bool(self.states)

    @property
    def options(self) -> dict[str, Option]:
        """Return all options by id, in the order of the file."""
        return {option.id: option for actor in self.actors.values() for option in actor.options}
