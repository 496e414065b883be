"""A real browser that judges every page it is given: its HTML, accessibility, width on a telephone, and its console."""

import re
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, ConsoleMessage, Locator, Page, Response, sync_playwright

from tests.pages import check_manners

OPTIONS = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
]  # fmt: skip
AXE = {
    "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    "resultTypes": ["violations"],  # what passes is not described
}
WIDE, NARROW = {"width": 1280, "height": 900}, {"width": 320, "height": 700}
# The number of an application, but not the strand before it: strands have pages of their own.
NUMBER = re.compile(r"(?<=[A-Z]-)[0-9A-Z]{4}-[0-9A-Z]{4}|\d+")
# Pages judged by any visitor of this run, with scripts and without: many journeys pass by the same ones.
JUDGED: set[tuple[bool, str]] = set()


def binary() -> str | None:
    """Chromium on this machine, or None."""
    return next(
        (found for name in ("chromium", "chromium-browser", "google-chrome") if (found := shutil.which(name))), None
    )


@contextmanager
def chromium() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=binary(), args=OPTIONS)
        yield browser
        browser.close()


class Visitor:
    """One person at one browser. A page is judged the first time anyone comes to it: without scripts all but axe."""

    def __init__(
        self, browser: Browser, base: str, *, scripts: bool = True, size: dict[str, int] | None = None
    ) -> None:
        self.base = base
        self.scripts = scripts
        self.size = size or WIDE
        self.context = browser.new_context(viewport=self.size, java_script_enabled=scripts)  # type: ignore[arg-type]
        self.page: Page = self.context.new_page()
        self.said: list[str] = []
        self.judged = JUDGED
        self.expected: str | None = None  # part of what the console will say because of the test itself
        self.document: Response | None = None
        self.page.on("console", self._hear)
        self.page.on("response", self._take)

    def open(self, path: str) -> None:
        """Go to a page of the service."""
        answer = self.page.goto(self.base + path)
        assert answer is not None
        assert answer.status < 400, f"{answer.status} for {path}"
        self.judge()

    def fill(self, **typed: Any) -> None:
        """Type into the fields of those names: text, three date boxes, radio buttons, tick boxes or a list."""
        for name, value in typed.items():
            fields = self.page.locator(f'main [name="{name}"]')
            kind = fields.first.get_attribute("type") or fields.first.evaluate("each => each.tagName.toLowerCase()")
            values = value if isinstance(value, list) else [value]
            if kind in {"radio", "checkbox"}:
                for each in values:
                    self.page.locator(f'main [name="{name}"][value="{each}"]').check()
            elif kind == "select":
                fields.first.select_option(values[0])
            else:
                for place, each in enumerate(values):
                    fields.nth(place).fill(each)

    def press(self, words: str) -> None:
        """Press the button or follow the link of these words, and look at where it leads."""
        named = re.compile(words, re.IGNORECASE)
        here = self.page.locator("main").get_by_role("button", name=named)
        target = here if here.count() else self.page.locator("main").get_by_role("link", name=named)
        self.follow(target.first)

    def follow(self, target: Locator) -> None:
        """Press this very button or link, and look at where it leads."""
        target.click()
        self.page.wait_for_load_state()
        self.judge()

    @property
    def path(self) -> str:
        """Where the visitor is, whatever part of the page they jumped to."""
        return self.page.url.removeprefix(self.base).partition("#")[0]

    @property
    def words(self) -> str:
        """What the page says, on one line."""
        return " ".join(self.page.locator("main").inner_text().split())

    def judge(self, state: str = "", *, with_axe: bool = True) -> None:
        """Valid HTML, no accessibility finding, nothing wider than a telephone, nothing amiss in the console.

        ``state`` tells a page from itself: each is judged once. What the console said is looked at every time.
        """
        assert not self.said, f"{self.path}: {self.said}"
        shape = self.scripts, NUMBER.sub("#", self.path) + (self.page.title())[:6] + state
        if shape in self.judged:
            return
        self.judged.add(shape)
        if self.document is not None:
            check_manners(self.document.text())
        if self.scripts and with_axe:
            found = Axe().run(self.page, options=AXE)
            assert found.violations_count == 0, f"{self.path}\n{found.generate_report()}"
        self.page.set_viewport_size(NARROW)  # type: ignore[arg-type]
        width = self.page.evaluate("document.documentElement.scrollWidth")
        self.page.set_viewport_size(self.size)  # type: ignore[arg-type]
        assert width <= NARROW["width"], f"{self.path} is {width} pixels wide on a telephone of {NARROW['width']}"
        assert not self.said, f"{self.path}: {self.said}"

    def _take(self, response: Response) -> None:
        """The page the browser shows, as it was sent."""
        leads_on = 300 <= response.status < 400
        if response.request.is_navigation_request() and response.frame == self.page.main_frame and not leads_on:
            self.document = response

    def _hear(self, message: ConsoleMessage) -> None:
        is_expected = self.expected is not None and self.expected in message.text
        if message.type in {"error", "warning"} and not is_expected:
            self.said.append(message.text)
