"""Which claims does an 837P hold? Every one complete in itself: payer, people, providers, lines."""

from collections.abc import Iterator
from dataclasses import replace

from cleanclaim.core.facts.claims import Claim, ClaimPayer, ClaimPerson, ClaimProvider, DiagnosisCode
from cleanclaim.core.x12.envelope import Batch, Party
from cleanclaim.core.x12.sets import Context
from cleanclaim.core.x12.sets.parts import (
    address,
    amount,
    cents,
    components,
    contact,
    contacts,
    dated,
    day,
    decimal,
    name,
    reference,
    references,
    texts,
)
from cleanclaim.core.x12.sets.x837p.read_details import (
    ambulance,
    conditions,
    contract,
    fixed_format,
    paperwork,
    places,
    repricing,
    spinal,
)
from cleanclaim.core.x12.sets.x837p.read_lines import lines
from cleanclaim.core.x12.sets.x837p.read_other_coverage import other_coverages
from cleanclaim.core.x12.sets.x837p.read_providers import provider, providers
from cleanclaim.core.x12.tree import Node

_NAMED = ("F8", "G1", "9F", "X4", "D9", "EA")


def facts(tree: Node, context: Context) -> Iterator[object]:
    """The batch, then its claims in the order of the file."""
    yield _batch(tree)
    for billing in tree.loops("2000A"):
        for subscriber in billing.loops("2000B"):
            for below in subscriber.children:
                if below.id == "2300":
                    yield from _claim(below, billing, subscriber, None, context)
                elif below.id == "2000C":
                    for claim in below.loops("2300"):
                        yield from _claim(claim, billing, subscriber, below, context)


def _batch(tree: Node) -> Batch:
    return Batch(
        submitter=_party(tree.child("1000A")),
        receiver=_party(tree.child("1000B")),
        number=tree.value("BHT", 3),
        purpose=tree.value("BHT", 2),
        kind=tree.value("BHT", 6),
    )


def _party(loop: Node | None) -> Party:
    if loop is None:
        return Party(name="", id="")
    nm1 = loop.opener
    return Party(
        name=nm1.get(3),
        first=nm1.get(4),
        middle=nm1.get(5),
        entity=nm1.get(2),
        id=nm1.get(9),
        contacts=contacts(loop),
    )


def _claim(
    loop: Node, billing: Node, subscriber: Node, patient: Node | None, context: Context
) -> Iterator[Claim]:
    mark = context.delimiters.component
    clm = loop.opener
    found = tuple(lines(loop, context))
    if not found or not clm.get(1):
        context.report("claim-unread", segment=clm, loop="2300")
        return
    place, _, frequency = components(clm.get(5), mark, 3)
    causes = components(clm.get(11), mark, 5)
    sbr = subscriber.one("SBR")
    pat = patient.one("PAT") if patient else None
    diagnoses, anesthesia, conditions_ = _codes(loop, mark)
    numbers = texts(loop, "REF", 2)
    claim = Claim(
        patient_control_number=clm.get(1),
        billed=amount(clm.get(2)),
        place_of_service=place,
        frequency=frequency,
        provider_signature=clm.get(6),
        assignment=clm.get(7),
        benefits_assigned=clm.get(8),
        release=clm.get(9),
        patient_signature_source=clm.get(10),
        accident_auto="AA" in causes[:3],
        accident_employment="EM" in causes[:3],
        accident_other="OA" in causes[:3],
        accident_state=causes[3],
        accident_country=causes[4],
        special_program=clm.get(12),
        delay_reason=clm.get(20),
        sequence=sbr.get(1) if sbr else "",
        relationship=pat.get(1) if pat else (sbr.get(2) if sbr else ""),
        group_number=sbr.get(3) if sbr else "",
        group_name=sbr.get(4) if sbr else "",
        insurance_type=sbr.get(5) if sbr else "",
        filing_indicator=sbr.get(9) if sbr else "",
        subscriber=_person(subscriber.child("2010BA"), subscriber),
        patient=_person(patient.child("2010CA"), patient) if patient else None,
        payer=_payer(subscriber.child("2010BB"), mark),
        billing_provider=_billing(billing, mark),
        currency=billing.value("CUR", 2),
        providers=(*_pay_to(billing, mark), *providers(loop, mark, "2310")),
        paperwork=paperwork(loop),
        contract=contract(loop),
        patient_paid=cents(loop.value("AMT", 2, "F5")),
        payer_claim_control_number=numbers.get("F8", ""),
        authorization=numbers.get("G1", ""),
        referral=numbers.get("9F", ""),
        clia=numbers.get("X4", ""),
        clearinghouse_number=numbers.get("D9", ""),
        medical_record_number=numbers.get("EA", ""),
        references=tuple(reference(ref, mark) for ref in loop.all("REF") if ref.get(1) not in _NAMED),
        fixed_format=fixed_format(loop),
        note=next((reference(note, mark) for note in loop.all("NTE")), None),
        ambulance=ambulance(loop),
        spinal=spinal(loop),
        conditions=conditions(loop),
        diagnoses=diagnoses,
        anesthesia_procedures=anesthesia,
        condition_codes=conditions_,
        repricing=repricing(loop),
        places=places(loop),
        other_coverages=tuple(other_coverages(loop, mark)),
        lines=found,
    )
    yield _with_dates(claim, loop)


def _with_dates(claim: Claim, loop: Node) -> Claim:
    """Add what the DTP segments of the claim say."""
    dates = texts(loop, "DTP", 3)
    if not dates:
        return claim
    return replace(
        claim,
        onset_on=day(dates.get("431", "")),
        initial_treatment_on=day(dates.get("454", "")),
        last_seen_on=day(dates.get("304", "")),
        acute_manifestation_on=day(dates.get("453", "")),
        accident_on=day(dates.get("439", "")),
        last_menstrual_period_on=day(dates.get("484", "")),
        last_xray_on=day(dates.get("455", "")),
        prescribed_on=day(dates.get("471", "")),
        disabled_from=day(dates.get("314") or dates.get("360", "")),
        disabled_to=day(dates.get("314", "")[9:]) or day(dates.get("361", "")),
        last_worked_on=day(dates.get("297", "")),
        work_return_on=day(dates.get("296", "")),
        admitted_on=day(dates.get("435", "")),
        discharged_on=day(dates.get("096", "")),
        assumed_care_on=day(dates.get("090", "")),
        relinquished_care_on=day(dates.get("091", "")),
        first_contact_on=day(dates.get("444", "")),
        repricer_received_on=day(dates.get("050", "")),
    )


def _codes(loop: Node, mark: str) -> tuple[tuple[DiagnosisCode, ...], tuple[str, ...], tuple[str, ...]]:
    """The diagnoses, anesthesia procedures and condition codes of the HI segments."""
    diagnoses: list[DiagnosisCode] = []
    anesthesia: list[str] = []
    conditions_: list[str] = []
    for hi in loop.all("HI"):
        for text in hi.parts[1:]:
            qualifier, code = components(text, mark, 2)
            if qualifier in ("BP", "BO"):
                anesthesia.append(code)
            elif qualifier == "BG":
                conditions_.append(code)
            elif qualifier in ("ABK", "ABF", "BK", "BF"):
                diagnoses.append(DiagnosisCode(qualifier=qualifier, code=code.replace(".", "")))
    return tuple(diagnoses), tuple(anesthesia), tuple(conditions_)


def _person(loop: Node | None, level: Node) -> ClaimPerson:
    """A subscriber or patient: the name loop, and what PAT on its level adds."""
    if loop is None:
        return ClaimPerson(name=name(None))
    nm1 = loop.opener
    pat = level.one("PAT")
    per = loop.one("PER")
    return ClaimPerson(
        entity=nm1.get(2),
        name=name(nm1),
        member_id=nm1.get(9),
        member_id_qualifier=nm1.get(8) or "MI",
        birth_date=dated(loop, "DMG", place=2),
        sex=loop.value("DMG", 3),
        address=address(loop),
        ssn=loop.value("REF", 2, "SY"),
        claim_number=loop.value("REF", 2, "Y4"),
        contact=contact(per) if per else None,
        deceased_on=day(pat.get(6)) if pat else None,
        weight_pounds=decimal(pat.get(8)) if pat else None,
        pregnant=pat is not None and pat.get(9) == "Y",
        references=references(loop, ":", "1W"),
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
        references=references(loop, mark),
    )


def _billing(level: Node, mark: str) -> ClaimProvider:
    loop = level.child("2010AA")
    if loop is None:
        return ClaimProvider(role="billing", name=name(None))
    return provider(loop, "billing", mark, taxonomy=level.value("PRV", 3))


def _pay_to(level: Node, mark: str) -> Iterator[ClaimProvider]:
    for loop_id, role in (("2010AB", "pay_to"), ("2010AC", "pay_to_plan")):
        for loop in level.loops(loop_id):
            yield provider(loop, role, mark)
