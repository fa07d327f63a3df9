"""What stands in the ledger: a forecast as it was published, and what was said later about how it came out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

BASELINES = ("uniform", "base rate", "status quo")
"""The simple rivals of a forecast."""

VOID, OPEN = "void", "open"
"""Verdicts that name no outcome: the question cannot be judged; it is not settled after all."""


@dataclass(frozen=True)
class Outcome:
    """One of the outcomes of a forecast: its chance with bounds, and what simple rivals say of it.

    `exact` is false where the bounds may be too wide or too narrow; `error` is the standard error of the chance, None
    where no worlds were drawn.
    `uniform` is the chance where all outcomes are alike, `status_quo` where everything stays as it is (None: not
    known), `base_count` counts the cases of the reference class that came out so (None: no such class was given).
    """

    name: str
    chance: float
    low: float
    high: float
    exact: bool
    uniform: float
    error: float | None = None
    status_quo: float | None = None
    base_count: int | None = None


@dataclass(frozen=True)
class Origin:
    """What the chances were made with, so that they can be had again.

    `sharing` is the rule by which a world is shared among its prospects; `seed` and `samples` are None where no worlds
    were drawn.
    """

    version: str
    file: str
    sha256: str
    concept: str
    beliefs: bool
    sharing: str
    variant: str | None = None
    as_of: str | None = None
    seed: int | None = None
    samples: int | None = None


@dataclass(frozen=True)
class Forecast:
    """A forecast with all that it takes to judge it later.

    `about` says what of the scenario was asked, `rule` how the question is to be settled, `horizon` the last day that
    counts, `source` what will be looked at. `ordered` says that the outcomes have an order. `reference` names the
    reference class of the base rate.
    """

    question: str
    about: str
    rule: str
    horizon: date
    source: str
    outcomes: tuple[Outcome, ...]
    origin: Origin
    ordered: bool = False
    reference: str | None = None

    @property
    def names(self) -> tuple[str, ...]:
        """Return what the outcomes are called."""
        return tuple(outcome.name for outcome in self.outcomes)

    @property
    def chances(self) -> tuple[float, ...]:
        """Return the chances of the outcomes."""
        return tuple(outcome.chance for outcome in self.outcomes)

    @property
    def baselines(self) -> Mapping[str, tuple[float, ...]]:
        """Return the chances that each simple rival gives, as far as they are known."""
        found = {"uniform": tuple(outcome.uniform for outcome in self.outcomes)}
        counts = [outcome.base_count for outcome in self.outcomes if outcome.base_count is not None]
        if counts:
            found["base rate"] = tuple(count / sum(counts) for count in counts)
        stays = [outcome.status_quo for outcome in self.outcomes if outcome.status_quo is not None]
        if stays:
            found["status quo"] = tuple(stays)
        return found


@dataclass(frozen=True)
class Resolution:
    """What was said about how a forecast came out; a `number` above 1 corrects the one before, for a `reason`.

    `outcome` is the place (from 0) of what happened, None for the verdicts `void` and `open`. `settled` is the day on
    which it was so, `recorded` when this was written down.
    """

    number: int
    recorded: datetime
    verdict: str
    outcome: int | None
    evidence: str
    settled: date
    reason: str | None = None


@dataclass(frozen=True)
class Entry:
    """A forecast in the ledger, by its number, with all that was said about how it came out."""

    id: int
    published: datetime
    forecast: Forecast
    resolutions: tuple[Resolution, ...] = ()

    @property
    def verdict(self) -> str:
        """Return how it came out, as it stands now: an outcome, `void` or `open`."""
        return self.resolutions[-1].verdict if self.resolutions else OPEN

    @property
    def happened(self) -> int | None:
        """Return the place (from 0) of the outcome that happened; None for `void` and `open`."""
        return self.resolutions[-1].outcome if self.resolutions else None

    def due(self, today: date) -> bool:
        """Return whether its last day is over and nobody has said how it came out."""
        return self.verdict == OPEN and self.forecast.horizon < today
