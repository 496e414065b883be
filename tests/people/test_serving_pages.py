"""The pages on which service is changed, and a volunteer's own page of it."""

from datetime import date

import html5lib
import pytest
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from tests.pages import sent_form
from tests.people.builders import a_volunteer, an_account, signed_in
from tests.people.serving import on, period_of, put, told
from tests.rosters.builders import a_duty, a_sign_up
from volunteers.people.models import RoleGrant, Volunteer
from volunteers.people.queries.serving import standing_statuses
from volunteers.people.rules import StatusKind
from volunteers.permissions import Grant, Role

LEAVE = StatusKind.LEAVE


def looked_at(page: str, act: str) -> dict[str, list[str]]:
    """What the page of a first look sends on: every hidden field, as often as it is there, and its button."""
    tree = html5lib.parse(page, namespaceHTMLElements=False)
    found: dict[str, list[str]] = {"act": [act]}
    for field in tree.iter("input"):
        if field.get("type") == "hidden":
            found.setdefault(field.get("name"), []).append(field.get("value", ""))
    return found


def three(day: date) -> list[str]:
    return [str(day.day), str(day.month), str(day.year)]


def address_of(volunteer: Volunteer, what: str) -> str:
    return f"/staff/volunteers/{volunteer.id}/service/{period_of(volunteer).id}/{what}"


@pytest.fixture
def browser(client: FlaskClient, session: Session) -> FlaskClient:
    return signed_in(client, an_account(Role.COORDINATOR))


def text(browser: FlaskClient, address: str) -> str:
    answer = browser.get(address)
    assert answer.status_code == 200, answer.status_code
    return answer.get_data(as_text=True)


class TestStatus:
    def test_filled_in_looked_at_and_saved(self, browser: FlaskClient) -> None:
        volunteer = a_volunteer()
        a_sign_up(a_duty(on=on(10), title="Harbour patrol"), volunteer)
        address = address_of(volunteer, "status?to=leave")
        page = text(browser, address)
        typed = {"from_on": three(on(5)), "until_on": three(on(20)), "reason": "study", "note": "Rang on Monday"}
        looked = browser.post(address, data=sent_form(page, **typed))
        shown = looked.get_data(as_text=True)
        assert looked.status_code == 200
        for words in ("Check before you save", "Harbour patrol", "1 duty they are down for", "Rang on Monday"):
            assert words in shown, words
        assert standing_statuses(period_of(volunteer).id) == ()
        saved = browser.post(address, data=looked_at(shown, "save"))
        assert (saved.status_code, saved.location) == (303, f"/staff/volunteers/{volunteer.id}/duties-to-free")
        again = browser.post(address, data=looked_at(shown, "save"))
        assert again.location == saved.location
        assert len(standing_statuses(period_of(volunteer).id)) == 1

    def test_going_back_loses_nothing(self, browser: FlaskClient) -> None:
        volunteer = a_volunteer()
        address = address_of(volunteer, "status?to=restricted")
        typed = {"from_on": three(on(5)), "limits": "No night duties", "reason": "review", "note": "As agreed"}
        shown = browser.post(address, data=sent_form(text(browser, address), **typed)).get_data(as_text=True)
        back = browser.post(address, data=looked_at(shown, "change")).get_data(as_text=True)
        for words in ("No night duties", "As agreed", f'value="{on(5).year}"'):
            assert words in back, words
        assert "There is a problem" not in back

    @pytest.mark.parametrize(
        ("typed", "words"),
        [
            ({"from_on": ["31", "4", "2027"]}, "The first day must be a real date."),
            ({"reason": "study"}, "Enter the first day."),
            ({"from_on": three(on(5))}, "Choose a reason."),
            ({"from_on": three(on(5)), "reason": "nonsense"}, "Choose a reason."),
            ({"from_on": three(on(5)), "until_on": three(on(4)), "reason": "study"}, "the first day or a later one"),
            ({"from_on": ["1", "1", "1950"], "reason": "study"}, "before their service did"),
        ],
    )
    def test_what_is_wrong_is_said_and_what_was_typed_stays(
        self, browser: FlaskClient, typed: dict[str, object], words: str
    ) -> None:
        address = address_of(a_volunteer(), "status?to=leave")
        page = text(browser, address)
        shown = browser.post(address, data=sent_form(page, note="Keep me", **typed)).get_data(as_text=True)
        assert words in shown
        assert "Keep me" in shown

    def test_a_stale_page_is_refused_and_can_be_sent_again(self, browser: FlaskClient) -> None:
        volunteer = a_volunteer()
        address = address_of(volunteer, "status?to=leave")
        typed = {"from_on": three(on(5)), "reason": "study"}
        shown = browser.post(address, data=sent_form(text(browser, address), **typed)).get_data(as_text=True)
        put(volunteer, StatusKind.SUSPENDED, 5)
        stale = browser.post(address, data=looked_at(shown, "save"))
        assert stale.status_code == 409
        assert "while you had the page open" in stale.get_data(as_text=True)
        again = sent_form(stale.get_data(as_text=True), **typed)
        looked = browser.post(address, data=again).get_data(as_text=True)
        assert "What this replaces" in looked
        assert browser.post(address, data=looked_at(looked, "save")).status_code == 303

    def test_the_record_shows_it_and_the_way_back(self, browser: FlaskClient) -> None:
        volunteer = a_volunteer()
        put(volunteer, LEAVE, -5, 20)
        record = text(browser, f"/staff/volunteers/{volunteer.id}")
        assert "On leave until" in record
        assert "Change or end this" in record
        address = address_of(volunteer, "status")
        page = text(browser, address)
        assert "Active again" in page
        looked = browser.post(address, data=sent_form(page, from_on=three(on(0)))).get_data(as_text=True)
        assert browser.post(address, data=looked_at(looked, "save")).status_code == 303
        assert "On leave until" not in text(browser, "/staff/volunteers")

    def test_the_list_by_status(self, browser: FlaskClient) -> None:
        put(a_volunteer(first_name="Away"), LEAVE, -5, 20)
        a_volunteer(first_name="There")
        everyone, away = text(browser, "/staff/volunteers"), text(browser, "/staff/volunteers?status=leave")
        assert "There Hughes" in everyone
        assert "There Hughes" not in away
        assert "Away Hughes" in away
        assert 'aria-current="page">On leave' in away
        assert text(browser, "/staff/volunteers?status=nonsense").count("Hughes") == everyone.count("Hughes")


class TestOthers:
    @pytest.mark.parametrize(
        ("what", "typed", "shown"),
        [
            ("rank", {"rank": "special_sergeant", "evidence": "Board of 3 May"}, "Special Sergeant"),
            ("grade", {"grade": "directed", "evidence": "Fell out of practice"}, "Directed patrol"),
            ("posting", {"where": "bristol|", "reason": "moved_home"}, "Bristol"),
        ],
    )
    def test_each_is_saved_once_and_shown(
        self, browser: FlaskClient, what: str, typed: dict[str, object], shown: str
    ) -> None:
        volunteer = a_volunteer()
        address = address_of(volunteer, what)
        page = text(browser, address)
        sent = sent_form(page, from_on=three(on(0)), **typed)
        assert [browser.post(address, data=sent).status_code for _ in range(2)] == [303, 303]
        assert shown in text(browser, f"/staff/volunteers/{volunteer.id}")
        empty = browser.post(address, data=sent_form(page)).get_data(as_text=True)
        assert "There is a problem" in empty
        assert len(told("posted") if what == "posting" else told("rank_changed")) == 1

    def test_moved_out_of_ones_own_area_leads_to_the_list(self, client: FlaskClient, session: Session) -> None:
        volunteer = a_volunteer(area="somerset")
        browser = signed_in(client, an_account(grants=[Grant(Role.COORDINATOR, "special_constabulary", "somerset")]))
        address = address_of(volunteer, "posting")
        sent = sent_form(text(browser, address), from_on=three(on(0)), where="bristol|", reason="moved_home")
        assert browser.post(address, data=sent).location == "/staff/volunteers"

    def test_a_strand_without_ranks_has_no_such_page(self, browser: FlaskClient) -> None:
        volunteer = a_volunteer(strand="neighbourhood_watch", rank=None, grade="member", clearances=[])
        assert browser.get(address_of(volunteer, "rank")).status_code == 404

    @pytest.mark.parametrize(
        ("reason", "words", "messages"),
        [("hours", "They are thanked by e-mail", 1), ("died", "Nothing is sent to them or to anyone else", 0)],
    )
    def test_ending_is_looked_at_and_saved(self, browser: FlaskClient, reason: str, words: str, messages: int) -> None:
        volunteer = a_volunteer()
        address = address_of(volunteer, "end")
        page = text(browser, address)
        looked = browser.post(address, data=sent_form(page, last_on=three(on(3)), reason=reason))
        assert words in looked.get_data(as_text=True)
        saved = browser.post(address, data=looked_at(looked.get_data(as_text=True), "save"))
        assert saved.location == f"/staff/volunteers/{volunteer.id}"
        assert period_of(volunteer).ended_on == on(4)
        assert len(told("service_ended")) == messages
        go_on = address_of(volunteer, "go-on")
        assert go_on in text(browser, saved.location)
        assert browser.post(go_on, data=sent_form(text(browser, go_on))).status_code == 303
        assert period_of(volunteer).ended_on is None

    @pytest.mark.parametrize("what", ["status", "rank", "grade", "posting", "end", "go-on"])
    def test_nobody_changes_their_own(self, client: FlaskClient, session: Session, what: str) -> None:
        account = an_account()
        volunteer = a_volunteer(account=account)
        account.role_grants.append(RoleGrant(role=Role.COORDINATOR))
        browser = signed_in(client, account)
        assert browser.get(address_of(volunteer, what)).status_code == 403
        record = text(browser, f"/staff/volunteers/{volunteer.id}")
        assert "This is you" in record
        assert "Leave, restriction or suspension" not in record


class TestOwnPage:
    def test_what_they_read_and_what_staff_wrote_for_each_other(self, client: FlaskClient, session: Session) -> None:
        account = an_account()
        volunteer = a_volunteer(account=account, started_on=on(-800))
        put(volunteer, StatusKind.RESTRICTED, -5, 20, limits="No driving")
        row = standing_statuses(period_of(volunteer).id)[0]
        row.note = "Between us"
        session.flush()
        browser = signed_in(client, account)
        page = text(browser, "/my-service")
        for words in ("Restricted until", "No driving", "2 years and 2 months", "Special Constable", "Somerset"):
            assert words in page, words
        assert "Between us" not in page
        assert "/my-service" in text(browser, "/my-duties")

    def test_someone_suspended_still_signs_in_and_sees_it(self, client: FlaskClient, session: Session) -> None:
        account = an_account()
        volunteer = a_volunteer(account=account)
        duty = a_duty(on=on(3))
        put(volunteer, StatusKind.SUSPENDED, 0)
        browser = signed_in(client, account)
        assert "Suspended" in text(browser, "/my-service")
        assert "You are suspended" in text(browser, f"/duties/{duty.id}")
