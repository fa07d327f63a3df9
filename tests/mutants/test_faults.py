"""The planted faults still apply; DETENTE_MUTANTS=sample also runs a few of them."""

from __future__ import annotations

import os
from collections import Counter
from pathlib import Path

from tests.mutants.fault import in_file
from tests.mutants.faults import FAULTS, SAMPLE
from tests.mutants.outcomes import (
    PACKAGE,
    Outcome,
    kept,
    misfits,
    note,
    noticed,
    pages,
    part,
    planted,
    tidied,
    without_words,
)
from tests.mutants.run import LEFT_OUT, NEAREST, ROOT, TESTS, Bench, far, near

WITHOUT_ANSWERS = {
    "engine/__init__.py",
    "engine/coalition/driver/__init__.py",
    "engine/compiled.py",
    "engine/ensemble/kernels/__init__.py",
    "engine/kernels/__init__.py",
    "engine/preferences/__init__.py",
    "engine/progress.py",
    "engine/stability/__init__.py",
    "engine/symbolic/__init__.py",
}
"""Parts of the engine in which a mistake could change no answer."""


def test_every_fault_still_applies() -> None:
    assert misfits() == []
    assert all(fault.old != fault.new for fault in FAULTS)


def test_every_faulty_file_is_still_a_program() -> None:
    for fault in FAULTS:
        compile(planted(fault), fault.name, "exec")


def test_every_fault_has_a_name_of_its_own_and_says_what_it_breaks() -> None:
    assert [name for name, times in Counter(fault.name for fault in FAULTS).items() if times > 1] == []
    assert [texts for texts, times in Counter(fault[1:4] for fault in FAULTS).items() if times > 1] == []
    assert all(fault.breaks and not fault.breaks.endswith(".") for fault in FAULTS)
    assert set(SAMPLE) <= {fault.name for fault in FAULTS}


def test_every_part_of_the_engine_has_its_faults() -> None:
    rooms = {str(file.relative_to(PACKAGE)) for file in (PACKAGE / "engine").rglob("*.py")} | {"conflict.py"}
    assert rooms >= WITHOUT_ANSWERS
    assert {fault.file for fault in FAULTS} == (rooms - WITHOUT_ANSWERS) | {"scenario/expression.py"}


def test_every_place_has_its_nearest_tests() -> None:
    names = [Path(test).stem for test in TESTS]
    assert all((ROOT / test).is_file() for test in TESTS)
    assert {test.split("::", maxsplit=1)[0] for test in LEFT_OUT} <= set(TESTS)
    assert {name for tests in NEAREST.values() for name in tests} <= set(names)
    assert {Path(test).stem for test in near("engine/symbolic/judge.py")} == {"test_against_listing", "test_symbolic"}
    for fault in FAULTS:
        assert near(fault.file)
        assert sorted(near(fault.file) + far(fault.file)) == sorted(TESTS)


def test_the_pages_have_a_row_for_every_fault(tmp_path: Path) -> None:
    log = tmp_path / "log"
    for fault in FAULTS[2:]:
        note(log, fault, Outcome("killed", "test_x: test_a|b", 1.0))
    note(log, FAULTS[1], Outcome("survived", "", 1.0))
    changed = [*FAULTS[:-1], FAULTS[-1]._replace(new=FAULTS[-1].new + "\n")]
    index, *parts = pages(kept(log), changed).items()
    assert [name for name, _ in parts] == [f"planted-faults/{name}.md" for name in dict.fromkeys(map(part, FAULTS))]
    rows = {
        row.split(" | ")[0]: row.split(" | ")[-1]
        for _, text in parts
        for row in text.splitlines()
        if row.startswith("| ") and "`" in row
    }
    seen, once = "`test_x: test_a\\|b` |", "`test_x: test_a\\|b`, in an earlier version of the file |"
    told = ["not tried |", "no test noticed it |", *[seen] * (len(FAULTS) - 3), once]
    assert rows == {f"| {fault.name}": end for fault, end in zip(FAULTS, told, strict=True)}
    assert f"\n| all parts | {len(FAULTS)} | {len(FAULTS) - 3} | 1 | 1 | 1 |\n" in index[1]


def test_what_was_noticed_before_counts_while_the_faulty_file_is_the_same(tmp_path: Path) -> None:
    log = tmp_path / "log"
    one, other, third = FAULTS[:3]
    seen = Outcome("killed", "test_x: test_a", 1.0)
    assert not noticed(log, FAULTS)
    assert not kept(log)
    note(log, one, Outcome("survived", "", 1.0))
    note(log, one, seen)
    note(log, other, Outcome("survived", "", 1.0))
    note(log, third, seen)
    assert noticed(log, FAULTS) == {one.name: seen, third.name: seen}
    assert len(log.read_text().splitlines()) == 4
    log.write_text(tidied(kept(log)))
    assert noticed(log, FAULTS) == {one.name: seen, third.name: seen}
    assert len(log.read_text().splitlines()) == 3
    assert noticed(log, (one, third._replace(new=third.new + "\n"))) == {one.name: seen}


def test_words_that_nothing_runs_tell_no_files_apart() -> None:
    for text in ('    """Return it."""\n', '"""Return it,\n\n    whatever it is."""\n', "    # but not this\n"):
        assert not without_words(text).strip()
    example = '"""Return it.\n\n>>> it\n1\n"""\n'
    assert (
        without_words(f'{example}one = 1  # here\n"""No."""\ntwo = "#"\n') == f'{example}one = 1  # here\n\ntwo = "#"\n'
    )


def test_faults_of_files_with_the_same_name_are_told_apart() -> None:
    (one,) = in_file("engine/reach.py", ("a", "x", "y", "b"))
    (other,) = in_file("engine/symbolic/reach.py", ("a", "x", "y", "b"))
    (third,) = in_file("engine/coalition/driver/reach.py", ("a", "x", "y", "b"))
    assert (one.name, other.name, third.name) == ("reach-a", "symbolic-reach-a", "coalition-reach-a")


if os.environ.get("DETENTE_MUTANTS") == "sample":

    def test_a_sample_of_the_faults_is_noticed(tmp_path: Path) -> None:
        bench = Bench(tmp_path)
        sample = [fault for fault in FAULTS if fault.name in SAMPLE]
        ends = {fault.name: bench.tried(fault, near(fault.file)).end for fault in sample}
        assert ends == dict.fromkeys(SAMPLE, "killed")
