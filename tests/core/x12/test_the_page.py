"""The examples on the page about the library do what the page says."""

import ast
import re
from pathlib import Path
from typing import Any

import pytest

_ROOT = Path(__file__).parents[3]
_PAGE = _ROOT / "docs" / "how-to" / "x12-library.md"


def _blocks() -> list[str]:
    return re.findall(r"```python\n(.*?)```", _PAGE.read_text(), re.DOTALL)


def _said(block: str) -> list[tuple[str, str]]:
    """Each expression of a block with the value that its comment gives."""
    found = []
    lines = block.splitlines()
    for node in ast.parse(block).body:
        if not isinstance(node, ast.Expr):
            continue
        last = lines[(node.end_lineno or 1) - 1]
        comment = last.partition("# ")[2]
        if not comment and (node.end_lineno or 0) < len(lines):
            comment = lines[node.end_lineno or 0].partition("# ")[2]
        if comment:
            found.append((ast.unparse(node.value), comment))
    return found


def _matches(value: Any, comment: str) -> bool:
    return comment == repr(value) or comment.startswith((f"{value!r},", f"{value!r}:"))


def test_every_example_gives_what_its_comment_says(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(_ROOT)
    names: dict[str, Any] = {}
    checked = 0
    for block in _blocks():
        exec(compile(block, str(_PAGE), "exec"), names)
        for expression, comment in _said(block):
            value = eval(expression, names)
            assert _matches(value, comment), f"{expression} is {value!r}, the page says {comment}"
            checked += 1
    assert checked >= 15
