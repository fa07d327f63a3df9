"""Pages laid out for a terminal: width, colour, encodings, and text that tries to steer it."""

import io

import pytest
from rich.console import Console

from detente.views.page import Heading, Item, Listing, Paragraph, Title
from detente.views.phrases import Mark
from detente.views.tables import Table
from detente.views.terminal import console, rendered, show

LONG = "a river and a dam and a river and a dam"


class Latin(io.StringIO):
    encoding = "latin-1"


def test_lists_wrap_under_their_own_text() -> None:
    items = Listing((Item((LONG,), (Item((LONG,)),)),), numbered=True)
    assert rendered((items,), 26).splitlines() == [
        "1. a river and a dam and a",
        "   river and a dam",
        "   a river and a dam and a",
        "   river and a dam",
    ]


def test_lines_without_numbers_hang() -> None:
    items = Listing((Item((LONG,)), Item(("● " + LONG,), (Item(("below",)),)), Item((LONG,), (Item(("below",)),))))
    assert rendered((items,), 26).splitlines() == [
        "a river and a dam and a",
        "  river and a dam",
        "● a river and a dam and",
        "  a river and a dam",
        "  below",
        "a river and a dam and",
        "    a river and a dam",
        "  below",
    ]


def test_blocks_stand_apart_but_headings_do_not() -> None:
    page = (Title("T", "quiet"), Heading(("H",)), Paragraph(("a",)), Paragraph(("b",), tight=True), Paragraph(("c",)))
    assert rendered(page) == "T  quiet\n\nH\na\nb\n\nc\n"


def test_numbers_stand_to_the_right_and_verdicts_are_symbols() -> None:
    table = Table("T", ("name", "n", "ok"), (("x", 5, True), ("y", 1200, False)), (("note",),))
    assert rendered((table,)).splitlines() == [
        "T",
        "name      n  ok",
        "───────────────",
        "x         5  ●",
        "y     1,200  ○",
        "note",
    ]


def test_table_that_is_too_wide_breaks_long_names_first() -> None:
    table = Table("", ("", "first_term", "second_term"), (("US.plan", "russian_terms", "none"),))
    assert max(len(line) for line in rendered((table,), 40).splitlines()) == len("US.plan  russian_terms  second_term")
    assert rendered((table,), 30).splitlines() == [
        "         first_    second_",
        "         term      term",
        "─" * 26,
        "US.plan  russian_  none",
        "         terms",
    ]


def test_table_turns_round_where_that_fits() -> None:
    columns = ("", *(f"variant{place}" for place in range(9)))
    table = Table("", columns, (("x", *range(9)), ("y", *range(9))), either_way=True)
    assert rendered((table,), 40).splitlines()[:3] == ["          x  y", "──────────────", "variant0  0  0"]


@pytest.mark.parametrize("width", [20, 40, 80, 120])
def test_no_table_is_wider_than_the_terminal(width: int) -> None:
    columns = ("key", *(f"a_long_column_{place}" for place in range(12)))
    row = ("a key", *("some words that wrap" for _ in range(12)))
    told = rendered((Table("A title", columns, (row,)),), width).splitlines()
    assert max(len(line) for line in told) <= width
    assert sum("key" in line and "a key" not in line for line in told) >= 1
    for place in range(12):
        assert any(str(place) in line for line in told)


def test_colour_only_where_it_is_wanted(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("NO_COLOR", raising=False)
    page = (Paragraph((Mark("●", "holds"), " stays")),)
    coloured = io.StringIO()
    show(page, Console(file=coloured, force_terminal=True, color_system="standard"))
    assert coloured.getvalue() == "\x1b[32m●\x1b[0m stays\n"
    piped = io.StringIO()
    show(page, console(piped))
    assert piped.getvalue() == "● stays\n"


def test_encoding_without_the_symbols() -> None:
    out = Latin()
    show(
        (
            Paragraph(
                (
                    Mark("●", "holds"),
                    " a → b · ¶3 – ○ ↻ 你",
                )
            ),
        ),
        console(out),
    )
    assert out.getvalue() == "+ a -> b | par. 3 - - ~ ?\n"


def test_text_cannot_steer_the_terminal() -> None:
    evil = "a\x1b[31mred\x07\u202eb\r\nnext\x9b2J"
    told = rendered((Paragraph((evil,)), Table("", ("\x1b]0;t\x07",), ((evil,),))))
    assert not set(told) & {"\x1b", "\x07", "\u202e", "\r", "\x9b"}
    assert "red" in told
    assert "next" in told


def test_markup_in_text_is_text() -> None:
    assert rendered((Paragraph(("[bold]x[/bold] :smile: [red]",)),)) == "[bold]x[/bold] :smile: [red]\n"
