"""How is an allowed amount shared between payer, member and provider?"""

from dataclasses import dataclass, field
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from cleanclaim.core.facts.claims import ClaimAdjustment, ServiceLine
from cleanclaim.partners.sandbox.policies import Case


@dataclass(frozen=True, slots=True)
class Shared:
    """What becomes of one covered line."""

    allowed: int
    paid: int
    adjustments: tuple[ClaimAdjustment, ...]


@dataclass
class Accumulated:
    """What the lines of one claim have used before this one, on top of the history."""

    deductible: int = 0
    responsibility: int = 0
    copay_days: set[date] = field(default_factory=set)


def share(case: Case, used: Accumulated) -> Shared:
    """Price one covered line, as first payer or after others."""
    if case.claim.sequence != "P" and case.line.adjudications:
        return _after_others(case, used)
    return _as_first(case, used)


def part(cents: int, numerator: int, denominator: int) -> int:
    """A fraction of an amount, half a cent upwards."""
    return (cents * numerator * 2 + denominator) // (denominator * 2)


def _as_first(case: Case, used: Accumulated) -> Shared:
    billed = case.line.billed
    allowed = min(billed, _price(case))
    owed = _cost_sharing(case, allowed, used)
    before = allowed - sum(one.amount for one in owed)
    kept = part(before, case.payer.sequestration_percent, 100)
    adjustments = [
        *_one("CO", case.payer.contractual_reason, billed - allowed),
        *owed,
        *_one("CO", "253", kept),
    ]
    return Shared(allowed, before - kept, tuple(adjustments))


def _after_others(case: Case, used: Accumulated) -> Shared:
    """Pay towards what the payers before left to the member (OA-23 tells of the rest)."""
    left = min(_left_by(one.adjustments) for one in case.line.adjudications)
    paid_before = sum(one.paid for one in case.line.adjudications)
    informs = _one("OA", "23", case.line.billed - left)
    if case.payer.coordination == "supplement":
        return Shared(left, left, informs)
    price = _price(case)
    if case.payer.coordination == "lesser_of":
        paid = max(0, min(left, price - paid_before))
        return Shared(paid, paid, (*informs, *_one("CO", "45", left - paid)))
    allowed = min(case.line.billed, price)
    owed = _cost_sharing(case, allowed, used)
    paid = min(left, allowed - sum(one.amount for one in owed))
    deductible = min(left - paid, sum(one.amount for one in owed if one.reason == "1"))
    rest = (*_one("PR", "1", deductible), *_one("PR", "2", left - paid - deductible))
    return Shared(left, paid, (*informs, *rest))


def _price(case: Case) -> int:
    line = case.line
    fee = case.records.fee(case.payer, line.procedure, line.modifiers, line.service.first)
    if fee is None:
        return part(line.billed, case.payer.other_percent, 100)
    both_sides = Decimal("1.5") if "50" in line.modifiers else Decimal(1)
    return int((fee * _units(line) * both_sides).quantize(Decimal(1), ROUND_HALF_UP))


def _units(line: ServiceLine) -> Decimal:
    return line.units if line.unit == "UN" else Decimal(1)


def _cost_sharing(case: Case, allowed: int, used: Accumulated) -> tuple[ClaimAdjustment, ...]:
    """The member's part: copay, or deductible and coinsurance, up to the year's limit."""
    terms = case.records.terms(case.member)
    day = case.line.service.first
    if case.line.procedure in terms.free_procedures:
        return ()
    copay_due = (
        case.line.procedure in terms.copay_procedures
        and day not in used.copay_days
        and not case.history.copay_taken(case.member, day)
    )
    copay = deductible = coinsurance = 0
    if case.line.procedure in terms.copay_procedures and terms.copay:
        copay = min(terms.copay, allowed) if copay_due else 0
    else:
        met = case.history.deductible_used(case.member, day.year) + used.deductible
        deductible = min(allowed, max(0, terms.deductible - met))
        coinsurance = part(allowed - deductible, terms.coinsurance_percent, 100)
    if terms.responsibility_limit is not None:
        so_far = case.history.responsibility(case.member, day.year) + used.responsibility
        room = max(0, terms.responsibility_limit - so_far)
        deductible = min(deductible, room)
        coinsurance = min(coinsurance, room - deductible)
        copay = min(copay, room)
    used.deductible += deductible
    used.responsibility += deductible + coinsurance + copay
    if copay:
        used.copay_days.add(day)
    return (*_one("PR", "1", deductible), *_one("PR", "2", coinsurance), *_one("PR", "3", copay))


def _left_by(adjustments: tuple[ClaimAdjustment, ...]) -> int:
    return max(0, sum(one.amount for one in adjustments if one.group == "PR"))


def _one(group: str, reason: str, amount: int) -> tuple[ClaimAdjustment, ...]:
    return (ClaimAdjustment(group=group, reason=reason, amount=amount),) if amount else ()
