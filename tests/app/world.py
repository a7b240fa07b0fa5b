"""What is there before every test? A company with two practices, set up through the program's own actions.

Harbor Family Medicine is where Ana codes, Ben bills, Pia posts, Max approves and Dora treats; Cora works for
Hilltop Orthopaedics, another practice of the same company. Everybody is invented.
"""

from datetime import UTC, date, datetime, timedelta
from uuid import UUID

from cleanclaim.app.audit.actions import Actor
from cleanclaim.app.charges import actions as charges
from cleanclaim.app.coverage import actions as coverage
from cleanclaim.app.coverage.models import Payer, Plan
from cleanclaim.app.encounters import actions as encounters
from cleanclaim.app.people import actions as people
from cleanclaim.app.people.models import Company
from cleanclaim.app.people.roles import Role
from cleanclaim.core.basics.identifiers import synthetic_npi
from cleanclaim.core.facts import common, organisations, payers
from cleanclaim.core.facts import people as persons

START = datetime(2026, 9, 14, 14, 0, tzinfo=UTC)
HARBOR, HILLTOP = "HFM", "HTO"
PASSWORD = "harbor lights at night"
NEVER_ENDS = date(2020, 1, 1)


class Clock:
    """A clock that a test moves."""

    def __init__(self, at: datetime = START) -> None:
        self.at = at

    def __call__(self) -> datetime:
        """The instant that the test set."""
        return self.at

    def forward(self, **by: float) -> None:
        """Let time pass: `clock.forward(days=30)`."""
        self.at += timedelta(**by)

    def set(self, day: date) -> None:
        """Go to noon of a day."""
        self.at = datetime(day.year, day.month, day.day, 16, 0, tzinfo=UTC)


STAFF: dict[str, tuple[str, str, frozenset[Role], str]] = {
    "ana": ("Ana", "Alder", frozenset({Role.CODER}), HARBOR),
    "abe": ("Abe", "Aspen", frozenset({Role.CODER, Role.CODING_LEAD}), HARBOR),
    "ben": ("Ben", "Birch", frozenset({Role.BILLER}), HARBOR),
    "pia": ("Pia", "Pine", frozenset({Role.POSTER}), HARBOR),
    "max": (
        "Max",
        "Maple",
        frozenset({Role.MANAGER, Role.ADJUSTMENT_APPROVER, Role.REFUND_APPROVER}),
        HARBOR,
    ),
    "dora": ("Dora", "Dogwood", frozenset({Role.CLINICIAN}), HARBOR),
    "paul": ("Paul", "Plum", frozenset({Role.PATIENT}), HARBOR),
    "ira": ("Ira", "Ivy", frozenset({Role.PRACTICE_ADMINISTRATOR}), HARBOR),
    "una": ("Una", "Ulmus", frozenset({Role.COMPLIANCE_AUDITOR}), HARBOR),
    "cora": ("Cora", "Cedar", frozenset({Role.CODER, Role.BILLER, Role.POSTER, Role.MANAGER}), HILLTOP),
}


def street(number: int) -> common.Address:
    """An invented address."""
    return common.Address(line1=f"{number} Harbor Street", city="Portland", state="ME", zip="041019998")


def build(clock: Clock) -> None:
    """Build the world, once for all tests of a run."""
    harbor, hilltop = people.founder(HARBOR, clock), people.founder(HILLTOP, clock)
    _practices(harbor, hilltop)
    _providers(harbor, "Dogwood", "Dora", "D1", 101)
    _providers(hilltop, "Cypress", "Cyrus", "C1", 201)
    _staff(harbor, hilltop)
    _payers(harbor)
    for by in (harbor, hilltop):
        charges.add_prices(by, _prices(by.practice_id))
    _patients(harbor, HARBOR)
    _patients(hilltop, HILLTOP)
    encounters.give_access(
        harbor,
        username="paul",
        patient=key("encounters.patient", HARBOR, "P000001"),
        guarantor=key("encounters.guarantor", HARBOR, "G000001"),
    )


def key(label: str, practice: str, number: str) -> UUID:
    """The key of a row of a practice by its number: `key("encounters.patient", HARBOR, "P000001")`."""
    from cleanclaim.core.basics import identifiers

    return identifiers.key(label, people.practice_key(practice), number)


def payer_key(number: str) -> UUID:
    """The key of a payer: MEDI, CAID, BLUE, WORK."""
    return Payer.key(Company.key("LIGHT"), number)


def plan_key(number: str) -> UUID:
    """The key of the one plan that each payer has."""
    return Plan.key(payer_key(number), f"{number}1")


def _practices(harbor: Actor, hilltop: Actor) -> None:
    company = organisations.Company(
        number="LIGHT",
        name="Lighthouse Billing",
        submitter_id="LIGHTHOUSE",
        contact_name="Ben Birch",
        contact_telephone="2075550100",
        contact_email="claims@lighthouse.example",
    )
    for by, number, name, npi, tax_id, taxonomy in (
        (harbor, HARBOR, "Harbor Family Medicine", 100, "010000001", "261QP2300X"),
        (hilltop, HILLTOP, "Hilltop Orthopaedics", 200, "010000002", "207X00000X"),
    ):
        people.open_practice(
            by,
            company,
            organisations.Practice(
                number=number,
                name=name,
                npi=synthetic_npi(npi),
                tax_id=tax_id,
                taxonomy=taxonomy,
                address=street(npi),
                telephone="2075550101",
                small_balance=500,
                write_off_limit=10_000,
            ),
        )
        people.add_facilities(
            by,
            [
                organisations.ServiceFacility(
                    practice=by.practice_id,
                    number="OFFICE",
                    name=name,
                    npi=synthetic_npi(npi),
                    place_of_service="11",
                    address=street(npi),
                    clia="11D0000001",
                )
            ],
        )


def _providers(by: Actor, last: str, first: str, number: str, npi: int) -> None:
    people.add_providers(
        by,
        [
            organisations.Provider(
                practice=by.practice_id,
                number=number,
                last=last,
                first=first,
                credential="MD",
                npi=synthetic_npi(npi),
                taxonomy="207Q00000X",
            ),
            organisations.Provider(
                practice=by.practice_id,
                number="R1",
                last="Rowan",
                first="Rita",
                credential="MD",
                npi=synthetic_npi(npi + 50),
            ),
        ],
    )


def _staff(harbor: Actor, hilltop: Actor) -> None:
    for username, (first, last, roles, practice) in STAFF.items():
        by = harbor if practice == HARBOR else hilltop
        people.add_user(by, username=username, first=first, last=last, password=PASSWORD)
        provider = key("people.provider", HARBOR, "D1") if Role.CLINICIAN in roles else None
        people.grant(by, username=username, roles=roles, provider=provider)


_KINDS = {
    "MEDI": ("Seaboard Medicare", "medicare", "MB", "new_claim", "medicare"),
    "CAID": ("Pine State Medicaid", "medicaid", "MC", "replacement", "medicaid"),
    "BLUE": ("Lobster Blue", "commercial", "BL", "replacement", ""),
    "WORK": ("Granite Workers Fund", "workers_compensation", "WC", "replacement", ""),
}


def _payers(by: Actor) -> None:
    company = Company.key("LIGHT")
    coverage.add_payers(
        by,
        [
            payers.Payer(
                company=company,
                number=number,
                name=name,
                kind=kind,
                address=street(900 + place),
                remittance_id=f"1{990000000 + place}",
                remittance_name=name.upper(),
            )
            for place, (number, (name, kind, *_)) in enumerate(_KINDS.items())
        ],
    )
    coverage.add_routes(
        by,
        [
            payers.PayerRoute(
                payer=payer_key(number),
                partner="sandbox",
                transaction=transaction,
                identifier=f"{number}01",
                receiver_id="CLEARHOUSE",
            )
            for number in _KINDS
            for transaction in ("837P", "835")
        ],
    )
    coverage.add_profiles(
        by,
        [
            payers.PayerProfile(
                payer=payer_key(number),
                valid_from=NEVER_ENDS,
                timely_filing_days=365 if number == "MEDI" else 180,
                corrected_claim_days=120,
                correction=correction,
                appeal_days=120,
                ncci=ncci,
                required_edit_families=("codes", "conventions", "form"),
                source="Invented contract",
            )
            for number, (_, _, _, correction, ncci) in _KINDS.items()
        ],
    )
    coverage.add_plans(
        by,
        [
            payers.Plan(
                payer=payer_key(number), number=f"{number}1", name=f"{name} Plan", filing_indicator=indicator
            )
            for number, (name, _, indicator, _, _) in _KINDS.items()
        ],
    )


_PRICES = {
    "99213": 150_00,
    "99214": 200_00,
    "99396": 240_00,
    "36415": 15_00,
    "83036": 40_00,
    "85025": 30_00,
    "93000": 60_00,
    "20610": 180_00,
    "J3301": 12_00,
}


def _prices(practice: UUID) -> list[organisations.FeeScheduleItem]:
    return [
        organisations.FeeScheduleItem(
            practice=practice, procedure=procedure, price=price, valid_from=NEVER_ENDS
        )
        for procedure, price in _PRICES.items()
    ]


# number, first name, birth date, sex, then (payer, sequence, member id) of each coverage
_PEOPLE = (
    ("P000001", "Paul", date(1950, 3, 1), "M", (("MEDI", "P", "1EG4TE5MK73"),)),
    ("P000002", "Petra", date(1948, 5, 5), "F", (("MEDI", "P", "2EG4TE5MK74"), ("CAID", "S", "ME0000002"))),
    ("P000003", "Pam", date(1985, 7, 7), "F", (("BLUE", "P", "XYZ000000003"),)),
    ("P000004", "Peer", date(1990, 9, 9), "M", ()),  # self-pay
)


def _patients(by: Actor, practice: str) -> None:
    last = "Plum" if practice == HARBOR else "Cloud"
    encounters.register_patients(
        by,
        [
            persons.Patient(
                practice=by.practice_id,
                number=number,
                last=last,
                first=first,
                birth_date=born,
                sex=sex,
                address=street(10 + place),
                telephone="2075550110",
            )
            for place, (number, first, born, sex, _) in enumerate(_PEOPLE)
        ],
    )
    encounters.add_guarantors(
        by,
        [
            persons.Guarantor(
                practice=by.practice_id,
                patient=key("encounters.patient", practice, number),
                number=number.replace("P", "G"),
                last=last,
                first=first,
                address=street(10 + place),
            )
            for place, (number, first, *_) in enumerate(_PEOPLE)
        ],
    )
    _coverages(by, practice, last)


def _coverages(by: Actor, practice: str, last: str) -> None:
    coverage.add_subscribers(
        by,
        [
            persons.Subscriber(
                practice=by.practice_id,
                patient=key("encounters.patient", practice, number),
                number=number.replace("P", "S"),
                last=last,
                first=first,
                birth_date=born,
                sex=sex,
                address=street(10 + place),
            )
            for place, (number, first, born, sex, _) in enumerate(_PEOPLE)
        ],
    )
    coverage.add_coverages(
        by,
        [
            payers.Coverage(
                practice=by.practice_id,
                patient=key("encounters.patient", practice, number),
                plan=plan_key(payer),
                subscriber=key("coverage.subscriber", practice, number.replace("P", "S")),
                number=f"{number.replace('P', 'V')}{sequence}",
                sequence=sequence,
                member_id=member_id,
                copay=25_00 if payer == "BLUE" else None,
                valid_from=NEVER_ENDS,
            )
            for number, *_, held in _PEOPLE
            for payer, sequence, member_id in held
        ],
    )
