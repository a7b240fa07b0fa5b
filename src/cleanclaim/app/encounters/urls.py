"""Where are the encounters?"""

from django.urls import path

from cleanclaim.app.encounters import views

urlpatterns = [
    path("", views.encounters, name="encounters"),
    path("<uuid:key>/", views.encounter, name="encounters_page"),
    path("patients/<uuid:key>/", views.of_patient, name="encounters_patient"),
    path("<uuid:key>/void/", views.void, name="encounters_void"),
]
