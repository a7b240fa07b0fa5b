"""How does a verb reach the database? Set up once, made on an empty home, brought up to date otherwise."""

import os


def prepared() -> None:
    """Set Django up and bring the database of CLEANCLAIM_HOME up to date, making it where there is none.

    In a home where a demo was played, every verb speaks of that demo and of its day.
    """
    from cleanclaim.cli import home
    from cleanclaim.demo.homes import is_demo

    if is_demo(home()):
        os.environ["CLEANCLAIM_DEMO"] = "1"
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "cleanclaim.app.site.settings")
    home().mkdir(parents=True, exist_ok=True)
    import django

    django.setup()
    from django.core.management import call_command
    from django.db import connection
    from django.db.migrations.executor import MigrationExecutor

    executor = MigrationExecutor(connection)
    if executor.migration_plan(executor.loader.graph.leaf_nodes()):
        call_command("migrate", verbosity=0, interactive=False, skip_checks=True)
