"""The claims of a scenario, judged: in the world as it is now, under each concept, and over all worlds.

`Argument.judge` is cheap once its grounds are known. To judge the claims of a scenario that has been changed a little,
hand the layouts of the first argument on to a second: states and moves that did not change are not worked out again.
"""

from __future__ import annotations

from collections.abc import Collection, Hashable, Iterator, Sequence
from dataclasses import replace

import numpy as np

from detente.arguments import shared
from detente.arguments.asked import Asked, Spot, Weighed
from detente.arguments.by_world import ByWorld
from detente.arguments.finding import Finding, Verdict, Witness, unknown
from detente.arguments.forms import Form, Need, forms
from detente.arguments.judged import Judged, Likely, band_of
from detente.conflict import world
from detente.engine.board import Ints
from detente.engine.progress import Progress, silent, within
from detente.engine.stability import Concept, concepts
from detente.errors import ConflictError, TooLargeError
from detente.grounds.cast import Cast, cast_in, cast_of
from detente.grounds.ground import Facts, Ground, Grounds, Layouts, circumstances
from detente.grounds.odds import Odds
from detente.grounds.together import solve
from detente.prospects.bounds import fit_of
from detente.prospects.played import Played
from detente.prospects.readings import ANALYST, evidence, known_to
from detente.prospects.sharing import Rule, find_rule
from detente.prospects.worlds import Chances, Worlds, worlds_of
from detente.scenario.expression import variables
from detente.scenario.model import Claim, Scenario

NO_START = "the status quo is unknown"
NO_CHANCE = "a chance: what is claimed about chances has itself none"


class Argument:
    """A scenario's claims, ready to be judged.

    `concept` stands in for claims that state none, `variant` for claims that name none. `layouts` may come from a
    similar scenario. Signals count up to the day `as_of`; `rule` says how a world is shared among its prospects.
    """

    def __init__(
        self,
        scenario: Scenario,
        concept: Concept,
        variant: str | None = None,
        beliefs: bool | None = None,
        layouts: Layouts | None = None,
        as_of: str | None = None,
        rule: Rule | None = None,
    ) -> None:
        self.scenario, self._concept, self._variant = scenario, concept, variant
        self.as_of, self.rule = as_of, rule or find_rule(None)
        self.grounds = Grounds(scenario, beliefs, layouts)
        self._claims = {claim.name: claim for claim in scenario.claims}
        self._casts: dict[tuple[str | None, bool], Cast] = {}
        self._verdicts: dict[tuple[str, str | None, str], ByWorld] = {}
        self._now: dict[str, tuple[Spot, Spot | None]] = {}

    def about(self, scenario: Scenario, layouts: Layouts) -> Argument:
        """Return the same argument about a changed scenario."""
        beliefs = self.grounds.beliefs
        return Argument(scenario, self._concept, self._variant, beliefs, layouts, self.as_of, self.rule)

    def in_variant(self, variant: str | None) -> Argument:
        """Return the same argument, where claims that name no variant are judged in this one."""
        beliefs, layouts = self.grounds.beliefs, self.grounds.layouts
        return Argument(self.scenario, self._concept, variant, beliefs, layouts, self.as_of, self.rule)

    def over(self, played: Played) -> None:
        """Go by the worlds of a forecast, where it asks the same: those that matter there, or those that were drawn."""
        asked = played.asked
        cast = cast_in(played.worlds, played.evidence, self.grounds, asked.variant, asked.scenario)
        self._casts[asked.variant, asked.concept.credible] = cast

    def concept(self, claim: Claim) -> Concept:
        """Return the concept by which a claim is judged."""
        return concepts()[claim.concept] if claim.concept is not None else self._concept

    def variant(self, claim: Claim) -> str | None:
        """Return the variant in which a claim is judged."""
        return self._variant if claim.variant is None else claim.variant

    def judged(self, claim: Claim, everything: bool = False) -> Judged:
        """Return a claim with its verdict, under each concept and over all worlds.

        Claims about chances are judged by their own concept alone, unless `everything` is asked for: every other one
        means going through all worlds again.
        """
        found, concept = self.judge(claim), self.concept(claim)
        likely, unweighed = None, ""
        try:
            likely = self.likely(claim)
        except TooLargeError as error:
            unweighed = error.problems[0].given
        except ConflictError:
            pass  # the finding says so
        band = self.scenario.words[claim.hedge] if claim.hedge is not None else None
        number = None if unweighed else _number(claim, found, likely)
        return Judged(
            claim=claim,
            variant=self.variant(claim),
            concept=concept,
            finding=found,
            concepts={one.key: self.judge(claim, one).verdict for one in self._beside(claim, everything)},
            likely=likely,
            unweighed=unweighed,
            band=band,
            fits=None if band is None or number is None else fit_of(number, band),
        )

    def _beside(self, claim: Claim, everything: bool) -> Collection[Concept]:
        """Return the concepts that a claim is judged under, side by side; none where no concept matters."""
        form = forms()[claim.test.form]
        if not form.needs(claim.test) & {"rests", "stable"}:
            return ()
        return concepts().values() if form.weigh is None or everything else (self.concept(claim),)

    # ------------------------------------------------------------ the world as it is now

    def judge(self, claim: Claim, concept: Concept | None = None) -> Finding:
        """Return the finding on a claim in the world as it is now; for claims about chances, over all worlds."""
        form, asked = forms()[claim.test.form], concept or self.concept(claim)
        if self.locked(claim):
            return Finding("vacuous", Witness("locked"))
        try:
            if form.weigh is not None:
                return self._weighed(claim, form, asked)
            return self._found(self._asked_now(claim, asked), form)
        except (ConflictError, TooLargeError) as error:
            return unknown(error.problems[0].given)

    def _found(self, asked: Asked, form: Form) -> Finding:
        if form.judge is None:
            raise TypeError(f"claims of the form {asked.test.form} are not judged world by world")
        if "start" in form.needs(asked.test) and any(spot.ground.start < 0 for spot in asked.spots):
            return unknown(NO_START)
        return form.judge(asked)

    def _asked_now(self, claim: Claim, concept: Concept) -> Asked:
        """Return what is asked in the world as it is now; where, is worked out once."""
        if claim.name not in self._now:
            self._now[claim.name] = self._spots(claim, world(self.scenario, self.variant(claim)))
        return Asked(self.scenario, claim.test, concept, *self._now[claim.name])

    def _asked(self, claim: Claim, concept: Concept, facts: Facts) -> Asked:
        return Asked(self.scenario, claim.test, concept, *self._spots(claim, facts))

    def _spots(self, claim: Claim, facts: Facts) -> tuple[Spot, Spot | None]:
        """Return where a claim is judged, and what it is compared with."""
        here = Spot(self.grounds.at(self.variant(claim), facts), facts)
        if claim.test.form != "differ":
            return here, None
        other = self._other_world(claim, facts)
        return here, Spot(self.grounds.at(claim.test.words["from"], other), other)

    def _other_world(self, claim: Claim, facts: Facts) -> Facts:
        """Return the world of the variant with which a claim compares its own.

        What the own variant sets is as written, what the other sets as it says; all else is as in the world given.
        """
        own = self.variant(claim)
        undone = self.scenario.variants[own].set if own is not None else ()
        written = {name: self.scenario.circumstances[name].now for name in undone}
        return {**facts, **written, **self.scenario.variants[claim.test.words["from"]].set}

    def locked(self, claim: Claim) -> bool:
        """Return whether locks decide all that a claim puts to the test."""
        variants, own = self.scenario.variants, self.variant(claim)
        locks = [variants[own].lock if own is not None else {}]
        locks += [variants[claim.test.words["from"]].lock] if claim.test.form == "differ" else []
        spoken_of = _spoken_of(self.scenario, claim, forms()[claim.test.form]) & self.scenario.options.keys()
        return bool(spoken_of) and all(spoken_of <= lock.keys() for lock in locks)

    # ------------------------------------------------------------ all worlds

    def likely(self, claim: Claim) -> Likely | None:
        """Return how likely a claim is to hold; None where nothing is doubted, or where it is about chances itself.

        Raises TooLargeError where there are too many worlds, ConflictError where none of them has such a conflict.
        """
        form = forms()[claim.test.form]
        if form.weigh is not None or self.locked(claim):
            return None
        cast = self._cast(self.variant(claim), self.concept(claim))
        if len(cast.worlds) == 1:
            return None
        found = self._everywhere(claim, form, self.concept(claim), cast)
        if found.any_of("unknown"):
            return None
        holds, vacuous, possible = found.being("holds"), found.being("vacuous"), found.possible
        chance, empty = cast.odds.of(holds, possible), cast.odds.of(vacuous, possible)
        if chance is None or empty is None:
            return None
        mattering = cast.worlds.mattering(holds)
        return Likely(chance, empty, cast.odds.impossible(possible), len(cast.worlds), mattering)

    def by_world(self, claim: Claim) -> ByWorld | None:
        """Return the verdict on a claim in every world of its variant; None where no world decides it.

        That is so for claims about chances and where locks decide. Raises what `likely` raises.
        """
        form = forms()[claim.test.form]
        if form.weigh is not None or self.locked(claim):
            return None
        concept = self.concept(claim)
        return self._everywhere(claim, form, concept, self._cast(self.variant(claim), concept))

    def worlds(self) -> tuple[Worlds, Chances]:
        """Return the worlds of the scenario as written, with how likely what was seen is in each."""
        mind = replace(self.grounds.mind, as_of=self.as_of)
        worlds = worlds_of(mind.scenario, None, mind.priors)
        return worlds, evidence(worlds, known_to(self.scenario, ANALYST, self.as_of)) * mind.evidence(worlds)

    def share(self, claim: Claim) -> tuple[Odds, Chances] | None:
        """Return what part of each world has that to which a claim gives a chance, with the odds of the worlds.

        None for a claim of another form, and where the status quo is unknown. Raises what `likely` raises.
        """
        if claim.test.form != "chance":
            return None
        cast = self._cast(self.variant(claim), self.concept(claim))
        if cast.grounds[0].start < 0:
            return None
        return cast.odds, self._share(claim, self.concept(claim), cast)

    def _cast(self, variant: str | None, concept: Concept) -> Cast:
        """Return a variant in all its worlds; raise ConflictError where none of them makes a conflict.

        What actors read matters to concepts by which replies must be credible.
        """
        key = variant, concept.credible
        if key not in self._casts:
            self._casts[key] = cast_of(self.grounds, variant, concept, as_of=self.as_of)
        return self._casts[key]

    def _everywhere(self, claim: Claim, form: Form, concept: Concept, cast: Cast) -> ByWorld:
        """Return the verdict on a claim in every world, worked out once."""
        key = (claim.name, self.variant(claim), concept.key)
        if key not in self._verdicts:
            self._prepare(form.needs(claim.test), cast.grounds, [concept])
            known: dict[Hashable, Verdict] = {}
            found = ByWorld(cast.worlds, cast.odds)
            named = self._named(claim)
            for members in self._alike(claim, cast):
                facts = cast.worlds[int(members[0])]
                given = tuple(facts[name] for name in named)
                found.set(members, self._in_world(claim, form, concept, facts, given, known))
            self._verdicts[key] = found
        return self._verdicts[key]

    def _in_world(
        self,
        claim: Claim,
        form: Form,
        concept: Concept,
        facts: Facts,
        named: tuple[str, ...],
        known: dict[Hashable, Verdict],
    ) -> Verdict | None:
        """Return the verdict in a world; `named` are the values there of the circumstances that the claim names."""
        try:
            asked = self._asked(claim, concept, facts)
        except ConflictError:
            return None
        if form.turns_on is None or ("start" in form.needs(claim.test) and asked.ground.start < 0):
            return self._found(asked, form).verdict
        key = (asked.ground.layout.number, asked.ground.start, named, form.turns_on(asked))
        if key not in known:
            known[key] = self._found(asked, form).verdict
        return known[key]

    def _alike(self, claim: Claim, cast: Cast) -> Iterator[Ints]:
        """Yield the worlds in groups in which a claim has the same verdict, without those that have no conflict."""
        return cast.alike(cast.worlds.names if claim.test.form == "differ" else self._named(claim))

    def _named(self, claim: Claim) -> tuple[str, ...]:
        """Return the circumstances of which a claim itself speaks."""
        parts = [formula.meaning for formula in claim.test.formulas.values()]
        return tuple(sorted(circumstances(self.scenario, parts)))

    # ------------------------------------------------------------ claims about chances

    def _weighed(self, claim: Claim, form: Form, concept: Concept) -> Finding:
        """Return the finding on a claim about chances."""
        if form.weigh is None:
            raise TypeError(f"claims of the form {claim.test.form} are judged world by world")
        about = self._claims[claim.test.names[0]] if claim.test.names else None
        judged_by = self._judging(claim, concept)
        cast = self._cast(self.variant(claim if about is None else about), judged_by)
        if about is not None and forms()[about.test.form].weigh is not None:
            return unknown(NO_CHANCE)
        if "start" in form.needs(claim.test) and about is None and cast.grounds[0].start < 0:
            return unknown(NO_START)
        if about is None:
            event = self._share(claim, concept, cast)
        else:
            ways = self._everywhere(about, forms()[about.test.form], judged_by, cast)
            if ways.any_of("unknown"):
                return unknown(NO_START)
            event = ways.being("holds").astype(np.float64)
        when = claim.test.formulas.get("when")
        there = cast.worlds.where(when.meaning) if when is not None else None
        return form.weigh(Weighed(claim.test, cast.odds, event, there, band_of(self.scenario, claim)))

    def _judging(self, claim: Claim, concept: Concept) -> Concept:
        """Return by which concept a claim about chances is weighed: that of the claim whose chance it gives, if any."""
        about = self._claims[claim.test.names[0]] if claim.test.names else claim
        return concepts()[about.concept or concept.key] if about is not claim else concept

    def _share(self, claim: Claim, concept: Concept, cast: Cast) -> Chances:
        """Return in each world the part of its prospects in which what a claim speaks of is so."""
        self._prepare(frozenset({"rests"}), cast.grounds, [concept])
        (formula,) = [claim.test.formulas[role] for role in ("what", "of") if role in claim.test.formulas]
        event = np.zeros(len(cast.worlds))
        asked = shared.Asked(cast.scenario, cast.worlds, concept, self.variant(claim), self.grounds.beliefs)
        parts: dict[Ground, Chances] = {}
        for members in self._alike(claim, cast):
            ground, rested = cast.grounds[cast.which[members[0]]], cast.grounds[cast.which[members[0]]].rested(concept)
            if ground not in parts:
                parts[ground] = shared.parts(self.rule, asked, ground, rested, int(members[0]))
            so = Spot(ground, cast.worlds[int(members[0])]).where(formula.meaning)[rested.prospects]
            event[members] = 1.0 if len(so) and so.all() else min(float(parts[ground][so].sum()), 1.0)
        return event

    # ------------------------------------------------------------ together

    def prepare(self, claims: Sequence[Claim], progress: Progress = silent) -> None:
        """Work out together what many claims ask of the world as it is now, under every concept."""
        asked: dict[Need, list[Ground]] = {"rests": [], "stable": []}
        for claim in claims:
            form = forms()[claim.test.form]
            if form.weigh is None and not self.locked(claim):
                for need in form.needs(claim.test) & asked.keys():
                    asked[need] += self.now(claim)
        self._prepare(frozenset({"rests"}), asked["rests"], concepts().values(), within(progress, 0, 2))
        self._prepare(frozenset({"stable"}), asked["stable"], concepts().values(), within(progress, 1, 2))

    def now(self, claim: Claim) -> list[Ground]:
        """Return the grounds of which a claim speaks in the world as it is now; none where that is no conflict."""
        try:
            asked = self._asked_now(claim, self.concept(claim))
        except (ConflictError, TooLargeError):
            return []
        return [spot.ground for spot in asked.spots]

    def everywhere(self, claim: Claim) -> list[Ground]:
        """Return the grounds of all worlds in which a claim about chances is weighed.

        Raises ConflictError or TooLargeError where there are none; then the claim is unknown.
        """
        about = self._claims[claim.test.names[0]] if claim.test.names else claim
        return self._cast(self.variant(about), self._judging(claim, self.concept(claim))).grounds

    def _prepare(
        self,
        needs: frozenset[Need],
        grounds: Sequence[Ground],
        asked: Collection[Concept],
        progress: Progress = silent,
    ) -> None:
        rests, stable = "rests" in needs, "stable" in needs
        if rests or stable:
            solve(grounds, asked, rests, stable, progress)


def _spoken_of(scenario: Scenario, claim: Claim, form: Form) -> frozenset[str]:
    """Return the variables of which a claim's test speaks, as far as it puts them to the test."""
    parts = [claim.test.formulas[role].meaning for role in form.about if role in claim.test.formulas]
    if claim.test.form != "differ":
        return frozenset().union(*map(variables, parts))
    situations = [scenario.situations[name] for name in claim.test.names if name in scenario.situations]
    return frozenset(claim.test.names).union(*(variables(one.formula.meaning) for one in situations))


def _number(claim: Claim, found: Finding, likely: Likely | None) -> float | None:
    """Return the chance that a claim holds, None where it has none."""
    if likely is not None:
        return likely.holds.middle
    if forms()[claim.test.form].weigh is not None:
        return None
    return {"holds": 1.0, "fails": 0.0}.get(found.verdict)


__all__ = ["Argument"]
