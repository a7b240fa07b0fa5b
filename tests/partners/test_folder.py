"""A folder partner keeps files whole, and no name can lead out of its folders."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from cleanclaim.core.basics.refusals import NotClean, TooLate, Unknown
from cleanclaim.partners import Partner
from cleanclaim.partners.folder import FolderPartner

NOW = datetime(2026, 3, 2, 12, tzinfo=UTC)
LATER = datetime(2100, 1, 1, tzinfo=UTC)


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return tmp_path / "exchange"


@pytest.fixture
def partner(root: Path) -> FolderPartner:
    return FolderPartner(root)


def test_it_is_a_partner(partner: FolderPartner) -> None:
    assert isinstance(partner, Partner)


def test_a_file_sent_stands_whole_in_the_outbox(partner: FolderPartner, root: Path) -> None:
    partner.send("000000001.837", b"ISA*", NOW)
    assert [path.name for path in (root / "outbox").iterdir()] == ["000000001.837"]
    assert (root / "outbox" / "000000001.837").read_bytes() == b"ISA*"


def test_sending_again_is_the_same_sending(partner: FolderPartner, root: Path) -> None:
    partner.send("000000001.837", b"ISA*", NOW)
    partner.send("000000001.837", b"ISA*", NOW)
    assert len(list((root / "outbox").iterdir())) == 1


def test_a_name_is_not_given_to_two_files(partner: FolderPartner) -> None:
    partner.send("000000001.837", b"ISA*", NOW)
    with pytest.raises(TooLate):
        partner.send("000000001.837", b"other", NOW)


@pytest.mark.parametrize(
    "name",
    [
        "../escape",
        "/etc/passwd",
        "a/b",
        "..",
        ".",
        "",
        ".hidden",
        "a\x00b",
        "a\\b",
        "a\n",
        "x" * 101,
        "a.tmp",
    ],
)
def test_a_name_that_could_be_a_path_is_refused(partner: FolderPartner, root: Path, name: str) -> None:
    with pytest.raises(NotClean):
        partner.send(name, b"ISA*", NOW)
    assert [path for path in root.parent.rglob("*") if path.is_file()] == []


def test_a_link_in_the_outbox_is_not_written_through(
    partner: FolderPartner, root: Path, tmp_path: Path
) -> None:
    target = tmp_path / "elsewhere"
    target.write_bytes(b"ISA*")
    (root / "outbox" / "000000001.837").symlink_to(target)
    with pytest.raises(TooLate):
        partner.send("000000001.837", b"ISA*", NOW)


def test_what_came_is_listed_fetched_and_acknowledged(partner: FolderPartner, root: Path) -> None:
    (root / "inbox" / "payment.835").write_bytes(b"ISA*835")
    [arrival] = partner.arrivals(LATER)
    assert (arrival.name, arrival.size_bytes) == ("payment.835", 7)
    assert partner.fetch(arrival) == b"ISA*835"
    partner.acknowledge(arrival)
    partner.acknowledge(arrival)
    assert partner.arrivals(LATER) == ()
    assert (root / "taken" / arrival.sha256).read_bytes() == b"ISA*835"


def test_one_file_under_two_names_is_one_arrival(partner: FolderPartner, root: Path) -> None:
    for name in ("a.835", "b.835"):
        (root / "inbox" / name).write_bytes(b"same")
    [arrival] = partner.arrivals(LATER)
    partner.acknowledge(arrival)
    assert partner.arrivals(LATER) == ()


def test_a_file_that_is_still_being_written_waits(partner: FolderPartner, root: Path) -> None:
    for name in ("x.835.part", ".x.835", "y.TMP", "z.filepart"):
        (root / "inbox" / name).write_bytes(b"half")
    assert partner.arrivals(LATER) == ()


def test_links_and_folders_in_the_inbox_are_not_followed(
    partner: FolderPartner, root: Path, tmp_path: Path
) -> None:
    secret = tmp_path / "secret"
    secret.write_bytes(b"secret")
    (root / "inbox" / "link.835").symlink_to(secret)
    (root / "inbox" / "folder").mkdir()
    assert partner.arrivals(LATER) == ()


def test_a_strange_name_is_shown_as_plain_characters(partner: FolderPartner, root: Path) -> None:
    (root / "inbox" / "a b\nc<é>.835").write_bytes(b"x")
    [arrival] = partner.arrivals(LATER)
    assert arrival.name == "a_b_c___.835"


def test_a_file_that_changed_since_it_was_listed_is_not_handed_over(
    partner: FolderPartner, root: Path
) -> None:
    (root / "inbox" / "payment.835").write_bytes(b"first")
    [arrival] = partner.arrivals(LATER)
    (root / "inbox" / "payment.835").write_bytes(b"other")
    with pytest.raises(Unknown):
        partner.fetch(arrival)
    partner.acknowledge(arrival)
    assert len(partner.arrivals(LATER)) == 1
