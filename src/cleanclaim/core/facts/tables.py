"""What do many facts look like? Tables, one for each fact and for each list inside it.

A single part is flattened with its name as prefix (`payer_name`). A list becomes a table of its own that
carries the keys of everything above it and its own ordinal, from 1, under the table's own name; a list of
plain values has `position` and the value. So of a Claim: claim(claim, …), line(claim, line, …),
modifier(claim, line, position, modifier), pointer(claim, line, position, pointer),
diagnosis(claim, diagnosis, qualifier, code).
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from operator import attrgetter
from typing import TYPE_CHECKING, Any

from cleanclaim.core.facts import claims, remittances
from cleanclaim.core.facts.definition import Column, Scalar, columns

if TYPE_CHECKING:
    import pyarrow as pa

# A list's table is called after its parent and itself; these have shorter names of the field's own.
_NAMES: dict[tuple[type, str], str] = {
    (claims.Claim, "lines"): "line",
    (claims.Claim, "diagnoses"): "diagnosis",
    (claims.Claim, "other_coverages"): "other_coverage",
    (claims.Claim, "providers"): "claim_provider",
    (claims.ServiceLine, "modifiers"): "modifier",
    (claims.ServiceLine, "pointers"): "pointer",
    (claims.ServiceLine, "providers"): "line_provider",
    (claims.ServiceLine, "adjudications"): "line_adjudication",
    (remittances.Remittance, "claims"): "claim_payment",
    (remittances.Remittance, "provider_adjustments"): "provider_adjustment",
    (remittances.ClaimPayment, "lines"): "line_payment",
    (remittances.ClaimPayment, "adjustments"): "claim_adjustment",
    (remittances.LinePayment, "adjustments"): "line_adjustment",
    (remittances.LinePayment, "remarks"): "line_remark",
    (remittances.ClaimPayment, "remarks"): "claim_remark",
    (remittances.Remittance, "summaries"): "provider_summary",
}

ROOTS: dict[str, type] = {"claim": claims.Claim, "remittance": remittances.Remittance}


@dataclass(frozen=True, slots=True)
class TableColumn:
    """A published column: its name, its kind, and whether it may be empty."""

    name: str
    scalar: Scalar
    optional: bool


@dataclass(frozen=True, slots=True)
class Table:
    """A published table: the first `keys` columns say which row it is."""

    name: str
    of: type | None  # the fact in each row; None for a list of plain values
    keys: int
    columns: tuple[TableColumn, ...]


@cache
def published() -> dict[str, Table]:
    """Every table of every root fact, by name."""
    return {table.name: table for name, of in ROOTS.items() for table in _tables(name, of, ())}


@cache
def arrow_schema(name: str) -> "pa.Schema":
    """The Arrow schema of one published table."""
    import pyarrow as pa

    kinds = {
        "text": pa.string(),
        "code": pa.dictionary(pa.int32(), pa.string()),
        "integer": pa.int64(),
        "cents": pa.int64(),
        "boolean": pa.bool_(),
        "date": pa.date32(),
        "instant": pa.timestamp("us", tz="UTC"),
        "decimal": pa.decimal128(24, 6),
        "key": pa.string(),
    }
    table = published()[name]
    return pa.schema(
        pa.field(column.name, kinds[column.scalar], nullable=column.optional) for column in table.columns
    )


def rows(root: str, facts: Iterable[object], first: int = 1) -> dict[str, list[tuple[Any, ...]]]:
    """Spread facts over the tables of their root; `first` is the key of the first fact."""
    spread: dict[str, list[tuple[Any, ...]]] = {name: [] for name in _table_names(root)}
    for number, one in enumerate(facts, first):
        for name, row in _rows(root, one, (number,)):
            spread[name].append(row)
    return spread


def arrow_tables(root: str, facts: Iterable[object], first: int = 1) -> Mapping[str, "pa.Table"]:
    """The same as Arrow tables."""
    return {name: arrow_table(name, held) for name, held in rows(root, facts, first).items()}


def arrow_table(name: str, held: Sequence[tuple[Any, ...]]) -> "pa.Table":
    """Rows of one published table as an Arrow table."""
    import pyarrow as pa

    schema = arrow_schema(name)
    by_column: Iterable[Sequence[Any]] = zip(*held, strict=True) if held else ((),) * len(schema)
    arrays = [
        pa.array(values, type=pa.string()).dictionary_encode()
        if pa.types.is_dictionary(field.type)
        else pa.array(values, type=field.type)
        for field, values in zip(schema, by_column, strict=True)
    ]
    return pa.Table.from_arrays(arrays, schema=schema)


@cache
def _child_name(parent: str, of: type, column: Column) -> str:
    return _NAMES.get((of, column.name)) or f"{parent}_{_singular(column.name)}"


def _singular(name: str) -> str:
    return name.removesuffix("s") if name.endswith("s") and not name.endswith("ss") else name


def _tables(name: str, of: type, above: tuple[TableColumn, ...]) -> Iterator[Table]:
    keys = (*above, TableColumn(name, "integer", False))
    yield Table(name, of, len(keys), (*keys, *_flat(of, "", optional=False)))
    yield from _children(name, of, keys)


def _children(name: str, of: type, keys: tuple[TableColumn, ...]) -> Iterator[Table]:
    for column in columns(of):
        if column.many:
            child = _child_name(name, of, column)
            if column.part is not None:
                yield from _tables(child, column.part, keys)
            elif column.scalar is not None:
                own = (TableColumn("position", "integer", False), TableColumn(child, column.scalar, False))
                yield Table(child, None, len(keys) + 1, (*keys, *own))
        elif column.part is not None:
            yield from _children(f"{name}_{column.name}", column.part, keys)


def _flat(of: type, prefix: str, *, optional: bool) -> Iterator[TableColumn]:
    for column in columns(of):
        if column.many:
            continue
        if column.part is not None:
            yield from _flat(column.part, f"{prefix}{column.name}_", optional=optional or column.optional)
        elif column.scalar is not None:
            yield TableColumn(f"{prefix}{column.name}", column.scalar, optional or column.optional)


def _rows(name: str, one: object, keys: tuple[int, ...]) -> Iterator[tuple[str, tuple[Any, ...]]]:
    row: list[Any] = [*keys]
    _spread(type(one), one, row)
    yield name, tuple(row)
    yield from _child_rows(name, one, keys)


def _child_rows(name: str, one: object, keys: tuple[int, ...]) -> Iterator[tuple[str, tuple[Any, ...]]]:
    of: type = type(one)
    for column in _branching_columns(of):
        held = getattr(one, column.name)
        if column.many:
            child = _child_name(name, of, column)
            for ordinal, value in enumerate(held, 1):
                if column.part is not None:
                    yield from _rows(child, value, (*keys, ordinal))
                else:
                    yield child, (*keys, ordinal, value)
        elif column.part is not None and held is not None:
            yield from _child_rows(f"{name}_{column.name}", held, keys)


def _spread(of: type, one: object, row: list[Any]) -> None:
    """Append a fact's own columns to its row, those of the facts that it holds in their place."""
    for plain, name, part in _stretches(of):
        row.extend(plain(one))
        if part is not None:
            held = getattr(one, name)
            if held is None:
                row.extend(_empty_row(part))
            else:
                _spread(part, held, row)


@cache
def _stretches(of: type) -> tuple[tuple[Callable[[object], tuple[Any, ...]], str, type | None], ...]:
    """The plain columns up to each held fact, read together, and that fact; at the end the plain rest."""
    found, plain = [], list[str]()
    for column in columns(of):
        if column.part is not None and not column.many:
            found.append((_reader(tuple(plain)), column.name, column.part))
            plain = []
        elif not column.many:
            plain.append(column.name)
    rest: tuple[Callable[[object], tuple[Any, ...]], str, type | None] = (_reader(tuple(plain)), "", None)
    return (*found, rest)


def _reader(names: tuple[str, ...]) -> Callable[[object], tuple[Any, ...]]:
    if len(names) > 1:
        return attrgetter(*names)
    return lambda one: tuple(getattr(one, name) for name in names)


@cache
def _branching_columns(of: type) -> tuple[Column, ...]:
    """The columns of a fact under which there may be rows of other tables."""
    return tuple(column for column in columns(of) if column.many or column.part is not None)


@cache
def _empty_row(of: type) -> tuple[None, ...]:
    return tuple(None for _ in _flat(of, "", optional=True))


@cache
def _table_names(root: str) -> tuple[str, ...]:
    return tuple(table.name for table in _tables(root, ROOTS[root], ()))
