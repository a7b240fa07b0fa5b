"""Who pays, by which route, under which rules and on which dates?"""

from datetime import date

from cleanclaim.core.facts.common import Address
from cleanclaim.core.facts.definition import Cents, Code, Key, fact


@fact
class Payer:
    """Who pays. Not the plan that it sells, nor the route that reaches it."""

    company: Key
    number: str
    name: str
    kind: Code  # medicare, medicaid, commercial, workers_compensation, auto, liability
    address: Address | None = None  # paper claims and appeals
    contact_telephone: str = ""
    remittance_id: str = ""  # TRN03 of its 835
    remittance_name: str = ""  # N1*PR N102
    remittance_reference: str = ""  # N104 or REF*2U


@fact
class PayerRoute:
    """A payer's identifier at one partner for one transaction."""

    payer: Key
    partner: Code  # sandbox, folder, sftp …
    transaction: Code  # 837P, 835, 270, 276 …
    identifier: str  # 2010BB NM109
    receiver_id: str = ""  # ISA08, GS03, 1000B NM109
    enrolled_on: date | None = None  # None: no enrollment needed or done


@fact
class PayerProfile:
    """A payer's rules from a day on: data, so that a rule changes without a release."""

    payer: Key
    valid_from: date
    valid_to: date | None = None
    timely_filing_days: int
    corrected_claim_days: int | None = None
    correction: Code  # replacement (7), new_claim (1), reopening
    appeal_days: int | None = None  # first level, from the remittance's date
    appeal_levels: int = 1
    expected_pay_days: int = 30
    acknowledgment_days: int = 2
    crossover_wait_days: int = 30  # after a forwarded claim, before a secondary is sent by us
    ncci: Code = ""  # medicare, medicaid or none
    required_edit_families: tuple[Code, ...] = ()
    member_id_grammar: Code = ""  # mbi, or a regular expression's name
    accepts_consultation_codes: bool = True
    source: str = ""  # the contract or manual that says so


@fact
class Plan:
    """A payer's product."""

    payer: Key
    number: str
    name: str
    filing_indicator: Code  # SBR09: MB, MC, CI, BL, HM, WC …
    type: Code = ""  # ppo, hmo, ffs, supplement …


@fact
class Coverage:
    """One person's dated membership in one plan, and its place among that person's payers."""

    practice: Key
    patient: Key
    plan: Key
    subscriber: Key
    number: str
    sequence: Code  # P, S, T, then A to H
    relationship: Code = "18"  # the patient's to the subscriber: 18 self, 01 spouse, 19 child …
    member_id: str
    group_number: str = ""
    group_name: str = ""
    medicare_secondary_reason: Code = ""  # SBR05: 12 working aged, 14 no-fault, 15 workers' compensation …
    qualified_medicare_beneficiary: bool = False  # never bill Medicare cost sharing: SSA 1902(n)(3)
    medicaid_protected: bool = False  # nominal copay at most: 42 CFR 447.15
    copay: Cents | None = None  # at the visit
    case: Key | None = None  # the accident or episode that this coverage is for, and only that
    claim_number: str = ""  # REF*Y4: workers' compensation, auto, liability
    adjuster_name: str = ""
    adjuster_telephone: str = ""
    verified_on: date | None = None
    valid_from: date
    valid_to: date | None = None


@fact
class Authorization:
    """A payer's leave for services, with what is left of it."""

    practice: Key
    coverage: Key
    number: str  # REF*G1
    procedures: tuple[Code, ...] = ()  # empty: any
    units: int | None = None  # None: unlimited
    units_used: int = 0
    valid_from: date
    valid_to: date | None = None


@fact
class Referral:
    """A referring provider's request that a plan wants to see."""

    practice: Key
    coverage: Key
    number: str  # REF*9F
    referring_provider: Key | None = None
    visits: int | None = None
    visits_used: int = 0
    valid_from: date
    valid_to: date | None = None
