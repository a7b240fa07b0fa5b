"""What are claims built from in these tests? One small source, to be varied with dataclasses.replace."""

from datetime import date
from uuid import UUID

from cleanclaim.core.basics.identifiers import key, synthetic_npi
from cleanclaim.core.claims import ClaimSource, Insurance
from cleanclaim.core.facts import encounters, organisations, payers, people
from cleanclaim.core.facts.common import Address

DAY = date(2026, 9, 14)
PRACTICE, PATIENT, VISIT = key("practice"), key("patient"), key("visit")
DORA, DAN, OFFICE = key("dora"), key("dan"), key("office")
STREET = Address(line1="100 Harbor Street", city="Portland", state="ME", zip="041019998")
HOME = Address(line1="9 Lantern Lane", city="Portland", state="ME", zip="041019998")

ENCOUNTER = encounters.Encounter(
    practice=PRACTICE,
    patient=PATIENT,
    number="E000001",
    rendering_provider=DORA,
    facility=OFFICE,
    guarantor=key("guarantor"),
    date_of_service=DAY,
    place_of_service="11",
)


def provider(last: str, npi: int) -> organisations.Provider:
    """An invented clinician."""
    return organisations.Provider(
        number=last, last=last, first="D", npi=synthetic_npi(npi), taxonomy="207Q00000X"
    )


def charge(sequence: int, procedure: str = "99213", **changes: object) -> encounters.Charge:
    """A released charge of 100.00."""
    given: dict[str, object] = {
        "practice": PRACTICE,
        "encounter": VISIT,
        "patient": PATIENT,
        "number": f"E000001L{sequence:02d}",
        "sequence": sequence,
        "procedure": procedure,
        "pointers": (1,),
        "price": 100_00,
        "billed": 100_00,
        "date_of_service": DAY,
        "place_of_service": "11",
        "rendering_provider": DORA,
        "state": "coded",
    }
    return encounters.Charge(**(given | changes))  # type: ignore[arg-type]


def diagnosis(sequence: int, code: str) -> encounters.Diagnosis:
    """A diagnosis without a quote."""
    return encounters.Diagnosis(practice=PRACTICE, encounter=VISIT, sequence=sequence, code=code)


def insurance(
    sequence: str = "P", number: str = "MEDI", kind: str = "medicare", **changes: object
) -> Insurance:
    """One of the patient's payers; changes: of the coverage."""
    given: dict[str, object] = {
        "practice": PRACTICE,
        "patient": PATIENT,
        "plan": key("plan", number),
        "subscriber": key("subscriber", number),
        "number": f"V{sequence}",
        "sequence": sequence,
        "member_id": f"{number}123",
        "valid_from": date(2020, 1, 1),
    }
    payer: UUID = key("payer", number)
    return Insurance(
        coverage=payers.Coverage(**(given | changes)),  # type: ignore[arg-type]
        subscriber=people.Subscriber(practice=PRACTICE, number="S1", last="Plum", first="Paul", address=HOME),
        plan=payers.Plan(payer=payer, number="1", name="Plan", filing_indicator="MB"),
        payer=payers.Payer(company=key("company"), number=number, name=f"Payer {number}", kind=kind),
        payer_id=f"{number}01",
    )


def source(**changes: object) -> ClaimSource:
    """An office visit with two diagnoses and one service; changes: any field of the source."""
    given: dict[str, object] = {
        "practice": organisations.Practice(
            number="HFM",
            name="Harbor Family Medicine",
            npi=synthetic_npi(100),
            tax_id="010000001",
            taxonomy="261QP2300X",
            address=STREET,
            telephone="2075550101",
        ),
        "patient": people.Patient(
            practice=PRACTICE,
            number="P000001",
            last="Plum",
            first="Paul",
            birth_date=date(1950, 3, 1),
            sex="M",
            address=HOME,
        ),
        "encounter": ENCOUNTER,
        "facility": organisations.ServiceFacility(
            practice=PRACTICE,
            number="OFFICE",
            name="Office",
            place_of_service="11",
            address=STREET,
            clia="11D0000001",
        ),
        "providers": {DORA: provider("Dogwood", 101), DAN: provider("Dane", 102)},
        "diagnoses": (diagnosis(1, "E119"), diagnosis(2, "I10")),
        "charges": (charge(1),),
        "insurance": insurance(),
    }
    return ClaimSource(**(given | changes))  # type: ignore[arg-type]
