"""Where does the browser go? To a demonstration of its own, served here, whose clock the tests move."""

import json
import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

import pytest
from playwright.sync_api import Browser, ConsoleMessage, Page, sync_playwright

DAYS = 6
"""Days that are played before the tests begin: every list has something in it."""

_STARTS_WITHIN_SECONDS = 60
_PROGRAM = str(Path(sys.executable).with_name("cleanclaim"))
_WIDE, _NARROW = {"width": 1440, "height": 900}, {"width": 390, "height": 844}


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Everything in this folder drives a browser."""
    here = Path(__file__).parent
    for item in items:
        if here in item.path.parents:
            item.add_marker(pytest.mark.browser)


@dataclass(frozen=True, slots=True)
class Site:
    """The served demonstration."""

    url: str
    home: Path

    def later(self, days: int) -> None:
        """Let days pass on the demonstration's clock."""
        mark = self.home / "demo.json"
        told = json.loads(mark.read_text())
        told["now"] = (datetime.fromisoformat(told["now"]) + timedelta(days=days)).isoformat()
        mark.write_text(json.dumps(told))

    def run(self, *command: str) -> str:
        """Run a program in this home; what it printed."""
        done = subprocess.run(
            command, env=_environment(self.home), capture_output=True, text=True, check=False
        )
        assert done.returncode == 0, done.stderr[-2000:]
        return done.stdout.strip()


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """A home with a few days played, served by gunicorn."""
    home = tmp_path_factory.mktemp("browser")
    library = Path(os.environ.get("CLEANCLAIM_HOME", "")) / "reference"
    if library.is_dir():
        (home / "reference").symlink_to(library.resolve())
    port = _free_port()
    site = Site(f"http://127.0.0.1:{port}", home)
    site.run(_PROGRAM, "demo", "--days", str(DAYS), "--no-serve")
    log = (home / "server.log").open("w")
    server = subprocess.Popen(
        [_PROGRAM, "serve", "--port", str(port)], env=_environment(home), stdout=log, stderr=log
    )
    try:
        _wait_for(site.url)
        yield site
    finally:
        server.terminate()
        server.wait(20)
        log.close()


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Chromium, where CLEANCLAIM_CHROMIUM says."""
    chromium = os.environ.get("CLEANCLAIM_CHROMIUM", "")
    if not chromium:
        pytest.skip("CLEANCLAIM_CHROMIUM names no browser")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        yield browser
        browser.close()


class Window:
    """A window in which somebody of the demonstration is signed in, and what its console complained of."""

    def __init__(self, browser: Browser, site: Site, login: str = "", *, narrow: bool = False) -> None:
        context = browser.new_context(viewport=_NARROW if narrow else _WIDE, base_url=site.url)  # type: ignore[arg-type]
        self.page: Page = context.new_page()
        self.page.set_default_timeout(30_000)
        self.complaints: list[str] = []
        self.page.on("console", self._heard)
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))
        if login:
            self.page.goto("/accounts/login/")
            self.page.locator(f"button[name=login][value={login}]").click()
            self.page.locator("main.page").wait_for()

    def _heard(self, said: ConsoleMessage) -> None:
        if said.type in ("error", "warning"):
            self.complaints.append(said.text)

    def overflow(self) -> int:
        """How many pixels the page is wider than its window."""
        width: int = self.page.evaluate(
            "document.documentElement.scrollWidth - document.documentElement.clientWidth"
        )
        return width

    def close(self) -> None:
        """Close the window."""
        self.page.context.close()


def _environment(home: Path) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if name != "CLEANCLAIM_DATABASE"}
    return kept | {"CLEANCLAIM_HOME": str(home), "CLEANCLAIM_DEMO": "1", "DJANGO_SETTINGS_MODULE": _SETTINGS}


_SETTINGS = "cleanclaim.app.site.settings"


def _free_port() -> int:
    with socket.socket() as asked:
        asked.bind(("127.0.0.1", 0))
        port: int = asked.getsockname()[1]
        return port


def _wait_for(url: str) -> None:
    until = time.monotonic() + _STARTS_WITHIN_SECONDS
    while time.monotonic() < until:
        try:
            with urlopen(f"{url}/accounts/login/", timeout=5):
                return
        except (URLError, OSError):
            time.sleep(0.3)
    pytest.fail("the server did not start")
