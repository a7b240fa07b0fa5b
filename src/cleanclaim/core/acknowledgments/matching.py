"""Which submission does each acknowledgment speak of?

An interchange is found by its control number, a transaction by group and ST number, and a claim by its own
number, which belongs to one version. So an answer to an earlier version never finds a later one.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from cleanclaim.core.acknowledgments.answers import ACCEPTING, REJECTING, Answer, Reason, Source
from cleanclaim.core.basics.findings import Finding, Place, Severity
from cleanclaim.core.facts.exchange import (
    ClaimAcknowledgment,
    ClaimAnswer,
    ClaimStatus,
    GroupAnswer,
    InterchangeAnswer,
    SegmentError,
    TransactionAnswer,
)

Acknowledged = InterchangeAnswer | GroupAnswer | ClaimAcknowledgment

_REFUSED = frozenset("RMWX")


@dataclass(frozen=True, slots=True)
class Submitted:
    """One claim version in one file, as far as an answer can name it."""

    key: UUID
    patient_control_number: str
    interchange: str  # ISA13
    group: str  # GS06
    transaction: str  # ST02
    batch: str  # BHT03
    at: datetime


@dataclass(frozen=True, slots=True)
class Heard:
    """What the answers of one file say, and which of them speak of nothing that was sent."""

    answers: tuple[tuple[UUID, Answer], ...]
    findings: tuple[Finding, ...]


def match(given: Sequence[Acknowledged], submitted: Iterable[Submitted], *, on: date) -> Heard:
    """Find the submissions that a file's acknowledgments speak of.

    submitted: those of the partner that sent the file. on: the day the file came, where an answer names no
    day of its own.
    """
    known = tuple(submitted)
    answers: list[tuple[UUID, Answer]] = []
    findings: list[Finding] = []
    for acknowledged in given:
        if isinstance(acknowledged, InterchangeAnswer):
            found = list(_interchange(acknowledged, known, on))
            missing = [] if found else [_unknown("interchange", "ISA13")]
        elif isinstance(acknowledged, GroupAnswer):
            found, missing = _group(acknowledged, known, on)
        else:
            found, missing = _claims(acknowledged, known, on)
        answers += found
        findings += missing
    return Heard(tuple(answers), tuple(findings))


def _interchange(
    answer: InterchangeAnswer, known: Sequence[Submitted], on: date
) -> Iterator[tuple[UUID, Answer]]:
    reasons = () if answer.note in ("", "000") else (Reason(kind="TA105", code=answer.note),)
    said = Answer(source=Source.INTERCHANGE, effective_on=on, status=answer.status, reasons=reasons)
    for one in known:
        if _same(one.interchange, answer.interchange):
            yield one.key, said


def _group(
    answer: GroupAnswer, known: Sequence[Submitted], on: date
) -> tuple[list[tuple[UUID, Answer]], list[Finding]]:
    """A claim follows its own ST; the group decides only for an ST that the 999 does not list."""
    found: list[tuple[UUID, Answer]] = []
    members = [one for one in known if _same(one.group, answer.group)]
    listed = {_plain(each.control_number): each for each in answer.transactions}
    for one in members:
        transaction = listed.get(_plain(one.transaction))
        if transaction is not None:
            said = Answer(
                source=Source.GROUP,
                effective_on=on,
                status=transaction.status,
                reasons=tuple(_reasons(transaction)),
            )
            found.append((one.key, said))
        elif answer.status in _REFUSED:
            reason = Reason(kind="AK901", code=answer.status)
            said = Answer(source=Source.GROUP, effective_on=on, status=answer.status, reasons=(reason,))
            found.append((one.key, said))
        elif answer.status == "A":
            found.append((one.key, Answer(source=Source.GROUP, effective_on=on, status="A")))
    ours = {_plain(one.transaction) for one in members}
    missing = [_unknown("transaction", "AK2") for number in listed if number not in ours]
    return found, missing if members else [_unknown("group", "AK1")]


def _reasons(transaction: TransactionAnswer) -> Iterator[Reason]:
    for error in transaction.errors:
        yield _reason(error)
    for note in transaction.notes:
        yield Reason(kind="IK502", code=note)


def _reason(error: SegmentError) -> Reason:
    kind, code = ("IK403", error.element_error) if error.element_error else ("IK304", error.error)
    return Reason(kind=kind, code=code, segment=error.segment_id, loop=error.loop, element=error.element)


def _claims(
    answer: ClaimAcknowledgment, known: Sequence[Submitted], on: date
) -> tuple[list[tuple[UUID, Answer]], list[Finding]]:
    by_number: dict[str, list[Submitted]] = defaultdict(list)
    for one in known:
        by_number[one.patient_control_number].append(one)
    day = answer.processed_on or answer.received_on or on
    found: list[tuple[UUID, Answer]] = []
    missing: list[Finding] = []
    for place, claim in enumerate(answer.claims, start=1):
        meant = _addressee(by_number.get(claim.patient_control_number, []), answer.batch)
        if meant is None:
            missing.append(_unknown("claim", "2200D TRN02", claim=place))
        elif claim.statuses:
            found.append((meant.key, _claim_answer(answer, claim, day)))
    if not answer.claims and answer.statuses:
        batch = [one for one in known if answer.batch and one.batch == answer.batch]
        found += [(one.key, _answer(answer, answer.statuses, answer.statuses, day)) for one in batch]
        missing += [] if batch else [_unknown("batch", "2200B TRN02")]
    return found, missing


def _addressee(candidates: Sequence[Submitted], batch: str) -> Submitted | None:
    """The submission of the named batch; else the latest, for a payer may name another's batch."""
    named = [one for one in candidates if batch and one.batch == batch]
    return max(named or candidates, key=lambda one: (one.at, one.interchange), default=None)


def _claim_answer(answer: ClaimAcknowledgment, claim: ClaimAnswer, day: date) -> Answer:
    lines = (status for line in claim.lines for status in line.statuses)
    explaining = dict.fromkeys((*claim.statuses, *claim.line_statuses, *lines))
    return _answer(answer, claim.statuses, tuple(explaining), day, claim.payer_claim_control_number)


def _answer(
    answer: ClaimAcknowledgment,
    deciding: Sequence[ClaimStatus],
    explaining: Sequence[ClaimStatus],
    day: date,
    number: str = "",
) -> Answer:
    """One STC that rejects is enough; the lines' own only explain."""
    gravest = max(deciding, key=lambda status: (status.category in REJECTING, status.category in ACCEPTING))
    return Answer(
        source=Source.CLEARINGHOUSE if answer.source_role == "AY" else Source.PAYER,
        effective_on=gravest.effective_on or day,
        status=gravest.category,
        reasons=tuple(
            Reason(kind="STC", code=status.status, category=status.category, entity=status.entity)
            for status in explaining
        ),
        payer_claim_control_number=number,
    )


def _same(ours: str, theirs: str) -> bool:
    return _plain(ours) == _plain(theirs)


def _plain(number: str) -> str:
    return number.strip().lstrip("0")


def _unknown(what: str, element: str, claim: int | None = None) -> Finding:
    return Finding(
        "acknowledgment.unknown",
        Severity.WARNING,
        f"The acknowledgment speaks of a {what} that was not sent to this partner.",
        Place(element=element, claim=claim),
    )
