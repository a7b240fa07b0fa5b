"""What follows from a posted remittance? Outcomes kept, claims moved, denials opened, next payers asked."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from cleanclaim.app.audit.actions import Actor, Note, record, record_all
from cleanclaim.app.claims.models import Claim
from cleanclaim.app.denials import opening
from cleanclaim.app.posting.models import PostedClaimPayment, PostedLinePayment
from cleanclaim.app.remittances.findings import document
from cleanclaim.core.basics.findings import Finding
from cleanclaim.core.basics.refusals import Refusal
from cleanclaim.core.ledger.accounts import CONTRACTUAL_ALLOWANCE, PAYER_RECEIVABLE
from cleanclaim.core.ledger.entries import entry_key
from cleanclaim.core.posting.outcomes import (
    AdjustmentOutcome,
    ClaimPosting,
    LinePosting,
    Outcome,
    RemittancePosting,
)

_FORWARDED = ("19", "20", "21")


@dataclass(frozen=True, slots=True)
class Followed:
    """One claim payment with the rows that it moved."""

    posting: ClaimPosting
    payment: Any  # remittances.ClaimPayment
    lines: list[Any]  # remittances.LinePayment
    claim: Claim | None


def keep_outcomes(by: Actor, posting: RemittancePosting, payments: Mapping[int, Any]) -> list[Followed]:
    """Keep what became of each claim payment and line, and move the claims."""
    claims = Claim.objects.in_bulk(
        [one.match.claim.key for one in posting.claims if one.match.claim is not None]
    )
    followed = [
        Followed(
            one,
            payments[one.ordinal],
            list(payments[one.ordinal].line_payments.all()),
            claims[one.match.claim.key] if one.match.claim else None,
        )
        for one in posting.claims
    ]
    findings = _by_claim(posting.findings)
    PostedClaimPayment.objects.bulk_create(
        [_claim_row(by, one, findings.get(one.posting.ordinal, [])) for one in followed], batch_size=500
    )
    PostedLinePayment.objects.bulk_create(
        [
            _line_row(by, row, line)
            for one in followed
            for row, line in zip(one.lines, one.posting.lines, strict=False)
        ],
        batch_size=500,
    )
    _move(by, followed)
    record_all(by, [note for one in followed for note in _notes(one, posting)])
    return followed


def follow_up(by: Actor, posting: RemittancePosting, followed: Sequence[Followed]) -> None:
    """Open and end denials, and build the claims to the next payers."""
    opening.follow(
        by,
        [(one.claim, one.posting, one.lines) for one in followed if one.claim is not None],
        denied_on=posting.remittance.payment_date,
    )
    for one in followed:
        if one.claim is not None:
            _ask_next(by, one.claim, one.posting, posting)


def _by_claim(findings: Sequence[Finding]) -> dict[int, list[Finding]]:
    found: dict[int, list[Finding]] = {}
    for one in findings:
        if one.place.claim is not None:
            found.setdefault(one.place.claim, []).append(one)
    return found


def _claim_row(by: Actor, one: Followed, findings: Sequence[Finding]) -> PostedClaimPayment:
    return PostedClaimPayment(
        id=PostedClaimPayment.key(one.payment.pk),
        practice_id=by.practice_id,
        claim_payment=one.payment,
        claim=one.claim,
        matched_by=one.posting.match.by,
        outcome=one.posting.outcome.value,
        reasons=[document(finding) for finding in findings],
        entry_id=entry_key(one.posting.entry) if one.posting.entry else None,
        posted_at=by.now(),
    )


def _line_row(by: Actor, row: Any, line: LinePosting) -> PostedLinePayment:
    off = sum(one.posted for one in line.adjustments if one.account == CONTRACTUAL_ALLOWANCE)
    return PostedLinePayment(
        id=PostedLinePayment.key(row.pk),
        practice_id=by.practice_id,
        line_payment=row,
        charge_id=line.line.charge,
        matched_by="REF*6R" if row.charge_number == line.line.charge_number else "score",
        score=line.score,
        denied=bool(line.denied),
        allowed=line.billed - off,
        outcomes=[_outcome_document(one) for one in line.adjustments],
    )


def _outcome_document(one: AdjustmentOutcome) -> dict[str, Any]:
    return {
        "code": one.code,
        "cents": one.adjustment.amount,
        "is": one.rule.disposition.value,
        "says": one.rule.says,
        "posted": one.posted,
        "account": one.account,
    }


def _move(by: Actor, followed: Sequence[Followed]) -> None:
    """Move the claims by what was decided line by line, never by the status that the payer sent."""
    moved: dict[Any, Claim] = {}
    for one in followed:
        state = _state(one.posting)
        if one.claim is None or state is None:
            continue
        number = one.payment.payer_claim_control_number
        if number and one.posting.outcome is Outcome.POSTED:
            one.claim.payer_claim_control_number = number
        if one.claim.state != state:
            one.claim.state, one.claim.state_since = state, by.now()
        moved[one.claim.pk] = one.claim
    Claim.objects.bulk_update(
        moved.values(), ["state", "state_since", "payer_claim_control_number"], batch_size=200
    )


def _state(posting: ClaimPosting) -> Claim.State | None:
    if posting.outcome is Outcome.REVERSED:
        return Claim.State.REVERSED
    if posting.outcome is not Outcome.POSTED:
        return None
    if not any(line.denied for line in posting.lines):
        return Claim.State.PAID
    settled = any(line.paid or any(one.posted for one in line.adjustments) for line in posting.lines)
    return Claim.State.PARTIALLY_DENIED if settled else Claim.State.DENIED


def _notes(one: Followed, posting: RemittancePosting) -> Iterator[Note]:
    if one.claim is None:
        return
    yield Note(
        f"posting.{one.posting.outcome.value}",
        claim=one.claim.pk,
        encounter=one.claim.encounter_id,
        patient=one.claim.patient_id,
        subject_kind="remittance",
        subject=posting.key,
        details={
            "status": one.posting.payment.status,
            "billed": one.posting.payment.billed,
            "paid": one.posting.payment.paid,
            "adjustments": [
                [each.code, each.adjustment.amount, each.rule.disposition.value]
                for line in one.posting.lines
                for each in line.adjustments
            ],
        },
    )


def _ask_next(by: Actor, row: Claim, claim: ClaimPosting, posting: RemittancePosting) -> None:
    """Build the claim to the next payer, unless this one says that it has forwarded the claim itself."""
    if claim.outcome is not Outcome.POSTED or claim.entry is None or claim.match.claim is None:
        return
    after = claim.match.claim.next_coverage
    if after is None or claim.payment.status in _FORWARDED or claim.payment.crossover_payer:
        return
    owed = sum(
        leg.amount
        for leg in claim.entry.legs
        if leg.account == PAYER_RECEIVABLE and leg.coverage == after.coverage
    )
    if owed <= 0:
        return
    from cleanclaim.app.claims.actions import bill_next

    try:
        bill_next(by, row.pk, claim.payment, adjudicated_on=posting.remittance.payment_date)
    except Refusal as refusal:
        record(by, "posting.next_payer_not_asked", claim=row.pk, encounter=row.encounter_id, why=refusal.code)
