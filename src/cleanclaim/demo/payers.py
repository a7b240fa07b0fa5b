"""Who pays in the demo, and what do they charge and allow? Invented payers with plausible terms."""

import csv
from collections.abc import Mapping
from functools import cache
from importlib import resources

from cleanclaim.core.facts.common import Address
from cleanclaim.demo.world import PayerTold, PlanTold

MEDICARE, MEDICAID, JUNIPER, MERIDIAN, HARBOR = "MEDICARE", "MEDICAID", "JUNIPER", "MERIDIAN", "HARBOR"

AUTHORIZED = ("29827", "64721", "J7325")
"""What every plan but Medicare wants to authorize beforehand."""

PREVENTIVE = (
    "99391", "99392", "99393", "99394", "99395", "99396", "99397", "G0439", "G0444", "G0008",
    "90460", "90461", "90471", "90651", "90656", "90662", "90677", "90723", "96127",
)  # fmt: skip

OFFICE_VISITS = ("99203", "99204", "99213", "99214")

NECESSITIES: Mapping[str, tuple[str, ...]] = {
    "83036": ("E08", "E09", "E10", "E11", "E13", "R73"),
    "93000": ("I", "R00", "R07", "R55"),
    "94010": ("J", "R05", "R06"),
    "94640": ("J", "R06"),
    "71046": ("J", "R05", "R07", "R91"),
}
"""Services that the payers cover for these diagnoses only."""


def payers() -> tuple[PayerTold, ...]:
    """Every payer, with the plans that it sells."""
    return (_medicare(), _medicaid(), _juniper(), _meridian(), _harbor())


def _medicare() -> PayerTold:
    return PayerTold(
        number=MEDICARE,
        name="Demo Medicare Part B",
        kind="medicare",
        payer_id="DM001",
        tax_id="990001001",
        address=Address(line1="PO Box 1001", city="Otter Bend", state="OH", zip="439031001"),
        telephone="8005550101",
        plans=(PlanTold(number="PARTB", name="Medicare Part B", filing_indicator="MB", type="ffs"),),
        timely_filing_days=365,
        corrected_claim_days=365,
        correction="new_claim",
        appeal_days=120,
        appeal_levels=5,
        expected_pay_days=14,
        ncci="medicare",
        member_id_grammar="mbi",
        percent_of_medicare=100,
    )


def _medicaid() -> PayerTold:
    return PayerTold(
        number=MEDICAID,
        name="Demo State Medicaid",
        kind="medicaid",
        payer_id="DM002",
        tax_id="990001002",
        address=Address(line1="PO Box 1002", city="Otter Bend", state="OH", zip="439031002"),
        telephone="8005550102",
        plans=(PlanTold(number="MEDICAID", name="State Medicaid", filing_indicator="MC", type="ffs"),),
        timely_filing_days=365,
        corrected_claim_days=180,
        correction="replacement",
        appeal_days=90,
        appeal_levels=2,
        expected_pay_days=21,
        ncci="medicaid",
        percent_of_medicare=68,
    )


def _juniper() -> PayerTold:
    return PayerTold(
        number=JUNIPER,
        name="Juniper Health Plan",
        kind="commercial",
        payer_id="JU100",
        tax_id="990001003",
        address=Address(line1="1 Juniper Plaza", city="Fallowfield", state="OH", zip="439041000"),
        telephone="8005550103",
        plans=(
            PlanTold(number="JPPO", name="Juniper PPO", filing_indicator="12", type="ppo"),
            PlanTold(number="JHMO", name="Juniper HMO", filing_indicator="HM", type="hmo"),
        ),
        timely_filing_days=180,
        corrected_claim_days=180,
        correction="replacement",
        appeal_days=180,
        appeal_levels=2,
        expected_pay_days=21,
        ncci="medicare",
        percent_of_medicare=124,
    )


def _meridian() -> PayerTold:
    return PayerTold(
        number=MERIDIAN,
        name="Meridian Mutual",
        kind="commercial",
        payer_id="MM200",
        tax_id="990001004",
        address=Address(line1="200 Meridian Way", city="Fallowfield", state="OH", zip="439042000"),
        telephone="8005550104",
        plans=(
            PlanTold(number="MHDHP", name="Meridian High Deductible", filing_indicator="CI", type="ppo"),
            PlanTold(number="MEMP", name="Meridian Employer", filing_indicator="CI", type="ppo"),
            PlanTold(number="MSUPG", name="Meridian Supplement G", filing_indicator="CI", type="supplement"),
        ),
        timely_filing_days=120,
        corrected_claim_days=90,
        correction="replacement",
        appeal_days=180,
        appeal_levels=2,
        expected_pay_days=25,
        ncci="medicare",
        percent_of_medicare=136,
    )


def _harbor() -> PayerTold:
    return PayerTold(
        number=HARBOR,
        name="Harbor Workers' Compensation",
        kind="workers_compensation",
        payer_id="HW300",
        tax_id="990001005",
        address=Address(line1="12 Harbor St", city="Otter Bend", state="OH", zip="439033000"),
        telephone="8005550105",
        plans=(PlanTold(number="WC", name="Workers' compensation", filing_indicator="WC", type="indemnity"),),
        timely_filing_days=365,
        corrected_claim_days=180,
        correction="new_claim",
        appeal_days=60,
        appeal_levels=1,
        expected_pay_days=30,
        ncci="none",
        percent_of_medicare=142,
    )


@cache
def prices() -> Mapping[str, tuple[int, int]]:
    """What a unit of each service is charged, and what Medicare allows for it, in cents."""
    page = resources.files("cleanclaim.demo").joinpath("prices.csv").read_text(encoding="utf-8")
    return {
        row["code"]: (int(row["charge"]), int(row["medicare"])) for row in csv.DictReader(page.splitlines())
    }


def allowed(payer: PayerTold, procedure: str) -> int:
    """What a payer's contract allows for one unit, in cents: never more than is charged."""
    charge, medicare = prices()[procedure]
    return min(charge, medicare * payer.percent_of_medicare // 100)
