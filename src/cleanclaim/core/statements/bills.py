"""What does one guarantor's bill say? For each charge: charged, allowed, paid, and why the rest is owed."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from cleanclaim.core.facts.money import Leg, Statement, StatementLine
from cleanclaim.core.ledger.accounts import CONTRACTUAL_ALLOWANCE, PATIENT_RECEIVABLE
from cleanclaim.core.ledger.balances import charge_summaries, fold
from cleanclaim.core.statements.words import why


@dataclass(frozen=True, slots=True)
class BilledCharge:
    """A charge as the patient knows it."""

    charge: UUID
    date_of_service: date
    description: str  # our own words


def statement(
    charges: Sequence[BilledCharge],
    legs: Iterable[Leg],
    *,
    practice: UUID,
    guarantor: UUID,
    number: str,
    issued_on: date,
    days_to_pay: int,
    unapplied: int = 0,
) -> Statement | None:
    """Write a guarantor's statement; None where nothing is owed beyond the money that already waits.

    What a payer still owes is not on it, and no payer's balance can reach it.
    """
    lines = statement_lines(charges, tuple(legs))
    owed = sum(line.owed for line in lines)
    if owed - unapplied <= 0:
        return None
    return Statement(
        practice=practice,
        guarantor=guarantor,
        number=number,
        issued_on=issued_on,
        due_on=issued_on + timedelta(days=days_to_pay),
        owed=owed,
        unapplied=unapplied,
        lines=lines,
    )


def statement_lines(charges: Sequence[BilledCharge], legs: Sequence[Leg]) -> tuple[StatementLine, ...]:
    """One line for each charge of which the patient owes something, oldest first."""
    sums = charge_summaries(legs)
    allowances = fold(legs, lambda leg: leg.charge if leg.account == CONTRACTUAL_ALLOWANCE else None)
    reasons = fold(legs, _made_the_patient_owe)
    lines = []
    for one in sorted(charges, key=lambda charge: (charge.date_of_service, str(charge.charge))):
        summary = sums.get(one.charge)
        if summary is None or summary.patient_owes <= 0:
            continue
        because = {name: cents for (charge, name), cents in reasons.items() if charge == one.charge}
        lines.append(
            StatementLine(
                charge=one.charge,
                date_of_service=one.date_of_service,
                description=one.description,
                billed=summary.billed,
                allowed=summary.billed - allowances.get(one.charge, 0),
                insurance_paid=summary.insurance_paid,
                adjusted=summary.adjusted,
                patient_paid=summary.patient_paid,
                owed=summary.patient_owes,
                why=why(because),
            )
        )
    return tuple(lines)


def _made_the_patient_owe(leg: Leg) -> tuple[UUID, str] | None:
    """Name why a patient owes; a reversal's leg carries the same reason, and takes it away again."""
    if leg.account != PATIENT_RECEIVABLE or leg.charge is None or not leg.reason:
        return None
    return leg.charge, leg.reason
