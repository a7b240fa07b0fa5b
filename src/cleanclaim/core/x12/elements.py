"""Are a segment's elements what the guide and the dictionary say? Presence, length, type, values."""

import re
from collections.abc import Callable

from cleanclaim.core.basics.dates import NotADate, date_from
from cleanclaim.core.x12.dictionary import Syntax, composites
from cleanclaim.core.x12.dictionary import segments as definitions
from cleanclaim.core.x12.grammar import ElementUse, SegmentUse
from cleanclaim.core.x12.patterns import open_rules, pattern
from cleanclaim.core.x12.segments import Delimiters, Report, Segment

_WHOLE = re.compile(r"-?[0-9]+", re.ASCII)
_DECIMAL = re.compile(r"-?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)", re.ASCII)
_TIME = re.compile(r"(?:[01][0-9]|2[0-3])[0-5][0-9](?:[0-5][0-9](?:[0-9]{1,2})?)?", re.ASCII)
_PRINTABLE = re.compile(r"[\x20-\x7e]*", re.ASCII)
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f]")


def check_elements(use: SegmentUse, segment: Segment, delimiters: Delimiters, report: Report) -> None:
    """Report everything that is wrong with one segment's elements."""
    text = segment.text
    if pattern(use, delimiters).fullmatch(text) and text[-1] != delimiters.element:
        _check_syntax(open_rules(use), use, segment, report)
    else:
        _check_each(use, segment, delimiters, report)


def _check_syntax(rules: tuple[Syntax, ...], use: SegmentUse, segment: Segment, report: Report) -> None:
    parts = segment.parts
    last = min(len(parts) - 1, len(use.elements))
    for syntax in rules:
        if syntax.kind != "R" and min(syntax.places) > last:
            continue
        broken = _broken(syntax, lambda at: at <= last and parts[at] != "")
        if broken:
            report(broken[0], segment=segment, element=broken[1], loop=use.loop.id)


def _check_each(use: SegmentUse, segment: Segment, delimiters: Delimiters, report: Report) -> None:
    """Look at every element in its turn."""
    parts = segment.parts
    rules = use.elements
    last = len(parts) - 1
    if last > len(rules):
        report("too-many-elements", segment=segment, element=len(rules) + 1, loop=use.loop.id)
        last = len(rules)
    if parts[-1] == "" and len(parts) > 1:
        report("trailing-separators", segment=segment, loop=use.loop.id)
    for place, rule in enumerate(rules, 1):
        value = parts[place] if place <= last else ""
        if rule is None:
            if value:
                report("element-not-used", segment=segment, element=place, loop=use.loop.id)
        elif not value:
            if rule.required:
                report("element-missing", segment=segment, element=place, loop=use.loop.id)
        else:
            _check_repeats(use, segment, rule, value, delimiters, report)
    _check_syntax(definitions()[use.id].syntax, use, segment, report)


def _check_repeats(
    use: SegmentUse, segment: Segment, rule: ElementUse, value: str, delimiters: Delimiters, report: Report
) -> None:
    mark = delimiters.repetition
    values = value.split(mark) if mark and mark in value else [value]
    if len(values) > rule.repeats:
        report("element-repeats", segment=segment, element=rule.place, loop=use.loop.id)
    for repeat, one in enumerate(values[: rule.repeats], 1):
        where = {"segment": segment, "element": rule.place, "loop": use.loop.id, "repeat": repeat}
        if not one:
            report("element-blank", **where)
        elif rule.components is None:
            if delimiters.component in one:
                report("element-components", **where)
            else:
                _check_value(rule, one, segment.parts, report, where)
        else:
            _check_composite(rule, one.split(delimiters.component), report, where)


def _check_composite(rule: ElementUse, parts: list[str], report: Report, where: dict[str, object]) -> None:
    components = rule.components or ()
    if len(parts) > len(components):
        report("element-components", **where)
    for place, component in enumerate(components, 1):
        value = parts[place - 1] if place <= len(parts) else ""
        at = {**where, "component": place}
        if component is None:
            if value:
                report("element-not-used", **at)
        elif not value:
            if component.required:
                report("element-missing", **at)
        else:
            _check_value(component, value, ["", *parts], report, at)
    for syntax in composites()[rule.number].syntax:
        broken = _broken(syntax, lambda at: at <= len(parts) and parts[at - 1] != "")
        if broken:
            report(broken[0], **{**where, "component": broken[1]})


def _check_value(
    rule: ElementUse, value: str, siblings: list[str], report: Report, where: dict[str, object]
) -> None:
    if not _PRINTABLE.fullmatch(value):
        report("element-characters" if _CONTROL.search(value) else "element-foreign", **where)
    elif value[-1] == " ":
        report("element-spaces" if value.strip() else "element-blank", **where)
    if rule.values is not None:
        if value not in rule.values:
            report("element-value", **where)
        return
    format_of = ""
    if rule.format_of is not None and rule.format_of < len(siblings):
        format_of = siblings[rule.format_of]
    code = _CHECKS[rule.type](rule, value, format_of)
    if code:
        report(code, **where)


def _text(rule: ElementUse, value: str, format_of: str) -> str:
    if len(value) > rule.most:
        return "element-long"
    if len(value) < rule.least:
        return "element-short"
    return _period(value, format_of) if format_of else ""


def _code(rule: ElementUse, value: str, format_of: str) -> str:
    if len(value) > rule.most:
        return "element-long"
    return "element-short" if len(value) < rule.least else ""


def _number(rule: ElementUse, value: str, format_of: str) -> str:
    if len(value) > rule.most + 2:
        return "element-long"
    if not _DECIMAL.fullmatch(value):
        return "element-characters"
    digits = len(value) - value.count("-") - value.count(".")
    if digits > rule.most:
        return "element-long"
    if rule.number == "782" and len(value.partition(".")[2].rstrip("0")) > 2:
        return "money-decimals"
    return "element-short" if digits < rule.least else ""


def _whole(rule: ElementUse, value: str, format_of: str) -> str:
    if len(value) > rule.most + 1:
        return "element-long"
    if not _WHOLE.fullmatch(value):
        return "element-characters"
    digits = len(value) - value.count("-")
    if digits > rule.most:
        return "element-long"
    return "element-short" if digits < rule.least else ""


def _date(rule: ElementUse, value: str, format_of: str) -> str:
    if len(value) > rule.most:
        return "element-long"
    return "" if is_date(value) else "element-date"


def _time(rule: ElementUse, value: str, format_of: str) -> str:
    if len(value) > rule.most:
        return "element-long"
    return "" if _TIME.fullmatch(value) else "element-time"


def _period(value: str, format_of: str) -> str:
    """A date, time or range in the form that its qualifier names."""
    if format_of == "RD8":
        first, dash, last = value.partition("-")
        if not (dash and is_date(first) and is_date(last)):
            return "element-date"
        return "date-range" if last < first else ""
    if format_of == "D8":
        return "" if is_date(value) else "element-date"
    if format_of == "DT":
        return (
            "" if len(value) >= 12 and is_date(value[:8]) and _TIME.fullmatch(value[8:]) else "element-date"
        )
    if format_of == "TM":
        return "" if _TIME.fullmatch(value) else "element-time"
    return ""


def is_date(value: str) -> bool:
    """True for a day of the calendar, from 1800 on, written CCYYMMDD."""
    try:
        return date_from(value).year >= 1800
    except NotADate:
        return False


def is_time(value: str) -> bool:
    """True for a time of day written HHMM, HHMMSS or with hundredths."""
    return len(value) <= 8 and bool(_TIME.fullmatch(value))


def _broken(syntax: Syntax, present: Callable[[int], bool]) -> tuple[str, int] | None:
    """The code of a broken syntax rule and the element that it is reported at."""
    places = syntax.places
    if syntax.kind == "C":
        if present(places[0]):
            lacking = next((place for place in places[1:] if not present(place)), 0)
            return ("element-conditional", lacking) if lacking else None
        return None
    there = [place for place in places if present(place)]
    if syntax.kind == "P":
        lacking = next((place for place in places if not present(place)), 0)
        return ("element-conditional", lacking) if there and lacking else None
    if syntax.kind == "R":
        return None if there else ("element-conditional", places[0])
    if syntax.kind == "E":
        return ("element-excluded", there[1]) if len(there) > 1 else None
    if present(places[0]) and len(there) == 1:  # L
        return ("element-conditional", places[1])
    return None


_CHECKS: dict[str, Callable[[ElementUse, str, str], str]] = {
    "AN": _text,
    "ID": _code,
    "R": _number,
    "N0": _whole,
    "N2": _whole,
    "DT": _date,
    "TM": _time,
}
