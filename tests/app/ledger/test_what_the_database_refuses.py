"""Raw SQL tries to break the books. On both databases every try is refused."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime
from uuid import UUID, uuid4

import pytest
from django.db import DatabaseError, connection, transaction

from cleanclaim.app.ledger import books
from cleanclaim.app.ledger.models import Entry, Leg, Period, Seal
from cleanclaim.app.people.models import Practice
from cleanclaim.core.basics.refusals import TooLate
from cleanclaim.core.facts import money
from cleanclaim.core.ledger.accounts import CASH, UNAPPLIED_PAYER_CASH
from cleanclaim.core.ledger.entries import Occasion, entry, reversal

NOW = datetime(2026, 9, 14, 14, tzinfo=UTC)
TODAY = NOW.date()


@contextmanager
def refused(match: str | None = None) -> Iterator[None]:
    """What is tried inside is refused by the database."""
    with pytest.raises(DatabaseError, match=match), transaction.atomic():
        yield


def made(practice: Practice, number: str = "1", cents: int = 100, day: date = TODAY) -> money.Entry:
    return entry(
        Occasion(practice.pk, day, "Pia", NOW),
        kind="deposit",
        idempotency_key=number,
        legs=(
            money.Leg(account=CASH, amount=cents),
            money.Leg(account=UNAPPLIED_PAYER_CASH, amount=-cents),
        ),
    )


@pytest.fixture
def posted(practice: Practice) -> UUID:
    (key,) = books.write([made(practice)])
    return key


def entry_row(practice: Practice, key: UUID, *, seal: UUID | None = None, number: str = "9") -> None:
    Entry.objects.create(
        id=key,
        practice=practice,
        seal_id=seal or key,
        kind="deposit",
        idempotency_key=number,
        post_date=NOW.date(),
        period="2026-09",
        actor="Pia",
        posted_at=NOW,
    )


def leg_row(practice: Practice, of: UUID, position: int, cents: int) -> None:
    Leg.objects.create(
        id=uuid4(), practice=practice, entry_id=of, position=position, account=CASH, amount=cents
    )


def test_what_was_written_is_read_back_as_it_was(practice: Practice, posted: UUID) -> None:
    assert books.entries(practice=practice.pk) == [made(practice)]
    assert books.legs(entry=posted) == list(made(practice).legs)


def test_the_same_entry_is_refused_the_second_time(practice: Practice, posted: UUID) -> None:
    with pytest.raises(TooLate):
        books.write([made(practice)])


def test_an_entry_without_its_seal_is_not_committed(practice: Practice) -> None:
    with refused():
        entry_row(practice, uuid4())
        connection.check_constraints()


@pytest.mark.parametrize("amounts", [(100, -99), (100,), (), (100, -100, 5)])
def test_an_unbalanced_one_sided_or_empty_entry_is_not_sealed(
    practice: Practice, amounts: tuple[int, ...]
) -> None:
    key = uuid4()
    with refused():
        entry_row(practice, key)
        for position, cents in enumerate(amounts, 1):
            leg_row(practice, key, position, cents)
        Seal.objects.create(id=key, legs=len(amounts))


def test_a_seal_that_miscounts_is_refused(practice: Practice) -> None:
    key = uuid4()
    with refused():
        entry_row(practice, key)
        leg_row(practice, key, 1, 100)
        leg_row(practice, key, 2, -100)
        Seal.objects.create(id=key, legs=3)


def test_a_leg_of_nothing_is_refused(practice: Practice) -> None:
    key = uuid4()
    with refused():
        entry_row(practice, key)
        leg_row(practice, key, 1, 0)


def test_a_leg_after_the_seal_is_refused(practice: Practice, posted: UUID) -> None:
    with refused():
        leg_row(practice, posted, 3, 100)


def test_a_leg_of_no_entry_is_refused_at_once(practice: Practice) -> None:
    with refused():
        leg_row(practice, uuid4(), 1, 100)


def test_a_seal_cannot_be_borrowed(practice: Practice, posted: UUID) -> None:
    with refused():
        entry_row(practice, uuid4(), seal=posted)


@pytest.mark.parametrize("table", ["ledger_entry", "ledger_leg", "ledger_seal"])
@pytest.mark.parametrize("verb", ["UPDATE", "DELETE"])
def test_nothing_in_the_books_is_changed_or_deleted(posted: UUID, table: str, verb: str) -> None:
    statement = {
        "UPDATE": f"UPDATE {table} SET id = id",
        "DELETE": f"DELETE FROM {table}",
    }[verb]
    with refused("append-only"), connection.cursor() as cursor:
        cursor.execute(statement)


def test_nothing_in_the_books_is_replaced(posted: UUID) -> None:
    if connection.vendor != "sqlite":
        pytest.skip("REPLACE is SQLite's")
    with refused(), connection.cursor() as cursor:
        cursor.execute("INSERT OR REPLACE INTO ledger_leg SELECT * FROM ledger_leg")


@pytest.mark.parametrize("table", ["ledger_entry", "ledger_leg", "ledger_seal"])
def test_the_books_are_not_truncated(posted: UUID, table: str) -> None:
    if connection.vendor != "postgresql":
        pytest.skip("TRUNCATE is PostgreSQL's")
    with refused(), connection.cursor() as cursor:
        cursor.execute(f"TRUNCATE {table} CASCADE")


def test_a_leg_of_another_practice_is_refused(practice: Practice) -> None:
    other = Practice.objects.get(number="HTO")
    key = uuid4()
    with refused():
        entry_row(practice, key)
        leg_row(other, key, 1, 100)


def test_an_entry_is_reversed_once(practice: Practice, posted: UUID) -> None:
    back = reversal(made(practice), Occasion(practice.pk, NOW.date(), "Pia", NOW))
    books.write([back])
    with refused():
        Entry.objects.create(
            id=(key := uuid4()),
            practice=practice,
            seal_id=key,
            reverses_id=posted,
            kind="reversal",
            idempotency_key="again",
            post_date=NOW.date(),
            period="2026-09",
            actor="Pia",
            posted_at=NOW,
        )


def test_a_closed_period_takes_nothing_and_stays_closed(practice: Practice) -> None:
    Period.objects.create(
        id=Period.key(practice.pk, "2026-08"), practice=practice, period="2026-08", closed_at=NOW
    )
    with pytest.raises(TooLate):
        books.write([made(practice, day=date(2026, 8, 31))])
    with refused():
        Entry.objects.create(
            id=(key := uuid4()),
            practice=practice,
            seal_id=key,
            kind="deposit",
            idempotency_key="late",
            post_date=date(2026, 8, 31),
            period="2026-08",
            actor="Pia",
            posted_at=NOW,
        )
    with refused():
        Period.objects.filter(practice=practice).update(closed_at=None)
