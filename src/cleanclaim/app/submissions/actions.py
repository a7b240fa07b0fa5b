"""How do released claims go out? Into files, and the files to their partners.

    send        released claims → frozen, in a file that waits in the outbox
    resend      the claims of a file that was refused → a new file
    hand_over   what waits in the outbox → its partner; kept under the home folder byte for byte

A file, its submissions, its frozen claims and its place in the outbox are one transaction. Handing over comes
after it and may be repeated: a partner takes the same file once.
"""

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db.models import F, QuerySet

from cleanclaim.app.audit.actions import Actor, action, record
from cleanclaim.app.claims.actions import freeze, note_touch
from cleanclaim.app.claims.drafts import set_state
from cleanclaim.app.claims.models import Claim
from cleanclaim.app.claims.sending import to_send
from cleanclaim.app.claims.sources import route_of
from cleanclaim.app.people.models import Company, Practice
from cleanclaim.app.people.roles import Role
from cleanclaim.app.people.tenancy import practice_scope
from cleanclaim.app.submissions.kept import keep_sent
from cleanclaim.app.submissions.models import ControlNumber, File, Outbox, Submission
from cleanclaim.core import submissions, x12
from cleanclaim.core.basics.refusals import NotClean, Refusal, TooLate
from cleanclaim.core.submissions import ControlNumbers, PlannedFile, ReadyClaim
from cleanclaim.partners import Partner

_SENDS = (Role.BILLER, Role.MANAGER, Role.SYSTEM)


@dataclass(frozen=True, slots=True)
class LeftBehind:
    """A claim that could not go with its file, and why."""

    claim: UUID
    code: str
    message: str


@dataclass(frozen=True, slots=True)
class Sending:
    """What was put into files, and what was left behind."""

    files: tuple[File, ...]
    claims: int
    left: tuple[LeftBehind, ...]


@action("submissions.send", *_SENDS)
def send(by: Actor) -> Sending:
    """Put every released claim of the practice into files, one for each receiver, and freeze it.

    A claim that no route reaches or that an 837P cannot carry stays released and is told in `left`. NotClean
    where no released claim waits.
    """
    waiting = list(to_send().select_for_update(of=("self",)))
    if not waiting:
        raise NotClean("submission.nothing", "No released claim waits to be sent.")
    return _send(by, waiting, "submissions.send")


@action("submissions.resend", *_SENDS)
def resend(by: Actor, claims: Iterable[UUID]) -> Sending:
    """Send the claims of a refused file again: the same versions, in a new file with new control numbers.

    TooLate for a claim whose file was not refused.
    """
    rows = list(Claim.objects.select_for_update(of=("self",)).filter(pk__in=list(claims)))
    if not rows:
        raise NotClean("submission.nothing", "No claim was named.")
    if any(row.state != Claim.State.ENVELOPE_REJECTED for row in rows):
        raise TooLate("submission.not_refused", "Only claims whose file was refused go again as they are.")
    for row in rows:
        note_touch(row)
    return _send(by, rows, "submissions.resend")


def hand_over(by: Actor, partner: Partner) -> list[File]:
    """Hand the practice's waiting files to a partner, in order. What fails stays, with its reason."""
    handed = []
    for waiting in waiting_files(by).filter(partner=partner.name):
        try:
            handed.append(_hand_over(by, waiting.pk, partner))
        except (OSError, Refusal) as wrong:
            code = wrong.code if isinstance(wrong, Refusal) else type(wrong).__name__
            _note_failure(by, waiting.pk, code)
    return handed


def waiting_files(by: Actor) -> QuerySet[Outbox]:
    """The practice's places in the outbox that were not handed over, in the order of their files."""
    with practice_scope(by.practice_id):
        own = list(
            Submission.objects.filter(file__outbox__handed_over_at=None).values_list("file", flat=True)
        )
    return Outbox.objects.filter(file__in=own, handed_over_at=None).order_by("file__control_number")


@action("submissions.hand_over", *_SENDS, Role.INTEGRATION)
def _hand_over(by: Actor, place: UUID, partner: Partner) -> File:
    waiting = Outbox.objects.select_for_update(of=("self",)).select_related("file").get(pk=place)
    file = waiting.file
    if waiting.handed_over_at is None:
        name = keep_sent(partner.name, file.control_number, bytes(file.content))
        partner.send(name, bytes(file.content), by.now())
        waiting.handed_over_at, waiting.last_error = by.now(), ""
        waiting.attempts += 1
        waiting.save(update_fields=["handed_over_at", "attempts", "last_error"])
    record(by, "submissions.hand_over", subject_kind="file", subject=file.pk, partner=partner.name)
    return file


@action("submissions.hand_over_failed", *_SENDS, Role.INTEGRATION)
def _note_failure(by: Actor, place: UUID, code: str) -> None:
    waiting = Outbox.objects.filter(pk=place, handed_over_at__isnull=True)
    waiting.update(attempts=F("attempts") + 1, last_error=code)
    file = Outbox.objects.values_list("file", flat=True).get(pk=place)
    record(by, "submissions.hand_over_failed", subject_kind="file", subject=file, error=code)


def _send(by: Actor, rows: Sequence[Claim], what: str) -> Sending:
    company = Practice.objects.select_related("company").get(pk=by.practice_id).company
    ready, left = _routed(rows)
    fit, unfit = _that_fit(by, ready, company)
    plan = submissions.plan(fit, _taken(company, {one.partner for one in fit}))
    by_number = {row.patient_control_number: row for row in rows}
    files = []
    for planned in plan.files:
        file = _keep(by, company, planned)
        for position, claim in enumerate(planned.claims, 1):
            _submit(by, by_number[claim.patient_control_number], file, planned, position, what)
        files.append(file)
    _take(company, plan.taken)
    left += [LeftBehind(by_number[number].pk, code, message) for number, code, message in unfit]
    for one in left:
        record(by, "submissions.left", claim=one.claim, code=one.code)
    return Sending(tuple(files), len(fit), tuple(left))


def _routed(rows: Sequence[Claim]) -> tuple[list[ReadyClaim], list[LeftBehind]]:
    ready, left = [], []
    for row in rows:
        try:
            route = route_of(row.payer_id)
            if not route.receiver_id:
                raise NotClean("payer.receiver", "The payer's route names no receiver.")
            ready.append(ReadyClaim(row.facts(), route.partner, route.receiver_id, route.receiver_id))
        except NotClean as wrong:
            left.append(LeftBehind(row.pk, wrong.code, wrong.message))
    return ready, left


def _that_fit(
    by: Actor, ready: Sequence[ReadyClaim], company: Company
) -> tuple[list[ReadyClaim], list[tuple[str, str, str]]]:
    """The claims that an 837P can carry; of the others, number, code and reason.

    All are tried together first; only where that fails, each on its own.
    """
    try:
        for file in submissions.plan(ready, {}).files:
            submissions.write(file, company.facts(), by.now())
    except x12.CannotWrite as together:
        fit, unfit = [], []
        for one in ready:
            [alone] = submissions.plan([one], {}).files
            try:
                submissions.write(alone, company.facts(), by.now())
                fit.append(one)
            except x12.CannotWrite as wrong:
                unfit.append((one.claim.patient_control_number, wrong.code, wrong.message))
        if not unfit:
            raise together from None
        return fit, unfit
    return list(ready), []


def _keep(by: Actor, company: Company, planned: PlannedFile) -> File:
    content = submissions.write(planned, company.facts(), by.now())
    digest = hashlib.sha256(content).hexdigest()
    file = File.objects.create(
        id=File.key(company.pk, "sent", digest),
        company=company,
        direction="sent",
        partner=planned.partner,
        sha256=digest,
        size_bytes=len(content),
        kind="837P",
        sender_id=company.submitter_id,
        receiver_id=planned.receiver_id,
        control_number=planned.interchange,
        at=by.now(),
        content=content,
    )
    Outbox.objects.create(id=Outbox.key(file.pk), file=file, partner=planned.partner)
    return file


def _submit(by: Actor, row: Claim, file: File, planned: PlannedFile, position: int, what: str) -> None:
    if row.frozen_at is None:
        freeze(by, row.pk)
    else:
        set_state(by, row, Claim.State.SENT)
    Submission.objects.create(
        id=Submission.key(row.pk, file.pk),
        practice_id=row.practice_id,
        claim=row,
        file=file,
        interchange=planned.interchange,
        group=planned.group,
        transaction=planned.transaction,
        position=position,
        at=by.now(),
    )
    record(
        by,
        what,
        claim=row.pk,
        encounter=row.encounter_id,
        patient=row.patient_id,
        subject_kind="file",
        subject=file.pk,
        partner=planned.partner,
        interchange=planned.interchange,
        position=position,
    )


def _taken(company: Company, partners: Iterable[str]) -> dict[str, ControlNumbers]:
    """The last control numbers of each partner, held until the transaction ends."""
    taken = {}
    for partner in sorted(partners):
        last = {}
        for kind in ("interchange", "group"):
            ControlNumber.objects.get_or_create(company=company, partner=partner, kind=kind)
            row = ControlNumber.objects.select_for_update().get(company=company, partner=partner, kind=kind)
            last[kind] = row.last
        taken[partner] = ControlNumbers(**last)
    return taken


def _take(company: Company, taken: dict[str, ControlNumbers]) -> None:
    for partner, numbers in taken.items():
        rows = ControlNumber.objects.filter(company=company, partner=partner)
        rows.filter(kind="interchange").update(last=numbers.interchange)
        rows.filter(kind="group").update(last=numbers.group)
