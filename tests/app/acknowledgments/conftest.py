"""A claim that was sent, and what its receiver may answer."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

import pytest

from cleanclaim.app.acknowledgments import actions
from cleanclaim.app.audit.actions import Actor
from cleanclaim.app.claims.models import Claim
from cleanclaim.app.people.models import Company
from cleanclaim.app.submissions import actions as submissions
from cleanclaim.app.submissions.models import File
from cleanclaim.core import x12
from cleanclaim.core.facts.exchange import ClaimStatus

ANSWERED_AT = datetime(2026, 9, 15, 12, 0, tzinfo=UTC)


class Answers:
    """Writes what a receiver answers to a file that was sent."""

    def __init__(self, file: File) -> None:
        self.reading = x12.read(bytes(file.content))
        self.number = 0

    def _envelope(self) -> x12.Envelope:
        self.number += 1
        return x12.reply_envelope(self.reading, interchange=self.number, group=self.number, at=ANSWERED_AT)

    def ta1(self, status: str = "A", note: str = "000") -> bytes:
        answer = replace(x12.acknowledge(self.reading).interchanges[0], status=status, note=note)
        return x12.write_ta1([answer], envelope=self._envelope())

    def group(self, status: str = "A") -> bytes:
        answer = x12.acknowledge(self.reading).groups[0]
        transactions = tuple(replace(one, status=status) for one in answer.transactions)
        accepted = len(transactions) if status in "AE" else 0
        answer = replace(answer, transactions=transactions, status=status, accepted=accepted)
        return x12.write_999([answer], envelope=self._envelope())

    def claims(
        self,
        category: str = "A2",
        status: str = "20",
        entity: str = "",
        *,
        role: str = "PR",
        on: date = date(2026, 9, 15),
        number: str = "",
        batch: str = "",
        claim: str = "",
    ) -> bytes:
        answered = x12.acknowledge(self.reading).claims[0]
        said = ClaimStatus(
            category=category,
            status=status,
            entity=entity,
            effective_on=on,
            amount=self.reading.claims[0].billed,
            action="WQ" if category in ("A1", "A2") else "U",
        )
        own = tuple(
            replace(
                one,
                statuses=(said,),
                payer_claim_control_number=number,
                patient_control_number=claim or one.patient_control_number,
            )
            for one in answered.claims
        )
        told = replace(answered, source_role=role, batch=batch or answered.batch, claims=own)
        return x12.write_277ca([told], envelope=self._envelope())


@pytest.fixture
def sent_claim(ben: Actor, released_claim: Claim) -> Claim:
    submissions.send(ben)
    released_claim.refresh_from_db()
    return released_claim


@pytest.fixture
def answers(sent_claim: Claim) -> Answers:
    return Answers(File.objects.get(direction="sent"))


@pytest.fixture
def answers_to() -> Callable[[File], Answers]:
    return Answers


@pytest.fixture
def company(practice: Any) -> Company:
    return practice.company


@pytest.fixture
def take_in(company: Company, clock: Any) -> Callable[..., actions.Heard]:
    def take(content: bytes, partner: str = "sandbox") -> actions.Heard:
        return actions.take_in(content, company=company, partner=partner, clock=clock)

    return take
