"""What stands on the workbench? The note with its evidence, the codes, and what the edits say of them."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from itertools import pairwise

from django.urls import reverse

from cleanclaim.app.audit.actions import Actor
from cleanclaim.app.charges.models import Charge
from cleanclaim.app.coding.actions import Coding, coding_of
from cleanclaim.app.coding.buttons import buttons
from cleanclaim.app.coding.drafting import Draft, judge_draft
from cleanclaim.app.coding.library import editions_on
from cleanclaim.app.coding.models import Diagnosis
from cleanclaim.app.documentation.models import Note
from cleanclaim.app.edits.shown import letter, no_data, of_verdicts, place
from cleanclaim.app.encounters.models import Encounter
from cleanclaim.app.work.pages import Button, Shown
from cleanclaim.core.basics.findings import Finding, Severity
from cleanclaim.core.encounters import State

_SAID_BY_EDITS = frozenset(
    {
        "coding.diagnosis_not_in_force",
        "coding.diagnosis_incomplete",
        "coding.excludes1",
        "coding.dangling_pointer",
    }
)
_SAID_BESIDE = frozenset({"coding.no_evidence"})


@dataclass(frozen=True, slots=True)
class Part:
    """A stretch of the note; codes: those that quote it, with a blank between."""

    text: str
    codes: str = ""


@dataclass(frozen=True, slots=True)
class NoteVersion:
    """One signed version of the note: the note itself, or an addendum."""

    version: int
    by: str
    at: datetime
    is_addendum: bool
    parts: Sequence[Part]


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownDiagnosis:
    """A diagnosis of the workbench."""

    place: int
    letter: str
    code: str
    words: str
    status: str
    evidence: str
    up_url: str
    down_url: str
    remove_url: str
    quote_url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownProcedure:
    """A service of the workbench."""

    place: int
    code: str
    words: str
    modifiers: Sequence[str]
    pointers: str
    units: int
    cents: int
    status: str
    evidence: str
    edit_url: str
    remove_url: str
    why: str = ""


@dataclass(kw_only=True)
class Coded:
    """The codes of one encounter, and what is said of them."""

    encounter: str
    can_change: bool
    revision: int
    diagnoses: Sequence[ShownDiagnosis]
    procedures: Sequence[ShownProcedure]
    total_cents: int
    findings: Sequence[Shown]
    no_findings: str
    no_data: str
    actions: Sequence[Button]
    find_diagnosis_url: str
    add_diagnosis_url: str
    find_procedure_url: str
    add_procedure_url: str
    wrong: str = ""
    notes: Sequence[NoteVersion] = field(default_factory=list)


def may_change(row: Encounter, actor: Actor) -> bool:
    """True for the coder who has the encounter."""
    return row.state == State.CODING and row.coder_id == actor.user_id


def coded(row: Encounter, actor: Actor, *, wrong: str = "") -> Coded:
    """The workbench's right side, with the note that its left side shows."""
    coding = coding_of(row)
    draft = judge_draft(row, list(coding.charges), actor.today())
    has_begun = bool(coding.diagnoses or coding.charges)
    findings = _findings(coding, draft) if has_begun or may_change(row, actor) else []
    editions = editions_on(row.date_of_service)

    def to(name: str, *more: object) -> str:
        return reverse(f"coding_{name}", args=[row.pk, *more])

    diagnoses = [
        ShownDiagnosis(
            place=one.sequence,
            letter=letter(one.sequence),
            code=one.code,
            words=known.title if (known := editions.icd10cm.get(one.code)) else "not in force on the date",
            status=status,
            evidence=evidence,
            up_url=to("move", one.sequence, "up") if one.sequence > 1 else "",
            down_url=to("move", one.sequence, "down") if one.sequence < len(coding.diagnoses) else "",
            remove_url=to("remove_diagnosis", one.sequence),
            quote_url=to("quote", one.sequence),
        )
        for one in coding.diagnoses
        for status, evidence in [_verdict(findings, f"Diagnosis {letter(one.sequence)}", *_quoted(one))]
    ]
    procedures = [
        ShownProcedure(
            place=one.sequence,
            code=one.procedure,
            words=known.label if (known := editions.procedure(one.procedure)) else "",
            modifiers=one.modifiers,
            pointers=" ".join(letter(pointer) for pointer in one.pointers),
            units=one.units,
            cents=one.billed,
            status=status,
            evidence=evidence,
            edit_url=to("service", one.sequence),
            remove_url=to("remove_service", one.sequence),
        )
        for one in coding.charges
        for status, evidence in [_verdict(findings, f"Line {one.sequence}", "pass", "in order")]
    ]
    return Coded(
        encounter=row.number,
        can_change=may_change(row, actor),
        revision=row.version,
        diagnoses=diagnoses,
        procedures=procedures,
        total_cents=sum(one.billed for one in coding.charges),
        findings=findings,
        no_findings="No edit finds anything wrong." if has_begun else "The edits judge once there are codes.",
        no_data=draft.no_claim or no_data(draft.no_data_families),
        actions=buttons(row, actor, coding),
        find_diagnosis_url=to("find_diagnoses"),
        add_diagnosis_url=to("add_diagnosis"),
        find_procedure_url=to("find_procedures"),
        add_procedure_url=to("add_service"),
        wrong=wrong,
        notes=notes(row, coding.diagnoses),
    )


def notes(row: Encounter, diagnoses: Sequence[Diagnosis]) -> list[NoteVersion]:
    """The signed versions of the note, with the words that codes quote marked."""
    signed = Note.objects.filter(encounter=row, signed_at__isnull=False).select_related("author")
    return [
        NoteVersion(
            version=note.version,
            by=str(note.author),
            at=note.signed_at,
            is_addendum=note.addendum_to is not None,
            parts=parts(note.text, [one for one in diagnoses if one.note_version == note.version]),
        )
        for note in signed
    ]


def parts(text: str, diagnoses: Sequence[Diagnosis]) -> list[Part]:
    """A text cut where quotes begin and end; overlapping quotes give a part with several codes."""
    spans = [(one.quote_start, one.quote_end, one.code) for one in diagnoses if one.quote_end]
    cuts = sorted({0, len(text), *(at for start, end, _ in spans for at in (start, end))})
    return [
        Part(text[start:end], " ".join(code for first, last, code in spans if first <= start and end <= last))
        for start, end in pairwise(cuts)
    ]


def _quoted(one: Diagnosis) -> tuple[str, str]:
    return ("quoted", "quoted") if one.quote else ("waiting", "not quoted")


def _verdict(findings: Sequence[Shown], at: str, status: str, said: str) -> tuple[str, str]:
    """The gravest thing that is said of a place, or what is said where nothing is wrong."""
    here = [one for one in findings if one.place == at or one.place.startswith(f"{at},")]
    graver = {one.severity for one in here}
    if graver & {"fatal", "error"}:
        return "fail", "stopped, see below"
    return ("warning", "see below") if "warning" in graver else (status, said)


def _findings(coding: Coding, draft: Draft) -> list[Shown]:
    """What the second reader says that no edit does, gravest first, then what the edits say."""
    judged = bool(draft.verdicts or draft.no_data_families)
    silent = _SAID_BESIDE | (_SAID_BY_EDITS if judged else frozenset())
    read = [_read(one, coding.charges) for one in coding.findings if one.code not in silent]
    order = list(Severity)
    read.sort(key=lambda one: order.index(Severity(one.severity)))
    return [*read, *of_verdicts(draft.verdicts)]


def _read(one: Finding, charges: Sequence[Charge]) -> Shown:
    return Shown(
        severity=str(one.severity),
        words=one.message,
        code=one.code,
        place=place(one.place.field or "", one.place.line),
        fix=_FIXES.get(one.code, ""),
    )


_FIXES = {
    "coding.no_diagnosis": "Add the reason for the encounter first.",
    "coding.no_service": "Add what was done.",
    "coding.no_price": "A manager adds it to the practice’s price list.",
    "coding.no_pointer": "Open the line with E and choose the diagnoses that explain it.",
    "coding.diagnosis_unknown": "Remove it and search for the right one.",
}
