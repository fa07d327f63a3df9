"""Answers that show themselves: in a notebook, as text, as data."""

import html
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from detente import api
from detente.views import notebook
from detente.views.notebook import Shown, page_html
from detente.views.page import Heading, Item, Listing, Paragraph, Title
from detente.views.phrases import Mark
from tests.views.small import DAM, scenario


def test_page_as_html_escapes_every_text() -> None:
    evil = "<script>alert('x')</script>"
    page = (
        Title(evil, evil),
        Heading((evil,)),
        Paragraph((evil, Mark(evil, "strong"))),
        Listing((Item((evil,), (Item((evil,)),)),), numbered=True),
    )
    found = page_html(page)
    assert "<script" not in found
    assert found.count(html.escape(evil)) == 7


def test_numbered_lists_are_ordered() -> None:
    assert page_html((Listing((Item(("a",)),), numbered=True),)) == "<div><ol><li>a</li></ol></div>"


@pytest.mark.parametrize("verb", ["analyse", "explain", "compare", "show", "check", "cases", "case", "export"])
def test_every_answer_shows_itself(verb: str) -> None:
    answers: dict[str, Callable[[], Shown]] = {
        "analyse": lambda: api.analyse(scenario(DAM)),
        "explain": lambda: api.explain(scenario(DAM)),
        "compare": lambda: api.compare(scenario(DAM)),
        "show": lambda: api.show(scenario(DAM)),
        "check": lambda: api.check(scenario(DAM)),
        "cases": api.cases,
        "case": lambda: api.case("chicken"),
        "export": lambda: api.export(scenario(DAM)),
    }
    found = answers[verb]()
    shown = found._repr_html_()
    assert shown.startswith("<div>")
    assert re.findall(r"<(\w+)[ >]", shown).count("table") == shown.count("</table>")
    assert str(found).strip()
    assert len(repr(found)) < 200
    assert found.table().columns
    assert found.to_json().startswith('{"command":"')


def test_text_of_an_answer_is_what_the_terminal_shows() -> None:
    assert str(api.analyse(scenario(DAM))).startswith(
        "The dam  as of 2020-05-01\n\nThe status quo holds: nobody would leave it."
    )
    assert repr(api.analyse(scenario(DAM))) == "<Analysis: The dam as of 2020-05-01>"


def test_answers_are_the_frozen_data_beneath() -> None:
    found = api.analyse(scenario(DAM))
    assert found.held.equilibria == (1, 4)
    with pytest.raises(AttributeError):
        found.title = "other"  # type: ignore[misc]


def test_states_and_verdicts_as_a_table() -> None:
    table = api.analyse(scenario(DAM)).table()
    assert table.columns[:11] == (
        "id", "Upper.shut", "Lower.strike", "status_quo", "prospect", "nash", "gmr", "smr", "seq", "sseq", "firm"
    )  # fmt: skip
    assert table.columns[11:13] == ("nash:Upper", "nash:Lower")
    assert table.rows[0][:13] == (1, "no", "no", True, True, False, True, True, True, True, True, False, True)
    assert table.rows[3][:13] == (4, "yes", "yes", False, False, True, True, True, True, True, True, True, True)


def test_copied_case_shows_itself(tmp_path: Path) -> None:
    found = api.copy_case("chicken", tmp_path)
    assert str(tmp_path) in found._repr_html_()
    assert found.table().rows == (("games/chicken", str(tmp_path / "chicken.yaml")),)


def test_every_kind_of_answer_is_read_only_when_it_is_asked_for() -> None:
    assert set(notebook.__all__) == {*notebook.PLACES, "PLACES", "Shown", "page_html", "showing"}
    for name in notebook.PLACES:
        assert issubclass(getattr(notebook, name), Shown)
    with pytest.raises(AttributeError, match="Nothing"):
        _ = notebook.Nothing
    code = "import sys, detente.views.notebook as n; n.Analysis; print(*sys.modules)"
    read = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.split()
    assert "detente.views.analysis" in read
    assert not {"detente.views.forecast", "detente.views.settlement", "detente.settlement"} & set(read)
