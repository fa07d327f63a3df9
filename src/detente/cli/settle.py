"""detente settle: what all would accept, whether it would hold, and the smallest plans for it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated

import typer

from detente.cli._given import AsJson, Beliefs, Concept, Everything, Scenario, Variant
from detente.cli._output import Output, answer
from detente.cli._progress import progress

EXAMPLE = "Example: detente settle us-russia-2024 --for just_peace --clauses set,make --at-most 1"


def settle(
    scenario: Scenario,
    target: Annotated[
        str | None,
        typer.Option("--for", metavar="SITUATION", help="Find the smallest plans for a situation, or a formula."),
    ] = None,
    state: Annotated[
        str | None,
        typer.Option(
            "--state", metavar="STATE", help="Judge one state instead: a number, or settings such as US.aid=cut."
        ),
    ] = None,
    with_: Annotated[
        list[str] | None,
        typer.Option("--with", metavar="A,B", help="Whose agreement is asked for; without it, everybody's."),
    ] = None,
    against: Annotated[
        str,
        typer.Option(
            "--against", metavar="STATE", help="What all can fall back to: status-quo, prospects, or a state."
        ),
    ] = "status-quo",
    variant: Variant = None,
    concept: Concept = None,
    beliefs: Beliefs = None,
    clauses: Annotated[
        str | None,
        typer.Option("--clauses", metavar="KINDS", help="What plans may contain: set, guarantee, make, waive; all."),
    ] = None,
    at_most: Annotated[
        int | None,
        typer.Option(
            "--at-most", metavar="K", help="Clauses besides what is set that a plan may have; without it, 2 or fewer."
        ),
    ] = None,
    weights: Annotated[
        list[str] | None,
        typer.Option(
            "--weights", metavar="W", help="What clauses weigh, as in guarantee=2,waive=3; 1 each, and 0 for set."
        ),
    ] = None,
    limit: Annotated[
        int | None, typer.Option("--limit", metavar="N", help="How many of the plans are told; without it, 5.")
    ] = None,
    worlds: Annotated[
        bool, typer.Option("--worlds", help="Tell also how likely that is, over all worlds: to be accepted, to hold.")
    ] = False,
    inverse: Annotated[
        str | None,
        typer.Option("--inverse", metavar="STATE", help="Tell instead what would have to be wanted for it to hold."),
    ] = None,
    everything: Everything = False,
    as_json: AsJson = False,
) -> Output:
    """Find what all would accept, and what a plan must contain.

    With --for, the smallest plans for a situation: what each party does, why each clause is needed, and which demands
    exclude each other where nothing does. With --state, one proposal judged. With --inverse, what would have to be
    wanted for a state to hold. With none of them, what is acceptable at all.
    """
    from detente import api

    if inverse is not None:
        beside = {"--for": target, "--state": state, "--clauses": clauses, "--at-most": at_most, "--weights": weights}
        beside |= {"--limit": limit, "--all": everything or None}
        beside["--against"] = None if against == "status-quo" else against
        _refuse_beside_inverse(beside)
        asked = None if concept is None else [concept]
        with progress() as tell:
            turned = api.inverse(scenario, inverse, variant, asked, _names(with_), beliefs, tell, worlds=worlds)
        return answer(as_json, turned.page, turned.json_parts)
    _refuse_without_target(target, {"--clauses": clauses, "--at-most": at_most, "--weights": weights, "--limit": limit})
    with progress() as tell:
        found = api.settle(
            scenario, target, state, with_ or (), against, variant, concept, beliefs, clauses, at_most, weights or (),
            limit, tell, worlds=worlds, everything=everything,
        )  # fmt: skip
    return answer(as_json, found.page, found.json_parts)


def _names(given: list[str] | None) -> list[str] | None:
    """Return the actors that are named, None where none are."""
    return [name.strip() for text in given for name in text.split(",") if name.strip()] if given else None


def _refuse_beside_inverse(given: Mapping[str, object]) -> None:
    """Raise QuestionError where something is asked together with the inverse question."""
    from detente.errors import question

    said = next((name for name, value in given.items() if value is not None), None)
    if said is not None:
        raise question(
            "inverse-alone",
            f"{said} is given with --inverse",
            "It asks what would have to be wanted, and looks for no settlement.",
            "Ask for the two one after the other.",
        )


def _refuse_without_target(target: str | None, given: Mapping[str, object]) -> None:
    """Raise QuestionError where something is said about plans, and none are asked for."""
    from detente.errors import question

    said = next((name for name, value in given.items() if value is not None), None)
    if target is None and said is not None:
        raise question(
            "needs-for",
            f"{said} is given without --for",
            "It says something about plans, which are made for a situation.",
            "Add --for SITUATION.",
        )
