"""Where are the claims?"""

from django.urls import path

from cleanclaim.app.claims import views

_ONE = "<uuid:key>/"

urlpatterns = [
    path("", views.queue, name="claims"),
    path("release/", views.release_all, name="claims_release_all"),
    path("holds/<uuid:hold>/lift/", views.lift, name="claims_lift"),
    path(_ONE, views.claim, name="claims_page"),
    path(f"{_ONE}release/", views.release, name="claims_release"),
    path(f"{_ONE}hold/", views.hold, name="claims_hold"),
    path(f"{_ONE}override/", views.override, name="claims_override"),
    path(f"{_ONE}coverage/", views.correct_coverage, name="claims_coverage"),
    path(f"{_ONE}provider/", views.correct_provider, name="claims_provider"),
    path(f"{_ONE}recode/", views.recode, name="claims_recode"),
    path(f"{_ONE}correct/", views.correct, name="claims_correct"),
]
