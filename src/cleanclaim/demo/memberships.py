"""Which plans cover a patient, in which order, and how was the card typed in?"""

from dataclasses import replace
from datetime import date
from random import Random

from cleanclaim.core.basics.dates import age_years
from cleanclaim.demo import names
from cleanclaim.demo.days import FIRST_DAY
from cleanclaim.demo.payers import HARBOR, JUNIPER, MEDICAID, MEDICARE, MERIDIAN
from cleanclaim.demo.world import Membership, Someone

_SPOUSE, _CHILD = "01", "19"
_WORKING_AGED = "12"
_MBI_LETTERS = "ACDEFGHJKMNPQRTUVWXY"
_EMPLOYERS = (
    "Gristmill Foods",
    "Depot Logistics",
    "Otter Bend Schools",
    "Quarry Tool & Die",
    "Fallowfield Textiles",
)
_MISSING_ID_ONE_IN, _WRONG_ID_ONE_IN = 25, 14


def memberships_of(chance: Random, someone: Someone) -> tuple[Membership, ...]:
    """A patient's coverages in order; none for who pays alone."""
    age = age_years(someone.birth_date, FIRST_DAY)
    if age >= 65:
        general = _older(chance, someone)
    elif age < 18:
        general = _young(chance, someone)
    else:
        general = _adult(chance, someone)
    if any(problem.startswith("work_") for problem in someone.problems):
        general = (*general, _compensation(chance, someone))
    return _as_typed(chance, general)


def _older(chance: Random, someone: Someone) -> tuple[Membership, ...]:
    drawn = chance.random()
    if drawn < 0.06:
        working = _commercial(chance, someone, "P", MERIDIAN, "MEMP")
        return working, _medicare(chance, someone, "S", reason=_WORKING_AGED)
    if drawn < 0.38:
        return _medicare(chance, someone, "P"), _supplement(chance, someone)
    if drawn < 0.58:
        beneficiary = chance.random() < 0.7
        return (
            _medicare(chance, someone, "P", beneficiary=beneficiary),
            _medicaid(chance, someone, "S", someone_protected=True),
        )
    if drawn < 0.68:
        return _medicare(chance, someone, "P"), _commercial(chance, someone, "S", JUNIPER, "JPPO")
    return (_medicare(chance, someone, "P"),)


def _adult(chance: Random, someone: Someone) -> tuple[Membership, ...]:
    drawn = chance.random()
    if drawn < 0.09:
        return ()
    if drawn < 0.24:
        return (_medicaid(chance, someone, "P", someone_protected=True),)
    payer, plan = _commercial_plan(chance)
    first = _commercial(chance, someone, "P", payer, plan, of_spouse=drawn > 0.82)
    if drawn < 0.32:
        other = (MERIDIAN, "MEMP") if payer == JUNIPER else (JUNIPER, "JPPO")
        return first, _commercial(chance, someone, "S", *other, of_spouse=True)
    return (first,)


def _young(chance: Random, someone: Someone) -> tuple[Membership, ...]:
    if chance.random() < 0.42:
        return (_medicaid(chance, someone, "P", someone_protected=True),)
    payer, plan = _commercial_plan(chance)
    return (_commercial(chance, someone, "P", payer, plan, of_parent=True),)


def _commercial_plan(chance: Random) -> tuple[str, str]:
    return chance.choice(
        [(JUNIPER, "JPPO"), (JUNIPER, "JPPO"), (JUNIPER, "JHMO"), (MERIDIAN, "MHDHP"), (MERIDIAN, "MEMP")]
    )


def _medicare(
    chance: Random, someone: Someone, sequence: str, *, beneficiary: bool = False, reason: str = ""
) -> Membership:
    member_id = _beneficiary_number(chance)
    return _own(
        someone,
        f"C{someone.number}{sequence}",
        MEDICARE,
        "PARTB",
        sequence,
        member_id,
        qualified_medicare_beneficiary=beneficiary,
        medicare_secondary_reason=reason,
        valid_from=date(someone.birth_date.year + 65, someone.birth_date.month, 1),
    )


def _medicaid(chance: Random, someone: Someone, sequence: str, *, someone_protected: bool) -> Membership:
    return _own(
        someone,
        f"C{someone.number}{sequence}",
        MEDICAID,
        "MEDICAID",
        sequence,
        f"{chance.randint(10**11, 10**12 - 1)}",
        medicaid_protected=someone_protected,
        copay=0,
        valid_from=date(2025, 7, 1),
    )


def _supplement(chance: Random, someone: Someone) -> Membership:
    return _own(
        someone,
        f"C{someone.number}S",
        MERIDIAN,
        "MSUPG",
        "S",
        f"MSG{chance.randint(10**8, 10**9 - 1)}",
        valid_from=date(2024, 1, 1),
    )


def _commercial(
    chance: Random,
    someone: Someone,
    sequence: str,
    payer: str,
    plan: str,
    *,
    of_spouse: bool = False,
    of_parent: bool = False,
) -> Membership:
    letters = "JHP" if payer == JUNIPER else "MMW"
    member_id = f"{letters}{chance.randint(10**8, 10**9 - 1)}"
    copay = {"JPPO": 2500, "JHMO": 3000, "MEMP": 4000}.get(plan)
    group = chance.choice(_EMPLOYERS)
    return _own(
        someone,
        f"C{someone.number}{sequence}",
        payer,
        plan,
        sequence,
        member_id,
        relationship=_SPOUSE if of_spouse else _CHILD if of_parent else "18",
        subscriber=_holder(chance, someone, of_parent=of_parent) if of_spouse or of_parent else None,
        group_number=f"{plan}{1000 + _EMPLOYERS.index(group)}",
        group_name=group,
        copay=copay if sequence == "P" else None,
        valid_from=date(2026, 1, 1),
    )


def _compensation(chance: Random, someone: Someone) -> Membership:
    return _own(
        someone,
        f"C{someone.number}W",
        HARBOR,
        "WC",
        "P",
        f"HWE{chance.randint(10**6, 10**7 - 1)}",
        case_kind="accident_employment",
        claim_number=f"HW26{chance.randint(10**5, 10**6 - 1)}",
        adjuster_name="Lena Fogarty",
        adjuster_telephone="8005550177",
        valid_from=date(2026, 1, 1),
    )


def _holder(chance: Random, someone: Someone, *, of_parent: bool) -> tuple[str, str, date, str]:
    """The subscriber who is not the patient: a parent (the guarantor) or the spouse."""
    born = someone.birth_date
    if of_parent:
        return someone.guarantor_last, someone.guarantor_first, date(born.year - 31, born.month, 14), "U"
    sex = "M" if someone.sex == "F" else "F"
    first = chance.choice(names.MALE if sex == "M" else names.FEMALE)
    return someone.last, first, date(born.year - chance.randint(-3, 4), chance.randint(1, 12), 9), sex


def _own(
    someone: Someone,
    number: str,
    payer: str,
    plan: str,
    sequence: str,
    member_id: str,
    *,
    relationship: str = "18",
    subscriber: tuple[str, str, date, str] | None = None,
    group_number: str = "",
    group_name: str = "",
    medicare_secondary_reason: str = "",
    qualified_medicare_beneficiary: bool = False,
    medicaid_protected: bool = False,
    copay: int | None = None,
    case_kind: str = "",
    claim_number: str = "",
    adjuster_name: str = "",
    adjuster_telephone: str = "",
    valid_from: date,
) -> Membership:
    last, first, born, sex = subscriber or (someone.last, someone.first, someone.birth_date, someone.sex)
    return Membership(
        number=number,
        payer=payer,
        plan=plan,
        sequence=sequence,
        relationship=relationship,
        subscriber_number=f"S{someone.number}" if subscriber is None else f"S{someone.number}{sequence}",
        subscriber_last=last,
        subscriber_first=first,
        subscriber_birth_date=born,
        subscriber_sex=sex,
        member_id=member_id,
        card_member_id=member_id,
        group_number=group_number,
        group_name=group_name,
        medicare_secondary_reason=medicare_secondary_reason,
        qualified_medicare_beneficiary=qualified_medicare_beneficiary,
        medicaid_protected=medicaid_protected,
        copay=copay,
        case_kind=case_kind,
        claim_number=claim_number,
        adjuster_name=adjuster_name,
        adjuster_telephone=adjuster_telephone,
        valid_from=valid_from,
    )


def _as_typed(chance: Random, memberships: tuple[Membership, ...]) -> tuple[Membership, ...]:
    """Now and then the front desk leaves the first card's number out, or turns two digits round."""
    slip = chance.randrange(_MISSING_ID_ONE_IN * _WRONG_ID_ONE_IN)
    if not memberships or memberships[0].payer == HARBOR:
        return memberships
    first, *others = memberships
    if slip % _MISSING_ID_ONE_IN == 0:
        first = replace(first, member_id="")
    elif slip % _WRONG_ID_ONE_IN == 0:
        first = replace(first, member_id=_turned(first.card_member_id))
    return first, *others


def _turned(member_id: str) -> str:
    """Two neighbouring characters of the same kind, from the end, that differ and changed places."""
    for place in range(len(member_id) - 2, 0, -1):
        here, after = member_id[place], member_id[place + 1]
        if here != after and here.isdigit() == after.isdigit():
            return member_id[:place] + after + here + member_id[place + 2 :]
    return member_id[::-1]


def _beneficiary_number(chance: Random) -> str:
    """Eleven places in CMS's grammar of Medicare numbers, invented."""

    def letter() -> str:
        return chance.choice(_MBI_LETTERS)

    def digit() -> str:
        return str(chance.randint(0, 9))

    return (
        f"{chance.randint(1, 9)}{letter()}{letter()}{digit()}"
        f"{letter()}{letter()}{digit()}{letter()}{letter()}{digit()}{digit()}"
    )
