"""Coalition general metarationality: every joint improvement can be met by some moves of the others, wise or not."""

from detente.engine.coalition import JointConcept

CONCEPT = JointConcept(
    key="cgmr",
    title="Coalition general metarationality",
    question="Could the others, by any moves of theirs, leave the group no better off than where it stands?",
    alone="gmr",
    replies="moves",
    hurts="at once",
    cites=("inohara-hipel2008",),
)
