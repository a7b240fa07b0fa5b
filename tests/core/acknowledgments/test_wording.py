"""A biller reads why a claim was refused, in words."""

import pytest

from cleanclaim.core.acknowledgments import Reason, words


@pytest.mark.parametrize(
    ("reason", "sentence"),
    [
        (
            Reason(kind="STC", category="A7", code="164", entity="IL"),
            "Rejected, something is not valid: the member number of the subscriber.",
        ),
        (
            Reason(kind="STC", category="A3", code="88", entity="QC"),
            "Returned as unprocessable: the patient was not covered on the date of service.",
        ),
        (
            Reason(kind="STC", category="A7", code="999"),
            "Rejected, something is not valid: claim status code 999.",
        ),
        (Reason(kind="STC", category="A2", code="20"), "Accepted for adjudication."),
        (Reason(kind="STC", category="A1", code="19", entity="PR"), "Received."),
        (Reason(kind="TA105", code="025"), "Interchange: this interchange control number was used before."),
        (
            Reason(kind="IK403", code="1", segment="NM1", loop="2010BA", element=9),
            "NM109 in loop 2010BA is missing.",
        ),
        (
            Reason(kind="IK304", code="3", segment="SBR", loop="2000B"),
            "Segment SBR in loop 2000B is missing.",
        ),
        (Reason(kind="AK901", code="R"), "The receiver refused the transaction (AK901 R)."),
    ],
)
def test_each_reason_is_a_sentence(reason: Reason, sentence: str) -> None:
    assert words(reason) == sentence
