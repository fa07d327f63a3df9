"""Coalition Nash: no joint improvement exists, so nobody's answer matters."""

from detente.engine.coalition import JointConcept

CONCEPT = JointConcept(
    key="cnash",
    title="Coalition Nash",
    question="Can the group bring about anything that all its members prefer?",
    alone="nash",
    replies="none",
    hurts="at once",
    implies=("cgmr", "csmr", "cseq"),
    cites=("aumann1959", "inohara-hipel2008"),
)
