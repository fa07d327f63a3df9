"""Firm stability: every lean improvement meets a lean reply that still hurts after the own answer, and was caused.

A concept of this project, always shown beside the classical ones. It leaves out three kinds of noise that appear
when several issues are on the table: improvements that carry free concessions along (only *lean* ones count, of
which no part does as well), replies that the actor can undo, and replies that would have come anyway (staying put
must have been safer). Only "Nash implies firm" is a theorem.
"""

from detente.engine.stability import Concept

CONCEPT = Concept(
    key="firm",
    title="Firm stability",
    question="Would a lean move draw a credible reply that hurts, lasts, and would not have come without it?",
    tempts="lean",
    replies="lean",
    hurts="after the own answer",
    caused=True,
)
