"""What was sent, and what came of it? The list of files, and one file with its answers and claims."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_POST

from cleanclaim.app.acknowledgments.models import Acknowledgment
from cleanclaim.app.acknowledgments.queues import answered_by, summary
from cleanclaim.app.audit.actions import Actor
from cleanclaim.app.audit.models import Event
from cleanclaim.app.claims.models import Claim
from cleanclaim.app.claims.sending import to_send
from cleanclaim.app.people.roles import Role
from cleanclaim.app.submissions import actions, exchange, queues
from cleanclaim.app.submissions.models import File, Submission
from cleanclaim.app.work.links import link
from cleanclaim.app.work.pages import (
    Button,
    Detail,
    Empty,
    Fact,
    Happened,
    Link,
    Queue,
    actor_of,
    chosen,
    counted,
    cut,
    page,
    show,
    views_of,
)
from cleanclaim.app.work.river import READS
from cleanclaim.core.acknowledgments import words
from cleanclaim.core.basics.refusals import Unknown

_HANDED = {
    "submissions.hand_over": ("Handed to its partner", "good"),
    "submissions.hand_over_failed": ("Could not be handed over; it waits", "warn"),
}


@dataclass(frozen=True, slots=True)
class ShownAnswer:
    """One acknowledgment file that answers this one."""

    kind: str
    control_number: str
    received_at: datetime
    status: str
    words: str
    url: str


@dataclass(frozen=True, slots=True)
class ShownClaim:
    """One claim of the file."""

    url: str
    number: str
    patient: str
    payer: str
    billed_cents: int
    status: str
    why: str


@dataclass(kw_only=True)
class FilePage(Detail):
    """One file that was sent."""

    facts: Sequence[Fact]
    answers: Sequence[ShownAnswer]
    claims: Sequence[ShownClaim]


@page(*READS)
def submissions(request: HttpRequest) -> HttpResponse:
    """List the files that wait for answers, or all of them."""
    actor = actor_of(request)
    waiting, everything = queues.unanswered(actor), queues.sent_files(actor)
    known = {
        "waiting": ("Waits for an answer", waiting.count()),
        "all": ("All", everything.count()),
    }
    now = chosen(request, "view", list(known))
    part, pages = cut(request, waiting if now == "waiting" else everything)
    number = known[now][1]
    content = Queue(
        figure=f"{number:,}",
        words=_question(now, number),
        beneath=_beneath(actor),
        rows=queues.shown(part, actor.today()),
        empty=_empty(now),
        today=actor.today(),
        views=views_of(request, known, now),
        pages=pages,
        actions=_buttons(actor),
    )
    return show(request, "submissions/queue.html", content)


@page(*READS)
def file(request: HttpRequest, key: UUID) -> HttpResponse:
    """Show one file that was sent."""
    actor = actor_of(request)
    if answered_by(actor).filter(pk=key).exists():
        return redirect("acknowledgments_page", key)
    row = _sent(key)
    own = list(
        Submission.objects.filter(file=row)
        .select_related("claim__patient", "claim__payer")
        .prefetch_related("acknowledgments")
        .order_by("position")
    )
    status = queues.envelope_status(own)
    content = FilePage(
        trail=[Link("Submissions", reverse("submissions")), Link(row.control_number)],
        figure=row.control_number,
        words=f"with {counted(len(own), 'claim', 'claims')}, to {row.partner}",
        beneath=f"Sent {row.at:%Y-%m-%d %H:%M}. Its envelope: {status}.",
        today=actor.today(),
        actions=_resend_button(actor, row, own),
        events=_events(row),
        facts=_facts(row, own),
        answers=_answers(row),
        claims=[_claim(one) for one in own],
    )
    return show(request, "submissions/page.html", content)


@page(*READS)
def content(request: HttpRequest, key: UUID) -> HttpResponse:
    """Show a file's bytes as they went out: they hold claims of this practice alone."""
    row = _sent(key)
    return HttpResponse(bytes(row.content), content_type="text/plain; charset=utf-8")


@page(Role.BILLER, Role.MANAGER)
@require_POST
def send(request: HttpRequest) -> HttpResponse:
    """Put what was released into files, and hand them over."""
    actor = actor_of(request)
    sending = actions.send(actor)
    _tell(request, sending)
    exchange.hand_over_all(actor)
    return redirect("submissions")


@page(Role.BILLER, Role.MANAGER)
@require_POST
def resend(request: HttpRequest, key: UUID) -> HttpResponse:
    """Send the claims of a refused file again."""
    actor = actor_of(request)
    row = _sent(key)
    again = Claim.objects.filter(submissions__file=row, state=Claim.State.ENVELOPE_REJECTED)
    _tell(request, actions.resend(actor, list(again.values_list("pk", flat=True))))
    exchange.hand_over_all(actor)
    return redirect("submissions")


@page(Role.BILLER, Role.POSTER, Role.MANAGER)
@require_POST
def collect(request: HttpRequest) -> HttpResponse:
    """Fetch what waits at the partners, and take it in."""
    collected = exchange.collect_all(actor_of(request))
    for one in collected:
        if one.refused:
            messages.error(request, f"{one.arrival.name} was refused. {one.refused}")
        for finding in one.heard.findings if one.heard else ():
            messages.warning(request, f"{one.arrival.name}: {finding.message} ({finding.place})")
    messages.success(request, f"{counted(len(collected), 'file', 'files')} came.")
    return redirect("submissions")


def _sent(key: UUID) -> File:
    """A file that carries claims of this practice."""
    if not Submission.objects.filter(file=key).exists():
        raise Unknown("unknown", "There is no such file here.")
    return File.objects.select_related("outbox").get(pk=key)


def _tell(request: HttpRequest, sending: actions.Sending) -> None:
    for left in sending.left:
        messages.warning(request, f"One claim stays behind. {left.message}")
    if sending.files:
        number = counted(sending.claims, "claim", "claims")
        messages.success(request, f"{number} put into {counted(len(sending.files), 'file', 'files')}.")


def _question(view: str, number: int) -> str:
    noun = "file" if number == 1 else "files"
    return f"{noun} {'without an answer to every claim' if view == 'waiting' else 'sent'}."


def _beneath(actor: Actor) -> str:
    ready, again = to_send().count(), queues.refused(actor).count()
    said = [f"{counted(ready, 'released claim waits', 'released claims wait')} to be sent." if ready else ""]
    if again:
        said.append(f"{counted(again, 'claim', 'claims')} in a refused file go again from its page.")
    return " ".join(filter(None, said))


def _buttons(actor: Actor) -> list[Button]:
    ready = to_send().count()
    found = []
    if actor.may(Role.BILLER, Role.MANAGER):
        found.append(
            Button(
                name="send",
                label="Send released claims",
                url=reverse("submissions_send"),
                key="s",
                is_next=bool(ready),
                why_not="" if ready else "no released claim waits.",
            )
        )
    if actor.may(Role.BILLER, Role.POSTER, Role.MANAGER):
        url = reverse("submissions_collect")
        found.append(Button(name="collect", label="Fetch answers", url=url, key="f"))
    return found


def _resend_button(actor: Actor, row: File, own: Sequence[Submission]) -> list[Button]:
    waits = [one for one in own if one.claim.state == Claim.State.ENVELOPE_REJECTED]
    if not waits or not actor.may(Role.BILLER, Role.MANAGER):
        return []
    return [
        Button(
            name="resend",
            label="Send again",
            url=reverse("submissions_resend", args=[row.pk]),
            is_next=True,
            says="The same claim versions go in a new file with new control numbers.",
        )
    ]


def _empty(view: str) -> Empty:
    if view == "waiting":
        words_ = "Each claim that was sent has its answer from its payer or clearinghouse."
        return Empty("No file waits for an answer", words_, "?view=all", "See all files")
    return Empty("Nothing was sent yet", "Release clean claims, then send them from here.")


def _facts(row: File, own: Sequence[Submission]) -> list[Fact]:
    url = reverse("submissions_content", args=[row.pk])
    facts = [
        Fact("Interchange", row.control_number, url=url, is_code=True),
        Fact("Partner", row.partner),
        Fact("From", row.sender_id, is_code=True),
        Fact("To", row.receiver_id, is_code=True),
        Fact("Bytes", f"{row.size_bytes:,}"),
        Fact("SHA-256", row.sha256[:16], is_code=True),
    ]
    if own:
        facts.insert(1, Fact("Group, transaction", f"{own[0].group}, {own[0].transaction}", is_code=True))
        given = row.outbox.handed_over_at
        waits = f"waits {row.outbox.last_error}".strip()
        facts.append(Fact("Handed over", f"{given:%Y-%m-%d %H:%M}" if given else waits))
    return facts


def _answers(row: File) -> list[ShownAnswer]:
    found = []
    said = Acknowledgment.objects.filter(submission__file=row)
    answers = File.objects.filter(pk__in=said.values("file")).defer("content")
    for one in answers.order_by("at", "control_number"):
        told = summary(one, said.filter(file=one))
        found.append(
            ShownAnswer(one.kind, one.control_number, one.at, told.status, told.words, _answer_url(one))
        )
    return found


def _answer_url(row: File) -> str:
    return reverse("acknowledgments_page", args=[row.pk])


def _claim(one: Submission) -> ShownClaim:
    standing = queues.standing_of(one)
    reasons = standing.decided_by.reasons if standing.decided_by else ()
    refused = standing.state in ("rejected", "envelope_rejected")
    return ShownClaim(
        url=link("claim", one.claim_id),
        number=one.claim.patient_control_number,
        patient=str(one.claim.patient),
        payer=str(one.claim.payer),
        billed_cents=one.claim.billed,
        status=str(standing.state),
        why=" ".join(map(words, reasons)) if refused else "",
    )


def _events(row: File) -> list[Happened]:
    """Newest first, as every timeline."""
    found = [Happened(row.at, "Written, its claims frozen", icon="document")]
    for event in Event.objects.filter(subject=row.pk, action__in=_HANDED).order_by("sequence"):
        words_, tone = _HANDED[event.action]
        more = str(event.details.get("error", ""))
        found.append(Happened(event.at, words_, event.actor, icon="send", tone=tone, more=more))
    return found[::-1]
