"""What does the sandbox payer know beforehand? Its members, plans, fee schedules and policies.

These are the payer's own records. They are made beside the practice's (a demo invents both sides), and from
then on nothing is shared: what the payer knows of a service, it reads in the claim's bytes.
"""

from datetime import date

from cleanclaim.core.facts.common import Address
from cleanclaim.core.facts.definition import Cents, Code, fact


@fact
class Fee:
    """What a payer allows for one unit of one service."""

    procedure: Code
    modifier: Code = ""  # 26, TC …; empty for the service as a whole
    allowed: Cents
    valid_from: date | None = None
    valid_to: date | None = None


@fact
class Necessity:
    """A service that is only covered for some diagnoses (CO-50)."""

    procedure: Code
    diagnoses: tuple[Code, ...] = ()  # beginnings of codes without the dot: one pointed to must match


@fact
class Mismatch:
    """Diagnoses that do not go with a service (CO-11)."""

    procedure: Code
    diagnoses: tuple[Code, ...] = ()  # beginnings of codes: any that the line points to denies it


@fact
class Bundle:
    """A service that another one of the same day includes (CO-97)."""

    comprehensive: Code
    component: Code
    modifiers: tuple[Code, ...] = ("25", "59", "XE", "XP", "XS", "XU")  # on the component, each separates it


@fact
class Exclusion:
    """A service that no plan of this payer covers."""

    procedure: Code
    group: Code = "PR"
    reason: Code = "96"  # 96 not covered, 204 not under this plan
    remarks: tuple[Code, ...] = ("N130",)


@fact
class UnitLimit:
    """How many units of a service one line may have in a day (CO-222)."""

    procedure: Code
    units: int


@fact
class Approval:
    """A prior authorization that the payer gave."""

    payer_id: str
    number: str
    member_id: str
    procedures: tuple[Code, ...] = ()  # empty: any
    valid_from: date
    valid_to: date | None = None


@fact
class PlanTerms:
    """How one plan shares the allowed amount with its member."""

    number: str
    filing_indicator: Code  # SBR09; CLP06 tells the nearest that it knows
    deductible: Cents = 0  # a member and year
    coinsurance_percent: int = 0  # the member's part
    copay: Cents = 0  # a day, for copay_procedures
    copay_procedures: tuple[Code, ...] = ()
    free_procedures: tuple[Code, ...] = ()  # preventive: no cost sharing
    responsibility_limit: Cents | None = None  # a member and year


@fact
class Member:
    """One person whom a payer covers, in one plan, from a day to a day."""

    payer_id: str
    plan: str
    member_id: str  # shared by a family where the payer gives it one number
    last: str
    first: str
    birth_date: date
    sex: Code = "U"
    claim_number: str = ""  # workers' compensation: the member is found by REF*Y4
    valid_from: date
    valid_to: date | None = None
    protected: bool = False  # a qualified Medicare beneficiary: cost sharing carries an alert


@fact
class SandboxPayer:
    """One payer: who it is, how fast it is, and what its policies are."""

    payer_id: str  # 2010BB NM109
    name: str
    tax_id: str  # nine digits; TRN03 is 1 and these
    kind: Code  # medicare, medicaid, commercial, workers_compensation
    address: Address
    telephone: str
    reference: str = ""  # REF*2U
    plans: tuple[PlanTerms, ...] = ()
    fees: tuple[Fee, ...] = ()
    other_percent: int = 60  # of what is billed, for a service without a fee
    turnaround_days: int = 14  # from receipt to payment
    timely_filing_days: int = 365
    correction: Code = "replacement"  # replacement: frequency 7 and 8; new_claim: neither
    eligibility: Code = "receipt"  # receipt: rejected by 277CA; adjudication: denied as PR-26, PR-27
    coordination: Code = "supplement"  # as secondary: supplement, lesser_of, coordinated
    contractual_reason: Code = "45"  # P12 for a workers' compensation fee schedule
    sequestration_percent: int = 0  # CO-253, of what would be paid
    denied_status: Code = ""  # CLP02 of a claim without any paid line; empty: as processed
    authorized_procedures: tuple[Code, ...] = ()  # need an approval (CO-197)
    unspecified_diagnoses: tuple[Code, ...] = ()  # codes refused as principal (CO-16, M81)
    necessities: tuple[Necessity, ...] = ()
    mismatches: tuple[Mismatch, ...] = ()
    bundles: tuple[Bundle, ...] = ()
    exclusions: tuple[Exclusion, ...] = ()
    unit_limits: tuple[UnitLimit, ...] = ()
    slow_one_in: int = 0  # every how many claims one waits slow_days more; 0: none
    slow_days: int = 30
    interest_after_days: int = 30
    interest_basis_points: int = 450  # a year; PLB L6


@fact
class SandboxSetup:
    """Everything that the sandbox starts from. The same setup and files give the same answers."""

    seed: int
    clearinghouse_id: str  # its ISA06 and ISA08
    clearinghouse_name: str
    payers: tuple[SandboxPayer, ...] = ()
    members: tuple[Member, ...] = ()
    approvals: tuple[Approval, ...] = ()
