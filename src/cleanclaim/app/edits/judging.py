"""What do the edits say of a claim of ours? Its reference library, its patient's past, its payer's rules."""

from collections.abc import Iterable
from datetime import date, timedelta
from uuid import UUID

from django.db.models import Q

from cleanclaim.app.claims.models import Claim
from cleanclaim.app.coding.library import reference
from cleanclaim.app.coverage.models import PayerProfile
from cleanclaim.core import edits
from cleanclaim.core.facts import claims as facts
from cleanclaim.core.facts import payers

_HISTORY_DAYS = 3 * 366 + 1  # the three years of a new patient
_NOT_DONE = (Claim.State.DRAFT, Claim.State.REPLACED, Claim.State.VOIDED)


def judge_fact(
    claim: facts.Claim,
    *,
    patient: UUID,
    encounter: UUID,
    payer: UUID,
    on: date,
    overrides: Iterable[edits.Override] = (),
) -> edits.Judgement:
    """Judge a claim, kept or only drafted, beside what this practice knows of its patient and its payer."""
    day = min((line.service.first for line in claim.lines), default=on)
    return edits.judge(
        [claim],
        reference=reference(),
        history=history(patient, day, but=encounter),
        overrides=overrides,
        profile=profile_on(payer, day),
        on=on,
    )


def history(patient: UUID, day: date, *, but: UUID) -> list[facts.Claim]:
    """The patient's other claims of that day and of the three years before; not the encounter's own."""
    rows = Claim.objects.filter(patient=patient, date_of_service__gte=day - timedelta(days=_HISTORY_DAYS))
    others = rows.exclude(encounter=but).exclude(state__in=_NOT_DONE).filter(date_of_service__lte=day)
    return [row.facts() for row in others.order_by("date_of_service", "patient_control_number")]


def profile_on(payer: UUID, day: date) -> payers.PayerProfile | None:
    """The payer's rules in force on a day."""
    rows = PayerProfile.objects.filter(payer=payer, valid_from__lte=day)
    row = rows.filter(Q(valid_to=None) | Q(valid_to__gte=day)).order_by("-valid_from").first()
    return row.facts() if row else None
