"""Which denied lines wait, for whom, worth what, until when? The one that expires next comes first."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Q, QuerySet, Sum
from django.urls import reverse

from cleanclaim.app.audit.actions import Actor
from cleanclaim.app.coding.library import editions_on
from cleanclaim.app.denials.models import Denial, WriteOffRequest
from cleanclaim.app.people.roles import Role
from cleanclaim.app.work.pages import First, Glance
from cleanclaim.app.work.river import Step

_GLANCE = 5
_OWNS = {Role.CODER: "coder", Role.CODING_LEAD: "coder", Role.BILLER: "biller", Role.MANAGER: "manager"}


@dataclass(frozen=True, slots=True)
class Row:
    """One denied line of the queue."""

    url: str
    number: str
    patient: str
    payer: str
    procedure: str
    code: str
    words: str
    owner: str
    status: str
    due: date
    open_cents: int


def every(actor: Actor) -> QuerySet[Denial]:
    """The practice's denials, the latest first."""
    return Denial.objects.filter(practice=actor.practice_id).order_by("-denied_on", "number")


def open_ones(actor: Actor) -> QuerySet[Denial]:
    """Those that wait for somebody, by the day until which the work counts."""
    return Denial.objects.filter(practice=actor.practice_id, state="open").order_by("due_on", "number")


def mine(actor: Actor) -> QuerySet[Denial]:
    """Those that are the work of one of this person's roles."""
    owners = {_OWNS[role] for role in actor.roles if role in _OWNS}
    return open_ones(actor).filter(owner__in=owners)


def to_decide(actor: Actor) -> QuerySet[WriteOffRequest]:
    """Write-offs that somebody else asked for and this person may decide."""
    rows = WriteOffRequest.objects.filter(practice=actor.practice_id, approved__isnull=True)
    if not actor.may(Role.ADJUSTMENT_APPROVER):
        return rows.none()
    return rows.exclude(requested_by=actor.user_id).order_by("requested_at")


def shown(rows: Sequence[Denial]) -> list[Row]:
    """Denials as rows of the queue."""
    return [
        Row(
            url=reverse("denials_page", args=[one.pk]),
            number=one.claim.patient_control_number,
            patient=str(one.claim.patient),
            payer=str(one.claim.payer),
            procedure=one.charge.procedure if one.charge else "",
            code=f"{one.group}-{one.reason}",
            words=words_of(one.reason, one.denied_on),
            owner=one.owner,
            status=one.state,
            due=one.due_on,
            open_cents=one.denied,
        )
        for one in rows
    ]


def words_of(carc: str, on: date) -> str:
    """A denial's reason in our own words; empty for a code that the library does not have."""
    known = editions_on(on).carc(carc)
    return known.label if known else ""


def with_parts(rows: QuerySet[Denial]) -> QuerySet[Denial]:
    """The same with what a row shows."""
    return rows.select_related("claim__patient", "claim__payer", "charge")


def worth(rows: QuerySet[Denial]) -> int:
    """What denials are worth together, in cents."""
    return rows.order_by().aggregate(cents=Sum("denied"))["cents"] or 0


def waiting(actor: Actor) -> int:
    """How many wait for this person: their denials, and write-offs to decide."""
    return mine(actor).count() + to_decide(actor).count()


def glance(actor: Actor) -> Glance | None:
    """For the home page."""
    rows = mine(actor)
    if not set(_OWNS) & actor.roles:
        return None
    requests = to_decide(actor).count()
    expired = rows.filter(Q(due_on__lte=actor.today())).count()
    words = [
        f"{expired} due by today" if expired else "",
        f"{requests} write-offs to decide" if requests else "",
    ]
    return Glance(
        title="Denials",
        url=reverse("denials"),
        count=waiting(actor),
        one="denied line",
        many="denied lines",
        worth_cents=worth(rows),
        words=", ".join(filter(None, words)),
        rows=[
            First(
                url=row.url,
                label=f"{row.code} {row.words}",
                also=f"{row.patient}, {row.payer}",
                status=row.status,
                cents=row.open_cents,
                due=row.due,
            )
            for row in shown(with_parts(rows)[:_GLANCE])
        ],
    )


STEP = Step("denials", "Denials", "denials", waiting=waiting, glance=glance)
