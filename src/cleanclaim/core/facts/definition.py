"""What is a fact made of? One decorator, and the few types that a column can have."""

from dataclasses import dataclass, fields, is_dataclass
from datetime import date, datetime
from decimal import Decimal
from functools import cache
from types import NoneType, UnionType
from typing import (
    Annotated,
    Any,
    Literal,
    TypeVar,
    Union,
    dataclass_transform,
    get_args,
    get_origin,
    get_type_hints,
)
from uuid import UUID

T = TypeVar("T")

Cents = Annotated[int, "cents"]
"""Money, in cents."""

Key = Annotated[UUID, "key"]
"""The key of another fact, derived from what that fact is (`basics.identifiers.key`)."""

Code = Annotated[str, "code"]
"""A short value from a closed or published list; stored dictionary-encoded."""

Scalar = Literal["text", "code", "integer", "cents", "boolean", "date", "instant", "decimal", "key"]
_SCALARS: dict[object, Scalar] = {
    str: "text",
    Code: "code",
    int: "integer",
    Cents: "cents",
    bool: "boolean",
    date: "date",
    datetime: "instant",
    Decimal: "decimal",
    Key: "key",
}


@dataclass_transform(frozen_default=True, kw_only_default=True)
def fact(cls: type[T]) -> type[T]:
    """Make a class a fact: frozen, slotted, built by keyword."""
    return dataclass(frozen=True, slots=True, kw_only=True)(cls)


@dataclass(frozen=True, slots=True)
class Column:
    """One field of a fact, as every form of it (Arrow, JSON, database) needs to know it."""

    name: str
    scalar: Scalar | None  # None where the field holds a fact or several values
    part: type | None  # the fact that it holds, or holds several of
    many: bool  # several values, in order
    optional: bool  # may be None


def columns(of: type) -> tuple[Column, ...]:
    """The fields of a fact, in order. TypeError for a type that no column can have."""
    return _columns(of)


@cache
def _columns(of: type) -> tuple[Column, ...]:
    if not is_dataclass(of):
        raise TypeError(f"{of.__name__} is no fact")
    hints = get_type_hints(of, include_extras=True)
    return tuple(_column(field.name, hints[field.name]) for field in fields(of))


def _column(name: str, hint: Any) -> Column:
    optional = False
    if get_origin(hint) in (Union, UnionType):
        inner = [kind for kind in get_args(hint) if kind is not NoneType]
        if len(inner) != 1:
            raise TypeError(f"{name}: a column has one type")
        hint, optional = inner[0], True
    many = get_origin(hint) is tuple
    if many:
        hint = get_args(hint)[0]
    if is_dataclass(hint) and isinstance(hint, type):
        return Column(name, None, hint, many, optional)
    if hint not in _SCALARS:
        raise TypeError(f"{name}: {hint} is no type of a column")
    return Column(name, _SCALARS[hint], None, many, optional)
