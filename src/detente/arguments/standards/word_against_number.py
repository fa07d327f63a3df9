"""A word of chance that the model's number does not bear out."""

from __future__ import annotations

from collections.abc import Iterator

from detente.arguments.judged import Judged
from detente.arguments.standards import Standard
from detente.arguments.standards.subject import Lapse, Subject, spanned, told
from detente.errors import Place
from detente.prospects.bounds import Bounds, fit_of
from detente.scenario.model import Band, Outcome


def find(subject: Subject) -> Iterator[Lapse]:
    """Yield claims and outcomes whose word stands for other chances than the model gives them.

    Of an essay only its own claims are asked about: the words of the others are its scenario's.
    """
    for judged in subject.asserted:
        if subject.essay is not None and judged.claim.name not in subject.essay.own:
            continue
        number = _number(judged)
        if judged.claim.test.form == "chance":
            yield from _of_chance(subject, judged)
        elif judged.band is not None and number is not None and judged.fits in ("below", "above"):
            yield _lapse(judged.claim.name, judged.band, number, judged.claim.place)
    if subject.essay is None and any(_worded(one) for one in subject.scenario.outcomes):
        yield from _of_outcomes(subject)


def _number(judged: Judged) -> Bounds | None:
    """Return the chance that a claim holds; for one about which nothing is doubted, all or nothing."""
    if judged.likely is not None:
        return judged.likely.holds
    sure = {"holds": 1.0, "fails": 0.0}.get(judged.verdict)
    return None if sure is None else Bounds(sure, sure, sure)


def _of_chance(subject: Subject, judged: Judged) -> Iterator[Lapse]:
    """Yield a claim that puts a chance by a word, where that fails."""
    word = judged.claim.test.words.get("is", "")
    if word in subject.scenario.words and judged.verdict == "fails":
        (number,) = judged.finding.witness.chances
        yield _lapse(judged.claim.name, subject.scenario.words[word], number, judged.claim.test.place)


def _of_outcomes(subject: Subject) -> Iterator[Lapse]:
    division = subject.forecast.division
    if division is None:
        raise TypeError("a scenario with outcomes has a forecast of them")
    for one, found in zip(subject.scenario.outcomes, division.outcomes, strict=True):
        band, number = one.chance, found.holds
        if band is not None and _worded(one) and number is not None and fit_of(number.middle, band) != "fits":
            yield _lapse(one.name, band, number, one.place)


def _worded(one: Outcome) -> bool:
    return one.chance is not None and one.chance.word is not None


def _lapse(name: str, band: Band, number: Bounds, place: Place) -> Lapse:
    reaches = number.low <= float(band.high) and number.high >= float(band.low)
    beyond = "; its bounds reach the word" if reaches else ""
    what = f"`{name}` is said to be `{band.word}` ({spanned(band)}); the model gives it {told(number)}{beyond}"
    return Lapse((name,), what, place)


STANDARD = Standard(
    severity="warning",
    finds="A word of chance that the model's number does not bear out.",
    means=(
        "The `hedge` of a claim that the analysis makes its own, the word in `the chance of C is WORD`, and the "
        "word that an outcome has as its `chance`, each beside the chance in the model with every doubt at its "
        "middle. Where the bounds of that chance reach the word, this is told."
    ),
    why=(
        "Readers act on the word. If the analysis does not bear it out, they act on something that nobody has argued."
    ),
    remedy=(
        "Take the word that fits, or look for what the model leaves out, or accept it and say why the word stands."
    ),
    find=find,
    example="""\
circumstances:
  rain: {values: [poor, fair, good], now: fair, chances: {poor: 0.3, fair: 0.5, good: 0.2}, assumed: an example}
claims:
  - name: half_open
    says: the gates will almost certainly be left half open
    test: every prospect has Upper.gates = half
    hedge: almost certain
    assumed: an example
""",
    icd203=(2, 8),
    cites=("icd203-2015", "phia-yardstick"),
)
