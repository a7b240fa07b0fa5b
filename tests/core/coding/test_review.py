"""What does a second reader say of codes on a date: valid, complete, together, and pointed to?"""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from tests.core.claims.source import charge, diagnosis

from cleanclaim.core.basics.findings import Finding, Severity
from cleanclaim.core.codesets.reference import Reference
from cleanclaim.core.coding import review
from cleanclaim.core.facts.encounters import Charge, Diagnosis

Say = Callable[..., dict[str, Finding]]


@pytest.fixture(scope="module")
def library() -> Reference:
    from django.conf import settings

    return Reference(Path(settings.HOME))


@pytest.fixture
def say(library: Reference) -> Say:
    def said(
        codes: tuple[str, ...] = ("E119",),
        charges: tuple[Charge, ...] = (charge(1),),
        on: date = date(2026, 9, 14),
        quote: str = "type 2 diabetes",
    ) -> dict[str, Finding]:
        diagnoses: list[Diagnosis] = [
            replace(diagnosis(place, code), quote=quote) for place, code in enumerate(codes, 1)
        ]
        return {one.code: one for one in review(diagnoses, charges, library.on(on), library)}

    return said


def test_a_coded_visit_in_order_says_nothing(say: Say) -> None:
    assert say() == {}


def test_nothing_coded_is_fatal(say: Say) -> None:
    found = say((), ())
    assert set(found) == {"coding.no_diagnosis", "coding.no_service"}
    assert {one.severity for one in found.values()} == {Severity.FATAL}


def test_a_code_that_never_was_is_fatal(say: Say) -> None:
    assert say(("E99999",))["coding.diagnosis_unknown"].severity is Severity.FATAL


def test_a_header_is_an_error_for_the_edits_to_stop(say: Say) -> None:
    assert say(("E11",))["coding.diagnosis_incomplete"].severity is Severity.ERROR


def test_a_code_deleted_before_the_date_is_an_error_with_its_place(say: Say, library: Reference) -> None:
    rows = library.tables()["icd10cm"].to_pylist()
    last = {row["code"]: row["valid_to"] for row in sorted(rows, key=lambda row: row["valid_from"])}
    deleted = next(code for code, day in sorted(last.items()) if day < date(2026, 9, 14))
    found = say((deleted,))["coding.diagnosis_not_in_force"]
    assert (found.severity, found.place.field) == (Severity.ERROR, "diagnoses.1")


def test_two_codes_that_exclude_each_other_are_found(say: Say) -> None:
    found = say(("E119", "E109"))
    assert found["coding.excludes1"].place.field == "diagnoses.2"


def test_a_pointer_to_no_diagnosis_is_found(say: Say) -> None:
    found = say(charges=(charge(1, pointers=(1, 2)),))["coding.dangling_pointer"]
    assert (found.severity, found.place.field) == (Severity.ERROR, "lines.1.pointers.2")


def test_a_service_without_a_price_is_fatal(say: Say) -> None:
    assert say(charges=(charge(1, price=0, billed=0),))["coding.no_price"].severity is Severity.FATAL


def test_a_service_that_is_not_loaded_is_a_warning(say: Say) -> None:
    assert say(charges=(charge(1, "99999"),))["coding.procedure_unknown"].severity is Severity.WARNING


def test_a_diagnosis_without_quoted_words_is_told(say: Say) -> None:
    assert say(quote="")["coding.no_evidence"].severity is Severity.INFO
