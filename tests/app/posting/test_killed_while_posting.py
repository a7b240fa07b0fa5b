"""kill -9 at any SQL statement of posting, then the same command again: as if nothing had happened."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[3]


def run(home: Path, verb: str, number: int, *, database: str = "") -> dict[str, object]:
    """Run the program in a home of its own."""
    environment = {**os.environ, "CLEANCLAIM_HOME": str(home)}
    environment.pop("CLEANCLAIM_DATABASE", None)
    if database:
        environment["CLEANCLAIM_DATABASE"] = database
    done = subprocess.run(
        [sys.executable, "-m", "tests.app.posting.crashing", verb, str(number)],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def postgresql() -> str:
    """The PostgreSQL that this run may use; the test is skipped where there is none."""
    database = os.environ.get("CLEANCLAIM_DATABASE", "")
    if not database.startswith("postgresql"):
        pytest.skip("no PostgreSQL is named by CLEANCLAIM_DATABASE")
    return database


@pytest.mark.prove
def test_every_statement_of_posting_survives_a_kill_on_sqlite(tmp_path: Path) -> None:
    result = run(tmp_path, "sweep", 1)
    assert result["kills"] >= 150
    assert result["wrong"] == []


@pytest.mark.prove
def test_every_fifth_statement_of_posting_survives_a_kill_on_postgresql(tmp_path: Path) -> None:
    database = postgresql()
    result = run(tmp_path, "sweep", 5, database=database)
    assert result["kills"] >= 30
    assert result["wrong"] == []


@pytest.mark.prove
def test_sixteen_posters_at_once_post_exactly_once_on_sqlite(tmp_path: Path) -> None:
    result = run(tmp_path, "crowd", 16)
    assert result["failed"] == 0
    assert result["left"] == result["expected"]


@pytest.mark.prove
def test_sixteen_posters_at_once_post_exactly_once_on_postgresql(tmp_path: Path) -> None:
    result = run(tmp_path, "crowd", 16, database=postgresql())
    assert result["failed"] == 0
    assert result["left"] == result["expected"]
