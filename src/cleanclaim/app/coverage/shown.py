"""Who pays first for these encounters, and until when must each be filed? For lists, in few queries."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from cleanclaim.app.coverage.models import Coverage, PayerProfile
from cleanclaim.app.encounters.models import Encounter
from cleanclaim.core.coverage import in_force, profile_on
from cleanclaim.core.facts.payers import PayerProfile as Profile

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
    profiles = _profiles({row.plan.payer_id for row in rows})
    return {one.pk: _first(one, held[one.patient_id], profiles) for one in encounters}


def deadlines(asked: Iterable[tuple[UUID, date]]) -> dict[tuple[UUID, date], date | None]:
    """The last day on which a payer takes a claim, by payer and date of service."""
    wanted = set(asked)
    profiles = _profiles({payer for payer, _ in wanted})
    return {(payer, day): _deadline(profiles[payer], day) for payer, day in wanted}


def profile_of_day(payer: UUID, day: date) -> Profile | None:
    """A payer's rules on a day, if it has any."""
    return profile_on(_profiles([payer])[payer], day)


def _profiles(payers: Collection[UUID]) -> dict[UUID, list[Profile]]:
    known: dict[UUID, list[Profile]] = defaultdict(list)
    for row in PayerProfile.objects.filter(payer__in=payers):
        known[row.payer_id].append(row.facts())
    return known


def _first(row: Encounter, held: list[Coverage], profiles: dict[UUID, list[Profile]]) -> PaysFirst:
    if row.financial_class == "self_pay" or not held:
        return PaysFirst(SELF_PAY)
    by_number = {one.number: one for one in held}
    chosen = in_force([one.facts() for one in held], row.date_of_service, row.case_id)
    if not chosen:
        return PaysFirst(SELF_PAY)
    payer = by_number[chosen[0].number].plan.payer
    return PaysFirst(payer.name, _deadline(profiles[payer.pk], row.date_of_service))


def _deadline(profiles: list[Profile], date_of_service: date) -> date | None:
    profile = profile_on(profiles, date_of_service)
    return date_of_service + timedelta(days=profile.timely_filing_days) if profile else None
