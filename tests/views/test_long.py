"""What is written and said of many states, prospects, cycles and actors: the same as one by one, and short."""

import json
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import ModuleType
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from detente import api
from detente.answers.analysis import Analysis
from detente.answers.comparison import compare
from detente.answers.files import write_new
from detente.errors import QuestionError
from detente.views import columns, tables, wording
from detente.views.analysis import analysis_page
from detente.views.columns import Texts, lines
from detente.views.comparison import comparison_page
from detente.views.explanation import explanation_page
from detente.views.notebook import Exported
from detente.views.objects.export import exported
from detente.views.page import text
from detente.views.phrases import Mark, plain
from detente.views.states import states_table
from detente.views.tables import MOST, Column, Rows, Table
from tests.views.small import CHICKEN, DAM, DOOR, PENNIES, analysed, explained, scenario

NASTY = ["plain,comma", '"quoted"', "two\nlines", "\r", "", "  blanks ", "Grüße", "\u2028", "=1+1", "tab\t", "\x1f"]
CELLS = st.one_of(
    st.sampled_from(NASTY),
    st.text(st.characters(codec="utf-8"), max_size=5),
    st.booleans(),
    st.none(),
    st.integers(-9, 9),
    st.floats(allow_nan=False, allow_infinity=False),
    st.tuples(st.sampled_from(NASTY), st.builds(Mark, st.sampled_from(NASTY), st.just("value"))),
)


@st.composite
def long_tables(draw: st.DrawFn) -> Rows:
    count = draw(st.integers(0, 12))
    kept = []
    for _ in range(draw(st.integers(0, 6))):
        cells = tuple(draw(st.lists(CELLS, min_size=1, max_size=4)))
        which = draw(st.lists(st.integers(0, len(cells) - 1), min_size=count, max_size=count))
        kept.append(Column(cells, np.array(which, dtype=np.uint8)))
    return Rows(tuple(kept), count)


@contextmanager
def in_pieces() -> Iterator[None]:
    """Put few columns together and write few rows at once."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(columns, "ROWS", 2)
        patch.setattr(columns, "KINDS", 6)
        patch.setattr(tables, "ROWS", 2)
        yield


@given(long_tables())
def test_long_tables_are_written_as_short_ones(rows: Rows) -> None:
    head = tuple(f"c{place}" for place in range(len(rows.columns) + 1))
    one_by_one = tuple(rows[place] for place in range(len(rows)))
    assert tuple(rows) == one_by_one
    assert all(row[0] == place for place, row in enumerate(rows, 1))
    long, short = Table("long", head, rows), Table("long", head, one_by_one)
    assert long == short
    assert long.to_csv() == short.to_csv()
    assert long.to_html() == short.to_html()
    found = analysed(DAM)
    assert "".join(exported(long, found)) == "".join(exported(short, found))
    with in_pieces():
        assert tuple(rows) == one_by_one
        assert long.to_csv() == short.to_csv()
    told = json.loads("".join(exported(long, found)))["rows"]
    assert told == [[plain(cell) if isinstance(cell, tuple) else cell for cell in row] for row in one_by_one]


def test_rows_without_columns() -> None:
    assert list(lines((), ",", 3)) == ["", "", ""]
    assert list(lines((Texts("ab", np.array([1, 0])),), ",", 2)) == ["b", "a"]


def test_long_tables_show_their_first_rows_in_a_notebook() -> None:
    rows = Rows((Column(("x",), np.zeros(MOST + 5, dtype=np.uint8)),), MOST + 5)
    shown = Table("long", ("id", "x"), rows)._repr_html_()
    assert shown.count("<tr>") == MOST + 1
    assert "<small>and 5 more rows</small>" in shown
    assert "more rows" not in Table("short", ("id", "x"), rows[:MOST]).to_html()


def test_frame_of_a_long_table_is_made_by_column(monkeypatch: pytest.MonkeyPatch) -> None:
    class Frame:
        def __init__(self, columns: dict[int, Any]) -> None:
            self.columns = columns

        def set_axis(self, names: list[str], axis: int) -> Any:
            return axis, dict(zip(names, (column.tolist() for column in self.columns.values()), strict=True))

    pandas = ModuleType("pandas")
    pandas.DataFrame = Frame  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, "pandas", pandas)
    truths, words = Column((False, True), np.array([0, 1])), Column((("a", Mark("b", "value")), None), np.array([1, 0]))
    axis, told = Table("", ("id", "holds", "word"), Rows((truths, words), 2)).to_frame()
    assert (axis, told) == (1, {"id": [1, 2], "holds": [False, True], "word": [None, "ab"]})


# ------------------------------------------------------------ states and verdicts

MANY = [
    (DAM, "firm", None),
    (DAM, "nash", "no_threat"),
    (PENNIES, "nash", None),
    (PENNIES, "gmr", None),
    (DOOR, "firm", None),
    (CHICKEN, "seq", None),
    (CHICKEN, "seq", "from_crash"),
]


@pytest.mark.parametrize(("of", "concept", "variant"), MANY)
def test_states_table_says_of_every_state_what_holds(of: str, concept: str, variant: str | None) -> None:
    found = analysed(of, concept, variant)
    table = states_table(found)
    prospects = [prospect.state.number for prospect in found.held.prospects or ()]
    for state, row in zip(found.states, table.rows, strict=True):
        expected = {"id": state.number, **state.values, "prospect": state.number in prospects}
        expected["status_quo"] = found.status_quo is not None and found.status_quo.number == state.number
        for key, held in found.concepts.items():
            expected[key] = state.number in tuple(held.equilibria)
            expected |= {f"{key}:{actor}": state.number in tuple(numbers) for actor, numbers in held.stable.items()}
        assert dict(zip(table.columns, row, strict=True)) == expected
    texts = [Exported(found, form, None).text for form in ("csv", "json")]
    with in_pieces():
        assert Exported(found, "csv", None).text == texts[0]
    assert texts[0] == Table("", table.columns, tuple(table.rows)).to_csv()
    assert json.loads(texts[1])["rows"] == [list(row) for row in table.rows]


def move(given: Any) -> dict[str, Any]:
    return {"actor": given.actor, "origin": given.origin, "to": given.to}


def short(told: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return [{key: one[key] for key in ("actor", "origin", "to")} for one in told]


def agrees(said: dict[str, Any], found: Analysis) -> None:
    """Compare paths and cycles as told in JSON with an analysis, one by one."""
    for path, prospect in zip(said["paths"], found.held.prospects or (), strict=True):
        assert path["state"] == prospect.state.number
        assert short(path["moves"]) == [move(one) for one in prospect.path]
        told = [(one["actor"], len(one["considered"])) for one in path["keeping"]]
        assert told == [(one.actor, len(one.considered)) for one in found.keeping.get(prospect.state.number, ())]
    for cycle, known in zip(said["cycles"], found.held.cycles or (), strict=True):
        assert cycle["states"] == list(known.states)
        assert short(cycle["path"]) == [move(one) for one in known.path]
        assert short(cycle["round"]) == [move(one) for one in known.round]


@pytest.mark.parametrize(("of", "concept", "variant"), MANY)
def test_text_of_an_analysis_is_that_of_its_objects(of: str, concept: str, variant: str | None) -> None:
    found = api.analyse(scenario(of), variant, concept)
    assert found.to_json() == found.envelope().model_dump_json()
    said = json.loads(found.to_json())
    assert said["states"] == [{"id": state.number, "values": dict(state.values)} for state in found.states]
    assert said["concepts"] == {
        key: {
            "stable": {actor: list(numbers) for actor, numbers in held.stable.items()},
            "equilibria": list(held.equilibria),
        }
        for key, held in found.concepts.items()
    }
    prospects = found.held.prospects
    assert said["prospects"] == (None if prospects is None else [one.state.number for one in prospects])
    assert short(said["leaving"]) == [move(one) for one in found.leaving]
    agrees(said, found)


@pytest.mark.parametrize("of", [DAM, PENNIES, CHICKEN])
def test_text_of_a_comparison_is_that_of_its_objects(of: str) -> None:
    found = api.compare(scenario(of))
    assert found.to_json() == found.envelope().model_dump_json()
    for said, one in zip(json.loads(found.to_json())["variants"], found.variants, strict=True):
        held = one.analysis.held
        assert said["equilibria"] == list(held.equilibria)
        states = None if held.prospects is None else [prospect.state for prospect in held.prospects]
        assert said["prospects"] == (
            None if states is None else [{"id": state.number, "values": dict(state.values)} for state in states]
        )
        agrees(said, one.analysis)


def test_text_of_a_case_is_that_of_its_objects() -> None:
    found = api.analyse("us-russia-2024")
    assert found.to_json() == found.envelope().model_dump_json()


def test_text_is_written_in_pieces(tmp_path: Path) -> None:
    write_new(tmp_path / "a.txt", iter(["a\n", "b\r\n"]))
    assert (tmp_path / "a.txt").read_bytes() == b"a\nb\r\n"
    with pytest.raises(QuestionError):
        write_new(tmp_path / "a.txt", iter(["c"]))
    write_new(tmp_path / "a.txt", "c", force=True)
    assert (tmp_path / "a.txt").read_bytes() == b"c"


# ------------------------------------------------------------ pages


def choice(options: int, *more: str) -> str:
    """Return a scenario in which one actor wants any of its options taken: every state but the first is a prospect."""
    names = [f"o{number}" for number in range(options)]
    taken = ", ".join(f"{name}: {{}}" for name in names)
    actor = f"  One:\n    options: {{{taken}}}\n    prefers: [{{want: {' or '.join(names)}}}]\n"
    return "\n".join(("title: Choice", "actors:", actor + "".join(more)))


def told(found: Analysis) -> list[str]:
    return text(analysis_page(found)).splitlines()


def test_of_many_prospects_the_nearest_are_told_and_what_all_have() -> None:
    idle = "  Idle:\n    options: {flag: {}}\n    prefers: [{want: not flag}]\n"
    found = told(analysed(choice(4, idle), "nash"))
    begin = found.index("Prospects: where play comes to rest")
    heads = [line for line in found[begin:] if line.startswith("● state")]
    assert heads == [f"● state {n}: as the status quo, but with {w}" for n, w in [
        (2, "One.o0 = yes"), (3, "One.o1 = yes"), (4, "One.o0 = yes and One.o1 = yes"),
    ]]  # fmt: skip
    rest = found.index("and 12 more; detente export lists them.")
    assert found[rest + 1 : rest + 7] == [
        "All 15 have Idle.flag = no.",
        "they vary in | states by value",
        *(f"One.o{number} | no 7, yes 8" for number in range(4)),
    ]


def test_as_many_prospects_as_there_is_room_for_are_all_told() -> None:
    found = told(analysed(choice(3), "nash"))
    assert sum(line.startswith("● state") for line in found) == 7
    assert not any(line.endswith("detente export lists them.") for line in found)


def test_of_many_cycles_some_are_told_and_how_many_there_are() -> None:
    pennies = PENNIES[PENNIES.index("  Same:") :]
    few = analysed(choice(3, pennies), "nash")
    assert few.held.cycles is not None
    assert few.held.cycles.sizes == [4] * 7
    assert plain(wording.bottom_line(few)[0]).endswith(
        "Play comes to rest nowhere: it goes round in one of 7 cycles of 4 states for ever."
    )
    assert sum(line.startswith("↻ 4 states") for line in told(few)) == 7
    many = told(analysed(choice(4, pennies), "nash"))
    assert sum(line.startswith("↻ 4 states") for line in many) == 3
    assert "and 12 more; --json tells them all." in many
    compared = text(comparison_page(compare(scenario(choice(4, pennies)), [None], "nash"))).splitlines()
    assert sum(line.endswith("↻ 4 states, for ever") for line in compared) == 3
    assert "  and 12 more ↻" in compared


# One goes where it likes, by listed moves; from there play goes round among two or three states.
ROUNDS = """
title: Rounds
states: {1: a, 2: b, 3: c, 4: d, 5: e, 6: f, 7: g, 8: h, 9: i, 10: j}
start: 1
actors:
  One:
    moves: [[1, 2], [1, 4], [1, 6], [1, 8], [3, 2], [5, 4], [7, 6], [9, 8]]
    ranking: [[2, 4, 6, 8], 1, [3, 5, 7, 9, 10]]
  Two: {moves: [[2, 3], [4, 5], [6, 7], [8, 10], [10, 9]], ranking: [9, 10, [3, 5, 7], [1, 2, 4, 6, 8]]}
"""


def test_cycles_of_several_sizes_are_told_from_the_smallest_to_the_largest() -> None:
    found = analysed(ROUNDS, "nash")
    assert found.held.cycles is not None
    assert found.held.cycles.sizes == [2, 2, 2, 3]
    assert "it goes round in one of 4 cycles of 2 to 3 states for ever." in plain(wording.bottom_line(found)[0])


def crowd(count: int) -> str:
    actors = "".join(
        f"  A{number}:\n    options: {{o: {{}}, p: {{}}}}\n    prefers: [{{want: o or p}}]\n" for number in range(count)
    )
    return f"title: Crowd\nactors:\n{actors}"


def test_a_crowd_is_not_named_in_full() -> None:
    assert plain(wording.actors_named([f"A{n}" for n in range(12)])).endswith("A9, A10 and A11")
    assert plain(wording.actors_named([f"A{n}" for n in range(13)])) == "A0, A1, A2, A3, A4, A5, A6, A7 and 5 others"


def test_of_many_that_leave_one_move_each_is_told() -> None:
    nine = "\n".join(told(analysed(crowd(4), "nash")))
    assert nine.count("  A0: ") == 3
    assert "  and 1 more move of A0" not in nine
    listed = "".join(
        f"  A{n}: {{moves: [[1, {2 * n + 2}], [1, {2 * n + 3}]], ranking: [[{2 * n + 2}, {2 * n + 3}], REST]}}\n"
        for n in range(9)
    )
    for n in range(9):
        rest = [1, *(number for number in range(2, 20) if number not in (2 * n + 2, 2 * n + 3))]
        listed = listed.replace("REST", str(rest), 1)
    states = ", ".join(f"{number}: s{number}" for number in range(1, 20))
    found = told(analysed(f"title: Nine\nstates: {{{states}}}\nstart: 1\nactors:\n{listed}", "nash"))
    for n in range(9):
        assert sum(line.startswith(f"  A{n}: ") for line in found) == 1
        assert f"  and 1 more move of A{n}; see detente explain" in found


def test_paths_that_have_moves_in_common_are_told_in_full() -> None:
    found = api.analyse(scenario(crowd(3)), concept="nash")
    said = json.loads(found.to_json())
    assert len(said["paths"]) == 27
    agrees(said, found)
    assert found.to_json() == found.envelope().model_dump_json()


def test_explanations_of_a_crowd_are_short() -> None:
    idle = "".join(f"  B{n}:\n    options: {{o: {{}}}}\n    prefers: [{{avoid: o}}]\n" for n in range(13))
    found = text(explanation_page(explained(f"title: Idle\nactors:\n{idle}", 1, "nash")))
    assert "● B0, B1, B2, B3, B4, B5, B6, B7 and 5 others stay: no move of their own" in found
