"""Claims that carry everything an 837P can carry; all people, providers and numbers are invented."""

from datetime import UTC, date, datetime
from decimal import Decimal

from cleanclaim.core import x12
from cleanclaim.core.basics.identifiers import synthetic_npi
from cleanclaim.core.facts import claims as c
from cleanclaim.core.facts.common import Address, Contact, Period, PersonName, Reference
from cleanclaim.core.facts.definition import Cents

AT = datetime(2026, 3, 2, 8, 30, tzinfo=UTC)
SERVICE = Period(first=date(2026, 2, 10))
STREET = Address(line1="10 Larch Street", line2="Suite 2", city="Springfield", state="IL", zip="627010001")
HOME = Address(line1="7 Invented Lane", city="Springfield", state="IL", zip="62701")
ABROAD = Address(line1="1 Example Row", city="Toronto", zip="M5V2T6", country="CA", subdivision="ON")

BATCH = x12.Batch(
    submitter=x12.Party(
        name="INVENTED BILLING",
        id="SUB001",
        contacts=(Contact(function="IC", name="EDI DESK", telephone="5555550100", extension="12"),),
    ),
    receiver=x12.Party(name="INVENTED CLEARINGHOUSE", id="RCV001"),
    number="BATCH0001",
)


def envelope(**changes: object) -> x12.Envelope:
    """An envelope with small control numbers."""
    values: dict[str, object] = {
        "sender_id": "SENDER01",
        "receiver_id": "RECEIVER01",
        "interchange": 101,
        "group": 11,
        "at": AT,
        "usage": "T",
    }
    return x12.Envelope(**{**values, **changes})  # type: ignore[arg-type]


def person(last: str, first: str, **more: object) -> c.ClaimPerson:
    """A person with a home, a birthday and a sex."""
    values: dict[str, object] = {
        "name": PersonName(last=last, first=first),
        "address": HOME,
        "birth_date": date(1970, 5, 17),
        "sex": "F",
    }
    return c.ClaimPerson(**{**values, **more})  # type: ignore[arg-type]


def doctor(role: str, ordinal: int, **more: object) -> c.ClaimProvider:
    """A person in a role."""
    values: dict[str, object] = {
        "role": role,
        "entity": "1",
        "name": PersonName(last=f"DOCTOR{ordinal}", first="IMA", middle="Q", suffix="JR"),
        "npi": synthetic_npi(ordinal),
    }
    return c.ClaimProvider(**{**values, **more})  # type: ignore[arg-type]


BILLING = c.ClaimProvider(
    role="billing",
    name=PersonName(last="INVENTED FAMILY PRACTICE"),
    npi=synthetic_npi(1),
    taxonomy="207Q00000X",
    address=STREET,
    tax_id="123456789",
    tax_id_kind="EI",
    references=(Reference(qualifier="0B", value="LIC1"),),
    contacts=(Contact(function="IC", name="FRONT DESK", telephone="5555550101", email="desk@example.test"),),
)
PAYER = c.ClaimPayer(
    name="INVENTED HEALTH PLAN",
    id="PAYER1",
    address=Address(line1="PO Box 9", city="Albany", state="NY", zip="12207"),
    references=(Reference(qualifier="2U", value="ALT1"), Reference(qualifier="G2", value="OLD1")),
)


def plain_claim(number: str = "CLAIM1", **more: object) -> c.Claim:
    """One claim with two lines, whose subscriber is the patient."""
    values: dict[str, object] = {
        "patient_control_number": number,
        "billed": Cents(23750),
        "place_of_service": "11",
        "group_number": "GRP1",
        "filing_indicator": "CI",
        "subscriber": person("SAMPLE", "SUE", member_id="MEM001"),
        "payer": PAYER,
        "billing_provider": BILLING,
        "providers": (doctor("rendering", 2, taxonomy="207Q00000X"),),
        "diagnoses": (
            c.DiagnosisCode(qualifier="ABK", code="J209"),
            c.DiagnosisCode(qualifier="ABF", code="I10"),
        ),
        "lines": (
            c.ServiceLine(
                number=1,
                charge_number=f"{number}L1",
                procedure="99214",
                modifiers=("25",),
                billed=Cents(20000),
                units=Decimal(1),
                pointers=(1, 2),
                service=SERVICE,
            ),
            c.ServiceLine(
                number=2,
                charge_number=f"{number}L2",
                procedure="90471",
                billed=Cents(3750),
                units=Decimal("1.5"),
                pointers=(2,),
                service=SERVICE,
            ),
        ),
    }
    return c.Claim(**{**values, **more})  # type: ignore[arg-type]


def _other_coverage() -> c.OtherCoverage:
    return c.OtherCoverage(
        sequence="P",
        relationship="01",
        group_number="GRP2",
        group_name="INVENTED UNION",
        insurance_type="12",
        filing_indicator="MB",
        adjustments=(c.ClaimAdjustment(group="OA", reason="94", amount=Cents(500), quantity=Decimal(1)),),
        paid=Cents(9500),
        noncovered=Cents(100),
        remaining_liability=Cents(2000),
        assignment="Y",
        patient_signature_source="P",
        release="Y",
        outpatient=c.OutpatientRemarks(
            reimbursement_rate=Decimal("0.8"),
            hcpcs_payable=Cents(100),
            remarks=("MA01", "MA07"),
            esrd_paid=Cents(200),
            nonpayable_professional=Cents(300),
        ),
        subscriber=c.ClaimPerson(
            name=PersonName(last="SAMPLE", first="SAM"), member_id="MEM900", address=HOME, ssn="900000001"
        ),
        payer=c.ClaimPayer(
            name="INVENTED MEDICARE",
            id="MCR1",
            address=STREET,
            references=(Reference(qualifier="FY", value="OFFICE9"),),
        ),
        adjudicated_on=date(2026, 2, 20),
        payer_claim_control_number="ICN9",
        authorization="AUTH9",
        referral="REFER9",
        adjusted=True,
        providers=(
            c.ClaimProvider(
                role="rendering",
                entity="1",
                name=PersonName(last=""),
                references=(Reference(qualifier="G2", value="OLD9"),),
            ),
        ),
    )


def _full_line() -> c.ServiceLine:
    day = date(2026, 2, 1)
    return c.ServiceLine(
        number=1,
        charge_number="FULL1L1",
        procedure="E1390",
        modifiers=("RR", "KX", "GA", "59"),
        description="OXYGEN CONCENTRATOR",
        billed=Cents(12000),
        unit="UN",
        units=Decimal(1),
        place_of_service="12",
        pointers=(1, 2, 3, 4),
        emergency=True,
        epsdt=True,
        family_planning=True,
        copay_exempt=True,
        service=Period(first=date(2026, 2, 1), last=date(2026, 2, 10)),
        prescribed_on=day,
        begin_therapy_on=day,
        last_certified_on=day,
        recertified_on=day,
        last_seen_on=day,
        initial_treatment_on=day,
        last_xray_on=day,
        hemoglobin_test_on=day,
        creatinine_test_on=day,
        shipped_on=day,
        authorization="LAUTH1",
        referral="LREF1",
        clia="11D0000001",
        references=(
            Reference(qualifier="9B", value="RP1"),
            Reference(qualifier="G1", value="LAUTH2", of_payer="MCR1"),
            Reference(qualifier="BT", value="LOT1"),
        ),
        obstetric_units=Decimal(2),
        ambulance_patients=2,
        sales_tax=Cents(100),
        postage=Cents(50),
        purchased_amount=Cents(700),
        purchased_provider="PUR1",
        notes=(
            Reference(qualifier="ADD", value="LINE NOTE"),
            Reference(qualifier="TPO", value="THIRD PARTY NOTE"),
        ),
        fixed_format=("LINE FIXED",),
        paperwork=(c.Paperwork(type="OZ", transmission="BM", control_number="PW1"),),
        conditions=(
            c.Condition(category="07", answer="Y", indicators=("01", "04")),
            c.Condition(category="70", answer="N", indicators=("65",)),
        ),
        ambulance=c.AmbulanceTransport(weight_pounds=Decimal(150), reason="A", miles=Decimal(12)),
        equipment=c.DurableEquipment(
            procedure="E1390",
            medical_necessity_days=Decimal(30),
            rental_price=Cents(12000),
            purchase_price=Cents(90000),
            rental_frequency="4",
            certification_type="I",
            duration_months=Decimal(12),
        ),
        measurements=(c.Measurement(reference="TR", qualifier="R1", value=Decimal("11.2")),),
        contract=c.Contract(
            type="02",
            amount=Cents(100),
            percent=Decimal(5),
            code="CODE",
            discount_percent=Decimal(1),
            version="V1",
        ),
        repricing=c.Repricing(
            method="03",
            allowed=Cents(11000),
            saving=Cents(1000),
            organization_id="REPRICER",
            rate=Decimal(10),
            approved_group="APG",
            approved_amount=Cents(9000),
            approved_procedure_qualifier="HC",
            approved_procedure="E1390",
            approved_unit="UN",
            approved_quantity=Decimal(1),
            rejection="T1",
            policy_compliance="1",
            exception="2",
        ),
        drug=c.Drug(
            ndc="00000000001",
            quantity=Decimal("1.25"),
            unit="ML",
            prescription_qualifier="XZ",
            prescription="RX1",
        ),
        providers=(
            doctor("rendering", 12, taxonomy="207Q00000X"),
            doctor("supervising", 13),
            doctor(
                "ordering", 14, address=STREET, contacts=(Contact(function="IC", telephone="5555550102"),)
            ),
            doctor("referring", 15, references=(Reference(qualifier="G2", value="OLD5", of_payer="MCR1"),)),
        ),
        places=(
            c.Place(kind="PW", address=HOME),
            c.Place(kind="45", name="INVENTED HOSPITAL", address=STREET),
        ),
        adjudications=(
            c.LineAdjudication(
                payer_id="MCR1",
                paid=Cents(10000),
                procedure="E1390",
                modifiers=("RR",),
                description="CONCENTRATOR",
                quantity=Decimal(1),
                adjustments=(
                    c.ClaimAdjustment(group="CO", reason="45", amount=Cents(1500)),
                    c.ClaimAdjustment(group="PR", reason="1", amount=Cents(300)),
                    c.ClaimAdjustment(group="PR", reason="2", amount=Cents(200), quantity=Decimal(2)),
                ),
                adjudicated_on=date(2026, 2, 20),
                remaining_liability=Cents(500),
            ),
        ),
        forms=(
            c.FormAnswer(form_qualifier="UT", form="484.03", question="1A", percent=Decimal(58)),
            c.FormAnswer(form_qualifier="UT", form="484.03", question="1B", answer="Y"),
            c.FormAnswer(form_qualifier="UT", form="484.03", question="5", text="TEXT", day=date(2026, 2, 1)),
        ),
    )


def full_claim() -> c.Claim:
    """One claim with everything, for a patient who is not the subscriber."""
    day = date(2026, 1, 15)
    return plain_claim(
        "FULL1",
        billed=Cents(12000),
        frequency="7",
        accident_auto=True,
        accident_other=True,
        accident_state="IL",
        patient_signature_source="P",
        special_program="02",
        delay_reason="1",
        sequence="S",
        relationship="19",
        group_name="INVENTED GROUP",
        insurance_type="",
        subscriber=person("SAMPLE", "SAM", member_id="MEM002", ssn="900000002", claim_number="PC1"),
        patient=person(
            "SAMPLE",
            "KIM",
            birth_date=date(2010, 1, 2),
            sex="M",
            claim_number="PC2",
            contact=Contact(function="IC", name="PARENT", telephone="5555550103", extension="4"),
            deceased_on=date(2026, 2, 27),
            weight_pounds=Decimal("90.5"),
            pregnant=True,
            references=(Reference(qualifier="1W", value="MEMX"),),
            address=ABROAD,
        ),
        currency="CAD",
        providers=(
            c.ClaimProvider(
                role="pay_to",
                name=PersonName(last=""),
                address=Address(line1="PO Box 8", city="Springfield", state="IL", zip="62701"),
            ),
            c.ClaimProvider(
                role="pay_to_plan",
                name=PersonName(last="INVENTED PLAN"),
                id_qualifier="PI",
                id="PLAN1",
                address=STREET,
                tax_id="987654321",
                tax_id_kind="EI",
                references=(Reference(qualifier="2U", value="ALT2"),),
            ),
            doctor("referring", 3),
            doctor("referring_primary_care", 4, references=(Reference(qualifier="0B", value="LIC4"),)),
            doctor("rendering", 5, taxonomy="207Q00000X"),
            c.ClaimProvider(
                role="facility",
                name=PersonName(last="INVENTED CLINIC"),
                npi=synthetic_npi(6),
                address=STREET,
                contacts=(Contact(function="IC", name="CLINIC", telephone="5555550104"),),
            ),
            doctor("supervising", 7),
        ),
        onset_on=day,
        initial_treatment_on=day,
        last_seen_on=day,
        acute_manifestation_on=day,
        accident_on=day,
        last_menstrual_period_on=day,
        last_xray_on=day,
        prescribed_on=day,
        disabled_from=day,
        disabled_to=date(2026, 3, 1),
        last_worked_on=day,
        work_return_on=date(2026, 4, 1),
        admitted_on=day,
        discharged_on=date(2026, 1, 20),
        assumed_care_on=day,
        relinquished_care_on=day,
        first_contact_on=day,
        repricer_received_on=day,
        paperwork=(
            c.Paperwork(type="B4", transmission="AA"),
            c.Paperwork(type="OZ", transmission="EL", control_number="PW2"),
        ),
        contract=c.Contract(type="09"),
        patient_paid=Cents(1000),
        payer_claim_control_number="ICN1",
        authorization="AUTH1",
        referral="REFER1",
        clia="11D0000000",
        clearinghouse_number="CH1",
        medical_record_number="MR1",
        references=(
            Reference(qualifier="4N", value="7"),
            Reference(qualifier="F5", value="Y"),
            Reference(qualifier="P4", value="DEMO1"),
        ),
        fixed_format=("CLAIM FIXED",),
        note=Reference(qualifier="ADD", value="CLAIM NOTE"),
        ambulance=c.AmbulanceTransport(
            reason="B",
            miles=Decimal("3.5"),
            round_trip_purpose="RETURN",
            stretcher_purpose="BEDRIDDEN",
        ),
        spinal=c.SpinalService(condition="A", description1="ACUTE", description2="BACK"),
        conditions=(
            c.Condition(category="07", answer="Y", indicators=("04", "06")),
            c.Condition(category="75", answer="Y", indicators=("IH",)),
            c.Condition(category="ZZ", answer="N", indicators=("NU",)),
        ),
        diagnoses=tuple(
            c.DiagnosisCode(qualifier="ABF" if at else "ABK", code=f"M5{at}0") for at in range(12)
        ),
        anesthesia_procedures=("00100", "00102"),
        condition_codes=("AA", "AB"),
        repricing=c.Repricing(method="00", allowed=Cents(11000)),
        places=(c.Place(kind="PW", address=HOME), c.Place(kind="45", name="", address=STREET)),
        other_coverages=(_other_coverage(),),
        lines=(_full_line(),),
    )
