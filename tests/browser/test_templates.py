"""An administrator writes a message anew: a mistake is refused and mended, and the next mail has the new words."""

from playwright.sync_api import Browser

from tests.browser.chromium import NARROW, Visitor
from tests.browser.staff import signed_in_staff
from tests.copies import Copy
from volunteers.permissions import Role

NEWCOMER = "new.words@example.com"
WORDS = "/staff/messages/templates"


def test_new_words_go_out_in_the_next_mail(copy: Copy, browser: Browser) -> None:
    copy.make_staff(Role.ADMINISTRATOR)
    visitor = signed_in_staff(copy, browser, Role.ADMINISTRATOR)
    visitor.open(f"{WORDS}?search=code+to+sign+in")
    visitor.follow(visitor.page.get_by_role("link", name="A code to sign in"))
    visitor.follow(visitor.page.get_by_role("button", name="Write your own words"))
    visitor.page.set_viewport_size(NARROW)  # type: ignore[arg-type]
    visitor.fill(subject="Your way in", body="Hello\n\nType ((cod)) to sign in.")
    visitor.press("^Save$")
    assert "Did you mean ((code))?" in visitor.words
    assert "Type ((cod)) to sign in." in visitor.page.input_value("[name=body]")
    visitor.fill(body="Hello\n\nType ((code)) to sign in.")
    visitor.press("^See it as it would be sent$")
    assert "Type 381 046 to sign in." in visitor.words
    visitor.press("^Save these words$")
    assert "The next message goes out in these words" in visitor.words
    newcomer = Visitor(browser, copy.service.url)
    newcomer.open("/sign-in")
    newcomer.fill(email=NEWCOMER)
    newcomer.press("^Continue$|^Send")
    mail = copy.service.mailbox.wait_for(NEWCOMER)
    assert mail["Subject"] == "Your way in"
    assert mail.get_content().startswith("Hello")
    visitor.press("^Give them up$")
    assert "Your words are given up" in visitor.words
