"""Where is every cent that was charged? Paid, adjusted, or still owed: the sums of the legs say it."""

from dataclasses import dataclass

from cleanclaim.app.ledger import books
from cleanclaim.core.ledger.accounts import CASH, INTEREST_INCOME, UNAPPLIED_PATIENT_CASH
from cleanclaim.core.ledger.balances import by_account, charge_summaries


@dataclass(frozen=True, slots=True)
class Money:
    """Sums over every charge, in cents: charges = payers + patients + adjustments + owed."""

    charges: int
    payers_paid: int
    patients_paid: int
    adjusted: int
    payers_owe: int
    patients_owe: int
    unapplied: int  # patients' money that waits for a charge
    interest: int
    cash: int

    @property
    def difference(self) -> int:
        """Zero where nothing was lost."""
        settled = self.payers_paid + self.patients_paid + self.adjusted
        return self.charges - settled - self.payers_owe - self.patients_owe


def money() -> Money:
    """Sum every leg of every practice in scope."""
    legs = books.legs()
    accounts = by_account(legs)
    sums = list(charge_summaries(legs).values())
    return Money(
        charges=sum(one.billed for one in sums),
        payers_paid=sum(one.insurance_paid for one in sums),
        patients_paid=sum(one.patient_paid for one in sums),
        adjusted=sum(one.adjusted for one in sums),
        payers_owe=sum(one.payers_owe for one in sums),
        patients_owe=sum(one.patient_owes for one in sums),
        unapplied=-accounts.get(UNAPPLIED_PATIENT_CASH, 0),
        interest=-accounts.get(INTEREST_INCOME, 0),
        cash=accounts.get(CASH, 0),
    )
