"""How are claims written as an 837P? In the guide's order, neighbours sharing levels."""

from collections.abc import Iterator, Sequence
from itertools import groupby

from cleanclaim.core.facts.claims import Claim, ClaimPerson, ClaimProvider
from cleanclaim.core.x12.envelope import Batch, Envelope, Party
from cleanclaim.core.x12.sets.x837p.write_claim import write_claim
from cleanclaim.core.x12.sets.x837p.write_parts import (
    write_address,
    write_contact,
    write_nm1,
    write_provider,
    write_references,
)
from cleanclaim.core.x12.writer import Segments

CLAIMS_PER_TRANSACTION = 5_000
CLAIMS_PER_LEVEL = 100  # what one subscriber or patient level may hold


def bodies(claims: Sequence[Claim], batch: Batch, envelope: Envelope) -> Iterator[Segments]:
    """Write the transactions, each with as many claims as receivers commonly take."""
    for first in range(0, len(claims), CLAIMS_PER_TRANSACTION):
        number = batch.number if first == 0 else f"{batch.number}-{first // CLAIMS_PER_TRANSACTION + 1}"
        yield _body(claims[first : first + CLAIMS_PER_TRANSACTION], batch, number, envelope)


def _body(claims: Sequence[Claim], batch: Batch, number: str, envelope: Envelope) -> Segments:
    out = Segments()
    out.add("BHT", "0019", batch.purpose, number, envelope.at.date(), f"{envelope.at:%H%M}", batch.kind)
    _write_party(out, "41", batch.submitter)
    for contact in batch.submitter.contacts:
        write_contact(out, contact)
    _write_party(out, "40", batch.receiver)
    for _, of_provider in groupby(claims, _provider_level):
        own = list(of_provider)
        billing = _write_billing(out, own[0])
        for _, of_subscriber in groupby(own, _subscriber_level):
            _write_subscribers(out, billing, list(of_subscriber))
    return out


def _write_party(out: Segments, role: str, party: Party) -> None:
    out.add("NM1", role, party.entity, party.name, party.first, party.middle, "", "", "46", party.id)


def _pay_to(claim: Claim) -> tuple[ClaimProvider, ...]:
    return tuple(one for one in claim.providers if one.role in ("pay_to", "pay_to_plan"))


def _provider_level(claim: Claim) -> tuple[object, ...]:
    return claim.billing_provider, _pay_to(claim), claim.currency


def _subscriber_level(claim: Claim) -> tuple[object, ...]:
    return (
        claim.sequence,
        claim.relationship if claim.patient is None else "",
        claim.group_number,
        claim.group_name,
        claim.insurance_type,
        claim.filing_indicator,
        claim.subscriber,
        claim.payer,
        claim.patient is None,
    )


def _patient_level(claim: Claim) -> tuple[object, ...]:
    return claim.patient, claim.relationship


def _write_billing(out: Segments, claim: Claim) -> int:
    provider = claim.billing_provider
    level = out.level(None, "20", True)
    if provider.taxonomy:
        out.add("PRV", "BI", "PXC", provider.taxonomy)
    if claim.currency:
        out.add("CUR", "85", claim.currency)
    write_nm1(out, provider)
    write_address(out, provider.address)
    if provider.tax_id:
        out.add("REF", provider.tax_id_kind, provider.tax_id)
    write_references(out, provider.references)
    for contact in provider.contacts:
        write_contact(out, contact)
    for one in _pay_to(claim):
        write_provider(out, one)
    return level


def _write_subscribers(out: Segments, billing: int, claims: list[Claim]) -> None:
    """Write one level, or more of them where the subscriber's own claims do not fit into one."""
    if claims[0].patient is not None:
        _write_subscriber(out, billing, claims)
        return
    for first in range(0, len(claims), CLAIMS_PER_LEVEL):
        _write_subscriber(out, billing, claims[first : first + CLAIMS_PER_LEVEL])


def _write_subscriber(out: Segments, billing: int, claims: list[Claim]) -> None:
    first = claims[0]
    patients = first.patient is not None
    level = out.level(billing, "22", patients)
    out.add(
        "SBR",
        first.sequence,
        "" if patients else first.relationship,
        first.group_number,
        first.group_name,
        first.insurance_type,
        "",
        "",
        "",
        first.filing_indicator,
    )
    _write_pat(out, "", first.subscriber)
    _write_person(out, "IL", first.subscriber)
    payer = first.payer
    out.add("NM1", "PR", "2", payer.name, "", "", "", "", payer.id_qualifier, payer.id)
    write_address(out, payer.address)
    write_references(out, payer.references, ("2U", "EI", "FY", "NF", "G2", "LU"))
    if not patients:
        for claim in claims:
            write_claim(out, claim)
        return
    for _, of_patient in groupby(claims, _patient_level):
        own = list(of_patient)
        for start in range(0, len(own), CLAIMS_PER_LEVEL):
            _write_patient(out, level, own[start : start + CLAIMS_PER_LEVEL])


def _write_patient(out: Segments, subscriber: int, claims: list[Claim]) -> None:
    out.level(subscriber, "23", False)
    patient = claims[0].patient
    if patient is not None:
        _write_pat(out, claims[0].relationship, patient)
        _write_person(out, "QC", patient)
    for claim in claims:
        write_claim(out, claim)


def _write_pat(out: Segments, relationship: str, person: ClaimPerson) -> None:
    died = person.deceased_on
    if not (relationship or died or person.weight_pounds is not None or person.pregnant):
        return
    weighs = person.weight_pounds is not None
    out.add(
        "PAT",
        relationship,
        "",
        "",
        "",
        "D8" if died else "",
        died,
        "01" if weighs else "",
        person.weight_pounds,
        person.pregnant,
    )


def _write_person(out: Segments, role: str, person: ClaimPerson) -> None:
    name = person.name
    qualifier = (person.member_id_qualifier or "MI") if person.member_id else ""
    out.add(
        "NM1",
        role,
        person.entity,
        name.last,
        name.first,
        name.middle,
        "",
        name.suffix,
        qualifier,
        person.member_id,
    )
    write_address(out, person.address)
    if person.birth_date or person.sex:
        out.add("DMG", "D8" if person.birth_date else "", person.birth_date, person.sex)
    first, second = (("Y4", person.claim_number), ("SY", person.ssn))[:: 1 if role == "QC" else -1]
    for qualifier, value in (first, second):
        if value:
            out.add("REF", qualifier, value)
    write_references(out, person.references)
    if person.contact is not None:
        write_contact(out, person.contact)
