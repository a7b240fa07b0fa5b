"""How are the people of a claim named on it: subscriber, patient, and the providers in their roles?"""

from uuid import UUID

from cleanclaim.core.claims.source import ClaimSource, Insurance
from cleanclaim.core.claims.split import Part
from cleanclaim.core.facts.claims import ClaimPerson, ClaimProvider
from cleanclaim.core.facts.common import Address, Contact, PersonName, Reference
from cleanclaim.core.facts.organisations import Enrollment, Provider
from cleanclaim.core.facts.people import Patient

SELF = "18"
_HOME = "12"


def subscriber(source: ClaimSource, insurance: Insurance) -> ClaimPerson:
    """The holder of the policy, as on the card.

    Address, birth date and sex are told of the one who is treated: here only where that is the subscriber.
    """
    held, coverage = insurance.subscriber, insurance.coverage
    is_patient = coverage.relationship == SELF
    patient = source.patient
    is_asked = insurance is source.insurance
    return ClaimPerson(
        entity="1" if held.first else "2",
        name=PersonName(last=held.last, first=held.first, middle=held.middle, suffix=held.suffix),
        member_id=coverage.member_id,
        member_id_qualifier="MI" if coverage.member_id else "",
        birth_date=held.birth_date or patient.birth_date if is_patient and is_asked else None,
        sex=_sex(held.sex, patient.sex) if is_patient and is_asked else "",
        address=held.address or patient.address if is_patient else None,
        claim_number=coverage.claim_number if is_patient and is_asked else "",
        deceased_on=patient.deceased_on if is_patient and is_asked else None,
    )


def patient(source: ClaimSource) -> ClaimPerson | None:
    """The patient, where somebody else holds the policy."""
    if source.insurance.coverage.relationship == SELF:
        return None
    person: Patient = source.patient
    return ClaimPerson(
        name=PersonName(last=person.last, first=person.first, middle=person.middle, suffix=person.suffix),
        birth_date=person.birth_date,
        sex=person.sex,
        address=person.address,
        claim_number=source.insurance.coverage.claim_number,
        deceased_on=person.deceased_on,
    )


def billing(source: ClaimSource) -> ClaimProvider:
    """The practice, as the payer knows it."""
    practice = source.practice
    enrolled = _enrollment(source, None)
    return ClaimProvider(
        role="billing",
        name=PersonName(last=practice.name),
        npi=practice.npi,
        taxonomy=(enrolled.taxonomy if enrolled else "") or practice.taxonomy,
        address=practice.address,
        tax_id=practice.tax_id,
        tax_id_kind=practice.tax_id_kind,
        contacts=(Contact(name=practice.name, telephone=practice.telephone, function="IC"),)
        if practice.telephone
        else (),
    )


def providers(source: ClaimSource, part: Part) -> tuple[ClaimProvider, ...]:
    """Every other role of the claim, in the order that an 837P has them."""
    encounter = source.encounter
    found = [_pay_to(source)]
    for role, key in (
        ("referring", encounter.referring_provider),
        ("rendering", part.charges[0].rendering_provider),
        ("facility", None),
        ("supervising", encounter.supervising_provider),
    ):
        found.append(_facility(source, part) if role == "facility" else _person(source, role, key))
    return tuple(one for one in found if one is not None)


def legacy(source: ClaimSource) -> tuple[Reference, ...]:
    """The billing provider's older numbers with this payer (2010BB)."""
    return _legacy(_enrollment(source, None))


def _pay_to(source: ClaimSource) -> ClaimProvider | None:
    address: Address | None = source.practice.pay_to_address
    if address is None:
        return None
    return ClaimProvider(role="pay_to", name=PersonName(last=source.practice.name), address=address)


def _person(source: ClaimSource, role: str, key: UUID | None) -> ClaimProvider | None:
    if key is None:
        return None
    person: Provider = source.providers[key]
    if role == "rendering" and person.npi == source.practice.npi:
        return None  # it bills for itself: the guide wants the name once
    enrolled = _enrollment(source, key)
    taxonomy = (enrolled.taxonomy if enrolled else "") or person.taxonomy
    return ClaimProvider(
        role=role,
        entity="1",
        name=PersonName(last=person.last, first=person.first, middle=person.middle, suffix=person.suffix),
        npi=person.npi,
        taxonomy=taxonomy if role == "rendering" else "",
        references=_legacy(enrolled),
    )


def _facility(source: ClaimSource, part: Part) -> ClaimProvider | None:
    """The site, where it is not the billing provider's own address; never the patient's home."""
    site, practice = source.facility, source.practice
    if site.address == practice.address or part.charges[0].place_of_service == _HOME:
        return None
    npi = "" if site.npi == practice.npi else site.npi
    return ClaimProvider(role="facility", name=PersonName(last=site.name), npi=npi, address=site.address)


def _enrollment(source: ClaimSource, provider: UUID | None) -> Enrollment | None:
    day = source.encounter.date_of_service
    return next(
        (
            one
            for one in source.insurance.enrollments
            if one.provider == provider
            and (one.valid_from is None or one.valid_from <= day)
            and (one.valid_to is None or day <= one.valid_to)
        ),
        None,
    )


def _legacy(enrolled: Enrollment | None) -> tuple[Reference, ...]:
    if enrolled is None or not enrolled.legacy_number:
        return ()
    return (Reference(qualifier=enrolled.legacy_qualifier or "G2", value=enrolled.legacy_number),)


def _sex(own: str, otherwise: str) -> str:
    return own if own in ("F", "M") else otherwise
