"""Does a corrected claim go as its payer wants it, and the next payer's with what the first one did?"""

from collections.abc import Callable
from datetime import date

import pytest
from tests.app.cast import code

from cleanclaim.app.audit.actions import Actor
from cleanclaim.app.claims import actions as claims
from cleanclaim.app.claims.models import Claim
from cleanclaim.app.coding import actions as coding
from cleanclaim.app.encounters.models import Encounter
from cleanclaim.core.basics.refusals import NotClean, TooLate
from cleanclaim.core.coding import CodedDiagnosis
from cleanclaim.core.facts.claims import ClaimAdjustment
from cleanclaim.core.facts.remittances import ClaimPayment, LinePayment

PAID_ON = date(2026, 9, 28)
Send = Callable[..., Claim]


@pytest.fixture
def sent(coded_visit: Callable[..., Encounter], ben: Actor, system: Actor) -> Send:
    """A claim as it stands after its payer's answer: `sent("P000003", "denied", "ICN1")`."""

    def make(patient: str, state: str, number: str = "") -> Claim:
        claim = Claim.objects.get(encounter=coded_visit(patient=patient))
        claims.release(ben, [claim.pk])
        claims.freeze(system, claim.pk)
        Claim.objects.filter(pk=claim.pk).update(state=state, payer_claim_control_number=number)
        return Claim.objects.get(pk=claim.pk)

    return make


def test_a_rejected_claim_goes_again_as_an_original_with_a_number_of_its_own(sent: Send, ben: Actor) -> None:
    old = sent("P000003", "rejected")
    new = claims.correct(ben, old.pk)
    assert (new.version, new.frequency, new.replaces_id) == (2, "1", old.pk)
    assert new.patient_control_number != old.patient_control_number
    assert new.facts().payer_claim_control_number == ""


def test_a_denied_claim_is_replaced_where_the_payer_takes_replacements(sent: Send, ben: Actor) -> None:
    new = claims.correct(ben, sent("P000003", "denied", "ICN1").pk)
    assert (new.frequency, new.facts().payer_claim_control_number) == ("7", "ICN1")


def test_a_payer_that_takes_new_claims_gets_one(sent: Send, ben: Actor) -> None:
    assert claims.correct(ben, sent("P000001", "denied", "ICN1").pk).frequency == "1"


def test_a_replacement_without_the_payers_number_is_refused(sent: Send, ben: Actor) -> None:
    with pytest.raises(NotClean):
        claims.correct(ben, sent("P000003", "denied").pk)


def test_a_claim_is_corrected_once_and_not_while_it_is_on_its_way(sent: Send, ben: Actor) -> None:
    old = sent("P000003", "denied", "ICN1")
    claims.correct(ben, old.pk)
    with pytest.raises(TooLate):
        claims.correct(ben, old.pk)
    with pytest.raises(TooLate) as pending:
        claims.correct(ben, sent("P000001", "accepted").pk)
    assert pending.value.code == "claim.pending"


def test_what_the_coder_put_right_is_on_the_corrected_claim_and_not_on_the_sent_one(
    sent: Send, ben: Actor, ana: Actor, system: Actor
) -> None:
    old = sent("P000003", "denied", "ICN1")
    coding.reopen(ben, old.encounter_id, because="denial")
    with pytest.raises(TooLate) as refused:
        claims.correct(ben, old.pk)
    assert refused.value.code == "claim.being_coded"
    code(ana, old.encounter_id, diagnoses=(CodedDiagnosis(code="E11.65"), CodedDiagnosis(code="I10")))
    new = claims.correct(ben, old.pk)
    assert [one.code for one in new.facts().diagnoses] == ["E1165", "I10"]
    old.refresh_from_db()
    assert [one.code for one in old.facts().diagnoses] == ["E119", "I10"]
    claims.release(ben, [new.pk])
    claims.freeze(system, new.pk)
    old.refresh_from_db()
    assert old.state == "replaced"


def answer(claim: Claim, *, left: int = 10_00) -> ClaimPayment:
    fact = claim.facts()
    lines = tuple(
        LinePayment(
            procedure=line.procedure,
            billed=line.billed,
            paid=line.billed - 20_00 - left,
            charge_number=line.charge_number,
            adjustments=(
                ClaimAdjustment(group="CO", reason="45", amount=20_00),
                *((ClaimAdjustment(group="PR", reason="2", amount=left),) if left else ()),
            ),
        )
        for line in fact.lines
    )
    return ClaimPayment(
        patient_control_number=claim.patient_control_number,
        status="1",
        billed=fact.billed,
        paid=sum(line.paid for line in lines),
        payer_claim_control_number="ICN1",
        lines=lines,
    )


def test_the_next_payers_claim_tells_what_the_first_one_did(sent: Send, ben: Actor) -> None:
    first = sent("P000002", "paid", "ICN1")
    second = claims.bill_next(ben, first.pk, answer(first), adjudicated_on=PAID_ON)
    assert (second.sequence, second.version, second.payer.name) == ("S", 1, "Pine State Medicaid")
    fact = second.facts()
    assert fact.billed == first.billed
    told = fact.other_coverages[0]
    assert (told.sequence, told.paid, told.remaining_liability) == ("P", 130_00, 20_00)
    assert [one.paid for line in fact.lines for one in line.adjudications] == [120_00, 10_00]
    assert second.state == "ready"


def test_the_next_payer_is_billed_once(sent: Send, ben: Actor) -> None:
    first = sent("P000002", "paid", "ICN1")
    claims.bill_next(ben, first.pk, answer(first), adjudicated_on=PAID_ON)
    with pytest.raises(TooLate):
        claims.bill_next(ben, first.pk, answer(first), adjudicated_on=PAID_ON)


def test_nobody_is_billed_next_where_nothing_is_left_or_nobody_is_next(sent: Send, ben: Actor) -> None:
    settled = sent("P000002", "paid", "ICN1")
    with pytest.raises(NotClean) as nothing:
        claims.bill_next(ben, settled.pk, answer(settled, left=0), adjudicated_on=PAID_ON)
    assert nothing.value.code == "claim.nothing_left"
    alone = sent("P000003", "paid", "ICN2")
    with pytest.raises(NotClean) as nobody:
        claims.bill_next(ben, alone.pk, answer(alone), adjudicated_on=PAID_ON)
    assert nobody.value.code == "claim.no_next_payer"


def test_a_corrected_secondary_claim_still_tells_what_the_first_payer_did(sent: Send, ben: Actor) -> None:
    first = sent("P000002", "paid", "ICN1")
    second = claims.bill_next(ben, first.pk, answer(first), adjudicated_on=PAID_ON)
    again = claims.judge_again(ben, second.pk)
    assert again.facts() == second.facts()
