"""What became of the planted faults: kept from run to run, and told in the reference."""

from __future__ import annotations

import hashlib
import json
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Literal

from tests.mutants.fault import Fault
from tests.mutants.faults import FAULTS

PACKAGE = Path(__file__).parents[2] / "src" / "detente"


@dataclass(frozen=True)
class Outcome:
    """What became of a run: `by` is the first test that failed, `seconds` how long it took."""

    end: Literal["killed", "survived", "broken"]
    by: str
    seconds: float


@dataclass(frozen=True)
class Kept:
    """What the log has of a fault; `mark` tells the faulty file from all others."""

    mark: str
    outcome: Outcome


def misfits(faults: Sequence[Fault] = FAULTS) -> list[str]:
    """Return the faults whose old text does not stand in its file exactly once."""
    found = []
    for fault in faults:
        times = (PACKAGE / fault.file).read_text(encoding="utf-8").count(fault.old)
        if times != 1:
            found.append(f"{fault.name}: its old text stands {times} times in {fault.file}")
    return found


def planted(fault: Fault) -> str:
    """Return the text of the faulty file."""
    return (PACKAGE / fault.file).read_text(encoding="utf-8").replace(fault.old, fault.new)


def kept(log: Path) -> dict[str, Kept]:
    """Return what became last of each fault."""
    if not log.is_file():
        return {}
    rows = [json.loads(line) for line in log.read_text(encoding="utf-8").splitlines()]
    return {row.pop("fault"): Kept(row.pop("mark"), Outcome(**row)) for row in rows}


def noticed(log: Path, faults: Sequence[Fault]) -> dict[str, Outcome]:
    """Return the outcomes of those faults that were noticed and whose faulty files are still the same."""
    before, marks = kept(log), {fault.name: _mark(fault) for fault in faults}
    return {
        name: before[name].outcome
        for name, mark in marks.items()
        if name in before and before[name].mark == mark and before[name].outcome.end == "killed"
    }


def note(log: Path, fault: Fault, outcome: Outcome) -> None:
    """Add an outcome to the log."""
    with log.open("a", encoding="utf-8") as lines:
        lines.write(_line(fault, Kept(_mark(fault), outcome)))


def tidied(before: Mapping[str, Kept]) -> str:
    """Return the log with a line for each fault that there still is, in their order."""
    return "".join(_line(fault, before[fault.name]) for fault in FAULTS if fault.name in before)


def _line(fault: Fault, one: Kept) -> str:
    return json.dumps({"fault": fault.name, "mark": one.mark, **asdict(one.outcome)}) + "\n"


def _mark(fault: Fault) -> str:
    """Return what tells one faulty file from another, but for words that nothing runs."""
    return hashlib.sha256(without_words(planted(fault)).encode()).hexdigest()[:16]


def without_words(text: str) -> str:
    """Return a program without lines that are comments, and without docstrings that have no examples.

    >>> without_words("a = 1\\n    # Why.\\n")
    'a = 1\\n\\n'
    """
    docstrings = re.compile('"""(.*?)"""', re.DOTALL)
    bare = docstrings.sub(lambda found: found[0] if ">>>" in found[0] else "", text)
    return re.sub(r"^ *#[^\n]*", "", bare, flags=re.MULTILINE)


def pages(before: Mapping[str, Kept], faults: Sequence[Fault] = FAULTS) -> dict[str, str]:
    """Return the pages for the reference: one of each part of the program, and one of them all, by file."""
    parts: dict[str, list[Fault]] = {}
    for fault in faults:
        parts.setdefault(part(fault), []).append(fault)
    rows = [
        f"| [{name}](planted-faults/{name}.md) | {len(own)} | {' | '.join(str(one) for one in _counts(before, own))} |"
        for name, own in parts.items()
    ]
    total = " | ".join(str(one) for one in _counts(before, faults))
    lines = [
        "# Planted faults",
        "",
        "Tests that pass prove little unless they would fail if the program were wrong. So small mistakes are put",
        "into copies of the program, one at a time, and the tests are run on each copy.",
        "",
        f"| mistakes in | all | {' | '.join(KNOWN.values())} |",
        f"|---|{'---:|' * (1 + len(KNOWN))}",
        *rows,
        f"| all parts | {len(faults)} | {total} |",
        "",
        "`python -m tests.mutants.run` plants those again that have yet to be noticed in their files as they are now,",
        "and writes these pages; the mistakes themselves are in `tests/mutants`.",
    ]
    return {"planted-faults.md": "\n".join(lines) + "\n"} | {
        f"planted-faults/{name}.md": _part_page(name, before, own) for name, own in parts.items()
    }


def part(fault: Fault) -> str:
    """Return the part of the program in which a fault is: a folder of the engine, the rest of it, or the conflict."""
    room, *folders = Path(fault.file).parts[:-1] or ("conflict",)
    return "conflict" if room != "engine" else folders[0] if folders else room


def _part_page(name: str, before: Mapping[str, Kept], faults: Sequence[Fault]) -> str:
    lines = [
        f"# Planted faults: {name}",
        "",
        f"[All parts](../planted-faults.md) says what this is. These are the {len(faults)} mistakes in this part, and",
        "which test noticed each of them first.",
        "",
        "| fault | in | what it breaks | noticed by |",
        "|---|---|---|---|",
    ]
    for fault in faults:
        how = _known(fault, before.get(fault.name))
        by = before[fault.name].outcome.by.replace("|", "\\|") if fault.name in before else ""
        test = {"now": f"`{by}`", "before": f"`{by}`, in an earlier version of the file"}.get(how, KNOWN[how])
        lines.append(f"| {fault.name} | `{fault.file}` | {fault.breaks} | {test} |")
    return "\n".join(lines) + "\n"


def _counts(before: Mapping[str, Kept], faults: Sequence[Fault]) -> list[int]:
    how = Counter(_known(fault, before.get(fault.name)) for fault in faults)
    return [how[one] for one in KNOWN]


KNOWN = {
    "now": "noticed",
    "before": "noticed in an earlier version",
    "not tried": "not tried",
    "no test": "no test noticed it",
}
"""What is known of a fault, in words."""


def _known(fault: Fault, one: Kept | None) -> str:
    if one is None:
        return "not tried"
    same = one.mark == _mark(fault)
    if one.outcome.end == "killed":
        return "now" if same else "before"
    return "no test" if same else "not tried"
