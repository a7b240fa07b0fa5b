"""Does `cleanclaim report` say each figure with its numerator and denominator, as of any day?"""

import json
from datetime import timedelta

import pytest
from click.testing import CliRunner

from cleanclaim.cli import database, report
from cleanclaim.core.basics.refusals import Unknown

pytestmark = pytest.mark.django_db


@pytest.fixture
def run(monkeypatch, clock):
    """Run the verb on the tests' own database, on the tests' clock."""
    monkeypatch.setattr(database, "prepared", lambda: None)
    monkeypatch.setattr("cleanclaim.app.site.clock.now", clock)

    def run(*arguments):
        result = CliRunner().invoke(report.command, arguments, standalone_mode=False)
        if result.exception is not None:
            raise result.exception
        return result

    return run


def test_the_headline_figures_show_both_parts(run, ready_claim):
    output = run("--practice", "HFM").output
    assert "Harbor Family Medicine, as of 2026-09-14" in output
    assert "Clean claim rate" in output
    assert "1 claims ÷ 1 claims" in output
    assert "0-30" in output


def test_json_holds_value_numerator_denominator_and_groups(run, ready_claim):
    document = json.loads(run("ar-aging", "days-in-ar", "--practice", "HFM", "--json").output)
    aging, days = document["kpis"]
    assert (document["as_of"], document["practices"]) == ("2026-09-14", ["HFM"])
    assert (days["value"], days["numerator"], days["denominator"]) == (
        1.0,
        ready_claim.billed,
        ready_claim.billed,
    )
    assert [group["by"][2] for group in aging["groups"]] == ["0-30"]


def test_the_rows_add_up_to_the_figure(run, ready_claim):
    (figure,) = json.loads(run("days-in-ar", "--practice", "HFM", "--rows", "--json").output)["kpis"]
    assert sum(row["numerator"] for row in figure["rows"]) == figure["numerator"]
    assert sum(row["denominator"] for row in figure["rows"]) == figure["denominator"]


def test_as_of_a_day_before_anything_there_is_no_figure(run, ready_claim, clock):
    day = (clock() - timedelta(days=1)).date().isoformat()
    (figure,) = json.loads(run("clean-claim-rate", "--as-of", day, "--json").output)["kpis"]
    assert (figure["value"], figure["denominator"]) == (None, 0)


def test_another_practice_has_its_own_figures(run, ready_claim):
    (figure,) = json.loads(run("clean-claim-rate", "--practice", "HTO", "--json").output)["kpis"]
    assert figure["denominator"] == 0


@pytest.mark.parametrize("arguments", [["--practice", "NONE"], ["days-in-heaven"]])
def test_what_is_not_there_is_refused(run, ready_claim, arguments):
    with pytest.raises(Unknown):
        run(*arguments)
