"""What the pages' modules work out by themselves, tried in Chromium on the modules that are served."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

import pytest

from detente.prospects.bounds import Bounds
from detente.views import chances
from detente.workbench.questions import lane
from detente.workbench.routes.answers import VERBS
from detente.workbench.words import language


@pytest.fixture(scope="module")
def modules(chromium: Any, base: str) -> Any:
    """Return what runs the body of an async function that has the module of a name as `it`."""
    page = chromium.new_page()
    page.goto(base)
    page.wait_for_selector("h1")

    def tried(module: str, body: str, *given: Any) -> Any:
        return page.evaluate(f"async (given) => {{ const it = await import('/{module}.js'); {body} }}", list(given))

    yield tried
    page.close()


def test_the_rest_of_the_chance_keeps_its_proportions(modules: Any) -> None:
    body = "return it.shared(...given);"
    assert modules("whatif", body, {"a": 0.5, "b": 0.3, "c": 0.2}, "a", 0.0) == pytest.approx(
        {"a": 0.0, "b": 0.6, "c": 0.4}
    )
    assert modules("whatif", body, {"a": 1.0, "b": 0.0, "c": 0.0}, "a", 0.4) == pytest.approx(
        {"a": 0.4, "b": 0.3, "c": 0.3}
    )
    assert modules("whatif", body, {"a": 0.7, "b": 0.3}, "b", 1.0) == pytest.approx({"a": 0.0, "b": 1.0})


@pytest.mark.parametrize(
    ("chance", "words"),
    [(0, "0%"), (0.004, "< 1%"), (0.006, "1%"), (0.555, "56%"), (0.125, "12%"), (0.996, "> 99%"), (1, "100%")],
)
def test_chances_are_told_without_saying_never_or_surely(modules: Any, chance: float, words: str) -> None:
    assert modules("dom", "return it.percent(given[0]);", chance) == words


@pytest.mark.parametrize(
    "bounds",
    [
        Bounds(0.5467, 0.38, 0.74),
        Bounds(0.5467, 0.5467, 0.5467),
        Bounds(0.002, 0.0, 0.005),
        Bounds(0.9987, 0.995, 1.0),
        Bounds(0.125, 0.0625, 0.375, exact=False),
        Bounds(0.5467, 0.38, 0.74, exact=False, error=0.00123),
        Bounds(0.5467, 0.535, 0.565, exact=False, error=0.01),
        Bounds(0.5455, 0.38, 0.74, exact=False, error=0.01),  # 54.55, which no number of the machine is exactly
        Bounds(0.0, 0.0, 0.0, exact=False, error=0.0),
        Bounds(1.0, 1.0, 1.0, exact=False, error=0.0),
    ],
)
def test_bounds_are_told_as_answers_tell_them(modules: Any, bounds: Bounds) -> None:
    assert modules("dom", "return it.bounded(given[0]);", asdict(bounds)) == chances.told(bounds)


@pytest.mark.parametrize(
    ("names", "common"),
    [
        (["US.a = x, B.c = y", "US.a = z, B.c = y"], ["B.c = y"]),
        (["US.a = x, B.c = y"], []),
        (["US.a = x", "US.a = y"], []),
        (["state = up, down", "state = up, left"], []),  # names of states in graph form
    ],
)
def test_what_prospects_have_in_common_is_told_once(modules: Any, names: list[str], common: list[str]) -> None:
    assert modules("whatif", "return it.common(given[0]);", names) == common


def test_every_long_question_has_a_name_in_words(modules: Any) -> None:
    verbs = [verb for verb in (*VERBS, "tornado", "tree") if lane(verb) == "long"]
    names = [modules("jobs", "return it.asks({ verb: given[0] });", verb) for verb in verbs]
    assert [name for name in names if name in verbs] == []


def test_work_is_done_one_at_a_time_and_the_last_wish_is_not_lost(modules: Any) -> None:
    body = """
      let under = 0, most = 0, done = 0;
      const wait = () => new Promise((ready) => setTimeout(ready, 5));
      const run = it.newest(async () => {
        under += 1; most = Math.max(most, under);
        await wait();
        under -= 1; done += 1;
      });
      for (let turn = 0; turn < 9; turn += 1) run();
      await run();
      while (under) await wait();
      await wait();
      return [most, done];"""
    assert modules("newest", body) == [1, 2]


def test_steps_are_undone_and_done_again_until_something_else_is_written(modules: Any) -> None:
    """A draft nobody may write is never sent, so that it can be tried without a scenario."""
    body = """
      const file = { data: { text: 'one\\r\\n', sha256: 'x' } };
      const view = { name: `steps-${Math.random()}`, file, about: { writable: false } };
      const draft = it.draftOf(view), told = [];
      const tell = () => told.push([draft.text, draft.changed, draft.past.length, draft.future.length]);
      draft.step('two\\n'); draft.put('typed\\n'); draft.settle(); draft.step('three\\n'); tell();
      draft.undo(); draft.undo(); tell();
      draft.redo(); tell();
      draft.step('else\\n'); tell();
      draft.step('else\\n'); tell();
      return [told, draft.out(), draft.redo(), it.draftOf(view) === draft];"""
    told, out, redone, same = modules("draft", body)
    assert told == [
        ["three\n", True, 3, 0],
        ["two\n", True, 1, 2],
        ["typed\n", True, 2, 1],
        ["else\n", True, 3, 0],
        ["else\n", True, 3, 0],
    ]
    assert (out, redone, same) == ("else\r\n", False, True)


DRAGGED = """
  const list = document.createElement('ol'), moves = [];
  for (const name of 'abcd') {
    const item = document.createElement('li'), handle = document.createElement('span');
    handle.className = 'handle'; handle.setPointerCapture = () => {}; handle.textContent = name;
    item.style.height = '40px'; item.append(handle); list.append(item);
  }
  document.body.append(list);
  it.reorderable(list, (from, to) => moves.push([from, to]));
  const at = (place, part = 0.5) => {
    const box = list.children[place].getBoundingClientRect();
    return box.top + box.height * part;
  };
  const made = (kind, clientY) => new PointerEvent(kind, { bubbles: true, cancelable: true, clientY });
  const tell = (kind, target, clientY) => target.dispatchEvent(made(kind, clientY));
  const drag = (from, y, end = 'pointerup') => {
    tell('pointerdown', list.children[from].firstChild, at(from)); tell('pointermove', list, y); tell(end, list, y);
  };
  const press = (place, key, altKey = true) =>
    list.children[place].firstChild.dispatchEvent(new KeyboardEvent('keydown', { key, altKey, bubbles: true }));
"""


def test_an_item_goes_where_it_is_dropped(modules: Any) -> None:
    body = (
        DRAGGED
        + """
      drag(0, at(2, 0.6)); drag(3, at(0, 0.2)); drag(1, at(1)); drag(1, at(3, 0.4));
      drag(2, 1e6); drag(2, at(0), 'pointercancel');
      press(0, 'ArrowUp'); press(0, 'ArrowDown'); press(3, 'ArrowUp'); press(3, 'ArrowDown');
      press(1, 'ArrowDown', false);
      list.remove();
      return moves;"""
    )
    assert modules("reorder", body) == [[0, 2], [3, 0], [1, 2], [2, 3], [0, 1], [3, 2]]


def test_a_word_is_completed_from_the_text_and_the_language(modules: Any) -> None:
    body = """
      const area = document.createElement('textarea'), page = document.createElement('div');
      page.append(area); document.body.append(page);
      area.value = 'US.aid: x\\nusage: y\\nwho: us';
      area.focus();
      area.setSelectionRange(area.value.length, area.value.length);
      const { caret } = await import('/caret.js');
      it.completing(area, page, caret(area, page, () => 8, ['use', 'variants']));
      const made = (key, more) => new KeyboardEvent('keydown', { key, cancelable: true, ...more });
      const key = (name, more = {}) => area.dispatchEvent(made(name, more));
      key(' ', { code: 'Space', ctrlKey: true });
      const offered = [...page.querySelectorAll('[role=option]')].map((one) => one.textContent);
      key('ArrowUp'); key('Enter');
      const taken = area.value; page.remove();
      return [offered, taken];"""
    offered, taken = modules("completing", body)
    assert offered == ["US.aid", "usage", "use"]
    assert taken == "US.aid: x\nusage: y\nwho: use"


def test_a_table_of_a_million_rows_asks_for_what_is_in_sight(modules: Any) -> None:
    """Taller than a browser lays out: places are squeezed, and yet every row can be reached, the last as well."""
    body = """
      const asked = [], total = given[0];
      const cell = (row) => { const made = document.createElement('td'); made.textContent = row.id; return [made]; };
      const load = async (offset, limit) => {
        asked.push(offset);
        const length = Math.min(limit, total - offset);
        return { total, rows: Array.from({ length }, (_, at) => ({ id: offset + at + 1 })) };
      };
      const fail = (error) => { throw error; };
      const table = new it.LongTable({ label: 't', columns: [{ label: 'n', sort: null }], load, cells: cell, fail });
      table.place.style.height = '310px'; document.body.append(table.place);
      await table.show();
      const wait = () => new Promise((ready) => setTimeout(ready, 60));
      const seen = async (number) => {
        const text = () => table.body.querySelector(`[data-row="${number}"]`)?.textContent ?? "…";
        table.go(number);
        for (let turn = 0; text() === "…" && turn < 50; turn += 1) await wait();
        return text();
      };
      const found = [await seen(0), await seen(1234), await seen(total - 1), await seen(Math.floor(total / 2))];
      const rows = table.body.children.length;
      table.close(); table.place.remove();
      return [found, rows, asked.length];"""
    found, rows, asked = modules("table", body, 1_000_000)
    assert found == ["1", "1235", "1000000", "500001"]
    assert rows < 60
    assert asked < 12


FORMS = """const forms = {
  graph: false, states: [], situations: [{ situation: "quarrel" }],
  circumstances: [{ circumstance: "rain", values: ["poor", "very good"] }],
  actors: [{ actor: "Ann", options: [{ option: "dam", values: ["no", "yes"] }] }],
};"""


@pytest.mark.parametrize(
    ("before", "typed", "some"),
    [
        ("", "", ["Ann.dam", "rain", "quarrel", "and", "dam"]),
        ("rain = poor and qu", "qu", ["quarrel"]),
        ("rain = ", "", ["poor", '"very good"']),
        ("rain = po", "po", ["poor"]),
        ('rain = "ve', "ve", ['very good"']),
        ("rain not in [poor, ", "", ["poor"]),
        ("dam != y", "y", ["yes"]),
        ("Ann.dam = yes and Ann.d", "Ann.d", ["Ann.dam"]),
        ("fog = ", "", ["Ann.dam"]),
    ],
)
def test_formulas_are_completed_by_what_stands_before(modules: Any, before: str, typed: str, some: list[str]) -> None:
    found = modules("names", f"{FORMS} return it.inFormula(forms, 'Ann')(given[0]);", before)
    assert found[0] == typed
    assert set(some) <= set(found[1])
    if "yes" in some or "poor" in some:
        assert "quarrel" not in found[1]


def test_pairs_are_completed_by_name_and_then_by_value(modules: Any) -> None:
    body = "return it.inPairs(new Map([['rain', ['poor', 'good']], ['court', ['no']]]))(given[0]);"
    assert modules("names", body, "rain = good, co") == ["co", ["rain", "court"]]
    assert modules("names", body, "court = no, rain = ") == ["", ["poor", "good"]]
    assert modules("names", body, "fog = x") == ["x", []]


@pytest.mark.parametrize(
    ("text", "pairs"),
    [
        ("", {}),
        ("rain = poor, Ann.dam=yes ,", {"rain": "poor", "Ann.dam": "yes"}),
        ("rain = a = b", {"rain": "a = b"}),
        ("rain", None),
        ("rain = ", None),
        ("= poor", None),
    ],
)
def test_pairs_are_read_as_they_are_typed(modules: Any, text: str, pairs: dict[str, str] | None) -> None:
    assert modules("names", "return it.parsed(given[0]);", text) == pairs


def test_pairs_may_have_a_chance_for_each_value_in_braces(modules: Any) -> None:
    thought = {"rain": {"poor": "unlikely", "good": "0.3 to 0.5"}, "court": "no"}
    text = "rain = {poor: unlikely, good: 0.3 to 0.5}, court = no"
    assert modules("names", "return it.spoken(given[0]);", thought) == text
    assert modules("names", "return it.parsed(given[0], true);", text) == thought
    assert modules("names", "return it.parsed(given[0], true);", "rain = {poor}") is None


def test_completions_begin_as_is_typed_or_behind_the_point(modules: Any) -> None:
    all_ = ["rain", "Ann.rake", "raise", "brain", "Ann.dam", "rain"]
    assert modules("completing", "return it.completions(...given);", "Ra", all_) == ["Ann.rake", "rain", "raise"]
    assert modules("completing", "return it.completions(...given);", "rain", all_) == []


@pytest.mark.parametrize("count", [2, 3, 7])
def test_equal_chances_add_up(modules: Any, count: int) -> None:
    found = modules("write-chance", "return it.even(given[0]);", [f"v{one}" for one in range(count)])
    whole = [round(float(one) * 100) for one in found.values()]
    assert sum(whole) == 100
    assert max(whole) - min(whole) < count


TEXT = """\
title: River
actors:
  Anna:
    name: the upper country
    options:
      gates: {means: what is let through, values: [open, shut], start: open, lapses when: Ben.talk}
    prefers:
      - {want: gates = shut, exactly when: rain = poor}
never:
  - {name: both, when: Anna.gates = open and Ben.talk}
"""


@pytest.mark.parametrize(
    ("line", "at", "parts"),
    [
        (0, "title", [""]),  # the file's own key
        (0, "River", []),
        (1, "actors", [""]),
        (2, "Anna", ["actor"]),
        (3, "name", ["actor", "statement"]),
        (5, "gates", ["option of Anna"]),
        (5, "means", ["actor", "option"]),
        (5, "when", ["option"]),  # of `lapses when`
        (7, "exactly", ["statement"]),
        (7, "rain", ["circumstance"]),
        (9, "when", ["rule"]),
        (9, "both", ["cannot happen"]),
        (9, "gates", ["option of Anna"]),
        (9, "Ben", []),
        (2, "", []),
        (40, "", []),
    ],
)
def test_help_tells_what_a_word_means_where_it_stands(modules: Any, line: int, at: str, parts: list[str]) -> None:
    option = {"id": "Anna.gates", "means": "what is let through", "values": ["open", "shut"], "start": "open"}
    written = {
        "actors": [{"id": "Anna", "name": "the upper country", "means": None, "options": [option]}],
        "circumstances": [{"id": "rain", "means": None, "values": ["poor", "good"], "now": "poor"}],
        "never": [{"name": "both", "text": "Anna.gates = open and Ben.talk"}],
    } | dict.fromkeys(("situations", "states", "outcomes", "signals", "claims", "variants", "sources"), ())
    column = [*TEXT.splitlines(), *[""] * 40][line].index(at) + len(at) // 2
    body = "return it.meanings(given[0], given[1], given[2], given[3], it.namesOf(given[4], {nash: 'Nash'}));"
    found = modules("help", body, TEXT, line, column, [asdict(key) for key in language().keys], written)
    assert [one["of"] for one in found] == parts
