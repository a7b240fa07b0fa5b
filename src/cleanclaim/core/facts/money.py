"""What moved, between which accounts, and who still owes what?"""

from datetime import date, datetime

from cleanclaim.core.basics.refusals import BrokenInvariant
from cleanclaim.core.facts.definition import Cents, Code, Key, fact


@fact
class Leg:
    """One side of an entry. Debits are positive, credits negative; the dimensions are kept for ever."""

    account: Code
    amount: Cents  # never 0
    charge: Key | None = None
    patient: Key | None = None
    claim: Key | None = None
    remittance: Key | None = None  # whose clearing account this is
    deposit: Key | None = None
    payer: Key | None = None
    plan: Key | None = None
    coverage: Key | None = None
    payer_sequence: Code = ""  # P, S, T …; empty: the patient
    provider: Key | None = None
    facility: Key | None = None
    date_of_service: date | None = None
    responsibility_date: date | None = None  # since when this party owes it
    first_bill_date: date | None = None
    reason: str = ""  # CO-45, PR-2, write-off reason …
    reference: str = ""  # a payer's claim number in a PLB, a check number

    def __post_init__(self) -> None:
        """Refuse a leg that moves nothing: it would hide among those that do."""
        if self.amount == 0:
            raise BrokenInvariant("a leg of zero cents")


@fact
class Entry:
    """One balanced journal entry. Posted once under its kind and idempotency key; never changed."""

    practice: Key
    kind: Code  # charge, payment, adjustment, transfer, reversal, refund …
    idempotency_key: str
    post_date: date
    period: Code  # YYYY-MM
    reverses: Key | None = None
    actor: str
    posted_at: datetime
    memo: str = ""
    legs: tuple[Leg, ...]

    def __post_init__(self) -> None:
        """Refuse an entry that is empty or does not balance: none can be built."""
        if not self.legs:
            raise BrokenInvariant("an entry without legs")
        if sum(leg.amount for leg in self.legs):
            raise BrokenInvariant("an entry that does not balance")


@fact
class Deposit:
    """Money that the bank received."""

    practice: Key
    number: str
    received_on: date
    method: Code  # ach, check, card, cash
    trace_number: str = ""
    amount: Cents
    payer: Key | None = None


@fact
class Denial:
    """One denied line, as work: who, worth what, until when."""

    practice: Key
    number: str
    claim: Key
    charge: Key | None = None  # None where the payer named no line that is ours
    line_number: int | None = None
    group: Code
    reason: Code  # CARC
    remarks: tuple[Code, ...] = ()  # RARC
    denied: Cents
    denied_on: date
    due_on: date
    owner: str = ""
    state: Code = "open"  # open, corrected, appealed, written_off, upheld, paid
    level: int = 0  # of appeal


@fact
class StatementLine:
    """What the patient is told of one charge."""

    charge: Key
    date_of_service: date
    description: str  # our own words
    billed: Cents
    allowed: Cents
    insurance_paid: Cents
    adjusted: Cents
    patient_paid: Cents
    owed: Cents
    why: str  # in plain words


@fact
class Statement:
    """What a guarantor is sent: patient responsibility, and only that."""

    practice: Key
    guarantor: Key
    number: str
    issued_on: date
    due_on: date
    owed: Cents
    unapplied: Cents = 0  # money of the patient's that waits for a charge
    lines: tuple[StatementLine, ...]
