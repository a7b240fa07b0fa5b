"""How is a fact written as JSON and read back? From its definition, refusing what does not fit."""

from collections.abc import Callable, Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import Any, TypeVar
from uuid import UUID

from cleanclaim.core.facts.definition import Column, Scalar, columns

T = TypeVar("T")


class Misfit(ValueError):
    """The document does not fit the fact; the message names the field, never its value."""


def to_document(value: object) -> dict[str, Any]:
    """Write a fact as a JSON document; empty fields are left out."""
    document: dict[str, Any] = {}
    for column in columns(type(value)):
        held = getattr(value, column.name)
        if held is None or held == ():
            continue
        document[column.name] = [_write(column, one) for one in held] if column.many else _write(column, held)
    return document


def from_document(of: type[T], document: Mapping[str, Any]) -> T:
    """Read a fact from a JSON document; Misfit names the first field that is unknown, missing or odd."""
    if not isinstance(document, Mapping):
        raise Misfit(f"{of.__name__}: not an object")
    known = {column.name: column for column in columns(of)}
    for name in document:
        if name not in known:
            raise Misfit(f"{of.__name__}: no field {name!r}")
    given = {name: _read(known[name], of, held) for name, held in document.items()}
    try:
        return of(**given)
    except TypeError as wrong:
        raise Misfit(f"{of.__name__}: a required field is missing") from wrong


def _write(column: Column, value: Any) -> Any:
    if column.part is not None:
        return to_document(value)
    if isinstance(value, date | datetime):
        return value.isoformat()
    if isinstance(value, Decimal | UUID):
        return str(value)
    return value


def _read(column: Column, of: type, value: Any) -> Any:
    where = f"{of.__name__}.{column.name}"
    if column.many:
        if not isinstance(value, list | tuple):
            raise Misfit(f"{where}: not a list")
        return tuple(_read_one(column, where, one) for one in value)
    if value is None and column.optional:
        return None
    return _read_one(column, where, value)


def _read_one(column: Column, where: str, value: Any) -> Any:
    if column.part is not None:
        return from_document(column.part, value)
    scalar = column.scalar
    if scalar is None:
        raise Misfit(f"{where}: not a value")
    try:
        return _READERS[scalar](value)
    except (ValueError, TypeError, ArithmeticError) as wrong:
        raise Misfit(f"{where}: not {_NAMES[scalar]}") from wrong


def _exactly(kind: type) -> Callable[[Any], Any]:
    def read(value: Any) -> Any:
        if type(value) is not kind:
            raise TypeError
        return value

    return read


def _decimal(value: Any) -> Decimal:
    if not isinstance(value, str) or len(value) > 24:
        raise TypeError
    number = Decimal(value)
    if not number.is_finite():
        raise ValueError
    return number


_READERS: dict[Scalar, Callable[[Any], Any]] = {
    "text": _exactly(str),
    "code": _exactly(str),
    "integer": _exactly(int),
    "cents": _exactly(int),
    "boolean": _exactly(bool),
    "date": date.fromisoformat,
    "instant": datetime.fromisoformat,
    "decimal": _decimal,
    "key": UUID,
}
_NAMES: dict[Scalar, str] = {
    "text": "text",
    "code": "a code",
    "integer": "a whole number",
    "cents": "whole cents",
    "boolean": "true or false",
    "date": "a date written YYYY-MM-DD",
    "instant": "an instant in ISO 8601",
    "decimal": "a number written as text",
    "key": "a key",
}
