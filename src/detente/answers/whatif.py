"""What if: a forecast kept ready, of which the chances of circumstances are changed again and again.

Where play comes to rest in a world does not hang on how likely the world is. So a forecast is made once, and what was
found in each world is weighed anew with other chances: the same numbers as a new forecast gives, in a fraction of the
time.

What is settled here can be asked about as well: a circumstance is *opened*, which makes worlds of its values, of which
one is sure; and beliefs may be left out, which changes what actors expect. Either takes a forecast of its own, once.
"""

from __future__ import annotations

import functools
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, replace
from fractions import Fraction
from math import isfinite
from typing import Literal

from detente.answers import forecast as forecasts
from detente.answers.run import Provenance, find_concept, one_of
from detente.conflict import find_variant, world
from detente.engine.progress import Progress, silent
from detente.errors import question
from detente.prospects.forecast import being, holding
from detente.prospects.listed import listed
from detente.prospects.minds import minds
from detente.prospects.outcomes import asked_about, first_to_hold
from detente.prospects.played import Played
from detente.prospects.readings import ANALYST, evidence, known_to
from detente.prospects.rests import InWorlds, lacking
from detente.prospects.worlds import Bounds, Chances, Drawn, Worlds
from detente.scenario.expression import Expression, Is
from detente.scenario.model import Band, Case, Chance, Circumstance, Claim, Scenario

Given = Mapping[str, Mapping[str, float]]
"""Chances that are put in: by circumstance, for each of its values."""

Kind = Literal["option", "situation", "outcome", "prospect", "claim"]
"""What a bar is about."""

Told = tuple[Kind, str, str, Expression | Claim]
"""What a bar is about: its kind, of what, its name, and what has to be so or to hold."""

NEAR = 1e-6
"""By how much chances may miss 1, as numbers do that were rounded."""

FINEST = 1_000_000
"""Chances are taken to the nearest part of so many."""


@dataclass(frozen=True)
class Bar:
    """Something that may be so where play comes to rest, with its chance as written and as asked.

    `of` is the option for a value of one, what it says for a claim about prospects, else empty.
    """

    kind: Kind
    of: str
    name: str
    written: Bounds
    asked: Bounds


@dataclass(frozen=True)
class Doubt:
    """A circumstance in doubt: its values, their chances at the middle over all worlds, as written and as asked.

    `changed` says whether chances were put in. What signals tell is not in these chances.
    """

    circumstance: str
    means: str | None
    now: str
    written: Mapping[str, float]
    asked: Mapping[str, float]
    changed: bool


@dataclass(frozen=True)
class Settled:
    """A circumstance that is not in doubt here: its value as written and as asked."""

    circumstance: str
    means: str | None
    values: tuple[str, ...]
    written: str
    asked: str


@dataclass(frozen=True)
class Held:
    """What an actor believes, by its place among the beliefs of the file (from 1), and whether it counts as asked."""

    number: int
    who: str
    thinks: Mapping[str, str]
    counts: bool


@dataclass(frozen=True, eq=False)
class WhatIf:
    """What `what_if` answers: the doubts as they were asked about, and what becomes of every chance.

    `impossible` is the chance, as asked, that there is no such conflict, and `obstacle` says why in one of these
    worlds; all other chances are given that there is one.
    """

    title: str
    variant: str | None
    worlds: int
    impossible: Bounds
    obstacle: str | None
    doubts: tuple[Doubt, ...]
    settled: tuple[Settled, ...]
    beliefs: tuple[Held, ...]
    bars: tuple[Bar, ...]
    provenance: Provenance
    scenario: Scenario


class Ready:
    """A forecast that is kept ready for other chances.

    `opened` are circumstances, settled as written, that can be set otherwise here; `without` are beliefs, by their
    places in the file, that do not count. What is so by itself stands beside it: `like` is the forecast as written.
    """

    written: Scenario
    worlds: Worlds
    _told: tuple[Told, ...]
    _as_written: list[Bounds]

    def __init__(
        self,
        scenario: Scenario,
        variant: str | None = None,
        concept: str | None = None,
        beliefs: bool | None = None,
        as_of: str | None = None,
        sharing: str | None = None,
        progress: Progress = silent,
        opened: Collection[str] = (),
        without: Collection[int] = (),
        like: Ready | None = None,
    ) -> None:
        """Make the forecast; the rest is as for `forecast`.

        Raises what `forecast` raises, and QuestionError where worlds are too many to be listed, for a circumstance to
        be opened that is not settled, and for a belief that there is not.
        """
        self.written = like.written if like is not None else scenario
        self.opened, self.without = frozenset(opened), frozenset(without)
        self.scenario = _without(_opened(scenario, variant, opened), without)
        made = forecasts.forecast(self.scenario, variant, concept, beliefs, as_of, progress, sharing)
        self.found, self.provenance = made.found, made.provenance
        self.worlds = made.found.played.worlds
        if isinstance(self.worlds, Drawn):
            raise question(
                "worlds-drawn",
                f"there are more worlds than can be listed ({len(self.worlds):,} were drawn)",
                "Chances are changed over worlds that are all listed.",
                "Set circumstances in a variant, or ask for a forecast of a changed scenario.",
            )
        asked = made.found.played.asked
        # Why there is no conflict in a world does not hang on its chance, and takes a board to be told.
        self._obstacle = functools.cache(InWorlds(asked.scenario, self.worlds, asked.variant, asked.beliefs).obstacle)
        self._asked = (find_concept(self.provenance.concept), variant, beliefs, as_of)
        signals = [one for one in known_to(scenario, ANALYST, as_of) if one.about in self.worlds[0]]
        self._signals = evidence(self.worlds, signals)
        self._told = tuple(self._bars()) if like is None else like._told
        shares = [_share(made.found.played, what) for _, _, _, what in self._told]
        self._keys = [share.tobytes() for share in shares]
        self._shares = dict(zip(self._keys, shares, strict=True))
        self._as_written = self._bounds(self.worlds, made.found.played.seen) if like is None else like._as_written

    def what_if(self, given: Given, settings: Mapping[str, str] | None = None) -> WhatIf:
        """Return what becomes of every chance where circumstances have the chances given.

        `settings` gives values of circumstances that were opened. Raises QuestionError for a circumstance that is not
        in doubt here, a value that it has not, chances that do not add up to 1, and where they leave no chance to what
        was seen; ConflictError where they leave none to worlds that make such a conflict.
        """
        set_ = settings or {}
        sure = {name: {value: 1.0} for name, value in set_.items()}
        worlds, told = self._weighed(replace(self.scenario, circumstances=self._changed({**given, **sure})))
        played = self.found.played
        obstacle = lacking(worlds, told, played.possible, self._obstacle)
        asked = self._bounds(worlds, told * played.possible)
        bars = (
            Bar(kind, of, name, before, after)
            for (kind, of, name, _), before, after in zip(self._told, self._as_written, asked, strict=True)
        )
        return WhatIf(
            title=self.scenario.title,
            variant=self.found.variant,
            worlds=len(worlds),
            impossible=worlds.chance(~played.possible, told),
            obstacle=obstacle[0].given if obstacle else None,
            doubts=tuple(
                self._doubt(one, worlds, one.id in given) for one in self._doubted() if one.id not in self.opened
            ),
            settled=tuple(self._settled(set_)),
            beliefs=tuple(self._held()),
            bars=tuple(bars),
            provenance=self.provenance,
            scenario=self.written,
        )

    def _settled(self, set_: Mapping[str, str]) -> Iterator[Settled]:
        """Yield the circumstances that are not in doubt as written, in the order of the file."""
        now = world(self.written, self.found.variant)
        for one in self.written.circumstances.values():
            if one.id in self.opened or one.id in self.worlds.facts:
                yield Settled(one.id, one.means, one.values, now[one.id], set_.get(one.id, now[one.id]))

    def _held(self) -> Iterator[Held]:
        """Yield what actors believe, where beliefs count at all."""
        _, _, beliefs, _ = self._asked
        if self.written.settings.beliefs if beliefs is None else beliefs:
            for number, one in enumerate(self.written.beliefs, 1):
                if one.actor is not None:
                    yield Held(number, one.who, dict(one.thinks), number not in self.without)

    def _bars(self) -> Iterator[Told]:
        """Yield what the bars are about."""
        for option in self.scenario.options.values():
            yield from (("option", option.id, value, Is(option.id, (value,))) for value in option.values)
        yield from (("situation", "", one.id, one.formula.meaning) for one in self.scenario.situations.values())
        named = asked_about(self.scenario, (), self.found.variant)
        yield from (("outcome", "", one.name, first) for one, first in first_to_hold(named))
        for rest in self.found.rests:
            name = ", ".join(f"{option} = {value}" for option, value in rest.values.items())
            yield "prospect", "", name, being(rest.values)
        yield from (("claim", one.claim.says, one.claim.name, one.claim) for one in self.found.claims)

    def _bounds(self, worlds: Worlds, seen: Chances) -> list[Bounds]:
        """Return the chance of each bar; what is so in the same parts of the same worlds is as likely."""
        found = {key: worlds.chance(share, seen) for key, share in self._shares.items()}
        return [found[key] for key in self._keys]

    def _weighed(self, changed: Scenario) -> tuple[Worlds, Chances]:
        """Return the same worlds with other chances, and how likely in each the signals are."""
        concept, variant, beliefs, as_of = self._asked
        mind = minds(changed, concept, variant, beliefs, as_of)
        # A table of chances may have become a single row: then fewer depend on others, and the order still serves.
        worlds = listed(self.worlds.names, mind.scenario.circumstances, self.worlds.facts, mind.priors)
        return worlds, self._signals * mind.evidence(worlds)

    def _doubted(self) -> list[Circumstance]:
        """Return the circumstances whose chances can be changed, in the order of the file."""
        own = self.scenario.circumstances
        return [own[name] for name in own if name in self.worlds.names]

    def _changed(self, given: Given) -> dict[str, Circumstance]:
        known = tuple(one.id for one in self._doubted())
        found = dict(self.scenario.circumstances)
        for name, chances in given.items():
            one = found[one_of("circumstance", name, known)]
            found[name] = _with_bands(one, {value: Band(part, part) for value, part in _parts(one, chances).items()})
        return found

    def _doubt(self, one: Circumstance, worlds: Worlds, changed: bool) -> Doubt:
        written, asked = (
            {value: float(of.middle[of.having(one.id, value)].sum()) for value in one.values}
            for of in (self.worlds, worlds)
        )
        return Doubt(one.id, one.means, one.now, written, asked, changed)


def _share(played: Played, what: Expression | Claim) -> Chances:
    """Return in each world how much of it has something, or whether a claim holds there."""
    if isinstance(what, Claim):
        return holding(what, played)[0].astype(float)
    return played.share(what)


def _opened(scenario: Scenario, variant: str | None, names: Collection[str]) -> Scenario:
    """Return the scenario with some settled circumstances as doubts, of which what is written is sure."""
    if not names:
        return scenario
    now, circumstances = world(scenario, variant), dict(scenario.circumstances)
    fixed = find_variant(scenario, variant).set if variant is not None else {}
    settled = tuple(one.id for one in circumstances.values() if one.chances is None or one.id in fixed)
    for name in names:
        one = circumstances[one_of("circumstance", name, settled)]
        sure = {value: Band(Fraction(value == now[name]), Fraction(value == now[name])) for value in one.values}
        circumstances[name] = _with_bands(one, sure)
    variants = dict(scenario.variants)
    if variant is not None:
        left = {name: value for name, value in fixed.items() if name not in names}
        variants[variant] = replace(variants[variant], set=left)
    return replace(scenario, circumstances=circumstances, variants=variants)


def _without(scenario: Scenario, numbers: Collection[int]) -> Scenario:
    """Return the scenario without some beliefs, given by their places in the file."""
    there = range(1, len(scenario.beliefs) + 1)
    for number in numbers:
        if number not in there:
            raise question("unknown-belief", f"there is no belief at place {number}", f"There are {len(there)}.", "")
    kept = tuple(one for number, one in enumerate(scenario.beliefs, 1) if number not in numbers)
    return replace(scenario, beliefs=kept)


def _with_bands(one: Circumstance, bands: Mapping[str, Band]) -> Circumstance:
    """Return a circumstance with chances as one row without a table: then nothing else bears on it."""
    return replace(one, chances={value: Chance((Case(None, band),), one.place) for value, band in bands.items()})


def _parts(one: Circumstance, given: Mapping[str, float]) -> dict[str, Fraction]:
    """Return the chances of a circumstance's values as fractions that add up to 1."""
    for value in given:
        one_of("value", value, one.values)
    chances = [float(given.get(value, 0.0)) for value in one.values]
    fine = all(isfinite(chance) and 0 <= chance <= 1 for chance in chances) and abs(sum(chances) - 1) <= NEAR
    if not fine:
        raise question(
            "bad-chances",
            f"the chances of `{one.id}` are {', '.join(f'{value} {given.get(value, 0.0)}' for value in one.values)}",
            "Each is a number from 0 to 1, and together they come to 1.",
            "Give a chance for each value, or leave the circumstance out.",
        )
    parts = [Fraction(round(chance * FINEST), FINEST) for chance in chances]
    total = sum(parts, Fraction(0))
    return {value: part / total for value, part in zip(one.values, parts, strict=True)}
