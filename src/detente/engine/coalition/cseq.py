"""Coalition sequential stability: every joint improvement is met by joint improvements of groups of the others."""

from detente.engine.coalition import JointConcept

CONCEPT = JointConcept(
    key="cseq",
    title="Coalition sequential stability",
    question="Would groups of the others, each improving its own lot, leave the group no better off than it stands?",
    alone="seq",
    replies="improvements",
    hurts="at once",
    implies=("cgmr",),
    cites=("inohara-hipel2008",),
)
