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


# number, last and first name, credential, ordinal of the NPI, taxonomy, specialty, user name, style of notes
_FAMILY_CLINICIANS = (
    ("WHITLOCK", "Whitlock", "Dana", "MD", 110, _FAMILY_DOCTOR, "08", "dana", "hpi"),
    ("ORTEGA", "Ortega", "Samuel", "DO", 111, _FAMILY_DOCTOR, "08", "samuel", "soap"),
    ("BELLWEATHER", "Bellweather", "June", "NP", 112, _NURSE_PRACTITIONER, "50", "june", "long"),
)
_ORTHOPAEDIC_CLINICIANS = (
    ("LINDQVIST", "Lindqvist", "Erik", "MD", 210, _ORTHOPAEDIST, "20", "erik", "long"),
    ("FELDMAN", "Feldman", "Maya", "MD", 211, _HAND_SURGEON, "20", "maya", "hpi"),
    ("BARROW", "Barrow", "Thomas", "PA-C", 212, _ASSISTANT, "97", "thomas", "soap"),
    ("OUTSIDE1", "Castellan", "Ruth", "MD", 190, _FAMILY_DOCTOR, "08", "", ""),
    ("OUTSIDE2", "Penhallow", "Amos", "MD", 191, _FAMILY_DOCTOR, "08", "", ""),
)
_MISTYPED = frozenset({"OUTSIDE2"})


def _clinicians(
    rows: tuple[tuple[str, str, str, str, int, str, str, str, str], ...],
) -> tuple[Clinician, ...]:
    return tuple(
        Clinician(
            number=number,
            last=last,
            first=first,
            credential=credential,
            npi=synthetic_npi(npi),
            npi_as_typed=_two_digits_changed_places(synthetic_npi(npi)) if number in _MISTYPED else "",
            taxonomy=taxonomy,
            specialty=specialty,
            username=username,
            style=style or "hpi",
            outside=not username,
        )
        for number, last, first, credential, npi, taxonomy, specialty, username, style in rows
    )


def _family() -> Office:
    street = Address(line1="410 Mulberry St", city="Maple Falls", state="OH", zip="439011204")
    name = "Maple Falls Family Medicine"
    clinic = Site(
        number="MAIN",
        name=name,
        npi=synthetic_npi(101),
        place_of_service="11",
        address=street,
        clia="36D9900101",
    )
    return Office(
        number=FAMILY_OFFICE,
        folder="family",
        name=name,
        npi=synthetic_npi(100),
        tax_id="990000101",
        taxonomy="261QP2300X",
        address=street,
        telephone="2165550110",
        sites=(clinic,),
        clinicians=_clinicians(_FAMILY_CLINICIANS),
    )


def _orthopaedic() -> Office:
    street = Address(line1="25 Quarry Rd", line2="Suite 300", city="Ridgeline", state="OH", zip="439020310")
    across = Address(line1="27 Quarry Rd", city="Ridgeline", state="OH", zip="439020311")
    name = "Ridgeline Orthopaedics"
    clinic = Site(number="CLINIC", name=name, npi=synthetic_npi(201), place_of_service="11", address=street)
    surgery = Site(
        number="ASC",
        name="Ridgeline Surgery Center",
        npi=synthetic_npi(202),
        place_of_service="24",
        address=across,
    )
    return Office(
        number=ORTHOPAEDIC_OFFICE,
        folder="orthopaedics",
        name=name,
        npi=synthetic_npi(200),
        tax_id="990000202",
        taxonomy="193400000X",
        address=street,
        telephone="2165550120",
        sites=(clinic, surgery),
        clinicians=_clinicians(_ORTHOPAEDIC_CLINICIANS),
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
