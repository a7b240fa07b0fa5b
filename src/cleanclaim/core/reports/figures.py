"""What is the figure as of a day, what is it made of, and which rows are those?"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Any, Literal

from cleanclaim.core.pages.engines import Duckdb, Sqlite
from cleanclaim.core.pages.tables import Row
from cleanclaim.core.reports import tables
from cleanclaim.core.reports.kpi_pages import Kpi, kpi

EngineName = Literal["sqlite", "duckdb"]


@dataclass(frozen=True, slots=True)
class Group:
    """A part of a figure: one payer, one bucket of age."""

    by: tuple[str, ...]  # in the order of the KPI's groups
    numerator: int
    denominator: int


@dataclass(frozen=True, slots=True)
class Figure:
    """One KPI as of one day: never the ratio alone."""

    code: str
    title: str
    measures: str  # cents or claims
    unit: str
    as_of: date
    numerator: int
    denominator: int
    multiplier: int
    groups: tuple[Group, ...]
    columns: tuple[str, ...]
    rows: tuple[tuple[Any, ...], ...]  # what it is made of; numerator and denominator sum to the above

    @property
    def value(self) -> Fraction | None:
        """The figure, exactly; None where there is nothing to divide by."""
        if not self.denominator:
            return None
        return Fraction(self.numerator * self.multiplier, self.denominator)

    def text(self, places: int = 1) -> str:
        """The figure for a person, rounded half up: 41.3; a dash where there is none."""
        if self.value is None:
            return "–"
        scaled = int(self.value * 10**places + Fraction(1 if self.value >= 0 else -1, 2))
        whole, rest = divmod(abs(scaled), 10**places)
        return f"{'−' if scaled < 0 else ''}{whole:,}" + (f".{rest:0{places}d}" if places else "")


class Desk:
    """Rows loaded once, and every figure asked of them."""

    def __init__(self, engine: Sqlite | Duckdb, as_of: date) -> None:
        self._engine = engine
        self._as_of = as_of

    def figure(self, of: Kpi) -> Figure:
        """Compute one figure, with its rows."""
        outputs = of.page.query.outputs
        rows = self._engine.run(of.page.query.sql)
        numerator, denominator = outputs.index("numerator"), outputs.index("denominator")
        places = [outputs.index(name) for name in of.groups]
        sums: dict[tuple[str, ...], list[int]] = {}
        for row in rows:
            parts = sums.setdefault(tuple(str(row[place] or "") for place in places), [0, 0])
            parts[0] += row[numerator]
            parts[1] += row[denominator]
        multiplier = of.multiplier
        if "multiplier" in outputs and rows:
            multiplier = max(row[outputs.index("multiplier")] or 0 for row in rows)
        return Figure(
            code=of.code,
            title=of.title,
            measures=of.measures,
            unit=of.unit,
            as_of=self._as_of,
            numerator=sum(parts[0] for parts in sums.values()),
            denominator=sum(parts[1] for parts in sums.values()),
            multiplier=multiplier,
            groups=tuple(Group(by, *parts) for by, parts in sorted(sums.items())) if places else (),
            columns=outputs,
            rows=tuple(rows),
        )


@contextmanager
def desk(given: Mapping[str, Sequence[Row]], as_of: date, engine: EngineName = "sqlite") -> Iterator[Desk]:
    """Load the tables once for several figures. given: rows of each of tables.FACTS, missing ones empty."""
    with Sqlite() if engine == "sqlite" else Duckdb() as chosen:
        own = tables.own_rows(as_of)
        for name, relation in tables.relations().items():
            chosen.add(relation, own[name] if name in own else given.get(name, ()))
        chosen.lock()
        yield Desk(chosen, as_of)


def compute(
    name: str, given: Mapping[str, Sequence[Row]], as_of: date, engine: EngineName = "sqlite"
) -> Figure:
    """Compute one figure as of a day; Unknown for a name that no page has."""
    with desk(given, as_of, engine) as held:
        return held.figure(kpi(name))


def compute_all(
    names: Iterable[str], given: Mapping[str, Sequence[Row]], as_of: date, engine: EngineName = "sqlite"
) -> tuple[Figure, ...]:
    """Compute several figures over the same rows."""
    wanted = [kpi(name) for name in names]
    with desk(given, as_of, engine) as held:
        return tuple(held.figure(one) for one in wanted)
