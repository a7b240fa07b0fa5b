"""What does a biller do with a claim, and how does it become final?

build (at the coder's release) → judged: edit_hold or ready → release → freeze, with the file → answers
correct: a new version of a rejected or adjudicated claim      bill_next: the claim to the next payer
"""

from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING
from uuid import UUID

from cleanclaim.app.audit.actions import Actor, action, record
from cleanclaim.app.charges.models import Charge
from cleanclaim.app.claims.drafts import add_version, build_to, carried, rebuild, set_state
from cleanclaim.app.claims.models import Claim, Hold
from cleanclaim.app.claims.sources import coverages_of, profile_of, source_for
from cleanclaim.app.people.keeping import locked
from cleanclaim.app.people.roles import Role
from cleanclaim.app.posting.models import PostedClaimPayment
from cleanclaim.core.basics.refusals import NotClean, TooLate
from cleanclaim.core.claims import coordination, digest, split
from cleanclaim.core.coverage import next_after
from cleanclaim.core.encounters import State
from cleanclaim.core.facts.remittances import ClaimPayment

if TYPE_CHECKING:
    from cleanclaim.core.submissions.resubmission import Adjudication

_BILLS = (Role.BILLER, Role.MANAGER)
_UNPROCESSABLE = "MA130"
_REJECTED = (Claim.State.REJECTED, Claim.State.ENVELOPE_REJECTED)
_ADJUDICATED = (Claim.State.PAID, Claim.State.PARTIALLY_DENIED, Claim.State.DENIED)


@action("claims.judge", *_BILLS, Role.CODER, Role.CODING_LEAD, Role.SYSTEM)
def judge_again(by: Actor, claim: UUID) -> Claim:
    """Build an unfrozen claim from its encounter as it is now and judge it; TooLate once it is frozen."""
    row = _unfrozen(claim)
    _touch(row)
    rebuild(by, row)
    record(by, "claims.judge", **_about(row), state=row.state)
    return row


@action("claims.release", *_BILLS)
def release(by: Actor, claims: Iterable[UUID]) -> list[Claim]:
    """Release clean claims: they go with the next file. All of them, or none.

    TooLate for one that is not ready, NotClean for one that a person holds.
    """
    rows = [_unfrozen(claim) for claim in claims]
    for row in rows:
        if row.state != Claim.State.READY:
            raise TooLate("claim.not_ready", "Only a claim that passed its edits is released.")
        if row.holds.filter(lifted_at__isnull=True).exists():
            raise NotClean("claim.held", "Somebody holds this claim: lift the hold first.")
    for row in rows:
        if row.released_at is None:
            row.released_at, row.released_by = by.now(), by.name
            row.touches += 1
            row.save(update_fields=["released_at", "released_by", "touches"])
        record(by, "claims.release", **_about(row))
    if not rows:
        raise NotClean("claim.none", "No claim was named.")
    return rows


@action("claims.freeze", *_BILLS, Role.SYSTEM, Role.INTEGRATION)
def freeze(by: Actor, claim: UUID) -> Claim:
    """Fix a released claim for ever, in the transaction that writes its file; from then on it is sent.

    Its document keeps its digest, its charges are claimed, and the version that it replaces is replaced.
    """
    row = _unfrozen(claim)
    if row.state != Claim.State.READY or row.released_at is None:
        raise TooLate("claim.not_released", "Only a claim that its biller released goes into a file.")
    row.frozen_at, row.sha256 = by.now(), digest(row.document)
    row.save(update_fields=["frozen_at", "sha256"])
    set_state(by, row, Claim.State.SENT)
    Charge.objects.filter(claim_lines__claim=row, state="coded").update(state="claimed")
    if row.replaces is not None:
        set_state(by, row.replaces, Claim.State.REPLACED)
    record(by, "claims.freeze", **_about(row), sha256=row.sha256)
    return row


@action("claims.hold", *_BILLS, Role.CODER, Role.CODING_LEAD)
def hold(by: Actor, claim: UUID, reason: str) -> Hold:
    """Stop a claim until the hold is lifted; the reason is shown with it."""
    row = _unfrozen(claim)
    if not reason.strip():
        raise NotClean("hold.reason", "A hold says why.")
    held = Hold.objects.create(
        id=Hold.key(row.pk, row.holds.count() + 1),
        practice_id=row.practice_id,
        claim=row,
        reason=reason.strip(),
        placed_by=by.name,
        placed_at=by.now(),
    )
    Claim.objects.filter(pk=row.pk).update(released_at=None, released_by="")
    _touch(row)
    record(by, "claims.hold", **_about(row), subject_kind="hold", subject=held.pk)
    return held


@action("claims.lift", *_BILLS, Role.CODING_LEAD)
def lift(by: Actor, hold: UUID) -> Hold:
    """Lift a hold; TooLate where somebody did."""
    held = locked(Hold, hold, "hold")
    if held.lifted_at is not None:
        raise TooLate("hold.lifted", "This hold is lifted already.")
    held.lifted_by, held.lifted_at = by.name, by.now()
    held.save(update_fields=["lifted_by", "lifted_at"])
    _touch(held.claim)
    record(by, "claims.lift", **_about(held.claim), subject_kind="hold", subject=held.pk)
    return held


@action("claims.correct", *_BILLS)
def correct(by: Actor, claim: UUID) -> Claim:
    """Make the next version of a rejected or adjudicated claim, from its encounter as it is now.

    How it goes (frequency, the payer's control number) is what the payer's profile on that day says; NotClean
    where the payer takes no corrected claim. TooLate where another version is on its way.
    """
    from cleanclaim.core.submissions.resubmission import resubmission

    row = locked(Claim, claim, "claim")
    state = _adjudication(row)
    if row.replaced_by.exclude(state=Claim.State.VOIDED).exists():
        raise TooLate("claim.corrected", "A corrected version of this claim is there already.")
    if row.encounter.state not in (State.CODED, State.CLAIMED):
        raise TooLate("claim.being_coded", "Its encounter is with the coder: wait for the release.")
    how = resubmission(
        profile_of(row.payer_id, by.today()),
        frequency=row.frequency,
        original=row.facts().payer_claim_control_number,
        adjudicated_as=row.payer_claim_control_number,
        state=state,
    )
    source = source_for(
        row.encounter,
        row.coverage,
        frequency=how.frequency,
        payer_claim_control_number=how.payer_claim_control_number,
        answered=carried(row.facts()),
    )
    part = next((one for one in split(source) if one.number == row.part), None)
    if part is None:
        raise NotClean("claim.no_part", "Its encounter has no charges left for this claim: void it instead.")
    _touch(row)
    made = add_version(
        by, row.encounter, row.coverage, source, part, version=_next_version(row), replaces=row
    )
    Claim.objects.filter(pk=made.pk).update(touches=row.touches)
    made.refresh_from_db()
    record(by, "claims.correct", **_about(made), frequency=made.frequency, replaces=row.version)
    return made


@action("claims.bill_next", *_BILLS, Role.POSTER, Role.SYSTEM)
def bill_next(by: Actor, claim: UUID, payment: ClaimPayment, *, adjudicated_on: date) -> Claim:
    """Build the claim to the next payer, telling it what this one did; adjudicated_on: its payment date.

    NotClean where nobody is next, where this payer left nothing, or where its answer does not balance.
    """
    row = locked(Claim, claim, "claim")
    told = coordination(row.facts(), payment, on=adjudicated_on)
    if told.findings:
        raise NotClean(told.findings[0].code, told.findings[0].message)
    if told.remaining <= 0:
        raise NotClean("claim.nothing_left", "This payer left nothing for the next one.")
    payers_in_order = coverages_of(row.encounter)
    chosen = next_after([one.facts() for one in payers_in_order], row.sequence)
    if chosen is None:
        raise NotClean("claim.no_next_payer", "No other payer is in force: the rest is the patient's.")
    coverage = next(one for one in payers_in_order if one.number == chosen.number)
    if Claim.objects.filter(encounter=row.encounter_id, part=row.part, sequence=coverage.sequence).exists():
        raise TooLate("claim.billed_next", "The next payer has a claim already.")
    answered = {**carried(row.facts()), row.sequence: told}
    made = build_to(by, row.encounter, coverage, answered=answered, only_part=row.part)[0]
    record(by, "claims.bill_next", **_about(made), sequence=made.sequence, after=row.sequence)
    return made


def note_touch(row: Claim) -> None:
    """Count that a person worked on a claim, inside an action of another stage."""
    _touch(row)


def _unfrozen(claim: UUID) -> Claim:
    row = locked(Claim, claim, "claim")
    if row.frozen_at is not None:
        raise TooLate("claim.frozen", "This claim is frozen: it is corrected by a new version.")
    if row.state == Claim.State.VOIDED:
        raise TooLate("claim.voided", "This claim was voided before it was sent.")
    return row


def _adjudication(row: Claim) -> "Adjudication":
    """What became of the version that is corrected; TooLate while it is still on its way."""
    from cleanclaim.core.submissions.resubmission import Adjudication

    if row.state in _REJECTED:
        return Adjudication.NONE
    if row.state not in _ADJUDICATED:
        raise TooLate("claim.pending", "This claim is neither rejected nor adjudicated yet.")
    answers = PostedClaimPayment.objects.filter(claim=row).values_list("claim_payment__remarks", flat=True)
    if any(_UNPROCESSABLE in remarks for remarks in answers):
        return Adjudication.UNPROCESSABLE
    return Adjudication.ADJUDICATED


def _next_version(row: Claim) -> int:
    versions = Claim.objects.filter(encounter=row.encounter_id, part=row.part, sequence=row.sequence)
    return max(versions.values_list("version", flat=True)) + 1


def _touch(row: Claim) -> None:
    row.touches += 1
    row.save(update_fields=["touches"])


def _about(row: Claim) -> dict[str, UUID]:
    return {"claim": row.pk, "encounter": row.encounter_id, "patient": row.patient_id}
