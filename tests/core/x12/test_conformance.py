"""The sample files of others: each gives the facts and errors that the table argues for."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from tests.conftest import SHARED
from tests.core.x12.conformance import EXPECTED, WHY

from cleanclaim.core import x12
from cleanclaim.core.basics.findings import Severity

pytestmark = pytest.mark.shared

_GRAVE = (Severity.ERROR, Severity.FATAL)


def _files() -> Iterator[str]:
    folder = SHARED / "x12"
    for path in sorted(folder.rglob("*")):
        if path.is_file() and path.name != "README.md":
            yield str(path.relative_to(folder))


def _errors(reading: x12.Reading) -> set[str]:
    return {one.code for one in reading.findings if one.severity in _GRAVE}


@pytest.mark.parametrize("name", EXPECTED)
def test_a_sample_file_gives_what_the_table_says(name: str, shared: Path) -> None:
    reading = x12.read((shared / "x12" / name).read_bytes())
    claims, remittances, acknowledgments, codes = EXPECTED[name]
    found = (len(reading.claims), len(reading.remittances), len(reading.acknowledgments))
    assert found == (claims, remittances, acknowledgments)
    assert _errors(reading) == set(codes.split())
    assert set(codes.split()) <= WHY.keys()


@pytest.mark.parametrize("name", list(_files()))
def test_a_sample_file_is_never_passed_over_in_silence(name: str, shared: Path) -> None:
    data = (shared / "x12" / name).read_bytes()
    reading = x12.read(data)
    facts = (*reading.claims, *reading.remittances, *reading.acknowledgments)
    assert facts or reading.findings
    assert x12.rewrite(reading) == data


@pytest.mark.parametrize("name", EXPECTED)
def test_what_answers_a_sample_file_is_itself_accepted(name: str, shared: Path) -> None:
    reading = x12.read((shared / "x12" / name).read_bytes())
    answers = x12.acknowledge(reading)
    envelope = x12.reply_envelope(reading, interchange=1, group=1, at=datetime(2026, 3, 2, 8, tzinfo=UTC))
    assert x12.read(x12.write_ta1(answers.interchanges, envelope=envelope)).accepted
    if answers.groups:
        assert x12.read(x12.write_999(answers.groups, envelope=envelope)).accepted
    if answers.claims:
        assert x12.read(x12.write_277ca(answers.claims, envelope=envelope)).accepted
