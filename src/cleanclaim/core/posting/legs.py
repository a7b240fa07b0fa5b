"""Which dimensions does a leg keep? Those of its charge, of the coverage that owes it, and of its cause."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from cleanclaim.core.facts.money import Leg
from cleanclaim.core.ledger.accounts import PATIENT_RECEIVABLE, PAYER_RECEIVABLE
from cleanclaim.core.remittances.matching import ClaimOnFile, CoverageOnFile, LineOnFile


@dataclass(frozen=True, slots=True)
class ChargeOnFile:
    """A charge, as every leg about it must name it."""

    charge: UUID
    patient: UUID
    date_of_service: date
    provider: UUID | None = None
    facility: UUID | None = None
    claim: UUID | None = None

    def leg(
        self,
        account: str,
        cents: int,
        *,
        coverage: CoverageOnFile | None = None,
        remittance: UUID | None = None,
        responsibility_date: date | None = None,
        reason: str = "",
        reference: str = "",
    ) -> Leg:
        """Make a leg about this charge; coverage is the one that owes, pays or adjusts."""
        return Leg(
            account=account,
            amount=cents,
            charge=self.charge,
            patient=self.patient,
            claim=self.claim,
            remittance=remittance,
            payer=coverage.payer if coverage else None,
            plan=coverage.plan if coverage else None,
            coverage=coverage.coverage if coverage else None,
            payer_sequence=coverage.sequence if coverage else "",
            provider=self.provider,
            facility=self.facility,
            date_of_service=self.date_of_service,
            responsibility_date=responsibility_date,
            reason=reason,
            reference=reference,
        )

    def receivable(
        self, cents: int, owes: CoverageOnFile | None, *, since: date | None = None, reason: str = ""
    ) -> Leg:
        """Make a leg on what a coverage (or, for None, the patient) owes of this charge."""
        account = PATIENT_RECEIVABLE if owes is None else PAYER_RECEIVABLE
        return self.leg(account, cents, coverage=owes, responsibility_date=since, reason=reason)


def charge_of(claim: ClaimOnFile, line: LineOnFile) -> ChargeOnFile:
    """The charge that a line of a claim asks for."""
    return ChargeOnFile(
        line.charge, claim.patient, line.date_of_service, line.provider, line.facility, claim.key
    )
