"""Which files went out, and how far did each get? What waits to be sent, and what waits for an answer."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import QuerySet
from django.urls import reverse

from cleanclaim.app.acknowledgments.actions import answer_of
from cleanclaim.app.audit.actions import Actor
from cleanclaim.app.claims.models import Claim
from cleanclaim.app.claims.sending import to_send
from cleanclaim.app.people.roles import Role
from cleanclaim.app.submissions.models import File, Submission
from cleanclaim.app.work.pages import First, Glance
from cleanclaim.app.work.river import Step
from cleanclaim.core.acknowledgments import Source, Standing, State, fold

_GLANCE = 5
_ENVELOPE = (Source.INTERCHANGE, Source.GROUP)


@dataclass(frozen=True, slots=True)
class Row:
    """One file that was sent."""

    url: str
    control_number: str
    partner: str
    sent_at: datetime
    envelope: str
    claims: int
    accepted: int
    rejected: int
    waiting: int
    waits_days: int | None
    billed_cents: int


def sent_files(actor: Actor) -> QuerySet[File]:
    """The practice's files, the latest first."""
    own = Submission.objects.filter(practice=actor.practice_id)
    rows = File.objects.filter(direction="sent", pk__in=own.values("file"))
    return rows.defer("content").order_by("-at", "-control_number")


def unanswered(actor: Actor) -> QuerySet[File]:
    """The practice's files in which a claim still waits for an answer, the oldest first."""
    waiting = Submission.objects.filter(claim__state=Claim.State.SENT)
    return sent_files(actor).filter(pk__in=waiting.values("file")).order_by("at", "control_number")


def refused(actor: Actor) -> QuerySet[Claim]:
    """Claims whose file was refused: they go again as they are."""
    return Claim.objects.filter(practice=actor.practice_id, state=Claim.State.ENVELOPE_REJECTED)


def shown(files: Sequence[File], today: date) -> list[Row]:
    """Files as rows of the list."""
    by_file: dict[object, list[Submission]] = {file.pk: [] for file in files}
    submissions = Submission.objects.filter(file__in=files).select_related("claim")
    for one in submissions.prefetch_related("acknowledgments"):
        by_file[one.file_id].append(one)
    return [_row(file, by_file[file.pk], today) for file in files]


def standing_of(submission: Submission) -> Standing:
    """Where a submission stands by all that was answered to it."""
    return fold(map(answer_of, submission.acknowledgments.all()))


def envelope_status(submissions: Sequence[Submission]) -> str:
    """What TA1 and 999 said of a file: waiting, accepted, rejected, or accepted for some of its claims."""
    said = set()
    for one in submissions:
        given = map(answer_of, one.acknowledgments.all())
        answers = [answer for answer in given if answer.source in _ENVELOPE]
        if not answers:
            said.add("waiting")
        else:
            said.add("rejected" if fold(answers).state is State.ENVELOPE_REJECTED else "accepted")
    return said.pop() if len(said) == 1 else "partially accepted"


def _row(file: File, submissions: Sequence[Submission], today: date) -> Row:
    states = Counter(standing_of(one).state for one in submissions)
    waiting = states[State.SENT]
    return Row(
        url=reverse("submissions_file", args=[file.pk]),
        control_number=file.control_number,
        partner=file.partner,
        sent_at=file.at,
        envelope=envelope_status(submissions),
        claims=len(submissions),
        accepted=states[State.ACCEPTED],
        rejected=states[State.REJECTED],
        waiting=waiting,
        waits_days=(today - file.at.date()).days if waiting else None,
        billed_cents=sum(one.claim.billed for one in submissions),
    )


def waiting(actor: Actor) -> int:
    """How many claims wait for this person: to be sent, or to be sent again."""
    if not actor.may(Role.BILLER, Role.MANAGER):
        return 0
    return to_send().count() + refused(actor).count()


def glance(actor: Actor) -> Glance | None:
    """For the home page."""
    if not actor.may(Role.BILLER, Role.MANAGER):
        return None
    rows = [*to_send()[:_GLANCE], *refused(actor)[:_GLANCE]][:_GLANCE]
    again = refused(actor).count()
    return Glance(
        title="Claims to send",
        url=reverse("submissions"),
        count=waiting(actor),
        one="claim",
        many="claims",
        words=f"{again} in a file that was refused" if again else "",
        rows=[
            First(
                url=reverse("submissions"),
                label=str(row.patient),
                also=str(row.payer),
                status=row.state,
                cents=row.billed,
            )
            for row in rows
        ],
    )


STEP = Step("submissions", "Submissions", "submissions", waiting=waiting, glance=glance)
