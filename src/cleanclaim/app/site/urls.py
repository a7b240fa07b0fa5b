"""Which address shows what? Every stage has its own list; names are the same everywhere.

encounters, encounters_page        a stage's queue, and the page of one of its things
"""

from allauth.mfa.totp.views import activate_totp
from csp.constants import SELF
from csp.decorators import csp_update
from django.urls import include, path

from cleanclaim.app.site import demonstration, views

STAGES = (
    "encounters",
    "documentation",
    "coding",
    "claims",
    "edits",
    "submissions",
    "acknowledgments",
    "remittances",
    "ledger",
    "denials",
    "statements",
    "reports",
)
"""The stages that have pages."""

urlpatterns = [
    path("", views.home, name="home"),
    path("find/", views.find, name="find"),
    path("practice/", views.choose_practice, name="choose_practice"),
    path("demo/login/", views.demo_login, name="demo_login"),
    path("demo/next-day/", demonstration.next_day, name="demo_next_day"),
    *(path(f"{stage}/", include(f"cleanclaim.app.{stage}.urls")) for stage in STAGES),
    # The code to scan is an image in the page itself; no other page may have one.
    path(
        "accounts/2fa/totp/activate/",
        csp_update({"img-src": [SELF, "data:"]})(activate_totp),  # type: ignore[arg-type]
        name="mfa_activate_totp",
    ),
    path("accounts/", include("allauth.urls")),
]
