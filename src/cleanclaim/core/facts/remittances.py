"""What did the payer say it paid, and why not more? One 835 transaction, complete in itself."""

from datetime import date
from decimal import Decimal

from cleanclaim.core.facts.claims import ClaimAdjustment, OutpatientRemarks
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
class InpatientRemarks:
    """What the payer says of a stay (MIA)."""

    covered_days: Decimal | None = None  # MIA01
    lifetime_psychiatric_days: Decimal | None = None  # MIA03
    cost_report_days: Decimal | None = None  # MIA15
    amounts: tuple[RemittedAmount, ...] = ()  # qualifier: the element's place, 02 to 24
    remarks: tuple[Code, ...] = ()  # MIA05, MIA20 to MIA23


@fact
class BankAccount:
    """One side of an electronic payment (BPR06 to 09, BPR12 to 15)."""

    routing_qualifier: Code = ""
    routing: str = ""
    account_qualifier: Code = ""
    account: str = ""


@fact
class RemittanceDelivery:
    """How the remittance travels to the payee (RDM)."""

    method: Code
    name: str = ""
    address: str = ""


@fact
class ProviderSummary:
    """Totals of one group of claims (TS3, TS2), by the element's place."""

    segment: Code  # TS3 or TS2
    assigned_number: int  # LX01
    provider_id: str = ""  # TS301
    facility: Code = ""  # TS302
    fiscal_period: date | None = None  # TS303
    claims: int | None = None  # TS304
    amounts: tuple[RemittedAmount, ...] = ()


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
    submitted_description: str = ""
    submitted_units: Decimal | None = None
    service_from: date | None = None
    service_to: date | None = None
    adjustments: tuple[ClaimAdjustment, ...] = ()
    charge_number: str = ""  # REF*6R, echoed
    references: tuple[Reference, ...] = ()
    amounts: tuple[RemittedAmount, ...] = ()  # B6 allowed …
    remarks: tuple[Code, ...] = ()  # LQ*HE
    drug_remarks: tuple[Code, ...] = ()  # LQ*RX


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
    drg: Code = ""  # CLP11
    drg_weight: Decimal | None = None  # CLP12
    discharge_fraction: Decimal | None = None  # CLP13
    assigned_number: int = 1  # LX01
    adjustments: tuple[ClaimAdjustment, ...] = ()  # claim level
    patient: PersonName | None = None  # NM1*QC
    patient_member_id: str = ""
    patient_id_qualifier: Code = "MI"
    subscriber: PersonName | None = None  # NM1*IL
    subscriber_member_id: str = ""
    subscriber_id_qualifier: Code = "MI"
    subscriber_entity: Code = "1"
    corrected_patient: PersonName | None = None  # NM1*74
    corrected_member_id: str = ""
    corrected_entity: Code = "1"
    rendering_name: PersonName | None = None  # NM1*82
    rendering_npi: str = ""
    rendering_entity: Code = "1"
    rendering_id_qualifier: Code = "XX"
    rendering_id: str = ""  # where the qualifier is not XX
    crossover_payer: str = ""  # NM1*TT
    crossover_payer_id: str = ""
    crossover_id_qualifier: Code = "PI"
    corrected_payer: str = ""  # NM1*PR
    corrected_payer_id: str = ""
    corrected_payer_id_qualifier: Code = "PI"
    other_subscriber: PersonName | None = None  # NM1*GB
    other_subscriber_id: str = ""
    other_subscriber_id_qualifier: Code = ""
    other_subscriber_entity: Code = "1"
    remarks: tuple[Code, ...] = ()  # MOA, MIA
    outpatient: OutpatientRemarks | None = None
    inpatient: InpatientRemarks | None = None
    references: tuple[Reference, ...] = ()
    received_on: date | None = None  # DTM*050
    service_from: date | None = None  # DTM*232
    service_to: date | None = None  # DTM*233
    coverage_expired_on: date | None = None  # DTM*036
    contacts: tuple[Contact, ...] = ()
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
    format: Code = ""  # BPR05: CCP, CTX
    payer_account: BankAccount | None = None
    payee_account: BankAccount | None = None
    originating_company: str = ""  # BPR10
    originating_company_supplement: str = ""  # BPR11
    payment_date: date  # BPR16
    trace_number: str  # TRN02
    originator_id: str  # TRN03: the payer, as its bank knows it
    originating_supplement: str = ""  # TRN04
    currency: Code = ""  # CUR02
    receiver_id: str = ""  # REF*EV
    version: str = ""  # REF*F2
    produced_on: date | None = None  # DTM*405
    payer: RemittanceParty
    payee: RemittanceParty
    delivery: RemittanceDelivery | None = None
    summaries: tuple[ProviderSummary, ...] = ()
    claims: tuple[ClaimPayment, ...] = ()
    provider_adjustments: tuple[ProviderAdjustment, ...] = ()
