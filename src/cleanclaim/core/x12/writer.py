"""How are segments written? Strictly in the guide's form; what the guide cannot carry is refused."""

from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal

from cleanclaim.core.basics.dates import d8
from cleanclaim.core.basics.findings import Finding, Severity
from cleanclaim.core.basics.money import decimal_text
from cleanclaim.core.basics.refusals import NotClean
from cleanclaim.core.x12.envelope import Envelope
from cleanclaim.core.x12.grammar import Guide

Element = str | int | date | Decimal | None | Sequence[object]

_ELEMENT, _COMPONENT, _REPETITION, _TERMINATOR = "*", ":", "^", "~"
_DELIMITERS = frozenset("*:^~")


class CannotWrite(NotClean):
    """A fact that the guide cannot carry; the findings say why, without patient data."""

    def __init__(self, code: str, message: str, findings: tuple[Finding, ...] = ()) -> None:
        super().__init__(code, message)
        self.findings = findings


class Segments:
    """Collects the segments of one transaction."""

    def __init__(self) -> None:
        self.lines: list[str] = []
        self._levels = 0

    def add(self, name: str, *elements: Element) -> None:
        """Write one segment; trailing empty elements are left out."""
        texts = [_text(element) for element in elements]
        while texts and not texts[-1]:
            texts.pop()
        self.lines.append(_ELEMENT.join((name, *texts)))

    def level(self, parent: int | None, code: str, children: bool | None) -> int:
        """Write an HL and return its number."""
        self._levels += 1
        flag = "" if children is None else "1" if children else "0"
        self.add("HL", str(self._levels), "" if parent is None else str(parent), code, flag)
        return self._levels


def money(cents: int | None) -> str:
    """Cents as X12 writes them."""
    return "" if cents is None else decimal_text(cents)


def composite(*components: Element) -> tuple[Element, ...]:
    """A composite element."""
    return components


def _text(element: object) -> str:
    if element is None:
        return ""
    if isinstance(element, str):
        if _DELIMITERS.isdisjoint(element):
            return element
        raise CannotWrite(
            "delimiter-inside", "A value holds one of the characters that X12 cuts with: * : ^ ~."
        )
    if isinstance(element, bool):
        return "Y" if element else ""
    if isinstance(element, int):
        return str(element)
    if isinstance(element, date):
        return d8(element)
    if isinstance(element, Decimal):
        return number(element)
    if isinstance(element, Sequence):
        parts = [_text(part) for part in element]
        while parts and not parts[-1]:
            parts.pop()
        return _COMPONENT.join(parts)
    raise TypeError(type(element).__name__)


def number(value: Decimal | None) -> str:
    """A number without exponent and without trailing zeros."""
    if value is None:
        return ""
    text = f"{value:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def interchange(envelope: Envelope, guide: Guide, bodies: Iterable[Segments]) -> bytes:
    """Put transactions into ST and SE, one group and one interchange; check the whole before it leaves."""
    lines = [_isa(envelope), _gs(envelope, guide)]
    count = 0
    for count, body in enumerate(bodies, 1):
        number_ = f"{envelope.transaction + count - 1:04d}"
        lines.append(_line("ST", guide.transaction, number_, _st03(guide)))
        lines.extend(body.lines)
        lines.append(_line("SE", str(len(body.lines) + 2), number_))
    if not count:
        raise CannotWrite("nothing-to-write", "There is nothing to write.")
    lines.append(_line("GE", str(count), str(envelope.group)))
    lines.append(_line("IEA", "1", f"{envelope.interchange:09d}"))
    return finished(envelope, lines)


def bare(envelope: Envelope, segments: Segments) -> bytes:
    """Put segments that stand in no group into an interchange."""
    if not segments.lines:
        raise CannotWrite("nothing-to-write", "There is nothing to write.")
    return finished(
        envelope, [_isa(envelope), *segments.lines, _line("IEA", "0", f"{envelope.interchange:09d}")]
    )


def finished(envelope: Envelope, lines: list[str]) -> bytes:
    """Join the segments, and refuse what our own reader would not accept."""
    from cleanclaim.core.x12.reading import stream

    end = _TERMINATOR + ("\n" if envelope.line_ends else "")
    data = (end.join(lines) + end).encode()
    checking = stream(data)
    wrong = [one for transaction in checking for one in transaction.findings]
    wrong.extend(checking.findings)
    errors = tuple(one for one in wrong if one.severity in (Severity.FATAL, Severity.ERROR))
    if errors:
        first = errors[0]
        raise CannotWrite(first.code, f"{first.message} ({first.place})", errors)
    return data


def _st03(guide: Guide) -> str:
    return "" if guide.set == "835" else guide.release


def _line(name: str, *elements: str) -> str:
    while elements and not elements[-1]:
        elements = elements[:-1]
    return _ELEMENT.join((name, *elements))


def _isa(envelope: Envelope) -> str:
    if not 0 < envelope.interchange <= 999_999_999 or not 0 < envelope.group <= 999_999_999:
        raise CannotWrite("control-number", "A control number is from 1 to 999,999,999.")
    for party in (envelope.sender_id, envelope.receiver_id):
        if not 2 <= len(party) <= 15 or not party.isascii() or not _DELIMITERS.isdisjoint(party):
            raise CannotWrite("party-id", "A sender or receiver has 2 to 15 characters of ASCII.")
    return _ELEMENT.join(
        (
            "ISA",
            "00",
            " " * 10,
            "00",
            " " * 10,
            envelope.sender_qualifier,
            envelope.sender_id.ljust(15),
            envelope.receiver_qualifier,
            envelope.receiver_id.ljust(15),
            f"{envelope.at:%y%m%d}",
            f"{envelope.at:%H%M}",
            _REPETITION,
            "00501",
            f"{envelope.interchange:09d}",
            "1" if envelope.acknowledge else "0",
            envelope.usage,
            _COMPONENT,
        )
    )


def _gs(envelope: Envelope, guide: Guide) -> str:
    return _line(
        "GS",
        guide.functional_id,
        envelope.application_sender or envelope.sender_id,
        envelope.application_receiver or envelope.receiver_id,
        d8(envelope.at),
        f"{envelope.at:%H%M}",
        str(envelope.group),
        "X",
        guide.release,
    )
