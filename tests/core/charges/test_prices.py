"""Is a service priced as the list says on its date?"""

from datetime import date

from cleanclaim.core.basics.identifiers import key
from cleanclaim.core.charges import billed, price_on
from cleanclaim.core.facts.organisations import FeeScheduleItem

JULY, DAY = date(2026, 7, 1), date(2026, 9, 14)


def item(price: int, **changes: object) -> FeeScheduleItem:
    given: dict[str, object] = {
        "practice": key("p"),
        "procedure": "93000",
        "price": price,
        "valid_from": date(2026, 1, 1),
    }
    return FeeScheduleItem(**(given | changes))  # type: ignore[arg-type]


def test_the_latest_price_of_the_day_counts() -> None:
    items = [item(60_00), item(65_00, valid_from=JULY)]
    assert price_on(items, "93000", (), date(2026, 6, 30)) == 60_00
    assert price_on(items, "93000", (), DAY) == 65_00


def test_a_price_for_the_modifier_goes_before_the_plain_one() -> None:
    items = [item(60_00), item(20_00, modifier="26")]
    assert price_on(items, "93000", ("26",), DAY) == 20_00
    assert price_on(items, "93000", ("25",), DAY) == 60_00


def test_no_price_is_no_price() -> None:
    assert price_on([item(60_00)], "99213", (), DAY) is None
    assert price_on([item(60_00, valid_to=JULY)], "93000", (), DAY) is None


def test_what_a_contract_allows_is_no_price_of_ours() -> None:
    assert price_on([item(60_00, payer=key("payer"))], "93000", (), DAY) is None


def test_each_unit_costs_the_price() -> None:
    assert billed(12_00, 4) == 48_00
