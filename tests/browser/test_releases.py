"""Two analysts make a release and publish it in Chromium, and read the reports that the worker makes of it."""

import time
from datetime import date

import pytest
from playwright.sync_api import Browser

from tests.browser.chromium import Visitor, binary
from tests.browser.printed import assert_prints
from tests.browser.staff import signed_in_staff
from tests.copies import Copy
from tests.service import working_at
from tests.trends.releasing import a_made_up_release, count_quarters
from volunteers.permissions import Role
from volunteers.trends.jobs import make_reports
from volunteers.trends.service import reports
from volunteers.unit_of_work import unit_of_work

pytestmark = pytest.mark.skipif(binary() is None, reason="there is no Chromium on this machine")

PATIENCE = 60  # seconds


def test_one_prepares_another_publishes_and_the_report_follows(copy: Copy, browser: Browser) -> None:
    copy.make_staff(Role.OPCC_ANALYST)
    copy.make_second(Role.OPCC_ANALYST)
    with copy.app.app_context(), unit_of_work():
        cut_off = count_quarters()
    first = signed_in_staff(copy, browser, Role.OPCC_ANALYST)
    with working_at("figures", copy.service):
        page = _prepared(first, cut_off)
        _published(signed_in_staff(copy, browser, Role.OPCC_ANALYST, second=True), page)
    with copy.app.app_context():
        make_reports()  # as the schedule has it made every few minutes
    first.open("/staff/trends/reports")
    first.judge("a report")
    first.open(f"/staff/trends/reports/quarterly-report/{cut_off}")
    first.judge("a report to read")
    assert_prints(first)

    anyone = Visitor(browser, copy.service.url)
    anyone.open(f"/published-figures/{cut_off}/quarterly-report")
    anyone.judge("in public")


def _prepared(first: Visitor, cut_off: date) -> str:
    """The page of a release that somebody prepared and the worker made."""
    first.open("/staff/trends/releases")
    first.judge("nothing released")
    first.press("^Prepare a release")
    first.press("^Prepare")
    assert "Choose" in first.words
    first.judge("no quarter chosen")
    first.fill(cut_off=cut_off.isoformat())
    first.press("^Prepare")
    page = first.path
    _wait(first, page, "Nobody publishes a release that they prepared themselves.")
    first.judge("made")
    return page


def _published(second: Visitor, page: str) -> None:
    """Somebody else publishes it."""
    second.open(page)
    second.press("^Publish")
    second.judge("sure?")
    second.press("^Publish")
    _wait(second, page, "Second opcc_analyst,")
    second.judge("published")


def test_the_annual_return_is_read_on_a_page(copy: Copy, browser: Browser) -> None:
    copy.make_staff(Role.OPCC_ANALYST)
    with copy.app.app_context(), unit_of_work():
        release = a_made_up_release(date(2026, 3, 31))
        reports.make_reports(release.id)
        name = release.name
    analyst = signed_in_staff(copy, browser, Role.OPCC_ANALYST)
    analyst.open(f"/staff/trends/reports/annual-return/{name}")
    analyst.judge("annual")
    assert_prints(analyst)


def _wait(visitor: Visitor, path: str, words: str) -> None:
    """Look again until the worker has done its part."""
    until = time.monotonic() + PATIENCE
    visitor.open(path)
    while words not in visitor.words:
        assert time.monotonic() < until, visitor.words
        time.sleep(0.5)
        visitor.open(path)
