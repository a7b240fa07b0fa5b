"""How is the revenue cycle doing here? The figures of the practices in scope, as of a day and over time."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta

from cleanclaim.app.reports.sources import tables
from cleanclaim.core import reports
from cleanclaim.core.pages.tables import Row
from cleanclaim.core.reports import Figure

HEADLINE = ("days-in-ar", "net-collection-rate", "clean-claim-rate", "initial-denial-rate", "ar-aging")
"""The figures that the reports page opens with."""


def figures(names: Sequence[str], as_of: date) -> tuple[Figure, ...]:
    """Several figures as of one day."""
    return reports.compute_all(names, tables(), as_of)


def figure(name: str, as_of: date) -> Figure:
    """One figure as of one day; Unknown for a name that no page has."""
    return reports.compute(name, tables(), as_of)


def trends(
    names: Sequence[str], as_of: date, *, points: int = 8, every_days: int = 7
) -> dict[str, tuple[Figure, ...]]:
    """Each figure as of several days that end on one, oldest first. The rows are read once."""
    return over_time(names, tables(), as_of, points=points, every_days=every_days)


def over_time(
    names: Sequence[str], rows: Mapping[str, Sequence[Row]], as_of: date, *, points: int, every_days: int
) -> dict[str, tuple[Figure, ...]]:
    """The same over rows that are read already."""
    days = [as_of - timedelta(days=every_days * back) for back in reversed(range(points))]
    by_day = [reports.compute_all(names, rows, day) for day in days]
    return {name: tuple(found[place] for found in by_day) for place, name in enumerate(names)}
