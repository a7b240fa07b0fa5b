"""Does one box find what was meant, and only what this person may see?"""

from uuid import UUID

import pytest

from cleanclaim.app.audit.actions import Actor
from cleanclaim.app.claims.models import Claim
from cleanclaim.app.work.search import Hit, find


def link(kind: str, key: UUID) -> str:
    return f"/{kind}/{key}"


def hits(by: Actor, words: str) -> dict[str, tuple[Hit, ...]]:
    return {group.kind: group.hits for group in find(by, words, link)}


@pytest.mark.parametrize("words", ["plum, pau", "Paul Plum", "P000001", "  plum   PAUL "])
def test_a_patient_is_found_by_name_or_number(ben: Actor, words: str) -> None:
    found = hits(ben, words)["Patients"]
    assert [(one.label, one.code) for one in found] == [("Plum, Paul", "P000001")]
    assert found[0].url.startswith("/patient/")


def test_a_claim_and_its_encounter_are_found_by_their_numbers(ben: Actor, ready_claim: Claim) -> None:
    number = ready_claim.patient_control_number
    assert [one.code for one in hits(ben, number.lower())["Claims"]] == [number]
    encounter = ready_claim.encounter.number
    assert [one.code for one in hits(ben, encounter)["Encounters"]] == [encounter]


def test_a_claim_is_found_by_the_payers_number(ben: Actor, ready_claim: Claim) -> None:
    Claim.objects.filter(pk=ready_claim.pk).update(payer_claim_control_number="ICN123")
    assert len(hits(ben, "ICN123")["Claims"]) == 1


def test_a_code_is_found_by_its_digits_or_its_words(ana: Actor) -> None:
    assert "E11.22" in [one.code for one in hits(ana, "E11.22")["Codes"]]
    assert "I10" in [one.code for one in hits(ana, "essential hypertension")["Codes"]]
    assert hits(ana, "99213")["Codes"][0].code == "99213"


def test_another_practices_patients_are_not_found(cora: Actor) -> None:
    assert "Patients" not in hits(cora, "Plum")
    assert len(hits(cora, "Cloud")["Patients"]) == 4


def test_who_sees_no_patients_finds_codes_only(ira: Actor, paul: Actor) -> None:
    assert set(hits(ira, "Plum")) <= {"Codes"}
    assert set(hits(ira, "I10")) == {"Codes"}
    assert hits(paul, "I10") == {}


@pytest.mark.parametrize("words", ["", " ", "p", "%", "x" * 500, "'; DROP TABLE x; --"])
def test_odd_words_find_nobody(ben: Actor, words: str) -> None:
    assert "Patients" not in hits(ben, words)
