"""Writing: data comes back as it was, and a text changes only where its data does."""

from __future__ import annotations

import copy
import difflib
from typing import Any

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from detente.errors import ScenarioError
from detente.scenario import splice as splicing
from detente.scenario import writer
from detente.scenario.document import Plain
from detente.scenario.emitter import WIDTH, is_plain, scalar
from detente.scenario.reader import read
from detente.scenario.splice import same
from detente.scenario.writer import plain, write
from tests.scenario.sample import FLAGSHIP, OPTIONS, changed

FLAG = FLAGSHIP.read_text()


def difference(before: str, after: str) -> tuple[list[str], list[str]]:
    """Return the lines that went and the lines that came."""
    lines = list(difflib.unified_diff(before.splitlines(), after.splitlines(), n=0, lineterm=""))[2:]
    return [line[1:] for line in lines if line[0] == "-"], [line[1:] for line in lines if line[0] == "+"]


def edited(text: str, *steps: Any) -> dict[str, Plain]:
    """Return the data of a text with one value changed: the path, then the new value."""
    data = plain(text)
    *path, last, value = steps
    inside: Any = data
    for step in path:
        inside = inside[step]
    inside[last] = value
    return data


# ------------------------------------------------------------ changes in place


@pytest.mark.parametrize("path", sorted(FLAGSHIP.parents[2].glob("*/*/*.yaml")), ids=lambda path: path.parent.name)
def test_nothing_changed_is_the_very_same_text(path: Any) -> None:
    text = path.read_text()
    try:
        data = plain(text)
    except ScenarioError:
        assert path.name != "scenario.yaml"  # expected results may use more of YAML
        return
    assert write(data, onto=text) is text
    assert write(copy.deepcopy(data), onto=text) == text


def test_an_item_of_a_list_that_grows_too_long_is_set_anew() -> None:
    text = "values:\n  - low  # the first\n  - high\n"
    long = "word " * 40 + "end"
    data = edited(text, "values", 1, long)
    after = write(data, onto=text)
    assert plain(after) == data
    assert "- low  # the first" in after


def leaves(value: Plain, path: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    """Return the paths of all texts in plain data."""
    if isinstance(value, str):
        return [path]
    parts = value.items() if isinstance(value, dict) else enumerate(value)
    return [leaf for key, part in parts for leaf in leaves(part, (*path, key))]


def test_each_value_of_the_flagship_can_be_changed_alone() -> None:
    whole = plain(FLAG)
    paths = leaves(whole)
    assert len(paths) > 500
    for path in paths[::40]:
        data: Any = copy.deepcopy(whole)
        inside = data
        for step in path[:-1]:
            inside = inside[step]
        value, inside[path[-1]] = inside[path[-1]], "changed"
        after = write(data, onto=FLAG)  # checks by itself that the text holds the data
        gone, came = difference(FLAG, after)
        assert len(came) <= 1, (path, came)
        assert len(gone) <= max(1, len(str(value)) // 60 + 2), (path, gone)


@pytest.mark.parametrize(
    ("path", "value", "line"),
    [
        (("circumstances", "temper", "now"), "headstrong", "    now: headstrong"),
        (
            ("circumstances", "europe_nerve", "chance"),
            "likely",
            '    chance: likely          # "may", and only some leaders',
        ),
        (("circumstances", "temper", "cite"), ["3", "4", "5"], "    cite: [3, 4, 5]"),
        (("title",), "A: B # c", 'title: "A: B # c"'),
        (
            ("words", "may"),
            ["0.1", "0.95"],
            "  may: [0.1, 0.95]              # ours: the word promises next to nothing",
        ),
    ],
)
def test_one_line_changes(path: tuple[str, ...], value: Plain, line: str) -> None:
    _, came = difference(FLAG, write(edited(FLAG, *path, value), onto=FLAG))
    assert came == [line]


TEXT = """\
# About the file.

title: 'It''s'   # the title
list:
  # the first
  - name: one   # one
    want: a

  # the second
  - name: two
    want: "b"
  - three

# ---- a section
# about table
table:
    a: 1
    b: {c: 2, d: [x,  y]}   # flow

    # ---- inside

    # about e
    e: |
      lines
      and lines

    # about f
    f:
      - x   # ex
# The end.
"""


def after(data: dict[str, Plain]) -> str:
    """Return the text above with other data; it must hold just that."""
    text = write(data, onto=TEXT)
    assert same(plain(text), data)
    return text


def test_quotes_and_brackets_stay() -> None:
    assert after(edited(TEXT, "title", "Isn't it")) == changed(TEXT, "'It''s'", "'Isn''t it'")
    assert after(edited(TEXT, "list", 1, "want", 'c"d')) == changed(TEXT, '"b"', '"c\\"d"')
    assert after(edited(TEXT, "title", "a\tb")) == changed(TEXT, "'It''s'", '"a\\tb"')
    assert after(edited(TEXT, "table", "b", "d", 1, "z, z")) == changed(TEXT, "[x,  y]", '[x,  "z, z"]')
    assert after(edited(TEXT, "table", "b", "d", ["x"])) == changed(TEXT, "[x,  y]", "[x]")
    assert after(edited(TEXT, "table", "b", {"c": "2", "q": "3"})) == changed(
        TEXT, "{c: 2, d: [x,  y]}", "{c: 2, q: 3}"
    )
    assert after(edited(TEXT, "table", "b", "c", ["2"])) == changed(TEXT, "c: 2", "c: [2]")


def test_entries_come_at_their_place() -> None:
    data = plain(TEXT)
    data["table"] = {"z": "0"} | dict(data["table"]) | {"g": ["p", "q"]}  # type: ignore[arg-type]
    text = changed(TEXT, "    a: 1\n", "    z: 0\n    a: 1\n")
    assert after(data) == changed(text, "      - x   # ex\n", "      - x   # ex\n    g: [p, q]\n")
    data = plain(TEXT)
    data["list"] = ["zero", *data["list"], {"name": "four", "want": "a: b"}]
    text = changed(TEXT, "  # the first\n  - name: one", "  # the first\n  - zero\n  - name: one")
    assert after(data) == changed(text, "  - three\n", '  - three\n  - name: four\n    want: "a: b"\n')


def test_entries_go_with_their_comments_but_not_with_headings() -> None:
    data = plain(TEXT)
    del data["table"]["e"]  # type: ignore[union-attr, arg-type]
    gone, came = difference(TEXT, after(data))
    assert came == []
    assert [line.strip() for line in gone if line] == ["# about e", "e: |", "lines", "and lines"]
    data = plain(TEXT)
    del data["list"][1]  # type: ignore[union-attr, arg-type]
    gone, came = difference(TEXT, after(data))
    assert came == []
    assert [line.strip() for line in gone if line] == ["# the second", "- name: two", 'want: "b"']
    listed = "a:\n  - one\n\n  # of two kinds\n\n  # the second\n  - two\n  - three\n"
    without = write({"a": ["one", "three"]}, onto=listed)
    assert without == "a:\n  - one\n\n  # of two kinds\n  - three\n"
    data = plain(TEXT)
    del data["title"]
    assert after(data).startswith("# About the file.\n\nlist:\n")
    data = plain(TEXT)
    del data["table"]
    assert after(data).endswith("  - three\n# The end.\n")


def test_entries_move_with_their_comments() -> None:
    data = plain(TEXT)
    one, two, three = list(data["list"])
    data["list"] = [two, three, one]
    moved = after(data)
    assert "list:\n  # the first\n  # the second\n  - name: two\n" in moved
    assert "  - three\n  - name: one   # one\n    want: a\n\n# ---- a section\n" in moved
    data = plain(TEXT)
    data = {"table": data["table"], "list": data["list"], "title": data["title"]}
    moved = after(data)
    assert moved.startswith("# About the file.\n\n# ---- a section\n# about table\ntable:\n")
    assert moved.endswith("  - three\ntitle: 'It''s'   # the title\n# The end.\n")


def test_items_are_known_by_their_names() -> None:
    data = plain(TEXT)
    data["list"] = [{"name": "two", "want": "c"}, {"name": "one", "want": "d"}]
    moved = after(data)
    assert '  # the second\n  - name: two\n    want: "c"\n  - name: one   # one\n    want: d\n' in moved


def test_kinds_of_values_change() -> None:
    assert "\ntitle:\n  a: b\nlist:" in after(edited(TEXT, "title", {"a": "b"}))
    assert after(edited(TEXT, "table", "b", "2")) == changed(TEXT, "{c: 2, d: [x,  y]}", "2")
    assert "\nlist: none\n" in after(edited(TEXT, "list", "none"))
    assert "\nlist: []\n" in after(edited(TEXT, "list", []))
    assert "  - [p]\n" in after(edited(TEXT, "list", 2, ["p"]))
    assert "    e: short\n\n    # about f\n" in after(edited(TEXT, "table", "e", "short"))
    assert "title: |-\n  one\n  two\nlist:" in after(edited(TEXT, "title", "one\ntwo"))
    assert "    a: >-\n      word word" in after(edited(TEXT, "table", "a", "word " * 30 + "end"))
    assert after(edited(TEXT, "title", "word " * 30 + "end")).count("\n") == TEXT.count("\n")  # quotes stay


def test_files_of_other_systems() -> None:
    text = "\ufeff" + TEXT.replace("\n", "\r\n")
    data = edited(TEXT, "list", 0, {"name": "one", "why": "c"})
    written = write(data, onto=text)
    assert written == "\ufeff" + write(data, onto=TEXT).replace("\n", "\r\n")
    assert same(plain(written), data)


def test_root_in_brackets_and_nothing_at_all() -> None:
    assert write({"a": "c"}, onto="{a: b}  # x\n") == "{a: c}  # x\n"
    assert write({}, onto="a: b\n") == "{}\n"
    assert write({"a": "b"}, onto="{}\n") == "a: b\n"
    assert plain("{}") == {}


def test_rare_yaml_is_written_anew() -> None:
    text = "? a\n: b\n? c\n: d\n"
    assert write({"a": "b", "x": "y", "c": "e"}, onto=text) == "a: b\nx: y\nc: e\n"


def test_what_cannot_be_spliced_is_written_anew(monkeypatch: pytest.MonkeyPatch) -> None:
    for bad in ("a: [b\n", "a: other\n"):
        monkeypatch.setattr(writer, "splice", lambda *_, bad=bad: bad)
        assert write({"a": "c"}, onto="a: b # x\n") == "a: c\n"


@pytest.mark.parametrize("onto", ["a: [b", "- a", "a: *b", "x" * 2_000_001, "a: b\nc:\n", "a: \x07"])
def test_the_old_text_must_be_readable(onto: str) -> None:
    with pytest.raises(ScenarioError):
        write({"a": "b"}, onto=onto)
    with pytest.raises(ScenarioError):
        plain(onto)


def test_too_many_problems_of_the_old_text() -> None:
    with pytest.raises(ScenarioError) as caught:
        plain("".join(f"a{n}:\n" for n in range(1500)))
    assert any(problem.code == "too-many-problems" for problem in caught.value.problems)


@pytest.mark.parametrize(
    ("data", "code", "phrase"),
    [
        ({"a": 1}, "not-text", "At a the data holds a int"),
        ({"a": [{"b": None}]}, "not-text", "At a.0.b the data holds a NoneType"),
        ({1: "a"}, "not-text", "At the top the data holds a dict"),
        ("a", None, ""),
    ],
)
def test_data_must_be_text(data: Any, code: str | None, phrase: str) -> None:
    if code is None:
        return
    with pytest.raises(ScenarioError) as caught:
        write(data)
    (problem,) = caught.value.problems
    assert problem.code == code
    assert phrase in problem.given


def test_data_must_not_be_too_deep() -> None:
    data: Plain = "x"
    for _ in range(39):
        data = [data]
    assert same(plain(write({"a": data})), {"a": data})
    with pytest.raises(ScenarioError) as caught:
        write({"a": [data]})
    assert caught.value.problems[0].code == "too-deep"


# ------------------------------------------------------------ clean files


def test_a_clean_file() -> None:
    data: dict[str, Plain] = {
        "title": "No: quotes",
        "story": "One line.\nAnother line.\n",
        "long": "word " * 30 + "end\nand " + "more " * 30 + "end\n",
        "words": {"may": ["0.05", "0.95"]},
        "actors": {
            "A": {
                "options": {},
                "moves": [["1", "2"], ["2", "1"]],
                "prefers": [{"want": "x", "cite": ["1", "a, b"]}, {"avoid": "y"}],
                "ranking": [["5"], ["3", "4"], "1"],
                "lists": [["a"], [["b"]], [{"c": "d"}]],
            }
        },
        "no": "~",
        "yes": "",
        "long quotes": "two  spaces " * 10 + "end",
    }
    assert (
        write(data)
        == """\
title: "No: quotes"
story: |
  One line.
  Another line.
long: >
  word word word word word word word word word word word word word word word word word word word
  word word word word word word word word word word word end

  and more more more more more more more more more more more more more more more more more more more
  more more more more more more more more more more more end

words:
  may: [0.05, 0.95]

actors:
  A:
    options: {}
    moves: [[1, 2], [2, 1]]
    prefers:
      - want: x
        cite: [1, "a, b"]
      - avoid: y
    ranking: [[5], [3, 4], 1]
    lists:
      - [a]
      - [[b]]
      - - c: d
no: "~"
yes: ""
long quotes: two  spaces two  spaces two  spaces two  spaces two  spaces two  spaces two  spaces two  spaces two  spaces two  spaces end
"""  # noqa: E501
    )
    assert same(plain(write(data)), data)


def test_scenarios_survive_a_clean_writing() -> None:
    for text in (FLAG, OPTIONS):
        before, again = read(text), read(write(plain(text)))
        assert list(again.options) == list(before.options)
        assert [c.test.text for c in again.claims] == [c.test.text for c in before.claims]
        assert again.circumstances.keys() == before.circumstances.keys()
    assert max(map(len, write(plain(FLAG)).splitlines())) <= WIDTH + 10


@pytest.mark.parametrize(
    "text", ["no", "yes", "0.5", "2024-11-29", "a#b", "a:b", "it's", "Kyïv", "-1", "(a or b)", "<= x"]
)
def test_text_without_quotes(text: str) -> None:
    assert is_plain(text)
    assert write({"a": text}) == f"a: {text}\n"


@pytest.mark.parametrize(
    "text",
    [
        "",
        " a",
        "a ",
        "a: b",
        "# x",
        "a #b",
        "~",
        "- a",
        "? a",
        "...",
        "---",
        "<<",
        "*a",
        "&a",
        "!a",
        "%a",
        "@a",
        "`a",
        "[a",
        "{a",
        "'a",
        '"a',
        "|",
        ">",
        "a:",
        "a\tb",
        "a\rb",
        "a\x85b",
        "a\u2028b",
        "\ufeff",
        "a\x07",
        "\ud800",
    ],
)
def test_text_in_quotes(text: str) -> None:
    assert not is_plain(text)
    assert scalar(text).startswith('"')
    assert plain(write({"a": text, text: "b"})) == ({"a": text, text: "b"} if text != "a" else {"a": "b"})


odd = st.text(st.sampled_from("ab1 \n\t:#-?,[]{}&*!|>'\"%@`~\\.=<é\u2028\x07\ufeff\r\x85"), max_size=12)
special = st.sampled_from(
    ["~", "", "---", "...", "<<", "no", "- a", "a: b", "x" * 1200, "long " * 40, "w " * 80 + "w\n\nx\n"]
)
texts = st.one_of(st.text(max_size=30), odd, special)
trees: st.SearchStrategy[Plain] = st.recursive(
    texts, lambda part: st.lists(part, max_size=4) | st.dictionaries(texts, part, max_size=4), max_leaves=12
)
datas = st.dictionaries(texts, trees, max_size=5)


@settings(deadline=None, max_examples=300)
@given(datas)
def test_data_comes_back(data: dict[str, Plain]) -> None:
    assert same(plain(write(data)), data)


@pytest.mark.more
@settings(deadline=None, max_examples=300)
@given(datas, datas)
def test_data_comes_back_from_another_text(before: dict[str, Plain], data: dict[str, Plain]) -> None:
    assert same(plain(write(data, onto=write(before))), data)


words = st.text("abc", min_size=1, max_size=3)
simple: st.SearchStrategy[Plain] = st.recursive(
    words, lambda part: st.lists(part, min_size=1, max_size=4) | st.dictionaries(words, part, min_size=1, max_size=4)
)
files = st.dictionaries(words, simple, min_size=1, max_size=4)


def commented(text: str) -> str:
    """Return a text with a comment above and after each line that begins with a key or a dash."""
    lines = []
    for number, line in enumerate(text.splitlines()):
        indent = " " * (len(line) - len(line.lstrip()))
        lines += [f"{indent}# above {number}", f"{line}  # after {number}"] if line else [""]
    return "\n".join(lines) + "\n"


@pytest.mark.more
@settings(deadline=None, max_examples=150)
@given(files, files)
def test_splicing_works_by_itself(before: dict[str, Plain], data: dict[str, Plain]) -> None:
    """Without the way out of writing anew: texts with comments everywhere are changed into other data."""
    text = commented(write(before))
    assume(not same(before, data))
    document = writer.read_document(text, "x")
    assert same(plain(splicing.splice(document, data)), data)


@pytest.mark.more
@settings(deadline=None, max_examples=100)
@given(files, files)
def test_common_entries_keep_their_comments(before: dict[str, Plain], more: dict[str, Plain]) -> None:
    text = commented(write(before))
    data = before | {key + "_new": value for key, value in more.items()}
    after = write(data, onto=text)
    gone, _ = difference(text, after)
    assert gone == []
