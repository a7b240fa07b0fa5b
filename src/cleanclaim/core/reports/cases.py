"""Does a KPI page give what its hand-computed case says?"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from cleanclaim.core.facts.definition import columns
from cleanclaim.core.pages.page import Case, PageRefused
from cleanclaim.core.pages.tables import rows_from
from cleanclaim.core.reports import tables
from cleanclaim.core.reports.figures import EngineName, Figure, desk
from cleanclaim.core.reports.kpi_pages import Kpi

_FIRST: Mapping[str, Mapping[str, Any]] = {
    "claim": {"payer": "P1", "sequence": "P", "billed": 10000},
    "leg": {"entry": "E1"},
    "event": {"ordinal": 1},
}
_KEYS = {"as_of", "leg", "claim", "event", "finds"}


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a case expects of a figure, and what came out."""

    case: Case
    expected: Mapping[str, Any]
    found: Mapping[str, Any]

    @property
    def holds(self) -> bool:
        """True where they are the same."""
        return self.expected == self.found


def run(of: Kpi, case: Case, engine: EngineName = "sqlite") -> Outcome:
    """Compute a case's figure; PageRefused where the case itself cannot be read."""
    try:
        return _run(of, case, engine)
    except (KeyError, TypeError, ValueError) as wrong:
        raise PageRefused(of.page.path, case.line, f"this case cannot be read: {wrong}") from wrong


def check(of: Kpi, engine: EngineName = "sqlite") -> None:
    """Hold a page to its cases: all must hold, and one must find money or claims. PageRefused otherwise."""
    outcomes = [run(of, case, engine) for case in of.page.cases]
    for outcome in outcomes:
        if not outcome.holds:
            why = f"{outcome.case.name} Expected {outcome.expected}, found {outcome.found}"
            raise PageRefused(of.page.path, outcome.case.line, why)
    if not any(outcome.expected["denominator"] for outcome in outcomes):
        raise PageRefused(of.page.path, of.page.cases[0].line, "no case has a denominator")


def _run(of: Kpi, case: Case, engine: EngineName) -> Outcome:
    body = {**of.page.given, **case.body}
    if unknown := set(body) - _KEYS:
        raise KeyError(f"a case has no {sorted(unknown)[0]!r}")
    given = {
        name: rows_from(
            tables.relations()[name],
            ({**_empty(fact), **_FIRST[name], **told} for told in body.get(name, ())),
        )
        for name, fact in tables.FACTS.items()
    }
    with desk(given, body["as_of"], engine) as held:
        figure = held.figure(of)
    expected = body["finds"]
    return Outcome(case, expected, {name: _told(figure, name) for name in expected})


_EMPTY: Mapping[str, Any] = {"text": "", "code": "", "cents": 0, "boolean": False}


def _empty(fact: type) -> dict[str, Any]:
    return {column.name: _EMPTY.get(column.scalar or "") for column in columns(fact)}


def _told(figure: Figure, name: str) -> Any:
    if name == "value":
        return figure.text()
    if name == "groups":
        return [[*group.by, group.numerator, group.denominator] for group in figure.groups]
    return {"numerator": figure.numerator, "denominator": figure.denominator}[name]
