"""Have we had this before? A remittance's three identities: its file, its envelope, its business."""

import hashlib
import json
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from cleanclaim.core.basics.identifiers import key
from cleanclaim.core.facts.codec import to_document
from cleanclaim.core.facts.remittances import Remittance


def file_digest(content: bytes) -> str:
    """SHA-256 of the bytes as they came."""
    return hashlib.sha256(content).hexdigest()


@dataclass(frozen=True, slots=True)
class Envelope:
    """Who sent which interchange to whom."""

    sender: str  # ISA06
    receiver: str  # ISA08
    control_number: str  # ISA13


@dataclass(frozen=True, slots=True)
class BusinessIdentity:
    """One payment by one payer to one payee: payers reuse trace numbers, so all four parts count."""

    payer_id: str  # TRN03
    trace_number: str  # TRN02
    payee: str  # NPI or tax number
    payment_date: date  # BPR16

    def key_in(self, practice: UUID) -> UUID:
        """Name the remittance in a practice's books."""
        return key("remittance", practice, self.payer_id, self.trace_number, self.payee, self.payment_date)

    @property
    def text(self) -> str:
        """Write the identity as the start of idempotency keys."""
        return "|".join((self.payer_id, self.trace_number, self.payee, self.payment_date.isoformat()))


def identity(remittance: Remittance) -> BusinessIdentity:
    """Read who paid whom, when, under which number."""
    return BusinessIdentity(
        remittance.originator_id.strip(),
        remittance.trace_number.strip(),
        remittance.payee.id.strip(),
        remittance.payment_date,
    )


def content_digest(remittance: Remittance) -> str:
    """SHA-256 of what the transaction says, whatever its file, envelope and separators.

    Equal identity and equal content: the same remittance again. Equal identity and other content: a
    person decides.
    """
    written = json.dumps(to_document(remittance), sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(written.encode()).hexdigest()
