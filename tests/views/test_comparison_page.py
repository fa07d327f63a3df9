"""What `compare` says of variants whose outcomes were worked out by hand (see `small`)."""

from detente.answers.comparison import Comparison, compare
from detente.views.comparison import comparison_page, outcomes_table
from detente.views.page import text
from tests.views.small import CHICKEN, DAM, PENNIES, scenario


def compared(of: str, *variants: str | None, concept: str | None = None) -> Comparison:
    return compare(scenario(of), variants, concept)


# Under firm the start (neither) holds as written and in `calm`. Without the threat play goes to the closed gates. With
# the gates closed already, Lower strikes, and both is where it rests.
def test_only_options_that_differ_are_told_and_dots_stand_for_the_same() -> None:
    found = text(comparison_page(compared(DAM, None, "calm", "no_threat", "shut_now"))).splitlines()
    begin = found.index("Where play comes to rest")
    assert found[1] == "4 variants, 3 outcomes; as written and calm come to rest alike."
    assert found[begin + 1 : begin + 7] == [
        " | as written | calm | no_threat | shut_now",
        "states that hold | 2 | 2 | 1 | 2",
        "prospects | 1 | 1 | 1 | 1",
        "Upper.shut | no | · | yes | yes",
        "Lower.strike | no | · | · | yes",
        "· as in the first variant",
    ]


def test_what_each_variant_sets() -> None:
    found = text(comparison_page(compared(DAM, "calm", "no_threat", "shut_now"))).splitlines()
    assert found[2:7] == [
        "calm: as written",
        "no_threat: The lower country has no means to strike",
        "  locked: Lower.strike = no",
        "shut_now: the gates are closed already",
        "  starts with Upper.shut = yes",
    ]


def test_how_play_gets_there() -> None:
    found = text(comparison_page(compared(DAM, None, "no_threat", "shut_now"))).splitlines()
    begin = found.index("How play gets there from the status quo")
    assert found[begin + 1 : begin + 7] == [
        "as written",
        "  stays in state 1",
        "no_threat",
        "  Upper shut=yes → state 2",
        "shut_now",
        "  Lower strike=yes → state 4",
    ]


def test_table_of_data_keeps_every_value() -> None:
    table = outcomes_table(compared(DAM, None, "calm", "shut_now"))
    assert table.rows[2:] == (("Upper.shut", "no", "no", "yes"), ("Lower.strike", "no", "no", "yes"))


def test_what_is_the_same_in_all_stands_below() -> None:
    found = text(comparison_page(compared(DAM, None, "no_threat"))).splitlines()
    assert "Lower.strike | no | ·" not in found
    assert "The same in all: Lower.strike = no." in found


def test_variants_that_come_out_alike() -> None:
    found = text(comparison_page(compared(DAM, None, "calm"))).splitlines()
    assert found[1] == "All 2 variants come to rest alike."


def test_play_that_never_rests() -> None:
    pennies = PENNIES + "variants: {heads_up: {start: {Same.heads: yes}, assumed: a game}}\n"
    found = text(comparison_page(compared(pennies, None, "heads_up"))).splitlines()
    assert "prospects | 0 ↻ | 0 ↻" in found
    assert "↻ play may also go round for ever." in found
    assert "  ↻ 4 states, for ever" in found


def test_unknown_status_quo() -> None:
    found = text(comparison_page(compared(CHICKEN, None, "from_crash"))).splitlines()
    assert "prospects | ? | 2" in found
    assert "state | – | 2 | 3" in found
    assert "as written: the status quo is unknown" in found
