"""Bytes go in and bytes come back on a virtual clock, the same for the same files."""

from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from cleanclaim.core import x12
from cleanclaim.core.basics.refusals import TooLate
from cleanclaim.core.facts.claims import Claim
from cleanclaim.core.facts.common import Contact, Period
from cleanclaim.partners.sandbox.outgoing import Answered
from cleanclaim.partners.sandbox.simulator import Sandbox

AT = datetime(2026, 3, 3, 15, 0, tzinfo=UTC)
MUCH_LATER = AT + timedelta(days=90)


def file_of(*claims: Claim, number: int = 1, at: datetime = AT) -> bytes:
    envelope = x12.Envelope(
        sender_id="INVENTED",
        receiver_id="CLEARHOUSE",
        interchange=number,
        group=number,
        at=at,
        acknowledge=True,
    )
    batch = x12.Batch(
        submitter=x12.Party(
            name="Invented Billing",
            id="INVENTED",
            contacts=(Contact(name="Ben Birch", telephone="2075550100", function="IC"),),
        ),
        receiver=x12.Party(name="Clearinghouse", id="CLEARHOUSE"),
        number=f"{number:09d}",
    )
    return x12.write_claims(claims, batch=batch, envelope=envelope)


@pytest.fixture
def sandbox(world: Any) -> Sandbox:
    return Sandbox(world.setup)


@pytest.fixture
def play(sandbox: Sandbox) -> Callable[..., dict[str, list[x12.Reading]]]:
    def send(*claims: Claim, number: int = 1, at: datetime = AT) -> dict[str, list[x12.Reading]]:
        before = len(sandbox.deliver(at))
        sandbox.receive(file_of(*claims, number=number, at=at), at)
        return by_kind(sandbox.deliver(at + timedelta(days=90))[before:])

    return send


def by_kind(answers: Iterable[Answered]) -> dict[str, list[x12.Reading]]:
    found: dict[str, list[x12.Reading]] = {}
    for answer in answers:
        reading = x12.read(answer.content)
        assert reading.accepted, reading.findings
        found.setdefault(answer.kind, []).append(reading)
    return found


def statuses(readings: list[x12.Reading]) -> list[tuple[str, str, str]]:
    return [
        (claim.patient_control_number, claim.statuses[0].category, claim.statuses[0].status)
        for reading in readings
        for acknowledged in reading.acknowledgments
        for claim in acknowledged.claims
    ]


def test_a_good_claim_is_acknowledged_in_steps_and_paid(sandbox: Sandbox, world: Any) -> None:
    sandbox.receive(file_of(world.claim("A", world.otto, world.line("99214", 200))), AT)
    assert sandbox.deliver(AT) == ()
    soon = sandbox.deliver(AT + timedelta(minutes=5))
    assert [answer.kind for answer in soon] == ["TA1", "999"]
    assert x12.read(soon[0].content).acknowledgments[0].status == "A"
    assert x12.read(soon[1].content).acknowledgments[0].transactions[0].status == "A"
    later = sandbox.deliver(AT + timedelta(hours=1))[2:]
    assert statuses([x12.read(answer.content) for answer in later]) == [("A", "A1", "19")]
    morning = sandbox.deliver(datetime(2026, 3, 4, 7, tzinfo=UTC))[3:]
    assert statuses([x12.read(answer.content) for answer in morning]) == [("A", "A2", "20")]
    [paid] = sandbox.deliver(datetime(2026, 3, 18, 10, tzinfo=UTC))[4:]
    assert paid.kind == "835"
    [remittance] = x12.read(paid.content).remittances
    assert (remittance.claims[0].patient_control_number, remittance.claims[0].billed) == ("A", 20_000)
    assert remittance.claims[0].lines[0].charge_number == "C1"
    assert remittance.payee.id == world.billing_npi


@pytest.mark.parametrize(
    ("change", "category", "status"),
    [
        (lambda claim: replace(claim, subscriber=replace(claim.subscriber, member_id="NOBODY")), "A3", "33"),
        (
            lambda claim: replace(claim, subscriber=replace(claim.subscriber, birth_date=date(1950, 1, 1))),
            "A7",
            "158",
        ),
        (lambda claim: replace(claim, payer=replace(claim.payer, id="NOPAYER")), "A3", "116"),
        (lambda claim: replace(claim, frequency="7", payer_claim_control_number="X1"), "A7", "535"),
    ],
)
def test_a_claim_is_rejected_before_adjudication(
    sandbox: Sandbox,
    play: Any,
    world: Any,
    change: Callable[[Claim], Claim],
    category: str,
    status: str,
) -> None:
    answers = play(change(world.claim("A", world.otto, world.line("99214", 200))))
    assert statuses(answers["277CA"])[-1] == ("A", category, status)
    assert "835" not in answers
    assert sandbox.books().rejected == ("A",)
    assert sandbox.books().claims == ()


def test_coverage_that_ended_is_rejected_where_the_payer_looks_first(play: Any, world: Any) -> None:
    assert statuses(play(world.claim("A", world.lena, world.line("99213", 150)))["277CA"])[-1][1:] == (
        "A3",
        "88",
    )


def test_coverage_that_ended_is_denied_where_the_payer_looks_later(play: Any, world: Any) -> None:
    [reading] = play(world.claim("A", world.lapsed, world.line("99213", 150)))["835"]
    [adjustment] = reading.remittances[0].claims[0].lines[0].adjustments
    assert (adjustment.group, adjustment.reason) == ("PR", "27")


def test_a_good_and_a_bad_claim_of_one_file_go_their_own_ways(
    sandbox: Sandbox, play: Any, world: Any
) -> None:
    good = world.claim("GOOD", world.otto, world.line("99214", 200))
    bad = world.claim("BAD", replace(world.mabel, member_id="1EG4TE5MK99"), world.line("99214", 200))
    answers = play(bad, good)
    assert sorted(statuses(answers["277CA"])) == [
        ("BAD", "A1", "19"),
        ("BAD", "A3", "33"),
        ("GOOD", "A1", "19"),
        ("GOOD", "A2", "20"),
    ]
    assert [claim.patient_control_number for claim in sandbox.books().claims] == ["GOOD"]


def test_a_replacement_names_the_number_that_the_payer_gave(play: Any, world: Any) -> None:
    first = play(world.claim("A", world.ida, world.line("20610", 100)))
    [denied] = first["835"][0].remittances[0].claims
    assert (denied.status, denied.paid) == ("4", 0)
    corrected = world.claim(
        "B",
        world.ida,
        world.line("20610", 100),
        frequency="7",
        authorization="AUTH1",
        payer_claim_control_number=denied.payer_claim_control_number,
    )
    second = play(corrected, number=2, at=MUCH_LATER + timedelta(days=1))
    assert statuses(second["277CA"])[-1] == ("B", "A2", "20")
    reversal, correction = second["835"][0].remittances[0].claims
    assert (reversal.status, reversal.patient_control_number, reversal.billed) == ("22", "A", -10_000)
    assert (correction.status, correction.patient_control_number) == ("1", "B")
    assert correction.paid == 0  # 80.00 allowed, all of it deductible
    assert correction.patient_responsibility == 8_000


def test_an_interchange_number_is_taken_once(sandbox: Sandbox, world: Any) -> None:
    first = file_of(world.claim("A", world.otto, world.line("99214", 200)))
    other = file_of(world.claim("B", world.otto, world.line("99213", 100)))
    sandbox.receive(first, AT)
    sandbox.receive(other, AT + timedelta(hours=2))
    answers = by_kind(sandbox.deliver(MUCH_LATER))
    said = [(one.status, one.note) for reading in answers["TA1"] for one in reading.acknowledgments]
    assert said == [("A", "000"), ("R", "025")]
    assert [claim.patient_control_number for claim in sandbox.books().claims] == ["A"]


def test_the_same_bytes_again_are_the_same_file(sandbox: Sandbox, world: Any) -> None:
    content = file_of(world.claim("A", world.otto, world.line("99214", 200)))
    sandbox.receive(content, AT)
    sandbox.receive(content, AT + timedelta(hours=1))
    assert len(by_kind(sandbox.deliver(MUCH_LATER))["TA1"]) == 1


def test_a_truncated_file_is_refused_by_ta1_and_nothing_else_happens(sandbox: Sandbox, world: Any) -> None:
    content = file_of(world.claim("A", world.otto, world.line("99214", 200)))
    sandbox.receive(content[: len(content) // 2], AT)
    answers = by_kind(sandbox.deliver(MUCH_LATER))
    assert list(answers) == ["TA1"]
    assert answers["TA1"][0].acknowledgments[0].status == "R"
    assert sandbox.books().pending == ()


def test_what_is_no_x12_gets_no_answer(sandbox: Sandbox) -> None:
    sandbox.receive(b"not a file of claims", AT)
    sandbox.receive(b"", AT)
    assert sandbox.deliver(MUCH_LATER) == ()


def test_a_file_cannot_come_from_the_past(sandbox: Sandbox, world: Any) -> None:
    sandbox.deliver(MUCH_LATER)
    with pytest.raises(TooLate):
        sandbox.receive(file_of(world.claim("A", world.otto, world.line("99214", 200))), AT)


def _many(world: Any) -> list[Claim]:
    people = [world.otto, world.mabel, world.ida, world.tim, world.walt, world.lapsed, world.lena]
    return [
        world.claim(
            f"C{number:03d}",
            people[number % len(people)],
            world.line("99213", 140 + number, service=Period(first=world.day - timedelta(days=number))),
            world.line("20610", 95 + number, 2, service=Period(first=world.day - timedelta(days=number))),
        )
        for number in range(42)
    ]


def test_the_same_files_give_the_same_bytes_however_often_one_asks(world: Any) -> None:
    files = [
        (file_of(*_many(world)[start : start + 6], number=start + 1), AT + timedelta(hours=start))
        for start in range(0, 42, 6)
    ]
    often, once = Sandbox(world.setup), Sandbox(world.setup)
    for content, at in files:
        often.deliver(at)
        often.receive(content, at)
        often.deliver(at + timedelta(minutes=7))
        once.receive(content, at)
    for day in range(90):
        often.deliver(AT + timedelta(days=day, hours=3))
    assert often.deliver(MUCH_LATER) == once.deliver(MUCH_LATER)
    assert often.books() == once.books()


def test_the_books_equal_what_the_remittances_say_to_the_cent(sandbox: Sandbox, world: Any) -> None:
    claims = _many(world)
    sandbox.receive(file_of(*claims), AT)
    answers = by_kind(sandbox.deliver(MUCH_LATER))
    remittances = [one for reading in answers["835"] for one in reading.remittances]
    books = sandbox.books()
    totals = books.totals()
    paid = [claim for one in remittances for claim in one.claims]
    assert totals.claims == len(paid)
    assert totals.billed == sum(claim.billed for claim in paid)
    assert totals.paid == sum(claim.paid for claim in paid)
    assert totals.patient_responsibility == sum(claim.patient_responsibility or 0 for claim in paid)
    assert totals.billed == totals.paid + totals.adjusted + totals.patient_responsibility
    assert totals.transferred == sum(one.paid for one in remittances) == totals.paid + totals.interest
    assert len(books.rejected) + len(paid) == len(claims)
    assert books.pending == ()
    by_pair = books.by_payer_and_payee()
    assert sum(one.paid for one in by_pair.values()) == totals.paid
    line = books.lines()["ACME1", "C002", "C1"]
    assert line[0] == line[1] + line[2] + line[3]


def test_another_seed_gives_other_numbers_and_the_same_money(world: Any) -> None:
    one, other = Sandbox(world.setup), Sandbox(replace(world.setup, seed=8))
    content = file_of(*_many(world))
    for sandbox in (one, other):
        sandbox.receive(content, AT)
        sandbox.deliver(MUCH_LATER)
    assert one.books().totals() == other.books().totals()
    numbers = [{claim.payer_claim_control_number for claim in box.books().claims} for box in (one, other)]
    assert numbers[0].isdisjoint(numbers[1])
