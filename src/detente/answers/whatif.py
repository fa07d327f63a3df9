"""What if: a forecast kept ready, of which the chances of circumstances are changed again and again.

Where play comes to rest in a world does not hang on how likely the world is. So a forecast is made once, and what was
found in each world is weighed anew with other chances: the same numbers as a new forecast gives, in a fraction of the
time.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from fractions import Fraction
from math import isfinite
from typing import Literal

from detente.answers import forecast as forecasts
from detente.answers.run import Provenance, find_concept, one_of
from detente.engine.progress import Progress, silent
from detente.errors import question
from detente.prospects.forecast import being
from detente.prospects.listed import listed
from detente.prospects.minds import minds
from detente.prospects.outcomes import asked_about, first_to_hold
from detente.prospects.readings import ANALYST, evidence, known_to
from detente.prospects.worlds import Bounds, Chances, Drawn, Worlds
from detente.scenario.expression import Expression, Is
from detente.scenario.model import Band, Case, Chance, Circumstance, Scenario

Given = Mapping[str, Mapping[str, float]]
"""Chances that are put in: by circumstance, for each of its values."""

Kind = Literal["option", "situation", "outcome", "prospect"]
"""What a bar is about."""

NEAR = 1e-6
"""By how much chances may miss 1, as numbers do that were rounded."""

FINEST = 1_000_000
"""Chances are taken to the nearest part of so many."""


@dataclass(frozen=True)
class Bar:
    """Something that may be so where play comes to rest, with its chance as written and as asked.

    `kind` is `option`, `situation`, `outcome` or `prospect`; `of` is the option for the first, else empty.
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


@dataclass(frozen=True, eq=False)
class WhatIf:
    """What `what_if` answers: the doubts as they were asked about, and what becomes of every chance."""

    title: str
    variant: str | None
    worlds: int
    doubts: tuple[Doubt, ...]
    bars: tuple[Bar, ...]
    provenance: Provenance
    scenario: Scenario


class Ready:
    """A forecast that is kept ready for other chances."""

    def __init__(
        self,
        scenario: Scenario,
        variant: str | None = None,
        concept: str | None = None,
        beliefs: bool | None = None,
        as_of: str | None = None,
        sharing: str | None = None,
        progress: Progress = silent,
    ) -> None:
        """Make the forecast; the rest is as for `forecast`.

        Raises what `forecast` raises, and QuestionError where worlds are too many to be listed.
        """
        made = forecasts.forecast(scenario, variant, concept, beliefs, as_of, progress, sharing)
        self.scenario, self.found, self.provenance = scenario, made.found, made.provenance
        self.worlds: Worlds = made.found.played.worlds
        if isinstance(self.worlds, Drawn):
            raise question(
                "worlds-drawn",
                f"there are more worlds than can be listed ({len(self.worlds):,} were drawn)",
                "Chances are changed over worlds that are all listed.",
                "Set circumstances in a variant, or ask for a forecast of a changed scenario.",
            )
        self._asked = (find_concept(self.provenance.concept), variant, beliefs, as_of)
        signals = [one for one in known_to(scenario, ANALYST, as_of) if one.about in self.worlds[0]]
        self._signals = evidence(self.worlds, signals)
        self._events = [(kind, of, name, self._share(meaning)) for kind, of, name, meaning in self._told()]
        self._written = self._bounds(self.worlds, made.found.played.seen)

    def what_if(self, given: Given) -> WhatIf:
        """Return what becomes of every chance where circumstances have the chances given.

        Raises QuestionError for a circumstance that is not in doubt here, a value that it has not, chances that do
        not add up to 1, and where they leave no chance to what was seen.
        """
        changed = replace(self.scenario, circumstances=self._changed(given))
        worlds, seen = self._weighed(changed)
        asked = self._bounds(worlds, seen)
        bars = (
            Bar(kind, of, name, before, after)
            for (kind, of, name, _), before, after in zip(self._events, self._written, asked, strict=True)
        )
        return WhatIf(
            title=self.scenario.title,
            variant=self.found.variant,
            worlds=len(worlds),
            doubts=tuple(self._doubt(one, worlds, one.id in given) for one in self._doubted()),
            bars=tuple(bars),
            provenance=self.provenance,
            scenario=self.scenario,
        )

    def _told(self) -> Iterator[tuple[Kind, str, str, Expression]]:
        """Yield what the bars are about: its kind, its option, its name, and what it means."""
        for option in self.scenario.options.values():
            yield from (("option", option.id, value, Is(option.id, (value,))) for value in option.values)
        yield from (("situation", "", one.id, one.formula.meaning) for one in self.scenario.situations.values())
        named = asked_about(self.scenario, (), self.found.variant)
        yield from (("outcome", "", one.name, first) for one, first in first_to_hold(named))
        for rest in self.found.rests:
            name = ", ".join(f"{option} = {value}" for option, value in rest.values.items())
            yield "prospect", "", name, being(rest.values)

    def _share(self, meaning: Expression) -> Chances:
        return self.found.played.share(meaning)

    def _bounds(self, worlds: Worlds, seen: Chances) -> list[Bounds]:
        return [worlds.chance(share, seen) for _, _, _, share in self._events]

    def _weighed(self, changed: Scenario) -> tuple[Worlds, Chances]:
        """Return the same worlds with other chances, and how likely in each is what was seen."""
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
            bands = {value: Band(chance, chance) for value, chance in _parts(one, chances).items()}
            # As one row without a table: then nothing else bears on it.
            rows = {value: Chance((Case(None, band),), one.place) for value, band in bands.items()}
            found[name] = replace(one, chances=rows)
        return found

    def _doubt(self, one: Circumstance, worlds: Worlds, changed: bool) -> Doubt:
        written, asked = (
            {value: float(of.middle[of.having(one.id, value)].sum()) for value in one.values}
            for of in (self.worlds, worlds)
        )
        return Doubt(one.id, one.means, one.now, written, asked, changed)


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
