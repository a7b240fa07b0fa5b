"""A poster sees what came, whether it adds up, and takes files and deposits in."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from tests.app.remitting import answer, remitted, spoiled

from cleanclaim.app.claims.models import Claim
from cleanclaim.app.people.models import Practice
from cleanclaim.app.remittances import queues
from cleanclaim.app.remittances.intake import take_in
from cleanclaim.app.remittances.models import Remittance

REASONS = ({"CO_45": 3_000, "PR_2": 2_400}, {})


@pytest.fixture
def content(practice: Practice, frozen_claim: Claim) -> bytes:
    """An 835 that pays Paul's claim."""
    return remitted(practice, answer(frozen_claim, *REASONS))


@pytest.fixture
def posted(practice: Practice, content: bytes, clock: Callable[[], datetime]) -> Remittance:
    take_in(content, company=practice.company, partner="folder", clock=clock)
    return Remittance.objects.get()


def page(browser: Any, url: str) -> str:
    answer_ = browser.get(url)
    assert answer_.status_code == 200, url
    return str(answer_.content.decode())


def test_an_uploaded_835_is_posted_and_the_same_again_changes_nothing(web: Any, content: bytes) -> None:
    browser = web("pia")
    for said in ("Transaction 1 is posted", "Transaction 1 is in already: nothing changed."):
        upload = {"file": SimpleUploadedFile("any-name.835", content)}
        shown = browser.post("/remittances/take-in/", upload, follow=True).content.decode()
        assert said in shown
    assert Remittance.objects.count() == 1


def test_a_file_that_is_no_835_says_so(web: Any, practice: Practice) -> None:
    upload = {"file": SimpleUploadedFile("letter.txt", b"Dear practice")}
    shown = web("pia").post("/remittances/take-in/", upload, follow=True).content.decode()
    assert "Nothing was taken in." in shown
    assert not Remittance.objects.exists()


def test_a_remittance_shows_its_arithmetic_from_the_lines_to_the_deposit(
    web: Any, posted: Remittance
) -> None:
    shown = page(web("pia"), f"/remittances/{posted.pk}/")
    assert "CO-45" in shown
    assert "PR-2" in shown
    assert "1 claim paid" in shown
    assert "The payer states" in shown
    assert "awaits its deposit" in shown
    assert "Plum, Paul" in shown


def test_a_deposit_brings_the_clearing_account_to_zero(web: Any, posted: Remittance) -> None:
    browser = web("pia")
    form = {"amount": f"{posted.paid / 100:.2f}", "received_on": "2026-09-21", "method": "ach"}
    shown = browser.post(f"/remittances/{posted.pk}/deposit/", form, follow=True).content.decode()
    assert "its clearing account is at zero" in shown
    assert queues.clearing([posted.pk]) == {}
    assert "Record the deposit" not in shown


@pytest.mark.parametrize("amount", ["", "nothing", "-5", "0", "1e5"])
def test_an_amount_that_is_none_is_asked_for_again(web: Any, posted: Remittance, amount: str) -> None:
    form = {"amount": amount, "received_on": "2026-09-21", "method": "ach"}
    answer_ = web("pia").post(f"/remittances/{posted.pk}/deposit/", form)
    assert answer_.status_code == 200
    assert queues.clearing([posted.pk])


def test_what_does_not_balance_stands_on_top_with_the_difference(
    web: Any, practice: Practice, content: bytes, clock: Callable[[], datetime]
) -> None:
    take_in(spoiled(content, "BPR", 2, 1), company=practice.company, partner="folder", clock=clock)
    row = Remittance.objects.get()
    browser = web("pia")
    assert "waits for your decision" in page(browser, "/remittances/")
    shown = page(browser, f"/remittances/{row.pk}/")
    assert "Does not balance" in shown
    assert "nothing of it is posted" in shown
    assert "0.01" in shown


def test_every_amount_opens_into_its_entries(web: Any, posted: Remittance, frozen_claim: Claim) -> None:
    browser = web("pia")
    for url in (
        f"/ledger/remittance/{posted.pk}/",
        f"/ledger/claim/{frozen_claim.pk}/",
        "/ledger/",
        "/ledger/account/payer_receivable/",
    ):
        assert "A/R payers" in page(browser, url)
    assert browser.get("/ledger/account/petty_cash/").status_code == 404


def test_another_practice_sees_nothing_of_it(web: Any, posted: Remittance) -> None:
    browser = web("cora")
    assert browser.get(f"/remittances/{posted.pk}/").status_code == 404
    assert posted.trace_number not in page(browser, "/remittances/?view=all")


def test_who_does_not_post_takes_nothing_in(web: Any, posted: Remittance) -> None:
    assert web("ana").post(f"/remittances/{posted.pk}/deposit/", {}).status_code == 403
