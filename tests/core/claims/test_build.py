"""Does a claim say all that an 837P needs, and nothing that belongs to somebody else?"""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from tests.core.claims.source import (
    DAN,
    DAY,
    DORA,
    ENCOUNTER,
    HOME,
    PATIENT,
    PRACTICE,
    charge,
    insurance,
    source,
)

from cleanclaim.core import x12
from cleanclaim.core.basics.identifiers import synthetic_npi
from cleanclaim.core.claims import ClaimSource, build, split
from cleanclaim.core.facts import encounters, organisations
from cleanclaim.core.facts.claims import Claim
from cleanclaim.core.facts.common import Contact, PersonName

CONTACT = Contact(name="Ben Birch", telephone="2075550100", function="IC")


def built(given: ClaimSource) -> Claim:
    return build(given, split(given)[0], "ABC123P01")


def role(claim: Claim, name: str) -> list[str]:
    return [provider.npi for provider in claim.providers if provider.role == name]


def test_an_office_visit_names_its_people_codes_and_money() -> None:
    claim = built(source(charges=(charge(1, modifiers=("25",), pointers=(1, 2)), charge(2, "83036"))))
    assert (claim.billed, claim.filing_indicator, claim.sequence) == (200_00, "MB", "P")
    assert [(code.qualifier, code.code) for code in claim.diagnoses] == [("ABK", "E119"), ("ABF", "I10")]
    assert [(line.charge_number, line.pointers) for line in claim.lines] == [
        ("E000001L01", (1, 2)),
        ("E000001L02", (1,)),
    ]
    assert claim.subscriber.name == PersonName(last="Plum", first="Paul")
    assert claim.subscriber.birth_date == date(1950, 3, 1)
    assert claim.patient is None
    assert role(claim, "rendering") == [synthetic_npi(101)]


def test_a_claim_written_as_an_837_is_read_back_the_same() -> None:
    child = insurance(relationship="19", group_number="G7")
    claim = built(source(insurance=child, others=(insurance("S", "CAID", "medicaid"),), patient_paid=25_00))
    envelope = x12.Envelope(
        sender_id="LIGHTHOUSE",
        receiver_id="CLEARHOUSE",
        interchange=1,
        group=1,
        at=datetime(2026, 9, 14, tzinfo=UTC),
    )
    batch = x12.Batch(
        submitter=x12.Party(name="Lighthouse Billing", id="LIGHTHOUSE", contacts=(CONTACT,)),
        receiver=x12.Party(name="Clearhouse", id="CLEARHOUSE"),
        number="1",
    )
    reading = x12.read(x12.write_claims([claim], batch=batch, envelope=envelope))
    assert reading.claims == (claim,)
    assert reading.accepted


def test_a_patient_who_is_not_the_subscriber_is_named_beside_them() -> None:
    claim = built(source(insurance=insurance(relationship="19")))
    assert claim.patient is not None
    assert (claim.patient.name.first, claim.patient.birth_date) == ("Paul", date(1950, 3, 1))
    assert claim.subscriber.birth_date is None


def test_an_employer_holds_the_policy_of_an_accident_at_work() -> None:
    work = insurance(number="WORK", kind="workers_compensation", relationship="20", claim_number="WC77")
    employer = replace(work, subscriber=replace(work.subscriber, last="Granite Quarry", first=""))
    case = encounters.Case(
        practice=PRACTICE, patient=PATIENT, number="K1", kind="accident_employment", began_on=DAY
    )
    claim = built(source(insurance=employer, case=case))
    assert claim.subscriber.entity == "2"
    assert claim.patient is not None
    assert claim.patient.claim_number == "WC77"
    assert claim.accident_employment
    assert claim.accident_on == DAY


def test_a_motor_accident_names_its_state_and_a_pregnancy_its_last_period() -> None:
    auto = encounters.Case(
        practice=PRACTICE, patient=PATIENT, number="K1", kind="accident_auto", began_on=DAY, state="ME"
    )
    assert built(source(case=auto)).accident_state == "ME"
    pregnancy = replace(auto, kind="pregnancy")
    assert built(source(case=pregnancy)).last_menstrual_period_on == DAY


def test_a_site_elsewhere_is_named_and_the_practice_itself_is_not() -> None:
    assert role(built(source()), "facility") == []
    elsewhere = replace(source().facility, address=HOME, npi=synthetic_npi(7))
    assert role(built(source(facility=elsewhere)), "facility") == [synthetic_npi(7)]


def test_a_home_visit_names_no_site() -> None:
    elsewhere = replace(source().facility, address=HOME)
    claim = built(source(facility=elsewhere, charges=(charge(1, place_of_service="12"),)))
    assert role(claim, "facility") == []


def test_a_clinician_who_bills_alone_is_named_once() -> None:
    solo = source().providers[DORA]
    claim = built(source(practice=replace(source().practice, npi=solo.npi)))
    assert role(claim, "rendering") == []


def test_a_referring_and_a_supervising_provider_are_named() -> None:
    encounter = replace(ENCOUNTER, referring_provider=DAN, supervising_provider=DORA)
    claim = built(source(encounter=encounter))
    assert role(claim, "referring") == [synthetic_npi(102)]
    assert role(claim, "supervising") == [synthetic_npi(101)]


@pytest.mark.parametrize(("procedure", "clia"), [("99213", ""), ("83036", "11D0000001")])
def test_a_laboratory_test_carries_the_clia_number_of_its_site(procedure: str, clia: str) -> None:
    assert built(source(charges=(charge(1, procedure),))).clia == clia


def test_an_expired_clia_number_is_not_sent() -> None:
    expired = replace(source().facility, clia_valid_to=date(2026, 9, 13))
    assert built(source(facility=expired, charges=(charge(1, "83036"),))).clia == ""


def test_a_payer_that_knows_the_practice_otherwise_is_told_so() -> None:
    enrolled = organisations.Enrollment(
        practice=PRACTICE, payer=PRACTICE, legacy_number="PT123", taxonomy="208D00000X"
    )
    claim = built(source(insurance=replace(insurance(), enrollments=(enrolled,))))
    assert claim.billing_provider.taxonomy == "208D00000X"
    assert [(one.qualifier, one.value) for one in claim.payer.references] == [("G2", "PT123")]


def test_medicare_after_another_payer_says_why() -> None:
    working_aged = insurance("S", medicare_secondary_reason="12")
    assert built(source(insurance=working_aged)).insurance_type == "12"
    assert built(source(insurance=insurance(medicare_secondary_reason="12"))).insurance_type == ""


def test_a_replacement_names_the_payers_number() -> None:
    claim = built(source(frequency="7", payer_claim_control_number="ICN1"))
    assert (claim.frequency, claim.payer_claim_control_number) == ("7", "ICN1")


def test_the_other_payer_of_the_patient_is_named_before_it_was_asked() -> None:
    claim = built(source(others=(insurance("S", "CAID", "medicaid"),)))
    other = claim.other_coverages[0]
    assert (other.sequence, other.payer.id, other.paid) == ("S", "CAID01", None)


def test_a_drug_carries_its_code_and_quantity() -> None:
    claim = built(source(charges=(charge(1, "J3301", ndc="00003029305", ndc_quantity="1", ndc_unit="ML"),)))
    drug = claim.lines[0].drug
    assert drug is not None
    assert (drug.ndc, drug.unit) == ("00003029305", "ML")
