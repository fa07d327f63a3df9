"""The probability yardstick of the United Kingdom's intelligence assessments; between its bands there are gaps."""

from __future__ import annotations

from detente.scenario.words import Words

WORDS = Words(
    key="uk",
    title="the UK probability yardstick",
    percent={
        "remote chance": (0, 5),
        "highly unlikely": (10, 20),
        "unlikely": (25, 35),
        "realistic possibility": (40, 50),  # the yardstick says less than 50
        "likely": (55, 75),
        "probable": (55, 75),
        "highly likely": (80, 90),
        "almost certain": (95, 100),
    },
    cites=("phia-yardstick",),
    alike=("probably", "almost certainly", "realistically possible"),
    confidence=(
        "high analytical confidence",
        "moderate analytical confidence",
        "low analytical confidence",
        "analytical confidence",
    ),
)
