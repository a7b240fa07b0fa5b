"""What does the clearinghouse say of each claim before it hands it on? Batches on their way to payers."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import date

from cleanclaim.core import x12
from cleanclaim.core.facts.claims import Claim
from cleanclaim.core.facts.exchange import ClaimAcknowledgment, ClaimAnswer
from cleanclaim.partners.sandbox.records import patient_of
from cleanclaim.partners.sandbox.screening import received, wrong_payer

_REFUSING = "U"  # STC03


@dataclass(frozen=True, slots=True)
class Waiting:
    """Claims of one batch, each with what is said of it, and the acknowledgment that they belong to."""

    answered: ClaimAcknowledgment
    claims: tuple[tuple[Claim, ClaimAnswer], ...]

    @staticmethod
    def refused(answer: ClaimAnswer) -> bool:
        """True if any status of the claim sends it back."""
        return any(status.action == _REFUSING for status in answer.statuses)

    def sent_back(self) -> list[str]:
        """The numbers of the claims that go no further."""
        return [claim.patient_control_number for claim, answer in self.claims if self.refused(answer)]

    def by_payer(self) -> dict[str, "Waiting"]:
        """What goes on, to each payer its own."""
        parts: dict[str, list[tuple[Claim, ClaimAnswer]]] = defaultdict(list)
        for claim, answer in self.claims:
            if not self.refused(answer):
                parts[claim.payer.id].append((claim, answer))
        return {payer_id: replace(self, claims=tuple(parts[payer_id])) for payer_id in sorted(parts)}

    def told_by(self, name: str, number: str, claims: tuple[tuple[Claim, ClaimAnswer], ...]) -> "Waiting":
        """The same batch, answered by its payer."""
        answered = replace(
            self.answered, source_name=name, source_id=number, source_role="PR", source_trace=""
        )
        return Waiting(answered, claims)


def at_clearinghouse(
    reading: x12.Reading, answers: tuple[ClaimAcknowledgment, ...], payers: Collection[str], on: date
) -> tuple[Waiting, ...]:
    """Pair every claim with what its form earned it; one in good form goes to its payer if there is one."""
    by_batch = {one.batch.number: one.claims for one in reading.transactions if one.batch is not None}
    batches = []
    for answered in answers:
        pairs = []
        for claim, answer in zip(by_batch[answered.batch], answered.claims, strict=True):
            if not Waiting.refused(answer):
                status = received(on) if claim.payer.id in payers else wrong_payer(on)
                answer = replace(answer, statuses=(status,))
            pairs.append((claim, replace(answer, member_id=_known_by(claim))))
        batches.append(Waiting(replace(answered, source_role="AY", source_id_qualifier="46"), tuple(pairs)))
    return tuple(batches)


def _known_by(claim: Claim) -> str:
    """What a 277CA calls the patient, who under workers' compensation has a claim number and no member's."""
    patient = patient_of(claim)
    numbers = (
        claim.subscriber.member_id,
        patient.member_id,
        patient.claim_number,
        claim.subscriber.claim_number,
    )
    return next(filter(None, numbers), claim.patient_control_number)


def acknowledgment(batch: Waiting) -> ClaimAcknowledgment:
    """The 277CA of a batch, with its counts and sums."""
    refused = [claim for claim, answer in batch.claims if batch.refused(answer)]
    taken = [claim for claim, answer in batch.claims if not batch.refused(answer)]
    return replace(
        batch.answered,
        claims=tuple(
            replace(answer, statuses=tuple(replace(one, amount=claim.billed) for one in answer.statuses))
            for claim, answer in batch.claims
        ),
        accepted=len(taken),
        rejected=len(refused),
        accepted_amount=sum(claim.billed for claim in taken),
        rejected_amount=sum(claim.billed for claim in refused),
    )
