"""Which functions are our own, because the engines disagree on theirs? One meaning, each engine's form.

A calendar function, a check digit and a pattern differ between SQLite, DuckDB and Spark in name, in edge
cases or in what they do with text that is no number. These five mean the same on each:

    add_days(day, n)         the day n days later; n may be negative
    add_years(day, n)        the same day n years later; February 29 becomes March 1 in common years
    days_between(a, b)       whole days from a to b, negative where b is earlier
    is_npi(text)             ten digits, the first 1 or 2, with a right check digit (45 CFR 162.406)
    full_match(text, 'x')    the whole text fits the pattern; ASCII classes only, so that all agree

Each gives NULL where an argument is NULL. The check digit could be written out with substr and CAST, but
a cast of text that is no digit is 0 on SQLite and an error on DuckDB and Spark: exactly the bad input
that the edit is for.
"""

import re
import sqlite3
from collections.abc import Callable
from datetime import date, timedelta
from functools import cache
from typing import Any

from cleanclaim.core.basics.identifiers import is_npi

NAMES: dict[str, int] = {"add_days": 2, "add_years": 2, "days_between": 2, "is_npi": 1, "full_match": 2}
"""Our own functions and how many arguments each takes."""


def add_days(day: str, n: int) -> str:
    """The day n days later."""
    return (date.fromisoformat(day) + timedelta(days=n)).isoformat()


def add_years(day: str, n: int) -> str:
    """The same day n years later; February 29 becomes March 1 in common years."""
    there = date.fromisoformat(day)
    try:
        return there.replace(year=there.year + n).isoformat()
    except ValueError:
        return date(there.year + n, 3, 1).isoformat()


def days_between(a: str, b: str) -> int:
    """Whole days from a to b."""
    return (date.fromisoformat(b) - date.fromisoformat(a)).days


@cache
def _pattern(text: str) -> re.Pattern[str]:
    return re.compile(text, re.ASCII)


def full_match(text: str, pattern: str) -> bool:
    """True where the whole text fits the pattern."""
    return bool(_pattern(pattern).fullmatch(text))


def _null_in_null_out(function: Callable[..., Any]) -> Callable[..., Any]:
    def called(*arguments: Any) -> Any:
        return None if None in arguments else function(*arguments)

    return called


def register_sqlite(connection: sqlite3.Connection) -> None:
    """Give a SQLite connection our own functions."""
    for function in (add_days, add_years, days_between, is_npi, full_match):
        name = function.__name__
        connection.create_function(name, NAMES[name], _null_in_null_out(function), deterministic=True)


_LUHN = " + ".join(
    # Doubled digits stand at the odd places of an NPI; a doubled digit above 9 loses 9.
    f"(CASE WHEN {digit} > 4 THEN {digit} * 2 - 9 ELSE {digit} * 2 END)" if place % 2 else digit
    for place, digit in ((place, f"TRY_CAST(substr(t, {place}, 1) AS INTEGER)") for place in range(1, 11))
)

DUCKDB = (
    "CREATE MACRO add_days(d, n) AS CAST(CAST(d AS DATE) + CAST(n AS INTEGER) AS DATE)",
    """CREATE MACRO add_years(d, n) AS CAST(CAST(d AS DATE) + to_years(CAST(n AS INTEGER)) AS DATE)
       + CASE WHEN day(CAST(d AS DATE)) = 29 AND month(CAST(d AS DATE)) = 2
              AND day(CAST(CAST(d AS DATE) + to_years(CAST(n AS INTEGER)) AS DATE)) = 28
         THEN 1 ELSE 0 END""",
    "CREATE MACRO days_between(a, b) AS CAST(CAST(b AS DATE) - CAST(a AS DATE) AS BIGINT)",
    f"""CREATE MACRO is_npi(t) AS CASE WHEN t IS NULL THEN NULL
        ELSE regexp_full_match(t, '[12][0-9]{{9}}') AND coalesce((24 + {_LUHN}) % 10, 1) = 0 END""",
    "CREATE MACRO full_match(t, p) AS regexp_full_match(t, p)",
)
"""The same as DuckDB macros, so that a batch is never slowed by calls into Python."""
