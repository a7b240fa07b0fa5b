"""Does a page do what its cases say? Each is a claim unlike the standard one, and what is found."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib import resources
from typing import Any

import yaml

from cleanclaim.core.edits.judging import EngineName, Judgement, judge
from cleanclaim.core.edits.manual_pages import Edit
from cleanclaim.core.edits.reference import Given
from cleanclaim.core.facts.claims import Claim
from cleanclaim.core.facts.codec import Misfit, from_document
from cleanclaim.core.facts.payers import PayerProfile
from cleanclaim.core.pages.page import Case, PageRefused
from cleanclaim.core.pages.verdicts import Verdict

Document = Mapping[str, Any]
_BESIDE = ("history", "profile", "judged_on", "reference")
_KEYS = {"claim", "claims", "finds", *_BESIDE}
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
    return _run(edit, [case], engine)[0]


def run_all(edit: Edit, engine: EngineName = "sqlite") -> list[Outcome]:
    """Judge all cases of a page, those that share everything but their claims in one go."""
    alike: dict[str, list[Case]] = {}
    for case in edit.page.cases:
        beside = {name: told for name, told in case.body.items() if name in _BESIDE}
        alone = case.line if any(one.get("result") == "no_data" for one in case.body.get("finds", ())) else 0
        alike.setdefault(f"{alone} {beside}", []).append(case)
    return [outcome for cases in alike.values() for outcome in _run(edit, cases, engine)]


def check(edit: Edit, engine: EngineName = "sqlite") -> None:
    """Hold a page to its cases: all must hold, one must fire and one stay silent. PageRefused otherwise."""
    outcomes = run_all(edit, engine)
    for outcome in outcomes:
        if not outcome.holds:
            why = f"{outcome.case.name} Expected {outcome.expected}, found {outcome.found}"
            raise PageRefused(edit.page.path, outcome.case.line, why)
    if not any(outcome.expected for outcome in outcomes):
        raise PageRefused(edit.page.path, edit.page.cases[0].line, "no case fires")
    if all(outcome.expected for outcome in outcomes):
        raise PageRefused(edit.page.path, edit.page.cases[0].line, "no case stays silent")


def _run(edit: Edit, cases: Sequence[Case], engine: EngineName) -> list[Outcome]:
    """Judge the claims of cases together; each case counts its own claims from 1."""
    told = [_understood(edit, case) for case in cases]
    claims = [claim for claims, _ in told for claim in claims]
    try:
        judgement = _judged(edit, claims, told[0][1], engine)
    except (Misfit, KeyError, TypeError, ValueError) as wrong:
        raise _unreadable(edit, cases[0], wrong) from wrong
    outcomes, first = [], 1
    for case, (claims, _) in zip(cases, told, strict=True):
        last = first + len(claims) - 1
        found = tuple(
            _found(v, first) for v in judgement.verdicts if v.claim is None or first <= v.claim <= last
        )
        expected = tuple(_expected(one) for one in case.body["finds"])
        outcomes.append(Outcome(case, expected, found))
        first = last + 1
    return outcomes


def _understood(edit: Edit, case: Case) -> tuple[list[Claim], Document]:
    """A case's claims, and what stands beside them."""
    try:
        if unknown := set(case.body) - _KEYS:
            raise KeyError(f"a case has no {sorted(unknown)[0]!r}")
        if not isinstance(case.body["finds"], list):
            raise KeyError("what a case finds is a list")
        told = case.body["claims"] if "claims" in case.body else [case.body.get("claim") or {}]
        return [standard(one) for one in told], case.body
    except (Misfit, KeyError, TypeError, ValueError) as wrong:
        raise _unreadable(edit, case, wrong) from wrong


def _judged(edit: Edit, claims: Sequence[Claim], beside: Document, engine: EngineName) -> Judgement:
    history = beside.get("history")
    return judge(
        claims,
        reference=Given({**edit.page.given, **(beside.get("reference") or {})}),
        history=None if history is None else [standard(one) for one in history],
        profile=_profile(beside.get("profile")),
        on=beside.get("judged_on"),
        pages=[edit],
        engine=engine,
    )


def _unreadable(edit: Edit, case: Case, wrong: Exception) -> PageRefused:
    return PageRefused(edit.page.path, case.line, f"this case cannot be read: {wrong}")


def _expected(told: Document) -> Found:
    found = Found(**told)
    return Found(found.result, None, None) if found.result == "no_data" and "claim" not in told else found


def _found(verdict: Verdict, first: int) -> Found:
    claim = None if verdict.claim is None else verdict.claim - first + 1
    return Found(verdict.result.value, claim, verdict.line, verdict.field, verdict.related)


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
