"""How does a test look at pages? As somebody of the cast, signed in with a second factor, at its own time."""

from collections.abc import Callable

import pytest
from allauth.mfa.models import Authenticator
from django.test import Client
from tests.app.world import Clock

from cleanclaim.app.people.models import User
from cleanclaim.app.site import clock as site_clock

Web = Callable[[str], Client]


@pytest.fixture
def web(db: None, clock: Clock, monkeypatch: pytest.MonkeyPatch) -> Web:
    """A browser in which somebody is signed in: `web("ana").get("/")`."""
    monkeypatch.setattr(site_clock, "now", clock)

    def signed_in(username: str) -> Client:
        user = User.objects.get(username=username)
        Authenticator.objects.get_or_create(user=user, type=Authenticator.Type.TOTP, defaults={"data": {}})
        client = Client()
        client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
        return client

    return signed_in
