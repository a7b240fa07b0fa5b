"""Does each person land on their work, find what is theirs, and sign in with a second factor?"""

import json
from datetime import timedelta
from pathlib import Path

import pytest
from django.test import Client
from pytest_django import Settings
from tests.app import world
from tests.app.conftest import Web

from cleanclaim.app.claims.models import Claim
from cleanclaim.app.encounters.models import Encounter
from cleanclaim.app.people import actions as people
from cleanclaim.app.people.models import User
from cleanclaim.app.people.roles import Role
from cleanclaim.app.site import clock as site_clock

BACKEND = "django.contrib.auth.backends.ModelBackend"


def test_nobody_sees_anything_without_signing_in(db: None) -> None:
    for url in ("/", "/claims/", "/coding/", "/encounters/"):
        answer = Client().get(url)
        assert answer.status_code == 302
        assert answer.headers["Location"].startswith("/accounts/login/")


def test_whoever_sees_patients_signs_in_with_a_second_factor(db: None) -> None:
    client = Client()
    client.force_login(User.objects.get(username="ana"), backend=BACKEND)
    answer = client.get("/coding/")
    assert answer.status_code == 302
    assert answer.headers["Location"] == "/accounts/2fa/"


def test_home_says_how_much_needs_the_person_today(web: Web, signed_encounter: Encounter) -> None:
    seen = web("ana").get("/").content.decode()
    assert "<b>1</b> encounter needs you today" in seen
    assert f"/coding/{signed_encounter.pk}/" in seen


def test_a_billers_home_says_what_it_is_worth(web: Web, ready_claim: Claim) -> None:
    seen = web("ben").get("/").content.decode()
    assert "claim needs you today, worth $" in seen


def test_a_patient_lands_on_their_own_bills(web: Web) -> None:
    answer = web("paul").get("/")
    assert answer.status_code == 302
    assert web("paul").get("/", follow=True).status_code == 200


@pytest.mark.parametrize("url", ["/claims/", "/coding/", "/encounters/", "/submissions/", "/edits/"])
def test_a_patient_opens_no_page_of_the_staff(web: Web, url: str) -> None:
    assert web("paul").get(url).status_code == 403


def test_the_palette_finds_by_post_and_never_in_an_address(web: Web, ready_claim: Claim) -> None:
    ana = web("ana")
    seen = ana.post("/find/", {"find": "plum"}).content.decode()
    assert f"/encounters/patients/{ready_claim.patient_id}/" in seen
    assert ana.get("/find/", {"find": "plum"}).status_code == 405


def test_the_palette_finds_edits_codes_and_pages(web: Web) -> None:
    ana = web("ana")
    assert "/edits/excludes1-pair/" in ana.post("/find/", {"find": "excludes1"}).content.decode()
    assert "/coding/codes/E119/" in ana.post("/find/", {"find": "E11.9"}).content.decode()
    assert 'href="/coding/"' in ana.post("/find/", {"find": "cod"}).content.decode()


def test_the_palette_finds_nothing_of_another_practice(web: Web, ready_claim: Claim) -> None:
    seen = web("cora").post("/find/", {"find": ready_claim.patient_control_number}).content.decode()
    assert ready_claim.patient_control_number not in seen


def test_a_person_of_two_practices_chooses_between_them(web: Web, clock: world.Clock) -> None:
    people.grant(people.founder(world.HILLTOP, clock), username="ben", roles=[Role.BILLER])
    ben = web("ben")
    hilltop = people.practice_key(world.HILLTOP)
    seen = ben.post("/practice/", {"practice": str(hilltop)}, follow=True).content.decode()
    assert "<summary><span>Hilltop Orthopaedics</span>" in seen


@pytest.mark.parametrize("asked", ["00000000-0000-4000-8000-000000000000", "nonsense", ""])
def test_a_practice_where_one_has_no_role_is_not_there(web: Web, asked: str) -> None:
    assert web("ben").post("/practice/", {"practice": asked}).status_code == 404
    foreign = str(people.practice_key(world.HILLTOP))
    assert web("ben").post("/practice/", {"practice": foreign}).status_code == 404


def test_there_is_no_ready_login_outside_a_demonstration(db: None) -> None:
    assert Client().post("/demo/login/", {"login": "ana"}).status_code == 404
    assert "Or try it as" not in Client().get("/accounts/login/").content.decode()


@pytest.fixture
def demonstration(db: None, settings: Settings, tmp_path: Path) -> None:
    """A demonstration, on its own clock."""
    settings.DEMO = True
    settings.HOME = tmp_path
    (tmp_path / "demo.json").write_text(json.dumps({"now": world.START.isoformat()}))


@pytest.mark.usefixtures("demonstration")
def test_a_demonstration_offers_a_login_for_each_role() -> None:
    seen = Client().get("/accounts/login/").content.decode()
    for role in ("coder", "biller", "poster", "manager", "clinician", "patient"):
        assert f", {role}</b>" in seen
    client = Client()
    assert client.post("/demo/login/", {"login": "pia"}).status_code == 302
    assert "Pia Pine" in client.get("/").content.decode()


@pytest.mark.usefixtures("demonstration")
def test_a_demonstration_signs_nobody_else_in_and_nobody_from_afar() -> None:
    assert Client().post("/demo/login/", {"login": "una"}).status_code == 404
    assert Client(REMOTE_ADDR="192.0.2.7").post("/demo/login/", {"login": "ana"}).status_code == 404


@pytest.mark.usefixtures("demonstration")
def test_a_demonstration_has_its_own_clock() -> None:
    assert timedelta(0) <= site_clock.now() - world.START < timedelta(minutes=5)


def test_no_page_may_run_script_or_style_of_its_own(web: Web) -> None:
    policy = web("ana").get("/").headers["Content-Security-Policy"]
    assert "default-src 'self'" in policy
    assert "unsafe" not in policy
    assert "data:" not in policy


def test_only_the_page_with_the_code_to_scan_may_show_it(db: None) -> None:
    client = Client()
    client.post("/accounts/login/", {"login": "ira", "password": world.PASSWORD})
    client.post("/accounts/reauthenticate/", {"password": world.PASSWORD})
    answer = client.get("/accounts/2fa/totp/activate/")
    assert answer.status_code == 200
    assert "img-src 'self' data:" in answer.headers["Content-Security-Policy"]
    assert "data:" not in client.get("/accounts/2fa/").headers["Content-Security-Policy"]


def test_what_a_signed_in_person_saw_stays_in_no_cache(web: Web) -> None:
    assert web("ana").get("/").headers["Cache-Control"] == "no-store"


def test_a_refusal_leads_back_to_where_it_was_tried(web: Web, signed_encounter: Encounter) -> None:
    page = f"/encounters/{signed_encounter.pk}/"
    came = {"Referer": f"http://testserver{page}"}
    answer = web("dora").post(f"/documentation/{signed_encounter.pk}/sign/", headers=came)
    assert f'href="{page}">Go back' in answer.content.decode()


def test_a_part_of_a_page_is_told_its_refusal_in_its_place(web: Web, signed_encounter: Encounter) -> None:
    answer = web("dora").post(f"/documentation/{signed_encounter.pk}/sign/", headers={"HX-Request": "true"})
    assert answer.status_code == 409
    assert "<html" not in answer.content.decode()


@pytest.mark.django_db
def test_a_forgotten_password_is_the_administrators_to_set() -> None:
    answer = Client().post("/accounts/password/reset/", {"email": "nobody@example.org"})
    assert answer.status_code == 403
    assert "set anew by whoever administers" in answer.content.decode()
