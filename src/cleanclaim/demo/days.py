"""Which days does the demo have? A fixed period that crosses the code change of October 1."""

from collections.abc import Iterator
from datetime import date, timedelta
from random import Random

FIRST_DAY = date(2026, 9, 1)
DEFAULT_DAYS = 60
LONGEST_DAYS = 90  # the reference editions that the program ships end later
DEFAULT_SEED = 7
CODE_CHANGE = date(2026, 10, 1)

_HOLIDAYS = frozenset({date(2026, 9, 7), date(2026, 11, 26), date(2026, 11, 27)})
_SATURDAY = 5


def draw(seed: int, *what: object) -> Random:
    """The one source of chance for one question: the same seed and question draw the same."""
    return Random("|".join(str(part) for part in (seed, *what)))


def all_days(days: int) -> Iterator[date]:
    """Every calendar day of the demo, first to last."""
    for after in range(days):
        yield FIRST_DAY + timedelta(days=after)


def last_day(days: int) -> date:
    """The demo's present: the last day that is played."""
    return FIRST_DAY + timedelta(days=days - 1)


def is_open(day: date) -> bool:
    """True where the practices see patients."""
    return day.weekday() < _SATURDAY and day not in _HOLIDAYS
