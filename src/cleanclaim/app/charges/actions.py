"""How does the price list come to be, and what notices and estimates are given?"""

from collections.abc import Iterable

from cleanclaim.app.audit.actions import Actor, action, record
from cleanclaim.app.charges.models import AdvanceBeneficiaryNotice, FeeScheduleItem, GoodFaithEstimate
from cleanclaim.app.people.keeping import keep, numbered
from cleanclaim.app.people.roles import Role
from cleanclaim.core.basics.refusals import NotClean
from cleanclaim.core.facts import encounters, organisations


@action("charges.add_prices", Role.SYSTEM, Role.MANAGER)
def add_prices(by: Actor, items: Iterable[organisations.FeeScheduleItem]) -> list[FeeScheduleItem]:
    """Add prices of the practice (no payer) or allowed amounts of a contract (a payer), from a day on."""
    given = list(items)
    if any(item.price <= 0 for item in given):
        raise NotClean("price", "A price is more than nothing.")
    rows = keep(
        FeeScheduleItem,
        by.practice_id,
        given,
        lambda fact: (by.practice_id, fact.payer or "own", fact.procedure, fact.modifier, fact.valid_from),
    )
    record(by, "charges.add_prices", count=len(rows))
    return rows


@action("charges.keep_notice", Role.SYSTEM, Role.BILLER, Role.CLINICIAN, Role.MANAGER)
def keep_notice(by: Actor, notice: encounters.AdvanceBeneficiaryNotice) -> AdvanceBeneficiaryNotice:
    """Keep an ABN that the patient signed before the service."""
    if notice.option not in (1, 2, 3):
        raise NotClean("notice.option", "An ABN has one of its three options chosen.")
    rows = keep(
        AdvanceBeneficiaryNotice,
        by.practice_id,
        [notice],
        lambda fact: (fact.encounter, fact.signed_on, *fact.procedures),
    )
    record(by, "charges.keep_notice", encounter=rows[0].encounter_id, option=notice.option)
    return rows[0]


@action("charges.keep_estimate", Role.SYSTEM, Role.BILLER, Role.MANAGER)
def keep_estimate(by: Actor, estimate: encounters.GoodFaithEstimate) -> GoodFaithEstimate:
    """Keep the good faith estimate that a self-pay patient was given."""
    given = numbered(GoodFaithEstimate, [estimate], by.practice_id, "F")
    rows = keep(GoodFaithEstimate, by.practice_id, given, lambda fact: (by.practice_id, fact.number))
    record(by, "charges.keep_estimate", patient=rows[0].patient_id, encounter=rows[0].encounter_id)
    return rows[0]
