"""Whose rows may this work see? Those of the practices in scope; outside a scope, none."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import lru_cache
from uuid import UUID

from django.db import connection, models

from cleanclaim.core.basics.refusals import BrokenInvariant

EVERY = "*"

_scope: ContextVar[frozenset[UUID] | str | None] = ContextVar("practices in scope", default=None)


@contextmanager
def practice_scope(*practices: UUID) -> Iterator[None]:
    """Work for these practices and no others; on PostgreSQL row-level security is told as well."""
    yield from _with_scope(frozenset(practices))


@contextmanager
def every_practice(why: str) -> Iterator[None]:
    """Work above practices (a company's file, a migration, a backup). A house test counts its uses."""
    if not why:
        raise BrokenInvariant("work above practices says why")
    yield from _with_scope(EVERY)


def practices_in_scope() -> frozenset[UUID] | str | None:
    """The practices that this work is for; EVERY above practices; None outside any scope."""
    return _scope.get()


def _with_scope(scope: frozenset[UUID] | str) -> Iterator[None]:
    token = _scope.set(scope)
    _tell_database()
    try:
        yield
    finally:
        _scope.reset(token)
        _tell_database()


def _tell_database() -> None:
    """Set the practices that PostgreSQL's row policies let through; a broken transaction is left alone."""
    if connection.vendor != "postgresql" or (connection.in_atomic_block and connection.needs_rollback):
        return
    scope = _scope.get()
    named = EVERY if scope == EVERY else ",".join(sorted(str(one) for one in scope or ()))
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('app.practices', %s, false)", [named])


class PracticeManager(models.Manager):
    """Sees the rows of the practices in scope, and fails outside a scope."""

    def get_queryset(self) -> models.QuerySet:
        """Narrow to the practices in scope."""
        scope = _scope.get()
        if scope is None:
            raise BrokenInvariant(f"{self.model.__name__} was read outside a practice's scope")
        rows = super().get_queryset()
        if isinstance(scope, frozenset):
            rows.query = _narrowed(self.model, scope).chain()
        return rows


@lru_cache(maxsize=1024)
def _narrowed(model: type[models.Model], scope: frozenset[UUID]) -> models.sql.Query:
    """The query for a model's rows of some practices, made once: nearly every reading starts from one."""
    rows = models.QuerySet(model)
    if len(scope) == 1:
        return rows.filter(practice=next(iter(scope))).query
    return rows.filter(practice__in=scope).query
