"""What was denied, why, and what is the best way out? The queue, one denied line, and its ways."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.contrib import messages
from django.db.models import QuerySet
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_POST

from cleanclaim.app.audit.actions import Actor
from cleanclaim.app.coding.library import editions_on
from cleanclaim.app.denials import actions, queues
from cleanclaim.app.denials.forms import OwnerForm, WriteOffForm
from cleanclaim.app.denials.models import Denial, WriteOffRequest
from cleanclaim.app.denials.opening import profile_of
from cleanclaim.app.people.keeping import one
from cleanclaim.app.people.roles import Role
from cleanclaim.app.work.arithmetic import Sum, SumLine, proved
from cleanclaim.app.work.links import link
from cleanclaim.app.work.pages import (
    Button,
    Detail,
    Empty,
    Fact,
    Link,
    Queue,
    actor_of,
    chosen,
    cut,
    page,
    place_in,
    show,
    views_of,
)
from cleanclaim.app.work.river import READS
from cleanclaim.app.work.timeline import timeline
from cleanclaim.core.basics.money import dollars
from cleanclaim.core.denials.correction import CorrectionPath, correction_path
from cleanclaim.core.denials.reasons import reason as known_reason
from cleanclaim.core.remittances.balance import balance_line

_VIEWS = {"mine": "Yours", "open": "All open", "all": "All"}
_GROUPS = {
    "CO": "The contract makes the practice liable: the patient is not billed.",
    "PR": "The payer says that it is the patient's.",
    "OA": "The group says nothing of who is liable.",
    "PI": "The payer began it, and the patient is not billed.",
}


@dataclass(frozen=True, slots=True)
class Said:
    """A code of the payer's, in our words."""

    code: str
    words: str
    remarks: Sequence["Said"] = ()


@dataclass(frozen=True, slots=True)
class Way:
    """One way out, and until when it is open."""

    title: str
    words: str
    limit: date | None = None


@dataclass(kw_only=True)
class DenialPage(Detail):
    """One denied line."""

    reason: Said
    ways: Sequence[Way]
    sum: Sum
    facts: Sequence[Fact]


@page(*READS)
def denials(request: HttpRequest) -> HttpResponse:
    """List the denied lines that wait for this person, for anybody, or all of them."""
    actor = actor_of(request)
    rows: dict[str, QuerySet[Denial]] = {
        "mine": queues.mine(actor),
        "open": queues.open_ones(actor),
        "all": queues.every(actor),
    }
    counts = {name: found.count() for name, found in rows.items()}
    known = list(_VIEWS) if counts["mine"] else ["open", "mine", "all"]
    now = chosen(request, "view", known)
    part, pages = cut(request, queues.with_parts(rows[now]))
    worth = queues.worth(rows[now])
    content = Queue(
        figure=f"{counts[now]:,}",
        words=_question(now, counts[now], worth, rows["open"].first()),
        rows=queues.shown(part),
        empty=_empty(now),
        today=actor.today(),
        views=views_of(request, {name: (label, counts[name]) for name, label in _VIEWS.items()}, now),
        pages=pages,
        actions=_decisions(actor),
        total_cents=worth,
    )
    return show(request, "denials/queue.html", content)


@page(*READS)
def denial(request: HttpRequest, key: UUID) -> HttpResponse:
    """Show one denied line."""
    return _shown(request, one(Denial, key, "denial"), {})


def _shown(request: HttpRequest, row: Denial, forms: Mapping[str, Form]) -> HttpResponse:
    actor = actor_of(request)
    procedure = row.charge.procedure if row.charge else "the claim"
    code = f"{row.group}-{row.reason}"
    label = queues.words_of(row.reason, row.denied_on)
    content = DenialPage(
        trail=[
            Link("Denials", reverse("denials")),
            Link(row.claim.patient_control_number, link("claim", row.claim_id)),
            Link(f"line {row.line_number}, {procedure}" if row.line_number else procedure),
        ],
        figure=f"${dollars(row.denied)}",
        words=_sentence(row, label),
        today=actor.today(),
        place=place_in([found.pk for found in queues.mine(actor)], row.pk, "denials_page", "denials"),
        actions=_buttons(actor, row, forms),
        events=timeline(row.claim, link),
        reason=Said(code, f"{label}. {_GROUPS.get(row.group, '')}".strip(), _remarks(row)),
        ways=_ways(row),
        sum=_line_sum(row),
        facts=_facts(row, procedure),
    )
    return show(request, "denials/page.html", content)


@page(Role.BILLER, Role.MANAGER)
@require_POST
def correct(request: HttpRequest, key: UUID) -> HttpResponse:
    """Make the corrected claim; it is judged again, and goes out with the next file."""
    row = actions.correct(actor_of(request), key)
    made = row.corrected_by
    messages.success(request, "The corrected claim is made. Release it, and it goes out with the next file.")
    return redirect(link("claim", made.pk) or "denials") if made else redirect("denials")


@page(Role.BILLER, Role.CODER, Role.CODING_LEAD, Role.MANAGER)
@require_POST
def assign(request: HttpRequest, key: UUID) -> HttpResponse:
    """Give it to another role."""
    form = OwnerForm(request.POST)
    if not form.is_valid():
        return _shown(request, one(Denial, key, "denial"), {"assign": form})
    row = actions.assign(actor_of(request), key, owner=form.cleaned_data["owner"])
    messages.success(request, f"It is the {row.owner}'s work now.")
    return redirect("denials_page", key)


@page(Role.BILLER, Role.CODER, Role.CODING_LEAD, Role.MANAGER)
@require_POST
def uphold(request: HttpRequest, key: UUID) -> HttpResponse:
    """Accept that the payer is right."""
    actions.uphold(actor_of(request), key)
    messages.success(request, "Accepted. The balance stays until it is written off.")
    return redirect("denials_page", key)


@page(Role.BILLER, Role.POSTER, Role.MANAGER)
@require_POST
def write_off(request: HttpRequest, key: UUID) -> HttpResponse:
    """Ask to give the balance up."""
    row = one(Denial, key, "denial")
    form = WriteOffForm(request.POST)
    if not form.is_valid():
        return _shown(request, row, {"write_off": form})
    made = actions.request_write_off(
        actor_of(request),
        row.charge_id,
        reason=form.cleaned_data["reason"],
        note=form.cleaned_data["note"],
        denial=row.pk,
    )
    if made.approved:
        messages.success(request, f"${dollars(made.amount)} written off: it is within the practice's limit.")
    else:
        messages.success(request, f"Asked to write off ${dollars(made.amount)}. Somebody else decides.")
    return redirect("denials_page", key)


@page(Role.ADJUSTMENT_APPROVER)
@require_POST
def approve(request: HttpRequest, key: UUID) -> HttpResponse:
    """Approve a write-off that somebody else asked for."""
    row = actions.decide_write_off(actor_of(request), key, approve=True)
    messages.success(request, f"${dollars(row.amount)} written off.")
    return redirect("denials")


@page(Role.ADJUSTMENT_APPROVER)
@require_POST
def decline(request: HttpRequest, key: UUID) -> HttpResponse:
    """Decline it: the balance stays."""
    row = actions.decide_write_off(actor_of(request), key, approve=False)
    messages.success(request, f"Declined. ${dollars(row.amount)} stays to be worked.")
    return redirect("denials")


def _question(view: str, number: int, worth: int, first: Denial | None) -> str:
    noun = "denied line" if number == 1 else "denied lines"
    if view == "all":
        return f"{noun} so far, worth ${dollars(worth)}."
    whose = "need you" if view == "mine" and number != 1 else "needs you" if view == "mine" else "open"
    ends = f"; the first is due {first.due_on}." if first and number else "."
    return f"{noun} {whose}, worth ${dollars(worth)}{ends}"


def _sentence(row: Denial, label: str) -> str:
    why = label[:1].lower() + label[1:] if label else f"the payer's reason {row.reason}"
    if row.state == "open":
        return f"is denied: {why}. Work it by {row.due_on}."
    return f"was denied: {why}."


def _empty(view: str) -> Empty:
    if view == "all":
        return Empty("No line was denied yet", "Denials come with remittances, line by line.")
    return Empty(
        "No denial waits", "Lines that payers refuse appear here with their due date.", "?view=all", "See all"
    )


def _decisions(actor: Actor) -> list[Button]:
    """A button for each write-off that waits for this person's decision."""
    found = []
    for number, row in enumerate(queues.to_decide(actor).select_related("charge", "requested_by"), 1):
        says = (
            f"{row.requested_by} asks to give up ${dollars(row.amount)} on {row.charge.procedure} "
            f"of {row.charge.date_of_service}: {row.reason.replace('_', ' ')}. {row.note}"
        )
        label = f"${dollars(row.amount)}"
        approve_url = reverse("denials_approve", args=[row.pk])
        decline_url = reverse("denials_decline", args=[row.pk])
        found += [
            Button(name=f"approve-{number}", label=f"Approve {label}", url=approve_url, says=says),
            Button(name=f"decline-{number}", label=f"Decline {label}", url=decline_url, says=says),
        ]
    return found


def _buttons(actor: Actor, row: Denial, forms: Mapping[str, Form]) -> list[Button]:
    if row.state != "open":
        return []
    way = _path(row)
    found = []
    if actor.may(Role.BILLER, Role.MANAGER):
        found.append(
            Button(
                name="correct",
                label="Correct and resubmit",
                url=reverse("denials_correct", args=[row.pk]),
                key="c",
                is_next=True,
                why_not="" if way.frequency else way.why,
                says=f"{way.why} The claim is built from its encounter as it is now.",
            )
        )
    if actor.may(Role.BILLER, Role.CODER, Role.CODING_LEAD, Role.MANAGER):
        form = forms.get("assign") or OwnerForm(initial={"owner": row.owner})
        url = reverse("denials_assign", args=[row.pk])
        found.append(Button(name="assign", label="Give to", url=url, key="a", form=form))
        says = "The payer is right. The balance stays until it is written off or moved."
        uphold_url = reverse("denials_uphold", args=[row.pk])
        found.append(Button(name="uphold", label="Accept", url=uphold_url, key="u", says=says))
    if actor.may(Role.BILLER, Role.POSTER, Role.MANAGER) and row.charge_id:
        found.append(_write_off_button(row, forms))
    return found


def _write_off_button(row: Denial, forms: Mapping[str, Form]) -> Button:
    waits = WriteOffRequest.objects.filter(charge=row.charge_id, approved__isnull=True).exists()
    return Button(
        name="write-off",
        label="Ask to write off",
        url=reverse("denials_write_off", args=[row.pk]),
        key="w",
        is_grave=True,
        why_not="a write-off waits for its decision." if waits else "",
        form=forms.get("write_off") or WriteOffForm(),
        says="Above the practice's limit somebody else decides.",
    )


def _path(row: Denial) -> CorrectionPath:
    return correction_path(
        profile_of(row.claim, row.denied_on),
        payer_claim_control_number=row.claim.payer_claim_control_number,
        remarks=row.remarks,
    )


def _ways(row: Denial) -> list[Way]:
    known = known_reason(row.reason)
    profile = profile_of(row.claim, row.denied_on)
    path = _path(row)
    found = [Way("What to do first", known.next_step)]
    if known.correctable:
        titles = {
            "replacement": "Correct and replace the claim",
            "new_claim": "Correct and send a new claim",
            "reopening": "Ask for a reopening",
        }
        found.append(Way(titles[path.way], path.why, row.due_on))
    if profile is not None and profile.appeal_days is not None and "MA130" not in row.remarks:
        limit = date.fromordinal(row.denied_on.toordinal() + profile.appeal_days)
        words = (
            f"The first of {profile.appeal_levels} levels, {profile.appeal_days} days from the remittance."
        )
        found.append(Way("Appeal", words, limit))
    return found


def _remarks(row: Denial) -> list[Said]:
    codes = editions_on(row.denied_on)
    said = [(remark, codes.rarc(remark)) for remark in row.remarks]
    return [Said(remark, known.label if known else "no words of ours yet") for remark, known in said]


def _line_sum(row: Denial) -> Sum:
    if row.line_payment is None:
        lines = [SumLine("Denied", row.denied, code=f"{row.group}-{row.reason}", kind="end")]
        return Sum("The denied amount", lines)
    fact = row.line_payment.facts()
    sums = balance_line(fact)
    codes = editions_on(row.denied_on)
    terms = []
    for term in sums.terms:
        known = codes.carc(term.code.partition("-")[2]) if term.code else None
        terms.append(SumLine(known.label if known else term.says.capitalize(), term.cents, code=term.code))
    return proved("The line's arithmetic", terms, sums, "Makes", "Paid")


def _facts(row: Denial, procedure: str) -> list[Fact]:
    facts = [
        Fact("Owner", row.owner.capitalize() or "Nobody"),
        Fact("Status", row.state.replace("_", " ").capitalize()),
        Fact("Due", str(row.due_on)),
        Fact("Denied on", str(row.denied_on)),
        Fact("Payer", str(row.claim.payer)),
        Fact("Patient", str(row.claim.patient)),
        Fact("Claim", row.claim.patient_control_number, url=link("claim", row.claim_id), is_code=True),
        Fact("Service", procedure, is_code=True),
    ]
    if row.line_payment is not None:
        remittance = row.line_payment.claim_payment.remittance_id
        facts.append(Fact("Remittance", "as received", url=link("remittance", remittance)))
    if row.corrected_by is not None:
        corrected = row.corrected_by
        facts.append(
            Fact("Corrected by", corrected.patient_control_number, link("claim", corrected.pk), True)
        )
    return facts
