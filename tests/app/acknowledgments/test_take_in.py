"""Acknowledgments move the claims that they answer, once, in whatever order they come."""

from datetime import date
from itertools import permutations
from typing import Any

import pytest
from django.db import transaction

from cleanclaim.app.acknowledgments.models import Acknowledgment
from cleanclaim.app.audit.actions import Actor
from cleanclaim.app.audit.models import Event
from cleanclaim.app.claims import actions as claims
from cleanclaim.app.claims.models import Claim
from cleanclaim.app.submissions import actions as submissions
from cleanclaim.app.submissions.models import File
from cleanclaim.core.basics.refusals import NotClean, Unknown


def state_of(claim: Claim) -> str:
    return Claim.objects.get(pk=claim.pk).state


def test_an_envelope_that_is_accepted_leaves_the_claim_sent(
    take_in: Any, answers: Any, sent_claim: Claim
) -> None:
    take_in(answers.ta1())
    heard = take_in(answers.group())
    assert heard.answers == 1
    assert heard.moved == ()
    assert state_of(sent_claim) == Claim.State.SENT
    assert list(Acknowledgment.objects.order_by("kind").values_list("kind", "source", "status")) == [
        ("999", "group", "A"),
        ("TA1", "interchange", "A"),
    ]


@pytest.mark.parametrize("refusal", ["ta1", "group"])
def test_a_refused_envelope_brings_its_claims_back(
    take_in: Any, answers: Any, sent_claim: Claim, refusal: str
) -> None:
    content = answers.ta1("R", "023") if refusal == "ta1" else answers.group("R")
    assert take_in(content).moved == ((sent_claim.pk, "envelope_rejected"),)
    assert state_of(sent_claim) == Claim.State.ENVELOPE_REJECTED


def test_the_payer_accepts_and_gives_its_number(take_in: Any, answers: Any, sent_claim: Claim) -> None:
    take_in(answers.claims(number="ICN0001"))
    sent_claim.refresh_from_db()
    assert sent_claim.state == Claim.State.ACCEPTED
    assert sent_claim.payer_claim_control_number == "ICN0001"


def test_a_rejected_claim_returns_with_its_reason_on_its_timeline(
    take_in: Any, answers: Any, sent_claim: Claim
) -> None:
    take_in(answers.claims("A3", "33", "IL"))
    assert state_of(sent_claim) == Claim.State.REJECTED
    event = Event.objects.get(claim=sent_claim.pk, action="acknowledgments.rejected")
    assert event.details["codes"] == ["A3:33:IL"]
    assert event.details["was"] == "sent"
    assert event.actor == "cleanclaim"


def test_every_order_of_arrival_ends_in_the_same_state(take_in: Any, answers: Any, sent_claim: Claim) -> None:
    files = [
        answers.ta1(),
        answers.group(),
        answers.claims("A1", "19", "PR", role="AY"),
        answers.claims("A7", "164", "IL", on=date(2026, 9, 16)),
    ]
    for order in permutations(files):
        before = transaction.savepoint()
        for content in order:
            assert not take_in(content).seen_before
        assert state_of(sent_claim) == Claim.State.REJECTED
        transaction.savepoint_rollback(before)


def test_the_same_file_again_changes_nothing(take_in: Any, answers: Any, sent_claim: Claim) -> None:
    content = answers.claims("A3", "33", "IL")
    first, again = take_in(content), take_in(content)
    assert (first.seen_before, again.seen_before) == (False, True)
    assert first.file == again.file
    assert again.moved == ()
    assert Acknowledgment.objects.count() == 1
    assert Event.objects.filter(action="acknowledgments.rejected").count() == 1


def test_the_same_answer_in_another_envelope_changes_no_state(
    take_in: Any, answers: Any, sent_claim: Claim
) -> None:
    take_in(answers.claims())
    assert take_in(answers.claims()).moved == ()
    assert state_of(sent_claim) == Claim.State.ACCEPTED


def test_an_old_answer_never_moves_the_file_that_was_sent_again(
    take_in: Any, answers: Any, sent_claim: Claim, ben: Actor
) -> None:
    take_in(answers.group("R"))
    submissions.resend(ben, [sent_claim.pk])
    assert take_in(answers.ta1("R", "023")).moved == ()
    assert state_of(sent_claim) == Claim.State.SENT


def test_an_old_answer_never_moves_a_corrected_version(
    take_in: Any, answers: Any, answers_to: Any, sent_claim: Claim, ben: Actor
) -> None:
    take_in(answers.claims("A3", "33", "IL"))
    corrected = claims.correct(ben, sent_claim.pk)
    claims.release(ben, [corrected.pk])
    [file] = submissions.send(ben).files
    assert take_in(answers.claims("A7", "164", "IL", on=date(2026, 9, 20))).moved == ()
    assert state_of(corrected) == Claim.State.SENT
    assert state_of(sent_claim) == Claim.State.REPLACED
    take_in(answers_to(file).claims(number="ICN0002"))
    assert state_of(corrected) == Claim.State.ACCEPTED


def test_what_was_adjudicated_is_not_moved_by_a_late_answer(
    take_in: Any, answers: Any, sent_claim: Claim
) -> None:
    Claim.objects.filter(pk=sent_claim.pk).update(state=Claim.State.PAID)
    take_in(answers.claims("A3", "33", "IL"))
    assert state_of(sent_claim) == Claim.State.PAID
    assert Acknowledgment.objects.count() == 1


def test_a_truncated_file_is_refused_with_its_place_and_changes_nothing(
    take_in: Any, answers: Any, sent_claim: Claim
) -> None:
    content = answers.claims("A3", "33", "IL")
    with pytest.raises(NotClean, match="segment"):
        take_in(content[: len(content) * 2 // 3])
    assert Acknowledgment.objects.count() == 0
    assert File.objects.filter(direction="received").count() == 0
    assert state_of(sent_claim) == Claim.State.SENT


@pytest.mark.parametrize("content", [b"", b"no X12 at all", b"ISA*00*"])
def test_what_is_no_acknowledgment_is_refused(take_in: Any, sent_claim: Claim, content: bytes) -> None:
    with pytest.raises(NotClean):
        take_in(content)
    assert File.objects.filter(direction="received").count() == 0


def test_our_own_file_is_no_acknowledgment(take_in: Any, sent_claim: Claim) -> None:
    with pytest.raises(NotClean, match="no TA1, 999 or 277CA"):
        take_in(bytes(File.objects.get(direction="sent").content))


def test_an_answer_about_nothing_that_was_sent_is_refused(
    take_in: Any, answers: Any, sent_claim: Claim
) -> None:
    stranger = answers.claims("A3", "33", "IL", claim="SOMEBODYELSE1", batch="B99")
    with pytest.raises(Unknown):
        take_in(stranger)
    with pytest.raises(Unknown):
        take_in(answers.claims("A3", "33", "IL"), partner="folder")
    assert Acknowledgment.objects.count() == 0
    assert state_of(sent_claim) == Claim.State.SENT
