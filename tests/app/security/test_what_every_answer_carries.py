"""Does every answer carry the headers and cookies that keep a browser from being used against its owner?"""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import settings as configured
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from tests.app import world
from tests.app.security.conftest import Browser, Things
from tests.app.security.routes import ROUTES

POLICY = {
    "default-src": "'self'",
    "object-src": "'none'",
    "base-uri": "'none'",
    "frame-ancestors": "'none'",
    "form-action": "'self'",
}


def policy(answer: HttpResponse) -> dict[str, str]:
    parts = (one.strip().split(" ", 1) for one in answer.headers["Content-Security-Policy"].split(";"))
    return {one[0]: one[1] for one in parts}


def carries(answer: HttpResponse, where: str, *, kept: bool = False) -> None:
    assert policy(answer) == POLICY, where
    assert answer.headers["X-Content-Type-Options"] == "nosniff", where
    assert answer.headers["X-Frame-Options"] == "DENY", where
    assert answer.headers["Referrer-Policy"] == "same-origin", where
    assert answer.headers["Cross-Origin-Opener-Policy"] == "same-origin", where
    assert answer.headers["Strict-Transport-Security"] == "max-age=31536000", where
    assert kept or answer.headers["Cache-Control"] == "no-store", where


def test_every_page_carries_them_for_whoever_asks(things: Things, everybody: None, browser: Browser) -> None:
    readers = {"ledger": "manager", "coding": "coder"}
    for name, route in ROUTES.items():
        url = reverse(name, kwargs=route.arguments(things.get(route.of)))
        role = readers.get(name.split("_")[0], min(route.roles))
        method = route.method.lower()
        for client in (Client(), browser(role if role in route.roles else min(route.roles))):
            carries(getattr(client, method)(url, secure=True), name)


def test_what_is_refused_missing_or_failed_carries_them_too(
    things: Things, everybody: None, browser: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    coder = browser("coder")
    for url, status in (
        ("/ledger/", 403),
        ("/no/such/page/", 404),
        (f"/claims/{things['encounter']}/", 404),
        ("/find/", 405),
    ):
        answer = coder.get(url, secure=True)
        assert answer.status_code == status
        carries(answer, url)
    strict = Client(enforce_csrf_checks=True)
    answer = strict.post(reverse("account_login"), {"login": "ana", "password": "x"}, secure=True)
    assert answer.status_code == 403
    carries(answer, "csrf")
    monkeypatch.setattr("cleanclaim.app.work.pages.actor_of", None)
    failed = coder.get("/claims/", secure=True)
    assert failed.status_code == 500
    carries(failed, "failed")


def test_styles_and_scripts_carry_them_and_may_be_kept(db: None) -> None:
    answer = Client().get("/static/cleanclaim/cleanclaim.css", secure=True)
    assert answer.status_code == 200
    carries(answer, "static", kept=True)


def test_cookies_are_for_this_site_this_browser_and_tls_alone(db: None) -> None:
    client = Client()
    client.get(reverse("account_login"), secure=True)
    form = {"login": "ana", "password": world.PASSWORD}
    answer = client.post(reverse("account_login"), form, secure=True)
    assert answer.status_code == 302
    assert {configured.SESSION_COOKIE_NAME, configured.CSRF_COOKIE_NAME} <= set(client.cookies)
    for name in (configured.SESSION_COOKIE_NAME, configured.CSRF_COOKIE_NAME):
        cookie = client.cookies[name]
        assert cookie["httponly"], name
        assert cookie["secure"], name
        assert cookie["samesite"] == "Lax", name
        assert cookie["path"] == "/", name
        assert not cookie["domain"], name


def test_signing_in_gives_a_session_of_a_new_name(db: None) -> None:
    client = Client()
    client.get(reverse("account_login"))
    session = client.session
    session["before"] = True
    session.save()
    before = session.session_key
    client.cookies[configured.SESSION_COOKIE_NAME] = before
    client.post(reverse("account_login"), {"login": "ana", "password": world.PASSWORD})
    assert client.session.session_key != before


def test_a_form_of_another_site_is_refused(things: Things, everybody: None) -> None:
    for name, route in ROUTES.items():
        if route.method == "POST":
            url = reverse(name, kwargs=route.arguments(things.get(route.of)))
            answer = Client(enforce_csrf_checks=True).post(url)
            assert answer.status_code == 403, name


def started(home: Path, **changes: str) -> subprocess.CompletedProcess[str]:
    """Read the settings as a fresh process does."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith("CLEANCLAIM_")}
    return subprocess.run(
        [sys.executable, "-c", "import cleanclaim.app.site.settings as s; print(s.SECURE_HSTS_SECONDS)"],
        env=environment | {"CLEANCLAIM_HOME": str(home)} | changes,
        capture_output=True,
        text=True,
        check=False,
    )


def test_a_demo_starts_only_where_nothing_is_real_and_nobody_is_far(tmp_path: Path) -> None:
    demo = {"CLEANCLAIM_DEMO": "1"}
    assert started(tmp_path, **demo).stdout == "0\n"
    assert started(tmp_path, CLEANCLAIM_HOSTS="claims.example").stdout == "31536000\n"
    for wrong, why in (
        ({"CLEANCLAIM_HOSTS": "claims.example"}, "this machine only"),
        ({"CLEANCLAIM_HOSTS": "*"}, "this machine only"),
        ({"CLEANCLAIM_DATABASE": "postgresql://a:b@127.0.0.1/claims"}, "its own SQLite file"),
    ):
        refused = started(tmp_path, **demo, **wrong)
        assert refused.returncode != 0
        assert why in refused.stderr
    (tmp_path / "cleanclaim.sqlite3").write_bytes(b"")
    refused = started(tmp_path, **demo)
    assert refused.returncode != 0
    assert "holds a real database" in refused.stderr


def test_there_is_no_way_to_start_with_error_pages_that_tell(tmp_path: Path) -> None:
    assert started(tmp_path, DEBUG="1", DJANGO_DEBUG="1").returncode == 0
    assert configured.DEBUG is False
    assert not set(configured.ALLOWED_HOSTS) & {"*", ""}
    assert len(configured.SECRET_KEY) >= 50
