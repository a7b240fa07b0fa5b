"""How is another payer of a claim written, with what it adjudicated?"""

from cleanclaim.core.facts.claims import OtherCoverage, OutpatientRemarks
from cleanclaim.core.facts.common import Reference
from cleanclaim.core.x12.sets.x837p.roles import OTHER_PAYER_LOOPS
from cleanclaim.core.x12.sets.x837p.write_parts import (
    write_address,
    write_adjustments,
    write_date,
    write_providers,
    write_references,
)
from cleanclaim.core.x12.writer import Segments, money


def write_other_coverage(out: Segments, one: OtherCoverage) -> None:
    """Write one 2320 loop."""
    out.add(
        "SBR",
        one.sequence,
        one.relationship,
        one.group_number,
        one.group_name,
        one.insurance_type,
        "",
        "",
        "",
        one.filing_indicator,
    )
    write_adjustments(out, one.adjustments)
    for qualifier, amount in (("D", one.paid), ("A8", one.noncovered), ("EAF", one.remaining_liability)):
        if amount is not None:
            out.add("AMT", qualifier, money(amount))
    out.add("OI", "", "", one.assignment, one.patient_signature_source, "", one.release)
    _write_remarks(out, one.outpatient)
    _write_subscriber(out, one)
    _write_payer(out, one)
    write_providers(out, one.providers, OTHER_PAYER_LOOPS, named=False)


def _write_remarks(out: Segments, one: OutpatientRemarks | None) -> None:
    if one is None:
        return
    remarks = (*one.remarks, *[""] * (5 - len(one.remarks)))
    out.add(
        "MOA",
        one.reimbursement_rate,
        money(one.hcpcs_payable),
        *remarks,
        money(one.esrd_paid),
        money(one.nonpayable_professional),
    )


def _write_subscriber(out: Segments, one: OtherCoverage) -> None:
    who, name = one.subscriber, one.subscriber.name
    out.add(
        "NM1",
        "IL",
        who.entity,
        name.last,
        name.first,
        name.middle,
        "",
        name.suffix,
        who.member_id_qualifier or "MI",
        who.member_id,
    )
    write_address(out, who.address)
    if who.ssn:
        out.add("REF", "SY", who.ssn)


def _write_payer(out: Segments, one: OtherCoverage) -> None:
    payer = one.payer
    out.add("NM1", "PR", "2", payer.name, "", "", "", "", payer.id_qualifier, payer.id)
    write_address(out, payer.address)
    write_date(out, "573", one.adjudicated_on)
    own = (
        ("G1", one.authorization),
        ("9F", one.referral),
        ("T4", "Y" if one.adjusted else ""),
        ("F8", one.payer_claim_control_number),
    )
    write_references(
        out, (*payer.references, *(Reference(qualifier=name, value=value) for name, value in own if value))
    )
