"""A sentence that says both how likely something is and how confident its author is."""

from __future__ import annotations

from collections.abc import Iterator

from detente.arguments.standards import Standard
from detente.arguments.standards.subject import Lapse, Subject
from detente.arguments.texts import chance_words, confidence_words, word_in


def find(subject: Subject) -> Iterator[Lapse]:
    """Yield sentences with a word of chance and a phrase of confidence."""
    chances, confidence = chance_words(subject.scenario), confidence_words()
    for sentence in subject.sentences:
        sure = word_in(sentence.text, confidence)
        likely = word_in(sentence.text, chances) if sure is not None else None
        if likely is not None:
            said = f"The words of {_called(sentence.of)} have `{likely}` and `{sure}` in one sentence"
            yield Lapse(sentence.of, f"{said}: {_short(sentence.text)}", sentence.place)


def _called(of: tuple[str, ...]) -> str:
    return " and ".join(f"`{name}`" for name in of)


def _short(text: str, most: int = 160) -> str:
    flat = " ".join(text.split())
    return flat if len(flat) <= most else f"{flat[:most].rsplit(' ', 1)[0]} …"


STANDARD = Standard(
    severity="warning",
    finds="A sentence that says both how likely something is and how confident its author is.",
    means=(
        "The sentences that a scenario has for readers, or those of an essay. Looked for are the words of chance "
        "of every table, with their kin and the file's own, and the phrases of confidence of every table."
    ),
    why=(
        "How likely something is and how good the grounds are for saying so are two things; in one sentence "
        "readers take the one for the other. The directive forbids it."
    ),
    remedy="Make two sentences of it: one with the chance, one with the confidence and what it rests on.",
    find=find,
    example="""\
claims:
  - name: half_open
    says: we have high confidence that the gates are likely to be left half open
    test: every prospect has Upper.gates = half
    hedge: likely
    assumed: an example
""",
    icd203=(2,),
    cites=("icd203-2015",),
)
