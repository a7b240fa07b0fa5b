"""On a payment day decisions are booked and paid, payee by payee, and the sums always close."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from cleanclaim.core.facts.remittances import Remittance
from cleanclaim.partners.sandbox.history import History
from cleanclaim.partners.sandbox.payments import PayerDesk
from cleanclaim.partners.sandbox.records import Records

MONDAY = datetime(2026, 3, 2, 7, tzinfo=UTC)


@pytest.fixture
def open_desk(world: Any) -> Any:
    def make(payer: Any) -> PayerDesk:
        setup = replace(
            world.setup,
            payers=tuple(payer if one.payer_id == payer.payer_id else one for one in world.setup.payers),
        )
        return PayerDesk(payer, Records(setup), History())

    return make


def closes(remittance: Remittance) -> bool:
    """BPR02 = ΣCLP04 − ΣPLB, each claim and each line likewise."""
    beside = sum(one.amount for one in remittance.provider_adjustments)
    claims = sum(one.paid for one in remittance.claims)
    for claim in remittance.claims:
        adjusted = sum(one.amount for line in claim.lines for one in line.adjustments)
        if claim.billed - adjusted != claim.paid:
            return False
        if any(
            line.billed - sum(one.amount for one in line.adjustments) != line.paid for line in claim.lines
        ):
            return False
    return remittance.paid == claims - beside and remittance.paid >= 0


def pay(desk: PayerDesk, on: date) -> Remittance:
    [[remittance]] = desk.pay(on).values()
    assert closes(remittance)
    return remittance


def test_a_claim_is_paid_on_a_working_day_after_the_usual_time(open_desk: Any, world: Any) -> None:
    desk = open_desk(world.commercial)
    _, due = desk.take(world.claim("A", world.ida, world.line("99213", 150)), "US", MONDAY)
    assert due == date(2026, 3, 12)
    _, weekend = desk.take(
        world.claim("B", world.ida, world.line("99213", 150)), "US", MONDAY + timedelta(days=2)
    )
    assert weekend == date(2026, 3, 16)
    assert [one.patient_control_number for one in desk.pending()] == ["A", "B"]
    remittance = pay(desk, due)
    assert remittance.paid == 8_000
    assert remittance.payment_date == due
    assert [one.patient_control_number for one in desk.pending()] == ["B"]


def test_a_replacement_is_paid_as_reversal_and_correction_in_one_remittance(
    open_desk: Any, world: Any
) -> None:
    desk = open_desk(world.commercial)
    number, due = desk.take(world.claim("A", world.ida, world.line("99213", 150)), "US", MONDAY)
    pay(desk, due)
    corrected = world.claim(
        "B", world.ida, world.line("99213", 120), frequency="7", payer_claim_control_number=number
    )
    _, later = desk.take(corrected, "US", MONDAY + timedelta(days=20))
    remittance = pay(desk, later)
    reversal, correction = remittance.claims
    assert (reversal.status, reversal.patient_control_number, reversal.paid) == ("22", "A", -8_000)
    assert reversal.payer_claim_control_number == number
    assert reversal.patient_responsibility is None
    assert (correction.status, correction.patient_control_number, correction.paid) == ("1", "B", 8_000)
    assert correction.references[0].value == number


def test_a_void_takes_all_back_and_what_is_negative_is_carried_forward(open_desk: Any, world: Any) -> None:
    desk = open_desk(world.commercial)
    number, due = desk.take(world.claim("A", world.ida, world.line("99213", 150)), "US", MONDAY)
    pay(desk, due)
    void = world.claim(
        "B", world.ida, world.line("99213", 150), frequency="8", payer_claim_control_number=number
    )
    _, later = desk.take(void, "US", MONDAY + timedelta(days=20))
    taken = pay(desk, later)
    assert [one.status for one in taken.claims] == ["22"]
    assert (taken.paid, taken.method, taken.handling) == (0, "NON", "H")
    assert [(one.reason, one.amount) for one in taken.provider_adjustments] == [("FB", -8_000)]
    _, last = desk.take(
        world.claim("C", world.tim, world.line("99213", 150)), "US", MONDAY + timedelta(days=40)
    )
    rest = pay(desk, last)
    assert [(one.reason, one.reference, one.amount) for one in rest.provider_adjustments] == [
        ("FB", taken.trace_number, 8_000)
    ]
    assert rest.paid == 0


def test_a_claim_that_waited_too_long_is_paid_with_interest(open_desk: Any, world: Any) -> None:
    desk = open_desk(replace(world.commercial, slow_one_in=1, slow_days=40))
    _, due = desk.take(world.claim("A", world.ida, world.line("99213", 150)), "US", MONDAY)
    remittance = pay(desk, due)
    # 80.00 for the 22 days from April 1 to April 23 at 4.5 % a year.
    [interest] = remittance.provider_adjustments
    late = (due - MONDAY.date()).days - 30
    assert (interest.reason, interest.amount) == ("L6", -round(8_000 * 450 * late / 3_650_000))
    assert remittance.paid == 8_000 - interest.amount


def test_each_payee_gets_its_own_remittance(open_desk: Any, world: Any) -> None:
    desk = open_desk(world.commercial)
    other = replace(world.claim("A", world.ida, world.line("99213", 150)).billing_provider, npi="1999000098")
    desk.take(world.claim("A", world.ida, world.line("99213", 150)), "US", MONDAY)
    _, due = desk.take(
        world.claim("B", world.tim, world.line("99213", 150), billing_provider=other), "US", MONDAY
    )
    [remittances] = desk.pay(due).values()
    assert {one.payee.id for one in remittances} == {world.billing_npi, "1999000098"}
    assert len({one.trace_number for one in remittances}) == 2
    assert all(closes(one) for one in remittances)


def test_the_order_of_arrival_changes_no_amount(open_desk: Any, world: Any) -> None:
    claims = [
        world.claim(
            f"A{number}",
            world.otto,
            world.line(
                "99214",
                200,
                service=replace(world.line("1", 1).service, first=world.day + timedelta(days=number)),
            ),
        )
        for number in range(6)
    ]
    one, other = open_desk(world.medicare), open_desk(world.medicare)
    for claim in claims:
        _, due = one.take(claim, "US", MONDAY)
    for claim in reversed(claims):
        other.take(claim, "US", MONDAY)
    assert pay(one, due) == pay(other, due)


def test_a_provider_without_an_npi_is_paid_by_its_tax_number(open_desk: Any, world: Any) -> None:
    desk = open_desk(world.commercial)
    claim = world.claim("A", world.ida, world.line("99213", 150))
    _, due = desk.take(replace(claim, billing_provider=replace(claim.billing_provider, npi="")), "US", MONDAY)
    payee = pay(desk, due).payee
    assert (payee.id_qualifier, payee.id) == ("FI", "990000009")
