"""Does an encounter go only where it may, and say why not otherwise?"""

from dataclasses import replace
from datetime import date

import pytest
from tests.core.claims.source import ENCOUNTER

from cleanclaim.core.basics.refusals import BrokenInvariant, TooLate
from cleanclaim.core.encounters import State, after, findings


def test_an_encounter_goes_from_its_note_to_its_claims() -> None:
    state = State.OPEN
    for move in ("sign", "start", "ask", "answer", "release", "claim", "reopen"):
        state = after(state, move)
    assert state is State.CODING


@pytest.mark.parametrize(
    ("state", "move"),
    [("signed", "sign"), ("open", "start"), ("open", "release"), ("coded", "void"), ("voided", "sign")],
)
def test_a_move_that_leads_nowhere_is_too_late(state: str, move: str) -> None:
    with pytest.raises(TooLate) as refused:
        after(state, move)
    assert refused.value.code == f"encounter.{move}"


def test_a_move_that_nobody_knows_is_our_mistake() -> None:
    with pytest.raises(BrokenInvariant):
        after("open", "fly")


def test_a_visit_in_the_future_and_one_that_ends_before_it_begins_are_found() -> None:
    encounter = replace(ENCOUNTER, date_of_service=date(2026, 9, 15), last_date=date(2026, 9, 14))
    assert [one.code for one in findings(encounter, date(2026, 9, 14))] == [
        "encounter.future",
        "encounter.dates",
    ]


def test_a_visit_of_today_is_in_order() -> None:
    assert findings(ENCOUNTER, ENCOUNTER.date_of_service) == ()
