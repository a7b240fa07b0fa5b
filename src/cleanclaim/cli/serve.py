"""cleanclaim serve: the application on this machine, for a browser."""

import os
from typing import Any

import click

from cleanclaim.cli import CLEAN, home
from cleanclaim.core.basics.refusals import NotYours

_LOOPBACK = "127.0.0.1"
_WORKERS, _THREADS, _TIMEOUT_SECONDS = 2, 4, 60


@click.command("serve")
@click.option("--port", default=8000, show_default=True, type=click.IntRange(1, 65535), help="The port.")
@click.option(
    "--host",
    default=_LOOPBACK,
    show_default=True,
    help="The address to listen on. Any other is for a proxy that speaks TLS; a demo refuses it.",
)
def command(port: int, host: str) -> int:
    """Serve the application of CLEANCLAIM_HOME until it is stopped.

    A home where a demo was played is served as that demo: ready logins, its own clock, this machine only.
    """
    from cleanclaim.demo.homes import is_demo

    if (is_demo(home()) or os.environ.get("CLEANCLAIM_DEMO") == "1") and host != _LOOPBACK:
        raise NotYours("serve.demo", "A demo is served on 127.0.0.1 only: its logins are open.")
    from cleanclaim.cli.database import prepared

    prepared()
    click.echo(f"cleanclaim is at http://{host}:{port}/", err=True)
    serve(f"{host}:{port}")
    return CLEAN


def serve(address: str) -> None:
    """Serve the application, already set up, until it is stopped."""
    from django.db import connections
    from gunicorn.app.base import BaseApplication

    connections.close_all()  # a worker opens its own

    class Served(BaseApplication):  # type: ignore[misc] — gunicorn has no types
        """gunicorn with our settings, in place of its command line."""

        def load_config(self) -> None:
            """Set what a command line would."""
            told = {
                "bind": address,
                "workers": _WORKERS,
                "threads": _THREADS,
                "timeout": _TIMEOUT_SECONDS,
                "loglevel": "warning",
                "preload_app": True,
                "proc_name": "cleanclaim",
            }
            for name, value in told.items():
                self.cfg.set(name, value)

        def load(self) -> Any:
            """The application."""
            from cleanclaim.app.site.wsgi import application

            return application

    Served(prog="cleanclaim").run()
