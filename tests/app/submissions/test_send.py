"""Released claims are frozen into files, in one transaction with all that belongs to them."""

from typing import Any

import pytest

from cleanclaim.app.audit.actions import Actor
from cleanclaim.app.audit.models import Event
from cleanclaim.app.claims import actions as claims
from cleanclaim.app.claims.models import Claim
from cleanclaim.app.coverage.models import PayerRoute
from cleanclaim.app.submissions import actions
from cleanclaim.app.submissions.models import ControlNumber, File, Outbox, Submission
from cleanclaim.core import x12
from cleanclaim.core.basics.refusals import NotClean, NotYours, TooLate


def test_a_released_claim_goes_out_frozen_in_a_valid_file(ben: Actor, released_claim: Claim) -> None:
    sending = actions.send(ben)
    [file] = sending.files
    released_claim.refresh_from_db()
    reading = x12.read(bytes(file.content))
    assert reading.accepted
    assert reading.claims == (released_claim.facts(),)
    assert released_claim.state == Claim.State.SENT
    assert released_claim.frozen_at is not None
    submission = Submission.objects.get(claim=released_claim)
    assert (submission.interchange, submission.group, submission.transaction, submission.position) == (
        "000000001",
        "1",
        "0001",
        1,
    )
    assert submission.file == file
    assert Outbox.objects.get(file=file).handed_over_at is None
    assert sending.left == ()


def test_the_timeline_says_which_file_a_claim_went_in(ben: Actor, released_claim: Claim) -> None:
    [file] = actions.send(ben).files
    event = Event.objects.get(claim=released_claim.pk, action="submissions.send")
    assert event.subject == file.pk
    assert event.details["interchange"] == "000000001"
    assert event.actor == "Ben Birch"


def test_claims_of_one_receiver_ride_together(coded_visit: Any, ben: Actor) -> None:
    for patient in ("P000001", "P000002", "P000003"):
        claim = Claim.objects.get(encounter=coded_visit(patient=patient))
        claims.release(ben, [claim.pk])
    sending = actions.send(ben)
    assert (len(sending.files), sending.claims) == (1, 3)
    assert len(x12.read(bytes(sending.files[0].content)).claims) == 3


def test_control_numbers_never_repeat(coded_visit: Any, ben: Actor) -> None:
    numbers = []
    for patient in ("P000001", "P000003"):
        claim = Claim.objects.get(encounter=coded_visit(patient=patient))
        claims.release(ben, [claim.pk])
        numbers += [file.control_number for file in actions.send(ben).files]
    assert numbers == ["000000001", "000000002"]
    assert set(ControlNumber.objects.values_list("kind", "last")) == {("interchange", 2), ("group", 2)}


def test_what_was_not_released_does_not_go(ben: Actor, ready_claim: Claim) -> None:
    with pytest.raises(NotClean, match="No released claim"):
        actions.send(ben)
    assert File.objects.count() == 0


def test_what_was_sent_does_not_go_twice(ben: Actor, released_claim: Claim) -> None:
    actions.send(ben)
    with pytest.raises(NotClean):
        actions.send(ben)
    assert Submission.objects.count() == 1


def test_a_claim_that_no_route_reaches_is_left_behind_with_the_reason(
    ben: Actor, released_claim: Claim
) -> None:
    PayerRoute.objects.filter(payer=released_claim.payer_id).delete()
    sending = actions.send(ben)
    assert sending.files == ()
    [left] = sending.left
    assert left.claim == released_claim.pk
    assert "No route reaches this payer" in left.message
    released_claim.refresh_from_db()
    assert released_claim.state == Claim.State.READY


def test_a_claim_that_no_837_carries_is_left_behind_and_the_others_go(coded_visit: Any, ben: Actor) -> None:
    rows = [Claim.objects.get(encounter=coded_visit(patient=number)) for number in ("P000001", "P000003")]
    claims.release(ben, [row.pk for row in rows])
    broken = rows[0].document | {"place_of_service": "1*1"}
    Claim.objects.filter(pk=rows[0].pk).update(document=broken)
    sending = actions.send(ben)
    assert sending.claims == 1
    assert [left.claim for left in sending.left] == [rows[0].pk]
    assert Claim.objects.get(pk=rows[0].pk).frozen_at is None
    assert Claim.objects.get(pk=rows[1].pk).state == Claim.State.SENT


def test_a_coder_sends_nothing(ana: Actor, released_claim: Claim) -> None:
    with pytest.raises(NotYours):
        actions.send(ana)


def test_another_practices_biller_does_not_send_ours(cora: Actor, released_claim: Claim) -> None:
    with pytest.raises(NotClean):
        actions.send(cora)
    released_claim.refresh_from_db()
    assert released_claim.state == Claim.State.READY


def test_a_refused_files_claims_go_again_under_new_numbers(ben: Actor, released_claim: Claim) -> None:
    actions.send(ben)
    Claim.objects.filter(pk=released_claim.pk).update(state=Claim.State.ENVELOPE_REJECTED)
    [again] = actions.resend(ben, [released_claim.pk]).files
    released_claim.refresh_from_db()
    assert released_claim.state == Claim.State.SENT
    assert again.control_number == "000000002"
    assert Submission.objects.filter(claim=released_claim).count() == 2
    assert x12.read(bytes(again.content)).claims == (released_claim.facts(),)


def test_only_refused_claims_go_again(ben: Actor, released_claim: Claim) -> None:
    actions.send(ben)
    with pytest.raises(TooLate):
        actions.resend(ben, [released_claim.pk])
