"""Sequential stability: every improvement is met by a credible reply, made of the others' own improvements."""

from detente.engine.stability import Concept

CONCEPT = Concept(
    key="seq",
    title="Sequential stability",
    question="Would the others, each improving its own lot, leave the actor no better off than where it stands?",
    tempts="improvements",
    replies="improvements",
    hurts="at once",
    implies=("gmr",),
    cites=("fraser-hipel1984", "fang-hipel-kilgour1993"),
)
