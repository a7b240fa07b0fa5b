"""Address × method × person: what is not theirs is refused, what is another practice's is not there."""

import re
from collections.abc import Iterator, Mapping
from typing import Any
from uuid import UUID

import pytest
from django.db import transaction
from django.http import HttpResponse
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse
from tests.app import world
from tests.app.security.conftest import BACKEND, Browser, Things
from tests.app.security.routes import ALL_ROLES, OPEN, OWN, ROUTES, SLOW, Route

from cleanclaim.app.people import actions as people
from cleanclaim.app.people.models import Provider, User
from cleanclaim.app.people.tenancy import every_practice
from cleanclaim.core.basics.identifiers import synthetic_npi

_CHANGES = re.compile(rb'name="csrfmiddlewaretoken" value="[^"]*"|"X-CSRFToken": "[^"]*"')
_ARGUMENTS = {"pk": 1, "key": "x", "uidb36": "1"}


def addresses(resolver: URLResolver) -> Iterator[str]:
    for one in resolver.url_patterns:
        if isinstance(one, URLPattern):
            assert one.name, f"{one.pattern} has no name"
            yield one.name
        else:
            yield from addresses(one)


def address(name: str, route: Route, things: Things) -> str:
    return reverse(name, kwargs=route.arguments(things.get(route.of)))


def ask(client: Client, method: str, url: str, form: Mapping[str, Any] | None = None) -> HttpResponse:
    """Ask for a page, and undo what it did."""
    with transaction.atomic():
        answer = client.generic(method, url) if method not in ("GET", "POST") else None
        answer = answer or (client.post(url, form or {}) if method == "POST" else client.get(url))
        transaction.set_rollback(True)
    return answer  # type: ignore[return-value]


def body(answer: HttpResponse, key: object) -> bytes:
    return _CHANGES.sub(b"", bytes(answer.content)).replace(str(key).encode(), b"KEY")


def test_every_address_has_a_row_and_every_row_an_address() -> None:
    assert set(addresses(get_resolver())) == set(ROUTES) | OPEN | OWN


def test_who_is_not_signed_in_is_led_to_the_sign_in(things: Things) -> None:
    client = Client(raise_request_exception=False)
    for name, route in ROUTES.items():
        for method in ("GET", "POST", "PUT", "DELETE"):
            answer = ask(client, method, address(name, route, things))
            assert answer.status_code == 302, (name, method, answer.status_code)
            assert answer.headers["Location"].startswith("/accounts/login/?next="), (name, method)


@pytest.mark.parametrize("name", sorted(OWN))
def test_ones_own_sign_in_is_for_who_is_signed_in(db: None, name: str) -> None:
    pattern = next(iter(get_resolver().reverse_dict.getlist(name)))[0][0][1]
    url = reverse(name, kwargs={one: _ARGUMENTS[one] for one in pattern})
    answer = Client(raise_request_exception=False).get(url)
    assert answer.status_code in (302, 404, 405), answer.status_code
    assert answer.status_code != 302 or "/accounts/" in answer.headers["Location"]


@pytest.mark.usefixtures("everybody")
def test_who_lost_the_account_or_the_second_factor_or_every_role_opens_nothing(
    things: Things, browser: Browser
) -> None:
    gone = browser("manager")
    User.objects.filter(username="manager").update(is_active=False)
    half = Client(raise_request_exception=False)
    half.force_login(User.objects.get(username="biller"), backend=BACKEND)
    nobody = browser("nobody")
    for name, route in ROUTES.items():
        url = address(name, route, things)
        left = ask(gone, route.method, url, dict(route.form))
        assert (left.status_code, left.headers["Location"][:16]) == (302, "/accounts/login/"), name
        without = ask(half, route.method, url, dict(route.form))
        assert (without.status_code, without.headers["Location"]) == (302, "/accounts/2fa/"), name
        assert ask(nobody, route.method, url, dict(route.form)).status_code == 403, name


@pytest.mark.usefixtures("everybody")
def test_each_role_opens_its_own_pages_and_no_other(things: Things, browser: Browser) -> None:
    wrong = []
    for role in sorted(ALL_ROLES):
        client = browser(role)
        for name, route in ROUTES.items():
            url = address(name, route, things)
            if role in route.roles and name in SLOW and role != min(route.roles):
                continue
            status = ask(client, route.method, url, dict(route.form)).status_code
            if status not in _expected(route, role):
                wrong.append((role, name, status))
    assert not wrong


def _expected(route: Route, role: str) -> tuple[int, ...]:
    """A page opens; a deed may come too early or too late, or ask for its form again."""
    if role not in route.roles:
        return (403,)
    return (200, 302) if route.method == "GET" else (200, 302, 404, 409, 422)


@pytest.mark.usefixtures("everybody")
def test_nothing_is_done_by_a_method_that_is_not_for_it(things: Things, browser: Browser) -> None:
    clients = {role: browser(role) for role in ALL_ROLES}
    for name, route in ROUTES.items():
        client, url = clients[min(route.roles)], address(name, route, things)
        others = ("GET", "PUT", "DELETE") if route.method == "POST" else ("DELETE",)
        for method in others:
            status = ask(client, method, url).status_code
            assert status in ((405,) if route.method == "POST" else (200, 302, 405)), (name, method, status)


@pytest.mark.usefixtures("everybody")
def test_what_another_practice_has_answers_like_what_is_not_there(
    things: Things, browser: Browser, missing: UUID
) -> None:
    stranger = browser("stranger")
    for name, route in ROUTES.items():
        if not route.of:
            continue
        theirs = things[route.of]
        answers = [
            (key, ask(stranger, route.method, reverse(name, kwargs=route.arguments(key)), dict(route.form)))
            for key in (theirs, missing)
        ]
        assert [answer.status_code for _, answer in answers] == [404, 404], name
        (_, foreign), (_, nothing) = answers
        assert body(foreign, theirs) == body(nothing, missing), name


@pytest.mark.usefixtures("everybody")
def test_a_key_of_another_practice_in_a_form_changes_nothing_there(things: Things, browser: Browser) -> None:
    foreign = world.key("people.provider", world.HILLTOP, "C1")
    with every_practice("a row of another practice is compared"):
        before = Provider.objects.get(pk=foreign).npi
    form = {"provider": str(foreign), "npi": synthetic_npi(999)}
    url = reverse("claims_provider", args=[things["claim"]])
    assert browser("biller").post(url, form).status_code in (200, 404)
    chosen = browser("biller").post(
        reverse("choose_practice"), {"practice": str(people.practice_key(world.HILLTOP))}
    )
    assert chosen.status_code == 404
    with every_practice("a row of another practice is compared"):
        assert Provider.objects.get(pk=foreign).npi == before


@pytest.mark.usefixtures("everybody")
def test_no_list_of_another_practice_shows_a_key_a_name_or_a_number(things: Things, browser: Browser) -> None:
    stranger = browser("stranger")
    telling = [str(key) for key in things.values()] + ["Plum", "Harbor", "1EG4TE5MK73"]
    for name, route in ROUTES.items():
        if route.of or route.method != "GET":
            continue
        shown = ask(stranger, "GET", f"{reverse(name, kwargs=route.arguments(None))}?view=all")
        assert not [one for one in telling if one in shown.content.decode()], name
    found = ask(stranger, "POST", reverse("find"), {"find": "plum"}).content.decode()
    assert "Plum" not in found


@pytest.mark.usefixtures("everybody")
def test_a_patient_reads_their_own_statements_and_no_other_of_the_same_practice(
    things: Things, browser: Browser
) -> None:
    own, other = browser("patient"), browser("paul")
    User.objects.get(username="paul").patient_access.all().delete()
    for name in ("patient_statement", "patient_statement_pdf"):
        url = reverse(name, args=[things["statement"]])
        assert ask(own, "GET", url).status_code == 200
        assert ask(other, "GET", url).status_code == 404
