"""Which rules must the books keep at every moment, and where are they broken?"""

from collections.abc import Collection, Iterable, Iterator
from uuid import UUID

from cleanclaim.core.basics.findings import Finding, Severity
from cleanclaim.core.facts.money import Entry, Leg
from cleanclaim.core.ledger.accounts import PATIENT_RECEIVABLE, PAYER_OVERPAYMENT, PAYER_RECEIVABLE
from cleanclaim.core.ledger.balances import charge_summaries, clearing, fold, legs_of, open_by_party
from cleanclaim.core.ledger.entries import entry_key

PATIENT_OWES_BECAUSE = ("PR-", "self_pay", "approved:", "returned:")
"""What may make a patient owe: a self-pay charge, PR, an approved transfer, a returned payment."""


def verify(entries: Iterable[Entry], *, deposited: Collection[UUID] = ()) -> tuple[Finding, ...]:
    """Prove the books, or say where they are broken. deposited: remittances whose deposit is in."""
    held = tuple(entries)
    return (
        *_entries_balance(held),
        *_clearings_are_zero(held, deposited),
        *_charges_are_conserved(held),
        *_no_dollar_owed_twice(held),
        *_patients_owe_by_rule(held),
        *_reversals_mirror(held),
    )


def _broken(code: str, message: str) -> Finding:
    return Finding(f"ledger.{code}", Severity.FATAL, message)


def _entries_balance(entries: tuple[Entry, ...]) -> Iterator[Finding]:
    for entry in entries:
        if sum(leg.amount for leg in entry.legs) or not entry.legs:
            yield _broken("unbalanced-entry", f"entry {entry_key(entry)} does not balance")
        by_charge = fold(entry.legs, lambda leg: leg.charge)
        for charge in by_charge:
            yield _broken(
                "unbalanced-charge", f"entry {entry_key(entry)} does not balance for charge {charge}"
            )


def _clearings_are_zero(entries: tuple[Entry, ...], deposited: Collection[UUID]) -> Iterator[Finding]:
    for remittance, cents in clearing(legs_of(entries)).items():
        if remittance in deposited:
            yield _broken(
                "open-clearing", f"remittance {remittance} and its deposit are in, but {cents} cents are left"
            )


def _charges_are_conserved(entries: tuple[Entry, ...]) -> Iterator[Finding]:
    for charge, summary in charge_summaries(legs_of(entries)).items():
        if summary.difference:
            yield _broken("charge-not-conserved", f"charge {charge} is off by {summary.difference} cents")


def _no_dollar_owed_twice(entries: tuple[Entry, ...]) -> Iterator[Finding]:
    billed = {charge: summary.billed for charge, summary in charge_summaries(legs_of(entries)).items()}
    owed: dict[UUID, int] = {}
    for (charge, _), cents in open_by_party(legs_of(entries)).items():
        owed[charge] = owed.get(charge, 0) + cents
    for charge, cents in owed.items():
        if cents > billed.get(charge, 0):
            yield _broken("owed-twice", f"charge {charge} has more open than it was billed")


def _patients_owe_by_rule(entries: tuple[Entry, ...]) -> Iterator[Finding]:
    for entry in entries:
        if entry.reverses is not None:
            continue
        for leg in entry.legs:
            if leg.account == PATIENT_RECEIVABLE and leg.amount > 0 and not _by_rule(leg):
                yield _broken("patient-owes-without-rule", f"entry {entry_key(entry)} bills a patient")


def _by_rule(leg: Leg) -> bool:
    return leg.reason.startswith(PATIENT_OWES_BECAUSE)


def _reversals_mirror(entries: tuple[Entry, ...]) -> Iterator[Finding]:
    """A pair nets to zero on every account.

    What was already recognised as an overpayment is taken back from there instead of the receivable.
    """
    by_key = {entry_key(entry): entry for entry in entries}
    seen: set[UUID] = set()
    for entry in entries:
        if entry.reverses is None:
            continue
        if entry.reverses in seen:
            yield _broken("reversed-twice", f"entry {entry.reverses} is taken back twice")
        seen.add(entry.reverses)
        original = by_key.get(entry.reverses)
        if original is None:
            yield _broken("reverses-nothing", f"entry {entry_key(entry)} takes back an unknown entry")
        elif fold((*original.legs, *entry.legs), _netting):
            yield _broken("reversal-differs", f"entry {entry_key(entry)} is no mirror of what it takes back")


def _netting(leg: Leg) -> str:
    return PAYER_RECEIVABLE if leg.account == PAYER_OVERPAYMENT else leg.account
