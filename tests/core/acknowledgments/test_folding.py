"""A submission's state is the fold of every answer to it, in whatever order they come."""

from datetime import date
from itertools import permutations

import pytest

from cleanclaim.core.acknowledgments import Answer, Source, State, fold, meaning

DAY = date(2026, 3, 2)
NEXT_DAY = date(2026, 3, 3)


def said(source: Source, status: str, on: date = DAY) -> Answer:
    return Answer(source=source, effective_on=on, status=status)


TA1_OK = said(Source.INTERCHANGE, "A")
TA1_REFUSED = said(Source.INTERCHANGE, "R")
GROUP_OK = said(Source.GROUP, "A")
GROUP_ERRORS = said(Source.GROUP, "E")
GROUP_REFUSED = said(Source.GROUP, "R")
CLEARED = said(Source.CLEARINGHOUSE, "A1")
PAYER_ACCEPTS = said(Source.PAYER, "A2", NEXT_DAY)
PAYER_REJECTS = said(Source.PAYER, "A7", NEXT_DAY)


@pytest.mark.parametrize(
    ("answers", "state"),
    [
        ([], State.SENT),
        ([TA1_OK], State.SENT),
        ([TA1_REFUSED], State.ENVELOPE_REJECTED),
        ([TA1_OK, GROUP_OK], State.SENT),
        ([TA1_OK, GROUP_ERRORS], State.SENT),
        ([TA1_OK, GROUP_REFUSED], State.ENVELOPE_REJECTED),
        ([GROUP_OK, CLEARED], State.ACCEPTED),
        ([GROUP_OK, CLEARED, PAYER_ACCEPTS], State.ACCEPTED),
        ([GROUP_OK, CLEARED, PAYER_REJECTS], State.REJECTED),
        ([PAYER_REJECTS, said(Source.CLEARINGHOUSE, "A1", date(2026, 4, 1))], State.REJECTED),
        ([PAYER_ACCEPTS, said(Source.PAYER, "A3", date(2026, 3, 5))], State.REJECTED),
        ([PAYER_REJECTS, said(Source.PAYER, "A2", date(2026, 3, 5))], State.ACCEPTED),
        ([PAYER_REJECTS, PAYER_ACCEPTS], State.REJECTED),
    ],
)
def test_the_last_to_see_the_submission_decides_in_any_order(answers: list[Answer], state: State) -> None:
    for order in permutations(answers):
        assert fold(order).state is state


def test_an_answer_that_comes_twice_changes_nothing() -> None:
    once = [TA1_OK, GROUP_OK, CLEARED, PAYER_ACCEPTS]
    assert fold(once + once) == fold(once)


@pytest.mark.parametrize("status", ["A3", "A4", "A6", "A7", "A8"])
def test_every_rejecting_category_rejects(status: str) -> None:
    assert meaning(said(Source.PAYER, status)) is State.REJECTED


@pytest.mark.parametrize("status", ["A0", "A1", "A2", "A5"])
def test_every_accepting_category_accepts(status: str) -> None:
    assert meaning(said(Source.CLEARINGHOUSE, status)) is State.ACCEPTED


def test_a_category_of_another_transaction_says_nothing() -> None:
    assert fold([GROUP_OK, said(Source.PAYER, "F1")]).state is State.SENT


def test_acceptance_is_dated_as_proof_of_timely_filing() -> None:
    assert fold([CLEARED, PAYER_ACCEPTS]).accepted_on == NEXT_DAY
    assert fold([CLEARED, PAYER_REJECTS]).accepted_on is None
