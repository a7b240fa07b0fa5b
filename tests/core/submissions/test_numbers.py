"""Each claim version has a number of its own, which says nothing about the patient."""

import pytest

from cleanclaim.core.basics.identifiers import is_patient_control_number
from cleanclaim.core.basics.refusals import NotClean
from cleanclaim.core.submissions import patient_control_number


def test_a_number_is_what_every_payer_echoes() -> None:
    number = patient_control_number(practice="PCG", claim="E000123-1", sequence="P", version=1)
    assert is_patient_control_number(number)
    assert len(number) == 17


def test_the_same_claim_version_always_has_the_same_number() -> None:
    one, again = (patient_control_number(practice="PCG", claim="E1") for _ in range(2))
    assert one == again


def test_versions_and_payers_of_a_claim_share_their_beginning_and_nothing_repeats() -> None:
    numbers = {
        patient_control_number(practice="PCG", claim="E1", sequence=sequence, version=version)
        for sequence in "PST"
        for version in range(1, 100)
    }
    assert len(numbers) == 3 * 99
    assert len({number[:14] for number in numbers}) == 1


def test_practices_with_equal_encounter_numbers_have_different_claims() -> None:
    numbers = {
        patient_control_number(practice=practice, claim=f"E{encounter}")
        for practice in ("PCG", "ORTHO")
        for encounter in range(2_000)
    }
    assert len(numbers) == 4_000


@pytest.mark.parametrize(("sequence", "version"), [("X", 1), ("", 1), ("P", 0), ("P", 1_296)])
def test_what_has_no_place_in_a_number_is_refused(sequence: str, version: int) -> None:
    with pytest.raises(NotClean):
        patient_control_number(practice="PCG", claim="E1", sequence=sequence, version=version)
