from datetime import date, timedelta

from cleanclaim.core.basics.identifiers import key
from cleanclaim.core.denials.correction import correction_path
from cleanclaim.core.denials.items import due_on
from cleanclaim.core.denials.reasons import reason
from cleanclaim.core.facts.payers import PayerProfile

DAY = date(2026, 10, 14)


def profile(correction: str = "replacement", **given: int) -> PayerProfile:
    return PayerProfile(
        payer=key("payer"), valid_from=DAY, timely_filing_days=365, correction=correction, **given
    )


def test_a_bundling_denial_is_the_coders() -> None:
    known = reason("97")
    assert (known.owner, known.cause, known.correctable) == ("coder", "bundling", True)


def test_an_unknown_reason_is_the_billers_to_read() -> None:
    known = reason("ZZ9")
    assert (known.code, known.owner) == ("ZZ9", "biller")
    assert known.next_step


def test_a_correction_is_due_at_the_earlier_of_both_limits() -> None:
    both = profile(corrected_claim_days=60, appeal_days=120)
    assert due_on(both, DAY, correctable=True) == DAY + timedelta(days=60)
    assert due_on(both, DAY, correctable=False) == DAY + timedelta(days=120)


def test_without_a_limit_an_item_is_due_in_ninety_days() -> None:
    assert due_on(None, DAY, correctable=True) == DAY + timedelta(days=90)
    assert due_on(profile(), DAY, correctable=True) == DAY + timedelta(days=90)


def test_a_replacement_names_the_payers_own_number() -> None:
    path = correction_path(profile(), payer_claim_control_number="ICN1")
    assert (path.way, path.frequency, path.payer_claim_control_number) == ("replacement", "7", "ICN1")


def test_without_the_payers_number_nothing_can_be_replaced() -> None:
    path = correction_path(profile(), payer_claim_control_number="")
    assert (path.way, path.frequency) == ("new_claim", "1")


def test_a_payer_that_reopens_takes_no_replacement() -> None:
    path = correction_path(profile("reopening"), payer_claim_control_number="ICN1")
    assert (path.way, path.frequency) == ("reopening", "")


def test_an_unprocessable_claim_goes_as_a_new_one_whatever_the_profile() -> None:
    path = correction_path(profile("reopening"), payer_claim_control_number="ICN1", remarks=("MA130",))
    assert (path.way, path.frequency, path.payer_claim_control_number) == ("new_claim", "1", "")


def test_a_payer_that_wants_new_claims_gets_one() -> None:
    path = correction_path(profile("new_claim"), payer_claim_control_number="ICN1")
    assert (path.way, path.frequency) == ("new_claim", "1")
