from collections.abc import Callable
from datetime import datetime

import pytest
from tests.app.remitting import answer, remitted, reversed_

from cleanclaim.app.audit.actions import Actor
from cleanclaim.app.charges.models import Charge
from cleanclaim.app.claims.models import Claim
from cleanclaim.app.denials import actions
from cleanclaim.app.denials.models import Denial
from cleanclaim.app.ledger import books
from cleanclaim.app.ledger.proof import prove
from cleanclaim.app.people.models import Practice
from cleanclaim.app.remittances.intake import take_in
from cleanclaim.core.basics.refusals import NotClean, NotYours, TooLate
from cleanclaim.core.ledger.accounts import DENIAL_WRITE_OFF, PAYER_RECEIVABLE, SMALL_BALANCE
from cleanclaim.core.ledger.balances import by_account, legs_of


@pytest.fixture
def denial(practice: Practice, frozen_claim: Claim, clock: Callable[[], datetime]) -> Denial:
    """Paul's claim: its first line denied, its second paid."""
    first = frozen_claim.facts().lines[0].billed
    said = answer(frozen_claim, {"CO_97": first}, {})
    take_in(remitted(practice, said), company=practice.company, partner="folder", clock=clock)
    return Denial.objects.get()


def balance(practice: Practice, account: str) -> int:
    return by_account(legs_of(books.entries(practice=practice.pk))).get(account, 0)


def test_a_denied_claim_is_corrected_in_the_payers_way(
    practice: Practice, denial: Denial, ben: Actor
) -> None:
    done = actions.correct(ben, denial.pk)
    assert done.state == "corrected"
    made = done.corrected_by
    assert made is not None
    assert made.replaces_id == denial.claim_id
    assert made.patient_control_number != denial.claim.patient_control_number


def test_a_denial_is_corrected_once(practice: Practice, denial: Denial, ben: Actor) -> None:
    actions.correct(ben, denial.pk)
    with pytest.raises(TooLate):
        actions.correct(ben, denial.pk)


def test_a_denial_that_is_paid_after_all_is_ended(
    practice: Practice, denial: Denial, frozen_claim: Claim, clock: Callable[[], datetime]
) -> None:
    first = frozen_claim.facts().lines[0].billed
    taken_back = reversed_(answer(frozen_claim, {"CO_97": first}, {}))
    again = answer(frozen_claim, {"CO_45": 1_000}, {}, payer_claim_control_number="ICN2")
    content = remitted(practice, taken_back, again, trace="T2")
    take_in(content, company=practice.company, partner="folder", clock=clock)
    assert Denial.objects.get().state == "paid"
    assert balance(practice, PAYER_RECEIVABLE) == 0
    assert prove(practice.pk, "HFM").findings == ()


def test_a_denial_is_given_to_another_role(practice: Practice, denial: Denial, ana: Actor) -> None:
    assert actions.assign(ana, denial.pk, owner="biller").owner == "biller"
    with pytest.raises(NotClean):
        actions.assign(ana, denial.pk, owner="patient")


def test_a_small_denied_balance_is_written_off_at_once(
    practice: Practice, denial: Denial, ben: Actor
) -> None:
    Practice.objects.filter(pk=practice.pk).update(write_off_limit=denial.denied)
    row = actions.request_write_off(ben, denial.charge_id, reason="not_worth_it", denial=denial.pk)
    assert row.approved
    assert balance(practice, DENIAL_WRITE_OFF) == denial.denied
    assert Denial.objects.get().state == "written_off"


def test_above_the_limit_somebody_else_decides(
    practice: Practice, denial: Denial, ben: Actor, max: Actor
) -> None:
    Practice.objects.filter(pk=practice.pk).update(write_off_limit=denial.denied - 1)
    row = actions.request_write_off(ben, denial.charge_id, reason="accepted", denial=denial.pk)
    assert row.approved is None
    assert balance(practice, DENIAL_WRITE_OFF) == 0
    with pytest.raises(NotYours):
        actions.decide_write_off(ben, row.pk, approve=True)
    assert actions.decide_write_off(max, row.pk, approve=True).approved
    assert balance(practice, DENIAL_WRITE_OFF) == denial.denied
    assert prove(practice.pk, "HFM").findings == ()


def test_nobody_approves_what_they_asked_for(practice: Practice, denial: Denial, max: Actor) -> None:
    Practice.objects.filter(pk=practice.pk).update(write_off_limit=0)
    row = actions.request_write_off(max, denial.charge_id, reason="accepted", denial=denial.pk)
    with pytest.raises(NotYours):
        actions.decide_write_off(max, row.pk, approve=True)
    assert balance(practice, DENIAL_WRITE_OFF) == 0


def test_a_declined_request_leaves_the_balance(
    practice: Practice, denial: Denial, ben: Actor, max: Actor
) -> None:
    Practice.objects.filter(pk=practice.pk).update(write_off_limit=0)
    row = actions.request_write_off(ben, denial.charge_id, reason="accepted", denial=denial.pk)
    actions.decide_write_off(max, row.pk, approve=False)
    assert balance(practice, PAYER_RECEIVABLE) == denial.denied
    assert Denial.objects.get().state == "open"


def test_nothing_open_is_nothing_to_give_up(
    practice: Practice, denial: Denial, frozen_claim: Claim, ben: Actor
) -> None:
    charge = Charge.objects.get(number=frozen_claim.facts().lines[1].charge_number)
    with pytest.raises(NotClean):
        actions.request_write_off(ben, charge.pk, reason="small_balance")


def test_a_small_patient_balance_is_given_up_for_its_reason(
    practice: Practice, frozen_claim: Claim, ben: Actor, clock: Callable[[], datetime]
) -> None:
    said = answer(frozen_claim, {"PR_3": 400}, {})
    take_in(remitted(practice, said), company=practice.company, partner="folder", clock=clock)
    charge = Charge.objects.get(number=frozen_claim.facts().lines[0].charge_number)
    assert actions.request_write_off(ben, charge.pk, reason="small_balance").approved
    assert balance(practice, SMALL_BALANCE) == 400
