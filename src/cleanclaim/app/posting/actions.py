"""What does a poster do with a remittance and its deposit? Post once, whole or held, in one transaction.

post_remittance  a received remittance → entries, outcomes, denials, claims' states, next payers' claims
record_deposit   what the bank received for it: the clearing account reaches zero
"""

from datetime import date
from typing import Any
from uuid import UUID

from cleanclaim.app.audit.actions import Actor, action, record
from cleanclaim.app.claims.models import Claim
from cleanclaim.app.ledger import books
from cleanclaim.app.ledger.models import Deposit
from cleanclaim.app.people.keeping import locked
from cleanclaim.app.people.models import Practice
from cleanclaim.app.people.roles import Role
from cleanclaim.app.posting.models import PostedClaimPayment, PostedLinePayment
from cleanclaim.app.posting.occasions import occasion_of
from cleanclaim.app.posting.on_file import context_for
from cleanclaim.app.remittances.models import Remittance
from cleanclaim.core.basics.findings import Finding
from cleanclaim.core.basics.refusals import NotClean, Refusal, TooLate
from cleanclaim.core.ledger.accounts import CONTRACTUAL_ALLOWANCE, PAYER_RECEIVABLE
from cleanclaim.core.ledger.entries import entry_key
from cleanclaim.core.posting.outcomes import (
    AdjustmentOutcome,
    ClaimPosting,
    LinePosting,
    Outcome,
    RemittancePosting,
)
from cleanclaim.core.posting.payers import deposit
from cleanclaim.core.posting.remittances import post_remittance as post
from cleanclaim.core.remittances.identity import identity

_POSTS = (Role.POSTER, Role.MANAGER, Role.SYSTEM)
_FORWARDED = ("19", "20", "21")


@action("posting.post_remittance", *_POSTS)
def post_remittance(by: Actor, remittance: UUID) -> RemittancePosting:
    """Post a received remittance: everything that follows from it, or nothing.

    TooLate where it is posted or held already.
    """
    row = _waiting(by, remittance)
    fact = row.facts()
    posting = post(fact, context_for(by, fact))
    if posting.held:
        _hold(by, row, posting)
        return posting
    books.write(posting.entries)
    payments = {one.position: one for one in row.claim_payments.prefetch_related("line_payments")}
    for claim in posting.claims:
        _keep_outcome(by, claim, payments[claim.ordinal], posting)
    row.state, row.posted_at = Remittance.State.POSTED, by.now()
    row.findings = [finding_document(one) for one in posting.findings]
    row.save(update_fields=["state", "posted_at", "findings"])
    record(
        by,
        "posting.post_remittance",
        subject_kind="remittance",
        subject=row.pk,
        claims=len(posting.claims),
        entries=len(posting.entries),
        cents=posting.awaited,
        held=sum(one.outcome in (Outcome.HELD, Outcome.UNIDENTIFIED) for one in posting.claims),
    )
    return posting


@action("posting.record_deposit", *_POSTS)
def record_deposit(
    by: Actor, remittance: UUID, *, cents: int, received_on: date, method: str = "ach"
) -> Deposit:
    """Book what the bank received for a remittance. TooLate where its deposit is in, NotClean for nothing."""
    row = locked(Remittance, remittance, "remittance")
    if not cents:
        raise NotClean("deposit.nothing", "A deposit is more than nothing.")
    text = identity(row.facts()).text
    key = Deposit.key(by.practice_id, row.pk)
    if Deposit.objects.filter(pk=key).exists():
        raise TooLate("deposit.there", "The deposit of this remittance is in already.")
    made = Deposit.objects.create(
        id=key,
        practice_id=by.practice_id,
        number=f"D-{row.trace_number}-{received_on.isoformat()}-{str(row.pk)[:8]}",
        received_on=received_on,
        method=method,
        trace_number=row.trace_number,
        amount=cents,
        payer=row.payer_known,
    )
    books.write(
        [
            deposit(
                remittance=row.pk,
                identity=text,
                cents=cents,
                deposit_key=made.pk,
                payer=row.payer_known_id,
                occasion=occasion_of(by),
            )
        ]
    )
    record(by, "posting.record_deposit", subject_kind="remittance", subject=row.pk, cents=cents)
    return made


def finding_document(finding: Finding) -> dict[str, Any]:
    """A finding as JSON keeps it."""
    return {
        "code": finding.code,
        "severity": finding.severity.value,
        "message": finding.message,
        "place": str(finding.place),
        "claim": finding.place.claim,
        "line": finding.place.line,
    }


def _waiting(by: Actor, remittance: UUID) -> Remittance:
    """The remittance, if it waits; posters of one practice take turns."""
    Practice.objects.select_for_update(no_key=True).get(pk=by.practice_id)
    row = locked(Remittance, remittance, "remittance")
    if row.state != Remittance.State.RECEIVED:
        raise TooLate("remittance.done", f"This remittance is {row.get_state_display().lower()} already.")
    return row


def _hold(by: Actor, row: Remittance, posting: RemittancePosting) -> None:
    row.state = Remittance.State.HELD
    row.held_because = [finding_document(one) for one in posting.findings]
    row.save(update_fields=["state", "held_because"])
    record(
        by,
        "posting.hold_remittance",
        subject_kind="remittance",
        subject=row.pk,
        difference=posting.balance.transaction.difference,
    )


def _keep_outcome(by: Actor, claim: ClaimPosting, payment: Any, posting: RemittancePosting) -> None:
    """Keep what became of one claim payment, and let everything follow that follows from it."""
    ours = claim.match.claim
    PostedClaimPayment.objects.create(
        id=PostedClaimPayment.key(payment.pk),
        practice_id=by.practice_id,
        claim_payment=payment,
        claim_id=ours.key if ours else None,
        matched_by=claim.match.by,
        outcome=claim.outcome.value,
        reasons=[finding_document(one) for one in posting.findings if one.place.claim == claim.ordinal],
        entry_id=entry_key(claim.entry) if claim.entry else None,
        posted_at=by.now(),
    )
    lines = list(payment.line_payments.all())
    if lines:
        PostedLinePayment.objects.bulk_create(
            _line_row(by, row, line) for row, line in zip(lines, claim.lines, strict=False)
        )
    if ours is None:
        return
    row = Claim.objects.get(pk=ours.key)
    _move(by, row, claim)
    record(
        by,
        f"posting.{claim.outcome.value}",
        claim=row.pk,
        encounter=row.encounter_id,
        patient=row.patient_id,
        subject_kind="remittance",
        subject=posting.key,
        status=claim.payment.status,
        billed=claim.payment.billed,
        paid=claim.payment.paid,
        adjustments=[
            [one.code, one.adjustment.amount, one.rule.disposition.value]
            for line in claim.lines
            for one in line.adjustments
        ],
    )
    from cleanclaim.app.denials.opening import follow

    follow(by, row, claim, lines, denied_on=posting.remittance.payment_date)
    _ask_next(by, row, claim, posting)


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


def _move(by: Actor, row: Claim, claim: ClaimPosting) -> None:
    """Move the claim by what was decided line by line, never by the status that the payer sent."""
    states = {Outcome.REVERSED: Claim.State.REVERSED, Outcome.POSTED: _adjudicated(claim)}
    state = states.get(claim.outcome)
    if state is None:
        return
    number = claim.payment.payer_claim_control_number
    if number and claim.outcome is Outcome.POSTED:
        row.payer_claim_control_number = number
    if row.state != state:
        row.state, row.state_since = state, by.now()
    row.save(update_fields=["state", "state_since", "payer_claim_control_number"])


def _adjudicated(claim: ClaimPosting) -> Claim.State:
    denied = [bool(line.denied) for line in claim.lines]
    if not any(denied):
        return Claim.State.PAID
    settled = any(line.paid or any(one.posted for one in line.adjustments) for line in claim.lines)
    return Claim.State.PARTIALLY_DENIED if settled else Claim.State.DENIED


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
