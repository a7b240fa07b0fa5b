"""Does the same seed leave the same files, the same books and the same figures, wherever it is played?"""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from cleanclaim.core.codesets.reference import Reference

_DAYS = 15  # long enough for the fastest payers to pay
_SEED = 7


def _run(home: Path, *arguments: str) -> bytes:
    environment = {**os.environ, "CLEANCLAIM_HOME": str(home), "DJANGO_SETTINGS_MODULE": ""}
    del environment["DJANGO_SETTINGS_MODULE"]
    environment.pop("CLEANCLAIM_DATABASE", None)
    done = subprocess.run(
        [sys.executable, "-m", "cleanclaim", *arguments], env=environment, capture_output=True, check=False
    )
    assert done.returncode == 0, done.stderr.decode()
    return done.stdout


@pytest.fixture(scope="module")
def homes(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """Two homes that share nothing but the reference library."""
    library = tmp_path_factory.mktemp("library")
    Reference(library)
    made = tmp_path_factory.mktemp("one"), tmp_path_factory.mktemp("two")
    for home in made:
        (home / "reference").symlink_to(library / "reference")
    return made


@pytest.fixture(scope="module")
def played(homes: tuple[Path, Path]) -> tuple[bytes, bytes]:
    """What the same demo says in two homes, as JSON."""
    one, two = (_run(home, "demo", "--days", str(_DAYS), "--seed", str(_SEED), "--json") for home in homes)
    return one, two


@pytest.fixture(scope="module")
def told(played: tuple[bytes, bytes]) -> dict[str, Any]:
    return json.loads(played[0])  # type: ignore[no-any-return]


def test_the_same_seed_tells_the_same_bytes(played: tuple[bytes, bytes]) -> None:
    assert played[0] == played[1]


def test_every_file_that_was_sent_is_the_same_byte_for_byte(
    homes: tuple[Path, Path], played: tuple[bytes, bytes], told: dict[str, Any]
) -> None:
    one, two = ({path.name: path.read_bytes() for path in (home / "sent").rglob("*.837")} for home in homes)
    assert one == two
    assert len(one) == len(told["files_sent"]) > 0


def test_the_headline_figures_are_the_same(homes: tuple[Path, Path], played: tuple[bytes, bytes]) -> None:
    one, two = (_run(home, "report", "--json") for home in homes)
    assert one == two
    assert {kpi["code"] for kpi in json.loads(one)["kpis"]} >= {"days-in-ar", "clean-claim-rate"}


def test_the_books_hold_and_equal_the_payers_to_the_cent(told: dict[str, Any]) -> None:
    assert told["holds"] is True
    assert told["money_cents"]["difference"] == 0
    assert told["payers_books"]["equal"] is True
    assert told["payers_books"]["we_posted"] == told["payers_books"]["payers_paid"] > 0


def test_every_step_of_the_cycle_has_happened(told: dict[str, Any]) -> None:
    steps = told["steps"]
    for step in (
        "encounters",
        "coded",
        "claims",
        "clean",
        "submitted",
        "accepted",
        "rejected",
        "paid",
        "copays",
    ):
        assert steps[step] > 0, step
    assert steps["clean"] < steps["claims"]
    assert steps["coded"] < steps["encounters"]


def test_a_second_demo_in_the_same_home_starts_anew(
    homes: tuple[Path, Path], played: tuple[bytes, bytes]
) -> None:
    again = json.loads(_run(homes[0], "demo", "--days", "2", "--json"))
    assert again["days"] == 2
    assert again["steps"]["encounters"] < json.loads(played[0])["steps"]["encounters"]
