"""Does a claim pass its edits, its biller and its freezing in that order, and never change after?"""

import hashlib
import json
from collections.abc import Callable

import pytest
from django.db import DatabaseError, transaction
from tests.app import world

from cleanclaim.app.audit.actions import Actor
from cleanclaim.app.charges.models import Charge
from cleanclaim.app.claims import actions as claims
from cleanclaim.app.claims.models import Claim, ClaimLine
from cleanclaim.app.claims.sending import to_send
from cleanclaim.app.coding import actions as coding
from cleanclaim.app.encounters import actions as encounters
from cleanclaim.app.encounters.models import Encounter
from cleanclaim.app.people.tenancy import practice_scope
from cleanclaim.core.basics.refusals import NotClean, NotYours, TooLate, Unknown
from cleanclaim.core.coding import CodedDiagnosis, CodedService
from cleanclaim.core.facts import people

Stage = Callable[..., Encounter]
HEADER = (CodedDiagnosis(code="E11"), CodedDiagnosis(code="I10"))


def test_a_clean_claim_waits_for_its_biller(ready_claim: Claim) -> None:
    fact = ready_claim.facts()
    assert (ready_claim.state, ready_claim.sequence, ready_claim.version) == ("ready", "P", 1)
    assert fact.patient_control_number == ready_claim.patient_control_number
    assert fact.payer.id == "MEDI01"
    assert list(to_send()) == []


def test_a_claim_that_an_edit_stops_is_not_released(coded_visit: Stage, ben: Actor) -> None:
    claim = Claim.objects.get(encounter=coded_visit(diagnoses=HEADER))
    assert claim.state == "edit_hold"
    with pytest.raises(TooLate) as refused:
        claims.release(ben, [claim.pk])
    assert refused.value.code == "claim.not_ready"


def test_a_released_claim_goes_with_the_next_file(released_claim: Claim) -> None:
    assert [one.pk for one in to_send()] == [released_claim.pk]
    assert (released_claim.released_by, released_claim.touches) == ("Ben Birch", 1)


def test_of_several_claims_all_are_released_or_none(
    coded_visit: Stage, ready_claim: Claim, ben: Actor
) -> None:
    stopped = Claim.objects.get(encounter=coded_visit(diagnoses=HEADER))
    with pytest.raises(TooLate):
        claims.release(ben, [ready_claim.pk, stopped.pk])
    assert not to_send().exists()


def test_a_held_claim_waits_until_its_hold_is_lifted(ready_claim: Claim, ben: Actor) -> None:
    held = claims.hold(ben, ready_claim.pk, "Waiting for the operative note")
    with pytest.raises(NotClean) as refused:
        claims.release(ben, [ready_claim.pk])
    assert refused.value.code == "claim.held"
    claims.lift(ben, held.pk)
    with pytest.raises(TooLate):
        claims.lift(ben, held.pk)
    claims.release(ben, [ready_claim.pk])
    assert to_send().exists()


def test_a_hold_takes_a_released_claim_out_of_the_next_file(released_claim: Claim, ben: Actor) -> None:
    claims.hold(ben, released_claim.pk, "The patient called")
    assert not to_send().exists()


def test_a_frozen_claim_keeps_the_digest_of_its_document(frozen_claim: Claim) -> None:
    text = json.dumps(frozen_claim.document, sort_keys=True, separators=(",", ":"))
    assert frozen_claim.sha256 == hashlib.sha256(text.encode()).hexdigest()
    assert frozen_claim.state == "sent"
    assert set(Charge.objects.values_list("state", flat=True)) == {"claimed"}


def test_only_a_released_claim_is_frozen(ready_claim: Claim, system: Actor) -> None:
    with pytest.raises(TooLate):
        claims.freeze(system, ready_claim.pk)


@pytest.mark.parametrize("column", ["billed", "frequency", "version", "sha256"])
def test_the_database_refuses_to_change_a_frozen_claim(frozen_claim: Claim, column: str) -> None:
    with pytest.raises(DatabaseError, match="frozen"), transaction.atomic():
        Claim.objects.filter(pk=frozen_claim.pk).update(**{column: 9})


def test_the_database_refuses_to_delete_a_frozen_claim(frozen_claim: Claim) -> None:
    rows = Claim.objects.filter(pk=frozen_claim.pk)
    with pytest.raises(DatabaseError, match="frozen"), transaction.atomic():
        rows._raw_delete(rows.db)


def test_nothing_is_done_to_a_frozen_claim_but_to_answer_it(frozen_claim: Claim, ben: Actor) -> None:
    for act in (
        lambda: claims.release(ben, [frozen_claim.pk]),
        lambda: claims.hold(ben, frozen_claim.pk, "Too late"),
        lambda: claims.judge_again(ben, frozen_claim.pk),
        lambda: claims.correct(ben, frozen_claim.pk),
    ):
        with pytest.raises(TooLate):
            act()


def test_a_claim_of_another_practice_is_not_there(ready_claim: Claim, cora: Actor) -> None:
    with pytest.raises(Unknown):
        claims.release(cora, [ready_claim.pk])
    with practice_scope(cora.practice_id):
        assert not Claim.objects.exists()


def test_the_database_refuses_a_claim_for_a_patient_of_another_practice(ready_claim: Claim) -> None:
    elsewhere = world.key("encounters.patient", world.HILLTOP, "P000001")
    with pytest.raises(DatabaseError, match="another practice"), transaction.atomic():
        Claim.objects.filter(pk=ready_claim.pk).update(patient=elsewhere)
    ready_claim.pk, ready_claim.version = Claim.key("made by hand"), 2
    ready_claim.patient_id, ready_claim.patient_control_number = elsewhere, "MADEBYHAND"
    with pytest.raises(DatabaseError, match="another practice"), transaction.atomic():
        ready_claim.save(force_insert=True)


def test_a_coder_releases_no_claims(ready_claim: Claim, ana: Actor) -> None:
    with pytest.raises(NotYours):
        claims.release(ana, [ready_claim.pk])


def test_a_visit_on_two_sites_is_two_claims_with_numbers_of_their_own(coded_visit: Stage) -> None:
    services = (CodedService(procedure="99213"), CodedService(procedure="93000", place_of_service="22"))
    found = Claim.objects.filter(encounter=coded_visit(services=services)).order_by("part")
    assert [(one.part, one.billed) for one in found] == [(1, 150_00), (2, 60_00)]
    assert len({one.patient_control_number for one in found}) == 2
    assert ClaimLine.objects.count() == 2


def test_a_claim_whose_charges_moved_to_another_is_voided_before_it_is_sent(
    coded_visit: Stage, ana: Actor, ben: Actor
) -> None:
    apart = (CodedService(procedure="99213"), CodedService(procedure="93000", place_of_service="22"))
    together = (CodedService(procedure="99213"), CodedService(procedure="93000"))
    encounter = coded_visit(services=apart)
    coding.reopen(ben, encounter.pk, because="edit")
    row = coding.start(ana, encounter.pk)
    kept = coding.save(ana, row.pk, version=row.version, diagnoses=HEADER[1:], services=together)
    coding.release(ana, row.pk, version=kept.encounter.version)
    assert list(Claim.objects.order_by("part").values_list("state", "billed")) == [
        ("ready", 210_00),
        ("voided", 60_00),
    ]


def test_the_plan_is_not_told_of_what_the_patient_paid_in_full(
    ben: Actor, signed_visit: Stage, ana: Actor
) -> None:
    from tests.app.cast import code

    encounter = signed_visit()
    encounters.restrict(ben, restriction(ben, encounter))
    code(ana, encounter.pk)
    assert not Claim.objects.filter(encounter=encounter).exists()


def test_it_is_too_late_to_keep_from_the_plan_what_was_released_to_it(
    ben: Actor, coded_encounter: Encounter
) -> None:
    with pytest.raises(TooLate):
        encounters.restrict(ben, restriction(ben, coded_encounter))


def restriction(by: Actor, encounter: Encounter) -> people.PlanRestriction:
    """Paid in full, do not tell the plan of this visit."""
    return people.PlanRestriction(
        practice=by.practice_id,
        patient=encounter.patient_id,
        encounter=encounter.pk,
        first=encounter.date_of_service,
        requested_at=by.now(),
    )
