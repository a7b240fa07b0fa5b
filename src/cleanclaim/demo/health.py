"""What lasting problems do people have, how are they listed, and what else is in a history?"""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Problem:
    """A lasting problem: how a clinician lists it, what is taken for it, and who has it."""

    history: str
    medicines: tuple[str, ...]
    ages: tuple[int, int]
    sexes: str = "FM"


FAMILY: Mapping[str, Problem] = {
    "diabetes_kidney": Problem(
        "T2DM with CKD 3, HTN", ("metformin 500 mg BID", "lisinopril 20 mg"), (48, 88)
    ),
    "diabetes": Problem("T2DM on insulin", ("insulin glargine", "atorvastatin 40 mg"), (38, 85)),
    "diabetes_nerve": Problem(
        "T2DM with neuropathy", ("metformin 1000 mg BID", "gabapentin 300 mg"), (50, 86)
    ),
    "hypertension": Problem("HTN", ("lisinopril 10 mg",), (34, 90)),
    "heart_failure": Problem(
        "HFrEF, dilated CM, HTN",
        ("carvedilol 6.25 mg BID", "furosemide 20 mg"),
        (58, 90),
    ),
    "atrial_fibrillation": Problem(
        "atrial fibrillation", ("apixaban 5 mg BID", "metoprolol succ 50 mg"), (62, 92)
    ),
    "bigeminy": Problem("PVCs", ("metoprolol succ 25 mg",), (30, 76)),
    "copd": Problem("COPD", ("tiotropium daily", "albuterol HFA prn"), (52, 88)),
    "asthma": Problem("asthma", ("fluticasone HFA BID", "albuterol HFA prn"), (6, 55)),
    "depression": Problem("recurrent depression", ("sertraline 50 mg",), (18, 80)),
    "anxiety": Problem("anxiety", ("buspirone 10 mg BID",), (17, 70)),
    "hypothyroid": Problem("hypothyroidism", ("levothyroxine 75 mcg",), (28, 85)),
    "gout": Problem("gout", ("colchicine prn",), (38, 84), "M"),
    "obesity": Problem("obesity", (), (22, 66)),
    "migraine": Problem("migraine", ("sumatriptan 100 mg prn",), (17, 55)),
    "b12": Problem("B12 deficiency", ("cyanocobalamin 1000 mcg IM monthly",), (52, 92)),
    "osteoporosis": Problem("osteoporosis", ("vitamin D 1000 IU",), (60, 90), "F"),
    "tobacco": Problem("tobacco use", (), (24, 70)),
    "adhd": Problem("ADHD", ("methylphenidate ER",), (7, 19)),
}

ORTHOPAEDIC: Mapping[str, Problem] = {
    "knee": Problem("knee OA", ("acetaminophen prn", "meloxicam 7.5 mg"), (50, 88)),
    "shoulder": Problem("shoulder pain", ("naproxen prn",), (38, 76)),
    "cuff": Problem("rotator cuff disease", ("naproxen prn",), (48, 74)),
    "wrist_fracture": Problem("osteopenia", ("vitamin D",), (54, 86)),
    "carpal": Problem("hand numbness", ("ibuprofen prn",), (32, 78)),
    "ankle": Problem("", (), (13, 52)),
    "spine": Problem("low back pain", ("gabapentin 300 mg",), (30, 70)),
    "stenosis": Problem("lumbar stenosis", ("acetaminophen prn",), (64, 90)),
    "hip": Problem("hip OA", ("meloxicam 15 mg",), (54, 86)),
    "meniscus": Problem("", (), (19, 54)),
    "knee_replaced": Problem("s/p TKA", ("acetaminophen prn",), (62, 88)),
    "work_back": Problem("", (), (22, 60)),
    "work_finger": Problem("", (), (20, 58)),
    "clavicle": Problem("", (), (9, 44)),
    "spine_fracture": Problem("osteoporosis", ("calcium/vitamin D",), (68, 92), "F"),
}

OTHER_HISTORY = (
    "appendectomy 1998",
    "seasonal allergies",
    "tonsillectomy as child",
    "cholecystectomy 2011",
    "C-section x1",
    "GERD",
    "remote kidney stone",
    "hernia repair 2016",
    "none",
)
ALLERGIES = (
    "NKDA",
    "NKDA",
    "NKDA",
    "penicillin (rash)",
    "sulfa (hives)",
    "codeine (nausea)",
    "latex",
    "lisinopril (cough)",
)
FAMILY_HISTORY = (
    "father MI at 58; mother T2DM",
    "mother breast CA at 67; no colon CA",
    "father lung CA, smoker; mother HTN",
    "both parents living, HTN",
    "sister with RA; father gout",
    "maternal grandmother with stroke; no early CAD",
    "adopted, unknown",
    "brother T1DM; no cancer",
    "father colon CA at 71",
    "noncontributory",
)
WORK = (
    "teacher",
    "retail",
    "truck driver",
    "office work",
    "carpenter",
    "line cook",
    "home health aide",
    "machinist",
    "landscaper",
    "bus driver",
    "self-employed",
)
