"""How is a verdict said on a screen? In words, with its place, how to mend it, and the page of its edit."""

import re
from collections.abc import Iterable, Sequence

from django.urls import reverse

from cleanclaim.app.edits.models import Verdict as Kept
from cleanclaim.app.work.pages import Shown
from cleanclaim.app.work.prose import first_sentence
from cleanclaim.core import edits
from cleanclaim.core.edits import Result, Verdict

_DIAGNOSIS = re.compile(r"diagnoses\.(\d+)")
_POINTER = re.compile(r"lines\.\d+\.pointers\.(\d+)")
_PEOPLE = {
    "subscriber": "Subscriber",
    "patient": "Patient",
    "payer": "Payer",
    "billing_provider": "Billing provider",
    "providers": "Provider",
}


def letter(number: int) -> str:
    """The letter by which the screen names a diagnosis; 1 is A."""
    return chr(ord("A") + number - 1)


def place(field: str, line: int | None) -> str:
    """Where in a claim: `diagnoses.2` is Diagnosis B, `lines.1.pointers.3` is Line 1, pointer 3."""
    if found := _DIAGNOSIS.match(field):
        return f"Diagnosis {letter(int(found[1]))}"
    if line is not None:
        pointer = _POINTER.match(field)
        return f"Line {line}, pointer {pointer[1]}" if pointer else f"Line {line}"
    return _PEOPLE.get(field.partition(".")[0], "")


def of_verdicts(verdicts: Iterable[Verdict]) -> list[Shown]:
    """What fails or is bypassed, gravest first."""
    said = [
        _shown(one.edit, one.result, one.severity, one.message, one.citation, one.field, one.line)
        for one in verdicts
        if one.result is not Result.NO_DATA
    ]
    return _gravest_first(said)


def of_kept(verdicts: Iterable[Kept], required: Sequence[str] = ()) -> list[Shown]:
    """The same of kept verdicts, and each required family for which there is no data."""
    said, missing = [], []
    for one in verdicts:
        if one.verdict != Result.NO_DATA:
            said.append(
                _shown(one.edit, one.verdict, one.severity, one.message, one.citation, one.field, one.line)
            )
        elif one.family in required:
            missing.append(_no_data(one))
    return [*_gravest_first(said), *missing]


def no_data(families: Sequence[str]) -> str:
    """Which families could not be judged, as a sentence; empty where all could."""
    return f"No data for {', '.join(families)}" if families else ""


def _gravest_first(said: list[Shown]) -> list[Shown]:
    order = {"error": 0, "warning": 1, "info": 2}
    return sorted(said, key=lambda one: order.get(one.severity, 3))


def _shown(
    code: str, result: str, severity: str, message: str, citation: str, field: str, line: int | None
) -> Shown:
    bypassed = result == Result.BYPASSED
    return Shown(
        severity="info" if bypassed else str(severity),
        words=f"{message} Passed with a reason." if bypassed else message,
        code=code,
        place=place(field, line),
        url=reverse("edits_page", args=[code]),
        source=citation,
        fix="" if bypassed else how_to_fix(code),
    )


def _no_data(one: Kept) -> Shown:
    return Shown(
        severity="warning",
        words="Not judged: the reference data for this date of service is not loaded.",
        code=one.edit,
        url=reverse("edits_page", args=[one.edit]),
        source=one.citation,
        is_no_data=True,
    )


def how_to_fix(code: str) -> str:
    """The first sentence of how its page says to mend it; empty for an edit that is no longer there."""
    known = {edit.code: edit for edit in edits.manual()}
    return first_sentence(known[code].page.sections["How to fix"]) if code in known else ""
