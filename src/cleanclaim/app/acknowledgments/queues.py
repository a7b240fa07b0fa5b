"""What did partners answer, and which claims came back before adjudication?"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import QuerySet
from django.urls import reverse

from cleanclaim.app.acknowledgments.actions import answer_of
from cleanclaim.app.acknowledgments.models import Acknowledgment
from cleanclaim.app.audit.actions import Actor
from cleanclaim.app.claims.models import Claim
from cleanclaim.app.people.roles import Role
from cleanclaim.app.submissions.models import File
from cleanclaim.app.work.links import link
from cleanclaim.app.work.pages import First, Glance, counted
from cleanclaim.app.work.river import Step
from cleanclaim.core.acknowledgments import Answer, State, fold, meaning, words

_GLANCE = 5
_REFUSING = (State.REJECTED, State.ENVELOPE_REJECTED)
_CLAIMS = "277CA"


@dataclass(frozen=True, slots=True)
class Summary:
    """What one file of answers says, in a word, in words and in numbers."""

    status: str
    words: str
    accepted: int | None  # claims; None where the file answers envelopes
    rejected: int | None


@dataclass(frozen=True, slots=True)
class Row:
    """One file of answers."""

    url: str
    kind: str
    control_number: str
    partner: str
    received_at: datetime
    answers: str
    status: str
    words: str
    accepted: int | None
    rejected: int | None


def answered_by(actor: Actor) -> QuerySet[File]:
    """The files that answered the practice's submissions, the latest first."""
    own = Acknowledgment.objects.filter(practice=actor.practice_id)
    rows = File.objects.filter(direction="received", pk__in=own.values("file"))
    return rows.defer("content").order_by("-at", "-control_number")


def with_rejections(actor: Actor) -> QuerySet[File]:
    """Those in which something of the practice's was refused."""
    statuses = ("R", "M", "W", "X", "A3", "A4", "A6", "A7", "A8")
    refusing = Acknowledgment.objects.filter(practice=actor.practice_id, status__in=statuses)
    return answered_by(actor).filter(pk__in=refusing.values("file"))


def shown(files: Sequence[File]) -> list[Row]:
    """Files of answers as rows of the list."""
    by_file: dict[object, list[Acknowledgment]] = defaultdict(list)
    for one in Acknowledgment.objects.filter(file__in=files).select_related("submission"):
        by_file[one.file_id].append(one)
    return [_row(file, by_file[file.pk]) for file in files]


def summary(file: File, said: Iterable[Acknowledgment]) -> Summary:
    """Sum up what a file says of the practice's submissions."""
    answers = [answer_of(one) for one in said]
    states = Counter(meaning(one) for one in answers)
    rejected = sum(states[state] for state in _REFUSING)
    accepted = len(answers) - rejected
    status = "accepted" if not rejected else "rejected" if not accepted else "partially accepted"
    why = dict.fromkeys(
        words(reason) for one in answers if meaning(one) in _REFUSING for reason in one.reasons
    )
    told = " ".join(list(why)[:2])
    if file.kind == _CLAIMS:
        return Summary(status, told or _all_well(answers), accepted, rejected)
    return Summary(status, told or "The envelope is in order.", None, None)


def reasons_of(claim: Claim) -> list[str]:
    """Why a claim came back, in sentences; none where it did not."""
    latest = claim.submissions.order_by("at", "interchange").last()
    if latest is None:
        return []
    standing = fold(map(answer_of, latest.acknowledgments.all()))
    if standing.decided_by is None or standing.state not in _REFUSING:
        return []
    return [words(reason) for reason in standing.decided_by.reasons]


def returned(actor: Actor) -> QuerySet[Claim]:
    """Claims that were rejected before adjudication and not corrected yet, the oldest first."""
    rows = Claim.objects.filter(practice=actor.practice_id, state=Claim.State.REJECTED)
    corrected = rows.filter(replaced_by__isnull=False).exclude(replaced_by__state=Claim.State.VOIDED)
    return rows.exclude(pk__in=corrected.values("pk")).order_by("state_since", "patient_control_number")


def _row(file: File, said: Sequence[Acknowledgment]) -> Row:
    told = summary(file, said)
    return Row(
        url=reverse("acknowledgments_page", args=[file.pk]),
        kind=file.kind,
        control_number=file.control_number,
        partner=file.partner,
        received_at=file.at,
        answers=", ".join(sorted({one.submission.interchange for one in said})),
        status=told.status,
        words=told.words,
        accepted=told.accepted,
        rejected=told.rejected,
    )


def _all_well(answers: Sequence[Answer]) -> str:
    return f"{counted(len(answers), 'claim goes', 'claims go')} on."


def _works_rejections(actor: Actor) -> bool:
    return actor.may(Role.BILLER, Role.MANAGER)


def waiting(actor: Actor) -> int:
    """How many rejected claims wait for this person."""
    return returned(actor).count() if _works_rejections(actor) else 0


def glance(actor: Actor) -> Glance | None:
    """For the home page."""
    if not _works_rejections(actor):
        return None
    rows = returned(actor).select_related("patient", "payer")
    return Glance(
        title="Rejected claims",
        url=reverse("acknowledgments"),
        count=rows.count(),
        one="claim",
        many="claims",
        worth_cents=sum(rows.values_list("billed", flat=True)),
        rows=[
            First(
                url=link("claim", row.pk),
                label=str(row.patient),
                also=" ".join(reasons_of(row)[:1]) or str(row.payer),
                status=row.state,
                cents=row.billed,
            )
            for row in rows[:_GLANCE]
        ],
    )


STEP = Step("acknowledgments", "Acknowledgments", "acknowledgments", waiting=waiting, glance=glance)
