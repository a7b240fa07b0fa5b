"""cleanclaim check: findings for a person and for a program, answers for the sender, and an exit code."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from cleanclaim.cli import command
from cleanclaim.core import x12

DATA = Path(__file__).parents[1] / "data" / "x12"


@pytest.fixture(autouse=True)
def _home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CLEANCLAIM_HOME", str(tmp_path / "home"))


def _run(*words: str, stdin: bytes | None = None) -> Result:
    return CliRunner().invoke(command, list(words), input=stdin, standalone_mode=False)


def _defect(tmp_path: Path) -> Path:
    path = tmp_path / "defect.837"
    path.write_bytes((DATA / "plain.837").read_bytes().replace(b"CLM*CLAIM1*237.5", b"CLM*CLAIM1*238"))
    return path


def test_a_clean_file_exits_0() -> None:
    ran = _run("check", str(DATA / "full.837"), str(DATA / "full.835"))
    assert ran.return_value == 0
    assert "clean (1 transactions: 837P; 3 claims)" in ran.output


def test_a_defect_exits_1_and_names_segment_and_rule(tmp_path: Path) -> None:
    ran = _run("check", str(_defect(tmp_path)))
    assert ran.return_value == 1
    assert "segment 27, loop 2300, CLM02, claim 1: CLM02 is not the sum of the line charges." in ran.output
    assert "CLAIM1" not in ran.output


def test_json_is_one_document(tmp_path: Path) -> None:
    ran = _run("check", "--json", str(_defect(tmp_path)))
    (file,) = json.loads(ran.output)["files"]
    assert (file["accepted"], file["transactions"], file["claims"]) == (False, 1, 1)
    (finding,) = file["findings"]
    assert {
        name: finding[name] for name in ("code", "severity", "snip", "segment", "loop", "element", "claim")
    } == {
        "code": "claim-total",
        "severity": "error",
        "snip": 3,
        "segment": 27,
        "loop": "2300",
        "element": "CLM02",
        "claim": 1,
    }


def test_standard_input_is_a_file() -> None:
    assert _run("check", "-", stdin=(DATA / "plain.835").read_bytes()).return_value == 0
    assert _run("check", "-", stdin=b"nothing of the kind").return_value == 1


def test_answers_are_written_and_are_themselves_clean(tmp_path: Path) -> None:
    folder = tmp_path / "answers"
    _run("check", "--ack", str(folder), str(_defect(tmp_path)))
    names = sorted(path.name for path in folder.iterdir())
    assert names == ["defect.837.277ca", "defect.837.999", "defect.837.ta1"]
    assert _run("check", *(str(path) for path in folder.iterdir())).return_value == 0
    numbers = {x12.read(path).interchanges[0].control_number for path in folder.iterdir()}
    assert len(numbers) == 3


def test_no_control_number_is_given_twice(tmp_path: Path) -> None:
    for folder in ("one", "two"):
        _run("check", "--ack", str(tmp_path / folder), str(DATA / "plain.837"))
    paths = [*(tmp_path / "one").iterdir(), *(tmp_path / "two").iterdir()]
    assert len({x12.read(path).interchanges[0].control_number for path in paths}) == len(paths)
