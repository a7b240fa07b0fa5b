"""A biller sees what was denied, why, and the best way out; another person decides what is given up."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

import pytest
from tests.app.remitting import answer, remitted

from cleanclaim.app.claims.models import Claim
from cleanclaim.app.denials.models import Denial, WriteOffRequest
from cleanclaim.app.people.models import Practice
from cleanclaim.app.remittances.intake import take_in


@pytest.fixture
def denial(practice: Practice, frozen_claim: Claim, clock: Callable[[], datetime]) -> Denial:
    first = frozen_claim.facts().lines[0].billed
    said = answer(frozen_claim, {"CO_97": first}, {})
    take_in(remitted(practice, said), company=practice.company, partner="folder", clock=clock)
    return Denial.objects.get()


def page(browser: Any, url: str) -> str:
    answer_ = browser.get(url)
    assert answer_.status_code == 200, url
    return str(answer_.content.decode())


def test_the_queue_says_how_many_wait_worth_what_until_when(web: Any, denial: Denial) -> None:
    shown = page(web("ben"), "/denials/?view=open")
    assert "denied line open" in shown
    assert "CO-97" in shown
    assert str(denial.due_on) in shown


def test_one_denial_shows_the_reason_the_ways_and_the_arithmetic(web: Any, denial: Denial) -> None:
    shown = page(web("ben"), f"/denials/{denial.pk}/")
    assert "What the payer said" in shown
    assert "Ways out, best first" in shown
    assert "Correct and resubmit" in shown
    assert "Correct and" in shown
    assert "Paid" in shown


def test_a_correction_is_made_with_one_press(web: Any, denial: Denial) -> None:
    shown = web("ben").post(f"/denials/{denial.pk}/correct/", follow=True).content.decode()
    assert "The corrected claim is made." in shown
    denial.refresh_from_db()
    assert denial.state == "corrected"


def test_a_denial_is_given_to_the_coder_or_accepted(web: Any, denial: Denial) -> None:
    browser = web("ben")
    browser.post(f"/denials/{denial.pk}/assign/", {"owner": "coder"})
    denial.refresh_from_db()
    assert denial.owner == "coder"
    browser.post(f"/denials/{denial.pk}/uphold/")
    denial.refresh_from_db()
    assert denial.state == "upheld"


def test_a_write_off_above_the_limit_is_decided_by_somebody_else(web: Any, denial: Denial) -> None:
    Practice.objects.filter(pk=denial.practice_id).update(write_off_limit=0)
    asked = web("ben").post(f"/denials/{denial.pk}/write-off/", {"reason": "accepted"}, follow=True)
    assert "Somebody else decides." in asked.content.decode()
    request = WriteOffRequest.objects.get()
    browser = web("max")
    assert "Approve $" in page(browser, "/denials/")
    browser.post(f"/denials/write-offs/{request.pk}/approve/")
    request.refresh_from_db()
    assert request.approved


def test_who_asked_is_not_shown_the_decision(web: Any, denial: Denial) -> None:
    Practice.objects.filter(pk=denial.practice_id).update(write_off_limit=0)
    browser = web("max")
    browser.post(f"/denials/{denial.pk}/write-off/", {"reason": "accepted"})
    assert "Approve $" not in page(browser, "/denials/")
    own = WriteOffRequest.objects.get()
    assert browser.post(f"/denials/write-offs/{own.pk}/approve/").status_code == 403


def test_a_reason_that_is_none_is_asked_for_again(web: Any, denial: Denial) -> None:
    answer_ = web("ben").post(f"/denials/{denial.pk}/write-off/", {"reason": "because"})
    assert answer_.status_code == 200
    assert not WriteOffRequest.objects.exists()


def test_another_practice_sees_nothing_of_it(web: Any, denial: Denial) -> None:
    assert web("cora").get(f"/denials/{denial.pk}/").status_code == 404
