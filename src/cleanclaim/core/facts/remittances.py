"""What did the payer say it paid, and why not more? One 835 transaction, complete in itself."""

from datetime import date
from decimal import Decimal

from cleanclaim.core.facts.claims import ClaimAdjustment
from cleanclaim.core.facts.common import Address, Contact, PersonName, Reference
from cleanclaim.core.facts.definition import Cents, Code, fact

Adjustment = ClaimAdjustment


@fact
class RemittanceParty:
    """The payer (N1*PR) or the payee (N1*PE)."""

    name: str
    id_qualifier: Code = ""  # XV, FI, XX
    id: str = ""
    address: Address | None = None
    references: tuple[Reference, ...] = ()  # 2U, EO, HI, NF; PQ, TJ, D3
    contacts: tuple[Contact, ...] = ()


@fact
class RemittedAmount:
    """An amount that informs and never balances (AMT), or a count (QTY)."""

    qualifier: Code
    amount: Cents | None = None
    quantity: Decimal | None = None


@fact
class LinePayment:
    """One service as adjudicated (SVC)."""

    procedure_qualifier: Code = "HC"
    procedure: Code
    modifiers: tuple[Code, ...] = ()
    billed: Cents  # SVC02
    paid: Cents  # SVC03
    revenue_code: Code = ""
    units: Decimal | None = None  # SVC05
    submitted_procedure_qualifier: Code = ""
    submitted_procedure: Code = ""  # SVC06, where the payer changed it
    submitted_modifiers: tuple[Code, ...] = ()
    submitted_units: Decimal | None = None
    service_from: date | None = None
    service_to: date | None = None
    adjustments: tuple[ClaimAdjustment, ...] = ()
    charge_number: str = ""  # REF*6R, echoed
    references: tuple[Reference, ...] = ()
    amounts: tuple[RemittedAmount, ...] = ()  # B6 allowed …
    remarks: tuple[Code, ...] = ()  # LQ*HE


@fact
class ClaimPayment:
    """One claim as adjudicated (CLP)."""

    patient_control_number: str  # CLP01: ours, echoed
    status: Code  # CLP02; it is evidence of an order, never of a denial
    billed: Cents  # CLP03
    paid: Cents  # CLP04
    patient_responsibility: Cents | None = None  # CLP05; no term of any balance
    filing_indicator: Code = ""  # CLP06
    payer_claim_control_number: str = ""  # CLP07
    place_of_service: Code = ""  # CLP08
    frequency: Code = ""  # CLP09
    adjustments: tuple[ClaimAdjustment, ...] = ()  # claim level
    patient: PersonName | None = None  # NM1*QC
    patient_member_id: str = ""
    subscriber: PersonName | None = None  # NM1*IL
    subscriber_member_id: str = ""
    corrected_patient: PersonName | None = None  # NM1*74
    corrected_member_id: str = ""
    rendering_name: PersonName | None = None  # NM1*82
    rendering_npi: str = ""
    crossover_payer: str = ""  # NM1*TT
    crossover_payer_id: str = ""
    corrected_payer: str = ""  # NM1*PR
    corrected_payer_id: str = ""
    remarks: tuple[Code, ...] = ()  # MOA, MIA
    references: tuple[Reference, ...] = ()
    received_on: date | None = None  # DTM*050
    service_from: date | None = None  # DTM*232
    service_to: date | None = None  # DTM*233
    coverage_expired_on: date | None = None  # DTM*036
    amounts: tuple[RemittedAmount, ...] = ()  # AU, I …
    lines: tuple[LinePayment, ...] = ()


@fact
class ProviderAdjustment:
    """Money that moves beside the claims (PLB): positive takes, negative gives."""

    provider_id: str
    fiscal_period: date | None = None
    reason: Code  # WO, FB, 72, L6 …
    reference: str = ""  # PLB03-2 as it came
    amount: Cents


@fact
class Remittance:
    """One 835 transaction: one payment by one payer to one payee."""

    handling: Code  # BPR01
    paid: Cents  # BPR02
    credit_debit: Code = "C"  # BPR03
    method: Code = ""  # BPR04: ACH, CHK, NON …
    payment_date: date  # BPR16
    trace_number: str  # TRN02
    originator_id: str  # TRN03: the payer, as its bank knows it
    originating_supplement: str = ""  # TRN04
    receiver_id: str = ""  # REF*EV
    produced_on: date | None = None  # DTM*405
    payer: RemittanceParty
    payee: RemittanceParty
    claims: tuple[ClaimPayment, ...] = ()
    provider_adjustments: tuple[ProviderAdjustment, ...] = ()
