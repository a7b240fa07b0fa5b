"""Can a page's query write, read files, or mean different things on different engines? It is refused."""

import pytest

from cleanclaim.core.pages.statement import BadQuery, check, renamed
from cleanclaim.core.pages.tables import relation

RELATIONS = {
    "claim": relation("claim", claim="integer", billed="cents", payer="text"),
    "line": relation("line", claim="integer", line="integer", procedure="code"),
}

HOSTILE = {
    "COPY claim TO '/tmp/x.csv'": "a query starts with SELECT",
    "ATTACH '/tmp/x.db' AS x": "a query starts with SELECT",
    "PRAGMA journal_mode = DELETE": "a query starts with SELECT",
    "INSERT INTO claim SELECT 1, 2, 'x'": "a query starts with SELECT",
    "DROP TABLE claim": "a query starts with SELECT",
    "SELECT c.claim FROM claim c; DROP TABLE claim": "one query",
    "SELECT r.content FROM read_text('/etc/passwd') r": "no function read_text",
    "SELECT r.range FROM range(9) r": "",
    "SELECT c.claim FROM claim c FULL JOIN line l ON l.claim = c.claim": "FULL join",
    "SELECT c.claim FROM claim c JOIN line l USING (claim)": "USING join",
    "SELECT c.claim FROM claim c NATURAL JOIN line l": "NATURAL join",
    "SELECT r.x FROM read_csv('/etc/passwd') r": "not in the subset",
    "SELECT c.claim FROM '/etc/passwd' c": "there is no table",
    "SELECT c.claim FROM main.claim c": "without a schema",
    "SELECT s.sql FROM sqlite_master s": "there is no table sqlite_master",
    "SELECT t.table_name FROM information_schema.tables t": "without a schema",
    "SELECT load_extension('x') FROM claim c": "no function load_extension",
    "SELECT java_method('java.lang.Runtime', 'exit') FROM claim c": "no function java_method",
    "SELECT getenv('HOME') FROM claim c": "no function getenv",
    "SELECT writefile('x', 'y') FROM claim c": "no function writefile",
    "WITH RECURSIVE r AS (SELECT 1 AS n UNION ALL SELECT r.n FROM r) SELECT r.n FROM r": "never end",
    "SELECT * FROM claim c": "name the columns",
    "SELECT c.claim FROM claim c LIMIT 1": "LIMIT",
    "SELECT c.claim FROM claim c ORDER BY c.claim": "not in the subset",
    "SELECT c.claim FROM claim c WHERE c.payer LIKE 'a%'": "LIKE is not in the subset",
    "SELECT c.billed / 2 FROM claim c": "DIV is not in the subset",
    "SELECT CAST(c.payer AS INTEGER) FROM claim c": "CAST is not in the subset",
    "SELECT ROW_NUMBER() OVER (PARTITION BY c.payer) FROM claim c": "not in the subset",
    "SELECT c.claim FROM claim c ASOF JOIN line l ON l.claim >= c.claim": "ASOF",
    "SELECT c.claim FROM claim c, LATERAL (SELECT 1) x": "",
    "SELECT [c.claim] FROM claim c": "not in the subset",
    "SELECT current_date FROM claim c": "",
    "SELECT random() FROM claim c": "",
    "SELECT full_match(c.payer, c.payer) FROM claim c": "the pattern of full_match is written out",
    "SELECT add_days(c.claim) FROM claim c": "add_days takes 2 arguments",
    "SELECT c.claim FROM claim c WHERE $1 = c.claim": "",
    "": "one query",
}


@pytest.mark.parametrize("sql", HOSTILE)
def test_what_is_not_on_the_list_is_refused(sql):
    with pytest.raises(BadQuery) as refused:
        check(sql, RELATIONS)
    assert HOSTILE[sql] in refused.value.message


def test_a_query_in_the_shared_subset_passes_and_says_what_it_reads():
    statement = check(
        """
        WITH total AS (SELECT l.claim, COUNT(*) AS lines FROM line l GROUP BY l.claim)
        SELECT c.claim, NULL AS line, 'billed' AS field FROM claim c
        LEFT JOIN total t ON t.claim = c.claim
        WHERE COALESCE(t.lines, 0) = 0 AND c.payer IN ('a', 'b') AND NOT c.billed BETWEEN 1 AND 9
        UNION ALL
        SELECT x.claim, x.line, 'y' AS field FROM (SELECT l.claim, l.line FROM line l) x
        """,
        RELATIONS,
    )
    assert statement.tables == {"claim", "line"}
    assert statement.outputs == ("claim", "line", "field")


@pytest.mark.parametrize(
    ("sql", "line"),
    [
        ("SELECT c.claim\nFROM claim c\nWHERE c.paid = 0", 3),
        ("SELECT c.claim\nFROM claim c\nJOIN nowhere n ON n.claim = c.claim", 3),
        ("SELECT c.claim,\n  length2(c.payer)\nFROM claim c", 2),
        ("SELECT c.claim,\n  d.payer\nFROM claim c", 2),
        ("SELECT c.claim,\n  paid\nFROM claim c", 2),
        ("SELECT c.claim\nFROM\nWHERE AND", 3),
    ],
)
def test_a_refusal_names_the_line(sql, line):
    with pytest.raises(BadQuery) as refused:
        check(sql, RELATIONS)
    assert refused.value.line == line


def test_the_same_query_can_be_asked_of_other_tables():
    sql = renamed(
        "SELECT c.claim FROM claim c JOIN line ON line.claim = c.claim",
        {"claim": "old_claim", "line": "old_line"},
    )
    assert check(sql, {f"old_{name}": held for name, held in RELATIONS.items()}).tables == {
        "old_claim",
        "old_line",
    }
