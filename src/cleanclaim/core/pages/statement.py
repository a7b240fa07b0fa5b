"""Is this query safe, and does it mean the same on every engine? Held to an allow-list, never a deny-list.

A locked DuckDB can still write into its allowed folder, SQLite can attach a file, and Spark can call any
Java method: so a page's query is parsed, and every node of it must be of a kind that is listed here, every
table one that the page may read, every column one that such a table has, every function known.

Left out on purpose, because the engines differ: LIKE (letter case), / (whole numbers), CAST of text,
date arithmetic by operators, LIMIT, windows, lists.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import sqlglot
from sqlglot import exp
from sqlglot.errors import SqlglotError

from cleanclaim.core.pages import functions
from cleanclaim.core.pages.tables import Relation

_STRUCTURE: tuple[type[exp.Expr], ...] = (
    exp.Select, exp.Union, exp.Subquery, exp.CTE, exp.With, exp.From, exp.Join, exp.Where, exp.Group,
    exp.Having, exp.Table, exp.TableAlias, exp.Alias, exp.Column, exp.Identifier, exp.Distinct, exp.Star,
)  # fmt: skip
_VALUES: tuple[type[exp.Expr], ...] = (
    exp.Literal, exp.Null, exp.Boolean, exp.Paren, exp.And, exp.Or, exp.Not, exp.EQ, exp.NEQ, exp.GT, exp.GTE,
    exp.LT, exp.LTE, exp.Is, exp.In, exp.Between, exp.Exists, exp.Add, exp.Sub, exp.Mul, exp.Neg, exp.DPipe,
    exp.Case, exp.If, exp.Tuple,
)  # fmt: skip
_FUNCTIONS: tuple[type[exp.Expr], ...] = (
    exp.Count, exp.Sum, exp.Min, exp.Max, exp.Filter, exp.Coalesce, exp.Nullif, exp.Substring, exp.Length,
    exp.Upper, exp.Lower, exp.Trim, exp.Abs, exp.Anonymous,
)  # fmt: skip
_ALLOWED = frozenset((*_STRUCTURE, *_VALUES, *_FUNCTIONS))
_LEFT_OUT = (
    "limit",
    "offset",
    "order",
    "qualify",
    "windows",
    "into",
    "locks",
    "sample",
    "hint",
    "laterals",
    "pivots",
)
_JOINS = ("", "INNER", "OUTER", "CROSS")
_QUERIES = (exp.Select, exp.Union, exp.Table, exp.Subquery)
_MOST_CHARACTERS = 20_000


class BadQuery(ValueError):
    """The query may not run. `line` counts from 1 in the query's own text."""

    def __init__(self, message: str, line: int = 1) -> None:
        super().__init__(message)
        self.message = message
        self.line = line


@dataclass(frozen=True, slots=True)
class Statement:
    """A checked query: its text as written, and the tables that it reads."""

    sql: str
    tables: frozenset[str]
    outputs: tuple[str, ...]


def check(sql: str, relations: Mapping[str, Relation]) -> Statement:
    """Check a query against what it may read; BadQuery says what is wrong and on which line."""
    tree = _parse(sql)
    for node in tree.walk():
        _check_node(node)
    ctes = {cte.alias for cte in tree.find_all(exp.CTE)}
    tables = frozenset(_table(table, ctes, relations) for table in tree.find_all(exp.Table)) - {""}
    _check_columns(tree, relations)
    return Statement(sql, tables, _outputs(tree))


def renamed(sql: str, names: Mapping[str, str]) -> str:
    """The same query over other tables; the text stays in the subset that every engine reads."""
    tree = _parse(sql)
    for table in tree.find_all(exp.Table):
        if table.name in names:
            if not table.alias:
                table.set("alias", exp.TableAlias(this=exp.to_identifier(table.name)))
            table.set("this", exp.to_identifier(names[table.name]))
    return str(tree.sql(dialect="duckdb"))


def _parse(sql: str) -> exp.Expr:
    if len(sql) > _MOST_CHARACTERS:
        raise BadQuery(f"a query has at most {_MOST_CHARACTERS} characters")
    try:
        trees = [tree for tree in sqlglot.parse(sql, dialect="duckdb") if tree is not None]
    except SqlglotError as wrong:
        raise BadQuery("this is no query that can be read", _error_line(wrong)) from wrong
    except RecursionError as wrong:
        raise BadQuery("the query is nested too deeply") from wrong
    if len(trees) != 1:
        raise BadQuery("a page has one query")
    if not isinstance(trees[0], exp.Select | exp.Union):
        raise BadQuery("a query starts with SELECT or WITH")
    return trees[0]


def _outputs(tree: exp.Expr) -> tuple[str, ...]:
    return tuple(tree.named_selects) if isinstance(tree, exp.Query) else ()


def _error_line(wrong: SqlglotError) -> int:
    told = getattr(wrong, "errors", None) or [{}]
    return int(told[0].get("line") or 1)


def _check_node(node: exp.Expr) -> None:
    if type(node) not in _ALLOWED:
        raise BadQuery(f"{_word(node)} is not in the subset that every engine shares", line_of(node))
    if isinstance(node, exp.Anonymous):
        _check_own_function(node)
    if isinstance(node, exp.Star) and not isinstance(node.parent, exp.Count):
        raise BadQuery("name the columns: * is only for COUNT(*)", line_of(node))
    if isinstance(node, exp.With) and node.args.get("recursive"):
        raise BadQuery("a recursive query may never end", line_of(node))
    if isinstance(node, exp.Join):
        _check_join(node)
    for extra in _LEFT_OUT:
        if isinstance(node, _QUERIES) and node.args.get(extra):
            raise BadQuery(f"{extra.upper()} is not in the subset that every engine shares", line_of(node))


def _check_join(node: exp.Join) -> None:
    method, side, kind = (str(node.args.get(part) or "") for part in ("method", "side", "kind"))
    if method or node.args.get("using") or side not in ("", "LEFT") or kind not in _JOINS:
        told = " ".join(filter(None, (method, side, kind)))
        raise BadQuery(f"a {told or 'USING'} join is not shared by every engine", line_of(node))


def _check_own_function(node: exp.Anonymous) -> None:
    name = str(node.this)
    if name not in functions.NAMES:
        raise BadQuery(f"there is no function {name}", line_of(node))
    if len(node.expressions) != functions.NAMES[name]:
        raise BadQuery(f"{name} takes {functions.NAMES[name]} arguments", line_of(node))
    if name == "full_match" and not isinstance(node.expressions[1], exp.Literal):
        raise BadQuery("the pattern of full_match is written out, never a column", line_of(node))


def _table(table: exp.Table, ctes: set[str], relations: Mapping[str, Relation]) -> str:
    if not isinstance(table.this, exp.Identifier):
        raise BadQuery("a table is named, never made by a function", line_of(table))
    if table.args.get("db") or table.args.get("catalog"):
        raise BadQuery("a table is named alone, without a schema", line_of(table))
    if table.name in ctes:
        return ""
    if table.name not in relations:
        raise BadQuery(f"there is no table {table.name} for this page", line_of(table))
    return table.name


def _check_columns(tree: exp.Expr, relations: Mapping[str, Relation]) -> None:
    sources = dict(_sources(tree, relations))
    everything = {name for names in sources.values() for name in names or ()}
    opaque = any(names is None for names in sources.values())
    for column in tree.find_all(exp.Column):
        if not column.table:
            if column.name not in everything and not opaque:
                raise BadQuery(f"no table here has a column {column.name}", line_of(column))
        elif column.table not in sources:
            raise BadQuery(f"there is no table {column.table} here", line_of(column))
        else:
            names = sources[column.table]
            if names is not None and column.name not in names:
                raise BadQuery(f"{column.table} has no column {column.name}", line_of(column))


def _sources(
    tree: exp.Expr, relations: Mapping[str, Relation]
) -> Iterator[tuple[str, frozenset[str] | None]]:
    """Every name that a column may be qualified with, and the columns there; None: not known."""
    named: dict[str, frozenset[str] | None] = {}
    for cte in tree.find_all(exp.CTE):
        named[cte.alias] = frozenset(cte.this.named_selects)
        yield cte.alias, named[cte.alias]
    for table in tree.find_all(exp.Table):
        columns = named.get(table.name)
        if table.name not in named:
            columns = frozenset(relations[table.name].names)
        yield table.alias_or_name, columns
    for subquery in tree.find_all(exp.Subquery):
        if subquery.alias:
            yield subquery.alias, frozenset(subquery.this.named_selects)


def line_of(node: exp.Expr) -> int:
    """The line on which a node begins, as near as the parser remembers."""
    for part in node.walk():
        told: Any = part.meta.get("line")
        if told:
            return int(told)
    return 1


def _word(node: exp.Expr) -> str:
    return str(
        getattr(node, "sql_name", lambda: node.key.upper())()
        if isinstance(node, exp.Func)
        else node.key.upper()
    )
