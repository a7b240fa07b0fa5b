"""cleanclaim post, as a user runs it: on an empty home, on files of others."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

FILES = (
    "LinuxForHealth+x12/src/tests/resources/835_005010X221A1/managed-care.835",
    "LinuxForHealth+x12/src/tests/resources/835_005010X221A1/medicare-part-a.835",
    "cosyte+x12/test/fixtures/remit/835-imbalance.edi",
    "cosyte+x12/test/fixtures/remit/835-with-plb.edi",
    "x12sdk-generated/835-1.x12",
)


def run(home: Path, *arguments: str) -> tuple[int, dict[str, object], str]:
    """Run a verb in a home of its own: its exit status, its JSON and what it said besides."""
    environment = {**os.environ, "CLEANCLAIM_HOME": str(home)}
    environment.pop("CLEANCLAIM_DATABASE", None)
    environment["DJANGO_SETTINGS_MODULE"] = "cleanclaim.app.site.settings"
    done = subprocess.run(
        [sys.executable, "-m", "cleanclaim", *arguments, "--json"],
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.stdout, done.stderr
    return done.returncode, json.loads(done.stdout), done.stderr


@pytest.mark.shared
def test_files_of_others_are_posted_or_held_with_their_arithmetic_and_once(
    shared: Path, tmp_path: Path
) -> None:
    files = [str(shared / "x12" / name) for name in FILES]
    status, first, _ = run(tmp_path, "post", *files)
    assert status == 1
    outcomes = [one["outcome"] for file in first["files"] for one in file["transactions"]]
    assert set(outcomes) <= {"posted", "held"}
    assert outcomes.count("posted") >= 2
    for file in first["files"]:
        assert file["transactions"] or file["findings"], "a file about which nothing is said"
        for one in file["transactions"]:
            sums = one["arithmetic"]
            assert sums["difference_cents"] == sums["stated_cents"] - sums["sum_cents"]
            assert (one["outcome"] == "posted") == (one["state"] == "posted")
    status, books, _ = run(tmp_path, "ledger", "verify")
    assert status == 0
    _, again, _ = run(tmp_path, "post", *files)
    assert {one["outcome"] for file in again["files"] for one in file["transactions"]} <= {
        "already posted",
        "already held",
    }
    status, after, _ = run(tmp_path, "ledger", "verify")
    assert status == 0
    assert after == books


def test_a_file_that_is_no_x12_is_said_to_be_none(tmp_path: Path) -> None:
    stranger = tmp_path / "letter.txt"
    stranger.write_text("Dear practice, please find enclosed nothing at all.")
    status, said, _ = run(tmp_path / "home", "post", str(stranger))
    assert status == 1
    assert said["files"][0]["transactions"] == []
    assert said["files"][0]["findings"][0]["severity"] == "fatal"
