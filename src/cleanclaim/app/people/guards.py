"""What does the database itself refuse, whoever asks? Guards, made from the models after every migration.

A rebuilt table loses its triggers on SQLite, so guards are no migration's work: they are dropped and made
again after each one, and a check at start compares what is there with what must be there.
"""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from importlib import import_module
from importlib.util import find_spec
from typing import Any

from django.apps import apps
from django.core.checks import Warning
from django.db import connections, models

from cleanclaim.app.people.rows import PracticeRow
from cleanclaim.core.basics.refusals import BrokenInvariant


@dataclass(frozen=True, slots=True)
class Guard:
    """One trigger: its table, what it watches, and what it does on each database.

    `sqlite` is the trigger's body, `when` its condition on SQLite; `postgres` is the body of a PL/pgSQL
    function that returns what a row trigger returns.
    """

    name: str
    table: str
    on: str  # BEFORE UPDATE, BEFORE DELETE, BEFORE INSERT …
    sqlite: str
    postgres: str
    when: str = ""

    @property
    def full_name(self) -> str:
        """The guard's name in the database, with a digest of its text, so that an old text is noticed."""
        text = "\x1f".join((self.on, self.sqlite, self.postgres, self.when))
        return f"guard_{self.name}_{hashlib.sha256(text.encode()).hexdigest()[:8]}"


def every_guard() -> Iterator[Guard]:
    """The guards that follow from the models, then those that an app declares in its `guards.py`."""
    for model in apps.get_models():
        if getattr(model, "append_only", False):
            yield from _append_only(model._meta.db_table)
        if issubclass(model, PracticeRow):
            yield from _same_practice(model)
    for config in apps.get_app_configs():
        name = f"{config.name}.guards"
        if config.name.startswith("cleanclaim.") and config.label != "people" and find_spec(name):
            yield from import_module(name).guards()


def _append_only(table: str) -> Iterator[Guard]:
    for verb in ("UPDATE", "DELETE"):
        message = f"{table} is append-only"
        yield Guard(
            name=f"{table}_no_{verb.lower()}",
            table=table,
            on=f"BEFORE {verb}",
            sqlite=f"SELECT RAISE(ABORT, '{message}');",
            postgres=f"RAISE EXCEPTION '{message}';",
        )


def _same_practice(model: type[models.Model]) -> Iterator[Guard]:
    """A row may point only at rows of its own practice: foreign-key checks alone ignore row policies."""
    table = model._meta.db_table
    for field in model._meta.concrete_fields:
        target = field.related_model
        if not isinstance(target, type) or not issubclass(target, PracticeRow):
            continue
        other, column = target._meta.db_table, field.column
        message = f"{table}.{column} points into another practice"
        elsewhere = (
            f'NEW."{column}" IS NOT NULL AND NOT EXISTS (SELECT 1 FROM "{other}" AS pointed '
            f'WHERE pointed.id = NEW."{column}" AND pointed.practice_id = NEW.practice_id)'
        )
        for verb in ("INSERT", f'UPDATE OF "{column}", practice_id'):
            yield Guard(
                name=f"{table}_{column}_{verb[:6].lower()}",
                table=table,
                on=f"BEFORE {verb}",
                when=elsewhere,
                sqlite=f"SELECT RAISE(ABORT, '{message}');",
                postgres=f"IF {elsewhere} THEN RAISE EXCEPTION '{message}'; END IF; RETURN NEW;",
            )


def install(using: str = "default", **_: Any) -> None:
    """Drop every guard and make those that must be; row policies too, on PostgreSQL."""
    connection = connections[using]
    with connection.cursor() as cursor:
        present = set(connection.introspection.table_names(cursor))
        guards = [guard for guard in every_guard() if guard.table in present]
        for name, table in installed(using):
            cursor.execute(_drop(connection.vendor, name, table))
        for guard in guards:
            for statement in _create(connection.vendor, guard):
                cursor.execute(statement)
        if connection.vendor == "postgresql":
            for model in apps.get_models():
                if issubclass(model, PracticeRow) and model._meta.db_table in present:
                    _row_policy(cursor, model._meta.db_table)


def installed(using: str = "default") -> list[tuple[str, str]]:
    """The guards that the database has, as (name, table)."""
    connection = connections[using]
    if connection.vendor == "sqlite":
        query = "SELECT name, tbl_name FROM sqlite_master WHERE type = 'trigger' AND name LIKE 'guard_%'"
    else:
        query = (
            "SELECT t.tgname, c.relname FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid "
            "WHERE NOT t.tgisinternal AND t.tgname LIKE 'guard_%%'"
        )
    with connection.cursor() as cursor:
        cursor.execute(query)
        return [(str(name), str(table)) for name, table in cursor.fetchall()]


def missing(using: str = "default") -> list[str]:
    """The guards that must be there and are not; on PostgreSQL row policies are among them."""
    connection = connections[using]
    have = {name for name, _ in installed(using)}
    due = {name for guard in every_guard() for name in _names(connection.vendor, guard)}
    return sorted(due - have) + _tables_without_policy(using)


def _tables_without_policy(using: str) -> list[str]:
    """The tables of practices whose rows PostgreSQL would show to whoever asks."""
    if connections[using].vendor != "postgresql":
        return []
    with connections[using].cursor() as cursor:
        cursor.execute(
            "SELECT relname FROM pg_class WHERE relrowsecurity AND relforcerowsecurity AND EXISTS "
            "(SELECT 1 FROM pg_policy WHERE polrelid = pg_class.oid AND polname = 'practice')"
        )
        have = {str(name) for (name,) in cursor.fetchall()}
    due = {model._meta.db_table for model in apps.get_models() if issubclass(model, PracticeRow)}
    return [f"{table} row policy" for table in sorted(due - have)]


def check_guards(**_: Any) -> list[Warning]:
    """Say on every command that guards are missing: a warning, because `migrate` must run to make them."""
    lacking = missing() if "ledger_entry" in connections["default"].introspection.table_names() else []
    if not lacking:
        return []
    words = f"{len(lacking)} database guards are missing, first {lacking[0]}"
    return [Warning(words, hint="Run migrate.", id="cleanclaim.W001")]


def refuse_unguarded() -> None:
    """Refuse to serve a database whose guards are not the ones that the models ask for."""
    lacking = missing()
    if lacking:
        raise BrokenInvariant(f"{len(lacking)} database guards are missing, first {lacking[0]}: run migrate")


def _short(name: str, vendor: str) -> str:
    """PostgreSQL cuts names at 63 bytes: keep the digest at the end."""
    if vendor == "sqlite" or len(name) <= 63:
        return name
    whole = hashlib.sha256(name.encode()).hexdigest()[:8]
    return f"{name[:45]}_{whole}_{name[-8:]}"


def _create(vendor: str, guard: Guard) -> list[str]:
    name = _short(guard.full_name, vendor)
    if vendor == "sqlite":
        when = f" WHEN {guard.when}" if guard.when else ""
        each = f'CREATE TRIGGER "{name}" {guard.on} ON "{guard.table}" FOR EACH ROW{when}'
        return [f"{each} BEGIN {guard.sqlite} END"]
    statements = [
        f'CREATE OR REPLACE FUNCTION "{name}"() RETURNS trigger LANGUAGE plpgsql AS '
        f"$guard$ BEGIN {guard.postgres} END $guard$",
        f'CREATE TRIGGER "{name}" {guard.on} ON "{guard.table}" FOR EACH ROW EXECUTE FUNCTION "{name}"()',
    ]
    for emptied in _names(vendor, guard)[1:]:
        statements += [
            f'CREATE OR REPLACE FUNCTION "{emptied}"() RETURNS trigger LANGUAGE plpgsql AS '
            f"$guard$ BEGIN RAISE EXCEPTION '{guard.table} is never emptied'; END $guard$",
            f'CREATE TRIGGER "{emptied}" BEFORE TRUNCATE ON "{guard.table}" '
            f'FOR EACH STATEMENT EXECUTE FUNCTION "{emptied}"()',
        ]
    return statements


def _names(vendor: str, guard: Guard) -> list[str]:
    """The triggers that a guard is: on PostgreSQL a table that keeps its rows is not emptied either."""
    name = _short(guard.full_name, vendor)
    empties = vendor == "postgresql" and guard.on == "BEFORE DELETE"
    return [name, f"{name[:-9]}_truncate"] if empties else [name]


def _drop(vendor: str, name: str, table: str) -> str:
    if vendor == "sqlite":
        return f'DROP TRIGGER IF EXISTS "{name}"'
    return f'DROP TRIGGER IF EXISTS "{name}" ON "{table}"'


def _row_policy(cursor: Any, table: str) -> None:
    """Forced row-level security: a connection that names no practice sees no row."""
    scope = "current_setting('app.practices', true)"
    allowed = f"{scope} = '*' OR practice_id::text = ANY(string_to_array({scope}, ','))"
    cursor.execute(f'ALTER TABLE "{table}" ENABLE ROW LEVEL SECURITY')
    cursor.execute(f'ALTER TABLE "{table}" FORCE ROW LEVEL SECURITY')
    cursor.execute(f'DROP POLICY IF EXISTS practice ON "{table}"')
    cursor.execute(f'CREATE POLICY practice ON "{table}" USING ({allowed}) WITH CHECK ({allowed})')
