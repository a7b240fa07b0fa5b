"""From one validation run come TA1, 999 and 277CA, each pointing at what is wrong."""

import pytest
from tests.core.x12.facts_837p import AT
from tests.core.x12.goldens import added, golden, replaced, without

from cleanclaim.core import x12
from cleanclaim.core.facts.exchange import GroupAnswer, InterchangeAnswer


def _group(data: bytes) -> GroupAnswer:
    (answer,) = x12.acknowledge(x12.read(data)).groups
    return answer


def _interchange(data: bytes) -> InterchangeAnswer:
    (answer,) = x12.acknowledge(x12.read(data)).interchanges
    return answer


def test_a_clean_file_is_accepted_at_every_level() -> None:
    answers = x12.acknowledge(x12.read(golden("full.837")))
    assert [one.status for one in answers.interchanges] == ["A"]
    assert [one.status for one in answers.groups] == ["A"]
    assert [status.category for claim in answers.claims[0].claims for status in claim.statuses] == ["A2"] * 3


def test_an_835_without_st03_has_a_999() -> None:
    answer = _group(golden("plain.835"))
    assert (answer.functional_id, answer.status, answer.transactions[0].implementation) == ("HP", "A", "")


@pytest.mark.parametrize(
    ("old", "new", "status", "note"),
    [
        ("IEA*1*000000101", "IEA*1*000000102", "R", "001"),
        ("IEA*1*", "IEA*2*", "E", "021"),
        ("*00501*", "*00401*", "R", "017"),
        ("*260302*", "*263302*", "R", "014"),
    ],
)
def test_a_broken_envelope_is_answered_by_a_ta1(old: str, new: str, status: str, note: str) -> None:
    answer = _interchange(replaced("plain.837", old, new))
    assert (answer.interchange, answer.status, answer.note) == ("000000101", status, note)


def test_a_rejected_interchange_has_no_999() -> None:
    answers = x12.acknowledge(x12.read(replaced("plain.837", "IEA*1*000000101", "IEA*1*000000102")))
    assert answers.groups == ()
    assert answers.claims == ()


def test_a_999_names_segment_element_and_claim() -> None:
    answer = _group(replaced("plain.837", "HC:99214", "ZZ:99214"))
    (error,) = answer.transactions[0].errors
    assert (error.segment_id, error.segment, error.loop, error.error) == ("SV1", 30, "2400", "8")
    assert (error.element, error.component, error.data_element, error.element_error) == (1, 1, "235", "7")
    assert [(one.name, one.value) for one in error.contexts] == [("CLM01", "CLAIM1")]
    assert answer.transactions[0].notes == ("5",)


def test_a_missing_segment_is_named_where_it_belongs() -> None:
    (error,) = _group(without("plain.837", "HI")).transactions[0].errors
    assert (error.segment_id, error.segment, error.error) == ("HI", 26, "3")


def test_the_trigger_of_a_condition_is_given_as_context() -> None:
    (error,) = _group(replaced("plain.837", "*EX*12", "*EX")).transactions[0].errors
    assert "SITUATIONAL TRIGGER" in {one.name for one in error.contexts}


def test_one_of_two_transactions_is_rejected_alone() -> None:
    data = replaced("full.835", "BPR*I*47.28*C", "BPR*Q*47.28*C")
    answer = _group(data)
    assert [one.status for one in answer.transactions] == ["A", "R"]
    assert (answer.status, answer.included, answer.received, answer.accepted) == ("P", 2, 2, 1)


def test_a_group_that_counts_wrong_is_rejected_with_its_transactions() -> None:
    answer = _group(replaced("plain.837", "GE*1*11", "GE*2*11"))
    assert (answer.status, answer.notes, [one.status for one in answer.transactions]) == ("R", ("5",), ["R"])


@pytest.mark.parametrize(
    ("old", "new", "status"),
    [
        ("CLM*CLAIM1*237.5", "CLM*CLAIM1*237.51", ("A7", "178", "")),
        ("*XX*1999000023", "*XX*1999000024", ("A7", "562", "82")),
        ("*XX*1999000015", "*XX*1999000016", ("A7", "562", "85")),
        ("1:2~", "1:3~", ("A7", "477", "")),
        ("D8*20260210", "D8*19600210", ("A8", "187", "")),
    ],
)
def test_a_claim_is_rejected_with_its_reason(old: str, new: str, status: tuple[str, str, str]) -> None:
    answers = x12.acknowledge(x12.read(replaced("plain.837", old, new)))
    assert answers.groups[0].status == "A"
    (claim,) = answers.claims[0].claims
    first = claim.statuses[0]
    assert (first.category, first.status, first.entity) == status
    assert first.action == "U"


def test_only_the_claim_that_is_wrong_is_rejected() -> None:
    data = replaced("full.837", "CLM*CLAIM2*237.5", "CLM*CLAIM2*237.51")
    (answer,) = x12.acknowledge(x12.read(data)).claims
    assert [one.statuses[0].action for one in answer.claims] == ["WQ", "U", "WQ"]
    assert (answer.accepted, answer.rejected, answer.rejected_amount) == (2, 1, 23751)


def test_a_transaction_that_the_999_rejects_has_no_277ca() -> None:
    assert x12.acknowledge(x12.read(added("plain.837", "CLM", "ZZZ*1"))).claims == ()


def test_an_acknowledgment_is_not_acknowledged() -> None:
    for name in ("rejected.999", "answer.ta1"):
        assert x12.acknowledge(x12.read(golden(name))).groups == ()


def test_the_answer_goes_back_to_the_sender() -> None:
    envelope = x12.reply_envelope(x12.read(golden("plain.837")), interchange=5, group=6, at=AT)
    assert (envelope.sender_id, envelope.receiver_id, envelope.usage) == ("RECEIVER01", "SENDER01", "T")
