"""What answers questions: in a process of its own, with what it found before at hand."""

from __future__ import annotations

import dataclasses
import json
import time
from collections import OrderedDict
from collections.abc import Callable, Hashable
from typing import TYPE_CHECKING, Any, TypeVar

from detente import api
from detente.answers import analysis, explanation
from detente.answers.run import Run, run
from detente.answers.whatif import Ready
from detente.engine.progress import Progress, within
from detente.errors import Problem, ScenarioError, TooLargeError
from detente.scenario.document import Document
from detente.scenario.model import Scenario
from detente.scenario.writer import read_document
from detente.views import notebook
from detente.workbench.complaints import complain
from detente.workbench.questions import Question

if TYPE_CHECKING:
    from detente.answers.flips import Side

KEPT = 4
"""How many things of each kind are kept at hand."""

WAYS = 8
"""Ways of play that are drawn as a tree where nothing is said about how many."""

Key = tuple[Hashable, ...]
"""What is kept at hand, by its kind and all that it hangs on."""

Found = TypeVar("Found")


class Bench:
    """Answers questions one after another; what one question found serves the next."""

    def __init__(self, largest: int) -> None:
        """Take how many bytes an answer may have."""
        self._largest = largest
        self._at_hand: OrderedDict[Key, Any] = OrderedDict()

    def answer(self, question: Question, progress: Progress) -> bytes:
        """Return the answer to a question as JSON, or as a file; raises DetenteError for what cannot be answered."""
        pieces, size = [], 0
        for piece in self._pieces(question, progress):
            pieces.append(piece if isinstance(piece, bytes) else piece.encode())
            size += len(piece)
            if size > self._largest:
                raise complain(
                    "answer-too-large",
                    f"the answer has more than {self._largest:,} characters",
                    "So much is not sent to a page.",
                    "Ask for states page by page, or use `detente` on the command line.",
                )
        return b"".join(pieces)

    def forget(self) -> None:
        """Keep nothing at hand."""
        self._at_hand.clear()

    def _pieces(self, question: Question, progress: Progress) -> Any:
        if question.verb == "check":
            return self._shown(self._checked(question), question.form)
        if question.verb == "edit":
            return [self._edited(question)]
        if question.verb == "differs":
            return [json.dumps(self._changes(question))]
        scenario = self._scenario(question)
        special: dict[str, Callable[[Scenario, Question, Progress], str]] = {
            "written": _written,
            "states": self._states,
            "graph": self._graph,
            "what-if": self._what_if,
            "flips": self._flips,
            "why": self._why,
            "map": self._map,
            "tree": self._tree,
            "tornado": self._tornado,
            "signals": _signals,
        }
        if question.verb in special:
            return [special[question.verb](scenario, question, progress)]
        return self._shown(self._answered(scenario, question, progress), question.form)

    def _shown(self, found: notebook.Shown, form: str) -> Any:
        if form == "object":
            return found.json_parts()
        if isinstance(found, notebook.Report) and form in ("html", "pdf"):
            return [found.html() if form == "html" else found.pdf()]
        from detente.workbench.objects.pages import pack_page

        return [pack_page(found.page()).model_dump_json()]

    def _kept(self, key: Key, make: Callable[[], Found]) -> Found:
        """Return what was found before, or find it; what was not asked for the longest is let go."""
        if key not in self._at_hand:
            alike = [one for one in self._at_hand if one[0] == key[0]]
            if len(alike) >= KEPT:
                del self._at_hand[alike[0]]
            self._at_hand[key] = make()
        self._at_hand.move_to_end(key)
        found: Found = self._at_hand[key]
        return found

    def _answered(self, scenario: Scenario, question: Question, progress: Progress) -> notebook.Shown:
        """Return an answer, kept at hand for its other form."""
        ask = self._explained if question.verb == "explain" else _asked
        key = ("answer", dataclasses.replace(question, form="").fingerprint)
        return self._kept(key, lambda: ask(scenario, question, progress))

    def _scenario(self, question: Question) -> Scenario:
        key = ("scenario", question.digest, question.name)
        return self._kept(key, lambda: api.parse(question.text, question.name))

    def _checked(self, question: Question) -> notebook.Checked:
        try:
            scenario = self._scenario(question)
        except ScenarioError as error:
            from detente.answers.checked import Checked

            return notebook.showing(Checked(question.name, None, error.problems), notebook.Checked)
        return api.check(scenario)

    def _edited(self, question: Question) -> str:
        """Return a text with edits made, what is wrong with it then, and its forms."""
        from detente.scenario.edits import apply
        from detente.views.objects.parts.problem import pack_problem
        from detente.workbench.objects.edited import Edited
        from detente.workbench.objects.edits import READER
        from detente.workbench.objects.formed import pack_forms

        edits = READER.validate_python(question.asked["edits"])
        text = apply(question.text.decode(), edits, question.name) if edits else question.text.decode()
        after = dataclasses.replace(question, text=text.encode(), asked={})
        document = self._document(after)
        scenario, problems = self._readable(after)
        return Edited(
            text=text,
            problems=[pack_problem(one) for one in problems],
            forms=None if document is None else pack_forms(document, scenario),
        ).model_dump_json()

    def _readable(self, question: Question) -> tuple[Scenario | None, tuple[Problem, ...]]:
        """Return what a text says, or what keeps it from being read as a scenario."""
        try:
            return self._scenario(question), ()
        except ScenarioError as error:
            return None, error.problems

    def _document(self, question: Question) -> Document | None:
        """Return a text as plain data with places, None where it is no YAML as scenarios use it."""

        def read() -> Document | None:
            try:
                return read_document(question.text, question.name)
            except ScenarioError:
                return None

        return self._kept(("document", question.digest, question.name), read)

    def _changes(self, question: Question) -> list[str] | None:
        """Return in the conflict's own words what differs from another text, None where one of them is no YAML."""
        from detente.workbench.changes import changes

        before, after = self._document(_earlier(question)), self._document(question)
        return None if before is None or after is None else changes(before.data, after.data)

    def _run(self, scenario: Scenario, question: Question, progress: Progress) -> Run:
        """Return a scenario compiled in a variant; what was judged for one question serves the next."""
        _, _, variant, concept, beliefs = key = self._compiled(question)
        found = self._kept(("run", *key), lambda: run(scenario, variant, concept, beliefs, progress=progress))
        return dataclasses.replace(found, began=time.perf_counter())  # an answer tells its own time

    def _compiled(self, question: Question) -> tuple[str, str, Any, Any, Any]:
        """Return all that a compiled scenario hangs on."""
        asked = question.asked
        return question.digest, question.name, asked.get("variant"), asked.get("concept"), asked.get("beliefs")

    def _analysis(self, scenario: Scenario, question: Question, progress: Progress) -> notebook.Analysis:
        def analysed() -> notebook.Analysis:
            return notebook.showing(analysis.analyse(self._run(scenario, question, progress)), notebook.Analysis)

        return self._kept(("analysis", *self._compiled(question)), analysed)

    def _explained(self, scenario: Scenario, question: Question, progress: Progress) -> notebook.Shown:
        """Return why a state holds or not; where states are too many to be listed, as `api.explain` says it."""
        try:
            compiled = self._run(scenario, question, progress)
        except TooLargeError:
            return _asked(scenario, question, progress)
        found = explanation.explain(compiled, question.asked.get("state", "start"), question.asked.get("actor"))
        return notebook.showing(found, notebook.Explanation)

    def _flips(self, scenario: Scenario, question: Question, progress: Progress) -> str:
        """Return what flips from another text to this one."""
        from detente.answers.flips import flips
        from detente.workbench.objects.flips import pack_flips

        asked = {name: question.asked.get(name) for name in ("variant", "concept", "beliefs")}
        earlier = dataclasses.replace(_earlier(question), asked=asked)
        try:
            saved = self._scenario(earlier)
        except ScenarioError as error:
            raise complain(
                "nothing-to-compare",
                f"the saved text cannot be read: {error.problems[0].given}",
                "What flips is told by setting two texts that can be read side by side.",
                "Save a text without errors first.",
            ) from None
        before = self._side(saved, earlier, within(progress, 0, 2))
        after = self._side(scenario, question, within(progress, 1, 2), before)
        return pack_flips(flips(before, after), self._changes(question) or []).model_dump_json()

    def _side(self, scenario: Scenario, question: Question, progress: Progress, like: Side | None = None) -> Side:
        """Return a text with what holds there, ready to be set beside another."""

        def judged() -> Side:
            from detente.answers.flips import Side

            found = self._run(scenario, question, within(progress, 0, 2))
            return Side(found, self._analysis(scenario, question, within(progress, 1, 2)), like)

        return self._kept(("side", *self._compiled(question)), judged)

    def _states(self, scenario: Scenario, question: Question, progress: Progress) -> str:
        from detente.workbench.objects.states import Wanted, pack_states

        found = self._analysis(scenario, question, progress)
        wanted = {name: question.asked[name] for name in Wanted.model_fields if question.asked.get(name) is not None}
        return pack_states(found, Wanted(**wanted)).model_dump_json()

    def _listed(self, scenario: Scenario, question: Question, progress: Progress) -> notebook.Explanation:
        """Return why a state with a number holds or not."""
        found = self._answered(scenario, dataclasses.replace(question, verb="explain"), progress)
        if not isinstance(found, notebook.Explanation):
            raise complain(
                "no-graph",
                "the states of this conflict are too many to be listed",
                "A graph is drawn of states that have numbers.",
                "Read the reasons instead.",
            )
        return found

    def _graph(self, scenario: Scenario, question: Question, progress: Progress) -> str:
        from detente.workbench.objects.graph import pack_graph

        return pack_graph(self._listed(scenario, question, progress)).model_dump_json()

    def _why(self, scenario: Scenario, question: Question, progress: Progress) -> str:
        from detente.workbench.objects.why import pack_why

        return pack_why(self._listed(scenario, question, progress)).model_dump_json()

    def _map(self, scenario: Scenario, question: Question, progress: Progress) -> str:
        from detente.workbench.objects.map import Wanted, pack_map

        wanted = {name: question.asked[name] for name in Wanted.model_fields if question.asked.get(name) is not None}
        found = self._analysis(scenario, question, progress)
        return pack_map(self._run(scenario, question, progress), found, Wanted(**wanted)).model_dump_json()

    def _tree(self, scenario: Scenario, question: Question, progress: Progress) -> str:
        from detente.answers.evolution import evolve
        from detente.workbench.objects.pages import pack_page
        from detente.workbench.objects.tree import pack_tree

        asked, run_ = question.asked, self._run(scenario, question, progress)
        made = evolve(
            run_, asked.get("moves") or "undeterred", asked.get("movers") or (), asked.get("paths", WAYS),
            bool(asked.get("worlds")), progress, asked.get("as_of"),
        )  # fmt: skip
        found = notebook.showing(made, notebook.Evolution)
        return pack_tree(found, pack_page(found.page())).model_dump_json()

    def _tornado(self, scenario: Scenario, question: Question, progress: Progress) -> str:
        from detente.workbench.objects.tornado import pack_tornado

        found = api.drivers(scenario, **question.asked, progress=progress)
        return pack_tornado(found).model_dump_json()

    def _what_if(self, scenario: Scenario, question: Question, progress: Progress) -> str:
        from detente.workbench.objects.whatif import pack_what_if

        settings, without = question.asked.get("settings") or {}, frozenset(question.asked.get("without") or ())
        ready = self._ready(scenario, question, progress)
        if settings or without:
            ready = self._ready(scenario, question, progress, frozenset(settings), without, ready)
        return pack_what_if(ready.what_if(question.asked.get("chances") or {}, settings)).model_dump_json()

    def _ready(
        self,
        scenario: Scenario,
        question: Question,
        progress: Progress,
        opened: frozenset[str] = frozenset(),
        without: frozenset[int] = frozenset(),
        like: Ready | None = None,
    ) -> Ready:
        """Return a forecast that is kept ready; as written, or with what is settled opened beside it."""
        asked = {name: question.asked.get(name) for name in ("variant", "concept", "beliefs", "as_of", "sharing")}
        kind = "ready" if like is None else "ready otherwise"
        key = (kind, question.digest, question.name, *asked.values(), opened, without)
        return self._kept(
            key, lambda: Ready(scenario, **asked, progress=progress, opened=opened, without=without, like=like)
        )


def _signals(scenario: Scenario, _question: Question, _progress: Progress) -> str:
    from detente.workbench.objects.signals import pack_time_line

    return pack_time_line(scenario).model_dump_json()


def _earlier(question: Question) -> Question:
    """Return the question about the text with which another is compared."""
    return dataclasses.replace(question, text=question.asked["before"].encode(), asked={})


def _written(scenario: Scenario, _question: Question, _progress: Progress) -> str:
    from detente.workbench.objects.written import pack_written

    return pack_written(scenario).model_dump_json()


def _asked(scenario: Scenario, question: Question, progress: Progress) -> notebook.Shown:
    """Ask a verb of the API."""
    asked = {name: value for name, value in question.asked.items() if value is not None}
    if question.verb not in ("show", "coverage"):
        asked["progress"] = progress
    found: notebook.Shown = getattr(api, question.verb)(scenario, **asked)
    return found
