"""Which entry does a charge make, and how is it taken back? Revenue posts before any claim exists."""

from cleanclaim.core.facts.money import Entry
from cleanclaim.core.ledger.accounts import PATIENT_REVENUE
from cleanclaim.core.ledger.entries import Occasion, entry, reversal
from cleanclaim.core.posting.legs import ChargeOnFile
from cleanclaim.core.remittances.matching import CoverageOnFile

SELF_PAY = "self_pay"


def post_charge(charge: ChargeOnFile, billed: int, first: CoverageOnFile | None, occasion: Occasion) -> Entry:
    """Book a charge at its full price: the first coverage owes it, or (None) the patient, who pays alone."""
    owed = charge.receivable(
        billed, first, since=charge.date_of_service, reason="charge" if first else SELF_PAY
    )
    return entry(
        occasion,
        kind="charge",
        idempotency_key=str(charge.charge),
        legs=(owed, charge.leg(PATIENT_REVENUE, -billed, coverage=first)),
    )


def void_charge(posted: Entry, occasion: Occasion) -> Entry:
    """Take a charge back by the mirror of its entry."""
    return reversal(posted, occasion, memo="voided")
