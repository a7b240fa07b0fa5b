"""How is a value said on a screen? One form for each kind: money, dates, ages, codes, counts."""

from collections.abc import Iterable
from datetime import date, datetime

from django import template
from django.utils.timezone import is_aware, localtime

from cleanclaim.core.basics import money

register = template.Library()

NONE = "–"


@register.filter
def dollars(cents: int | None) -> str:
    """Write cents in a column of money: 1,234.50; a dash where there is no amount."""
    return NONE if cents is None else money.dollars(cents)


@register.filter
def usd(cents: int | None) -> str:
    """Write cents in a sentence: $1,234.50 or −$12.00."""
    if cents is None:
        return NONE
    return f"{'−' if cents < 0 else ''}${money.dollars(abs(cents))}"


@register.filter
def day(value: date | datetime | None) -> str:
    """Write a date in the one form that all pages have: 2026-10-14."""
    if value is None:
        return NONE
    return f"{value.year:04d}-{value.month:02d}-{value.day:02d}"


@register.filter
def moment(value: date | datetime | None) -> str:
    """Write an instant to the minute, as the practice's clock shows it: 2026-10-14 09:05."""
    if value is None:
        return NONE
    if not isinstance(value, datetime):
        return day(value)
    here = localtime(value) if is_aware(value) else value
    return f"{day(here)} {here:%H:%M}"


@register.filter
def long_day(value: date | None) -> str:
    """Write a date for a patient: October 14, 2026."""
    return NONE if value is None else f"{value:%B} {value.day}, {value.year}"


@register.filter
def icd(code: str) -> str:
    """Write a diagnosis code with its point: E1122 becomes E11.22."""
    return code if "." in code or len(code) <= 3 else f"{code[:3]}.{code[3:]}"


@register.filter
def count(number: int | None) -> str:
    """Write a count with thousands separated: 1,204."""
    return NONE if number is None else f"{number:,}"


@register.filter
def percent(fraction: float | None) -> str:
    """Write a fraction of one with one decimal: 0.9432 becomes 94.3 %."""
    return NONE if fraction is None else f"{fraction * 100:.1f} %"


@register.filter
def days(number: int | None) -> str:
    """Write a span of days: 1 day, 12 days."""
    if number is None:
        return NONE
    return f"{number:,} day{'' if abs(number) == 1 else 's'}"


@register.filter
def roles(held: Iterable[str]) -> str:
    """Write a person's roles: biller, poster."""
    return ", ".join(sorted(str(role).replace("_", " ") for role in held))


@register.filter
def chief_role(held: Iterable[str]) -> str:
    """Write the one role that tells best who somebody is: manager of a manager who approves too."""
    named = sorted(str(role) for role in held)
    known = [role for role in ("manager", "coder", "biller", "poster") if role in named]
    return next(iter([*known, *named]), "").replace("_", " ")
