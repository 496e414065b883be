"""Referees, each with nothing but the link in a mail: the applicant names them, and staff read what they wrote."""

from typing import Any

import pytest
from playwright.sync_api import Browser

from tests.applications.builders import an_applicant
from tests.browser.applying import sign_in
from tests.browser.chromium import Visitor, binary
from tests.browser.staff import signed_in_staff
from tests.browser.states import LONG_TEXT, has_errors
from tests.copies import Copy
from tests.references.builders import TOKEN, a_waiting_application
from tests.service import body_of
from volunteers.permissions import Role
from volunteers.unit_of_work import unit_of_work

pytestmark = pytest.mark.skipif(binary() is None, reason="there is no Chromium on this machine")
ADA, GRACE, MARY = "ada@example.com", "grace@work.example", "mary@school.example"
WRITTEN: dict[str, dict[str, Any]] = {
    "how-you-know-them": {
        "capacity": "I was their manager", "known_for": "4 years", "dates": "March 2019 to June 2023", "family": "no",
    },
    "what-they-are-like": {
        "reliable": "very", "honest": "very", "people": "mostly", "pressure": "cannot_say", "examples": LONG_TEXT,
    },
    "your-view": {"concern": "yes", "concern_what": "Works too hard", "trust": "with_doubts", "trust_doubts": "None"},
}  # fmt: skip


@pytest.mark.parametrize("scripts", [True], ids=["with scripts"])  # without them in ``tests/references``
def test_one_referee_gives_a_reference_and_one_cannot(copy: Copy, browser: Browser, scripts: bool) -> None:
    copy.make_staff(Role.COORDINATOR)
    with copy.app.app_context(), unit_of_work():
        reference = a_waiting_application(account=an_applicant(email=ADA)).reference
    ada, grace, mary = (Visitor(browser, copy.service.url, scripts=scripts) for _ in range(3))
    _name_two(copy, ada, reference)
    link = _link_to(copy, GRACE)
    grace.open(link)
    assert "Ada Lovelace wants to volunteer" in grace.words
    grace.press("^Start")
    for typed in WRITTEN.values():
        grace.press("^Save and continue")
        assert has_errors(grace), grace.words
        grace.fill(**typed)
        if "reliable" in typed:
            grace.press("^Save and come back later")
            grace.open(f"{link}/page/what-they-are-like")
        grace.press("^Save and continue")
    grace.press("^Send my reference")
    assert "Tick the box" in grace.words
    grace.fill(true="y")
    grace.press("^Send my reference")
    assert "Thank you" in grace.words
    assert "manager" not in grace.words

    mary.open(_link_to(copy, MARY))
    mary.press("^Tell us that you cannot")
    mary.fill(reason="no_time")
    mary.press("^Tell them")
    assert not has_errors(mary), mary.words

    ada.open(f"/my-applications/{reference}/references")
    assert "Grace Hopper" in ada.words
    assert "Given on" in ada.words
    assert "Cannot give one" in ada.words
    assert "manager" not in ada.words
    coordinator = signed_in_staff(copy, browser, Role.COORDINATOR, scripts=scripts)
    coordinator.open(f"/staff/applications/{reference}")
    assert "Waits on the applicant" in coordinator.words
    coordinator.press("^Read")
    for said in ("I was their manager", "Works too hard", "Wordswithoutend"):
        assert said in coordinator.words


def _name_two(copy: Copy, ada: Visitor, reference: str) -> None:
    ada.open(f"/my-applications/{reference}")
    sign_in(ada, copy.service.mailbox, ADA)
    ada.press("who can give you a reference")
    ada.press("^Name a referee")
    ada.press("^Save this referee")
    assert has_errors(ada)
    ada.fill(name="Grace Hopper", relation="latest_employer", email=GRACE)
    ada.press("^Save this referee")
    ada.press("^Name a referee")
    ada.fill(name="Mary Somerville", relation="known", years_known="7", email=MARY, phone="0117 496 0101")
    ada.press("^Save this referee")
    assert "Mary Somerville" in ada.words


def _link_to(copy: Copy, address: str) -> str:
    found = TOKEN.search(body_of(copy.service.mailbox.wait_for(address)))
    assert found is not None
    return found[0]
