"""An outcome that is likelier than one that is discussed, and is not discussed."""

from __future__ import annotations

from collections.abc import Iterator

from detente.arguments.standards import Standard
from detente.arguments.standards.subject import Lapse, Subject, told
from detente.errors import Place
from detente.prospects.bounds import DIGITS, Bounds
from detente.scenario.expression import All, AnyOf, Expression, Is, Named, Not
from detente.scenario.model import Option, Scenario
from detente.scenario.words import tables


def find(subject: Subject) -> Iterator[Lapse]:
    """Yield values of options, and what named outcomes leave, that are likelier than the least likely one discussed."""
    if not subject.claims and not subject.scenario.outcomes:
        return
    discussed = _discussed(subject)
    for option in subject.scenario.options.values():
        if option.id in discussed:
            yield from _of_option(subject, option, discussed[option.id])
    if subject.essay is None:
        yield from _of_rest(subject)


def _of_option(subject: Subject, option: Option, discussed: set[str]) -> Iterator[Lapse]:
    """Yield each value of an option that is not discussed and likelier than one that is."""
    if len(option.values) == 2:
        return  # whoever speaks of one value speaks of the other
    chances = {value: one.chance for value, one in zip(option.values, subject.forecast.options[option.id], strict=True)}
    least = min((value for value in option.values if value in discussed), key=lambda value: chances[value].middle)
    for value in option.values:
        if value not in discussed and _likelier(subject.scenario, chances[value], chances[least]):
            what = (
                f"`{option.id} = {value}` has a chance of {told(chances[value])} where play comes to rest, more than "
            )
            rest = f"`{option.id} = {least}` ({told(chances[least])}), which is discussed"
            yield Lapse((option.id,), what + rest, option.place)


def _of_rest(subject: Subject) -> Iterator[Lapse]:
    """Yield what the outcomes of the scenario leave, where that is likelier than one of them."""
    if not subject.scenario.outcomes:
        return
    division = subject.forecast.division
    if division is None:
        raise TypeError("a scenario with outcomes has a forecast of them")
    least = min(division.outcomes, key=lambda one: one.chance.middle)
    if _likelier(subject.scenario, division.nothing.chance, least.chance):
        what = f"None of the outcomes named comes with a chance of {told(division.nothing.chance)}, more than "
        yield Lapse((least.name,), f"{what}`{least.name}` has ({told(least.chance)})", _place(subject, least.name))


def _likelier(scenario: Scenario, one: Bounds, other: Bounds) -> bool:
    """Return whether a chance is above another, and above what the least likely word stands for."""
    percent = tables()[scenario.settings.words].percent
    remote = min(high for _, high in percent.values()) / 100
    return one.middle > remote and round(one.middle - other.middle, DIGITS) > 0


def _place(subject: Subject, name: str) -> Place:
    return next(one.place for one in subject.scenario.outcomes if one.name == name)


def _discussed(subject: Subject) -> dict[str, set[str]]:
    """Return by option the values of which claims and outcomes speak."""
    scenario = subject.scenario
    asked = [formula.meaning for claim in subject.claims for formula in claim.test.formulas.values()]
    asked += [outcome.when.meaning for outcome in scenario.outcomes]
    names = {name for claim in subject.claims for name in claim.test.names}
    asked += [scenario.situations[name].formula.meaning for name in names if name in scenario.situations]
    found = {name: set(option.values) for name, option in scenario.options.items() if name in names}
    for expression in asked:
        for variable, values in _spoken_of(expression):
            if variable in scenario.options:
                found.setdefault(variable, set()).update(values)
    return found


def _spoken_of(expression: Expression) -> Iterator[tuple[str, tuple[str, ...]]]:
    match expression:
        case Is(variable, values):
            yield variable, values
        case Not(part) | Named(_, part):
            yield from _spoken_of(part)
        case All(parts) | AnyOf(parts):  # pragma: no branch
            for part in parts:
                yield from _spoken_of(part)


STANDARD = Standard(
    severity="warning",
    finds="An outcome that is likelier than one that is discussed, and is not discussed.",
    means=(
        "Discussed are the values of options that a claim or an outcome names, itself or through a situation. A "
        "value of an option with three or more is found if nothing names it though it is likelier, where play "
        "comes to rest, than the least likely one named; and what the `outcomes` leave, if it is likelier than "
        "the least likely of them. The forecast of the scenario as written is asked; what is no likelier than the "
        "least word of chance is passed over."
    ),
    why="Readers take what an analysis discusses for what can happen; what is likelier belongs there first.",
    remedy="Add a claim or an outcome about it, or accept it and say why it may be passed over.",
    find=find,
    example="""\
circumstances:
  rain: {values: [poor, fair, good], now: fair, chances: {poor: 0.3, fair: 0.5, good: 0.2}, assumed: an example}
claims:
  - name: never_shut
    says: the gates are not shut
    test: no prospect has Upper.gates = shut
    assumed: an example
""",
    icd203=(4,),
    cites=("icd203-2015",),
)
