"""How does a 277CA answer an 837? Each claim accepted, or rejected with what its findings say."""

from collections.abc import Iterator
from datetime import date

from cleanclaim.core.basics.dates import NotADate, date_from
from cleanclaim.core.basics.findings import Finding, Severity
from cleanclaim.core.facts.claims import Claim
from cleanclaim.core.facts.definition import Cents
from cleanclaim.core.facts.exchange import ClaimAcknowledgment, ClaimAnswer, ClaimStatus
from cleanclaim.core.x12.envelope import Party
from cleanclaim.core.x12.reading import Transaction
from cleanclaim.core.x12.rules import rules
from cleanclaim.core.x12.tree import Node

_STATUSES_MOST = 3
_SHARED = ("2010AA", "2010AB", "2010AC", "2010BA", "2010BB", "2010CA")


def acknowledge_claims(transaction: Transaction, source: Party | None) -> ClaimAcknowledgment:
    """Answer every claim of one 837."""
    batch = transaction.batch
    submitter = batch.submitter if batch else Party(name="", id="")
    answering = source or (batch.receiver if batch else Party(name="", id=""))
    answers = tuple(_answers(transaction))
    taken = [one for one in answers if one.statuses[0].action == "WQ"]
    total = sum(claim.billed for claim in transaction.claims)
    accepted = sum(one.statuses[0].amount or 0 for one in taken)
    received = ClaimStatus(category="A1", status="19", entity="PR", action="WQ", amount=Cents(total))
    return ClaimAcknowledgment(
        source_name=answering.name,
        source_id=answering.id,
        receiver_name=submitter.name,
        receiver_id=submitter.id,
        receiver_entity=submitter.entity,
        batch=batch.number if batch else "",
        received_on=_made_on(transaction),
        statuses=(received,),
        accepted=len(taken),
        rejected=len(answers) - len(taken),
        accepted_amount=Cents(accepted) if taken else None,
        rejected_amount=Cents(total - accepted) if len(taken) < len(answers) else None,
        claims=answers,
    )


def _made_on(transaction: Transaction) -> date | None:
    try:
        return date_from(transaction.group.segment.get(4)) if transaction.group else None
    except NotADate:
        return None


def _answers(transaction: Transaction) -> Iterator[ClaimAnswer]:
    if transaction.tree is None:
        return
    wrong = [one for one in transaction.findings if one.severity is Severity.ERROR]
    by_claim: dict[int, list[Finding]] = {}
    by_segment: dict[int, list[Finding]] = {}
    for one in wrong:
        if one.place.claim is not None:
            by_claim.setdefault(one.place.claim, []).append(one)
        elif one.place.segment is not None:
            by_segment.setdefault(one.place.segment, []).append(one)
    entities = {segment.ordinal: segment.get(1) for segment in transaction.segments if segment.id == "NM1"}
    nodes = transaction.tree.below("2300")
    for ordinal, (node, claim) in enumerate(
        zip(nodes, transaction.claims, strict=False), transaction.first_claim
    ):
        own = [*_above(node, by_segment), *by_claim.get(ordinal, ())]
        yield _answer(claim, own, entities)


def _above(claim: Node, by_segment: dict[int, list[Finding]]) -> Iterator[Finding]:
    """The findings on the levels that the claim stands under."""
    level = claim.parent
    while level is not None and by_segment:
        for node in (level, *level.loops(*_SHARED)):
            for _, segment in node.segments:
                yield from by_segment.get(segment.ordinal, ())
        level = level.parent


def _answer(claim: Claim, wrong: list[Finding], entities: dict[int, str]) -> ClaimAnswer:
    who = claim.patient or claim.subscriber
    billing = claim.billing_provider
    dates = [line.service for line in claim.lines]
    first = min(period.first for period in dates)
    last = max(period.last or period.first for period in dates)
    return ClaimAnswer(
        patient_control_number=claim.patient_control_number,
        statuses=_statuses(claim, wrong, entities),
        clearinghouse_number=claim.clearinghouse_number,
        service_from=first,
        service_to=last if last > first else None,
        patient=who.name,
        member_id=claim.subscriber.member_id,
        member_id_qualifier=claim.subscriber.member_id_qualifier or "MI",
        provider=billing.name,
        provider_entity=billing.entity,
        provider_id_qualifier="XX" if billing.npi else "FI",
        provider_id=billing.npi or billing.tax_id,
    )


def _statuses(claim: Claim, wrong: list[Finding], entities: dict[int, str]) -> tuple[ClaimStatus, ...]:
    found: dict[tuple[str, str, str], ClaimStatus] = {}
    for one in wrong:
        answer = rules()[one.code].answer("stc")
        if not answer:
            continue
        category, _, status = answer.rpartition(":")
        entity = entities.get(one.place.segment or 0, "")
        key = (category or "A7", status, entity)
        found[key] = ClaimStatus(
            category=key[0], status=status, entity=entity, action="U", amount=claim.billed
        )
    if not found:
        return (ClaimStatus(category="A2", status="20", entity="PR", action="WQ", amount=claim.billed),)
    return tuple(found.values())[:_STATUSES_MOST]
