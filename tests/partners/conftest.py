"""A small world for the sandbox: three payers, their members, and claims for them."""

import dataclasses
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from cleanclaim.core.basics.identifiers import synthetic_npi
from cleanclaim.core.facts.claims import (
    Claim,
    ClaimAdjustment,
    ClaimPayer,
    ClaimPerson,
    ClaimProvider,
    DiagnosisCode,
    LineAdjudication,
    OtherCoverage,
    ServiceLine,
)
from cleanclaim.core.facts.common import Address, Period, PersonName
from cleanclaim.partners.sandbox.plans import (
    Approval,
    Bundle,
    Exclusion,
    Fee,
    Member,
    Mismatch,
    Necessity,
    PlanTerms,
    SandboxPayer,
    SandboxSetup,
    UnitLimit,
)

ADDRESS = Address(line1="1 Main Street", city="Springfield", state="IL", zip="627010001")
BILLING_NPI = synthetic_npi(1)
RENDERING_NPI = synthetic_npi(2)

MEDICARE = SandboxPayer(
    payer_id="MEDIC",
    name="Federal Old Age Plan",
    tax_id="990000001",
    kind="medicare",
    address=ADDRESS,
    telephone="8005550101",
    plans=(PlanTerms(number="B", filing_indicator="MB", deductible=25_000, coinsurance_percent=20),),
    fees=(
        Fee(procedure="99213", allowed=9_000),
        Fee(procedure="99214", allowed=12_800),
        Fee(procedure="20610", allowed=6_500),
        Fee(procedure="73562", allowed=3_900),
        Fee(procedure="73562", modifier="26", allowed=900),
    ),
    correction="new_claim",
    sequestration_percent=2,
    turnaround_days=14,
    bundles=(Bundle(comprehensive="20610", component="99213"),),
    necessities=(Necessity(procedure="73562", diagnoses=("M17", "S83")),),
    unit_limits=(UnitLimit(procedure="20610", units=2),),
)
COMMERCIAL = SandboxPayer(
    payer_id="ACME1",
    name="Acme Mutual",
    tax_id="990000002",
    kind="commercial",
    address=ADDRESS,
    telephone="8005550102",
    plans=(
        PlanTerms(
            number="PPO",
            filing_indicator="CI",
            deductible=10_000,
            coinsurance_percent=20,
            copay=3_000,
            copay_procedures=("99213",),
            free_procedures=("G0438",),
            responsibility_limit=20_000,
        ),
    ),
    fees=(Fee(procedure="99213", allowed=11_000), Fee(procedure="20610", allowed=8_000)),
    eligibility="adjudication",
    coordination="coordinated",
    authorized_procedures=("20610",),
    unspecified_diagnoses=("M25569",),
    exclusions=(Exclusion(procedure="97140"),),
    mismatches=(Mismatch(procedure="99213", diagnoses=("Z00",)),),
    denied_status="4",
    turnaround_days=10,
)
MEDICAID = SandboxPayer(
    payer_id="STATE",
    name="State Assistance",
    tax_id="990000003",
    kind="medicaid",
    address=ADDRESS,
    telephone="8005550103",
    plans=(PlanTerms(number="FFS", filing_indicator="MC"),),
    fees=(Fee(procedure="99213", allowed=5_000), Fee(procedure="99214", allowed=7_500)),
    coordination="lesser_of",
    turnaround_days=7,
)
COMPENSATION = SandboxPayer(
    payer_id="WORKC",
    name="Workers Fund",
    tax_id="990000004",
    kind="workers_compensation",
    address=ADDRESS,
    telephone="8005550104",
    plans=(PlanTerms(number="WC", filing_indicator="WC"),),
    fees=(Fee(procedure="99213", allowed=10_000),),
    contractual_reason="P12",
    turnaround_days=21,
)


def member(payer: SandboxPayer, number: str, last: str, first: str, born: date, **more: Any) -> Member:
    known = {"valid_from": date(2025, 1, 1), "plan": payer.plans[0].number} | more
    return Member(payer_id=payer.payer_id, member_id=number, last=last, first=first, birth_date=born, **known)


BORN = date(1950, 5, 5)
MEMBERS = (
    member(MEDICARE, "1EG4TE5MK72", "Testcase", "Mabel", BORN, protected=True),
    member(MEDICARE, "1EG4TE5MK73", "Testcase", "Otto", date(1948, 1, 1)),
    member(COMMERCIAL, "ACM001", "Sample", "Ida", date(1980, 2, 2)),
    member(COMMERCIAL, "ACM001", "Sample", "Tim", date(2012, 3, 3)),
    member(COMMERCIAL, "ACM002", "Sample", "Lapsed", date(1981, 2, 2), valid_to=date(2025, 12, 31)),
    member(MEDICAID, "ST00001", "Testcase", "Mabel", BORN),
    member(MEDICAID, "ST00002", "Example", "Lena", date(1990, 4, 4), valid_to=date(2025, 12, 31)),
    member(COMPENSATION, "", "Example", "Walt", date(1975, 6, 6), claim_number="WC-77"),
)

SETUP = SandboxSetup(
    seed=7,
    clearinghouse_id="CLEARHOUSE",
    clearinghouse_name="Sandbox Clearinghouse",
    payers=(MEDICARE, COMMERCIAL, MEDICAID, COMPENSATION),
    members=MEMBERS,
    approvals=(
        Approval(
            payer_id="ACME1",
            number="AUTH1",
            member_id="ACM001",
            procedures=("20610",),
            valid_from=date(2026, 1, 1),
        ),
    ),
)

DAY = date(2026, 3, 2)


def line(procedure: str, dollars: int, number: int = 1, **more: Any) -> ServiceLine:
    known = {
        "charge_number": f"C{number}",
        "units": Decimal(1),
        "pointers": (1,),
        "service": Period(first=DAY),
    } | more
    return ServiceLine(number=number, procedure=procedure, billed=dollars * 100, **known)


def claim(number: str, who: Member, *lines: ServiceLine, **more: Any) -> Claim:
    payer = next(one for one in SETUP.payers if one.payer_id == who.payer_id)
    person = ClaimPerson(
        name=PersonName(last=who.last, first=who.first),
        member_id=who.member_id,
        member_id_qualifier="MI" if who.member_id else "",
        birth_date=who.birth_date,
        sex="F",
        address=ADDRESS,
        claim_number=who.claim_number,
    )
    known: dict[str, Any] = {
        "billed": sum(one.billed for one in lines),
        "place_of_service": "11",
        "subscriber": person,
        "filing_indicator": payer.plans[0].filing_indicator,
        "payer": ClaimPayer(name=payer.name, id=payer.payer_id),
        "billing_provider": ClaimProvider(
            role="billing",
            name=PersonName(last="Sandbox Family Practice"),
            npi=BILLING_NPI,
            address=ADDRESS,
            tax_id="990000009",
            tax_id_kind="EI",
        ),
        "providers": (
            ClaimProvider(
                role="rendering",
                entity="1",
                name=PersonName(last="Example", first="Rena"),
                npi=RENDERING_NPI,
                taxonomy="207Q00000X",
            ),
        ),
        "diagnoses": (DiagnosisCode(qualifier="ABK", code="M1711"),),
    }
    if who.claim_number:  # the employer is the subscriber, and REF*Y4 names the case
        employer = ClaimPerson(entity="2", name=PersonName(last="Anvil Works"))
        known |= {"relationship": "20", "subscriber": employer, "patient": person}
    return Claim(patient_control_number=number, lines=lines, **(known | more))


def after_medicare(one: ServiceLine, paid: int, *adjustments: tuple[str, str, int]) -> ServiceLine:
    """A line with what Medicare decided about it."""
    decided = LineAdjudication(
        payer_id="MEDIC",
        paid=paid,
        procedure=one.procedure,
        quantity=Decimal(1),
        adjustments=tuple(
            ClaimAdjustment(group=group, reason=reason, amount=amount)
            for group, reason, amount in adjustments
        ),
        adjudicated_on=date(2026, 3, 20),
    )
    return dataclasses.replace(one, adjudications=(decided,))


def other_medicare(who: Member, paid: int) -> OtherCoverage:
    """Medicare as the payer before."""
    return OtherCoverage(
        sequence="P",
        relationship="18",
        filing_indicator="MB",
        paid=paid,
        assignment="Y",
        release="Y",
        subscriber=ClaimPerson(
            name=PersonName(last=who.last, first=who.first), member_id="1EG4TE5MK72", member_id_qualifier="MI"
        ),
        payer=ClaimPayer(name=MEDICARE.name, id="MEDIC"),
    )


class World:
    """What the tests name: payers, members and builders."""

    setup = SETUP
    day = DAY
    mabel, otto, ida, tim, lapsed, mabel_state, lena, walt = MEMBERS
    medicare, commercial, medicaid, compensation = SETUP.payers
    billing_npi = BILLING_NPI
    line: Callable[..., ServiceLine] = staticmethod(line)
    claim: Callable[..., Claim] = staticmethod(claim)
    after_medicare: Callable[..., ServiceLine] = staticmethod(after_medicare)
    other_medicare: Callable[..., OtherCoverage] = staticmethod(other_medicare)


@pytest.fixture
def world() -> World:
    return World()
