"""The words of estimative probability of the United States' intelligence community."""

from __future__ import annotations

from detente.scenario.words import Words

WORDS = Words(
    key="icd203",
    title="Intelligence Community Directive 203",
    percent={
        "almost no chance": (1, 5),
        "very unlikely": (5, 20),
        "unlikely": (20, 45),
        "even chance": (45, 55),
        "likely": (55, 80),
        "very likely": (80, 95),
        "almost certain": (95, 99),
    },
    cites=("icd203-2015",),
    alike=(
        "remote",
        "highly improbable",
        "improbable",
        "improbably",
        "roughly even chance",
        "roughly even odds",
        "probable",
        "probably",
        "highly probable",
        "nearly certain",
        "almost certainly",
    ),
    confidence=(
        "high confidence",
        "moderate confidence",
        "low confidence",
        "confidence level",
        "level of confidence",
        "with confidence",
        "we are confident",
        "i am confident",
    ),
)
