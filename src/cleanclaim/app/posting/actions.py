"""What does a poster do with a remittance and its deposit? Post once, whole or held, in one transaction.

post_remittance  a received remittance → entries, outcomes, denials, claims' states, next payers' claims
record_deposit   what the bank received for it: the clearing account reaches zero
"""

from datetime import date
from uuid import UUID

from cleanclaim.app.audit.actions import Actor, action, record
from cleanclaim.app.ledger import books
from cleanclaim.app.ledger.models import Deposit
from cleanclaim.app.people.keeping import locked
from cleanclaim.app.people.models import Practice
from cleanclaim.app.people.roles import Role
from cleanclaim.app.posting.occasions import occasion_of
from cleanclaim.app.posting.on_file import context_for
from cleanclaim.app.posting.outcomes import follow_up, keep_outcomes
from cleanclaim.app.remittances.findings import document
from cleanclaim.app.remittances.models import Remittance
from cleanclaim.core.basics.refusals import NotClean, TooLate
from cleanclaim.core.posting.outcomes import (
    Outcome,
    RemittancePosting,
)
from cleanclaim.core.posting.payers import deposit
from cleanclaim.core.posting.remittances import post_remittance as post
from cleanclaim.core.remittances.identity import identity

_POSTS = (Role.POSTER, Role.MANAGER, Role.SYSTEM)


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
    follow_up(by, posting, keep_outcomes(by, posting, payments))
    row.state, row.posted_at = Remittance.State.POSTED, by.now()
    row.findings = [document(one) for one in posting.findings]
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


def _waiting(by: Actor, remittance: UUID) -> Remittance:
    """The remittance, if it waits; posters of one practice take turns."""
    Practice.objects.select_for_update(no_key=True).get(pk=by.practice_id)
    row = locked(Remittance, remittance, "remittance")
    if row.state != Remittance.State.RECEIVED:
        raise TooLate("remittance.done", f"This remittance is {row.get_state_display().lower()} already.")
    return row


def _hold(by: Actor, row: Remittance, posting: RemittancePosting) -> None:
    row.state = Remittance.State.HELD
    row.held_because = [document(one) for one in posting.findings]
    row.save(update_fields=["state", "held_because"])
    record(
        by,
        "posting.hold_remittance",
        subject_kind="remittance",
        subject=row.pk,
        difference=posting.balance.transaction.difference,
    )
