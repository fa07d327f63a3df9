"""Pictures: every plot of the registry draws, says in words what it shows, and leaves files alone that exist."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest

from detente import api
from detente.errors import QuestionError
from detente.scenario.reader import read
from detente.views import plots
from detente.views.notebook import Shown
from detente.views.plots import rendering, style
from tests.views.test_drivers_page import PENNIES, SUMMER

SURE = "title: A < B & C\nactors:\n  A: {options: {x: {assumed: x}}, prefers: [{want: x, assumed: x}]}\n"

Answer = Callable[[str], Shown]
ANSWERS: dict[str, Answer] = {
    "forecast": lambda scenario: api.forecast(read(scenario)),
    "drivers": lambda scenario: api.drivers(read(scenario), "closed" if "closed" in scenario else "always"),
}
SVG = "{http://www.w3.org/2000/svg}"


@pytest.mark.parametrize("scenario", [SUMMER, SURE, PENNIES])
@pytest.mark.parametrize("key", ["bars", "tornado"])
def test_pictures_say_in_words_what_they_show(key: str, scenario: str) -> None:
    answer = ANSWERS[plots.plots()[key].verb](scenario)
    root = ElementTree.fromstring(plots.picture(key, answer, "svg"))
    assert root.tag == f"{SVG}svg"
    title, description = root.find(f"{SVG}title"), root.find(f"{SVG}desc")
    assert title is not None
    assert description is not None
    assert description.text
    assert "%" in description.text
    assert plots.picture(key, answer, "png").startswith(b"\x89PNG")


def numbers(key: str, scenario: str = SUMMER) -> dict[str, Any]:
    spec = plots.plots()[key].draw(ANSWERS[plots.plots()[key].verb](scenario))
    assert isinstance(spec, dict)
    return {row.get("name", row.get("label")): row for row in spec["data"]["values"]}


def test_bars_have_the_chances_of_the_forecast() -> None:
    # Open with 0.55: where wet, 0.3, and where dry and quick. At most 0.3 + 0.6 * 0.55, at least 0.3 + 0.4 * 0.45.
    rows = numbers("bars")
    assert rows["Upper.shut = yes"]["chance"] == pytest.approx(0.45)
    assert rows["closed"]["low"] == pytest.approx(1 - 0.3 - 0.6 * 0.55)
    assert rows["closed"]["high"] == pytest.approx(1 - 0.3 - 0.4 * 0.45)
    assert "Lower.sue = yes" not in rows  # nobody ever does


def test_a_tornado_has_the_ends_of_swings_and_bands() -> None:
    rows = numbers("tornado")
    assert list(rows) == ["dry", "court"]
    assert (rows["court"]["low"], rows["court"]["high"]) == pytest.approx((0.2, 0.7))
    assert (rows["court"]["least"], rows["court"]["most"]) == pytest.approx((0.425, 0.475))
    assert (rows["court"]["lowest"], rows["court"]["highest"]) == ("quick", "slow")


def test_where_play_never_rests_that_is_drawn() -> None:
    assert numbers("bars", PENNIES)["anywhere"]["chance"] == 0


def test_a_drawing_that_is_svg_stays_as_it_is() -> None:
    text = '<svg xmlns="http://www.w3.org/2000/svg" width="4" height="4"><title>a</title><desc>b</desc></svg>'
    assert rendering.rendered(text, "svg") == text.encode()
    assert rendering.rendered(text, "png").startswith(b"\x89PNG")


def test_titles_are_escaped() -> None:
    found = plots.picture("bars", ANSWERS["forecast"](SURE), "svg").decode()
    assert "A &lt; B &amp; C" in found


def test_every_plot_belongs_to_a_verb_and_says_what_it_shows() -> None:
    folder = Path(plots.__file__).parent
    files = {path.stem.replace("_", "-") for path in folder.glob("[a-z]*.py")} - plots.NOT_PLOTS
    assert set(plots.plots()) == files
    for key, plot in plots.plots().items():
        assert plot.shows.endswith(".")
        assert key in plots.plots_of(plot.verb)


def test_labels_are_broken_where_they_are_long() -> None:
    assert style.wrapped("a " * 60).count("\n") == 1
    assert style.wrapped("") == " "


def test_a_picture_is_written_once(tmp_path: Path) -> None:
    answer, file = ANSWERS["drivers"](SUMMER), tmp_path / "swings.SVG"
    assert api.picture(answer, file) == file
    first = file.read_bytes()
    with pytest.raises(QuestionError) as caught:
        api.picture(answer, file)
    assert caught.value.problems[0].code == "file-exists"
    file.write_bytes(b"mine")
    api.picture(answer, file, "tornado", force=True)
    assert file.read_bytes() == first


@pytest.mark.parametrize(
    ("name", "kind", "code"),
    [
        ("x.pdf", None, "unknown-format"),
        ("x", None, "unknown-format"),
        ("x.svg", "pie", "unknown-picture"),
        ("nowhere/x.svg", None, "cannot-write"),
    ],
)
def test_what_cannot_be_drawn(tmp_path: Path, name: str, kind: str | None, code: str) -> None:
    with pytest.raises(QuestionError) as caught:
        api.picture(ANSWERS["drivers"](SUMMER), tmp_path / name, kind)
    assert caught.value.problems[0].code == code
    assert not list(tmp_path.iterdir())


def test_answers_without_pictures_say_so(tmp_path: Path) -> None:
    with pytest.raises(QuestionError) as caught:
        api.picture(api.show("chicken"), tmp_path / "x.svg")
    assert caught.value.problems[0].code == "no-picture"


def test_without_what_draws_the_remedy_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "vl_convert", None)
    with pytest.raises(QuestionError) as caught:
        api.picture(ANSWERS["forecast"](SURE), tmp_path / "x.svg")
    assert caught.value.problems[0].code == "plots-missing"
    assert "detente[plots]" in caught.value.problems[0].remedy
    assert not list(tmp_path.iterdir())
