"""Sentences and their parts, one by one."""

from typing import Any, Literal

import pytest

from detente.answers.explanation import Considered
from detente.answers.moves import Change, Move, Reason
from detente.engine.stability import Concept, concepts
from detente.scenario.model import Citation
from detente.views import wording
from detente.views.phrases import counted, joined, plain
from tests.views.small import CHICKEN, DAM, scenario

TWO_SOURCES = CHICKEN + "sources: {law: {title: Waters, pages: 1-90}, atlas: {title: Rivers, paragraphs: 9}}\n"
NAMED = """
title: A walk
states: {home: where it begins, away: far off}
actors:
  One: {moves: [[home, away]], ranking: [away, home]}
"""


def moved(*changes: Change, actor: str = "Upper") -> Move:
    return Move(actor, 1, 2, changes, None, {})


@pytest.mark.parametrize(
    ("cite", "expected"),
    [
        ([("atlas", "2"), ("atlas", "3")], "¶2, 3"),
        ([("atlas", "Table 1")], "Table 1"),
        ([("atlas", None)], "atlas"),
        ([], ""),
    ],
)
def test_citations_with_one_source(cite: list[tuple[str, str | None]], expected: str) -> None:
    assert wording.cited(scenario(DAM), [Citation(*one) for one in cite]) == expected


def test_citations_with_several_sources_name_them() -> None:
    cite = [Citation("atlas", "2"), Citation("atlas", "4"), Citation("law", "12"), Citation("law")]
    told = wording.cited(scenario(TWO_SOURCES), cite)
    assert told == "atlas ¶2, 4; law 12"
    assert wording.cited(scenario(TWO_SOURCES), [Citation("law")]) == "law"


@pytest.mark.parametrize(
    ("why", "cite", "assumed", "expected"),
    [
        ("it pays.", ("3",), None, ", because it pays (¶3)"),
        ("it\n  pays", (), "a guess.", ", because it pays (assumed: a guess)"),
        (None, ("3",), "a guess", " (¶3; assumed: a guess)"),
        (None, (), None, ""),
    ],
)
def test_grounds(why: str | None, cite: tuple[str, ...], assumed: str | None, expected: str) -> None:
    places = [Citation("atlas", one) for one in cite]
    assert plain(wording.because(scenario(DAM), why, places, assumed)) == expected


@pytest.mark.parametrize(
    ("verb", "expected"),
    [
        ("want", "Upper wants shut if night, because it pays (¶3)"),
        ("avoid", "Upper wants to avoid shut if night, because it pays (¶3)"),
    ],
)
def test_reason(verb: str, expected: str) -> None:
    given = Reason("Upper", "water", verb, "shut if night", True, "it pays", (Citation("atlas", "3"),), None)
    assert plain(wording.reason(scenario(DAM), given)) == expected


SHUT = Change("Upper.shut", "no", "yes")
SELL = Change("Upper.sell", "none", "half")
FALLS = Change("Lower.strike", "yes", "no", fell_away=True)
FALLS_TOO = Change("Lower.march", "yes", "no", fell_away=True)


def test_moves_in_short() -> None:
    assert plain(wording.move(moved(SHUT, SELL))) == "Upper: shut no → yes, sell none → half"
    assert plain(wording.move(moved(SHUT, FALLS))) == "Upper: shut no → yes; falls away: Lower.strike back to no"


def test_moves_as_clauses() -> None:
    assert plain(wording.act(moved(SHUT, SELL))) == "Upper sets shut to yes and sell to half"
    assert plain(wording.act(moved(SHUT), "could")) == "Upper could set shut to yes"
    assert plain(wording.act(moved(SHUT, FALLS))) == "Upper sets shut to yes, and Lower.strike falls away"
    assert plain(wording.act(moved(SHUT, FALLS, FALLS_TOO), "would")) == (
        "Upper would set shut to yes, and Lower.strike and Lower.march fall away"
    )
    listed = moved(Change("state", "1", "3"), actor="P1")
    assert plain(wording.act(listed)) == "P1 moves to state 3"
    assert plain(wording.act(listed, "would")) == "P1 would move to state 3"


def test_paths_in_short() -> None:
    assert plain(wording.path_short([moved(SHUT, FALLS), moved(SELL)])) == "Upper shut=yes → Upper sell=half"
    assert plain(wording.path_short([])) == "stays"


def test_states_by_number_and_meaning() -> None:
    assert plain(wording.state_name(scenario(DAM), 3)) == "state 3"
    assert plain(wording.state_name(scenario(CHICKEN), 3)) == 'state 3 "the second swerves"'
    assert plain(wording.state_name(scenario(NAMED), 1)) == 'state 1 "home: where it begins"'
    assert plain(wording.states_named([4])) == "state 4"
    assert plain(wording.states_named([1, 2, 3])) == "states 1, 2 and 3"
    assert plain(wording.states_named(range(1, 16))) == "states 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12 and 3 more"


def considered(fate: Literal["punished", "unpunished", "uncaused"], *replies: Move, **more: Any) -> Considered:
    told: dict[str, Any] = {"answer": None, "loss": None, "believed": False, "anyway": ()} | more
    return Considered(moved(SHUT), fate, replies, **told)


STRIKES = Move("Lower", 2, 4, (Change("Lower.strike", "no", "yes"),), None, {})
SEQ, GMR = concepts()["seq"], concepts()["gmr"]


def told(given: Considered, concept: Concept = SEQ) -> list[str]:
    return [plain(line) for line in wording.fate(scenario(DAM), concept, given)]


def test_fate_of_moves_that_nothing_deters() -> None:
    assert told(considered("unpunished")) == ["No reply of the others takes that gain away."]
    assert told(considered("uncaused", STRIKES, anyway=(STRIKES,))) == [
        "But then Lower would set strike to yes.",
        "That way it ends no better off than by staying.",
        "But that would come even if it stays: Lower sets strike to yes. So it deters nothing.",
    ]
    assert told(considered("uncaused", STRIKES))[-1] == (
        "But it is as badly off where it stands, so that deters nothing."
    )


def test_fate_of_moves_that_are_deterred() -> None:
    opened = moved(Change("Upper.shut", "yes", "no"), FALLS)
    assert told(considered("punished", STRIKES, answer=opened)) == [
        "But then Lower would set strike to yes.",
        "Even if it then answers by setting shut to no, it ends no better off than by staying.",
    ]
    listed = moved(Change("state", "4", "3"), actor="P1")
    assert told(considered("punished", STRIKES, answer=listed), GMR) == [
        "But then Lower could set strike to yes.",
        "Even if it then answers by moving to state 3, it ends no better off than by staying.",
    ]
    assert told(considered("punished", believed=True))[0] == (
        "But as it sees the world, then nothing is left of that gain."
    )


def test_what_keeps_an_actor_in_one_sentence() -> None:
    fields = Reason(
        "Lower", "fields", "want", "river", True, "its fields depend on it", (Citation("atlas", "5"),), None
    )
    loss = Reason("Upper", "dam", "avoid", "Lower.strike", False, None, (), "a guess")
    strikes = Move("Lower", 2, 4, STRIKES.changes, fields, {})
    sentence = wording.kept(scenario(DAM), SEQ, considered("punished", strikes, loss=loss))
    assert plain(sentence) == (
        "Upper could set shut to yes, but then Lower would set strike to yes, because its fields depend on it (¶5); "
        "and Upper wants to avoid Lower.strike (assumed: a guess)."
    )
    sentence = wording.kept(scenario(DAM), GMR, considered("punished", STRIKES, believed=True))
    assert plain(sentence) == "Upper could set shut to yes, but it expects that then Lower could set strike to yes."
    sentence = wording.kept(scenario(DAM), SEQ, considered("punished"))
    assert plain(sentence) == "Upper could set shut to yes, but that leads to nothing that lasts."


def test_reason_of_a_reply_is_told_only_where_it_pays() -> None:
    harm = Reason("Lower", "peace", "avoid", "strike", False, "it is dear", (), None)
    strikes = Move("Lower", 2, 4, STRIKES.changes, harm, {})
    sentence = wording.kept(scenario(DAM), GMR, considered("punished", strikes))
    assert plain(sentence) == "Upper could set shut to yes, but then Lower could set strike to yes."


def test_actors_with_nothing_better_to_do() -> None:
    assert plain(wording.content(["A"])) == "● A stays: no move of its own would be better for it."
    assert plain(wording.content(["A", "B", "C"])) == (
        "● A, B and C stay: no move of their own would be better for them."
    )


def test_concepts_inside_a_sentence() -> None:
    assert [wording.concept_name(one) for one in concepts().values()] == [
        "Nash stability",
        "general metarationality",
        "symmetric metarationality",
        "sequential stability",
        "symmetric sequential stability",
        "firm stability",
    ]
    assert [wording.concept_word(key) for key in concepts()] == ["Nash", "GMR", "SMR", "SEQ", "SSEQ", "firm"]


def test_counting_and_joining() -> None:
    assert counted(1, "state") == "1 state"
    assert counted(0, "state") == "0 states"
    assert plain(joined(["a"], last=" and ")) == "a"
    assert plain(joined(["a", "b"], last=" and ")) == "a and b"
    assert plain(joined([])) == ""


@pytest.mark.parametrize(
    ("story", "most", "expected"),
    [
        ("Short.", 20, "Short."),
        ("One. Two is longer. Three.", 20, "One. Two is longer."),
        ("No sentence ends here at all", 12, "No sentence …"),
    ],
)
def test_beginning_of_a_story(story: str, most: int, expected: str) -> None:
    assert wording.beginning(story, most) == expected
