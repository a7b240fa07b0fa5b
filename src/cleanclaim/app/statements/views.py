"""Who was told that they owe what, and what did they pay? The list, one statement, payments and refunds."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from django.contrib import messages
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_POST

from cleanclaim.app.audit.actions import Actor
from cleanclaim.app.people.keeping import one
from cleanclaim.app.people.roles import Role
from cleanclaim.app.statements import actions, paper, queues
from cleanclaim.app.statements.accounts import waiting
from cleanclaim.app.statements.forms import PaymentForm, RefundForm
from cleanclaim.app.statements.models import PatientPayment, RefundRequest, Statement
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
    place_in,
    show,
    views_of,
)
from cleanclaim.app.work.river import READS
from cleanclaim.core.basics.money import dollars

_VIEWS = {"open": "Open", "overdue": "Overdue", "all": "All"}
_BILLS = (Role.BILLER, Role.POSTER, Role.MANAGER)
_KINDS = {"copay": "Copay taken", "payment": "Paid", "refund": "Given back"}


@dataclass(kw_only=True)
class StatementPage(Detail):
    """One statement as the practice sees it."""

    statement: paper.Paper
    pdf_url: str
    facts: Sequence[Fact]


@page(*READS)
def statements(request: HttpRequest) -> HttpResponse:
    """List the statements with something open, the overdue ones, or all of them."""
    actor = actor_of(request)
    last = queues.latest(actor)
    rows: dict[str, Sequence[queues.Open]] = {
        "open": [found for found in last if found.status != "paid"],
        "overdue": [found for found in last if found.status == "overdue"],
        "all": queues.opened(queues.every(actor), actor.today()),
    }
    now = chosen(request, "view", list(_VIEWS))
    part, pages = cut(request, rows[now])
    cents = sum(found.owed_cents for found in rows[now])
    content = Queue(
        figure=f"${dollars(cents)}",
        words=_question(now, len(rows[now])),
        beneath=_beneath(actor),
        rows=queues.shown(part),
        empty=_empty(now),
        today=actor.today(),
        views=views_of(request, {name: (label, len(rows[name])) for name, label in _VIEWS.items()}, now),
        pages=pages,
        actions=[*_run_button(actor), *_decisions(actor)],
        total_cents=cents,
    )
    return show(request, "statements/queue.html", content)


@page(*READS)
def statement(request: HttpRequest, key: UUID) -> HttpResponse:
    """Show one statement."""
    return _shown(request, one(Statement, key, "statement"), {})


def _shown(request: HttpRequest, row: Statement, forms: Mapping[str, Form]) -> HttpResponse:
    actor = actor_of(request)
    now = queues.opened([row], actor.today())[0]
    open_keys = [found.row.pk for found in queues.latest(actor) if found.status != "paid"]
    content = StatementPage(
        trail=[Link("Statements", reverse("statements")), Link(row.number)],
        figure=f"${dollars(now.owed_cents)}",
        words=_words(now),
        beneath=f"Sent on {row.issued_on}, due on {row.due_on}.",
        today=actor.today(),
        place=place_in(open_keys, row.pk, "statements_page", "statements"),
        actions=_buttons(actor, row, now, forms),
        events=_events(row),
        statement=paper.paper(row),
        pdf_url=reverse("statements_pdf", args=[row.pk]),
        facts=_facts(row, now),
    )
    return show(request, "statements/page.html", content)


@page(*READS)
def pdf(request: HttpRequest, key: UUID) -> HttpResponse:
    """Give a statement as PDF."""
    return pdf_response(one(Statement, key, "statement"))


def pdf_response(row: Statement) -> HttpResponse:
    """A statement as a file; its name is the statement's number and nobody's name."""
    response = HttpResponse(paper.pdf(row), content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="statement-{row.number}.pdf"'
    return response


@page(*_BILLS)
@require_POST
def run(request: HttpRequest) -> HttpResponse:
    """Write to everybody who owes something and was not written to in this cycle."""
    sent = actions.run_statements(actor_of(request))
    messages.success(request, f"{counted(len(sent), 'statement', 'statements')} written.")
    return redirect("statements")


@page(*_BILLS)
@require_POST
def payment(request: HttpRequest, key: UUID) -> HttpResponse:
    """Take a payment on a statement."""
    row = one(Statement, key, "statement")
    form = PaymentForm(request.POST)
    if not form.is_valid():
        return _shown(request, row, {"payment": form})
    given = form.cleaned_data
    actions.take_payment(
        actor_of(request),
        row.guarantor_id,
        cents=given["amount"],
        method=given["method"],
        reference=given["reference"],
        statement=row.pk,
    )
    messages.success(request, f"${dollars(given['amount'])} taken. What is owed longest is paid first.")
    return redirect("statements_page", key)


@page(*_BILLS)
@require_POST
def refund(request: HttpRequest, key: UUID) -> HttpResponse:
    """Ask to give an excess back."""
    row = one(Statement, key, "statement")
    form = RefundForm(request.POST)
    if not form.is_valid():
        return _shown(request, row, {"refund": form})
    made = actions.request_refund(actor_of(request), row.guarantor_id, note=form.cleaned_data["note"])
    messages.success(request, f"Asked to give ${dollars(made.amount)} back. Somebody else decides.")
    return redirect("statements_page", key)


@page(Role.REFUND_APPROVER)
@require_POST
def approve(request: HttpRequest, key: UUID) -> HttpResponse:
    """Approve a refund that somebody else asked for."""
    row = actions.decide_refund(actor_of(request), key, approve=True)
    messages.success(request, f"${dollars(row.amount)} goes back by check.")
    return redirect("statements")


@page(Role.REFUND_APPROVER)
@require_POST
def decline(request: HttpRequest, key: UUID) -> HttpResponse:
    """Decline a refund: the money waits on."""
    actions.decide_refund(actor_of(request), key, approve=False)
    messages.success(request, "Declined. The money waits for a charge.")
    return redirect("statements")


def _question(view: str, number: int) -> str:
    noun = "statement" if number == 1 else "statements"
    ends = {"open": f"is open on {number:,} {noun}.", "overdue": f"is overdue on {number:,} {noun}."}
    return ends.get(view, f"is open on the {number:,} {noun} so far.")


def _beneath(actor: Actor) -> str:
    write = queues.to_write(actor)
    if not write:
        return "Everybody who owes something was written to in this cycle."
    number = counted(len(write), "guarantor", "guarantors")
    owed = f"${dollars(sum(write.values()))}"
    return f"Not written to in this cycle: {number}, owing {owed}."


def _empty(view: str) -> Empty:
    if view == "all":
        return Empty("No statement yet", "What plans leave to patients is written to them from here.")
    return Empty("Nothing is open", "Every statement is paid.", "?view=all", "See all statements")


def _run_button(actor: Actor) -> list[Button]:
    if not actor.may(*_BILLS):
        return []
    ready = bool(queues.to_write(actor))
    return [
        Button(
            name="run",
            label="Write statements",
            url=reverse("statements_run"),
            key="w",
            is_next=ready,
            why_not="" if ready else "everybody is up to date.",
        )
    ]


def _decisions(actor: Actor) -> list[Button]:
    found = []
    for number, row in enumerate(queues.to_decide(actor).select_related("requested_by", "guarantor"), 1):
        says = f"{row.requested_by} asks to give ${dollars(row.amount)} back to {row.guarantor}. {row.note}"
        label = f"refund of ${dollars(row.amount)}"
        approve_url = reverse("statements_approve", args=[row.pk])
        decline_url = reverse("statements_decline", args=[row.pk])
        found += [
            Button(name=f"approve-{number}", label=f"Approve {label}", url=approve_url, says=says),
            Button(name=f"decline-{number}", label=f"Decline {label}", url=decline_url, says=says),
        ]
    return found


def _words(now: queues.Open) -> str:
    who = now.row.guarantor
    if now.status == "paid":
        return f"is open: {who} has paid this statement."
    return f"is {'overdue' if now.status == 'overdue' else 'open'} from {who}."


def _buttons(actor: Actor, row: Statement, now: queues.Open, forms: Mapping[str, Form]) -> list[Button]:
    if not actor.may(*_BILLS):
        return []
    found = [
        Button(
            name="payment",
            label="Take a payment",
            url=reverse("statements_payment", args=[row.pk]),
            key="p",
            is_next=now.owed_cents > 0,
            form=forms.get("payment") or PaymentForm(initial={"amount": dollars(now.owed_cents)}),
        )
    ]
    excess = sum(waiting(row.guarantor_id).values())
    if excess and not now.owed_cents:
        asked = RefundRequest.objects.filter(guarantor=row.guarantor_id, approved__isnull=True).exists()
        found.append(
            Button(
                name="refund",
                label=f"Give ${dollars(excess)} back",
                url=reverse("statements_refund", args=[row.pk]),
                key="g",
                form=forms.get("refund") or RefundForm(),
                says="What was paid beyond what is owed. Somebody else decides.",
                why_not="a refund waits for its decision." if asked else "",
            )
        )
    return found


def _events(row: Statement) -> list[Happened]:
    found = [Happened(row.issued_at, f"Statement sent, ${dollars(row.owed)}", icon="document")]
    payments = PatientPayment.objects.filter(guarantor=row.guarantor_id, received_on__gte=row.issued_on)
    for paid in payments.order_by("received_on", "number"):
        words = f"{_KINDS[paid.kind]} ${dollars(abs(paid.amount))} by {paid.method}"
        found.append(Happened(paid.received_on, words, icon="money", tone="good", more=paid.number))
    return found[::-1]


def _facts(row: Statement, now: queues.Open) -> list[Fact]:
    excess = sum(waiting(row.guarantor_id).values())
    return [
        Fact("Guarantor", str(row.guarantor)),
        Fact("Status", now.status.capitalize()),
        Fact("Billed on it", f"${dollars(row.owed - row.unapplied)}"),
        Fact("Open now", f"${dollars(now.owed_cents)}"),
        Fact("Money that waits", f"${dollars(excess)}"),
    ]
