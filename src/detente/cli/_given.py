"""What several commands ask for, described once."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

Scenario = Annotated[
    str,
    typer.Argument(metavar="SCENARIO", help="A scenario file, or a case of the library such as us-russia-2024."),
]
Variant = Annotated[
    str | None, typer.Option("--variant", metavar="NAME", help="A variant of the scenario; without it, as written.")
]
Concept = Annotated[
    str | None,
    typer.Option(
        "--concept",
        metavar="NAME",
        help="The stability concept that leads: nash, gmr, smr, seq, sseq or firm; without it, the scenario's own.",
    ),
]
Beliefs = Annotated[
    bool | None,
    typer.Option("--beliefs/--no-beliefs", help="Whether actors judge replies in the world that they believe in."),
]
Engine = Annotated[
    str | None,
    typer.Option(
        "--engine",
        metavar="NAME",
        help="What searches: plain, fast or symbolic; without it, what suits the size of the conflict.",
    ),
]
Seconds = Annotated[
    float | None,
    typer.Option(
        "--seconds",
        metavar="N",
        min=0.0,
        help="How long the symbolic engine may look for each of its answers; without it, 30.",
    ),
]
AsOf = Annotated[
    str | None,
    typer.Option("--as-of", metavar="DAY", help="Leave out the signals that came after this day (YYYY-MM-DD)."),
]
Sharing = Annotated[
    str | None,
    typer.Option(
        "--sharing",
        metavar="RULE",
        help="How a world is shared among several prospects: equal, shortest or process; without it, equal.",
    ),
]
Outcomes = Annotated[
    list[str] | None,
    typer.Option(
        "--outcome",
        metavar="FORMULA",
        help="An outcome to be told apart, a situation or a formula; several may be given, the first to hold "
        "counts. Without any, those of the scenario.",
    ),
]
Samples = Annotated[
    int | None,
    typer.Option(
        "--samples",
        metavar="N",
        min=1,
        help="Draw so many worlds at random; without it, worlds are drawn only where more than a million matter.",
    ),
]
Seed = Annotated[int | None, typer.Option("--seed", metavar="N", min=0, help="Which worlds are drawn; without it, 0.")]
Plot = Annotated[Path | None, typer.Option("--plot", metavar="FILE", help="Write a picture (.svg or .png) as well.")]
Picture = Annotated[
    str | None, typer.Option("--picture", metavar="KIND", help="Which picture --plot writes, where there are several.")
]
Force = Annotated[bool, typer.Option("--force", help="Write over a file that exists.")]
AsJson = Annotated[bool, typer.Option("--json", help="Print JSON.")]
Everything = Annotated[bool, typer.Option("--all", help="Leave nothing out.")]
