"""Undocumented is failing: commands, concepts, checks, error codes, cases and settings all have their place.

The pages under test are Markdown; places are looked up by heading or anchor, never by a word in passing.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from detente.arguments.standards import codes
from detente.checks import checks
from detente.engine import moves, states
from detente.engine.stability import concepts
from detente.scenario import chances, decoding, formula, naming, nodes, problems, scope
from detente.scenario.codes import CODES
from detente.views.plots import plots
from docs.generate import makers
from docs.made.commands import command_names, names_below
from docs.made.errors import problem_of
from docs.made.examples import GROUPS

ROOT = Path(__file__).parents[2]
DOCS = ROOT / "docs"
SOURCE = ROOT / "src" / "detente"
PAGES = sorted(DOCS.rglob("*.md"))
LINK = re.compile(r"(?<!!)\[[^\]]*\]\((?P<target>[^)\s]+)\)")
FENCED = re.compile(r"^```.*?^```", re.MULTILINE | re.DOTALL)


def text(name: str) -> str:
    return (DOCS / name).read_text(encoding="utf-8")


def anchors(page: str) -> set[str]:
    """Return the anchors of a page: its headings as links spell them, and those set by hand."""
    prose = FENCED.sub("", page)
    headings = re.findall(r"^#+ (.+)$", prose, re.MULTILINE)
    spelt = {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}
    return spelt | set(re.findall(r'<a id="([^"]+)"></a>', prose))


@pytest.mark.parametrize("path", makers(), ids=lambda path: str(path.relative_to(DOCS)))
def test_generated_pages_are_up_to_date(path: Path) -> None:
    """`python docs/generate.py` would change nothing."""
    assert path.read_text(encoding="utf-8") == makers()[path]()


def test_every_concept_is_documented() -> None:
    assert set(concepts()) <= anchors(text("reference/concepts.md"))


def test_every_command_is_documented() -> None:
    assert len(command_names()) >= 7
    assert set(command_names()) <= anchors(text("reference/commands.md"))
    assert len(names_below("ledger")) >= 6
    for command in command_names():
        page = anchors(text(f"reference/commands/{command}.md"))
        assert {command, *(f"{command}-{name}" for name in names_below(command))} <= page


@pytest.mark.parametrize("key", checks())
def test_every_check_has_a_page(key: str) -> None:
    page = text(f"reference/checks/{key}.md")
    assert page.startswith(f"# {key}\n")
    assert f"```yaml triggers {key}\n" in page
    assert "## What to do" in page


def test_no_page_of_a_check_is_left_over() -> None:
    named = {path.stem for path in (DOCS / "reference" / "checks").glob("*.md")} - {"README"}
    assert named == set(checks())


def test_no_page_of_a_standard_is_left_over() -> None:
    """Each check of `lint` has its page, which is written from its file."""
    named = {path.stem for path in (DOCS / "reference" / "standards").glob("*.md")} - {"README"}
    assert named == set(codes())


def test_every_case_is_documented() -> None:
    cases = {path.parent.name for path in (SOURCE / "cases").glob("*/*/scenario.yaml")}
    assert len(cases) >= 10
    assert cases <= anchors(text("reference/cases.md"))


def test_every_plot_is_documented() -> None:
    assert set(plots()) <= anchors(text("reference/plots.md"))


def codes_in_source() -> dict[str, str]:
    """Return every code of a problem that the source gives, with the file that gives it.

    A code is text in the form of `several-words` that is the first argument of a call, or its keyword `code`.
    """
    return {code: str(path.relative_to(ROOT)) for path in SOURCE.rglob("*.py") for code in _codes(path)}


def _codes(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Call):
            given = [*node.args[:1], *(word.value for word in node.keywords if word.arg == "code")]
            for argument in given:
                if isinstance(argument, ast.Constant) and re.fullmatch(r"[a-z]+(-[a-z0-9]+)*", str(argument.value)):
                    name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
                    if name in {"Problem", "Mistake", "question", "complain", "add"}:
                        yield str(argument.value)


def test_every_error_code_is_documented() -> None:
    known = anchors(text("reference/errors.md")) | set(checks())
    missing = {code: file for code, file in codes_in_source().items() if code not in known}
    assert len(codes_in_source()) > 80
    assert not missing
    assert set(CODES) <= known


def test_no_error_is_documented_that_cannot_happen() -> None:
    """Every code has an example of which the program says it, or is text in the source."""
    source = "\n".join(path.read_text(encoding="utf-8") for path in SOURCE.rglob("*.py"))
    for _, group in GROUPS.values():
        for code in group:
            assert problem_of(code, group[code]) is not None or f'"{code}"' in source, code


def test_limits_are_those_of_the_program() -> None:
    limits = [
        (decoding.LARGEST, "bytes", "file-too-large"),
        (nodes.DEEPEST, "levels", "too-deep"),
        (formula.MOST_TERMS, "", "formula-too-long"),
        (formula.MOST_PARENTHESES, "levels", "formula-too-long"),
        (scope.MOST_EXPANDED, f"terms, {scope.DEEPEST} levels", "formula-too-large"),
        (chances.MOST_COMBINATIONS, "", "too-many-cases"),
        (naming.LONGEST, "", "bad-name"),
        (problems.MOST, "", "too-many-problems"),
        (states.MOST_STATES, "", "too-many-states"),
        (moves.MOST_MOVES, "", "too-many-moves"),
    ]
    page = text("reference/language.md")
    for limit, unit, code in limits:
        assert f"| {f'{limit:,} {unit}'.strip()} | [`{code}`]" in page, (limit, code)


def test_every_setting_is_documented() -> None:
    """Environment variables that the source reads stand on the page of settings."""
    source = "\n".join(path.read_text(encoding="utf-8") for path in SOURCE.rglob("*.py"))
    read = set(re.findall(r"(?:environ(?:\.get)?[\[(]|getenv\()[\"'](\w+)[\"']", source))
    assert all(f"`{name}`" in text("reference/settings.md") for name in read), read


@pytest.mark.parametrize("path", PAGES, ids=lambda path: str(path.relative_to(DOCS)))
def test_links_lead_somewhere(path: Path) -> None:
    for match in LINK.finditer(FENCED.sub("", path.read_text(encoding="utf-8"))):
        target, _, anchor = match["target"].partition("#")
        page = (path.parent / target).resolve() if target else path
        assert page.is_file(), f"{path.relative_to(ROOT)}: {match['target']}"
        if anchor:
            assert anchor in anchors(page.read_text(encoding="utf-8")), f"{path.relative_to(ROOT)}: {match['target']}"


def test_every_page_can_be_reached_from_the_index() -> None:
    reached, waiting = set(), [DOCS / "index.md"]
    while waiting:
        path = waiting.pop()
        if path in reached or path.suffix != ".md":
            continue
        reached.add(path)
        found = LINK.finditer(FENCED.sub("", path.read_text(encoding="utf-8")))
        targets = (match["target"].partition("#")[0] for match in found)
        waiting += [(path.parent / target).resolve() for target in targets if target]
    assert {path.resolve() for path in PAGES} <= {path.resolve() for path in reached}


@pytest.mark.parametrize("path", PAGES, ids=lambda path: str(path.relative_to(DOCS)))
def test_pages_hold_no_address_and_no_machine(path: Path) -> None:
    page = path.read_text(encoding="utf-8")
    page = page.replace("postgresql://", "")  # the kind of a database, not an address
    assert not re.search(r"\w+://|www\.|(?<![\w.])/(?:home|root|tmp|work|usr)/", page)


@pytest.mark.parametrize("path", PAGES, ids=lambda path: str(path.relative_to(DOCS)))
def test_pages_are_short(path: Path) -> None:
    """A page that grows beyond this is two pages; the reference of the language is read by key."""
    page = path.read_text(encoding="utf-8")
    if path.name != "language.md":
        prose = [line for line in FENCED.sub("", page).splitlines() if not line.startswith("|")]
        assert len(prose) <= 200
        assert len(page.splitlines()) <= 350
