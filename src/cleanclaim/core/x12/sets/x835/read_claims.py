"""What does an 835 say of one claim's services, remarks and amounts?"""

from collections.abc import Iterator

from cleanclaim.core.facts.claims import OutpatientRemarks
from cleanclaim.core.facts.remittances import InpatientRemarks, LinePayment, RemittedAmount
from cleanclaim.core.x12.sets.parts import (
    adjustments,
    amount,
    cents,
    components,
    dated,
    decimal,
    reference,
)
from cleanclaim.core.x12.tree import Node

_MIA_COUNTS = (1, 3, 15)
_MIA_REMARKS = (5, 20, 21, 22, 23)


def lines(claim: Node, mark: str) -> Iterator[LinePayment]:
    """Every SVC of a claim."""
    for loop in claim.loops("2110"):
        svc = loop.opener
        qualifier, procedure, *modifiers = components(svc.get(1), mark, 6)
        was_qualifier, was, *was_modifiers, description = components(svc.get(6), mark, 7)
        single = dated(loop, "DTM", "472", place=2)
        yield LinePayment(
            procedure_qualifier=qualifier,
            procedure=procedure,
            modifiers=tuple(filter(None, modifiers)),
            billed=amount(svc.get(2)),
            paid=amount(svc.get(3)),
            revenue_code=svc.get(4),
            units=decimal(svc.get(5)),
            submitted_procedure_qualifier=was_qualifier,
            submitted_procedure=was,
            submitted_modifiers=tuple(filter(None, was_modifiers)),
            submitted_description=description,
            submitted_units=decimal(svc.get(7)),
            service_from=single or dated(loop, "DTM", "150", place=2),
            service_to=dated(loop, "DTM", "151", place=2),
            adjustments=adjustments(loop.all("CAS")),
            charge_number=loop.value("REF", 2, "6R"),
            references=tuple(reference(ref, mark) for ref in loop.all("REF") if ref.get(1) != "6R"),
            amounts=amounts(loop),
            remarks=tuple(lq.get(2) for lq in loop.all("LQ", "HE")),
            drug_remarks=tuple(lq.get(2) for lq in loop.all("LQ", "RX")),
        )


def amounts(loop: Node) -> tuple[RemittedAmount, ...]:
    """Every AMT, then every QTY."""
    money = tuple(RemittedAmount(qualifier=amt.get(1), amount=cents(amt.get(2))) for amt in loop.all("AMT"))
    counts = tuple(
        RemittedAmount(qualifier=qty.get(1), quantity=decimal(qty.get(2))) for qty in loop.all("QTY")
    )
    return money + counts


def outpatient(loop: Node) -> OutpatientRemarks | None:
    """The MOA."""
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


def inpatient(loop: Node) -> InpatientRemarks | None:
    """The MIA."""
    mia = loop.one("MIA")
    if mia is None:
        return None
    return InpatientRemarks(
        covered_days=decimal(mia.get(1)),
        lifetime_psychiatric_days=decimal(mia.get(3)),
        cost_report_days=decimal(mia.get(15)),
        amounts=tuple(
            RemittedAmount(qualifier=f"{place:02d}", amount=cents(mia.get(place)))
            for place in range(2, 25)
            if place not in (*_MIA_COUNTS, *_MIA_REMARKS) and mia.get(place)
        ),
        remarks=tuple(mia.get(place) for place in _MIA_REMARKS if mia.get(place)),
    )
