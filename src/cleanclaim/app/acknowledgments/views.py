"""What did partners answer? The list of answers, rejections first, and one of them."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from cleanclaim.app.acknowledgments import queues
from cleanclaim.app.acknowledgments.actions import answer_of
from cleanclaim.app.acknowledgments.models import Acknowledgment
from cleanclaim.app.audit.actions import Actor
from cleanclaim.app.site.templatetags.words import moment
from cleanclaim.app.submissions.models import File
from cleanclaim.app.work.links import link
from cleanclaim.app.work.pages import (
    Detail,
    Empty,
    Fact,
    Link,
    Queue,
    Shown,
    actor_of,
    chosen,
    counted,
    cut,
    page,
    show,
    views_of,
)
from cleanclaim.app.work.river import READS
from cleanclaim.core.acknowledgments import Source, State, meaning, words
from cleanclaim.core.basics.refusals import Unknown

_ENVELOPE = (Source.INTERCHANGE, Source.GROUP)
_SAYS = {
    State.SENT: "accepted",
    State.ACCEPTED: "accepted",
    State.REJECTED: "rejected",
    State.ENVELOPE_REJECTED: "rejected",
}


@dataclass(frozen=True, slots=True)
class ShownClaim:
    """What is said of one claim."""

    url: str
    number: str
    patient: str
    category: str
    code: str
    words: str
    status: str
    billed_cents: int


@dataclass(kw_only=True)
class AnswerPage(Detail):
    """One file of answers."""

    facts: Sequence[Fact]
    findings: Sequence[Shown]
    claims: Sequence[ShownClaim]


@page(*READS)
def acknowledgments(request: HttpRequest) -> HttpResponse:
    """List the answers with rejections, or all of them."""
    actor = actor_of(request)
    rejecting, everything = queues.with_rejections(actor), queues.answered_by(actor)
    known = {
        "rejections": ("With rejections", rejecting.count()),
        "all": ("All", everything.count()),
    }
    now = chosen(request, "view", list(known))
    part, pages = cut(request, rejecting if now == "rejections" else everything)
    number = known[now][1]
    content = Queue(
        figure=f"{number:,}",
        words=f"{'answer' if number == 1 else 'answers'}{' with rejections' if now == 'rejections' else ''}.",
        beneath=_beneath(queues.waiting(actor)),
        rows=queues.shown(part),
        empty=_empty(now),
        today=actor.today(),
        views=views_of(request, known, now),
        pages=pages,
    )
    return show(request, "acknowledgments/queue.html", content)


@page(*READS)
def acknowledgment(request: HttpRequest, key: UUID) -> HttpResponse:
    """Show one file of answers, as far as it is about this practice."""
    actor = actor_of(request)
    row = _file(actor, key)
    said = list(
        Acknowledgment.objects.filter(file=row)
        .select_related("submission__claim__patient")
        .order_by("position")
    )
    told = queues.summary(row, said)
    content = AnswerPage(
        trail=[Link("Acknowledgments", reverse("acknowledgments")), Link(f"{row.kind} {row.control_number}")],
        figure=row.kind,
        words=f" from {row.partner}, {told.status}",
        beneath=told.words,
        today=actor.today(),
        facts=_facts(row, said),
        findings=_findings(said),
        claims=[_claim(one) for one in said],
    )
    return show(request, "acknowledgments/page.html", content)


def _beneath(returned: int) -> str:
    return f"{counted(returned, 'rejected claim waits', 'rejected claims wait')} for you." if returned else ""


def _file(actor: Actor, key: UUID) -> File:
    row = queues.answered_by(actor).filter(pk=key).first()
    if row is None:
        raise Unknown("unknown", "There is no such answer here.")
    return row


def _empty(view: str) -> Empty:
    if view == "rejections":
        return Empty(
            "No answer holds a rejection",
            "A claim that a clearinghouse or payer sends back stands here, with its reason.",
            "?view=all",
            "See all answers",
        )
    return Empty("No answers yet", "They come when files were sent and their partners were asked.")


def _facts(row: File, said: Sequence[Acknowledgment]) -> list[Fact]:
    sent = {one.submission.interchange: one.submission.file_id for one in said}
    answered = [
        Fact("Answers", number, url=reverse("submissions_file", args=[file]), is_code=True)
        for number, file in sorted(sent.items())
    ]
    return [
        Fact("Kind", row.kind),
        Fact("Control number", row.control_number, is_code=True),
        *answered,
        Fact("Partner", row.partner),
        Fact("From", row.sender_id, is_code=True),
        Fact("Received", moment(row.at)),
        Fact("SHA-256", row.sha256[:16], is_code=True),
    ]


def _findings(said: Sequence[Acknowledgment]) -> list[Shown]:
    """What is wrong with the envelope, each thing once."""
    reasons = (reason for one in map(answer_of, said) if one.source in _ENVELOPE for reason in one.reasons)
    return [
        Shown(severity="error", words=words(reason), code=f"{reason.kind} {reason.code}")
        for reason in dict.fromkeys(reasons)
    ]


def _claim(one: Acknowledgment) -> ShownClaim:
    answer = answer_of(one)
    claim = one.submission.claim
    says = meaning(answer)
    return ShownClaim(
        url=link("claim", claim.pk),
        number=claim.patient_control_number,
        patient=str(claim.patient),
        category=answer.status,
        code=", ".join(dict.fromkeys(reason.code for reason in answer.reasons)),
        words=" ".join(dict.fromkeys(map(words, answer.reasons))),
        status=_SAYS[says] if says else "received",
        billed_cents=claim.billed,
    )
