"""What stands around the actors: rules, signals, and what is not modelled."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from detente.scenario import schema
from detente.scenario.chances import unit_number
from detente.scenario.document import Path
from detente.scenario.grounds import read_grounds
from detente.scenario.model import NotModelled, Rule, Signal
from detente.scenario.preferences import refuse_repeated
from detente.scenario.problems import listed
from detente.scenario.quantities import is_date
from detente.scenario.reading import Reading
from detente.scenario.scope import STATE, Variable


def read_date(reading: Reading, text: str | None, path: Path) -> str | None:
    """Return a day as written; note a problem where it is none."""
    if text is not None and not is_date(text):
        reading.complain(
            "not-a-date",
            reading.at(path),
            f"`{text}` is no date",
            "A date is written YYYY-MM-DD, such as 2024-11-29.",
            "Write year, month and day.",
        )
    return text


def read_rules(reading: Reading, given: Sequence[schema.Rule | None]) -> tuple[Rule, ...]:
    """Return the rules that are understood."""
    names = [part.name or f"never {n}" if part else None for n, part in enumerate(given, 1)]
    refuse_repeated(reading, names, ("never",), "rule")
    made = []
    for index, part in enumerate(given):
        if part is None:
            continue
        path: Path = ("never", index)
        when = reading.formula(part.when, (*path, "when"))
        grounds = read_grounds(reading, part, path)
        if STATE in reading.scope.variables:
            _refuse_in_graph_form(reading, path)
        elif when is not None:
            made.append(Rule(names[index] or "", when, grounds, reading.at(path)))
    return tuple(made)


def _refuse_in_graph_form(reading: Reading, path: Path) -> None:
    reading.complain(
        "rule-over-states",
        reading.key(path),
        "A rule stands here, but the file lists its states",
        "In a file that lists `states`, all of them are possible.",
        "Leave what cannot happen out of `states`, `moves` and `ranking`.",
    )


def read_not_modelled(reading: Reading, given: Sequence[schema.NotModelled | None]) -> tuple[NotModelled, ...]:
    """Return what the scenario leaves out."""
    refuse_repeated(reading, [part.name if part else None for part in given], ("not modelled",), "entry")
    made = []
    for index, part in enumerate(given):
        path: Path = ("not modelled", index)
        if part is not None:
            grounds = read_grounds(reading, part, path)
            made.append(NotModelled(part.name, part.what, part.why, grounds, reading.at(path)))
    return tuple(made)


def read_signals(reading: Reading, given: Sequence[schema.Signal | None]) -> tuple[Signal, ...]:
    """Return the signals that are understood."""
    names = [part.name or f"signals {n}" if part else None for n, part in enumerate(given, 1)]
    refuse_repeated(reading, names, ("signals",), "signal")
    found = [
        _signal(reading, part, names[index] or "", ("signals", index))
        for index, part in enumerate(given)
        if part is not None
    ]
    return tuple(signal for signal in found if signal is not None)


def _signal(reading: Reading, part: schema.Signal, name: str, path: Path) -> Signal | None:
    grounds = read_grounds(reading, part, path)
    on = read_date(reading, part.on, (*path, "on"))
    if part.seen is not None:
        reading.one_of(part.seen, ("yes", "no"), (*path, "seen"), "yes-or-no", "answer")
    about = reading.named(part.about, "circumstance", (*path, "about"))
    odds = _odds(reading, part, about, (*path, "seen if"))
    if about is None or odds is None:
        return None
    return Signal(
        name=name,
        what=part.what,
        about=about.id,
        seen_if=odds,
        seen=part.seen != "no",
        on=on,
        by=tuple(part.by or ()),
        grounds=grounds,
        place=reading.at(path),
    )


def _odds(reading: Reading, part: schema.Signal, about: Variable | None, path: Path) -> dict[str, Fraction] | None:
    given = {value: unit_number(reading, text, reading.at((*path, value))) for value, text in part.seen_if.items()}
    if about is None:
        return None
    fine = True
    for value in given:
        if value not in about.values:
            reading.wrong_value(about.id, value, about.values, (*path, value), key=True)
            fine = False
    missing = [value for value in about.values if value not in given]
    if missing and fine:
        reading.complain(
            "missing-value",
            reading.key(path),
            f"`seen if` says nothing of {listed(missing)}",
            f"It gives a number to every value of `{about.id}`: {listed(about.values)}.",
            "Add what is missing.",
        )
    odds = {value: chance for value in about.values if (chance := given.get(value)) is not None}
    if not fine or len(odds) < len(about.values):
        return None
    if not any(odds.values()):
        reading.complain(
            "all-zero",
            reading.key(path),
            "The signal cannot be seen whatever the circumstance is",
            "Under some value the number is above 0.",
            "Correct the numbers, or remove the signal.",
        )
        return None
    return odds
