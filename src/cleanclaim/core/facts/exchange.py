"""What went to a partner, what came back, and what did it say?"""

from datetime import date, datetime
from decimal import Decimal

from cleanclaim.core.facts.common import PersonName
from cleanclaim.core.facts.definition import Cents, Code, Key, fact


@fact
class File:
    """Bytes sent or received, kept as they were under their digest. Files are the company's."""

    company: Key
    direction: Code  # sent, received
    partner: Code
    sha256: str
    size_bytes: int
    kind: Code = ""  # 837P, 835, 999, 277CA, TA1; empty where nothing could be told
    sender_id: str = ""  # ISA06
    receiver_id: str = ""  # ISA08
    control_number: str = ""  # ISA13
    at: datetime


@fact
class Submission:
    """One claim version in one file."""

    practice: Key
    claim: Key
    file: Key
    interchange: str  # ISA13
    group: str  # GS06
    transaction: str  # ST02
    position: int  # the claim's place in its transaction
    at: datetime


@fact
class InterchangeAnswer:
    """A TA1: what the receiver did with one interchange."""

    interchange: str  # TA101: the ISA13 that it answers
    interchange_date: date | None = None
    interchange_time: str = ""
    status: Code  # A accepted, E accepted with errors, R rejected
    note: Code  # TA105


@fact
class ErrorContext:
    """One CTX of a 999: what to look at to see why."""

    name: str  # CLM01, or SITUATIONAL TRIGGER
    value: str = ""  # the business unit's own number
    segment_id: Code = ""
    segment: int | None = None  # position in the transaction
    loop: str = ""
    element: int | None = None
    component: int | None = None


@fact
class SegmentError:
    """One IK3 of a 999, with its elements' errors."""

    segment_id: Code
    segment: int  # position in the transaction, ST being 1
    loop: str = ""
    error: Code = ""  # IK304
    element: int | None = None  # IK401-1
    component: int | None = None  # IK401-2
    repetition: int | None = None  # IK401-3
    data_element: str = ""  # IK402
    element_error: Code = ""  # IK403
    contexts: tuple[ErrorContext, ...] = ()


@fact
class TransactionAnswer:
    """One AK2 of a 999: what became of one ST."""

    transaction_set: Code  # AK201
    control_number: str  # AK202
    implementation: str = ""  # AK203
    status: Code  # IK501: A, E, R, M, W, X
    errors: tuple[SegmentError, ...] = ()
    notes: tuple[Code, ...] = ()  # IK502 to IK506


@fact
class GroupAnswer:
    """A 999: what became of one functional group."""

    functional_id: Code  # AK101
    group: str  # AK102: the GS06 that it answers
    implementation: str = ""  # AK103
    transactions: tuple[TransactionAnswer, ...] = ()
    status: Code  # AK901: A, E, P, R, M, W, X
    included: int = 0
    received: int = 0
    accepted: int = 0
    notes: tuple[Code, ...] = ()  # AK905 to AK909


@fact
class ClaimStatus:
    """One STC: category, status and the entity it speaks of."""

    category: Code  # STC01-1: A1, A2, A3 …
    status: Code  # STC01-2
    entity: Code = ""  # STC01-3
    effective_on: date | None = None
    action: Code = ""  # STC03: WQ accept, U reject
    amount: Cents | None = None
    text: str = ""  # STC12


@fact
class LineAnswer:
    """One line of a claim in a 277CA."""

    charge_number: str = ""  # REF*FJ: the REF*6R that it answers
    procedure_qualifier: Code = "HC"
    procedure: Code = ""
    modifiers: tuple[Code, ...] = ()
    billed: Cents = Cents(0)
    revenue_code: Code = ""
    units: Decimal | None = None
    service_from: date | None = None
    service_to: date | None = None
    statuses: tuple[ClaimStatus, ...] = ()


@fact
class ClaimAnswer:
    """One claim of a 277CA."""

    patient_control_number: str  # REF or TRN*2, echoed
    statuses: tuple[ClaimStatus, ...]
    payer_claim_control_number: str = ""  # REF*1K
    clearinghouse_number: str = ""  # REF*D9
    service_from: date | None = None
    service_to: date | None = None
    line_statuses: tuple[ClaimStatus, ...] = ()
    lines: tuple[LineAnswer, ...] = ()
    bill_type: Code = ""  # REF*BLT
    patient: PersonName | None = None  # 2100D
    member_id: str = ""
    member_id_qualifier: Code = "MI"
    provider: PersonName | None = None  # 2100C; last holds an organization's name
    provider_entity: Code = "2"
    provider_id_qualifier: Code = "XX"
    provider_id: str = ""


@fact
class ClaimAcknowledgment:
    """A 277CA transaction."""

    source_name: str  # 2100A
    source_id: str = ""
    source_id_qualifier: Code = "PI"
    source_role: Code = "PR"  # PR payer, AY clearinghouse
    source_trace: str = ""  # TRN02 of 2200A
    number: str = ""  # BHT03: the acknowledgment's own
    receiver_name: str = ""
    receiver_id: str = ""
    receiver_entity: Code = "2"
    batch: str = ""  # TRN02 of 2200B: the BHT03 that it answers
    received_on: date | None = None
    processed_on: date | None = None
    statuses: tuple[ClaimStatus, ...] = ()  # of the whole batch
    accepted: int | None = None  # QTY*90
    rejected: int | None = None  # QTY*AA
    accepted_amount: Cents | None = None  # AMT*YU
    rejected_amount: Cents | None = None  # AMT*YY
    claims: tuple[ClaimAnswer, ...] = ()
