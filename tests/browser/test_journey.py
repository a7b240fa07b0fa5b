"""Does one visit go all the way by clicking: signed, coded, sent, denied, corrected, paid and billed?"""

import re
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page
from tests.browser.conftest import Site, Window

SignIn = Callable[[str], Page]


@pytest.fixture
def sign_in(browser: Browser, site: Site) -> Iterator[SignIn]:
    """A window for each person, kept for the whole journey; at its end no console has complained."""
    windows: dict[str, Window] = {}

    def window(login: str) -> Page:
        if login not in windows:
            windows[login] = Window(browser, site, login)
        return windows[login].page

    yield window
    complaints = {login: window.complaints for login, window in windows.items() if window.complaints}
    for one in windows.values():
        one.close()
    assert complaints == {}


@pytest.fixture
def encounter(site: Site) -> str:
    """The number of a visit that the chart has sent, its note a draft."""
    return site.run(sys.executable, str(Path(__file__).with_name("visit.py")))


def find(page: Page, words: str) -> None:
    """Find something with the palette, and open it."""
    page.wait_for_load_state("load")
    page.keyboard.press("Control+k")
    page.locator("#find").fill(words)
    page.locator(f"#found a:has-text('{words}')").first.click()
    page.locator(".trail").wait_for()
    page.wait_for_load_state("load")


def press(page: Page, label: str) -> None:
    """Press one of the page's buttons, and its dialog's where it asks."""
    page.locator(f".actions button:has-text('{label}'):visible").first.click()


def confirm(page: Page) -> None:
    """Say yes in the dialog that is open."""
    page.locator("dialog[open] button.is-next").click()


def test_one_visit_from_note_to_proven_money(site: Site, sign_in: SignIn, encounter: str) -> None:
    _the_clinician_signs(sign_in("dana"), encounter)
    _the_coder_codes_it(sign_in("ana"), encounter)
    claim = _the_biller_releases_and_sends(sign_in("ben"), encounter)
    site.later(days=1)
    _the_answers_accept_it(sign_in("ben"), claim)
    site.later(days=20)
    _the_poster_sees_the_remittance_posted(sign_in("pia"), claim)
    _the_biller_gives_the_denial_back(sign_in("ben"), encounter, claim)
    _the_coder_points_the_line_right(sign_in("ana"), encounter)
    corrected = _the_biller_corrects_and_resubmits(sign_in("ben"), claim)
    site.later(days=1)
    _the_answers_accept_it(sign_in("ben"), corrected)
    site.later(days=20)
    _the_corrected_claim_is_paid(sign_in("pia"), sign_in("ben"), corrected)
    _the_rest_goes_on_a_statement_and_is_paid(sign_in("max"), encounter)
    _the_manager_reads_the_figures(sign_in("max"))


def _the_clinician_signs(page: Page, encounter: str) -> None:
    find(page, encounter)
    assert "waits to be signed" in page.locator(".beneath").inner_text()
    page.keyboard.press("s")
    page.get_by_text("Signed as version 1.").wait_for()


def _the_coder_codes_it(page: Page, encounter: str) -> None:
    find(page, encounter)
    page.keyboard.press("c")
    page.locator("#add-diagnosis").wait_for()
    for place, words in enumerate(("I10", "E11.9"), 1):
        page.locator("#add-diagnosis").fill(words)
        page.locator("#options-diagnosis button").first.click()
        page.locator("section:has(h2:text('Diagnoses')) tr[data-code]").nth(place - 1).wait_for()
    _quote(page, "Essential hypertension", row=0)
    for place, number in enumerate(("99213", "83036"), 1):
        page.locator("#add-procedure").fill(number)
        page.locator(f"#options-procedure button:has-text('{number}')").first.click()
        page.locator("section:has(h2:text('Procedures')) tr[data-code]").nth(place - 1).wait_for()
    page.locator("h2:text('Findings')").click()
    page.keyboard.press("r")
    page.get_by_text(f"Encounter {encounter} is released").wait_for()


def _quote(page: Page, words: str, row: int) -> None:
    """Select words of the note as a person does with the mouse, and quote them for a diagnosis."""
    page.evaluate(
        """(words) => {
            const text = document.querySelector('.note-text[data-version]').firstChild;
            const at = text.textContent.indexOf(words);
            const range = document.createRange();
            range.setStart(text, at);
            range.setEnd(text, at + words.length);
            document.getSelection().removeAllRanges();
            document.getSelection().addRange(range);
        }""",
        words,
    )
    page.locator("tr[data-code] button[data-quotes]").nth(row).click()
    page.locator(f"mark:has-text('{words}')").wait_for()
    page.locator("tr[data-code]").nth(row).get_by_text("Quoted", exact=True).wait_for()


def _the_biller_releases_and_sends(page: Page, encounter: str) -> str:
    find(page, encounter)
    page.locator("aside a.opens").first.click()
    page.locator(".owes").wait_for()
    claim = page.locator(".trail span").last.inner_text()
    press(page, "Release")
    page.get_by_text("Released: it goes with the next file.").wait_for()
    page.goto("/submissions/")
    press(page, "Send released claims")
    page.get_by_text(re.compile(r"put into \d+ file")).wait_for()
    return claim


def _the_answers_accept_it(page: Page, claim: str) -> None:
    page.goto("/submissions/")
    press(page, "Fetch answers")
    page.get_by_text(re.compile(r"\d+ files? came\.")).wait_for()
    find(page, claim)
    assert "accepted, with the payer" in page.locator("h1").inner_text()


def _the_poster_sees_the_remittance_posted(page: Page, claim: str) -> None:
    page.goto("/submissions/")
    press(page, "Fetch answers")
    page.get_by_text(re.compile(r"\d+ files? came\.")).wait_for()
    find(page, claim)
    assert "denied in part" in page.locator("h1").inner_text()
    page.locator(".timeline a:has-text('the 835')").first.click()
    assert page.locator(".sum-column .check .good").count()
    if page.locator("button:has-text('Record the deposit')").count():
        press(page, "Record the deposit")
        confirm(page)
        page.locator("#did .did").wait_for()


def _the_biller_gives_the_denial_back(page: Page, encounter: str, claim: str) -> None:
    page.goto("/denials/")
    page.locator("main:has-text('necessity')").wait_for()
    find(page, claim)
    press(page, "Back to the coder")
    confirm(page)
    page.get_by_text(f"Encounter {encounter} is back with its coder.").wait_for()


def _the_coder_points_the_line_right(page: Page, encounter: str) -> None:
    find(page, encounter)
    page.keyboard.press("c")
    page.locator("#add-diagnosis").wait_for()
    page.locator("tr[data-code='83036'] a:has-text('edit')").click()
    page.get_by_label(re.compile("A.*I10")).first.uncheck()
    page.get_by_label(re.compile("B.*E119")).first.check()
    page.get_by_role("button", name="Keep").click()
    page.locator("tr[data-code='83036'] .pointers:has-text('B')").wait_for()
    page.wait_for_load_state("load")
    page.keyboard.press("r")
    page.get_by_text(f"Encounter {encounter} is released").wait_for()


def _the_biller_corrects_and_resubmits(page: Page, claim: str) -> str:
    find(page, claim)
    press(page, "Make a corrected claim")
    confirm(page)
    page.get_by_text("Version 2 is made").wait_for()
    corrected = page.locator(".trail span").last.inner_text()
    press(page, "Release")
    page.get_by_text("Released: it goes with the next file.").wait_for()
    page.goto("/submissions/")
    press(page, "Send released claims")
    page.get_by_text(re.compile(r"put into \d+ file")).wait_for()
    return corrected


def _the_corrected_claim_is_paid(poster: Page, biller: Page, corrected: str) -> None:
    poster.goto("/submissions/")
    press(poster, "Fetch answers")
    poster.get_by_text(re.compile(r"\d+ files? came\.")).wait_for()
    find(biller, corrected)
    assert "· paid" in biller.locator("h1").inner_text()


def _the_rest_goes_on_a_statement_and_is_paid(page: Page, encounter: str) -> None:
    page.goto("/statements/")
    press(page, "Write statements")
    page.locator("#did .did").wait_for()
    find(page, encounter)
    page.locator(".timeline a:has-text('the statement')").first.click()
    press(page, "Take a payment")
    confirm(page)
    page.locator("#did .did").wait_for()


def _the_manager_reads_the_figures(page: Page) -> None:
    page.goto("/reports/")
    for figure in ("Days in A/R", "Net collection rate", "Clean claim rate", "Initial denial rate"):
        assert page.get_by_role("link", name=figure).is_visible()
    page.get_by_role("link", name="Initial denial rate").click()
    page.locator(".trail").wait_for()
    assert page.locator("main table tbody tr").count() >= 1
