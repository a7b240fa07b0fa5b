"""What does a manager do with the books? Close a month, after which it takes no more entries."""

import re

from cleanclaim.app.audit.actions import Actor, action, record
from cleanclaim.app.ledger.models import Period
from cleanclaim.app.people.roles import Role
from cleanclaim.core.basics.refusals import NotClean, TooLate

_MONTH = re.compile(r"[0-9]{4}-(0[1-9]|1[0-2])", re.ASCII)


@action("ledger.close_period", Role.MANAGER)
def close_period(by: Actor, period: str) -> Period:
    """Close a month that is over. Late items post to the open month, with their date of service kept.

    NotClean for what is no month or is not over, TooLate where it is closed.
    """
    if not _MONTH.fullmatch(period) or period >= f"{by.today():%Y-%m}":
        raise NotClean("period.not_over", "Only a month that is over can be closed.")
    row, _ = Period.objects.get_or_create(
        practice_id=by.practice_id, period=period, defaults={"id": Period.key(by.practice_id, period)}
    )
    if row.closed_at is not None:
        raise TooLate("period.closed", f"The period {period} is closed already.")
    row.closed_at, row.closed_by = by.now(), by.name
    row.save(update_fields=["closed_at", "closed_by"])
    record(by, "ledger.close_period", subject_kind="period", subject=row.pk, period=period)
    return row
