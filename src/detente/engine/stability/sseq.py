"""Symmetric sequential stability: every improvement meets a credible reply that the actor cannot escape from."""

from detente.engine.stability import Concept

CONCEPT = Concept(
    key="sseq",
    title="Symmetric sequential stability",
    question="Would the others, each improving its own lot, leave the actor no better off even after its answer?",
    tempts="improvements",
    replies="improvements",
    hurts="after the own answer",
    implies=("gmr", "smr", "seq"),
    cites=("rego-vieira2017",),
)
