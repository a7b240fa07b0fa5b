"""Is a page complete? What is missing or wrong is refused, with the line."""

import pytest

from cleanclaim.core.pages.page import Kind, PageRefused, parse
from cleanclaim.core.pages.tables import relation

KIND = Kind("edit", ("What it checks", "Source"), {"code": str, "citation": str}, {"until": str}, ("claim",))
RELATIONS = {"claim": relation("claim", claim="integer", billed="cents")}
GOOD = """---
code: zero-billed
citation: none
---
# A claim for nothing

## What it checks
The claim asks for money.

## Source
Common sense.

## Query
```sql
SELECT c.claim
FROM claim c
WHERE c.billed = 0
```

## Cases
```yaml
cases:
  - case: Nothing fires.
    finds: []
```
"""


def test_a_whole_page_is_read():
    page = parse(GOOD, "zero.md", KIND, RELATIONS)
    assert (page.code, page.title) == ("zero-billed", "A claim for nothing")
    assert page.sections["Source"] == "Common sense."
    assert page.query.tables == {"claim"}
    assert [(case.name, case.line) for case in page.cases] == [("Nothing fires.", 23)]


@pytest.mark.parametrize(
    ("was", "becomes", "line", "why"),
    [
        ("---\ncode", "code", 1, "front matter"),
        ("citation: none\n", "", 1, "lacks 'citation'"),
        ("citation: none", "citation: 3", 3, "not of the kind str"),
        ("citation: none", "colour: red", 3, "has no 'colour'"),
        ("citation: none", "code: again", 3, "stands twice"),
        ("# A claim for nothing\n", "", 5, "has a title"),
        ("## Source\nCommon sense.\n", "", 5, "'Source' is missing"),
        ("Common sense.", "", 10, "'Source' is empty"),
        ("## Source", "## Sauce", 5, "'Source' is missing"),
        ("## Query", "## More\nx\n## Query", 13, "'More' is no section"),
        ("FROM claim c", "FROM clam c", 16, "there is no table clam"),
        ("c.billed = 0", "c.paid = 0", 17, "c has no column paid"),
        ("WHERE c.billed", "WHERE WHERE c.billed", 17, "no query that can be read"),
        ("SELECT c.claim\n", "SELECT c.billed\n", 15, "yields no column claim"),
        ("```sql", "```text", 13, "one closed ```sql block"),
        ("cases:\n  - case: Nothing fires.\n    finds: []", "cases: []", 22, "a page has cases"),
        ("  - case: Nothing", "  - name: Nothing", 22, "starts with its name"),
        ("finds: []", "finds: [", 24, ""),
    ],
)
def test_what_is_wrong_is_refused_with_its_line(was, becomes, line, why):
    assert was in GOOD
    with pytest.raises(PageRefused) as refused:
        parse(GOOD.replace(was, becomes, 1), "zero.md", KIND, RELATIONS)
    assert (refused.value.line, why in refused.value.why) == (line, True), refused.value.message


def test_a_heading_inside_a_block_is_no_heading():
    page = parse(GOOD.replace("WHERE", "-- # not a title\nWHERE"), "zero.md", KIND, RELATIONS)
    assert page.query.tables == {"claim"}


def test_yaml_cannot_build_objects():
    with pytest.raises(PageRefused):
        parse(
            GOOD.replace("finds: []", "finds: !!python/object/apply:os.getcwd []"), "zero.md", KIND, RELATIONS
        )
