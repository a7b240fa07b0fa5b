"""Where are the answers to what was sent?"""

from django.urls import path

from cleanclaim.app.acknowledgments import views

urlpatterns = [
    path("", views.acknowledgments, name="acknowledgments"),
    path("<uuid:key>/", views.acknowledgment, name="acknowledgments_page"),
]
