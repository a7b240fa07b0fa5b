"""Do the templates and the stylesheet keep the rules of how the pages look?"""

import re
from pathlib import Path

import pytest
from django.template.loader import get_template

APP = Path(__file__).resolve().parents[3] / "src" / "cleanclaim" / "app"
TEMPLATES = sorted(APP.glob("*/templates/**/*.html"))
CSS = (APP / "site/static/cleanclaim/cleanclaim.css").read_text()
PAIRS = dict(re.findall(r"--([\w-]+): light-dark\((#\w{6}, #\w{6})\)", CSS))
GROUNDS = ("paper", "sheet", "sunk", "here")
INKS = ("ink", "ink-2", "accent", "good", "warn", "bad")


def name_of(path: Path) -> str:
    """A template's name, as a loader knows it."""
    return path.as_posix().split("/templates/", 1)[1]


@pytest.mark.parametrize("path", TEMPLATES, ids=name_of)
def test_a_template_can_be_read_and_holds_neither_style_nor_script(path: Path) -> None:
    get_template(name_of(path))
    source = path.read_text()
    assert not re.search(r"\sstyle=|<style|\son\w+=|javascript:|\|safe\b|autoescape off", source)
    assert all("src=" in tag for tag in re.findall(r"<script[^>]*>", source))


@pytest.mark.parametrize("path", TEMPLATES, ids=name_of)
def test_a_comment_of_one_line_ends_on_its_line(path: Path) -> None:
    """Django shows `{#` that spans lines to the reader."""
    assert all(line.count("{#") == line.count("#}") for line in path.read_text().splitlines())


def test_every_icon_that_is_named_is_drawn() -> None:
    drawn = set(re.findall(r'id="i-([\w-]+)"', (APP / "site/templates/site/icons.html").read_text()))
    named = {name for path in TEMPLATES for name in re.findall(r'{% icon "([\w-]+)" %}', path.read_text())}
    assert named <= drawn


def luminance(colour: str) -> float:
    """The relative luminance of WCAG 2."""
    parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """The contrast ratio of WCAG 2."""
    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


@pytest.mark.parametrize("scheme", [0, 1], ids=["light", "dark"])
@pytest.mark.parametrize(
    ("ink", "ground"),
    [(ink, ground) for ink in INKS for ground in GROUNDS]
    + [
        ("on-accent", "accent"),
        ("ink", "marker"),
        ("ink", "marker-lit"),
        ("bad", "bad-sunk"),
        ("warn", "warn-sunk"),
    ],
)
def test_text_stands_out_from_its_ground(scheme: int, ink: str, ground: str) -> None:
    """WCAG 2 AA asks 4.5 of text."""
    assert contrast(PAIRS[ink].split(", ")[scheme], PAIRS[ground].split(", ")[scheme]) >= 4.5


@pytest.mark.parametrize("scheme", [0, 1], ids=["light", "dark"])
def test_a_field_can_be_seen(scheme: int) -> None:
    """WCAG 2 AA asks 3 of the border of a field."""
    border, ground = (PAIRS[name].split(", ")[scheme] for name in ("field-rule", "sheet"))
    assert contrast(border, ground) >= 3
