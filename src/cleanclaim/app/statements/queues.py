"""Who owes what, and who was told? Statements with what is still open of each."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from django.db.models import QuerySet, Sum
from django.urls import reverse

from cleanclaim.app.audit.actions import Actor
from cleanclaim.app.ledger.models import Leg
from cleanclaim.app.people.models import Practice
from cleanclaim.app.people.roles import Role
from cleanclaim.app.statements.models import RefundRequest, Statement
from cleanclaim.app.work.pages import First, Glance
from cleanclaim.app.work.river import Step
from cleanclaim.core.ledger.accounts import PATIENT_RECEIVABLE

_GLANCE = 5
_BILLS = (Role.BILLER, Role.POSTER, Role.MANAGER)


@dataclass(frozen=True, slots=True)
class Row:
    """One statement of the list; owed is what is open of it now."""

    url: str
    patient: str
    number: str
    status: str
    encounters: int
    sent_on: date
    due: date
    owed_cents: int


@dataclass(frozen=True, slots=True)
class Open:
    """A statement with what is open of its charges now, and its status."""

    row: Statement
    owed_cents: int
    status: str  # sent, overdue, paid


def latest(actor: Actor) -> list[Open]:
    """The last statement of each guarantor, the one that is due longest first."""
    rows = Statement.objects.filter(practice=actor.practice_id).select_related("guarantor")
    last = {one.guarantor_id: one for one in rows.order_by("issued_on", "number")}
    return sorted(opened(last.values(), actor.today()), key=lambda one: (one.row.due_on, one.row.number))


def every(actor: Actor) -> QuerySet[Statement]:
    """The practice's statements, the latest first."""
    rows = Statement.objects.filter(practice=actor.practice_id).select_related("guarantor")
    return rows.order_by("-issued_on", "number")


def opened(rows: Iterable[Statement], today: date) -> list[Open]:
    """Statements with what is open of them now."""
    held = list(rows)
    owed = owed_by_charge(UUID(line["charge"]) for row in held for line in row.lines)
    found = []
    for row in held:
        cents = sum(max(owed.get(UUID(line["charge"]), 0), 0) for line in row.lines)
        status = "paid" if not cents else "overdue" if row.due_on < today else "sent"
        found.append(Open(row, cents, status))
    return found


def owed_by_charge(charges: Iterable[UUID]) -> dict[UUID, int]:
    """What patients owe of charges now, in cents."""
    rows = Leg.objects.filter(charge__in=list(charges), account=PATIENT_RECEIVABLE)
    return dict(rows.order_by().values_list("charge").annotate(cents=Sum("amount")))


def owing(actor: Actor) -> dict[UUID, int]:
    """What each guarantor of the practice owes now, in cents."""
    rows = (
        Leg.objects.filter(practice=actor.practice_id, account=PATIENT_RECEIVABLE, charge__isnull=False)
        .order_by()
        .values_list("charge__encounter__guarantor", "charge")
        .annotate(cents=Sum("amount"))
    )
    owed: defaultdict[UUID, int] = defaultdict(int)
    for guarantor, _, cents in rows:
        if cents > 0:
            owed[guarantor] += cents
    return dict(owed)


def to_write(actor: Actor) -> dict[UUID, int]:
    """The guarantors who owe something and were not written to in this cycle, with what they owe."""
    cycle = Practice.objects.get(pk=actor.practice_id).statement_cycle_days
    since = actor.today() - timedelta(days=cycle)
    told = set(
        Statement.objects.filter(practice=actor.practice_id, issued_on__gt=since).values_list(
            "guarantor", flat=True
        )
    )
    return {guarantor: cents for guarantor, cents in owing(actor).items() if guarantor not in told}


def to_decide(actor: Actor) -> QuerySet[RefundRequest]:
    """Refunds that somebody else asked for and this person may decide."""
    rows = RefundRequest.objects.filter(practice=actor.practice_id, approved__isnull=True)
    if not actor.may(Role.REFUND_APPROVER):
        return rows.none()
    return rows.exclude(requested_by=actor.user_id).order_by("requested_at")


def shown(part: Sequence[Open]) -> list[Row]:
    """Statements as rows of the list."""
    return [
        Row(
            url=reverse("statements_page", args=[one.row.pk]),
            patient=str(one.row.guarantor),
            number=one.row.number,
            status=one.status,
            encounters=len({line["date_of_service"] for line in one.row.lines}),
            sent_on=one.row.issued_on,
            due=one.row.due_on,
            owed_cents=one.owed_cents,
        )
        for one in part
    ]


def waiting(actor: Actor) -> int:
    """How many wait for this person: guarantors to write to, and refunds to decide."""
    decide = to_decide(actor).count()
    return decide + (len(to_write(actor)) if actor.may(*_BILLS) else 0)


def glance(actor: Actor) -> Glance | None:
    """For the home page."""
    if not actor.may(*_BILLS, Role.REFUND_APPROVER):
        return None
    write = to_write(actor) if actor.may(*_BILLS) else {}
    late = [one for one in latest(actor) if one.status == "overdue"]
    requests = to_decide(actor).count()
    words = [f"{requests} refunds to decide" if requests else "", f"{len(late)} overdue" if late else ""]
    return Glance(
        title="Statements to write",
        url=reverse("statements"),
        count=len(write) + requests,
        one="guarantor",
        many="guarantors",
        worth_cents=sum(write.values()),
        words=", ".join(filter(None, words)),
        rows=[
            First(
                url=row.url,
                label=row.patient,
                also=f"statement {row.number}",
                status=row.status,
                cents=row.owed_cents,
                due=row.due,
            )
            for row in shown(late[:_GLANCE])
        ],
    )


STEP = Step("statements", "Statements", "statements", waiting=waiting, glance=glance)
