"""How do facts that a caller brings become rows? Checked against the caller's practice, then kept at once."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from typing import Any, TypeVar
from uuid import UUID

from django.db import models

from cleanclaim.app.people.models import Sequence as Numbers
from cleanclaim.app.people.rows import PracticeRow, Row, columns_from
from cleanclaim.core.basics.refusals import NotYours, TooLate, Unknown

R = TypeVar("R", bound=Row)
F = TypeVar("F")


def keep(
    model: type[R],
    practice: UUID,
    facts: Iterable[Any],
    name: Callable[[Any], tuple[object, ...]],
    **also: Any,
) -> list[R]:
    """Keep facts as new rows, in order, whose keys derive from what `name` says of each.

    also: columns that the rows have beyond the fact. NotYours for a fact of another practice, Unknown where a
    fact points at a row that is not this practice's, TooLate where one of the rows is there already.
    """
    given = list(facts)
    if any(getattr(fact, "practice", practice) != practice for fact in given):
        raise NotYours("practice", "This belongs to another practice.")
    rows = [model(id=model.key(*name(fact)), **columns_from(fact), **also) for fact in given]
    _refuse_strangers(model, rows)
    ids = [row.pk for row in rows]
    if len(set(ids)) != len(ids) or _manager(model).filter(pk__in=ids).exists():
        raise TooLate("there_already", f"One of these is there already: {model._meta.verbose_name}.")
    _manager(model).bulk_create(rows, batch_size=500)
    return rows


def numbered(model: type[PracticeRow], facts: Iterable[F], practice: UUID, prefix: str) -> list[F]:
    """Give a number to every fact that comes without one: the next that no row of the practice has."""
    given = list(facts)
    return [
        one
        if getattr(one, "number")  # noqa: B009 — facts share the field, not a type
        else replace(one, number=_free_number(model, practice, prefix))  # type: ignore[type-var]
        for one in given
    ]


def change(row: Row, changes: dict[str, Any]) -> list[str]:
    """Set columns and save; the names of those that really changed."""
    changed = [name for name, value in changes.items() if getattr(row, name) != value]
    for name in changed:
        setattr(row, name, changes[name])
    if changed:
        _refuse_strangers(type(row), [row])
        row.save(update_fields=changed)
    return changed


def one(model: type[R], key: UUID, what: str) -> R:
    """The row with this key, of this practice; Unknown where there is none, or none that is ours."""
    found = _first(_manager(model).filter(pk=key))
    if found is None:
        raise Unknown("unknown", f"There is no such {what} here.")
    return found


def locked(model: type[R], key: UUID, what: str) -> R:
    """The same row, held until the transaction ends, so that two people change it one after the other."""
    found = _first(_manager(model).select_for_update().filter(pk=key))
    if found is None:
        raise Unknown("unknown", f"There is no such {what} here.")
    return found


def _first(rows: "models.QuerySet[R]") -> R | None:
    """The only row of a key: nothing to put in order, which `first()` would."""
    return next(iter(rows.order_by()), None)


def _free_number(model: type[PracticeRow], practice: UUID, prefix: str) -> str:
    """Numbers that came from elsewhere may have taken the next ones already."""
    while True:
        number = f"{prefix}{Numbers.next(practice, model._meta.label_lower):06d}"
        if not model.objects.filter(number=number).exists():
            return number


def _manager(model: type[R]) -> "models.Manager[R]":
    return model._default_manager


def _refuse_strangers(model: type[Row], rows: Sequence[Row]) -> None:
    """A row may point only at rows of its own practice. The database says so too, but with an exception."""
    for field in model._meta.concrete_fields:
        target = field.related_model
        if not isinstance(target, type) or not issubclass(target, PracticeRow):
            continue
        pointed = {getattr(row, field.attname) for row in rows} - {None}
        if pointed and target.objects.filter(pk__in=pointed).count() != len(pointed):
            raise Unknown("unknown", f"There is no such {target._meta.verbose_name} here.")
