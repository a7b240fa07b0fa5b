"""A biller sends what was released, sees which answers came, and sends a refused file again."""

from pathlib import Path
from typing import Any

import pytest

from cleanclaim.app.audit.actions import Actor
from cleanclaim.app.claims.models import Claim
from cleanclaim.app.submissions import actions, queues
from cleanclaim.app.submissions.models import File, Outbox


@pytest.fixture
def file(ben: Actor, released_claim: Claim, home: Path) -> File:
    [file] = actions.send(ben).files
    return file


def test_a_biller_sends_what_was_released(web: Any, released_claim: Claim, home: Path) -> None:
    browser = web("ben")
    before = browser.get("/submissions/").content.decode()
    assert "1 released claim waits to be sent." in before
    answer = browser.post("/submissions/send/", follow=True).content.decode()
    assert "1 claim put into 1 file." in answer
    assert "000000001" in answer
    assert Outbox.objects.get().handed_over_at is None  # this home has no sandbox


def test_nothing_to_send_says_why(web: Any, db: None) -> None:
    assert "no released claim waits" in web("ben").get("/submissions/").content.decode()


def test_the_list_shows_how_far_a_file_got(web: Any, file: File, ben: Actor) -> None:
    shown = web("ben").get("/submissions/").content.decode()
    assert "file without an answer to every claim." in shown
    [row] = queues.shown([file], ben.today())
    assert (row.envelope, row.claims, row.waiting, row.accepted, row.rejected) == ("waiting", 1, 1, 0, 0)
    assert row.billed_cents == Claim.objects.get().billed


def test_one_file_shows_its_claims_and_its_bytes(web: Any, file: File) -> None:
    browser = web("ben")
    shown = browser.get(f"/submissions/{file.pk}/").content.decode()
    assert "Plum, Paul" in shown
    assert "Nothing yet." in shown
    assert browser.get(f"/submissions/{file.pk}/content/").content == bytes(file.content)


def test_a_refused_files_claims_are_sent_again_from_its_page(web: Any, file: File) -> None:
    Claim.objects.update(state=Claim.State.ENVELOPE_REJECTED)
    browser = web("ben")
    assert "Send again" in browser.get(f"/submissions/{file.pk}/").content.decode()
    browser.post(f"/submissions/{file.pk}/resend/")
    assert File.objects.filter(direction="sent").count() == 2


def test_another_practice_does_not_see_our_file(web: Any, file: File) -> None:
    browser = web("cora")
    assert browser.get(f"/submissions/{file.pk}/").status_code == 404
    assert browser.get(f"/submissions/{file.pk}/content/").status_code == 404
    assert "000000001" not in browser.get("/submissions/?view=all").content.decode()


@pytest.mark.parametrize("who", ["ana", "pia", "dora"])
def test_only_billers_send(web: Any, released_claim: Claim, who: str) -> None:
    browser = web(who)
    assert "Send released claims" not in browser.get("/submissions/").content.decode()
    assert browser.post("/submissions/send/").status_code == 403
    assert File.objects.count() == 0


def test_sending_is_a_post(web: Any, released_claim: Claim) -> None:
    assert web("ben").get("/submissions/send/").status_code == 405
