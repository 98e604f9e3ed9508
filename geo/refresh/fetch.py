"""Getting what a public interface holds: tries again, stops at limits, says what went wrong."""

import json
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import requests
from cachecontrol.adapter import CacheControlAdapter
from cachecontrol.caches import FileCache
from urllib3.util import Retry

from geo.errors import RefreshFailed

AGENT = "Corredor (python -m geo refresh)"
AGAIN = (429, 500, 502, 503, 504)
SHUT = (401, 403)
LATER = "Try again later; what is held stays as it is."
_PAGE = (
    "{host} answered with a web page instead of data: its address may have changed, or it is "
    "being mended. Open its documentation, named in data/refresh.toml."
)
CHUNK = 4096  # small: between chunks the clock is looked at
MB = 1_000_000


class NotThere(RefreshFailed):
    """The interface has nothing at this address."""


@dataclass(frozen=True)
class Limits:
    """Seconds to connect, to wait for more, and in all; bytes of an answer; tries and the
    pause between them, in seconds; the longest pause that a server may ask for."""

    connect: float = 10
    read: float = 60
    whole: float = 900
    size: int = 100 * MB
    tries: int = 4
    pause: float = 1
    longest_pause: int = 120


@dataclass
class Fetch:
    """One session; answers that their servers let us keep are in `cache`, asked anew by ETag.

    Nothing of a request's headers or query, where keys travel, is ever part of a message.
    """

    cache: Path | None = None
    limits: Limits = field(default_factory=Limits)

    def __post_init__(self) -> None:
        limits = self.limits
        retry = Retry(
            total=limits.tries - 1,
            backoff_factor=limits.pause,
            status_forcelist=AGAIN,
            allowed_methods=None,
            raise_on_status=False,
            retry_after_max=limits.longest_pause,
        )
        self.session = requests.Session()
        self.session.headers["User-Agent"] = AGENT
        for start in ("https://", "http://"):
            if self.cache:
                adapter = CacheControlAdapter(FileCache(self.cache), max_retries=retry)
            else:
                adapter = requests.adapters.HTTPAdapter(max_retries=retry)
            self.session.mount(start, adapter)

    def get(
        self,
        url: str,
        params: Mapping[str, str | int] | None = None,
        headers: Mapping[str, str] | None = None,
    ) -> bytes:
        """The body of the answer. Raises RefreshFailed; NotThere where there is none."""
        return self._request("GET", url, params=params, headers=headers)

    def post(self, url: str, data: Mapping[str, str]) -> bytes:
        """The body of the answer to a form. Raises RefreshFailed."""
        return self._request("POST", url, data=data)

    def _request(self, method: str, url: str, **options: Any) -> bytes:
        host = urlsplit(url).hostname
        for retries in reversed(range(self.limits.tries)):
            try:
                return self._body(method, url, **options)
            except requests.exceptions.ChunkedEncodingError as error:
                if not retries:
                    raise RefreshFailed(
                        f"{host} cut its answer off half-way, {self.limits.tries} times. "
                        "Try again later."
                    ) from error
            except requests.exceptions.Timeout as error:
                raise self._slow(host) from error
            except requests.exceptions.ConnectionError as error:
                if "timed out" in str(error):
                    raise self._slow(host) from error
                raise RefreshFailed(
                    f"{host} cannot be reached. Is there a network, and is the address in "
                    "data/refresh.toml still right?"
                ) from error
            except requests.exceptions.RequestException as error:
                raise RefreshFailed(f"{host} answered what cannot be read. {LATER}") from error
        raise AssertionError("one try at least")

    def _slow(self, host: str | None) -> RefreshFailed:
        return RefreshFailed(f"{host} is too slow to answer. {LATER}")

    def _body(self, method: str, url: str, **options: Any) -> bytes:
        end = time.monotonic() + self.limits.whole
        wait = (self.limits.connect, self.limits.read)
        own = bool(options.get("headers") or options.get("data"))
        # Keys of ours never follow a redirect to somebody else's server.
        with self.session.request(
            method, url, timeout=wait, stream=True, allow_redirects=not own, **options
        ) as answer:
            _check(answer, urlsplit(url).hostname)
            body = bytearray()
            for chunk in answer.iter_content(CHUNK):
                body += chunk
                if len(body) > self.limits.size:
                    raise RefreshFailed(
                        f"{answer.url.partition('?')[0]} answers with more than "
                        f"{self.limits.size // MB} MB, which is not what is documented."
                    )
                if time.monotonic() > end:
                    raise self._slow(urlsplit(url).hostname)
        return bytes(body)


def _check(answer: requests.Response, host: str | None) -> None:
    """Raises RefreshFailed unless the answer carries data."""
    if answer.status_code == 429:
        raise RefreshFailed(f"{host} says that it was asked too often. {LATER}")
    if answer.status_code in SHUT:
        raise RefreshFailed(
            f"{host} does not let us in: the key or token is missing, wrong or run out."
        )
    if answer.status_code in (404, 410):
        raise NotThere(
            f"{host} has nothing at {urlsplit(answer.url).path}. Look up the address in its "
            "documentation and correct it in data/refresh.toml."
        )
    if answer.status_code != 200:
        raise RefreshFailed(f"{host} answers with the status {answer.status_code}. {LATER}")
    if answer.headers.get("Content-Type", "").startswith("text/html"):
        raise RefreshFailed(_PAGE.format(host=host))


def read_json(body: bytes, host: str | None):
    """The body as JSON. Raises RefreshFailed."""
    try:
        return json.loads(body)
    except ValueError as error:
        page = body.lstrip()[:1] == b"<"
        message = _PAGE if page else "{host} answered what is no JSON. " + LATER
        raise RefreshFailed(message.format(host=host)) from error
