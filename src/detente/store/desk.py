"""The desk of a workbench: what it keeps beside the scenarios of a folder, in a file of SQLite or in PostgreSQL.

Versions of scenarios, drafts, answers that took long, questions under way, who did what, who may enter. The scenarios
themselves stay files; a desk that is lost loses no scenario. Several threads may use a desk, and several processes.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from datetime import datetime, timedelta
from hashlib import sha256
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Select, Table, and_, delete, func, insert, select, text, update

from detente.errors import WorkbenchError
from detente.store import opening
from detente.store.complaints import failure, in_words
from detente.store.desk_rows import Account, Answered, Draft, Event, Kept, Underway, Version
from detente.store.desk_tables import ACCOUNT, ANSWER, DRAFT, EVENT, JOB, SAVED, SESSION
from detente.store.kinds import DESK

FILE = "detente-workbench.sqlite"
"""The file of a desk, in the folder of the scenarios, where nothing else is said."""

MOST_KEPT = 200_000_000
"""Bytes of answers that are kept; beyond, those go that have not been asked for the longest."""

TURNS = 5
"""Connections to PostgreSQL side by side; SQLite writes one after another, so that one is enough."""

STALE = text(
    "DELETE FROM desk_answer WHERE fingerprint IN (SELECT fingerprint FROM (SELECT fingerprint,"
    " sum(length(content)) OVER (ORDER BY used DESC) AS total FROM desk_answer) AS ranked WHERE total > :most)"
)


class Desk:
    """An open desk; `name` is what it is called, without any password."""

    def __init__(self, at: Path | str | None) -> None:
        """Open a desk, made or brought up to date where that is needed.

        `at` is a path, or the URL of a database (`postgresql:`), or None for one that is lost at the end. Raises
        WorkbenchError where it is none, of a newer version, or cannot be opened or written.
        """
        where = opening.place(at, DESK) if isinstance(at, str) else opening.Place(DESK, at.name if at else "memory", at)
        self.name = where.name
        self._shared = not (at is None or where.file)
        self._engine = opening.opened(where, create=True, turns=TURNS if self._shared else 1)

    def close(self) -> None:
        """Close all connections."""
        self._engine.dispose()

    @contextmanager
    def _said(self) -> Iterator[None]:
        with in_words(DESK, self.name):
            try:
                yield
            except ValueError:  # a moment that is none, a text that cannot be unpacked
                raise failure("damaged", DESK, self.name) from None

    @contextmanager
    def _writing(self) -> Iterator[Connection]:
        """Yield the database for one transaction, kept whole or not at all; whoever else writes waits."""
        with self._said(), self._engine.execution_options(writing=True).begin() as connection:
            if self._shared:
                connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": DESK.lock})
            yield connection

    def _rows(self, wanted: Select[Any]) -> list[Any]:
        with self._said(), self._engine.connect() as connection:
            return list(connection.execute(wanted))

    # ------------------------------------------------------------ versions and drafts

    def keep_version(self, scenario: str, content: bytes, who: str, now: datetime) -> Version:
        """Keep a text as the newest version of a scenario, unless it is that already, and return that version."""
        digest = sha256(content).hexdigest()
        with self._writing() as connection:
            wanted = _versions(scenario).order_by(SAVED.c.number.desc()).limit(1)
            last = next((Version(*row) for row in connection.execute(wanted)), None)
            if last is not None and last.sha256 == digest:
                return last
            new = Version(1 if last is None else last.number + 1, now, who, digest)
            connection.execute(insert(SAVED).values(scenario=scenario, text=content, **vars(new)))
        return new

    def drop_version(self, scenario: str, number: int) -> None:
        """Forget a version: that of a text which could not be saved after all."""
        with self._writing() as connection:
            connection.execute(delete(SAVED).where(SAVED.c.scenario == scenario, SAVED.c.number == number))

    def versions(self, scenario: str) -> tuple[Version, ...]:
        """Return the versions of a scenario without their texts, the oldest first."""
        return tuple(Version(*row) for row in self._rows(_versions(scenario).order_by(SAVED.c.number)))

    def version_text(self, scenario: str, number: int) -> bytes | None:
        """Return the text of a version, None where there is none of that number."""
        return self._text_of(SAVED.c.number == number, scenario)

    def text_known(self, scenario: str, digest: str) -> bytes | None:
        """Return the text of a version by its SHA-256, None where none of a scenario's has it."""
        return self._text_of(SAVED.c.sha256 == digest, scenario)

    def _text_of(self, which: Any, scenario: str) -> bytes | None:
        rows = self._rows(select(SAVED.c.text).where(SAVED.c.scenario == scenario, which).limit(1))
        return rows[0].text if rows else None

    def keep_draft(self, scenario: str, who: str, draft: Draft) -> None:
        """Keep what somebody has written and not saved, in place of what was kept before."""
        row = {"base": draft.base, "saved": draft.saved, "text": draft.text}
        with self._writing() as connection:
            _put(connection, DRAFT, {"scenario": scenario, "who": who}, row)

    def draft(self, scenario: str, who: str) -> Draft | None:
        """Return somebody's draft of a scenario, None where there is none."""
        wanted = select(DRAFT.c.base, DRAFT.c.saved, DRAFT.c.text)
        rows = self._rows(wanted.where(DRAFT.c.scenario == scenario, DRAFT.c.who == who))
        return Draft(*rows[0]) if rows else None

    def drop_draft(self, scenario: str, who: str) -> None:
        """Forget somebody's draft of a scenario."""
        with self._writing() as connection:
            connection.execute(delete(DRAFT).where(DRAFT.c.scenario == scenario, DRAFT.c.who == who))

    # ------------------------------------------------------------ questions: under way, and answered

    def begin_job(self, job: Underway, lives: Callable[[Underway], bool] = lambda _: False) -> Underway | None:
        """Keep that a question is under way, or return what is kept of another process that works on it and `lives`."""
        with self._writing() as connection:
            row = connection.execute(select(JOB).where(JOB.c.fingerprint == job.fingerprint)).one_or_none()
            if row is not None and row.server != job.server and lives(other := Underway(*row)):
                return other
            _put(connection, JOB, {"fingerprint": job.fingerprint}, vars(job))
        return None

    def tell_jobs(self, jobs: Iterable[Underway]) -> set[str]:
        """Keep how far questions are that are under way; return the fingerprints of those that somebody has ended."""
        ended = set()
        with self._writing() as connection:
            for job in jobs:
                own = (JOB.c.fingerprint == job.fingerprint, JOB.c.server == job.server)
                told = {name: getattr(job, name) for name in ("state", "doing", "part", "seconds", "seen")}
                if not connection.execute(update(JOB).where(*own).values(told)).rowcount:
                    ended.add(job.fingerprint)
        return ended

    def end_job(self, fingerprint: str, since: datetime) -> None:
        """Keep that a question is under way no longer, unless it was asked anew after that moment."""
        with self._writing() as connection:
            connection.execute(delete(JOB).where(JOB.c.fingerprint == fingerprint, JOB.c.since == since))

    def jobs(self) -> tuple[Underway, ...]:
        """Return the questions that are under way, or were when their process ended; the oldest first."""
        return tuple(Underway(*row) for row in self._rows(select(JOB).order_by(JOB.c.since)))

    def keep_answer(self, fingerprint: str, question: str, seconds: float, content: bytes, now: datetime) -> None:
        """Keep the answer to a question, which is under way no longer; where all are too large, the stalest go."""
        row = {"question": question, "made": now, "seconds": seconds, "content": content, "used": _next_use()}
        with self._writing() as connection:
            _put(connection, ANSWER, {"fingerprint": fingerprint}, row)
            connection.execute(STALE, {"most": MOST_KEPT})
            connection.execute(delete(JOB).where(JOB.c.fingerprint == fingerprint))

    def answer(self, fingerprint: str) -> Kept | None:
        """Return what is kept under a fingerprint, None where nothing is."""
        wanted = select(ANSWER.c.question, ANSWER.c.made, ANSWER.c.seconds, ANSWER.c.content)
        rows = self._rows(wanted.where(ANSWER.c.fingerprint == fingerprint))
        if not rows:
            return None
        with suppress(WorkbenchError), self._writing() as connection:  # a desk that may only be read tells it, too
            connection.execute(update(ANSWER).where(ANSWER.c.fingerprint == fingerprint).values(used=_next_use()))
        return Kept(*rows[0])

    def answers(self, limit: int) -> tuple[Answered, ...]:
        """Return some of the answers that are kept, without what they say, the newest first."""
        wanted = select(ANSWER.c.fingerprint, ANSWER.c.question, ANSWER.c.made, ANSWER.c.seconds)
        return tuple(Answered(*row) for row in self._rows(wanted.order_by(ANSWER.c.made.desc()).limit(limit)))

    # ------------------------------------------------------------ who did what

    def note(self, who: str, did: str, about: str, now: datetime) -> None:
        """Write down who did what."""
        with self._writing() as connection:
            connection.execute(insert(EVENT).values(at=now, who=_plain(who), did=did, about=_plain(about)))

    def events(self, offset: int, limit: int) -> tuple[int, tuple[Event, ...]]:
        """Return how many events were written down, and some of them, the newest first."""
        count = self._rows(select(func.count()).select_from(EVENT))[0][0]
        rows = self._rows(select(EVENT).order_by(EVENT.c.number.desc()).limit(limit).offset(offset))
        return count, tuple(Event(*row) for row in rows)

    # ------------------------------------------------------------ who may enter

    def keep_account(self, account: Account, now: datetime) -> None:
        """Add an account, or change its role and secret; whoever was inside under that name is out."""
        with self._writing() as connection:
            row = {"role": account.role, "secret": account.secret, "made": now}
            _put(connection, ACCOUNT, {"name": account.name}, row)

    def accounts(self) -> dict[str, Account]:
        """Return all accounts by name."""
        rows = self._rows(select(ACCOUNT.c.name, ACCOUNT.c.role, ACCOUNT.c.secret).order_by(ACCOUNT.c.name))
        return {row.name: Account(*row) for row in rows}

    def open_session(self, token: str, account: str, now: datetime, hours: float) -> None:
        """Let somebody in for some hours; only a digest of the token is kept. Sessions that are over are forgotten."""
        with self._writing() as connection:
            connection.execute(delete(SESSION).where(SESSION.c.until <= now))
            row = {"token": _digest(token), "account": account, "until": now + timedelta(hours=hours)}
            connection.execute(insert(SESSION).values(row))

    def session(self, token: str, now: datetime) -> Account | None:
        """Return whose session a token opens, None for one that is over or was never given out."""
        wanted = select(ACCOUNT.c.name, ACCOUNT.c.role, ACCOUNT.c.secret).join_from(ACCOUNT, SESSION)
        rows = self._rows(wanted.where(SESSION.c.token == _digest(token), SESSION.c.until > now))
        return Account(*rows[0]) if rows else None

    def close_session(self, token: str) -> None:
        """End a session."""
        with self._writing() as connection:
            connection.execute(delete(SESSION).where(SESSION.c.token == _digest(token)))


def _versions(scenario: str) -> Select[Any]:
    wanted = select(SAVED.c.number, SAVED.c.saved, SAVED.c.who, SAVED.c.sha256)
    return wanted.where(SAVED.c.scenario == scenario)


def _put(connection: Connection, table: Table, key: dict[str, Any], row: dict[str, Any]) -> None:
    """Put a row in the place of the one that has its key, if there is one."""
    connection.execute(delete(table).where(and_(*(table.c[name] == value for name, value in key.items()))))
    connection.execute(insert(table).values(key | row))


def _next_use() -> Any:
    return select(func.coalesce(func.max(ANSWER.c.used), 0) + 1).scalar_subquery()


def _digest(token: str) -> str:
    return sha256(token.encode("utf-8", "replace")).hexdigest()


def _plain(given: str) -> str:
    """Return a text as every database takes it: what is no character stands as a question mark."""
    return given.encode("utf-8", "replace").decode("utf-8").replace("\0", "?")
