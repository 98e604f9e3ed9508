"""Time reruns while many read at once: real websocket sessions to a fresh server of our own.

    python -m tests.benchmarks.sessions [sessions] [choices] [processes | proxy]

Each of 20 sessions opens a page, looks 1–5 s, moves the page's first slider (or switches the
language where it has none), and so on for 6 choices. Timed is from a choice to the end of its
run; the first runs, which read and work out what is kept afterwards, are timed apart. Sessions are
spread evenly over the processes, as the proxy of `.deploy` does by its cookie; with `proxy` they
come through it (nginx, TLS) to two processes.
"""

import asyncio
import sys
from contextlib import ExitStack
from pathlib import Path
from random import Random
from resource import RUSAGE_CHILDREN, RUSAGE_SELF, getrusage
from statistics import median, quantiles
from tempfile import TemporaryDirectory
from time import perf_counter
from typing import Any

import websockets
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.util import calc_hash

from tests.browser.server import serve
from tests.browser.test_proxy import TRUSTING, ask, proxied

PAGES = ("overview", "corridors", "cities", "incidents", "aid")
LOOK_S = (1, 5)
LIMIT_S = 300
MESSAGE_LIMIT = 64 * 2**20


class Session:
    """A reader of one page."""

    def __init__(self, socket, page: str, chance: Random):
        self.socket, self.chance = socket, chance
        self.page = calc_hash("" if page == "overview" else page)
        self.query, self.lang, self.sliders, self.errors = "lang=en", "en", {}, 0

    async def run(self, slider=None, value: float = 0) -> float:
        """Seconds from asking for a run, with a slider moved or not, to its end."""
        asked = BackMsg()
        asked.rerun_script.query_string = self.query
        asked.rerun_script.page_script_hash = self.page
        if slider is not None:
            state = asked.rerun_script.widget_states.widgets.add(id=slider.id)
            state.double_array_value.data.append(value)
        start = perf_counter()
        await self.socket.send(asked.SerializeToString())
        while True:
            told = ForwardMsg.FromString(await self.socket.recv())
            match told.WhichOneof("type"):
                case "delta":
                    self._note(told.delta.new_element)
                case "page_info_changed":
                    self.query = told.page_info_changed.query_string
                case "script_finished" if told.script_finished == 0:
                    return perf_counter() - start

    def _note(self, element) -> None:
        match element.WhichOneof("type"):
            case "slider" if len(element.slider.default) == 1:
                self.sliders[element.slider.id] = element.slider
            case "exception":
                self.errors += 1

    async def choose(self) -> float:
        """Seconds of the run after a choice that a reader could make."""
        if not self.sliders:
            other = {"en": "es", "es": "en"}[self.lang]
            self.query = self.query.replace(f"lang={self.lang}", f"lang={other}")
            self.lang = other
            return await self.run()
        slider = next(iter(self.sliders.values()))
        steps = int((slider.max - slider.min) / slider.step)
        return await self.run(slider, slider.min + slider.step * self.chance.randint(0, steps))


async def read(
    address: str, number: int, choices: int, **way: Any
) -> tuple[float, list[float], int]:
    """Seconds of the first run and of each choice of one session, and its errors."""
    chance = Random(number)
    stream = address.replace("http", "ws") + "/_stcore/stream"
    async with websockets.connect(
        stream, subprotocols=["streamlit"], max_size=MESSAGE_LIMIT, **way
    ) as socket:
        session = Session(socket, PAGES[number % len(PAGES)], chance)
        first = await session.run()
        seconds = []
        for _ in range(choices):
            await asyncio.sleep(chance.uniform(*LOOK_S))
            seconds.append(await session.choose())
        return first, seconds, session.errors


async def main(sessions: str = "20", choices: str = "6", processes: str = "1") -> None:
    through = processes == "proxy"
    count = 2 if through else int(processes)
    with ExitStack() as stack:
        servers = [stack.enter_context(serve(f"benchmark-sessions-{n}")) for n in range(count)]
        for address in servers:  # one reader before the others: nothing is cold
            for page in range(len(PAGES)):
                await read(address, page, 0)
        ways: list[dict[str, Any]] = [{} for _ in servers]
        if through:
            folder = Path(stack.enter_context(TemporaryDirectory()))
            port, _ = stack.enter_context(proxied(folder, *servers))
            ask(port, "GET", "/_stcore/health")  # it answers
            cookies = ("corredor_process=one", "corredor_process=two")
            ways = [{"ssl": TRUSTING, "additional_headers": {"Cookie": c}} for c in cookies]
            servers = [f"https://localhost:{port}"] * count
        places = [i // len(PAGES) % count for i in range(int(sessions))]
        async with asyncio.timeout(LIMIT_S):
            readers = (
                read(servers[at], i, int(choices), **ways[at]) for i, at in enumerate(places)
            )
            done = await asyncio.gather(*readers)
        ours = getrusage(RUSAGE_SELF)
    for what, seconds in {
        "first runs": [first for first, _, _ in done],
        "reruns": [second for _, each, _ in done for second in each],
    }.items():
        cuts = quantiles(seconds, n=20)
        print(f"{what}: {len(seconds)}, p50 {cuts[9]:.2f} s, p95 {cuts[18]:.2f} s")
    for page, name in enumerate(PAGES):
        seconds = [second for _, each, _ in done[page :: len(PAGES)] for second in each]
        print(f"  {name:10} p50 {median(seconds):.2f} s") if seconds else None
    used = getrusage(RUSAGE_CHILDREN)
    print(f"errors: {sum(errors for _, _, errors in done)}")
    print(f"processor time of the servers: {used.ru_utime + used.ru_stime:.0f} s")
    print(f"of the readers here: {ours.ru_utime + ours.ru_stime:.0f} s")


if __name__ == "__main__":
    asyncio.run(main(*sys.argv[1:]))
