"""A briefing to hand out: printed, a step a page, or as one file that plays without a network."""

from collections import Counter
from collections.abc import Sequence

from geo.answers import Answer
from geo.cartography import screen
from geo.cartography.standalone import playing
from geo.evidence import Evidence
from geo.exchange.cite import source_lines
from geo.language import LANGUAGES, tell
from geo.views.briefing import answers_behind, ours, step_texts, step_view
from geo.views.briefing_file import Briefing, Step
from geo.views.bundle import foot

MOST_SOURCES = 80
KINDS = {"pdf": "application/pdf", "html": "text/html"}


def handout_file(
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
            code: [step_texts(evidence, step, code) | blank for step in steps] for code in LANGUAGES
        }
        return playing(screen.message(played, lang, 1), tell("alone.no_script", lang))
    from geo.cartography.paper.handout import Leaf, printed  # matplotlib takes its time to import

    leaves, sources, cited = [], [], []
    for number, step in enumerate(steps, 1):
        view, texts = step_view(evidence, step, lang), step_texts(evidence, step, lang)
        parts = {name: texts[name] for name in Leaf._fields if name not in ("notes", "scene")}
        leaves.append(Leaf(**parts, notes=texts["notes"] if notes else "", scene=view.scene))
        answers = answers_behind(step, view)
        sources += [f"{number}. {line}" for line in _sources(step, answers, evidence, lang)]
        cited += answers
    about = foot(cited, evidence, lang)
    return printed(leaves, sources, about, title=tell("briefing.title", lang), lang=lang)


def _sources(step: Step, answers: Sequence[Answer], evidence: Evidence, lang: str) -> list[str]:
    """Every source of a step; where a page would not hold them, by publisher and where they are."""
    lines = list(dict.fromkeys(line for a in answers for line in source_lines(a, evidence, lang)))
    if len(lines) <= MOST_SOURCES:
        return lines
    by = Counter(line.partition(". ")[0] for line in lines).most_common()
    counts = "; ".join(f"{name} ({n})" for name, n in by)
    return [tell("briefing.many_sources", lang, n=len(lines), by=counts, link=f"/{step.link}")]
