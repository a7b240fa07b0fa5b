"""A biller sees which claims came back, and why, in words."""

from typing import Any

import pytest

from cleanclaim.app.acknowledgments import queues
from cleanclaim.app.audit.actions import Actor
from cleanclaim.app.claims import actions as claims
from cleanclaim.app.claims.models import Claim
from cleanclaim.app.submissions.models import File
from cleanclaim.app.work.timeline import timeline


@pytest.fixture
def rejection(take_in: Any, answers: Any) -> File:
    heard = take_in(answers.claims("A7", "164", "IL"))
    return File.objects.get(pk=heard.file)


def test_rejections_stand_first(web: Any, take_in: Any, answers: Any, rejection: File) -> None:
    take_in(answers.ta1())
    browser = web("ben")
    shown = browser.get("/acknowledgments/").content.decode()
    assert "answer with rejections." in shown
    assert "the member number of the subscriber." in shown
    assert "1 rejected claim waits for you." in shown
    everything = browser.get("/acknowledgments/?view=all").content.decode()
    assert "The envelope is in order." in everything


def test_one_answer_says_why(web: Any, rejection: File) -> None:
    shown = web("ben").get(f"/acknowledgments/{rejection.pk}/").content.decode()
    assert "Rejected, something is not valid: the member number of the subscriber." in shown
    assert "Plum, Paul" in shown


def test_a_refused_envelope_shows_what_is_wrong(web: Any, take_in: Any, answers: Any) -> None:
    heard = take_in(answers.ta1("R", "023"))
    shown = web("ben").get(f"/acknowledgments/{heard.file}/").content.decode()
    assert "the file ends too early" in shown


def test_a_claim_returns_to_its_biller_until_it_is_corrected(
    ben: Actor, rejection: File, sent_claim: Claim
) -> None:
    assert [row.pk for row in queues.returned(ben)] == [sent_claim.pk]
    assert queues.reasons_of(sent_claim) == [
        "Rejected, something is not valid: the member number of the subscriber."
    ]
    claims.correct(ben, sent_claim.pk)
    assert list(queues.returned(ben)) == []


def test_another_practice_does_not_see_our_answers(web: Any, rejection: File) -> None:
    assert web("cora").get(f"/acknowledgments/{rejection.pk}/").status_code == 404


def test_the_answer_stands_on_the_page_of_the_file_that_it_answers(web: Any, rejection: File) -> None:
    sent = File.objects.get(direction="sent")
    browser = web("ben")
    shown = browser.get(f"/submissions/{sent.pk}/").content.decode()
    assert f"/acknowledgments/{rejection.pk}/" in shown
    moved = browser.get(f"/submissions/{rejection.pk}/")
    assert moved.url == f"/acknowledgments/{rejection.pk}/"


def test_a_claims_timeline_says_why_it_came_back(rejection: File, sent_claim: Claim) -> None:
    told = [one for one in timeline(sent_claim) if one.words.startswith("277CA")]
    assert len(told) == 1
    assert "Rejected, something is not valid: the member number of the subscriber." in told[0].more
