"""Which encounters wait, and for whom? Notes to sign and questions to answer, of the clinician's own."""

from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.timezone import localdate

from cleanclaim.app.audit.actions import Actor
from cleanclaim.app.coverage.shown import pays_first
from cleanclaim.app.documentation.models import Query
from cleanclaim.app.encounters.models import Encounter, Patient
from cleanclaim.app.people.models import Membership
from cleanclaim.app.people.roles import Role
from cleanclaim.app.work.pages import First, Glance
from cleanclaim.app.work.river import Step
from cleanclaim.core.basics.dates import age_years
from cleanclaim.core.encounters import State

_WAITS = (State.OPEN, State.QUERY_OPEN)
_GLANCE = 5


@dataclass(frozen=True, slots=True)
class Row:
    """One encounter of the list."""

    url: str
    patient: str
    also: str
    date_of_service: date
    provider: str
    payer: str
    note: str
    asked: str
    waits_days: int | None


def waiting(actor: Actor) -> QuerySet[Encounter]:
    """What waits for this person: a clinician's own notes and questions; for a manager everybody's."""
    rows = Encounter.objects.filter(state__in=_WAITS)
    if actor.may(Role.MANAGER):
        return rows
    if actor.may(Role.CLINICIAN):
        held = Membership.objects.filter(
            user=actor.user_id, practice=actor.practice_id, provider__isnull=False
        )
        return rows.filter(rendering_provider__in=held.values("provider"))
    return rows.none()


def ordered(rows: QuerySet[Encounter]) -> QuerySet[Encounter]:
    """Questions first, since a coder waits; then the oldest."""
    return rows.select_related("patient", "rendering_provider").order_by(
        "-state", "date_of_service", "number"
    )


def newest(rows: QuerySet[Encounter]) -> QuerySet[Encounter]:
    """The latest first, as one looks something up."""
    return rows.select_related("patient", "rendering_provider").order_by("-date_of_service", "-number")


def shown(encounters: list[Encounter], today: date) -> list[Row]:
    """Encounters as rows of the list."""
    payers = pays_first(encounters)
    asked = dict(
        Query.objects.filter(encounter__in=encounters, answered_at__isnull=True).values_list(
            "encounter", "question"
        )
    )
    return [
        Row(
            url=reverse("encounters_page", args=[one.pk]),
            patient=str(one.patient),
            also=age_and_sex(one.patient, one.date_of_service),
            date_of_service=one.date_of_service,
            provider=str(one.rendering_provider),
            payer=payers[one.pk].payer,
            note=note_status(one.state),
            asked=asked.get(one.pk, ""),
            waits_days=(today - localdate(one.state_since)).days if one.state in _WAITS else None,
        )
        for one in encounters
    ]


def age_and_sex(patient: Patient, on: date) -> str:
    """As a chart's head says it: 67 F."""
    return f"{age_years(patient.birth_date, on)} {patient.sex}"


def note_status(state: str) -> str:
    """How far the note is, by the encounter's state."""
    return {State.OPEN: "unsigned", State.QUERY_OPEN: "query_open", State.VOIDED: "voided"}.get(
        State(state), "signed"
    )


def glance(actor: Actor) -> Glance | None:
    """For the home page."""
    rows = waiting(actor)
    asked = rows.filter(state=State.QUERY_OPEN).count()
    return Glance(
        title="Notes and questions",
        url=reverse("encounters"),
        count=rows.count(),
        one="encounter",
        many="encounters",
        words=f"{asked} with a coder’s question" if asked else "",
        rows=[
            First(
                url=row.url,
                label=row.patient,
                also=row.asked or f"{row.also}, seen {row.date_of_service}",
                status=row.note,
            )
            for row in shown(list(ordered(rows)[:_GLANCE]), actor.today())
        ],
    )


STEP = Step(
    "encounters", "Encounters", "encounters", waiting=lambda actor: waiting(actor).count(), glance=glance
)
