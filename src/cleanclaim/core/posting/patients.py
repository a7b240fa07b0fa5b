"""Which entries does a patient's money make? Taken, allocated, given back, or given up."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from uuid import UUID

from cleanclaim.core.basics.refusals import BrokenInvariant
from cleanclaim.core.facts.money import Entry, Leg
from cleanclaim.core.ledger import accounts
from cleanclaim.core.ledger.entries import Occasion, entry
from cleanclaim.core.posting.legs import ChargeOnFile
from cleanclaim.core.posting.payers import Share

WRITE_OFF_ACCOUNTS = {
    "small_balance": accounts.SMALL_BALANCE,
    "self_pay_discount": accounts.SELF_PAY_DISCOUNT,
    "charity": accounts.CHARITY,
    "bad_debt": accounts.BAD_DEBT,
}
"""Why a patient's balance may be given up, and the account that says so."""


@dataclass(frozen=True, slots=True)
class OpenCharge:
    """What a patient owes of one charge."""

    charge: ChargeOnFile
    owed: int
    since: date


def plan_allocation(cents: int, owed: Sequence[OpenCharge]) -> tuple[Share, ...]:
    """Share a payment among open charges: what is owed longest is paid first."""
    shares: list[Share] = []
    for one in sorted(owed, key=lambda open_: (open_.since, str(open_.charge.charge))):
        part = min(cents, one.owed)
        if part > 0:
            shares.append(Share(one.charge, part))
            cents -= part
    return tuple(shares)


def patient_payment(
    cents: int, shares: Sequence[Share], *, patient: UUID, number: str, reason: str, occasion: Occasion
) -> Entry:
    """Take a patient's money; what no share claims waits as unapplied. reason: copay, payment …"""
    rest = cents - sum(share.cents for share in shares)
    if rest < 0:
        raise BrokenInvariant("a payment is not shared among charges beyond its amount")
    legs: list[Leg] = []
    for share in shares:
        legs.append(share.charge.leg(accounts.CASH, share.cents, reason=reason, reference=number))
        legs.append(share.charge.receivable(-share.cents, None, reason=reason))
    if rest:
        legs += _patient_legs(accounts.CASH, accounts.UNAPPLIED_PATIENT_CASH, rest, patient, reason, number)
    return entry(occasion, kind="patient_payment", idempotency_key=number, legs=legs)


def allocate(shares: Sequence[Share], *, payment: str, number: str, occasion: Occasion) -> Entry:
    """Put what waits of a payment (named by its number) to charges that the patient owes."""
    legs: list[Leg] = []
    for share in shares:
        legs.append(
            share.charge.leg(
                accounts.UNAPPLIED_PATIENT_CASH, share.cents, reason="allocation", reference=payment
            )
        )
        legs.append(share.charge.receivable(-share.cents, None, reason="allocation"))
    return entry(occasion, kind="allocation", idempotency_key=number, legs=legs)


def refund_due(
    waiting: Mapping[str, int], credits: Sequence[Share], *, patient: UUID, number: str, occasion: Occasion
) -> Entry:
    """Recognise what a patient has paid too much: waiting money, and credits on charges, become a debt.

    waiting: cents by the number of the payment that they are left of.
    """
    legs: list[Leg] = []
    for payment, cents in sorted(waiting.items()):
        unapplied, payable = _patient_legs(
            accounts.UNAPPLIED_PATIENT_CASH, accounts.PATIENT_REFUND_PAYABLE, cents, patient, "refund", number
        )
        legs += (replace(unapplied, reference=payment), payable)
    for share in credits:
        legs.append(share.charge.receivable(share.cents, None, reason="returned:overpaid"))
        legs.append(
            share.charge.leg(accounts.PATIENT_REFUND_PAYABLE, -share.cents, reason="refund", reference=number)
        )
    return entry(occasion, kind="refund_due", idempotency_key=number, legs=legs)


def pay_refund(cents: int, *, patient: UUID, number: str, occasion: Occasion) -> Entry:
    """Give a patient's overpayment back."""
    legs = _patient_legs(accounts.PATIENT_REFUND_PAYABLE, accounts.CASH, cents, patient, "refund", number)
    return entry(occasion, kind="refund", idempotency_key=number, legs=legs)


def write_off(share: Share, *, reason: str, number: str, occasion: Occasion) -> Entry:
    """Give up what a patient owes of a charge. Limits and approval are the caller's duty."""
    account = WRITE_OFF_ACCOUNTS.get(reason)
    if account is None:
        raise BrokenInvariant("a write-off without an account for its reason")
    legs = (
        share.charge.leg(account, share.cents, reason=reason),
        share.charge.receivable(-share.cents, None, reason=reason),
    )
    return entry(occasion, kind="write_off", idempotency_key=number, legs=legs)


def _patient_legs(
    debit: str, credit: str, cents: int, patient: UUID, reason: str, number: str
) -> tuple[Leg, Leg]:
    return (
        Leg(account=debit, amount=cents, patient=patient, reason=reason, reference=number),
        Leg(account=credit, amount=-cents, patient=patient, reason=reason, reference=number),
    )
