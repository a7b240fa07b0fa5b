"""Which segments need no closer look? A guide's use of a segment as one pattern of what is surely right.

A segment that the pattern takes has nothing wrong with its elements; any other is looked at in detail.
Elements are cut by delimiters that no part of the pattern can match, so that it is matched in one pass.
"""

import re
from collections.abc import Callable
from functools import cache

from cleanclaim.core.x12.dictionary import Syntax, composites, segments
from cleanclaim.core.x12.grammar import ElementUse, SegmentUse
from cleanclaim.core.x12.segments import Delimiters

_DATE = r"(?:19|20)[0-9]{2}(?:0[1-9]|1[0-2])(?:0[1-9]|1[0-9]|2[0-8])"
_TIME = r"(?:[01][0-9]|2[0-3])[0-5][0-9]"


@cache
def pattern(use: SegmentUse, delimiters: Delimiters) -> re.Pattern[str]:
    """The pattern of a use under some delimiters; trailing empty elements are left to be looked for."""
    if any(
        part and part.components and _open(composites()[part.number].syntax, part.components)
        for part in use.elements
    ):
        return re.compile(r"(?!)")
    return re.compile(use.id + _sequence(use.elements, delimiters.element, delimiters), re.ASCII)


@cache
def open_rules(use: SegmentUse) -> tuple[Syntax, ...]:
    """The syntax rules that the guide's own usage does not settle already."""
    return _open(segments()[use.id].syntax, use.elements)


def _open(rules: tuple[Syntax, ...], parts: tuple[ElementUse | None, ...]) -> tuple[Syntax, ...]:
    def may_vary(place: int) -> bool:
        part = parts[place - 1] if place <= len(parts) else None
        return part is not None and not part.required

    return tuple(rule for rule in rules if any(may_vary(place) for place in rule.places))


def _sequence(parts: tuple[ElementUse | None, ...], mark: str, delimiters: Delimiters) -> str:
    """Parts behind their marks; after the last required one the rest may be missing."""
    cut = re.escape(mark)
    formats = {part.format_of for part in parts if part and part.format_of}
    text, needed = "", False
    for part in reversed(parts):
        value = "" if part is None else _value(part, part.place in formats, delimiters)
        needed = needed or (part is not None and part.required)
        if part is None:
            text = f"{cut}{text}"
        elif part.required:
            text = f"{cut}{value}{text}"
        else:
            text = f"{cut}(?:{value})?{text}"
        if not needed:
            text = f"(?:{text})?"
    return text


def _value(part: ElementUse, names_a_format: bool, delimiters: Delimiters) -> str:
    if part.components is not None:
        cut = re.escape(delimiters.component)
        return _sequence(part.components, delimiters.component, delimiters).removeprefix(cut)
    if names_a_format:
        return "D8" if part.values is None or "D8" in part.values else "(?!)"
    if part.values is not None:
        return "(?:" + "|".join(re.escape(value) for value in sorted(part.values)) + ")"
    if part.format_of is not None:
        return _DATE
    return _TYPES[part.type](part, delimiters)


def _text(part: ElementUse, delimiters: Delimiters) -> str:
    """Every printable character but the delimiters, listed: a class that excludes is slow to compile."""
    cut = {delimiters.element, delimiters.component, delimiters.repetition}
    seen = "".join(re.escape(chr(code)) for code in range(0x21, 0x7F) if chr(code) not in cut)
    return f"[ {seen}]{{{max(part.least - 1, 0)},{part.most - 1}}}[{seen}]"


def _decimal(part: ElementUse, delimiters: Delimiters) -> str:
    whole = part.most - 2 if part.most > 2 else part.most
    return f"-?[0-9]{{{part.least},{whole}}}" + (r"(?:\.[0-9]{1,2})?" if part.most > 2 else "")


def _whole(part: ElementUse, delimiters: Delimiters) -> str:
    return f"-?[0-9]{{{part.least},{part.most}}}"


def _date(part: ElementUse, delimiters: Delimiters) -> str:
    return _DATE


def _time(part: ElementUse, delimiters: Delimiters) -> str:
    return _TIME


_TYPES: dict[str, Callable[[ElementUse, Delimiters], str]] = {
    "AN": _text,
    "ID": _text,
    "R": _decimal,
    "N0": _whole,
    "N2": _whole,
    "DT": _date,
    "TM": _time,
}
