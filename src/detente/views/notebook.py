"""Pages in a notebook, as HTML with every text escaped; and answers that show themselves there.

The verbs of `detente.api` return the answers of `detente.answers` in the classes below, which add nothing but
display: `_repr_html_` for notebooks, `str()` for text, `table()` and `to_frame()` for data.
"""

from __future__ import annotations

import html
from abc import ABC, abstractmethod
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, fields
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar, TypeVar

from detente.answers import (
    analysis,
    beliefs,
    checked,
    claims,
    coalitions,
    comparison,
    coverage,
    drivers,
    essay,
    evolution,
    explanation,
    forecast,
    inverse,
    ledger,
    leverage,
    library,
    lint,
    overview,
    report,
    settlement,
    unlisted,
)
from detente.views.analysis import analysis_page
from detente.views.beliefs import beliefs_page, effects_table
from detente.views.checking import checked_page, problems_table
from detente.views.claims import claims_page, claims_table
from detente.views.coalitions import coalitions_page, stands_table
from detente.views.comparison import comparison_page, outcomes_table
from detente.views.coverage import coverage_page, coverage_table
from detente.views.drivers import drivers_page, drivers_table
from detente.views.essay import essay_page, essay_table
from detente.views.evolution import ends_table, evolution_page
from detente.views.explanation import explanation_page, stances_table
from detente.views.forecast import chances_table, forecast_page
from detente.views.inverse import inverse_page, inverse_table
from detente.views.ledger import filed_page, listed_page, listed_table, scored_table, scores_page, stated_table
from detente.views.leverage import blocking_table, leverage_page
from detente.views.library import case_page, cases_page, cases_table, copied_page
from detente.views.lint import lint_page, lint_table
from detente.views.overview import options_table, overview_page
from detente.views.page import Block, Heading, Item, Listing, Page, Paragraph, Title, heading
from detente.views.phrases import Mark, Phrase, Role
from detente.views.report.page import report_page, reported_table
from detente.views.settlement import settlement_page, settlement_table
from detente.views.states import exported_page, states_table
from detente.views.tables import Table
from detente.views.terminal import rendered
from detente.views.unlisted import extents_table, judged_table, reasons_page, unlisted_page

if TYPE_CHECKING:
    from pandas import DataFrame
    from pydantic import BaseModel

STYLES: dict[Role, str] = {
    "plain": "",
    "strong": "font-weight:bold",
    "quiet": "opacity:0.65",
    "actor": "font-weight:bold",
    "value": "font-family:monospace",
    "holds": "color:#1a7f37",
    "fails": "color:#9a6700",
    "warning": "color:#9a6700",
    "error": "color:#cf222e;font-weight:bold",
}


def page_html(page: Page) -> str:
    """Return a page as HTML.

    >>> page_html((Paragraph(("a < b",)),))
    '<div><p>a &lt; b</p></div>'
    """
    return f"<div>{''.join(_block(block) for block in page)}</div>"


def _block(block: Block) -> str:
    match block:
        case Title(words, beside):
            return f"<h3>{html.escape(words)} <small>{html.escape(beside)}</small></h3>"
        case Heading(words):
            return f"<h4>{_words(words)}</h4>"
        case Paragraph(words):
            return f"<p>{_words(words)}</p>"
        case Listing(items, numbered):
            return _list(items, numbered)
        case Table():
            return block.to_html()


def _list(items: Sequence[Item], numbered: bool) -> str:
    inner = "".join(
        f"<li>{_words(item.text)}{_list(item.below, item.numbered) if item.below else ''}</li>" for item in items
    )
    return f"<ol>{inner}</ol>" if numbered else f'<ul style="list-style:none;padding-left:1.5em">{inner}</ul>'


def _words(words: Phrase) -> str:
    return "".join(
        f'<span style="{STYLES[piece.role]}">{html.escape(piece.text)}</span>'
        if isinstance(piece, Mark)
        else html.escape(piece)
        for piece in words
    )


class Shown(ABC):
    """What every answer of the API can do: show itself.

    `verb` names the verb of the API that gives such answers, where there are pictures of them.
    """

    verb: ClassVar[str] = ""

    @abstractmethod
    def page(self) -> Page:
        """Return the answer as a page of words and tables."""

    @abstractmethod
    def table(self) -> Table:
        """Return the answer as one table of data."""

    @abstractmethod
    def envelope(self) -> BaseModel:
        """Return the answer as the object that `--json` prints."""

    def json_parts(self) -> Iterator[str]:
        """Return what `--json` prints, piece by piece."""
        yield self.envelope().model_dump_json()

    def to_json(self) -> str:
        """Return what `--json` prints."""
        return "".join(self.json_parts())

    def to_frame(self) -> DataFrame:
        """Return that table as a pandas DataFrame; raises QuestionError where pandas is not installed."""
        return self.table().to_frame()

    def __str__(self) -> str:
        return rendered(self.page(), 100)

    def __repr__(self) -> str:
        return f"<{type(self).__name__}: {heading(self.page())}>"

    def _repr_html_(self) -> str:
        return page_html(self.page())


@dataclass(frozen=True, eq=False, repr=False)
class Analysis(Shown, analysis.Analysis):
    """An analysis that shows itself; its table has a row for each state, with values and verdicts."""

    def page(self) -> Page:
        """Return the analysis as a page."""
        return analysis_page(self)

    def table(self) -> Table:
        """Return every state with its values and verdicts."""
        return states_table(self)

    def envelope(self) -> BaseModel:
        """Return what `--json` prints as an object, read back from its text."""
        from detente.views.objects import analyse

        return analyse.Analysis.model_validate_json(self.to_json())

    def json_parts(self) -> Iterator[str]:
        """Return what `--json` prints, piece by piece, without making an object of every state."""
        from detente.views.objects.analyse import analysed

        return analysed(self)


@dataclass(frozen=True, eq=False, repr=False)
class Explanation(Shown, explanation.Explanation):
    """An explanation that shows itself; its table has a row for each actor, a column for each concept."""

    def page(self, everything: bool = False) -> Page:
        """Return the explanation as a page; `everything` tells every move that an actor considers."""
        return explanation_page(self, everything)

    def table(self) -> Table:
        """Return who stays under which concept."""
        return stances_table(self)

    def envelope(self) -> BaseModel:
        """Return what `--json` prints."""
        from detente.views.objects.explain import explained

        return explained(self)


@dataclass(frozen=True, eq=False, repr=False)
class Unlisted(Shown, unlisted.Unlisted):
    """An analysis without a list of states that shows itself; its table has a row for each concept."""

    def page(self) -> Page:
        """Return the analysis as a page."""
        return unlisted_page(self)

    def table(self) -> Table:
        """Return how many states hold under which concept."""
        return extents_table(self)

    def envelope(self) -> BaseModel:
        """Return what `--json` prints."""
        from detente.views.objects.analyse import counted

        return counted(self)


@dataclass(frozen=True, eq=False, repr=False)
class Reasons(Shown, unlisted.Reasons):
    """The explanation of a state without a number that shows itself; its table has a row for each actor."""

    def page(self, everything: bool = False) -> Page:
        """Return the explanation as a page; `everything` tells every move that an actor considers."""
        return reasons_page(self, everything)

    def table(self) -> Table:
        """Return who stays under which concept."""
        return judged_table(self)

    def envelope(self) -> BaseModel:
        """Return what `--json` prints."""
        from detente.views.objects.explain import reasoned

        return reasoned(self)


@dataclass(frozen=True, eq=False, repr=False)
class Coalitions(Shown, coalitions.Coalitions):
    """Coalitions that show themselves; the table has a row for each state told, a column for each joint concept."""

    def page(self, everything: bool = False) -> Page:
        """Return who would leave what together as a page; `everything` tells every group that is tempted."""
        return coalitions_page(self, everything)

    def table(self) -> Table:
        """Return the states told, and whether some group would leave them."""
        return stands_table(self)

    def envelope(self) -> BaseModel:
        """Return what `--json` prints."""
        from detente.views.objects.coalitions import joined

        return joined(self)


@dataclass(frozen=True, eq=False, repr=False)
class Comparison(Shown, comparison.Comparison):
    """A comparison that shows itself; its table has a column for each variant."""

    def page(self) -> Page:
        """Return the comparison as a page."""
        return comparison_page(self)

    def table(self) -> Table:
        """Return the outcomes side by side."""
        return outcomes_table(self)

    def envelope(self) -> BaseModel:
        """Return what `--json` prints as an object, read back from its text."""
        from detente.views.objects import compare

        return compare.Comparison.model_validate_json(self.to_json())

    def json_parts(self) -> Iterator[str]:
        """Return what `--json` prints, piece by piece, without making an object of every state."""
        from detente.views.objects.compare import compared

        return compared(self)


@dataclass(frozen=True, eq=False, repr=False)
class Beliefs(Shown, beliefs.Beliefs):
    """What beliefs do, showing itself; its table has a row for each outcome with its chances."""

    def page(self) -> Page:
        """Return what beliefs do as a page."""
        return beliefs_page(self)

    def table(self) -> Table:
        """Return the chance of each outcome with beliefs and without."""
        return effects_table(self.found)

    def envelope(self) -> BaseModel:
        """Return what `--json` prints."""
        from detente.views.objects.beliefs import believed

        return believed(self)


@dataclass(frozen=True, eq=False, repr=False)
class Inverse(Shown, inverse.Inverse):
    """An answer to the inverse question that shows itself; its table has a row for each concept and actor."""

    def page(self) -> Page:
        """Return the answer as a page."""
        return inverse_page(self)

    def table(self) -> Table:
        """Return what it takes for each actor under each concept."""
        return inverse_table(self)

    def envelope(self) -> BaseModel:
        """Return what `--json` prints."""
        from detente.views.objects.parts.inverse import inverted

        return inverted(self)


@dataclass(frozen=True, eq=False, repr=False)
class Evolution(Shown, evolution.Evolution):
    """An evolution that shows itself; its table has a row for each state in which play comes to rest."""

    verb = "evolve"

    def page(self) -> Page:
        """Return the evolution as a page."""
        return evolution_page(self)

    def table(self) -> Table:
        """Return where play comes to rest, with chances."""
        return ends_table(self)

    def envelope(self) -> BaseModel:
        """Return what `--json` prints."""
        from detente.views.objects.evolve import evolved

        return evolved(self)


@dataclass(frozen=True, eq=False, repr=False)
class Forecast(Shown, forecast.Forecast):
    """A forecast that shows itself; its table has a row for each value of each option, and each situation."""

    verb = "forecast"

    def page(self) -> Page:
        """Return the forecast as a page."""
        return forecast_page(self)

    def table(self) -> Table:
        """Return the chances of choices and situations where play comes to rest."""
        return chances_table(self.found)

    def envelope(self) -> BaseModel:
        """Return what `--json` prints."""
        from detente.views.objects.forecast import foretold

        return foretold(self)


@dataclass(frozen=True, eq=False, repr=False)
class Filed(Shown, ledger.Filed):
    """A forecast of the ledger that shows itself; its table has a row for each outcome."""

    def page(self) -> Page:
        """Return the forecast with what was said about how it came out."""
        return filed_page(self)

    def table(self) -> Table:
        """Return its outcomes with their chances."""
        return stated_table(self.entry)

    def envelope(self) -> BaseModel:
        """Return what `--json` prints."""
        from detente.views.objects.ledger import filed

        return filed(self)


@dataclass(frozen=True, eq=False, repr=False)
class Listed(Shown, ledger.Listed):
    """The ledger, showing itself; its table has a row for each forecast."""

    def page(self) -> Page:
        """Return the list of forecasts."""
        return listed_page(self)

    def table(self) -> Table:
        """Return the list of forecasts as a table."""
        return listed_table(self)

    def envelope(self) -> BaseModel:
        """Return what `--json` prints."""
        from detente.views.objects.ledger import listed

        return listed(self)


@dataclass(frozen=True, eq=False, repr=False)
class Scores(Shown, ledger.Scores):
    """How good forecasts were, showing itself; its table has a row for each score."""

    verb = "ledger_score"

    def page(self) -> Page:
        """Return scores, skill, calibration and what the error is made of."""
        return scores_page(self)

    def table(self) -> Table:
        """Return the mean of each score with the skill against each baseline."""
        return scored_table(self)

    def envelope(self) -> BaseModel:
        """Return what `--json` prints."""
        from detente.views.objects.ledger import scores

        return scores(self)


@dataclass(frozen=True, eq=False, repr=False)
class Drivers(Shown, drivers.Drivers):
    """What drives an outcome, showing itself; its table has a row for each circumstance."""

    verb = "drivers"

    def page(self) -> Page:
        """Return it as a page."""
        return drivers_page(self)

    def table(self) -> Table:
        """Return the circumstances with swings, bands and indices."""
        return drivers_table(self.found)

    def envelope(self) -> BaseModel:
        """Return what `--json` prints."""
        from detente.views.objects.parts.drivers import driven

        return driven(self)


@dataclass(frozen=True, eq=False, repr=False)
class Leverage(Shown, leverage.Leverage):
    """Blocking and leverage, showing itself; its table has a row for each outcome and actor."""

    verb = "leverage"

    def page(self) -> Page:
        """Return who blocks what, and what each option changes, as a page."""
        return leverage_page(self)

    def table(self) -> Table:
        """Return for every outcome and actor whether it blocks alone, is pivotal, and how often decisive."""
        return blocking_table(self)

    def envelope(self) -> BaseModel:
        """Return what `--json` prints."""
        from detente.views.objects.leverage import levered

        return levered(self)


@dataclass(frozen=True, eq=False, repr=False)
class Claims(Shown, claims.Claims):
    """Claims that show themselves; the table has a row for each."""

    def page(self) -> Page:
        """Return the claims as a page."""
        return claims_page(self)

    def table(self) -> Table:
        """Return each claim with its verdict under each concept and its chance."""
        return claims_table(self)

    def junit(self, strict: bool = False) -> str:
        """Return the claims as a JUnit report; with `strict`, what is vacuous or unknown fails too."""
        from detente.views.junit import junit

        return junit(self, strict)

    def envelope(self) -> BaseModel:
        """Return what `--json` prints."""
        from detente.views.objects.claims import claimed

        return claimed(self)


@dataclass(frozen=True, eq=False, repr=False)
class Essay(Shown, essay.Essay):
    """An essay that shows itself; the table has a row for each claim block."""

    def page(self) -> Page:
        """Return what came of the essay as a page."""
        return essay_page(self)

    def table(self) -> Table:
        """Return each claim block with its line, its standing and its verdicts."""
        return essay_table(self)

    def junit(self, strict: bool = False) -> str:
        """Return the blocks as a JUnit report; with `strict`, what is fragile, vacuous or unknown fails too."""
        from detente.views.junit import essay_junit

        return essay_junit(self, strict)

    def envelope(self) -> BaseModel:
        """Return what `--json` prints."""
        from detente.views.objects.parts.essay import essayed

        return essayed(self)


@dataclass(frozen=True, eq=False, repr=False)
class Lint(Shown, lint.Lint):
    """What an argument falls short of, showing itself; the table has a row for each remark."""

    def page(self) -> Page:
        """Return what was found as a page."""
        return lint_page(self)

    def table(self) -> Table:
        """Return each remark with its check, its place and, where it is accepted, the reason."""
        return lint_table(self)

    def envelope(self) -> BaseModel:
        """Return what `--json` prints."""
        from detente.views.objects.lint import linted

        return linted(self)


@dataclass(frozen=True, eq=False, repr=False)
class Coverage(Shown, coverage.Coverage):
    """Sources that show themselves with what cites them; the table has a row for each place."""

    def page(self) -> Page:
        """Return the sources as a page."""
        return coverage_page(self)

    def table(self) -> Table:
        """Return each place of a source with what cites it."""
        return coverage_table(self)

    def envelope(self) -> BaseModel:
        """Return what `--json` prints."""
        from detente.views.objects.parts.coverage import covered

        return covered(self)


@dataclass(frozen=True, eq=False, repr=False)
class Settlement(Shown, settlement.Settlement):
    """A settlement that shows itself; its table has plans side by side, or who stays, or what is acceptable."""

    def page(self) -> Page:
        """Return the settlement as a page."""
        return settlement_page(self)

    def table(self) -> Table:
        """Return the plans side by side, who stays in a proposal under which concept, or the acceptable states."""
        return settlement_table(self)

    def envelope(self) -> BaseModel:
        """Return what `--json` prints."""
        from detente.views.objects.settle import settled

        return settled(self)


@dataclass(frozen=True, eq=False, repr=False)
class Overview(Shown, overview.Overview):
    """An overview that shows itself; its table has a row for each option."""

    def page(self, everything: bool = False) -> Page:
        """Return the overview as a page; `everything` shows every statement."""
        return overview_page(self, everything)

    def table(self) -> Table:
        """Return the options."""
        return options_table(self)

    def envelope(self) -> BaseModel:
        """Return what `--json` prints."""
        from detente.views.objects.show import shown

        return shown(self)


@dataclass(frozen=True, repr=False)
class Checked(Shown, checked.Checked):
    """What a check found, showing itself; its table has a row for each problem."""

    def page(self, texts: Mapping[str, str] | None = None) -> Page:
        """Return the problems as a page; `texts` gives files by name, to show the lines in question."""
        return checked_page(self, texts)

    def table(self) -> Table:
        """Return the problems."""
        return problems_table(self.problems)

    def envelope(self) -> BaseModel:
        """Return what `--json` prints."""
        from detente.views.objects.check import check

        return check(self)


@dataclass(frozen=True, repr=False)
class Case(Shown, library.Case):
    """A case of the library that shows itself."""

    def page(self) -> Page:
        """Return the case as a page."""
        return case_page(self)

    def table(self) -> Table:
        """Return the case as a line of the library's table."""
        return cases_table((self,))

    def envelope(self) -> BaseModel:
        """Return what `--json` prints."""
        from detente.views.objects.cases import described

        return described(self)


@dataclass(frozen=True, repr=False)
class Library(Shown, library.Library):
    """The case library, showing itself."""

    cases: tuple[Case, ...]

    def page(self) -> Page:
        """Return the list of cases."""
        return cases_page(self.cases)

    def table(self) -> Table:
        """Return the list of cases as a table."""
        return cases_table(self.cases)

    def envelope(self) -> BaseModel:
        """Return what `--json` prints."""
        from detente.views.objects.cases import listed

        return listed(self.cases)


@dataclass(frozen=True, repr=False)
class Copied(Shown, library.Copied):
    """A case whose scenario was copied, saying so."""

    def page(self) -> Page:
        """Return where the copy is."""
        return copied_page(self)

    def table(self) -> Table:
        """Return the case and the copy."""
        return Table("Copied", ("case", "file"), ((self.key, str(self.file)),))

    def envelope(self) -> BaseModel:
        """Return what `--json` prints."""
        from detente.views.objects.cases import copied

        return copied(self)


@dataclass(frozen=True, eq=False, repr=False)
class Exported(Shown):
    """States and verdicts as CSV or JSON text, and the file that they were written to."""

    analysis: analysis.Analysis
    form: str
    file: Path | None

    @property
    def text(self) -> str:
        """Return the table in its format."""
        return "".join(self.text_parts())

    def text_parts(self) -> Iterator[str]:
        """Return the table in its format, piece by piece."""
        if self.form == "csv":
            return self.table().csv_parts()
        from detente.views.objects.export import exported

        return chain(exported(self.table(), self.analysis), "\n")

    def page(self) -> Page:
        """Return where the states were written."""
        return exported_page(self.analysis, self.file)

    def table(self) -> Table:
        """Return every state with its values and verdicts."""
        return states_table(self.analysis)

    def envelope(self) -> BaseModel:
        """Return what `--json` prints once a file is written: where it is."""
        from detente.views.objects.export import written

        return written(self.analysis, self.form, self.file)


@dataclass(frozen=True, eq=False, repr=False)
class Report(Shown, report.Report):
    """A report that shows itself; its table has a row for each prospect. `file` is where it was written, if it was."""

    file: Path | None = None
    form: str | None = None

    def page(self) -> Page:
        """Return the bottom line, what the report leaves out, and where it was written."""
        return report_page(self, self.file)

    def table(self) -> Table:
        """Return where play comes to rest, with chances where there are any."""
        return reported_table(self)

    def html(self) -> str:
        """Return the whole report as one self-contained page of HTML."""
        from detente.views.report import report_html

        return report_html(self)

    def pdf(self) -> bytes:
        """Return the report as PDF; raises QuestionError where no browser is installed that prints it."""
        from detente.views.report import report_html
        from detente.views.report.printing import printed

        return printed(report_html(self, opened=True))

    def envelope(self) -> BaseModel:
        """Return what `--json` prints."""
        from detente.views.objects.report import reported

        return reported(self, self.file, self.form)


Found = TypeVar("Found", bound=Shown)


def showing(answer: object, kind: type[Found]) -> Found:
    """Return an answer as the kind of it that shows itself."""
    return kind(**{field.name: getattr(answer, field.name) for field in fields(answer)})  # type: ignore[arg-type]
