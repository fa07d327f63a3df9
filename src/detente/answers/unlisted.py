"""Answers on a conflict whose states are not listed: verdicts on single states, and how many states hold.

They come from the symbolic engine. States have no numbers here, and play from the status quo is not followed.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import chain

from detente.answers.judged import MOST, Judged, Verdict, judged_alone
from detente.answers.moves import Change, changes
from detente.answers.naming import START, in_words, obstacles, settings
from detente.answers.run import Provenance, one_of
from detente.answers.search import Search
from detente.engine.stability import Concept, concepts
from detente.engine.symbolic.judge import Certificate
from detente.errors import Problem, TooLargeError, question
from detente.scenario.model import Scenario

FEW = 3  # better moves of an actor that an analysis tells
FIRST = 5  # equilibria of a concept that are told


@dataclass(frozen=True)
class Equilibrium:
    """A state that holds, and for each concept whether it does so there too; None where that was not found."""

    values: Mapping[str, str]
    holds: Mapping[str, bool | None]


@dataclass(frozen=True)
class Extent:
    """How many equilibria a concept has: from `least` to `most`, the same number where it is known.

    `first` are the first of them in the order in which states are numbered elsewhere. `stopped` says what kept the
    count from being finished.
    """

    concept: Concept
    least: int
    most: int
    first: tuple[Equilibrium, ...]
    stopped: Problem | None

    @property
    def exact(self) -> bool:
        """Return whether the number is known."""
        return self.least == self.most


@dataclass(frozen=True, eq=False)
class Unlisted:
    """What `analyse` answers where states are not listed.

    `feasible` counts the states. `stances` are the actors' verdicts on the status quo under the leading concept; none
    where it is unknown. `too_large` says why the states were not listed; nothing where the symbolic engine was asked
    for. `seconds` is how long the count of each concept could take.
    """

    title: str
    variant: str | None
    world: Mapping[str, str]
    actors: Mapping[str, str]
    options: Mapping[str, tuple[str, ...]]
    feasible: int
    status_quo: Mapping[str, str] | None
    lead: str
    concepts: Mapping[str, Extent]
    stances: tuple[Judged, ...]
    too_large: tuple[Problem, ...]
    seconds: float
    provenance: Provenance
    scenario: Scenario = field(repr=False)

    @property
    def held(self) -> Extent:
        """Return what the leading concept says."""
        return self.concepts[self.lead]

    def start(self, concept: str) -> bool | None:
        """Return whether the status quo holds under a concept; None where it is unknown, or that was not found."""
        if self.status_quo is None:
            return None
        return _all(one.stable if concept == self.lead else one.elsewhere[concept] for one in self.stances)


@dataclass(frozen=True, eq=False)
class Reasons:
    """What `explain` answers where states are not listed: the state, and each actor's verdict with its reasons.

    `equilibrium` says whether the state is stable for all actors, whichever are explained; None where that was not
    found.
    """

    title: str
    variant: str | None
    concept: Concept
    values: Mapping[str, str]
    from_status_quo: tuple[Change, ...] | None
    equilibrium: bool | None
    stances: tuple[Judged, ...]
    certificates: tuple[Certificate, ...] = field(repr=False)
    seconds: float
    provenance: Provenance
    scenario: Scenario = field(repr=False)


def analyse(given: Search) -> Unlisted:
    """Return who would leave the status quo and why, and how many states hold under each concept."""
    plain, start = given.conflict, given.conflict.start
    asked = list(concepts().values())
    judges = () if start is None else tuple(range(len(plain.actors)))
    given.tell.expect(len(asked) * (1 + len(judges)))
    with given.tell.sharing(given.seconds, len(judges)):
        reasons = [Verdict(given, actor, start) for actor in judges if start is not None]
    counted = _Counted(given, asked)
    elsewhere = _elsewhere(given, judges, counted.verdict)
    return Unlisted(
        title=given.scenario.title,
        variant=given.variant,
        world=given.world,
        actors={actor.id: actor.name for actor in given.scenario.actors.values()},
        options={option.id: option.values for option in plain.options},
        feasible=given.symbolic.feasible_count(),
        status_quo=start,
        lead=given.lead.key,
        concepts={concept.key: counted.extent(concept) for concept in asked},
        stances=tuple(one.judged(FEW, elsewhere[one.actor]) for one in reasons),
        too_large=given.too_large,
        seconds=given.seconds,
        provenance=given.provenance(),
        scenario=given.scenario,
    )


def explain(given: Search, state: int | str, actor: str | None = None) -> Reasons:
    """Return why a state (`start`, or settings that differ from it) holds or not, for one actor or for all."""
    plain, values = given.conflict, _find(given, state)
    everybody = range(len(plain.actors))
    asked = everybody if actor is None else [plain.actors.index(one_of("actor", actor, plain.actors))]
    given.tell.expect(len(asked) * len(concepts()) + len(everybody) - len(asked))
    with given.tell.sharing(given.seconds, len(everybody)):
        found = [Verdict(given, one, values) for one in asked]
        others = (_alone(given, one, values) for one in everybody if one not in asked)
        equilibrium = _all(chain((one.stable for one in found), others))
    elsewhere = _elsewhere(given, asked, lambda concept, one: judged_alone(given, concept, one, values))
    return Reasons(
        title=given.scenario.title,
        variant=given.variant,
        concept=given.lead,
        values=values,
        from_status_quo=None if plain.start is None else changes(plain, None, plain.start, values),
        equilibrium=equilibrium,
        stances=tuple(one.judged(MOST, elsewhere[one.actor]) for one in found),
        certificates=tuple(one.certificate for one in found if one.certificate is not None),
        seconds=given.seconds,
        provenance=given.provenance(),
        scenario=given.scenario,
    )


# ------------------------------------------------------------ one state


def _find(given: Search, state: int | str) -> dict[str, str]:
    """Return a feasible state by its values; raises QuestionError where there is none such."""
    text, start = str(state).strip(), given.conflict.start
    if text not in START and "=" not in text:
        raise question(
            "no-numbers",
            f"`{text}` cannot be looked up: states have no numbers where they are not listed",
            "A state is `start`, or settings that differ from the status quo.",
            "Write settings as `Actor.option=value`, with commas between.",
        )
    if start is None:
        raise question(
            "unknown-status-quo",
            "the status quo of this scenario is unknown",
            "States that are not listed are named by how they differ from it.",
            "Give the scenario a start.",
        )
    changed = {} if text in START else settings(given.scenario, text)
    values = dict(start) | changed
    ruled = list(obstacles(given.scenario, given.conflict, given.world, values))
    if ruled:
        raise question(
            "infeasible-state",
            f"no feasible state has {in_words(changed)} and all else as at the start",
            f"It is ruled out: {'; '.join(ruled)}.",
            "Set what it needs as well.",
        )
    return values


def _alone(given: Search, actor: int, values: Mapping[str, str]) -> bool | None:
    """Return whether a state is stable under the leading concept for an actor whose reasons are not asked for."""
    given.tell.begin(f"Verdict of {given.conflict.actors[actor]}")
    return judged_alone(given, given.lead, actor, values)


def _all(verdicts: Iterable[bool | None]) -> bool | None:
    """Return whether all are true, None where that hangs on one that is unknown; look no further than is needed."""
    unknown = False
    for verdict in verdicts:
        if verdict is False:
            return False
        unknown |= verdict is None
    return None if unknown else True


def _elsewhere(
    given: Search, actors: Sequence[int], verdict: Callable[[Concept, int], bool | None]
) -> dict[int, dict[str, bool | None]]:
    """Return for each of some actors its verdicts under the other concepts than the leading one, by key."""
    others = [concept for concept in concepts().values() if concept.key != given.lead.key]

    def asked(concept: Concept, actor: int) -> bool | None:
        given.tell.begin(f"{concept.title}, {given.conflict.actors[actor]}")
        return verdict(concept, actor)

    with given.tell.sharing(given.seconds, len(actors) * len(others)):
        return {actor: {concept.key: asked(concept, actor) for concept in others} for actor in actors}


# ------------------------------------------------------------ all states


class _Counted:
    """The equilibria of every concept as far as they were found, and what follows from that for the status quo."""

    def __init__(self, given: Search, asked: list[Concept]) -> None:
        self.given, self.asked = given, asked
        self.stopped: dict[str, Problem] = {}
        for concept in asked:
            given.tell.begin(concept.title)
            try:
                given.symbolic.equilibria(concept)
            except TooLargeError as error:
                self.stopped[concept.key] = error.problems[0]
        self.bounds = {concept.key: given.symbolic.bounds(concept) for concept in asked}
        self.least = {key: given.symbolic.count(one.least) for key, one in self.bounds.items()}
        self.most = {key: given.symbolic.count(one.most) for key, one in self.bounds.items()}

    def extent(self, concept: Concept) -> Extent:
        """Return how many equilibria a concept has; what implies it, or is implied, tells where its count is open."""
        above = [concept.key, *self._implying(concept)]
        below = [concept.key, *(() if self.given.conflict.views else concept.implies)]
        best = max(above, key=lambda key: self.least[key])
        first = self.given.symbolic.states(self.bounds[best].least, FIRST)
        return Extent(
            concept,
            self.least[best],
            min(self.most[key] for key in below),
            tuple(Equilibrium(values, {c.key: self._member(c, values) for c in self.asked}) for values in first),
            self.stopped.get(concept.key),
        )

    def verdict(self, concept: Concept, actor: int) -> bool | None:
        """Return whether the status quo is stable for an actor under a concept; None where that was not found."""
        start, symbolic = self.given.conflict.start, self.given.symbolic
        if start is None:
            raise RuntimeError("there is no status quo to judge")
        if symbolic.contains(self.bounds[concept.key].least, start):
            return True
        if concept.credible or concept.key in self.stopped:
            return judged_alone(self.given, concept, actor, start)
        # Who is stable where was found on the way to the equilibria, for each actor by itself.
        return symbolic.contains(symbolic.stable(concept, actor), start)

    def _implying(self, concept: Concept) -> list[str]:
        """Return the concepts that imply this one; that is only known without beliefs."""
        return [] if self.given.conflict.views else [one.key for one in self.asked if concept.key in one.implies]

    def _member(self, concept: Concept, values: Mapping[str, str]) -> bool | None:
        """Return whether a state is an equilibrium; None where that was not found."""
        bounds, symbolic = self.bounds[concept.key], self.given.symbolic
        sure = [bounds.least, *(self.bounds[key].least for key in self._implying(concept))]
        if any(symbolic.contains(one, values) for one in sure):
            return True
        return None if symbolic.contains(bounds.most, values) else False
