"""Where are the figures?"""

from django.urls import path

from cleanclaim.app.reports import views

urlpatterns = [
    path("", views.reports, name="reports"),
    path("<slug:code>/", views.kpi, name="reports_page"),
]
