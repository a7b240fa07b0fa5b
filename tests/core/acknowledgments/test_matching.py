"""An acknowledgment finds the submission that it speaks of, and no other version."""

from datetime import UTC, date, datetime
from uuid import UUID, uuid5

from cleanclaim.core.acknowledgments import Source, State, Submitted, fold, match
from cleanclaim.core.facts.exchange import (
    ClaimAcknowledgment,
    ClaimAnswer,
    ClaimStatus,
    GroupAnswer,
    InterchangeAnswer,
    SegmentError,
    TransactionAnswer,
)

ON = date(2026, 3, 3)
SPACE = UUID(int=7)


def submitted(number: str, *, interchange: int = 1, st: int = 1, day: int = 2) -> Submitted:
    return Submitted(
        key=uuid5(SPACE, f"{number}/{interchange}"),
        patient_control_number=number,
        interchange=f"{interchange:09d}",
        group=str(interchange),
        transaction=f"{st:04d}",
        batch=f"{interchange:09d}{st:04d}",
        at=datetime(2026, 3, day, tzinfo=UTC),
    )


def status(category: str, code: str = "20", entity: str = "", on: date | None = ON) -> ClaimStatus:
    return ClaimStatus(category=category, status=code, entity=entity, effective_on=on)


def claims(*answers: ClaimAnswer, role: str = "PR", batch: str = "") -> ClaimAcknowledgment:
    return ClaimAcknowledgment(
        source_name="Payer",
        source_id="MEDIC",
        source_role=role,
        receiver_name="Us",
        batch=batch,
        claims=answers,
    )


def test_a_ta1_speaks_of_every_claim_of_its_interchange() -> None:
    ours = [submitted("A"), submitted("B"), submitted("C", interchange=2)]
    heard = match([InterchangeAnswer(interchange="000000001", status="R", note="023")], ours, on=ON)
    assert [key for key, _ in heard.answers] == [ours[0].key, ours[1].key]
    assert heard.answers[0][1].reasons[0].code == "023"


def test_a_claim_follows_its_own_transaction_of_a_999() -> None:
    ours = [submitted("A"), submitted("B", st=2)]
    refused = TransactionAnswer(
        transaction_set="837",
        control_number="0002",
        status="R",
        errors=(
            SegmentError(segment_id="NM1", segment=9, loop="2010BA", error="8", element=9, element_error="1"),
        ),
    )
    answer = GroupAnswer(
        functional_id="HC",
        group="1",
        status="P",
        transactions=(TransactionAnswer(transaction_set="837", control_number="0001", status="A"), refused),
    )
    said = dict(match([answer], ours, on=ON).answers)
    assert fold([said[ours[0].key]]).state is State.SENT
    assert fold([said[ours[1].key]]).state is State.ENVELOPE_REJECTED
    assert said[ours[1].key].reasons[0].loop == "2010BA"


def test_a_refused_group_that_lists_no_transaction_refuses_all() -> None:
    ours = [submitted("A"), submitted("B", st=2)]
    heard = match([GroupAnswer(functional_id="HC", group="1", status="R")], ours, on=ON)
    assert {answer.status for _, answer in heard.answers} == {"R"}
    assert len(heard.answers) == 2


def test_a_partly_accepted_group_says_nothing_of_a_transaction_that_it_does_not_list() -> None:
    heard = match([GroupAnswer(functional_id="HC", group="1", status="P")], [submitted("A")], on=ON)
    assert heard.answers == ()


def test_a_277ca_finds_the_claim_by_its_number() -> None:
    ours = [submitted("A"), submitted("B")]
    answer = ClaimAnswer(
        patient_control_number="B", statuses=(status("A2"),), payer_claim_control_number="ICN1"
    )
    [(key, said)] = match([claims(answer)], ours, on=ON).answers
    assert key == ours[1].key
    assert said.source == Source.PAYER
    assert said.payer_claim_control_number == "ICN1"


def test_a_277ca_of_somebody_on_the_way_is_the_clearinghouses() -> None:
    answer = ClaimAnswer(patient_control_number="A", statuses=(status("A1", "19"),))
    [(_, said)] = match([claims(answer, role="AY")], [submitted("A")], on=ON).answers
    assert said.source == Source.CLEARINGHOUSE


def test_one_rejecting_status_among_several_rejects_the_claim() -> None:
    answer = ClaimAnswer(
        patient_control_number="A", statuses=(status("A1", "19"), status("A7", "164", "IL"), status("A2"))
    )
    [(_, said)] = match([claims(answer)], [submitted("A")], on=ON).answers
    assert said.status == "A7"
    assert [reason.code for reason in said.reasons] == ["19", "164", "20"]


def test_a_line_status_explains_but_does_not_decide() -> None:
    answer = ClaimAnswer(
        patient_control_number="A", statuses=(status("A2"),), line_statuses=(status("A7", "454"),)
    )
    [(_, said)] = match([claims(answer)], [submitted("A")], on=ON).answers
    assert said.status == "A2"
    assert said.reasons[-1].code == "454"


def test_an_answer_to_an_old_version_never_finds_its_resubmission() -> None:
    resubmitted = submitted("A2", interchange=2)
    old = ClaimAnswer(patient_control_number="A1", statuses=(status("A7", "164", "IL"),))
    heard = match([claims(old)], [resubmitted], on=ON)
    assert heard.answers == ()
    assert [finding.code for finding in heard.findings] == ["acknowledgment.unknown"]


def test_of_one_version_sent_twice_the_named_batch_is_meant() -> None:
    first, second = submitted("A", interchange=1), submitted("A", interchange=2, day=4)
    answer = ClaimAnswer(patient_control_number="A", statuses=(status("A3", "21"),))
    named = match([claims(answer, batch=first.batch)], [first, second], on=ON)
    unnamed = match([claims(answer, batch="THEIRS")], [first, second], on=ON)
    assert named.answers[0][0] == first.key
    assert unnamed.answers[0][0] == second.key


def test_a_rejected_batch_rejects_all_its_claims() -> None:
    ours = [submitted("A"), submitted("B"), submitted("C", interchange=2)]
    answer = ClaimAcknowledgment(
        source_name="Clear",
        source_id="CLEAR",
        receiver_name="Us",
        batch=ours[0].batch,
        statuses=(status("A3", "24", "41"),),
    )
    heard = match([answer], ours, on=ON)
    assert [key for key, _ in heard.answers] == [ours[0].key, ours[1].key]


def test_a_status_without_a_date_takes_the_day_of_the_answer() -> None:
    answer = ClaimAnswer(patient_control_number="A", statuses=(status("A2", on=None),))
    [(_, said)] = match([claims(answer)], [submitted("A")], on=ON).answers
    assert said.effective_on == ON


def test_what_speaks_of_nothing_sent_is_a_finding_without_patient_data() -> None:
    heard = match(
        [
            InterchangeAnswer(interchange="000000099", status="A", note="000"),
            GroupAnswer(functional_id="HC", group="99", status="A"),
            claims(ClaimAnswer(patient_control_number="SECRET1", statuses=(status("A2"),))),
        ],
        [submitted("A")],
        on=ON,
    )
    assert heard.answers == ()
    assert len(heard.findings) == 3
    assert all("SECRET1" not in f"{finding.message}{finding.place}" for finding in heard.findings)
