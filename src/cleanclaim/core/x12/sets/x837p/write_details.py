"""How are paperwork, contract, ambulance, conditions and repricing of a claim or line written?"""

from collections.abc import Sequence

from cleanclaim.core.facts.claims import (
    AmbulanceTransport,
    Condition,
    Contract,
    Paperwork,
    Place,
    Repricing,
)
from cleanclaim.core.x12.sets.x837p.write_parts import write_address
from cleanclaim.core.x12.writer import Segments, money


def write_paperwork(out: Segments, paperwork: Sequence[Paperwork]) -> None:
    """Write every PWK."""
    for one in paperwork:
        out.add(
            "PWK",
            one.type,
            one.transmission,
            "",
            "",
            "AC" if one.control_number else "",
            one.control_number,
        )


def write_contract(out: Segments, one: Contract | None) -> None:
    """Write the CN1."""
    if one is not None:
        out.add("CN1", one.type, money(one.amount), one.percent, one.code, one.discount_percent, one.version)


def write_ambulance(out: Segments, one: AmbulanceTransport | None) -> None:
    """Write the CR1."""
    if one is None:
        return
    weighs = one.weight_pounds is not None
    out.add(
        "CR1",
        "LB" if weighs else "",
        one.weight_pounds,
        "",
        one.reason,
        "DH",
        one.miles,
        "",
        "",
        one.round_trip_purpose,
        one.stretcher_purpose,
    )


def write_conditions(out: Segments, conditions: Sequence[Condition]) -> None:
    """Write every CRC."""
    for one in conditions:
        out.add("CRC", one.category, one.answer, *one.indicators)


def write_repricing(out: Segments, one: Repricing | None) -> None:
    """Write the HCP."""
    if one is None:
        return
    out.add(
        "HCP",
        one.method,
        money(one.allowed),
        money(one.saving),
        one.organization_id,
        one.rate,
        one.approved_group,
        money(one.approved_amount),
        "",
        one.approved_procedure_qualifier,
        one.approved_procedure,
        one.approved_unit,
        one.approved_quantity,
        one.rejection,
        one.policy_compliance,
        one.exception,
    )


def write_places(out: Segments, places: Sequence[Place]) -> None:
    """Write where an ambulance picked up, then where it dropped off."""
    for kind in ("PW", "45"):
        for one in places:
            if one.kind == kind:
                out.add("NM1", one.kind, "2", one.name)
                write_address(out, one.address)
