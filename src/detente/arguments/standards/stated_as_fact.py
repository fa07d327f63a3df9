"""A judgement that reads as a fact."""

from __future__ import annotations

from collections.abc import Iterator

from detente.arguments.standards import Standard
from detente.arguments.standards.subject import Lapse, Spoken, Subject, spanned, told
from detente.arguments.texts import JUDGING, SOFT, chance_words, word_in
from detente.scenario.model import Band, Scenario
from detente.scenario.words import tables

KINDS = {"inferred": "an inference of its own", "reported": "what somebody else says"}


def find(subject: Subject) -> Iterator[Lapse]:
    """Yield claims that are said flatly though the model does not have them almost certain, or they are no finding.

    What is assumed, inferred or reported is asked for in essays only: a scenario says it beside the words.
    """
    every = chance_words(subject.scenario)
    told_of = set()
    for spoken in subject.spoken:
        soft = spoken.hedged or word_in(spoken.says, (*every, *SOFT)) is not None
        if soft or spoken.claim.name in told_of:
            continue
        what = _uncertain(subject.scenario, spoken) or (_no_finding(spoken) if subject.essay is not None else None)
        if what is not None:
            told_of.add(spoken.claim.name)
            yield Lapse((spoken.claim.name,), f"`{spoken.claim.name}` is stated as a fact; {what}", spoken.place)


def _uncertain(scenario: Scenario, spoken: Spoken) -> str | None:
    """Return how likely a claim is, where it holds and the model has it less than almost certain."""
    judged = spoken.judged
    if judged.likely is None or judged.verdict != "holds" or not judged.asserted:
        return None
    holds, sure = judged.likely.holds, _surest(scenario)
    if holds.middle >= float(sure.low):
        return None
    words = [word for word, band in _bands(scenario).items() if band.low <= holds.middle <= band.high]
    fitting = f": `{words[-1]}`" if words else ""
    return f"the model gives it {told(holds)}{fitting}, and `{sure.word}` begins at {spanned(sure).split()[0]}%"


def _no_finding(spoken: Spoken) -> str | None:
    """Return what a claim is instead of a finding, where its words do not say so."""
    claim = spoken.claim
    what = "something that it assumes" if claim.grounds.assumed is not None else KINDS.get(claim.stance)
    return None if what is None or word_in(spoken.says, JUDGING) else f"it is {what}"


def _bands(scenario: Scenario) -> dict[str, Band]:
    """Return the words of the scenario's table, as the scenario means them."""
    return {word: scenario.words[word] for word in tables()[scenario.settings.words].percent}


def _surest(scenario: Scenario) -> Band:
    """Return the band of the word for what is nearly certain."""
    return max(_bands(scenario).values(), key=lambda band: (band.high, band.low))


STANDARD = Standard(
    severity="warning",
    finds="A judgement that reads as a fact.",
    means=(
        "A claim of the analysis' own that holds, without `hedge`, about which something is doubted, and whose "
        "chance is below what the surest word of the table stands for, unless its words have a word of chance or "
        "another that leaves room for doubt, such as *may*. In an essay the paragraph before the block counts "
        "instead; there, what is assumed, inferred or reported needs words that say so, too."
    ),
    why="Readers cannot tell a judgement from what is known unless the sentence tells them.",
    remedy=("Give it the word of chance that fits, or words such as *we judge*; accept it where a source is quoted."),
    find=find,
    example="""\
circumstances:
  rain: {values: [poor, fair, good], now: fair, chances: {poor: 0.3, fair: 0.5, good: 0.2}, assumed: an example}
claims:
  - name: half_open
    says: the gates are left half open
    test: every prospect has Upper.gates = half
    assumed: an example
""",
    icd203=(2, 3),
    cites=("icd203-2015", "phia-yardstick"),
)
