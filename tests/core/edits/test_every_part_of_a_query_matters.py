"""Would a slip in a page's query be seen? Each query is broken in every small way, and a case must fail.

Broken ways: a comparison by one step or turned round, a bound of BETWEEN left out, a part of AND or OR left
out or the two exchanged, NOT left out, a value of IN left out, a whole number one more or one less, one side
of a UNION left out, LEFT JOIN made a JOIN.
"""

from collections.abc import Iterator
from dataclasses import replace

import pytest
import sqlglot
from sqlglot import exp

from cleanclaim.core.edits import cases, manual
from cleanclaim.core.edits.manual_pages import Edit

LEAST_SCORE = 0.95

_STEPS = {
    exp.GT: (exp.GTE, exp.LT),
    exp.GTE: (exp.GT, exp.LTE),
    exp.LT: (exp.LTE, exp.GT),
    exp.LTE: (exp.LT, exp.GTE),
    exp.EQ: (exp.NEQ,),
    exp.NEQ: (exp.EQ,),
}


def _changes(node: exp.Expr) -> Iterator[exp.Expr]:
    """What may stand in a node's place."""
    for other in _STEPS.get(type(node), ()):
        yield other(this=node.this.copy(), expression=node.expression.copy())
    if isinstance(node, exp.Between):
        low, high = node.args["low"].copy(), node.args["high"].copy()
        yield exp.GTE(this=node.this.copy(), expression=low)
        yield exp.LTE(this=node.this.copy(), expression=high)
    if isinstance(node, exp.And | exp.Or):
        other = exp.Or if isinstance(node, exp.And) else exp.And
        yield node.this.copy()
        yield node.expression.copy()
        yield other(this=node.this.copy(), expression=node.expression.copy())
    if isinstance(node, exp.Not):
        yield node.this.copy()
    if isinstance(node, exp.In) and len(node.expressions) > 1:
        for place in range(len(node.expressions)):
            rest = [one.copy() for n, one in enumerate(node.expressions) if n != place]
            yield exp.In(this=node.this.copy(), expressions=rest)
    if _is_number(node):
        yield exp.Literal.number(int(node.this) + 1)
        yield exp.Literal.number(int(node.this) - 1)
    if isinstance(node, exp.Union):
        yield node.this.copy()
        yield node.expression.copy()


def _is_number(node: exp.Expr) -> bool:
    """A whole number that means something: not where SUBSTR cuts, nor the 1 of EXISTS (SELECT 1 …)."""
    return (
        isinstance(node, exp.Literal)
        and not node.is_string
        and not isinstance(node.parent, exp.Substring | exp.Select)
    )


def mutants(sql: str) -> Iterator[str]:
    """The query, broken in one place."""
    tree = sqlglot.parse_one(sql, dialect="duckdb")
    for place, node in enumerate(tree.walk()):
        for change in _changes(node):
            copy = tree.copy()
            there = next(one for n, one in enumerate(copy.walk()) if n == place)
            if there is copy:
                copy = change
            else:
                there.replace(exp.paren(change) if isinstance(change, exp.And | exp.Or) else change)
            yield copy.sql(dialect="duckdb")
        if isinstance(node, exp.Join) and node.args.get("side") == "LEFT":
            copy = tree.copy()
            next(one for n, one in enumerate(copy.walk()) if n == place).set("side", None)
            yield copy.sql(dialect="duckdb")


def survives(edit: Edit, sql: str) -> bool:
    """True where every case still holds with the broken query."""
    page = replace(edit.page, query=replace(edit.page.query, sql=sql))
    try:
        return all(outcome.holds for outcome in cases.run_all(replace(edit, page=page)))
    except Exception:  # a query that no longer runs is seen at once
        return False


@pytest.mark.prove
def test_a_broken_query_makes_a_case_fail() -> None:
    tried, survivors = 0, []
    for edit in manual():
        for sql in mutants(edit.page.query.sql):
            tried += 1
            if survives(edit, sql):
                survivors.append(f"{edit.code}: {' '.join(sql.split())}")
    score = 1 - len(survivors) / tried
    assert tried > 1000
    assert score >= LEAST_SCORE, f"{score:.1%} of {tried}; survivors:\n" + "\n".join(survivors)
