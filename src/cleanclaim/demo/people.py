"""Who is treated in the demo, how are they, and who pays for them?"""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta
from random import Random

from cleanclaim.core.basics.dates import age_years
from cleanclaim.core.facts.common import Address
from cleanclaim.demo import names
from cleanclaim.demo.cast import FAMILY_OFFICE, ORTHOPAEDIC_OFFICE
from cleanclaim.demo.days import FIRST_DAY, draw
from cleanclaim.demo.health import FAMILY, ORTHOPAEDIC, Problem
from cleanclaim.demo.memberships import memberships_of
from cleanclaim.demo.world import Office, Someone

FAMILY_PATIENTS, ORTHOPAEDIC_PATIENTS = 92, 58
_CHILD_BANDS = ((0, 0), (1, 4), (5, 10), (11, 17))


def people(seed: int, offices: tuple[Office, ...]) -> tuple[Someone, ...]:
    """The 150 patients of the two practices."""
    by_number = {office.number: office for office in offices}
    taken: set[tuple[str, str]] = set()
    return (
        *_of(seed, by_number[FAMILY_OFFICE], FAMILY_PATIENTS, FAMILY, 1001, taken),
        *_of(seed, by_number[ORTHOPAEDIC_OFFICE], ORTHOPAEDIC_PATIENTS, ORTHOPAEDIC, 2001, taken),
    )


def _of(
    seed: int,
    office: Office,
    count: int,
    known: Mapping[str, Problem],
    first_number: int,
    taken: set[tuple[str, str]],
) -> list[Someone]:
    lasting = sorted(known)
    found: list[Someone] = []
    for place in range(count):
        chance = draw(seed, "patient", office.number, place)
        main = _main_problem(office, lasting, place)
        someone = _someone(chance, office, str(first_number + place), main, known, taken)
        found.append(replace(someone, memberships=memberships_of(chance, someone)))
    return found


def _main_problem(office: Office, lasting: list[str], place: int) -> str:
    """Every problem gets its patients in turn; a fifth of a family practice is well, or a child."""
    if office.number == FAMILY_OFFICE:
        return "" if place % 5 in (3, 4) and place % 2 else lasting[place * 7 % len(lasting)]
    return lasting[place % len(lasting)]


def _someone(
    chance: Random,
    office: Office,
    number: str,
    main: str,
    known: Mapping[str, Problem],
    taken: set[tuple[str, str]],
) -> Someone:
    ages, sexes = _who(chance, main, known)
    age = chance.randint(*ages)
    sex = chance.choice(sexes)
    first, last = _free_name(chance, sex, taken)
    birth_date = _born(chance, age)
    doctors = [clinician.number for clinician in office.clinicians if not clinician.outside]
    child = age < 18
    return Someone(
        number=number,
        office=office.number,
        last=last,
        first=first,
        middle=chance.choice(["", "", chance.choice("ABCDEFGHJKLMNPRSTW")]),
        birth_date=birth_date,
        sex=sex,
        address=_address(chance),
        telephone=f"216555{chance.randint(130, 199):04d}",
        email=f"{first}.{last}@example.com".lower(),
        clinician=chance.choice(doctors),
        problems=_problems(chance, main, known, age, sex),
        guarantor_number=f"G{number}",
        guarantor_last=last,
        guarantor_first=chance.choice(names.FEMALE if chance.random() < 0.6 else names.MALE)
        if child
        else first,
        guarantor_is_patient=not child,
        memberships=(),
        pays=chance.choices(("promptly", "partly", "twice", "never"), (60, 15, 6, 19))[0],
    )


def _who(chance: Random, main: str, known: Mapping[str, Problem]) -> tuple[tuple[int, int], str]:
    if main:
        return known[main].ages, known[main].sexes
    if chance.random() < 0.72:
        return chance.choice(_CHILD_BANDS), "FM"
    return (18, 80), "FM"


def _problems(chance: Random, main: str, known: Mapping[str, Problem], age: int, sex: str) -> tuple[str, ...]:
    """The main problem, and now and then another that goes with the age."""
    if not main:
        return ()
    others = [
        name
        for name, problem in known.items()
        if name != main
        and problem.ages[0] <= age <= problem.ages[1]
        and sex in problem.sexes
        and not (name.startswith("diabetes") and main.startswith("diabetes"))
        and {name, main} != {"hypertension", "heart_failure"}
        and {name, main} != {"hypertension", "diabetes_kidney"}
        and not name.startswith("work")
    ]
    second = [chance.choice(others)] if others and chance.random() < 0.3 else []
    return (main, *second)


def _free_name(chance: Random, sex: str, taken: set[tuple[str, str]]) -> tuple[str, str]:
    while True:
        name = (chance.choice(names.FEMALE if sex == "F" else names.MALE), chance.choice(names.LAST))
        if name not in taken:
            taken.add(name)
            return name


def _born(chance: Random, age: int) -> date:
    """A birthday that gives this age all through the demo."""
    if age == 0:
        return FIRST_DAY - timedelta(days=chance.randint(60, 170))
    latest = date(FIRST_DAY.year - age, 8, 20)
    born = latest - timedelta(days=chance.randint(0, 240))
    return born if age_years(born, FIRST_DAY) == age else latest


def _address(chance: Random) -> Address:
    town, zip_code = chance.choice(names.TOWNS)
    return Address(
        line1=f"{chance.randint(2, 998)} {chance.choice(names.STREETS)}",
        city=town,
        state=names.STATE,
        zip=f"{zip_code}{chance.randint(1000, 9998)}",
    )
