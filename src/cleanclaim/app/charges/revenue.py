"""How do coded services become charges: drafts first, revenue at release?"""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from cleanclaim.app.audit.actions import Actor
from cleanclaim.app.charges.models import Charge
from cleanclaim.app.charges.pricing import price_list
from cleanclaim.app.encounters.models import Encounter
from cleanclaim.app.people.keeping import keep
from cleanclaim.app.people.rows import columns_from
from cleanclaim.core.charges import billed, price_on, revise
from cleanclaim.core.coding import CodedService
from cleanclaim.core.facts import encounters

_RELEASED = ("coded", "claimed")


def replace_drafts(row: Encounter, services: Sequence[CodedService]) -> None:
    """Put draft charges in place of those before, priced by the list on the date of each service."""
    Charge.objects.filter(encounter=row, state="draft").delete()
    first = _next(row)
    dates = {one.date_of_service or row.date_of_service for one in services}
    procedures = {one.procedure for one in services}
    prices = {day: price_list(row.practice_id, procedures, day) for day in dates}
    facts = [
        _draft(row, place, one, number=f"{row.number}L{first + place - 1:02d}", prices=prices)
        for place, one in enumerate(services, 1)
    ]
    keep(Charge, row.practice_id, facts, _name)


def draft_from_released(row: Encounter) -> None:
    """Give the coder a draft copy of the released charges to start from."""
    Charge.objects.filter(encounter=row, state="draft").delete()
    first = _next(row)
    released = Charge.objects.filter(encounter=row, state__in=_RELEASED).order_by("sequence")
    copies = [
        replace(one.facts(), number=f"{row.number}L{first + place:02d}", state="draft")
        for place, one in enumerate(released)
    ]
    keep(Charge, row.practice_id, copies, _name)


def settle(by: Actor, row: Encounter) -> None:
    """Make the drafts charges of the practice, void those that they replace, and post both as revenue."""
    from cleanclaim.app.posting.charges import post_charges

    rows = {one.number: one for one in Charge.objects.filter(encounter=row)}
    released = [one.facts() for one in rows.values() if one.state in _RELEASED]
    drafts = sorted((one for one in rows.values() if one.state == "draft"), key=lambda one: one.sequence)
    revision = revise(released, [one.facts() for one in drafts])
    added = [one.number for one in revision.added]
    Charge.objects.filter(pk__in=[rows[number].pk for number in added]).update(state="coded")
    if revision.kept:
        Charge.objects.filter(encounter=row, state="draft").delete()
    for one in revision.kept:
        Charge.objects.filter(pk=rows[one.number].pk).update(**columns_from(one))
    successors = [rows[number].pk for number in added]
    for place, one in enumerate(revision.voided):
        successor = successors[place] if place < len(successors) else None
        Charge.objects.filter(pk=rows[one.number].pk).update(state="voided", voided_by=successor)
    post_charges(by, row)


def _draft(
    row: Encounter, place: int, one: CodedService, *, number: str, prices: dict[Any, Any]
) -> encounters.Charge:
    day = one.date_of_service or row.date_of_service
    price = price_on(prices[day], one.procedure, one.modifiers, day) or 0
    return encounters.Charge(
        practice=row.practice_id,
        encounter=row.pk,
        patient=row.patient_id,
        number=number,
        sequence=place,
        procedure=one.procedure,
        modifiers=one.modifiers,
        pointers=one.pointers,
        units=one.units,
        unit=one.unit,
        price=price,
        billed=billed(price, one.units),
        date_of_service=day,
        place_of_service=one.place_of_service or row.place_of_service,
        rendering_provider=one.rendering_provider or row.rendering_provider_id,
        ndc=one.ndc,
        ndc_quantity=one.ndc_quantity,
        ndc_unit=one.ndc_unit,
        anesthesia_minutes=one.anesthesia_minutes,
        emergency=one.emergency,
        note=one.note,
        state="draft",
    )


def _next(row: Encounter) -> int:
    """The place after the last charge that the encounter has, drafts left out: those give theirs back."""
    numbers = Charge.objects.filter(encounter=row).values_list("number", flat=True)
    return max((int(number.rpartition("L")[2]) for number in numbers), default=0) + 1


def _name(fact: encounters.Charge) -> tuple[object, ...]:
    return (fact.practice, fact.number)
