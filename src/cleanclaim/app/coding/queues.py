"""Which encounters wait to be coded, and in which order? Begun first, then by the day to file by."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Q, QuerySet, Sum
from django.urls import reverse
from django.utils.timezone import localdate

from cleanclaim.app.audit.actions import Actor
from cleanclaim.app.charges.models import Charge
from cleanclaim.app.coverage.shown import PaysFirst, pays_first
from cleanclaim.app.encounters.models import Encounter
from cleanclaim.app.encounters.queues import age_and_sex
from cleanclaim.app.people.roles import Role
from cleanclaim.app.work.pages import First, Glance
from cleanclaim.app.work.river import Step
from cleanclaim.core.encounters import State

IN_CODING = (State.SIGNED, State.CODING, State.QUERY_OPEN)
_GLANCE = 5
_STATUS = {State.SIGNED: "to_code", State.CODING: "in_progress", State.QUERY_OPEN: "query_open"}


@dataclass(frozen=True, slots=True)
class Row:
    """One encounter of the queue."""

    url: str
    patient: str
    also: str
    date_of_service: date
    provider: str
    payer: str
    status: str
    coder: str
    worth_cents: int | None
    waits_days: int
    due: date | None


def waiting(actor: Actor) -> QuerySet[Encounter]:
    """What this person may code now: what they began, and what nobody has; for a manager all of it."""
    rows = Encounter.objects.filter(state__in=(State.SIGNED, State.CODING))
    if actor.may(Role.MANAGER):
        return rows
    if actor.may(Role.CODER, Role.CODING_LEAD):
        return rows.filter(Q(coder=actor.user_id) | Q(state=State.SIGNED, coder=None))
    return rows.none()


def in_order(rows: QuerySet[Encounter]) -> list[tuple[Encounter, PaysFirst]]:
    """Begun ones first, then by the day to file by, then the oldest; with who pays."""
    found = list(rows.select_related("patient", "rendering_provider", "coder"))
    payers = pays_first(found)

    def rank(one: Encounter) -> tuple[bool, date, date, str]:
        return one.state != State.CODING, payers[one.pk].file_by or date.max, one.date_of_service, one.number

    return [(one, payers[one.pk]) for one in sorted(found, key=rank)]


def keys_in_order(actor: Actor) -> list[UUID]:
    """What waits for this person, as keys in the order of work."""
    return [one.pk for one, _ in in_order(waiting(actor))]


def shown(part: list[tuple[Encounter, PaysFirst]], today: date) -> list[Row]:
    """Encounters as rows of the queue. What they are worth is known once their services are drafted."""
    drafted = dict(
        Charge.objects.filter(encounter__in=[one.pk for one, _ in part], state="draft")
        .order_by()
        .values("encounter")
        .annotate(billed=Sum("billed"))
        .values_list("encounter", "billed")
    )
    return [
        Row(
            url=reverse("coding_page", args=[one.pk]),
            patient=str(one.patient),
            also=age_and_sex(one.patient, one.date_of_service),
            date_of_service=one.date_of_service,
            provider=str(one.rendering_provider),
            payer=payer.payer,
            status=_STATUS[State(one.state)],
            coder=str(one.coder) if one.coder else "",
            worth_cents=drafted.get(one.pk),
            waits_days=(today - localdate(one.state_since)).days,
            due=payer.file_by,
        )
        for one, payer in part
    ]


def glance(actor: Actor) -> Glance | None:
    """For the home page."""
    part = in_order(waiting(actor))
    return Glance(
        title="Encounters to code",
        url=reverse("coding"),
        count=len(part),
        one="encounter",
        many="encounters",
        rows=[
            First(
                url=row.url,
                label=row.patient,
                also=f"{row.also}, {row.payer}, seen {row.date_of_service}",
                status=row.status,
                cents=row.worth_cents,
                due=row.due,
            )
            for row in shown(part[:_GLANCE], actor.today())
        ],
    )


STEP = Step("coding", "Coding", "coding", waiting=lambda actor: waiting(actor).count(), glance=glance)
