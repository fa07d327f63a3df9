"""The planted faults still apply; DETENTE_MUTANTS=sample also runs a few of them."""

from __future__ import annotations

import os
from collections import Counter
from pathlib import Path

from tests.mutants.faults import FAULTS, SAMPLE
from tests.mutants.run import NEAREST, PACKAGE, ROOT, TESTS, Outcome, in_order, misfits, page, tried


def test_every_fault_still_applies() -> None:
    assert misfits() == []
    assert all(fault.old != fault.new for fault in FAULTS)


def test_every_fault_has_a_name_of_its_own_and_says_what_it_breaks() -> None:
    assert [name for name, times in Counter(fault.name for fault in FAULTS).items() if times > 1] == []
    assert all(fault.breaks and not fault.breaks.endswith(".") for fault in FAULTS)
    assert set(SAMPLE) <= {fault.name for fault in FAULTS}


def test_every_part_of_the_engine_has_its_faults() -> None:
    rooms = {str(file.relative_to(PACKAGE)) for file in (PACKAGE / "engine").rglob("*.py")} | {"conflict.py"}
    without_answers = {"engine/__init__.py", "engine/stability/__init__.py"}
    assert {fault.file for fault in FAULTS} == (rooms - without_answers) | {"scenario/expression.py"}


def test_every_place_has_its_nearest_tests() -> None:
    assert all((ROOT / test).is_file() for test in TESTS)
    assert set(NEAREST.values()) <= {Path(test).stem for test in TESTS}
    for fault in FAULTS:
        assert Path(in_order(fault.file)[0]).stem in NEAREST.values(), fault.name
        assert sorted(in_order(fault.file)) == sorted(TESTS)


def test_the_page_has_a_row_for_every_fault() -> None:
    outcomes = [(fault, Outcome("killed", "test_x: test_a|b", 1.0)) for fault in FAULTS]
    rows = [line for line in page(outcomes).splitlines() if line.startswith("| ")][1:]
    assert len(rows) == len(FAULTS)
    assert all("a\\|b" in row for row in rows)


if os.environ.get("DETENTE_MUTANTS") == "sample":

    def test_a_sample_of_the_faults_is_noticed() -> None:
        sample = [fault for fault in FAULTS if fault.name in SAMPLE]
        assert {fault.name: tried(fault, patience=1800).end for fault in sample} == dict.fromkeys(SAMPLE, "killed")
