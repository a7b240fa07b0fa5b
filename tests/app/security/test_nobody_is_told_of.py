"""Where do a patient's name, number and note stand? On the pages of who treats and bills, nowhere else.

A patient whose every word is unmistakable goes through the whole cycle. Logs, addresses, error pages, events,
findings and file names are searched for those words, and every page that shows them shows markup as text.
"""

import io
import logging
import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from uuid import UUID

import pytest
from django.conf import settings as configured
from django.db import transaction
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from tests.app import world
from tests.app.remitting import answer, remitted, spoiled
from tests.app.security.conftest import MARKUP_IN_NOTE, Browser, Things
from tests.app.security.routes import ROUTES, Route

from cleanclaim.app.audit.models import Event
from cleanclaim.app.claims.models import Claim
from cleanclaim.app.coverage.models import Coverage, Subscriber
from cleanclaim.app.edits.models import Verdict
from cleanclaim.app.encounters.models import Guarantor, Patient
from cleanclaim.app.people.models import Practice
from cleanclaim.app.remittances.intake import take_in
from cleanclaim.app.remittances.models import Remittance
from cleanclaim.app.site.logs import WithoutPeople
from cleanclaim.app.submissions.models import File
from cleanclaim.core import x12
from cleanclaim.core.facts.codec import to_document

LAST, FIRST, STREET, TELEPHONE = "Quail<i>zyx</i>", 'Wren"onload=<u>', "77 Heronry Lane", "2075557391"
MEMBER = "9QW4TE5MK78"
TELLING = re.compile(r"quail|zyx|wren|heronry|2075557391|9QW4TE5MK78|kingfisher", re.IGNORECASE)
RAW = re.compile(r"<i>zyx|<u>|<script>alert|\"onload", re.IGNORECASE)


@pytest.fixture
def canaries(practice: Practice) -> None:
    """Everybody at the practice has a name that is markup, and a number and a street of their own."""
    address = to_document(replace(world.street(1), line1=STREET))
    for model in (Patient, Guarantor, Subscriber):
        model.objects.update(last=LAST, first=FIRST, address=address)
    Patient.objects.update(telephone=TELEPHONE)
    Coverage.objects.filter(member_id="1EG4TE5MK73").update(member_id=MEMBER)


@pytest.fixture
def log() -> Iterator[io.StringIO]:
    """What the installation's own log handler writes, of every logger, from the level of news on."""
    kept = io.StringIO()
    handler = logging.StreamHandler(kept)
    handler.setFormatter(logging.Formatter("{asctime} {levelname} {name} {message}", style="{"))
    handler.addFilter(WithoutPeople())
    root, level = logging.getLogger(), logging.getLogger().level
    root.addHandler(handler)
    root.setLevel(logging.INFO)
    yield kept
    root.removeHandler(handler)
    root.setLevel(level)


@pytest.fixture
def went(
    canaries: None, log: io.StringIO, things: Things, everybody: None, browser: Browser
) -> dict[str, HttpResponse]:
    """Every address, opened or done once by somebody who may; what each answered."""
    clients: dict[str, Client] = {}
    answers = {}
    for name, route in sorted(ROUTES.items(), key=lambda one: (one[1].method, one[0])):
        client = clients.setdefault(_who(route), browser(_who(route)))
        url = reverse(name, kwargs=route.arguments(things.get(route.of)))
        answers[name] = getattr(client, route.method.lower())(url, dict(route.form))
        assert answers[name].status_code < 500, name
    return answers


def _who(route: Route) -> str:
    return "manager" if "manager" in route.roles else min(route.roles)


def test_names_are_shown_as_text_on_every_page_that_shows_them(went: dict[str, HttpResponse]) -> None:
    shown = set()
    for name, page in went.items():
        if not page.headers["Content-Type"].startswith("text/html"):
            continue
        html = page.content.decode()
        assert not RAW.search(html), (name, RAW.search(html))
        if "Quail&lt;i&gt;zyx" in html:
            shown.add(name)
    assert {"encounters_page", "coding_page", "claims_page", "denials_page", "statements_page"} <= shown
    assert {"encounters", "encounters_patient", "claims", "submissions_file", "remittances_page"} <= shown
    assert MARKUP_IN_NOTE not in went["encounters_page"].content.decode()
    assert "kingfisher" in went["encounters_page"].content.decode()
    assert went["submissions_content"].headers["Content-Type"].startswith("text/plain")


def test_no_address_names_anybody(went: dict[str, HttpResponse]) -> None:
    for name, page in went.items():
        assert not TELLING.search(page.headers.get("Location", "")), name
        if page.headers["Content-Type"].startswith("text/html"):
            links = re.findall(r'(?:href|action|src|hx-get|hx-post)="([^"]*)"', page.content.decode())
            assert not [link for link in links if TELLING.search(link)], name
        assert not TELLING.search(page.headers.get("Content-Disposition", "")), name


def test_no_log_event_finding_or_file_name_names_anybody(
    went: dict[str, HttpResponse],
    things: Things,
    log: io.StringIO,
    own_home: Path,
    practice: Practice,
    clock: world.Clock,
) -> None:
    sent = Claim.objects.exclude(frozen_at=None).first()
    assert sent is not None
    said = answer(sent, {"CO_97": sent.facts().lines[0].billed}, {})
    bad = spoiled(remitted(practice, said, trace="T2"), "CLP", 4, 100)
    take_in(bad, company=practice.company, partner="folder", clock=clock)
    assert Remittance.objects.filter(state="held").exists()
    told = {
        "log": log.getvalue(),
        "events": "\n".join(str(one) for one in Event.objects.values_list("action", "actor", "details")),
        "verdicts": "\n".join(Verdict.objects.values_list("message", flat=True)),
        "remittances": "\n".join(
            str(one) for one in Remittance.objects.values_list("held_because", "findings")
        ),
        "files": "\n".join(str(path.relative_to(own_home)) for path in own_home.rglob("*")),
    }
    for where, text in told.items():
        assert not TELLING.search(text), (where, TELLING.search(text))
    assert told["log"]
    assert told["events"].count("\n") > 20


def test_what_the_reader_says_of_a_broken_file_quotes_nobody(canaries: None, things: Things) -> None:
    content = bytes(File.objects.get(pk=things["sent"]).content)
    assert TELLING.search(content.decode())
    for cut in range(0, len(content), 97):
        for finding in x12.read(content[:cut]).findings:
            assert not TELLING.search(f"{finding.code} {finding.message} {finding.place}"), cut
    for wrong in (content.replace(MEMBER.encode(), b"quail\x01"), content.replace(b"*19", b"*wren")):
        for finding in x12.read(wrong).findings:
            assert not TELLING.search(f"{finding.message} {finding.place}")


def test_an_exception_in_any_view_tells_nobody_who_it_was_about(
    canaries: None,
    things: Things,
    everybody: None,
    browser: Browser,
    log: io.StringIO,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    client = browser("manager")

    def fail(_: object) -> None:
        raise RuntimeError(f"{LAST}, {FIRST} of {STREET}, member {MEMBER}: kingfisher")

    monkeypatch.setattr("cleanclaim.app.work.pages.actor_of", fail)
    for name, route in ROUTES.items():
        url = reverse(name, kwargs=route.arguments(things.get(route.of)))
        failed = getattr(client, route.method.lower())(url, dict(route.form))
        assert failed.status_code == 500, name
        assert not TELLING.search(failed.content.decode()), name
        assert "RuntimeError" not in failed.content.decode()
    assert log.getvalue().count("RuntimeError at ") == len(ROUTES)
    assert not TELLING.search(log.getvalue())


def test_what_the_database_says_of_a_row_stays_out_of_log_and_page(
    canaries: None, everybody: None, browser: Browser, log: io.StringIO, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(_: object) -> None:
        row = Patient.objects.get(number="P000001")
        row.pk = UUID(int=1)
        with transaction.atomic():
            row.save(force_insert=True)  # the database's message quotes the number that is there already

    monkeypatch.setattr("cleanclaim.app.work.pages.actor_of", fail)
    failed = browser("manager").get(reverse("claims"))
    assert failed.status_code == 500
    assert "IntegrityError at " in log.getvalue()
    for text in (log.getvalue(), failed.content.decode()):
        assert not TELLING.search(text)
        assert "P000001" not in text


def test_the_programs_own_log_handler_is_the_one_that_drops_messages() -> None:
    handler = configured.LOGGING["handlers"]["console"]
    assert handler["filters"] == ["nobody"]
    assert configured.LOGGING["filters"]["nobody"]["()"].endswith("WithoutPeople")
    assert configured.LOGGING["root"]["handlers"] == ["console"]
    assert set(configured.LOGGING["handlers"]) == {"console"}
