"""What happened at a visit, how was it written down, and what was coded and priced from it?"""

from datetime import date, datetime

from cleanclaim.core.facts.definition import Cents, Code, Key, fact


@fact
class Case:
    """What ties encounters together: an accident, a pregnancy, an episode."""

    practice: Key
    patient: Key
    number: str
    kind: Code  # accident_auto, accident_employment, accident_other, pregnancy, episode
    began_on: date | None = None  # DTP*439, 484
    state: Code = ""  # CLM11-4
    closed_on: date | None = None


@fact
class Encounter:
    """One visit: its people, place and time."""

    practice: Key
    patient: Key
    number: str
    rendering_provider: Key
    supervising_provider: Key | None = None
    referring_provider: Key | None = None
    facility: Key
    guarantor: Key
    case: Key | None = None
    date_of_service: date
    last_date: date | None = None  # of a stay
    place_of_service: Code
    reason: str = ""  # as scheduled
    financial_class: Code = "insured"  # insured, self_pay
    state: Code = "open"  # open, signed, coding, query_open, coded, claimed, voided


@fact
class Note:
    """One signed version of what the clinician wrote; an addendum is a note that names its parent."""

    practice: Key
    encounter: Key
    version: int
    addendum_to: int | None = None
    text: str
    author: Key
    signed_at: datetime | None = None
    sha256: str = ""  # of the text as signed


@fact
class Query:
    """A coder's question to the clinician, and the answer that is kept with the code it changed."""

    practice: Key
    encounter: Key
    number: str
    question: str
    options: tuple[str, ...] = ()
    asked_by: str
    asked_at: datetime
    answer: str = ""
    answered_at: datetime | None = None


@fact
class Diagnosis:
    """A diagnosis assigned to an encounter; its place is its order on the claim."""

    practice: Key
    encounter: Key
    sequence: int  # from 1; one claim carries the first twelve that its lines need
    code: Code  # ICD-10-CM without the dot
    quote: str = ""  # the note's own words
    note_version: int | None = None
    quote_start: int | None = None  # offset into that version's text
    quote_end: int | None = None


@fact
class Charge:
    """One coded and priced service, not yet claimed: revenue posts here, before any claim exists."""

    practice: Key
    encounter: Key
    patient: Key
    number: str  # REF*6R on every claim that carries it
    sequence: int
    procedure: Code
    procedure_qualifier: Code = "HC"
    modifiers: tuple[Code, ...] = ()  # up to four
    pointers: tuple[int, ...] = ()  # up to four; 1 is the first diagnosis
    units: int = 1
    unit: Code = "UN"  # UN or MJ
    price: Cents  # for one unit
    billed: Cents
    date_of_service: date
    last_date: date | None = None
    place_of_service: Code
    rendering_provider: Key
    ndc: Code = ""
    ndc_quantity: str = ""
    ndc_unit: Code = ""
    anesthesia_minutes: int | None = None
    emergency: bool = False
    note: str = ""
    state: Code = "draft"  # draft until the coder releases it, then coded, claimed, voided
    voided_by: Key | None = None  # the charge that replaced it


@fact
class AdvanceBeneficiaryNotice:
    """An ABN: signed before a service that Medicare may not pay (modifier GA)."""

    practice: Key
    encounter: Key
    procedures: tuple[Code, ...]
    reason: str
    estimate: Cents
    option: int  # 1, 2 or 3
    signed_on: date


@fact
class GoodFaithEstimate:
    """What a self-pay patient was told to expect: 45 CFR 149.610."""

    practice: Key
    patient: Key
    encounter: Key | None = None
    number: str
    given_on: date
    expected_on: date | None = None
    procedures: tuple[Code, ...] = ()
    estimate: Cents
