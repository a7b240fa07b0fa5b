"""Where are the books?"""

from django.urls import path

from cleanclaim.app.ledger import views

urlpatterns = [
    path("", views.ledger, name="ledger"),
    path("account/<slug:code>/", views.account, name="ledger_account"),
    path("remittance/<uuid:key>/", views.remittance, name="ledger_remittance"),
    path("claim/<uuid:key>/", views.claim, name="ledger_claim"),
]
