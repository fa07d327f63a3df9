"""Analysis: verdicts on a conflict whose states are too many to be listed.

Nash stability is one sweep over an actor's statements. Where all moves count as replies, and where moves must be
lean or caused, the least value that replies can reach is found part by part, by searches backwards on sets of states
(`reach`). Where replies are the others' improvements, states are sorted into classes by that value instead, and only
those are asked that are stable when all moves count as replies but have an improvement: the others are decided.
Judging one state follows its own replies forward (`judge`).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from itertools import islice

from detente.conflict import Conflict, Ordered, Preference, Weighed
from detente.engine.stability import Concept
from detente.engine.symbolic import judge, reach, wants
from detente.engine.symbolic.diagrams import Diagram, Diagrams, Watch
from detente.engine.symbolic.judge import Certificate, Terms
from detente.engine.symbolic.reach import START, Link
from detente.engine.symbolic.served import refuse_unserved
from detente.engine.symbolic.space import Space, State
from detente.engine.symbolic.standings import Vector, above, answered, best_replies, lower, standing
from detente.errors import ConflictError, Problem, QuestionError, TooLargeError

MEMORY = 4 << 30
"""Bytes that decision diagrams may take."""

MOST_TEMPTATIONS = 1 << 12
"""Tempting moves that a certificate lists."""


@dataclass(frozen=True)
class Bounds:
    """What is known of a concept's equilibria: all in `least` are, none outside `most` is."""

    least: Diagram
    most: Diagram


class Symbolic:
    """Answers concepts on one conflict in option form, without listing states.

    Sets of states are opaque: `count`, `states` and `contains` read them, `&`, `|` and `~` combine them. `seconds`
    bounds each question and `memory` the diagrams in bytes; `watch` is called between operations with what is being
    done, and ends the work by raising. `library` picks "dd.cudd" or "dd.autoref"; None takes the faster that is
    there.

    Raises QuestionError where the conflict is of a kind that is not served (its code says which) or `dd` is not
    installed, ConflictError where no state is feasible or the start is not, TooLargeError (also from every question)
    where a limit is reached.
    """

    def __init__(
        self,
        conflict: Conflict,
        *,
        seconds: float | None = None,
        memory: int = MEMORY,
        watch: Watch | None = None,
        library: str | None = None,
    ) -> None:
        refuse_unserved(conflict)
        self.conflict = conflict
        self._diagrams = Diagrams(memory, seconds, watch, library)
        self._answers: dict[tuple[object, ...], Diagram] = {}
        self._relations: dict[tuple[object, ...], Diagram] = {}
        self._standings: dict[Preference, Vector] = {}
        self._open: dict[tuple[object, ...], Diagram] = {}
        self._bounds: dict[str, Bounds] = {}
        self._space = self._diagrams.ask(lambda: Space(conflict, self._diagrams))
        if self._space.feasible == self._diagrams.false:
            raise _none_left()
        self._refuse_start()

    # ------------------------------------------------------------ sets

    def feasible(self) -> Diagram:
        """Return the set of feasible states."""
        return self._space.feasible

    def feasible_count(self) -> int:
        """Return how many states are feasible, exactly."""
        return self.count(self._space.feasible)

    def count(self, states: Diagram) -> int:
        """Return how many feasible states a set has, exactly."""
        return self._diagrams.ask(lambda: self._space.count(states & self._space.feasible))

    def moves_count(self, actor: int) -> int:
        """Return how many moves an actor has over all feasible states, exactly."""
        return self._diagrams.ask(lambda: self._space.moves_count(actor))

    def states(self, states: Diagram, most: int) -> list[dict[str, str]]:
        """Return the first `most` states of a set, by option, in numbered order: the first option fastest."""
        found = self._diagrams.ask(lambda: list(islice(self._space.listed(states & self._space.feasible), most)))
        return [self.named(state) for state in found]

    def contains(self, states: Diagram, state: Mapping[str, str]) -> bool:
        """Return whether a state is in a set."""
        at = self.position(state)
        return self._diagrams.ask(lambda: bool(self._space.single(at) & states != self._diagrams.false))

    def named(self, state: State) -> dict[str, str]:
        """Return a state as values by option."""
        return {o.id: o.values[v] for o, v in zip(self.conflict.options, state, strict=True)}

    def position(self, state: Mapping[str, str]) -> State:
        """Return a feasible state as positions of values; refuse what is none."""
        try:
            found = tuple(option.values.index(state[option.id]) for option in self.conflict.options)
        except (KeyError, ValueError):
            found = None
        if found is None or self._space.single(found) & self._space.feasible == self._diagrams.false:
            said = ", ".join(f"{name} = {value}" for name, value in state.items())
            raise QuestionError(
                (
                    Problem(
                        "symbolic-state",
                        f"({said}) is no feasible state of this conflict",
                        "A state gives every option one of its values, and no rule excludes it.",
                        "See the options with `detente show`.",
                    ),
                )
            )
        return found

    # ------------------------------------------------------------ verdicts

    def stable(self, concept: Concept, actor: int) -> Diagram:
        """Return the set of states that are stable for an actor under a concept."""
        return self._diagrams.ask(lambda: self._stable(concept, actor))

    def equilibria(self, concept: Concept) -> Diagram:
        """Return the set of states that are stable for every actor; where time runs out, `bounds` has what is known."""
        key = (_asks(concept), "all")
        if key not in self._answers:
            self._answers[key] = self._diagrams.ask(lambda: self._equilibria(concept))
        return self._answers[key]

    def bounds(self, concept: Concept) -> Bounds:
        """Return what is known of a concept's equilibria so far, also after a limit was reached."""
        return self._bounds.get(concept.key, Bounds(self._diagrams.false, self._space.feasible))

    def holds(self, concept: Concept, actor: int, state: Mapping[str, str]) -> bool:
        """Return whether one state is stable for an actor, looking only at what can follow from it."""
        at = self.position(state)
        return self._diagrams.ask(lambda: judge.deterred(self._space, self._terms(concept, actor), at))

    def certificate(
        self, concept: Concept, actor: int, state: Mapping[str, str], most: int = MOST_TEMPTATIONS
    ) -> Certificate:
        """Return why one state is, or is not, stable for an actor; at most `most` tempting moves are listed."""
        at = self.position(state)
        return self._diagrams.ask(lambda: judge.certificate(self._space, self._terms(concept, actor), at, most))

    def start(self, concept: Concept) -> tuple[bool, ...] | None:
        """Return for each actor whether the status quo is stable; None where it is unknown."""
        start = self.conflict.start
        return None if start is None else tuple(self.holds(concept, i, start) for i in self._space.actors)

    # ------------------------------------------------------------ how

    def _stable(self, concept: Concept, actor: int) -> Diagram:
        key = (_asks(concept), actor)
        if key not in self._answers:
            self._answers[key] = self._solve(concept, actor)
        return self._answers[key]

    def _solve(self, concept: Concept, actor: int) -> Diagram:
        if concept.tempts != "improvements" or concept.caused:
            return self._by_pairs(concept, actor)
        if concept.replies == "none":
            return self._nash(actor)
        if not _searched(concept):
            return self._by_values(concept, actor)
        calm = self._stable(_simpler(concept, "none"), actor)
        safe = self._stable(_simpler(concept, "moves"), actor)
        return safe & ~self._undeterred(concept, actor, safe & ~calm)

    def _nash(self, actor: int) -> Diagram:
        space = self._space
        if space.free(actor):
            return best_replies(space, actor, self._wants(actor, actor))
        tempting = self._arcs("improvements", actor, actor)
        return space.feasible & ~space.before(actor, tempting, space.feasible)

    def _by_values(self, concept: Concept, actor: int) -> Diagram:
        """Return the stable states where any improvement tempts, by comparing the best of moves at their worst.

        A state is unstable if some state one move away is better for the actor, and so is the least that can follow
        there.
        """
        space, terms = self._space, self._terms(concept, actor)
        least = reach.least(space, terms.replies or [], terms.value)
        best = answered(space, actor, lower(self._diagrams, least, terms.wants))
        return space.feasible & ~above(self._diagrams, best, terms.wants)

    def _by_pairs(self, concept: Concept, actor: int) -> Diagram:
        """Return the stable states for any concept, by looking at both ends of each tempting move."""
        space, diagrams, terms = self._space, self._diagrams, self._terms(concept, actor)
        relation = terms.tempting.relation & space.there(actor, space.feasible)
        if terms.replies is not None:
            diagrams.settle()
            least = reach.least(space, terms.replies, terms.value)
            there = [space.there(actor, part) for part in least]
            fails = above(diagrams, there, terms.wants)
            if concept.caused:
                fails |= above(diagrams, there, least, tie=True)
            relation = relation & fails
        return space.feasible & ~diagrams.some(space.own(actor, copy=1), relation)

    def _kept(self, concept: Concept, actor: int, asked: Diagram) -> Diagram:
        """Return a set that has just the stable ones among the states asked, and maybe others."""
        known = self._answers.get((_asks(concept), actor))
        return ~self._undeterred(concept, actor, asked) if known is None else known

    def _undeterred(self, concept: Concept, actor: int, asked: Diagram) -> Diagram:
        """Return those of the states asked from which a tempting move stays open.

        Where it stays open to replies that need not last, it does to those that must: this is not searched again.
        """
        terms, at_once = self._terms(concept, actor), (_asks(replace(concept, hurts="at once")), actor)
        known = asked & self._open.get(at_once, self._diagrams.false)
        self._diagrams.settle()
        found = known | reach.undeterred(
            self._space, terms.tempting, terms.replies or [], terms.value, terms.wants, asked & ~known
        )
        if concept.hurts == "at once":
            self._open[at_once] = found
        return found

    def _equilibria(self, concept: Concept) -> Diagram:
        """Return the equilibria, narrowing the candidates actor by actor, those with the fewest open states first."""
        nothing = self._diagrams.false
        narrowed = self._space.feasible
        if not _searched(concept):
            for actor in self._space.actors:
                narrowed &= self._stable(concept, actor)
                self._bounds[concept.key] = Bounds(nothing, narrowed)
            return self._settled(concept, narrowed)
        calm = self.equilibria(_simpler(concept, "none"))
        narrowed = self.equilibria(_simpler(concept, "moves"))
        opened = {i: narrowed & ~self._stable(_simpler(concept, "none"), i) for i in self._space.actors}
        for actor in sorted(opened, key=lambda i: self._space.count(opened[i])):
            self._bounds[concept.key] = Bounds(calm, narrowed)
            try:
                # Asked of all that are open, not of what the others left: that has far more nodes.
                narrowed &= self._kept(concept, actor, opened[actor])
            except TooLargeError as error:
                raise self._partly(error.problems, calm, narrowed) from error
        return self._settled(concept, narrowed)

    def _settled(self, concept: Concept, found: Diagram) -> Diagram:
        self._bounds[concept.key] = Bounds(found, found)
        return found

    def _partly(self, problems: tuple[Problem, ...], least: Diagram, most: Diagram) -> TooLargeError:
        low, high = self._space.count(least), self._space.count(most)
        between = f"; there are between {low:,} and {high:,} equilibria"
        return TooLargeError(tuple(replace(problem, given=problem.given + between) for problem in problems))

    # ------------------------------------------------------------ what concepts are about

    def _terms(self, concept: Concept, actor: int) -> Terms:
        """Return what a concept comes to for one actor, others' wants being as the actor believes them to be."""
        space, mine = self._space, self._wants(actor, actor)
        tempting = Link(START, actor, START, self._arcs(concept.tempts, actor, actor))
        if concept.replies == "none":
            return Terms(concept, actor, tempting, None, mine, mine)
        others = [other for other in space.actors if other != actor]
        if concept.replies == "moves" and all(space.free(other) for other in others):
            relations: dict[int, Diagram | None] = dict.fromkeys(others)
        else:
            relations = {other: self._arcs(concept.replies, other, actor) for other in others}
        several = any(sum(o.actor == other for o in self.conflict.options) > 1 for other in others)
        replies = reach.links(relations, labelled=concept.replies == "lean" and several)
        value = mine if concept.hurts == "at once" else answered(space, actor, mine)
        return Terms(concept, actor, tempting, replies, value, mine)

    def _wants(self, actor: int, viewer: int) -> Vector:
        """Return the standings of an actor as another takes them to be."""
        seen = self.conflict.views.get(viewer, self.conflict)
        preference = seen.preferences[actor]
        if preference not in self._standings:
            self._standings[preference] = standing(self._space, _stated(preference))
        return self._standings[preference]

    def _arcs(self, kind: str, actor: int, viewer: int) -> Diagram:
        """Return an actor's moves of a kind, as another takes its wants to be; worked out once."""
        wanted = self._wants(actor, viewer)
        key = (kind, actor, *(() if kind == "moves" else wanted))
        if key not in self._relations:
            if kind == "moves":
                self._relations[key] = self._space.steps[actor]
            else:
                make = wants.improvements if kind == "improvements" else wants.lean
                self._relations[key] = make(self._space, actor, wanted)
        return self._relations[key]

    def _refuse_start(self) -> None:
        start = self.conflict.start
        if start is None:
            return
        at = tuple(option.values.index(start[option.id]) for option in self.conflict.options)
        if self._space.single(at) & self._space.feasible == self._diagrams.false:
            raise ConflictError(
                (
                    Problem(
                        "start-infeasible",
                        f"The status quo ({', '.join(f'{name} = {value}' for name, value in start.items())}) is not "
                        "feasible",
                        "The start must be a state that the rules, the needs and the locks allow.",
                        "Give the options concerned another `start`, also in the variant, or write `start: unknown`.",
                    ),
                )
            )


def _asks(concept: Concept) -> tuple[object, ...]:
    """Return what tells answers apart."""
    return (concept.tempts, concept.replies, concept.hurts, concept.caused)


def _searched(concept: Concept) -> bool:
    """Return whether states are sorted into classes by what follows, but for those that simpler concepts decide."""
    return concept.tempts == "improvements" and concept.replies == "improvements" and not concept.caused


def _simpler(concept: Concept, replies: str) -> Concept:
    """Return the concept with all moves as replies, or with none: it holds in more states, or in fewer."""
    if replies == "none":
        return replace(concept, key="nash", replies="none", hurts="at once")
    return replace(concept, key="smr" if concept.hurts == "after the own answer" else "gmr", replies="moves")


def _stated(preference: Preference) -> Ordered | Weighed:
    if isinstance(preference, Ordered | Weighed):
        return preference
    raise RuntimeError("rankings are refused before")


def _none_left() -> ConflictError:
    return ConflictError(
        (
            Problem(
                "no-feasible-state",
                "No state is feasible: the rules under `never`, the `needs` and the locks exclude every combination",
                "At least one state must be left.",
                "Take rules away one at a time to find those that exclude each other.",
            ),
        )
    )
