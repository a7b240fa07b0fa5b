"""Which day is it, for business? Dates are dates, never instants; the clock is always passed in."""

import re
from collections.abc import Callable
from datetime import date, datetime

Clock = Callable[[], datetime]
"""Tells the present as an aware UTC instant; a demo and a test pass their own."""

_EIGHT_DIGITS = re.compile(r"[0-9]{8}", re.ASCII)


class NotADate(ValueError):
    """The text is no calendar date."""


def date_from(ccyymmdd: str) -> date:
    """Read an X12 D8 date; NotADate for anything that the calendar does not have."""
    if not _EIGHT_DIGITS.fullmatch(ccyymmdd):
        raise NotADate("not a date written CCYYMMDD")
    try:
        return date(int(ccyymmdd[:4]), int(ccyymmdd[4:6]), int(ccyymmdd[6:]))
    except ValueError as wrong:
        raise NotADate("not a day of the calendar") from wrong


def d8(day: date) -> str:
    """Write a date as X12 D8."""
    return f"{day.year:04d}{day.month:02d}{day.day:02d}"


def age_years(born: date, on: date) -> int:
    """Whole years lived; a person born on February 29 turns on March 1 in common years."""
    return on.year - born.year - ((on.month, on.day) < (born.month, born.day))
