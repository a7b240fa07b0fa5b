"""How do two months go by? Day by day, each person does what is due, through the same actions as anyone."""

from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

from cleanclaim.demo import (
    desk_billing,
    desk_coding,
    desk_denials,
    desk_mail,
    desk_manager,
    desk_patients,
    desk_posting,
    desk_visits,
)
from cleanclaim.demo.days import FIRST_DAY, all_days, is_open, last_day
from cleanclaim.demo.making import make_world
from cleanclaim.demo.sandbox_setup import sandbox_setup
from cleanclaim.demo.setup import set_up
from cleanclaim.demo.stage import PlayClock, Stage
from cleanclaim.partners.sandbox.partner import SandboxPartner

Told = Callable[[date], None]
"""Hears of each day that was played."""

_MORNING, _NOON, _EVENING = 6 * 60 + 30, 12 * 60, 17 * 60
_LEFT_ON_HOLD_DAYS, _LEFT_REJECTED_DAYS, _LEFT_DENIED_DAYS = 4, 8, 9
_LEFT_TO_DECIDE_DAYS, _LEFT_TO_BANK_DAYS = 5, 1


def open_stage(home: Path, seed: int, days: int) -> Stage:
    """Set the company up, on the day before the first."""
    world = make_world(seed, days)
    clock = PlayClock(FIRST_DAY - timedelta(days=1), _NOON)
    keys = set_up(world, clock)
    partner = SandboxPartner.create(home / "sandbox", sandbox_setup(world))
    return Stage(world, keys, clock, partner)


def play(stage: Stage, told: Told) -> None:
    """Play every day; what is left open at the end is what a real last day leaves open."""
    for day in all_days(stage.world.days):
        play_day(stage, day)
        told(day)
    stage.clock.set(last_day(stage.world.days), _EVENING + 60)


def play_day(stage: Stage, day: date) -> None:
    """One day: answers in the morning, visits, the offices' work, claims in the evening."""
    stage.clock.set(day, _MORNING)
    desk_mail.take_in_answers(stage)
    left = (last_day(stage.world.days) - day).days
    if is_open(day):
        _morning(stage, left)
    desk_visits.receive_patients(stage)
    stage.clock.set(day, _EVENING)
    desk_visits.sign_notes(stage)
    if is_open(day):
        _afternoon(stage, left)


def _morning(stage: Stage, left: int) -> None:
    """What came back is worked; the last days' is still on the desks when the demo is looked at."""
    if left > _LEFT_TO_DECIDE_DAYS:
        desk_manager.decide(stage)
    desk_manager.close_last_month(stage)
    if left > _LEFT_REJECTED_DAYS:
        desk_billing.work_rejections(stage)
    if left > _LEFT_DENIED_DAYS:
        desk_denials.work_denials(stage)
    if left > _LEFT_TO_BANK_DAYS:
        desk_posting.record_deposits(stage)
    desk_patients.receive_payments(stage)


def _afternoon(stage: Stage, left: int) -> None:
    """Coding, then billing. On the last day the coders are done and the billers are not."""
    desk_coding.answer_queries(stage)
    desk_coding.correct_what_came_back(stage)
    desk_coding.code_what_is_due(stage)
    if left > _LEFT_ON_HOLD_DAYS:
        desk_billing.work_edit_holds(stage)
    if left > 0:
        desk_billing.release_what_is_clean(stage)
        desk_patients.write_statements(stage)
        desk_patients.ask_for_refunds(stage)
    if left > 1:
        desk_mail.send_claims(stage)
