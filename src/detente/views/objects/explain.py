"""An explanation as the object that `--json` prints."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from detente.answers import explanation, unlisted
from detente.views.objects.parts.base import Told
from detente.views.objects.parts.moves import Change, pack_change
from detente.views.objects.parts.provenance import Provenance, pack_provenance
from detente.views.objects.parts.stances import Judged, Stance, pack_judged, pack_stance
from detente.views.objects.parts.states import State, pack_state


class Reasons(Told):
    """What `detente explain --json` prints where the states are not listed."""

    command: Literal["explain"] = "explain"
    scenario: str
    variant: str | None
    concept: str
    values: dict[str, str] = Field(description="the state asked about")
    from_status_quo: list[Change] | None
    equilibrium: bool | None = Field(description="null where that was not found")
    stances: list[Judged]
    provenance: Provenance


class Explanation(Told):
    """What `detente explain --json` prints."""

    command: Literal["explain"] = "explain"
    scenario: str
    variant: str | None
    concept: str
    state: State
    from_status_quo: list[Change] | None
    equilibrium: bool
    stances: list[Stance]
    provenance: Provenance


def explained(found: explanation.Explanation) -> Explanation:
    """Return an explanation as its JSON object."""
    departs = found.from_status_quo
    return Explanation(
        scenario=found.title,
        variant=found.variant,
        concept=found.concept.key,
        state=pack_state(found.state),
        from_status_quo=None if departs is None else [pack_change(change) for change in departs],
        equilibrium=found.equilibrium,
        stances=[pack_stance(stance) for stance in found.stances],
        provenance=pack_provenance(found.provenance),
    )


def reasoned(found: unlisted.Reasons) -> Reasons:
    """Return the explanation of a state that has no number as its JSON object."""
    departs = found.from_status_quo
    return Reasons(
        scenario=found.title,
        variant=found.variant,
        concept=found.concept.key,
        values=dict(found.values),
        from_status_quo=None if departs is None else [pack_change(change) for change in departs],
        equilibrium=found.equilibrium,
        stances=[pack_judged(stance) for stance in found.stances],
        provenance=pack_provenance(found.provenance),
    )


ENVELOPE = Explanation | Reasons
