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
        "edits.md": manual_page("edits", "Claim edits", "cleanclaim.core.edits"),
        "kpis.md": manual_page("kpis", "Revenue-cycle figures", "cleanclaim.core.reports"),
    }
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


def manual_page(name: str, title: str, package: str) -> str:
    """The manual whose pages run: one section for each page, with its SQL and its cases' names."""
    pages = importlib.import_module(package).manual()
    out = [f"# {title}", "", "Each of these pages is also the program: its SQL is what runs.", ""]
    for page in pages:
        out += [page.as_markdown(level=2), ""]
    return "\n".join(out)
