"""How are names, addresses, contacts, dates and amounts of any set read? Leniently.

What cannot be read is left empty here; the element checks have reported it.
"""

import re
from collections.abc import Iterable, Iterator
from datetime import date
from decimal import Decimal

from cleanclaim.core.basics.dates import NotADate, date_from
from cleanclaim.core.basics.money import NotMoney, cents_from
from cleanclaim.core.facts.claims import ClaimAdjustment
from cleanclaim.core.facts.common import Address, Contact, PersonName, Reference
from cleanclaim.core.facts.definition import Cents
from cleanclaim.core.x12.segments import Segment
from cleanclaim.core.x12.tree import Node

_NUMBER = re.compile(r"-?(?:[0-9]{1,15}(?:\.[0-9]{0,9})?|\.[0-9]{1,9})", re.ASCII)
_WHOLE = re.compile(r"[0-9]{1,9}", re.ASCII)


def cents(text: str) -> Cents | None:
    """An amount, or None."""
    try:
        return Cents(cents_from(text)) if text else None
    except NotMoney:
        return None


def amount(text: str) -> Cents:
    """An amount, or nothing."""
    return cents(text) or Cents(0)


def decimal(text: str) -> Decimal | None:
    """A number, or None; without trailing zeros, so that equal numbers are equal texts."""
    if not _NUMBER.fullmatch(text):
        return None
    number = Decimal(text)
    return number.quantize(Decimal(1)) if number == number.to_integral_value() else number.normalize()


def whole(text: str) -> int | None:
    """A whole number, or None."""
    return int(text) if _WHOLE.fullmatch(text) else None


def day(text: str) -> date | None:
    """A date written CCYYMMDD, or None; of a range its first day."""
    try:
        return date_from(text[:8] if len(text) == 17 and text[8] == "-" else text) if text else None
    except NotADate:
        return None


def dated(node: Node, segment_id: str, *qualifiers: str, place: int = 3) -> date | None:
    """The date of the first such segment."""
    return day(node.value(segment_id, place, *qualifiers))


def texts(node: Node, segment_id: str, place: int) -> dict[str, str]:
    """The element at a place of the first such segment of each qualifier."""
    found: dict[str, str] = {}
    for segment in node.all(segment_id):
        found.setdefault(segment.get(1), segment.get(place))
    return found


def name(nm1: Segment | None) -> PersonName:
    """The name in an NM1; an organization's stands in `last`."""
    if nm1 is None:
        return PersonName(last="")
    return PersonName(last=nm1.get(3), first=nm1.get(4), middle=nm1.get(5), suffix=nm1.get(7))


def address(node: Node) -> Address | None:
    """The address in N3 and N4, or None where there is neither."""
    n3, n4 = node.one("N3"), node.one("N4")
    if n3 is None and n4 is None:
        return None
    line1, line2 = (n3.get(1), n3.get(2)) if n3 else ("", "")
    if n4 is None:
        return Address(line1=line1, line2=line2, city="")
    return Address(
        line1=line1,
        line2=line2,
        city=n4.get(1),
        state=n4.get(2),
        zip=n4.get(3),
        country=n4.get(4),
        subdivision=n4.get(7),
    )


def contact(per: Segment) -> Contact:
    """The person and numbers in a PER."""
    numbers = {per.get(place): per.get(place + 1) for place in (3, 5, 7) if per.get(place)}
    return Contact(
        function=per.get(1),
        name=per.get(2),
        telephone=numbers.get("TE", ""),
        extension=numbers.get("EX", ""),
        fax=numbers.get("FX", ""),
        email=numbers.get("EM", ""),
        url=numbers.get("UR", ""),
    )


def contacts(node: Node) -> tuple[Contact, ...]:
    """Every PER of a loop."""
    return tuple(contact(per) for per in node.all("PER"))


def reference(ref: Segment, component: str) -> Reference:
    """The number in a REF, with the payer that gave it where REF04 names one."""
    of_payer = ref.get(4).split(component)
    return Reference(
        qualifier=ref.get(1),
        value=ref.get(2),
        description=ref.get(3),
        of_payer=of_payer[1] if len(of_payer) > 1 else "",
    )


def references(node: Node, component: str, *qualifiers: str) -> tuple[Reference, ...]:
    """Every REF of a loop with one of the qualifiers, or every REF."""
    return tuple(reference(ref, component) for ref in node.all("REF", *qualifiers))


def adjustments(segments: Iterable[Segment]) -> tuple[ClaimAdjustment, ...]:
    """Every reason of every CAS, one fact each."""
    return tuple(one for segment in segments for one in _reasons(segment))


def _reasons(cas: Segment) -> Iterator[ClaimAdjustment]:
    for place in range(2, 20, 3):
        if cas.get(place):
            yield ClaimAdjustment(
                group=cas.get(1),
                reason=cas.get(place),
                amount=amount(cas.get(place + 1)),
                quantity=decimal(cas.get(place + 2)),
            )


def components(text: str, mark: str, count: int) -> list[str]:
    """A composite's components, as many as asked for."""
    parts = text.split(mark)
    return [*parts[:count], *[""] * (count - len(parts))]
