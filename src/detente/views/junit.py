"""Claims as a JUnit report, which test runners of continuous integration read: a case for each claim."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal
from xml.etree import ElementTree as Xml

from detente.answers.claims import Answered, Claims
from detente.answers.essay import Essay
from detente.errors import Place
from detente.views.phrases import plain
from detente.views.witnesses import showing


@dataclass(frozen=True)
class _Case:
    """A case of the report; `outcome` is the element that says what came of it, `kind` its verdict in a word."""

    name: str
    place: Place
    outcome: Literal["failure", "skipped", "passed"]
    kind: str
    message: str
    says: str


def junit(found: Claims, strict: bool = False) -> str:
    """Return the report as text.

    A claim of the analysis' own that fails is a failure; with `strict`, so is one that is vacuous or unknown, which is
    passed over otherwise. Claims that are only reported or doubted are passed over too, with their verdicts.
    """
    failed = {one.judged.claim.name for one in found.failed(strict)}
    cases = [_case_of(found, one, one.judged.claim.name in failed) for one in found.claims]
    return _report(found.title, found.provenance.file, found.provenance.seconds, cases)


def _case_of(found: Claims, one: Answered, failed: bool) -> _Case:
    claim, kind = one.judged.claim, one.judged.verdict
    passed_over = not failed and (not one.judged.asserted or kind in ("vacuous", "unknown"))
    outcome: Literal["failure", "skipped", "passed"] = "failure" if failed else "skipped" if passed_over else "passed"
    return _Case(claim.name, claim.test.place, outcome, kind, _message(found, one), claim.says)


def essay_junit(found: Essay, strict: bool = False) -> str:
    """Return the report on an essay: a case for each block, at its line.

    What `strict` lets fail is passed over without it, but for fragile claims: they pass, and the report says so.
    """
    failed = {id(one) for one in found.failed(strict)}
    cases = []
    for one in found.blocks:
        claim, asserted = one.answered.judged.claim, one.answered.judged.asserted
        passed_over = not asserted or one.standing in ("vacuous", "unknown")
        outcome: Literal["failure", "skipped", "passed"] = (
            "failure" if id(one) in failed else "skipped" if passed_over else "passed"
        )
        message = _message(found.claims, one.answered)
        says = one.passage.says or claim.says
        cases.append(_Case(claim.name, one.passage.place, outcome, one.standing, message, says))
    written = found.written
    file = written.origin.file
    return _report(written.title or file, file, found.claims.provenance.seconds, cases)


def _message(found: Claims, one: Answered) -> str:
    own = "" if one.judged.asserted else f"{one.judged.claim.stance}, "
    return f"{own}{one.judged.verdict}: {one.judged.claim.test.text}: {plain(showing(found.scenario, one))}"


def _report(title: str, file: str, seconds: float, cases: Sequence[_Case]) -> str:
    suite = Xml.Element(
        "testsuite",
        name=title,
        tests=str(len(cases)),
        failures=str(sum(one.outcome == "failure" for one in cases)),
        errors="0",
        skipped=str(sum(one.outcome == "skipped" for one in cases)),
        time=str(seconds),
    )
    for one in cases:
        place = one.place
        case = Xml.SubElement(suite, "testcase", classname=file, name=one.name, file=place.file, line=str(place.line))
        if one.outcome == "failure":
            told = one.message.partition(": ")[2]
            Xml.SubElement(case, "failure", type=one.kind, message=told).text = one.says
        elif one.outcome == "skipped":
            Xml.SubElement(case, "skipped", message=one.message)
        elif one.kind == "fragile":
            Xml.SubElement(case, "system-out").text = f"fragile: {one.message.partition(': ')[2]}"
    whole = Xml.Element("testsuites")
    whole.append(suite)
    Xml.indent(whole)
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{Xml.tostring(whole, encoding="unicode")}\n'
