"""Is what the edits said kept as it was said, and who may let a claim pass?"""

from datetime import timedelta

import pytest
from django.db import DatabaseError, transaction

from cleanclaim.app.claims import actions as claims
from cleanclaim.app.claims.models import Claim
from cleanclaim.app.edits import actions
from cleanclaim.app.edits.judging import history, profile_on
from cleanclaim.app.edits.models import Judgement, Override
from cleanclaim.core.basics.refusals import NotClean, NotYours, TooLate, Unknown
from cleanclaim.core.coding import CodedDiagnosis

pytestmark = pytest.mark.django_db

WHY = "The payer asked for this order by telephone."
UPSIDE_DOWN = (CodedDiagnosis(code="W01.0XXA", quote=""), CodedDiagnosis(code="I10", quote=""))


@pytest.fixture
def stopped_claim(coded_visit):
    """A claim whose first diagnosis is an external cause: stopped, and a person may answer for it."""
    return Claim.objects.get(encounter=coded_visit(diagnoses=UPSIDE_DOWN))


def test_a_clean_claim_has_a_judgement_with_its_editions(ready_claim):
    kept = actions.latest(ready_claim)
    assert kept.clean
    assert kept.sequence == 1
    assert kept.editions["icd10cm"].startswith("FY20")
    assert len(kept.claim_sha256) == 64


def test_a_stopped_claim_says_which_edit_stops_it_and_where(stopped_claim):
    kept = actions.latest(stopped_claim)
    failing = [
        (row.edit, row.field, row.family) for row in kept.verdicts.filter(verdict="fail", severity="error")
    ]
    assert stopped_claim.state == Claim.State.EDIT_HOLD
    assert failing == [("external-cause-first", "diagnoses.1", "conventions")]


def test_judging_again_adds_a_judgement(ready_claim, ben):
    actions.judge(ben, ready_claim.pk)
    assert [row.sequence for row in Judgement.objects.filter(claim=ready_claim)] == [1, 2]


def test_what_was_said_is_never_changed(ready_claim):
    kept = actions.latest(ready_claim)
    with pytest.raises(DatabaseError), transaction.atomic():
        Judgement.objects.filter(pk=kept.pk).update(clean=False)


def test_an_override_with_a_reason_lets_the_claim_go(stopped_claim, ben):
    kept = actions.override(ben, stopped_claim.pk, edit="external-cause-first", reason=WHY)
    stopped_claim.refresh_from_db()
    assert kept.clean
    assert stopped_claim.state == Claim.State.READY
    assert [row.verdict for row in kept.verdicts.filter(edit="external-cause-first")] == ["bypassed"]
    assert [(row.author, row.reason) for row in Override.objects.all()] == [(ben.name, WHY)]


@pytest.mark.parametrize(
    ("edit", "reason", "refusal"),
    [
        ("external-cause-first", "because", NotClean),
        ("external-cause-first", "          ", NotClean),
        ("diagnosis-repeated", WHY, NotClean),
        ("laterality-conflict", WHY, NotClean),
        ("no-such-edit", WHY, Unknown),
    ],
)
def test_an_override_without_ground_is_refused(stopped_claim, ben, edit, reason, refusal):
    with pytest.raises(refusal):
        actions.override(ben, stopped_claim.pk, edit=edit, reason=reason)
    assert not Override.objects.exists()
    assert actions.latest(stopped_claim).sequence == 1


def test_a_coder_may_not_override(stopped_claim, ana):
    with pytest.raises(NotYours):
        actions.override(ana, stopped_claim.pk, edit="external-cause-first", reason=WHY)


def test_another_practice_does_not_know_the_claim(stopped_claim, cora):
    with pytest.raises(Unknown):
        actions.override(cora, stopped_claim.pk, edit="external-cause-first", reason=WHY)


def test_a_claim_that_was_sent_no_longer_changes(frozen_claim, ben):
    with pytest.raises(TooLate):
        actions.override(ben, frozen_claim.pk, edit="external-cause-first", reason=WHY)


def test_the_past_is_the_patients_other_claims(released_claim, coded_visit, ben, patient):
    other = Claim.objects.get(encounter=coded_visit())
    day = other.date_of_service
    known = [fact.patient_control_number for fact in history(patient.pk, day, but=other.encounter_id)]
    assert known == [released_claim.patient_control_number]
    assert history(patient.pk, day - timedelta(days=1), but=other.encounter_id) == []


def test_the_payers_rules_are_those_of_the_day(ready_claim):
    found = profile_on(ready_claim.payer_id, ready_claim.date_of_service)
    assert found is not None
    assert found.payer == ready_claim.payer_id
    assert profile_on(ready_claim.payer_id, found.valid_from - timedelta(days=1)) is None


def test_a_held_claim_is_judged_as_it_stands(ready_claim, ben):
    claims.hold(ben, ready_claim.pk, "Waits for the card.")
    assert actions.judge(ben, ready_claim.pk).clean
