"""A briefing to hand out: printed, a step a page, or as one file that plays without a network."""

from collections.abc import Sequence
from itertools import chain

from geo.answers import Answer
from geo.cartography import screen
from geo.cartography.standalone import playing
from geo.evidence import Evidence
from geo.exchange.cite import source_lines
from geo.language import LANGUAGES, tell
from geo.views.briefing import answers_behind, by_publisher, ours, step_texts, step_view
from geo.views.briefing_file import Briefing, Step
from geo.views.bundle import foot

MOST_SOURCES, FEW = 80, 6  # listed for a step; publishers named of those that are not
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

    leaves, behind = [], []
    for step in steps:
        view, texts = step_view(evidence, step, lang), step_texts(evidence, step, lang)
        parts = {name: texts[name] for name in Leaf._fields if name not in ("notes", "scene")}
        leaves.append(Leaf(**parts, notes=texts["notes"] if notes else "", scene=view.scene))
        behind.append(answers_behind(step, view))
    sources = _sources(steps, behind, evidence, lang)
    about = foot(list(chain(*behind)), evidence, lang)
    return printed(leaves, sources, about, title=tell("briefing.title", lang), lang=lang)


def _sources(
    steps: Sequence[Step], behind: Sequence[Sequence[Answer]], evidence: Evidence, lang: str
) -> list[str]:
    """Every source once, after the steps that cite it; of a step with too many how many and where.

    behind: the answers of each step.
    """
    many: list[str] = []
    citing: dict[str, list[int]] = {}
    listed: set[str] = set()
    for number, (step, answers) in enumerate(zip(steps, behind, strict=True), 1):
        lines = set(chain(*(source_lines(answer, evidence, lang) for answer in answers)))
        for line in lines:
            citing.setdefault(line, []).append(number)
        if len(lines) <= MOST_SOURCES:
            listed |= lines
        else:
            about = {"n": len(lines), "by": by_publisher(evidence, answers, lang, most=FEW)}
            text = tell("briefing.many_sources", lang, **about, link=f"/{step.link}")
            many.append(_of_steps([number], text, lang))
    each = sorted((citing[line], line) for line in listed)
    return [*many, *(_of_steps(numbers, line, lang) for numbers, line in each)]


def _of_steps(numbers: Sequence[int], text: str, lang: str) -> str:
    return tell("briefing.cited", lang, steps=list(numbers), text=text)
