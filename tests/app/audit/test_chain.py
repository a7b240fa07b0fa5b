"""Is a changed, removed or reordered event noticed, even where somebody got past the database's guards?"""

import json
from collections.abc import Callable

import pytest
from click.testing import CliRunner
from django.db import connection
from tests.app import world

from cleanclaim.app.audit.chain import Chain, verify
from cleanclaim.app.audit.models import Event
from cleanclaim.app.claims.models import Claim
from cleanclaim.app.people import guards
from cleanclaim.app.people.models import Sequence
from cleanclaim.cli.audit import command

Tamper = Callable[[str, int], None]


def harbor() -> Chain:
    return next(one for one in verify() if one.practice == world.HARBOR)


@pytest.fixture
def tamper(ready_claim: Claim) -> Tamper:
    """Run SQL on the practice's nth event, past the guards, as who has the database's password could."""
    table = Event._meta.db_table
    on_table = "" if connection.vendor == "sqlite" else f' ON "{table}"'
    with connection.cursor() as cursor:
        for name, guarded in guards.installed():
            if guarded == table:
                cursor.execute(f'DROP TRIGGER "{name}"{on_table}')

    def run(sql: str, sequence: int) -> None:
        key = Event.objects.get(sequence=sequence).pk
        given = key.hex if connection.vendor == "sqlite" else key
        with connection.cursor() as cursor:
            cursor.execute(sql.format(table=table), [given])

    return run


def test_what_was_recorded_is_whole(ready_claim: Claim) -> None:
    chains = verify()
    assert [one.practice for one in chains] == [world.HARBOR, world.HILLTOP]
    assert all(one.is_whole for one in chains)
    assert harbor().events == Event.objects.count() > 10


@pytest.mark.parametrize(
    ("sql", "code"),
    [
        ("UPDATE {table} SET actor = 'Somebody else' WHERE id = %s", "audit.changed"),
        ("UPDATE {table} SET details = '{{}}' WHERE id = %s", "audit.changed"),
        ("UPDATE {table} SET mac = 'x' WHERE id = %s", "audit.changed"),
        ("UPDATE {table} SET previous = 'x' WHERE id = %s", "audit.order"),
        ("DELETE FROM {table} WHERE id = %s", "audit.missing"),
    ],
)
def test_a_break_is_found_with_its_place(tamper: Tamper, sql: str, code: str) -> None:
    tamper(sql, 5)
    found = harbor().findings
    assert [one.code for one in found] == [code]
    assert "5" in found[0].message


def test_events_that_were_cut_off_at_the_end_are_missed(tamper: Tamper) -> None:
    last = Sequence.objects.get(practice__number=world.HARBOR, kind="event").last
    tamper("DELETE FROM {table} WHERE id = %s", last)
    assert [(one.code, one.message) for one in harbor().findings] == [
        ("audit.cut", "The last 1 events are missing.")
    ]


def test_the_command_says_whether_every_chain_is_whole(ready_claim: Claim) -> None:
    result = CliRunner().invoke(command, ["verify"], standalone_mode=False)
    assert result.return_value == 0
    assert f"{world.HARBOR}: {harbor().events} events, whole" in result.output


def test_the_command_exits_with_findings_where_one_is_broken(tamper: Tamper) -> None:
    tamper("UPDATE {table} SET mac = 'x' WHERE id = %s", 7)
    result = CliRunner().invoke(command, ["verify", "--json"], standalone_mode=False)
    assert result.return_value == 1
    told = {one["practice"]: one for one in json.loads(result.output)["practices"]}
    assert told[world.HARBOR]["findings"][0]["code"] == "audit.changed"
    assert told[world.HILLTOP]["whole"]
