"""In which encoding text is, by its bytes: what reads as people write wins."""

import codecs
import re
from itertools import islice

ENCODINGS = ("utf-8", "utf-16-le", "utf-16-be", "cp1252", "latin-1", "cp850", "mac_roman")
BYTE_WIDE = ("cp1252", "latin-1", "cp850", "mac_roman")  # the likeliest first: it wins a tie
MARKS = {
    codecs.BOM_UTF8: "utf-8",
    codecs.BOM_UTF16_LE: "utf-16-le",
    codecs.BOM_UTF16_BE: "utf-16-be",
}
PIECE = 1 << 20
LOOKED_AT = 20_000  # letters beyond ASCII, and what stands beside them
SEQUENCE = re.compile(
    rb"[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}"
)
BESIDE = re.compile(r"(?<=(.))?([^\x00-\x7f])(?=(.))?", re.DOTALL)
LETTERS = set("áéíóúñüÁÉÍÓÚÑÜ")
OPENING, CLOSING, DASHES = "“‘«¿¡", "”’»…", "–—"
LOST = "\ufffd"


def encoding_of(data: bytes) -> str:
    """By its byte-order mark, else UTF-8 where it is, else whatever reads as Spanish.

    A stray byte or two do not make UTF-8 something else.
    """
    if name := encoding_by_start(data):
        return name
    return "utf-8" if decodes(data, "utf-8") or nearly_utf8(data) else byte_wide(data)


def encoding_by_start(data: bytes) -> str:
    """By its byte-order mark or the zeros of UTF-16, "" where it has neither."""
    start = data[:2000]
    if name := next((name for mark, name in MARKS.items() if start.startswith(mark)), ""):
        return name
    zeros = {"utf-16-le": start[1::2].count(0), "utf-16-be": start[::2].count(0)}
    return next((name for name, n in zeros.items() if n > len(start) // 4), "")


def byte_wide(data: bytes) -> str:
    """Which of the encodings with one byte a letter reads best."""
    sample = b"\n".join(line for line in data[: 10 * PIECE].splitlines() if not line.isascii())
    fitting = [name for name in BYTE_WIDE if decodes(sample, name)]
    return max(fitting, key=lambda name: _readable(sample[:PIECE].decode(name, "replace")))


def nearly_utf8(data: bytes) -> bool:
    """Whether the bytes are UTF-8 but for some stray or cut ones: more letters fit than not."""
    sample = data[: 10 * PIECE]
    letters = len(SEQUENCE.findall(sample))
    if not letters:
        return False
    text = sample.decode("utf-8", "replace")
    return letters >= text.count(LOST) - sample.count(LOST.encode())


def decodes(data: bytes, encoding: str) -> bool:
    """Whether all bytes mean something in the encoding, tried piece by piece."""
    decoder = codecs.getincrementaldecoder(encoding)()
    try:
        for start in range(0, len(data), PIECE):
            decoder.decode(data[start : start + PIECE])
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return False
    return True


def manner(data: bytes, encoding: str) -> str:
    """How a decoder takes bytes that mean nothing: replaced where the rest is UTF-8."""
    stray = encoding == "utf-8" and not decodes(data, encoding) and nearly_utf8(data)
    return "replace" if stray else "strict"


def _readable(text: str) -> int:
    """How much of the text beyond ASCII stands where people put such letters and marks."""
    matches = islice(BESIDE.finditer(text), LOOKED_AT)
    fits = [_in_place(match[1] or " ", match[2], match[3] or " ") for match in matches]
    return 2 * sum(fits) - len(fits)


def _in_place(before: str, sign: str, after: str) -> bool:
    if sign in LETTERS:
        return before.isalpha() or after.isalpha()
    if sign in "°º′″ª":
        return before.isdigit() or before.isspace() or before in "Nn"
    if sign in OPENING:
        return not before.isalnum() and not after.isspace()
    if sign in CLOSING:
        return not before.isspace()
    if sign in DASHES:
        return before.isspace() == after.isspace() and not (before.isalpha() and after.isalpha())
    return sign in "\u00a0€" or (sign in "×•·" and not before.isalpha())
