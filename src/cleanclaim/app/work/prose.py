"""How is a manual's Markdown shown? As HTML, in which markup of the text's own has no power."""

from django.utils.safestring import SafeString, mark_safe
from markdown_it import MarkdownIt

_MARKDOWN = MarkdownIt("commonmark", {"html": False})


def html(markdown: str) -> SafeString:
    """Markdown as HTML; tags that the text holds are shown as text."""
    return mark_safe(_MARKDOWN.render(markdown))


def first_sentence(markdown: str) -> str:
    """What a section says first, without its markup."""
    paragraph = " ".join(markdown.strip().split("\n\n")[0].split()).replace("`", "").replace("*", "")
    end = paragraph.find(". ")
    return paragraph if end < 0 else paragraph[: end + 1]
