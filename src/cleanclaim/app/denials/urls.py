"""Where are the denials?"""

from django.urls import path

from cleanclaim.app.denials import views

urlpatterns = [
    path("", views.denials, name="denials"),
    path("<uuid:key>/", views.denial, name="denials_page"),
    path("<uuid:key>/correct/", views.correct, name="denials_correct"),
    path("<uuid:key>/assign/", views.assign, name="denials_assign"),
    path("<uuid:key>/uphold/", views.uphold, name="denials_uphold"),
    path("<uuid:key>/write-off/", views.write_off, name="denials_write_off"),
    path("write-offs/<uuid:key>/approve/", views.approve, name="denials_approve"),
    path("write-offs/<uuid:key>/decline/", views.decline, name="denials_decline"),
]
