"""Which entries are behind an amount? Those of a remittance, of a claim, of an account, or all of them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Q, QuerySet, Sum
from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from cleanclaim.app.claims.models import Claim, ClaimLine
from cleanclaim.app.ledger.models import Entry, Leg
from cleanclaim.app.people.keeping import one
from cleanclaim.app.people.roles import Role
from cleanclaim.app.remittances.models import Remittance
from cleanclaim.app.work.links import link
from cleanclaim.app.work.pages import Detail, Empty, Link, Pages, actor_of, cut, page, show
from cleanclaim.core.basics.money import dollars
from cleanclaim.core.basics.refusals import Unknown
from cleanclaim.core.ledger.accounts import CHART, REMITTANCE_CLEARING

READS_MONEY = (
    Role.POSTER, Role.BILLER, Role.MANAGER, Role.ADJUSTMENT_APPROVER, Role.REFUND_APPROVER,
    Role.COMPLIANCE_AUDITOR,
)  # fmt: skip
_NOTHING = Empty("No entry yet", "Entries appear when charges are released and money is posted.")


@dataclass(frozen=True, slots=True)
class ShownLeg:
    """One side of an entry."""

    account: str
    words: str
    debit_cents: int
    credit_cents: int


@dataclass(frozen=True, slots=True)
class ShownEntry:
    """One entry with its legs."""

    number: str
    at: datetime
    words: str
    by: str
    reverses_url: str
    legs: Sequence[ShownLeg]


@dataclass(kw_only=True)
class EntriesPage(Detail):
    """Entries, and what they come to."""

    entries: Sequence[ShownEntry]
    debit_cents: int
    credit_cents: int
    balance_cents: int
    balance_words: str
    pages: Pages | None
    empty: Empty = _NOTHING


@page(*READS_MONEY)
def ledger(request: HttpRequest) -> HttpResponse:
    """Show every entry of the practice, the latest first."""
    rows = Entry.objects.filter(practice=actor_of(request).practice_id).order_by("-posted_at", "id")
    return _shown(request, rows, Leg.objects.filter(entry__in=rows), [Link("Ledger")], "in the books.")


@page(*READS_MONEY)
def account(request: HttpRequest, code: str) -> HttpResponse:
    """Show every entry that touches one account."""
    if code not in CHART:
        raise Unknown("unknown", "There is no such account here.")
    name = CHART[code].name
    legs = Leg.objects.filter(practice=actor_of(request).practice_id, account=code)
    rows = Entry.objects.filter(legs__in=legs).distinct().order_by("-posted_at", "id")
    trail = [Link("Ledger", reverse("ledger")), Link(name)]
    return _shown(request, rows, legs, trail, f"on {name}.", balance_words=f"{name} stands at")


@page(*READS_MONEY)
def remittance(request: HttpRequest, key: UUID) -> HttpResponse:
    """Show what a remittance moved; its clearing account is what must reach zero."""
    row = one(Remittance, key, "remittance")
    rows = Entry.objects.filter(legs__remittance=row).distinct().order_by("posted_at", "id")
    trail = [
        Link("Remittances", reverse("remittances")),
        Link(row.trace_number, reverse("remittances_page", args=[row.pk])),
        Link("Entries"),
    ]
    legs = Leg.objects.filter(remittance=row, account=REMITTANCE_CLEARING)
    return _shown(request, rows, legs, trail, "of this remittance.", balance_words="Its clearing stands at")


@page(*READS_MONEY)
def claim(request: HttpRequest, key: UUID) -> HttpResponse:
    """Show what moved on a claim's charges: what is owed on them now is their receivable."""
    row = one(Claim, key, "claim")
    charges = ClaimLine.objects.filter(claim=row).values("charge")
    owed = Q(charge__in=charges) & Q(account__in=("payer_receivable", "patient_receivable"))
    rows = Entry.objects.filter(legs__charge__in=charges).distinct().order_by("posted_at", "id")
    trail = [
        Link("Claims", reverse("claims")),
        Link(row.patient_control_number, link("claim", row.pk)),
        Link("Entries"),
    ]
    legs = Leg.objects.filter(owed)
    return _shown(request, rows, legs, trail, "on its charges.", balance_words="Still owed")


def _shown(
    request: HttpRequest,
    rows: QuerySet[Entry],
    balance_of: QuerySet[Leg],
    trail: Sequence[Link],
    words: str,
    balance_words: str = "The difference is",
) -> HttpResponse:
    total = rows.count()
    part, pages = cut(request, rows)
    entries = [_entry(entry) for entry in _with_legs(part)]
    sides = [leg for entry in entries for leg in entry.legs]
    balance = balance_of.aggregate(left=Sum("amount"))["left"] or 0
    content = EntriesPage(
        trail=trail,
        figure=f"{total:,}",
        words=f"{'entry' if total == 1 else 'entries'} {words}",
        beneath=f"{balance_words} ${dollars(balance)}." if total else "",
        today=actor_of(request).today(),
        entries=entries,
        debit_cents=sum(leg.debit_cents for leg in sides),
        credit_cents=sum(leg.credit_cents for leg in sides),
        balance_cents=balance,
        balance_words=balance_words,
        pages=pages,
    )
    return show(request, "ledger/entries.html", content)


def _with_legs(part: Sequence[Entry]) -> Sequence[Entry]:
    legs = Leg.objects.filter(entry__in=part).select_related("charge", "payer").order_by("position")
    by_entry: dict[UUID, list[Leg]] = {entry.pk: [] for entry in part}
    for leg in legs:
        by_entry[leg.entry_id].append(leg)
    for entry in part:
        entry.shown_legs = by_entry[entry.pk]
    return part


def _entry(entry: Entry) -> ShownEntry:
    return ShownEntry(
        number=str(entry.pk)[:8],
        at=entry.posted_at,
        words=entry.memo or entry.kind.replace("_", " ").capitalize(),
        by=entry.actor,
        reverses_url="",
        legs=[_leg(leg) for leg in entry.shown_legs],
    )


def _leg(leg: Leg) -> ShownLeg:
    said = [
        f"{leg.charge.procedure} of {leg.date_of_service}" if leg.charge else "",
        str(leg.payer) if leg.payer else "",
        leg.reason,
        leg.reference,
    ]
    name = CHART[leg.account].name if leg.account in CHART else leg.account
    words = ", ".join(filter(None, said))
    return ShownLeg(name, words, max(leg.amount, 0), max(-leg.amount, 0))
