"""Coalition symmetric metarationality: every joint improvement can be met by an answer that the group cannot escape."""

from detente.engine.coalition import JointConcept

CONCEPT = JointConcept(
    key="csmr",
    title="Coalition symmetric metarationality",
    question="Could the others leave the group no better off, with no joint way out of it?",
    alone="smr",
    replies="moves",
    hurts="after the own answer",
    implies=("cgmr",),
    cites=("inohara-hipel2008",),
)
