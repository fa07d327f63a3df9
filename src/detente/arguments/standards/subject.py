"""The subject of the standards: an argument with what several checks want to know of it, worked out once."""

from __future__ import annotations

import functools
from collections.abc import Sequence
from dataclasses import dataclass

from detente.arguments.claims import Argument
from detente.arguments.hinges import Rests, rests_on
from detente.arguments.judged import Judged
from detente.arguments.texts import Paragraph, Sentence, sentences_of
from detente.engine.progress import Progress, silent, within
from detente.engine.stability import concepts
from detente.errors import Place
from detente.prospects.bounds import Bounds
from detente.prospects.forecast import Forecast, forecast
from detente.scenario.essay import Essay
from detente.scenario.model import Band, Claim, Scenario

PARTS = 3
"""Parts of the work that are told as going on: the claims, what they rest on, and the forecast."""


@dataclass(frozen=True)
class Lapse:
    """Where an argument falls short of a standard: of what it is found (names), what is found, and where."""

    of: tuple[str, ...]
    what: str
    place: Place


@dataclass(frozen=True, eq=False)
class Spoken:
    """A claim, judged, as a text speaks of it: in which words, and where.

    `says` is what the scenario says of it, or the paragraph of an essay; `hedged` tells whether a word of chance stands
    with it there.
    """

    judged: Judged
    says: str
    hedged: bool
    place: Place

    @property
    def claim(self) -> Claim:
        """Return the claim."""
        return self.judged.claim


class Subject:
    """An argument and, on demand, its claims judged, what they rest on, and its forecast.

    `essay` is the text about the scenario that is looked at instead of the scenario's own words.
    """

    def __init__(self, argument: Argument, essay: Essay | None = None, progress: Progress = silent) -> None:
        self.argument, self.essay, self._progress = argument, essay, progress

    @property
    def scenario(self) -> Scenario:
        """Return the scenario."""
        return self.argument.scenario

    @functools.cached_property
    def claims(self) -> tuple[Claim, ...]:
        """Return the claims looked at: all, or those that the essay puts to the test."""
        if self.essay is None:
            return self.scenario.claims
        return tuple({one.claim.name: one.claim for one in self.essay.passages}.values())

    @functools.cached_property
    def _prepared(self) -> Argument:
        """Return the argument, with what its claims ask worked out together."""
        self.argument.prepare(self.claims, within(within(self._progress, 0, PARTS), 0, 2))
        return self.argument

    @functools.cached_property
    def judged(self) -> dict[str, Judged]:
        """Return the claims judged, by name."""
        found, tell = {}, within(within(self._progress, 0, PARTS), 1, 2)
        for place, claim in enumerate(self.claims):
            tell(f"Claim {claim.name}", place / len(self.claims))
            found[claim.name] = self._prepared.judged(claim)
        return found

    @property
    def unjudged(self) -> tuple[str, ...]:
        """Return the claims that cannot be judged, as far as claims were judged."""
        known: dict[str, Judged] = vars(self).get("judged", {})
        return tuple(name for name, one in known.items() if one.verdict == "unknown")

    @functools.cached_property
    def asserted(self) -> tuple[Judged, ...]:
        """Return the claims that the analysis makes its own."""
        return tuple(one for one in self.judged.values() if one.asserted)

    @functools.cached_property
    def spoken(self) -> tuple[Spoken, ...]:
        """Return each claim as the text speaks of it; in an essay once for each of its blocks."""
        if self.essay is None:
            return tuple(
                Spoken(self.judged[one.name], one.says, one.hedge is not None, one.place) for one in self.claims
            )
        own = set(self.essay.own)
        return tuple(
            Spoken(
                self.judged[one.claim.name],
                one.says or one.claim.says,
                one.claim.name in own and one.claim.hedge is not None,
                one.place,
            )
            for one in self.essay.passages
        )

    def place(self, claim: Claim) -> Place:
        """Return where the text puts a claim: its first block in an essay, or else its entry in the scenario."""
        return next(one.place for one in self.spoken if one.claim.name == claim.name)

    def says(self, claim: Claim) -> str:
        """Return all that the text says of a claim in words."""
        return "\n".join(one.says for one in self.spoken if one.claim.name == claim.name)

    @functools.cached_property
    def rests(self) -> tuple[Rests, ...]:
        """Return what the claims rest on, as far as single changes tell."""
        return rests_on(self._prepared, self.claims, progress=within(self._progress, 1, PARTS), deepest=1)

    @functools.cached_property
    def forecast(self) -> Forecast:
        """Return the forecast of the scenario as written.

        Raises QuestionError where the status quo is unknown, TooLargeError where there are too many states.
        """
        lead = concepts()[self.scenario.settings.concept]
        beliefs, tell = self.argument.grounds.beliefs, within(self._progress, 2, PARTS)
        return forecast(self.scenario, lead, beliefs=beliefs, progress=tell)

    @functools.cached_property
    def sentences(self) -> tuple[Sentence, ...]:
        """Return the sentences of the text."""
        paragraphs = [] if self.essay is None else [_paragraph(self.essay, one) for one in self.essay.paragraphs]
        return tuple(
            sentences_of(self.scenario) if self.essay is None else [s for p in paragraphs for s in p.sentences]
        )


def _paragraph(essay: Essay, given: tuple[str, Place]) -> Paragraph:
    """Return a paragraph of an essay, called by the claims whose blocks follow it, or else by its line."""
    text, place = given
    claims = tuple(dict.fromkeys(one.claim.name for one in essay.passages if one.after == place))
    return Paragraph(text, claims or (f"line {place.line}",), place)


def told(bounds: Bounds) -> str:
    """Return a chance with its bounds, in percent.

    >>> told(Bounds(0.546, 0.38, 0.744)), told(Bounds(1.0, 1.0, 1.0))
    ('54.6% (38 to 74%)', '100%')
    """
    middle = f"{100 * bounds.middle:.1f}".removesuffix(".0")
    low, high = f"{100 * bounds.low:.0f}", f"{100 * bounds.high:.0f}"
    return f"{middle}%" if low == high else f"{middle}% ({low} to {high}%)"


def spanned(band: Band) -> str:
    """Return the span of a band, in percent.

    >>> from fractions import Fraction
    >>> spanned(Band(Fraction(11, 20), Fraction(4, 5)))
    '55 to 80%'
    """
    low, high = (f"{float(100 * end):g}" for end in (band.low, band.high))
    return f"{low}%" if low == high else f"{low} to {high}%"


def listed(names: Sequence[str], last: str = "and") -> str:
    """Return names in words, in back quotes.

    >>> listed(["a", "b", "c"])
    '`a`, `b` and `c`'
    """
    quoted = [f"`{name}`" for name in names]
    return f" {last} ".join(filter(None, (", ".join(quoted[:-1]), *quoted[-1:])))


def conceptual(keys: Sequence[str]) -> str:
    """Return concepts in words.

    >>> conceptual(["nash", "gmr"])
    'Nash and GMR'
    """
    words = [{"nash": "Nash", "firm": "firm stability"}.get(key, key.upper()) for key in keys]
    return " and ".join(filter(None, (", ".join(words[:-1]), *words[-1:])))
