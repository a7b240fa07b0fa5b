"""Who else pays for a claim, and what did they adjudicate?"""

from collections.abc import Iterator
from decimal import Decimal

from cleanclaim.core.facts.claims import (
    ClaimPayer,
    ClaimPerson,
    LineAdjudication,
    OtherCoverage,
    OutpatientRemarks,
)
from cleanclaim.core.x12.sets.parts import (
    address,
    adjustments,
    amount,
    cents,
    components,
    dated,
    decimal,
    name,
    references,
    whole,
)
from cleanclaim.core.x12.sets.x837p.read_providers import providers
from cleanclaim.core.x12.tree import Node


def other_coverages(claim: Node, mark: str) -> Iterator[OtherCoverage]:
    """Every 2320 of a claim."""
    for loop in claim.loops("2320"):
        sbr = loop.opener
        payer = loop.child("2330B")
        yield OtherCoverage(
            sequence=sbr.get(1),
            relationship=sbr.get(2),
            group_number=sbr.get(3),
            group_name=sbr.get(4),
            insurance_type=sbr.get(5),
            filing_indicator=sbr.get(9),
            adjustments=adjustments(loop.all("CAS")),
            paid=cents(loop.value("AMT", 2, "D")),
            noncovered=cents(loop.value("AMT", 2, "A8")),
            remaining_liability=cents(loop.value("AMT", 2, "EAF")),
            assignment=loop.value("OI", 3),
            patient_signature_source=loop.value("OI", 4),
            release=loop.value("OI", 6),
            outpatient=_remarks(loop),
            subscriber=_subscriber(loop.child("2330A")),
            payer=_payer(payer, mark),
            adjudicated_on=dated(payer, "DTP", "573") if payer else None,
            payer_claim_control_number=payer.value("REF", 2, "F8") if payer else "",
            authorization=payer.value("REF", 2, "G1") if payer else "",
            referral=payer.value("REF", 2, "9F") if payer else "",
            adjusted=payer is not None and payer.value("REF", 2, "T4") == "Y",
            providers=providers(loop, mark, "2330"),
        )


def _remarks(loop: Node) -> OutpatientRemarks | None:
    moa = loop.one("MOA")
    if moa is None:
        return None
    return OutpatientRemarks(
        reimbursement_rate=decimal(moa.get(1)),
        hcpcs_payable=cents(moa.get(2)),
        remarks=tuple(moa.get(place) for place in range(3, 8) if moa.get(place)),
        esrd_paid=cents(moa.get(8)),
        nonpayable_professional=cents(moa.get(9)),
    )


def _subscriber(loop: Node | None) -> ClaimPerson:
    if loop is None:
        return ClaimPerson(name=name(None))
    nm1 = loop.opener
    return ClaimPerson(
        entity=nm1.get(2),
        name=name(nm1),
        member_id=nm1.get(9),
        member_id_qualifier=nm1.get(8) or "MI",
        address=address(loop),
        ssn=loop.value("REF", 2, "SY"),
    )


def _payer(loop: Node | None, mark: str) -> ClaimPayer:
    if loop is None:
        return ClaimPayer(name="", id="")
    nm1 = loop.opener
    return ClaimPayer(
        name=nm1.get(3),
        id_qualifier=nm1.get(8),
        id=nm1.get(9),
        address=address(loop),
        references=references(loop, mark, "2U", "EI", "FY", "NF"),
    )


def adjudications(line: Node, mark: str) -> Iterator[LineAdjudication]:
    """Every 2430 of a line."""
    for loop in line.loops("2430"):
        svd = loop.opener
        qualifier, procedure, m1, m2, m3, m4, description = components(svd.get(3), mark, 7)
        yield LineAdjudication(
            payer_id=svd.get(1),
            paid=amount(svd.get(2)),
            procedure_qualifier=qualifier,
            procedure=procedure,
            modifiers=tuple(filter(None, (m1, m2, m3, m4))),
            description=description,
            quantity=decimal(svd.get(5)) or Decimal(0),
            bundled_into=whole(svd.get(6)),
            adjustments=adjustments(loop.all("CAS")),
            adjudicated_on=dated(loop, "DTP", "573"),
            remaining_liability=cents(loop.value("AMT", 2, "EAF")),
        )
