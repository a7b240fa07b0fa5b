"""What must the next payer be told of what the one before it did (2320 and 2430)?"""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from cleanclaim.core.basics.findings import Finding, Place, Severity
from cleanclaim.core.facts.claims import Claim, ClaimAdjustment, LineAdjudication, ServiceLine
from cleanclaim.core.facts.remittances import ClaimPayment, LinePayment


@dataclass(frozen=True, slots=True)
class Coordination:
    """A payer's adjudication of one claim, in the terms of the next payer's claim.

    findings: where it does not balance; then it must not be sent, for the next payer refuses it.
    """

    paid: int
    adjudicated_on: date
    payer_claim_control_number: str
    adjustments: tuple[ClaimAdjustment, ...]  # of the claim as a whole
    lines: tuple[tuple[str, LineAdjudication], ...]  # by charge number
    remaining: int  # what the payer left to the patient or the next payer
    findings: tuple[Finding, ...] = ()


def coordination(claim: Claim, payment: ClaimPayment, *, on: date) -> Coordination:
    """Read a claim payment against the claim that it answers; on: the remittance's payment date.

    Group and reason codes are carried as they came. A payment without lines is told at claim level.
    """
    matched = _matched(claim, payment)
    lines = tuple(
        (line.charge_number, _adjudication(claim.payer.id, line, paid, on)) for line, paid in matched if paid
    )
    everything = [*payment.adjustments, *(one for _, line in lines for one in line.adjustments)]
    return Coordination(
        paid=payment.paid,
        adjudicated_on=on,
        payer_claim_control_number=payment.payer_claim_control_number,
        adjustments=payment.adjustments,
        lines=lines,
        remaining=sum(one.amount for one in everything if one.group == "PR"),
        findings=tuple(_findings(claim, payment, matched)),
    )


def _matched(claim: Claim, payment: ClaimPayment) -> list[tuple[ServiceLine, LinePayment | None]]:
    """Each line with what was paid for it: by our charge number, else by procedure and modifiers in order."""
    left = list(payment.lines)
    matched: list[tuple[ServiceLine, LinePayment | None]] = []
    for line in claim.lines:
        found = next(
            (one for one in left if one.charge_number and one.charge_number == line.charge_number), None
        )
        if found is None:
            found = next((one for one in left if not one.charge_number and _same_service(one, line)), None)
        if found is not None:
            left.remove(found)
        matched.append((line, found))
    return matched


def _same_service(paid: LinePayment, line: ServiceLine) -> bool:
    procedure = paid.submitted_procedure or paid.procedure
    return procedure == line.procedure and paid.billed == line.billed


def _adjudication(payer_id: str, line: ServiceLine, paid: LinePayment, on: date) -> LineAdjudication:
    return LineAdjudication(
        payer_id=payer_id,
        paid=paid.paid,
        procedure_qualifier=paid.procedure_qualifier,
        procedure=paid.procedure,
        modifiers=paid.modifiers,
        quantity=paid.units if paid.units is not None else Decimal(line.units),
        adjustments=paid.adjustments,
        adjudicated_on=on,
    )


def _findings(
    claim: Claim, payment: ClaimPayment, matched: list[tuple[ServiceLine, LinePayment | None]]
) -> list[Finding]:
    found = []
    for line, paid in matched:
        if paid is None:
            if payment.lines:
                found.append(_wrong("cob.line_missing", "The payer's answer has no such line.", line.number))
        elif line.billed != paid.paid + sum(one.amount for one in paid.adjustments):
            message = "What was billed is not what was paid and adjusted for this line."
            found.append(_wrong("cob.line_balance", message, line.number))
    total = sum(one.amount for one in payment.adjustments)
    total += sum(one.amount for _, paid in matched if paid for one in paid.adjustments)
    if claim.billed != payment.paid + total:
        found.append(_wrong("cob.claim_balance", "What was billed is not what was paid and adjusted."))
    return found


def _wrong(code: str, message: str, line: int | None = None) -> Finding:
    return Finding(code, Severity.ERROR, message, Place(line=line))
