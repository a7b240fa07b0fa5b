"""Who comes on which day, why, and what is written and coded of it?"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from random import Random

from cleanclaim.core.basics.dates import age_years
from cleanclaim.demo.codings import first_coding, right_coding
from cleanclaim.demo.days import all_days, draw, is_open
from cleanclaim.demo.notes import drawn_slots, note_of
from cleanclaim.demo.payers import MEDICARE, payers
from cleanclaim.demo.templates import Template, templates
from cleanclaim.demo.world import Approval, CaseTold, Clinician, Office, Someone, Visit

_A_DAY = {"family": (3, 5), "orthopaedics": (2, 4)}
_ONCE_MORE_AFTER_DAYS = 26
_STEP_KEPT = 0.9
_LASTING = 10
_HAND_SURGEON = "FELDMAN"
_HAND_TOPICS = frozenset(
    {"carpal", "trigger_finger", "de_quervain", "ganglion", "wrist_fracture", "work_finger"}
)
_FIRST_MINUTE, _LAST_MINUTE = 8 * 60, 16 * 60
_NEW_PATIENT = frozenset({"99203", "99204"})


@dataclass(slots=True)
class _Past:
    """What has happened to one patient so far."""

    seen: dict[str, date] = field(default_factory=dict)  # template → day
    last: date | None = None
    due: list[tuple[date, Template]] = field(default_factory=list)


def visits(seed: int, days: int, offices: tuple[Office, ...], people: tuple[Someone, ...]) -> Iterator[Visit]:
    """Every visit, day by day; a longer demo begins with the same days."""
    pasts = {(someone.office, someone.number): _Past() for someone in people}
    numbers = {office.number: 0 for office in offices}
    for day in all_days(days):
        if not is_open(day):
            continue
        for office in offices:
            own = [someone for someone in people if someone.office == office.number]
            chance = draw(seed, "day", office.number, day)
            coming = _coming(chance, office, own, pasts, day)
            times = sorted(chance.sample(range(_FIRST_MINUTE, _LAST_MINUTE, 20), len(coming)))
            for minute, (someone, template) in zip(times, coming, strict=True):
                numbers[office.number] += 1
                number = f"{office.number[0]}{numbers[office.number]:05d}"
                past = pasts[office.number, someone.number]
                yield _visit(
                    seed, number, office, someone, template, day, minute, established=past.last is not None
                )
                _remember(chance, past, template, day)


def _coming(
    chance: Random,
    office: Office,
    people: list[Someone],
    pasts: dict[tuple[str, str], _Past],
    day: date,
) -> list[tuple[Someone, Template]]:
    """Who is due for the next step of an episode, and who else comes today."""
    coming: list[tuple[Someone, Template]] = []
    for someone in people:
        past = pasts[office.number, someone.number]
        for due, template in list(past.due):
            if due <= day:
                past.due.remove((due, template))
                coming.append((someone, template))
                break
    wanted = max(len(coming), chance.randint(*_A_DAY[office.folder]))
    taken = {someone.number for someone, _ in coming}
    while len(coming) < wanted and len(taken) < len(people):
        someone = chance.choice([one for one in people if one.number not in taken])
        taken.add(someone.number)
        fitting = _fitting(someone, pasts[office.number, someone.number], office, day)
        if fitting:
            template = chance.choices(fitting, [_weight(one) for one in fitting])[0]
            coming.append((someone, template))
    return coming


def _weight(template: Template) -> int:
    """What brings a patient lastingly weighs more than what may bring anybody."""
    return template.weight * _LASTING if template.problem else template.weight


def _fitting(someone: Someone, past: _Past, office: Office, day: date) -> list[Template]:
    return [
        template
        for template in templates()
        if template.practice == office.folder and template.step == 1 and _fits(template, someone, past, day)
    ]


def _fits(template: Template, someone: Someone, past: _Past, day: date) -> bool:
    age = age_years(someone.birth_date, day)
    if template.problem and template.problem not in someone.problems:
        return False
    if not template.ages[0] <= age <= template.ages[1] or someone.sex not in template.sexes:
        return False
    if template.payers and _kind(someone) not in template.payers:
        return False
    if past.last is not None and (day - past.last).days < 7:
        return False
    if past.last is not None and any(service.code in _NEW_PATIENT for service in template.services):
        return False
    before = past.seen.get(template.name)
    lasting = template.practice == "family" and template.problem
    return before is None or bool(lasting and (day - before).days >= _ONCE_MORE_AFTER_DAYS)


def _kind(someone: Someone) -> str:
    """What kind of payer is asked first."""
    kinds = {payer.number: payer.kind for payer in payers()}
    general = [one for one in someone.memberships if not one.case_kind]
    return kinds[general[0].payer] if general else "self_pay"


def _remember(chance: Random, past: _Past, template: Template, day: date) -> None:
    past.seen[template.name] = day
    past.last = day
    following = [
        other
        for other in templates()
        if other.practice == template.practice
        and other.topic == template.topic
        and other.step == template.step + 1
    ]
    for other in following:
        if chance.random() < _STEP_KEPT:
            past.due.append((day + timedelta(days=chance.randint(*other.follows_days)), other))


def _visit(
    seed: int,
    number: str,
    office: Office,
    someone: Someone,
    template: Template,
    day: date,
    minute: int,
    *,
    established: bool,
) -> Visit:
    chance = draw(seed, "visit", office.number, number)
    clinician = _clinician(chance, office, someone, template)
    slots = drawn_slots(template, someone, seed, chance)
    options = frozenset(name for name, odds in template.options.items() if chance.random() < odds)
    note, quotes = note_of(
        template=template,
        slots=slots,
        options=options,
        someone=someone,
        office=office,
        clinician=clinician,
        day=day,
        minute=minute,
        chance=chance,
    )
    right = right_coding(template, slots, options, quotes, someone, day, established=established)
    first, slip = first_coding(template, slots, options, right, someone, day, chance)
    return Visit(
        number=number,
        office=office.number,
        template=template.name,
        patient=someone.number,
        clinician=clinician.number,
        referring=_referring(chance, office, template),
        site=next(s.number for s in office.sites if s.place_of_service == _site_place(template)),
        day=day,
        minute=minute,
        place_of_service=template.place_of_service,
        reason=template.reason,
        note=note,
        right=right,
        first=first,
        slip=slip,
        case=_case(seed, someone, template, day),
        approval=_approval(chance, number, someone, template, day),
        copay_paid=chance.random() < 0.85,
        documented_after_days=chance.choices((0, 1, 2), (82, 14, 4))[0],
        coded_after_days=chance.choices((1, 2, 3, 5), (62, 22, 12, 4))[0],
    )


def _site_place(template: Template) -> str:
    return "24" if template.place_of_service == "24" else "11"


def _clinician(chance: Random, office: Office, someone: Someone, template: Template) -> Clinician:
    own = [clinician for clinician in office.clinicians if not clinician.outside]
    by_number = {clinician.number: clinician for clinician in own}
    if office.folder == "orthopaedics":
        if template.topic in _HAND_TOPICS:
            return by_number[_HAND_SURGEON]
        surgeons = [clinician for clinician in own if clinician.credential == "MD"]
        return (
            by_number["LINDQVIST"]
            if template.place_of_service == "24"
            else chance.choice([*surgeons, own[-1]])
        )
    return by_number[someone.clinician] if chance.random() < 0.8 else chance.choice(own)


def _referring(chance: Random, office: Office, template: Template) -> str:
    outside = [clinician.number for clinician in office.clinicians if clinician.outside]
    if not outside or template.case or template.step > 1 or chance.random() >= 0.35:
        return ""
    return chance.choices(outside, (5, 1))[0]


def _case(seed: int, someone: Someone, template: Template, day: date) -> CaseTold | None:
    if not template.case:
        return None
    ago = 1 if template.step == 1 else template.follows_days[0]
    return CaseTold(
        number=f"W{someone.number}", kind=template.case, began_on=day - timedelta(days=ago), state="OH"
    )


def _approval(
    chance: Random, number: str, someone: Someone, template: Template, day: date
) -> Approval | None:
    if not template.authorize or not someone.memberships or someone.memberships[0].payer == MEDICARE:
        return None
    known = chance.choices(("before", "after_denial", "never"), (45, 40, 15))[0]
    return Approval(
        number=f"PA{number}",
        membership=someone.memberships[0].number,
        procedures=template.authorize,
        valid_from=day - timedelta(days=10),
        known=known,
    )
