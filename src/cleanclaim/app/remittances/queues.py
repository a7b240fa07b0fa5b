"""Which remittances came, and which wait for a person? What is held first, then what awaits its deposit."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import Count, Exists, OuterRef, QuerySet, Sum
from django.urls import reverse

from cleanclaim.app.audit.actions import Actor
from cleanclaim.app.ledger.models import Deposit, Leg
from cleanclaim.app.people.roles import Role
from cleanclaim.app.posting.models import PostedClaimPayment
from cleanclaim.app.remittances.models import Remittance
from cleanclaim.app.work.pages import First, Glance
from cleanclaim.app.work.river import Step
from cleanclaim.core.ledger.accounts import REMITTANCE_CLEARING
from cleanclaim.core.posting.outcomes import Outcome

_GLANCE = 5
_WAITS = (Outcome.HELD.value, Outcome.UNIDENTIFIED.value)


@dataclass(frozen=True, slots=True)
class Row:
    """One remittance of the list."""

    url: str
    trace_number: str
    payer: str
    paid_on: date
    received_at: datetime
    claims: int
    status: str
    why: str
    held_cents: int
    deposit_cents: int


def every(actor: Actor) -> QuerySet[Remittance]:
    """The practice's remittances, the latest first."""
    return Remittance.objects.filter(practice=actor.practice_id).order_by("-received_at", "-payment_date")


def held(actor: Actor) -> QuerySet[Remittance]:
    """Those that a person must decide: held whole, or with a claim in suspense or unidentified."""
    suspended = PostedClaimPayment.objects.filter(
        claim_payment__remittance=OuterRef("pk"), outcome__in=_WAITS
    )
    rows = every(actor).annotate(has_suspended=Exists(suspended))
    return rows.filter(state=Remittance.State.HELD) | rows.filter(has_suspended=True)


def undeposited(actor: Actor) -> QuerySet[Remittance]:
    """Posted ones whose money the bank has not shown yet."""
    came = Deposit.objects.filter(legs__remittance=OuterRef("pk"))
    posted = every(actor).filter(state=Remittance.State.POSTED).exclude(paid=0)
    return posted.annotate(has_deposit=Exists(came)).filter(has_deposit=False)


def clearing(keys: Iterable[UUID]) -> dict[UUID, int]:
    """What each remittance's clearing account still holds; zero is left out."""
    rows = (
        Leg.objects.filter(account=REMITTANCE_CLEARING, remittance__in=list(keys))
        .order_by()
        .values_list("remittance")
        .annotate(left=Sum("amount"))
    )
    return {key: cents for key, cents in rows if cents}


def shown(rows: Sequence[Remittance]) -> list[Row]:
    """Remittances as rows of the list."""
    keys = [one.pk for one in rows]
    suspended = _suspended(keys)
    counts = dict(
        Remittance.objects.filter(pk__in=keys)
        .order_by()
        .annotate(number=Count("claim_payments"))
        .values_list("pk", "number")
    )
    return [_row(one, counts[one.pk], suspended.get(one.pk, [])) for one in rows]


def _suspended(keys: Sequence[UUID]) -> dict[UUID, list[PostedClaimPayment]]:
    found: dict[UUID, list[PostedClaimPayment]] = defaultdict(list)
    rows = PostedClaimPayment.objects.filter(claim_payment__remittance__in=keys, outcome__in=_WAITS)
    for one in rows.select_related("claim_payment"):
        found[one.claim_payment.remittance_id].append(one)
    return found


def _row(one: Remittance, claims: int, suspended: Sequence[PostedClaimPayment]) -> Row:
    whole = one.state == Remittance.State.HELD
    status = one.state
    if not whole and suspended:
        outcomes = {part.outcome for part in suspended}
        status = "held" if Outcome.HELD.value in outcomes else "unidentified"
    reasons = one.held_because if whole else [reason for part in suspended for reason in part.reasons]
    return Row(
        url=reverse("remittances_page", args=[one.pk]),
        trace_number=one.trace_number,
        payer=one.payer["name"],
        paid_on=one.payment_date,
        received_at=one.received_at,
        claims=claims,
        status=status,
        why=reasons[0]["message"] if reasons else "",
        held_cents=one.paid if whole else sum(part.claim_payment.paid for part in suspended),
        deposit_cents=one.paid,
    )


def waiting(actor: Actor) -> int:
    """How many wait for this person."""
    if not actor.may(Role.POSTER, Role.MANAGER):
        return 0
    return held(actor).count() + undeposited(actor).count()


def glance(actor: Actor) -> Glance | None:
    """For the home page."""
    if not actor.may(Role.POSTER, Role.MANAGER):
        return None
    wrong, late = held(actor), undeposited(actor)
    rows = shown([*wrong[:_GLANCE], *late[:_GLANCE]][:_GLANCE])
    number = late.count()
    return Glance(
        title="Remittances",
        url=reverse("remittances"),
        count=waiting(actor),
        one="remittance",
        many="remittances",
        worth_cents=sum(late.values_list("paid", flat=True)),
        words=f"{number} without a deposit" if number else "",
        rows=[
            First(
                url=row.url,
                label=row.payer,
                also=row.why or f"trace number {row.trace_number}",
                status=row.status,
                cents=row.deposit_cents,
            )
            for row in rows
        ],
    )


STEP = Step("remittances", "Remittances", "remittances", waiting=waiting, glance=glance)
