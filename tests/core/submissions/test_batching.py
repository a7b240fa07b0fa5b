"""Claims ride together by receiver, under control numbers that never repeat."""

from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal
from itertools import permutations

import pytest

from cleanclaim.core import submissions, x12
from cleanclaim.core.basics.identifiers import synthetic_npi
from cleanclaim.core.basics.refusals import NotClean
from cleanclaim.core.facts.claims import (
    Claim,
    ClaimPayer,
    ClaimPerson,
    ClaimProvider,
    DiagnosisCode,
    ServiceLine,
)
from cleanclaim.core.facts.common import Address, Period, PersonName
from cleanclaim.core.facts.organisations import Company
from cleanclaim.core.submissions import ControlNumbers, ReadyClaim

AT = datetime(2026, 3, 3, 15, 30, tzinfo=UTC)
ADDRESS = Address(line1="1 Main Street", city="Springfield", state="IL", zip="627010001")
COMPANY = Company(
    number="C1",
    name="Invented Billing",
    submitter_id="INVENTED",
    contact_name="Ben Birch",
    contact_telephone="2075550100",
)


def claim(number: str, payer: str = "PAY01") -> Claim:
    return Claim(
        patient_control_number=number,
        billed=15_000,
        place_of_service="11",
        filing_indicator="CI",
        subscriber=ClaimPerson(
            name=PersonName(last="Sample", first="Ida"),
            member_id="M1",
            member_id_qualifier="MI",
            birth_date=date(1980, 2, 2),
            sex="F",
            address=ADDRESS,
        ),
        payer=ClaimPayer(name="Payer", id=payer),
        billing_provider=ClaimProvider(
            role="billing",
            name=PersonName(last="Invented Practice"),
            npi=synthetic_npi(1),
            address=ADDRESS,
            tax_id="990000009",
            tax_id_kind="EI",
        ),
        diagnoses=(DiagnosisCode(qualifier="ABK", code="M1711"),),
        lines=(
            ServiceLine(
                number=1,
                charge_number="C1",
                procedure="99213",
                billed=15_000,
                units=Decimal(1),
                pointers=(1,),
                service=Period(first=date(2026, 3, 2)),
            ),
        ),
    )


def ready(number: str, receiver: str = "CLEAR", partner: str = "sandbox") -> ReadyClaim:
    return ReadyClaim(claim(number), partner, receiver, f"{receiver} House")


def test_each_receiver_gets_a_file_and_each_partner_counts_on() -> None:
    plan = submissions.plan(
        [ready("A"), ready("B", "OTHER"), ready("C"), ready("D", partner="folder")],
        {"sandbox": ControlNumbers(41, 17)},
    )
    shown = [(file.partner, file.receiver_id, file.interchange, file.group) for file in plan.files]
    assert shown == [
        ("folder", "CLEAR", "000000001", "1"),
        ("sandbox", "CLEAR", "000000042", "18"),
        ("sandbox", "OTHER", "000000043", "19"),
    ]
    assert plan.taken == {"folder": ControlNumbers(1, 1), "sandbox": ControlNumbers(43, 19)}
    assert [one.patient_control_number for one in plan.files[1].claims] == ["A", "C"]


def test_the_order_of_the_claims_changes_nothing() -> None:
    given = [ready("C"), ready("A"), ready("B", "OTHER")]
    plans = {repr(submissions.plan(order, {})) for order in permutations(given)}
    assert len(plans) == 1


def test_a_file_holds_what_receivers_take(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("cleanclaim.core.submissions.batching.CLAIMS_IN_A_FILE", 2)
    plan = submissions.plan([ready(number) for number in "ABCDE"], {})
    assert [len(file.claims) for file in plan.files] == [2, 2, 1]
    assert [file.interchange for file in plan.files] == ["000000001", "000000002", "000000003"]


def test_a_claim_that_stands_twice_is_refused() -> None:
    with pytest.raises(NotClean, match="twice"):
        submissions.plan([ready("A"), ready("A")], {})


def test_used_up_control_numbers_are_refused() -> None:
    with pytest.raises(NotClean, match="used up"):
        submissions.plan([ready("A")], {"sandbox": ControlNumbers(999_999_999, 3)})


def test_no_claims_make_no_file() -> None:
    assert submissions.plan([], {"sandbox": ControlNumbers(5, 5)}).files == ()


def test_a_written_file_says_what_was_planned_and_loses_nothing() -> None:
    [file] = submissions.plan([ready("B"), ready("A")], {}).files
    content = submissions.write(file, COMPANY, AT)
    reading = x12.read(content)
    assert reading.accepted
    assert reading.claims == file.claims
    [interchange], [transaction] = reading.interchanges, reading.transactions
    assert interchange.control_number == file.interchange
    assert interchange.sender_id == "INVENTED"
    assert interchange.receiver_id == "CLEAR"
    assert transaction.control_number == file.transaction
    assert transaction.batch is not None
    assert transaction.batch.number == file.batch
    assert content == submissions.write(file, COMPANY, AT)


def test_what_the_guide_cannot_carry_is_refused_with_its_place() -> None:
    bad = replace(claim("A"), billing_provider=replace(claim("A").billing_provider, npi="123"))
    [file] = submissions.plan([ReadyClaim(bad, "sandbox", "CLEAR", "House")], {}).files
    with pytest.raises(x12.CannotWrite) as refused:
        submissions.write(file, COMPANY, AT)
    assert refused.value.findings[0].code == "npi"
