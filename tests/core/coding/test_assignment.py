"""Is what cannot be a code refused in words that a coder understands?"""

import pytest

from cleanclaim.core.coding import CodedDiagnosis, CodedService, malformed

ASTHMA = CodedDiagnosis(code="J45.909")
VISIT = CodedService(procedure="99213")


def test_ordinary_codes_are_well_formed() -> None:
    assert malformed([ASTHMA, CodedDiagnosis(code="z7984")], [VISIT, CodedService(procedure="J3301")]) == ()


@pytest.mark.parametrize("code", ["", "45", "J4", "J45 909", "J45.90912", "ASTHMA", "Ｊ45"])
def test_what_has_not_the_form_of_a_diagnosis_is_refused(code: str) -> None:
    found = malformed([CodedDiagnosis(code=code)], [])
    assert [one.code for one in found] == ["coding.diagnosis_form"]


def test_one_diagnosis_twice_is_refused() -> None:
    assert [one.code for one in malformed([ASTHMA, CodedDiagnosis(code="J45909")], [])] == [
        "coding.diagnosis_twice"
    ]


@pytest.mark.parametrize(
    ("service", "code"),
    [
        (CodedService(procedure="992"), "coding.procedure_form"),
        (CodedService(procedure="99213", modifiers=("25", "59", "LT", "RT", "GA")), "coding.modifiers"),
        (CodedService(procedure="99213", modifiers=("2",)), "coding.modifiers"),
        (CodedService(procedure="99213", pointers=(1, 2, 3, 4, 5)), "coding.pointers"),
        (CodedService(procedure="99213", pointers=(0,)), "coding.pointers"),
        (CodedService(procedure="99213", pointers=(1, 1)), "coding.pointers"),
        (CodedService(procedure="99213", units=0), "coding.units"),
        (CodedService(procedure="99213", units=10_000), "coding.units"),
    ],
)
def test_what_no_line_can_carry_is_refused_with_its_place(service: CodedService, code: str) -> None:
    found = malformed([ASTHMA], [VISIT, service])
    assert [(one.code, one.place.line) for one in found] == [(code, 2)]


def test_more_than_an_encounter_holds_is_refused() -> None:
    many = [CodedDiagnosis(code=f"M{number}") for number in range(10, 35)]
    assert "coding.many" in [one.code for one in malformed(many, [])]
