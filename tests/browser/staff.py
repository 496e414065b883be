"""Staff at a browser, and what they do day by day."""

from datetime import date

from playwright.sync_api import Browser

from tests.browser.chromium import Visitor
from tests.copies import PASSWORD, Copy
from volunteers import clock
from volunteers.permissions import Role


def signed_in_staff(copy: Copy, browser: Browser, role: Role, *, scripts: bool = True, second: bool = False) -> Visitor:
    """The account that the copy made for this role, signed in with password and authenticator."""
    visitor = Visitor(browser, copy.service.url, scripts=scripts)
    visitor.open("/staff/sign-in")
    visitor.fill(email=copy.address_of(role, second=second), password=PASSWORD, code=copy.code_of(role, second=second))
    visitor.press("^Sign in")
    assert "sign-in" not in visitor.path, visitor.words
    return visitor


def three(day: date) -> list[str]:
    """A date as its three boxes take it."""
    return [str(day.day), str(day.month), str(day.year)]


def record(visitor: Visitor, case: str, code: str) -> None:
    """Record a check of an application as passed today."""
    visitor.open(f"{case}/checks/{code}")
    why = {"reason": "Both were taken up by telephone."} if code == "references" else {}
    visitor.fill(state="passed", reference="R-1", result_on=three(clock.today()), **why)
    visitor.press("Record|Save|Continue")
    assert visitor.path == case, visitor.words


def move(visitor: Visitor, case: str, stage: str) -> None:
    """Move an application on."""
    visitor.open(f"{case}/move")
    visitor.fill(to_stage=stage)
    visitor.press("^Move$")
    assert visitor.path == case, visitor.words


def grant_vetting(officer: Visitor) -> None:
    """The officer takes the case that waits, opens it with a reason, ticks every enquiry and grants what is wanted."""
    officer.open("/staff/vetting")
    officer.press("Take the next case")
    officer.follow(officer.page.locator("main table a").first)
    officer.fill(reason="begin", words="To vet them")
    officer.press("Open the file")
    officer.page.locator("main summary", has_text="Tick enquiries").click()
    for box in officer.page.locator('main [name="codes"]').all():
        box.check()
    officer.fill(done_on=three(clock.today()))
    officer.press("Tick them")
    officer.press("Record the outcome")
    officer.fill(outcome="granted", reference="V-20411", result_on=three(clock.today()))
    officer.press("Save the outcome")
    assert "The outcome is recorded" in officer.words


def agree(visitor: Visitor) -> None:
    """Someone else agrees to the decision that waits for a second person."""
    visitor.open("/staff/decisions")
    visitor.press("^Decide")
    visitor.fill(answer="agree")
    visitor.press("^Decide")
