"""What does a service cost at this practice on this day?"""

from collections.abc import Iterable
from datetime import date
from uuid import UUID

from django.db.models import Q

from cleanclaim.app.charges.models import FeeScheduleItem
from cleanclaim.core.facts import organisations


def price_list(practice: UUID, procedures: Iterable[str], on: date) -> list[organisations.FeeScheduleItem]:
    """The practice's own prices of some services that may apply on a day."""
    rows = FeeScheduleItem.objects.filter(
        Q(valid_to__isnull=True) | Q(valid_to__gte=on),
        practice=practice,
        payer__isnull=True,
        procedure__in=set(procedures),
        valid_from__lte=on,
    )
    return [row.facts() for row in rows]
