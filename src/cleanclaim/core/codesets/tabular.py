"""What does the ICD-10-CM tabular list print, and where? Its XML as a tree of nodes with their notes."""

import xml.etree.ElementTree as ElementTree
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

NOTE_KINDS = {
    "includes": "includes",
    "inclusionTerm": "inclusion_term",
    "excludes1": "excludes1",
    "excludes2": "excludes2",
    "codeFirst": "code_first",
    "useAdditionalCode": "use_additional",
    "codeAlso": "code_also",
    "notes": "note",
}
_SEVEN = 7


@dataclass(slots=True)
class Node:
    """A chapter (4), a block (E08-E13) or a code (E1122) with what is printed there."""

    name: str
    title: str
    level: str  # chapter, block, code
    notes: list[tuple[str, str]] = field(default_factory=list)
    seventh: dict[str, str] = field(default_factory=dict)
    children: list["Node"] = field(default_factory=list)


class UnsafeXml(ValueError):
    """The file declares a document type, which an official file never does."""


def read_tabular(path: Path) -> tuple[Node, ...]:
    """Read the chapters of the tabular XML; UnsafeXml where the file brings a DTD."""
    return chapters_of(path.read_bytes())


def chapters_of(content: bytes) -> tuple[Node, ...]:
    """The chapters of the tabular XML; UnsafeXml where it brings a DTD."""
    if b"<!DOCTYPE" in content or b"<!ENTITY" in content:
        raise UnsafeXml("the file declares a document type")
    root = ElementTree.fromstring(content)
    return tuple(_node(chapter, "chapter") for chapter in root.findall("chapter"))


def _node(element: ElementTree.Element, level: str) -> Node:
    name = element.findtext("name") if level != "block" else element.get("id")
    node = Node((name or "").replace(".", ""), _plain(element.find("desc")), level)
    for child in element:
        if child.tag in NOTE_KINDS:
            node.notes += _notes(NOTE_KINDS[child.tag], child)
        elif child.tag == "sevenChrDef":
            node.seventh = _seventh_characters(child)
        elif child.tag == "section":
            node.children.append(_node(child, "block"))
        elif child.tag == "diag":
            node.children.append(_node(child, "code"))
    return node


def _notes(kind: str, holder: ElementTree.Element) -> list[tuple[str, str]]:
    return [(kind, text) for note in holder.iter("note") if (text := _plain(note))]


def _seventh_characters(holder: ElementTree.Element) -> dict[str, str]:
    return {
        extension.get("char", "").upper(): _first_meaning(_plain(extension))
        for extension in holder.iter("extension")
    }


def _first_meaning(text: str) -> str:
    """The meaning itself; what follows a slash is an inclusion ("/initial encounter for … NOS")."""
    return text.split("/")[0].strip() if "/\t" in text else text


def _plain(element: ElementTree.Element | None) -> str:
    if element is None:
        return ""
    text = "".join(element.itertext()) if len(element) else element.text or ""
    return text.strip()


def walk(chapters: tuple[Node, ...]) -> Iterator[tuple[Node, tuple[Node, ...]]]:
    """Every node with its ancestors, outermost first."""

    waiting: list[tuple[Node, tuple[Node, ...]]] = [(chapter, ()) for chapter in reversed(chapters)]
    while waiting:
        node, above = waiting.pop()
        yield node, above
        if node.children:
            path = (*above, node)
            waiting += [(child, path) for child in reversed(node.children)]


def titles(chapters: tuple[Node, ...]) -> dict[str, str]:
    """The title of every code, those with a seventh character composed and padded with X."""
    found: dict[str, str] = {}
    for node, above in walk(chapters):
        if node.level != "code":
            continue
        found[node.name] = node.title
        seventh = _seventh_in_force(node, above)
        if seventh and not node.children and len(node.name) < _SEVEN:
            stem = node.name.ljust(_SEVEN - 1, "X")
            for character, meaning in seventh.items():
                found[stem + character] = f"{node.title}, {meaning}"
    return found


def _seventh_in_force(node: Node, above: tuple[Node, ...]) -> dict[str, str]:
    """The nearest definition wins, the code's own first."""
    for holder in (node, *reversed(above)):
        if holder.seventh:
            return holder.seventh
    return {}
