"""Is the price list kept, and what was signed or promised before a service?"""

from dataclasses import replace
from datetime import date

import pytest

from cleanclaim.app.audit.actions import Actor
from cleanclaim.app.charges import actions as charges
from cleanclaim.app.charges.models import FeeScheduleItem
from cleanclaim.app.charges.pricing import price_list
from cleanclaim.app.encounters.models import Encounter
from cleanclaim.app.people.models import Practice
from cleanclaim.core.basics.refusals import NotClean, NotYours, TooLate
from cleanclaim.core.charges import price_on
from cleanclaim.core.facts import encounters, organisations

OCTOBER = date(2026, 10, 1)


def item(practice: Practice, price: int = 155_00, first: date = OCTOBER) -> organisations.FeeScheduleItem:
    return organisations.FeeScheduleItem(
        practice=practice.pk, procedure="99213", price=price, valid_from=first
    )


def test_a_new_price_counts_from_its_first_day(max: Actor, practice: Practice) -> None:
    charges.add_prices(max, [item(practice)])
    for day, price in ((date(2026, 9, 30), 150_00), (OCTOBER, 155_00)):
        assert price_on(price_list(practice.pk, ["99213"], day), "99213", (), day) == price


def test_two_prices_from_one_day_are_refused(max: Actor, practice: Practice) -> None:
    charges.add_prices(max, [item(practice)])
    with pytest.raises(TooLate):
        charges.add_prices(max, [item(practice, 160_00)])


def test_a_price_of_nothing_and_a_price_by_a_coder_are_refused(
    max: Actor, ana: Actor, practice: Practice
) -> None:
    with pytest.raises(NotClean):
        charges.add_prices(max, [item(practice, 0)])
    with pytest.raises(NotYours):
        charges.add_prices(ana, [item(practice)])
    assert not FeeScheduleItem.objects.filter(valid_from=OCTOBER).exists()


def test_a_notice_of_non_coverage_has_one_of_three_options(ben: Actor, open_encounter: Encounter) -> None:
    notice = encounters.AdvanceBeneficiaryNotice(
        practice=ben.practice_id,
        encounter=open_encounter.pk,
        procedures=("83036",),
        reason="Too often",
        estimate=40_00,
        option=1,
        signed_on=ben.today(),
    )
    assert charges.keep_notice(ben, notice).facts() == notice
    with pytest.raises(NotClean):
        charges.keep_notice(ben, replace(notice, option=4))


def test_an_estimate_for_a_self_pay_patient_is_numbered(ben: Actor, open_encounter: Encounter) -> None:
    estimate = encounters.GoodFaithEstimate(
        practice=ben.practice_id,
        patient=open_encounter.patient_id,
        number="",
        given_on=ben.today(),
        estimate=150_00,
    )
    assert charges.keep_estimate(ben, estimate).number.startswith("F")
