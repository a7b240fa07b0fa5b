"""A released claim goes to the sandbox and comes back paid: files out, files in, each once."""

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from cleanclaim.app.acknowledgments.models import Acknowledgment
from cleanclaim.app.audit.actions import Actor
from cleanclaim.app.claims.models import Claim
from cleanclaim.app.people.models import Practice
from cleanclaim.app.remittances.models import Remittance
from cleanclaim.app.submissions import actions
from cleanclaim.app.submissions.exchange import Collected, collect, collect_all, hand_over_all
from cleanclaim.app.submissions.models import File, Outbox
from cleanclaim.core.facts.common import Address
from cleanclaim.partners.folder import FolderPartner
from cleanclaim.partners.sandbox.partner import SandboxPartner
from cleanclaim.partners.sandbox.plans import Fee, Member, PlanTerms, SandboxPayer, SandboxSetup

SETUP = SandboxSetup(
    seed=7,
    clearinghouse_id="CLEARHOUSE",
    clearinghouse_name="Sandbox Clearinghouse",
    payers=(
        SandboxPayer(
            payer_id="MEDI01",
            name="SEABOARD MEDICARE",
            tax_id="990000000",
            kind="medicare",
            address=Address(line1="900 Harbor Street", city="Portland", state="ME", zip="041019998"),
            telephone="2075550190",
            plans=(PlanTerms(number="B", filing_indicator="MB", coinsurance_percent=20),),
            fees=(Fee(procedure="99213", allowed=90_00), Fee(procedure="83036", allowed=10_00)),
            correction="new_claim",
        ),
    ),
    members=(
        Member(
            payer_id="MEDI01",
            plan="B",
            member_id="1EG4TE5MK73",
            last="Plum",
            first="Paul",
            birth_date=date(1950, 3, 1),
            valid_from=date(2020, 1, 1),
        ),
    ),
)


@pytest.fixture
def sandbox(home: Path) -> SandboxPartner:
    return SandboxPartner.create(home / "sandbox", SETUP)


@pytest.fixture
def fetch(practice: Practice, clock: Any) -> Callable[..., list[Collected]]:
    def collected(partner: Any) -> list[Collected]:
        return list(collect(partner, company=practice.company, clock=clock))

    return collected


@pytest.fixture
def handed(ben: Actor, released_claim: Claim, sandbox: SandboxPartner) -> Claim:
    actions.send(ben)
    actions.hand_over(ben, sandbox)
    return released_claim


def test_a_claim_is_acknowledged_accepted_and_paid(
    handed: Claim, sandbox: SandboxPartner, fetch: Any, clock: Any
) -> None:
    assert fetch(sandbox) == []
    clock.forward(days=1)
    assert [one.kind for one in fetch(sandbox)] == ["TA1", "999", "277CA", "277CA"]
    handed.refresh_from_db()
    assert handed.state == Claim.State.ACCEPTED
    assert handed.payer_claim_control_number != ""
    clock.forward(days=20)
    [paid] = fetch(sandbox)
    assert paid.kind == "835"
    remittance = Remittance.objects.get()
    [booked] = sandbox.books().claims
    assert remittance.claim_payments.get().paid == booked.paid
    assert booked.patient_control_number == handed.patient_control_number
    assert fetch(sandbox) == []


def test_every_file_is_kept_byte_for_byte(
    handed: Claim, sandbox: SandboxPartner, fetch: Any, clock: Any, home: Path
) -> None:
    clock.forward(days=1)
    collected = fetch(sandbox)
    kept = home / "received" / "sandbox"
    assert {path.name for path in kept.iterdir()} == {one.arrival.sha256 for one in collected}
    assert all(
        (kept / one.arrival.sha256).read_bytes() == bytes(File.objects.get(sha256=one.arrival.sha256).content)
        for one in collected
    )
    assert (home / "sent" / "sandbox" / "000000001.837").exists()


def test_a_crash_before_the_partner_is_told_costs_a_second_look(
    handed: Claim, sandbox: SandboxPartner, fetch: Any, clock: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    clock.forward(days=1)
    with monkeypatch.context() as patched:
        patched.setattr(SandboxPartner, "acknowledge", lambda self, arrival: None)
        first = fetch(sandbox)
    again = fetch(sandbox)
    assert [one.seen_before for one in first] == [False] * 4
    assert [one.seen_before for one in again] == [True] * 4
    assert Acknowledgment.objects.count() == 4
    assert fetch(sandbox) == []


def test_a_broken_file_is_kept_refused_with_its_place_and_not_asked_for_again(
    handed: Claim, fetch: Any, home: Path, practice: Practice
) -> None:
    partner = FolderPartner(home / "exchange")
    (home / "exchange" / "inbox" / "odd.txt").write_bytes(b"nothing of X12")
    [collected] = fetch(partner)
    assert "no ISA" in collected.refused
    assert collected.kind == ""
    assert (home / "received" / "folder" / collected.arrival.sha256).read_bytes() == b"nothing of X12"
    assert fetch(partner) == []
    assert File.objects.filter(direction="received").count() == 0


def test_a_biller_sends_and_fetches_from_the_page(
    web: Any, released_claim: Claim, sandbox: SandboxPartner, clock: Any
) -> None:
    browser = web("ben")
    browser.post("/submissions/send/")
    clock.forward(days=1)
    answer = browser.post("/submissions/collect/", follow=True).content.decode()
    assert "4 files came." in answer
    released_claim.refresh_from_db()
    assert released_claim.state == Claim.State.ACCEPTED
    assert "0 files came." in browser.post("/submissions/collect/", follow=True).content.decode()


def test_one_partner_that_cannot_be_opened_stops_nobody(
    ben: Actor, released_claim: Claim, home: Path
) -> None:
    actions.send(ben)
    assert hand_over_all(ben) == []
    assert collect_all(ben) == []
    assert Outbox.objects.get().handed_over_at is None
