"""Tables in JSON: records, and the other forms in which programs and portals write them."""

from typing import Any


def records_of(content: object) -> list[dict] | None:
    """The records of a list, or of the one list of them that an object holds."""
    if isinstance(content, list) and content and all(isinstance(c, dict) for c in content):
        return content
    if isinstance(content, list):
        return _headed(content)
    if not isinstance(content, dict):
        return None
    table = _open_data(content) or _of_pandas(content) or _of_columns(content)
    if table is not None:
        return table
    lists = [v for v in content.values() if isinstance(v, list) and v]
    tables = [v for v in lists if all(isinstance(c, dict) for c in v)]
    if not lists:  # an answer whose rows lie a level down
        inner = [records_of(v) for v in content.values() if isinstance(v, dict)]
        tables = [records for records in inner if records]
    if len(tables) > 1 and content.get("records") in tables:  # CKAN: fields stand beside them
        tables = [content["records"]]
    return tables[0] if len(tables) == 1 else None


def _headed(rows: list) -> list[dict] | None:
    """Lists as records, the first of which holds the headings."""
    if len(rows) < 2 or not all(isinstance(r, list) and len(r) == len(rows[0]) for r in rows):
        return None
    names: list[Any] = rows[0]
    if not all(isinstance(name, str) for name in names) or len({*names}) < len(names):
        return None
    return [dict(zip(names, row, strict=True)) for row in rows[1:]]


def _of_pandas(content: dict) -> list[dict] | None:
    """A table as pandas writes it: its columns or its rows by number, or both apart."""
    if isinstance(content.get("columns"), list) and isinstance(content.get("data"), list):
        return _headed([content["columns"], *content["data"]])
    inner = [*content.values()]
    if not inner or not all(isinstance(v, dict) and v.keys() == inner[0].keys() for v in inner):
        return None
    if all(key.isdigit() for key in content):
        numbered = [*content] == [str(at) for at in range(len(content))]
        return inner if numbered else [{"index": key} | row for key, row in content.items()]
    rows = inner[0] if all(key.isdigit() for key in inner[0]) else ()
    return [{name: column[row] for name, column in content.items()} for row in rows] or None


def _of_columns(content: dict) -> list[dict] | None:
    """Columns by name, each a list of as many cells."""
    columns = [*content.values()]
    if len(columns) < 2 or not all(isinstance(c, list) and c for c in columns):
        return None
    if len({*map(len, columns)}) > 1 or any(isinstance(x, dict | list) for c in columns for x in c):
        return None
    return [dict(zip(content, row, strict=True)) for row in zip(*columns, strict=True)]


def _open_data(content: dict) -> list[dict] | None:
    """Rows of an open data portal: lists, with the columns told apart from them."""
    try:
        columns = content["meta"]["view"]["columns"]
        names = [str(c.get("fieldName") or c["name"]) for c in columns]
        rows = [dict(zip(names, row, strict=True)) for row in content["data"]]
        return [{k: _located(v) for k, v in row.items() if not k.startswith(":")} for row in rows]
    except (KeyError, TypeError, ValueError):
        return None


def _located(value: object) -> object:
    """A location of such a portal (address, latitude, longitude, …) as a position, else as text."""
    if not (isinstance(value, list) and len(value) == 5):
        return value
    return {"latitude": value[1], "longitude": value[2]} if value[1] and value[2] else value[0]
