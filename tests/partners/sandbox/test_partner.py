"""The sandbox is a partner like any other, and stands where it stood when it is opened again."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from cleanclaim.core import x12
from cleanclaim.core.basics.refusals import Unknown
from cleanclaim.core.facts.common import Contact
from cleanclaim.partners import Partner
from cleanclaim.partners.sandbox.partner import SandboxPartner

AT = datetime(2026, 3, 3, 15, 0, tzinfo=UTC)
END = AT + timedelta(days=60)


@pytest.fixture
def content(world: Any) -> bytes:
    batch = x12.Batch(
        submitter=x12.Party(
            name="Invented Billing",
            id="INVENTED",
            contacts=(Contact(name="Ben Birch", telephone="2075550100", function="IC"),),
        ),
        receiver=x12.Party(name="Clearinghouse", id="CLEARHOUSE"),
        number="000000001",
    )
    envelope = x12.Envelope(
        sender_id="INVENTED", receiver_id="CLEARHOUSE", interchange=1, group=1, at=AT, acknowledge=True
    )
    claims = [world.claim("A", world.otto, world.line("99214", 200))]
    return x12.write_claims(claims, batch=batch, envelope=envelope)


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return tmp_path / "sandbox"


@pytest.fixture
def partner(root: Path, world: Any) -> SandboxPartner:
    return SandboxPartner.create(root, world.setup)


def test_it_is_a_partner(partner: SandboxPartner) -> None:
    assert isinstance(partner, Partner)


def test_what_is_sent_is_answered_fetched_and_acknowledged(partner: SandboxPartner, content: bytes) -> None:
    partner.send("000000001.837", content, AT)
    partner.send("000000001.837", content, AT + timedelta(hours=1))
    seen = []
    for arrival in partner.arrivals(END):
        seen.append(arrival.name.rpartition(".")[2])
        assert x12.read(partner.fetch(arrival)).accepted
        partner.acknowledge(arrival)
        partner.acknowledge(arrival)
    assert seen == ["TA1", "999", "277CA", "277CA", "835"]
    assert partner.arrivals(END) == ()


def test_it_stands_where_it_stood_when_it_is_opened_again(
    partner: SandboxPartner, root: Path, content: bytes
) -> None:
    partner.send("000000001.837", content, AT)
    [first, *rest] = partner.arrivals(END)
    partner.acknowledge(first)
    again = SandboxPartner.open(root)
    assert list(again.arrivals(END)) == rest
    assert again.books() == partner.books()
    assert [again.fetch(arrival) for arrival in rest] == [partner.fetch(arrival) for arrival in rest]


def test_two_who_hold_it_open_see_each_others_work(
    partner: SandboxPartner, root: Path, content: bytes
) -> None:
    other = SandboxPartner.open(root)
    partner.send("000000001.837", content, AT)
    [first, *rest] = other.arrivals(END)
    other.acknowledge(first)
    assert list(partner.arrivals(END)) == rest


def test_a_line_that_a_crash_cut_off_is_passed_over(
    partner: SandboxPartner, root: Path, content: bytes
) -> None:
    with (root / "journal.jsonl").open("ab") as journal:
        journal.write(b'{"at": "2026-03-03T')
    again = SandboxPartner.open(root)
    again.send("000000001.837", content, AT)
    assert SandboxPartner.open(root).arrivals(END) == again.arrivals(END) != ()


def test_another_setup_does_not_take_a_sandboxs_place(
    partner: SandboxPartner, root: Path, world: Any
) -> None:
    SandboxPartner.create(root, world.setup)
    with pytest.raises(Unknown):
        SandboxPartner.create(root, replace(world.setup, seed=8))


def test_a_folder_without_a_sandbox_has_none(tmp_path: Path) -> None:
    with pytest.raises(Unknown):
        SandboxPartner.open(tmp_path)
