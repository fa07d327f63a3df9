"""Names: what concepts, states and actors are called, and lists of them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from detente.engine.stability import Concept
from detente.scenario.model import Scenario
from detente.views.phrases import Mark, Phrase, joined, phrase

FEW = 8  # states that a sentence names; actors too, where there are more than CROWD
CROWD = 12  # actors, all of whom a sentence still names
EXACT = 10**6  # numbers below are told to the last digit
UNITS = ((10**12, "trillion"), (10**9, "billion"), (10**6, "million"))


def concept_name(concept: Concept) -> str:
    """Return a concept's name as it stands inside a sentence: `firm stability`, `Nash stability`."""
    title = concept.title if concept.key == "nash" else concept.title.lower()
    return title if "stability" in title or "rationality" in title else f"{title} stability"


def concept_word(key: str) -> str:
    """Return the short word for a concept: `Nash`, `GMR`, `firm`."""
    return {"nash": "Nash", "firm": "firm"}.get(key, key.upper())


def words(items: Iterable[Phrase | str | Mark], last: str = " and ") -> Phrase:
    """Return a list in words: `a, b and c`."""
    return joined(items, last=last)


def state_name(scenario: Scenario, number: int) -> Phrase:
    """Return what to call a state: its number, with its meaning where the scenario lists states."""
    return phrase(Mark(f"state {number}", "strong"), meaning(scenario, number))


def meaning(scenario: Scenario, number: int) -> str:
    """Return what a state is called and means, where the scenario lists states."""
    if not scenario.graph_form:
        return ""
    state = scenario.states[number - 1]
    known = [state.id if state.id != str(number) else "", flat(state.means or "")]
    named = ": ".join(part for part in known if part)
    return f' "{named}"' if named else ""


def states_named(numbers: Sequence[int], most: int = 12) -> Phrase:
    """Return numbers of states in words; a long list is cut."""
    if len(numbers) == 1:
        return phrase(Mark(f"state {numbers[0]}", "strong"))
    listed = [Mark(f"{number}", "strong") for number in numbers[:most]]
    if len(numbers) > most:
        return phrase("states ", joined(listed), f" and {len(numbers) - most:,} more")
    return phrase("states ", words(listed))


def actors_named(actors: Sequence[str]) -> Phrase:
    """Return actors in words; of a crowd only the first."""
    named = [phrase(Mark(actor, "actor")) for actor in actors]
    return words(named if len(named) <= CROWD else [*named[:FEW], f"{len(named) - FEW} others"])


def one_line(text: str) -> str:
    """Return text on one line."""
    return " ".join(text.split())


def flat(text: str) -> str:
    """Return text on one line, without a full stop at its end."""
    return one_line(text).rstrip(".")


def about(number: int) -> str:
    """Return a number as one says it: to the last digit where it is small, else to three.

    >>> about(999_999), about(404_465_123_328), about(10**60)
    ('999,999', 'about 404 billion', 'about 1.00 × 10^60')
    """
    if number < EXACT:
        return f"{number:,}"
    rounded = round(number, 3 - len(str(number)))
    if rounded >= 1000 * UNITS[0][0]:
        digits = str(rounded)
        return f"about {digits[0]}.{digits[1:3]} × 10^{len(digits) - 1}"
    size, unit = next(one for one in UNITS if rounded >= one[0])
    return f"about {rounded / size:g} {unit}"


def also(held: Mapping[str, bool | None], lead: str) -> Phrase:
    """Return under which other concepts something holds, does not, or may: `under GMR too, not under Nash`."""
    kinds = {
        verdict: [concept_word(key) for key, one in held.items() if key != lead and one is verdict]
        for verdict in (True, False, None)
    }
    parts = [
        phrase("under ", words(kinds[True]), " too") if kinds[True] else (),
        phrase("not under ", words(kinds[False], " or ")) if kinds[False] else (),
        phrase("perhaps under ", words(kinds[None], " or ")) if kinds[None] else (),
    ]
    return joined(part for part in parts if part)
