"""What several commands ask for, described once."""

from __future__ import annotations

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
AsJson = Annotated[bool, typer.Option("--json", help="Print JSON.")]
Everything = Annotated[bool, typer.Option("--all", help="Leave nothing out.")]
