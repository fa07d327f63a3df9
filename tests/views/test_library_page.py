"""How the case library is told."""

from pathlib import Path

from detente.answers.library import Case, Copied, case
from detente.views.library import case_page, cases_page, cases_table, copied_page
from detente.views.page import text
from tests.views.small import CHICKEN, DAM, scenario

CASES = (
    case("games/chicken", scenario(CHICKEN), Path("games/chicken/scenario.yaml")),
    case("water/dam", scenario(DAM), Path("water/dam/scenario.yaml")),
)


def test_list_by_kind_with_grades_of_trust() -> None:
    assert text(cases_page(CASES)).splitlines() == [
        "games",
        "chicken: Chicken",
        "water",
        "dam: The dam",
        "  The upper country could keep the water. The lower one could destroy the dam.",
        "  [read] A. Nile, Rivers, 1999",
        "read: checked against the source",
        "detente cases NAME shows a case in full, detente show NAME its model, detente analyse NAME runs it.",
    ]


def test_recalled_data_are_never_called_published() -> None:
    recalled = scenario(DAM.replace("grade: read", "grade: recalled"))
    found = case("water/dam", recalled, Path("x"))
    assert "  [recalled] A. Nile, Rivers, 1999" in text(cases_page((found,))).splitlines()
    assert "  from memory, not a published result" in text(case_page(found)).splitlines()
    ungraded = scenario(DAM.replace(", grade: read", ""))
    assert "  not graded" in text(case_page(case("water/dam", ungraded, Path("x")))).splitlines()


def test_one_case_in_full() -> None:
    noted = DAM.replace("grade: read", "grade: read, note: read in a hurry")
    assert text(case_page(case("water/dam", scenario(noted), Path("water/dam/scenario.yaml")))).splitlines() == [
        "The dam water/dam, as of 2020-05-01",
        "The upper country could keep the water. The lower one could destroy the dam.",
        "Sources",
        "[read] A. Nile, Rivers, 1999",
        "  checked against the source",
        "  read in a hurry",
        "Actors: Upper (the upper country), Lower. 2 options.",
        f"File: {Path('water/dam/scenario.yaml')}",
        "detente show dam gives the model; detente cases dam --copy . makes a copy to edit.",
    ]


def test_listed_states_are_counted_instead_of_options() -> None:
    assert "Actors: P1, P2. 4 listed states." in text(case_page(CASES[0])).splitlines()


def test_table_of_cases() -> None:
    assert cases_table(CASES).rows == (
        ("games/chicken", "Chicken", "", 2, 0, 4),
        ("water/dam", "The dam", "read", 2, 2, 0),
    )


def test_copy_says_where_it_is() -> None:
    told = text(copied_page(Copied("games/chicken", Path("chicken.yaml"))))
    assert told == "Copied games/chicken to chicken.yaml. Edit it, then: detente analyse chicken.yaml"


def test_kind_and_slug() -> None:
    one: Case = CASES[1]
    assert (one.kind, one.slug) == ("water", "dam")
