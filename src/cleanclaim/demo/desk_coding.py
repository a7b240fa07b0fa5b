"""What do the coders do? Code what was signed, and put right what comes back to them."""

from datetime import date, timedelta

from cleanclaim.app.coding import actions as coding
from cleanclaim.app.documentation import actions as documentation
from cleanclaim.app.documentation.models import Query
from cleanclaim.app.encounters.models import Encounter
from cleanclaim.app.people.tenancy import practice_scope
from cleanclaim.core.coding import CodedDiagnosis, CodedService
from cleanclaim.core.encounters import State
from cleanclaim.demo.days import draw
from cleanclaim.demo.desk_visits import username_of
from cleanclaim.demo.stage import Stage, encounter_key, next_open
from cleanclaim.demo.world import Coding, Visit

_NOTICED_AT_ONCE = 0.3
_QUERIES = 0.03
_ANSWER_TAKES_DAYS = 1
_SHOWN_TO_THE_CODER = frozenset({"header", "deleted", "exclusive", "dangling"})


def code_what_is_due(stage: Stage) -> None:
    """Code the signed visits whose turn it is today."""
    for visit in stage.world.visits:
        if due_on(visit) == stage.today:
            stage.clock.forward(4)
            if _asks(stage, visit):
                _ask(stage, visit)
            else:
                _code(stage, visit, _entered(stage, visit))


def due_on(visit: Visit) -> date:
    """The day on which a visit is coded."""
    return next_open(visit.day + timedelta(days=visit.documented_after_days + visit.coded_after_days))


def answer_queries(stage: Stage) -> None:
    """Answer the coders' questions, as the clinicians who were asked."""
    for visit in stage.world.visits:
        if _asks(stage, visit) and due_on(visit) < stage.today:
            with practice_scope(stage.keys.practice(visit.office)):
                waiting = Query.objects.filter(
                    encounter=encounter_key(stage, visit), answered_at__isnull=True
                ).values_list("pk", flat=True)
                keys = list(waiting)
            for key in keys:
                if stage.rested(("query", key), _ANSWER_TAKES_DAYS):
                    by = stage.actor(username_of(stage, visit), visit.office)
                    documentation.answer(by, key, "As documented.")


def correct_what_came_back(stage: Stage) -> None:
    """Put right the encounters that a biller gave back; they are with their coder again."""
    for office in stage.world.offices:
        with practice_scope(stage.keys.practice(office.number)):
            waiting = set(Encounter.objects.filter(state=State.CODING).values_list("number", flat=True))
        for visit in stage.world.visits:
            if visit.office == office.number and visit.number in waiting:
                stage.clock.forward(3)
                _code(stage, visit, visit.right)


def _asks(stage: Stage, visit: Visit) -> bool:
    drawn = draw(stage.world.seed, "asks", visit.office, visit.number).random()
    return drawn < _QUERIES and not visit.slip and visit.right.diagnoses[0].quote is not None


def _ask(stage: Stage, visit: Visit) -> None:
    by = stage.coder_of(visit.office)
    quote = visit.right.diagnoses[0].quote
    coding.start(by, encounter_key(stage, visit))
    documentation.ask(
        by,
        encounter_key(stage, visit),
        f"The note says “{quote.text if quote else ''}”. Are its side and episode of care as documented?",
        options=("As documented.", "An addendum follows.", "Cannot be determined."),
    )


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
