"""What do I owe, and why? A patient's own pages: their statements, and a payment.

Money is booked only when somebody who can vouch for it says that it came. Until a card processor is connected
that is the practice; a demonstration plays the processor, so that its patients can pay here.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_POST

from cleanclaim.app.audit.actions import Actor
from cleanclaim.app.encounters.models import PatientAccess
from cleanclaim.app.people.roles import Role
from cleanclaim.app.statements import actions, paper, queues
from cleanclaim.app.statements.forms import OwnPaymentForm
from cleanclaim.app.statements.models import PatientPayment, Statement
from cleanclaim.app.statements.views import pdf_response
from cleanclaim.app.work.pages import Button, Detail, Empty, Link, actor_of, page, show
from cleanclaim.core.basics.money import dollars
from cleanclaim.core.basics.refusals import Unknown

_KINDS = {"copay": "Copay at the visit", "payment": "Payment", "refund": "Given back to you"}


@dataclass(frozen=True, slots=True)
class Mine:
    """One statement of the list."""

    url: str
    number: str
    dated: date
    due: date
    owed_cents: int
    status: str


@dataclass(frozen=True, slots=True)
class Paid:
    """Something that was paid, or given back."""

    at: date
    words: str
    cents: int


@dataclass(kw_only=True)
class PatientHome(Detail):
    """A patient's home."""

    statements: Sequence[Mine]
    payments: Sequence[Paid]
    waiting: Sequence[paper.Waiting]
    empty: Empty


@dataclass(kw_only=True)
class OwnStatement(Detail):
    """One statement, for the patient."""

    statement: paper.Paper
    pdf_url: str


@page(Role.PATIENT)
def home(request: HttpRequest) -> HttpResponse:
    """Show what is owed, and each statement."""
    actor = actor_of(request)
    guarantors = _guarantors(actor)
    rows = Statement.objects.filter(guarantor__in=guarantors).order_by("-issued_on", "number")
    found = queues.opened(rows, actor.today())
    last = {one.row.guarantor_id: one for one in reversed(found)}
    owed = sum(one.owed_cents for one in last.values())
    content = PatientHome(
        trail=[],
        figure=f"${dollars(owed)}",
        words="is what you owe." if owed else "is what you owe: everything is paid.",
        beneath="What your plan still has to answer for is not in it.",
        today=actor.today(),
        actions=[_pay_button(one) for one in last.values() if _may_pay(one)],
        statements=[_mine(one) for one in found],
        payments=_payments(guarantors),
        waiting=[wait for guarantor in guarantors for wait in paper.waiting_of(guarantor)],
        empty=Empty("No statement yet", "When your plan has answered, what it leaves to you stands here."),
    )
    return show(request, "statements/patient_home.html", content)


@page(Role.PATIENT)
def statement(request: HttpRequest, key: UUID) -> HttpResponse:
    """Show one of one's own statements."""
    return _shown(request, _own(actor_of(request), key))


def _shown(request: HttpRequest, row: Statement, form: OwnPaymentForm | None = None) -> HttpResponse:
    actor = actor_of(request)
    now = queues.opened([row], actor.today())[0]
    content = OwnStatement(
        trail=[Link("My statements", reverse("patient_home")), Link(row.number)],
        words="",
        today=actor.today(),
        actions=[_pay_button(now, form)] if _may_pay(now) else [],
        statement=paper.paper(row),
        pdf_url=reverse("patient_statement_pdf", args=[row.pk]),
    )
    return show(request, "statements/mine.html", content)


@page(Role.PATIENT)
def pdf(request: HttpRequest, key: UUID) -> HttpResponse:
    """Give one of one's own statements as PDF."""
    return pdf_response(_own(actor_of(request), key))


@page(Role.PATIENT)
@require_POST
def pay(request: HttpRequest, key: UUID) -> HttpResponse:
    """Pay on a statement; a demonstration answers for the card processor."""
    if not settings.DEMO:
        raise Unknown("unknown", "Online payment is not connected. The statement says how to pay.")
    actor = actor_of(request)
    row = _own(actor, key)
    form = OwnPaymentForm(request.POST)
    if not form.is_valid():
        return _shown(request, row, form)
    given = form.cleaned_data
    actions.take_payment(
        actor,
        row.guarantor_id,
        cents=given["amount"],
        method=given["method"],
        reference=given["reference"],
        statement=row.pk,
    )
    messages.success(request, f"Thank you. ${dollars(given['amount'])} is booked.")
    return redirect("patient_home")


def _guarantors(actor: Actor) -> list[UUID]:
    """The accounts that this person may see at this practice."""
    held = PatientAccess.objects.filter(practice=actor.practice_id, user=actor.user_id)
    return list(dict.fromkeys(held.order_by("id").values_list("guarantor", flat=True)))


def _own(actor: Actor, key: UUID) -> Statement:
    row = Statement.objects.filter(pk=key, guarantor__in=_guarantors(actor)).first()
    if row is None:
        raise Unknown("unknown", "There is no such statement here.")
    return row


def _may_pay(now: queues.Open) -> bool:
    return settings.DEMO and now.owed_cents > 0


def _pay_button(now: queues.Open, form: OwnPaymentForm | None = None) -> Button:
    return Button(
        name=f"pay-{now.row.number}",
        label=f"Pay ${dollars(now.owed_cents)}",
        url=reverse("patient_pay", args=[now.row.pk]),
        key="p",
        is_next=True,
        form=form or OwnPaymentForm(initial={"amount": dollars(now.owed_cents)}),
    )


def _mine(one: queues.Open) -> Mine:
    row = one.row
    url = reverse("patient_statement", args=[row.pk])
    return Mine(url, row.number, row.issued_on, row.due_on, one.owed_cents, one.status)


def _payments(guarantors: Sequence[UUID]) -> list[Paid]:
    rows = PatientPayment.objects.filter(guarantor__in=guarantors).order_by("-received_on", "-number")
    return [Paid(row.received_on, f"{_KINDS[row.kind]}, {row.method}", row.amount) for row in rows]
