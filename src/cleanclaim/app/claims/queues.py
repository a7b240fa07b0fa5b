"""Which claims wait for their biller? Those stopped by edits, and the clean ones that nobody released yet."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Sum
from django.urls import reverse

from cleanclaim.app.acknowledgments.queues import reasons_of, returned
from cleanclaim.app.audit.actions import Actor
from cleanclaim.app.claims.models import Claim, Hold
from cleanclaim.app.coverage.shown import deadlines
from cleanclaim.app.edits.models import Judgement, Verdict
from cleanclaim.app.people.roles import Role
from cleanclaim.app.work.pages import First, Glance
from cleanclaim.app.work.river import Step
from cleanclaim.core.edits import Result

ORDER_OF_PAYERS = {"P": "primary", "S": "secondary", "T": "tertiary"}
_GLANCE = 5


@dataclass(frozen=True, slots=True)
class Row:
    """One claim of the queue."""

    url: str
    number: str
    patient: str
    payer: str
    sequence: str
    date_of_service: date
    status: str
    finding: str
    findings: int
    due: date | None
    billed_cents: int


def held() -> Exists:
    """Somebody's stop is on the claim."""
    return Exists(Hold.objects.filter(claim=OuterRef("pk"), lifted_at__isnull=True))


def clean() -> QuerySet[Claim]:
    """Clean claims that nobody has released and nobody holds."""
    rows = Claim.objects.filter(state=Claim.State.READY, released_at__isnull=True)
    return rows.exclude(held())


def stopped() -> QuerySet[Claim]:
    """Claims that an edit or a person stops."""
    unfrozen = Claim.objects.filter(frozen_at__isnull=True)
    return unfrozen.filter(Q(state=Claim.State.EDIT_HOLD) | Q(held(), state=Claim.State.READY))


def to_work() -> QuerySet[Claim]:
    """Everything that a biller decides before a claim is sent."""
    unfrozen = Claim.objects.filter(frozen_at__isnull=True)
    return unfrozen.filter(Q(state=Claim.State.EDIT_HOLD) | Q(state=Claim.State.READY, released_at=None))


def in_views(actor: Actor) -> dict[str, tuple[str, QuerySet[Claim]]]:
    """The views of the queue, each with its claims."""
    return {
        "waiting": ("Waits for you" if works(actor) else "Before sending", to_work()),
        "stopped": ("Stopped", stopped()),
        "clean": ("Clean", clean()),
        "returned": ("Rejected", returned(actor)),
        "sent": ("With the payer", Claim.objects.filter(state__in=("sent", "accepted"))),
        "all": ("All", Claim.objects.all()),
    }


def works(actor: Actor) -> bool:
    """True for those who decide about claims."""
    return actor.may(Role.BILLER, Role.MANAGER)


def in_order(rows: QuerySet[Claim]) -> list[Claim]:
    """By the day to file by, then by what they are worth."""
    found = list(rows.select_related("patient", "payer"))
    due = deadlines((one.payer_id, one.date_of_service) for one in found)

    def rank(one: Claim) -> tuple[date, int, str]:
        deadline = due[one.payer_id, one.date_of_service]
        return deadline or date.max, -one.billed, one.patient_control_number

    return sorted(found, key=rank)


def newest(rows: QuerySet[Claim]) -> QuerySet[Claim]:
    """The latest first, as one looks something up."""
    return rows.select_related("patient", "payer").order_by("-date_of_service", "-patient_control_number")


def keys_in_order() -> list[UUID]:
    """What a biller decides, as keys in the order of work."""
    return [one.pk for one in in_order(to_work())]


def shown(claims: Sequence[Claim]) -> list[Row]:
    """Claims as rows of the queue."""
    due = deadlines((one.payer_id, one.date_of_service) for one in claims)
    failing = _failing(claims)
    stops = set(Hold.objects.filter(claim__in=claims, lifted_at__isnull=True).values_list("claim", flat=True))
    return [
        Row(
            url=reverse("claims_page", args=[one.pk]),
            number=one.patient_control_number,
            patient=str(one.patient),
            payer=str(one.payer),
            sequence=ORDER_OF_PAYERS.get(one.sequence, one.sequence),
            date_of_service=one.date_of_service,
            status=status_of(one, is_held=one.pk in stops),
            finding=wrong[0] if wrong else "",
            findings=len(wrong),
            due=due[one.payer_id, one.date_of_service] if one.frozen_at is None else None,
            billed_cents=one.billed,
        )
        for one in claims
        for wrong in [failing.get(one.pk) or _came_back(one)]
    ]


def status_of(claim: Claim, *, is_held: bool) -> str:
    """The word for how far a claim is: a hold and a release are said before its state."""
    if is_held and claim.frozen_at is None:
        return "held"
    if claim.state == Claim.State.READY:
        return "released" if claim.released_at else "clean"
    return claim.state


def _failing(claims: Sequence[Claim]) -> dict[UUID, list[str]]:
    """What the latest judgement of each unsent claim found, in words."""
    asked = [one.pk for one in claims if one.state == Claim.State.EDIT_HOLD]
    newer = Judgement.objects.filter(
        claim=OuterRef("judgement__claim"), sequence__gt=OuterRef("judgement__sequence")
    )
    rows = Verdict.objects.filter(~Exists(newer), judgement__claim__in=asked, verdict=Result.FAIL)
    found: dict[UUID, list[str]] = {}
    for claim, message in rows.order_by("position").values_list("judgement__claim", "message"):
        found.setdefault(claim, []).append(message)
    return found


def _came_back(claim: Claim) -> list[str]:
    return reasons_of(claim) if claim.state in (Claim.State.REJECTED, Claim.State.ENVELOPE_REJECTED) else []


def waiting(actor: Actor) -> int:
    """How many claims this person decides about."""
    return to_work().count() if works(actor) else 0


def glance(actor: Actor) -> Glance | None:
    """For the home page."""
    if not works(actor):
        return None
    summed = to_work().aggregate(count=Count("pk"), worth=Sum("billed"))
    stops = stopped().count()
    return Glance(
        title="Claims to decide",
        url=reverse("claims"),
        count=summed["count"],
        one="claim",
        many="claims",
        worth_cents=summed["worth"] or 0,
        words=f"{stops} stopped" if stops else "",
        rows=[
            First(
                url=row.url,
                label=row.patient,
                also=row.finding or f"{row.payer}, {row.sequence}",
                status=row.status,
                cents=row.billed_cents,
                due=row.due,
            )
            for row in shown(in_order(to_work())[:_GLANCE])
        ],
    )


STEP = Step("claims", "Claims", "claims", waiting=waiting, glance=glance)
