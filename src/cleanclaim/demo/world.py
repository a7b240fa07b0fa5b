"""What is in the demo's world? Plain records, all drawn from one seed; nothing here is a database row."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from cleanclaim.core.facts.common import Address
from cleanclaim.demo.wording import Quote


@dataclass(frozen=True, slots=True, kw_only=True)
class Site:
    """Where care is given."""

    number: str
    name: str
    npi: str = ""
    place_of_service: str
    address: Address
    clia: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Clinician:
    """Who treats; `username` where the person signs in. An outside clinician only refers."""

    number: str
    last: str
    first: str
    credential: str
    npi: str
    npi_as_typed: str = ""  # where the practice first typed it wrong
    taxonomy: str
    specialty: str = ""
    username: str = ""
    style: str = "hpi"  # how the notes are headed
    outside: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Office:
    """One practice, its sites and its clinicians."""

    number: str
    folder: str  # which visits it sees: family, orthopaedics
    name: str
    npi: str
    tax_id: str
    taxonomy: str
    address: Address
    telephone: str
    sites: tuple[Site, ...]
    clinicians: tuple[Clinician, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """A member of staff, or a patient who signs in."""

    username: str
    first: str
    last: str
    roles: tuple[str, ...]
    offices: tuple[str, ...]
    clinician: str = ""
    patient: str = ""  # number of the patient whose bills they see


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanTold:
    """A payer's product, as the practice knows it."""

    number: str
    name: str
    filing_indicator: str
    type: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PayerTold:
    """A payer, its rules and its products, as the practice knows them."""

    number: str
    name: str
    kind: str
    payer_id: str
    tax_id: str
    address: Address
    telephone: str
    plans: tuple[PlanTold, ...]
    timely_filing_days: int
    corrected_claim_days: int
    correction: str
    appeal_days: int
    appeal_levels: int
    expected_pay_days: int
    ncci: str
    member_id_grammar: str = ""
    percent_of_medicare: int  # what its contract allows


@dataclass(frozen=True, slots=True, kw_only=True)
class Membership:
    """One person's place in one plan: as registered, and as the card really says."""

    number: str
    payer: str
    plan: str
    sequence: str
    relationship: str = "18"
    subscriber_number: str
    subscriber_last: str
    subscriber_first: str
    subscriber_birth_date: date
    subscriber_sex: str
    member_id: str  # as registered
    card_member_id: str  # as on the card
    group_number: str = ""
    group_name: str = ""
    medicare_secondary_reason: str = ""
    qualified_medicare_beneficiary: bool = False
    medicaid_protected: bool = False
    copay: int | None = None
    case_kind: str = ""  # the coverage pays for this kind of case only
    claim_number: str = ""
    adjuster_name: str = ""
    adjuster_telephone: str = ""
    valid_from: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Someone:
    """A patient, with the health and the coverages that they have."""

    number: str
    office: str
    last: str
    first: str
    middle: str
    birth_date: date
    sex: str
    address: Address
    telephone: str
    email: str
    clinician: str
    problems: tuple[str, ...]
    guarantor_number: str
    guarantor_last: str
    guarantor_first: str
    guarantor_is_patient: bool
    memberships: tuple[Membership, ...]
    pays: str  # promptly, partly, twice, never: how statements are answered


@dataclass(frozen=True, slots=True, kw_only=True)
class CodedDiagnosis:
    """A diagnosis with the words that support it, where the note has them."""

    code: str
    quote: Quote | None


@dataclass(frozen=True, slots=True, kw_only=True)
class CodedService:
    """A service as coded; pointers count from 1."""

    procedure: str
    modifiers: tuple[str, ...]
    pointers: tuple[int, ...]
    units: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Coding:
    """What a coder makes of a note."""

    diagnoses: tuple[CodedDiagnosis, ...]
    services: tuple[CodedService, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Approval:
    """A plan's authorization: how soon after the visit the practice has it, if ever."""

    number: str
    membership: str
    procedures: tuple[str, ...]
    valid_from: date
    known: str  # before, after_denial, never


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseTold:
    """An accident that ties visits together."""

    number: str
    kind: str
    began_on: date
    state: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Visit:
    """One encounter with its note, its right coding, and the slip that was first made with it."""

    number: str
    office: str
    template: str
    patient: str
    clinician: str
    referring: str = ""
    site: str
    day: date
    minute: int  # of the day, local time
    place_of_service: str
    reason: str
    note: str
    right: Coding
    first: Coding
    slip: str = ""  # header, exclusive, deleted, dangling, unspecified, necessity, no_25
    case: CaseTold | None = None
    approval: Approval | None = None
    copay_paid: bool = True
    documented_after_days: int = 0
    coded_after_days: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class World:
    """Everything that a seed makes."""

    seed: int
    days: int
    company_number: str
    company_name: str
    submitter_id: str
    offices: tuple[Office, ...]
    staff: tuple[Person, ...]
    payers: tuple[PayerTold, ...]
    patients: tuple[Someone, ...]
    visits: tuple[Visit, ...]
    prices: Mapping[str, tuple[int, int]]  # procedure → charge, Medicare's allowance

    def visits_on(self, day: date) -> tuple[Visit, ...]:
        """The visits of one day, in order of time."""
        return tuple(visit for visit in self.visits if visit.day == day)


def days_before(day: date, days: int) -> date:
    """A day so many days earlier."""
    return day - timedelta(days=days)
