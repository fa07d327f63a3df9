"""Plain data becomes YAML text that is read back as the same data: prose in blocks, short lists in brackets."""

from __future__ import annotations

import re
from textwrap import wrap

from detente.scenario.document import Plain

WIDTH = 100  # columns that a line of a clean file keeps to, where words allow
_LONGEST_KEY = 500  # characters; YAML allows 1024 before the colon, quotes and escapes included

# What may stand without quotes: the first character, then the rest. YAML allows more.
_PLAIN = re.compile(
    r"(?!\.\.\.)(?:[^\W]|[-+.](?=\w)|[(/$^;€§<=](?!<))(?:[^\x00-\x1f#:]|:(?=[^\s:])|(?<=\S)#)*", re.DOTALL
)
_FLOW_SIGNS = re.compile(r"[,\[\]{}]|:(?!\w)")
_VISIBLE = re.compile("[\n\x20-\x7e\xa0-\u2027\u202a-\ud7ff\ue000-\ufefe\uff00-\ufffd\U00010000-\U0010ffff]*")
_ESCAPES = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\r": "\\r", "\t": "\\t"}
_ESCAPED = re.compile('[\\\\"]|[^\x20-\x7e\xa0-\u2027\u202a-\ud7ff\ue000-\ufefe\uff00-\ufffd\U00010000-\U0010ffff]')


def clean(data: dict[str, Plain]) -> str:
    """Return a file with the data, its sections set apart by empty lines."""
    if not data:
        return "{}\n"
    sections: list[str] = []
    for key, value in data.items():
        gap = "\n" if sections and not isinstance(value, str) else ""
        sections.append(gap + entry(scalar(key), value, 0))
    return "\n".join(sections) + "\n"


def entry(key: str, value: Plain, indent: int) -> str:
    """Return `key: value` in block style, without the spaces before it; `key` is written already."""
    if len(key) > _LONGEST_KEY:
        return f"? {key}\n{' ' * indent}:{_after(value, indent, indent + 1)}"
    return f"{key}:{_after(value, indent, indent + len(key) + 1)}"


def item(value: Plain, indent: int) -> str:
    """Return `- value` in block style, without the spaces before it."""
    if isinstance(value, str) or _fits(value, indent + 2):
        return f"-{_after(value, indent, indent + 1)}"
    return f"- {block(value, indent + 2)}"


def block(value: dict[str, Plain] | list[Plain], indent: int) -> str:
    """Return a mapping or list in block style, without the spaces before its first line."""
    if isinstance(value, dict):
        lines = [entry(scalar(key), part, indent) for key, part in value.items()]
    else:
        lines = [item(part, indent) for part in value]
    return ("\n" + " " * indent).join(lines)


def flow(value: Plain) -> str:
    """Return a value in flow style, on one line."""
    if isinstance(value, str):
        return scalar(value, flow=True)
    if isinstance(value, list):
        return f"[{', '.join(map(flow, value))}]"
    return "{" + ", ".join(f"{_flow_key(key)}: {flow(part)}" for key, part in value.items()) + "}"


def scalar(text: str, flow: bool = False, style: str | None = None) -> str:
    """Return a text on one line, in the style asked for (None, ' or ") if the text can stand in it."""
    if style is None and is_plain(text, flow):
        return text
    if style == "'" and "\n" not in text and _VISIBLE.fullmatch(text):
        return "'" + text.replace("'", "''") + "'"
    return '"' + _ESCAPED.sub(_escape, text) + '"'


def is_plain(text: str, flow: bool = False) -> bool:
    """Return whether a text can stand without quotes.

    >>> is_plain("no"), is_plain("a: b"), is_plain("# x")
    (True, False, False)
    """
    if not _PLAIN.fullmatch(text) or not _VISIBLE.fullmatch(text) or text != text.strip():
        return False
    return not (flow and _FLOW_SIGNS.search(text))


def _escape(match: re.Match[str]) -> str:
    sign = match[0]
    code = ord(sign)
    if sign in _ESCAPES:
        return _ESCAPES[sign]
    return f"\\x{code:02x}" if code < 0x100 else f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}"


def _flow_key(key: str) -> str:
    written = scalar(key, flow=True)
    return f"? {written} " if len(written) > _LONGEST_KEY else written


def _fits(value: dict[str, Plain] | list[Plain], column: int) -> bool:
    """Return whether a collection goes on one line: it is empty, or a short list of words or of such lists."""
    if not value:
        return True
    words = isinstance(value, list) and all(_is_word(part) for part in value)
    return words and column + 1 + len(flow(value)) <= WIDTH


def _is_word(value: Plain) -> bool:
    if isinstance(value, list):
        return all(isinstance(part, str) and _is_word(part) for part in value)
    return isinstance(value, str) and len(value) <= 40


def _after(value: Plain, indent: int, column: int) -> str:
    """Return what follows a colon or a dash, with the space or the line break before it."""
    if isinstance(value, str):
        return " " + _text(value, indent + 2, column + 1)
    if _fits(value, column):
        return " " + flow(value)
    return "\n" + " " * (indent + 2) + block(value, indent + 2)


def _text(text: str, indent: int, column: int) -> str:
    """Return a text in block style: on its line if it is short, else line by line, or folded if lines are long."""
    body = text.removesuffix("\n")
    short = column + len(text) <= WIDTH and "\n" not in text
    if short or not _VISIBLE.fullmatch(text) or re.search(r"^\s|\n[ \t]|\s\Z", body) or not body:
        return scalar(text)
    margin = "\n" + " " * indent
    chomp = "-" if body == text else ""
    lines = body.split("\n")
    width = max(WIDTH - indent, 20)
    if max(map(len, lines)) <= width:
        return f"|{chomp}" + "".join(margin + line if line else "\n" for line in lines)
    if re.search(r"  | \n", body):
        return scalar(text)
    folded = (wrap(line, width, break_long_words=False, break_on_hyphens=False) for line in lines)
    # In a folded text a line break counts only if an empty line follows.
    return f">{chomp}" + "\n".join("".join(margin + part for part in parts) for parts in folded)
