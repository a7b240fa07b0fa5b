"""What does the payer decide about one claim? A line at a time, from policies and benefits."""

from datetime import date

from cleanclaim.core.facts.claims import ClaimAdjustment
from cleanclaim.partners.sandbox.benefits import Accumulated, share
from cleanclaim.partners.sandbox.books import BookedClaim, BookedLine
from cleanclaim.partners.sandbox.policies import Case, Denied, denial

_PROCESSED_AS = {"P": "1", "S": "2"}
_PROTECTED_ALERTS = {"1": "N781", "2": "N782", "3": "N783"}
_UNPROCESSABLE = "MA130"


def adjudicate(cases: tuple[Case, ...], number: str, decided_on: date) -> BookedClaim:
    """Decide a claim, given one case for each of its lines. number: the payer's for it."""
    first = cases[0]
    used = Accumulated()
    lines = tuple(_line(case, used) for case in cases)
    billing = first.claim.billing_provider
    return BookedClaim(
        payer_id=first.payer.payer_id,
        payee_npi=billing.npi,
        payee_tax_id=billing.tax_id,
        payee_name=billing.name.last,
        patient_control_number=first.claim.patient_control_number,
        payer_claim_control_number=number,
        status=_status(first, lines),
        member=first.member,
        claim=first.claim,
        received_on=first.received_on,
        decided_on=decided_on,
        lines=lines,
        remarks=_remarks(first, lines),
        replaces=first.claim.payer_claim_control_number if first.claim.frequency == "7" else "",
    )


def _line(case: Case, used: Accumulated) -> BookedLine:
    refused = denial(case)
    if refused is not None:
        return _denied(case, refused)
    shared = share(case, used)
    remarks: tuple[str, ...] = ()
    if case.member.protected:
        owed = (one.reason for one in shared.adjustments if one.group == "PR")
        remarks = tuple(_PROTECTED_ALERTS[reason] for reason in owed if reason in _PROTECTED_ALERTS)
    return _booked(case, shared.allowed, shared.paid, shared.adjustments, remarks, denied=False)


def _denied(case: Case, refused: Denied) -> BookedLine:
    whole = ClaimAdjustment(group=refused.group, reason=refused.reason, amount=case.line.billed)
    adjustments = (whole,) if case.line.billed else ()
    return _booked(case, 0, 0, adjustments, refused.remarks, denied=True)


def _booked(
    case: Case,
    allowed: int,
    paid: int,
    adjustments: tuple[ClaimAdjustment, ...],
    remarks: tuple[str, ...],
    *,
    denied: bool,
) -> BookedLine:
    line = case.line
    return BookedLine(
        number=line.number,
        charge_number=line.charge_number,
        procedure=line.procedure,
        modifiers=line.modifiers,
        service_from=line.service.first,
        service_to=line.service.last or line.service.first,
        billed=line.billed,
        allowed=allowed,
        paid=paid,
        adjustments=adjustments,
        remarks=remarks,
        denied=denied,
    )


def _status(case: Case, lines: tuple[BookedLine, ...]) -> str:
    if case.payer.denied_status and all(line.denied for line in lines):
        return case.payer.denied_status
    return _PROCESSED_AS.get(case.claim.sequence, "3")


def _remarks(case: Case, lines: tuple[BookedLine, ...]) -> tuple[str, ...]:
    """A payer without replacement claims says so where nothing could be processed."""
    incomplete = all(line.denied and any(one.reason == "16" for one in line.adjustments) for line in lines)
    return (_UNPROCESSABLE,) if incomplete and case.payer.correction == "new_claim" else ()
