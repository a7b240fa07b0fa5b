"""How is one claim of a remittance written?"""

from collections.abc import Sequence
from datetime import date

from cleanclaim.core.facts.claims import OutpatientRemarks
from cleanclaim.core.facts.common import PersonName
from cleanclaim.core.facts.remittances import ClaimPayment, InpatientRemarks, LinePayment, RemittedAmount
from cleanclaim.core.x12.sets.x837p.write_parts import write_adjustments, write_contact, write_references
from cleanclaim.core.x12.writer import Element, Segments, composite, money


def write_claim(out: Segments, one: ClaimPayment) -> None:
    """Write one 2100 loop."""
    out.add(
        "CLP",
        one.patient_control_number,
        one.status,
        money(one.billed),
        money(one.paid),
        money(one.patient_responsibility),
        one.filing_indicator,
        one.payer_claim_control_number,
        one.place_of_service,
        one.frequency,
        "",
        one.drg,
        one.drg_weight,
        one.discharge_fraction,
    )
    write_adjustments(out, one.adjustments)
    _write_names(out, one)
    _write_inpatient(out, one.inpatient)
    _write_outpatient(out, one.outpatient or _plain_remarks(one))
    write_references(out, one.references)
    _write_day(out, "232", one.service_from)
    _write_day(out, "233", one.service_to)
    _write_day(out, "036", one.coverage_expired_on)
    _write_day(out, "050", one.received_on)
    for contact in one.contacts:
        write_contact(out, contact)
    _write_amounts(out, one.amounts)
    for line in one.lines:
        _write_line(out, line)


def _plain_remarks(one: ClaimPayment) -> OutpatientRemarks | None:
    """Remark codes that came without the rest of an MOA."""
    return OutpatientRemarks(remarks=one.remarks) if one.remarks and one.inpatient is None else None


def _write_names(out: Segments, one: ClaimPayment) -> None:
    patient = one.patient or PersonName(last="")
    _write_name(out, "QC", "1", patient, one.patient_id_qualifier, one.patient_member_id)
    if one.subscriber is not None:
        _write_name(
            out,
            "IL",
            one.subscriber_entity,
            one.subscriber,
            one.subscriber_id_qualifier,
            one.subscriber_member_id,
        )
    if one.corrected_patient is not None:
        _write_name(out, "74", one.corrected_entity, one.corrected_patient, "C", one.corrected_member_id)
    if one.rendering_name is not None or one.rendering_npi or one.rendering_id:
        name = one.rendering_name or PersonName(last="")
        qualifier, id_ = (
            ("XX", one.rendering_npi) if one.rendering_npi else (one.rendering_id_qualifier, one.rendering_id)
        )
        _write_name(out, "82", one.rendering_entity, name, qualifier, id_)
    if one.crossover_payer:
        _write_name(
            out,
            "TT",
            "2",
            PersonName(last=one.crossover_payer),
            one.crossover_id_qualifier,
            one.crossover_payer_id,
        )
    if one.corrected_payer:
        _write_name(
            out,
            "PR",
            "2",
            PersonName(last=one.corrected_payer),
            one.corrected_payer_id_qualifier,
            one.corrected_payer_id,
        )
    if one.other_subscriber is not None:
        _write_name(
            out,
            "GB",
            one.other_subscriber_entity,
            one.other_subscriber,
            one.other_subscriber_id_qualifier,
            one.other_subscriber_id,
        )


def _write_name(out: Segments, role: str, entity: str, name: PersonName, qualifier: str, id_: str) -> None:
    out.add(
        "NM1",
        role,
        entity,
        name.last,
        name.first,
        name.middle,
        "",
        name.suffix,
        qualifier if id_ else "",
        id_,
    )


def _write_inpatient(out: Segments, one: InpatientRemarks | None) -> None:
    if one is None:
        return
    elements: list[Element] = [""] * 24
    for amount in one.amounts:
        elements[int(amount.qualifier) - 1] = money(amount.amount)
    elements[0], elements[2], elements[14] = (
        one.covered_days,
        one.lifetime_psychiatric_days,
        one.cost_report_days,
    )
    for place, remark in zip((5, 20, 21, 22, 23), one.remarks, strict=False):
        elements[place - 1] = remark
    out.add("MIA", *elements)


def _write_outpatient(out: Segments, one: OutpatientRemarks | None) -> None:
    if one is None:
        return
    remarks = (*one.remarks[:5], *[""] * (5 - len(one.remarks)))
    out.add(
        "MOA",
        one.reimbursement_rate,
        money(one.hcpcs_payable),
        *remarks,
        money(one.esrd_paid),
        money(one.nonpayable_professional),
    )


def _write_line(out: Segments, one: LinePayment) -> None:
    procedure = composite(one.procedure_qualifier, one.procedure, *one.modifiers)
    was: Element = ""
    if one.submitted_procedure:
        modifiers = (*one.submitted_modifiers, *[""] * (4 - len(one.submitted_modifiers)))
        was = composite(
            one.submitted_procedure_qualifier or one.procedure_qualifier,
            one.submitted_procedure,
            *modifiers,
            one.submitted_description,
        )
    out.add(
        "SVC",
        procedure,
        money(one.billed),
        money(one.paid),
        one.revenue_code,
        one.units,
        was,
        one.submitted_units,
    )
    if one.service_to is not None:
        _write_day(out, "150", one.service_from)
        _write_day(out, "151", one.service_to)
    else:
        _write_day(out, "472", one.service_from)
    write_adjustments(out, one.adjustments)
    if one.charge_number:
        out.add("REF", "6R", one.charge_number)
    write_references(out, one.references)
    _write_amounts(out, one.amounts)
    for qualifier, remarks in (("HE", one.remarks), ("RX", one.drug_remarks)):
        for remark in remarks:
            out.add("LQ", qualifier, remark)


def _write_amounts(out: Segments, amounts: Sequence[RemittedAmount]) -> None:
    for one in amounts:
        if one.amount is not None:
            out.add("AMT", one.qualifier, money(one.amount))
    for one in amounts:
        if one.quantity is not None:
            out.add("QTY", one.qualifier, one.quantity)


def _write_day(out: Segments, qualifier: str, day: date | None) -> None:
    if day is not None:
        out.add("DTM", qualifier, day)
