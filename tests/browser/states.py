"""A page in each of its states: sent empty, sent with more than fits anywhere, and filled in."""

from typing import Any

from tests.browser.applying import fill_and_go_on
from tests.browser.chromium import Visitor

WORD, PARAGRAPH = "Ægtheðelburh" * 20, "Wordswithoutend " * 250
LONGEST_LINE, LONG_TEXT = 200, PARAGRAPH[:4000]
LINES = 'main form input[type="text"]:not([inputmode]), main form input[type="email"], main form input[type="tel"]'
REFUSED = "main .govuk-form-group--error :is(input, textarea)"
LEADS_NOWHERE = """links => links.map(link => link.getAttribute("href")).filter(target => {
  const field = document.querySelector(target);
  return !field || !field.matches("input, select, textarea");
})"""


class States:
    """Fills in the pages of a form by way of every state that a page can be in; each page once."""

    def __init__(self) -> None:
        self.seen: set[str] = set()
        self.judged: set[str] = set()

    def __call__(self, visitor: Visitor, page: str, typed: dict[str, Any]) -> None:
        """Leave the page with an answer that can be used, and as much written as it takes."""
        if page in self.seen:
            fill_and_go_on(visitor, page, typed)
            return
        self.seen.add(page)
        address = visitor.path
        self._send_empty(visitor, address)
        visitor.fill(**typed)
        _write_at_length(visitor, WORD[len(self.seen) % 12 :][:LONGEST_LINE])
        visitor.press("^Continue")
        if has_errors(visitor):
            _correct(visitor, typed)
            visitor.press("^Continue")
        leads_to = visitor.path
        _look_again(visitor, address)
        visitor.open(leads_to)

    def _send_empty(self, visitor: Visitor, address: str) -> None:
        if visitor.page.locator("main form").locator("input, textarea, select").count() == 0:
            return
        visitor.press("^Continue")
        if has_errors(visitor):
            nowhere = visitor.page.locator(".govuk-error-summary a").evaluate_all(LEADS_NOWHERE)
            assert not nowhere, f"{visitor.path}: the summary of errors leads to {nowhere}"
        else:
            visitor.open(address)


def has_errors(visitor: Visitor) -> bool:
    """Whether the page came back with a problem."""
    return visitor.page.title().startswith("Error:")


def _write_at_length(visitor: Visitor, long_line: str) -> None:
    """As long a text as anyone would type wherever something can be typed; no space in a line."""
    for kind, written in ((LINES, long_line), ("main textarea", LONG_TEXT)):
        fields = visitor.page.locator(kind)
        for place in range(fields.count()):
            if fields.nth(place).is_visible():
                fields.nth(place).fill(written)


def _correct(visitor: Visitor, typed: dict[str, Any]) -> None:
    """Type again what fits, where the page says that something does not; all of it where it says so of no field."""
    wrong = set(visitor.page.locator(REFUSED).evaluate_all("all => all.map(one => one.name)"))
    for name in wrong or typed:
        if name in typed:
            visitor.fill(**{name: typed[name]})
        else:
            visitor.page.locator(f'main [name="{name}"]').first.fill("")


def _look_again(visitor: Visitor, address: str) -> None:
    """The same page filled in, judged as a page of its own: only its width, as what is typed changes no element."""
    visitor.open(address)
    visitor.judge(state="filled in", with_axe=False)
