"""Who works here? The billing company, its two practices, and the people who sign in."""

from cleanclaim.core.basics.identifiers import synthetic_npi
from cleanclaim.core.facts.common import Address
from cleanclaim.demo.world import Clinician, Office, Person, Site

COMPANY_NUMBER = "LANTERN"
COMPANY_NAME = "Lantern Medical Billing"
SUBMITTER_ID = "LANTERN01"
COMPANY_TELEPHONE = "2165550100"

FAMILY_OFFICE = "MAPLE"
ORTHOPAEDIC_OFFICE = "RIDGE"

_FAMILY_DOCTOR = "207Q00000X"
_NURSE_PRACTITIONER = "363LF0000X"
_ORTHOPAEDIST = "207X00000X"
_HAND_SURGEON = "207XS0106X"
_ASSISTANT = "363A00000X"


def offices() -> tuple[Office, ...]:
    """The two practices."""
    return (_family(), _orthopaedic())


def _family() -> Office:
    street = Address(line1="410 Mulberry St", city="Maple Falls", state="OH", zip="439011204")
    return Office(
        number=FAMILY_OFFICE,
        folder="family",
        name="Maple Falls Family Medicine",
        npi=synthetic_npi(100),
        tax_id="990000101",
        taxonomy="261QP2300X",
        address=street,
        telephone="2165550110",
        sites=(
            Site(
                number="MAIN",
                name="Maple Falls Family Medicine",
                npi=synthetic_npi(101),
                place_of_service="11",
                address=street,
                clia="36D9900101",
            ),
        ),
        clinicians=(
            Clinician(
                number="WHITLOCK",
                last="Whitlock",
                first="Dana",
                credential="MD",
                npi=synthetic_npi(110),
                taxonomy=_FAMILY_DOCTOR,
                specialty="08",
                username="dana",
                style="hpi",
            ),
            Clinician(
                number="ORTEGA",
                last="Ortega",
                first="Samuel",
                credential="DO",
                npi=synthetic_npi(111),
                taxonomy=_FAMILY_DOCTOR,
                specialty="08",
                username="samuel",
                style="soap",
            ),
            Clinician(
                number="BELLWEATHER",
                last="Bellweather",
                first="June",
                credential="NP",
                npi=synthetic_npi(112),
                taxonomy=_NURSE_PRACTITIONER,
                specialty="50",
                username="june",
                style="long",
            ),
        ),
    )


def _orthopaedic() -> Office:
    street = Address(line1="25 Quarry Rd", line2="Suite 300", city="Ridgeline", state="OH", zip="439020310")
    surgery = Address(line1="27 Quarry Rd", city="Ridgeline", state="OH", zip="439020311")
    right_npi = synthetic_npi(191)
    return Office(
        number=ORTHOPAEDIC_OFFICE,
        folder="orthopaedics",
        name="Ridgeline Orthopaedics",
        npi=synthetic_npi(200),
        tax_id="990000202",
        taxonomy="193400000X",
        address=street,
        telephone="2165550120",
        sites=(
            Site(
                number="CLINIC",
                name="Ridgeline Orthopaedics",
                npi=synthetic_npi(201),
                place_of_service="11",
                address=street,
            ),
            Site(
                number="ASC",
                name="Ridgeline Surgery Center",
                npi=synthetic_npi(202),
                place_of_service="24",
                address=surgery,
            ),
        ),
        clinicians=(
            Clinician(
                number="LINDQVIST",
                last="Lindqvist",
                first="Erik",
                credential="MD",
                npi=synthetic_npi(210),
                taxonomy=_ORTHOPAEDIST,
                specialty="20",
                username="erik",
                style="long",
            ),
            Clinician(
                number="FELDMAN",
                last="Feldman",
                first="Maya",
                credential="MD",
                npi=synthetic_npi(211),
                taxonomy=_HAND_SURGEON,
                specialty="20",
                username="maya",
                style="hpi",
            ),
            Clinician(
                number="BARROW",
                last="Barrow",
                first="Thomas",
                credential="PA-C",
                npi=synthetic_npi(212),
                taxonomy=_ASSISTANT,
                specialty="97",
                username="thomas",
                style="soap",
            ),
            Clinician(
                number="OUTSIDE1",
                last="Castellan",
                first="Ruth",
                credential="MD",
                npi=synthetic_npi(190),
                taxonomy=_FAMILY_DOCTOR,
                specialty="08",
                outside=True,
            ),
            Clinician(
                number="OUTSIDE2",
                last="Penhallow",
                first="Amos",
                credential="MD",
                npi=right_npi,
                npi_as_typed=_two_digits_changed_places(right_npi),
                taxonomy=_FAMILY_DOCTOR,
                specialty="08",
                outside=True,
            ),
        ),
    )


def staff() -> tuple[Person, ...]:
    """The staff: one login for each role. Cora codes for the orthopaedic practice alone."""
    both = (FAMILY_OFFICE, ORTHOPAEDIC_OFFICE)
    clinicians = [
        Person(
            username=clinician.username,
            first=clinician.first,
            last=clinician.last,
            roles=("clinician",),
            offices=(office.number,),
            clinician=clinician.number,
        )
        for office in offices()
        for clinician in office.clinicians
        if clinician.username
    ]
    return (
        Person(username="ana", first="Ana", last="Alder", roles=("coder",), offices=(FAMILY_OFFICE,)),
        Person(username="cora", first="Cora", last="Cove", roles=("coder",), offices=(ORTHOPAEDIC_OFFICE,)),
        Person(username="ben", first="Ben", last="Birch", roles=("biller",), offices=both),
        Person(username="pia", first="Pia", last="Pine", roles=("poster",), offices=both),
        Person(
            username="max",
            first="Max",
            last="Marsh",
            roles=("manager", "adjustment_approver", "refund_approver"),
            offices=both,
        ),
        *clinicians,
    )


def _two_digits_changed_places(npi: str) -> str:
    """The commonest slip of the keyboard: a check digit exists to find it."""
    for place in range(8, 3, -1):
        if npi[place] != npi[place + 1]:
            return npi[:place] + npi[place + 1] + npi[place] + npi[place + 2 :]
    raise ValueError("every digit is the same")
