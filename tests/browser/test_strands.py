"""Forms in Chromium by keyboard with scripts, and without scripts: what is stored is the same."""

import pytest
from playwright.sync_api import Browser
from sqlalchemy import select

from tests.browser.applying import apply
from tests.browser.chromium import Visitor, binary
from tests.browser.keyboard import KeyboardVisitor
from tests.browser.ways import way_of
from tests.copies import Copy
from volunteers.applications.models import Application
from volunteers.applications.queries import answers_of
from volunteers.extensions import db

pytestmark = pytest.mark.skipif(binary() is None, reason="there is no Chromium on this machine")
ADA, BEN = "ada@example.com", "ben@example.com"
# The one that waits for a guardian. The longest is walked in ``test_journey``, and all six without a browser in
# ``tests/applications``.
SHAPES = ("cadets",)


@pytest.mark.parametrize("slug", SHAPES)
def test_a_form_by_keyboard_alone_and_one_without_scripts_store_the_same(
    copy: Copy, browser: Browser, slug: str
) -> None:
    way = way_of(slug, copy)
    by_keyboard = KeyboardVisitor(browser, copy.service.url)
    without_scripts = Visitor(browser, copy.service.url, scripts=False)
    stored = []
    for visitor, email in ((by_keyboard, ADA), (without_scripts, BEN)):
        reference = apply(visitor, copy.service.mailbox, way, email)
        assert reference in visitor.words
        visitor.press("^See where your application stands")
        assert visitor.path == f"/my-applications/{reference}"
        assert reference in visitor.words
        stored.append(stored_of(copy, reference))
    assert stored[0] == stored[1]
    assert {*way.questions} <= {*stored[0]["answers"]}


def stored_of(copy: Copy, reference: str) -> dict[str, object]:
    """Everything an applicant's own hand put in the database: the answers, opened, and what is copied out of them."""
    with copy.app.app_context():
        found = db.session.scalars(select(Application).where(Application.reference == reference)).one()
        columns = ("strand", "area", "stage", "first_name", "last_name", "birth_date", "unit_id", "role", "opening_id")
        stored = {"answers": answers_of(found), **{name: getattr(found, name) for name in columns}}
        db.session.remove()
        return stored
