"""What does the manager do? Decide what others asked for, and close the month that is over."""

from cleanclaim.app.ledger import actions as ledger
from cleanclaim.demo.desk_denials import decide_write_offs
from cleanclaim.demo.desk_patients import decide_refunds
from cleanclaim.demo.stage import Stage

_MANAGER = "max"
_CLOSES_ON_DAY = 5  # of the next month, or the first working day after it


def decide(stage: Stage) -> None:
    """Decide write-offs and refunds that somebody else asked for."""
    decide_write_offs(stage)
    decide_refunds(stage)


def close_last_month(stage: Stage) -> None:
    """Close the month that is over, once it is time."""
    month = f"{stage.today.year}-{stage.today.month - 1:02d}"
    began = stage.world.visits[0].day
    over = stage.today.day >= _CLOSES_ON_DAY and (stage.today.year, stage.today.month) > (
        began.year,
        began.month,
    )
    if over and stage.first_time(("month", month)):
        for office in stage.world.offices:
            ledger.close_period(stage.actor(_MANAGER, office.number), month)
