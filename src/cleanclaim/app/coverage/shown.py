"""Who pays first for these encounters, and until when must each be filed? For lists, in few queries."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from cleanclaim.app.coverage.models import Coverage, PayerProfile
from cleanclaim.app.encounters.models import Encounter
from cleanclaim.core.coverage import in_force, profile_on

SELF_PAY = "Self-pay"


@dataclass(frozen=True, slots=True)
class PaysFirst:
    """The first payer of an encounter, and the last day on which it takes a claim; None: nobody is asked."""

    payer: str
    file_by: date | None = None


def pays_first(encounters: Sequence[Encounter]) -> dict[UUID, PaysFirst]:
    """By the encounter's key."""
    patients = {one.patient_id for one in encounters}
    rows = Coverage.objects.filter(patient__in=patients).select_related("plan__payer")
    held: dict[UUID, list[Coverage]] = defaultdict(list)
    for row in rows:
        held[row.patient_id].append(row)
    payers = {row.plan.payer_id for row in rows}
    profiles = defaultdict(list)
    for profile in PayerProfile.objects.filter(payer__in=payers):
        profiles[profile.payer_id].append(profile.facts())
    return {one.pk: _first(one, held[one.patient_id], profiles) for one in encounters}


def file_by(payer: UUID, date_of_service: date) -> date | None:
    """The last day on which a payer takes a claim for a date of service."""
    known = [row.facts() for row in PayerProfile.objects.filter(payer=payer)]
    return _deadline(known, date_of_service)


def _first(row: Encounter, held: list[Coverage], profiles: dict[UUID, list]) -> PaysFirst:  # type: ignore[type-arg]
    if row.financial_class == "self_pay" or not held:
        return PaysFirst(SELF_PAY)
    by_number = {one.number: one for one in held}
    chosen = in_force([one.facts() for one in held], row.date_of_service, row.case_id)
    if not chosen:
        return PaysFirst(SELF_PAY)
    payer = by_number[chosen[0].number].plan.payer
    return PaysFirst(payer.name, _deadline(profiles[payer.pk], row.date_of_service))


def _deadline(profiles: list, date_of_service: date) -> date | None:  # type: ignore[type-arg]
    profile = profile_on(profiles, date_of_service)
    return date_of_service + timedelta(days=profile.timely_filing_days) if profile else None
