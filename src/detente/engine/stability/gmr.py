"""General metarationality: every improvement can be met by some reply of the others, wise for them or not."""

from detente.engine.stability import Concept

CONCEPT = Concept(
    key="gmr",
    title="General metarationality",
    question="Could the others, by any moves of theirs, leave the actor no better off than where it stands?",
    tempts="improvements",
    replies="moves",
    hurts="at once",
    cites=("howard1971", "fang-hipel-kilgour1993"),
)
