"""Which claims go with the next file? Those that their biller released and nobody holds."""

from django.db.models import Exists, OuterRef, QuerySet

from cleanclaim.app.claims.models import Claim, Hold


def to_send() -> QuerySet[Claim]:
    """Released claims that no file has taken yet, in the order of their release, within the scope."""
    held = Hold.objects.filter(claim=OuterRef("pk"), lifted_at__isnull=True)
    return (
        Claim.objects.filter(state=Claim.State.READY, released_at__isnull=False, frozen_at__isnull=True)
        .exclude(Exists(held))
        .order_by("released_at", "patient_control_number")
    )
