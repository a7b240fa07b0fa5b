"""How are entries written and read? Sealed in one go; read back as the facts that they were."""

from collections.abc import Collection, Iterable, Iterator
from itertools import groupby
from typing import Any
from uuid import UUID

from cleanclaim.app.ledger.models import Entry, Leg, Seal
from cleanclaim.core.basics.refusals import TooLate
from cleanclaim.core.facts import money
from cleanclaim.core.facts.definition import columns
from cleanclaim.core.ledger.entries import entry_key, leg_key

_LEG_COLUMNS = tuple(column.name for column in columns(money.Leg))
_LEG_VALUES = tuple(
    f"{column.name}_id" if column.scalar == "key" else column.name for column in columns(money.Leg)
)
_ENTRY_COLUMNS = tuple(column.name for column in columns(money.Entry) if column.name != "legs")
_ENTRY_VALUES = tuple(
    f"{column.name}_id" if column.scalar == "key" else column.name
    for column in columns(money.Entry)
    if column.name != "legs"
)


def write(entries: Iterable[money.Entry]) -> list[UUID]:
    """Write entries with their legs and seals, in the caller's transaction; their keys.

    TooLate where one of them is in the books already, or its period is closed.
    """
    given = list(entries)
    keys = [entry_key(one) for one in given]
    if Entry.objects.filter(pk__in=keys).exists():
        raise TooLate("posted_already", "This is in the books already.")
    refuse_closed({(one.practice, one.period) for one in given})
    rows = [_entry_row(one, key) for one, key in zip(given, keys, strict=True)]
    legs = [leg for one, key in zip(given, keys, strict=True) for leg in _leg_rows(one, key)]
    seals = [Seal(id=key, legs=len(one.legs)) for one, key in zip(given, keys, strict=True)]
    Entry.objects.bulk_create(rows, batch_size=500)
    Leg.objects.bulk_create(legs, batch_size=500)
    Seal.objects.bulk_create(seals, batch_size=500)
    return keys


def refuse_closed(periods: Collection[tuple[UUID, str]]) -> None:
    """Refuse to write into a period that is closed: late items go to the open one."""
    from cleanclaim.app.ledger.models import Period

    for practice, period in periods:
        if Period.objects.filter(practice=practice, period=period, closed_at__isnull=False).exists():
            raise TooLate("period_closed", f"The period {period} is closed.")


def _entry_row(one: money.Entry, key: UUID) -> Entry:
    given = dict(_shallow(one, _ENTRY_COLUMNS, _ENTRY_VALUES))
    return Entry(id=key, seal_id=key, **given)


def _leg_rows(one: money.Entry, key: UUID) -> Iterator[Leg]:
    for position, leg in enumerate(one.legs, 1):
        given = dict(_shallow(leg, _LEG_COLUMNS, _LEG_VALUES))
        yield Leg(
            id=leg_key(key, position), practice_id=one.practice, entry_id=key, position=position, **given
        )


def _shallow(fact: Any, names: tuple[str, ...], fields: tuple[str, ...]) -> Iterator[tuple[str, Any]]:
    return ((field, getattr(fact, name)) for name, field in zip(names, fields, strict=True))


def legs(**where: Any) -> list[money.Leg]:
    """Legs as facts, by any lookup on the leg: `legs(charge__in=…)`."""
    rows = Leg.objects.filter(**where).order_by("entry_id", "position").values_list(*_LEG_VALUES)
    return [money.Leg(**dict(zip(_LEG_COLUMNS, row, strict=True))) for row in rows]


def entries(**where: Any) -> list[money.Entry]:
    """Whole entries as facts, by any lookup on the entry, oldest first."""
    found = Entry.objects.filter(**where).order_by("posted_at", "id")
    heads = {row[0]: row[1:] for row in found.values_list("id", *_ENTRY_VALUES)}
    sides = (
        (Leg.objects.filter(entry__in=found.order_by()) if where else Leg.objects.all())
        .order_by("entry_id", "position")
        .values_list("entry_id", *_LEG_VALUES)
    )
    by_entry = {
        key: tuple(money.Leg(**dict(zip(_LEG_COLUMNS, row[1:], strict=True))) for row in group)
        for key, group in groupby(sides, key=lambda row: row[0])
    }
    return [
        money.Entry(**dict(zip(_ENTRY_COLUMNS, head, strict=True)), legs=by_entry[key])
        for key, head in heads.items()
    ]


def has(key: UUID) -> bool:
    """True where an entry is in the books."""
    return Entry.objects.filter(pk=key).exists()
