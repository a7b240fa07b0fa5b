"""Do our own functions and values mean the same on SQLite and on DuckDB, and is a locked engine shut?"""

import sqlite3
from datetime import date, timedelta
from decimal import Decimal

import duckdb
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cleanclaim.core.basics.identifiers import is_npi
from cleanclaim.core.pages.engines import Duckdb, Sqlite
from cleanclaim.core.pages.tables import relation

DAYS = st.dates(date(1900, 1, 1), date(2100, 12, 31))


@pytest.fixture(scope="module")
def engines():
    with Sqlite() as sqlite, Duckdb() as duck:
        yield sqlite, duck


def both(engines, expression):
    answers = [engine.run(f"SELECT {expression}")[0][0] for engine in engines]
    assert answers[0] == answers[1], expression
    return answers[0]


@settings(max_examples=60, deadline=None)
@given(DAYS, st.integers(-1000, 1000))
def test_days_are_added_alike(engines, day, n):
    assert both(engines, f"add_days('{day}', {n})") == (day + timedelta(days=n)).isoformat()


@settings(max_examples=60, deadline=None)
@given(DAYS, DAYS)
def test_days_between_are_counted_alike(engines, a, b):
    assert both(engines, f"days_between('{a}', '{b}')") == (b - a).days


@settings(max_examples=60, deadline=None)
@given(DAYS, st.integers(-30, 30))
def test_years_are_added_alike(engines, day, n):
    both(engines, f"add_years('{day}', {n})")


@pytest.mark.parametrize(
    ("day", "n", "there"),
    [
        ("2024-02-29", 1, "2025-03-01"),
        ("2024-02-29", 4, "2028-02-29"),
        ("2023-03-01", 1, "2024-03-01"),
        ("2024-02-28", 1, "2025-02-28"),
        ("2024-02-29", -3, "2021-03-01"),
    ],
)
def test_february_29_becomes_march_1_in_common_years(engines, day, n, there):
    assert both(engines, f"add_years('{day}', {n})") == there


@settings(max_examples=100, deadline=None)
@given(st.from_regex(r"[0-9]{10}", fullmatch=True) | st.text("0123456789OIl -", max_size=12))
def test_an_npi_is_judged_alike_whatever_the_text(engines, text):
    assert both(engines, f"is_npi('{text}')") == int(is_npi(text))


@pytest.mark.parametrize("text", ["1999000007", "1999000015", "2000000002"])
def test_a_right_npi_is_right(engines, text):
    assert both(engines, f"is_npi('{text}')") == int(is_npi(text)) == 1


def test_nothing_in_gives_nothing_out(engines):
    calls = ["add_days(NULL, 1)", "add_years(NULL, 1)", "days_between(NULL, '2026-01-01')"]
    for call in (*calls, "is_npi(NULL)", "full_match(NULL, 'x')"):
        assert both(engines, call) is None


def test_values_come_back_alike():
    held = relation("held", day="date", flag="boolean", number="decimal", text="text", cents="cents")
    row = (date(2026, 10, 1), True, Decimal("1.5"), "x", 7)
    with Sqlite() as sqlite, Duckdb() as duck:
        for engine in (sqlite, duck):
            engine.add(held, [row, (None,) * 5])
        asked = "SELECT h.day, h.flag, h.number, h.text, h.cents FROM held h WHERE h.flag"
        assert sqlite.run(asked) == duck.run(asked) == [("2026-10-01", 1, 1.5, "x", 7)]


@pytest.mark.parametrize(
    "sql",
    [
        "CREATE TABLE x (a)",
        "INSERT INTO held VALUES (1)",
        "DELETE FROM held",
        "ATTACH ':memory:' AS other",
        "PRAGMA writable_schema = ON",
    ],
)
def test_a_locked_sqlite_only_reads(sql):
    with Sqlite() as engine:
        engine.add(relation("held", a="integer"), [(1,)])
        engine.lock()
        with pytest.raises(sqlite3.DatabaseError, match="not authorized"):
            engine.run(sql)
        assert engine.run("SELECT h.a FROM held h") == [(1,)]


@pytest.mark.parametrize(
    "sql",
    [
        "COPY held TO '{}/x.csv'",
        "ATTACH '{}/x.db' AS other",
        "SELECT * FROM read_text('{}/y')",
        "INSTALL httpfs",
        "SET enable_external_access = true",
        "SET memory_limit = '100GB'",
    ],
)
def test_a_locked_duckdb_touches_no_file_and_no_setting(sql, tmp_path):
    (tmp_path / "y").write_text("secret")
    with Duckdb() as engine:
        engine.add(relation("held", a="integer"), [(1,)])
        engine.lock()
        with pytest.raises(duckdb.Error):
            engine.run(sql.format(tmp_path))
        assert engine.run("SELECT h.a FROM held h") == [(1,)]
        assert [path.name for path in tmp_path.iterdir()] == ["y"]
