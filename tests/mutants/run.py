"""Plant each fault in a copy of the program and run the tests on the copy: they must fail.

    python -m tests.mutants.run [--jobs 2] [--only NAME ...] [--page]

Files of tests are run one after another until one fails: for all faults those that are about the faulty file, then
the others for the faults that are left. Each file must pass on a copy without a fault; one that does not end in many
times the time which it takes there counts as noticed.

What became of a fault is kept in `tests/mutants/outcomes.jsonl`, and one that was noticed is not tried again while the
file in which it is planted stays the same. All faults together take hours, so the pages are written from several runs,
after each; with `--page` nothing is tried.
"""

from __future__ import annotations

import argparse
import functools
import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from queue import SimpleQueue

from tests.mutants.fault import Fault
from tests.mutants.faults import FAULTS
from tests.mutants.outcomes import PACKAGE, Outcome, kept, misfits, note, noticed, pages, planted, tidied

ROOT = Path(__file__).parents[2]
REFERENCE = ROOT / "docs" / "reference"
LOG = ROOT / "tests" / "mutants" / "outcomes.jsonl"

TESTS = (
    "tests/properties/test_theory_existence.py",
    "tests/properties/test_worlds.py",
    "tests/properties/test_expressions.py",
    "tests/properties/test_preferences.py",
    "tests/engine/test_corners.py",
    "tests/engine/test_limits.py",
    "tests/properties/test_states_and_moves.py",
    "tests/properties/test_prospects.py",
    "tests/properties/test_theory_reach.py",
    "tests/properties/test_theory_concepts.py",
    "tests/contract/test_concepts.py",
    "tests/properties/test_theory_changes.py",
    "tests/properties/test_large.py",
    "tests/properties/test_against_oracle.py",
    "tests/engine/test_ensemble.py",
    "tests/engine/test_nearby.py",
    "tests/engine/test_part.py",
    "tests/engine/test_fast.py",
    "tests/settlement/test_coalitions_reasons.py",
    "tests/engine/test_coalition_by_hand.py",
    "tests/engine/test_coalition_theory.py",
    "tests/engine/test_coalition_at_once.py",
    "tests/settlement/test_coalitions_oracle.py",
    "tests/settlement/test_coalitions.py",
    "tests/symbolic/test_against_listing.py",
    "tests/symbolic/test_symbolic.py",
)
NEAREST = {
    "conflict.py": ("test_worlds", "test_states_and_moves"),
    "engine/board.py": ("test_theory_reach", "test_states_and_moves", "test_fast"),
    "engine/budget.py": ("test_limits",),
    "engine/certificate.py": ("test_concepts",),
    "engine/choice.py": ("test_fast",),
    "engine/coalition/": (
        "test_coalitions_reasons",
        "test_coalition_by_hand",
        "test_coalition_theory",
        "test_coalition_at_once",
        "test_coalitions_oracle",
        "test_coalitions",
    ),
    "engine/compile.py": ("test_states_and_moves", "test_worlds", "test_corners", "test_against_oracle"),
    "engine/ensemble/nearby.py": ("test_nearby",),
    "engine/ensemble/": ("test_ensemble",),
    "engine/fast.py": ("test_fast",),
    "engine/gridded.py": ("test_fast",),
    "engine/improvements.py": (
        "test_theory_existence",
        "test_theory_concepts",
        "test_prospects",
        "test_large",
        "test_against_oracle",
    ),
    "engine/kernels/": ("test_fast",),
    "engine/moves.py": ("test_states_and_moves", "test_against_oracle"),
    "engine/part.py": ("test_part",),
    "engine/paths.py": ("test_prospects", "test_fast"),
    "engine/plain.py": ("test_theory_existence", "test_theory_concepts", "test_concepts", "test_against_oracle"),
    "engine/preferences/": ("test_preferences",),
    "engine/reach.py": ("test_theory_reach",),
    "engine/solve.py": ("test_theory_existence", "test_theory_concepts", "test_prospects", "test_against_oracle"),
    "engine/stability/": ("test_concepts", "test_prospects", "test_large"),
    "engine/states.py": ("test_states_and_moves", "test_corners"),
    "engine/symbolic/": ("test_against_listing", "test_symbolic"),
    "engine/threads.py": ("test_fast",),
    "engine/truth.py": ("test_states_and_moves",),
    "engine/verdicts.py": ("test_theory_existence", "test_theory_reach", "test_theory_concepts", "test_prospects"),
    "engine/verify.py": ("test_concepts",),
    "scenario/expression.py": ("test_expressions",),
}
"""Which tests are run first, by the place of the fault; the others follow."""

LEFT_OUT = ("tests/symbolic/test_symbolic.py::test_forty_options",)
"""Tests that take too long to be run for each fault."""

AT_KERNELS = ("engine/kernels/", "engine/fast.py", "engine/gridded.py", "engine/ensemble/", "engine/board.py")
"""Places of faults that can lead compiled kernels out of their arrays: there they run as plain Python.

So nothing has to be compiled anew for a faulty kernel either. Elsewhere what a run has compiled serves the next.
"""

CONFLICTS = "600"
PATIENCE = 8
"""Tests that take so many times as long as without a fault, and a minute, are stopped."""


def near(file: str) -> list[str]:
    """Return the test files that are about a file of the program."""
    path = {Path(test).stem: test for test in TESTS}
    return [path[name] for place, names in NEAREST.items() if file.startswith(place) for name in names]


def far(file: str) -> list[str]:
    """Return the other test files."""
    return [test for test in TESTS if test not in near(file)]


class Bench:
    """A place where copies of the program are tried, one at a time; compiled kernels stay there for the next."""

    def __init__(self, room: Path) -> None:
        self.room = room
        self._seconds: dict[tuple[str, bool], float] = {}

    def tried(self, fault: Fault, tests: Sequence[str]) -> Outcome:
        """Return how the tests end on a copy with the fault; the first that fail are the last to run."""
        began = time.monotonic()
        compiled = not fault.file.startswith(AT_KERNELS)
        faulty = self.room / "detente" / fault.file
        examples = [str(faulty)] if ">>>" in planted(fault) else []
        for test in tests:
            patience = 60 + PATIENCE * self.without_fault(test, compiled)
            self._copy()
            faulty.write_text(planted(fault), encoding="utf-8")
            outcome = self._run([*examples, test], compiled, patience)
            if outcome.end != "survived":
                break
            examples = []
        return Outcome(outcome.end, outcome.by, round(time.monotonic() - began, 1))

    def without_fault(self, test: str, compiled: bool) -> float:
        """Return how many seconds a file of tests takes on a copy without a fault; there it must pass."""
        if (test, compiled) not in self._seconds:
            self._copy()
            outcome = self._run([test], compiled, 3600)
            if outcome.end != "survived":
                raise RuntimeError(f"{test} fails without a fault: {outcome.by}")
            self._seconds[test, compiled] = outcome.seconds
        return self._seconds[test, compiled]

    def _copy(self) -> None:
        shutil.rmtree(self.room / "detente", ignore_errors=True)
        shutil.copytree(PACKAGE, self.room / "detente", ignore=shutil.ignore_patterns("__pycache__"))

    def _run(self, tests: Sequence[str], compiled: bool, patience: float) -> Outcome:
        settings = {
            "PYTHONPATH": str(self.room),
            "PYTHONDONTWRITEBYTECODE": "1",
            "DETENTE_COPY": str(self.room),  # tests/conftest.py refuses to run on anything else
            "DETENTE_HYPOTHESIS": "mutants",
            "DETENTE_CONFLICTS": CONFLICTS,
            "NUMBA_DISABLE_JIT": "0" if compiled else "1",
            "NUMBA_CACHE_DIR": str(self.room / "kernels"),
            "OMP_NUM_THREADS": "1",
            "OPENBLAS_NUM_THREADS": "1",
        }
        left_out = [word for test in LEFT_OUT for word in ("--deselect", test)]
        options = ["-x", "-q", "--tb=no", "-p", "no:cacheprovider", *left_out]
        began = time.monotonic()
        try:
            done = subprocess.run(
                [sys.executable, "-m", "pytest", *options, *tests],
                cwd=ROOT,
                env=os.environ | settings,
                capture_output=True,
                text=True,
                timeout=patience,
                check=False,
            )
        except subprocess.TimeoutExpired:
            return Outcome("killed", f"{Path(tests[-1]).stem}: no end", patience)
        seconds = time.monotonic() - began
        if done.returncode == 0:
            return Outcome("survived", "", seconds)
        first = re.search(r"^(?:FAILED|ERROR) (\S+?\.py)?(?:::(.+?))?(?: - .*)?$", done.stdout, re.MULTILINE)
        if done.returncode not in (1, 2) or first is None:
            return Outcome("broken", (done.stdout + done.stderr)[-2000:], seconds)
        where = Path(first[1]).stem if first[1] else "examples"  # those in docstrings lie outside the tests' folder
        return Outcome("killed", f"{where}: {first[2] or 'cannot begin'}", seconds)


# ---------------------------------------------------------------- the command


def main(words: Sequence[str] | None = None) -> int:
    """Run the faults that are asked for; return 1 if one of them survives or the run says nothing."""
    asked = _asked(words)
    faults = [fault for fault in FAULTS if not asked.only or fault.name in asked.only or fault.file in asked.only]
    unknown = set(asked.only) - {name for fault in faults for name in (fault.name, fault.file)}
    wrong = misfits(faults) + [f"{name}: there is no such fault" for name in sorted(unknown)]
    if wrong:
        print("\n".join(wrong))
        return 1
    left = [] if asked.page else _run(faults, asked.jobs)
    LOG.write_text(tidied(kept(LOG)), encoding="utf-8")
    for name, text in pages(kept(LOG)).items():
        (REFERENCE / name).write_text(text, encoding="utf-8")
    return 1 if left else 0


def _run(faults: Sequence[Fault], jobs: int) -> list[str]:
    """Try faults and return those that no test noticed."""
    outcomes = noticed(LOG, faults)
    with tempfile.TemporaryDirectory(prefix="planted-") as folder, ThreadPoolExecutor(jobs) as pool:
        free: SimpleQueue[Bench] = SimpleQueue()
        for number in range(jobs):
            free.put(Bench(Path(folder) / str(number)))
        for tests in (near, far):
            todo = [fault for fault in faults if fault.name not in outcomes or outcomes[fault.name].end == "survived"]
            found = pool.map(functools.partial(_told, free, tests), todo)
            outcomes |= {fault.name: outcome for fault, outcome in zip(todo, found, strict=True)}
    left = [fault.name for fault in faults if outcomes[fault.name].end != "killed"]
    print(f"{len(faults) - len(left)} of {len(faults)} killed" + (f"; not: {', '.join(left)}" if left else ""))
    return left


def _told(free: SimpleQueue[Bench], tests: Callable[[str], list[str]], fault: Fault) -> Outcome:
    bench = free.get()
    try:
        outcome = bench.tried(fault, tests(fault.file))
    finally:  # what waits for it must not wait for ever
        free.put(bench)
    print(f"{outcome.end:9}{outcome.seconds:6.1f} s  {fault.name}  {outcome.by}", flush=True)
    if outcome.end == "killed" or (outcome.end == "survived" and tests is far):
        note(LOG, fault, outcome)
    return outcome


def _asked(words: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.mutants.run", description=__doc__)
    parser.add_argument("--jobs", type=int, default=1, help="how many faults to try at once")
    parser.add_argument(
        "--only", nargs="+", default=[], metavar="NAME", help="try these faults, or those in these files"
    )
    parser.add_argument("--page", action="store_true", help="try nothing, only write the pages from what is kept")
    return parser.parse_args(words)


if __name__ == "__main__":
    sys.exit(main())
