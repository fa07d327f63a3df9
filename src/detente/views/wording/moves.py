"""Moves: options with their values, what a move changes, and moves one after another."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from detente.answers.moves import Change, Move
from detente.conflict import STATE
from detente.views.phrases import Mark, Phrase, joined, phrase
from detente.views.wording.names import FEW, words


def option_name(option: str, actor: str | None = None) -> str:
    """Return an option's name, without its actor where that was just named.

    >>> option_name("US.aid", "US"), option_name("US.aid", "Europe")
    ('aid', 'US.aid')
    """
    return option.removeprefix(f"{actor}.") if actor else option


def setting(option: str, value: str) -> Phrase:
    """Return an option with a value: `US.aid = cut`."""
    return (f"{option} = ", Mark(value, "value"))


def settings(values: Mapping[str, str]) -> Phrase:
    """Return options with their values, one after another."""
    return joined(setting(option, value) for option, value in values.items())


def instead(values: Mapping[str, str]) -> Phrase:
    """Return a state by its differences: `as the status quo, but with US.europe = consult`."""
    return phrase("as the status quo, but with ", words([setting(option, value) for option, value in values.items()]))


def departing(values: Mapping[str, str]) -> Phrase:
    """Return a state by its differences from the status quo; many are told by the value that they have there."""
    if len(values) <= FEW:
        return instead(values)
    together: dict[str, list[str]] = {}
    for option, value in values.items():
        together.setdefault(value, []).append(option)
    parts = (phrase(", ".join(options), " = ", Mark(value, "value")) for value, options in together.items())
    return phrase("as the status quo, but with ", joined(parts, "; "))


def change(given: Change, actor: str | None = None) -> Phrase:
    """Return a change with what was before: `aid keep → cut`."""
    name = option_name(given.option, actor)
    return phrase(f"{name} {given.before} → ", Mark(given.after, "value"))


def move(given: Move) -> Phrase:
    """Return a move in short: `US: europe neutral → consult`, and what falls away with it."""
    own = joined(change(one, given.actor) for one in given.changes if not one.fell_away)
    return phrase(Mark(given.actor, "actor"), ": ", own, _fallen(given))


def _fallen(given: Move) -> Phrase:
    fallen = [f"{one.option} back to {one.after}" for one in given.changes if one.fell_away]
    return phrase("; falls away: ", joined(fallen)) if fallen else ()


def act(given: Move, may: str = "") -> Phrase:
    """Return a move as a clause: `US sets europe to consult`; with `may`, `US could set europe to consult`."""
    if given.changes and given.changes[0].option == STATE:
        verb = f" {may} move to state " if may else " moves to state "
        return phrase(Mark(given.actor, "actor"), verb, Mark(given.changes[0].after, "value"))
    own = [
        phrase(option_name(one.option, given.actor), " to ", Mark(one.after, "value"))
        for one in given.changes
        if not one.fell_away
    ]
    fallen = [one.option for one in given.changes if one.fell_away]
    verb = f" {may} set " if may else " sets "
    away = phrase(", and ", words(fallen), " fall away" if len(fallen) > 1 else " falls away") if fallen else ()
    return phrase(Mark(given.actor, "actor"), verb, words(own), away)


def path_short(moves: Sequence[Move]) -> Phrase:
    """Return moves on one line: `US europe = consult → Russia arm = no`."""
    return joined((_step(one) for one in moves), " → ") if moves else ("stays",)


def _step(given: Move) -> Phrase:
    own = (phrase(option_name(one.option, given.actor), "=", one.after) for one in given.changes if not one.fell_away)
    return phrase(Mark(given.actor, "actor"), " ", joined(own))


def sequence(moves: Sequence[Move]) -> Phrase:
    """Return moves in words, one after another."""
    return joined((act(one) for one in moves), ", then ")
