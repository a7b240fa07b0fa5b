"""Remittances that carry everything an 835 can carry; all of it is invented."""

from datetime import date
from decimal import Decimal

from cleanclaim.core.basics.identifiers import synthetic_npi
from cleanclaim.core.facts import remittances as r
from cleanclaim.core.facts.claims import ClaimAdjustment, OutpatientRemarks
from cleanclaim.core.facts.common import Address, Contact, PersonName, Reference
from cleanclaim.core.facts.definition import Cents

ADDRESS = Address(line1="9 Payment Road", city="Albany", state="NY", zip="12207")


def adjustment(group: str, reason: str, cents: int) -> ClaimAdjustment:
    """One adjustment."""
    return ClaimAdjustment(group=group, reason=reason, amount=Cents(cents))


def plain_line(**more: object) -> r.LinePayment:
    """137.00 = 47.28 paid + 77.86 contractual + 11.86 coinsurance."""
    values: dict[str, object] = {
        "procedure": "99214",
        "billed": Cents(13700),
        "paid": Cents(4728),
        "units": Decimal(1),
        "service_from": date(2026, 2, 10),
        "adjustments": (adjustment("CO", "45", 7786), adjustment("PR", "2", 1186)),
        "charge_number": "CLAIM1L1",
        "amounts": (r.RemittedAmount(qualifier="B6", amount=Cents(5914)),),
        "remarks": ("N130",),
    }
    return r.LinePayment(**{**values, **more})  # type: ignore[arg-type]


def plain_payment(number: str = "CLAIM1", **more: object) -> r.ClaimPayment:
    """One paid claim."""
    values: dict[str, object] = {
        "patient_control_number": number,
        "status": "1",
        "billed": Cents(13700),
        "paid": Cents(4728),
        "patient_responsibility": Cents(1186),
        "filing_indicator": "12",
        "payer_claim_control_number": "ICN1",
        "place_of_service": "11",
        "frequency": "1",
        "patient": PersonName(last="SAMPLE", first="SUE"),
        "patient_member_id": "MEM001",
        "service_from": date(2026, 2, 10),
        "service_to": date(2026, 2, 10),
        "lines": (plain_line(),),
    }
    return r.ClaimPayment(**{**values, **more})  # type: ignore[arg-type]


def plain_remittance(**more: object) -> r.Remittance:
    """One payment for one claim."""
    values: dict[str, object] = {
        "handling": "I",
        "paid": Cents(4728),
        "method": "ACH",
        "format": "CCP",
        "payer_account": r.BankAccount(
            routing_qualifier="01", routing="999999992", account_qualifier="DA", account="111"
        ),
        "originating_company": "1512345678",
        "payee_account": r.BankAccount(
            routing_qualifier="01", routing="999988880", account_qualifier="DA", account="222"
        ),
        "payment_date": date(2026, 2, 25),
        "trace_number": "EFT0001",
        "originator_id": "1512345678",
        "produced_on": date(2026, 2, 24),
        "payer": r.RemittanceParty(
            name="INVENTED HEALTH PLAN",
            address=ADDRESS,
            contacts=(Contact(function="BL", name="EDI", telephone="5555550111"),),
        ),
        "payee": r.RemittanceParty(name="INVENTED FAMILY PRACTICE", id_qualifier="XX", id=synthetic_npi(1)),
        "claims": (plain_payment(),),
    }
    return r.Remittance(**{**values, **more})  # type: ignore[arg-type]


def denied_payment() -> r.ClaimPayment:
    """A claim denied as a whole, without lines."""
    return plain_payment(
        "CLAIM2",
        status="4",
        paid=Cents(0),
        patient_responsibility=None,
        adjustments=(adjustment("CO", "29", 13700),),
        lines=(),
    )


def reversed_payment() -> r.ClaimPayment:
    """The first claim's payment taken back."""
    return plain_payment(
        status="22",
        billed=Cents(-13700),
        paid=Cents(-4728),
        patient_responsibility=None,
        lines=(
            plain_line(
                billed=Cents(-13700),
                paid=Cents(-4728),
                adjustments=(adjustment("CO", "45", -7786), adjustment("PR", "2", -1186)),
                amounts=(),
                remarks=(),
            ),
        ),
    )


def full_remittance() -> r.Remittance:
    """One payment with everything."""
    line = plain_line(
        modifiers=("25", "59"),
        revenue_code="0300",
        submitted_procedure_qualifier="HC",
        submitted_procedure="99215",
        submitted_modifiers=("25",),
        submitted_description="OFFICE VISIT",
        submitted_units=Decimal(2),
        service_to=date(2026, 2, 11),
        references=(Reference(qualifier="LU", value="SITE1"), Reference(qualifier="0K", value="POLICY1")),
        amounts=(
            r.RemittedAmount(qualifier="B6", amount=Cents(5914)),
            r.RemittedAmount(qualifier="ZK", quantity=Decimal("2.5")),
        ),
        drug_remarks=("70",),
    )
    claim = plain_payment(
        "FULL1",
        status="19",
        billed=Cents(13700),
        paid=Cents(4628),
        drg="470",
        drg_weight=Decimal("1.9"),
        discharge_fraction=Decimal("0.5"),
        assigned_number=2,
        adjustments=(adjustment("OA", "94", 100),),
        subscriber=PersonName(last="SAMPLE", first="SAM"),
        subscriber_member_id="MEM002",
        corrected_patient=PersonName(last="SAMPLES", first="SUE"),
        corrected_member_id="MEM003",
        rendering_name=PersonName(last="DOCTOR2", first="IMA"),
        rendering_npi=synthetic_npi(2),
        crossover_payer="INVENTED SUPPLEMENT",
        crossover_payer_id="SUP1",
        corrected_payer="INVENTED OTHER PLAN",
        corrected_payer_id="OTH1",
        other_subscriber=PersonName(last="OTHER", first="ONE"),
        other_subscriber_id="MEM004",
        other_subscriber_id_qualifier="MI",
        remarks=("MA07", "MA18"),
        outpatient=OutpatientRemarks(reimbursement_rate=Decimal("0.8"), remarks=("MA07", "MA18")),
        references=(Reference(qualifier="1L", value="GRP1"), Reference(qualifier="G2", value="OLD1")),
        received_on=date(2026, 2, 15),
        coverage_expired_on=date(2026, 2, 20),
        contacts=(Contact(function="CX", name="CLAIMS", telephone="5555550112", extension="3"),),
        amounts=(
            r.RemittedAmount(qualifier="AU", amount=Cents(5914)),
            r.RemittedAmount(qualifier="CA", quantity=Decimal(1)),
        ),
        lines=(line,),
    )
    return plain_remittance(
        paid=Cents(5728 - 1000 + 350),
        originating_company_supplement="SUPPLY001",
        originating_supplement="PART2",
        currency="USD",
        receiver_id="RCV001",
        version="1",
        payer=r.RemittanceParty(
            name="INVENTED HEALTH PLAN",
            id_qualifier="XV",
            id="HPID1",
            address=ADDRESS,
            references=(Reference(qualifier="2U", value="ALT1"),),
            contacts=(
                Contact(function="CX", name="CLAIMS", telephone="5555550111"),
                Contact(function="BL", name="EDI", email="edi@example.test"),
                Contact(function="IC", url="WWW.EXAMPLE.TEST"),
            ),
        ),
        payee=r.RemittanceParty(
            name="INVENTED FAMILY PRACTICE",
            id_qualifier="XX",
            id=synthetic_npi(1),
            address=ADDRESS,
            references=(Reference(qualifier="TJ", value="123456789"),),
        ),
        delivery=r.RemittanceDelivery(method="FT", name="FTP", address="FTP.EXAMPLE.TEST"),
        summaries=(
            r.ProviderSummary(
                segment="TS3",
                assigned_number=2,
                provider_id="PRV1",
                facility="11",
                fiscal_period=date(2026, 12, 31),
                claims=1,
                amounts=(r.RemittedAmount(qualifier="05", amount=Cents(13700)),),
            ),
        ),
        claims=(
            plain_payment(),
            reversed_payment(),
            plain_payment(paid=Cents(1100), adjustments=(adjustment("CO", "144", 3628),)),
            denied_payment(),
            claim,
        ),
        provider_adjustments=(
            r.ProviderAdjustment(
                provider_id=synthetic_npi(1),
                fiscal_period=date(2026, 12, 31),
                reason="WO",
                reference="CLAIM9",
                amount=Cents(1000),
            ),
            r.ProviderAdjustment(
                provider_id=synthetic_npi(1),
                fiscal_period=date(2026, 12, 31),
                reason="L6",
                amount=Cents(-350),
            ),
        ),
    )
