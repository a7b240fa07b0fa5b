"""What waits in the outbox reaches its partner once, and is kept byte for byte."""

from pathlib import Path
from typing import Any

import pytest

from cleanclaim.app.audit.actions import Actor
from cleanclaim.app.audit.models import Event
from cleanclaim.app.claims.models import Claim
from cleanclaim.app.submissions import actions
from cleanclaim.app.submissions.kept import keep_received, keep_sent
from cleanclaim.app.submissions.models import File, Outbox
from cleanclaim.core.basics.refusals import BrokenInvariant, NotClean


@pytest.fixture
def file(ben: Actor, released_claim: Claim) -> File:
    [file] = actions.send(ben).files
    return file


def test_a_file_is_kept_and_handed_over(ben: Actor, file: File, partner: Any, home: Path) -> None:
    assert actions.hand_over(ben, partner) == [file]
    kept = home / "sent" / "sandbox" / "000000001.837"
    assert kept.read_bytes() == bytes(file.content)
    assert partner.sent == [("000000001.837", bytes(file.content))]
    assert Outbox.objects.get(file=file).handed_over_at == ben.now()


def test_handing_over_again_sends_nothing(ben: Actor, file: File, partner: Any, home: Path) -> None:
    actions.hand_over(ben, partner)
    assert actions.hand_over(ben, partner) == []
    assert len(partner.sent) == 1


def test_a_partner_that_fails_leaves_the_file_waiting(
    ben: Actor, file: File, partner: Any, home: Path
) -> None:
    partner.failures = 1
    assert actions.hand_over(ben, partner) == []
    waiting = Outbox.objects.get(file=file)
    assert (waiting.attempts, waiting.last_error, waiting.handed_over_at) == (1, "ConnectionResetError", None)
    assert Event.objects.filter(action="submissions.hand_over_failed").count() == 1
    assert actions.hand_over(ben, partner) == [file]
    assert Outbox.objects.get(file=file).last_error == ""


def test_another_partner_gets_nothing(ben: Actor, file: File, partner: Any, home: Path) -> None:
    partner.name = "folder"
    assert actions.hand_over(ben, partner) == []


def test_another_practice_hands_nothing_of_ours_over(
    cora: Actor, file: File, partner: Any, home: Path
) -> None:
    assert actions.hand_over(cora, partner) == []


def test_a_control_number_keeps_one_file(home: Path) -> None:
    keep_sent("sandbox", "000000001", b"ISA")
    keep_sent("sandbox", "000000001", b"ISA")
    with pytest.raises(BrokenInvariant):
        keep_sent("sandbox", "000000001", b"other")


@pytest.mark.parametrize("partner_name", ["../x", "a/b", "", ".", "A", "a b"])
def test_a_partners_name_is_no_path(home: Path, partner_name: str) -> None:
    with pytest.raises(NotClean):
        keep_received(partner_name, b"x")
    assert list(home.iterdir()) == []
