"""Measure, and write `docs/reference/performance.md` with its pictures anew.

    python -m benchmarks                    measures everything and writes the page (a quarter of an hour)
    python -m benchmarks --quick            measures a little of everything and prints it
    python -m benchmarks --only growth      measures some parts and prints them
    python -m benchmarks --save FILE        keeps what was measured as JSON besides
    python -m benchmarks --load FILE        measures nothing and writes the page from what was kept;
                                            with --only, measures these parts anew and writes the page

Seeds are fixed; every row runs in a process of its own.
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from pathlib import Path

from benchmarks.measure import ROOT, Row, load, machine, pace
from benchmarks.page import page
from benchmarks.plan import PARTS, plan

REFERENCE = ROOT / "docs" / "reference"


def measured(parts: list[str], quick: bool) -> Row:
    """Return the rows of some parts, with the machine; how it goes on is told on the way."""
    began = time.perf_counter()
    found: Row = {"machine": machine(), "took": {}, "pace": {}}
    for part in parts:
        rows = []
        found["pace"][part] = pace()
        before = time.perf_counter()
        for task in plan(part, quick):
            rows.append(task.run())
            at = time.perf_counter() - began
            print(f"{at:6.1f} s, load {load():.1f}: {part}: {task}", file=sys.stderr, flush=True)
            if "error" in rows[-1]:
                print(f"          {rows[-1]['error']}", file=sys.stderr, flush=True)
        found[part] = rows
        found["took"][part] = time.perf_counter() - before
    return found | {"load": load()}


def joined(kept: Row, new: Row) -> Row:
    """Return what was kept with what was measured since.

    Raises SystemExit where they come from different machines or versions.
    """
    here, there = ({name: value for name, value in one["machine"].items() if name != "load"} for one in (new, kept))
    if here != there:
        raise SystemExit(f"What was kept was measured on another machine: {there}, here it is {here}")
    return kept | new | {name: kept[name] | new[name] for name in ("took", "pace")}


def main() -> None:
    """Do what is asked."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__,
                                     formatter_class=argparse.RawDescriptionHelpFormatter)  # fmt: skip
    parser.add_argument("--quick", action="store_true", help="small boards only; print, write nothing")
    parser.add_argument("--only", nargs="+", choices=list(PARTS), metavar="PART", help=f"of {', '.join(PARTS)}")
    parser.add_argument("--save", type=Path, metavar="FILE", help="keep what was measured")
    parser.add_argument("--load", type=Path, metavar="FILE", help="take what was kept")
    asked = parser.parse_args()
    kept: Row = json.loads(asked.load.read_text(encoding="utf-8")) if asked.load else {}
    if asked.load and not asked.only:
        found = kept
    else:
        new = measured(asked.only or list(PARTS), asked.quick)
        found = joined(kept, new) if kept else new
    if asked.save:
        asked.save.write_text(json.dumps(found, indent=1), encoding="utf-8")
    if asked.quick or (asked.only and not asked.load):
        print(page(found))
    else:
        write(found)


def write(found: Row) -> None:
    """Write the page and its pictures."""
    from benchmarks.plots import memory_picture, time_picture

    (REFERENCE / "performance.md").write_text(page(found), encoding="utf-8")
    (REFERENCE / "performance-time.svg").write_text(time_picture(found["growth"]), encoding="utf-8")
    (REFERENCE / "performance-memory.svg").write_text(memory_picture(found["growth"]), encoding="utf-8")


if __name__ == "__main__":
    main()
