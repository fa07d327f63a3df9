"""What an argument falls short of by the standards of the trade, and what of that its author accepts."""

from __future__ import annotations

import time
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from detente import __version__
from detente.answers.run import Provenance, find_concept, one_of
from detente.arguments.claims import Argument
from detente.arguments.standards import Standard, Unchecked, codes, lapses, standards
from detente.arguments.standards.subject import Lapse, Subject
from detente.engine.progress import Progress, silent
from detente.errors import question
from detente.scenario.essay import Essay
from detente.scenario.model import Acceptance, Band, Scenario
from detente.scenario.words import tables


@dataclass(frozen=True)
class Remark:
    """A lapse with the check that found it, by code, and the acceptance that lets it stand, if there is one."""

    code: str
    lapse: Lapse
    accepted: Acceptance | None = None

    @property
    def standard(self) -> Standard:
        """Return the check."""
        return standards()[self.code]


@dataclass(frozen=True)
class Unused:
    """An acceptance, and those of the things it names of which it accepts nothing.

    Nothing that it accepts is found of them any more; or all of it is, and the acceptance `before` it accepts it.
    """

    acceptance: Acceptance
    of: tuple[str, ...]
    before: Acceptance | None = None


@dataclass(frozen=True, eq=False)
class Lint:
    """What `lint` answers.

    `remarks` are by code and then in the order of the text. `codes` are the checks asked for, `unchecked` those that
    could not be made, `unjudged` the claims of which nothing could be said. `unused` are acceptances that accept
    nothing; in an essay these are not looked for, since it may pass over claims. `essay` is the text that was looked
    at, None where it was the scenario itself.
    """

    title: str
    words: str
    codes: tuple[str, ...]
    every: tuple[Remark, ...]
    unchecked: tuple[Unchecked, ...]
    unjudged: tuple[str, ...]
    unused: tuple[Unused, ...]
    provenance: Provenance
    scenario: Scenario = field(repr=False)
    essay: Essay | None = field(default=None, repr=False)

    @property
    def remarks(self) -> tuple[Remark, ...]:
        """Return what is not accepted."""
        return tuple(one for one in self.every if one.accepted is None)

    @property
    def accepted(self) -> tuple[Remark, ...]:
        """Return what is accepted."""
        return tuple(one for one in self.every if one.accepted is not None)

    @property
    def warnings(self) -> tuple[Remark, ...]:
        """Return the warnings that are not accepted."""
        return tuple(one for one in self.remarks if one.standard.severity == "warning")


def lint(
    scenario: Scenario,
    essay: Essay | None = None,
    only: Sequence[str] = (),
    words: str | None = None,
    progress: Progress = silent,
) -> Lint:
    """Return what a scenario, or an essay about it, falls short of.

    `only` names the checks (none: all), `words` the table by which words of chance are read (None: the scenario's).
    Raises QuestionError for an unknown check or table.
    """
    began = time.perf_counter()
    asked = {one_of("check", code, codes()) for code in only} or set(codes())
    scenario = reworded(scenario, _known(words or scenario.settings.words))
    lead = find_concept(scenario.settings.concept)
    argument = Argument(scenario, lead)
    made = tuple(code for code in codes() if code in asked)
    subject = Subject(argument, essay, progress)
    found, unchecked = lapses(subject, made)
    every = tuple(_remarks(found, scenario.accepted))
    unused = () if essay is not None else tuple(_unused(scenario.accepted, every, found))
    origin, seconds = scenario.origin, round(time.perf_counter() - began, 4)
    provenance = Provenance(
        __version__, origin.file, origin.sha256, lead.key, argument.grounds.beliefs, "legal", "ensemble", None, seconds
    )
    title = scenario.title if essay is None else essay.title or essay.origin.file
    return Lint(
        title, scenario.settings.words, made, every, unchecked, subject.unjudged, unused, provenance, scenario, essay
    )


def _remarks(found: Mapping[str, Collection[Lapse]], given: Sequence[Acceptance]) -> Iterator[Remark]:
    for code, some in found.items():
        for lapse in some:
            yield Remark(code, lapse, next((one for one in given if _accepts(one, code, lapse)), None))


def _accepts(one: Acceptance, code: str, lapse: Lapse) -> bool:
    """Return whether an acceptance names all of which a lapse is found."""
    return one.check == code and set(lapse.of) <= set(one.of)


def _unused(
    given: Sequence[Acceptance], every: Sequence[Remark], found: Mapping[str, Collection[Lapse]]
) -> Iterator[Unused]:
    """Yield acceptances with what they accept nothing of; those of checks that were not made are left alone."""
    for one in given:
        if one.check not in found:
            continue
        able = [remark for remark in every if _accepts(one, remark.code, remark.lapse)]
        used = {name for remark in able if remark.accepted is one for name in remark.lapse.of}
        before = {name: remark.accepted for remark in able for name in remark.lapse.of}
        idle: dict[Acceptance | None, list[str]] = {}
        for name in dict.fromkeys(one.of):
            if name not in used:
                idle.setdefault(before.get(name), []).append(name)
        yield from (Unused(one, tuple(names), earlier) for earlier, names in idle.items())


# ------------------------------------------------------------ another table of words


def _known(table: str) -> str:
    """Return a table of words that there is."""
    if table in tables():
        return table
    there_are = f"There are: {', '.join(tables())}."
    raise question("unknown-words", f"there is no table of words `{table}`", there_are, "Name one of these.")


def reworded(scenario: Scenario, table: str) -> Scenario:
    """Return a scenario whose words of chance are read by another table; words of its own keep their meaning.

    Only what authors say of outcomes and claims is read anew. The chances of circumstances stay as they are: they are
    part of the model, not of what is said about it.
    """
    before = tables()[scenario.settings.words].bands
    own = {word: band for word, band in scenario.words.items() if before.get(word) != band}
    words = {**scenario.words, **tables()[table].bands, **own}
    outcomes = tuple(replace(one, chance=_reread(one.chance, words)) for one in scenario.outcomes)
    return replace(scenario, words=words, outcomes=outcomes, settings=replace(scenario.settings, words=table))


def _reread(chance: Band | None, words: Mapping[str, Band]) -> Band | None:
    return chance if chance is None or chance.word is None else words[chance.word]


__all__ = ["Lint", "Remark", "Unused", "lint", "reworded"]
