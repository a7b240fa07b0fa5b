"""Which claims were taken and which were rejected? A 277CA as facts."""

from collections.abc import Iterator

from cleanclaim.core.facts.definition import Cents
from cleanclaim.core.facts.exchange import ClaimAcknowledgment, ClaimAnswer, ClaimStatus, LineAnswer
from cleanclaim.core.x12.segments import Segment
from cleanclaim.core.x12.sets import Context
from cleanclaim.core.x12.sets.parts import cents, components, dated, day, decimal, name, whole
from cleanclaim.core.x12.tree import Node


def facts(tree: Node, context: Context) -> Iterator[object]:
    """One acknowledgment for each receiver level."""
    mark = context.delimiters.component
    for source in tree.loops("2000A"):
        for receiver in source.loops("2000B"):
            yield _acknowledgment(tree, source, receiver, mark)


def _acknowledgment(tree: Node, source: Node, receiver: Node, mark: str) -> ClaimAcknowledgment:
    who, dates = source.child("2100A"), source.child("2200A")
    whom, batch = receiver.child("2100B"), receiver.child("2200B")
    return ClaimAcknowledgment(
        number=tree.value("BHT", 3),
        source_role=who.opener.get(1) if who else "",
        source_name=who.opener.get(3) if who else "",
        source_id=who.opener.get(9) if who else "",
        source_id_qualifier=who.opener.get(8) if who else "",
        source_trace=dates.value("TRN", 2) if dates else "",
        received_on=dated(dates, "DTP", "050") if dates else None,
        processed_on=dated(dates, "DTP", "009") if dates else None,
        receiver_name=whom.opener.get(3) if whom else "",
        receiver_id=whom.opener.get(9) if whom else "",
        receiver_entity=whom.opener.get(2) if whom else "",
        batch=batch.value("TRN", 2) if batch else "",
        statuses=_statuses(batch, mark) if batch else (),
        accepted=whole(batch.value("QTY", 2, "90")) if batch else None,
        rejected=whole(batch.value("QTY", 2, "AA")) if batch else None,
        accepted_amount=cents(batch.value("AMT", 2, "YU")) if batch else None,
        rejected_amount=cents(batch.value("AMT", 2, "YY")) if batch else None,
        claims=tuple(_claims(receiver, mark)),
    )


def _claims(receiver: Node, mark: str) -> Iterator[ClaimAnswer]:
    for provider in receiver.loops("2000C"):
        who = provider.child("2100C")
        for patient in provider.loops("2000D"):
            whom = patient.child("2100D")
            for claim in patient.loops("2200D"):
                yield _claim(claim, who, whom, mark)


def _claim(loop: Node, who: Node | None, whom: Node | None, mark: str) -> ClaimAnswer:
    lines = tuple(_line(line, mark) for line in loop.loops("2220D"))
    period = loop.value("DTP", 3, "472")
    return ClaimAnswer(
        patient_control_number=loop.value("TRN", 2),
        statuses=_statuses(loop, mark),
        payer_claim_control_number=loop.value("REF", 2, "1K"),
        clearinghouse_number=loop.value("REF", 2, "D9"),
        bill_type=loop.value("REF", 2, "BLT"),
        service_from=day(period),
        service_to=day(period[9:]),
        line_statuses=tuple(status for line in lines for status in line.statuses),
        lines=lines,
        patient=name(whom.opener) if whom else None,
        member_id=whom.opener.get(9) if whom else "",
        member_id_qualifier=(whom.opener.get(8) if whom else "") or "MI",
        provider=name(who.opener) if who else None,
        provider_entity=(who.opener.get(2) if who else "") or "2",
        provider_id_qualifier=(who.opener.get(8) if who else "") or "XX",
        provider_id=who.opener.get(9) if who else "",
    )


def _line(loop: Node, mark: str) -> LineAnswer:
    svc = loop.opener
    qualifier, procedure, *modifiers = components(svc.get(1), mark, 6)
    period = loop.value("DTP", 3, "472")
    return LineAnswer(
        charge_number=loop.value("REF", 2, "FJ"),
        procedure_qualifier=qualifier,
        procedure=procedure,
        modifiers=tuple(filter(None, modifiers)),
        billed=cents(svc.get(2)) or Cents(0),
        revenue_code=svc.get(4),
        units=decimal(svc.get(7)),
        service_from=day(period),
        service_to=day(period[9:]),
        statuses=_statuses(loop, mark),
    )


def _statuses(loop: Node, mark: str) -> tuple[ClaimStatus, ...]:
    return tuple(status for stc in loop.all("STC") for status in _status(stc, mark))


def _status(stc: Segment, mark: str) -> Iterator[ClaimStatus]:
    """STC01, and STC10 and STC11 where they stand; date, action and amount hold for all."""
    for place in (1, 10, 11):
        if not stc.get(place):
            continue
        category, status, entity = components(stc.get(place), mark, 3)
        yield ClaimStatus(
            category=category,
            status=status,
            entity=entity,
            effective_on=day(stc.get(2)),
            action=stc.get(3),
            amount=cents(stc.get(4)),
            text=stc.get(12),
        )
