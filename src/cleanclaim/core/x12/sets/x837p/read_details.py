"""What else does a claim or a line tell? Paperwork, contract, ambulance, conditions, repricing, places."""

from decimal import Decimal

from cleanclaim.core.facts.claims import (
    AmbulanceTransport,
    Condition,
    Contract,
    Paperwork,
    Place,
    Repricing,
    SpinalService,
)
from cleanclaim.core.facts.common import Address
from cleanclaim.core.x12.sets.parts import address, amount, cents, decimal
from cleanclaim.core.x12.tree import Node

_NOWHERE = Address(line1="", city="")


def paperwork(loop: Node) -> tuple[Paperwork, ...]:
    """Every PWK."""
    return tuple(
        Paperwork(type=pwk.get(1), transmission=pwk.get(2), control_number=pwk.get(6))
        for pwk in loop.all("PWK")
    )


def contract(loop: Node) -> Contract | None:
    """The CN1."""
    cn1 = loop.one("CN1")
    if cn1 is None:
        return None
    return Contract(
        type=cn1.get(1),
        amount=cents(cn1.get(2)),
        percent=decimal(cn1.get(3)),
        code=cn1.get(4),
        discount_percent=decimal(cn1.get(5)),
        version=cn1.get(6),
    )


def fixed_format(loop: Node) -> tuple[str, ...]:
    """Every K3."""
    return tuple(k3.get(1) for k3 in loop.all("K3"))


def ambulance(loop: Node) -> AmbulanceTransport | None:
    """The CR1."""
    cr1 = loop.one("CR1")
    if cr1 is None:
        return None
    return AmbulanceTransport(
        weight_pounds=decimal(cr1.get(2)),
        reason=cr1.get(4),
        miles=decimal(cr1.get(6)) or Decimal(0),
        round_trip_purpose=cr1.get(9),
        stretcher_purpose=cr1.get(10),
    )


def spinal(loop: Node) -> SpinalService | None:
    """The CR2."""
    cr2 = loop.one("CR2")
    if cr2 is None:
        return None
    return SpinalService(condition=cr2.get(8), description1=cr2.get(10), description2=cr2.get(11))


def conditions(loop: Node) -> tuple[Condition, ...]:
    """Every CRC."""
    return tuple(
        Condition(
            category=crc.get(1),
            answer=crc.get(2),
            indicators=tuple(crc.get(place) for place in range(3, 8) if crc.get(place)),
        )
        for crc in loop.all("CRC")
    )


def repricing(loop: Node) -> Repricing | None:
    """The HCP."""
    hcp = loop.one("HCP")
    if hcp is None:
        return None
    return Repricing(
        method=hcp.get(1),
        allowed=amount(hcp.get(2)),
        saving=cents(hcp.get(3)),
        organization_id=hcp.get(4),
        rate=decimal(hcp.get(5)),
        approved_group=hcp.get(6),
        approved_amount=cents(hcp.get(7)),
        approved_procedure_qualifier=hcp.get(9),
        approved_procedure=hcp.get(10),
        approved_unit=hcp.get(11),
        approved_quantity=decimal(hcp.get(12)),
        rejection=hcp.get(13),
        policy_compliance=hcp.get(14),
        exception=hcp.get(15),
    )


def places(above: Node) -> tuple[Place, ...]:
    """Where an ambulance picked up and dropped off."""
    found = []
    for loop in above.children:
        if loop.opener.id == "NM1" and loop.opener.get(1) in ("PW", "45"):
            nm1 = loop.opener
            found.append(Place(kind=nm1.get(1), name=nm1.get(3), address=address(loop) or _NOWHERE))
    return tuple(found)
