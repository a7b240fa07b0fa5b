"""Does each claim hold what one payer adjudicates together, and no more than a claim may hold?"""

from dataclasses import replace
from datetime import date

import pytest
from tests.core.claims.source import DAN, DAY, PRACTICE, charge, diagnosis, insurance, source

from cleanclaim.core.basics.identifiers import key
from cleanclaim.core.claims import Part, split
from cleanclaim.core.facts.payers import Authorization


def lines(parts: tuple[Part, ...]) -> list[list[int]]:
    return [[one.sequence for one in part.charges] for part in parts]


def test_an_ordinary_visit_is_one_claim() -> None:
    parts = split(source(charges=(charge(1), charge(2, "83036"))))
    assert lines(parts) == [[1, 2]]
    assert parts[0].diagnoses == (1, 2)


@pytest.mark.parametrize(
    "other",
    [
        {"place_of_service": "22"},
        {"rendering_provider": DAN},
        {"date_of_service": date(2026, 10, 1)},
    ],
)
def test_another_place_clinician_or_code_year_is_another_claim(other: dict[str, object]) -> None:
    parts = split(source(charges=(charge(1), charge(2, **other), charge(3))))
    assert lines(parts) == [[1, 3], [2]]
    assert [part.number for part in parts] == [1, 2]


def test_the_last_day_of_september_and_the_first_of_october_are_two_code_years() -> None:
    september, october = date(2026, 9, 30), date(2026, 10, 1)
    parts = split(source(charges=(charge(1, date_of_service=september), charge(2, date_of_service=october))))
    assert lines(parts) == [[1], [2]]


def test_fifty_one_services_are_two_claims() -> None:
    parts = split(source(charges=tuple(charge(number) for number in range(1, 52))))
    assert [len(part.charges) for part in parts] == [50, 1]


def test_a_thirteenth_diagnosis_opens_another_claim_and_pointers_count_anew() -> None:
    diagnoses = tuple(diagnosis(number, f"E1{number:02d}") for number in range(1, 15))
    charges = tuple(
        charge(number, pointers=tuple(range(first, first + 4)))
        for number, first in enumerate((1, 5, 9, 11), 1)
    )
    parts = split(source(diagnoses=diagnoses, charges=charges))
    assert lines(parts) == [[1, 2, 3], [4]]
    assert parts[0].diagnoses == tuple(range(1, 13))
    second = parts[1]
    assert [second.diagnoses[place - 1] for place in second.pointers(charges[3])] == [11, 12, 13, 14]
    assert len(second.diagnoses) == 12


def test_a_pointer_to_nothing_goes_on_pointing_to_nothing() -> None:
    dangling = charge(1, pointers=(1, 3))
    assert split(source(charges=(dangling,)))[0].pointers(dangling) == (1, 3)


def leave(number: str, *procedures: str, units: int | None = None, used: int = 0) -> Authorization:
    return Authorization(
        practice=PRACTICE,
        coverage=key("coverage"),
        number=number,
        procedures=procedures,
        units=units,
        units_used=used,
        valid_from=DAY,
    )


def test_services_with_two_authorizations_are_two_claims_and_the_rest_rides_along() -> None:
    held = replace(insurance(), authorizations=(leave("A1", "20610"), leave("A2", "93000")))
    charges = (charge(1), charge(2, "20610"), charge(3, "93000"))
    parts = split(source(insurance=held, charges=charges))
    assert lines(parts) == [[1, 2], [3]]
    assert [part.authorization for part in parts] == ["A1", "A2"]


def test_an_authorization_without_units_left_covers_nothing() -> None:
    held = replace(insurance(), authorizations=(leave("A1", "20610", units=3, used=3),))
    parts = split(source(insurance=held, charges=(charge(1, "20610"),)))
    assert parts[0].authorization == ""
