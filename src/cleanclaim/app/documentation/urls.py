"""Where are notes written and questions answered?"""

from django.urls import path

from cleanclaim.app.documentation import views

urlpatterns = [
    path("<uuid:encounter>/write/", views.write, name="documentation_write"),
    path("<uuid:encounter>/sign/", views.sign, name="documentation_sign"),
    path("<uuid:encounter>/amend/", views.amend, name="documentation_amend"),
    path("questions/<uuid:query>/answer/", views.answer, name="documentation_answer"),
]
