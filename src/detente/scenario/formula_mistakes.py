"""What is wrong with a formula that cannot be parsed: what stands there, what belongs there, what to do."""

from __future__ import annotations

import re
from dataclasses import dataclass

from lark import UnexpectedInput, UnexpectedToken


@dataclass
class Mistake(Exception):
    """A mistake inside a text, at an offset from its start; the reader turns it into a problem with a place."""

    code: str
    at: int
    given: str
    expected: str
    remedy: str


# Signs of other languages -> what to write here.
_FOREIGN = {
    "==": "=",
    "===": "=",
    "&&": "and",
    "&": "and",
    "||": "or",
    "|": "or",
    "!": "not",
    "~": "not",
    "¬": "not",
    "<>": "!=",
    "≠": "!=",
    "=!": "!=",
    "=<": "<=",
    "≤": "<=",
    "=>": ">=",
    "≥": ">=",
    ":": "=",
    "∧": "and",
    "∨": "or",
    "∈": "in",
    "{": "[",
    "}": "]",
    "'": '"',
    "“": '"',
    "”": '"',
}
_SIGNS = "|".join(re.escape(sign) for sign in sorted(_FOREIGN, key=len, reverse=True) if sign != "!")
_TOKENS = re.compile(
    rf'"[^"\n]*"|(?P<open>")|(?P<foreign>{_SIGNS}|!(?!=))|(?P<bracket>[()\[\]])'
    r"|(?P<capitals>(?<![\w-])(?:AND|And|OR|Or|NOT|Not|IN|In|ALWAYS|Always|NEVER|Never)(?![\w-]))"
)
_WORD = re.compile(r'"[^"\n]*"|[\w-]+|[=<>!]+|\S')
_LAST_WORD = re.compile(r'("[^"\n]*"|[\w-]+|[=<>!]+|\S)\s*$')
_PARTNER = {")": "(", "]": "[", "(": ")", "[": "]"}

# What a kind of token means to the person who writes; a place where a name may stand is called `name` below.
_EXPECTED: tuple[tuple[frozenset[str], str], ...] = (
    (frozenset({"LPAR", "WORD"}), "a condition"),
    (frozenset({"ALWAYS", "WORD"}), "a value"),
    (frozenset({"WORD"}), "a name"),
    (frozenset({"LSQB"}), "a list in brackets, such as `[a, b]`"),
    (frozenset({"COMMA"}), "`,` or `]`"),
    (frozenset({"OPERATOR", "RPAR"}), "`=` or another comparison, `and`, `or` or `)`"),
    (frozenset({"OPERATOR"}), "`=` or another comparison, `and`, `or`, or the end"),
    (frozenset({"AND", "RPAR"}), "`and`, `or` or `)`"),
    (frozenset({"OR", "RPAR"}), "`and`, `or` or `)`"),
    (frozenset({"IN"}), "`in`"),
    (frozenset(), "`and`, `or`, or the end"),
)


def too_long(given: str, expected: str, at: int = 0) -> Mistake:
    """Return the mistake of a formula that is larger than can be handled."""
    return Mistake("formula-too-long", at, given, expected, "Name parts of it under `situations` and use the names.")


def explain(text: str, error: UnexpectedInput) -> Mistake:
    """Return the mistake behind an error of the parser."""
    at = offset(text, error)
    return _foreign(text, at) or _unpaired(text, at) or _unexpected(text, at, error)


def offset(text: str, error: UnexpectedInput) -> int:
    """Return where the parser met what it did not expect; the end of the text if that came too early."""
    if isinstance(error, UnexpectedToken) and error.token.type == "$END":
        return len(text.rstrip())
    at: int = error.pos_in_stream  # type: ignore[assignment]  # the base class declares it as None
    return at


def _foreign(text: str, at: int) -> Mistake | None:
    """Return the mistake of a sign of another language, of capitals, or of an open quote, up to the error."""
    for match in _TOKENS.finditer(text):
        if match.start() > at:
            break
        if match["open"]:
            return Mistake(
                "formula-quote",
                match.start(),
                "A double quote is opened and never closed",
                'Names and values in quotes are written "like this".',
                "Close the quote on the same line.",
            )
        sign = match["foreign"] or match["capitals"]
        if sign is not None:
            right = _FOREIGN.get(sign, sign.lower())
            right = "double quotes" if right == '"' else f"`{right}`"
            return Mistake(
                "formula-sign",
                match.start(),
                f"`{sign}` stands here",
                f"Formulas write {right}.",
                f"Write {right} in place of `{sign}`.",
            )
    return None


def _unpaired(text: str, at: int) -> Mistake | None:
    """Return the mistake of a bracket without its partner, if one explains the error."""
    waiting: list[tuple[str, int]] = []
    for match in _TOKENS.finditer(text, 0, at + 1):
        sign = match["bracket"]
        if sign is None:
            continue
        if sign in "([":
            waiting.append((sign, match.start()))
        elif waiting and waiting[-1][0] == _PARTNER[sign]:
            waiting.pop()
        else:
            return Mistake(
                "formula-bracket",
                match.start(),
                f"`{sign}` closes a bracket that is not open",
                f"Each `{sign}` follows a `{_PARTNER[sign]}`.",
                f"Remove `{sign}`, or open the bracket before it.",
            )
    if not waiting or at < len(text.rstrip()) or _LAST_WORD.search(text[:at], waiting[-1][1] + 1) is None:
        return None
    sign, place = waiting[-1]
    return Mistake(
        "formula-bracket",
        place,
        f"`{sign}` is opened here and not closed",
        f"Each `{sign}` is followed by a `{_PARTNER[sign]}`.",
        f"Write `{_PARTNER[sign]}` where the part ends.",
    )


def _unexpected(text: str, at: int, error: UnexpectedInput) -> Mistake:
    """Return the mistake of something that cannot stand where it stands."""
    here, last = _WORD.match(text, at), _LAST_WORD.search(text[:at])
    word, before = here[0] if here else "", last[1] if last else ""
    if not word and not before:
        given = "Nothing is written here"
    else:
        given = (f"`{word}` stands" if word else "The formula ends") + (
            f" after `{before}`" if before else " at the beginning"
        )
    accepts = error.accepts if isinstance(error, UnexpectedToken) else None
    wanted = next(words for kinds, words in _EXPECTED if kinds <= (accepts or frozenset()))
    known = "Formulas hold names, values, `and`, `or`, `not`, comparisons and brackets."
    return Mistake(
        "formula-syntax",
        at,
        given,
        known if accepts is None else f"Expected {wanted}.",
        _remedy(word, accepts is None, wanted),
    )


def _remedy(word: str, strange: bool, wanted: str) -> str:
    if not word:
        return "Write what is missing."
    if strange:
        return "Put a name or value that holds signs other than letters, digits, _ and - in double quotes."
    if wanted.startswith(("`and`", "`=`")) and (word[0] in '("' or word[0].isalnum()):
        return "Join two conditions with `and` or `or`; put a name with spaces in double quotes."
    return "Remove it, or write what belongs before it."
