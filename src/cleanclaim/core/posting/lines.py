"""What does one adjudicated line do to the books? Paid, allowed off, moved on, refused or held."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from uuid import UUID

from cleanclaim.core.basics.money import split
from cleanclaim.core.facts.money import Leg
from cleanclaim.core.facts.remittances import Adjustment, ClaimPayment
from cleanclaim.core.ledger import accounts
from cleanclaim.core.posting.context import Running
from cleanclaim.core.posting.legs import ChargeOnFile, charge_of
from cleanclaim.core.posting.outcomes import AdjustmentOutcome, LinePosting
from cleanclaim.core.remittances.dispositions import Disposition, Rule, disposition
from cleanclaim.core.remittances.matching import ClaimOnFile, LineOnFile, match_lines

CONTRA = {
    Disposition.CONTRACTUAL: accounts.CONTRACTUAL_ALLOWANCE,
    Disposition.SEQUESTRATION: accounts.SEQUESTRATION,
    Disposition.INCENTIVE: accounts.INCENTIVE_REVENUE,
    Disposition.PENALTY: accounts.PAYMENT_PENALTY,
    Disposition.CAPITATION: accounts.CAPITATION_ADJUSTMENT,
    Disposition.WITHHOLD: accounts.WITHHOLD_RECEIVABLE,
}
_TRANSFERS = (Disposition.TRANSFER, Disposition.PROTECTED)
COPAYMENT = "3"


@dataclass(frozen=True, slots=True)
class AdjudicatedLine:
    """A line of ours with its share of what the payer said."""

    line: LineOnFile
    score: int
    billed: int
    paid: int
    adjustments: tuple[Adjustment, ...]
    remarks: tuple[str, ...]


def adjudicated_lines(payment: ClaimPayment, claim: ClaimOnFile) -> tuple[AdjudicatedLine, ...] | None:
    """Bring a claim payment down to our lines; None where a paid line is none of ours.

    What the payer said of the whole claim is shared among the lines by their charges.
    """
    if not payment.lines:
        named = [AdjudicatedLine(line, 100, line.billed, 0, (), payment.remarks) for line in claim.lines]
    else:
        matches = match_lines(payment.lines, claim.lines)
        named = [
            AdjudicatedLine(
                match.line,
                match.score,
                match.payment.billed,
                match.payment.paid,
                match.payment.adjustments,
                (*match.payment.remarks, *payment.remarks),
            )
            for match in matches
            if match.line is not None
        ]
        if len(named) < len(matches):
            return None
    parts = [split(one.amount, [abs(line.billed) for line in named]) for one in payment.adjustments]
    if payment.lines:
        shares = [-sum(part[place] for part in parts) for place in range(len(named))]
    else:
        shares = _payments(payment.paid, [line.billed for line in named], parts)
    return tuple(
        replace(
            line,
            paid=line.paid + shares[place],
            adjustments=(
                *line.adjustments,
                *(
                    replace(one, amount=part[place])
                    for one, part in zip(payment.adjustments, parts, strict=True)
                    if part[place]
                ),
            ),
        )
        for place, line in enumerate(named)
    )


def _payments(paid: int, billed: list[int], parts: list[tuple[int, ...]]) -> list[int]:
    """Pay each line what its share of the adjustments leaves of its charge, where that makes the payment.

    A split claim names a part of our charges only; then the payment is shared by charge.
    """
    left = [cents - sum(part[place] for part in parts) for place, cents in enumerate(billed)]
    return left if sum(left) == paid else list(split(paid, billed))


def post_line(
    adjudicated: AdjudicatedLine,
    claim: ClaimOnFile,
    running: Running,
    *,
    remittance: UUID,
    paid_on: date,
) -> tuple[LinePosting, tuple[Leg, ...]]:
    """Make a line's legs, and say what was done with each adjustment.

    After the first payer, contractual and patient amounts count at most for what was left to this one:
    later payers repeat what is already off.
    """
    charge, owes = charge_of(claim, adjudicated.line), claim.coverage
    left = None
    if claim.coverages[0].sequence != claim.sequence:
        left = max(running.open(charge.charge, owes.coverage) - adjudicated.paid, 0)
    outcomes: list[AdjustmentOutcome] = []
    legs: list[Leg] = []
    if adjudicated.paid:
        legs.append(
            charge.leg(
                accounts.REMITTANCE_CLEARING,
                adjudicated.paid,
                coverage=owes,
                remittance=remittance,
                reason="paid",
            )
        )
    for one, rule in _in_order(adjudicated, claim, paid_on):
        wanted = _posted(one, rule, left)
        made = tuple(_legs_for(one, rule, wanted, charge, claim, paid_on)) if wanted else ()
        if left is not None:
            left -= max(wanted, 0)
        legs += made
        outcomes.append(AdjustmentOutcome(one, rule, wanted, made[0].account if made else ""))
    settled = sum(leg.amount for leg in legs)
    if settled:
        legs.append(charge.receivable(-settled, owes, reason="adjudicated"))
    posting = LinePosting(
        adjudicated.line,
        adjudicated.score,
        adjudicated.billed,
        adjudicated.paid,
        tuple(outcomes),
        adjudicated.remarks,
    )
    return posting, tuple(legs)


def _in_order(
    adjudicated: AdjudicatedLine, claim: ClaimOnFile, on: date
) -> Iterator[tuple[Adjustment, Rule]]:
    """Each adjustment with its rule: what moves on to others first, then what is off for good."""
    ruled = [
        (
            one,
            disposition(
                one.group,
                one.reason,
                on=on,
                remarks=adjudicated.remarks,
                payers=claim.payer_kinds,
                network=claim.network,
            ),
        )
        for one in adjudicated.adjustments
    ]
    yield from sorted(ruled, key=lambda pair: pair[1].disposition not in _TRANSFERS)


def _posted(one: Adjustment, rule: Rule, left: int | None) -> int:
    """How much of an adjustment reaches the books."""
    if rule.disposition in _TRANSFERS:
        # A negative patient responsibility would be a silent credit to the patient.
        wanted = max(one.amount, 0)
    elif rule.disposition in CONTRA:
        wanted = one.amount
    else:
        return 0
    capped = rule.disposition in (*_TRANSFERS, Disposition.CONTRACTUAL)
    return min(wanted, left) if left is not None and capped and wanted > 0 else wanted


def _legs_for(
    one: Adjustment, rule: Rule, cents: int, charge: ChargeOnFile, claim: ClaimOnFile, on: date
) -> Iterator[Leg]:
    code = f"{one.group}-{one.reason}"
    if rule.disposition in CONTRA:
        yield charge.leg(CONTRA[rule.disposition], cents, coverage=claim.coverage, reason=code)
        return
    after = claim.next_coverage
    if after is not None:
        yield charge.receivable(cents, after, since=on, reason=code)
        return
    billable = _billable(one, rule, cents, claim)
    if billable:
        yield charge.receivable(billable, None, since=on, reason=code)
    if cents - billable:
        yield charge.leg(
            accounts.PROTECTED_COST_SHARING, cents - billable, coverage=claim.coverage, reason=code
        )


def _billable(one: Adjustment, rule: Rule, cents: int, claim: ClaimOnFile) -> int:
    """What of it the patient may be asked for: all, nothing, or a protected person's nominal copay."""
    if rule.disposition is Disposition.TRANSFER and not any(c.protects for c in claim.coverages):
        return cents
    nominal = claim.coverage.nominal_copay if claim.coverage.protects else 0
    return min(cents, nominal) if one.reason == COPAYMENT else 0
