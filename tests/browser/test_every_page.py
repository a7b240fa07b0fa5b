"""Is every page readable by everybody, at both widths, without a complaint of the browser?"""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser
from tests.browser.conftest import Site, Window

PAGES: dict[str, tuple[str, ...]] = {
    "dana": ("/", "/encounters/", "/encounters/?view=all"),
    "ana": ("/", "/coding/", "/coding/?view=all", "/edits/", "/edits/excludes1-pair/", "/coding/codes/E119/"),
    "ben": (
        "/", "/claims/", "/claims/?view=all", "/submissions/?view=all", "/acknowledgments/?view=all",
        "/denials/",
    ),
    "pia": ("/", "/remittances/?view=all", "/ledger/"),
    "max": ("/", "/reports/", "/statements/", "/denials/?view=all"),
    "": ("/accounts/login/", "/nowhere/"),
}  # fmt: skip
"""Each person's lists."""

FIRST_OF = {
    "ben": (
        "/encounters/?view=all",
        "/claims/?view=all",
        "/submissions/?view=all",
        "/acknowledgments/?view=all",
    ),
    "ana": ("/coding/",),
    "pia": ("/remittances/?view=all",),
    "max": ("/denials/?view=all", "/statements/?view=all", "/reports/"),
}  # fmt: skip
"""Lists whose first thing is opened."""


@pytest.mark.parametrize("login", PAGES)
@pytest.mark.parametrize("narrow", [False, True], ids=["wide", "narrow"])
def test_each_list_can_be_read(browser: Browser, site: Site, login: str, narrow: bool) -> None:
    window = Window(browser, site, login, narrow=narrow)
    for path in PAGES[login]:
        window.page.goto(path)
        expected = [] if path != "/nowhere/" else window.complaints
        _holds(window, path, expected)
    window.close()


@pytest.mark.parametrize("login", FIRST_OF)
@pytest.mark.parametrize("narrow", [False, True], ids=["wide", "narrow"])
def test_each_thing_can_be_read(browser: Browser, site: Site, login: str, narrow: bool) -> None:
    window = Window(browser, site, login, narrow=narrow)
    for path in FIRST_OF[login]:
        window.page.goto(path)
        first = window.page.locator("main a.opens, main .kpi a").first
        if first.count():
            first.click()
            window.page.locator(".trail, h1").first.wait_for()
            _holds(window, f"the first of {path}", [])
    window.close()


def test_the_workbench_can_be_read_while_it_is_used(browser: Browser, site: Site) -> None:
    window = Window(browser, site, "ana", narrow=True)
    window.page.goto("/coding/")
    window.page.locator("a.opens").first.click()
    window.page.locator(".trail").wait_for()
    window.page.wait_for_load_state("load")
    window.page.keyboard.press("c")
    window.page.locator("#add-diagnosis").fill("hypertension")
    window.page.locator("#options-diagnosis button").first.click()
    window.page.locator("tr[data-code]").first.wait_for()
    _holds(window, "the workbench", [])
    window.page.keyboard.press("Control+k")
    window.page.locator("#find").fill("excl")
    window.page.locator("#found a").first.wait_for()
    _holds(window, "the palette", [])
    window.close()


def _holds(window: Window, where: str, expected: list[str]) -> None:
    """No violation of WCAG 2 A and AA, no sideways scroll, no complaint of the console."""
    assert window.overflow() <= 0, f"{where} scrolls sideways"
    assert window.complaints == expected, where
    options = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa"]}
    found = Axe().run(window.page, options=options)
    window.complaints.clear()  # axe itself tries styles that the policy refuses
    assert found.violations_count == 0, f"{where}: {found.generate_report()}"


def test_a_code_is_found_and_taken_without_a_mouse(browser: Browser, site: Site) -> None:
    window = Window(browser, site, "ana")
    page = window.page
    page.goto("/coding/")
    page.locator("a.opens").first.click()
    starts = page.get_by_role("button", name="Start coding")
    if starts.count():
        starts.click()
    before = page.locator("#coded").inner_text().count("J00")
    page.keyboard.press("/")
    page.keyboard.type("common cold", delay=20)
    page.locator(".options button").first.wait_for()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.locator("#coded .chip", has_text="J00").first.wait_for()
    assert page.locator("#coded").inner_text().count("J00") == before + 1
    assert page.evaluate("document.activeElement.id") == "add-diagnosis"
    assert window.complaints == []
    window.close()
