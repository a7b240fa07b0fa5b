"""Does every number of the law have a date and a source?"""

from datetime import date
from decimal import Decimal

import pytest

from cleanclaim.core import parameters
from cleanclaim.core.parameters import BadParameterFile, NoValue, Parameters
from cleanclaim.core.parameters.loading import read

DAY = date(2026, 10, 14)


def test_a_value_is_the_one_of_the_date() -> None:
    assert parameters.value("medicare.part_b.deductible_cents", on=date(2025, 12, 31)) == 257_00
    assert parameters.value("medicare.part_b.deductible_cents", on=date(2026, 1, 1)) == 283_00
    assert parameters.value("medicare.part_b.coinsurance", on=DAY) == Decimal("0.20")


def test_a_date_without_a_value_is_refused() -> None:
    with pytest.raises(NoValue, match="no value on 2031-01-01"):
        parameters.value("medicare.part_b.deductible_cents", on=date(2031, 1, 1))
    with pytest.raises(NoValue, match="no parameter is called"):
        parameters.value("medicare.no_such_thing", on=DAY)


def test_every_value_cites_its_source() -> None:
    for name in parameters.names():
        for one in parameters.values(name):
            assert one.source.strip(), name
            assert one.what, name


@pytest.mark.parametrize("year", [2025, 2026])
def test_every_locality_has_its_cost_indices(year: int) -> None:
    indices = parameters.under("medicare.physician_fee.gpci", on=date(year, 7, 1))
    assert len(indices) == 109


def test_the_fee_of_a_service_follows_from_the_parameters() -> None:
    """99214 in 2025 outside a facility, Alabama: 1.92, 1.95 and 0.14 units (RVU25D)."""
    day = date(2025, 7, 1)
    index = parameters.value("medicare.physician_fee.gpci.10112-00", on=day)
    factor = parameters.value("medicare.physician_fee.conversion_factor", on=day)
    assert isinstance(index, dict)
    assert isinstance(factor, Decimal)
    units = (
        Decimal("1.92") * index["work"]
        + Decimal("1.95") * index["practice_expense"]
        + Decimal("0.14") * index["malpractice"]
    )
    assert round(units * factor, 2) == Decimal("119.52")


PERIOD = "{from: 2026-01-01, value: 1, source: here}"


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("a: {what: w, unit: u, values: [{from: 2026-01-01, value: 1}]}", "cites no source"),
        ("a: {what: w, unit: u, values: []}", "no values"),
        ("a: {what: w, values: [" + PERIOD + "]}", "what, unit"),
        ("a: {what: w, unit: u, values: [{from: soon, value: 1, source: s}]}", "are dates"),
        (
            "a: {what: w, unit: u, values: [{from: 2026-02-01, to: 2026-01-01, value: 1}], source: s}",
            "ends before",
        ),
        ("a: {what: w, unit: u, values: [{from: 2026-01-01, value: 0.2, source: s}]}", "quoted decimal"),
        ("[1, 2]", "maps names"),
    ],
)
def test_a_file_that_is_not_in_order_is_refused(text: str, why: str) -> None:
    with pytest.raises(BadParameterFile, match=why):
        read(text)


def test_periods_that_overlap_are_refused() -> None:
    text = f"a: {{what: w, unit: u, values: [{PERIOD}, {{from: 2026-06-01, value: 2, source: s}}]}}"
    with pytest.raises(BadParameterFile, match="overlaps"):
        Parameters(read(text))
