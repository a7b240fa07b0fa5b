"""How is a kind of visit described? One text file: what it codes to, and how its note may be worded."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib import resources
from typing import Any

import yaml

SIDES: tuple[Mapping[str, str], ...] = (
    {"says": "right", "digit": "1", "modifier": "RT", "letter": "R", "other": "left"},
    {"says": "left", "digit": "2", "modifier": "LT", "letter": "L", "other": "right"},
)


class BadTemplate(ValueError):
    """A visit's file does not say what it must."""


@dataclass(frozen=True, slots=True)
class TemplateDiagnosis:
    """A diagnosis that the visit leads to; `key` is the mark in the note that supports it."""

    key: str
    code: str  # may hold slots: M67A0{side.digit}
    until_code_change: str = ""  # what the same words coded to before October 1, 2026
    only_if: str = ""


@dataclass(frozen=True, slots=True)
class TemplateService:
    """A service of the visit, with the diagnoses that it points to."""

    code: str
    diagnoses: tuple[str, ...]
    modifiers: tuple[str, ...] = ()
    units: int = 1
    only_if: str = ""


@dataclass(frozen=True, slots=True)
class Slips:
    """How a person might first get this visit's codes wrong."""

    header: Mapping[str, str] = field(default_factory=dict)  # key → the category above its code
    exclusive: str = ""  # a code that an Excludes1 note keeps apart from one of the visit's
    unspecified: Mapping[str, str] = field(default_factory=dict)  # key → a vaguer billable code
    unsupported: Mapping[str, str] = field(default_factory=dict)  # procedure → key of the wrong diagnosis


@dataclass(frozen=True, slots=True)
class Template:
    """One kind of visit."""

    name: str
    practice: str  # family, orthopaedics
    reason: str
    text: str
    weight: int
    ages: tuple[int, int]
    sexes: str
    problem: str  # the lasting problem that brings the patient; empty: anyone may come
    payers: tuple[str, ...]  # kinds of payer; empty: any
    topic: str  # visits on one topic share what was drawn for the patient
    step: int  # within an episode: 1 opens it, later ones follow
    follows_days: tuple[int, int]  # days after the step before
    place_of_service: str
    brief: bool  # no history block: nurse visits, procedures
    referred: bool
    case: str  # accident_employment, accident_other …
    authorize: tuple[str, ...]  # procedures for which plans want authorization
    choices: Mapping[str, tuple[Mapping[str, str], ...]]
    numbers: Mapping[str, str]
    options: Mapping[str, float]
    diagnoses: tuple[TemplateDiagnosis, ...]
    services: tuple[TemplateService, ...]
    slips: Slips


@cache
def templates() -> tuple[Template, ...]:
    """Every kind of visit, by practice and name."""
    root = resources.files("cleanclaim.demo").joinpath("visit_kinds")
    found = [
        _template(practice.name, page.name.removesuffix(".txt"), page.read_text(encoding="utf-8"))
        for practice in root.iterdir()
        if practice.is_dir()
        for page in practice.iterdir()
        if page.name.endswith(".txt")
    ]
    return tuple(sorted(found, key=lambda template: (template.practice, template.name)))


def _template(practice: str, name: str, content: str) -> Template:
    _, front, text = content.split("---\n", 2)
    said: dict[str, Any] = yaml.safe_load(front)
    try:
        return Template(
            name=name,
            practice=practice,
            reason=said.pop("reason"),
            text=text.strip() + "\n",
            weight=said.pop("weight", 2),
            ages=_pair(said.pop("ages", "18-95")),
            sexes=said.pop("sexes", "FM"),
            problem=said.pop("problem", ""),
            payers=tuple(said.pop("payers", ())),
            topic=said.pop("topic", name),
            step=said.pop("step", 1),
            follows_days=_pair(said.pop("follows_days", "0-0")),
            place_of_service=str(said.pop("place", "11")),
            brief=said.pop("brief", False),
            referred=said.pop("referred", False),
            case=said.pop("case", ""),
            authorize=tuple(str(code) for code in said.pop("authorize", ())),
            choices={key: _choice(value) for key, value in said.pop("choose", {}).items()},
            numbers=said.pop("numbers", {}),
            options=said.pop("options", {}),
            diagnoses=tuple(_diagnosis(key, value) for key, value in said.pop("diagnoses").items()),
            services=tuple(_service(service) for service in said.pop("services")),
            slips=Slips(**said.pop("slips", {})),
        )
    except (KeyError, TypeError) as wrong:
        raise BadTemplate(f"visit {practice}/{name}: {wrong}") from wrong
    finally:
        if said:
            raise BadTemplate(f"visit {practice}/{name}: does not know {', '.join(said)}")


def _pair(text: str) -> tuple[int, int]:
    first, last = text.split("-")
    return int(first), int(last)


def _choice(value: Any) -> tuple[Mapping[str, str], ...]:
    if value == "sides":
        return SIDES
    return tuple({key: str(part) for key, part in one.items()} for one in value)


def _diagnosis(key: str, value: Any) -> TemplateDiagnosis:
    if isinstance(value, str):
        return TemplateDiagnosis(key, value)
    return TemplateDiagnosis(key, value["code"], value.get("until_code_change", ""), value.get("if", ""))


def _service(value: Mapping[str, Any]) -> TemplateService:
    return TemplateService(
        code=str(value["code"]),
        diagnoses=tuple(value["for"]),
        modifiers=tuple(value.get("modifiers", ())),
        units=value.get("units", 1),
        only_if=value.get("if", ""),
    )
