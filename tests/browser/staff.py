"""Staff at a browser."""

from playwright.sync_api import Browser

from tests.browser.chromium import Visitor
from tests.copies import PASSWORD, Copy
from volunteers.permissions import Role


def signed_in_staff(copy: Copy, browser: Browser, role: Role, *, scripts: bool = True, second: bool = False) -> Visitor:
    """The account that the copy made for this role, signed in with password and authenticator."""
    visitor = Visitor(browser, copy.service.url, scripts=scripts)
    visitor.open("/staff/sign-in")
    visitor.fill(email=copy.address_of(role, second=second), password=PASSWORD, code=copy.code_of(role, second=second))
    visitor.press("^Sign in")
    assert "sign-in" not in visitor.path, visitor.words
    return visitor
