"""A presenter's phone: its two buttons and the notes, paired with a screen by a code.

The process that made a code serves it. Nothing of a reader is held: the step, its notes, a number
of steps to go.
"""

import json
import socket
from contextlib import suppress
from dataclasses import dataclass, field
from html import escape
from ipaddress import ip_address
from pathlib import Path
from secrets import compare_digest, token_urlsafe
from string import Template
from time import monotonic
from typing import Any

import segno
from starlette.datastructures import URL
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route
from streamlit import config

from geo.cartography.scene import texts
from geo.language import LANGUAGES

PHONE = Template(Path(__file__).with_name("remote.html").read_text("utf-8"))
SAID = ("lang", "place", "headline", "notes", "next")  # what a screen tells its phone
TEXTS = "remote.title", "remote.back", "remote.next", "remote.gone", "remote.lost"
MOST_BYTES, MOST_LETTERS, MOST_STEPS, MOST_PAIRINGS = 16_000, 2_000, 60, 100
MOST_ADDRESS = 300  # letters; a phone must read it from a picture
HOURS, SILENT_MINUTES = 8, 5  # a code ends, too, when its screen is no longer heard of
PHONE_S = 60  # a phone that is not heard of for so long has been put away
FRESH = {"Cache-Control": "no-store"}


@dataclass
class Pairing:
    """One screen and its phone."""

    key: str
    begun: float
    heard: float
    said: dict[str, str] = field(default_factory=dict)
    by: int = 0
    phoned: float = float("-inf")

    @property
    def paired(self) -> bool:
        """Whether a phone is heard of."""
        return monotonic() - self.phoned < PHONE_S

    @property
    def in_use(self) -> tuple[bool, bool, float]:
        """Whether by a phone, whether by a screen, and until when."""
        return self.phoned > 0, self.heard > self.begun, self.heard


_pairings: dict[str, Pairing] = {}


def _known() -> dict[str, Pairing]:
    """The pairings that have not ended."""
    now = monotonic()
    for code, one in list(_pairings.items()):
        if now - one.begun > 3600 * HOURS or now - one.heard > 60 * SILENT_MINUTES:
            del _pairings[code]
    return _pairings


async def _told(request: Request) -> dict[str, Any]:
    """The JSON object that was sent; an empty one for anything else."""
    sent = b""
    async for piece in request.stream():
        sent += piece
        if len(sent) > MOST_BYTES:
            return {}
    try:
        told = json.loads(sent)
    except (ValueError, RecursionError):
        return {}
    return told if isinstance(told, dict) else {}


def _text(told: object) -> bytes:
    return told.encode("utf-8", "replace") if isinstance(told, str) else b""


def _address(request: Request) -> URL | None:
    """Where the browser says that the screen is, else where the server was asked."""
    for told in (request.headers.get("origin", ""), str(request.base_url)):
        with suppress(ValueError):
            address = URL(told)
            if len(told) <= MOST_ADDRESS and address.hostname and address.port != 0:
                return address
    return None


async def begin(request: Request) -> Response:
    """A code for a screen, the key that only it has, and where a phone finds it, as a picture."""
    known, now, lang = _known(), monotonic(), (await _told(request)).get("lang")
    lang = lang if lang in LANGUAGES else LANGUAGES[0]
    if len(known) >= MOST_PAIRINGS:  # those in use go on
        last = min(known, key=lambda code: known[code].in_use)
        if known[last].paired:
            return Response(status_code=503)
        del known[last]
    code, key = token_urlsafe(9), token_urlsafe(18)
    known[code] = Pairing(key, now, now)
    address = _address(request)
    address = address and reachable(address)
    picture = ""
    if address is not None:
        address = address.replace(path="/briefing", query=f"lang={lang}&remote={code}")
        picture = segno.make(str(address)).svg_data_uri(scale=6, border=3, light="#fff")
    told = {"code": code, "key": key, "address": str(address or ""), "picture": picture}
    return JSONResponse(told, headers=FRESH)


def reachable(address: URL) -> URL | None:
    """The address as another machine has it; None where none can reach it."""
    if not _local(address.hostname or ""):
        return address
    if _local(config.get_option("server.address") or "0.0.0.0"):
        return None  # the server listens to its own machine only
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        try:
            probe.connect(("192.0.2.1", 9))  # sends nothing, but says by which way it would go
            ours = probe.getsockname()[0]
        except OSError:
            return None
    return None if _local(ours) else address.replace(hostname=ours)


def _local(host: str) -> bool:
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


async def screen(request: Request) -> Response:
    """What the screen shows now; it gets the steps to go that its phone asked for."""
    one, told = _known().get(request.path_params["code"]), await _told(request)
    if one is None or not compare_digest(_text(told.get("key")), one.key.encode()):
        return Response(status_code=404)
    if request.method == "DELETE":
        del _pairings[request.path_params["code"]]
        return Response(status_code=204)
    said = told.get("said")
    if isinstance(said, dict):
        one.said = {name: _text(said.get(name)).decode()[:MOST_LETTERS] for name in SAID}
    by, one.by, one.heard = one.by, 0, monotonic()
    return JSONResponse({"by": by, "paired": one.paired}, headers=FRESH)


async def phone(request: Request) -> Response:
    """What the phone reads, after it moved a step on or back where it asked for that."""
    one = _known().get(request.path_params["code"])
    if one is None:
        return Response(status_code=404)
    one.phoned = monotonic()
    if request.method == "POST":
        by = (await _told(request)).get("by")
        if type(by) is int and by in (-1, 1):
            one.by = max(-MOST_STEPS, min(MOST_STEPS, one.by + by))
    return JSONResponse(one.said, headers=FRESH)


def page(lang: str) -> str:
    """The phone's page; its script takes the code from the address."""
    by_lang = {each: texts(TEXTS, each) for each in LANGUAGES}
    told = {name: escape(text) for name, text in by_lang[lang].items()}
    return PHONE.substitute(lang=lang, texts=json.dumps(by_lang), **told)


def routes() -> list[Route]:
    """To begin; for the screen; for the phone."""
    return [
        Route("/remote", begin, methods=["POST"]),
        Route("/remote/{code}", screen, methods=["PUT", "DELETE"]),
        Route("/remote/{code}", phone, methods=["GET", "POST"]),
    ]
