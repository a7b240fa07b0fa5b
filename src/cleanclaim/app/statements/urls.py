"""Where are the statements, and the patient's own pages?"""

from django.urls import path

from cleanclaim.app.statements import own_views, views

urlpatterns = [
    path("", views.statements, name="statements"),
    path("run/", views.run, name="statements_run"),
    path("<uuid:key>/", views.statement, name="statements_page"),
    path("<uuid:key>/pdf/", views.pdf, name="statements_pdf"),
    path("<uuid:key>/payment/", views.payment, name="statements_payment"),
    path("<uuid:key>/refund/", views.refund, name="statements_refund"),
    path("refunds/<uuid:key>/approve/", views.approve, name="statements_approve"),
    path("refunds/<uuid:key>/decline/", views.decline, name="statements_decline"),
    path("mine/", own_views.home, name="patient_home"),
    path("mine/<uuid:key>/", own_views.statement, name="patient_statement"),
    path("mine/<uuid:key>/pdf/", own_views.pdf, name="patient_statement_pdf"),
    path("mine/<uuid:key>/pay/", own_views.pay, name="patient_pay"),
]
