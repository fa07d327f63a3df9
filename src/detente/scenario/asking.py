"""Formulas that are asked from outside the file, with the names of a scenario that was read before."""

from __future__ import annotations

from functools import partial

from detente.errors import Place, QuestionError
from detente.scenario.expression import All, AnyOf, Expression, Is, Named, Not, variables
from detente.scenario.formula import parse
from detente.scenario.formula_mistakes import Mistake
from detente.scenario.model import Formula, Scenario
from detente.scenario.problems import Problems
from detente.scenario.quantities import one_line
from detente.scenario.scope import STATE, Resolver, Scope, Size, Variable


def asked_formula(scenario: Scenario, text: str, by: str) -> Formula:
    """Return what a formula means that stands for itself, such as the name of a situation.

    `by` names what it was given by, such as `--for`; places count the columns of the text. Raises QuestionError, with
    the text quoted, where it is no formula or names what the scenario has not.
    """
    problems = Problems()
    place = partial(_place, by, text)
    resolver = Resolver(names_of(scenario), problems, None, place)
    try:
        size, meaning = resolver.resolve(parse(text))
    except Mistake as mistake:
        problems.add(mistake.code, place(mistake.at), mistake.given, mistake.expected, mistake.remedy)
        size = meaning = None
    if size is None or meaning is None:
        raise QuestionError(problems.error().problems)
    return Formula(one_line(text), meaning, place(0))


def _place(by: str, text: str, offset: int) -> Place:
    line = text.count("\n", 0, offset) + 1
    return Place(by, line, offset - text.rfind("\n", 0, offset), text)


def names_of(scenario: Scenario) -> Scope:
    """Return the names of a scenario, as its own formulas know them."""
    scope = Scope(actors={actor.id: [one.name for one in actor.options] for actor in scenario.actors.values()})
    for one in scenario.circumstances.values():
        scope.variables[one.id] = Variable(one.id, "circumstance", one.values)
    for option in scenario.options.values():
        scope.variables[option.id] = Variable(option.id, "option", option.values)
    if scenario.graph_form:
        names = tuple(state.id for state in scenario.states)
        scope.variables[STATE] = Variable(STATE, "state", names)
    for situation in scenario.situations.values():
        meaning = situation.formula.meaning
        scope.situations[situation.id] = meaning
        scope.sizes[situation.id] = Size(*_extent(meaning), variables(meaning))
    return scope


def _extent(expression: Expression) -> tuple[int, int]:
    """Return how many terms an expression has with its situations written out, and how many levels."""
    match expression:
        case Is():
            return 1, 1
        case Not(part):
            terms, depth = _extent(part)
        case Named(_, meaning):
            return _extent(meaning)
        case All(parts) | AnyOf(parts):  # pragma: no branch
            every = [_extent(part) for part in parts]
            terms, depth = sum(one for one, _ in every), max((one for _, one in every), default=0)
    return max(terms, 1), depth + 1
