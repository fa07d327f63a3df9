"""What `analyse` says of conflicts whose outcomes were worked out by hand (see `small`)."""

import pytest

from detente.views.analysis import analysis_page, concepts_table
from detente.views.page import text
from detente.views.phrases import plain
from detente.views.wording import bottom_line
from tests.views.small import CHICKEN, DAM, DOOR, PENNIES, analysed


def lines(scenario: str, concept: str | None = None, variant: str | None = None) -> list[str]:
    return text(analysis_page(analysed(scenario, concept, variant))).splitlines()


def between(found: list[str], first: str, last: str) -> list[str]:
    begin = found.index(first)
    return found[begin + 1 : found.index(last, begin)]


@pytest.mark.parametrize(
    ("scenario", "concept", "variant", "expected"),
    [
        (
            DAM,
            "firm",
            None,
            [
                (
                    "The status quo holds: nobody would leave it. "
                    "Upper could set shut to yes and gain, but then Lower would set strike to yes."
                ),
                (
                    "Under firm stability 2 of 4 states hold; the status quo holds under GMR, SMR, SEQ and SSEQ too, "
                    "but not under Nash."
                ),
            ],
        ),
        (
            DAM,
            "nash",
            None,
            [
                (
                    "The status quo does not hold: Upper would leave it. "
                    "Play comes to rest with Upper.shut = yes and Lower.strike = yes: in state 4 "
                    "(after 2 moves: Upper sets shut to yes, then Lower sets strike to yes)."
                ),
                "Under Nash stability 1 of 4 states holds; the prospect holds under GMR, SMR, SEQ, SSEQ and firm too.",
            ],
        ),
        (
            DAM,
            "firm",
            "no_threat",
            [
                (
                    "The status quo does not hold: Upper would leave it. "
                    "Play comes to rest with Upper.shut = yes: in state 2 (after 1 move: Upper sets shut to yes)."
                ),
                "Under firm stability 1 of 2 states holds; the prospect holds under Nash, GMR, SMR, SEQ and SSEQ too.",
            ],
        ),
        (
            DOOR,
            "firm",
            None,
            [
                (
                    "The status quo does not hold: Host would leave it. "
                    "Play comes to rest with Host.open = no and Guest.inside = no: in state 1 "
                    "(after 1 move: Host sets open to no, and Guest.inside falls away)."
                ),
                "Under firm stability 2 of 3 states hold; the prospect holds under Nash, GMR, SMR, SEQ and SSEQ too.",
            ],
        ),
        (
            PENNIES,
            "firm",
            None,
            [
                (
                    "The status quo does not hold: Other would leave it. "
                    "Play comes to rest nowhere: it goes round among 4 states for ever."
                ),
                (
                    "Under firm stability none of 4 states holds. "
                    "Under Nash, SMR and SSEQ nothing holds: everywhere somebody could gain by a move of its own."
                ),
            ],
        ),
        (
            PENNIES,
            "gmr",
            None,
            [
                (
                    "The status quo holds: nobody would leave it. "
                    "Other could set heads to yes and gain, but then Same could set heads to yes."
                ),
                (
                    "Under general metarationality 4 of 4 states hold; the status quo holds under SEQ too. "
                    "Under Nash, SMR, SSEQ and firm nothing holds: even in state 1 Other could set heads to yes "
                    "and gain; only the reply keeps it from that, for then Same could set heads to yes."
                ),
            ],
        ),
        (
            CHICKEN,
            "seq",
            None,
            [
                "The status quo is unknown, so nothing is said on where play comes to rest.",
                "Under sequential stability 2 of 4 states hold (states 2 and 3).",
            ],
        ),
        (
            CHICKEN,
            "seq",
            "from_crash",
            [
                (
                    "The status quo does not hold: P1 and P2 would leave it. "
                    'Play comes to rest in state 2 "the first swerves" (after 1 move: P1 moves to state 2) '
                    'or in state 3 "the second swerves" (after 1 move: P2 moves to state 3).'
                ),
                (
                    "Under sequential stability 2 of 4 states hold; "
                    "both prospects hold under Nash, GMR, SMR, SSEQ and firm too."
                ),
            ],
        ),
    ],
)
def test_bottom_line(scenario: str, concept: str, variant: str | None, expected: list[str]) -> None:
    assert [plain(line) for line in bottom_line(analysed(scenario, concept, variant))] == expected


def test_status_quo_that_is_left_tells_by_whom_and_why() -> None:
    found = lines(DAM, "nash")
    assert between(found, "Status quo: state 1", "Prospects: where play comes to rest") == [
        "Upper: shut no",
        "Lower: strike no",
        "○ Upper would leave it; Lower would not:",
        "  Upper: shut no → yes",
        "    Upper wants shut (assumed: a dry summer)",
    ]


def test_status_quo_that_holds_tells_what_keeps_it() -> None:
    found = lines(DAM)
    assert between(
        found, "Status quo: state 1", "Also holds under firm stability, out of reach from the status quo"
    ) == [
        "Upper: shut no",
        "Lower: strike no",
        "● Nobody would leave it.",
        "  What keeps it there",
        (
            "    Upper could set shut to yes, but then Lower would set strike to yes, because its fields depend on the "
            "river (¶5); and Upper wants to avoid Lower.strike, because the dam is worth more than one summer's water "
            "(¶2, 3)."
        ),
    ]
    assert "● state 4: as the status quo, but with Upper.shut = yes and Lower.strike = yes" in found
    assert "Prospects: where play comes to rest" not in found


def test_prospect_tells_every_move_with_its_reason() -> None:
    found = lines(DAM, "nash")
    assert between(found, "Prospects: where play comes to rest", "What each concept says") == [
        "● state 4: as the status quo, but with Upper.shut = yes and Lower.strike = yes",
        "  How play gets there",
        "    1. Upper: shut no → yes",
        "      Upper wants shut (assumed: a dry summer)",
        "    2. Lower: strike no → yes",
        "      Lower wants to avoid Upper.shut and not strike, because its fields depend on the river (¶5)",
        "  What keeps it there: nobody could do better by a move of its own.",
    ]


def test_what_falls_away_is_told_with_the_move() -> None:
    assert "  Host: open yes → no; falls away: Guest.inside back to no" in lines(DOOR)


def test_cycle_tells_one_way_round() -> None:
    found = lines(PENNIES)
    assert between(found, "Cycles: where play goes round and never rests", "What each concept says") == [
        "↻ 4 states, for example round from state 1",
        "  1. Other: heads no → yes",
        "    Other wants Same.heads exactly when not heads (assumed: a game)",
        "  2. Same: heads no → yes",
        "    Same wants heads exactly when Other.heads (assumed: a game)",
        "  3. Other: heads yes → no",
        "    Other wants Same.heads exactly when not heads (assumed: a game)",
        "  4. Same: heads yes → no",
        "    Same wants heads exactly when Other.heads (assumed: a game)",
    ]


def test_rankings_have_no_statement_to_quote() -> None:
    assert "    P1 ranks state 2 above state 4" in lines(CHICKEN, "seq", "from_crash")


def test_concepts_stand_side_by_side() -> None:
    table = concepts_table(analysed(DAM))
    assert table.columns == ("concept", "states that hold", "prospects", "status quo", "state 4")
    told = {plain(row[0]): row[1:] for row in table.rows if isinstance(row[0], tuple)}
    assert list(told) == ["Nash", "GMR", "SMR", "SEQ", "SSEQ", "firm"]
    assert told["Nash"] == (1, 1, False, True)
    assert told["firm"] == (2, 1, True, True)


def test_cycles_are_marked_in_the_table_of_concepts() -> None:
    table = concepts_table(analysed(PENNIES))
    told = {plain(row[0]): row[1:4] for row in table.rows if isinstance(row[0], tuple)}
    assert told == {
        "Nash": (0, "0 ↻", False),
        "GMR": (4, 1, True),
        "SMR": (0, "0 ↻", False),
        "SEQ": (4, 1, True),
        "SSEQ": (0, "0 ↻", False),
        "firm": (0, "0 ↻", False),
    }
    assert plain(table.notes[0]) == "● holds, ○ does not. ↻ play may also go round for ever."


# Four coins that nobody cares about and one that its owner wants shown: 16 of 32 states hold, as they do under any
# concept, and play goes from the start to the one in which only the last coin changed.
MANY = """
title: Many
actors:
  Idle:
    options: {a: {}, b: {}, c: {}, d: {}}
    prefers: [{want: always}]
  Keen:
    options: {coin: {}}
    prefers: [{want: coin}]
"""


def test_many_equilibria_tell_what_they_share_and_what_varies() -> None:
    found = lines(MANY, "nash")
    begin = found.index("Also holds under Nash stability, out of reach from the status quo")
    assert found[begin + 1 : begin + 7] == [
        "All 15 have Keen.coin = yes.",
        "they vary in | states by value",
        "Idle.a | no 7, yes 8",
        "Idle.b | no 7, yes 8",
        "Idle.c | no 7, yes 8",
        "Idle.d | no 7, yes 8",
    ]


# Each of four wants another's light off and its own on; play can come to rest in many ways.
def test_many_prospects_name_the_nearest() -> None:
    options = ", ".join(f"o{number}: {{}}" for number in range(3))
    scenario = f"""
title: Choice
actors:
  One:
    options: {{{options}}}
    prefers: [{{want: o0 or o1 or o2}}]
"""
    found = analysed(scenario, "nash")
    assert plain(bottom_line(found)[0]) == (
        "The status quo does not hold: One would leave it. Play comes to rest in one of 7 states, "
        "the nearest state 2 (after 1 move: One sets o0 to yes)."
    )
    told = text(analysis_page(found)).splitlines()
    assert "  and 5 more moves of One; see detente explain" in told


def test_status_quo_that_nobody_is_tempted_to_leave() -> None:
    found = analysed(DAM, "nash", "shut_now_struck")
    assert plain(bottom_line(found)[0]) == "The status quo holds: nobody would leave it."
    told = text(analysis_page(found)).splitlines()
    assert "  What keeps it there: nobody could do better by a move of its own." in told


def test_without_a_start_states_are_told_in_full() -> None:
    unknown = DAM.replace("title: The dam", "title: The dam\nstart: unknown")
    found = lines(unknown, "nash")
    begin = found.index("What holds under Nash stability")
    assert found[begin + 1] == "● state 4: Upper.shut = yes, Lower.strike = yes"


# Weights: guns 1, butter 2.5, and 2 for not having both. Nothing 2, guns 3, butter 4.5, both 3.5: butter it is.
def test_weighed_wants_are_decided_by_the_heaviest() -> None:
    found = lines(
        """
title: Weights
actors:
  One:
    options: {guns: {}, butter: {}}
    weighs:
      - {name: guns, want: guns, weight: 1}
      - {name: butter, want: butter, weight: 2.5, because: it is better}
      - {name: cost, avoid: guns and butter, weight: 2}
""",
        "firm",
    )
    begin = found.index("  How play gets there")
    assert found[begin + 1 : begin + 3] == [
        "    1. One: butter no → yes",
        "      One wants butter, because it is better",
    ]


def test_variant_is_named_with_what_it_sets() -> None:
    assert lines(DAM, "firm", "no_threat")[:2] == [
        "The dam as of 2020-05-01",
        "Variant no_threat: The lower country has no means to strike [locked: Lower.strike = no]",
    ]


def test_last_line_tells_where_the_answer_comes_from() -> None:
    last = lines(DAM)[-1]
    found = analysed(DAM).provenance
    assert last.startswith(f"Détente {found.version} · small.yaml (sha256 {found.sha256[:12]}) · firm, beliefs on")
    assert " · 4 states · " in last
