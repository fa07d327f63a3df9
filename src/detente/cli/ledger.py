"""detente ledger: forecasts published, resolved and scored."""

from __future__ import annotations

from typing import Annotated

import typer

from detente.cli._given import (
    AsJson,
    AsOf,
    Beliefs,
    Concept,
    Force,
    Picture,
    Plot,
    Samples,
    Scenario,
    Seed,
    Sharing,
    Variant,
)
from detente.cli._output import Output, answer, check_picture, drawn
from detente.cli._progress import progress

EXAMPLE = "Example: detente ledger list"

HELP = """Keep score: publish, resolve and score forecasts.

Nothing in a ledger is ever changed; corrections are appended."""

ledger = typer.Typer(
    help=HELP,
    rich_markup_mode=None,
)

Where = Annotated[
    str | None,
    typer.Option(
        "--ledger",
        metavar="PATH|URL",
        help="A file of SQLite or the URL of a PostgreSQL database; without it, DETENTE_LEDGER, or "
        "detente-ledger.sqlite in this folder.",
    ),
]
Number = Annotated[int, typer.Argument(metavar="NUMBER", help="The number of the forecast, as in `ledger list`.")]
Evidence = Annotated[str, typer.Option("--evidence", metavar="TEXT", help="What shows it, for others to look up.")]
Settled = Annotated[
    str | None,
    typer.Option("--date", metavar="DAY", help="The day on which it was settled (YYYY-MM-DD); without it, today."),
]


@ledger.command(
    "publish",
    epilog='Example: detente ledger publish us-russia-2024 --outcome "US.europe = consult" '
    '--question "Will Washington consult its European allies on the peace plan?" '
    '--rule "yes if a communique of both sides says so" --source "communiques of the EU" --horizon 2999-12-31',
)
def publish(
    scenario: Scenario,
    question: Annotated[str, typer.Option("--question", metavar="TEXT", help="What is asked, of the real world.")],
    rule: Annotated[str, typer.Option("--rule", metavar="TEXT", help="What settles it, and how.")],
    horizon: Annotated[str, typer.Option("--horizon", metavar="DAY", help="The last day that counts (YYYY-MM-DD).")],
    source: Annotated[str, typer.Option("--source", metavar="TEXT", help="What will be looked at to settle it.")],
    outcome: Annotated[
        list[str] | None,
        typer.Option(
            "--outcome",
            metavar="OUTCOME",
            help='A situation, or a formula such as "US.europe = consult"; once: yes or no; several times: one of them '
            "comes, or none. Without it, the outcomes that the scenario names.",
        ),
    ] = None,
    ordered: Annotated[
        bool, typer.Option("--ordered", help="The outcomes are given in an order, as amounts are.")
    ] = False,
    base_rate: Annotated[
        str | None,
        typer.Option(
            "--base-rate",
            metavar="COUNTS",
            help='How many past cases came out as each outcome, such as "12, 28" for yes and no.',
        ),
    ] = None,
    reference_class: Annotated[
        str | None, typer.Option("--reference-class", metavar="TEXT", help="What cases --base-rate counts.")
    ] = None,
    variant: Variant = None,
    concept: Concept = None,
    beliefs: Beliefs = None,
    as_of: AsOf = None,
    sharing: Sharing = None,
    samples: Samples = None,
    seed: Seed = None,
    where: Where = None,
    as_json: AsJson = False,
) -> Output:
    """Publish a forecast, with all that it takes to judge it later.

    The chances are those of `detente forecast`; they are kept with their bounds, with the chances of simple rivals
    (all outcomes alike; the base rate; everything stays as it is), and with what they were made with.
    """
    from detente import api

    with progress() as tell:
        found = api.ledger_publish(
            scenario,
            question,
            rule,
            horizon,
            source,
            tuple(outcome or ()),
            ordered=ordered,
            base_rate=_counts(base_rate),
            reference_class=reference_class,
            variant=variant,
            concept=concept,
            beliefs=beliefs,
            as_of=as_of,
            sharing=sharing,
            samples=samples,
            seed=seed,
            ledger=where,
            progress=tell,
        )
    return answer(as_json, found.page, found.json_parts)


@ledger.command("list", epilog=EXAMPLE)
def listed(where: Where = None, as_json: AsJson = False) -> Output:
    """List all forecasts, with what they say and how they came out."""
    from detente import api

    found = api.ledger_list(where)
    return answer(as_json, found.page, found.json_parts)


@ledger.command("show", epilog="Example: detente ledger show 1")
def show(number: Number, where: Where = None, as_json: AsJson = False) -> Output:
    """Show one forecast in full."""
    from detente import api

    found = api.ledger_show(number, where)
    return answer(as_json, found.page, found.json_parts)


@ledger.command("resolve", epilog='Example: detente ledger resolve 1 yes --evidence "communique of 4 March"')
def resolve(
    number: Number,
    verdict: Annotated[
        str,
        typer.Argument(
            metavar="VERDICT", help="The outcome that happened, such as yes or no; or void: it cannot be judged."
        ),
    ],
    evidence: Evidence,
    settled: Settled = None,
    where: Where = None,
    as_json: AsJson = False,
) -> Output:
    """Say how a forecast came out."""
    from detente import api

    found = api.ledger_resolve(number, verdict, evidence, settled, where)
    return answer(as_json, found.page, found.json_parts)


@ledger.command(
    "correct",
    epilog='Example: detente ledger correct 1 no --evidence "communique of 5 March" --reason "the first was withdrawn"',
)
def correct(
    number: Number,
    verdict: Annotated[
        str, typer.Argument(metavar="VERDICT", help="The outcome that happened, void, or open: not settled after all.")
    ],
    evidence: Evidence,
    reason: Annotated[str, typer.Option("--reason", metavar="TEXT", help="What was wrong with what was said.")],
    settled: Settled = None,
    where: Where = None,
    as_json: AsJson = False,
) -> Output:
    """Correct what was said about how a forecast came out.

    The correction is appended; what was said before stays on record. A published forecast itself is never corrected.
    """
    from detente import api

    found = api.ledger_correct(number, verdict, evidence, reason, settled, where)
    return answer(as_json, found.page, found.json_parts)


@ledger.command("score", epilog="Example: detente ledger score")
def score(
    where: Where = None,
    plot: Plot = None,
    picture: Picture = None,
    force: Force = False,
    as_json: AsJson = False,
) -> Output:
    """Say how good the settled forecasts were.

    Brier, log and ranked scores, skill against each baseline, calibration, and what the error is made of.
    """
    from detente import api

    check_picture("ledger_score", plot, picture, force)
    return drawn(api.ledger_score(where), plot, picture, force, as_json)


def _counts(given: str | None) -> tuple[int, ...]:
    """Return the counts of a base rate, or say how they are written."""
    from detente.errors import question

    parts = [] if given is None else given.replace(",", " ").split()
    if given is not None and (not parts or not all(part.isascii() and part.isdigit() for part in parts)):
        raise question(
            "base-rate",
            f"`{given}` are no counts",
            "A base rate counts past cases by outcome, in whole numbers with commas between.",
            'Write --base-rate "12, 28".',
        )
    return tuple(int(part) for part in parts)
