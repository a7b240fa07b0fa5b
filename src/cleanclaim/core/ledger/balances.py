"""What is left on each account, with each party and of each charge? Folds over legs, nothing stored."""

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator
from dataclasses import dataclass
from typing import TypeVar
from uuid import UUID

from cleanclaim.core.facts.money import Entry, Leg
from cleanclaim.core.ledger.accounts import (
    CHART,
    PATIENT_RECEIVABLE,
    PAYER_RECEIVABLE,
    REMITTANCE_CLEARING,
    Nature,
    nature,
)

K = TypeVar("K", bound=Hashable)

Party = tuple[UUID, UUID | None]
"""A charge, and the coverage that owes it (None: the patient)."""


def legs_of(entries: Iterable[Entry]) -> Iterator[Leg]:
    """Every leg of every entry."""
    for entry in entries:
        yield from entry.legs


def fold(legs: Iterable[Leg], by: Callable[[Leg], K | None]) -> dict[K, int]:
    """Sum legs by what `by` names; legs that it names None are left out, and so are sums of zero."""
    sums: defaultdict[K, int] = defaultdict(int)
    for leg in legs:
        name = by(leg)
        if name is not None:
            sums[name] += leg.amount
    return {name: cents for name, cents in sums.items() if cents}


def by_account(legs: Iterable[Leg]) -> dict[str, int]:
    """The balance of each account: debits positive."""
    return fold(legs, lambda leg: leg.account)


def open_by_party(legs: Iterable[Leg]) -> dict[Party, int]:
    """What each party still owes of each charge; negative: a credit."""
    return fold(legs, _party)


def _party(leg: Leg) -> Party | None:
    if leg.charge is None:
        return None
    if leg.account == PAYER_RECEIVABLE:
        return leg.charge, leg.coverage
    return (leg.charge, None) if leg.account == PATIENT_RECEIVABLE else None


def clearing(legs: Iterable[Leg]) -> dict[UUID, int]:
    """What each remittance's clearing account still holds."""
    return fold(legs, lambda leg: leg.remittance if leg.account == REMITTANCE_CLEARING else None)


@dataclass(frozen=True, slots=True)
class ChargeSummary:
    """One charge to the cent: billed = insurance_paid + patient_paid + adjusted + open."""

    charge: UUID
    billed: int = 0
    insurance_paid: int = 0
    patient_paid: int = 0
    adjusted: int = 0
    payers_owe: int = 0
    patient_owes: int = 0

    @property
    def difference(self) -> int:
        """Zero in books that prove themselves."""
        paid = self.insurance_paid + self.patient_paid
        return self.billed - paid - self.adjusted - self.payers_owe - self.patient_owes


def charge_summaries(legs: Iterable[Leg]) -> dict[UUID, ChargeSummary]:
    """Sum up each charge from its legs. Only legs that name their charge count."""
    sums: defaultdict[UUID, dict[str, int]] = defaultdict(lambda: defaultdict(int))
    for leg in legs:
        if leg.charge is not None:
            column, sign = _column(leg)
            sums[leg.charge][column] += sign * leg.amount
    return {charge: ChargeSummary(charge, **columns) for charge, columns in sums.items()}


def _column(leg: Leg) -> tuple[str, int]:
    """In which column of a charge's sum a leg counts, and with which sign."""
    if leg.account == PAYER_RECEIVABLE:
        return "payers_owe", 1
    if leg.account == PATIENT_RECEIVABLE:
        return "patient_owes", 1
    kind = nature(leg.account)
    if leg.account == "patient_revenue":
        return "billed", -1
    if kind in (Nature.CONTRA, Nature.EXPENSE, Nature.REVENUE) or leg.account == "withhold_receivable":
        return "adjusted", 1
    if leg.payer is None:
        return "patient_paid", 1
    return "insurance_paid", 1


@dataclass(frozen=True, slots=True)
class TrialRow:
    """One account of the trial balance, on the side where it stands."""

    account: str
    name: str
    debit: int
    credit: int


@dataclass(frozen=True, slots=True)
class TrialBalance:
    """Every account with a balance; the two sides are equal in books that are whole."""

    rows: tuple[TrialRow, ...]

    @property
    def debit(self) -> int:
        """The sum of the left side."""
        return sum(row.debit for row in self.rows)

    @property
    def credit(self) -> int:
        """The sum of the right side."""
        return sum(row.credit for row in self.rows)

    @property
    def difference(self) -> int:
        """Debits less credits."""
        return self.debit - self.credit


def trial_balance(balances: dict[str, int]) -> TrialBalance:
    """Set balances by account out as a trial balance, in the order of the chart."""
    return TrialBalance(
        tuple(
            TrialRow(code, account.name, max(cents, 0), max(-cents, 0))
            for code, account in CHART.items()
            if (cents := balances.get(code, 0))
        )
    )
