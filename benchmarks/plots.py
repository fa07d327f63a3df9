"""Pictures of the page: time and memory against states, on logarithmic scales, as SVG."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from benchmarks.measure import Row
from benchmarks.tables import power

PASS = "one pass"
"""What the line of a single streaming pass over the ranks is called."""

STYLES: dict[str, tuple[str, str, list[int]]] = {
    "firm": ("#000000", "cross", [1, 0]),
    "sseq": ("#D55E00", "triangle-up", [1, 0]),
    "seq": ("#E69F00", "diamond", [6, 2]),
    "smr": ("#0072B2", "square", [1, 0]),
    "gmr": ("#56B4E9", "circle", [6, 2]),
    "nash": ("#009E73", "triangle-down", [1, 0]),
    PASS: ("#666666", "stroke", [1, 3]),
    "classical five": ("#D55E00", "triangle-up", [1, 0]),
    "all concepts": ("#000000", "cross", [1, 0]),
    "before solving": ("#666666", "stroke", [1, 3]),
}
"""Colour, mark and dashes of each line; colours that are told apart in every kind of colour vision."""


def time_picture(rows: Sequence[Row]) -> str:
    """Return the picture of the time of each concept, with that of one pass over the ranks, as SVG."""
    return _svg(time_spec(rows))


def memory_picture(rows: Sequence[Row]) -> str:
    """Return the picture of memory as SVG."""
    return _svg(memory_spec(rows))


def time_spec(rows: Sequence[Row]) -> dict[str, Any]:
    """Return what is drawn of times."""

    def points() -> Iterator[Row]:
        for row in _drawn(rows):
            yield {"states": row["states"], "line": PASS, "amount": row["unit"]}
            for key, seconds in row["times"].items():
                if key in STYLES:
                    yield {"states": row["states"], "line": key, "amount": seconds}

    labels: dict[float, str] = {
        unit * size: f"{size} {name}"
        for unit, name in ((1e-9, "ns"), (1e-6, "µs"), (1e-3, "ms"), (1.0, "s"))
        for size in (1, 10, 100)
    }
    return _spec("Time of each concept, two cores", "time", labels, list(points()))


def memory_spec(rows: Sequence[Row]) -> dict[str, Any]:
    """Return what is drawn of memory."""
    names = {"inputs": "before solving", "peak": "classical five", "peak_all": "all concepts"}
    points = [
        {"states": row["states"], "line": line, "amount": row[name]}
        for row in _drawn(rows)
        for name, line in names.items()
    ]
    labels: dict[float, str] = {float(size): f"{size} MiB" for size in (32, 64, 128, 256, 512)}
    labels |= {1024.0 * size: f"{size} GiB" for size in (1, 2, 4, 8, 16)}
    return _spec("Most memory held by the process, two cores", "memory", labels, points)


def _drawn(rows: Sequence[Row]) -> list[Row]:
    return [row for row in rows if row.get("engine") == "fast 2" and "times" in row]


def _spec(title: str, what: str, labels: dict[float, str], points: list[Row]) -> dict[str, Any]:
    present = {point["line"] for point in points}
    lines = [line for line in STYLES if line in present]
    colours, marks, dashes = zip(*(STYLES[line] for line in lines), strict=True)
    amounts = [point["amount"] for point in points]
    states = sorted({point["states"] for point in points})
    inside = [at for at in labels if min(amounts) / 10 < at < max(amounts) * 10]
    low, high = max((at for at in inside if at <= min(amounts)), default=inside[0]), inside[-1]
    high = min((at for at in inside if at >= max(amounts)), default=high)

    def scale(domain: Sequence[str], given: Sequence[Any]) -> dict[str, Any]:
        return {"domain": domain, "range": given}

    legend = {"title": None, "symbolSize": 70, "symbolStrokeWidth": 2, "labelFontSize": 13}
    return {
        "$schema": "https://vega.github.io/schema/vega-lite/v5.json",
        "title": {"text": title, "anchor": "start", "fontSize": 15},
        "width": 560,
        "height": 360,
        "background": "white",
        "padding": 12,
        "data": {"values": points},
        "mark": {"type": "line", "strokeWidth": 2, "point": {"size": 70, "filled": True}},
        "encoding": {
            "x": {
                "field": "states",
                "type": "quantitative",
                "title": "feasible states",
                "scale": {"type": "log", "base": 2, "domain": [states[0], states[-1]], "nice": False, "padding": 8},
                "axis": {"values": states, "labelExpr": _told({at: power(at) for at in states}), **_AXIS},
            },
            "y": {
                "field": "amount",
                "type": "quantitative",
                "title": what,
                "scale": {"type": "log", "domain": [low, high], "nice": False},
                "axis": {"values": [at for at in inside if low <= at <= high], "labelExpr": _told(labels), **_AXIS},
            },
            "color": {"field": "line", "type": "nominal", "scale": scale(lines, colours), "legend": legend},
            "shape": {"field": "line", "type": "nominal", "scale": scale(lines, marks)},
            "strokeDash": {"field": "line", "type": "nominal", "scale": scale(lines, dashes), "legend": None},
        },
    }


_AXIS = {
    "labelFontSize": 13,
    "titleFontSize": 13,
    "gridColor": "#e4e4e4",
    "domainColor": "#888888",
    "tickColor": "#888888",
}


def _told(labels: dict[Any, str]) -> str:
    """Return an expression that gives each number on an axis its label."""
    cases = "".join(f"abs(datum.value / {at!r} - 1) < 1e-6 ? '{label}' : " for at, label in labels.items())
    return f"{cases}''"


def _svg(spec: dict[str, Any]) -> str:
    import vl_convert

    return vl_convert.vegalite_to_svg(spec)
