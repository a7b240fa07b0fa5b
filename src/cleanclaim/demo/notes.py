"""How does a clinician write a visit down? A template in this clinician's headings, about this patient."""

import re
from collections.abc import Mapping
from datetime import date, timedelta
from random import Random

from cleanclaim.core.basics.dates import age_years
from cleanclaim.demo.days import draw
from cleanclaim.demo.health import ALLERGIES, FAMILY, FAMILY_HISTORY, ORTHOPAEDIC, OTHER_HISTORY, WORK
from cleanclaim.demo.templates import Template
from cleanclaim.demo.wording import Quote, number_in, words
from cleanclaim.demo.world import Clinician, Office, Someone

_HEADINGS: Mapping[str, Mapping[str, str]] = {
    "hpi": {
        "CC": "CC: ",
        "HPI": "HPI: ",
        "EXAM": "Exam: ",
        "DATA": "Data: ",
        "PROC": "Procedure: ",
        "A": "Assessment: ",
        "P": "Plan: ",
        "AP": "Assessment/Plan:\n",
    },
    "soap": {
        "CC": "CC: ",
        "HPI": "S: ",
        "EXAM": "O: ",
        "DATA": "Labs/imaging: ",
        "PROC": "Proc: ",
        "A": "A: ",
        "P": "P: ",
        "AP": "A/P:\n",
    },
    "long": {
        "CC": "CHIEF COMPLAINT\n",
        "HPI": "\nHISTORY OF PRESENT ILLNESS\n",
        "EXAM": "\nPHYSICAL EXAMINATION\n",
        "DATA": "\nRESULTS\n",
        "PROC": "\nPROCEDURE\n",
        "A": "\nASSESSMENT\n",
        "P": "\nPLAN\n",
        "AP": "\nASSESSMENT AND PLAN\n",
    },
}
_RETIRES, _GROWN, _WALKS = 67, 18, 2


def note_of(
    *,
    template: Template,
    slots: Mapping[str, str],
    options: frozenset[str],
    someone: Someone,
    office: Office,
    clinician: Clinician,
    day: date,
    minute: int,
    chance: Random,
) -> tuple[str, dict[str, Quote]]:
    """The note's text, and the words in it that support each diagnosis."""
    text = template.text
    if not template.brief:
        text = text.replace("# EXAM\n", _background(someone, day) + "# EXAM\n", 1)
    headings = _HEADINGS[clinician.style]
    text = re.sub(r"^((?:<<!?\w+:)?)# (\w+)\n", lambda h: h[1] + headings[h[2]], text, flags=re.MULTILINE)
    signed = _clock(day, minute + 25)
    text += f"\nElectronically signed: {clinician.first} {clinician.last}, {clinician.credential}, {signed}\n"
    said = {**_about(someone, office, clinician, day), **slots}
    said["vitals"] = _vitals(someone, slots, day, chance)
    return words(text, said, options, chance)


def drawn_slots(template: Template, someone: Someone, seed: int, chance: Random) -> dict[str, str]:
    """What is so at this visit: choices stay as they were for the patient, numbers are of the day."""
    slots: dict[str, str] = {}
    for name, choices in template.choices.items():
        lasting = draw(seed, "choice", someone.office, someone.number, template.topic, name)
        chosen = lasting.choice(choices)
        slots[name] = chosen["says"]
        for part, value in chosen.items():
            slots[f"{name}.{part}"] = number_in(value, chance)
    for name, bounds in template.numbers.items():
        slots.setdefault(name, number_in(bounds, chance))
    return slots


def _about(someone: Someone, office: Office, clinician: Clinician, day: date) -> dict[str, str]:
    age = age_years(someone.birth_date, day)
    female = someone.sex == "F"
    pcp = next(one for one in office.clinicians if one.number == someone.clinician)
    return {
        "age": str(age),
        "aged": f"{age} yo" if age >= _WALKS else f"{max(1, (day - someone.birth_date).days // 30)} mo",
        "man": _sex_word(female, age, clinician.style),
        "he": "she" if female else "he",
        "He": "She" if female else "He",
        "his": "her" if female else "his",
        "him": "her" if female else "him",
        "himself": "herself" if female else "himself",
        "mr": f"{'Ms.' if female else 'Mr.'} {someone.last}",
        "pcp": f"Dr. {pcp.last}" if pcp.credential in ("MD", "DO") else f"{pcp.last}, {pcp.credential}",
    }


def _sex_word(female: bool, age: int, style: str) -> str:
    if age < _GROWN:
        return "girl" if female else "boy"
    return {"hpi": ("woman", "man"), "soap": ("F", "M"), "long": ("female", "male")}[style][
        0 if female else 1
    ]


def _background(someone: Someone, day: date) -> str:
    """The history block: the same for one patient at every visit."""
    chance = draw("background", someone.office, someone.number, someone.last)
    known = {**FAMILY, **ORTHOPAEDIC}
    lasting = [known[problem].history for problem in someone.problems if known[problem].history]
    medicines = [drug for problem in someone.problems for drug in known[problem].medicines]
    grown = age_years(someone.birth_date, day) >= _GROWN
    lines = [f"PMH: {'; '.join([*lasting, chance.choice(OTHER_HISTORY)] if grown else lasting or ['none'])}"]
    lines.append(f"Meds: {', '.join(dict.fromkeys(medicines)) or 'none regular'}")
    lines.append(f"Allergies: {chance.choice(ALLERGIES)}")
    if grown:
        lines.append(f"FHx: {chance.choice(FAMILY_HISTORY)}")
        retired = age_years(someone.birth_date, day) >= _RETIRES
        work = "retired" if retired else chance.choice(WORK)
        lines.append(f"SHx: {chance.choice(('no EtOH', 'EtOH socially', '1-2 beers/wk'))}, {work}")
    return "\n".join(lines) + "\n"


def _vitals(someone: Someone, slots: Mapping[str, str], day: date, chance: Random) -> str:
    age = age_years(someone.birth_date, day)

    def sign(name: str, low: float, high: float, decimals: int = 0) -> str:
        return slots.get(name) or f"{chance.uniform(low, high):.{decimals}f}"

    temperature = f"T {sign('temp', 97.6, 98.8, 1)}"
    if age < _WALKS:
        pulse = f"HR {sign('hr', 112, 138)}, RR {sign('rr', 26, 36)}"
        return f"{temperature}, {pulse}, wt {sign('wt', 5.4, 11.5, 1)} kg."
    if age < _GROWN:
        usual = 10 + age * 2.9
        return (
            f"{temperature}, HR {sign('hr', 72, 98)}, RR {sign('rr', 16, 22)}, "
            f"SpO2 {sign('spo2', 97, 100)}% RA, wt {sign('wt', usual * 0.9, usual * 1.15, 1)} kg."
        )
    pressure = f"BP {sign('sys', 112, 138)}/{sign('dia', 66, 86)}"
    weight = draw("weight", someone.office, someone.number, someone.last).uniform(58, 98)
    shown = [
        pressure,
        f"HR {sign('hr', 60, 88)}",
        f"RR {sign('rr', 14, 18)}",
        temperature,
        f"SpO2 {sign('spo2', 96, 99)}% RA",
        f"wt {slots.get('wt') or f'{weight + chance.uniform(-1, 1):.0f}'} kg",
    ]
    kept = shown if chance.random() < 0.6 else [shown[0], shown[1], shown[3]]
    return ", ".join(kept) + "."


def _clock(day: date, minute: int) -> str:
    when = day + timedelta(days=minute // 1440)
    return f"{when:%m/%d/%Y} {minute // 60 % 24:02d}:{minute % 60:02d}"
