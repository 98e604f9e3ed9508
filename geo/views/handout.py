"""A briefing to hand out: printed, a step a page, or as one file that plays without a network."""

from collections import Counter
from collections.abc import Sequence

from geo.answers import Answer
from geo.cartography import screen
from geo.cartography.standalone import playing
from geo.evidence import Evidence
from geo.exchange.cite import source_lines
from geo.language import LANGUAGES, tell
from geo.views.briefing import ours, seen, told_of, used_by
from geo.views.briefing_file import Briefing, Step
from geo.views.bundle import foot

MOST_SOURCES = 80
KINDS = {"pdf": "application/pdf", "html": "text/html"}


def handed_out(
    evidence: Evidence, lang: str, kind: str, notes: bool = False, briefing: Briefing | None = None
) -> bytes:
    """A briefing, ours where none is given, as a file of KINDS.

    notes: whether those of the presenter are in it.
    Raises Unnamed where a step names what its view does not have.
    """
    steps = (briefing or evidence.ask(ours)).steps
    if kind == "html":
        blank = {} if notes else {"notes": ""}
        played = {
            code: [told_of(evidence, step, code) | blank for step in steps] for code in LANGUAGES
        }
        return playing(screen.message(played, lang, 1), tell("alone.no_script", lang))
    from geo.cartography.paper.handout import Leaf, printed  # matplotlib takes its time to import

    leaves, used = [], []
    for step in steps:
        shown, told = seen(evidence, step, lang), told_of(evidence, step, lang)
        parts = {name: told[name] for name in Leaf._fields if name not in ("notes", "scene")}
        leaves.append(Leaf(**parts, notes=told["notes"] if notes else "", scene=shown.scene))
        used.append(used_by(step, shown))
    pairs = enumerate(zip(steps, used, strict=True), 1)
    sources = [line for n, pair in pairs for line in _sources(n, *pair, evidence, lang)]
    about = foot([answer for answers in used for answer in answers], evidence, lang)
    return printed(leaves, sources, about, title=tell("briefing.title", lang), lang=lang)


def _sources(
    number: int, step: Step, used: Sequence[Answer], evidence: Evidence, lang: str
) -> list[str]:
    """Every source of a step; where a page would not hold them, by publisher and where they are."""
    said = list(dict.fromkeys(line for a in used for line in source_lines(a, evidence, lang)))
    if len(said) > MOST_SOURCES:
        by = Counter(line.partition(". ")[0] for line in said).most_common()
        told = "; ".join(f"{name} ({n})" for name, n in by)
        said = [tell("briefing.many_sources", lang, n=len(said), by=told, link=f"/{step.link}")]
    return [f"{number}. {line}" for line in said]
