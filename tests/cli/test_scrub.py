"""Does `cleanclaim scrub` judge 837 files, and say it in words, JSON, Parquet and by its exit code?"""

import json
from datetime import UTC, datetime

import pyarrow.parquet as pq
import pytest
from click.testing import CliRunner

from cleanclaim.cli import CLEAN, COULD_NOT_RUN, FINDINGS
from cleanclaim.cli.scrub import command
from cleanclaim.core import x12
from cleanclaim.core.edits.cases import standard
from cleanclaim.core.facts.common import Contact

GOOD = {"providers": [], "diagnoses": ["I10"]}
BAD = {
    "providers": [],
    "diagnoses": ["I10"],
    "lines": [{"billed": 0}, {"pointers": [1], "service": {"first": "2026-10-13"}}],
}
DELETED = {"providers": [], "diagnoses": ["I10", "E11"]}


def written(folder, name, *changes):
    claims = [standard({**one, "patient_control_number": f"C{n}"}) for n, one in enumerate(changes, 1)]
    batch = x12.Batch(
        submitter=x12.Party(
            name="Sample Billing", id="SAMPLE", contacts=(Contact(name="Sam Sample", telephone="5550100000"),)
        ),
        receiver=x12.Party(name="Standard Health", id="STD01"),
        number="1",
    )
    envelope = x12.Envelope(
        sender_id="SAMPLE", receiver_id="STD01", interchange=1, group=1, at=datetime(2026, 10, 20, tzinfo=UTC)
    )
    path = folder / name
    path.write_bytes(x12.write_claims(claims, batch=batch, envelope=envelope))
    return path


@pytest.fixture
def scrub():
    def run(*arguments):
        result = CliRunner().invoke(command, [str(one) for one in arguments], standalone_mode=False)
        if result.exception is not None:
            raise result.exception
        return result

    return run


def test_a_clean_claim_says_so_and_what_had_no_data(scrub, tmp_path):
    result = scrub(written(tmp_path, "a.837", GOOD))
    assert result.return_value == CLEAN
    assert "1 claim, 1 clean" in result.output
    assert "claim 1: clean" in result.output
    assert "no data: the day of judging is not known" in result.output


def test_what_is_wrong_is_named_with_place_edition_and_source(scrub, tmp_path):
    result = scrub(written(tmp_path, "a.837", GOOD, DELETED))
    assert result.return_value == FINDINGS
    assert "2 claims, 1 clean" in result.output
    assert "claim 2: fail: diagnosis-not-billable" in result.output
    assert "diagnoses.2: 45 CFR 162.1002(c)(2)" in result.output
    assert "icd10cm FY2027" in result.output


def test_json_holds_every_verdict_and_nothing_else_is_printed(scrub, tmp_path):
    document = json.loads(scrub(written(tmp_path, "a.837", DELETED), "--json").output)
    (file,) = document["files"]
    (failing,) = [one for one in file["findings"] if one["verdict"] == "fail"]
    assert (file["accepted"], file["transactions"], file["claims"], file["clean"]) == (True, 1, 1, [])
    assert (failing["code"], failing["severity"], failing["claim"]) == ("diagnosis-not-billable", "error", 1)
    assert {one["verdict"] for one in file["findings"]} == {"fail", "no_data"}


def test_a_warning_is_shown_and_leaves_the_claim_clean(scrub, tmp_path):
    result = scrub(written(tmp_path, "a.837", BAD))
    assert "line 1: fail (warning): line-charge-zero" in result.output
    assert result.return_value == CLEAN


def test_the_day_of_judging_decides_what_lies_in_the_future(scrub, tmp_path):
    path = written(tmp_path, "a.837", GOOD)
    assert scrub(path, "--on", "2026-10-14").return_value == CLEAN
    assert scrub(path, "--on", "2026-10-13").return_value == FINDINGS


@pytest.mark.parametrize("engine", ["sqlite", "duckdb"])
def test_parquet_holds_the_same_verdicts_from_each_engine(scrub, tmp_path, engine):
    scrub(written(tmp_path, "a.837", GOOD, DELETED), "--engine", engine, "--to", tmp_path / "out")
    rows = pq.read_table(tmp_path / "out" / "verdicts.parquet").to_pylist()
    failing = [(row["claim"], row["edit"], row["field"]) for row in rows if row["verdict"] == "fail"]
    assert failing == [(2, "diagnosis-not-billable", "diagnoses.2")]


def test_a_folder_is_judged_file_by_file(scrub, tmp_path):
    folder = tmp_path / "files"
    folder.mkdir()
    written(folder, "a.837", GOOD)
    written(folder, "b.837", DELETED)
    result = scrub(folder)
    assert "2 files: 2 claims, 1 clean" in result.output


def test_what_is_no_x12_could_not_run(scrub, tmp_path):
    path = tmp_path / "a.837"
    path.write_text("this is a letter")
    result = scrub(path)
    assert result.return_value == COULD_NOT_RUN
    assert "no-interchange" in result.output


def test_no_message_holds_what_is_on_the_claim(scrub, tmp_path):
    output = scrub(written(tmp_path, "a.837", DELETED), "--json").output
    assert not [word for word in ("Erin", "XQ1234567", "C1", "1980") if word in output.replace("I.C.1", "")]
