"""What do the figures read here? The books and the claims' lives, from the rows that only ever add up."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from cleanclaim.app.acknowledgments.models import Acknowledgment
from cleanclaim.app.claims.models import Claim, Hold
from cleanclaim.app.denials.models import Denial
from cleanclaim.app.edits.models import Judgement, Override
from cleanclaim.app.ledger.models import Leg
from cleanclaim.app.people.models import Practice
from cleanclaim.app.posting.models import PostedClaimPayment
from cleanclaim.app.submissions.models import Submission
from cleanclaim.core.pages.tables import Row

_REJECTED = {"TA1": ("R",), "999": ("R", "M", "W", "X"), "277CA": ("A3", "A4", "A6", "A7", "A8")}

Happening = tuple[Any, datetime, str, bool, int, int]
"""Claim, instant, kind, clean, paid, denied."""


def tables() -> dict[str, list[Row]]:
    """Every row of the practices in scope, as `core.reports` wants it."""
    return {"leg": list(legs()), "claim": list(claims()), "event": list(events())}


def legs() -> Iterator[Row]:
    """Every leg with its entry's date."""
    rows = Leg.objects.values_list(
        "entry_id", "entry__post_date", "account", "amount", "charge_id", "patient_id", "claim_id",
        "payer_id", "payer_sequence", "date_of_service", "responsibility_date", "first_bill_date", "reason",
    )  # fmt: skip
    for entry, posted, account, amount, charge, patient, claim, payer, *rest in rows.iterator():
        keys = (_text(key) for key in (charge, patient, claim, payer))
        yield str(entry), posted, account, amount, *keys, *rest


def claims() -> Iterator[Row]:
    """Every claim version, on the day that it was made at its practice."""
    on = _local_dates()
    rows = Claim.objects.values_list(
        "practice_id", "id", "payer_id", "sequence", "frequency", "replaces_id", "billed", "date_of_service",
        "created_at",
    )  # fmt: skip
    for practice, claim, payer, sequence, frequency, replaces, billed, served, made in rows.iterator():
        yield (
            str(claim), str(payer), sequence, frequency, _text(replaces), billed, served, on(practice, made),
        )  # fmt: skip


def events() -> Iterator[Row]:
    """Everything that happened to every claim version, in order, on its day at the practice."""
    on = _local_dates()
    practices = dict(Claim.objects.values_list("id", "practice_id"))
    by_claim: dict[Any, list[Happening]] = defaultdict(list)
    for happening in _happenings():
        by_claim[happening[0]].append(happening)
    for claim, happened in by_claim.items():
        happened.sort(key=lambda one: one[1])
        for ordinal, (_, at, kind, clean, paid, denied) in enumerate(happened, 1):
            yield str(claim), ordinal, on(practices[claim], at), kind, clean, paid, denied


def _happenings() -> Iterator[Happening]:
    for claim, at, clean in Judgement.objects.order_by("sequence").values_list("claim", "judged_at", "clean"):
        yield claim, at, "judged", clean, 0, 0
    yield from _plainly(Hold.objects.values_list("claim", "placed_at"), "held")
    yield from _plainly(Override.objects.values_list("claim", "at"), "overridden")
    yield from _plainly(Submission.objects.values_list("claim", "at"), "sent")
    answers = Acknowledgment.objects.values_list("submission__claim", "recorded_at", "kind", "status")
    for claim, at, kind, status in answers:
        yield claim, at, "rejected" if status in _REJECTED.get(kind, ()) else "accepted", False, 0, 0
    yield from _adjudications()


def _plainly(rows: Iterable[tuple[Any, datetime]], kind: str) -> Iterator[Happening]:
    for claim, at in rows:
        yield claim, at, kind, False, 0, 0


def _adjudications() -> Iterator[Happening]:
    denied: dict[Any, int] = defaultdict(int)
    at_claim_level: dict[tuple[Any, date], int] = defaultdict(int)
    items = Denial.objects.values_list("line_payment__claim_payment", "claim", "denied_on", "denied")
    for payment, claim, day, cents in items:
        if payment is not None:
            denied[payment] += cents
        else:
            at_claim_level[claim, day] += cents
    posted = PostedClaimPayment.objects.filter(outcome="posted", claim__isnull=False)
    rows = posted.values_list(
        "claim_payment",
        "claim",
        "posted_at",
        "claim_payment__paid",
        "claim_payment__remittance__payment_date",
    )
    for payment, claim, at, paid, day in rows:
        yield claim, at, "adjudicated", False, paid, denied[payment] + at_claim_level[claim, day]


def _local_dates() -> Callable[[Any, datetime], date]:
    zones = {key: ZoneInfo(name) for key, name in Practice.objects.values_list("id", "time_zone")}
    return lambda practice, at: at.astimezone(zones[practice]).date()


def _text(key: object) -> str:
    return "" if key is None else str(key)
