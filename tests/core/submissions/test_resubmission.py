"""A claim goes again as its payer's profile says, and as what became of it allows."""

from datetime import date
from uuid import UUID

import pytest

from cleanclaim.core.basics.refusals import NotClean
from cleanclaim.core.facts.payers import PayerProfile
from cleanclaim.core.submissions import Adjudication, Resubmission, resubmission, void


def profile(correction: str) -> PayerProfile:
    return PayerProfile(
        payer=UUID(int=1), valid_from=date(2026, 1, 1), timely_filing_days=365, correction=correction
    )


CASES = [
    # correction, frequency, original, adjudicated as, state, what is sent
    ("replacement", "1", "", "", Adjudication.NONE, Resubmission("1", "")),
    ("replacement", "7", "ICN1", "", Adjudication.NONE, Resubmission("7", "ICN1")),
    ("replacement", "1", "", "ICN1", Adjudication.ADJUDICATED, Resubmission("7", "ICN1")),
    ("replacement", "7", "ICN1", "ICN2", Adjudication.ADJUDICATED, Resubmission("7", "ICN2")),
    ("new_claim", "1", "", "ICN1", Adjudication.ADJUDICATED, Resubmission("1", "")),
    ("reopening", "1", "", "ICN1", Adjudication.UNPROCESSABLE, Resubmission("1", "")),
    ("reopening", "1", "", "", Adjudication.NONE, Resubmission("1", "")),
]


@pytest.mark.parametrize(("correction", "frequency", "original", "number", "state", "sent"), CASES)
def test_frequency_and_number_follow_profile_and_adjudication(
    correction: str, frequency: str, original: str, number: str, state: Adjudication, sent: Resubmission
) -> None:
    decided = resubmission(
        profile(correction), frequency=frequency, original=original, adjudicated_as=number, state=state
    )
    assert decided == sent


def test_a_payer_that_reopens_takes_no_replacement() -> None:
    with pytest.raises(NotClean, match="reopening"):
        resubmission(
            profile("reopening"),
            frequency="1",
            original="",
            adjudicated_as="ICN1",
            state=Adjudication.ADJUDICATED,
        )


def test_a_replacement_needs_the_payers_number() -> None:
    with pytest.raises(NotClean, match="not known"):
        resubmission(
            profile("replacement"),
            frequency="1",
            original="",
            adjudicated_as="",
            state=Adjudication.ADJUDICATED,
        )


def test_a_void_names_the_claim_that_it_takes_back() -> None:
    assert void(profile("replacement"), adjudicated_as="ICN1") == Resubmission("8", "ICN1")
    with pytest.raises(NotClean):
        void(profile("new_claim"), adjudicated_as="ICN1")
