"""What does the sandbox payer know of the demo beforehand? Its own records, made beside the practices'."""

from cleanclaim.demo.payers import AUTHORIZED, MEDICARE, NECESSITIES, OFFICE_VISITS, PREVENTIVE, allowed
from cleanclaim.demo.templates import SIDES, templates
from cleanclaim.demo.wording import fill
from cleanclaim.demo.world import PayerTold, Someone, World
from cleanclaim.partners.sandbox.plans import (
    Approval,
    Bundle,
    Fee,
    Member,
    Necessity,
    PlanTerms,
    SandboxPayer,
    SandboxSetup,
)

CLEARINGHOUSE_ID = "SANDBOX"
CLEARINGHOUSE_NAME = "Sandbox Clearinghouse"

_PROCEDURES_BESIDE_A_VISIT = ("20610", "20612", "20550", "20526", "94640", "96372")
_TERMS: dict[str, tuple[PlanTerms, ...]] = {
    "MEDICARE": (
        PlanTerms(
            number="PARTB",
            filing_indicator="MB",
            deductible=25700,
            coinsurance_percent=20,
            free_procedures=PREVENTIVE,
        ),
    ),
    "MEDICAID": (PlanTerms(number="MEDICAID", filing_indicator="MC", free_procedures=PREVENTIVE),),
    "JUNIPER": (
        PlanTerms(
            number="JPPO",
            filing_indicator="12",
            deductible=15000,
            coinsurance_percent=20,
            copay=2500,
            copay_procedures=OFFICE_VISITS,
            free_procedures=PREVENTIVE,
            responsibility_limit=400000,
        ),
        PlanTerms(
            number="JHMO",
            filing_indicator="HM",
            copay=3000,
            copay_procedures=OFFICE_VISITS,
            free_procedures=PREVENTIVE,
        ),
    ),
    "MERIDIAN": (
        PlanTerms(
            number="MHDHP",
            filing_indicator="CI",
            deductible=160000,
            coinsurance_percent=20,
            free_procedures=PREVENTIVE,
            responsibility_limit=500000,
        ),
        PlanTerms(
            number="MEMP",
            filing_indicator="CI",
            deductible=30000,
            coinsurance_percent=10,
            copay=4000,
            copay_procedures=OFFICE_VISITS,
            free_procedures=PREVENTIVE,
        ),
        PlanTerms(number="MSUPG", filing_indicator="CI", free_procedures=PREVENTIVE),
    ),
    "HARBOR": (PlanTerms(number="WC", filing_indicator="WC"),),
}
_TURNAROUND_DAYS = {"MEDICARE": 14, "MEDICAID": 10, "JUNIPER": 8, "MERIDIAN": 11, "HARBOR": 16}


def sandbox_setup(world: World) -> SandboxSetup:
    """The payers' side of the same world: members as on their cards, fees, policies, approvals."""
    payer_ids = {payer.number: payer.payer_id for payer in world.payers}
    return SandboxSetup(
        seed=world.seed,
        clearinghouse_id=CLEARINGHOUSE_ID,
        clearinghouse_name=CLEARINGHOUSE_NAME,
        payers=tuple(_payer(world, payer) for payer in world.payers),
        members=tuple(member for someone in world.patients for member in _members(someone, payer_ids)),
        approvals=_approvals(world, payer_ids),
    )


def _payer(world: World, payer: PayerTold) -> SandboxPayer:
    medicare = payer.number == MEDICARE
    return SandboxPayer(
        payer_id=payer.payer_id,
        name=payer.name,
        tax_id=payer.tax_id,
        kind=payer.kind,
        address=payer.address,
        telephone=payer.telephone,
        plans=_TERMS[payer.number],
        fees=tuple(Fee(procedure=code, allowed=allowed(payer, code)) for code in world.prices),
        turnaround_days=_TURNAROUND_DAYS[payer.number],
        timely_filing_days=payer.timely_filing_days,
        correction="replacement" if payer.correction == "replacement" else "new_claim",
        coordination={"medicaid": "lesser_of", "commercial": "supplement"}.get(payer.kind, "coordinated"),
        contractual_reason="P12" if payer.kind == "workers_compensation" else "45",
        sequestration_percent=2 if medicare else 0,
        authorized_procedures=() if medicare else AUTHORIZED,
        unspecified_diagnoses=() if medicare else _vague_codes(),
        necessities=tuple(
            Necessity(procedure=procedure, diagnoses=covered) for procedure, covered in NECESSITIES.items()
        ),
        bundles=tuple(
            Bundle(comprehensive=procedure, component=visit)
            for procedure in _PROCEDURES_BESIDE_A_VISIT
            for visit in OFFICE_VISITS
        ),
        slow_one_in=19,
        slow_days=24,
    )


def _vague_codes() -> tuple[str, ...]:
    """The codes that the payers' policies refuse as too vague."""
    found: set[str] = set()
    for template in templates():
        for code in template.slips.unspecified.values():
            found |= {fill(code, {"side.digit": side["digit"]}) for side in SIDES}
    return tuple(sorted(found))


def _members(someone: Someone, payer_ids: dict[str, str]) -> list[Member]:
    """The patient in each plan, and the subscriber where somebody else holds the policy."""
    found: list[Member] = []
    for one in someone.memberships:
        people = [(someone.last, someone.first, someone.birth_date, someone.sex)]
        if one.relationship != "18":
            holder = (
                one.subscriber_last,
                one.subscriber_first,
                one.subscriber_birth_date,
                one.subscriber_sex,
            )
            people.append(holder)
        found += [
            Member(
                payer_id=payer_ids[one.payer],
                plan=one.plan,
                member_id=one.card_member_id,
                last=last,
                first=first,
                birth_date=born,
                sex=sex,
                claim_number=one.claim_number,
                valid_from=one.valid_from,
                protected=one.qualified_medicare_beneficiary,
            )
            for last, first, born, sex in people
        ]
    return found


def _approvals(world: World, payer_ids: dict[str, str]) -> tuple[Approval, ...]:
    memberships = {one.number: one for someone in world.patients for one in someone.memberships}
    return tuple(
        Approval(
            payer_id=payer_ids[memberships[visit.approval.membership].payer],
            number=visit.approval.number,
            member_id=memberships[visit.approval.membership].card_member_id,
            procedures=visit.approval.procedures,
            valid_from=visit.approval.valid_from,
        )
        for visit in world.visits
        if visit.approval is not None and visit.approval.known != "never"
    )
