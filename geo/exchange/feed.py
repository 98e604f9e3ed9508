"""The log of data versions as an Atom feed, whose ids and dates never move."""

from uuid import NAMESPACE_URL, uuid5
from xml.etree.ElementTree import Element, SubElement, register_namespace, tostring

from geo.answers import about
from geo.evidence import Evidence
from geo.evidence.changes import read_changes
from geo.language import tell

ATOM = "http://www.w3.org/2005/Atom"
MIME = "application/atom+xml"


def atom(evidence: Evidence, base: str, lang: str) -> bytes:
    """The feed in a language; base: where this server stands."""
    register_namespace("", ATOM)
    log = read_changes(evidence.data)
    feed = Element(f"{{{ATOM}}}feed", {"xml:lang": lang})
    _say(feed, "title", tell("changes.feed_title", lang))
    _say(feed, "id", _id("changes", lang))
    _say(feed, "updated", log[0]["at"])
    _say(SubElement(feed, f"{{{ATOM}}}author"), "name", "Corredor")
    _link(feed, f"{base}/changes.atom?lang={lang}", "self")
    _link(feed, f"{base}/changes?lang={lang}", "alternate")
    for change in log:
        entry, version = SubElement(feed, f"{{{ATOM}}}entry"), change["version"]
        _say(
            entry,
            "title",
            tell("changes.entry_title", lang, version=version, rows=about.row_counts(change)),
        )
        _say(entry, "id", _id("changes", lang, change["at"], version))
        _say(entry, "updated", change["at"])
        _link(entry, f"{base}/changes?lang={lang}&data_version={version}", "alternate")
        moved = about.sentences(evidence, version, lang)
        lines = [about.reasons(change)[f"reason_{lang}"]]
        lines += [tell(sentence, lang) for sentence in moved.sentences]
        lines += [f"{row.old_value} → {row.new_value}" for row in moved.frame.itertuples()]
        _say(entry, "content", "\n".join(filter(None, lines)))
    return tostring(feed, encoding="utf-8", xml_declaration=True)


def _id(*parts: str) -> str:
    """The same for the same parts, wherever the feed is read from."""
    return uuid5(NAMESPACE_URL, "/".join(("corredor", *parts))).urn


def _say(parent: Element, name: str, text: str) -> None:
    SubElement(parent, f"{{{ATOM}}}{name}").text = text


def _link(parent: Element, address: str, rel: str) -> None:
    SubElement(parent, f"{{{ATOM}}}link", {"rel": rel, "href": address})
