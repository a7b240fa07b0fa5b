"""What do posted claim payments mean for denials? New items for refused lines, an end for paid ones."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from cleanclaim.app.audit.actions import Actor, record
from cleanclaim.app.claims.models import Claim
from cleanclaim.app.coverage.models import PayerProfile
from cleanclaim.app.denials.models import Denial
from cleanclaim.app.people.rows import columns_from
from cleanclaim.core.coverage import profile_on
from cleanclaim.core.denials.items import denial_items
from cleanclaim.core.facts import money, payers
from cleanclaim.core.posting.outcomes import ClaimPosting, Outcome

UNFINISHED = ("open", "corrected", "appealed")
Posted = tuple[Claim, ClaimPosting, Sequence[Any]]
"""A claim, what became of its payment, and the rows of the payment's lines."""


def follow(by: Actor, posted: Sequence[Posted], *, denied_on: date) -> None:
    """Open an item for each refused line, and end the items of lines that were paid after all."""
    adjudicated = [one for one in posted if one[1].outcome is Outcome.POSTED]
    _end_paid(by, adjudicated)
    for claim, posting, lines in adjudicated:
        if not any(line.denied for line in posting.lines):
            continue
        profile = profile_of(claim, denied_on)
        rows = {line.line.charge: row for row, line in zip(lines, posting.lines, strict=False)}
        for item in denial_items(posting, practice=by.practice_id, profile=profile, denied_on=denied_on):
            _open(by, claim, item, rows.get(item.charge))


def profile_of(claim: Claim, on: date) -> payers.PayerProfile | None:
    """The rules of the claim's payer on a day."""
    rows = PayerProfile.objects.filter(payer=claim.payer_id)
    return profile_on([row.facts() for row in rows], on)


def _open(by: Actor, claim: Claim, item: money.Denial, line_payment: Any) -> None:
    number = _free(item.number)
    made = Denial.objects.create(
        id=Denial.key(by.practice_id, number),
        line_payment=line_payment,
        state_since=by.now(),
        **(columns_from(item) | {"number": number}),
    )
    record(
        by,
        "denials.open",
        claim=claim.pk,
        encounter=claim.encounter_id,
        patient=claim.patient_id,
        subject_kind="denial",
        subject=made.pk,
        reason=f"{item.group}-{item.reason}",
        cents=item.denied,
        due_on=item.due_on.isoformat(),
    )


def _end_paid(by: Actor, posted: Sequence[Posted]) -> None:
    """End the items of lines that the same coverage has now paid."""
    paid = {
        (line.line.charge, claim.coverage_id)
        for claim, posting, _ in posted
        for line in posting.lines
        if line.paid and not line.denied
    }
    waiting = Denial.objects.filter(charge__in={charge for charge, _ in paid}, state__in=UNFINISHED)
    for row in waiting.select_related("claim"):
        if (row.charge_id, row.claim.coverage_id) not in paid:
            continue
        row.state, row.state_since = "paid", by.now()
        row.save(update_fields=["state", "state_since"])
        record(
            by,
            "denials.paid",
            claim=row.claim_id,
            encounter=row.claim.encounter_id,
            patient=row.claim.patient_id,
            subject_kind="denial",
            subject=row.pk,
        )


def _free(number: str) -> str:
    """The number, or the number with a count where the same line was refused before."""
    count = Denial.objects.filter(number__startswith=number).count()
    return number if not count else f"{number}-{count + 1}"
