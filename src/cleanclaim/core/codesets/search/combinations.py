"""Which codes do two conditions in one line give together, in order? The guidelines' combinations."""

import re
from dataclasses import dataclass

_STAGES = {"1": "N181", "2": "N182", "3": "N1830", "3a": "N1831", "3b": "N1832", "4": "N184", "5": "N185"}
_STAGE = re.compile(r"chronic kidney disease(?: stage)? ([1-5][ab]?)\b")
_KIDNEY = re.compile(r"\b(chronic kidney disease|end stage renal disease)\b")
_HEART = re.compile(r"\bheart failure\b")
_HIGH = re.compile(r"\bhypertensi(on|ve)\b")
_DIABETES = re.compile(r"\bdiabetes\b")
_DIALYSIS = re.compile(r"\bdialysis\b")
_ANEMIA = re.compile(r"\banemia\b")
_BODY_MASS = re.compile(r"body mass index (?:of )?([1-9][0-9])\b")
_OBESE = ((70, "Z6845"), (60, "Z6844"), (50, "Z6843"), (45, "Z6842"), (40, "Z6841"))
_HEART_CODES = (
    (r"acute on chronic.*(systolic.*diastolic|combined)", "I5043"),
    (r"acute on chronic.*systolic", "I5023"),
    (r"acute on chronic.*diastolic", "I5033"),
    (r"chronic.*systolic", "I5022"),
    (r"chronic.*diastolic", "I5032"),
    (r"acute.*systolic", "I5021"),
    (r"acute.*diastolic", "I5031"),
    (r"systolic", "I5020"),
    (r"diastolic", "I5030"),
)


@dataclass(frozen=True, slots=True)
class Combined:
    """One code that a rule gives, and the guideline that says so."""

    code: str
    why: str


def combined(meaning: str) -> list[Combined]:
    """The codes that a line's conditions give together, in the order to be coded; empty for one condition."""
    if index_code := body_mass_index(meaning):
        return [Combined(index_code, "body mass index, adult")]
    kidney, heart = bool(_KIDNEY.search(meaning)), bool(_HEART.search(meaning))
    high, diabetes = bool(_HIGH.search(meaning)), bool(_DIABETES.search(meaning))
    kidney_code = _kidney_code(meaning)
    found: list[Combined] = []
    if diabetes and kidney and not _gestational(meaning):
        family = "E10" if "type 1" in meaning else "E11"
        found.append(Combined(f"{family}22", "diabetes with kidney disease: guideline I.C.4.a, I.A.15"))
    if high and (kidney or heart):
        found.append(_hypertensive(kidney_code if kidney else "", heart))
    if heart and high:
        found.append(Combined(_heart_code(meaning), "which heart failure: guideline I.C.9.a.1"))
    if _ANEMIA.search(meaning) and kidney and not (high or diabetes):
        found.append(Combined("D631", "anemia in kidney disease: code first the kidney disease"))
    if kidney and (found or _DIALYSIS.search(meaning)):
        found.append(Combined(kidney_code, "stage of the kidney disease"))
    if kidney and _DIALYSIS.search(meaning):
        found.append(Combined("Z992", "dialysis status goes with end stage renal disease"))
    return found if len(found) > 1 else []


def body_mass_index(meaning: str) -> str | None:
    """The adult Z68 code of a body mass index that is said as a number."""
    said = _BODY_MASS.search(meaning)
    if not said:
        return None
    index = int(said[1])
    if index < 20:
        return "Z681"
    if index < 40:
        return f"Z68{index}"
    return next(code for least, code in _OBESE if index >= least)


def _gestational(meaning: str) -> bool:
    return "gestational" in meaning or "pregnan" in meaning


def _kidney_code(meaning: str) -> str:
    if "end stage" in meaning:
        return "N186"
    stage = _STAGE.search(meaning)
    return _STAGES.get(stage[1], "N189") if stage else "N189"


def _hypertensive(kidney_code: str, heart: bool) -> Combined:
    worst = kidney_code in {"N185", "N186"}
    if kidney_code and heart:
        code = "I132" if worst else "I130"
        return Combined(code, "hypertension with heart failure and kidney disease: guideline I.C.9.a.3")
    if kidney_code:
        code = "I120" if worst else "I129"
        return Combined(code, "hypertension with kidney disease: guideline I.C.9.a.2")
    return Combined("I110", "hypertension with heart failure: guideline I.C.9.a.1")


def _heart_code(meaning: str) -> str:
    return next((code for pattern, code in _HEART_CODES if re.search(pattern, meaning)), "I509")
