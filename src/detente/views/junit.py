"""Claims as a JUnit report, which test runners of continuous integration read: a case for each claim."""

from __future__ import annotations

from xml.etree import ElementTree as Xml

from detente.answers.claims import Answered, Claims
from detente.views.phrases import plain
from detente.views.witnesses import showing


def junit(found: Claims, strict: bool = False) -> str:
    """Return the report as text.

    A claim of the analysis' own that fails is a failure; with `strict`, so is one that is vacuous or unknown, which is
    passed over otherwise. Claims that are only reported or doubted are passed over too, with their verdicts.
    """
    failed = {one.judged.claim.name for one in found.failed(strict)}
    passed_over = [one for one in found.claims if one.judged.claim.name not in failed and _message(one)]
    suite = Xml.Element(
        "testsuite",
        name=found.title,
        tests=str(len(found.claims)),
        failures=str(len(failed)),
        errors="0",
        skipped=str(len(passed_over)),
        time=str(found.provenance.seconds),
    )
    for one in found.claims:
        _case(suite, found, one, one.judged.claim.name in failed)
    whole = Xml.Element("testsuites")
    whole.append(suite)
    Xml.indent(whole)
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{Xml.tostring(whole, encoding="unicode")}\n'


def _case(suite: Xml.Element, found: Claims, one: Answered, failed: bool) -> None:
    claim = one.judged.claim
    place = claim.test.place
    case = Xml.SubElement(
        suite, "testcase", classname=found.provenance.file, name=claim.name, file=place.file, line=str(place.line)
    )
    message = f"{claim.test.text}: {plain(showing(found.scenario, one))}"
    if failed:
        Xml.SubElement(case, "failure", type=one.judged.verdict, message=message).text = claim.says
    elif _message(one):
        Xml.SubElement(case, "skipped", message=f"{_message(one)}: {message}")


def _message(one: Answered) -> str:
    """Return why a claim is passed over, nothing for one that counts."""
    if not one.judged.asserted:
        return f"{one.judged.claim.stance}, {one.judged.verdict}"
    return one.judged.verdict if one.judged.verdict in ("vacuous", "unknown") else ""
