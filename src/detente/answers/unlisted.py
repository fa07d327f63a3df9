"""Answers on a conflict whose states are not listed: verdicts on single states, and how many states hold.

They come from the symbolic engine. States have no numbers here, and play from the status quo is not followed.
"""

from __future__ import annotations

import math
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import chain

from detente import __version__
from detente.answers.explanation import Considered
from detente.answers.moves import Change, Move, changes, deciding
from detente.answers.naming import START, settings
from detente.answers.run import Provenance, find_concept, one_of
from detente.conflict import Conflict, Preference, Ranked, Weighed, conflict, world
from detente.engine.progress import Progress, silent
from detente.engine.stability import Concept, concepts
from detente.engine.symbolic.analysis import Symbolic
from detente.engine.symbolic.judge import Certificate, Step, Temptation
from detente.errors import Problem, QuestionError, TooLargeError, question
from detente.scenario.expression import holds
from detente.scenario.model import Scenario

SECONDS = 30.0
"""Seconds that the equilibria of a concept may take where nothing else is said; all verdicts on one state as long."""

FEW = 3  # better moves of an actor that an analysis tells
FIRST = 5  # equilibria of a concept that are told
MOST = 512  # better moves of an actor that are looked at one by one


@dataclass(frozen=True)
class Judged:
    """One actor's verdict on a state, with better moves that it considers.

    `stable` and the verdicts `elsewhere`, under other concepts by key, are None where a limit was reached first.
    `better` counts its better moves and `undeterred` those that nothing deters it from; both are None where these
    are too many to be looked at one by one. `considered` are the better moves that are told, undeterred ones first,
    then by how much they change.
    """

    actor: str
    stable: bool | None
    better: int | None
    undeterred: int | None
    considered: tuple[Considered, ...]
    elsewhere: Mapping[str, bool | None]


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


@dataclass(frozen=True, eq=False)
class Search:
    """A scenario in a variant, before the symbolic engine; `too_large` says why its states are not listed."""

    scenario: Scenario
    variant: str | None
    conflict: Conflict
    symbolic: Symbolic
    lead: Concept
    beliefs: bool
    seconds: float
    too_large: tuple[Problem, ...]
    tell: Told
    began: float

    @property
    def world(self) -> dict[str, str]:
        """Return the value of every circumstance."""
        return world(self.scenario, self.variant)

    def provenance(self) -> Provenance:
        """Return where answers of this search come from."""
        origin = self.scenario.origin
        several = any(sum(o.actor == i for o in self.conflict.options) > 1 for i in range(len(self.conflict.actors)))
        reach = "legal" if self.lead.replies == "lean" and several else "closure"
        seconds = round(time.perf_counter() - self.began, 4)
        return Provenance(
            __version__, origin.file, origin.sha256, self.lead.key, self.beliefs, reach, "symbolic", None, seconds
        )


class Told:
    """How far a search has come, told between the engine's operations; of some questions, one after another.

    What is told also ends work: questions asked within `sharing` have the seconds of one together.
    """

    def __init__(self, progress: Progress) -> None:
        self._progress = progress
        self._doing, self._done, self._questions = "", 0, 1
        self._share: tuple[float, int] | None = None
        self._until = math.inf

    def expect(self, questions: int) -> None:
        """Say how many questions will be asked."""
        self._done, self._questions = 0, questions

    def begin(self, doing: str) -> None:
        """Begin the next question; of a share it has its part of what is left."""
        self._doing = doing
        self._progress(doing, min(self._done / self._questions, 1.0))
        self._done += 1
        if self._share is not None:
            ends, left = self._share
            now = time.monotonic()
            self._until = now + (ends - now) / left
            self._share = ends, max(left - 1, 1)

    @contextmanager
    def sharing(self, seconds: float, questions: int) -> Iterator[None]:
        """Let some questions have so many seconds together."""
        self._share = time.monotonic() + seconds, max(questions, 1)
        try:
            yield
        finally:
            self._share, self._until = None, math.inf

    def watch(self, stage: str) -> None:
        """Tell what the engine is at; raises TooLargeError, which tells nothing, where the question's time is over."""
        self._progress(f"{self._doing}: {stage}", min(max(self._done - 1, 0) / self._questions, 1.0))
        if time.monotonic() > self._until:
            raise TooLargeError


def search(
    scenario: Scenario,
    variant: str | None = None,
    concept: str | None = None,
    beliefs: bool | None = None,
    seconds: float | None = None,
    progress: Progress = silent,
    too_large: TooLargeError | None = None,
) -> Search:
    """Return a scenario in a variant, ready to be asked without its states being listed.

    `too_large` is the reason why they are not, if there is one: where the symbolic engine does not serve the conflict,
    it is raised, with what is in the way. Else QuestionError, ConflictError and TooLargeError are as for the engine.
    """
    began = time.perf_counter()
    lead = find_concept(concept or scenario.settings.concept)
    believing = scenario.settings.beliefs if beliefs is None else beliefs
    plain = conflict(scenario, variant, believing)
    limit, tell = SECONDS if seconds is None else seconds, Told(progress)
    tell.begin("Building decision diagrams")
    try:
        symbolic = Symbolic(plain, seconds=limit, watch=tell.watch)
    except (QuestionError, TooLargeError) as error:
        if too_large is None:
            raise
        raise TooLargeError((*too_large.problems, *error.problems)) from None
    reasons = () if too_large is None else too_large.problems
    return Search(scenario, variant, plain, symbolic, lead, believing, limit, reasons, tell, began)


def analyse(given: Search) -> Unlisted:
    """Return who would leave the status quo and why, and how many states hold under each concept."""
    plain, start = given.conflict, given.conflict.start
    asked = list(concepts().values())
    judges = () if start is None else tuple(range(len(plain.actors)))
    given.tell.expect(len(asked) * (1 + len(judges)))
    with given.tell.sharing(given.seconds, len(judges)):
        reasons = [_Verdict(given, actor, start) for actor in judges if start is not None]
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
        found = [_Verdict(given, one, values) for one in asked]
        others = (_alone(given, one, values) for one in everybody if one not in asked)
        equilibrium = _all(chain((one.stable for one in found), others))
    elsewhere = _elsewhere(given, asked, lambda concept, one: _holds(given, concept, one, values))
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
    if text != START and "=" not in text:
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
    changed = {} if text == START else settings(given.scenario, text)
    values = dict(start) | changed
    obstacles = list(_obstacles(given, values))
    if obstacles:
        said = ", ".join(f"{name} = {value}" for name, value in changed.items())
        raise question(
            "infeasible-state",
            f"no feasible state has {said} and all else as at the start",
            f"It is ruled out: {'; '.join(obstacles)}.",
            "Set what it needs as well.",
        )
    return values


def _obstacles(given: Search, values: Mapping[str, str]) -> Iterator[str]:
    """Return what makes these values infeasible: rules, missing needs, locks."""
    facts = given.world | dict(values)
    yield from (f"never {rule.when.text}" for rule in given.scenario.rules if holds(rule.when.meaning, facts))
    for option in given.scenario.options.values():
        if option.needs and values[option.id] != option.values[0] and not holds(option.needs.meaning, facts):
            yield f"{option.id} needs {option.needs.text}"
    for locked in given.conflict.options:
        if locked.locked not in (None, values[locked.id]):
            yield f"{locked.id} is locked at {locked.locked}"


def _holds(given: Search, concept: Concept, actor: int, values: Mapping[str, str]) -> bool | None:
    """Return whether a state is stable for an actor, None where a limit is reached first."""
    try:
        return given.symbolic.holds(concept, actor, values)
    except TooLargeError:
        return None


def _alone(given: Search, actor: int, values: Mapping[str, str]) -> bool | None:
    """Return whether a state is stable under the leading concept for an actor whose reasons are not asked for."""
    given.tell.begin(f"Verdict of {given.conflict.actors[actor]}")
    return _holds(given, given.lead, actor, values)


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


class _Verdict:
    """The verdict on one state for one actor under the leading concept, with its certificate where that is short."""

    def __init__(self, given: Search, actor: int, values: Mapping[str, str]) -> None:
        self.given, self.actor, self.values = given, actor, values
        self.certificate: Certificate | None = None
        name = given.conflict.actors[actor]
        given.tell.begin(f"Reasons of {name}")
        try:
            self.certificate = given.symbolic.certificate(given.lead, actor, values, MOST)
        except TooLargeError:
            given.tell.begin(f"Verdict of {name}")
            self.stable = _holds(given, given.lead, actor, values)
        else:
            self.stable = self.certificate.stable

    def judged(self, most: int, elsewhere: Mapping[str, bool | None]) -> Judged:
        """Return the verdict with at most so many moves, beside those under the other concepts."""
        name = self.given.conflict.actors[self.actor]
        if self.certificate is None:
            return Judged(name, self.stable, None, None, (), elsewhere)
        tempting = sorted(self.certificate.temptations, key=self._weight)
        free = sum(one.fate != "punished" for one in tempting)
        told = tuple(self._considered(one) for one in tempting[:most])
        return Judged(name, self.stable, len(tempting), free, told, elsewhere)

    def _weight(self, it: Temptation) -> tuple[bool, int]:
        """Return what to tell first by: moves that nothing deters, and small ones."""
        after = self.given.symbolic.named(it.to)
        return it.fate == "punished", sum(after[name] != value for name, value in self.values.items())

    def _considered(self, it: Temptation) -> Considered:
        scene = self._believed
        actual = self.given.conflict
        move = self._move(actual, self.actor, self.values, self.given.symbolic.named(it.to))
        if it.fate == "unpunished":
            return Considered(move, it.fate, (), None, None, scene is not actual, ())
        replies, end = self._follow(move.values, it.replies)
        answer = self._answer(end) if self.given.lead.hurts != "at once" else None
        last = end if answer is None else answer.values
        loss = deciding(self.given.scenario, actual, self.actor, self.values, last)
        anyway, _ = self._follow(self.values, it.anyway)
        return Considered(move, it.fate, replies, answer, loss, scene is not actual, anyway)

    @property
    def _believed(self) -> Conflict:
        """Return the conflict in whose world the actor judges replies."""
        actual = self.given.conflict
        return actual.views.get(self.actor, actual) if self.given.lead.credible else actual

    def _move(self, scene: Conflict, mover: int, before: Mapping[str, str], after: Mapping[str, str]) -> Move:
        why = deciding(self.given.scenario, scene, mover, before, after)
        return Move(scene.actors[mover], None, None, changes(scene, mover, before, after), why, after)

    def _follow(self, begins: Mapping[str, str], steps: tuple[Step, ...]) -> tuple[tuple[Move, ...], Mapping[str, str]]:
        found, at = [], begins
        for step in steps:
            to = self.given.symbolic.named(step.to)
            found.append(self._move(self._believed, step.mover, at, to))
            at = to
        return tuple(found), at

    def _answer(self, at: Mapping[str, str]) -> Move | None:
        """Return the actor's best answer at a state, None where it does best to stay or could better itself too often.

        A reply that hurts even after the best answer hurts before it, so nothing false is said without the answer.
        """
        symbolic = self.given.symbolic
        try:
            better = symbolic.certificate(concepts()["nash"], self.actor, at, MOST)
        except TooLargeError:
            return None
        wants = self.given.conflict.preferences[self.actor]
        ends = [symbolic.named(one.to) for one in better.temptations]
        if not ends:
            return None
        return self._move(self.given.conflict, self.actor, at, max(ends, key=lambda one: _standing(wants, one)))


def _standing(wants: Preference, values: Mapping[str, str]) -> tuple[int, ...]:
    """Return how well a state stands with an actor: more is better, the first number most important."""
    if isinstance(wants, Ranked):
        raise TypeError("rankings number states, and these have no numbers")
    truths = [holds(goal.meaning, values) for goal in wants.goals]
    if isinstance(wants, Weighed):
        return (sum(goal.weight for goal, true in zip(wants.goals, truths, strict=True) if true),)
    return tuple(map(int, truths))


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
            return _holds(self.given, concept, actor, start)
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
