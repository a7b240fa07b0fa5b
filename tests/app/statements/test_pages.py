"""A biller writes statements and takes payments; a patient reads their own, and nobody else's."""

from collections.abc import Callable
from datetime import datetime
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from pypdf import PdfReader
from tests.app.remitting import answer, remitted

from cleanclaim.app.audit.actions import Actor
from cleanclaim.app.claims.models import Claim
from cleanclaim.app.encounters.models import Encounter
from cleanclaim.app.people.models import Practice
from cleanclaim.app.remittances.intake import take_in
from cleanclaim.app.statements import actions, paper
from cleanclaim.app.statements.models import PatientPayment, RefundRequest, Statement


@pytest.fixture
def adjudicated(practice: Practice, frozen_claim: Claim, clock: Callable[[], datetime]) -> Encounter:
    paid = answer(frozen_claim, {"CO_45": 3_000, "PR_2": 2_400}, {})
    take_in(remitted(practice, paid), company=practice.company, partner="folder", clock=clock)
    return Encounter.objects.get(pk=frozen_claim.encounter_id)


@pytest.fixture
def statement(adjudicated: Encounter, ben: Actor) -> Statement:
    (sent,) = actions.run_statements(ben)
    return sent


def page(browser: Any, url: str) -> str:
    answer_ = browser.get(url)
    assert answer_.status_code == 200, url
    return str(answer_.content.decode())


def test_statements_are_written_with_one_press(web: Any, adjudicated: Encounter) -> None:
    browser = web("ben")
    assert "1 guarantor, owing $24.00" in page(browser, "/statements/")
    shown = browser.post("/statements/run/", follow=True).content.decode()
    assert "1 statement written." in shown
    assert "24.00" in shown


def test_a_statement_says_what_is_owed_and_why_in_plain_words(web: Any, statement: Statement) -> None:
    shown = page(web("ben"), f"/statements/{statement.pk}/")
    assert "You owe <b>$24.00</b>" in shown
    assert "coinsurance" in shown
    assert "PR-2" not in shown.split('class="statement"')[1].split("</article>")[0]


def test_a_statement_is_a_tagged_pdf_that_fetches_nothing(statement: Statement) -> None:
    reader = PdfReader(BytesIO(paper.pdf(statement)))
    text = "".join(part.extract_text() for part in reader.pages)
    assert "You owe $24.00" in text
    assert reader.trailer["/Root"]["/MarkInfo"]["/Marked"]


def test_a_name_that_is_markup_is_shown_as_text_and_reads_no_file(
    statement: Statement, tmp_path: Path
) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("the secret")
    statement.guarantor.last = f'<img src="file://{secret}"><object data="file://{secret}"></object>'
    statement.guarantor.save()
    made = paper.pdf(Statement.objects.get(pk=statement.pk))
    text = "".join(part.extract_text() for part in PdfReader(BytesIO(made)).pages)
    assert "<img" in text
    assert b"the secret" not in made


def test_a_payment_is_taken_on_a_statement(web: Any, statement: Statement) -> None:
    form = {"amount": "24.00", "method": "check", "reference": "1001"}
    shown = web("ben").post(f"/statements/{statement.pk}/payment/", form, follow=True).content.decode()
    assert "has paid this statement" in shown


@pytest.mark.parametrize(
    "form",
    [
        {"amount": "nothing", "method": "check"},
        {"amount": "24.00", "method": "favour"},
        {"amount": "24.00", "method": "card", "reference": "4111 1111 1111 1111"},
    ],
)
def test_a_payment_that_is_none_is_asked_for_again(
    web: Any, statement: Statement, form: dict[str, str]
) -> None:
    assert web("ben").post(f"/statements/{statement.pk}/payment/", form).status_code == 200
    assert not PatientPayment.objects.exists()


def test_an_excess_goes_back_when_somebody_else_agrees(web: Any, statement: Statement) -> None:
    browser = web("ben")
    browser.post(f"/statements/{statement.pk}/payment/", {"amount": "30.00", "method": "check"})
    assert "Give $6.00 back" in page(browser, f"/statements/{statement.pk}/")
    browser.post(f"/statements/{statement.pk}/refund/", {"note": "paid twice"})
    request = RefundRequest.objects.get()
    assert browser.post(f"/statements/refunds/{request.pk}/approve/").status_code == 403
    approver = web("max")
    assert "Approve refund of $6.00" in page(approver, "/statements/")
    approver.post(f"/statements/refunds/{request.pk}/approve/")
    request.refresh_from_db()
    assert request.approved


def test_a_patient_reads_their_own_statement(web: Any, statement: Statement) -> None:
    browser = web("paul")
    home = browser.get("/", follow=True).content.decode()
    assert "$24.00" in home
    assert "You owe <b>$24.00</b>" in page(browser, f"/statements/mine/{statement.pk}/")
    assert browser.get(f"/statements/mine/{statement.pk}/pdf/")["Content-Type"] == "application/pdf"


def test_a_patient_opens_nothing_of_the_practices(web: Any, statement: Statement) -> None:
    browser = web("paul")
    for url in (f"/statements/{statement.pk}/", "/statements/", "/claims/", "/reports/", "/ledger/"):
        assert browser.get(url).status_code == 403, url


def test_a_patient_pays_online_only_where_a_processor_answers(
    web: Any, statement: Statement, settings: Any
) -> None:
    browser = web("paul")
    form = {"amount": "24.00", "method": "card"}
    assert browser.post(f"/statements/mine/{statement.pk}/pay/", form).status_code == 404
    assert not PatientPayment.objects.exists()
    settings.DEMO = True
    assert (
        "is booked"
        in browser.post(f"/statements/mine/{statement.pk}/pay/", form, follow=True).content.decode()
    )
    assert PatientPayment.objects.get().amount == 2_400


def test_another_practice_sees_nothing_of_it(web: Any, statement: Statement) -> None:
    assert web("cora").get(f"/statements/{statement.pk}/").status_code == 404
