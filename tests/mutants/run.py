"""Plant each fault in a copy of the program and run the tests on the copy: they must fail.

    python -m tests.mutants.run [--jobs 2] [--only NAME ...] [--write-docs]

First every fault must apply, and the tests must pass on a copy without a fault. A fault under which the tests do
not end in many times that run's time counts as noticed.
"""

from __future__ import annotations

import argparse
import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from tests.mutants.faults import FAULTS, Fault

ROOT = Path(__file__).parents[2]
PACKAGE = ROOT / "src" / "detente"
PAGE = ROOT / "docs" / "reference" / "planted-faults.md"

TESTS = (
    "tests/properties/test_theory_existence.py",
    "tests/properties/test_worlds.py",
    "tests/properties/test_expressions.py",
    "tests/properties/test_preferences.py",
    "tests/properties/test_states_and_moves.py",
    "tests/properties/test_prospects.py",
    "tests/properties/test_theory_reach.py",
    "tests/properties/test_theory_concepts.py",
    "tests/contract/test_concepts.py",
    "tests/properties/test_theory_changes.py",
    "tests/properties/test_large.py",
    "tests/properties/test_against_oracle.py",
)
NEAREST = {
    "conflict.py": "test_worlds",
    "engine/board.py": "test_theory_reach",
    "engine/certificate.py": "test_concepts",
    "engine/compile.py": "test_states_and_moves",
    "engine/improvements.py": "test_theory_existence",
    "engine/moves.py": "test_states_and_moves",
    "engine/paths.py": "test_prospects",
    "engine/preferences/": "test_preferences",
    "engine/reach.py": "test_theory_reach",
    "engine/solve.py": "test_theory_existence",
    "engine/stability/": "test_concepts",
    "engine/states.py": "test_states_and_moves",
    "engine/truth.py": "test_states_and_moves",
    "engine/verify.py": "test_concepts",
    "scenario/expression.py": "test_expressions",
}
"""Which tests are run first, by the place of the fault; the others follow."""

CONFLICTS = "600"
PATIENCE = 8
"""A run that takes so many times as long as one without a fault is stopped."""


@dataclass(frozen=True)
class Outcome:
    """What became of a run: `by` is the first test that failed, `seconds` how long it took."""

    end: Literal["killed", "survived", "broken"]
    by: str
    seconds: float


def misfits(faults: Sequence[Fault] = FAULTS) -> list[str]:
    """Return the faults whose old text does not stand in its file exactly once."""
    found = []
    for fault in faults:
        times = (PACKAGE / fault.file).read_text(encoding="utf-8").count(fault.old)
        if times != 1:
            found.append(f"{fault.name}: its old text stands {times} times in {fault.file}")
    return found


def tried(fault: Fault | None, patience: float) -> Outcome:
    """Return how the tests end on a copy of the program with the fault, or without any."""
    with tempfile.TemporaryDirectory(prefix="planted-") as folder:
        copy = Path(folder) / "detente"
        shutil.copytree(PACKAGE, copy, ignore=shutil.ignore_patterns("__pycache__"))
        if fault is not None:
            file = copy / fault.file
            file.write_text(file.read_text(encoding="utf-8").replace(fault.old, fault.new), encoding="utf-8")
        return _tests_on(Path(folder), "" if fault is None else fault.file, patience)


def in_order(file: str) -> list[str]:
    """Return the test files, those first that are about a file of the program."""
    near = {test for place, test in NEAREST.items() if file.startswith(place)}
    return sorted(TESTS, key=lambda test: Path(test).stem not in near)


def _tests_on(folder: Path, file: str, patience: float) -> Outcome:
    settings = {
        "PYTHONPATH": str(folder),
        "PYTHONDONTWRITEBYTECODE": "1",
        "DETENTE_COPY": str(folder),  # tests/conftest.py refuses to run on anything else
        "DETENTE_HYPOTHESIS": "mutants",
        "DETENTE_CONFLICTS": CONFLICTS,
        "OMP_NUM_THREADS": "1",
        "OPENBLAS_NUM_THREADS": "1",
    }
    command = [sys.executable, "-m", "pytest", "-x", "-q", "--tb=no", "-p", "no:cacheprovider", *in_order(file)]
    began = time.monotonic()
    try:
        done = subprocess.run(
            command,
            cwd=ROOT,
            env=os.environ | settings,
            capture_output=True,
            text=True,
            timeout=patience,
            check=False,
        )
    except subprocess.TimeoutExpired:
        return Outcome("killed", "no end", patience)
    seconds = time.monotonic() - began
    if done.returncode == 0:
        return Outcome("survived", "", seconds)
    first = re.search(r"^FAILED (\S+?)::(.+?)(?: - .*)?$", done.stdout, re.MULTILINE)
    if done.returncode != 1 or first is None:
        return Outcome("broken", (done.stdout + done.stderr)[-2000:], seconds)
    return Outcome("killed", f"{Path(first[1]).stem}: {first[2]}", seconds)


def page(outcomes: Sequence[tuple[Fault, Outcome]]) -> str:
    """Return the table for the reference."""
    lines = [
        "# Planted faults",
        "",
        "Tests that pass prove little unless they would fail if the program were wrong. So small mistakes are put",
        f"into copies of the program, one at a time, {len(outcomes)} in all, and the tests are run on each copy.",
        "Every one of them is noticed. The table says what each mistake breaks and which test noticed it first.",
        "`python -m tests.mutants.run --write-docs` plants them all again and writes this page; the mistakes",
        "themselves are in `tests/mutants/faults.py`.",
        "",
        "| fault | in | what it breaks | noticed by |",
        "|---|---|---|---|",
    ]
    for fault, outcome in outcomes:
        by = outcome.by.replace("|", "\\|")
        lines.append(f"| {fault.name} | `{fault.file}` | {fault.breaks} | `{by}` |")
    return "\n".join(lines) + "\n"


def main(words: Sequence[str] | None = None) -> int:
    """Run the faults that are asked for; return 1 if one of them survives or the run says nothing."""
    asked = _asked(words)
    faults = [fault for fault in FAULTS if not asked.only or fault.name in asked.only]
    unknown = set(asked.only) - {fault.name for fault in faults}
    wrong = misfits(faults) + [f"{name}: there is no such fault" for name in sorted(unknown)]
    if wrong:
        print("\n".join(wrong))
        return 1
    plain = tried(None, patience=3600)
    print(f"without a fault: {plain.end} after {plain.seconds:.0f} s {plain.by}", flush=True)
    if plain.end != "survived":
        return 1
    with ThreadPoolExecutor(asked.jobs) as pool:
        outcomes = list(pool.map(lambda fault: _told(fault, PATIENCE * plain.seconds), faults))
    left = [fault.name for fault, outcome in zip(faults, outcomes, strict=True) if outcome.end != "killed"]
    print(f"{len(faults) - len(left)} of {len(faults)} killed" + (f"; not: {', '.join(left)}" if left else ""))
    if asked.write_docs and not left and not asked.only:
        PAGE.parent.mkdir(parents=True, exist_ok=True)
        PAGE.write_text(page(list(zip(faults, outcomes, strict=True))), encoding="utf-8")
    return 1 if left else 0


def _told(fault: Fault, patience: float) -> Outcome:
    outcome = tried(fault, patience)
    print(f"{outcome.end:9}{outcome.seconds:6.1f} s  {fault.name}  {outcome.by}", flush=True)
    return outcome


def _asked(words: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.mutants.run", description=__doc__)
    parser.add_argument("--jobs", type=int, default=1, help="how many faults to try at once")
    parser.add_argument("--only", nargs="+", default=[], metavar="NAME", help="try these faults only")
    parser.add_argument("--write-docs", action="store_true", help="write the table, if all are tried and killed")
    return parser.parse_args(words)


if __name__ == "__main__":
    sys.exit(main())
