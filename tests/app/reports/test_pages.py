"""A manager reads the figures, and opens each into the rows that made it."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

import pytest
from tests.app.remitting import answer, remitted

from cleanclaim.app.claims.models import Claim
from cleanclaim.app.people.models import Practice
from cleanclaim.app.remittances.intake import take_in
from cleanclaim.core.reports import kpis


@pytest.fixture
def paid(practice: Practice, frozen_claim: Claim, clock: Callable[[], datetime]) -> Claim:
    said = answer(frozen_claim, {"CO_45": 3_000, "PR_2": 2_400}, {})
    take_in(remitted(practice, said), company=practice.company, partner="folder", clock=clock)
    return frozen_claim


def page(browser: Any, url: str) -> str:
    answer_ = browser.get(url)
    assert answer_.status_code == 200, url
    return str(answer_.content.decode())


def test_the_headline_shows_each_figure_with_both_its_parts(web: Any, paid: Claim) -> None:
    shown = page(web("max"), "/reports/")
    assert "Days in A/R" in shown
    assert "÷" in shown
    assert "$24.00" in shown
    assert "0–30" in shown


@pytest.mark.parametrize("code", [kpi.code for kpi in kpis()])
def test_every_figure_opens_into_its_definition_and_rows(web: Any, paid: Claim, code: str) -> None:
    shown = page(web("max"), f"/reports/{code}/")
    assert "The rows that made it" in shown
    assert "Formula" in shown


def test_a_day_before_anything_happened_has_no_figure(web: Any, paid: Claim) -> None:
    assert "$0.00" in page(web("max"), "/reports/?on=2026-01-01")


def test_a_figure_that_no_page_has_is_not_there(web: Any, paid: Claim) -> None:
    assert web("max").get("/reports/luck/").status_code == 404


def test_figures_are_of_the_practice_alone(web: Any, paid: Claim) -> None:
    assert "$24.00" not in page(web("cora"), "/reports/")
