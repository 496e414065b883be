"""The page on which people choose how they are told, and the way out in each mail that may be chosen away."""

import re
from html import unescape

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from tests.notifications.choosing import NIGHT, a_place, an_alert, chose
from tests.pages import sent_form
from tests.people.builders import an_account, signed_in
from volunteers.notifications.jobs.composing import compose
from volunteers.notifications.queries.choices import find_choices
from volunteers.notifications.rules.choices import GROUPS, Way
from volunteers.notifications.rules.leaving import leaving_token, read_token
from volunteers.people.models import Account
from volunteers.permissions import Role

ADDRESS = "/my-messages/choices"
KEY = b"a key of this test"
ANSWERS = {
    "my_duties": "daily", "reminders": "usual", "offers": "usual", "new_duties": "off", "hours": ["48", "2"],
    "begins": "22", "ends": "7",
}  # fmt: skip


@pytest.fixture
def volunteer(session: Session) -> Account:
    return an_account(Role.VOLUNTEER)


@pytest.fixture
def browser(client: FlaskClient, volunteer: Account) -> FlaskClient:
    return signed_in(client, volunteer)


@pytest.fixture
def mail_of_a_group(app: Flask, session: Session) -> tuple[Account, str, str]:
    """Someone, a mail to them of what may be chosen away, and the address in its header."""
    account = an_account(Role.SUPERVISOR)
    mail = compose(an_alert(account))
    (address,) = re.findall(r"<(.*)>", (mail.extra_headers or {})["List-Unsubscribe"])
    return account, str(mail.body), address.removeprefix(app.config["SERVICE"]["url"])


def page_of(browser: FlaskClient, address: str = ADDRESS) -> str:
    return " ".join(unescape(browser.get(address).get_data(as_text=True)).split())


def hidden(browser: FlaskClient, address: str = ADDRESS) -> dict[str, str]:
    """What the page sends of itself."""
    form = sent_form(browser.get(address).get_data(as_text=True))
    return {name: form[name] for name in ("csrf_token", "version") if name in form}


def send(browser: FlaskClient, **changes: object) -> tuple[int, str]:
    answer = browser.post(ADDRESS, data={**hidden(browser), **ANSWERS, **changes})
    return answer.status_code, " ".join(unescape(answer.get_data(as_text=True)).split())


def test_what_is_chosen_is_kept_and_shown_again(browser: FlaskClient, volunteer: Account) -> None:
    assert send(browser, is_quiet="y")[0] == 303
    row = find_choices(volunteer.id)
    assert row
    assert (row.my_duties, row.new_duties, row.chosen.quiet) == (Way.DAILY, Way.OFF, NIGHT)
    assert row.chosen.reminder_hours == (48, 2)
    page = page_of(browser)
    assert "Saved." in page
    assert '<option value="daily" selected>' in page
    assert re.search(r'value="48" checked', page)
    assert not re.search(r'value="24" checked', page)


def test_quiet_hours_are_none_until_they_are_chosen(browser: FlaskClient, volunteer: Account) -> None:
    page = page_of(browser)
    assert '<option value="22" selected>10pm' in page
    assert '<option value="7" selected>7am' in page
    send(browser)
    row = find_choices(volunteer.id)
    assert row
    assert row.chosen.quiet is None


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"is_quiet": "y", "begins": "7", "ends": "7"}, "Quiet hours must end at another time than they begin."),
        ({"is_quiet": "y", "begins": "7", "ends": "22"}, "Quiet hours can be 12 hours at most"),
        ({"is_quiet": "y", "begins": "25"}, "Choose when your quiet hours begin."),
        ({"is_quiet": "y", "ends": "soon"}, "Choose when your quiet hours end."),
        ({"my_duties": "off"}, "Choose how to be told from the list."),
        ({"my_duties": "text"}, "Choose how to be told from the list."),  # they gave no number
        ({"hours": ["3"]}, "Choose from the answers shown."),
    ],
)
def test_what_cannot_be_is_refused_in_words_and_the_rest_is_kept(
    browser: FlaskClient, volunteer: Account, changes: dict[str, object], words: str
) -> None:
    status, page = send(browser, **changes)
    assert (status, "There is a problem" in page, words in page) == (200, True, True)
    assert '<option value="off" selected>Not at all' in page
    assert find_choices(volunteer.id) is None


def test_a_stale_page_is_not_saved_and_keeps_what_was_chosen(browser: FlaskClient, volunteer: Account) -> None:
    chose(volunteer, my_duties=Way.EMAIL)
    answer = browser.post(ADDRESS, data={**hidden(browser), **ANSWERS, "version": "0"})
    page = " ".join(answer.get_data(as_text=True).split())
    assert answer.status_code == 409
    assert "not saved yet" in page
    assert '<option value="off" selected>' in page
    assert 'name="version" type="hidden" value="1"' in page
    row = find_choices(volunteer.id)
    assert row
    assert row.new_duties is Way.USUAL


@pytest.mark.parametrize(
    ("role", "shown", "hidden"),
    [
        (Role.VOLUNTEER, ["Your own duties", "Duties you could take", "2 hours before"], ["Alerts for staff"]),
        (Role.SUPERVISOR, ["Alerts for staff", "Quiet hours"], ["Your own duties", "2 hours before"]),
        (Role.APPLICANT, ["Quiet hours"], ["Your own duties", "Alerts for staff"]),
    ],
)
def test_each_is_asked_of_what_concerns_them(
    client: FlaskClient, session: Session, role: Role, shown: list[str], hidden: list[str]
) -> None:
    page = page_of(signed_in(client, an_account(role)))
    assert [words in page for words in shown] == [True] * len(shown)
    assert [words in page for words in hidden] == [False] * len(hidden)


def test_what_is_not_asked_stays_as_it_was(client: FlaskClient, session: Session) -> None:
    account = an_account(Role.SUPERVISOR)
    chose(account, my_duties=Way.DAILY, reminders=(168,))
    browser = signed_in(client, account)
    answer = browser.post(ADDRESS, data={**hidden(browser), "staff_alerts": "off", "begins": "22", "ends": "7"})
    assert answer.status_code == 303
    row = find_choices(account.id)
    assert row
    assert (row.my_duties, row.staff_alerts, row.chosen.reminders) == (Way.DAILY, Way.OFF, (168,))


def test_texts_are_offered_to_whoever_gave_a_number(client: FlaskClient, session: Session, app: Flask) -> None:
    page = page_of(signed_in(client, an_account(Role.VOLUNTEER, mobile="+447700900123")))
    assert "Text message only" in page
    assert "07700 900123" in page


def test_the_page_is_found_from_the_messages(browser: FlaskClient) -> None:
    page = page_of(browser, "/my-messages")
    assert f'href="{ADDRESS}"' in page
    assert "My messages" in page


class TestWayOut:
    def test_a_mail_that_may_be_chosen_away_ends_with_how(self, mail_of_a_group: tuple[Account, str, str]) -> None:
        _, body, address = mail_of_a_group
        assert body.rstrip().endswith(ADDRESS)
        assert address not in body, "whoever is shown or forwarded the mail cannot choose for its receiver"

    def test_one_that_may_not_says_nothing_of_it(self, app: Flask, session: Session) -> None:
        mail = compose(a_place(an_account(Role.VOLUNTEER)))
        assert ADDRESS not in str(mail.body)
        assert not mail.extra_headers

    def test_a_mail_program_needs_one_click(
        self, client: FlaskClient, mail_of_a_group: tuple[Account, str, str]
    ) -> None:
        account, _, address = mail_of_a_group
        assert client.post(address, data={"List-Unsubscribe": "One-Click"}).status_code == 200
        row = find_choices(account.id)
        assert row
        assert row.staff_alerts is Way.OFF
        assert client.post(address, data={"List-Unsubscribe": "One-Click"}).status_code == 200

    def test_a_person_presses_a_button_and_opening_the_link_changes_nothing(
        self, client: FlaskClient, mail_of_a_group: tuple[Account, str, str]
    ) -> None:
        account, _, address = mail_of_a_group
        page = page_of(client, address)
        assert "Stop these messages" in page
        assert account.email not in page
        assert find_choices(account.id) is None
        assert "These messages have stopped" in client.post(address, data=hidden(client, address)).get_data(
            as_text=True
        )
        assert find_choices(account.id) is not None

    def test_wrong_links_look_alike(self, client: FlaskClient, mail_of_a_group: tuple[Account, str, str]) -> None:
        account, _, address = mail_of_a_group
        other = address.replace(f"/{account.id}.", f"/{account.id + 1}.")
        elsewhere = address.replace("staff_alerts", "new_duties")
        wrong = [other, address[:-1], elsewhere, "/my-messages/leave/x", f"{address}é"]
        answers = [client.post(each, data={"List-Unsubscribe": "One-Click"}) for each in wrong]
        assert {answer.status_code for answer in answers} == {404}
        assert len({re.sub(r'nonce="[^"]*"', "", answer.get_data(as_text=True)) for answer in answers}) == 1

    @pytest.mark.parametrize("group", GROUPS)
    def test_a_link_names_one_account_and_one_group(self, group: str) -> None:
        token = leaving_token(7, group, key=KEY)
        assert read_token(token, key=KEY) == (7, group)
        assert read_token(token, key=b"another key") is None
        assert read_token(token.replace("7.", "8.", 1), key=KEY) is None
