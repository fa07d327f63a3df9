"""Verbs on what is likely: forecasts and what drives them, beliefs, play, and pictures of them."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from detente.api.engines import listing, solved
from detente.api.given import load

if TYPE_CHECKING:
    from detente.api.given import Given
    from detente.engine.progress import Progress
    from detente.views import notebook


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

    `about` is the name of an outcome, situation or claim, or a formula (None: the likeliest prospect); of a claim it is
    asked whether it holds, in its own variant and by its own concept where it names them. `claim NAME` says that a
    claim is meant where the name has another meaning too. `likely` is the chance from which it counts as likely, a
    number above 0.5 or a word of chance (None: 0.8). The rest is as for `forecast`; where worlds are drawn, all is told
    with standard errors.

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
    found = listing(
        lambda: evolution.evolve(
            solved(loaded, variant, concept, beliefs, None, tell), moves, movers, paths, worlds, tell, as_of
        )
    )  # fmt: skip
    return notebook.showing(found, notebook.Evolution)


def beliefs(
    scenario: Given,
    variant: str | None = None,
    concept: str | None = None,
    as_of: str | None = None,
    progress: Progress | None = None,
    samples: int | None = None,
    seed: int | None = None,
) -> notebook.Beliefs:
    """Return the conflict as each actor sees it, what each expects, whom the outcome surprises, what beliefs change.

    Beliefs count here whatever the scenario's settings say. The rest is as for `forecast`.
    """
    from detente.answers import beliefs as answers
    from detente.engine.progress import silent
    from detente.views import notebook

    loaded = load(scenario)
    found = listing(lambda: answers.beliefs(loaded, variant, concept, as_of, progress or silent, samples, seed))
    return notebook.showing(found, notebook.Beliefs)


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
