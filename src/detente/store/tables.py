"""The tables of a ledger as queries see them; `migrations` makes them."""

from __future__ import annotations

from datetime import UTC, datetime

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Date,
    DateTime,
    Dialect,
    Double,
    ForeignKeyConstraint,
    Integer,
    MetaData,
    Table,
    Text,
    TypeDecorator,
    UniqueConstraint,
)

METADATA = MetaData()


class Moment(TypeDecorator[datetime]):
    """A moment of universal time; SQLite keeps no zone, so it is given back here."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, _dialect: Dialect) -> datetime | None:
        """Return what is stored: universal time."""
        return value and value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, _dialect: Dialect) -> datetime | None:
        """Return what was stored, with its zone."""
        return value and (value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC))


class Whole(TypeDecorator[int]):
    """A whole number of any length, as text."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: int | None, _dialect: Dialect) -> str | None:
        """Return what is stored: digits."""
        return None if value is None else str(value)

    def process_result_value(self, value: str | None, _dialect: Dialect) -> int | None:
        """Return the number."""
        return None if value is None else int(value)


FORECAST = Table(
    "ledger_forecast",
    METADATA,
    Column("id", Integer, primary_key=True),
    Column("published", Moment, nullable=False),
    Column("question", Text, nullable=False),
    Column("about", Text, nullable=False),
    Column("rule", Text, nullable=False),
    Column("horizon", Date, nullable=False),
    Column("source", Text, nullable=False),
    Column("ordered", Boolean, nullable=False),
    Column("reference", Text),
    Column("outcomes", Integer, nullable=False),
    Column("version", Text, nullable=False),
    Column("file", Text, nullable=False),
    Column("sha256", Text, nullable=False),
    Column("concept", Text, nullable=False),
    Column("beliefs", Boolean, nullable=False),
    Column("sharing", Text, nullable=False),
    Column("variant", Text),
    Column("as_of", Text),
    Column("seed", Whole),
    Column("samples", Integer),
    UniqueConstraint("id", "outcomes"),
    sqlite_autoincrement=True,
)
"""A forecast as published; `outcomes` is how many it has."""

OUTCOME = Table(
    "ledger_outcome",
    METADATA,
    Column("forecast", Integer, primary_key=True),
    Column("place", Integer, primary_key=True),
    Column("outcomes", Integer, nullable=False),
    Column("name", Text, nullable=False),
    Column("chance", Double, nullable=False),
    Column("low", Double, nullable=False),
    Column("high", Double, nullable=False),
    Column("exact", Boolean, nullable=False),
    Column("uniform", Double, nullable=False),
    Column("error", Double),
    Column("status_quo", Double),
    Column("base_count", BigInteger),
    ForeignKeyConstraint(["forecast", "outcomes"], ["ledger_forecast.id", "ledger_forecast.outcomes"]),
    UniqueConstraint("forecast", "name"),
)
"""The outcomes of forecasts, by place from 0; none can be added later, since all places are taken."""

RESOLUTION = Table(
    "ledger_resolution",
    METADATA,
    Column("forecast", Integer, primary_key=True),
    Column("number", Integer, primary_key=True),
    Column("recorded", Moment, nullable=False),
    Column("verdict", Text, nullable=False),
    Column("outcome", Integer),
    Column("evidence", Text, nullable=False),
    Column("settled", Date, nullable=False),
    Column("reason", Text),
    ForeignKeyConstraint(["forecast"], ["ledger_forecast.id"]),
    ForeignKeyConstraint(["forecast", "outcome"], ["ledger_outcome.forecast", "ledger_outcome.place"]),
)
"""What was said about how forecasts came out, by number from 1; a later one corrects those before."""
