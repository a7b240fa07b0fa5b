"""`cleanclaim sandbox play` answers anybody's claims, the same way each time."""

import json
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from cleanclaim.cli import command
from cleanclaim.core import x12
from cleanclaim.core.basics.identifiers import synthetic_npi
from cleanclaim.core.facts.claims import (
    Claim,
    ClaimPayer,
    ClaimPerson,
    ClaimProvider,
    DiagnosisCode,
    ServiceLine,
)
from cleanclaim.core.facts.codec import to_document
from cleanclaim.core.facts.common import Address, Contact, Period, PersonName
from cleanclaim.partners.sandbox.welcoming import welcoming

ADDRESS = Address(line1="1 Main Street", city="Springfield", state="IL", zip="627010001")


def claim(number: str = "A1") -> Claim:
    return Claim(
        patient_control_number=number,
        billed=100_00,
        place_of_service="11",
        filing_indicator="CI",
        subscriber=ClaimPerson(
            name=PersonName(last="Sample", first="Ida"),
            member_id="M1",
            birth_date=date(1980, 2, 2),
            sex="F",
            address=ADDRESS,
        ),
        payer=ClaimPayer(name="Payer", id="PAY01"),
        billing_provider=ClaimProvider(
            role="billing",
            name=PersonName(last="Invented Practice"),
            npi=synthetic_npi(1),
            address=ADDRESS,
            tax_id="990000009",
            tax_id_kind="EI",
        ),
        diagnoses=(DiagnosisCode(qualifier="ABK", code="M1711"),),
        lines=(
            ServiceLine(
                number=1,
                procedure="99213",
                billed=100_00,
                units=Decimal(1),
                pointers=(1,),
                service=Period(first=date(2026, 3, 2)),
            ),
        ),
    )


@pytest.fixture
def file(tmp_path: Path) -> Path:
    contact = Contact(name="Ben Birch", telephone="2075550100", function="IC")
    batch = x12.Batch(
        submitter=x12.Party(name="Invented Billing", id="INVENTED", contacts=(contact,)),
        receiver=x12.Party(name="Clearinghouse", id="CLEARHOUSE"),
        number="1",
    )
    envelope = x12.Envelope(
        sender_id="INVENTED",
        receiver_id="CLEARHOUSE",
        interchange=1,
        group=1,
        at=datetime(2026, 3, 3, 9, 30, tzinfo=UTC),
        acknowledge=True,
    )
    path = tmp_path / "claims.837"
    path.write_bytes(x12.write_claims([claim()], batch=batch, envelope=envelope))
    return path


def play(*arguments: str | Path) -> Result:
    return CliRunner().invoke(command, ["sandbox", "play", *map(str, arguments)], standalone_mode=False)


def test_a_file_is_answered_to_its_payment(file: Path, tmp_path: Path) -> None:
    result = play(file, "--to", tmp_path / "out", "--json")
    told = json.loads(result.stdout)
    assert result.return_value == 0
    assert [one["kind"] for one in told["answers"]] == ["TA1", "999", "277CA", "277CA", "835"]
    assert told["answers"][0]["at"] == "2026-03-03T09:35:00+00:00"
    assert (told["billed"], told["paid"], told["patient_responsibility"]) == (10_000, 4_800, 1_200)
    [remittance] = x12.read((tmp_path / "out" / told["answers"][-1]["file"]).read_bytes()).remittances
    assert remittance.paid == told["paid"]


def test_the_same_file_gives_the_same_bytes(file: Path, tmp_path: Path) -> None:
    outputs = [play(file, "--to", tmp_path / name, "--json").stdout for name in ("one", "two")]
    assert outputs[0] == outputs[1]
    other = play(file, "--to", tmp_path / "three", "--seed", "8", "--json").stdout
    assert json.loads(other)["paid"] == json.loads(outputs[0])["paid"]
    assert other != outputs[0]


def test_payers_who_know_nobody_reject(file: Path, tmp_path: Path) -> None:
    document = to_document(welcoming([claim()], seed=7))
    document["members"][0]["member_id"] = "OTHER"
    setup = tmp_path / "setup.json"
    setup.write_text(json.dumps(document))
    result = play(file, "--to", tmp_path / "out", "--setup", setup, "--json")
    assert result.return_value == 1
    assert json.loads(result.stdout)["rejected"] == 1


def test_play_ends_when_it_is_told_to(file: Path, tmp_path: Path) -> None:
    told = json.loads(play(file, "--to", tmp_path / "out", "--days", "1", "--json").stdout)
    assert (told["adjudicated"], told["pending"]) == (0, 1)


def test_totals_are_shown_to_a_person(file: Path, tmp_path: Path) -> None:
    shown = play(file, "--to", tmp_path / "out").stdout
    assert "1 claims adjudicated, 0 rejected, 0 pending" in shown
    assert "48.00" in shown


@pytest.mark.parametrize("content", [b"", b"no X12", b"{}"])
def test_what_is_no_x12_cannot_be_played(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "odd.837"
    path.write_bytes(content)
    result = play(path, "--to", tmp_path / "out")
    assert result.exception is not None
    assert "no ISA segment" in str(result.exception)


def test_a_setup_that_is_none_is_refused(file: Path, tmp_path: Path) -> None:
    setup = tmp_path / "setup.json"
    setup.write_text('{"seed": "seven"}')
    result = play(file, "--to", tmp_path / "out", "--setup", setup)
    assert "is no setup" in str(result.exception)
