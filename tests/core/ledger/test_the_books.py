from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from cleanclaim.core.basics.identifiers import key
from cleanclaim.core.basics.refusals import BrokenInvariant
from cleanclaim.core.facts.money import Entry, Leg
from cleanclaim.core.ledger import accounts
from cleanclaim.core.ledger.balances import by_account, charge_summaries, trial_balance
from cleanclaim.core.ledger.digest import ledger_digest
from cleanclaim.core.ledger.entries import Occasion, entry, entry_key, reversal
from cleanclaim.core.ledger.invariants import verify

PRACTICE, CHARGE, COVERAGE, PAYER = (
    key("test", name) for name in ("practice", "charge", "coverage", "payer")
)
NOW = datetime(2026, 10, 14, 15, tzinfo=UTC)
OCCASION = Occasion(PRACTICE, date(2026, 10, 14), "Pia", NOW)


def charge_entry(cents: int = 10_000) -> Entry:
    return entry(
        OCCASION,
        kind="charge",
        idempotency_key="E1",
        legs=(
            Leg(
                account=accounts.PAYER_RECEIVABLE, amount=cents, charge=CHARGE, coverage=COVERAGE, payer=PAYER
            ),
            Leg(account=accounts.PATIENT_REVENUE, amount=-cents, charge=CHARGE),
        ),
    )


def bill_patient(reason: str) -> Entry:
    return entry(
        OCCASION,
        kind="transfer",
        idempotency_key=reason,
        legs=(
            Leg(account=accounts.PATIENT_RECEIVABLE, amount=100, charge=CHARGE, reason=reason),
            Leg(
                account=accounts.PAYER_RECEIVABLE, amount=-100, charge=CHARGE, coverage=COVERAGE, payer=PAYER
            ),
        ),
    )


def codes(*entries: Entry, **given: object) -> set[str]:
    return {finding.code for finding in verify(entries, **given)}  # type: ignore[arg-type]


def test_an_entry_that_does_not_balance_cannot_be_built() -> None:
    good = charge_entry()
    with pytest.raises(BrokenInvariant):
        replace(good, legs=(good.legs[0],))
    with pytest.raises(BrokenInvariant):
        replace(good, legs=(good.legs[0], replace(good.legs[1], amount=-9_999)))


def test_an_empty_entry_cannot_be_built() -> None:
    with pytest.raises(BrokenInvariant):
        entry(OCCASION, kind="charge", idempotency_key="E1", legs=())


def test_a_leg_of_nothing_cannot_be_built() -> None:
    with pytest.raises(BrokenInvariant):
        Leg(account=accounts.CASH, amount=0)


def test_a_leg_on_an_unknown_account_cannot_be_posted() -> None:
    legs = (Leg(account="plug", amount=1), Leg(account=accounts.CASH, amount=-1))
    with pytest.raises(BrokenInvariant):
        entry(OCCASION, kind="charge", idempotency_key="E1", legs=legs)


def test_an_entry_is_named_by_practice_kind_and_idempotency_key() -> None:
    good = charge_entry()
    assert entry_key(good) == entry_key(charge_entry(5_000))
    assert entry_key(good) != entry_key(replace(good, kind="payment"))
    assert entry_key(good) != entry_key(replace(good, practice=CHARGE))


def test_a_reversal_is_the_mirror_and_is_linked() -> None:
    good = charge_entry()
    back = reversal(good, OCCASION)
    assert back.reverses == entry_key(good)
    assert by_account((*good.legs, *back.legs)) == {}
    assert not codes(good, back)


def test_a_reversal_in_other_books_is_refused() -> None:
    with pytest.raises(BrokenInvariant):
        reversal(charge_entry(), replace(OCCASION, practice=CHARGE))


def test_a_reversal_may_not_change_what_it_gives_back() -> None:
    with pytest.raises(BrokenInvariant):
        reversal(charge_entry(), OCCASION, change=lambda leg: (replace(leg, amount=leg.amount + 1),))


def test_the_digest_does_not_depend_on_order_writer_or_instant() -> None:
    good = charge_entry()
    back = reversal(good, OCCASION)
    later = replace(good, actor="Max", posted_at=NOW + timedelta(hours=1))
    assert ledger_digest([good, back]) == ledger_digest([back, later])


def test_the_digest_sees_one_cent_one_account_and_one_dimension() -> None:
    good = charge_entry()
    other_payer = replace(good, legs=(replace(good.legs[0], payer=CHARGE), good.legs[1]))
    later = replace(good, post_date=date(2026, 10, 15))
    digests = {ledger_digest([one]) for one in (good, charge_entry(10_001), other_payer, later)}
    assert len(digests) == 4


def test_the_trial_balance_has_two_equal_sides() -> None:
    table = trial_balance(by_account(charge_entry().legs))
    assert [(row.account, row.debit, row.credit) for row in table.rows] == [
        ("payer_receivable", 10_000, 0),
        ("patient_revenue", 0, 10_000),
    ]
    assert (table.debit, table.credit, table.difference) == (10_000, 10_000, 0)


def test_a_charge_is_conserved() -> None:
    summary = charge_summaries(charge_entry().legs)[CHARGE]
    assert (summary.billed, summary.payers_owe, summary.difference) == (10_000, 10_000, 0)


def test_money_that_leaves_a_charge_for_nowhere_is_found() -> None:
    leak = entry(
        OCCASION,
        kind="payment",
        idempotency_key="1",
        legs=(
            Leg(account=accounts.CASH, amount=100),
            Leg(account=accounts.PAYER_RECEIVABLE, amount=-100, charge=CHARGE, coverage=COVERAGE),
        ),
    )
    assert {"ledger.unbalanced-charge", "ledger.charge-not-conserved"} <= codes(charge_entry(), leak)


def test_a_dollar_owed_twice_is_found() -> None:
    twice = replace(charge_entry(), kind="again")
    legs = (twice.legs[0], replace(twice.legs[1], account=accounts.CONTRACTUAL_ALLOWANCE))
    assert "ledger.owed-twice" in codes(charge_entry(), replace(twice, legs=legs))


@pytest.mark.parametrize("reason", ["PR-1", "self_pay", "approved:coverage"])
def test_a_patient_may_owe_by_rule(reason: str) -> None:
    assert not codes(charge_entry(), bill_patient(reason))


@pytest.mark.parametrize("reason", ["CO-45", "", "denied"])
def test_a_patient_billed_without_a_rule_is_found(reason: str) -> None:
    assert "ledger.patient-owes-without-rule" in codes(charge_entry(), bill_patient(reason))


def test_a_clearing_account_left_open_is_found_once_the_deposit_is_in() -> None:
    remittance = key("test", "remittance")
    paid = entry(
        OCCASION,
        kind="payment",
        idempotency_key="1",
        legs=(
            Leg(account=accounts.REMITTANCE_CLEARING, amount=100, remittance=remittance),
            Leg(account=accounts.UNAPPLIED_PAYER_CASH, amount=-100),
        ),
    )
    assert codes(paid) == set()
    assert codes(paid, deposited={remittance}) == {"ledger.open-clearing"}


def test_an_entry_taken_back_twice_or_wrongly_is_found() -> None:
    good = charge_entry()
    back = reversal(good, OCCASION)
    again = replace(back, idempotency_key="again")
    assert "ledger.reversed-twice" in codes(good, back, again)
    assert "ledger.reverses-nothing" in codes(back)
    moved = replace(back, legs=(replace(back.legs[0], account=accounts.CASH), back.legs[1]))
    assert "ledger.reversal-differs" in codes(good, moved)
