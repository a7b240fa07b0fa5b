from collections.abc import Callable
from datetime import date, datetime

import pytest
from tests.app.remitting import answer, remitted, reversed_, spoiled

from cleanclaim.app.audit.actions import Actor
from cleanclaim.app.audit.models import Event
from cleanclaim.app.claims.models import Claim
from cleanclaim.app.denials.models import Denial
from cleanclaim.app.ledger import books
from cleanclaim.app.ledger.models import Entry
from cleanclaim.app.ledger.proof import prove
from cleanclaim.app.people.models import Practice
from cleanclaim.app.posting.actions import record_deposit
from cleanclaim.app.posting.models import PostedClaimPayment, PostedLinePayment
from cleanclaim.app.remittances.intake import TakenInFile, take_in
from cleanclaim.app.remittances.models import Remittance
from cleanclaim.app.submissions.models import File
from cleanclaim.core.basics.refusals import TooLate
from cleanclaim.core.facts import remittances
from cleanclaim.core.ledger.accounts import (
    CASH,
    CONTRACTUAL_ALLOWANCE,
    HELD_CLAIM,
    PATIENT_RECEIVABLE,
    PAYER_RECEIVABLE,
    REMITTANCE_CLEARING,
    UNAPPLIED_PAYER_CASH,
)
from cleanclaim.core.ledger.balances import by_account, legs_of

Take = Callable[..., TakenInFile]


@pytest.fixture
def take(practice: Practice, clock: Callable[[], datetime]) -> Take:
    """Take an 835 file in, for the company."""

    def run(content: bytes) -> TakenInFile:
        return take_in(content, company=practice.company, partner="folder", clock=clock)

    return run


def balances(practice: Practice) -> dict[str, int]:
    return by_account(legs_of(books.entries(practice=practice.pk)))


PAID = ({"CO_45": 3_000, "PR_2": 1_000}, {"CO_45": 100})


def test_a_paid_claim_is_posted_matched_and_told(practice: Practice, frozen_claim: Claim, take: Take) -> None:
    before = balances(practice)[PAYER_RECEIVABLE]
    paid = answer(frozen_claim, *PAID)
    taken = take(remitted(practice, paid))
    assert taken.transactions[0].practice == "HFM"
    after = balances(practice)
    assert after[REMITTANCE_CLEARING] == paid.paid
    assert after[CONTRACTUAL_ALLOWANCE] == 3_100
    assert after[PATIENT_RECEIVABLE] == 1_000
    assert before - after.get(PAYER_RECEIVABLE, 0) == frozen_claim.billed
    row = Claim.objects.get(pk=frozen_claim.pk)
    assert (row.state, row.payer_claim_control_number) == ("paid", "ICN1")
    posted = PostedClaimPayment.objects.get(claim=row)
    assert (posted.outcome, posted.matched_by) == ("posted", "CLP01")
    lines = PostedLinePayment.objects.filter(line_payment__claim_payment=posted.claim_payment)
    assert {one.score for one in lines} == {100}
    assert Event.objects.filter(claim=row.pk, action="posting.posted").exists()
    assert prove(practice.pk, "HFM").findings == ()


def test_the_deposit_brings_the_clearing_account_to_zero(
    practice: Practice, frozen_claim: Claim, take: Take, pia: Actor
) -> None:
    taken = take(remitted(practice, paid := answer(frozen_claim, *PAID)))
    key = taken.transactions[0].received.key
    assert prove(practice.pk, "HFM").awaited[0].cents == paid.paid
    record_deposit(pia, key, cents=paid.paid, received_on=date(2026, 9, 21))
    after = balances(practice)
    assert REMITTANCE_CLEARING not in after
    assert after[CASH] == paid.paid
    assert prove(practice.pk, "HFM").awaited == ()
    with pytest.raises(TooLate):
        record_deposit(pia, key, cents=paid.paid, received_on=date(2026, 9, 21))


def test_the_same_file_again_changes_nothing(practice: Practice, frozen_claim: Claim, take: Take) -> None:
    content = remitted(practice, answer(frozen_claim, *PAID))
    take(content)
    digest, files = prove(practice.pk, "HFM").digest, File.objects.filter(kind="835").count()
    again = take(content)
    assert again.seen_before
    assert (again.transactions[0].received.state, again.transactions[0].received.again) == ("posted", True)
    assert prove(practice.pk, "HFM").digest == digest
    assert File.objects.filter(kind="835").count() == files


@pytest.mark.parametrize("wrap", ["newlines", "envelope"])
def test_the_same_remittance_in_another_wrapping_changes_nothing(
    practice: Practice, frozen_claim: Claim, take: Take, wrap: str
) -> None:
    content = remitted(practice, answer(frozen_claim, *PAID))
    take(content)
    digest = prove(practice.pk, "HFM").digest
    other = {
        "newlines": content.replace(b"\r", b"").replace(b"\n", b"").replace(b"~", b"~\r\n"),
        "envelope": content.replace(b"000000001", b"000000777"),
    }[wrap]
    assert other != content
    again = take(other)
    assert not again.seen_before
    assert again.transactions[0].received.again
    assert prove(practice.pk, "HFM").digest == digest


def test_the_same_identity_with_other_content_is_held(
    practice: Practice, frozen_claim: Claim, take: Take
) -> None:
    take(remitted(practice, answer(frozen_claim, *PAID)))
    digest = prove(practice.pk, "HFM").digest
    other = take(remitted(practice, answer(frozen_claim, {"CO_45": 2_000}, {})))
    assert other.transactions[0].received.state == "held"
    held = Remittance.objects.get(state="held")
    assert held.held_because[0]["code"] == "remittance.same-identity-other-content"
    assert prove(practice.pk, "HFM").digest == digest


def test_one_trace_number_on_two_days_is_two_remittances(
    practice: Practice, frozen_claim: Claim, take: Take
) -> None:
    take(remitted(practice, answer(frozen_claim, *PAID)))
    second = remitted(practice, reversed_(answer(frozen_claim, *PAID)), payment_date=date(2026, 9, 27))
    assert not take(second).transactions[0].received.again
    assert Remittance.objects.filter(state="posted").count() == 2


def test_a_transaction_that_does_not_balance_is_held_whole(
    practice: Practice, frozen_claim: Claim, take: Take
) -> None:
    before = prove(practice.pk, "HFM").digest
    paid = answer(frozen_claim, *PAID)
    taken = take(spoiled(remitted(practice, paid), "BPR", 2, 1))
    assert taken.transactions[0].posting is not None
    assert taken.transactions[0].posting.held
    row = Remittance.objects.get()
    assert (row.state, row.held_because[0]["code"]) == ("held", "remittance.transaction-does-not-balance")
    assert prove(practice.pk, "HFM").digest == before
    assert Claim.objects.get(pk=frozen_claim.pk).state == "sent"


def test_a_claim_that_does_not_balance_is_suspended_and_the_rest_is_posted(
    practice: Practice, frozen_claim: Claim, take: Take
) -> None:
    good = answer(frozen_claim, *PAID)
    take(spoiled(remitted(practice, good), "SVC", 3, 1))
    after = balances(practice)
    assert after[HELD_CLAIM] == -good.paid
    assert after[REMITTANCE_CLEARING] == good.paid
    posted = PostedClaimPayment.objects.get()
    assert posted.outcome == "held"
    assert "remittance.line-does-not-balance" in {one["code"] for one in posted.reasons}
    assert Claim.objects.get(pk=frozen_claim.pk).state == "sent"
    assert prove(practice.pk, "HFM").findings == ()


@pytest.mark.parametrize("part", [0.2, 0.5, 0.9, 0.97])
def test_a_truncated_file_posts_nothing(
    practice: Practice, frozen_claim: Claim, take: Take, part: float
) -> None:
    content = remitted(practice, answer(frozen_claim, *PAID))
    before = prove(practice.pk, "HFM").digest
    taken = take(content[: int(len(content) * part)])
    assert all(one.received.state == "held" for one in taken.transactions)
    assert taken.unread or taken.transactions
    assert prove(practice.pk, "HFM").digest == before


@pytest.mark.parametrize("part", [0.5, 0.97])
def test_the_whole_file_is_posted_after_a_truncated_one(
    practice: Practice, frozen_claim: Claim, take: Take, part: float
) -> None:
    content = remitted(practice, answer(frozen_claim, *PAID))
    take(content[: int(len(content) * part)])
    taken = take(content)
    assert taken.transactions[0].posting is not None
    assert not taken.transactions[0].posting.held
    assert Claim.objects.get(pk=frozen_claim.pk).state == "paid"
    assert take(content[: int(len(content) * part)]).transactions[0].received.again
    assert prove(practice.pk, "HFM").findings == ()


def test_what_no_claim_is_found_for_stands_as_unidentified_money(
    practice: Practice, frozen_claim: Claim, take: Take
) -> None:
    stranger = answer(frozen_claim, *PAID, patient_control_number="NOBODY", payer_claim_control_number="ICN9")
    take(remitted(practice, stranger))
    assert balances(practice)[UNAPPLIED_PAYER_CASH] == -stranger.paid
    assert PostedClaimPayment.objects.get().outcome == "unidentified"


def test_a_payment_to_nobody_we_know_is_kept_and_seen(
    practice: Practice, frozen_claim: Claim, take: Take
) -> None:
    payee = remittances.RemittanceParty(name="STRANGER", id_qualifier="XX", id="1999999992")
    taken = take(remitted(practice, answer(frozen_claim, *PAID), payee=payee))
    assert taken.transactions[0].practice == "LIGHT-UNROUTED"
    other = Practice.objects.get(number="LIGHT-UNROUTED")
    assert prove(other.pk, other.number).unidentified_cents > 0
    assert Claim.objects.get(pk=frozen_claim.pk).state == "sent"


def test_a_claim_of_another_practice_is_not_found(
    practice: Practice, frozen_claim: Claim, take: Take
) -> None:
    other = Practice.objects.get(number="HTO")
    taken = take(remitted(other, answer(frozen_claim, *PAID)))
    assert taken.transactions[0].practice == "HTO"
    assert Claim.objects.get(pk=frozen_claim.pk).state == "sent"
    assert prove(other.pk, "HTO").unidentified_cents > 0


def test_a_denied_line_becomes_work_and_stays_with_its_payer(
    practice: Practice, frozen_claim: Claim, take: Take
) -> None:
    second = frozen_claim.facts().lines[1].billed
    take(remitted(practice, answer(frozen_claim, {"CO_45": 3_000}, {"CO_97": second})))
    item = Denial.objects.get()
    assert (item.group, item.reason, item.denied, item.state, item.owner) == (
        "CO",
        "97",
        second,
        "open",
        "coder",
    )
    assert item.due_on > item.denied_on
    assert Claim.objects.get(pk=frozen_claim.pk).state == "partially_denied"
    assert balances(practice)[PAYER_RECEIVABLE] == second


def test_a_claim_is_denied_by_its_lines_whatever_status_the_payer_sends(
    practice: Practice, frozen_claim: Claim, take: Take
) -> None:
    lines = frozen_claim.facts().lines
    take(remitted(practice, answer(frozen_claim, *({"CO_16": line.billed} for line in lines))))
    assert Claim.objects.get(pk=frozen_claim.pk).state == "denied"
    assert Denial.objects.count() == 2


def test_a_reversal_takes_back_what_was_posted_and_the_correction_follows(
    practice: Practice, frozen_claim: Claim, take: Take
) -> None:
    first = answer(frozen_claim, *PAID)
    take(remitted(practice, first))
    right = answer(
        frozen_claim, {"CO_45": 2_000, "PR_2": 500}, {"CO_45": 100}, payer_claim_control_number="ICN2"
    )
    take(remitted(practice, reversed_(first), right, trace="T2"))
    after = balances(practice)
    assert after[PATIENT_RECEIVABLE] == 500
    assert after[CONTRACTUAL_ALLOWANCE] == 2_100
    assert after[REMITTANCE_CLEARING] == right.paid
    assert Claim.objects.get(pk=frozen_claim.pk).state == "paid"
    assert Entry.objects.filter(kind="reversal", reverses__kind="payment").count() == 1
    assert prove(practice.pk, "HFM").findings == ()


def test_a_reversal_across_files_that_differs_is_held(
    practice: Practice, frozen_claim: Claim, take: Take
) -> None:
    take(remitted(practice, answer(frozen_claim, *PAID)))
    other = reversed_(answer(frozen_claim, {"CO_45": 2_900, "PR_2": 1_000}, {"CO_45": 100}))
    take(remitted(practice, other, trace="T2"))
    assert PostedClaimPayment.objects.filter(outcome="held").count() == 1
    assert balances(practice)[HELD_CLAIM] == -other.paid
