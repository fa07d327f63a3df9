"""Symmetric metarationality: every improvement can be met by a reply that the actor cannot escape from."""

from detente.engine.stability import Concept

CONCEPT = Concept(
    key="smr",
    title="Symmetric metarationality",
    question="Could the others leave the actor no better off, even after its own answer to their reply?",
    tempts="improvements",
    replies="moves",
    hurts="after the own answer",
    implies=("gmr",),
    cites=("howard1971", "fang-hipel-kilgour1993"),
)
