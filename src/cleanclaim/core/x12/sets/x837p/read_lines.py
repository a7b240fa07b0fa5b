"""Which services does a claim ask payment for?"""

from collections.abc import Iterator
from decimal import Decimal

from cleanclaim.core.facts.claims import Drug, DurableEquipment, FormAnswer, Measurement, ServiceLine
from cleanclaim.core.facts.common import Period, Reference
from cleanclaim.core.x12.sets import Context
from cleanclaim.core.x12.sets.parts import (
    amount,
    cents,
    components,
    day,
    decimal,
    reference,
    texts,
    whole,
)
from cleanclaim.core.x12.sets.x837p.read_details import (
    ambulance,
    conditions,
    contract,
    fixed_format,
    paperwork,
    places,
    repricing,
)
from cleanclaim.core.x12.sets.x837p.read_other_coverage import adjudications
from cleanclaim.core.x12.sets.x837p.read_providers import providers
from cleanclaim.core.x12.tree import Node


def lines(claim: Node, context: Context) -> Iterator[ServiceLine]:
    """Every 2400 of a claim; one without a service or a date of service gives no fact."""
    for ordinal, loop in enumerate(claim.loops("2400"), 1):
        line = _line(loop, ordinal, context.delimiters.component)
        if line is None:
            context.report("line-unread", segment=loop.opener, loop="2400")
        else:
            yield line


def _line(loop: Node, ordinal: int, mark: str) -> ServiceLine | None:
    sv1, dtp = loop.one("SV1"), loop.one("DTP", "472")
    first = day(dtp.get(3)) if dtp else None
    if sv1 is None or dtp is None or first is None:
        return None
    dates = texts(loop, "DTP", 3)
    qualifier, procedure, m1, m2, m3, m4, description = components(sv1.get(1), mark, 7)
    named, others = _references(loop, mark)
    return ServiceLine(
        number=whole(loop.opener.get(1)) or ordinal,
        charge_number=loop.value("REF", 2, "6R"),
        procedure_qualifier=qualifier,
        procedure=procedure,
        modifiers=tuple(filter(None, (m1, m2, m3, m4))),
        description=description,
        billed=amount(sv1.get(2)),
        unit=sv1.get(3),
        units=decimal(sv1.get(4)) or Decimal(0),
        place_of_service=sv1.get(5),
        pointers=tuple(pointer for one in sv1.get(7).split(mark) if (pointer := whole(one)) is not None),
        emergency=sv1.get(9) == "Y",
        epsdt=sv1.get(11) == "Y",
        family_planning=sv1.get(12) == "Y",
        copay_exempt=sv1.get(15) == "0",
        service=Period(first=first, last=day(dtp.get(3)[9:])),
        prescribed_on=day(dates.get("471", "")),
        recertified_on=day(dates.get("607", "")),
        begin_therapy_on=day(dates.get("463", "")),
        last_certified_on=day(dates.get("461", "")),
        last_seen_on=day(dates.get("304", "")),
        hemoglobin_test_on=day(dates.get("738", "")),
        creatinine_test_on=day(dates.get("739", "")),
        shipped_on=day(dates.get("011", "")),
        last_xray_on=day(dates.get("455", "")),
        initial_treatment_on=day(dates.get("454", "")),
        authorization=named.get("G1", ""),
        referral=named.get("9F", ""),
        clia=named.get("X4", ""),
        references=others,
        obstetric_units=decimal(loop.value("QTY", 2, "FL")),
        ambulance_patients=whole(loop.value("QTY", 2, "PT")),
        sales_tax=cents(loop.value("AMT", 2, "T")),
        postage=cents(loop.value("AMT", 2, "F4")),
        purchased_provider=loop.value("PS1", 1),
        purchased_amount=cents(loop.value("PS1", 2)),
        notes=tuple(Reference(qualifier=nte.get(1), value=nte.get(2)) for nte in loop.all("NTE")),
        fixed_format=fixed_format(loop),
        paperwork=paperwork(loop),
        conditions=conditions(loop),
        ambulance=ambulance(loop),
        equipment=_equipment(loop, mark),
        measurements=tuple(_measurements(loop)),
        contract=contract(loop),
        repricing=repricing(loop),
        drug=_drug(loop.child("2410"), mark),
        providers=providers(loop, mark, "2420"),
        places=places(loop),
        adjudications=tuple(adjudications(loop, mark)),
        forms=tuple(_forms(loop)),
    )


def _references(loop: Node, mark: str) -> tuple[dict[str, str], tuple[Reference, ...]]:
    """The line's own authorization, referral and CLIA; then every other REF but the line control number."""
    named: dict[str, str] = {}
    others: list[Reference] = []
    for ref in loop.all("REF"):
        if ref.get(1) == "6R":
            continue
        if ref.get(1) in ("G1", "9F", "X4") and ref.get(1) not in named and not ref.get(4):
            named[ref.get(1)] = ref.get(2)
        else:
            others.append(reference(ref, mark))
    return named, tuple(others)


def _equipment(loop: Node, mark: str) -> DurableEquipment | None:
    sv5, cr3 = loop.one("SV5"), loop.one("CR3")
    if sv5 is None and cr3 is None:
        return None
    return DurableEquipment(
        procedure=components(sv5.get(1), mark, 2)[1] if sv5 else "",
        medical_necessity_days=decimal(sv5.get(3)) if sv5 else None,
        rental_price=cents(sv5.get(4)) if sv5 else None,
        purchase_price=cents(sv5.get(5)) if sv5 else None,
        rental_frequency=sv5.get(6) if sv5 else "",
        certification_type=cr3.get(1) if cr3 else "",
        duration_months=decimal(cr3.get(3)) if cr3 else None,
    )


def _measurements(loop: Node) -> Iterator[Measurement]:
    for mea in loop.all("MEA"):
        value = decimal(mea.get(3))
        if value is not None:
            yield Measurement(reference=mea.get(1), qualifier=mea.get(2), value=value)


def _drug(loop: Node | None, mark: str) -> Drug | None:
    if loop is None:
        return None
    ctp, ref = loop.one("CTP"), loop.one("REF")
    return Drug(
        qualifier=loop.opener.get(2),
        ndc=loop.opener.get(3),
        quantity=(decimal(ctp.get(4)) if ctp else None) or Decimal(0),
        unit=components(ctp.get(5), mark, 1)[0] if ctp else "",
        prescription_qualifier=ref.get(1) if ref else "",
        prescription=ref.get(2) if ref else "",
    )


def _forms(loop: Node) -> Iterator[FormAnswer]:
    for form in loop.loops("2440"):
        for frm in form.all("FRM"):
            yield FormAnswer(
                form_qualifier=form.opener.get(1),
                form=form.opener.get(2),
                question=frm.get(1),
                answer=frm.get(2),
                text=frm.get(3),
                day=day(frm.get(4)),
                percent=decimal(frm.get(5)),
            )
