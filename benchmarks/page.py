"""The page about performance: what was measured, put into words and tables."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from benchmarks.goals import FIT, exponent, goals, loading, one_pass
from benchmarks.measure import Row
from benchmarks.tables import NOTHING, duration, filled, item, mebibytes, number, passes, power, section, table


def page(found: Row) -> str:
    """Return the page; parts that have not been measured are left out."""
    parts = (
        _head, _goals, _growth, _kinds, _play, _scenarios, _starts, _commands, _workbench, _ensemble, _symbolic,
        _missing,
    )  # fmt: skip
    return "\n\n".join(text for part in parts if (text := part(found))) + "\n"


def _done(found: Row, *parts: str) -> list[Row]:
    """Return the rows of some parts that have been measured."""
    return [row for part in parts for row in found.get(part, ()) if "error" not in row]


# ---------------------------------------------------------------- what is measured, and the goals

HEAD = """\
# Performance

How long the program takes and how much memory, on generated conflicts. This page is written by

```
python -m benchmarks
```

which takes about a quarter of an hour; `--quick` measures a little of everything and only prints."""

TIMES = """**The times** are the least of some repetitions in one process (as many as fit into two seconds, up to a
hundred, at least one), after the machine code has been loaded, with ranks as arrays of 32-bit integers; each row has a
process of its own. A number in brackets says how many times as long as *one pass* that is: a minimum over the same
ranks in the same process. It is what reading them once costs, so machines can be compared by it. All concepts are
answered in one run, as an analysis does: what one has worked out the next may use (`sseq` from `seq`)."""

MEMORY = """**Memory** is the most that the process held while solving, with the conflict itself, and with the
interpreter and its libraries (about 50 MiB, with compiled code 150). The solver keeps every answer."""


def _head(found: Row) -> str:
    here = found["machine"]
    vectors = f" with {here['vectors']}" if here["vectors"] else ""
    machine = (
        f"**The machine**: {here['processor']}{vectors}, {here['cores']} cores, {here['memory']:.0f} GiB, "
        f"{here['system']}; Python {here['python']}, NumPy {here['numpy']}, Numba {here['numba']}, dd {here['dd']}. "
        f"When measuring began {here['load']:.1f} jobs wanted a core, when it ended {found['load']:.1f}; "
        f"it took {sum(found['took'].values()) / 60:.0f} minutes."
    )
    paces = found["pace"].values()
    if paces:
        machine += f" Ten million additions in Python took {duration(min(paces))} to {duration(max(paces))} in between:"
        machine += " by that, machines can be compared where little is compiled, and hours of one shared with others."
    if here["load"] > here["cores"] / 2:
        machine += " **So the machine was busy with other things, and the times are longer than they need be.**"
    return "\n\n".join([HEAD, *map(filled, (machine, TIMES, MEMORY))])


def _goals(found: Row) -> str:
    rows, missed = [], []
    for goal in goals():
        value = goal.measured(found)
        met = NOTHING if value is None else "met" if value <= goal.limit else "**missed**"
        rows.append([goal.what, _amount(goal.limit, goal.unit), _amount(value, goal.unit), met])
        if value is not None and value > goal.limit and goal.why:
            missed.append(item(f"{goal.what}: {goal.why}"))
    why = ["Why some are missed:", "\n".join(missed)] if missed else []
    told = [duration(speed(found)) for speed in (one_pass, loading)]
    set_ = filled(
        "The goals were set on a machine with AVX-512 that takes 0.71 ms for one pass over the ranks of 2^20 states, "
        f"and 140 ms to load Numba; here these take {told[0]} and {told[1]}."
    )
    return section("Against the goals", set_, table(["goal", "at most", "measured", ""], rows), *why)


def _amount(value: float | None, unit: str) -> str:
    if value is None or unit == "s":
        return duration(value)
    return f"{value:,.0f} MiB" if unit else f"{value:.2f}"


# ---------------------------------------------------------------- generated boards

TIME_PICTURE = """![Time of each concept against states, both on logarithmic scales: nearly straight lines, above and
nearly parallel to the dotted one of a single pass over the ranks](performance-time.svg)"""

MEMORY_PICTURE = """![Memory against states, both on logarithmic scales: level at first, then in proportion to the
states](performance-memory.svg)"""


def _growth(found: Row) -> str:
    rows = _done(found, "growth")
    if not rows:
        return ""
    two, one, plain = ([row for row in rows if row["engine"] == name] for name in ("fast 2", "fast 1", "plain"))
    keys = _concepts(rows)
    times = table(
        ["states", "one pass", *keys, "classical five", "all"],
        ([power(row["states"]), duration(row["unit"]), *_times(row, *keys, "classical", "all")] for row in two),
    )
    memory = table(
        ["states", "classical five: nothing compiled", "one core", "two cores", "MiB before", "MiB five", "MiB all"],
        (
            [power(row["states"])]
            + [_classical(which, row["states"]) for which in (plain, one, two)]
            + [mebibytes(row[name]) for name in ("inputs", "peak", "peak_all")]
            for row in two
        ),
    )
    slopes = ((key, exponent(found, key, "fast 1")) for key in (*keys, "classical", "all"))
    told = ", ".join(f"{SUMS.get(key, f'`{key}`')} {slope:.2f}" for key, slope in slopes if slope is not None)
    return section(
        "How time and memory grow",
        """Binary options of five actors, every combination feasible, every option reversible, wants by weights of
        options and of pairs of them; on two cores (small boards use one).""",
        _line(TIME_PICTURE),
        times,
        _line(MEMORY_PICTURE),
        memory,
        f"Between 2^{FIT[0]} and 2^{FIT[1]} states, on one core, time grows with this power of the number of states: "
        f"{told or NOTHING}.",
    )


SUMS = {"classical": "the classical five", "all": "all"}


def _line(text: str) -> str:
    return " ".join(text.split())


def _concepts(rows: Sequence[Row]) -> list[str]:
    """Return the concepts that were timed, in their order."""
    return [key for key in rows[0]["times"] if key not in SUMS and not key.startswith("play ")]


def _times(row: Row, *names: str) -> list[str]:
    return [passes(row["times"][name], row["unit"]) for name in names]


def _classical(rows: Iterable[Row], states: int) -> str:
    return duration(next((row["times"]["classical"] for row in rows if row["states"] == states), None))


def _kinds(found: Row) -> str:
    rows = _done(found, "kinds", "listed")
    if not rows:
        return ""
    keys = _concepts(rows)
    lines = (
        [*_board(row), duration(row["unit"]), *_times(row, *keys, "classical"), mebibytes(row["peak"])] for row in rows
    )
    return section(
        "Other boards",
        "As above, but for what the first column says; on two cores. With one-way options, each actor has one.",
        table(["what differs", "states", "one pass", *keys, "classical five", "MiB five"], lines),
    )


def _board(row: Row) -> list[str]:
    return [_differs(row) or "as in the first section", f"{row['states']:,}"]


def _differs(row: Row) -> str:
    if "bits" not in row:
        return f"{row['moves']:,} listed moves at random, {row['actors']} actors"
    told = []
    if len(row["bits"]) != 5:
        told.append(f"{len(row['bits'])} actors")
    if row["ranks"] != "weights":
        told.append({"random": "random ranks", "statements": "15 ordered statements each"}[row["ranks"]])
    if row["feasible"] < 1:
        told.append({0.5: "half", 0.125: "an eighth"}[row["feasible"]] + " feasible")
    if row["one_way"]:
        told.append("one-way options")
    return ", ".join(told)


LARGE = 1 << 16
"""States above which a board differing from the first ones is told of under prospects."""


def _play(found: Row) -> str:
    plain = found.get("growth", ())
    rows = [
        row
        for row in _done(found, "growth", "kinds", "listed")
        if row["engine"] == "fast 2" and "play nash" in row["times"] and (row in plain or row["states"] > LARGE)
    ]
    if not rows:
        return ""
    keys = _concepts(rows)
    lines = ([*_board(row), *_times(row, *(f"play {key}" for key in keys))] for row in rows)
    return section(
        "Prospects",
        """Where play can go from the first state, and where it comes to rest, after the verdicts, on one core. It
        depends on how many states play can pass through: with random ranks nearly all of them. Of the other boards
        only the large ones are told.""",
        table(["board", "states", *keys], lines),
    )


# ---------------------------------------------------------------- scenarios


def _scenarios(found: Row) -> str:
    rows = _done(found, "scenarios")
    if not rows:
        return ""
    steps = ["read", "compile", "solve", "compile / solve", "play", "explain", "process"]
    return section(
        "From a text",
        """Generated scenarios, each read from its text. *Solve* is all concepts, *play* the prospects under all of
        them, *explain* the reasons of one state for every actor under every concept (of five states the slowest),
        *process* the whole command `detente analyse`.""",
        table(["scenario", "states", "moves", *steps, "MiB compile", "MiB all"], map(_scenario, rows)),
    )


def _scenario(row: Row) -> list[str]:
    times = row["times"]
    return [
        _described(row),
        f"{row['states']:,}",
        "listed" if row["listed"] else "not listed",
        *(duration(times[name]) for name in ("read", "compile", "all")),
        f"{times['compile'] / times['all']:.1f}",
        duration(sum(taken for name, taken in times.items() if name.startswith("play "))),
        duration(times["explain"]),
        duration(row.get("process_analyse")),
        mebibytes(row["peak_compile"]),
        mebibytes(row["peak_play"]),
    ]


def _described(row: Row) -> str:
    given = row["given"]
    match row["make"]:
        case "binary":
            rules = given.get("rules", 4)
            return f"{given['options']} options, {given['actors']} actors, 15 statements each, {rules} rules"
        case "exclusive":
            return f"{given['actors']} actors, each one of {given['strategies']} exclusive options"
        case "many_valued":
            return f"{sum(map(len, given['sizes']))} options of three to five values, {len(given['sizes'])} actors"
        case _:
            return f"{given['actors']} actors whose options fall away with others' moves"


# ---------------------------------------------------------------- processes


STARTS = {
    "empty": "the compiled engine, nothing kept",
    "kept": "the compiled engine, kept by an earlier process",
    "plain": "the engine that such a board gets",
}


def _starts(found: Row) -> str:
    rows = [row for row in _done(found, "starts") if not any("error" in row.get(which, {}) for which in STARTS)]
    if not rows:
        return ""
    names = ("numpy", "numba", "classical", "others", "play")
    lines = [
        [told, power(row[which]["states"]), *(duration(row[which]["times"][name]) for name in names)]
        + [duration(row[which][name]) for name in ("process", "processor")]
        for row in rows
        for which, told in STARTS.items()
        if which in row
    ]
    head = ["machine code", "states", "load NumPy", "load Numba", "five concepts", "firm", "all prospects"]
    return section(
        "The first analysis",
        """Machine code is compiled on first use and kept on disk. This is a fresh process; 2^10 states get the compiled
        engine only where it is asked for:""",
        table([*head, "process", "processor time"], lines),
    )


def _commands(found: Row) -> str:
    rows = found.get("commands", ())
    if not rows:
        return ""
    return section(
        "Whole commands",
        f"On the flagship case, as whole processes, median of {rows[0]['times']}.",
        table(["command", "time"], ([f"`{_short(row['arguments'])}`", duration(row.get("seconds"))] for row in rows)),
    )


def _workbench(found: Row) -> str:
    rows = _done(found, "workbench")
    if not rows:
        return ""
    return section(
        "The workbench",
        f"""From the start of `detente workbench` on a folder with the flagship case, median of {rows[0]["times"]}. The
        endpoints are loaded while the browser reads the page and its style.""",
        table(["until", "time"], [["the first page", duration(rows[0]["page"])],
                                  ["what it asks for, the list of scenarios", duration(rows[0]["answers"])]]),
    )  # fmt: skip


def _short(arguments: Sequence[str]) -> str:
    """Return what was asked, with the first and the last of many words."""
    asked = arguments if len(arguments) < 4 else [*arguments[:3], "...", arguments[-1]]
    return " ".join(["detente", *asked])


# ---------------------------------------------------------------- what other scripts measure


def _ensemble(found: Row) -> str:
    rows = [each for row in _done(found, "ensemble") for each in row["rows"]]
    if not rows:
        return ""
    lines = (
        [row["board"], *(f"{row[name]:,}" for name in ("moves", "concepts", "samples")), duration(row["prepared"])]
        + [f"{row['samples'] / row[name]:,.0f}" for name in ("one", "two")]
        for row in rows
    )
    head = ["board", "moves", "concepts", "samples", "preparing", "samples a second, one core", "two cores"]
    return section(
        "Many samples of wants",
        "Boards whose states and moves are shared by many samples of ranks; making the samples is not counted.",
        table(head, lines),
    )


def _symbolic(found: Row) -> str:
    rows = _done(found, "symbolic")
    if not rows:
        return ""
    keys = max((list(row["seconds"]) for row in rows), key=len)
    lines = (
        [*_asked_of(row), duration(row["build"]), *(_asked(row, key) for key in keys), duration(row["listing"])]
        for row in rows
    )
    head = ["options", "actors", "statements each", "build", *keys, "list some"]
    return section(
        "States that are not listed",
        """Decision diagrams instead of lists of states, one core. Statements are random, of one to three options;
        local ones speak of the actor's own options and one other's. In brackets: how many equilibria there are.
        A bound is told where that was not known in time.""",
        table(head, lines, words=0),
    )


def _asked_of(row: Row) -> list[str]:
    statements = f"{row['statements']} local" if row["local"] else f"{row['statements']}"
    return [f"{row['options']}", f"{row['actors']}", statements]


def _asked(row: Row, key: str) -> str:
    if key not in row["seconds"]:
        return NOTHING
    count = row["counts"][key]
    return f"{duration(row['seconds'][key])} ({number(count)})" if count is not None else f"> {row['limit']} s"


def _missing(found: Row) -> str:
    rows = [(part, row) for part, rows in found.items() if isinstance(rows, list) for row in rows if "error" in row]
    lines = (item(f"{part}, {_called(row)}: {row['error']}") for part, row in rows)
    return section("Not measured", "These came to no end:", "\n".join(lines)) if rows else ""


def _called(row: Row) -> str:
    return " ".join(f"{name}={value}" for name, value in row.items() if name != "error")
