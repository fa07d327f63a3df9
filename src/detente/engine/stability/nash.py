"""Nash (individual) stability: no improvement exists, so nobody's reply matters."""

from detente.engine.stability import Concept

CONCEPT = Concept(
    key="nash",
    title="Nash",
    question="Can the actor improve at all?",
    tempts="improvements",
    replies="none",
    hurts="at once",
    implies=("gmr", "smr", "seq", "sseq", "firm"),
    cites=("nash1950", "fang-hipel-kilgour1993"),
)
