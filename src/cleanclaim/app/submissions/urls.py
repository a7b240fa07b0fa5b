"""Where are the files that were sent?"""

from django.urls import path

from cleanclaim.app.submissions import views

urlpatterns = [
    path("", views.submissions, name="submissions"),
    path("send/", views.send, name="submissions_send"),
    path("collect/", views.collect, name="submissions_collect"),
    path("<uuid:key>/", views.file, name="submissions_file"),
    path("<uuid:key>/resend/", views.resend, name="submissions_resend"),
    path("<uuid:key>/content/", views.content, name="submissions_content"),
]
