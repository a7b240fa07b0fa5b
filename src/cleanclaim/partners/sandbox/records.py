"""What does the payer find in its own records? Payers, members, plans, fees and approvals."""

import hashlib
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from cleanclaim.core.facts.claims import Claim, ClaimPerson
from cleanclaim.partners.sandbox.plans import (
    Approval,
    Fee,
    Member,
    PlanTerms,
    SandboxPayer,
    SandboxSetup,
)


def draw(seed: int, *parts: object) -> int:
    """A number that depends on nothing but the seed and these parts: chance that replays."""
    text = "\x1f".join(str(part) for part in (seed, *parts))
    return int.from_bytes(hashlib.sha256(text.encode()).digest()[:8], "big")


def patient_of(claim: Claim) -> ClaimPerson:
    """Who was treated: the patient, or the subscriber where they are one person."""
    return claim.patient if claim.patient is not None else claim.subscriber


def service_days(claim: Claim) -> tuple[date, date]:
    """The first and the last day of service on a claim."""
    firsts = [line.service.first for line in claim.lines]
    lasts = [line.service.last or line.service.first for line in claim.lines]
    return min(firsts), max(lasts)


@dataclass(frozen=True, slots=True)
class Found:
    """Whether a claim's patient is a member: the member, or what does not fit."""

    member: Member | None = None
    known_number: bool = False  # the number belongs to somebody, the birth date to nobody of them


class Records:
    """The payer's records, indexed."""

    def __init__(self, setup: SandboxSetup) -> None:
        self.seed = setup.seed
        self.setup = setup
        self.payers: dict[str, SandboxPayer] = {payer.payer_id: payer for payer in setup.payers}
        self._plans = {
            (payer.payer_id, terms.number): terms for payer in setup.payers for terms in payer.plans
        }
        self._fees = {payer.payer_id: _fees(payer.fees) for payer in setup.payers}
        self._members: dict[tuple[str, str], list[Member]] = defaultdict(list)
        for member in setup.members:
            for number in {member.member_id, member.claim_number} - {""}:
                self._members[member.payer_id, number].append(member)
        self._approvals = {(one.payer_id, one.number): one for one in setup.approvals}

    def find(self, payer: SandboxPayer, claim: Claim) -> Found:
        """Look a claim's patient up by member number (or REF*Y4) and birth date, as covered on the day."""
        patient = patient_of(claim)
        numbers = (patient.claim_number, claim.subscriber.claim_number, claim.subscriber.member_id)
        family = [one for number in numbers if number for one in self._members[payer.payer_id, number]]
        same = [one for one in family if one.birth_date == patient.birth_date]
        if not same:
            return Found(None, known_number=bool(family))
        day = service_days(claim)[0]
        return Found(next((one for one in same if covered(one, day)), same[0]), known_number=True)

    def terms(self, member: Member) -> PlanTerms:
        """The terms of a member's plan."""
        return self._plans[member.payer_id, member.plan]

    def fee(self, payer: SandboxPayer, procedure: str, modifiers: Iterable[str], on: date) -> int | None:
        """What the payer allows for one unit on a day: the modifier's own fee before the general one."""
        fees = self._fees[payer.payer_id]
        for modifier in (*modifiers, ""):
            for fee in fees.get((procedure, modifier), ()):
                if (fee.valid_from or on) <= on <= (fee.valid_to or on):
                    return fee.allowed
        return None

    def approval(self, payer: SandboxPayer, number: str) -> Approval | None:
        """A prior authorization by its number."""
        return self._approvals.get((payer.payer_id, number))


def covered(member: Member, on: date) -> bool:
    """True if the member is covered on a day."""
    return member.valid_from <= on and (member.valid_to is None or on <= member.valid_to)


def _fees(fees: Iterable[Fee]) -> dict[tuple[str, str], list[Fee]]:
    found: dict[tuple[str, str], list[Fee]] = defaultdict(list)
    for fee in fees:
        found[fee.procedure, fee.modifier].append(fee)
    return found
