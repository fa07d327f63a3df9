"""Verbs on forecasts that were published, and how they came out."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from detente.api.given import load

if TYPE_CHECKING:
    from datetime import date

    from detente.api.given import Given
    from detente.engine.progress import Progress
    from detente.views import notebook


def ledger_publish(
    scenario: Given,
    question: str,
    rule: str,
    horizon: date | str,
    source: str,
    outcomes: Sequence[str] = (),
    variant: str | None = None,
    concept: str | None = None,
    beliefs: bool | None = None,
    as_of: str | None = None,
    progress: Progress | None = None,
    sharing: str | None = None,
    samples: int | None = None,
    seed: int | None = None,
    *,
    ordered: bool = False,
    base_rate: Sequence[int] = (),
    reference_class: str | None = None,
    ledger: str | None = None,
) -> notebook.Filed:
    """Publish what a forecast says of a question, and return it as it stands in the ledger.

    `rule` says what settles the question, `horizon` the last day that counts, `source` what will be looked at. One
    outcome makes a question of yes or no, of several one comes, or none; without any, those of the scenario are asked
    about. `base_rate` counts past cases of the `reference_class` by outcome. `ledger` is a path or a URL (None:
    DETENTE_LEDGER, or `detente-ledger.sqlite` in this folder). The rest is as for `forecast`.

    Raises LedgerError where the forecast could not be judged later, and where the ledger cannot be written.
    """
    from detente.answers import forecast as forecasts
    from detente.answers import ledger as answers
    from detente.answers.published import stated
    from detente.engine.progress import silent
    from detente.views import notebook

    loaded, day = load(scenario), answers.day(horizon, "--horizon")
    found = forecasts.forecast(
        loaded, variant, concept, beliefs, as_of, progress or silent, sharing, outcomes, samples, seed
    )
    given = stated(found, outcomes, question, rule, day, source, ordered, base_rate, reference_class)
    return notebook.showing(answers.publish(given, ledger), notebook.Filed)


def ledger_list(ledger: str | None = None) -> notebook.Listed:
    """Return all forecasts of a ledger; none where none is named and this folder has none."""
    from detente.answers import ledger as answers
    from detente.views import notebook

    return notebook.showing(answers.listing(ledger), notebook.Listed)


def ledger_show(number: int, ledger: str | None = None) -> notebook.Filed:
    """Return one forecast, with all that was said about how it came out."""
    from detente.answers import ledger as answers
    from detente.views import notebook

    return notebook.showing(answers.show(number, ledger), notebook.Filed)


def ledger_resolve(
    number: int, verdict: str, evidence: str, settled: date | str | None = None, ledger: str | None = None
) -> notebook.Filed:
    """Say how a forecast came out, and return it.

    `verdict` is an outcome, or `void` where it cannot be judged by its rule. `settled` is the day on which it was so
    (None: today). Raises LedgerError where that was said before.
    """
    from detente.answers import ledger as answers
    from detente.views import notebook

    return notebook.showing(answers.resolve(number, verdict, evidence, settled, ledger), notebook.Filed)


def ledger_correct(
    number: int,
    verdict: str,
    evidence: str,
    reason: str,
    settled: date | str | None = None,
    ledger: str | None = None,
) -> notebook.Filed:
    """Correct what was said about how a forecast came out, and return it; what was said before stays on record.

    `verdict` may also be `open`, where the forecast is not settled after all. The rest is as for `ledger_resolve`.
    """
    from detente.answers import ledger as answers
    from detente.views import notebook

    return notebook.showing(answers.correct(number, verdict, evidence, reason, settled, ledger), notebook.Filed)


def ledger_score(ledger: str | None = None) -> notebook.Scores:
    """Return how good the settled forecasts of a ledger were: scores, skill, calibration."""
    from detente.answers import ledger as answers
    from detente.views import notebook

    return notebook.showing(answers.scores(ledger), notebook.Scores)
