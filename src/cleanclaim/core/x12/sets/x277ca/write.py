"""How is a claim acknowledgment written as a 277CA?"""

from collections.abc import Iterable
from datetime import date
from itertools import groupby

from cleanclaim.core.facts.common import PersonName
from cleanclaim.core.facts.exchange import ClaimAcknowledgment, ClaimAnswer, ClaimStatus, LineAnswer
from cleanclaim.core.x12.envelope import Envelope
from cleanclaim.core.x12.writer import Element, Segments, composite, money


def body(one: ClaimAcknowledgment, envelope: Envelope) -> Segments:
    """Write one transaction: the acknowledgment of one batch."""
    out = Segments()
    made = envelope.at.date()
    number = one.number or f"{envelope.interchange:09d}"
    out.add("BHT", "0085", "08", number, made, f"{envelope.at:%H%M}", "TH")
    source = out.level(None, "20", True)
    out.add(
        "NM1", one.source_role, "2", one.source_name, "", "", "", "", one.source_id_qualifier, one.source_id
    )
    out.add("TRN", "1", one.source_trace or number)
    _write_day(out, "050", one.received_on or made)
    _write_day(out, "009", one.processed_on or made)
    receiver = out.level(source, "21", bool(one.claims))
    out.add("NM1", "41", one.receiver_entity, one.receiver_name, "", "", "", "", "46", one.receiver_id)
    out.add("TRN", "2", one.batch)
    for status in one.statuses:
        _write_status(out, [status], made)
    for segment, qualifier, value in (
        ("QTY", "90", one.accepted),
        ("QTY", "AA", one.rejected),
        ("AMT", "YU", money(one.accepted_amount)),
        ("AMT", "YY", money(one.rejected_amount)),
    ):
        if value not in (None, "", 0):
            out.add(segment, qualifier, value)
    for _, own in groupby(one.claims, _provider):
        claims = list(own)
        provider = out.level(receiver, "19", True)
        who = claims[0]
        _write_name(out, "85", who.provider_entity, who.provider, who.provider_id_qualifier, who.provider_id)
        _write_provider_totals(out, claims)
        for _, of_patient in groupby(claims, _patient):
            answers = list(of_patient)
            out.level(provider, "PT", None)
            patient = answers[0]
            _write_name(out, "QC", "1", patient.patient, patient.member_id_qualifier, patient.member_id)
            for claim in answers:
                _write_claim(out, claim, made)
    return out


def _write_provider_totals(out: Segments, claims: list[ClaimAnswer]) -> None:
    """What was received for one billing provider, and how it divides."""
    amounts: dict[bool, list[int]] = {True: [], False: []}
    for claim in claims:
        first = claim.statuses[0]
        amounts[first.action == "WQ"].append(first.amount or 0)
    out.add("TRN", "1", "0")
    received = composite("A1", "19", "PR")
    out.add("STC", received, "", "WQ", money(sum(amounts[True]) + sum(amounts[False])))
    for taken, count in ((True, "QA"), (False, "QC")):
        if amounts[taken]:
            out.add("QTY", count, len(amounts[taken]))
    for taken, total in ((True, "YU"), (False, "YY")):
        if amounts[taken]:
            out.add("AMT", total, money(sum(amounts[taken])))


def _provider(claim: ClaimAnswer) -> tuple[object, ...]:
    return claim.provider, claim.provider_entity, claim.provider_id_qualifier, claim.provider_id


def _patient(claim: ClaimAnswer) -> tuple[object, ...]:
    return claim.patient, claim.member_id_qualifier, claim.member_id


def _write_name(
    out: Segments, role: str, entity: str, name: PersonName | None, qualifier: str, id_: str
) -> None:
    known = name or PersonName(last="")
    out.add(
        "NM1",
        role,
        entity,
        known.last,
        known.first,
        known.middle,
        "",
        known.suffix,
        qualifier if id_ else "",
        id_,
    )


def _write_claim(out: Segments, claim: ClaimAnswer, made: date) -> None:
    out.add("TRN", "2", claim.patient_control_number)
    for own in _together(claim.statuses):
        _write_status(out, own, made)
    for qualifier, value in (
        ("1K", claim.payer_claim_control_number),
        ("D9", claim.clearinghouse_number),
        ("BLT", claim.bill_type),
    ):
        if value:
            out.add("REF", qualifier, value)
    _write_period(out, claim.service_from, claim.service_to)
    for line in claim.lines:
        _write_line(out, line, made)


def _together(statuses: Iterable[ClaimStatus]) -> Iterable[list[ClaimStatus]]:
    """Statuses that share date, action and amount, three to a segment."""
    for _, own in groupby(statuses, lambda one: (one.effective_on, one.action, one.amount, one.text)):
        held = list(own)
        for first in range(0, len(held), 3):
            yield held[first : first + 3]


def _write_status(out: Segments, statuses: list[ClaimStatus], made: date) -> None:
    first = statuses[0]
    second, third = (*[_status(one) for one in statuses[1:]], "", "")[:2]
    out.add(
        "STC",
        _status(first),
        first.effective_on or made,
        first.action,
        money(first.amount),
        *[""] * 5,
        second,
        third,
        first.text,
    )


def _status(one: ClaimStatus) -> Element:
    return composite(one.category, one.status, one.entity)


def _write_line(out: Segments, line: LineAnswer, made: date) -> None:
    procedure = composite(line.procedure_qualifier, line.procedure, *line.modifiers)
    out.add("SVC", procedure, money(line.billed), "", line.revenue_code, "", "", line.units)
    for own in _together(line.statuses):
        _write_status(out, own, made)
    if line.charge_number:
        out.add("REF", "FJ", line.charge_number)
    _write_period(out, line.service_from, line.service_to)


def _write_period(out: Segments, first: date | None, last: date | None) -> None:
    if first is None:
        return
    if last is None:
        _write_day(out, "472", first)
    else:
        out.add("DTP", "472", "RD8", f"{first:%Y%m%d}-{last:%Y%m%d}")


def _write_day(out: Segments, qualifier: str, day: date) -> None:
    out.add("DTP", qualifier, "D8", day)
