"""Forecasts for the tests of the ledger."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

from detente.store.entry import Forecast, Origin, Outcome

NOON = datetime(2030, 5, 17, 12, 0, 0, 123456, tzinfo=UTC)
"""When the tests publish."""

TODAY = NOON.date()


def later(days: int) -> datetime:
    """Return noon some days later."""
    return NOON + timedelta(days=days)


def binary(chance: float = 0.7, **changed: Any) -> Forecast:
    """Return a forecast of yes or no."""
    outcomes = (
        Outcome("yes", chance, 0.5 * chance, 0.5 + 0.5 * chance, True, 0.5, None, 1.0, 3),
        Outcome("no", 1 - chance, 0.5 - 0.5 * chance, 1 - 0.5 * chance, True, 0.5, None, 0.0, 7),
    )
    return replace(_plain(outcomes), **{"reference": "treaties of that kind since 1950"} | changed)


def several(*chances: float, **changed: Any) -> Forecast:
    """Return a forecast of several outcomes, called after the values of an option."""
    count = len(chances)
    outcomes = tuple(
        Outcome(f"Upper.gate = v{place}", chance, 0.0, 1.0, False, 1 / count, 0.01 * place, float(place == 1))
        for place, chance in enumerate(chances)
    )
    return replace(_plain(outcomes), **changed)


def _plain(outcomes: tuple[Outcome, ...]) -> Forecast:
    return Forecast(
        question="Will the gates be shut? “Ja”, 'да', 是",
        about="Upper.gate",
        rule="yes if the gauge reads below 2 m on any day",
        horizon=date(2031, 12, 31),
        source="the gauge's public log",
        outcomes=outcomes,
        origin=Origin("0.1.0", "river.yaml", "ab" * 32, "firm", True, "equal", "dry", "2030-05-01", 2**100, 4096),
    )
