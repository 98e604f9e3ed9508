"""Count the words of every page: in its first screen of 1280×720, and on the whole of it.

    python -m tests.benchmarks.words [language or page …]

Counted is what is seen in the main column; left out are the navigation, legends, what stands on
or belongs to a map, tables, charts, icons, closed parts and the choices inside a list, such as
the closed cards of the routes, which name the lines on the map. Where the briefing's screen is
open, it is the first screen.
"""

import sys

from playwright.sync_api import sync_playwright

from geo.language import LANGUAGES
from geo.views import PAGES
from pages.frame.navigation import FIRST
from tests.browser.chromium import find_or_get
from tests.browser.server import serve
from tests.browser.visit import ARGS, Visit

FIRST_SCREEN, WHOLE_PAGE = 80, 350
REST_MS = 1500
COUNT = """() => {
  const left = '.legend, .corredor-map, .playback, table, canvas, svg, style, script, button'
    + ', .rows-note, [data-testid=stVegaLiteChart]'
    + ', [role=listbox], [role=radiogroup], .st-key-stories-cards summary'
    + ', .to-question, [data-testid=stIconMaterial]'
  const counts = { first: 0, all: 0 }
  const screen = [...document.querySelectorAll('*')]
    .map((node) => node.shadowRoot?.querySelector('.briefing'))
    .find((one) => one?.getClientRects().length)
  const seen = (text) => {
    const range = document.createRange()
    range.selectNodeContents(text)
    return [...range.getClientRects()].filter((box) => box.width && box.height)
  }
  const walk = (node) => {
    if (node.nodeType === Node.TEXT_NODE) {
      const words = node.data.split(/\\s+/).filter((word) => /[\\p{L}\\p{N}]/u.test(word)).length
      const boxes = words ? seen(node) : []
      if (!boxes.length) return
      counts.all += words
      if (boxes[0].top < innerHeight && (!screen || screen.contains(node))) counts.first += words
      return
    }
    if (node.matches?.(left)) return
    if (node.localName === 'details' && !node.open) return walk(node.firstElementChild)
    for (const child of node.shadowRoot ? [node.shadowRoot] : node.childNodes) walk(child)
    if (node.shadowRoot) for (const child of node.childNodes) walk(child)
  }
  walk(document.querySelector('.stMainBlockContainer'))
  return counts
}"""


def main(only: list[str]) -> None:
    languages, pages = ([o for o in only if o in of] or of for of in (LANGUAGES, PAGES))
    with serve("words") as address, sync_playwright() as playwright:
        program = find_or_get(playwright.chromium.executable_path)
        browser = playwright.chromium.launch(executable_path=program, args=ARGS)
        print(f"{'page':<16}{'':>4}{'first screen':>14}{'page':>8}")
        for page in pages:
            for lang in languages:
                visit = Visit(browser, address)
                visit.open(f"/{'' if page == FIRST else page}?lang={lang}")
                visit.page.wait_for_timeout(REST_MS)
                words = visit.page.evaluate(COUNT)
                over = words["first"] > FIRST_SCREEN or words["all"] > WHOLE_PAGE
                mark = "  over" if over else ""
                print(f"{page:<16}{lang:>4}{words['first']:>14}{words['all']:>8}{mark}")
                visit.context.close()
        browser.close()


if __name__ == "__main__":
    main(sys.argv[1:])
