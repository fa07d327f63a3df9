"""Pages on a terminal: colour says what the symbols say too, so that nothing is lost without it."""

from __future__ import annotations

from dataclasses import replace
from io import StringIO
from re import sub
from typing import IO

from rich import box
from rich.console import Console, Group, JustifyMethod, RenderableType
from rich.style import Style
from rich.table import Table as Grid
from rich.text import Text

from detente.views.page import Block, Heading, Item, Listing, Page, Paragraph, Title
from detente.views.phrases import Mark, Phrase, Role, plain
from detente.views.tables import Cell, Table, shown

WIDEST = 100  # columns of running text; longer lines are hard to read
SYMBOLS = ("●", "○", "↻")
LONG = 9  # letters of a word that may be broken in a table

STYLES: dict[Role, str] = {
    "plain": "",
    "strong": "bold",
    "quiet": "dim",
    "actor": "bold",
    "value": "cyan",
    "holds": "green",
    "fails": "yellow",
    "warning": "yellow",
    "error": "bold red",
}

# What is written where the terminal's encoding lacks the symbols.
PLAINER = str.maketrans(
    {"●": "+", "○": "-", "→": "->", "↻": "~", "¶": "par. ", "·": "|", "…": "...", "–": "-", "×": "x", "≤": "<="}
)
# Characters in somebody's text that steer a terminal or turn its writing round; line ends and tabs become blanks.
STEERING = (*range(32), *range(127, 160), *range(0x202A, 0x202F), *range(0x2066, 0x206A))
HARMLESS = dict.fromkeys(STEERING, "\ufffd") | dict.fromkeys(range(9, 14), " ")


def console(file: IO[str], width: int | None = None) -> Console:
    """Return a console that writes to a file: in colour on a terminal, plain elsewhere or where NO_COLOR is set."""
    return Console(file=file, width=width, highlight=False, markup=False, emoji=False)


def show(page: Page, on: Console) -> None:
    """Write a page to a console."""
    with on.capture() as caught:
        for place, block in enumerate(page):
            if place and not (_tight(block) or isinstance(page[place - 1], Heading)):
                on.print()
            on.print(_block(block, on))
    on.file.write("".join(f"{line.rstrip()}\n" for line in caught.get().splitlines()))


def _tight(block: Block) -> bool:
    return isinstance(block, Paragraph | Listing) and block.tight


def rendered(page: Page, width: int = 80) -> str:
    """Return a page as plain text laid out for a width.

    >>> print(rendered((Paragraph(("a river and a dam",)),), width=10), end="")
    a river
    and a dam
    """
    out = StringIO()
    show(page, Console(file=out, width=width, color_system=None, highlight=False, markup=False, emoji=False))
    return out.getvalue()


def _block(block: Block, on: Console) -> RenderableType:
    width = min(on.width, WIDEST)
    match block:
        case Title(words, beside):
            return _hanging(Text(""), _text((Mark(words, "strong"), "  ", Mark(beside, "quiet")), on), width, on)
        case Heading(words):
            return _hanging(Text(""), _text(words, on, "bold"), width, on)
        case Paragraph(words, indent):
            return _hanging(Text(" " * 2 * indent), _text(words, on), width, on)
        case Listing(items, numbered):
            return Group(*_items(items, numbered, "", width, on))
        case Table():
            return _table(block, on)


def _items(items: tuple[Item, ...], numbered: bool, indent: str, width: int, on: Console) -> list[RenderableType]:
    found: list[RenderableType] = []
    digits = len(str(len(items)))
    for place, item in enumerate(items, 1):
        mark = f"{indent}{place:>{digits}}. " if numbered else indent
        found.append(_hanging(Text(mark), _text(item.text, on), width, on, 0 if numbered else _hang(item, indent)))
        found.extend(_items(item.below, item.numbered, " " * len(mark) + ("" if numbered else "  "), width, on))
    return found


def _hang(item: Item, indent: str) -> int:
    """Return how far the later lines of an item stand in: under its text, and apart from what is below it."""
    if plain(item.text).startswith(SYMBOLS):
        return 2
    if item.below:
        return 4
    return 0 if indent else 2


def _hanging(mark: Text, words: Text, width: int, on: Console, hang: int = 0) -> RenderableType:
    """Return text wrapped to a width, its lines set under each other to the right of a mark."""
    words.rstrip()
    lines = words.wrap(on, max(width - mark.cell_len - hang, 20))
    blank = Text(" " * (mark.cell_len + hang))
    return Text("\n").join((blank if place else mark) + line for place, line in enumerate(lines or [Text("")]))


def _text(words: Phrase, on: Console, style: str = "") -> Text:
    found = Text(style=style)
    for piece in words:
        role = STYLES[piece.role] if isinstance(piece, Mark) else ""
        found.append(_readable(piece.text if isinstance(piece, Mark) else piece, on), Style.parse(role))
    return found


def _readable(words: str, on: Console) -> str:
    words = words.translate(HARMLESS)
    try:
        words.encode(on.encoding)
    except UnicodeEncodeError:
        words = words.translate(PLAINER).encode(on.encoding, "replace").decode(on.encoding)
    return words


def _cell(cell: Cell, on: Console) -> Text:
    if isinstance(cell, bool):
        return _text((Mark(shown(cell), "holds" if cell else "fails"),), on)
    return _lines(cell if isinstance(cell, tuple) else (shown(cell),), on)


def _lines(words: Phrase, on: Console) -> Text:
    """Return text that keeps its line ends."""
    lines: list[list[str | Mark]] = [[]]
    for piece in words:
        text = piece if isinstance(piece, str) else piece.text
        for place, part in enumerate(text.split("\n")):
            if place:
                lines.append([])
            lines[-1].append(part if isinstance(piece, str) else Mark(part, piece.role))
    return Text("\n").join(_text(tuple(line), on) for line in lines)


def _table(table: Table, on: Console) -> RenderableType:
    """Return a table in the first layout that fits, or else as several below each other."""
    parts: list[RenderableType] = []
    if table.title:
        parts.append(_hanging(Text(""), _text((Mark(table.title, "strong"),), on), on.width, on))
    layouts = [_Layout(one, on) for one in _ways_to_lay(table)]
    layout = next((one for one in layouts if one.width <= on.width), layouts[1])
    for place, columns in enumerate(layout.groups(on.width)):
        if place:
            parts.append(Text(""))
        parts.append(layout.grid(columns, on.width))
    parts += [_hanging(Text(""), _text(note, on), min(on.width, WIDEST), on) for note in table.notes]
    return Group(*parts)


def _ways_to_lay(table: Table) -> list[Table]:
    """Return the table as it is and with names broken at their joints, and both turned where it may be turned."""
    turned = [table.turned()] if table.either_way else []
    return [one for upright in (table, *turned) for one in (upright, _broken(upright))]


def _broken(table: Table) -> Table:
    rows = tuple((*row[: table.key], *(_broken_cell(cell) for cell in row[table.key :])) for row in table.rows)
    return replace(table, columns=tuple(_break(column, "_.") for column in table.columns), rows=rows)


def _broken_cell(cell: Cell) -> Cell:
    if isinstance(cell, str):
        return _break(cell, "_")
    if isinstance(cell, tuple):
        return tuple(
            _break(one, "_") if isinstance(one, str) else Mark(_break(one.text, "_"), one.role) for one in cell
        )
    return cell


def _break(words: str, joints: str) -> str:
    """Return text whose long words are broken after their joints."""
    parts = (word if len(word) < LONG else sub(rf"([{joints}])(?=.)", r"\1\n", word) for word in words.split(" "))
    return " ".join(parts)


class _Layout:
    """A table as texts, with the narrowest width of each of its columns."""

    def __init__(self, table: Table, on: Console) -> None:
        self.key = table.key
        self.right = [
            all(isinstance(row[place], int | float) and not isinstance(row[place], bool) for row in table.rows)
            for place in range(len(table.columns))
        ]
        self.heads = [_lines((column,), on) for column in table.columns]
        self.rows = [[_cell(cell, on) for cell in row] for row in table.rows]
        texts = [[head, *(row[column] for row in self.rows)] for column, head in enumerate(self.heads)]
        self.narrow = [_narrowest(column) for column in texts]
        self.natural = [max(text.cell_len for one in column for text in one.split()) for column in texts]

    @property
    def width(self) -> int:
        """Return the narrowest width of the whole table."""
        return self._taken(list(range(len(self.heads))))

    def _taken(self, columns: list[int]) -> int:
        return sum(self.narrow[column] + 2 for column in columns) - 2

    def groups(self, width: int) -> list[list[int]]:
        """Return the columns in groups of like size that fit the width, the key columns in each."""
        key, rest = list(range(self.key)), list(range(self.key, len(self.heads)))
        for count in range(1, len(rest)):
            size = -(-len(rest) // count)
            groups = [key + rest[begin : begin + size] for begin in range(0, len(rest), size)]
            if all(self._taken(group) <= width for group in groups):
                return groups
        return [[*key, column] for column in rest] or [key]

    def grid(self, columns: list[int], width: int) -> RenderableType:
        """Return some of the columns as a grid."""
        grid = Grid(box=box.SIMPLE_HEAD, padding=(0, 1, 0, 0), show_edge=False, pad_edge=False, header_style="bold")
        for column, wide in zip(columns, self._shared_out(columns, width), strict=True):
            side: JustifyMethod = "right" if self.right[column] and self.rows else "left"
            grid.add_column(self.heads[column], justify=side, overflow="fold", width=wide)
        for row in self.rows:
            grid.add_row(*(row[column] for column in columns))
        return grid

    def _shared_out(self, columns: list[int], width: int) -> list[int]:
        """Return the widths of columns: as wide as they like, or what there is shared out among those that wrap."""
        widths = [min(self.narrow[column], width) for column in columns]
        wishes = [self.natural[column] - wide for column, wide in zip(columns, widths, strict=True)]
        spare = min(width - (sum(widths) + 2 * (len(columns) - 1)), sum(wishes))
        while spare > 0:
            # The columns that wish for least are served first, so that only the longest texts wrap.
            asking = [place for place, wish in enumerate(wishes) if wish > 0]
            each = max(1, min(spare // len(asking), *(wishes[place] for place in asking)))
            for place in asking[:spare]:
                widths[place] += each
                wishes[place] -= each
                spare -= each
        return widths


def _narrowest(column: list[Text]) -> int:
    """Return the longest word of a column, within reason: longer words are folded."""
    words = (word for text in column for word in text.plain.split())
    return min(max((Text(word).cell_len for word in words), default=1), 30)
