"""How is one service line written, with its drug, providers, adjudications and forms?"""

from itertools import groupby

from cleanclaim.core.facts.claims import Drug, DurableEquipment, FormAnswer, LineAdjudication, ServiceLine
from cleanclaim.core.facts.common import Reference
from cleanclaim.core.x12.sets.x837p.roles import LINE_LOOPS
from cleanclaim.core.x12.sets.x837p.write_details import (
    write_ambulance,
    write_conditions,
    write_contract,
    write_paperwork,
    write_places,
    write_repricing,
)
from cleanclaim.core.x12.sets.x837p.write_parts import (
    write_adjustments,
    write_date,
    write_providers,
    write_references,
)
from cleanclaim.core.x12.writer import Segments, composite, money

_REFERENCES = ("9B", "9D", "G1", "6R", "EW", "X4", "F4", "BT", "9F")


def write_line(out: Segments, line: ServiceLine) -> None:
    """Write one 2400 loop."""
    out.add("LX", line.number)
    _write_sv1(out, line)
    _write_equipment(out, line.equipment, line)
    write_paperwork(out, line.paperwork)
    write_ambulance(out, line.ambulance)
    _write_certification(out, line.equipment)
    write_conditions(out, line.conditions)
    _write_dates(out, line)
    for qualifier, count in (("PT", line.ambulance_patients), ("FL", line.obstetric_units)):
        if count is not None:
            out.add("QTY", qualifier, count)
    for one in line.measurements:
        out.add("MEA", one.reference, one.qualifier, one.value)
    write_contract(out, line.contract)
    named = [
        Reference(qualifier=qualifier, value=value)
        for qualifier, value in (
            ("G1", line.authorization),
            ("6R", line.charge_number),
            ("X4", line.clia),
            ("9F", line.referral),
        )
        if value
    ]
    write_references(out, (*named, *line.references), _REFERENCES)
    for qualifier, amount in (("T", line.sales_tax), ("F4", line.postage)):
        if amount is not None:
            out.add("AMT", qualifier, money(amount))
    for text in line.fixed_format:
        out.add("K3", text)
    for note in line.notes:
        out.add("NTE", note.qualifier, note.value)
    if line.purchased_provider or line.purchased_amount is not None:
        out.add("PS1", line.purchased_provider, money(line.purchased_amount))
    write_repricing(out, line.repricing)
    _write_drug(out, line.drug)
    write_providers(out, line.providers, LINE_LOOPS)
    write_places(out, line.places)
    for adjudication in line.adjudications:
        _write_adjudication(out, adjudication)
    for (qualifier, form), answers in groupby(line.forms, lambda one: (one.form_qualifier, one.form)):
        out.add("LQ", qualifier, form)
        for answer in answers:
            _write_answer(out, answer)


def _write_sv1(out: Segments, line: ServiceLine) -> None:
    modifiers = (*line.modifiers, *[""] * (4 - len(line.modifiers)))
    out.add(
        "SV1",
        composite(line.procedure_qualifier, line.procedure, *modifiers, line.description),
        money(line.billed),
        line.unit,
        line.units,
        line.place_of_service,
        "",
        composite(*line.pointers),
        "",
        line.emergency,
        "",
        line.epsdt,
        line.family_planning,
        "",
        "",
        "0" if line.copay_exempt else "",
    )


def _write_equipment(out: Segments, one: DurableEquipment | None, line: ServiceLine) -> None:
    if one is None or not one.procedure:
        return
    out.add(
        "SV5",
        composite(line.procedure_qualifier, one.procedure),
        "DA",
        one.medical_necessity_days,
        money(one.rental_price),
        money(one.purchase_price),
        one.rental_frequency,
    )


def _write_certification(out: Segments, one: DurableEquipment | None) -> None:
    if one is not None and one.certification_type:
        out.add("CR3", one.certification_type, "MO", one.duration_months)


def _write_dates(out: Segments, line: ServiceLine) -> None:
    write_date(out, "472", line.service.first, line.service.last)
    for qualifier, day in (
        ("471", line.prescribed_on),
        ("607", line.recertified_on),
        ("463", line.begin_therapy_on),
        ("461", line.last_certified_on),
        ("304", line.last_seen_on),
        ("738", line.hemoglobin_test_on),
        ("739", line.creatinine_test_on),
        ("011", line.shipped_on),
        ("455", line.last_xray_on),
        ("454", line.initial_treatment_on),
    ):
        write_date(out, qualifier, day)


def _write_drug(out: Segments, drug: Drug | None) -> None:
    if drug is None:
        return
    out.add("LIN", "", drug.qualifier, drug.ndc)
    out.add("CTP", "", "", "", drug.quantity, composite(drug.unit))
    if drug.prescription:
        out.add("REF", drug.prescription_qualifier, drug.prescription)


def _write_adjudication(out: Segments, one: LineAdjudication) -> None:
    modifiers = (*one.modifiers, *[""] * (4 - len(one.modifiers)))
    procedure = composite(one.procedure_qualifier, one.procedure, *modifiers, one.description)
    out.add("SVD", one.payer_id, money(one.paid), procedure, "", one.quantity, one.bundled_into)
    write_adjustments(out, one.adjustments)
    write_date(out, "573", one.adjudicated_on)
    if one.remaining_liability is not None:
        out.add("AMT", "EAF", money(one.remaining_liability))


def _write_answer(out: Segments, answer: FormAnswer) -> None:
    out.add("FRM", answer.question, answer.answer, answer.text, answer.day, answer.percent)
