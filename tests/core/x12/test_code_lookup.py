"""Code sets are asked of the look-up that is passed in, with the date that decides."""

from datetime import date

import pytest
from tests.core.x12.goldens import golden

from cleanclaim.core import x12


def _without(code_set: str, code: str):  # type: ignore[no-untyped-def]
    """A look-up that knows every code but one, and what it was asked."""
    asked: list[tuple[str, str, date]] = []

    def valid(of: str, one: str, on: date) -> bool | None:
        asked.append((of, one, on))
        return (of, one) != (code_set, code)

    return valid, asked


@pytest.mark.parametrize(
    ("name", "code_set", "code", "element"),
    [
        ("plain.837", "icd10cm", "I10", "HI02-2"),
        ("plain.837", "hcpcs", "99214", "SV101-2"),
        ("plain.837", "modifier", "25", "SV101-3"),
        ("plain.837", "pos", "11", "CLM05-1"),
        ("plain.835", "carc", "45", "CAS02"),
        ("plain.835", "rarc", "N130", "LQ02"),
    ],
)
def test_an_unknown_code_is_found(name: str, code_set: str, code: str, element: str) -> None:
    valid, _ = _without(code_set, code)
    findings = x12.read(golden(name), codes=valid).findings
    assert [(one.code, one.place.element) for one in findings] == [("code-unknown", element)]


def test_claims_are_judged_on_the_date_of_service_and_remittances_on_the_file_s() -> None:
    valid, asked = _without("", "")
    assert x12.read(golden("plain.837"), codes=valid).findings == ()
    assert {on for _, _, on in asked} == {date(2026, 2, 10)}
    valid, asked = _without("", "")
    assert x12.read(golden("plain.835"), codes=valid).findings == ()
    assert {on for _, _, on in asked} == {date(2026, 3, 2)}


def test_a_set_that_is_not_loaded_finds_nothing() -> None:
    assert x12.read(golden("full.837"), codes=lambda of, code, on: None).findings == ()
