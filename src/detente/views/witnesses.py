"""What shows a verdict on a claim, in a sentence or two: one function for each kind of witness."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from detente.answers.claims import Answered, Shown
from detente.answers.run import State
from detente.arguments.judged import Judged
from detente.prospects.worlds import Bounds
from detente.scenario.model import Scenario
from detente.views import wording
from detente.views.chances import told
from detente.views.phrases import Mark, Phrase, counted, phrase

MOST_VALUES = 4
"""Combinations of values that are told of a comparison."""


@dataclass(frozen=True)
class Telling:
    """A claim with its verdict, in its scenario, while its witness is put into words."""

    scenario: Scenario
    answered: Answered

    @property
    def judged(self) -> Judged:
        """Return the claim with its verdict."""
        return self.answered.judged

    @property
    def shown(self) -> Shown:
        """Return the witness by names."""
        return self.answered.shown


def showing(scenario: Scenario, one: Answered) -> Phrase:
    """Return what shows a verdict."""
    return _SHOWING[one.judged.finding.witness.kind](Telling(scenario, one))


def _state(one: Telling, state: State | None) -> Phrase:
    """Return a state by its number and by what differs from the status quo."""
    if state is None:
        return ()
    name = wording.state_name(one.scenario, state.number)
    if one.scenario.graph_form:
        return name
    start = _start(one.scenario, one.judged.variant)
    changed = {option: value for option, value in state.values.items() if start is None or start[option] != value}
    if not changed:
        return phrase(name, " (the status quo)")
    return phrase(name, " (", wording.settings(changed), ")")


def _start(scenario: Scenario, variant: str | None) -> dict[str, str] | None:
    if scenario.start_unknown:
        return None
    start = {option.id: option.start for option in scenario.options.values()}
    change = scenario.variants[variant] if variant else None
    return start | (dict(change.start) | dict(change.lock) if change else {})


def _spoken_of(one: Telling, number: int | None = None) -> str:
    words = one.judged.claim.test.words
    many = {"prospect": "prospects", "equilibrium": "equilibria"}.get(words.get("among", ""), "states")
    if number is None:
        return many
    singular = {"prospects": "prospect", "equilibria": "equilibrium", "states": "state"}[many]
    return f"{number:,} {singular if number == 1 else many}"


def _member(one: Telling) -> Phrase:
    """Return in how many of the states spoken of it is so, and one that decides."""
    witness, formulas = one.judged.finding.witness, one.judged.claim.test.formulas
    having, among = witness.count or 0, witness.among or 0
    where = f" where {formulas['where'].text}" if "where" in formulas else ""
    has = Mark(formulas["has"].text, "value")
    state = _state(one, one.shown.state)
    if among == 1:
        there = phrase(
            f"There is {_spoken_of(one, 1)}{where}: ", state, ". ", has, f" is {'true' if having else 'false'}"
        )
        return phrase(there, " there.", _way(one))
    told_of = "all" if having == among else f"{having:,}" if having else "none"
    shown = "Such is " if witness.kind == "has" else "It is false in "
    return phrase(has, f" is true in {told_of} of {_spoken_of(one, among)}{where}. ", shown, state, ".", _way(one))


def _way(one: Telling) -> Phrase:
    if not one.shown.moves:
        return ()
    return phrase(" Play gets there by ", wording.path_short(one.shown.moves), ".")


def _none(one: Telling) -> Phrase:
    claim, among = one.judged.claim, one.judged.finding.witness.among
    if claim.test.form == "likelier":
        return ("What it supposes, or its opposite, has no chance.",)
    if claim.test.form == "prefers":
        return ("No two states differ in this alone.",)
    if claim.test.form == "differ":
        return (f"Neither variant has {_spoken_of(one)}.",)
    role = {"has": "where", "can improve": "where", "suits everyone": "with"}.get(claim.test.form, "")
    where = claim.test.formulas.get(role)
    if where is None or (claim.test.form == "has" and not among):
        return (f"There are no {_spoken_of(one)}.",)
    return (f"There are no {_spoken_of(one)} where {where.text}.",)


def _improves(one: Telling) -> Phrase:
    (move,), number = one.shown.moves, one.judged.finding.witness.among or 0
    return phrase(
        f"It can from {'the only such state' if number == 1 else f'all {number:,} such states'}. In ",
        _state(one, one.shown.state), ", say, ", wording.act(move), ": ", wording.gain(one.scenario, move), ".",
    )  # fmt: skip


def _stuck(one: Telling) -> Phrase:
    witness = one.judged.finding.witness
    return phrase(
        f"It can from {witness.count:,} of {witness.among:,} such states, and not from ",
        _state(one, one.shown.state), ".",
    )  # fmt: skip


def _moves(one: Telling) -> Phrase:
    (move,) = one.shown.moves
    return phrase(wording.act(move), ", and nothing deters it.")


def _deterred(one: Telling) -> Phrase:
    (move,) = one.shown.moves
    return phrase(wording.act(move, "could"), " and would gain by it, but what it expects then deters it.")


def _untempted(one: Telling) -> Phrase:
    (move,) = one.shown.moves
    return phrase(wording.act(move, "could"), ", but that does not tempt it.")


def _unable(one: Telling) -> Phrase:
    return phrase(wording.words([Mark(name, "actor") for name in one.shown.actors]), " has no such move.")


def _suits(one: Telling) -> Phrase:
    witness = one.judged.finding.witness
    return phrase(
        f"{witness.count:,} of {counted(witness.among or 0, 'such state')} leave" + ("s" if witness.count == 1 else ""),
        " nobody worse off than the status quo, among them ", _state(one, one.shown.state), ".",
    )  # fmt: skip


def _objected(one: Telling) -> Phrase:
    witness = one.judged.finding.witness
    return phrase(
        f"Somebody is worse off than at the status quo in each of {counted(witness.among or 0, 'such state')}. ",
        "The fewest lose in ", _state(one, one.shown.state), ": ", *_why(one, "ranks it below the status quo"), ".",
    )  # fmt: skip


def _why(one: Telling, unreasoned: str) -> Phrase:
    """Return what decides for each actor; `unreasoned` is said of one for which no statement does, but its ranking."""
    parts = []
    for actor, reason in zip(one.shown.actors, one.shown.reasons, strict=True):
        if reason is None:
            parts.append(phrase(Mark(actor, "actor"), f" {unreasoned}"))
        else:
            parts.append(wording.reason(one.scenario, reason))
    return wording.words(parts)


def _agreed(one: Telling) -> Phrase:
    return phrase(
        "Together they can go to ", _state(one, one.shown.state), ", which each of them prefers (",
        *_why(one, "ranks it above the status quo"), "), and nobody else leaves it.",
    )  # fmt: skip


def _unreachable(_: Telling) -> Phrase:
    return ("No joint move of theirs from the status quo leads there.",)


def _unwilling(one: Telling) -> Phrase:
    return phrase(
        "No such joint move is better for each of them. The nearest is to ", _state(one, one.shown.state),
        ", but ", *_why(one, "stands no better there"), ".",
    )  # fmt: skip


def _undone(one: Telling) -> Phrase:
    actors = wording.words([Mark(name, "actor") for name in one.shown.actors])
    return phrase(
        "What would be better for each of them does not last: ", _state(one, one.shown.state),
        ", the nearest, would be left by ", actors, ".",
    )  # fmt: skip


def _combinations(values: Sequence[Sequence[str]]) -> str:
    shown = [" + ".join(one) for one in values[:MOST_VALUES]]
    more = len(values) - len(shown)
    return "; ".join(shown) + (f"; and {more:,} more" if more > 0 else "")


def _differs(one: Telling) -> Phrase:
    witness, test = one.judged.finding.witness, one.judged.claim.test
    names = wording.words(test.names)
    own = one.judged.variant or "the scenario as written"
    parts = [
        phrase(f"in {where} only: ", Mark(_combinations(values), "value"))
        for where, values in ((own, witness.here), (test.words["from"], witness.there))
        if values
    ]
    return phrase("Of ", names, ", there is ", wording.words(parts, last="; and "), ".")


def _same(one: Telling) -> Phrase:
    witness = one.judged.finding.witness
    return phrase("Both come to the same: ", Mark(_combinations(witness.here), "value"), ".")


def _likelier(one: Telling) -> Phrase:
    with_it, without = one.judged.finding.witness.chances
    when = one.judged.claim.test.formulas["when"].text
    return phrase("The chance is ", Mark(told(with_it), "strong"), f" where {when}, and ", told(without), " otherwise.")


def _a_chance(one: Telling) -> Phrase:
    (chance,) = one.judged.finding.witness.chances
    return phrase("The chance is ", Mark(told(chance), "strong"), ".", _reach(one, chance))


def _reach(one: Telling, chance: Bounds) -> str:
    return " The bounds leave it open." if one.judged.verdict == "fails" and chance.high > chance.low else ""


def _preferred(one: Telling) -> Phrase:
    witness = one.judged.finding.witness
    number = counted(witness.among or 0, "way in which all else may be", "ways in which all else may be")
    return phrase(f"It does in {number}: ", *_why(one, "ranks them so"), ".")


def _dispreferred(one: Telling) -> Phrase:
    return phrase(
        "It does not prefer ", _state(one, one.shown.state), " to ", _state(one, one.shown.other), ".",
    )  # fmt: skip


def _reached(one: Telling) -> Phrase:
    if not one.shown.moves:
        return ("It is so at the status quo.",)
    return phrase("By ", wording.path_short(one.shown.moves), " to ", _state(one, one.shown.state), ".")


def _unreached(one: Telling) -> Phrase:
    return (f"It is so in none of the {counted(one.judged.finding.witness.among or 0, 'state')} that can be reached.",)


def _locked(one: Telling) -> Phrase:
    return phrase("Locks of ", Mark(one.judged.variant or "", "strong"), " decide all that it puts to the test.")


def _missing(one: Telling) -> Phrase:
    return phrase("What is missing: ", one.judged.finding.witness.missing, ".")


_SHOWING: dict[str, Callable[[Telling], Phrase]] = {
    "has": _member,
    "lacks": _member,
    "none": _none,
    "improves": _improves,
    "stuck": _stuck,
    "moves": _moves,
    "deterred": _deterred,
    "untempted": _untempted,
    "unable": _unable,
    "suits": _suits,
    "objected": _objected,
    "agreed": _agreed,
    "unreachable": _unreachable,
    "unwilling": _unwilling,
    "undone": _undone,
    "differs": _differs,
    "same": _same,
    "likelier": _likelier,
    "chance": _a_chance,
    "preferred": _preferred,
    "dispreferred": _dispreferred,
    "reached": _reached,
    "unreached": _unreached,
    "locked": _locked,
    "missing": _missing,
}
