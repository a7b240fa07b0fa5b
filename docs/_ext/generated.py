"""What does the reference say? What the code says: facts, tables, commands, actions, settings, manuals."""

import ast
import importlib
import io
import os
import pkgutil
import tokenize
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import click
from sphinx.application import Sphinx

FACT_MODULES = (
    "organisations", "people", "payers", "encounters", "claims", "exchange", "remittances", "money", "common",
)  # fmt: skip


def setup(app: Sphinx) -> dict[str, Any]:
    """Write the generated pages before Sphinx reads."""
    app.connect("builder-inited", write)
    return {"parallel_read_safe": True}


def write(app: Sphinx) -> None:
    """Write every generated page whose text changed."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "cleanclaim.app.site.settings")
    import django

    django.setup()
    folder = Path(app.srcdir) / "reference"
    pages = {
        "facts.md": facts_page(),
        "tables.md": tables_page(),
        "commands.md": commands_page(),
        "actions.md": actions_page(),
        "settings.md": settings_page(),
        **edit_pages(),
        **kpi_pages(),
    }
    for manual in ("edits", "kpis"):
        (folder / manual).mkdir(parents=True, exist_ok=True)
        for path in (folder / manual).glob("*.md"):
            if f"{manual}/{path.name}" not in pages:
                path.unlink()
    for name, text in pages.items():
        path = folder / name
        if not path.exists() or path.read_text() != text:
            path.write_text(text)


def facts_page() -> str:
    """Every fact, with its fields and their comments."""
    out = [
        "# Facts",
        "",
        "Frozen values that every stage speaks in. `?` may be empty; `…` several, in order.",
        "",
    ]
    for name in FACT_MODULES:
        module = importlib.import_module(f"cleanclaim.core.facts.{name}")
        out += [f"## {name}", "", f"{(module.__doc__ or '').strip().splitlines()[0]}", ""]
        for cls in fact_classes(module):
            out += [f"### {cls.__name__}", "", (cls.__doc__ or "").strip(), ""]
            out += ["| field | type | meaning |", "| --- | --- | --- |"]
            meanings = field_comments(module).get(cls.__name__, {})
            out += [f"| `{field}` | {kind} | {meanings.get(field, '')} |" for field, kind in fields_of(cls)]
            out.append("")
    return "\n".join(out)


def fact_classes(module: Any) -> Iterator[type]:
    """The facts that a module defines, in order."""
    for value in vars(module).values():
        if isinstance(value, type) and value.__module__ == module.__name__ and hasattr(value, "__slots__"):
            yield value


def fields_of(cls: type) -> Iterator[tuple[str, str]]:
    """A fact's fields and their types in words."""
    from cleanclaim.core.facts.definition import columns

    for column in columns(cls):
        kind = column.part.__name__ if column.part else str(column.scalar)
        yield column.name, f"{kind}{' …' if column.many else ''}{' ?' if column.optional else ''}"


def field_comments(module: Any) -> dict[str, dict[str, str]]:
    """The comment behind each field, by class and field."""
    source = Path(module.__file__).read_text()
    tokens = tokenize.generate_tokens(io.StringIO(source).readline)
    comments = {
        token.start[0]: token.string.lstrip("# ") for token in tokens if token.type == tokenize.COMMENT
    }
    return {
        node.name: {
            item.target.id: comments.get(item.end_lineno or 0, "").replace("|", "\\|")
            for item in node.body
            if isinstance(item, ast.AnnAssign) and isinstance(item.target, ast.Name)
        }
        for node in ast.parse(source).body
        if isinstance(node, ast.ClassDef)
    }


def tables_page() -> str:
    """Every published table."""
    from cleanclaim.core.facts import tables

    out = ["# Tables", "", (tables.__doc__ or "").strip(), ""]
    out += [
        "`?` may be empty. Keys come first, in bold. Amounts are cents; codes are dictionary-encoded.",
        "",
    ]
    for table in tables.published().values():
        out += [f"## {table.name}", ""]
        names = [
            f"**{column.name}**"
            if place < table.keys
            else f"{column.name} {column.scalar}{'?' * column.optional}"
            for place, column in enumerate(table.columns)
        ]
        out += [", ".join(names), ""]
    return "\n".join(out)


def commands_page() -> str:
    """Every verb and its options."""
    from cleanclaim.cli import VERBS, command

    context = click.Context(command, info_name="cleanclaim")
    out = ["# Commands", "", "Exit status: 0 clean, 1 findings, 2 could not run.", ""]
    for verb in sorted(VERBS):
        found = command.get_command(context, verb)
        if found is None:
            continue
        out += [f"## {verb}", "", VERBS[verb], ""]
        out += ["```text", found.get_help(click.Context(found, info_name=f"cleanclaim {verb}")), "```", ""]
    return "\n".join(out)


def actions_page() -> str:
    """Every action and the roles that may."""
    import cleanclaim.app
    from cleanclaim.app.audit.actions import ACTIONS

    for found in pkgutil.walk_packages(cleanclaim.app.__path__, "cleanclaim.app."):
        if "migrations" not in found.name and not found.name.endswith(".wsgi"):
            importlib.import_module(found.name)
    out = [
        "# Actions",
        "",
        "Every write is a named action: one transaction, a role that may, an audit row.",
        "",
    ]
    out += ["| action | roles |", "| --- | --- |"]
    out += [f"| `{name}` | {', '.join(sorted(roles))} |" for name, roles in sorted(ACTIONS.items())]
    return "\n".join([*out, ""])


def settings_page() -> str:
    """The settings, from the settings module's own text."""
    from cleanclaim.app.site import settings

    text = (settings.__doc__ or "").strip().splitlines()
    return "\n".join(["# Settings", "", text[0], "", "```text", *text[2:], "```", ""])


def edit_pages() -> dict[str, str]:
    """The edit manual: one page for each edit, and an index by family."""
    from cleanclaim.core.edits import manual_pages

    edits = manual_pages.manual()
    families = [
        (question, [edit for edit in edits if edit.family == family])
        for family, question in manual_pages.FAMILIES.items()
    ]
    facts = {
        edit.code: {
            "Code": f"`{edit.code}`",
            "Severity": str(edit.severity),
            "Family": edit.family,
            "In force": f"from {edit.effective_from}",
            "Citation": edit.citation,
            "Reads": ", ".join(f"`{need}`" for need in edit.needs) or "the claim alone",
            "May be overridden": "yes, with a reason" if edit.overridable else "no",
        }
        for edit in edits
    }
    sections = [(question, [(edit.page.title, edit.code) for edit in held]) for question, held in families]
    pages = {f"edits/{edit.code}.md": page_text(edit.page, facts[edit.code]) for edit in edits}
    return pages | {"edits.md": index_text("Claim edits", "edits", sections)}


def kpi_pages() -> dict[str, str]:
    """The figures: one page for each, and an index."""
    from cleanclaim.core.reports import kpi_pages

    kpis = kpi_pages.kpis()
    pages = {f"kpis/{kpi.page.code}.md": page_text(kpi.page, {}) for kpi in kpis}
    sections = [("Figures", [(kpi.page.title, kpi.page.code) for kpi in kpis])]
    return pages | {"kpis.md": index_text("Revenue-cycle figures", "kpis", sections)}


def page_text(page: Any, facts: dict[str, str]) -> str:
    """A page of a manual as it stands in its file, with its front matter as a table."""
    text = Path(page.path).read_text().split("---\n", 2)[2]
    heading, _, rest = text.lstrip().partition("\n")
    table = ["| | |", "| --- | --- |", *(f"| {name} | {value} |" for name, value in facts.items())]
    return "\n".join([heading, "", *(table if facts else ()), "", rest])


def index_text(title: str, folder: str, sections: list[tuple[str, list[tuple[str, str]]]]) -> str:
    """The index of a manual's pages, by section."""
    out = [f"# {title}", "", "Each of these pages is also the program: its query is what runs.", ""]
    for heading, entries in sections:
        if entries:
            out += [f"## {heading}", "", "```{toctree}", ":maxdepth: 1", ""]
            out += [f"{name} <{folder}/{code}>" for name, code in entries] + ["```", ""]
    return "\n".join(out)
