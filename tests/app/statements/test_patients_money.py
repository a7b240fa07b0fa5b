from collections.abc import Callable
from datetime import datetime

import pytest
from tests.app.remitting import answer, remitted

from cleanclaim.app.audit.actions import Actor
from cleanclaim.app.claims.models import Claim
from cleanclaim.app.encounters.models import Encounter
from cleanclaim.app.ledger import books
from cleanclaim.app.ledger.proof import prove
from cleanclaim.app.people.models import Practice
from cleanclaim.app.remittances.intake import take_in
from cleanclaim.app.statements import actions
from cleanclaim.app.statements.accounts import waiting
from cleanclaim.app.statements.models import PatientPayment, Statement
from cleanclaim.core.basics.refusals import NotClean, NotYours, TooLate
from cleanclaim.core.ledger.accounts import CASH, PATIENT_RECEIVABLE, UNAPPLIED_PATIENT_CASH
from cleanclaim.core.ledger.balances import by_account, legs_of


@pytest.fixture
def adjudicated(practice: Practice, frozen_claim: Claim, clock: Callable[[], datetime]) -> Encounter:
    """Paul's visit, of which his plan leaves $24.00 to him."""
    paid = answer(frozen_claim, {"CO_45": 3_000, "PR_2": 2_400}, {})
    take_in(remitted(practice, paid), company=practice.company, partner="folder", clock=clock)
    return Encounter.objects.get(pk=frozen_claim.encounter_id)


def balance(practice: Practice, account: str) -> int:
    return by_account(legs_of(books.entries(practice=practice.pk))).get(account, 0)


def test_a_copay_waits_until_the_charge_is_the_patients(
    practice: Practice, coded_encounter: Encounter, ben: Actor
) -> None:
    actions.take_copay(ben, coded_encounter.pk, cents=2_000, method="card")
    assert balance(practice, UNAPPLIED_PATIENT_CASH) == -2_000
    assert sum(waiting(coded_encounter.guarantor_id).values()) == 2_000


def test_a_copay_taken_twice_is_two_payments(
    practice: Practice, coded_encounter: Encounter, ben: Actor
) -> None:
    first = actions.take_copay(ben, coded_encounter.pk, cents=1_000, method="cash")
    second = actions.take_copay(ben, coded_encounter.pk, cents=1_000, method="cash")
    assert first.number != second.number
    assert balance(practice, CASH) == 2_000


@pytest.mark.parametrize(("cents", "method"), [(0, "card"), (-100, "card"), (100, "favour")])
def test_a_payment_of_nothing_or_by_no_means_is_refused(
    practice: Practice, coded_encounter: Encounter, ben: Actor, cents: int, method: str
) -> None:
    with pytest.raises(NotClean):
        actions.take_copay(ben, coded_encounter.pk, cents=cents, method=method)
    assert not PatientPayment.objects.exists()


def test_a_statement_asks_for_patient_responsibility_and_only_that(
    practice: Practice, adjudicated: Encounter, ben: Actor
) -> None:
    (sent,) = actions.run_statements(ben)
    fact = sent.facts()
    assert (fact.owed, fact.unapplied) == (2_400, 0)
    (line,) = fact.lines
    assert line.why == "$24.00 is your coinsurance, the share that your plan leaves to you."
    assert line.billed == line.insurance_paid + line.adjusted + line.patient_paid + line.owed
    assert line.description


def test_nobody_is_written_to_twice_in_a_cycle(
    practice: Practice, adjudicated: Encounter, ben: Actor, clock: Callable[..., datetime]
) -> None:
    assert len(actions.run_statements(ben)) == 1
    assert actions.run_statements(ben) == []
    clock.forward(days=practice.statement_cycle_days)  # type: ignore[attr-defined]
    assert len(actions.run_statements(ben)) == 1
    assert Statement.objects.count() == 2


def test_what_waits_is_put_to_what_is_owed_before_a_statement(
    practice: Practice, adjudicated: Encounter, ben: Actor
) -> None:
    actions.take_payment(ben, adjudicated.guarantor_id, cents=1_000, method="check")
    (sent,) = actions.run_statements(ben)
    assert sent.owed == 1_400
    assert sent.facts().lines[0].patient_paid == 1_000


def test_a_copay_before_the_remittance_lowers_the_statement(
    practice: Practice, frozen_claim: Claim, ben: Actor, clock: Callable[[], datetime]
) -> None:
    actions.take_copay(ben, frozen_claim.encounter_id, cents=2_000, method="card")
    paid = answer(frozen_claim, {"CO_45": 3_000, "PR_3": 2_400}, {})
    take_in(remitted(practice, paid), company=practice.company, partner="folder", clock=clock)
    (sent,) = actions.run_statements(ben)
    assert sent.owed == 400
    assert balance(practice, UNAPPLIED_PATIENT_CASH) == 0


def test_an_excess_is_given_back_by_two_people(
    practice: Practice, adjudicated: Encounter, ben: Actor, max: Actor
) -> None:
    actions.take_payment(ben, adjudicated.guarantor_id, cents=3_000, method="check")
    assert balance(practice, PATIENT_RECEIVABLE) == 0
    asked = actions.request_refund(max, adjudicated.guarantor_id)
    with pytest.raises(NotYours):
        actions.decide_refund(max, asked.pk, approve=True)
    with pytest.raises(NotYours):
        actions.decide_refund(ben, asked.pk, approve=True)


def test_an_approved_refund_is_paid_once(
    practice: Practice, adjudicated: Encounter, ben: Actor, max: Actor
) -> None:
    actions.take_payment(ben, adjudicated.guarantor_id, cents=3_000, method="check")
    asked = actions.request_refund(ben, adjudicated.guarantor_id)
    assert asked.amount == 600
    done = actions.decide_refund(max, asked.pk, approve=True)
    assert done.payment is not None
    assert (done.payment.kind, done.payment.amount) == ("refund", -600)
    assert balance(practice, CASH) == 2_400
    assert waiting(adjudicated.guarantor_id) == {}
    with pytest.raises(TooLate):
        actions.decide_refund(max, asked.pk, approve=True)
    assert prove(practice.pk, "HFM").findings == ()


def test_nothing_is_refunded_while_something_is_owed(
    practice: Practice, adjudicated: Encounter, ben: Actor
) -> None:
    with pytest.raises(NotClean):
        actions.request_refund(ben, adjudicated.guarantor_id)
