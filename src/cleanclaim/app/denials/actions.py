"""What does a person do with a denial? Correct and send again, move it on, or ask to give it up.

correct             a new version of the claim, in the way that its payer's profile says
assign, uphold      whose work it is; the payer is right
request_write_off, decide_write_off    within the practice's limit by one person, above it by two
"""

from uuid import UUID

from cleanclaim.app.audit.actions import Actor, action, record
from cleanclaim.app.charges.models import Charge
from cleanclaim.app.claims import actions as claims
from cleanclaim.app.coverage.models import Coverage
from cleanclaim.app.denials.models import Denial, WriteOffRequest
from cleanclaim.app.ledger import books
from cleanclaim.app.people.keeping import locked
from cleanclaim.app.people.models import Practice, Sequence
from cleanclaim.app.people.roles import Role
from cleanclaim.app.posting.charges import charges_on_file
from cleanclaim.app.posting.occasions import occasion_of
from cleanclaim.core.basics.refusals import NotClean, NotYours, TooLate
from cleanclaim.core.ledger.accounts import PATIENT_RECEIVABLE, PAYER_RECEIVABLE
from cleanclaim.core.posting.patients import WRITE_OFF_ACCOUNTS, write_off
from cleanclaim.core.posting.payers import Share, write_off_denial
from cleanclaim.core.remittances.matching import CoverageOnFile

_WORKS = (Role.BILLER, Role.CODER, Role.CODING_LEAD, Role.MANAGER)
OWNERS = ("coder", "biller", "manager")
DENIAL_REASONS = ("not_worth_it", "too_late", "accepted", "unsupported")
"""Why a denied balance may be given up."""


@action("denials.correct", Role.BILLER, Role.MANAGER)
def correct(by: Actor, denial: UUID) -> Denial:
    """Correct the denied claim and send it again, in the way that its payer takes corrections.

    The claim is built from its encounter as it is now: coding is corrected there first.
    """
    row = _open(denial)
    made = claims.correct(by, row.claim_id)
    for other in Denial.objects.filter(claim=row.claim_id, state="open"):
        other.corrected_by = made
        _move(by, other, "corrected")
    row.refresh_from_db()
    _note(by, "denials.correct", row, frequency=made.frequency)
    return row


@action("denials.assign", *_WORKS)
def assign(by: Actor, denial: UUID, *, owner: str) -> Denial:
    """Give a denial to another role."""
    if owner not in OWNERS:
        raise NotClean("denial.owner", f"A denial is the work of one of {', '.join(OWNERS)}.")
    row = _open(denial)
    row.owner = owner
    row.save(update_fields=["owner"])
    _note(by, "denials.assign", row, owner=owner)
    return row


@action("denials.uphold", *_WORKS)
def uphold(by: Actor, denial: UUID) -> Denial:
    """Accept that the payer is right. The balance stays until it is written off or moved by approval."""
    row = _open(denial)
    _move(by, row, "upheld")
    _note(by, "denials.uphold", row)
    return row


@action("denials.request_write_off", Role.BILLER, Role.POSTER, Role.MANAGER)
def request_write_off(
    by: Actor, charge: UUID, *, reason: str, note: str = "", denial: UUID | None = None
) -> WriteOffRequest:
    """Ask to give up what is open of a charge: a denied balance (denial), or what the patient owes.

    Within the practice's limit it is written off at once; above it somebody else decides. NotClean where
    nothing is open or the reason is none, TooLate where a request is open.
    """
    row = locked(Charge, charge, "charge")
    item = locked(Denial, denial, "denial") if denial else None
    reasons = DENIAL_REASONS if item else tuple(WRITE_OFF_ACCOUNTS)
    if reason not in reasons:
        raise NotClean("write_off.reason", f"The reason is one of {', '.join(reasons)}.")
    if WriteOffRequest.objects.filter(charge=row, approved__isnull=True).exists():
        raise TooLate("write_off.open", "A write-off of this charge waits for a decision already.")
    cents = _open_cents(row, item)
    if cents <= 0:
        raise NotClean("write_off.nothing", "Nothing is open that could be given up.")
    made = WriteOffRequest.objects.create(
        id=WriteOffRequest.key(by.practice_id, Sequence.next(by.practice_id, "write_off")),
        practice_id=by.practice_id,
        denial=item,
        charge=row,
        amount=cents,
        reason=reason,
        note=note,
        requested_by_id=_person(by),
        requested_at=by.now(),
    )
    _record_request(by, "denials.request_write_off", made)
    if cents <= _limit(by, reason):
        _give_up(by, made, approve=True)
    return made


@action("denials.decide_write_off", Role.ADJUSTMENT_APPROVER)
def decide_write_off(by: Actor, request: UUID, *, approve: bool) -> WriteOffRequest:
    """Approve or decline a write-off that somebody else asked for.

    NotYours for one's own request, TooLate where it is decided or the balance has changed since.
    """
    row = locked(WriteOffRequest, request, "write-off")
    if row.approved is not None:
        raise TooLate("write_off.decided", "This write-off is decided already.")
    if row.requested_by_id == _person(by):
        raise NotYours("write_off.own", "Somebody else approves a write-off than asked for it.")
    _give_up(by, row, approve=approve)
    return row


def _give_up(by: Actor, row: WriteOffRequest, *, approve: bool) -> None:
    if approve:
        if _open_cents(row.charge, row.denial) != row.amount:
            raise TooLate("write_off.moved", "The balance has changed since this was asked for: ask again.")
        row.entry_id = _post(by, row)
        if row.denial is not None:
            _move(by, row.denial, "written_off")
    row.approved, row.decided_by_id, row.decided_at = approve, by.user_id, by.now()
    row.save()
    _record_request(by, "denials.decide_write_off", row, approved=approve)


def _post(by: Actor, row: WriteOffRequest) -> UUID:
    share = Share(charges_on_file([row.charge])[row.charge_id], row.amount)
    number, occasion = str(row.pk), occasion_of(by)
    if row.denial is None:
        entry = write_off(share, reason=row.reason, number=number, occasion=occasion)
    else:
        owes = _coverage_of(row.denial)
        entry = write_off_denial(
            share, owes, reason=f"{row.denial.group}-{row.denial.reason}", number=number, occasion=occasion
        )
    return books.write([entry])[0]


def _open_cents(charge: Charge, denial: Denial | None) -> int:
    """What is open of a charge: with the denial's payer, or with the patient."""
    if denial is None:
        legs = books.legs(charge=charge.pk, account=PATIENT_RECEIVABLE)
    else:
        coverage = denial.claim.coverage_id
        legs = books.legs(charge=charge.pk, account=PAYER_RECEIVABLE, coverage=coverage)
    left = sum(leg.amount for leg in legs)
    return left if denial is None else min(left, denial.denied)


def _coverage_of(denial: Denial) -> CoverageOnFile:
    row = Coverage.objects.select_related("plan").get(pk=denial.claim.coverage_id)
    return CoverageOnFile(row.pk, row.plan.payer_id, row.plan_id, denial.claim.sequence)


def _limit(by: Actor, reason: str) -> int:
    practice = Practice.objects.get(pk=by.practice_id)
    return int(practice.small_balance if reason == "small_balance" else practice.write_off_limit)


def _open(denial: UUID) -> Denial:
    row = locked(Denial, denial, "denial")
    if row.state != "open":
        raise TooLate("denial.state", f"This denial is {row.state.replace('_', ' ')} already.")
    return row


def _move(by: Actor, row: Denial, state: str) -> None:
    row.state, row.state_since = state, by.now()
    row.save(update_fields=["state", "state_since", "corrected_by"])


def _note(by: Actor, name: str, row: Denial, **details: object) -> None:
    record(
        by,
        name,
        claim=row.claim_id,
        encounter=row.claim.encounter_id,
        patient=row.claim.patient_id,
        subject_kind="denial",
        subject=row.pk,
        **details,
    )


def _record_request(by: Actor, name: str, row: WriteOffRequest, **details: object) -> None:
    record(
        by,
        name,
        claim=row.denial.claim_id if row.denial else None,
        encounter=row.charge.encounter_id,
        patient=row.charge.patient_id,
        subject_kind="write_off",
        subject=row.pk,
        reason=row.reason,
        cents=row.amount,
        **details,
    )


def _person(by: Actor) -> UUID:
    if by.user_id is None:
        raise NotYours("person", "A person asks for this.")
    return by.user_id
