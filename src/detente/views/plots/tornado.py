"""What swings an outcome: for each circumstance where learning its value, or its chance, could bring the outcome."""

from __future__ import annotations

from typing import Any

from detente.answers.drivers import Drivers
from detente.prospects.drivers.bands import Reach
from detente.prospects.worlds import Swing
from detente.views.chances import SMALL, percent, span
from detente.views.drivers import asked_about, moves
from detente.views.phrases import plain
from detente.views.plots.style import AXIS, BLACK, BLUE, SKY, nothing, shares, spec, wrapped

VERB = "drivers"

ROOM, LONGEST = 0.2, 82
"""Room beside the axis for the names of values, as part of it; and how long, in points, they may be there."""


def draw(given: Drivers) -> dict[str, Any]:
    """Return what drives an outcome as a tornado: two bars for each circumstance that has an effect."""
    found = given.found
    reach = {one.circumstance: one for one in found.reaches}
    rows = [
        _row(swing, reach[swing.circumstances[0]])
        for swing in found.swings
        if moves(swing, reach[swing.circumstances[0]])
    ]
    now = percent(found.outcome.chance.middle)
    title = f"What swings the chance {plain(asked_about(found))}"
    if not rows:
        return nothing(title, f"Nothing swings it: {now} in every world.")
    description = f"{title}. As it stands {now}. " + " ".join(row["told"] for row in rows)
    y = {
        "field": "name",
        "type": "nominal",
        "sort": None,
        "title": None,
        "axis": {**AXIS, "ticks": False, "domain": False},
    }

    def bar(low: str, high: str, colour: str, size: int) -> dict[str, Any]:
        mark = {"type": "bar", "color": colour, "size": size}
        return {"mark": mark, "encoding": {"y": y, "x": shares(low, ROOM), "x2": {"field": high}}}

    def end(field: str, text: str, align: str, away: int) -> dict[str, Any]:
        mark = {"type": "text", "align": align, "dx": away, "fontSize": 12, "limit": LONGEST}
        return {"mark": mark, "encoding": {"y": y, "x": shares(field, ROOM), "text": {"field": text}}}

    return spec(
        wrapped(title).split("\n"),
        description,
        [
            "wide, light: where the chance would be if the value were known",
            "narrow, dark: over the band of the circumstance's own chance",
            f"line: as it stands, {now}",
        ],
        data={"values": rows},
        width=600,
        height={"step": 44},
        layer=[
            bar("low", "high", SKY, 26),
            bar("least", "most", BLUE, 10),
            {
                "data": {"values": [{"now": found.outcome.chance.middle}]},
                "mark": {"type": "rule", "color": BLACK, "strokeWidth": 2},
                "encoding": {"x": shares("now", ROOM)},
            },
            end("low", "lowest", "right", -6),
            end("high", "highest", "left", 6),
        ],
    )


def _row(swing: Swing, reach: Reach) -> dict[str, Any]:
    known = [(chance, value) for (value,), chance in zip(swing.given, swing.chances, strict=True) if chance is not None]
    low, high = min(chance for chance, _ in known), max(chance for chance, _ in known)
    (name,) = swing.circumstances
    values = ", ".join(f"{percent(chance)} if {value}" for chance, value in known)
    band = f"; {span(reach.low, reach.high)} over its band" if reach.range > SMALL else ""
    return {
        "name": name,
        "low": low,
        "high": high,
        "least": reach.low,
        "most": reach.high,
        "lowest": " or ".join(value for chance, value in known if chance - low < SMALL) if high - low > SMALL else "",
        "highest": " or ".join(value for chance, value in known if high - chance < SMALL) if high - low > SMALL else "",
        "told": f"{name}: {values}{band}.",
    }
