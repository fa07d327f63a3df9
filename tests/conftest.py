"""Budgets of the property tests, chosen by DETENTE_HYPOTHESIS; and a guard for runs on a planted fault."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, settings

import detente

ANY_PACE = settings(deadline=None, database=None, suppress_health_check=[HealthCheck.too_slow])

settings.register_profile("default", ANY_PACE, max_examples=200, derandomize=True)
settings.register_profile("nightly", ANY_PACE, max_examples=2000)
# Where branches are counted (`make cover`), which is slow, it is enough that each is taken.
settings.register_profile("counted", ANY_PACE, max_examples=25, derandomize=True)
# For planted faults only whether a test fails matters, not the smallest example of it.
settings.register_profile(
    "mutants", ANY_PACE, max_examples=100, derandomize=True, phases=[Phase.explicit, Phase.generate]
)
settings.load_profile(os.environ.get("DETENTE_HYPOTHESIS", "default"))


def pytest_configure() -> None:
    """Refuse to test anything but the copy that the planted-fault run has made."""
    copy = os.environ.get("DETENTE_COPY")
    if copy and Path(copy).resolve() not in Path(detente.__file__).resolve().parents:
        raise pytest.UsageError(f"the package under test is {detente.__file__}, not the copy in {copy}")
