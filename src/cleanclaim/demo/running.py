"""How is a demo run from nothing? A fresh database, the play, the count, and what the server must know."""

import gc
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from cleanclaim.demo import homes

if TYPE_CHECKING:
    from cleanclaim.demo.stage import Stage
    from cleanclaim.demo.tally import Tally


@dataclass(frozen=True, slots=True)
class Login:
    """One login that the served demo offers."""

    username: str
    role: str


@dataclass(frozen=True, slots=True)
class Played:
    """A demo that was played to its end."""

    tally: "Tally"
    logins: tuple[Login, ...]


def run(home: Path, *, seed: int, days: int, told: Callable[[str, date | None], None]) -> Played:
    """Play a fresh demo in this home; told hears what is being done, and each day that was played.

    Refuses a home that holds anything but an earlier demo.
    """
    homes.prepare(home)
    with _collecting_seldom():
        return _run(home, seed, days, told)


@contextmanager
def _collecting_seldom() -> Iterator[None]:
    """Let the collector look for cycles seldom: at its usual pace it takes a tenth of the whole time."""
    usual = gc.get_threshold()
    gc.set_threshold(100_000, 20, 50)
    try:
        yield
    finally:
        gc.set_threshold(*usual)


def _run(home: Path, seed: int, days: int, told: Callable[[str, date | None], None]) -> Played:
    told("Making the database", None)
    _make_database()
    from cleanclaim.demo.logins import give_patients_logins
    from cleanclaim.demo.play import open_stage, play
    from cleanclaim.demo.tally import tally

    told("Setting up the practices", None)
    stage = open_stage(home, seed, days)
    gc.freeze()  # what is loaded now stays: the collector need not look at it again
    play(stage, lambda day: told("", day))
    logins = tuple(Login(*one) for one in give_patients_logins(stage))
    told("Proving the books", None)
    outcome = tally(stage)
    _keep(home, stage)
    _write_safely_again()
    return Played(outcome, logins)


def _make_database() -> None:
    """Make the demo's own SQLite file. While it is made, nothing waits for the disk: it can be made anew."""
    os.environ["CLEANCLAIM_DEMO"] = "1"
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "cleanclaim.app.site.settings")
    import django

    django.setup()
    from django.db import connection

    options = connection.settings_dict["OPTIONS"]
    options["init_command"] = options["init_command"].replace("synchronous=FULL", "synchronous=OFF")
    _make_tables()


def _make_tables() -> None:
    """Make the tables as the models are now, and note every migration as done: they would end there too.

    The migrations themselves render every state of every model in between, which takes ten times as long.
    """
    from django.apps import apps
    from django.core.management.sql import emit_post_migrate_signal
    from django.db import connection
    from django.db.migrations.loader import MigrationLoader
    from django.db.migrations.recorder import MigrationRecorder

    models = [one for one in apps.get_models() if one._meta.can_migrate(connection)]
    with connection.schema_editor() as editor:
        for model in models:
            editor.create_model(model)
    recorder = MigrationRecorder(connection)
    recorder.ensure_schema()
    for app, name in sorted(MigrationLoader(connection).disk_migrations):
        recorder.record_applied(app, name)
    emit_post_migrate_signal(verbosity=0, interactive=False, db=connection.alias)


def _write_safely_again() -> None:
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("PRAGMA synchronous=FULL")
        cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")


def _keep(home: Path, stage: "Stage") -> None:
    homes.keep_mark(
        home, {"now": stage.clock.at.isoformat(), "seed": stage.world.seed, "days": stage.world.days}
    )
