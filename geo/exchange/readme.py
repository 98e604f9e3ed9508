"""What a file says of itself, as plain text: for formats that hold only texts, and as README."""

from collections.abc import Mapping, Sequence
from typing import Any

from geo.language import messages, tell


def flat(about: Mapping[str, Any]) -> dict[str, str]:
    """All of it as texts: of a table one line a record."""
    return {
        name: text if isinstance(text, str) else "\n".join(_lines(name, text))
        for name, text in about.items()
    }


def _lines(name: str, table: Sequence[Mapping[str, str]]) -> list[str]:
    """One a record; where the headings are those of readers, with them."""
    return [_line(record, headed=name not in ("columns", "sources")) for record in table]


def _line(record: Mapping[str, str], headed: bool) -> str:
    if headed:
        return "; ".join(f"{name}: {text}" for name, text in record.items() if text)
    first, *rest = (text for text in record.values() if text)
    return f"{first}: {'; '.join(rest)}" if rest else first


def readme(about: Mapping[str, Any], lang: str, *, level: int = 1) -> str:
    """All of it as Markdown, title first, headings in the language. level: of the title."""
    mark = "#" * level
    parts = [f"{mark} {about.get('title', 'Corredor')}"]
    for name, text in about.items():
        if name in ("title", "id") or not text:
            continue
        is_known = f"files.about_{name}" in messages()
        parts.append(f"{mark}# {tell(f'files.about_{name}', lang) if is_known else name}")
        lines = [text] if isinstance(text, str) else [f"- {line}" for line in _lines(name, text)]
        parts.append("\n".join(lines))
    return "\n\n".join(parts) + "\n"
