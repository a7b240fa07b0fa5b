"""What does a posted claim payment mean for denials? New items for refused lines, an end for paid ones."""

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
from cleanclaim.core.facts import payers
from cleanclaim.core.posting.outcomes import ClaimPosting, Outcome

UNFINISHED = ("open", "corrected", "appealed")


def follow(by: Actor, claim: Claim, posting: ClaimPosting, lines: Sequence[Any], *, denied_on: date) -> None:
    """Open an item for each refused line, and end the items of lines that were paid after all."""
    if posting.outcome is not Outcome.POSTED:
        return
    _end_paid(by, claim, posting)
    items = denial_items(
        posting, practice=by.practice_id, profile=profile_of(claim, denied_on), denied_on=denied_on
    )
    rows = {line.line.charge: row for row, line in zip(lines, posting.lines, strict=False)}
    for item in items:
        number = _free(item.number)
        made = Denial.objects.create(
            id=Denial.key(by.practice_id, number),
            line_payment=rows.get(item.charge),
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


def profile_of(claim: Claim, on: date) -> payers.PayerProfile | None:
    """The rules of the claim's payer on a day."""
    rows = PayerProfile.objects.filter(payer=claim.payer_id)
    return profile_on([row.facts() for row in rows], on)


def _end_paid(by: Actor, claim: Claim, posting: ClaimPosting) -> None:
    paid = [line.line.charge for line in posting.lines if not line.denied and line.paid]
    for row in Denial.objects.filter(
        charge__in=paid, state__in=UNFINISHED, claim__coverage=claim.coverage_id
    ):
        row.state, row.state_since = "paid", by.now()
        row.save(update_fields=["state", "state_since"])
        record(
            by,
            "denials.paid",
            claim=row.claim_id,
            encounter=claim.encounter_id,
            patient=claim.patient_id,
            subject_kind="denial",
            subject=row.pk,
        )


def _free(number: str) -> str:
    """The number, or the number with a count where the same line was refused before."""
    count = Denial.objects.filter(number__startswith=number).count()
    return number if not count else f"{number}-{count + 1}"
