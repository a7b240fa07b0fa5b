"""What does a coder make of a visit, and how might it go wrong at first?"""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from random import Random

from cleanclaim.core.basics.dates import age_years
from cleanclaim.demo.days import CODE_CHANGE
from cleanclaim.demo.payers import MEDICARE, NECESSITIES, OFFICE_VISITS
from cleanclaim.demo.templates import Template, TemplateDiagnosis
from cleanclaim.demo.wording import Quote, fill
from cleanclaim.demo.world import CodedDiagnosis, CodedService, Coding, Someone

_PREVENTIVE_BY_AGE = (
    (0, "99391"), (4, "99392"), (11, "99393"), (17, "99394"), (39, "99395"), (64, "99396"), (200, "99397"),
)  # fmt: skip
_NEW_TO_ESTABLISHED = {"99203": "99213", "99204": "99214"}
_SLIPS_IN_100 = {"dangling": 2, "header": 4, "exclusive": 15, "unspecified": 9, "necessity": 25, "no_25": 8}
_OLD_HABIT_RATE = 0.6
_SEPARATE = "25"
_POINTERS = 4


def right_coding(
    template: Template,
    slots: Mapping[str, str],
    options: frozenset[str],
    quotes: Mapping[str, Quote],
    someone: Someone,
    day: date,
    *,
    established: bool,
) -> Coding:
    """The coding that the note supports."""
    active = _active(template, options)
    keys = [diagnosis.key for diagnosis in active]
    age = age_years(someone.birth_date, day)
    services = []
    for service in template.services:
        if not _holds(service.only_if, options):
            continue
        procedure = _preventive(age) if service.code == "PREVENTIVE" else service.code
        if established:
            procedure = _NEW_TO_ESTABLISHED.get(procedure, procedure)
        pointers = tuple(keys.index(key) + 1 for key in service.diagnoses if key in keys)[:_POINTERS]
        modifiers = tuple(fill(modifier, slots) for modifier in service.modifiers)
        services.append(
            CodedService(procedure=procedure, modifiers=modifiers, pointers=pointers, units=service.units)
        )
    diagnoses = tuple(
        CodedDiagnosis(code=fill(_code_on(diagnosis, day), slots), quote=quotes.get(diagnosis.key))
        for diagnosis in active
    )
    return Coding(diagnoses=diagnoses, services=tuple(services))


def first_coding(
    template: Template,
    slots: Mapping[str, str],
    options: frozenset[str],
    right: Coding,
    someone: Someone,
    day: date,
    chance: Random,
) -> tuple[Coding, str]:
    """The coding as it was first entered, and the name of its slip; mostly right at once."""
    active = _active(template, options)
    outdated = [place for place, one in enumerate(active) if one.until_code_change and day >= CODE_CHANGE]
    if outdated and chance.random() < _OLD_HABIT_RATE:
        place = outdated[0]
        return _recoded(right, place, fill(active[place].until_code_change, slots)), "deleted"
    if not someone.memberships:
        return right, ""
    possible = _possible(template, slots, active, right, someone)
    drawn = chance.uniform(0, 100)
    for name, coding in sorted(possible.items()):
        drawn -= _SLIPS_IN_100[name]
        if drawn < 0:
            return coding, name
    return right, ""


def _possible(
    template: Template,
    slots: Mapping[str, str],
    active: list[TemplateDiagnosis],
    right: Coding,
    someone: Someone,
) -> dict[str, Coding]:
    """Every slip that this visit offers."""
    slips = template.slips
    keys = [diagnosis.key for diagnosis in active]
    found = {"dangling": _dangling(right)}
    for name, wrong in (("header", slips.header), ("unspecified", slips.unspecified)):
        for key, code in wrong.items():
            if key in keys and not (name == "unspecified" and someone.memberships[0].payer == MEDICARE):
                found[name] = _recoded(right, keys.index(key), fill(code, slots))
    if slips.exclusive and slips.exclusive not in {one.code for one in right.diagnoses}:
        extra = CodedDiagnosis(code=slips.exclusive, quote=None)
        found["exclusive"] = replace(right, diagnoses=(*right.diagnoses, extra))
    if (unsupported := _unsupported(right)) is not None:
        found["necessity"] = unsupported
    if (unmodified := _without_25(right)) is not None:
        found["no_25"] = unmodified
    return found


def _recoded(coding: Coding, place: int, code: str) -> Coding:
    wrong = replace(coding.diagnoses[place], code=code)
    return replace(coding, diagnoses=(*coding.diagnoses[:place], wrong, *coding.diagnoses[place + 1 :]))


def _serviced(coding: Coding, place: int, service: CodedService) -> Coding:
    return replace(coding, services=(*coding.services[:place], service, *coding.services[place + 1 :]))


def _dangling(coding: Coding) -> Coding:
    """The last service points one past the last diagnosis."""
    last = coding.services[-1]
    wrong = replace(last, pointers=(*last.pointers, len(coding.diagnoses) + 1)[-_POINTERS:])
    return replace(coding, services=(*coding.services[:-1], wrong))


def _unsupported(coding: Coding) -> Coding | None:
    """A service that is covered for some diagnoses only points to another one of the visit."""
    for place, service in enumerate(coding.services):
        covered = NECESSITIES.get(service.procedure)
        if covered is None:
            continue
        for number, diagnosis in enumerate(coding.diagnoses, 1):
            if not diagnosis.code.startswith(covered):
                wrong = replace(service, pointers=(number,))
                return replace(
                    coding, services=(*coding.services[:place], wrong, *coding.services[place + 1 :])
                )
    return None


def _without_25(coding: Coding) -> Coding | None:
    """The office visit beside a procedure lacks the modifier that separates them."""
    first = coding.services[0]
    if first.procedure not in OFFICE_VISITS or _SEPARATE not in first.modifiers:
        return None
    modifiers = tuple(modifier for modifier in first.modifiers if modifier != _SEPARATE)
    return replace(coding, services=(replace(first, modifiers=modifiers), *coding.services[1:]))


def _active(template: Template, options: frozenset[str]) -> list[TemplateDiagnosis]:
    return [diagnosis for diagnosis in template.diagnoses if _holds(diagnosis.only_if, options)]


def _holds(only_if: str, options: frozenset[str]) -> bool:
    if only_if.startswith("!"):
        return only_if[1:] not in options
    return not only_if or only_if in options


def _code_on(diagnosis: TemplateDiagnosis, day: date) -> str:
    return (
        diagnosis.until_code_change if diagnosis.until_code_change and day < CODE_CHANGE else diagnosis.code
    )


def _preventive(age: int) -> str:
    return next(code for until, code in _PREVENTIVE_BY_AGE if age <= until)
