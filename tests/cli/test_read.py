"""cleanclaim read: X12 files as tables whose counts and sums are those of the files."""

import csv
import json
from pathlib import Path

import pyarrow.parquet as pq
import pytest
from click.testing import CliRunner, Result

from cleanclaim.cli import command
from cleanclaim.core import x12
from cleanclaim.core.facts.tables import arrow_schema

DATA = Path(__file__).parents[1] / "data" / "x12"


def _run(*words: str) -> Result:
    return CliRunner().invoke(command, list(words), standalone_mode=False)


def test_parquet_tables_hold_what_the_files_hold(tmp_path: Path) -> None:
    assert (
        _run("read", str(DATA / "full.837"), str(DATA / "full.835"), "--to", str(tmp_path)).return_value == 0
    )
    claim = pq.read_table(tmp_path / "claim.parquet")
    line = pq.read_table(tmp_path / "line.parquet")
    payment = pq.read_table(tmp_path / "claim_payment.parquet")
    assert sum(claim["billed"].to_pylist()) == sum(line["billed"].to_pylist()) == 2 * 23750 + 12000
    assert sum(payment["paid"].to_pylist()) == 5728 + 4728
    assert claim["claim"].to_pylist() == [1, 2, 3]
    assert claim.schema.equals(arrow_schema("claim"))


def test_two_files_count_on(tmp_path: Path) -> None:
    _run("read", str(DATA / "full.837"), str(DATA / "plain.837"), "--to", str(tmp_path))
    assert pq.read_table(tmp_path / "claim.parquet")["claim"].to_pylist() == [1, 2, 3, 4]


def test_csv_has_a_heading_and_quotes_formulas(tmp_path: Path) -> None:
    file = tmp_path / "formula.837"
    file.write_bytes((DATA / "plain.837").read_bytes().replace(b"7 Invented Lane", b"=1+1"))
    _run("read", str(file), "--to", str(tmp_path / "csv"), "--format", "csv")
    with (tmp_path / "csv" / "claim.csv").open(newline="") as opened:
        (row,) = csv.DictReader(opened)
    assert row["billed"] == "23750"
    assert row["subscriber_address_line1"] == "'=1+1"


def test_json_lines_hold_whole_facts_that_write_reads(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CLEANCLAIM_HOME", str(tmp_path / "home"))
    _run("read", str(DATA / "full.837"), "--to", str(tmp_path), "--format", "jsonl")
    out = tmp_path / "again.837"
    words = ["--sender", "SUB001", "--sender-name", "INVENTED BILLING", "--telephone", "5555550100"]
    words += ["--receiver", "RCV001", "--receiver-name", "INVENTED CLEARINGHOUSE"]
    assert _run("write", str(tmp_path / "claim.jsonl"), "-o", str(out), *words).return_value == 0
    assert x12.read(out).claims == x12.read(DATA / "full.837").claims


def test_findings_stand_beside_the_tables(tmp_path: Path) -> None:
    file = tmp_path / "defect.837"
    file.write_bytes((DATA / "plain.837").read_bytes().replace(b"CLM*CLAIM1*237.5", b"CLM*CLAIM1*238"))
    ran = _run("read", str(file), "--to", str(tmp_path / "out"), "--json")
    assert ran.return_value == 1
    assert json.loads(ran.output)["rows"]["claim"] == 1
    (finding,) = (tmp_path / "out" / "finding.jsonl").read_text().splitlines()
    assert json.loads(finding)["code"] == "claim-total"
