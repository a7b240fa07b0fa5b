"""Where is the manual of edits?"""

from django.urls import path

from cleanclaim.app.edits import views

urlpatterns = [
    path("", views.manual, name="edits"),
    path("<slug:code>/", views.edit, name="edits_page"),
]
