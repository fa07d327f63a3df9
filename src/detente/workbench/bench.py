"""What answers questions: in a process of its own, with what it found before at hand."""

from __future__ import annotations

import dataclasses
import time
from collections import OrderedDict
from collections.abc import Callable, Hashable
from typing import Any, TypeVar

from detente import api
from detente.answers import analysis, explanation
from detente.answers.run import Run, run
from detente.answers.whatif import Ready
from detente.engine.progress import Progress
from detente.errors import ScenarioError, TooLargeError
from detente.scenario.model import Scenario
from detente.views import notebook
from detente.workbench.complaints import complain
from detente.workbench.questions import Question

KEPT = 4
"""How many things of each kind are kept at hand."""

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
        """Return the answer to a question as JSON; raises DetenteError for what cannot be answered."""
        pieces, size = [], 0
        for piece in self._pieces(question, progress):
            pieces.append(piece)
            size += len(piece)
            if size > self._largest:
                raise complain(
                    "answer-too-large",
                    f"the answer has more than {self._largest:,} characters",
                    "So much is not sent to a page.",
                    "Ask for states page by page, or use `detente` on the command line.",
                )
        return "".join(pieces).encode()

    def forget(self) -> None:
        """Keep nothing at hand."""
        self._at_hand.clear()

    def _pieces(self, question: Question, progress: Progress) -> Any:
        if question.verb == "check":
            return self._shown(self._checked(question), question.form)
        scenario = self._scenario(question)
        special: dict[str, Callable[[Scenario, Question, Progress], str]] = {
            "written": _written,
            "states": self._states,
            "graph": self._graph,
            "what-if": self._what_if,
        }
        if question.verb in special:
            return [special[question.verb](scenario, question, progress)]
        return self._shown(self._answered(scenario, question, progress), question.form)

    def _shown(self, found: notebook.Shown, form: str) -> Any:
        if form == "object":
            return found.json_parts()
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

    def _states(self, scenario: Scenario, question: Question, progress: Progress) -> str:
        from detente.workbench.objects.states import Wanted, pack_states

        found = self._analysis(scenario, question, progress)
        wanted = {name: question.asked[name] for name in Wanted.model_fields if question.asked.get(name) is not None}
        return pack_states(found, Wanted(**wanted)).model_dump_json()

    def _graph(self, scenario: Scenario, question: Question, progress: Progress) -> str:
        from detente.workbench.objects.graph import pack_graph

        found = self._answered(scenario, dataclasses.replace(question, verb="explain"), progress)
        if not isinstance(found, notebook.Explanation):
            raise complain(
                "no-graph",
                "the states of this conflict are too many to be listed",
                "A graph is drawn of states that have numbers.",
                "Read the reasons instead.",
            )
        return pack_graph(found).model_dump_json()

    def _what_if(self, scenario: Scenario, question: Question, progress: Progress) -> str:
        from detente.workbench.objects.whatif import pack_what_if

        asked = {name: question.asked.get(name) for name in ("variant", "concept", "beliefs", "as_of", "sharing")}
        key = ("ready", question.digest, question.name, *asked.values())
        ready = self._kept(key, lambda: Ready(scenario, **asked, progress=progress))
        return pack_what_if(ready.what_if(question.asked.get("chances") or {})).model_dump_json()


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
