"""The desk on which one file is read: the document, the problems found, and the names known so far."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field

from detente.errors import Place
from detente.scenario import formula as syntax
from detente.scenario.document import Document, Path, Plain
from detente.scenario.formula_mistakes import Mistake
from detente.scenario.model import Band, Formula, Source
from detente.scenario.problems import Problems, listed, suggestion
from detente.scenario.quantities import one_line
from detente.scenario.scope import Kind, Resolver, Scope, Size, Variable


@dataclass
class Reading:
    """What the parts of the room share while they read one file."""

    document: Document
    problems: Problems
    scope: Scope = field(default_factory=Scope)
    concepts: Collection[str] | None = None  # the names that a concept may have; None: not known here
    sources: Mapping[str, Source] = field(default_factory=dict)
    sources_known: bool = True  # False where some source is not understood: then no citation is called wrong
    words: Mapping[str, Band] = field(default_factory=dict)
    broken_words: set[str] = field(default_factory=set)
    effort: int = 0  # spent so far on tables of chances
    trees: dict[str, syntax.Tree] = field(default_factory=dict)
    standards: Collection[str] | None = None  # the codes of what `lint` checks; None: not known here

    def complain(self, code: str, place: Place, given: str, expected: str, remedy: str) -> None:
        """Note a problem."""
        self.problems.add(code, place, given, expected, remedy)

    def at(self, path: Path) -> Place:
        """Return the place of a value."""
        return self.document.at(path)

    def key(self, path: Path) -> Place:
        """Return the place of a key, or of an item of a list."""
        return self.document.key(path)

    def keys_at(self, path: Path) -> list[str]:
        """Return the keys that the file has at a path, understood or not."""
        found: Plain | None = self.document.data
        for step in path:
            found = found.get(str(step)) if isinstance(found, dict) else None
        return list(found) if isinstance(found, dict) else []

    def places(self, path: Path, key: bool = False, start: int = 0) -> Callable[[int], Place]:
        """Return where the characters of a text are, counted from its character `start`."""
        return lambda offset: self.document.inside(path, start + offset, key=key)

    def tree(self, text: str, place: Callable[[int], Place]) -> syntax.Tree | None:
        """Return the syntax of a formula, None (and a problem) where it has a mistake."""
        if text not in self.trees:
            try:
                self.trees[text] = syntax.parse(text)
            except Mistake as mistake:
                self.complain(mistake.code, place(mistake.at), mistake.given, mistake.expected, mistake.remedy)
                return None
        return self.trees[text]

    def understood(
        self, text: str, path: Path, actor: str | None = None, *, key: bool = False, start: int = 0
    ) -> tuple[Formula, Size] | None:
        """Return the formula written at a path and its size, None (and problems) where it is not understood.

        `actor` may write its own options without its name; `key` says that the formula is a key of a mapping;
        `start` is where it begins inside a longer text.
        """
        place = self.places(path, key, start)
        tree = self.tree(text, place)
        if tree is None:
            return None
        resolver = Resolver(self.scope, self.problems, actor, place)
        size, meaning = resolver.resolve(tree)
        if size is None or meaning is None:
            return None
        lead = len(text) - len(text.lstrip())
        return Formula(one_line(text), meaning, place(lead)), size

    def formula(self, text: str, path: Path, actor: str | None = None) -> Formula | None:
        """Return the formula written at a path, None (and problems) where it is not understood."""
        found = self.understood(text, path, actor)
        return found[0] if found else None

    def named(self, name: str, kind: Kind, path: Path, *, key: bool = False) -> Variable | None:
        """Return the option or circumstance that a key or text names; None, and a problem if it is unknown."""
        scope = self.scope
        ident = name.replace('"', "").strip()
        variable = scope.variables.get(ident)
        if variable is not None and variable.kind == kind:
            return variable
        if (variable is None and ident in scope.variables) or not scope.complete:
            return None
        actor = ident.partition(".")[0]
        if kind == "option" and scope.actors.get(actor, ()) is None:
            return None
        article = "an" if kind == "option" else "a"
        self.complain(
            "unknown-option" if kind == "option" else "unknown-circumstance",
            self.key(path) if key else self.at(path),
            f"`{name}` is no {kind} of this file",
            f"The name of {article} {kind} is expected" + (": `Actor.option`." if kind == "option" else "."),
            suggestion(ident, scope.of_kind(kind)),
        )
        return None

    def wrong_value(self, of: str, value: str, values: Collection[str], path: Path, *, key: bool = False) -> None:
        """Note a value that a variable does not have."""
        self.complain(
            "unknown-value",
            self.key(path) if key else self.at(path),
            f"`{value}` is no value of `{of}`",
            f"Its values are {listed(values)}.",
            suggestion(value, values, "Write one of these."),
        )

    def concept(self, text: str, path: Path) -> None:
        """Note a concept of stability that nobody knows, where it is known which there are."""
        if self.concepts is not None:
            self.one_of(text, self.concepts, path, "unknown-concept", "concept of stability")

    def one_of(self, text: str, known: Collection[str], path: Path, code: str, what: str) -> str | None:
        """Return the text if it is one of the known words; else note a problem and return None."""
        if text in known:
            return text
        self.complain(
            code,
            self.at(path),
            f"`{text}` is no {what}",
            f"Expected {listed(known, 'or')}.",
            suggestion(text, known, "Write one of these."),
        )
        return None
