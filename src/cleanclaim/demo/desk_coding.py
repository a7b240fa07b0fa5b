"""What do the coders do? Code what was signed, and put right what comes back to them."""

from datetime import date, timedelta

from cleanclaim.app.coding import actions as coding
from cleanclaim.app.encounters.models import Encounter
from cleanclaim.app.people.tenancy import practice_scope
from cleanclaim.core.coding import CodedDiagnosis, CodedService
from cleanclaim.core.encounters import State
from cleanclaim.demo.days import draw
from cleanclaim.demo.desk_visits import encounter_key
from cleanclaim.demo.stage import Stage, next_open
from cleanclaim.demo.world import Coding, Visit

_NOTICED_AT_ONCE = 0.3
_SHOWN_TO_THE_CODER = frozenset({"header", "deleted", "exclusive", "dangling"})


def code_what_is_due(stage: Stage) -> None:
    """Code the signed visits whose turn it is today."""
    for visit in stage.world.visits:
        if due_on(visit) == stage.today:
            stage.clock.forward(4)
            _code(stage, visit, _entered(stage, visit))


def due_on(visit: Visit) -> date:
    """The day on which a visit is coded."""
    return next_open(visit.day + timedelta(days=visit.documented_after_days + visit.coded_after_days))


def correct_what_came_back(stage: Stage) -> None:
    """Put right the encounters that a biller gave back; they are with their coder again."""
    for office in stage.world.offices:
        with practice_scope(stage.keys.practice(office.number)):
            waiting = set(Encounter.objects.filter(state=State.CODING).values_list("number", flat=True))
        for visit in stage.world.visits:
            if visit.office == office.number and visit.number in waiting:
                stage.clock.forward(3)
                _code(stage, visit, visit.right)


def _entered(stage: Stage, visit: Visit) -> Coding:
    """What the coder releases: what the screen shows as wrong is sometimes seen at once."""
    seen = draw(stage.world.seed, "noticed", visit.office, visit.number).random() < _NOTICED_AT_ONCE
    return visit.right if visit.slip in _SHOWN_TO_THE_CODER and seen else visit.first


def _code(stage: Stage, visit: Visit, entered: Coding) -> None:
    by = stage.coder_of(visit.office)
    key = encounter_key(stage, visit)
    row = coding.start(by, key)
    kept = coding.save(
        by,
        key,
        version=row.version,
        diagnoses=[
            CodedDiagnosis(
                code=one.code,
                quote=one.quote.text if one.quote else "",
                start=one.quote.start if one.quote else None,
                end=one.quote.end if one.quote else None,
            )
            for one in entered.diagnoses
        ],
        services=[
            CodedService(
                procedure=one.procedure, modifiers=one.modifiers, pointers=one.pointers, units=one.units
            )
            for one in entered.services
        ],
    )
    stage.clock.forward(2)
    coding.release(by, key, version=kept.encounter.version)
