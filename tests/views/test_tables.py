"""Tables as data: CSV, HTML, data frames, and turned round."""

import sys
from types import ModuleType

import pytest

from detente.errors import QuestionError
from detente.views.phrases import Mark
from detente.views.tables import Table, shown

TABLE = Table(
    "A < B",
    ("name", "holds", "count", "note"),
    (("x & y", True, 1200, (Mark("so", "strong"), " it is")), ('=1,"2"', False, 3, None)),
    (("see <b>",),),
)


def test_csv_writes_what_holds_as_1_and_quotes() -> None:
    assert TABLE.to_csv() == 'name,holds,count,note\nx & y,1,1200,so it is\n"=1,""2""",0,3,\n'


def test_html_escapes_every_text() -> None:
    found = TABLE._repr_html_()
    for part in ("A &lt; B", "x &amp; y", "=1,&quot;2&quot;", "see &lt;b&gt;", ">●<", ">○<", ">1,200<", ">so it is<"):
        assert part in found
    assert "<b>" not in found


def test_cells_to_read() -> None:
    assert [shown(cell) for cell in TABLE.rows[0]] == ["x & y", "●", "1,200", "so it is"]


def test_turned() -> None:
    table = Table("", ("", "a", "b"), (("one", 1, 2), ("two", True, None)), either_way=True).turned()
    assert table.columns == ("", "one", "two")
    assert table.rows == (("a", 1, True), ("b", 2, None))


def test_frame_without_pandas_says_how_to_get_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pandas", None)
    with pytest.raises(QuestionError) as caught:
        TABLE.to_frame()
    assert "detente[tables]" in str(caught.value)


def test_frame_gets_plain_values(monkeypatch: pytest.MonkeyPatch) -> None:
    class Frame:
        def __init__(self, rows: list[list[object]], columns: list[str]) -> None:
            self.rows, self.columns = rows, columns

    pandas = ModuleType("pandas")
    pandas.DataFrame = Frame  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, "pandas", pandas)
    frame = TABLE.to_frame()
    assert list(frame.columns) == ["name", "holds", "count", "note"]
    assert frame.rows == [["x & y", True, 1200, "so it is"], ['=1,"2"', False, 3, None]]
