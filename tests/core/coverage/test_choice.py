"""Do the right payers answer, in the right order, under the rules of the day?"""

from dataclasses import replace
from datetime import date

from tests.core.claims.source import DAY, PRACTICE, insurance

from cleanclaim.core.basics.identifiers import key
from cleanclaim.core.coverage import authorization_for, in_force, next_after, profile_on, referral_on
from cleanclaim.core.facts.payers import Authorization, PayerProfile, Referral

PRIMARY, SECONDARY = insurance().coverage, insurance("S", "CAID").coverage
CASE = key("case")
AT_WORK = insurance(number="WORK", case=CASE).coverage


def test_payers_answer_in_their_order() -> None:
    assert in_force([SECONDARY, PRIMARY], DAY) == (PRIMARY, SECONDARY)


def test_a_coverage_answers_from_its_first_day_to_its_last() -> None:
    ended = replace(PRIMARY, valid_to=date(2026, 9, 13))
    begins = replace(SECONDARY, valid_from=date(2026, 9, 15))
    assert in_force([ended, begins], DAY) == ()
    assert in_force([replace(ended, valid_to=DAY)], DAY) != ()


def test_the_payer_of_an_accident_answers_for_it_alone_and_for_nothing_else() -> None:
    assert in_force([PRIMARY, AT_WORK], DAY, CASE) == (AT_WORK,)
    assert in_force([PRIMARY, AT_WORK], DAY) == (PRIMARY,)
    assert in_force([PRIMARY, AT_WORK], DAY, key("another case")) == (PRIMARY,)


def test_after_the_last_payer_it_is_the_patients_turn() -> None:
    assert next_after([PRIMARY, SECONDARY], "P") == SECONDARY
    assert next_after([PRIMARY, SECONDARY], "S") is None


def profile(first: date, days: int) -> PayerProfile:
    return PayerProfile(
        payer=key("payer"), valid_from=first, timely_filing_days=days, correction="replacement"
    )


def test_the_rules_are_those_of_the_day() -> None:
    old, new = profile(date(2025, 1, 1), 365), profile(date(2026, 7, 1), 90)
    assert profile_on([new, old], date(2026, 6, 30)) == old
    assert profile_on([new, old], date(2026, 7, 1)) == new
    assert profile_on([new], date(2026, 6, 30)) is None


def leave(number: str, *procedures: str, units: int | None = None) -> Authorization:
    return Authorization(
        practice=PRACTICE,
        coverage=key("c"),
        number=number,
        procedures=procedures,
        units=units,
        valid_from=DAY,
    )


def test_a_leave_that_names_the_service_goes_before_one_for_anything() -> None:
    anything, named = leave("A1"), leave("A2", "20610")
    assert authorization_for([anything, named], "20610", 1, DAY) == named
    assert authorization_for([anything, named], "99213", 1, DAY) == anything
    assert authorization_for([named], "99213", 1, DAY) is None


def test_a_leave_with_too_few_units_does_not_cover() -> None:
    assert authorization_for([leave("A1", units=2)], "97110", 3, DAY) is None
    assert authorization_for([leave("A1", units=3)], "97110", 3, DAY) is not None


def test_a_referral_counts_while_visits_are_left() -> None:
    first = Referral(
        practice=PRACTICE, coverage=key("c"), number="R1", visits=2, visits_used=2, valid_from=DAY
    )
    second = replace(first, number="R2", visits_used=1)
    assert referral_on([first, second], DAY) == second
