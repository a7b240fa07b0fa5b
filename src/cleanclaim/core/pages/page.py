"""What does a page say, and is it complete? Read from Markdown, refused with the line where it is not."""

import re
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

try:
    from yaml import CSafeLoader
except ImportError:  # built without libyaml
    from yaml import SafeLoader as CSafeLoader  # type: ignore[assignment]

from cleanclaim.core.basics.refusals import NotClean
from cleanclaim.core.pages.statement import BadQuery, Statement, check
from cleanclaim.core.pages.tables import Relation

QUERY, CASES = "Query", "Cases"
_HEADING = re.compile(r"(#{1,2}) +(\S.*)")
_MOST_CHARACTERS = 200_000


class PageRefused(NotClean):
    """A page that cannot be used: which file, which line, and why."""

    def __init__(self, path: str, line: int, why: str) -> None:
        super().__init__("page-refused", f"{path}:{line}: {why}")
        self.path = path
        self.line = line
        self.why = why


@dataclass(frozen=True, slots=True)
class Kind:
    """What a page of one kind must have: its prose sections, and the keys of its front matter."""

    name: str  # edit, KPI
    sections: tuple[str, ...]
    required: Mapping[str, type]
    optional: Mapping[str, type]
    outputs: tuple[str, ...]  # columns that its query must yield


@dataclass(frozen=True, slots=True)
class Case:
    """One worked example: its name, what is given and what is found, and where it is written."""

    name: str
    body: Mapping[str, Any]
    line: int


@dataclass(frozen=True, slots=True)
class Page:
    """One page of a manual."""

    path: str
    title: str
    matter: Mapping[str, Any]
    sections: Mapping[str, str]  # prose, by heading
    query: Statement
    query_line: int  # of the file, where the query's text starts
    given: Mapping[str, Any]  # what all cases share
    cases: tuple[Case, ...]

    @property
    def code(self) -> str:
        """The page's stable name: diagnosis-not-billable."""
        return str(self.matter["code"])


@dataclass(frozen=True, slots=True)
class _Section:
    heading: str
    line: int
    lines: tuple[str, ...]  # below the heading

    def block(self, language: str, path: str) -> tuple[int, str]:
        """Its one fenced block of a language, and the line where the block's text starts."""
        fences = [number for number, text in enumerate(self.lines) if text.startswith("```")]
        starts = [number for number in fences[::2] if self.lines[number] == f"```{language}"]
        if len(starts) != 1 or len(fences) % 2:
            raise PageRefused(path, self.line, f"{self.heading} holds one closed ```{language} block")
        start = starts[0]
        end = fences[fences.index(start) + 1]
        return self.line + start + 2, "\n".join(self.lines[start + 1 : end])


class _LineLoader(yaml.SafeLoader):
    """YAML that remembers on which line each mapping starts."""


class _FastLoader(CSafeLoader):
    """The same, ten times as fast, but less exact about the place of what is wrong."""


def _mapping(loader: yaml.SafeLoader | CSafeLoader, node: yaml.MappingNode) -> dict[Any, Any]:
    seen: set[Any] = set()
    for key_node, _ in node.value:
        key = loader.construct_object(key_node)
        if key in seen:
            raise yaml.MarkedYAMLError(problem=f"{key} stands twice", problem_mark=key_node.start_mark)
        seen.add(key)
    return loader.construct_mapping(node, deep=True)


def _located(loader: yaml.SafeLoader | CSafeLoader, node: yaml.MappingNode) -> dict[Any, Any]:
    found = _mapping(loader, node)
    if "case" in found:
        found["__line__"] = node.start_mark.line
    return found


for _each in (_LineLoader, _FastLoader):
    _each.add_constructor(yaml.resolver.BaseResolver.DEFAULT_MAPPING_TAG, _located)


def load(path: Path, kind: Kind, relations: Mapping[str, Relation]) -> Page:
    """Read and check a page of a kind that may read these tables; PageRefused says what is wrong."""
    return parse(path.read_text(encoding="utf-8"), str(path), kind, relations)


def parse(text: str, path: str, kind: Kind, relations: Mapping[str, Relation]) -> Page:
    """Check a page's text; PageRefused names the path and the line."""
    if len(text) > _MOST_CHARACTERS:
        raise PageRefused(path, 1, f"a page has at most {_MOST_CHARACTERS} characters")
    lines = text.splitlines()
    matter, body_start = _front_matter(lines, path, kind)
    title, title_line, sections = _sections(lines, body_start, path)
    for wanted in (*kind.sections, QUERY, CASES):
        if wanted not in sections:
            raise PageRefused(path, title_line, f"the section {wanted!r} is missing")
        if not "".join(sections[wanted].lines).strip():
            raise PageRefused(path, sections[wanted].line, f"the section {wanted!r} is empty")
    for heading, section in sections.items():
        if heading not in (*kind.sections, QUERY, CASES):
            raise PageRefused(path, section.line, f"{heading!r} is no section of an {kind.name} page")
    query_line, sql = sections[QUERY].block("sql", path)
    given, cases = _cases(sections[CASES], path)
    return Page(
        path=path,
        title=title,
        matter=matter,
        sections={name: "\n".join(sections[name].lines).strip() for name in kind.sections},
        query=_query(sql, query_line, path, kind, relations),
        query_line=query_line,
        given=given,
        cases=cases,
    )


def _front_matter(lines: list[str], path: str, kind: Kind) -> tuple[Mapping[str, Any], int]:
    if not lines or lines[0] != "---" or "---" not in lines[1:]:
        raise PageRefused(path, 1, "a page starts with its front matter between two lines of ---")
    end = lines.index("---", 1)
    matter = _yaml("\n".join(lines[1:end]), path, 2)
    if not isinstance(matter, dict):
        raise PageRefused(path, 2, "front matter is a list of names and values")
    known = {**kind.required, **kind.optional}
    for name, value in matter.items():
        line = 2 + next((n for n, text in enumerate(lines[1:end]) if text.startswith(f"{name}:")), 0)
        if name not in known:
            raise PageRefused(path, line, f"front matter has no {name!r}")
        if not isinstance(value, known[name]):
            raise PageRefused(path, line, f"{name!r} is not of the kind {known[name].__name__}")
    for name in kind.required:
        if name not in matter:
            raise PageRefused(path, 1, f"front matter lacks {name!r}")
    return matter, end + 1


def _sections(lines: list[str], start: int, path: str) -> tuple[str, int, dict[str, _Section]]:
    headings: list[tuple[int, str, str]] = []
    fenced = False
    for number in range(start, len(lines)):
        fenced ^= lines[number].startswith("```")
        found = _HEADING.fullmatch(lines[number])
        if found and not fenced:
            headings.append((number, found[1], found[2]))
    if not headings or headings[0][1] != "#":
        raise PageRefused(path, start + 1, "a page has a title: a line that starts with #")
    sections: dict[str, _Section] = {}
    ends = [number for number, _, _ in headings[1:]] + [len(lines)]
    for (number, level, heading), end in list(zip(headings, ends, strict=True))[1:]:
        if level == "#" or heading in sections:
            raise PageRefused(path, number + 1, f"{heading!r} stands twice, or is a second title")
        sections[heading] = _Section(heading, number + 1, tuple(lines[number + 1 : end]))
    return headings[0][2], headings[0][0] + 1, sections


def _query(sql: str, line: int, path: str, kind: Kind, relations: Mapping[str, Relation]) -> Statement:
    try:
        statement = check(sql, relations)
    except BadQuery as wrong:
        raise PageRefused(path, line + wrong.line - 1, wrong.message) from wrong
    for wanted in kind.outputs:
        if wanted not in statement.outputs:
            raise PageRefused(path, line, f"the query yields no column {wanted}")
    return statement


def _cases(section: _Section, path: str) -> tuple[Mapping[str, Any], tuple[Case, ...]]:
    line, text = section.block("yaml", path)
    told = _yaml(text, path, line)
    if (
        not isinstance(told, dict)
        or not isinstance(told.get("cases"), list)
        or set(told) - {"given", "cases"}
    ):
        raise PageRefused(path, line, "cases are a list named `cases`, beside what is `given` to all of them")
    given = told.get("given") or {}
    cases = []
    for body in told["cases"]:
        if not isinstance(body, dict) or not isinstance(body.get("case"), str):
            raise PageRefused(path, line, "each case starts with its name: `- case: …`")
        at = line + body.pop("__line__")
        cases.append(Case(body.pop("case"), body, at))
    if not cases:
        raise PageRefused(path, line, "a page has cases")
    return given, tuple(cases)


def _yaml(text: str, path: str, line: int) -> Any:
    with suppress(yaml.YAMLError):
        return yaml.load(text, Loader=_FastLoader)
    try:
        return yaml.load(text, Loader=_LineLoader)
    except yaml.YAMLError as wrong:
        mark = getattr(wrong, "problem_mark", None)
        why = getattr(wrong, "problem", None) or "not YAML"
        raise PageRefused(path, line + (mark.line if mark else 0), str(why)) from wrong
