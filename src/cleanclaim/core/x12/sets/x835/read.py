"""Which payment does an 835 report, and what does it say of each claim and line?"""

from collections.abc import Iterator
from datetime import date

from cleanclaim.core.facts.common import PersonName
from cleanclaim.core.facts.definition import Cents
from cleanclaim.core.facts.remittances import (
    BankAccount,
    ClaimPayment,
    ProviderAdjustment,
    ProviderSummary,
    Remittance,
    RemittanceDelivery,
    RemittanceParty,
    RemittedAmount,
)
from cleanclaim.core.x12.segments import Segment
from cleanclaim.core.x12.sets import Context
from cleanclaim.core.x12.sets.parts import (
    address,
    adjustments,
    amount,
    cents,
    components,
    contacts,
    dated,
    day,
    decimal,
    name,
    references,
    whole,
)
from cleanclaim.core.x12.sets.x835.read_claims import amounts, inpatient, lines, outpatient
from cleanclaim.core.x12.tree import Node


def facts(tree: Node, context: Context) -> Iterator[object]:
    """The remittance of the transaction."""
    bpr, trn = tree.one("BPR"), tree.one("TRN")
    paid_on = _payment_date(tree, bpr, context)
    if bpr is None or paid_on is None:
        context.report("remittance-unread", segment=tree.opener)
        return
    mark = context.delimiters.component
    yield Remittance(
        handling=bpr.get(1),
        paid=amount(bpr.get(2)),
        credit_debit=bpr.get(3),
        method=bpr.get(4),
        format=bpr.get(5),
        payer_account=_account(bpr, 6),
        originating_company=bpr.get(10),
        originating_company_supplement=bpr.get(11),
        payee_account=_account(bpr, 12),
        payment_date=paid_on,
        trace_number=trn.get(2) if trn else "",
        originator_id=trn.get(3) if trn else "",
        originating_supplement=trn.get(4) if trn else "",
        currency=tree.value("CUR", 2),
        receiver_id=tree.value("REF", 2, "EV"),
        version=tree.value("REF", 2, "F2"),
        produced_on=dated(tree, "DTM", "405", place=2),
        payer=_party(tree.child("1000A"), mark),
        payee=_party(tree.child("1000B"), mark),
        delivery=_delivery(tree.child("1000B")),
        summaries=tuple(_summaries(tree)),
        claims=tuple(
            _claim(claim, group, mark) for group in tree.loops("2000") for claim in group.loops("2100")
        ),
        provider_adjustments=tuple(_provider_adjustments(tree, mark)),
    )


def _payment_date(tree: Node, bpr: Segment | None, context: Context) -> date | None:
    """BPR16; where the payer left it out, the day on which it made the file."""
    return (day(bpr.get(16)) if bpr else None) or dated(tree, "DTM", "405", place=2) or context.made_on


def _account(bpr: Segment, at: int) -> BankAccount | None:
    if not any(bpr.get(place) for place in range(at, at + 4)):
        return None
    return BankAccount(
        routing_qualifier=bpr.get(at),
        routing=bpr.get(at + 1),
        account_qualifier=bpr.get(at + 2),
        account=bpr.get(at + 3),
    )


def _party(loop: Node | None, mark: str) -> RemittanceParty:
    if loop is None:
        return RemittanceParty(name="")
    n1 = loop.opener
    return RemittanceParty(
        name=n1.get(2),
        id_qualifier=n1.get(3),
        id=n1.get(4),
        address=address(loop),
        references=references(loop, mark),
        contacts=contacts(loop),
    )


def _delivery(loop: Node | None) -> RemittanceDelivery | None:
    rdm = loop.one("RDM") if loop else None
    if rdm is None:
        return None
    return RemittanceDelivery(method=rdm.get(1), name=rdm.get(2), address=rdm.get(3))


def _summaries(tree: Node) -> Iterator[ProviderSummary]:
    for group in tree.loops("2000"):
        number = whole(group.opener.get(1)) or 0
        for ts3 in group.all("TS3"):
            yield ProviderSummary(
                segment="TS3",
                assigned_number=number,
                provider_id=ts3.get(1),
                facility=ts3.get(2),
                fiscal_period=day(ts3.get(3)),
                claims=whole(ts3.get(4)),
                amounts=_places(ts3, 5, counts=(23,)),
            )
        for ts2 in group.all("TS2"):
            yield ProviderSummary(
                segment="TS2",
                assigned_number=number,
                amounts=_places(ts2, 1, counts=(7, 10, 11, 12, 13, 14, 16)),
            )


def _places(segment: Segment, first: int, counts: tuple[int, ...]) -> tuple[RemittedAmount, ...]:
    """The filled elements of a summary, each under its place."""
    return tuple(
        RemittedAmount(qualifier=f"{place:02d}", quantity=decimal(segment.get(place)))
        if place in counts
        else RemittedAmount(qualifier=f"{place:02d}", amount=cents(segment.get(place)))
        for place in range(first, len(segment.parts))
        if segment.get(place)
    )


def _claim(loop: Node, group: Node, mark: str) -> ClaimPayment:
    clp = loop.opener
    patient, subscriber = loop.one("NM1", "QC"), loop.one("NM1", "IL")
    corrected, rendering = loop.one("NM1", "74"), loop.one("NM1", "82")
    crossover, payer = loop.one("NM1", "TT"), loop.one("NM1", "PR")
    other = loop.one("NM1", "GB")
    moa, mia = outpatient(loop), inpatient(loop)
    rendering_id = _nm1(rendering, 9)
    return ClaimPayment(
        patient_control_number=clp.get(1),
        status=clp.get(2),
        billed=amount(clp.get(3)),
        paid=amount(clp.get(4)),
        patient_responsibility=cents(clp.get(5)),
        filing_indicator=clp.get(6),
        payer_claim_control_number=clp.get(7),
        place_of_service=clp.get(8),
        frequency=clp.get(9),
        drg=clp.get(11),
        drg_weight=decimal(clp.get(12)),
        discharge_fraction=decimal(clp.get(13)),
        assigned_number=whole(group.opener.get(1)) or 0,
        adjustments=adjustments(loop.all("CAS")),
        patient=_name(patient),
        patient_member_id=_nm1(patient, 9),
        patient_id_qualifier=_nm1(patient, 8) or "MI",
        subscriber=_name(subscriber),
        subscriber_member_id=_nm1(subscriber, 9),
        subscriber_id_qualifier=_nm1(subscriber, 8) or "MI",
        subscriber_entity=_nm1(subscriber, 2) or "1",
        corrected_patient=_name(corrected),
        corrected_member_id=_nm1(corrected, 9),
        corrected_entity=_nm1(corrected, 2) or "1",
        rendering_name=_name(rendering),
        rendering_entity=_nm1(rendering, 2) or "1",
        rendering_id_qualifier=_nm1(rendering, 8) or "XX",
        rendering_npi=rendering_id if _nm1(rendering, 8) == "XX" else "",
        rendering_id="" if _nm1(rendering, 8) == "XX" else rendering_id,
        crossover_payer=_nm1(crossover, 3),
        crossover_payer_id=_nm1(crossover, 9),
        crossover_id_qualifier=_nm1(crossover, 8) or "PI",
        corrected_payer=_nm1(payer, 3),
        corrected_payer_id=_nm1(payer, 9),
        corrected_payer_id_qualifier=_nm1(payer, 8) or "PI",
        other_subscriber=_name(other),
        other_subscriber_id=_nm1(other, 9),
        other_subscriber_id_qualifier=_nm1(other, 8),
        other_subscriber_entity=_nm1(other, 2) or "1",
        remarks=(*(mia.remarks if mia else ()), *(moa.remarks if moa else ())),
        outpatient=moa,
        inpatient=mia,
        references=references(loop, mark),
        received_on=dated(loop, "DTM", "050", place=2),
        service_from=dated(loop, "DTM", "232", place=2),
        service_to=dated(loop, "DTM", "233", place=2),
        coverage_expired_on=dated(loop, "DTM", "036", place=2),
        contacts=contacts(loop),
        amounts=amounts(loop),
        lines=tuple(lines(loop, mark)),
    )


def _name(nm1: Segment | None) -> PersonName | None:
    return name(nm1) if nm1 is not None else None


def _nm1(nm1: Segment | None, place: int) -> str:
    return nm1.get(place) if nm1 is not None else ""


def _provider_adjustments(tree: Node, mark: str) -> Iterator[ProviderAdjustment]:
    for plb in tree.all("PLB"):
        for place in range(3, 15, 2):
            if not plb.get(place):
                continue
            reason, reference = components(plb.get(place), mark, 2)
            yield ProviderAdjustment(
                provider_id=plb.get(1),
                fiscal_period=day(plb.get(2)),
                reason=reason,
                reference=reference,
                amount=cents(plb.get(place + 1)) or Cents(0),
            )
