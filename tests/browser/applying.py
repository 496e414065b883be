"""From a strand's page to the application that was sent, going only where the pages lead."""

from collections.abc import Callable
from typing import Any

from tests.applications.walks import Walk
from tests.browser.chromium import Visitor
from tests.browser.ways import without_blanks
from tests.service import Mailbox

TO_DO = ".govuk-task-list__item:has(.govuk-tag--blue) .govuk-task-list__link"
AtPage = Callable[[Visitor, str, dict[str, Any]], None]


def apply(visitor: Visitor, mailbox: Mailbox, walk: Walk, email: str, *, at_page: AtPage | None = None) -> str:
    """From the strand's page to the confirmation; the reference. ``at_page`` fills in the pages in its own way."""
    draft = begin(visitor, mailbox, walk, email, at_page=at_page)
    answer_all(visitor, draft, walk, at_page=at_page)
    visitor.fill(declared="y")
    visitor.press("^Send my application")
    assert visitor.path == f"{draft}/confirmation", visitor.words
    return draft.rpartition("/")[2]


def begin(visitor: Visitor, mailbox: Mailbox, walk: Walk, email: str, *, at_page: AtPage | None = None) -> str:
    """From the strand's page through the eligibility questions and the sign-in to the task list; its address."""
    visitor.open(f"/volunteer/{walk.slug}")
    visitor.press("^Apply now")
    while not visitor.path.endswith("/result"):
        question = visitor.path.rpartition("/")[2]
        (at_page or fill_and_go_on)(visitor, f"eligibility/{question}", dict(walk.eligible[question]))
        assert "There is a problem" not in visitor.words, visitor.words
    visitor.press("^Continue")
    sign_in(visitor, mailbox, email)
    visitor.press("^Start your application")
    assert visitor.path.startswith("/my-applications/"), visitor.words
    return visitor.path


def sign_in(visitor: Visitor, mailbox: Mailbox, email: str) -> None:
    """From the sign-in page, with the code in the mail, to where the person was going."""
    number = len(mailbox.to(email)) + 1
    visitor.fill(email=email)
    visitor.press("^Continue|^Send")
    mailbox.wait_for(email, number=number)
    visitor.fill(code=mailbox.code_for(email))
    visitor.press("^Continue|^Sign in")
    assert not visitor.path.startswith("/sign-in"), visitor.words


def answer_all(visitor: Visitor, draft: str, walk: Walk, *, at_page: AtPage | None = None) -> None:
    """From the task list through everything that is left to answer to the page where the answers are checked.

    What the eligibility questions told is never asked again.
    """
    told = {"date-of-birth" if "birth_date" in typed else page for page, typed in walk.eligible.items()}
    left = {page: typed for page, typed in walk.typed.items() if page not in told}
    check = f"{draft}/check-answers"
    while visitor.path != check:
        if visitor.path == draft:
            visitor.follow(visitor.page.locator(TO_DO).first)
            continue
        page = visitor.path.removeprefix(f"{draft}/")
        assert page in left, f"{page} is asked, and should not be: {visitor.words}"
        has_more = any(each.startswith(f"{page}/") for each in left)
        typed = {"more": "yes"} if has_more else without_blanks(left.pop(page))
        (at_page or fill_and_go_on)(visitor, page, typed)
        assert "There is a problem" not in visitor.words, (page, visitor.words)
    assert not left, f"never asked: {list(left)}"


def fill_and_go_on(visitor: Visitor, _page: str, typed: dict[str, Any]) -> None:
    visitor.fill(**typed)
    visitor.press("^Continue")
