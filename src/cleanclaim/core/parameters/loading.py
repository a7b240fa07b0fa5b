"""Is a file of parameters in order, and what does it say on a date? Reading, checking, choosing."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from itertools import pairwise
from pathlib import Path

import yaml

Plain = int | str | Decimal | Mapping[str, Decimal]
_PERIOD_KEYS = {"from", "to", "value", "source"}
_PARAMETER_KEYS = {"what", "unit", "source", "values", "table", "columns"}


class BadParameterFile(ValueError):
    """The file is not in order; the message names the parameter."""


class NoValue(LookupError):
    """No value is known for the date: the parameter says nothing, and nothing is assumed."""


@dataclass(frozen=True, slots=True)
class Value:
    """What a parameter is in one period, and who says so."""

    name: str
    what: str
    unit: str
    value: Plain
    valid_from: date
    valid_to: date | None  # None: no end is known
    source: str

    def holds(self, on: date) -> bool:
        """True on the first and the last day and between."""
        return self.valid_from <= on and (self.valid_to is None or on <= self.valid_to)


class Parameters:
    """A set of checked parameters, asked by name and date."""

    def __init__(self, dated: Iterable[Value]) -> None:
        self._by_name: dict[str, list[Value]] = {}
        for one in sorted(dated, key=lambda one: (one.name, one.valid_from)):
            self._by_name.setdefault(one.name, []).append(one)
        for periods in self._by_name.values():
            _refuse_overlaps(periods)

    @classmethod
    def from_files(cls, paths: Iterable[Path]) -> "Parameters":
        """Read and check every file; BadParameterFile names what is wrong."""
        return cls(one for path in paths for one in read(path.read_text("utf-8")))

    def names(self) -> tuple[str, ...]:
        """All names, in order."""
        return tuple(self._by_name)

    def values(self, name: str) -> tuple[Value, ...]:
        """Every period of a parameter, oldest first; NoValue where the name is unknown."""
        if name not in self._by_name:
            raise NoValue(f"no parameter is called {name}")
        return tuple(self._by_name[name])

    def get(self, name: str, *, on: date) -> Value:
        """The value of a parameter on a date; NoValue where no period holds it."""
        for one in self.values(name):
            if one.holds(on):
                return one
        raise NoValue(f"{name} has no value on {on}")

    def value(self, name: str, *, on: date) -> Plain:
        """The plain value of a parameter on a date; NoValue where no period holds it."""
        return self.get(name, on=on).value

    def under(self, prefix: str, *, on: date) -> dict[str, Plain]:
        """The values of all parameters below a name that have one on the date, by the rest of the name."""
        held = {
            name: [one.value for one in periods if one.holds(on)]
            for name, periods in self._by_name.items()
            if name.startswith(f"{prefix}.")
        }
        return {name[len(prefix) + 1 :]: values[0] for name, values in held.items() if values}


def read(text: str) -> list[Value]:
    """The dated values of one YAML file, every one checked."""
    told = yaml.safe_load(text)
    if not isinstance(told, dict):
        raise BadParameterFile("a parameter file maps names to parameters")
    return [one for name, parameter in told.items() for one in _parameter(str(name), parameter)]


def _parameter(name: str, told: object) -> list[Value]:
    if not isinstance(told, dict) or not {"what", "unit"} <= told.keys() <= _PARAMETER_KEYS:
        raise BadParameterFile(f"{name}: a parameter has what, unit, and values or a table")
    if "table" in told:
        return _table(name, told)
    return [_period(name, told, period, period["value"]) for period in _periods(name, told, {"value"})]


def _periods(name: str, told: dict[str, object], needed: set[str]) -> list[dict[str, object]]:
    periods = told.get("values")
    if not isinstance(periods, list) or not periods:
        raise BadParameterFile(f"{name}: no values")
    for period in periods:
        if not isinstance(period, dict) or not needed | {"from"} <= period.keys() <= _PERIOD_KEYS:
            raise BadParameterFile(f"{name}: a value has from, value, and perhaps to and source")
    return periods


def _period(name: str, told: dict[str, object], period: dict[str, object], value: object) -> Value:
    first, last = period["from"], period.get("to")
    source = period.get("source") or told.get("source")
    if not isinstance(first, date) or not (last is None or isinstance(last, date)):
        raise BadParameterFile(f"{name}: from and to are dates")
    if last is not None and last < first:
        raise BadParameterFile(f"{name}: the period from {first} ends before it begins")
    if not isinstance(source, str) or not source.strip():
        raise BadParameterFile(f"{name}: the value from {first} cites no source")
    return Value(name, str(told["what"]), str(told["unit"]), _plain(name, value), first, last, source)


def _plain(name: str, value: object) -> Plain:
    """Decimals are written as quoted text with a point; a YAML float is refused, for it is not exact."""
    if isinstance(value, int) and not isinstance(value, bool):
        return value
    if isinstance(value, str):
        return _number_or_text(value)
    raise BadParameterFile(f"{name}: a value is an integer, a quoted decimal or a text")


def _number_or_text(text: str) -> Decimal | str:
    try:
        return Decimal(text) if "." in text else text
    except InvalidOperation:
        return text


def _table(name: str, told: dict[str, object]) -> list[Value]:
    """A table gives many parameters one period: each of its rows is `key: number number …`."""
    columns, rows = told.get("columns"), told["table"]
    if not isinstance(columns, list) or not isinstance(rows, dict):
        raise BadParameterFile(f"{name}: a table has columns and rows")
    (period,) = _periods(name, told, set())
    found = []
    for key, text in rows.items():
        numbers = str(text).split()
        if len(numbers) != len(columns):
            raise BadParameterFile(f"{name}.{key}: {len(numbers)} numbers for {len(columns)} columns")
        mapping = {str(column): Decimal(number) for column, number in zip(columns, numbers, strict=True)}
        one = _period(f"{name}.{key}", told, period, 0)
        found.append(Value(one.name, one.what, one.unit, mapping, one.valid_from, one.valid_to, one.source))
    return found


def _refuse_overlaps(periods: list[Value]) -> None:
    for earlier, later in pairwise(periods):
        if earlier.valid_to is None or earlier.valid_to >= later.valid_from:
            raise BadParameterFile(f"{later.name}: the value from {later.valid_from} overlaps the one before")
