"""The equality questions and the notices in Chromium, every state of every page judged."""

import pytest
from playwright.sync_api import Browser

from tests.applications.builders import an_applicant, an_application
from tests.browser.chromium import Visitor, binary
from tests.copies import Copy
from volunteers.unit_of_work import unit_of_work

pytestmark = pytest.mark.skipif(binary() is None, reason="there is no Chromium on this machine")
ADA = "ada@example.com"
NOTICES = ("/privacy", "/privacy/young-people", "/privacy/parents", "/cookies", "/accessibility")


@pytest.mark.parametrize("scripts", [True], ids=["with scripts"])  # without them in ``tests/monitoring``
def test_someone_answers_some_questions_skips_others_and_deletes_them_all(
    copy: Copy, browser: Browser, scripts: bool
) -> None:
    with copy.app.app_context(), unit_of_work():
        own = f"/my-applications/{an_application(account=an_applicant(email=ADA)).reference}"
    ada = Visitor(browser, copy.service.url, scripts=scripts)
    for notice in NOTICES:
        ada.open(notice)
    _sign_in(copy, ada)
    ada.open(f"{own}/confirmation")
    ada.press("Equality questions")
    ada.press("^Continue$")
    assert "There is a problem" in ada.words
    ada.fill(willing="yes")
    ada.press("^Continue$")
    _answer(ada, "white")
    ada.fill(answer="white_other", own_white_other="x" * 101)
    ada.press("^Continue$")
    assert "Your description must be 100 characters or fewer." in ada.words
    ada.fill(own_white_other="Cornish")
    ada.press("^Continue$")
    _answer(ada, "female")
    ada.press("Skip this question")
    for value in ("yes", "a_lot", "prefer_not_to_say"):
        _answer(ada, value)
    ada.press("Skip the rest")
    assert "Cornish" in ada.words
    assert ada.words.count("Not answered") == 2
    ada.press("Delete all these answers")
    ada.press("Delete my answers")
    assert ada.path == own
    assert "Answer the equality questions" in ada.words


def _answer(visitor: Visitor, value: str) -> None:
    visitor.fill(answer=value)
    visitor.press("^Continue$")


def _sign_in(copy: Copy, visitor: Visitor) -> None:
    visitor.open("/sign-in")
    visitor.fill(email=ADA)
    visitor.press("Continue|Send")
    visitor.fill(code=copy.service.mailbox.code_for(ADA))
    visitor.press("Continue|Sign in")
