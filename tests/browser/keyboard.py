"""Someone who has a keyboard and no mouse: every place they stop at is seen, and the first leads past the top."""

from typing import Any

from playwright.sync_api import Locator

from tests.browser.chromium import Visitor

MOST_STOPS = 80
# Where the focus is, whether it shows there (a style that goes when the focus goes), and whether it is on the screen.
STOP = """() => {
  const here = document.activeElement;
  const marked = here.labels && here.matches(".govuk-radios__input, .govuk-checkboxes__input");
  const look = () => {
    const style = marked ? getComputedStyle(here.labels[0], "::before") : getComputedStyle(here);
    return [style.outline, style.boxShadow, style.backgroundColor, style.borderColor].join();
  };
  const focused = look();
  here.blur();
  const plain = look();
  here.focus();
  const box = (marked ? here.labels[0] : here).getBoundingClientRect();
  return {
    what: here.outerHTML.slice(0, 200),
    shows: focused !== plain,
    inside: box.bottom > 0 && box.top < innerHeight && box.right > 0 && box.left < innerWidth,
  };
}"""


class KeyboardVisitor(Visitor):
    """Fills forms and follows links with Tab, Space, Enter, the arrows and letters only."""

    def open(self, path: str) -> None:
        super().open(path)
        self.skip()

    def judge(self, state: str = "") -> None:
        """Nothing amiss in the console; the rest is judged by those who have a mouse."""
        assert not self.said, f"{self.path}: {self.said}"

    def skip(self) -> None:
        """The first stop of a page is the link to its main part; it leads there.

        A browser that was led there once takes the place in the page along when a form is sent.
        """
        if self.page.url.endswith("#main-content"):
            return
        self._press("Tab")
        first = self.page.evaluate("document.activeElement.className")
        assert first == "govuk-skip-link", f"{self.path}: the first stop is {first!r}"
        self._look()
        self._press("Enter")
        assert self.page.evaluate("document.activeElement.id") == "main-content", self.path

    def fill(self, **typed: Any) -> None:
        for name, value in typed.items():
            fields = self.page.locator(f'main [name="{name}"]')
            kind = fields.first.get_attribute("type")
            for place, each in enumerate(value if isinstance(value, list) else [value]):
                if kind in {"radio", "checkbox"}:
                    self._choose(self.page.locator(f'main [name="{name}"][value="{each}"]'), fields, str(kind))
                else:
                    self._reach(fields.nth(place))
                    self.page.keyboard.type(each)

    def follow(self, target: Locator) -> None:
        self._reach(target)
        with self.page.expect_navigation():
            self._press("Enter")
        self.page.wait_for_load_state()
        self.judge()
        if not self.page.title().startswith("Error:"):
            self.skip()

    def _choose(self, target: Locator, group: Locator, kind: str) -> None:
        if kind == "checkbox":
            self._reach(target)
            if not target.is_checked():
                self._press("Space")
        else:
            self._reach(group, any_of=True)
            if not self._is_at(target):
                for _ in range(group.count()):
                    self._press("ArrowDown")
                    if self._is_at(target):
                        break
            elif not target.is_checked():
                self._press("Space")
        assert target.is_checked(), f"{self.path}: not chosen"

    def _reach(self, target: Locator, *, any_of: bool = False) -> None:
        """Press Tab until the focus is there, looking at every stop on the way."""
        for _ in range(MOST_STOPS):
            if self._is_at(target, any_of=any_of):
                return
            self._press("Tab")
            self._look()
        raise AssertionError(f"{self.path}: {target} cannot be reached by keyboard")

    def _is_at(self, target: Locator, *, any_of: bool = False) -> bool:
        if any_of:
            return bool(target.evaluate_all("all => all.includes(document.activeElement)"))
        return bool(target.evaluate("one => one === document.activeElement"))

    def _look(self) -> None:
        if self.page.evaluate("document.activeElement === document.body"):
            return  # past the last stop the browser begins again
        stop = self.page.evaluate(STOP)
        assert stop["shows"], f"{self.path}: the focus does not show on {stop['what']}"
        assert stop["inside"], f"{self.path}: the focus is off the screen on {stop['what']}"

    def _press(self, key: str) -> None:
        self.page.keyboard.press(key)
