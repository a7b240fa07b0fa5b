"""What does a TA1, 999 or 277CA do to the claims that it answers? Kept once, their states are folded."""

import hashlib
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models import Prefetch, Q

from cleanclaim.app.acknowledgments.models import Acknowledgment
from cleanclaim.app.audit.actions import Actor, action, record, system_actor
from cleanclaim.app.claims.drafts import set_state
from cleanclaim.app.claims.models import Claim
from cleanclaim.app.people.models import Company, Practice
from cleanclaim.app.people.roles import Role
from cleanclaim.app.people.tenancy import every_practice
from cleanclaim.app.submissions.models import File, Submission
from cleanclaim.core import acknowledgments, x12
from cleanclaim.core.acknowledgments import Answer, Reason, Source, Standing, Submitted
from cleanclaim.core.basics.dates import Clock
from cleanclaim.core.basics.findings import Finding, Severity
from cleanclaim.core.basics.refusals import NotClean, Unknown
from cleanclaim.core.facts import codec
from cleanclaim.core.facts.exchange import ClaimAcknowledgment, GroupAnswer, InterchangeAnswer

KINDS = {
    Source.INTERCHANGE: "TA1",
    Source.GROUP: "999",
    Source.CLEARINGHOUSE: "277CA",
    Source.PAYER: "277CA",
}
_MOVES = (Claim.State.SENT, Claim.State.ENVELOPE_REJECTED, Claim.State.REJECTED, Claim.State.ACCEPTED)
"""The states that an acknowledgment may move a claim from and to; adjudication is beyond them."""

Placed = tuple[int, UUID, Answer]


@dataclass(frozen=True, slots=True)
class Heard:
    """What became of a file of acknowledgments."""

    file: UUID
    seen_before: bool
    answers: int = 0
    moved: tuple[tuple[UUID, str], ...] = ()  # claim, and the state that it came to
    findings: tuple[Finding, ...] = ()  # answers about nothing that was sent


def take_in(content: bytes, *, company: Company, partner: str, clock: Clock, name: str = "") -> Heard:
    """Keep a partner's TA1, 999 or 277CA, once, and move the claims that it answers; all of it or nothing.

    The same bytes again change nothing. NotClean, with its place, for a file that is cut off, broken or holds
    no acknowledgment; Unknown for one that speaks of nothing that was sent to this partner.
    """
    try:
        return _take_in(content, company, partner, clock, name)
    except IntegrityError:  # another worker took the same file in at the same moment
        return _take_in(content, company, partner, clock, name)


def _take_in(content: bytes, company: Company, partner: str, clock: Clock, name: str) -> Heard:
    digest = hashlib.sha256(content).hexdigest()
    with every_practice("a partner answers the files of all practices"), transaction.atomic():
        known = File.objects.filter(company=company, direction="received", sha256=digest).first()
        if known is not None:
            return Heard(known.pk, seen_before=True)
        reading = x12.read(content, file=name or None)
        _refuse_broken(reading)
        rows = _submissions(company, partner, reading.acknowledgments)
        on = clock().astimezone(UTC).date()
        heard = acknowledgments.match(reading.acknowledgments, map(_as_submitted, rows.values()), on=on)
        if not heard.answers:
            raise Unknown("acknowledgment.unknown", heard.findings[0].message)
        file = _keep(content, digest, reading, company, partner, clock)
        moved = _record_all(rows, heard.answers, file, clock)
        return Heard(file.pk, False, len(heard.answers), moved, heard.findings)


def _refuse_broken(reading: x12.Reading) -> None:
    """A file is taken only where its envelopes hold: what is cut off may lack the answer that matters."""
    for one in reading.findings:
        syntax = one.severity is Severity.ERROR and x12.rule(one.code).snip == 1
        if one.severity is Severity.FATAL or syntax:
            raise NotClean(f"acknowledgment.{one.code}", f"{one.message} ({one.place})")
    if not reading.acknowledgments:
        raise NotClean("acknowledgment.none", "The file holds no TA1, 999 or 277CA.")


def _submissions(company: Company, partner: str, given: Sequence[object]) -> dict[UUID, Submission]:
    """The submissions that these answers may speak of."""
    named = Q()
    for one in given:
        if isinstance(one, InterchangeAnswer):
            named |= Q(interchange=one.interchange.strip().zfill(9))
        elif isinstance(one, GroupAnswer):
            named |= Q(group=one.group.strip().lstrip("0"))
        elif isinstance(one, ClaimAcknowledgment):
            numbers = [claim.patient_control_number for claim in one.claims]
            named |= Q(claim__patient_control_number__in=numbers) | Q(interchange=one.batch)
    rows = Submission.objects.filter(named, file__company=company, file__partner=partner)
    return {row.pk: row for row in rows.select_related("claim")}


def _as_submitted(row: Submission) -> Submitted:
    return Submitted(
        key=row.pk,
        patient_control_number=row.claim.patient_control_number,
        interchange=row.interchange,
        group=row.group,
        transaction=row.transaction,
        batch=row.interchange,
        at=row.at,
    )


def _keep(
    content: bytes, digest: str, reading: x12.Reading, company: Company, partner: str, clock: Clock
) -> File:
    envelope = reading.interchanges[0]
    kinds = ["TA1"] if envelope.answers else [one.set for one in reading.transactions]
    return File.objects.create(
        id=File.key(company.pk, "received", digest),
        company=company,
        direction="received",
        partner=partner,
        sha256=digest,
        size_bytes=len(content),
        kind=kinds[0],
        sender_id=envelope.sender_id,
        receiver_id=envelope.receiver_id,
        control_number=envelope.control_number,
        at=clock(),
        content=content,
    )


def _record_all(
    rows: dict[UUID, Submission], answers: Sequence[tuple[UUID, Answer]], file: File, clock: Clock
) -> tuple[tuple[UUID, str], ...]:
    """Each practice records what its own submissions were answered."""
    by_practice: dict[UUID, list[Placed]] = defaultdict(list)
    for position, (key, answer) in enumerate(answers, 1):
        by_practice[rows[key].practice_id].append((position, key, answer))
    moved: list[tuple[UUID, str]] = []
    for practice in Practice.objects.filter(pk__in=by_practice).order_by("number"):
        moved += _record(system_actor(practice, clock), file, by_practice[practice.pk])
    return tuple(moved)


@action("acknowledgments.record", Role.SYSTEM)
def _record(by: Actor, file: File, placed: Sequence[Placed]) -> list[tuple[UUID, str]]:
    Acknowledgment.objects.bulk_create(_row(by, file, *one) for one in placed)
    record(
        by,
        "acknowledgments.record",
        subject_kind="file",
        subject=file.pk,
        kind=file.kind,
        answers=len(placed),
    )
    own = Submission.objects.filter(pk__in={key for _, key, _ in placed})
    answered = Claim.objects.filter(pk__in=own.values("claim"))
    sent = Submission.objects.order_by("at", "interchange").prefetch_related("acknowledgments")
    with_answers = answered.prefetch_related(Prefetch("submissions", queryset=sent))
    moved = [_move(by, claim, file) for claim in with_answers.order_by("patient_control_number")]
    return [one for one in moved if one is not None]


def _row(by: Actor, file: File, position: int, submission: UUID, answer: Answer) -> Acknowledgment:
    source = Source(answer.source)
    return Acknowledgment(
        id=Acknowledgment.key(submission, file.pk, position),
        practice_id=by.practice_id,
        submission_id=submission,
        file=file,
        position=position,
        kind=KINDS[source],
        source=source.name.lower(),
        effective_on=answer.effective_on,
        status=answer.status,
        reasons=[codec.to_document(reason) for reason in answer.reasons],
        payer_claim_control_number=answer.payer_claim_control_number,
        recorded_at=by.now(),
    )


def _move(by: Actor, claim: Claim, file: File) -> tuple[UUID, str] | None:
    """Bring a claim to where the answers to its latest submission put it; None where it stays."""
    submissions = claim.submissions.all()
    if not submissions or claim.state not in _MOVES:
        return None
    latest = submissions[len(submissions) - 1]
    standing = acknowledgments.fold(map(answer_of, latest.acknowledgments.all()))
    number = standing.decided_by.payer_claim_control_number if standing.decided_by else ""
    if number and not claim.payer_claim_control_number:
        claim.payer_claim_control_number = number
        claim.save(update_fields=["payer_claim_control_number"])
    before, after = claim.state, str(standing.state)
    if before == after:
        return None
    set_state(by, claim, after)
    record(
        by,
        f"acknowledgments.{after}",
        claim=claim.pk,
        encounter=claim.encounter_id,
        patient=claim.patient_id,
        subject_kind="file",
        subject=file.pk,
        kind=file.kind,
        interchange=latest.interchange,
        was=before,
        codes=_codes(standing),
    )
    return claim.pk, after


def answer_of(row: Acknowledgment) -> Answer:
    """A kept acknowledgment as the fact that the fold reads."""
    return Answer(
        source=Source[row.source.upper()],
        effective_on=row.effective_on,
        status=row.status,
        reasons=tuple(codec.from_document(Reason, one) for one in row.reasons),
        payer_claim_control_number=row.payer_claim_control_number,
    )


def _codes(standing: Standing) -> list[str]:
    reasons = standing.decided_by.reasons if standing.decided_by else ()
    return [":".join(filter(None, (one.category, one.code, one.entity))) for one in reasons]
