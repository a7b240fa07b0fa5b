"""Does every KPI page give what its hand-computed cases say, on each engine?"""

import pytest

from cleanclaim.core.reports import cases, kpis

KPIS = {one.code: one for one in kpis()}


@pytest.mark.parametrize("engine", ["sqlite", "duckdb"])
@pytest.mark.parametrize("code", KPIS)
def test_every_case_of_a_figure_holds(code, engine):
    cases.check(KPIS[code], engine)


def test_the_headline_figures_are_there():
    wanted = {"days-in-ar", "net-collection-rate", "clean-claim-rate", "initial-denial-rate", "ar-aging"}
    assert wanted <= set(KPIS)
