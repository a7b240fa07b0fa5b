"""What does a claim take from where? Every fact that one is built from, as of the day that it is built."""

from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from cleanclaim.core.claims.coordination import Coordination
from cleanclaim.core.facts.encounters import Case, Charge, Diagnosis, Encounter
from cleanclaim.core.facts.organisations import Enrollment, Practice, Provider, ServiceFacility
from cleanclaim.core.facts.payers import Authorization, Coverage, Payer, Plan, Referral
from cleanclaim.core.facts.people import Patient, Subscriber


@dataclass(frozen=True, slots=True, kw_only=True)
class Insurance:
    """One coverage with all that stands behind it."""

    coverage: Coverage
    subscriber: Subscriber
    plan: Plan
    payer: Payer
    payer_id: str  # of the payer's route: 2010BB NM109
    authorizations: tuple[Authorization, ...] = ()
    referrals: tuple[Referral, ...] = ()
    enrollments: tuple[Enrollment, ...] = ()  # of the practice and its providers with this payer
    answered: Coordination | None = None  # what this payer did with the claim, where it went first


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimSource:
    """Everything that the claims of one encounter to one payer are built from."""

    practice: Practice
    patient: Patient
    encounter: Encounter
    facility: ServiceFacility
    providers: Mapping[UUID, Provider]
    case: Case | None = None
    diagnoses: tuple[Diagnosis, ...]
    charges: tuple[Charge, ...]
    insurance: Insurance  # the payer that is asked
    others: tuple[Insurance, ...] = ()  # the other payers in force, in their order
    patient_paid: int | None = None
    frequency: str = "1"
    payer_claim_control_number: str = ""  # of the version that is replaced
