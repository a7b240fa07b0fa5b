"""What is answered to a file that was read? TA1, 999 and 277CA as facts, all from its one validation run."""

from dataclasses import dataclass, replace
from datetime import date, datetime

from cleanclaim.core.basics.dates import NotADate, date_from
from cleanclaim.core.basics.findings import Finding, Severity
from cleanclaim.core.facts.exchange import (
    ClaimAcknowledgment,
    GroupAnswer,
    InterchangeAnswer,
    SegmentError,
    TransactionAnswer,
)
from cleanclaim.core.x12.answers_of_claims import acknowledge_claims
from cleanclaim.core.x12.answers_of_segments import segment_errors
from cleanclaim.core.x12.elements import is_time
from cleanclaim.core.x12.envelope import Envelope, Party
from cleanclaim.core.x12.frames import Group, Interchange
from cleanclaim.core.x12.reading import Reading, Transaction
from cleanclaim.core.x12.rules import rules


@dataclass(frozen=True, slots=True)
class Answers:
    """The acknowledgments of one file, ready for the writers."""

    interchanges: tuple[InterchangeAnswer, ...]  # write_ta1
    groups: tuple[GroupAnswer, ...]  # write_999
    claims: tuple[ClaimAcknowledgment, ...]  # write_277ca


def acknowledge(reading: Reading, *, source: Party | None = None) -> Answers:
    """Answer every interchange, every group that is no acknowledgment, every 837 that the 999 accepts.

    `source` is who answers in the 277CA; without it, the receiver that the file names.
    """
    interchanges = tuple(_interchange(one) for one in reading.interchanges)
    refused = {answer.interchange for answer in interchanges if answer.status == "R"}
    held: dict[int, list[Transaction]] = {}
    for one in reading.transactions:
        held.setdefault(id(one.group), []).append(one)
    groups = tuple(
        _group(group, held.get(id(group), []))
        for interchange in reading.interchanges
        if interchange.control_number not in refused
        for group in interchange.groups
        if group.functional_id != "FA"
    )
    claims = tuple(
        acknowledge_claims(one, source)
        for one in reading.transactions
        if one.set == "837P" and one.interchange.control_number not in refused and _status(one) in ("A", "E")
    )
    return Answers(interchanges, groups, claims)


def reply_envelope(reading: Reading, *, interchange: int, group: int, at: datetime) -> Envelope:
    """The envelope of an answer: to the file's sender, from its receiver."""
    if not reading.interchanges:
        raise ValueError("a file without an interchange has no sender to answer")
    first = reading.interchanges[0]
    inside = first.groups[0].segment if first.groups else None
    return Envelope(
        sender_id=first.receiver_id,
        receiver_id=first.sender_id,
        sender_qualifier=first.receiver_qualifier,
        receiver_qualifier=first.sender_qualifier,
        application_sender=_application(inside.get(3) if inside else ""),
        application_receiver=_application(inside.get(2) if inside else ""),
        interchange=interchange,
        group=group,
        at=at,
        usage=first.usage,
    )


def _application(code: str) -> str:
    """A GS02 or GS03 that may be sent back; without one, the interchange's name serves."""
    return code if 2 <= len(code) <= 15 else ""


def _interchange(one: Interchange) -> InterchangeAnswer:
    """R for a header or trailer that cannot be trusted, E for lesser faults, else A."""
    wrong = [finding for finding in one.findings if finding.severity in (Severity.FATAL, Severity.ERROR)]
    notes = [note for finding in wrong if (note := rules()[finding.code].answer("ta1"))]
    number = (
        one.control_number if one.control_number.isdigit() and len(one.control_number) == 9 else "000000000"
    )
    status = "R" if any(note not in _LESSER for note in notes) else "E" if notes else "A"
    return InterchangeAnswer(
        interchange=number,
        interchange_date=_short_date(one.date),
        interchange_time=one.time if is_time(one.time) else "",
        status=status,
        note=notes[0] if notes else "000",
    )


_LESSER = ("021",)


def _short_date(text: str) -> date | None:
    try:
        return date_from(f"20{text}")
    except NotADate:
        return None


def _errors(transaction: Transaction) -> list[Finding]:
    """The findings that a 999 answers: syntax and guide."""
    grave = (Severity.FATAL, Severity.ERROR)
    return [one for one in transaction.findings if one.severity in grave and rules()[one.code].snip <= 2]


def _status(transaction: Transaction) -> str:
    return "R" if _errors(transaction) else "A"


def _transaction(transaction: Transaction) -> TransactionAnswer:
    wrong = _errors(transaction)
    notes = [note for one in wrong if (note := rules()[one.code].answer("ik5"))]
    errors: tuple[SegmentError, ...] = segment_errors(transaction, wrong)
    if errors:
        notes.append("5")
    return TransactionAnswer(
        transaction_set=transaction.segments[0].get(1),
        control_number=transaction.control_number,
        implementation=transaction.segments[0].get(3),
        status="R" if wrong else "A",
        errors=errors,
        notes=tuple(dict.fromkeys(notes))[:5],
    )


def _group(group: Group, transactions: list[Transaction]) -> GroupAnswer:
    wrong = [one for one in group.findings if one.severity in (Severity.FATAL, Severity.ERROR)]
    notes = tuple(dict.fromkeys(note for one in wrong if (note := rules()[one.code].answer("ak9"))))[:5]
    answers = tuple(_transaction(one) for one in transactions)
    if notes:
        answers = tuple(replace(one, status="R") if one.status == "A" else one for one in answers)
    accepted = sum(one.status in ("A", "E") for one in answers)
    status = "A" if accepted == len(answers) and not notes else "P" if accepted else "R"
    return GroupAnswer(
        functional_id=group.functional_id,
        group=group.control_number,
        implementation=group.implementation,
        transactions=answers,
        status=status,
        included=group.included if group.included is not None else len(answers),
        received=len(answers),
        accepted=accepted,
        notes=notes,
    )
