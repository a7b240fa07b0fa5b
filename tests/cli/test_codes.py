"""Does `cleanclaim codes` answer a coder and a program alike?"""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from cleanclaim.cli.codes import command
from cleanclaim.core.codesets import Reference


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder: Path = tmp_path_factory.mktemp("home")
    Reference(folder)
    return folder


def codes(home: Path, *arguments: str, typed: str = "") -> Result:
    return CliRunner(env={"CLEANCLAIM_HOME": str(home)}).invoke(
        command, arguments, input=typed, standalone_mode=False
    )


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("htn w ckd 4", ["I12.9", "N18.4"]),
        ("fx distal radius left initial", ["S52.502A"]),
        ("pap smear abnormal", ["R87.619"]),
        ("copd exac", ["J44.1"]),
        ("R knee oa", ["M17.11"]),
        ("dm2 w ckd stage 3", ["E11.22", "N18.30"]),
        ("diabtes with neuropathy", ["E11.40"]),
        ("bmi 42", ["Z68.41"]),
        ("dm2", ["E11.9"]),
    ],
)
def test_a_search_puts_the_code_that_is_meant_on_top(home: Path, query: str, expected: list[str]) -> None:
    answer = codes(home, "search", query, "--on", "2026-11-01", "--json")
    hits = json.loads(answer.stdout)["hits"]
    assert [hit["code"] for hit in hits][: len(expected)] == expected
    assert all(hit["why"] for hit in hits)


def test_a_search_reads_lines_and_prints_one_json_line_for_each(home: Path) -> None:
    answer = codes(home, "search", "-", "--limit", "3", typed="copd exac\n\nR knee oa\n")
    lines = [json.loads(line) for line in answer.stdout.splitlines()]
    assert [line["query"] for line in lines] == ["copd exac", "", "R knee oa"]
    assert lines[1]["hits"] == []
    assert set(lines[0]["hits"][0]) == {"code", "title", "why"}


def test_a_search_gives_only_codes_of_the_date(home: Path) -> None:
    before = codes(home, "search", "secondary malignant neoplasm of larynx", "--on", "2026-09-30", "--json")
    after = codes(home, "search", "secondary malignant neoplasm of larynx", "--on", "2026-10-01", "--json")
    assert "C78.31" not in [hit["code"] for hit in json.loads(before.stdout)["hits"]]
    assert json.loads(after.stdout)["hits"][0]["code"] == "C78.31"


def test_a_search_for_a_code_of_another_year_says_so(home: Path) -> None:
    answer = codes(home, "search", "S30.1XXA", "--on", "2026-11-01")
    assert answer.return_value == 1
    assert "2024-10-01 to 2025-09-30" in answer.stderr


def test_show_prints_notes_history_and_what_is_beside(home: Path) -> None:
    shown = codes(home, "show", "E11.22", "--on", "2024-12-01").stdout
    assert "Type 2 diabetes mellitus with diabetic chronic kidney disease" in shown
    assert "Excludes1 (never together), from E11" in shown
    assert "E11.21" in shown
    told = json.loads(codes(home, "show", "E11.22", "--on", "2024-12-01", "--json").stdout)
    assert [above["code"] for above in told["ancestors"]] == ["E11.2", "E11"]


def test_show_knows_the_smaller_sets(home: Path) -> None:
    shown = codes(home, "show", "45").stdout
    assert "adjustment reason" in shown
    assert "next step: Write off if it agrees with the contract" in shown


def test_show_refuses_an_unknown_code(home: Path) -> None:
    answer = codes(home, "show", "Q00.99")
    assert "Nothing found" in str(answer.exception)


def test_editions_lists_what_is_loaded_and_what_is_not(home: Path) -> None:
    told = json.loads(codes(home, "editions", "--json").stdout)
    rows = {(edition["set_name"], edition["name"]): edition["rows"] for edition in told["editions"]}
    assert rows["icd10cm", "FY2027"] == 98_403
    assert "icd10cm_index" in {missing["set"] for missing in told["not_loaded"]}
    assert "FY2027" in codes(home, "editions").stdout


def test_a_date_that_is_none_is_refused(home: Path) -> None:
    answer = codes(home, "search", "copd", "--on", "tomorrow")
    assert "2026-11-01" in str(answer.exception)
