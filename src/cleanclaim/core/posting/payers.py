"""What else happens between us and a payer? Deposits, overpayments, takebacks, moves and write-offs."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from cleanclaim.core.facts.money import Entry, Leg
from cleanclaim.core.ledger import accounts
from cleanclaim.core.ledger.entries import Occasion, entry
from cleanclaim.core.posting.legs import ChargeOnFile
from cleanclaim.core.remittances.matching import CoverageOnFile


@dataclass(frozen=True, slots=True)
class Share:
    """A part of an amount that concerns one charge."""

    charge: ChargeOnFile
    cents: int


def deposit(
    *, remittance: UUID, identity: str, cents: int, deposit_key: UUID, payer: UUID | None, occasion: Occasion
) -> Entry:
    """Book what the bank received for a remittance: with the remittance it brings clearing to zero."""
    legs = (
        Leg(account=accounts.CASH, amount=cents, remittance=remittance, deposit=deposit_key, payer=payer),
        Leg(
            account=accounts.REMITTANCE_CLEARING,
            amount=-cents,
            remittance=remittance,
            deposit=deposit_key,
            payer=payer,
        ),
    )
    return entry(occasion, kind="deposit", idempotency_key=identity, legs=legs)


def payer_overpaid(
    shares: Sequence[Share], owes: CoverageOnFile, *, reference: str, number: str, occasion: Occasion
) -> Entry:
    """Recognise what a payer paid too much: its credit on the charges becomes a debt to it."""
    legs: list[Leg] = []
    for share in shares:
        legs.append(share.charge.receivable(share.cents, owes, reason="overpaid"))
        legs.append(
            share.charge.leg(
                accounts.PAYER_OVERPAYMENT,
                -share.cents,
                coverage=owes,
                reason="overpaid",
                reference=reference,
            )
        )
    return entry(occasion, kind="overpayment", idempotency_key=number, legs=legs)


def refund_payer(cents: int, *, payer: UUID, reference: str, number: str, occasion: Occasion) -> Entry:
    """Send a payer its overpayment back."""
    legs = (
        Leg(
            account=accounts.PAYER_OVERPAYMENT,
            amount=cents,
            payer=payer,
            reason="refund",
            reference=reference,
        ),
        Leg(account=accounts.CASH, amount=-cents, payer=payer, reason="refund", reference=number),
    )
    return entry(occasion, kind="payer_refund", idempotency_key=number, legs=legs)


def match_takeback(
    shares: Sequence[Share],
    owes: CoverageOnFile,
    *,
    remittance: UUID,
    reference: str,
    number: str,
    occasion: Occasion,
) -> Entry:
    """Explain a takeback: what the payer took is owed by it again, on the charges that it was for."""
    legs: list[Leg] = []
    for share in shares:
        legs.append(share.charge.receivable(share.cents, owes, reason="taken_back"))
        legs.append(
            share.charge.leg(
                accounts.TAKEBACK_SUSPENSE,
                -share.cents,
                coverage=owes,
                remittance=remittance,
                reason="taken_back",
                reference=reference,
            )
        )
    return entry(occasion, kind="takeback", idempotency_key=number, legs=legs)


def move_balance(
    share: Share,
    *,
    owed_by: CoverageOnFile | None,
    to: CoverageOnFile | None,
    reason: str,
    on: date,
    number: str,
    occasion: Occasion,
) -> Entry:
    """Move a balance from one party to another, by a rule or an approval that the reason names.

    A move to the patient needs a reason that starts with "approved:".
    """
    legs = (
        share.charge.receivable(share.cents, to, since=on, reason=reason),
        share.charge.receivable(-share.cents, owed_by, reason=reason),
    )
    return entry(occasion, kind="transfer", idempotency_key=number, legs=legs)


def write_off_denial(
    share: Share, owes: CoverageOnFile, *, reason: str, number: str, occasion: Occasion
) -> Entry:
    """Give a denied balance up, apart from what the contract allows off. Approval is the caller's duty."""
    legs = (
        share.charge.leg(accounts.DENIAL_WRITE_OFF, share.cents, coverage=owes, reason=reason),
        share.charge.receivable(-share.cents, owes, reason=reason),
    )
    return entry(occasion, kind="write_off", idempotency_key=number, legs=legs)
