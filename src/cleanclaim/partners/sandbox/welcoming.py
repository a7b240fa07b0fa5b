"""Which setup knows everybody in these claims? One made from the claims themselves, for anybody's files."""

from collections.abc import Iterable

from cleanclaim.core.facts.claims import Claim, ClaimPayer
from cleanclaim.core.facts.common import Address
from cleanclaim.partners.sandbox.plans import Member, PlanTerms, SandboxPayer, SandboxSetup
from cleanclaim.partners.sandbox.records import draw, patient_of, service_days

_NOWHERE = Address(line1="1 Sandbox Street", city="Springfield", state="IL", zip="627010001")


def welcoming(claims: Iterable[Claim], seed: int) -> SandboxSetup:
    """A clearinghouse whose payers cover every patient of these claims on the days of service.

    Each payer allows 60 % of what is billed and leaves 20 % of that to the member; there are no fees and no
    policies, so that what is rejected or denied is so for the claim's own form, lateness or repetition.
    """
    payers: dict[str, SandboxPayer] = {}
    members: dict[tuple[object, ...], Member] = {}
    for claim in claims:
        payers.setdefault(claim.payer.id, _payer(claim.payer, claim.filing_indicator, seed))
        for one in _members(claim):
            place = (one.payer_id, one.member_id, one.claim_number, one.birth_date)
            known = members.get(place, one)
            members[place] = known if known.valid_from <= one.valid_from else one
    return SandboxSetup(
        seed=seed,
        clearinghouse_id="SANDBOX",
        clearinghouse_name="Sandbox Clearinghouse",
        payers=tuple(payers.values()),
        members=tuple(members.values()),
    )


def _payer(payer: ClaimPayer, filing_indicator: str, seed: int) -> SandboxPayer:
    return SandboxPayer(
        payer_id=payer.id,
        name=payer.name,
        tax_id=f"{draw(seed, 'tax', payer.id) % 10**9:09d}",
        kind="commercial",
        address=payer.address or _NOWHERE,
        telephone="8005550100",
        plans=(PlanTerms(number="PLAN", filing_indicator=filing_indicator or "ZZ", coinsurance_percent=20),),
        fees=(),
    )


def _members(claim: Claim) -> Iterable[Member]:
    patient = patient_of(claim)
    if patient.birth_date is not None:
        yield Member(
            payer_id=claim.payer.id,
            plan="PLAN",
            member_id=claim.subscriber.member_id,
            last=patient.name.last,
            first=patient.name.first,
            birth_date=patient.birth_date,
            sex=patient.sex or "U",
            claim_number=patient.claim_number or claim.subscriber.claim_number,
            valid_from=service_days(claim)[0],
        )
