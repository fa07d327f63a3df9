"""The verbs: everything that Détente does for a user, as plain functions.

A scenario may be given as a file's path, as the name of a case of the library (`us-russia-2024`), or as a
`Scenario` that was loaded before. Answers are frozen dataclasses that show themselves: `str(answer)` is what the
command line prints, a notebook displays it, `answer.to_frame()` is its table for pandas, `answer.to_json()` what
`--json` prints. Mistakes raise a `DetenteError`, which carries problems with their remedies.

>>> from detente import api
>>> found = api.analyse("chicken")
>>> found.held.equilibria
(2, 3)
"""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from difflib import get_close_matches
from pathlib import Path
from stat import S_ISREG
from typing import TYPE_CHECKING, Any, TypeVar

from detente.errors import QuestionError, ScenarioError, TooLargeError, question

if TYPE_CHECKING:
    from datetime import date

    from detente.answers.run import Run
    from detente.answers.search import Search
    from detente.engine.coalition.driver.parties import Wish
    from detente.engine.progress import Progress
    from detente.scenario.essay import Essay
    from detente.scenario.model import Scenario
    from detente.views import notebook

    Given = str | os.PathLike[str] | Scenario
    """How a scenario may be given: a file, a case of the library, or itself."""

Listed = TypeVar("Listed")


def load(scenario: Given) -> Scenario:
    """Return a scenario read from a file or from the case library; a file beats a case of the same name.

    Raises QuestionError where there is neither, ScenarioError (with every problem and its place) where the text
    is no scenario.
    """
    from detente.arguments.standards import codes
    from detente.engine.stability import concepts
    from detente.scenario.model import Scenario
    from detente.scenario.reader import read, read_file

    if isinstance(scenario, Scenario):
        return scenario
    file, case = _find(os.fspath(scenario))
    known = concepts(), codes()
    return read_file(file, *known) if case is None else read(file.read_bytes(), case, *known)


def parse(text: str | bytes, name: str = "<text>") -> Scenario:
    r"""Return the scenario that a text describes, such as one that is in no file yet; places call it by `name`.

    Raises ScenarioError (with every problem and its place) where the text is no scenario.

    >>> parse("title: A quarrel\nactors: {Anna: {options: {shout: {}}, prefers: [avoid: shout]}}").title
    'A quarrel'
    """
    from detente.arguments.standards import codes
    from detente.engine.stability import concepts
    from detente.scenario.reader import read

    return read(text, name, concepts(), codes())


def check(scenario: Given) -> notebook.Checked:
    """Return everything that is wrong (errors) or odd (warnings) in a scenario file.

    Raises QuestionError where there is no such file; what is wrong in the file is the answer, not an error.
    """
    from detente.answers.checked import Checked
    from detente.checks import run_checks
    from detente.scenario.model import Scenario
    from detente.views import notebook

    if isinstance(scenario, Scenario):
        name = scenario.origin.file
    else:
        file, case = _find(os.fspath(scenario))
        name = case or str(file)
    try:
        loaded = load(scenario)
        found = Checked(name, loaded.title, tuple(run_checks(loaded)))
    except ScenarioError as error:
        found = Checked(name, None, error.problems)
    return notebook.showing(found, notebook.Checked)


def show(scenario: Given, variant: str | None = None) -> notebook.Overview:
    """Return a conflict at a glance: actors, options, states counted, status quo, doubts, wants.

    States that are too many to be listed are counted by the symbolic engine; they have no numbers then.
    """
    from detente.answers import overview
    from detente.views import notebook

    loaded = load(scenario)

    def listed() -> notebook.Overview:
        return notebook.showing(overview.overview(_run(loaded, variant)), notebook.Overview)

    def counted(why: TooLargeError | None) -> notebook.Overview:
        search = _search(loaded, variant, None, False, None, None, why)
        return notebook.showing(overview.unlisted(search), notebook.Overview)

    return _by_size(None, listed, counted)


def analyse(
    scenario: Given,
    variant: str | None = None,
    concept: str | None = None,
    beliefs: bool | None = None,
    engine: str | None = None,
    progress: Progress | None = None,
    seconds: float | None = None,
) -> notebook.Analysis | Any:
    """Return what holds under each concept, and where play from the status quo comes to rest.

    `concept` leads (the scenario's own if None); `beliefs` says whether actors judge replies in the world that
    they believe in (as the scenario says if None). `engine` is `plain`, `fast` or `symbolic` (None: by size).
    `progress` is told what is being done and how much of it is (0 to 1); it may raise to stop the work.

    Where the states are too many to be listed, or `engine` is `symbolic`, the answer is a `notebook.Unlisted`:
    verdicts on the status quo, and how many states hold. The count of each concept may then take `seconds` (None:
    30), and all verdicts on one state as long.
    """
    from detente.answers import analysis
    from detente.views import notebook

    loaded = load(scenario)

    def listed() -> notebook.Analysis:
        run = _run(loaded, variant, concept, beliefs, engine, progress)
        return notebook.showing(analysis.analyse(run), notebook.Analysis)

    def counted(why: TooLargeError | None) -> notebook.Unlisted:
        from detente.answers import unlisted

        search = _search(loaded, variant, concept, beliefs, seconds, progress, why)
        return notebook.showing(unlisted.analyse(search), notebook.Unlisted)

    return _by_size(engine, listed, counted)


def explain(
    scenario: Given,
    state: int | str = "start",
    actor: str | None = None,
    variant: str | None = None,
    concept: str | None = None,
    beliefs: bool | None = None,
    engine: str | None = None,
    progress: Progress | None = None,
    seconds: float | None = None,
) -> notebook.Explanation | Any:
    """Return why a state holds or not, with the moves and replies that decide it for each actor.

    `state` is a number, `start`, a listed state's name, or settings that differ from the status quo, such as
    `US.aid=cut`. The rest is as for `analyse`; where states are not listed they have no numbers, and the answer is
    a `notebook.Reasons`.
    """
    from detente.answers import explanation
    from detente.views import notebook

    loaded = load(scenario)

    def listed() -> notebook.Explanation:
        run = _run(loaded, variant, concept, beliefs, engine, progress)
        return notebook.showing(explanation.explain(run, state, actor), notebook.Explanation)

    def judged(why: TooLargeError | None) -> notebook.Reasons:
        from detente.answers import unlisted

        search = _search(loaded, variant, concept, beliefs, seconds, progress, why)
        return notebook.showing(unlisted.explain(search, state, actor), notebook.Reasons)

    return _by_size(engine, listed, judged)


def coalitions(
    scenario: Given,
    variant: str | None = None,
    concept: str | None = None,
    beliefs: bool | None = None,
    state: int | str | None = None,
    pareto: bool = False,
    joint: str | None = None,
    partition: str | None = None,
    progress: Progress | None = None,
    *,
    worlds: bool = False,
) -> notebook.Coalitions:
    """Return which groups of actors would leave a state together, where they would go, and what holds against all.

    Every group is looked at. Told are the status quo, the prospects and what else nobody alone would leave, or one
    `state`, given as for `explain`. `concept` leads: one for single actors, or its counterpart for groups (`cnash`,
    `cgmr`, `csmr`, `cseq`). A group wants what each member prefers; with `pareto`, what no member likes less and some
    member prefers. `joint` says how members act: in `turns`, or also at `once` (None: that where there are options).
    `partition`, such as `US+Europe,Russia`, sets fixed blocks beside it; with `worlds`, it is told how likely all that
    is over all worlds. The rest is as for `analyse`.

    Raises TooLargeError where the groups, or the states, are too many.

    >>> found = coalitions("elmira-9-state", state=5)
    >>> [(one.group, one.best.deed.to) for one in found.stands[0].tempted]
    [(('MoE', 'Uniroyal'), 8)]
    """
    from detente.answers import coalitions as answers
    from detente.engine.progress import silent
    from detente.views import notebook

    loaded = load(scenario)
    lead, group = answers.find_concepts(concept or loaded.settings.concept)

    def found() -> answers.Coalitions:
        run = _run(loaded, variant, lead.key, beliefs, None, progress)
        wish: Wish = "pareto" if pareto else "strict"
        return answers.coalitions(run, group, state, wish, joint, partition, worlds, progress or silent)

    return notebook.showing(_listing(found), notebook.Coalitions)


def compare(
    scenario: Given,
    variants: Sequence[str | None] = (),
    concept: str | None = None,
    beliefs: bool | None = None,
    engine: str | None = None,
    progress: Progress | None = None,
) -> notebook.Comparison:
    """Return variants side by side; None stands for the scenario as written.

    One variant alone is set beside the scenario as written; no variant means all of them. The rest is as for
    `analyse`.
    """
    from detente.answers import comparison
    from detente.engine.progress import silent
    from detente.views import notebook

    _lists(engine, "compare")
    loaded = load(scenario)
    asked = list(variants) or [None, *loaded.variants]
    asked = [None, *asked] if len(asked) == 1 and asked != [None] else asked
    found = _listing(lambda: comparison.compare(loaded, asked, concept, beliefs, engine, progress or silent))
    return notebook.showing(found, notebook.Comparison)


def forecast(
    scenario: Given,
    variant: str | None = None,
    concept: str | None = None,
    beliefs: bool | None = None,
    as_of: str | None = None,
    progress: Progress | None = None,
    sharing: str | None = None,
    outcomes: Sequence[str] = (),
    samples: int | None = None,
    seed: int | None = None,
    cluster: str | None = None,
    resume: str | os.PathLike[str] | None = None,
) -> notebook.Forecast:
    """Return how likely each place is where play may come to rest, with bounds, and what that hangs on.

    `as_of` (`YYYY-MM-DD`) leaves out the signals that came later. `sharing` names the rule by which a world is shared
    among several prospects (None: `equal`). `outcomes` are situations or formulas to be told apart, each counted where
    it is the first to hold (none: those of the scenario). The rest is as for `analyse`.

    Worlds are drawn where those that matter are more than a million, and wherever `samples` says how many; `seed` (0)
    fixes which. `cluster` is the address of a Dask scheduler that shall judge the worlds (None: this process), `resume`
    a file that keeps what is done, so that the same call goes on where it was broken off.

    >>> found = forecast("us-russia-2024").found
    >>> round(found.options["US.europe"][2].chance.middle, 3)
    0.547
    """
    from detente.answers import forecast as forecasts
    from detente.engine.progress import silent
    from detente.prospects.pieces import Work
    from detente.views import notebook

    work = Work(cluster, None if resume is None else Path(resume))
    found = forecasts.forecast(
        load(scenario), variant, concept, beliefs, as_of, progress or silent, sharing, outcomes, samples, seed, work
    )
    return notebook.showing(found, notebook.Forecast)


def drivers(
    scenario: Given,
    about: str | None = None,
    likely: str | None = None,
    variant: str | None = None,
    concept: str | None = None,
    beliefs: bool | None = None,
    as_of: str | None = None,
    progress: Progress | None = None,
    sharing: str | None = None,
    outcomes: Sequence[str] = (),
    samples: int | None = None,
    seed: int | None = None,
    cluster: str | None = None,
    resume: str | os.PathLike[str] | None = None,
) -> notebook.Drivers:
    """Return what drives an outcome: what its chance hangs on, and what would have to be true for it to be likely.

    `about` is the name of an outcome or situation, or a formula (None: the likeliest prospect); `likely` is the chance
    from which it counts as likely, a number above 0.5 or a word of chance (None: 0.8). The rest is as for `forecast`;
    where worlds are drawn, all is told with standard errors.

    >>> found = drivers("us-russia-2024", "isolation").found
    >>> found.swings[0].circumstances
    ('temper',)
    """
    from detente.answers import drivers as answers
    from detente.engine.progress import silent
    from detente.prospects.pieces import Work
    from detente.views import notebook

    given, tell = load(scenario), progress or silent
    work = Work(cluster, None if resume is None else Path(resume))
    more = (sharing, outcomes, samples, seed, work)
    found = answers.drivers(given, about, likely, variant, concept, beliefs, as_of, tell, *more)
    return notebook.showing(found, notebook.Drivers)


def picture(
    answer: notebook.Shown, to: str | os.PathLike[str], kind: str | None = None, *, force: bool = False
) -> Path:
    """Draw an answer, write the picture to a file, and return where; the file's name says whether as SVG or as PNG.

    `kind` is one of the plots that draw such an answer (None: the first of them). A file that exists is left as it is
    and QuestionError raised, unless `force` is set.
    """
    from detente.answers.files import write_new
    from detente.views import plots

    file = Path(to)
    key, form = plots.chosen(answer.verb, file, kind)
    write_new(file, plots.picture(key, answer, form), force)
    return file


def ledger_publish(
    scenario: Given,
    question: str,
    rule: str,
    horizon: date | str,
    source: str,
    outcomes: Sequence[str] = (),
    variant: str | None = None,
    concept: str | None = None,
    beliefs: bool | None = None,
    as_of: str | None = None,
    progress: Progress | None = None,
    sharing: str | None = None,
    samples: int | None = None,
    seed: int | None = None,
    *,
    ordered: bool = False,
    base_rate: Sequence[int] = (),
    reference_class: str | None = None,
    ledger: str | None = None,
) -> notebook.Filed:
    """Publish what a forecast says of a question, and return it as it stands in the ledger.

    `rule` says what settles the question, `horizon` the last day that counts, `source` what will be looked at. One
    outcome makes a question of yes or no, of several one comes, or none; without any, those of the scenario are asked
    about. `base_rate` counts past cases of the `reference_class` by outcome. `ledger` is a path or a URL (None:
    DETENTE_LEDGER, or `detente-ledger.sqlite` in this folder). The rest is as for `forecast`.

    Raises LedgerError where the forecast could not be judged later, and where the ledger cannot be written.
    """
    from detente.answers import forecast as forecasts
    from detente.answers import ledger as answers
    from detente.answers.published import stated
    from detente.engine.progress import silent
    from detente.views import notebook

    loaded, day = load(scenario), answers.day(horizon, "--horizon")
    found = forecasts.forecast(
        loaded, variant, concept, beliefs, as_of, progress or silent, sharing, outcomes, samples, seed
    )
    given = stated(found, outcomes, question, rule, day, source, ordered, base_rate, reference_class)
    return notebook.showing(answers.publish(given, ledger), notebook.Filed)


def ledger_list(ledger: str | None = None) -> notebook.Listed:
    """Return all forecasts of a ledger; none where none is named and this folder has none."""
    from detente.answers import ledger as answers
    from detente.views import notebook

    return notebook.showing(answers.listing(ledger), notebook.Listed)


def ledger_show(number: int, ledger: str | None = None) -> notebook.Filed:
    """Return one forecast, with all that was said about how it came out."""
    from detente.answers import ledger as answers
    from detente.views import notebook

    return notebook.showing(answers.show(number, ledger), notebook.Filed)


def ledger_resolve(
    number: int, verdict: str, evidence: str, settled: date | str | None = None, ledger: str | None = None
) -> notebook.Filed:
    """Say how a forecast came out, and return it.

    `verdict` is an outcome, or `void` where it cannot be judged by its rule. `settled` is the day on which it was so
    (None: today). Raises LedgerError where that was said before.
    """
    from detente.answers import ledger as answers
    from detente.views import notebook

    return notebook.showing(answers.resolve(number, verdict, evidence, settled, ledger), notebook.Filed)


def ledger_correct(
    number: int,
    verdict: str,
    evidence: str,
    reason: str,
    settled: date | str | None = None,
    ledger: str | None = None,
) -> notebook.Filed:
    """Correct what was said about how a forecast came out, and return it; what was said before stays on record.

    `verdict` may also be `open`, where the forecast is not settled after all. The rest is as for `ledger_resolve`.
    """
    from detente.answers import ledger as answers
    from detente.views import notebook

    return notebook.showing(answers.correct(number, verdict, evidence, reason, settled, ledger), notebook.Filed)


def ledger_score(ledger: str | None = None) -> notebook.Scores:
    """Return how good the settled forecasts of a ledger were: scores, skill, calibration."""
    from detente.answers import ledger as answers
    from detente.views import notebook

    return notebook.showing(answers.scores(ledger), notebook.Scores)


def inverse(
    scenario: Given,
    state: int | str = "start",
    variant: str | None = None,
    concepts: Sequence[str] | None = None,
    actors: Sequence[str] | None = None,
    beliefs: bool | None = None,
    progress: Progress | None = None,
    *,
    worlds: bool = False,
) -> notebook.Inverse:
    """Return what would have to be wanted for a state to be stable, for each actor, and to hold for all.

    For each concept and actor: the exact condition, the nearest order of statements and the nearest ranking of states
    that meet it, how many rankings do, and the smallest joint change. `state` is as for `explain`. `concepts` are
    among `nash`, `gmr`, `smr`, `seq` and `sseq` (None: the first four, as far as beliefs allow), `actors` those asked
    about (None: all). With `worlds`, it is told as well how likely the state is to hold over all worlds, as things are
    and with the nearest orders. The rest is as for `analyse`.

    Raises QuestionError for other concepts, and where replies would be expected in a world that is believed in.

    >>> found = inverse("syria-iraq-1975", 2, concepts=["nash"], actors=["Syria"])
    >>> found.concepts[0].actors[0].ways
    ((1, 3),)
    """
    from detente.answers import inverse as answers
    from detente.engine.progress import silent
    from detente.views import notebook

    tell = progress or silent
    found = _listing(
        lambda: answers.inverse(
            _run(scenario, variant, None, beliefs, None, tell), state, concepts, actors, tell, worlds
        )
    )
    return notebook.showing(found, notebook.Inverse)


def evolve(
    scenario: Given,
    variant: str | None = None,
    concept: str | None = None,
    beliefs: bool | None = None,
    moves: str = "undeterred",
    movers: Mapping[str, float] | Sequence[str] = (),
    paths: int = 5,
    progress: Progress | None = None,
    *,
    worlds: bool = False,
    as_of: str | None = None,
) -> notebook.Evolution:
    """Return play from the status quo as a random walk: where it ends, how likely, and by which ways.

    The chances are assumptions: at each state a mover is drawn by the weights in `movers` (by actor, or as texts such
    as `US=2`; 1 unless given) among those that have a move, and makes one of its `moves`: of the `undeterred` ones, of
    all `improvements`, or of the `best`. `paths` says how many of the likeliest ways are told. With `worlds`, where
    play leads over all worlds is told as well, by the signals up to the day `as_of`. The rest is as for `analyse`.

    >>> found = evolve("cuban-missile-crisis")
    >>> [(one.state.number, round(one.chance, 9)) for one in found.rests]
    [(7, 1.0)]
    """
    from detente.answers import evolution
    from detente.engine.progress import silent
    from detente.views import notebook

    loaded, tell = load(scenario), progress or silent
    found = _listing(
        lambda: evolution.evolve(
            _run(loaded, variant, concept, beliefs, None, tell), moves, movers, paths, worlds, tell, as_of
        )
    )  # fmt: skip
    return notebook.showing(found, notebook.Evolution)


def beliefs(
    scenario: Given,
    variant: str | None = None,
    concept: str | None = None,
    as_of: str | None = None,
    progress: Progress | None = None,
) -> notebook.Beliefs:
    """Return the conflict as each actor sees it, what each expects, whom the outcome surprises, what beliefs change.

    Beliefs count here whatever the scenario's settings say. The rest is as for `forecast`.
    """
    from detente.answers import beliefs as answers
    from detente.engine.progress import silent
    from detente.views import notebook

    loaded = load(scenario)
    found = _listing(lambda: answers.beliefs(loaded, variant, concept, as_of, progress or silent))
    return notebook.showing(found, notebook.Beliefs)


def claims(
    scenario: Given,
    variant: str | None = None,
    concept: str | None = None,
    beliefs: bool | None = None,
    why: str | Sequence[str] = (),
    progress: Progress | None = None,
    *,
    rests: bool = False,
    thorough: bool = False,
    as_of: str | None = None,
    sharing: str | None = None,
    across: bool = False,
) -> notebook.Claims:
    """Return what the model says of every claim of a scenario: its verdict, under each concept, and how likely it is.

    `variant` stands in for claims that name none, `concept` for claims that state none. `why` names the claims whose
    reasons are told in full, and with them what their verdicts rest on. `rests` asks that of every claim, `thorough`
    however long it takes, pairs of changes included. `as_of` (`YYYY-MM-DD`) leaves out the signals that came later, and
    `sharing` names the rule by which claims about chances share a world among several prospects (None: `equal`), as in
    `forecast`. `across` asks for the verdicts in every variant. The rest is as for `analyse`.

    >>> found = claims("us-russia-2024", why="no_plan_for_all")
    >>> [one.judged.claim.name for one in found.failed()]
    ['congress_steadies', 'distrust_blocks']
    >>> [one.rests.support for one in found.claims if one.rests]
    ['assumed']
    """
    from detente.answers import claims as answers
    from detente.engine.progress import silent
    from detente.views import notebook

    asked = (why,) if isinstance(why, str) else tuple(why)
    loaded, tell = load(scenario), progress or silent
    more: dict[str, Any] = {"rests": rests, "thorough": thorough, "as_of": as_of, "sharing": sharing}
    more["everywhere"] = across
    found = _listing(lambda: answers.claims(loaded, variant, concept, beliefs, asked, tell, **more))
    return notebook.showing(found, notebook.Claims)


def settle(
    scenario: Given,
    target: str | None = None,
    state: int | str | None = None,
    members: Sequence[str] = (),
    against: str = "status-quo",
    variant: str | None = None,
    concept: str | None = None,
    beliefs: bool | None = None,
    clauses: str | None = None,
    at_most: int | None = None,
    weights: Sequence[str] | Mapping[str, float] = (),
    limit: int | None = None,
    progress: Progress | None = None,
    *,
    worlds: bool = False,
    everything: bool = False,
) -> notebook.Settlement:
    """Return what all would accept and would hold: plans for a situation, one state judged, or what is acceptable.

    `target` is a situation or formula for which the smallest plans are looked for, `state` a state to be judged
    instead; with neither, the acceptable states are told. `members` are those whose agreement is asked for (none:
    everybody), `against` what all can fall back to: `status-quo`, `prospects`, or a state. `clauses` names the kinds of
    clauses that plans may have (`set,guarantee,make,waive`), `at_most` how many besides what is set, `weights` what
    they weigh, `limit` how many plans are told. With `worlds`, chances over all worlds are told as well, with
    `everything` every plan in full. The rest is as for `analyse`.

    >>> found = settle("us-russia-2024", "just_peace", clauses="set,make", at_most=1, limit=1).found
    >>> [(one.clause.kind, one.clause.name, one.clause.value) for one in found.plans[0].terms if one.party is None]
    [('make', 'terms_compatible', 'yes')]
    """
    from detente.answers import settlement as answers
    from detente.engine.progress import silent
    from detente.views import notebook

    loaded, tell = load(scenario), progress or silent
    found = _listing(
        lambda: answers.settle(
            loaded, target, state, members, against, variant, concept, beliefs, clauses, at_most, weights, limit,
            worlds, everything, tell,
        )
    )  # fmt: skip
    return notebook.showing(found, notebook.Settlement)


def leverage(
    scenario: Given,
    outcomes: str | Sequence[str] = (),
    variant: str | None = None,
    concept: str | None = None,
    beliefs: bool | None = None,
    between: str | Sequence[str] = (),
    progress: Progress | None = None,
    *,
    worlds: bool = False,
) -> notebook.Leverage:
    """Return who can keep outcomes from holding, alone or together, and what each option and circumstance changes.

    `outcomes` are names of outcomes or situations, formulas, or numbers of states (none: those that the scenario
    names). `between` names actors who may agree on them, as in `US,Russia` (none: every two). With `worlds`, it is told
    as well how likely each answer is. The rest is as for `analyse`.

    >>> found = leverage("us-russia-2024", "Russia.truce", between="US,Russia")
    >>> [one.group for one in found.outcomes[0].power.ways]
    [('Russia',)]
    >>> found.outcomes[0].agreed[0].kind
    'undone'
    """
    from detente.answers import leverage as answers
    from detente.engine.progress import silent
    from detente.views import notebook

    asked, who = ((one,) if isinstance(one, str) else tuple(one) for one in (outcomes, between))
    loaded, tell = load(scenario), progress or silent
    answers.refuse_crowd(loaded)
    found = _listing(lambda: answers.leverage(loaded, asked, variant, concept, beliefs, who, tell, worlds=worlds))
    return notebook.showing(found, notebook.Leverage)


def essay(
    essay: str | os.PathLike[str],
    variant: str | None = None,
    concept: str | None = None,
    beliefs: bool | None = None,
    why: str | Sequence[str] = (),
    progress: Progress | None = None,
    *,
    as_of: str | None = None,
    sharing: str | None = None,
) -> notebook.Essay:
    """Return what the model says of every claim block of an essay, a Markdown file that names its scenario.

    `essay` is a file, or a case of the library that has one. A scenario that is a file is looked for in the essay's
    folder. The rest is as for `claims`.

    Raises QuestionError where there is no such essay or scenario, ScenarioError (with every problem and its place)
    where a block cannot be read.

    >>> found = essay("us-russia-2024")
    >>> [one.answered.judged.claim.name for one in found.failed()]
    []
    """
    from detente.answers import essay as answers
    from detente.engine.progress import silent
    from detente.views import notebook

    written = _written(os.fspath(essay))
    asked = (why,) if isinstance(why, str) else tuple(why)
    tell = progress or silent
    found = _listing(lambda: answers.essay(written, variant, concept, beliefs, asked, tell, as_of, sharing))
    return notebook.showing(found, notebook.Essay)


def lint(
    scenario: Given,
    only: str | Sequence[str] = (),
    words: str | None = None,
    progress: Progress | None = None,
) -> notebook.Lint:
    """Return what a scenario falls short of by the standards of the trade, and what of that it accepts with a reason.

    `only` names the checks that are made (none: all), `words` the table by which words of chance are read, `icd203` or
    `uk` (None: the scenario's own).

    Raises QuestionError for a check or table that there is not; checks that cannot be made are told in the answer.

    >>> found = lint("us-russia-2024", "likelihood-with-confidence")
    >>> found.warnings
    ()
    """
    from detente.answers import lint as answers
    from detente.engine.progress import silent
    from detente.views import notebook

    asked = (only,) if isinstance(only, str) else tuple(only)
    loaded = load(scenario)
    found = _listing(lambda: answers.lint(loaded, None, asked, words, progress or silent))
    return notebook.showing(found, notebook.Lint)


def lint_essay(
    essay: str | os.PathLike[str],
    only: str | Sequence[str] = (),
    words: str | None = None,
    progress: Progress | None = None,
) -> notebook.Lint:
    """Return what an essay falls short of by the standards of the trade, as it speaks of its scenario.

    `essay` is as for `essay`, the rest as for `lint`.

    >>> lint_essay("us-russia-2024", "likelihood-with-confidence").remarks
    ()
    """
    from detente.answers import lint as answers
    from detente.engine.progress import silent
    from detente.views import notebook

    asked = (only,) if isinstance(only, str) else tuple(only)
    written = _written(os.fspath(essay))
    found = _listing(lambda: answers.lint(written.scenario, written, asked, words, progress or silent))
    return notebook.showing(found, notebook.Lint)


def coverage(scenario: Given) -> notebook.Coverage:
    """Return what a scenario makes of its sources: what cites each paragraph, what is left out, what cites nothing.

    >>> coverage("us-russia-2024").sources[0].uncovered
    ()
    """
    from detente.answers import coverage as answers
    from detente.views import notebook

    return notebook.showing(answers.coverage(load(scenario)), notebook.Coverage)


def junit(
    found: notebook.Claims | notebook.Essay, to: str | os.PathLike[str], *, strict: bool = False, force: bool = False
) -> Path:
    """Write claims, or an essay, as a JUnit report for continuous integration, and return where.

    With `strict`, what is vacuous or unknown fails too, and of an essay what is fragile. A file that exists is left as
    it is and QuestionError raised, unless `force` is set.
    """
    from detente.answers.files import write_new

    file = Path(to)
    write_new(file, found.junit(strict), force)
    return file


def report(
    scenario: Given,
    file: str | os.PathLike[str] | None = None,
    variant: str | None = None,
    concept: str | None = None,
    beliefs: bool | None = None,
    as_of: str | None = None,
    progress: Progress | None = None,
    sharing: str | None = None,
    outcomes: Sequence[str] = (),
    samples: int | None = None,
    seed: int | None = None,
    *,
    rests: bool = True,
    force: bool = False,
) -> notebook.Report:
    """Return all that the verbs answer about a scenario as one report, and write it to a file if one is given.

    `file` ends in `.html`, or in `.pdf`, which a browser that is installed prints. `rests` says whether claims are told
    with what they rest on, which takes longest. A file that exists is left as it is and QuestionError raised, unless
    `force` is set. The rest is as for `forecast`; a report needs the states listed.

    >>> found = report("cuban-missile-crisis")
    >>> found.html().startswith("<!DOCTYPE html>")
    True
    """
    from detente.answers import report as answers
    from detente.answers.files import refuse_taken, write_new
    from detente.engine.progress import silent
    from detente.views import notebook
    from detente.views.report.printing import browser

    to = None if file is None else Path(file)
    form = None if to is None else _document(to)
    if to is not None:
        refuse_taken(to, force)  # before the work, not after it
    if form == "pdf":
        browser()
    loaded, tell = load(scenario), progress or silent
    found = _listing(
        lambda: answers.report(
            loaded, variant, concept, beliefs, as_of, tell, sharing, outcomes, samples, seed, rests=rests
        )
    )
    made = replace(notebook.showing(found, notebook.Report), file=to, form=form)
    if to is not None:
        write_new(to, made.pdf() if form == "pdf" else made.html(), force)
    return made


def export(
    scenario: Given,
    to: str | os.PathLike[str] | None = None,
    form: str | None = None,
    variant: str | None = None,
    concept: str | None = None,
    beliefs: bool | None = None,
    engine: str | None = None,
    progress: Progress | None = None,
    *,
    force: bool = False,
) -> notebook.Exported:
    """Return every state with its values and verdicts, as CSV or JSON, and write it to a file if one is given.

    `form` is `csv` or `json` (None: by the file's name, or csv). A file that exists is left as it is and
    QuestionError raised, unless `force` is set.
    """
    from detente.answers import analysis
    from detente.answers.files import write_new
    from detente.views import notebook

    _lists(engine, "export")
    file = None if to is None else Path(to)
    form = _form(form, file)
    found = _listing(lambda: analysis.analyse(_run(scenario, variant, concept, beliefs, engine, progress)))
    exported = notebook.Exported(found, form, file)
    if file is not None:
        write_new(file, exported.text_parts(), force)
    return exported


def cases() -> notebook.Library:
    """Return the case library: what each case tells, and how far its sources can be trusted."""
    from detente.answers import library
    from detente.views import notebook

    return notebook.Library(tuple(_case(key) for key in library.case_files()))


def case(name: str) -> notebook.Case:
    """Return one case of the library by its slug (`chicken`) or key (`games/chicken`)."""
    from detente.answers import library

    return _case(_known(name, library.case_key(name)))


def copy_case(name: str, folder: str | os.PathLike[str]) -> notebook.Copied:
    """Copy a case's scenario into a folder, as `SLUG.yaml`, and return where; never writes over a file."""
    from detente.answers import library
    from detente.answers.files import write_new
    from detente.views import notebook

    key = _known(name, library.case_key(name))
    target = Path(folder) / f"{key.split('/')[1]}.yaml"
    write_new(target, library.case_files()[key].read_text(encoding="utf-8"))
    return notebook.Copied(key, target)


def schema(of: str = "scenario") -> dict[str, Any]:
    """Return the JSON Schema of the scenario file, or of what a command prints with `--json`.

    `of` is `scenario`, a command's name, or `error`.
    """
    from detente.arguments.standards import codes
    from detente.engine.stability import concepts
    from detente.scenario.schema import json_schema
    from detente.views import objects

    if of == "scenario":
        return json_schema(concepts(), codes())
    if of in objects.commands():
        return objects.json_schema(of)
    raise _unknown("unknown-schema", f"there is no schema of `{of}`", of, ["scenario", *objects.commands()])


# ------------------------------------------------------------ what was asked


def _run(
    scenario: Given,
    variant: str | None = None,
    concept: str | None = None,
    beliefs: bool | None = None,
    engine: str | None = None,
    progress: Progress | None = None,
) -> Run:
    from detente.answers.run import run
    from detente.engine.progress import silent

    return run(load(scenario), variant, concept, beliefs, engine, progress or silent)


def _search(
    loaded: Scenario,
    variant: str | None,
    concept: str | None,
    beliefs: bool | None,
    seconds: float | None,
    progress: Progress | None,
    why: TooLargeError | None,
) -> Search:
    from detente.answers.search import search
    from detente.engine.progress import silent

    return search(loaded, variant, concept, beliefs, seconds, progress or silent, why)


def _by_size(
    engine: str | None, listed: Callable[[], Listed], unlisted: Callable[[TooLargeError | None], Any]
) -> Listed | Any:
    """Return the answer of the engine that was asked for, or else of one that can cope with the conflict's size."""
    _known_engine(engine)
    if engine == "symbolic":
        return unlisted(None)
    try:
        return listed()
    except TooLargeError as error:
        if engine is not None:
            raise
        why = error.with_traceback(None)  # else what was listed so far would stay in memory
    return unlisted(why)


def _listing(work: Callable[[], Listed]) -> Listed:
    """Return what needs the states listed; where they are too many, say what can do without."""
    try:
        return work()
    except TooLargeError as error:
        advice = "`analyse` and `explain` may answer without listing them."
        told = [replace(one, remedy=f"{one.remedy} {advice}".strip()) for one in error.problems]
        raise TooLargeError(tuple(told)) from None


def _known_engine(engine: str | None) -> None:
    from detente.engine.choice import ENGINES

    if engine is not None and engine not in ENGINES:
        raise _unknown("unknown-engine", f"`{engine}` is no engine", engine, ENGINES)


def _lists(engine: str | None, verb: str) -> None:
    """Raise QuestionError where an engine is asked for that lists no states, or that there is not."""
    _known_engine(engine)
    if engine == "symbolic":
        raise question(
            "engine-lists-nothing",
            f"the symbolic engine lists no states, and {verb} needs them listed",
            "It answers analyse and explain.",
            "Leave --engine out, or say --engine plain or --engine fast.",
        )


def _find(name: str) -> tuple[Path, str | None]:
    """Return the file of a scenario, and the case's name where it is one of the library."""
    from detente.answers.library import case_files, case_key

    file = Path(name)
    mode = _mode(file)
    if S_ISREG(mode):
        return file, None
    key = case_key(name)
    if key is not None:
        return case_files()[key], key.split("/")[1]
    if name.strip() and ("/" in name or "\\" in name or file.suffix or mode):
        return file, None  # the reader says what is wrong with it
    return file, _known(name, None)


def _essay(name: str) -> tuple[Path, str]:
    """Return the file of an essay and what places call it: the text of a case by the case's name."""
    from detente.answers.library import case_files, case_key, essay_file

    file, key = Path(name), case_key(name)
    if S_ISREG(_mode(file)) or key is None:
        return file, str(file)
    found = essay_file(case_files()[key])
    if found is None:
        having = [one.split("/")[1] for one, scenario in case_files().items() if essay_file(scenario)]
        raise question(
            "no-essay", f"`{name}` has no essay", f"Cases with an essay: {', '.join(having)}.", "Name one, or a file."
        )
    return found, f"{key.split('/')[1]}/{found.name}"


def _written(name: str) -> Essay:
    """Return an essay with the scenario that it is about."""
    from detente.engine.stability import concepts
    from detente.scenario.contents import contents
    from detente.scenario.essay import read_essay, read_outline

    file, shown = _essay(name)
    outline = read_outline(contents(file, "an essay"), shown)
    try:
        scenario = load(_beside(file, outline.scenario))
    except QuestionError as error:
        raise QuestionError(tuple(replace(one, place=outline.place) for one in error.problems)) from None
    return read_essay(outline, scenario, concepts())


def _beside(file: Path, scenario: str) -> str:
    """Return the scenario that an essay names: a file seen from the essay's folder, or a case of the library."""
    from detente.answers.library import case_key

    near = file.parent / scenario
    named = case_key(scenario) is not None or not ("/" in scenario or "\\" in scenario or near.suffix)
    return scenario if named and not S_ISREG(_mode(near)) else str(near)


def _mode(file: Path) -> int:
    """Return what kind of thing a path names, 0 for nothing that can be seen."""
    try:
        return file.stat().st_mode
    except (OSError, ValueError):
        return 0


def _known(name: str, key: str | None) -> str:
    """Return the key of a case, or say which there are."""
    from detente.answers.library import case_files

    if key is not None:
        return key
    slugs = [one.split("/")[1] for one in case_files()]
    raise _unknown("unknown-case", f"`{name}` is neither a file nor a case of the library", name, slugs)


def _unknown(code: str, given: str, name: str, known: Sequence[str]) -> QuestionError:
    near = get_close_matches(name.lower(), known, 1)
    return question(
        code,
        given,
        f"There are: {', '.join(known)}.",
        f"Did you mean `{near[0]}`?" if near else "",
    )


def _case(key: str) -> notebook.Case:
    from detente.answers.library import case, case_files
    from detente.scenario.reader import read
    from detente.views import notebook

    file = case_files()[key]
    return notebook.showing(case(key, read(file.read_bytes(), key.split("/")[1]), file), notebook.Case)


def _form(form: str | None, file: Path | None) -> str:
    """Return the format to export: as asked, or by the file's name, or CSV."""
    known = ("csv", "json")
    asked = form if form is not None else (file.suffix.lstrip(".").lower() if file else "csv")
    if asked in known:
        return asked
    given = f"`{form}` is no format of export" if form else f"`{file}` has no ending that says csv or json"
    raise question("unknown-format", given, "There are: csv, json.", "Say --format csv or --format json.")


def _document(file: Path) -> str:
    """Return the form of a report that a file's name asks for."""
    known = ("html", "pdf")
    form = file.suffix.lstrip(".").lower()
    if form in known:
        return form
    given = f"`{file}` has no ending that says {' or '.join(known)}"
    raise question("unknown-format", given, f"There are: {', '.join(known)}.", "Name it report.html, for example.")


__all__ = [
    "analyse",
    "beliefs",
    "case",
    "cases",
    "check",
    "claims",
    "coalitions",
    "compare",
    "copy_case",
    "coverage",
    "drivers",
    "essay",
    "evolve",
    "explain",
    "export",
    "forecast",
    "inverse",
    "junit",
    "ledger_correct",
    "ledger_list",
    "ledger_publish",
    "ledger_resolve",
    "ledger_score",
    "ledger_show",
    "leverage",
    "lint",
    "lint_essay",
    "load",
    "parse",
    "picture",
    "report",
    "schema",
    "settle",
    "show",
]
