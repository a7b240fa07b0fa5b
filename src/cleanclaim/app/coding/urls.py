"""Where are encounters coded?"""

from django.urls import path

from cleanclaim.app.coding import changing, codes, views

_ONE = "<uuid:key>/"

urlpatterns = [
    path("", views.queue, name="coding"),
    path("codes/<str:code>/", codes.code, name="coding_code"),
    path(_ONE, views.workbench, name="coding_page"),
    path(f"{_ONE}start/", views.start, name="coding_start"),
    path(f"{_ONE}release/<int:revision>/", views.release, name="coding_release"),
    path(f"{_ONE}release/<int:revision>/held/", views.release_held, name="coding_release_held"),
    path(f"{_ONE}reopen/", views.reopen, name="coding_reopen"),
    path(f"{_ONE}ask/", views.ask, name="coding_ask"),
    path(f"{_ONE}find/diagnoses/", changing.find_diagnoses, name="coding_find_diagnoses"),
    path(f"{_ONE}find/procedures/", changing.find_procedures, name="coding_find_procedures"),
    path(f"{_ONE}diagnoses/add/", changing.add_diagnosis, name="coding_add_diagnosis"),
    path(f"{_ONE}diagnoses/<int:place>/remove/", changing.remove_diagnosis, name="coding_remove_diagnosis"),
    path(f"{_ONE}diagnoses/<int:place>/quote/", changing.quote, name="coding_quote"),
    path(f"{_ONE}diagnoses/<int:place>/<slug:way>/", changing.move, name="coding_move"),
    path(f"{_ONE}services/add/", changing.add_service, name="coding_add_service"),
    path(f"{_ONE}services/<int:place>/", changing.service, name="coding_service"),
    path(f"{_ONE}services/<int:place>/remove/", changing.remove_service, name="coding_remove_service"),
]
