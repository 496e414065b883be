"""A draft taken up again on another device, and what was typed but never sent: the page left, the sign-in run out."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Browser
from sqlalchemy import update

from tests.applications.builders import an_applicant, an_application
from tests.browser.applying import sign_in
from tests.browser.chromium import Visitor, binary
from tests.copies import Copy
from volunteers import clock
from volunteers.extensions import db
from volunteers.people.models import SignIn
from volunteers.unit_of_work import unit_of_work

pytestmark = pytest.mark.skipif(binary() is None, reason="there is no Chromium on this machine")
ADA = "ada@example.com"
TYPED = "Twelve years of teaching, <b>then</b> a café; O’Neill & Söhne"
KEPT = "We kept what you typed"
each_way = pytest.mark.parametrize("scripts", [True], ids=["with scripts"])


@pytest.fixture
def draft(copy: Copy) -> str:
    """The address of a draft of Ada's without an answer."""
    with copy.app.app_context(), unit_of_work():
        made = an_application(account=an_applicant(email=ADA), stage="draft", answers={})
        return f"/my-applications/{made.reference}"


@each_way
def test_a_draft_is_taken_up_on_another_device(copy: Copy, browser: Browser, draft: str, scripts: bool) -> None:
    telephone, library = (_device(copy, browser, scripts=scripts) for _ in range(2))
    telephone.open(f"{draft}/name")
    telephone.fill(first_name="Ada", last_name="Lovelace")
    telephone.press("^Continue")
    telephone.open(f"{draft}/date-of-birth")
    telephone.fill(birth_date=["31", "4", "1990"])
    telephone.press("^Save and come back later")
    assert "saved" in telephone.path

    library.open("/my-applications")
    library.press("^Go on with it")
    library.open(f"{draft}/name")
    assert _value(library, "last_name") == "Lovelace"
    library.open(f"{draft}/date-of-birth")
    assert KEPT in library.words
    assert _value(library, "birth_date") == "31"
    library.fill(birth_date=["30", "4", "1990"])
    library.press("^Continue")
    telephone.open(f"{draft}/date-of-birth")
    assert KEPT not in telephone.words
    assert _value(telephone, "birth_date") == "30"


def test_a_page_that_is_left_is_found_as_it_was_on_another_device(copy: Copy, browser: Browser, draft: str) -> None:
    telephone, library = (_device(copy, browser) for _ in range(2))
    leaving: tuple[Callable[[], object], ...] = (
        telephone.page.locator(".govuk-back-link").click,
        lambda: telephone.open("/"),
        telephone.page.reload,
        lambda: telephone.page.close(run_before_unload=True),
    )
    for number, leave in enumerate(leaving):
        telephone.open(f"{draft}/education")
        telephone.fill(education=f"{TYPED} {number}")
        leave()
        _until_kept(library, f"{draft}/education", f"{TYPED} {number}")
    library.press("^Continue")
    library.open(f"{draft}/education")
    assert KEPT not in library.words


@each_way
def test_what_was_typed_when_the_sign_in_had_run_out_comes_back(
    copy: Copy, browser: Browser, draft: str, scripts: bool
) -> None:
    ada = _device(copy, browser, scripts=scripts)
    ada.open(f"{draft}/education")
    ada.fill(education=TYPED)
    _end_every_sign_in(copy)
    ada.expected = "401"
    ada.press("^Continue")
    assert "Nothing you typed is lost" in ada.words
    ada.press("^Sign in")
    sign_in(ada, copy.service.mailbox, ADA)
    assert ada.path == f"{draft}/education"
    assert KEPT in ada.words
    assert _value(ada, "education") == TYPED
    ada.press("^Continue")
    ada.open(f"{draft}/check-answers")
    assert TYPED in ada.words


def _device(copy: Copy, browser: Browser, *, scripts: bool = True) -> Visitor:
    """A browser of its own, in which Ada has signed in with a code from her mail."""
    device = Visitor(browser, copy.service.url, scripts=scripts)
    device.open("/sign-in")
    sign_in(device, copy.service.mailbox, ADA)
    return device


def _value(visitor: Visitor, name: str) -> str:
    return visitor.page.locator(f'main [name="{name}"]').first.input_value()


def _until_kept(visitor: Visitor, address: str, typed: str) -> None:
    """A page is left before what it keeps has arrived: look until it has."""
    for _ in range(50):
        visitor.open(address)
        if _value(visitor, "education") == typed:
            return
        visitor.page.wait_for_timeout(100)
    raise AssertionError(f"not kept: {typed}; there is {_value(visitor, 'education')}")


def _end_every_sign_in(copy: Copy) -> None:
    with copy.app.app_context(), unit_of_work():
        db.session.execute(update(SignIn).values(ended_at=clock.now()))
