"""The space of states as diagrams: options as bits, the feasible states, and who may go where.

Each option is coded in as few bits as its values need, in three copies that stand side by side in the order of
variables: where a move begins (copy 0), where it leads (copy 1), and a rival of it (copy 2, for lean moves). A
locked option has no bits. Option k of the conflict has the value at position `state[k]` in a state.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from detente.conflict import Conflict, Option, infeasible
from detente.engine.symbolic.diagrams import Diagram, Diagrams
from detente.scenario.expression import All, AnyOf, Expression, Is, Named, Not

State = tuple[int, ...]
"""Positions of values, in the order of the conflict's options."""

HERE, THERE, RIVAL = 0, 1, 2


class Space:
    """States and moves of a conflict in option form without dependants."""

    def __init__(self, conflict: Conflict, diagrams: Diagrams) -> None:
        self.conflict, self.diagrams = conflict, diagrams
        self.place = {option.id: k for k, option in enumerate(conflict.options)}
        self.width = [0 if o.locked is not None else (len(o.values) - 1).bit_length() for o in conflict.options]
        names = [[f"{k}.{bit}" for bit in range(width)] for k, width in enumerate(self.width)]
        self._bits = [[[name + "'" * copy for name in bits] for bits in names] for copy in (HERE, THERE, RIVAL)]
        diagrams.declare([name + "'" * copy for bits in names for name in bits for copy in (HERE, THERE, RIVAL)], 3)
        self._truths: dict[Expression, Diagram] = {}
        self.feasible = self._feasible()
        self.steps = [self._steps(actor) for actor in self.actors]

    @property
    def actors(self) -> range:
        """Return the actors' indices."""
        return range(len(self.conflict.actors))

    def own(self, actor: int, copy: int = HERE) -> list[str]:
        """Return the variables of an actor's options."""
        return [name for k, o in enumerate(self.conflict.options) if o.actor == actor for name in self._bits[copy][k]]

    def free(self, actor: int) -> bool:
        """Return whether every one of the actor's moves can be taken back."""
        return bool(self.steps[actor] == self.diagrams.true)

    # ------------------------------------------------------------ sets

    def truth(self, expression: Expression) -> Diagram:
        """Return the set in which an expression is true."""
        if expression not in self._truths:
            self._truths[expression] = self._truth(expression)
        return self._truths[expression]

    def _truth(self, expression: Expression) -> Diagram:
        match expression:
            case Is(variable, names):
                k = self.place[variable]
                values = self.conflict.options[k].values
                return self._any(self.value(k, v) for v, name in enumerate(values) if name in names)
            case Not(part):
                return ~self.truth(part)
            case Named(_, meaning):
                return self.truth(meaning)
            case All(parts):
                result = self.diagrams.true
                for part in parts:
                    result &= self.truth(part)
                return result
            case AnyOf(parts):  # pragma: no branch - the kinds are these five
                return self._any(self.truth(part) for part in parts)

    def _any(self, parts: Iterable[Diagram]) -> Diagram:
        result = self.diagrams.false
        for part in parts:
            result |= part
        return result

    def value(self, k: int, value: int, copy: int = HERE) -> Diagram:
        """Return the set in which option k has the value at a position."""
        option = self.conflict.options[k]
        if option.locked is not None:
            return self.diagrams.true if option.values[value] == option.locked else self.diagrams.false
        result = self.diagrams.true
        for bit, name in enumerate(self._bits[copy][k]):
            variable = self.diagrams.variable(name)
            result &= variable if value >> bit & 1 else ~variable
        return result

    def single(self, state: Sequence[int]) -> Diagram:
        """Return the set of one state."""
        return self._all(enumerate(state))

    def choice(self, actor: int, state: Sequence[int]) -> Diagram:
        """Return the set in which an actor chooses as in a state."""
        return self._all((k, v) for k, v in enumerate(state) if self.conflict.options[k].actor == actor)

    def _all(self, values: Iterable[tuple[int, int]]) -> Diagram:
        result = self.diagrams.true
        for k, value in values:
            result &= self.value(k, value)
        return result

    def _feasible(self) -> Diagram:
        result = self.diagrams.true
        for k, option in enumerate(self.conflict.options):
            if option.locked is None and len(option.values) != 1 << self.width[k]:
                result &= self._any(self.value(k, v) for v in range(len(option.values)))
        for rule in infeasible(self.conflict):
            result &= ~self.truth(rule)
        return result

    def count(self, states: Diagram) -> int:
        """Return how many states a set has, exactly."""
        return self.diagrams.count(states, sum(self.width))

    def listed(self, states: Diagram) -> Iterator[State]:
        """Yield the states of a set in numbered order: the first option of the file fastest."""
        yield from self._listed(states, len(self.width) - 1, ())

    def _listed(self, left: Diagram, k: int, above: State) -> Iterator[State]:
        if left == self.diagrams.false:
            return
        if k < 0:
            yield above
            return
        option = self.conflict.options[k]
        for v in range(len(option.values)) if option.locked is None else (option.values.index(option.locked),):
            truths = {name: bool(v >> bit & 1) for bit, name in enumerate(self._bits[HERE][k])}
            yield from self._listed(self.diagrams.at(left, truths), k - 1, (v, *above))

    # ------------------------------------------------------------ moves

    def _steps(self, actor: int) -> Diagram:
        """Return which values of an actor's options may follow which, options that stay as they are included."""
        result = self.diagrams.true
        for k, option in enumerate(self.conflict.options):
            if option.actor == actor and option.locked is None and (option.forward or option.kept):
                result &= self._any(
                    self.value(k, old) & self.value(k, new, THERE)
                    for old in range(len(option.values))
                    for new in range(len(option.values))
                    if _may(option, old, new)
                )
        return result

    def moves(self, actor: int) -> Diagram:
        """Return the pairs of feasible states between which the actor may move, staying put included."""
        return self.feasible & self.there(actor, self.feasible) & self.steps[actor]

    def moves_count(self, actor: int) -> int:
        """Return how many pairs of different feasible states there are between which the actor may move."""
        pairs = self.diagrams.count(self.moves(actor), sum(self.width) + len(self.own(actor, THERE)))
        return pairs - self.count(self.feasible)

    def there(self, actor: int, states: Diagram) -> Diagram:
        """Return the set with the actor's options read where a move leads."""
        return self._renamed(actor, states, HERE, THERE)

    def rival(self, actor: int, states: Diagram) -> Diagram:
        """Return the set with the actor's options read where a rival move leads."""
        return self._renamed(actor, states, HERE, RIVAL)

    def before(self, actor: int, relation: Diagram | None, states: Diagram) -> Diagram:
        """Return from where a move of the relation (None: any choice) leads into the set.

        Combinations that are no feasible states may be among them. Own options that the relation does not read where
        a move leads are left open before anything is renamed: of the set, that is what costs.
        """
        if relation is None:
            return self.diagrams.some(self.own(actor), states)
        there, read = self.own(actor, THERE), self.diagrams.speaks_of(relation)
        unread = [name for name, new in zip(self.own(actor), there, strict=True) if new not in read]
        return self.diagrams.meet(relation, self.there(actor, self.diagrams.some(unread, states)), there)

    def after(self, actor: int, relation: Diagram | None, states: Diagram) -> Diagram:
        """Return the feasible states to which the moves of the relation (None: any choice) lead from the set."""
        if relation is None:
            return self.feasible & self.diagrams.some(self.own(actor), states)
        return self.feasible & self._renamed(actor, self.diagrams.meet(relation, states, self.own(actor)), THERE, HERE)

    def _renamed(self, actor: int, states: Diagram, old: int, new: int) -> Diagram:
        return self.diagrams.renamed(states, dict(zip(self.own(actor, old), self.own(actor, new), strict=True)))

    def parts(self, actor: int) -> Diagram:
        """Return the triples in which the rival makes some of the changes of a move, and no others, but not all."""
        within, same = self.diagrams.true, self.diagrams.true
        for k, option in enumerate(self.conflict.options):
            if option.actor == actor and option.locked is None:
                stays, goes = self._agree(k, HERE), self._agree(k, THERE)
                within &= stays | goes
                same &= goes
        return within & ~same

    def _agree(self, k: int, copy: int) -> Diagram:
        result = self.diagrams.true
        for name, rival in zip(self._bits[copy][k], self._bits[RIVAL][k], strict=True):
            result &= ~self.diagrams.differ(self.diagrams.variable(name), self.diagrams.variable(rival))
        return result


def _may(option: Option, old: int, new: int) -> bool:
    if option.values[old] in option.kept:
        return old == new
    return new >= old or not option.forward
