"""Where are the remittances?"""

from django.urls import path

from cleanclaim.app.remittances import views

urlpatterns = [
    path("", views.remittances, name="remittances"),
    path("take-in/", views.take_in, name="remittances_take_in"),
    path("<uuid:key>/", views.remittance, name="remittances_page"),
    path("<uuid:key>/deposit/", views.deposit, name="remittances_deposit"),
]
