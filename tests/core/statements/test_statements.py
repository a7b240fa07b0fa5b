from datetime import UTC, date, datetime

from cleanclaim.core.basics.identifiers import key
from cleanclaim.core.facts.money import Leg, Statement
from cleanclaim.core.ledger import accounts
from cleanclaim.core.ledger.entries import Occasion
from cleanclaim.core.posting.charges import post_charge
from cleanclaim.core.posting.legs import ChargeOnFile
from cleanclaim.core.remittances.matching import CoverageOnFile
from cleanclaim.core.statements.bills import BilledCharge, statement
from cleanclaim.core.statements.words import why

DAY = date(2026, 10, 14)
CHARGE = ChargeOnFile(key("charge"), key("patient"), DAY)
PRIMARY = CoverageOnFile(key("coverage"), key("payer"), None, "P")
OCCASION = Occasion(key("practice"), DAY, "Pia", datetime(2026, 10, 14, tzinfo=UTC))


def adjudicated() -> tuple[Leg, ...]:
    posted = post_charge(CHARGE, 20_000, PRIMARY, OCCASION)
    return (
        *posted.legs,
        CHARGE.leg(accounts.REMITTANCE_CLEARING, 9_600, coverage=PRIMARY, reason="paid"),
        CHARGE.leg(accounts.CONTRACTUAL_ALLOWANCE, 8_000, coverage=PRIMARY, reason="CO-45"),
        CHARGE.receivable(2_400, None, since=DAY, reason="PR-2"),
        CHARGE.receivable(-20_000, PRIMARY),
    )


def bill(legs: tuple[Leg, ...], unapplied: int = 0) -> Statement | None:
    return statement(
        [BilledCharge(CHARGE.charge, DAY, "Office visit")],
        legs,
        practice=OCCASION.practice,
        guarantor=key("guarantor"),
        number="S1",
        issued_on=DAY,
        days_to_pay=30,
        unapplied=unapplied,
    )


def test_a_statement_says_what_was_charged_allowed_paid_and_why_the_rest_is_owed() -> None:
    sent = bill(adjudicated())
    assert sent is not None
    (line,) = sent.lines
    assert (line.billed, line.allowed, line.insurance_paid, line.adjusted, line.owed) == (
        20_000,
        12_000,
        9_600,
        8_000,
        2_400,
    )
    assert line.why == "$24.00 is your coinsurance, the share that your plan leaves to you."
    assert (sent.owed, sent.due_on) == (2_400, date(2026, 11, 13))


def test_what_a_payer_owes_is_on_no_statement() -> None:
    assert bill(post_charge(CHARGE, 20_000, PRIMARY, OCCASION).legs) is None


def test_money_that_already_waits_covers_a_statement() -> None:
    assert bill(adjudicated(), unapplied=2_400) is None
    sent = bill(adjudicated(), unapplied=1_000)
    assert sent is not None
    assert (sent.owed, sent.unapplied) == (2_400, 1_000)


def test_a_reason_that_was_taken_back_is_not_told() -> None:
    assert why({"PR-1": 0, "PR-3": 2_500}) == "$25.00 is your copay."


def test_a_reason_without_words_is_told_in_general_ones() -> None:
    assert why({"PR-66": 100}) == "$1.00 is what your plan says is yours to pay."
