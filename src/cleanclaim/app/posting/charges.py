"""How do an encounter's charges reach the books? Once each at release; a voided one is taken back."""

from collections.abc import Iterable
from uuid import UUID

from cleanclaim.app.audit.actions import Actor, record
from cleanclaim.app.charges.models import Charge
from cleanclaim.app.encounters.models import Encounter
from cleanclaim.app.ledger import books
from cleanclaim.app.posting.occasions import occasion_of
from cleanclaim.core.basics.refusals import TooLate
from cleanclaim.core.facts import money
from cleanclaim.core.posting.charges import post_charge, void_charge
from cleanclaim.core.posting.legs import ChargeOnFile
from cleanclaim.core.remittances.matching import CoverageOnFile


def post_charges(by: Actor, encounter: Encounter) -> list[UUID]:
    """Post the encounter's charges that are not in the books, and take back those that were voided.

    Works in the caller's transaction. Who owes: the first coverage that answers for the visit, or the
    patient where there is none. TooLate where a voided charge has payments.
    """
    charges = list(Charge.objects.filter(encounter=encounter).exclude(state="draft"))
    posted = {
        one.idempotency_key: one
        for one in books.entries(
            practice=by.practice_id, kind="charge", idempotency_key__in=[str(row.pk) for row in charges]
        )
    }
    taken_back = set(
        Charge.objects.filter(
            pk__in=[row.pk for row in charges], legs__entry__kind="reversal", legs__entry__memo="voided"
        ).values_list("pk", flat=True)
    )
    made: list[money.Entry] = []
    owed_by = _first_coverage(encounter)
    for row in charges:
        known = posted.get(str(row.pk))
        if row.state != "voided" and known is None:
            made.append(_posted(by, row, encounter, owed_by))
        elif row.state == "voided" and known is not None and row.pk not in taken_back:
            _refuse_paid(row)
            made.append(void_charge(known, occasion_of(by)))
    keys = books.write(made) if made else []
    if made:
        record(
            by,
            "posting.post_charges",
            encounter=encounter.pk,
            patient=encounter.patient_id,
            posted=sum(one.reverses is None for one in made),
            voided=sum(one.reverses is not None for one in made),
            cents=sum(leg.amount for one in made for leg in one.legs if leg.amount > 0),
        )
    return keys


def _posted(by: Actor, row: Charge, encounter: Encounter, owed_by: CoverageOnFile | None) -> money.Entry:
    charge = ChargeOnFile(
        row.pk, row.patient_id, row.date_of_service, row.rendering_provider_id, encounter.facility_id
    )
    return post_charge(charge, row.billed, owed_by, occasion_of(by))


def _first_coverage(encounter: Encounter) -> CoverageOnFile | None:
    from cleanclaim.app.claims.sources import coverages_of

    first = next(iter(coverages_of(encounter)), None)
    if first is None:
        return None
    return CoverageOnFile(first.pk, first.plan.payer_id, first.plan_id, first.sequence)


def _refuse_paid(row: Charge) -> None:
    """A charge that money has touched is corrected through its payer, not by a void."""
    if row.legs.exclude(entry__kind="charge").exists():
        raise TooLate(
            "charge_settled", "This charge has payments or adjustments: they must be taken back first."
        )


def charges_on_file(rows: Iterable[Charge]) -> dict[UUID, ChargeOnFile]:
    """Charges as every leg about them names them."""
    return {
        row.pk: ChargeOnFile(
            row.pk, row.patient_id, row.date_of_service, row.rendering_provider_id, row.encounter.facility_id
        )
        for row in rows
    }
