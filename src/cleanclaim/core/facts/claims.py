"""What is asked of one payer? The claim as an 837 carries it, complete in itself."""

from datetime import date
from decimal import Decimal

from cleanclaim.core.facts.common import Address, Contact, Period, PersonName, Reference
from cleanclaim.core.facts.definition import Cents, Code, fact


@fact
class ClaimProvider:
    """A provider in one role, at claim or line level."""

    role: Code  # billing, pay_to, pay_to_plan, rendering, referring, referring_primary_care, supervising …
    entity: Code = "2"  # NM102: 1 person, 2 organization
    name: PersonName  # last holds an organization's name
    npi: str = ""
    taxonomy: Code = ""  # PRV03
    address: Address | None = None
    tax_id: str = ""
    tax_id_kind: Code = ""  # EI or SY
    id_qualifier: Code = ""  # PI or XV, of a pay-to plan
    id: str = ""  # of a pay-to plan
    references: tuple[Reference, ...] = ()  # 0B, 1G, G2, LU …
    contacts: tuple[Contact, ...] = ()


@fact
class ClaimPerson:
    """The subscriber or the patient, as on the insurance card when the claim was made."""

    entity: Code = "1"
    name: PersonName
    member_id: str = ""
    member_id_qualifier: Code = "MI"  # MI, II
    birth_date: date | None = None
    sex: Code = ""
    address: Address | None = None
    ssn: str = ""
    claim_number: str = ""  # REF*Y4
    contact: Contact | None = None
    deceased_on: date | None = None
    weight_pounds: Decimal | None = None
    pregnant: bool = False
    references: tuple[Reference, ...] = ()  # 1W


@fact
class ClaimPayer:
    """The payer that a claim is sent to, or another one that shares it."""

    name: str
    id_qualifier: Code = "PI"  # PI or XV
    id: str
    address: Address | None = None
    references: tuple[Reference, ...] = ()  # 2U, EI, FY, NF; G2, LU for the billing provider


@fact
class ClaimAdjustment:
    """Why an amount differs: group, reason and amount, always the three together (CAS)."""

    group: Code  # CO, PR, OA, PI
    reason: Code  # CARC
    amount: Cents
    quantity: Decimal | None = None


@fact
class OutpatientRemarks:
    """What a prior payer said of the claim (MOA)."""

    reimbursement_rate: Decimal | None = None
    hcpcs_payable: Cents | None = None
    remarks: tuple[Code, ...] = ()  # RARC
    esrd_paid: Cents | None = None
    nonpayable_professional: Cents | None = None


@fact
class OtherCoverage:
    """Another payer of the same claim, and what it adjudicated (2320, 2330)."""

    sequence: Code  # SBR01
    relationship: Code  # SBR02
    group_number: str = ""
    group_name: str = ""
    insurance_type: Code = ""  # SBR05
    filing_indicator: Code = ""  # SBR09
    adjustments: tuple[ClaimAdjustment, ...] = ()
    paid: Cents | None = None  # AMT*D
    noncovered: Cents | None = None  # AMT*A8
    remaining_liability: Cents | None = None  # AMT*EAF
    assignment: Code = ""  # OI03
    patient_signature_source: Code = ""  # OI04
    release: Code = ""  # OI06
    outpatient: OutpatientRemarks | None = None
    subscriber: ClaimPerson
    payer: ClaimPayer
    adjudicated_on: date | None = None  # DTP*573
    payer_claim_control_number: str = ""  # REF*F8
    authorization: str = ""  # REF*G1
    referral: str = ""  # REF*9F
    adjusted: bool = False  # REF*T4: the other payer adjusted the claim before
    providers: tuple[ClaimProvider, ...] = ()


@fact
class LineAdjudication:
    """What a prior payer did with one line (2430)."""

    payer_id: str  # SVD01, the 2330B NM109
    paid: Cents
    procedure_qualifier: Code = "HC"
    procedure: Code
    modifiers: tuple[Code, ...] = ()
    description: str = ""
    quantity: Decimal
    bundled_into: int | None = None  # SVD06
    adjustments: tuple[ClaimAdjustment, ...] = ()
    adjudicated_on: date | None = None
    remaining_liability: Cents | None = None


@fact
class Drug:
    """A drug's NDC and quantity (2410)."""

    qualifier: Code = "N4"  # N4: an NDC
    ndc: Code
    quantity: Decimal
    unit: Code  # F2, GR, ME, ML, UN
    prescription_qualifier: Code = ""
    prescription: str = ""


@fact
class Paperwork:
    """An attachment that goes another way (PWK)."""

    type: Code
    transmission: Code
    control_number: str = ""


@fact
class Condition:
    """A condition with its answers (CRC)."""

    category: Code
    answer: Code  # Y or N
    indicators: tuple[Code, ...]


@fact
class AmbulanceTransport:
    """CR1: why and how far."""

    weight_pounds: Decimal | None = None
    reason: Code
    miles: Decimal
    round_trip_purpose: str = ""
    stretcher_purpose: str = ""


@fact
class Place:
    """A place of pick-up or drop-off (2310E, 2310F, 2420G, 2420H)."""

    kind: Code  # PW or 45
    name: str = ""
    address: Address


@fact
class SpinalService:
    """CR2: the patient's condition."""

    condition: Code
    description1: str = ""
    description2: str = ""


@fact
class Measurement:
    """A test result (MEA)."""

    reference: Code
    qualifier: Code
    value: Decimal


@fact
class DurableEquipment:
    """SV5 and CR3: purchase, rental, certification."""

    procedure: Code = ""
    medical_necessity_days: Decimal | None = None
    rental_price: Cents | None = None
    purchase_price: Cents | None = None
    rental_frequency: Code = ""
    certification_type: Code = ""
    duration_months: Decimal | None = None


@fact
class FormAnswer:
    """One answer on a supporting form (LQ, FRM)."""

    form_qualifier: Code
    form: Code
    question: str
    answer: Code = ""
    text: str = ""
    day: date | None = None
    percent: Decimal | None = None


@fact
class Contract:
    """Terms that a payer and a provider agreed (CN1)."""

    type: Code
    amount: Cents | None = None
    percent: Decimal | None = None
    code: str = ""
    discount_percent: Decimal | None = None
    version: str = ""


@fact
class Repricing:
    """What a repricer says of a claim or a line (HCP)."""

    method: Code
    allowed: Cents
    saving: Cents | None = None
    organization_id: str = ""
    rate: Decimal | None = None
    approved_group: str = ""
    approved_amount: Cents | None = None
    approved_procedure_qualifier: Code = ""
    approved_procedure: Code = ""
    approved_unit: Code = ""
    approved_quantity: Decimal | None = None
    rejection: Code = ""
    policy_compliance: Code = ""
    exception: Code = ""


@fact
class DiagnosisCode:
    """One diagnosis on a claim; its place is what pointers point to."""

    qualifier: Code  # ABK principal, ABF other
    code: Code  # without the dot


@fact
class ServiceLine:
    """One line of a claim (LX)."""

    number: int  # LX01
    charge_number: str = ""  # REF*6R: our charge, echoed by the payer
    procedure_qualifier: Code = "HC"
    procedure: Code
    modifiers: tuple[Code, ...] = ()
    description: str = ""
    billed: Cents
    unit: Code = "UN"
    units: Decimal
    place_of_service: Code = ""  # where it differs from the claim's
    pointers: tuple[int, ...] = ()  # 1 is the first diagnosis
    emergency: bool = False
    epsdt: bool = False
    family_planning: bool = False
    copay_exempt: bool = False
    service: Period  # DTP*472
    prescribed_on: date | None = None
    begin_therapy_on: date | None = None
    last_certified_on: date | None = None
    recertified_on: date | None = None
    last_seen_on: date | None = None
    initial_treatment_on: date | None = None
    last_xray_on: date | None = None
    hemoglobin_test_on: date | None = None  # 738
    creatinine_test_on: date | None = None  # 739
    shipped_on: date | None = None
    authorization: str = ""  # REF*G1
    referral: str = ""  # REF*9F
    clia: str = ""  # REF*X4
    references: tuple[Reference, ...] = ()  # every other REF
    obstetric_units: Decimal | None = None  # QTY*FL
    ambulance_patients: int | None = None  # QTY*PT
    sales_tax: Cents | None = None
    postage: Cents | None = None
    purchased_amount: Cents | None = None  # PS102
    purchased_provider: str = ""  # PS101
    notes: tuple[Reference, ...] = ()  # NTE: qualifier ADD, DCP, TPO
    fixed_format: tuple[str, ...] = ()  # K3
    paperwork: tuple[Paperwork, ...] = ()
    conditions: tuple[Condition, ...] = ()
    ambulance: AmbulanceTransport | None = None
    equipment: DurableEquipment | None = None
    measurements: tuple[Measurement, ...] = ()
    contract: Contract | None = None
    repricing: Repricing | None = None
    drug: Drug | None = None
    providers: tuple[ClaimProvider, ...] = ()
    places: tuple[Place, ...] = ()
    adjudications: tuple[LineAdjudication, ...] = ()
    forms: tuple[FormAnswer, ...] = ()


@fact
class Claim:
    """The request to one payer, with its frequency code."""

    patient_control_number: str  # CLM01: ours, one per claim version
    kind: Code = "professional"  # professional, institutional, dental
    frequency: Code = "1"  # CLM05-3: 1 original, 7 replacement, 8 void
    billed: Cents  # CLM02
    place_of_service: Code  # CLM05-1
    provider_signature: Code = "Y"  # CLM06
    assignment: Code = "A"  # CLM07: A, B, C
    benefits_assigned: Code = "Y"  # CLM08
    release: Code = "Y"  # CLM09: Y or I
    patient_signature_source: Code = ""  # CLM10
    accident_auto: bool = False  # CLM11 AA
    accident_employment: bool = False  # CLM11 EM
    accident_other: bool = False  # CLM11 OA
    accident_state: Code = ""
    accident_country: Code = ""
    special_program: Code = ""  # CLM12
    delay_reason: Code = ""  # CLM20
    sequence: Code = "P"  # SBR01: whose turn this payer's is
    relationship: Code = "18"  # the patient's to the subscriber
    group_number: str = ""
    group_name: str = ""
    insurance_type: Code = ""  # SBR05: the Medicare-secondary reason
    filing_indicator: Code = ""  # SBR09
    subscriber: ClaimPerson
    patient: ClaimPerson | None = None  # None where the subscriber is the patient
    payer: ClaimPayer
    billing_provider: ClaimProvider
    currency: Code = ""
    providers: tuple[ClaimProvider, ...] = ()  # every other role
    onset_on: date | None = None  # DTP*431
    initial_treatment_on: date | None = None  # 454
    last_seen_on: date | None = None  # 304
    acute_manifestation_on: date | None = None  # 453
    accident_on: date | None = None  # 439
    last_menstrual_period_on: date | None = None  # 484
    last_xray_on: date | None = None  # 455
    prescribed_on: date | None = None  # 471
    disabled_from: date | None = None  # 314, 360
    disabled_to: date | None = None  # 314, 361
    last_worked_on: date | None = None  # 297
    work_return_on: date | None = None  # 296
    admitted_on: date | None = None  # 435
    discharged_on: date | None = None  # 096
    assumed_care_on: date | None = None  # 090
    relinquished_care_on: date | None = None  # 091
    first_contact_on: date | None = None  # 444
    repricer_received_on: date | None = None  # 050
    paperwork: tuple[Paperwork, ...] = ()
    contract: Contract | None = None
    patient_paid: Cents | None = None  # AMT*F5
    payer_claim_control_number: str = ""  # REF*F8
    authorization: str = ""  # REF*G1
    referral: str = ""  # REF*9F
    clia: str = ""  # REF*X4
    clearinghouse_number: str = ""  # REF*D9
    medical_record_number: str = ""  # REF*EA
    references: tuple[Reference, ...] = ()  # every other REF
    fixed_format: tuple[str, ...] = ()  # K3
    note: Reference | None = None  # NTE
    ambulance: AmbulanceTransport | None = None
    spinal: SpinalService | None = None
    conditions: tuple[Condition, ...] = ()  # CRC
    diagnoses: tuple[DiagnosisCode, ...] = ()
    anesthesia_procedures: tuple[Code, ...] = ()  # HI*BP, BO
    condition_codes: tuple[Code, ...] = ()  # HI*BG
    repricing: Repricing | None = None
    places: tuple[Place, ...] = ()
    other_coverages: tuple[OtherCoverage, ...] = ()
    lines: tuple[ServiceLine, ...]
