"""cleanclaim write: claims as JSON lines become an X12 file, or are refused with the line that is wrong."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from cleanclaim.cli import command
from cleanclaim.core import x12
from cleanclaim.core.basics.refusals import NotClean
from cleanclaim.core.facts.codec import to_document

DATA = Path(__file__).parents[1] / "data" / "x12"
WORDS = ["--sender", "SUB001", "--sender-name", "INVENTED BILLING", "--telephone", "5555550100"]
WORDS += ["--receiver", "RCV001", "--receiver-name", "INVENTED CLEARINGHOUSE", "--test"]


@pytest.fixture(autouse=True)
def _home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CLEANCLAIM_HOME", str(tmp_path / "home"))


def _document() -> dict[str, object]:
    return to_document(x12.read(DATA / "plain.837").claims[0])


def _write(tmp_path: Path, *documents: object) -> Result:
    source = tmp_path / "claims.jsonl"
    source.write_text("".join(f"{json.dumps(one)}\n" for one in documents))
    words = ["write", str(source), "-o", str(tmp_path / "out.837"), *WORDS]
    return CliRunner().invoke(command, words, standalone_mode=False)


def test_a_claim_is_written(tmp_path: Path) -> None:
    assert _write(tmp_path, _document()).return_value == 0
    reading = x12.read(tmp_path / "out.837")
    assert reading.findings == ()
    assert reading.interchanges[0].usage == "T"
    assert reading.claims == x12.read(DATA / "plain.837").claims


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"billed": 1}, "claim-total"),
        ({"billed": "1"}, "misfit"),
        ({"nickname": "x"}, "misfit"),
        ({"patient_control_number": "A*B"}, "delimiter-inside"),
    ],
)
def test_what_does_not_fit_is_refused_and_nothing_is_written(
    tmp_path: Path, changes: dict[str, object], code: str
) -> None:
    ran = _write(tmp_path, {**_document(), **changes})
    assert isinstance(ran.exception, NotClean)
    assert ran.exception.code == code
    assert not (tmp_path / "out.837").exists()


def test_a_line_that_is_no_json_is_named(tmp_path: Path) -> None:
    source = tmp_path / "claims.jsonl"
    source.write_text(json.dumps(_document()) + "\n{\n")
    words = ["write", str(source), "-o", str(tmp_path / "out.837"), *WORDS]
    ran = CliRunner().invoke(command, words, standalone_mode=False)
    assert isinstance(ran.exception, NotClean)
    assert "Line 2" in ran.exception.message
