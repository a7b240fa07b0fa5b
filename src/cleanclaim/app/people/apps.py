"""People, and the guards that keep every practice to itself."""

from django.apps import AppConfig
from django.core import checks
from django.db.models.signals import post_migrate


class PeopleConfig(AppConfig):
    """Makes the database's guards again after every migration, and checks them at start."""

    name = "cleanclaim.app.people"

    def ready(self) -> None:
        """Connect."""
        from cleanclaim.app.people import guards

        def after(sender: AppConfig, using: str, **_: object) -> None:
            if sender.label == "statements":  # the last of ours: once, not once for each app
                guards.install(using)

        post_migrate.connect(after, weak=False, dispatch_uid="guards")
        checks.register(guards.check_guards, checks.Tags.database)
