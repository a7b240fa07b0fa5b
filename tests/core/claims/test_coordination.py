"""Is the next payer told what the one before it did, to the cent and in its own codes?"""

from dataclasses import replace
from datetime import date

from tests.core.claims.source import charge, insurance, source

from cleanclaim.core.claims import Coordination, build, coordination, split
from cleanclaim.core.facts.claims import Claim, ClaimAdjustment
from cleanclaim.core.facts.remittances import ClaimPayment, LinePayment

PAID_ON = date(2026, 9, 28)


def primary() -> Claim:
    given = source(charges=(charge(1), charge(2, "83036", billed=40_00)))
    return build(given, split(given)[0], "ABC123P01")


def adjustment(group: str, reason: str, amount: int) -> ClaimAdjustment:
    return ClaimAdjustment(group=group, reason=reason, amount=amount)


def payment(claim: Claim, *, numbered: bool = True) -> ClaimPayment:
    lines = tuple(
        LinePayment(
            procedure=line.procedure,
            billed=line.billed,
            paid=line.billed - 30_00,
            charge_number=line.charge_number if numbered else "",
            adjustments=(adjustment("CO", "45", 20_00), adjustment("PR", "2", 10_00)),
        )
        for line in claim.lines
    )
    paid = sum(line.paid for line in lines)
    return ClaimPayment(
        patient_control_number="ABC123P01",
        status="1",
        billed=claim.billed,
        paid=paid,
        payer_claim_control_number="ICN1",
        lines=lines,
    )


def test_the_secondary_claim_carries_the_primary_payers_answer_line_by_line() -> None:
    told = coordination(primary(), payment(primary()), on=PAID_ON)
    assert told.findings == ()
    assert told.remaining == 20_00
    medicare = replace(insurance(), answered=told)
    given = source(
        charges=(charge(1), charge(2, "83036", billed=40_00)),
        insurance=insurance("S", "CAID", "medicaid"),
        others=(medicare,),
    )
    claim = build(given, split(given)[0], "ABC123S01")
    other = claim.other_coverages[0]
    assert (other.paid, other.remaining_liability, other.payer_claim_control_number) == (80_00, 20_00, "ICN1")
    assert other.adjudicated_on is None
    for line in claim.lines:
        said = line.adjudications[0]
        assert said.adjudicated_on == PAID_ON
        assert line.billed == said.paid + sum(one.amount for one in said.adjustments)


def test_lines_without_our_number_are_found_by_service_and_amount() -> None:
    told = coordination(primary(), payment(primary(), numbered=False), on=PAID_ON)
    assert told.findings == ()
    assert [number for number, _ in told.lines] == ["E000001L01", "E000001L02"]


def test_an_answer_without_lines_is_told_of_the_claim() -> None:
    denied = ClaimPayment(
        patient_control_number="ABC123P01",
        status="4",
        billed=140_00,
        paid=0,
        adjustments=(adjustment("CO", "31", 140_00),),
    )
    told = coordination(primary(), denied, on=PAID_ON)
    assert (told.findings, told.lines, told.remaining) == ((), (), 0)


def codes(told: Coordination) -> list[str]:
    return [finding.code for finding in told.findings]


def test_an_answer_that_does_not_balance_is_found_at_its_line_and_in_sum() -> None:
    answer = payment(primary())
    short = replace(answer, lines=(replace(answer.lines[0], paid=1), *answer.lines[1:]))
    told = coordination(primary(), short, on=PAID_ON)
    assert codes(told) == ["cob.line_balance"]
    assert told.findings[0].place.line == 1
    assert codes(coordination(primary(), replace(answer, paid=1), on=PAID_ON)) == ["cob.claim_balance"]


def test_a_line_that_the_payer_left_out_is_found() -> None:
    answer = payment(primary())
    assert "cob.line_missing" in codes(
        coordination(primary(), replace(answer, lines=answer.lines[:1]), on=PAID_ON)
    )
