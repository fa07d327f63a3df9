"""How problems are told: place, what stands there, what was expected, what to do, and the line itself."""

from detente.answers.checked import Checked
from detente.errors import Place, Problem
from detente.views.checking import checked_page, problems_listing, problems_table
from detente.views.page import text

WRONG = Problem(
    "unknown-name", "There is no `shuot` here", "A name is expected.", "Did you mean `shout`?", Place("a.yaml", 2, 8)
)
ODD = Problem("unused", "`x` is unused", "", "Remove it.", Place("a.yaml", 1, 1), "warning")
TEXT = "x: 1\nwants: shuot\n"


def test_line_and_caret_stand_below_the_problem() -> None:
    assert text((problems_listing([WRONG], {"a.yaml": TEXT}),)).splitlines() == [
        "a.yaml:2:8: error: There is no `shuot` here.  [unknown-name]",
        "  2 | wants: shuot",
        "             ^",
        "  A name is expected. Did you mean `shout`?",
    ]


def test_wide_characters_before_the_caret_are_counted_twice() -> None:
    told = text((problems_listing([WRONG], {"a.yaml": "\n你好abcd shuot"}),)).splitlines()
    assert told[2] == " " * (2 + 4 + 4 + 5) + "^"


def test_long_line_is_cut_around_the_caret() -> None:
    far = Problem("c", "Here", "", "", Place("a.yaml", 1, 500))
    told = text((problems_listing([far], {"a.yaml": "a" * 499 + "b" + "a" * 500}),)).splitlines()
    assert told[1].startswith("  1 | a")
    assert len(told[1]) < 80
    assert told[1][told[2].index("^")] == "b"


def test_no_line_where_the_text_is_not_at_hand_or_shorter() -> None:
    assert len(text((problems_listing([WRONG], {}),)).splitlines()) == 2
    assert len(text((problems_listing([WRONG], {"a.yaml": "one line"}),)).splitlines()) == 2


def test_sign_at_the_end_is_not_doubled() -> None:
    asked = Problem("c", "No such command. Did you mean `show`?", "", "")
    assert text((problems_listing([asked], {}),)) == "error: No such command. Did you mean `show`?  [c]"


def test_verdict_counts() -> None:
    assert (
        text(checked_page(Checked("a.yaml", None, (WRONG, ODD)))).splitlines()[-1] == "○ a.yaml: 1 error and 1 warning."
    )
    assert text(checked_page(Checked("a.yaml", "A", (ODD,)))).splitlines()[-1] == "● a.yaml (A): no errors, 1 warning."
    assert text(checked_page(Checked("a.yaml", "A", ()))) == "● a.yaml (A): no errors, no warnings."


def test_many_problems_are_cut() -> None:
    told = text(checked_page(Checked("a.yaml", None, (ODD,) * 21))).splitlines()
    assert told.count("a.yaml:1:1: warning: `x` is unused.  [unused]") == 20
    assert "and 1 more; --json tells them all" in told


def test_problems_as_a_table() -> None:
    assert problems_table([ODD]).rows == (("warning", "unused", "a.yaml:1:1", "`x` is unused", "", "Remove it."),)
