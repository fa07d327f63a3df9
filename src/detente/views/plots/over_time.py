"""How forecasts scored by the day on which they were settled, and their mean so far beside that of the baselines."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from detente.answers.ledger import RULES, Marked, Scores
from detente.prospects.score import Settled, mean
from detente.views.ledger import number
from detente.views.phrases import counted
from detente.views.plots.style import AXIS, BLUE, GREY, LEGEND, ORANGE, VERMILION, nothing, spec

VERB = "ledger_score"

LINES = {
    "these forecasts": (BLUE, [1, 0]),
    "baseline: uniform": (GREY, [6, 3]),
    "baseline: base rate": (ORANGE, [2, 2]),
    "baseline: status quo": (VERMILION, [8, 2, 2, 2]),
}
"""Colour and dashes of each mean so far."""


def draw(given: Scores) -> dict[str, Any]:
    """Return the Brier scores over time: a dot for each forecast, a line for each mean so far."""
    if not given.marked:
        return nothing("Brier score over time", "Nothing is settled yet.")
    marked = sorted(given.marked, key=lambda one: (_day(one), one.entry.id))
    title = f"Brier score of {counted(len(marked), 'settled forecast')} over time"
    lines = list(_means(marked))
    last = {row["line"]: row for row in lines}
    ends = "; ".join(f"{name} {number(row['mean'])} after {row['count']}" for name, row in last.items())
    known = [name for name in LINES if name in last]
    colours, dashes = zip(*(LINES[name] for name in known), strict=True)
    x = {"field": "day", "type": "temporal", "title": "settled on", "axis": {**AXIS, "format": "%Y-%m-%d",
         "labelAngle": -30, "tickCount": 6}}  # fmt: skip
    y_axis = {"type": "quantitative", "title": "Brier score (0 is best)", "scale": {"domain": [0, 1]}, "axis": AXIS}
    legend = {**LEGEND, "columns": 2, "symbolSize": 300}
    return spec(
        title,
        f"{title}. Means: {ends}.",
        "dot: one forecast · line: the mean of those settled so far, for a baseline of those that have it",
        width=520,
        height=320,
        layer=[
            {
                "data": {"values": [{"day": _day(one), "score": one.scores["brier"]} for one in marked]},
                "mark": {"type": "point", "filled": True, "size": 60, "color": BLUE, "opacity": 0.6},
                "encoding": {"x": x, "y": {"field": "score", **y_axis}},
            },
            {
                "data": {"values": lines},
                "mark": {"type": "line", "interpolate": "step-after", "strokeWidth": 2, "point": len(marked) == 1},
                "encoding": {
                    "x": x,
                    "y": {"field": "mean", **y_axis},
                    "color": {"field": "line", "scale": {"domain": known, "range": colours}, "legend": legend},
                    "strokeDash": {"field": "line", "scale": {"domain": known, "range": dashes}},
                },
            },
        ],
    )


def _day(one: Marked) -> str:
    """Return the day on which a forecast was settled, at noon, so that no zone moves it."""
    return f"{one.entry.resolutions[-1].settled}T12:00:00"


def _means(marked: list[Marked]) -> Iterator[dict[str, Any]]:
    """Return the mean Brier score after each forecast, of the forecasts and of the baselines that they have."""
    so_far: dict[str, list[float]] = {}
    for one in marked:
        stated, happened = one.entry.forecast, one.entry.happened or 0
        rivals = {f"baseline: {name}": chances for name, chances in stated.baselines.items()}
        for line, chances in ({"these forecasts": stated.chances} | rivals).items():
            scores = so_far.setdefault(line, [])
            scores.append(RULES["brier"](Settled(chances, happened)) or 0.0)
            yield {"line": line, "day": _day(one), "mean": mean(scores), "count": len(scores)}
