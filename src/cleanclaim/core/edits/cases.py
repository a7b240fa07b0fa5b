"""Does a page do what its cases say? Each is a claim unlike the standard one, and what is found."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib import resources
from typing import Any

import yaml

from cleanclaim.core.edits.judging import EngineName, judge
from cleanclaim.core.edits.manual_pages import Edit
from cleanclaim.core.edits.reference import Given
from cleanclaim.core.facts.claims import Claim
from cleanclaim.core.facts.codec import Misfit, from_document
from cleanclaim.core.facts.payers import PayerProfile
from cleanclaim.core.pages.page import Case, PageRefused
from cleanclaim.core.pages.verdicts import Verdict

Document = Mapping[str, Any]
_KEYS = {"claim", "claims", "history", "profile", "judged_on", "reference", "finds"}
_PROFILE: Document = {
    "payer": "00000000-0000-0000-0000-000000000000",
    "valid_from": "2020-01-01",
    "timely_filing_days": 365,
    "correction": "replacement",
}


@dataclass(frozen=True, slots=True)
class Found:
    """Where a case expects a verdict, and which."""

    result: str = "fail"
    claim: int | None = 1
    line: int | None = None
    field: str = ""
    related: str = ""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a case expects and what its page found."""

    case: Case
    expected: tuple[Found, ...]
    found: tuple[Found, ...]

    @property
    def holds(self) -> bool:
        """True where they are the same."""
        return self.expected == self.found


def run(edit: Edit, case: Case, engine: EngineName = "sqlite") -> Outcome:
    """Judge a case's claims by its page; PageRefused where the case itself cannot be read."""
    try:
        return _run(edit, case, engine)
    except (Misfit, KeyError, TypeError, ValueError) as wrong:
        raise PageRefused(edit.page.path, case.line, f"this case cannot be read: {wrong}") from wrong


def check(edit: Edit, engine: EngineName = "sqlite") -> None:
    """Hold a page to its cases: all must hold, one must fire and one stay silent. PageRefused otherwise."""
    outcomes = [run(edit, case, engine) for case in edit.page.cases]
    for outcome in outcomes:
        if not outcome.holds:
            why = f"{outcome.case.name} Expected {outcome.expected}, found {outcome.found}"
            raise PageRefused(edit.page.path, outcome.case.line, why)
    if not any(outcome.expected for outcome in outcomes):
        raise PageRefused(edit.page.path, edit.page.cases[0].line, "no case fires")
    if all(outcome.expected for outcome in outcomes):
        raise PageRefused(edit.page.path, edit.page.cases[0].line, "no case stays silent")


def _run(edit: Edit, case: Case, engine: EngineName) -> Outcome:
    body = case.body
    if unknown := set(body) - _KEYS:
        raise KeyError(f"a case has no {sorted(unknown)[0]!r}")
    told = body["claims"] if "claims" in body else [body.get("claim") or {}]
    history = body.get("history")
    judgement = judge(
        [standard(one) for one in told],
        reference=Given(_records(edit, case)),
        history=None if history is None else [standard(one) for one in history],
        profile=_profile(body.get("profile")),
        on=body.get("judged_on"),
        pages=[edit],
        engine=engine,
    )
    expected = tuple(_expected(one) for one in body["finds"])
    return Outcome(case, expected, tuple(_found(verdict) for verdict in judgement.verdicts))


def _records(edit: Edit, case: Case) -> dict[str, Sequence[Document]]:
    return {**edit.page.given, **(case.body.get("reference") or {})}


def _expected(told: Document) -> Found:
    found = Found(**told)
    return Found(found.result, None, None) if found.result == "no_data" and "claim" not in told else found


def _found(verdict: Verdict) -> Found:
    return Found(verdict.result.value, verdict.claim, verdict.line, verdict.field, verdict.related)


def _profile(told: Document | None) -> PayerProfile | None:
    return None if told is None else from_document(PayerProfile, _text({**_PROFILE, **told}))


@cache
def _standard() -> Document:
    text = resources.files("cleanclaim.core.edits").joinpath("standard_claim.yaml").read_text("utf-8")
    return dict(yaml.safe_load(text))


def standard(changes: Document) -> Claim:
    """The standard claim with changes laid over it, as every case writes them."""
    document = _laid_over(_standard(), _text(changes))
    lines = changes.get("lines", [{}])
    base = _standard()["lines"][0]
    document["lines"] = [
        _laid_over({**base, "number": number}, _text(line)) for number, line in enumerate(lines, 1)
    ]
    document["diagnoses"] = [
        {"qualifier": "ABF" if place else "ABK", "code": told} if isinstance(told, str) else told
        for place, told in enumerate(document["diagnoses"])
    ]
    if "billed" not in changes:
        document["billed"] = sum(line["billed"] for line in document["lines"])
    return from_document(Claim, document)


def _laid_over(base: Document, changes: Document) -> dict[str, Any]:
    result = dict(base)
    for name, value in changes.items():
        held = result.get(name)
        both = isinstance(held, Mapping) and isinstance(value, Mapping)
        result[name] = _laid_over(held, value) if both and held is not None else value
    return result


def _text(told: Any) -> Any:
    """YAML reads dates as dates; a fact's document has them as text."""
    if isinstance(told, Mapping):
        return {name: _text(value) for name, value in told.items()}
    if isinstance(told, list):
        return [_text(value) for value in told]
    return told.isoformat() if isinstance(told, date) else told
