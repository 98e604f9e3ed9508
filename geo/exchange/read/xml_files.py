"""XML as elements without namespaces: no entity is expanded, no declaration believed."""

import xml.etree.ElementTree as ET
from xml.parsers import expat

from geo.errors import FileRefused
from geo.exchange import limits


def tree(data: bytes, kind: str) -> ET.Element:
    """The elements without namespaces. Raises FileRefused for DOCTYPE, damage and depth."""
    builder, depth = ET.TreeBuilder(), 0
    parser = expat.ParserCreate()

    def start(name: str, attributes: dict) -> None:
        nonlocal depth
        depth += 1
        if depth > limits.DEPTH:
            raise FileRefused("exchange.too_deep")
        builder.start(name.rpartition(":")[2], attributes)

    def end(name: str) -> None:
        nonlocal depth
        depth -= 1
        builder.end(name.rpartition(":")[2])

    def doctype(*_: object) -> None:
        raise FileRefused("exchange.doctype", kind=kind)

    parser.StartElementHandler, parser.EndElementHandler = start, end
    parser.CharacterDataHandler = builder.data
    parser.StartDoctypeDeclHandler = parser.EntityDeclHandler = doctype
    try:
        parser.Parse(data.lstrip(), True)
        return builder.close()
    except expat.ExpatError as error:
        raise FileRefused("exchange.bad_xml", kind=kind, line=error.lineno) from error
    except (ValueError, LookupError, AssertionError) as error:
        raise FileRefused("exchange.damaged", kind=kind) from error


def text(element: ET.Element, tag: str) -> str:
    """The text of a child, without blanks around it; "" where there is none."""
    return (element.findtext(tag) or "").strip()
