"""Does the database itself keep practices apart, keep what is final, and notice a guard that was dropped?

On PostgreSQL the tests become an ordinary role that owns nothing, as an installation runs; the superuser that
the tests connect as is above every row policy.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.apps import apps
from django.db import DatabaseError, connection, models, transaction
from tests.app import world
from tests.app.cast import Stage
from tests.app.security.conftest import Things

from cleanclaim.app.claims.models import Claim, Hold
from cleanclaim.app.documentation.models import Note
from cleanclaim.app.edits.models import Override, Verdict
from cleanclaim.app.encounters.models import Patient
from cleanclaim.app.ledger.models import Period
from cleanclaim.app.people import guards
from cleanclaim.app.people.models import Practice
from cleanclaim.app.people.rows import PracticeRow
from cleanclaim.app.people.tenancy import every_practice, practice_scope

IS_POSTGRES = connection.vendor == "postgresql"
on_postgres = pytest.mark.skipif(not IS_POSTGRES, reason="row-level security is PostgreSQL's")
OF_A_PRACTICE = [model for model in apps.get_models() if issubclass(model, PracticeRow)]
FINAL = [model for model in apps.get_models() if getattr(model, "append_only", False)]


def run(sql: str, *given: Any) -> list[tuple[Any, ...]]:
    """Raw SQL, past every manager."""
    with connection.cursor() as cursor:
        cursor.execute(sql, given)
        return cursor.fetchall() if cursor.description else []


@contextmanager
def refused(why: str | None = None) -> Iterator[None]:
    with pytest.raises(DatabaseError, match=why), transaction.atomic():
        yield


def stored(key: UUID) -> Any:
    return key if IS_POSTGRES else key.hex


def harbor_and_hilltop() -> tuple[UUID, UUID]:
    keys = dict(Practice.objects.values_list("number", "pk"))
    return keys[world.HARBOR], keys[world.HILLTOP]


def number_of_rows(model: type[models.Model]) -> int:
    return int(run(f'SELECT COUNT(*) FROM "{model._meta.db_table}"')[0][0])


@pytest.fixture
def plain_role(db: None) -> Iterator[Callable[[str], None]]:
    """A role that owns nothing and is above nothing; names the practices that it works for."""
    run("CREATE ROLE ordinary NOSUPERUSER NOBYPASSRLS NOLOGIN")
    run("GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO ordinary")
    run("SET LOCAL ROLE ordinary")

    def name(practices: str) -> None:
        run("SELECT set_config('app.practices', %s, false)", practices)

    name("")
    yield name
    connection.needs_rollback or run("RESET ROLE")


@on_postgres
def test_an_ordinary_role_sees_no_row_before_it_names_a_practice(
    things: Things, plain_role: Callable[[str], None]
) -> None:
    assert {model._meta.db_table: number_of_rows(model) for model in OF_A_PRACTICE} == {
        model._meta.db_table: 0 for model in OF_A_PRACTICE
    }


@on_postgres
def test_an_ordinary_role_sees_the_rows_of_the_practice_that_it_names(
    things: Things, plain_role: Callable[[str], None]
) -> None:
    harbor, hilltop = harbor_and_hilltop()
    for own, foreign in ((harbor, hilltop), (hilltop, harbor)):
        plain_role(str(own))
        for model in OF_A_PRACTICE:
            seen = {row[0] for row in run(f'SELECT DISTINCT practice_id FROM "{model._meta.db_table}"')}
            assert foreign not in seen, model
            assert seen <= {own}, model
        assert number_of_rows(Patient) == len(world._PEOPLE)
    assert not number_of_rows(Claim)
    plain_role(str(harbor))
    assert number_of_rows(Claim)


@on_postgres
def test_an_ordinary_role_changes_no_row_of_another_practice(
    things: Things, plain_role: Callable[[str], None]
) -> None:
    harbor, hilltop = harbor_and_hilltop()
    plain_role(str(hilltop))
    assert run("UPDATE encounters_patient SET first = 'x' WHERE practice_id = %s RETURNING id", harbor) == []
    assert run("DELETE FROM claims_hold WHERE practice_id = %s RETURNING id", harbor) == []
    with refused("row-level security"):
        run("UPDATE encounters_patient SET practice_id = %s WHERE practice_id = %s", harbor, hilltop)
    with refused("row-level security"):
        run(
            "INSERT INTO ledger_period (id, practice_id, period, closed_by) VALUES (%s, %s, '2030-01', '')",
            uuid4(),
            harbor,
        )


@on_postgres
def test_every_table_of_a_practice_has_a_forced_policy(db: None) -> None:
    rows = run(
        "SELECT relname FROM pg_class WHERE relrowsecurity AND relforcerowsecurity AND EXISTS "
        "(SELECT 1 FROM pg_policy WHERE polrelid = pg_class.oid AND polwithcheck IS NOT NULL)"
    )
    assert {model._meta.db_table for model in OF_A_PRACTICE} == {name for (name,) in rows}


def test_every_pointer_of_a_practices_row_is_guarded_on_insert_and_update(db: None) -> None:
    tables = [table for _, table in guards.installed()]
    for model in OF_A_PRACTICE:
        pointers = [
            field
            for field in model._meta.concrete_fields
            if isinstance(field.related_model, type) and issubclass(field.related_model, PracticeRow)
        ]
        assert tables.count(model._meta.db_table) >= 2 * len(pointers), model
    assert guards.missing() == []


@pytest.mark.parametrize("column", ["patient_id", "encounter_id", "coverage_id"])
def test_a_claim_about_something_of_another_practice_is_refused(
    ready_claim: Claim, open_visit: Stage, column: str
) -> None:
    with every_practice("a row of another practice is looked for"):
        _, hilltop = harbor_and_hilltop()
        kind = Claim._meta.get_field(column.removesuffix("_id")).related_model
        foreign = kind.objects.filter(practice=hilltop).first()  # type: ignore[union-attr]
        if foreign is None:  # no visit there: the claim itself goes to the other practice
            with refused("points into another practice"):
                Claim.objects.filter(pk=ready_claim.pk).update(practice=hilltop)
            return
        with refused("points into another practice"):
            Claim.objects.filter(pk=ready_claim.pk).update(**{column: foreign.pk})
        row = Claim.objects.get(pk=ready_claim.pk)
        row.pk, row.patient_control_number, row.version = uuid4(), "OTHER", 9
        setattr(row, column, foreign.pk)
        with refused("points into another practice"):
            row.save(force_insert=True)


@pytest.mark.parametrize("table", ["ledger_entry", "claims_claim", "encounters_encounter"])
def test_a_guard_that_was_dropped_is_noticed_by_its_name(db: None, table: str) -> None:
    assert guards.missing() == []
    name = next(name for name, of in guards.installed() if of == table)
    with transaction.atomic():
        run(f'DROP TRIGGER "{name}"' + (f' ON "{table}"' if IS_POSTGRES else ""))
        assert guards.missing() == [name]
        assert name in str(guards.check_guards())
        with pytest.raises(Exception, match=name):
            guards.refuse_unguarded()
        transaction.set_rollback(True)
    assert guards.missing() == []


@on_postgres
def test_a_row_policy_that_was_switched_off_is_noticed(db: None) -> None:
    for sql in (
        "ALTER TABLE claims_claim NO FORCE ROW LEVEL SECURITY",
        "ALTER TABLE claims_claim DISABLE ROW LEVEL SECURITY",
        "DROP POLICY practice ON claims_claim",
    ):
        with transaction.atomic():
            run(sql)
            assert guards.missing() == ["claims_claim row policy"]
            transaction.set_rollback(True)


@on_postgres
def test_a_table_that_is_final_cannot_be_emptied(things: Things) -> None:
    for model in (*FINAL, Claim, Note, Period):
        with refused():
            run(f'TRUNCATE "{model._meta.db_table}" CASCADE')


def test_what_is_append_only_neither_changes_nor_goes_nor_is_replaced(things: Things) -> None:
    for model in FINAL:
        table, column = model._meta.db_table, model._meta.concrete_fields[1].column
        if not number_of_rows(model):
            assert model in (Verdict, Override)  # the claims are clean
            continue
        with refused("append-only"):
            run(f'UPDATE "{table}" SET "{column}" = "{column}"')
        with refused("append-only"):
            run(f'DELETE FROM "{table}"')
        if not IS_POSTGRES:
            with refused():
                run(f'INSERT OR REPLACE INTO "{table}" SELECT * FROM "{table}"')
    names = {guard.name for guard in guards.every_guard()}
    tables = [model._meta.db_table for model in FINAL]
    assert {f"{table}_no_{verb}" for table in tables for verb in ("update", "delete")} <= names
    assert guards.missing() == []


FROZEN_COLUMNS = sorted(
    field.column
    for field in Claim._meta.concrete_fields
    if field.name
    not in {"state", "state_since", "touches", "payer_claim_control_number", "released_at", "released_by"}
)
"""What a claim says and whose it is; how far it got, and its payer's number, still change."""


def test_a_frozen_claim_neither_changes_nor_goes_nor_is_replaced(frozen_claim: Claim) -> None:
    key = stored(frozen_claim.pk)
    for column in FROZEN_COLUMNS:
        with refused("frozen"):
            run(f'UPDATE claims_claim SET "{column}" = "{column}" WHERE id = %s', key)
    with refused("frozen"):
        run("DELETE FROM claims_claim WHERE id = %s", key)
    if not IS_POSTGRES:
        with refused("frozen"):
            run("INSERT OR REPLACE INTO claims_claim SELECT * FROM claims_claim WHERE id = %s", key)


def test_a_signed_note_neither_changes_nor_goes_nor_is_replaced(things: Things) -> None:
    note = Note.objects.get(encounter=things["encounter"])
    for field in Note._meta.concrete_fields:
        with refused("signed"):
            run(f'UPDATE documentation_note SET "{field.column}" = "{field.column}"')
    with refused("signed"):
        run("DELETE FROM documentation_note WHERE id = %s", stored(note.pk))
    if not IS_POSTGRES:
        with refused("signed"):
            run("INSERT OR REPLACE INTO documentation_note SELECT * FROM documentation_note")


def test_a_closed_period_is_not_opened_by_removing_it(practice: Practice, clock: world.Clock) -> None:
    Period.objects.create(id=uuid4(), practice=practice, period="2026-07", closed_at=clock())
    with refused("closed period"):
        run("DELETE FROM ledger_period")
    with refused("closed period"):
        run("UPDATE ledger_period SET closed_at = NULL")


def test_a_row_read_without_a_practice_is_our_mistake(db: None) -> None:
    _, hilltop = harbor_and_hilltop()
    for model in OF_A_PRACTICE:
        with pytest.raises(Exception, match="outside a practice's scope"):
            model._default_manager.count()
    with practice_scope(hilltop):
        assert not Hold.objects.exists()
