"""The tradecraft standards of Intelligence Community Directive 203 (2015), by number, as its section D.6.e has them."""

from __future__ import annotations

ICD203: dict[int, str] = {
    1: "describe the quality and credibility of sources, data and methods",
    2: "express and explain the uncertainty of the main judgements",
    3: "tell what is known from what is assumed or judged",
    4: "look at alternatives",
    5: "say what matters to the reader, and what follows",
    6: "argue clearly and logically",
    7: "explain what has changed in a judgement, and what has not",
    8: "judge accurately",
    9: "show what is better shown than said",
}
"""What an analysis has to do, in our words."""
