"""Does every page do what its own cases say, on each engine?"""

import pytest

from cleanclaim.core.edits import cases, manual

EDITS = {edit.code: edit for edit in manual()}


@pytest.mark.parametrize("engine", ["sqlite", "duckdb"])
@pytest.mark.parametrize("code", EDITS)
def test_every_case_of_a_page_holds(code, engine):
    cases.check(EDITS[code], engine)
