"""The ledger itself: forecasts go in, and what is said about how they came out; nothing is changed or taken out."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import fields
from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection, Engine, Row, insert, select
from sqlalchemy.exc import IntegrityError

from detente.store import opening, rules
from detente.store.complaints import failure, in_words
from detente.store.entry import Entry, Forecast, Origin, Outcome, Resolution
from detente.store.kinds import LEDGER
from detente.store.tables import FORECAST, OUTCOME, RESOLUTION

ORIGIN = tuple(field.name for field in fields(Origin))

MOST = 2**31 - 1
"""The greatest number that a forecast can have."""


class Ledger:
    """An open ledger; `name` is what it is called, without any password.

    Two processes may use one ledger at once; each writes in one step or not at all.
    """

    def __init__(self, at: opening.Place, engine: Engine) -> None:
        self.name, self._engine = at.name, engine

    def publish(self, forecast: Forecast, now: datetime) -> Entry:
        """Put a forecast in and return it with its number; `now` has a time zone.

        Raises LedgerError where the forecast cannot be judged later or its chances do not add up.
        """
        rules.publishable(forecast, now)
        with self._writing() as connection:
            row = {name: getattr(forecast.origin, name) for name in ORIGIN} | {
                "published": now,
                "outcomes": len(forecast.outcomes),
                **{name: getattr(forecast, name) for name in ("question", "about", "rule", "horizon", "source")},
                **{name: getattr(forecast, name) for name in ("ordered", "reference")},
            }
            (key,) = connection.execute(insert(FORECAST).values(row)).inserted_primary_key or (0,)
            shared = {"forecast": key, "outcomes": len(forecast.outcomes)}
            rows = [shared | {"place": at} | vars(outcome) for at, outcome in enumerate(forecast.outcomes)]
            connection.execute(insert(OUTCOME), rows)
        return self.entry(key)

    def resolve(self, number: int, verdict: str, evidence: str, settled: date | None, now: datetime) -> Entry:
        """Say how a forecast came out (an outcome or `void`), and return it.

        `settled` is the day on which it was so (None: today). Raises LedgerError where that was said before.
        """
        entry = self.entry(number)
        found = rules.resolution(entry, verdict, evidence, settled, now)
        return self._added(entry, found)

    def correct(
        self, number: int, verdict: str, evidence: str, reason: str, settled: date | None, now: datetime
    ) -> Entry:
        """Correct what was said, for a reason, and return the forecast; what was said before stays on record."""
        entry = self.entry(number)
        found = rules.correction(entry, verdict, evidence, reason, settled, now)
        return self._added(entry, found)

    def entries(self) -> tuple[Entry, ...]:
        """Return all forecasts, in the order of their numbers."""
        return tuple(self._read(None))

    def entry(self, number: int) -> Entry:
        """Return one forecast; raises LedgerError where the ledger has none of that number."""
        found = list(self._read(number)) if 0 < number <= MOST else []
        if not found:
            raise rules.unknown(number, self.name)
        return found[0]

    def _added(self, entry: Entry, found: Resolution) -> Entry:
        try:
            with self._writing() as connection:
                connection.execute(insert(RESOLUTION).values(forecast=entry.id, **vars(found)))
        except _Taken:
            raise rules.taken(self.entry(entry.id)) from None
        return self.entry(entry.id)

    def _read(self, number: int | None) -> Iterator[Entry]:
        try:
            with in_words(LEDGER, self.name), self._engine.connect() as connection:
                forecasts = connection.execute(_chosen(FORECAST, FORECAST.c.id, number)).all()
                outcomes = _by_forecast(connection.execute(_chosen(OUTCOME, OUTCOME.c.forecast, number)))
                resolutions = _by_forecast(connection.execute(_chosen(RESOLUTION, RESOLUTION.c.forecast, number)))
        except ValueError:  # SQLite keeps days and moments as text, which may be none
            raise failure("damaged", LEDGER, self.name) from None
        for row in forecasts:
            told = tuple(_resolution(one) for one in resolutions[row.id])
            yield Entry(row.id, row.published, _forecast(row, outcomes[row.id]), told)

    @contextmanager
    def _writing(self) -> Iterator[Connection]:
        engine = self._engine.execution_options(writing=True)
        with in_words(LEDGER, self.name):
            try:
                with engine.begin() as connection:
                    yield connection
            except IntegrityError:
                raise _Taken from None


class _Taken(Exception):
    """Raised inside the file where a row's key was taken by another process."""


@contextmanager
def open_ledger(given: str, create: bool = False) -> Iterator[Ledger]:
    """Open the ledger at a path or URL for a block, and close it; with `create`, make it where there is none."""
    at = opening.place(given, LEDGER)
    engine = opening.opened(at, create)
    try:
        yield Ledger(at, engine)
    finally:
        engine.dispose()


def _chosen(table: Any, key: Any, number: int | None) -> Any:
    wanted = select(table).order_by(*table.primary_key.columns)
    return wanted if number is None else wanted.where(key == number)


def _by_forecast(rows: Iterable[Row[Any]]) -> defaultdict[int, list[Row[Any]]]:
    found: defaultdict[int, list[Row[Any]]] = defaultdict(list)
    for row in rows:
        found[row.forecast].append(row)
    return found


def _forecast(row: Row[Any], outcomes: Iterable[Row[Any]]) -> Forecast:
    return Forecast(
        question=row.question,
        about=row.about,
        rule=row.rule,
        horizon=row.horizon,
        source=row.source,
        outcomes=tuple(_outcome(one) for one in outcomes),
        origin=Origin(**{name: getattr(row, name) for name in ORIGIN}),
        ordered=row.ordered,
        reference=row.reference,
    )


def _outcome(row: Row[Any]) -> Outcome:
    return Outcome(**{field.name: getattr(row, field.name) for field in fields(Outcome)})


def _resolution(row: Row[Any]) -> Resolution:
    return Resolution(**{field.name: getattr(row, field.name) for field in fields(Resolution)})
