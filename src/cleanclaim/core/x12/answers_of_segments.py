"""How does a 999 point at what is wrong? At segment and element, with the business unit."""

from collections.abc import Sequence

from cleanclaim.core.basics.findings import Finding
from cleanclaim.core.facts.exchange import ErrorContext, SegmentError
from cleanclaim.core.x12.dictionary import Composite, segments
from cleanclaim.core.x12.reading import Transaction
from cleanclaim.core.x12.rules import rules

_ABSENT = ("segment-missing", "loop-missing")
_CONDITIONAL = ("element-conditional", "element-excluded")
# Which element names the business unit of a set, for people who look for it.
_UNITS = {"837P": ("CLM", 1, "CLM01"), "835": ("TRN", 2, "TRN02"), "277CA": ("TRN", 2, "TRN02")}


def segment_errors(transaction: Transaction, wrong: Sequence[Finding]) -> tuple[SegmentError, ...]:
    """The findings that have a code of IK304 or IK403, in the order of the file."""
    if not wrong:
        return ()
    positions = {segment.ordinal: at for at, segment in enumerate(transaction.segments, 1)}
    units = _units(transaction)
    found = []
    for finding in wrong:
        rule = rules()[finding.code]
        position = positions.get(finding.place.segment or 0)
        segment_code, element_code = rule.answer("ik3"), rule.answer("ik4")
        if position is None or not (segment_code or element_code) or not finding.place.segment_id:
            continue
        found.append(_error(units[position], finding, position, segment_code or "8", element_code))
    return tuple(
        sorted(found, key=lambda one: (one.segment, one.error, one.element or 0, one.component or 0))
    )


def _error(unit: str, finding: Finding, position: int, segment_code: str, element_code: str) -> SegmentError:
    name = finding.place.segment_id or ""
    element, component = _element(finding)
    loop = finding.place.loop or ""
    label, _, value = unit.partition(":")
    contexts: tuple[ErrorContext, ...] = (ErrorContext(name=label, value=value[:35]),) if value else ()
    if finding.code in _CONDITIONAL:
        contexts = (
            *contexts,
            ErrorContext(
                name="SITUATIONAL TRIGGER", segment_id=name, segment=position, loop=loop, element=element
            ),
        )
    return SegmentError(
        segment_id=name,
        segment=position + 1 if finding.code in _ABSENT else position,
        loop=loop,
        error=segment_code,
        element=element if element_code else None,
        component=component if element_code else None,
        data_element=_number(name, element, component) if element_code else "",
        element_error=element_code,
        contexts=contexts,
    )


def _element(finding: Finding) -> tuple[int | None, int | None]:
    """CLM05-3 as 5 and 3."""
    place = finding.place
    if not place.element or not place.segment_id:
        return None, None
    element, _, component = place.element.removeprefix(place.segment_id).partition("-")
    return int(element), int(component) if component else None


def _number(name: str, element: int | None, component: int | None) -> str:
    """The data element's number in the dictionary; a composite as a whole has none."""
    definition = segments().get(name)
    if definition is None or element is None or element > len(definition.elements):
        return ""
    found = definition.elements[element - 1]
    if not isinstance(found, Composite):
        return str(found.number)
    if component is None or component > len(found.components):
        return ""
    return str(found.components[component - 1].number)


def _units(transaction: Transaction) -> list[str]:
    """For each position the business unit that it belongs to: label and number of the claim or payment."""
    name, place, label = _UNITS.get(transaction.set, ("", 0, ""))
    units = [""]
    for segment in transaction.segments:
        if segment.id == name:
            units.append(f"{label}:{segment.get(place)}")
        else:
            units.append("" if segment.id == "HL" else units[-1])
    return units
