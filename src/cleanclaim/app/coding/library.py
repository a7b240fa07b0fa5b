"""Where does the application ask for codes? One reference library for the process, in the home folder."""

from datetime import date
from functools import cache
from pathlib import Path

from django.conf import settings

from cleanclaim.core.codesets.editions import Editions
from cleanclaim.core.codesets.reference import Reference


def reference() -> Reference:
    """The library of this installation; built offline the first time that it is asked."""
    return _opened(Path(settings.HOME))


def editions_on(day: date) -> Editions:
    """Every set as of a date of service."""
    return reference().on(day)


def make_ready() -> None:
    """Build what is missing of the library and of its search, so that no coder waits for it.

    The library opened here is let go: a connection must not be carried into the server's workers.
    """
    Reference(Path(settings.HOME)).search_index()


@cache
def _opened(home: Path) -> Reference:
    return Reference(home)
